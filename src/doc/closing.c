// What stands round the text of an official document (GB/T 9704 7.3, typography 1.5, 1.6): the
// addressee above it; the note on attachments, signature, date and remark below it; and the
// attendance lists of minutes. In: the pieces between masthead and footer. Out: what each of
// them is. In a bulletin only an office with the date right under it is a signature, with the
// attachments above it. Promise: what is uncertain stays text.
#include "reader.h"

#include <string.h>

#define ADDRESSEE_MOST 200 // characters
#define SIGNERS_MOST   6   // offices that sign together

// 各乡镇人民政府，县直各单位： the first line behind the title that ends with a colon and says
// nothing.
static bool addressee_like(const struct pai_piece *p) {
    struct pai_chs s = pai_chs_trim(p->text);
    if (s.n < 3 || s.n > ADDRESSEE_MOST || p->marker.level || !pai_ch_colon(s.v[s.n - 1].cp)) {
        return false;
    }
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t cp = s.v[i].cp;
        if (pai_ch_stop(cp) || cp == 0xFF1B || (pai_ch_colon(cp) && i + 1 < s.n)) {
            return false;
        }
    }
    return !pai_prose_start(s) && !pai_chs_starts_any(s, "附件|附");
}

static bool date_line(struct pai_chs s, struct pai_arena *arena) {
    struct pai_date d;
    struct pai_chs tight = pai_chs_squeeze(arena, s);
    return tight.n >= 6 && tight.n <= 20 && pai_date_read(tight, 0, &d) == tight.n;
}

// （此件公开发布）, （联系人：…；电话：…）
static bool remark_line(struct pai_chs s) {
    s = pai_chs_trim(s);
    return s.n >= 4 && s.n <= 80 && (s.v[0].cp == 0xFF08 || s.v[0].cp == '(') &&
           (s.v[s.n - 1].cp == 0xFF09 || s.v[s.n - 1].cp == ')');
}

// Where the names begin behind 附件：, 0 if s is no such line.
static uint32_t attachments_begin(struct pai_chs s) {
    uint32_t i = pai_chs_match_padded(s, 0, "附件");
    i = i ? i : pai_chs_match_padded(s, 0, "附");
    if (!i || i >= s.n || !pai_ch_colon(s.v[i].cp)) {
        return 0;
    }
    for (i++; i < s.n && pai_ch_space(s.v[i].cp);) {
        i++;
    }
    return i < s.n ? i : 0;
}

bool pai_annex_label(struct pai_chs s) {
    uint32_t i = pai_chs_match_padded(s, 0, "附件");
    int32_t n;
    if (!i) {
        return false;
    }
    i = pai_chs_behind_spaces(s, i);
    uint32_t end = i < s.n ? pai_number_read(s, i, &n) : i;
    end = end && end < s.n && pai_ch_colon(s.v[end].cp) ? end + 1 : end;
    return end == s.n;
}

static bool office_line(struct pai_arena *arena, struct pai_chs s) {
    struct pai_chs tight = pai_chs_squeeze(arena, s);
    return tight.n >= 3 && tight.n <= 30 && pai_org_like(tight) &&
           !pai_ch_stop(tight.v[tight.n - 1].cp);
}

// Marks date, signatures above it and a remark below it; `end` is the piece behind the last.
// Returns the first piece that is marked, or `end`.
static uint32_t find_signature(struct pai_reader *r, const struct pai_pieces *in, uint32_t end,
                               enum pai_block_kind *kinds) {
    uint32_t at = end;
    if (at > 0 && remark_line(in->v[at - 1].text)) {
        at--;
    }
    if (at == 0 || !date_line(in->v[at - 1].text, r->arena)) {
        return end;
    }
    if (at < end) {
        kinds[at] = PAI_REMARK;
    }
    kinds[--at] = PAI_SIGNED;
    for (uint32_t n = 0; n < SIGNERS_MOST && at > 0; n++) {
        if (!office_line(r->arena, in->v[at - 1].text)) {
            break;
        }
        kinds[--at] = PAI_SIGNATURE;
    }
    return at;
}

static bool stopped(struct pai_chs s) {
    uint32_t last = s.n > 0 ? s.v[s.n - 1].cp : 0;
    return pai_ch_stop(last) || last == 0xFF1B;
}

// Marks the names of attachments that end before piece `end`: 附件：1.… and the numbered lines
// under it.
static void find_attachments(const struct pai_pieces *in, uint32_t end,
                             enum pai_block_kind *kinds) {
    uint32_t at = end;
    while (at > 0 && in->v[at - 1].marker.level == 3 && in->v[at - 1].marker.ordinal > 1 &&
           !stopped(in->v[at - 1].text)) {
        at--;
    }
    if (at == 0 || !attachments_begin(in->v[at - 1].text)) {
        return;
    }
    for (uint32_t i = at - 1; i < end; i++) {
        kinds[i] = PAI_ATTACHMENT;
    }
}

// 出席：, 列席：, 请假： under the text of minutes (GB/T 9704 10.3): characters of the label
// with its colon, 0 if s begins with none.
uint32_t pai_attendance_label(struct pai_chs s) {
    static const char *const words[] = {"出席人员", "列席人员", "请假人员", "参加人员", "出席",
                                        "列席",     "请假",     "缺席",     "参加",     NULL};
    for (uint32_t i = 0; words[i] != NULL; i++) {
        uint32_t end = pai_chs_match_padded(s, 0, words[i]);
        if (end && end + 1 < s.n && pai_ch_colon(s.v[end].cp)) {
            return end + 1;
        }
    }
    return 0;
}

// Attendance lists in minutes: the last pieces that all begin with such a label.
static void find_attendance(const struct pai_pieces *in, enum pai_block_kind *kinds) {
    for (uint32_t i = in->n; i > 0 && pai_attendance_label(in->v[i - 1].text); i--) {
        kinds[i - 1] = PAI_ATTENDANCE;
    }
}

struct pai_chs pai_attachment_name(struct pai_chs s) {
    return pai_chs_sub(s, attachments_begin(s), s.n);
}

// The signatures of a bulletin, under any of its articles: an office, the date right under it.
static void find_signatures(struct pai_reader *r, const struct pai_pieces *in,
                            enum pai_block_kind *kinds) {
    for (uint32_t end = in->n; end > 2; end--) {
        struct pai_chs date = in->v[end - 1].text, office = in->v[end - 2].text;
        if (!date_line(date, r->arena) || !office_line(r->arena, office)) {
            continue;
        }
        uint32_t from = find_signature(r, in, end, kinds);
        find_attachments(in, from, kinds);
        pai_log_say(r, PAI_D_SIGNED, office, pai_chs_utf8(r->arena, pai_chs_trim(office)),
                    NULL);
        end = from > 2 ? from + 1 : 3;
    }
}

const enum pai_block_kind *pai_closing_find(struct pai_reader *r, const struct pai_pieces *in) {
    const struct pai_masthead *m = &r->doc->masthead;
    bool minutes = m->name.len > 0 && strstr(m->name.s, "纪要") != NULL;
    if (in->n == 0) {
        return NULL;
    }
    enum pai_block_kind *kinds = PAI_NEW_N(r->arena, enum pai_block_kind, in->n);
    if (minutes) {
        find_attendance(in, kinds);
    }
    if (!m->document) {
        find_signatures(r, in, kinds);
        return kinds;
    }
    uint32_t end = in->n; // of the document itself: its annexes follow
    for (uint32_t i = in->n; i > 0; i--) {
        end = pai_annex_label(in->v[i - 1].text) ? i - 1 : end;
    }
    for (uint32_t i = 0; i < 4 && i < end; i++) {
        if (addressee_like(&in->v[i])) {
            kinds[i] = PAI_ADDRESSEE;
            break;
        }
    }
    find_attachments(in, find_signature(r, in, end, kinds), kinds);
    return kinds;
}
