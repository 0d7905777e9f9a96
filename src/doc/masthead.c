// The masthead (typography 2.1, 6.4 #3-#7). In: the first rows of the source. Out: name,
// number, running total, supplement, office, date, secrecy class, copy number; and the row
// behind it. The rows up to the last one that holds a number, a date or another certain sign
// belong to it, as long as none looks like prose; what is guessed is said.
#include "masthead.h"

#include "reader.h"

#include <string.h>

#define MAX_ROWS 16

struct part {
    struct pai_chs text;
    uint32_t row;
    bool after_number, org;
};

struct head {
    struct pai_reader *r;
    struct pai_masthead *m;
    PAI_VEC(struct part) parts; // texts that are not yet anything
    struct pai_chs number, class_text;
    bool has_number, has_date, has_sign;
    bool document; // a row has a document number
    bool date_bad;
};

static bool prose(const struct pai_row *row) {
    struct pai_chs s = row->text, label, rest;
    uint32_t n = pai_chs_count(s);
    return n > 45 || pai_chs_has_cp(s, 0x3002) || pai_ch_comma(s.v[s.n - 1].cp) ||
           pai_marker_read(s).level || pai_note_label(s, &label, &rest) ||
           pai_chs_starts_any(pai_chs_sub(s, 0, 12),
                              "目录|目　录|目 录|目  录|本期要目|本期导读|本期目录|要目");
}

// 编号：000012, №000012, 000012 at the top.
static bool copy_number(struct head *h, struct pai_chs s, uint32_t nth_row) {
    static const char *const labels[] = {"编号", "份号", "№", "No.", "NO.", NULL};
    uint32_t at = 0;
    for (uint32_t i = 0; labels[i] && !at; i++) {
        at = pai_chs_match_padded(s, 0, labels[i]);
    }
    while (at && at < s.n && (pai_ch_colon(s.v[at].cp) || pai_ch_space(s.v[at].cp))) {
        at++;
    }
    struct pai_chs digits = pai_chs_sub(s, at, s.n);
    for (uint32_t i = 0; i < digits.n; i++) {
        if (!pai_ch_digit(digits.v[i].cp)) {
            return false;
        }
    }
    if (!digits.n || (at == 0 && (nth_row > 2 || digits.n < 6 || digits.n > 8))) {
        return false;
    }
    h->m->copy_number = pai_text_make(h->r, digits);
    h->has_sign = true;
    return true;
}

static void take_number(struct head *h, const struct pai_scan_piece *p) {
    struct pai_arena *arena = h->r->arena;
    struct pai_masthead *m = h->m;
    m->number = p->issue.number >= 0 ? p->issue.number : m->number;
    m->total = p->issue.total >= 0 ? p->issue.total : m->total;
    m->supplement = m->supplement || p->issue.supplement;
    m->document = m->document || p->issue.document;
    struct pai_chs s = pai_chs_squeeze(arena, p->text);
    if (h->number.n && pai_chs_same(h->number, s)) {
        pai_log_say(h->r, PAI_D_RUNNING_HEAD, p->text, pai_chs_utf8(arena, p->text), NULL);
        return;
    }
    for (uint32_t i = 0; i < s.n; i++) {
        if (i == 0 && h->number.n && s.v[0].cp != 0xFF08 && s.v[0].cp != '(') {
            PAI_VEC_PUT(arena, &h->number, ((struct pai_ch){0x3000, s.v[0].src, false}));
        }
        PAI_VEC_PUT(arena, &h->number, s.v[i]);
    }
    if (s.n != p->text.n) {
        pai_log(h->r, PAI_D_SPACES, p->text.v[0].src, 1);
    }
    h->has_number = true;
}

static void take_date(struct head *h, const struct pai_scan_piece *p) {
    if (!p->date.valid) {
        pai_log_say(h->r, PAI_D_BAD_DATE, p->text, pai_chs_utf8(h->r->arena, p->text), NULL);
    } else if (!h->m->year) {
        h->m->year = p->date.year;
        h->m->month = p->date.month;
        h->m->day = p->date.day;
    } else if (h->m->year != p->date.year || h->m->month != p->date.month ||
               h->m->day != p->date.day) {
        pai_log_say(h->r, PAI_D_DATE_WORDS, p->text, pai_chs_utf8(h->r->arena, p->text), NULL);
    }
    for (uint32_t i = 0; i < p->text.n; i++) {
        if (pai_ch_space(p->text.v[i].cp)) {
            pai_log(h->r, PAI_D_SPACES, p->text.v[i].src, 1);
        }
    }
    h->has_date = true;
}

// True if the scanned row may stand in a masthead: every text in it is short and tells what it
// is.
static bool acceptable(const struct head *h, const struct pai_scan *scan, uint32_t nth_row) {
    bool known = scan->n > 1, number_seen = h->has_number;
    for (uint32_t i = 0; i < scan->n; i++) {
        const struct pai_scan_piece *p = &scan->v[i];
        number_seen = number_seen || p->kind == PAI_SCAN_NUMBER;
        struct pai_chs text = pai_chs_squeeze(h->r->arena, p->text);
        uint32_t n = text.n;
        if (p->kind != PAI_SCAN_TEXT || pai_class_like(p->text)) {
            continue;
        }
        struct pai_chs name;
        uint32_t value;
        if (n <= 30 && (known || pai_org_like(text) ||
                        pai_footer_label(p->text, 0, &name, &value) == PAI_LABEL_CREDIT)) {
            continue;
        }
        bool named = pai_name_like(text) || pai_name_spaced(p->text);
        if (n > 24 || (number_seen && !named) || nth_row > 8) {
            return false;
        }
    }
    return true;
}

// Words that belong to the date or the office before them rather than saying something of their
// own.
static bool affix(struct pai_chs s) {
    static const char *const words[] = {"编",   "印",   "编印", "印发", "主办",
                                        "出版", "编发", "编辑", "承办", NULL};
    for (uint32_t i = 0; words[i]; i++) {
        if (pai_chs_match_padded(s, 0, words[i]) == s.n) {
            return true;
        }
    }
    return false;
}

static void append(struct pai_arena *arena, struct pai_chs *to, struct pai_chs s, bool space) {
    if (to->n && space && s.n) {
        PAI_VEC_PUT(arena, to, ((struct pai_ch){0x3000, s.v[0].src, false}));
    }
    for (uint32_t i = 0; i < s.n; i++) {
        PAI_VEC_PUT(arena, to, s.v[i]);
    }
}

// A text that stood in the masthead already, or a folio beside the number: a running head that
// came along from a page.
static bool repeated(struct head *h, struct pai_chs s, bool beside) {
    uint32_t digits = 0;
    while (digits < s.n && pai_ch_digit(s.v[digits].cp)) {
        digits++;
    }
    if (beside && digits == s.n && s.n <= 3) {
        pai_log(h->r, PAI_D_FOLIO, s.v[0].src, s.n);
        return true;
    }
    for (uint32_t i = 0; i < h->parts.n; i++) {
        if (pai_chs_same(h->parts.v[i].text, s)) {
            pai_log_say(h->r, PAI_D_RUNNING_HEAD, s, pai_chs_utf8(h->r->arena, s), NULL);
            return true;
        }
    }
    return false;
}

// 主办：区委组织部 names the office.
static bool office_label(struct pai_chs s) {
    return pai_chs_starts_any(s, "编印|主办|承办");
}

static void take_text(struct head *h, struct pai_chs s, uint32_t nth_row) {
    struct pai_arena *arena = h->r->arena;
    struct pai_chs label;
    uint32_t value;
    if (pai_class_like(s)) {
        append(arena, &h->class_text, s, true); // 内部资料 / 注意保存 over two rows
        h->has_sign = true;
    } else if (pai_urgency_like(s)) {
        h->m->urgency = pai_text_make(h->r, pai_chs_squeeze(arena, s));
    } else if ((value = pai_signer_read(s)) != 0) {
        h->m->signer = pai_text_repaired(h->r, pai_chs_sub(s, value, s.n), PAI_FIELD_LIST);
    } else if (copy_number(h, s, nth_row)) {
        return;
    } else if (pai_footer_label(s, 0, &label, &value) == PAI_LABEL_CREDIT &&
               !(office_label(label) && pai_org_like(s)) && pai_ch_colon(s.v[value - 1].cp)) {
        pai_credits_read(h->r, s);
    } else if (affix(s) && h->parts.n) {
        // 办公室  编: the word goes with the office.
        struct part *last = &h->parts.v[h->parts.n - 1];
        struct pai_chs whole = pai_chs_copy(arena, last->text);
        PAI_VEC_PUT(arena, &whole, ((struct pai_ch){' ', s.v[0].src, false}));
        for (uint32_t i = 0; i < s.n; i++) {
            PAI_VEC_PUT(arena, &whole, s.v[i]);
        }
        last->text = whole;
        last->org = true;
    } else {
        struct part *p = PAI_VEC_ADD(arena, &h->parts);
        p->text = s;
        p->row = nth_row;
        p->after_number = h->has_number;
        p->org = pai_org_like(s);
    }
}

// 澄 溪 信 息: a name spaced out by hand.
static struct pai_chs close_name(struct pai_reader *r, struct pai_chs s) {
    uint32_t words = 0, longest = 0, run = 0;
    for (uint32_t i = 0; i <= s.n; i++) {
        if (i < s.n && !pai_ch_space(s.v[i].cp)) {
            run++;
            continue;
        }
        words += run > 0;
        longest = run > longest ? run : longest;
        run = 0;
    }
    if (words > 1 && longest <= 2) {
        pai_log_say(r, PAI_D_NAME_SPACED, s,
                    pai_chs_utf8(r->arena, pai_chs_squeeze(r->arena, s)), NULL);
        return pai_chs_squeeze(r->arena, s);
    }
    return s;
}

// Which text is the name: one that ends like a name; else the first before the number that is
// no office.
static uint32_t find_name(struct head *h) {
    for (uint32_t i = 0; i < h->parts.n; i++) {
        struct pai_chs s = pai_chs_squeeze(h->r->arena, h->parts.v[i].text);
        if (pai_name_like(s) && s.n <= 24) {
            return i;
        }
    }
    for (uint32_t i = 0; i < h->parts.n; i++) {
        if (pai_name_spaced(h->parts.v[i].text) ||
            (!h->parts.v[i].org && !h->parts.v[i].after_number)) {
            return i;
        }
    }
    for (uint32_t i = 0; i < h->parts.n; i++) {
        if (!h->parts.v[i].after_number) {
            return i;
        }
    }
    return UINT32_MAX;
}

// The name keeps the forms of its characters as the office wrote them: full-width digits and
// letters stay.
static void set_name(struct head *h, struct pai_chs s) {
    struct pai_chs out = pai_chs_copy(h->r->arena, s);
    for (uint32_t i = 0; i < out.n; i++) {
        uint32_t at = out.v[i].src;
        bool wide = at + 2 < h->r->src_len && (uint8_t)h->r->src[at] == 0xEF &&
                    out.v[i].cp > ' ' && out.v[i].cp < 0x7F;
        out.v[i].cp += wide ? 0xFEE0 : 0;
    }
    h->m->name = pai_text_make(h->r, out);
}

// Shares the texts out: name (perhaps over two rows), offices, and whatever else, which goes
// with the office.
static void assign(struct head *h) {
    struct pai_arena *arena = h->r->arena;
    uint32_t name = find_name(h);
    struct pai_chs text = {NULL, 0, 0}, office = {NULL, 0, 0};
    bool later_org = false;
    for (uint32_t i = name == UINT32_MAX ? 0 : name + 1; i < h->parts.n; i++) {
        later_org = later_org || h->parts.v[i].org;
    }
    for (uint32_t i = 0; i < h->parts.n; i++) {
        struct part *p = &h->parts.v[i];
        if (i == name) {
            append(arena, &text, close_name(h->r, p->text), false);
        } else if (name != UINT32_MAX && i < name && (!p->org || later_org)) {
            append(arena, &text, close_name(h->r, p->text), false); // a name over two rows
        } else {
            if (!p->org) {
                pai_log_say(h->r, PAI_D_OFFICE_GUESS, p->text, pai_chs_utf8(arena, p->text),
                            NULL);
            }
            append(arena, &office, p->text, true);
        }
    }
    if (text.n) {
        set_name(h, text);
    }
    if (office.n) {
        h->m->office = pai_text_repaired(h->r, office, PAI_FIELD_LIST);
    }
    if (h->class_text.n) {
        h->m->class_text = pai_text_repaired(h->r, h->class_text, PAI_FIELD_LIST);
    }
    if (h->number.n) {
        h->m->number_text = pai_text_repaired(h->r, h->number, PAI_FIELD_LIST);
    }
}

static void complain(struct head *h, const struct pai_row *row) {
    struct pai_chs at = row->text;
    if (!h->m->name.len) {
        pai_log_say(h->r, PAI_D_NO_NAME, at, "", NULL);
    }
    if (!h->has_number) {
        pai_log_say(h->r, PAI_D_NO_NUMBER, at, "", NULL);
    }
    if (h->m->document) {
        return; // its date and office stand behind the text
    }
    if (!h->has_date) {
        pai_log_say(h->r, PAI_D_NO_DATE, at, "", NULL);
    }
    if (!h->m->office.len) {
        pai_log_say(h->r, PAI_D_NO_OFFICE, at, "", NULL);
    }
}

static bool is_sign(const struct pai_scan *scan, uint32_t nth_row) {
    bool sign = false;
    for (uint32_t i = 0; i < scan->n; i++) {
        struct pai_chs s = scan->v[i].text;
        bool digits = nth_row <= 2 && s.n >= 6 && s.n <= 8;
        for (uint32_t k = 0; digits && k < s.n; k++) {
            digits = pai_ch_digit(s.v[k].cp);
        }
        sign = sign || scan->v[i].kind != PAI_SCAN_TEXT || pai_class_like(s) || digits ||
               pai_urgency_like(s) || pai_chs_starts_any(s, "编号|份号|№|No.0|NO.0");
    }
    return sign;
}

// A row that is the office although no date follows: short, ends like one, and a title rather
// than prose comes after it.
static bool office_row(const struct pai_reader *r, uint32_t i) {
    if (i >= r->rows.n) {
        return false;
    }
    struct pai_chs s = pai_chs_squeeze(r->arena, r->rows.v[i].text);
    uint32_t next = i + 1;
    while (next < r->rows.n && r->rows.v[next].drop) {
        next++;
    }
    bool body_next = next < r->rows.n && r->rows.v[next].width > 60;
    return s.n >= 3 && s.n <= 25 && pai_org_like(s) && !body_next && !prose(&r->rows.v[i]);
}

// 签发人：郭建国 under the number.
static bool credit_row(struct pai_chs s) {
    struct pai_chs label;
    uint32_t value;
    return pai_footer_label(s, 0, &label, &value) == PAI_LABEL_CREDIT &&
           pai_ch_colon(s.v[value - 1].cp) && pai_chs_count(s) <= 30;
}

// A row behind number and date that is the name: ends like one, and a title rather than prose
// comes after it.
static bool name_row(const struct pai_reader *r, uint32_t i) {
    if (i >= r->rows.n || r->rows.v[i].drop) {
        return false;
    }
    struct pai_chs s = pai_chs_squeeze(r->arena, r->rows.v[i].text);
    bool body_next = i + 1 < r->rows.n && r->rows.v[i + 1].width > 60;
    return s.n >= 2 && s.n <= 12 && (pai_name_like(s) || pai_name_spaced(r->rows.v[i].text)) &&
           !body_next && !prose(&r->rows.v[i]);
}

// Rows that belong to the masthead: up to the last sign. Returns the row behind.
static uint32_t find_end(struct head *h) {
    struct pai_reader *r = h->r;
    uint32_t end = 0, nth = 0;
    for (uint32_t i = 0; i < r->rows.n && nth < MAX_ROWS; i++) {
        if (r->rows.v[i].drop) {
            continue;
        }
        bool begun = h->has_number || h->has_date;
        if (prose(&r->rows.v[i]) || (begun && pai_contents_label(r->rows.v[i].text))) {
            break;
        }
        struct pai_scan scan = pai_masthead_scan(r->arena, r->rows.v[i].text);
        if (!acceptable(h, &scan, nth)) {
            break;
        }
        if (is_sign(&scan, nth) || (h->has_number && credit_row(r->rows.v[i].text))) {
            end = i + 1;
        }
        for (uint32_t k = 0; k < scan.n; k++) {
            h->has_number = h->has_number || scan.v[k].kind == PAI_SCAN_NUMBER;
            h->has_date = h->has_date || scan.v[k].kind == PAI_SCAN_DATE;
            h->document = h->document || scan.v[k].issue.document;
        }
        nth++;
    }
    if (!h->has_number && !h->has_date) {
        return end;
    }
    bool org = false, name = false;
    for (uint32_t i = 0; i < end; i++) {
        struct pai_scan scan = pai_masthead_scan(r->arena, r->rows.v[i].text);
        for (uint32_t k = 0; k < scan.n; k++) {
            struct pai_chs s = pai_chs_squeeze(r->arena, scan.v[k].text);
            org = org || (scan.v[k].kind == PAI_SCAN_TEXT && pai_org_like(s));
            name = name || (scan.v[k].kind == PAI_SCAN_TEXT && pai_name_like(s));
        }
    }
    if (!h->has_number && !org && !name) {
        h->has_date = false; // a title with a date under it is no masthead
        return 0;
    }
    end += !name && end && name_row(r, end);
    return !org && end && office_row(r, end) ? end + 1 : end;
}

// No number and no date: only a name by itself is taken, and only if it ends like one.
static uint32_t name_alone(struct head *h, uint32_t from) {
    struct pai_reader *r = h->r;
    while (from < r->rows.n && r->rows.v[from].drop) {
        from++;
    }
    if (from >= r->rows.n) {
        return from;
    }
    struct pai_chs s = pai_chs_squeeze(r->arena, r->rows.v[from].text);
    bool body_next = from + 1 < r->rows.n && r->rows.v[from + 1].width > 60;
    if (s.n <= 12 && s.n >= 2 && pai_name_like(s) && !body_next && !prose(&r->rows.v[from])) {
        struct part *p = PAI_VEC_ADD(r->arena, &h->parts);
        p->text = r->rows.v[from].text;
        return office_row(r, from + 1) ? from + 2 : from + 1;
    }
    return from;
}

uint32_t pai_masthead_read(struct pai_reader *r) {
    struct head h;
    memset(&h, 0, sizeof h);
    h.r = r;
    h.m = &r->doc->masthead;
    h.m->number = h.m->total = -1;
    uint32_t end = find_end(&h);
    bool any = h.has_number || h.has_date;
    h.has_number = h.has_date = false;
    uint32_t from = end;
    end = any ? end : name_alone(&h, end);
    uint32_t nth = 0;
    for (uint32_t i = 0; i < end; i++) {
        if (r->rows.v[i].drop || (!any && i == from)) {
            continue;
        }
        struct pai_scan scan = pai_masthead_scan(r->arena, r->rows.v[i].text);
        for (uint32_t k = 0; k < scan.n; k++) {
            struct pai_scan_piece *p = &scan.v[k];
            if (p->kind == PAI_SCAN_NUMBER) {
                take_number(&h, p);
            } else if (p->kind == PAI_SCAN_DATE) {
                take_date(&h, p);
            } else if (k && scan.v[k - 1].kind == PAI_SCAN_DATE && pai_date_words(p->text)) {
                pai_log_say(r, PAI_D_DATE_WORDS, p->text, pai_chs_utf8(r->arena, p->text),
                            NULL);
            } else if (!repeated(&h, p->text, scan.n > 1 && h.has_number)) {
                take_text(&h, p->text, nth);
            }
        }
        nth++;
    }
    assign(&h);
    if (!any && !h.m->name.len) {
        struct pai_chs at = r->rows.n ? r->rows.v[0].text : (struct pai_chs){NULL, 0, 0};
        pai_log_say(r, PAI_D_NO_MASTHEAD, at, "", NULL);
    } else if (r->rows.n) {
        complain(&h, &r->rows.v[0]);
    }
    return end;
}
