// Pieces that were torn apart or glued together (typography 6.3 rules 1-3, 6.4 #10-#15). In:
// pieces. Out: pieces: paragraphs cut by the end of a page are joined, headings glued to their
// paragraph by a blank are cut off. Both are guesses, and said.
#include "reader.h"

static bool is_source(struct pai_chs s) {
    return pai_source_line(s).n > 0;
}

bool pai_piece_body_like(const struct pai_piece *p) {
    uint32_t cp = p->text.n ? p->text.v[p->text.n - 1].cp : 0;
    return p->marker.level || p->tab || p->count >= 40 || pai_ch_stop(cp) || cp == 0xFF1B ||
           cp == 0x2026 || cp == '.' || pai_ch_colon(cp) || pai_chs_has_cp(p->text, 0x3002);
}

// 长政办发〔2024〕10号 stands by itself: a document number, not a title.
static bool document_number(struct pai_chs s) {
    return s.n <= 24 && s.v[s.n - 1].cp == 0x53F7 &&
           (pai_chs_has(s, "〔20") || pai_chs_has(s, "[20") || pai_chs_has(s, "（20") ||
            pai_chs_has(s, "【20") || pai_chs_has(s, "(20"));
}

static bool date_only(struct pai_chs s) {
    struct pai_date d;
    return s.n <= 24 && pai_date_read(s, 0, &d) && !pai_chs_has_cp(s, 0xFF0C);
}

// True if the text, whatever its place, may be a title: short, no end mark, no label, no
// numbered heading.
static bool title_text(const struct pai_piece *p) {
    struct pai_chs s = p->text;
    if (p->count < 4 || p->count > 54 || p->marker.level || p->tab || is_source(s) ||
        date_only(s) || document_number(s)) {
        return false;
    }
    uint32_t last = s.v[s.n - 1].cp, commas = 0, colons = 0;
    if (last == 0x3002 || last == 0xFF1B || last == ';' || pai_ch_colon(last) ||
        pai_ch_comma(last) || last == 0x3001 || last == 0x2026 || last == '.') {
        return false;
    }
    for (uint32_t i = 0; i < s.n; i++) {
        commas += pai_ch_comma(s.v[i].cp);
        colons += pai_ch_colon(s.v[i].cp);
        if (s.v[i].cp == 0x3002 || s.v[i].cp == 0xFF1B) {
            return false;
        }
    }
    if ((last == 0x201D || last == '"') && s.n > 1 && s.v[s.n - 2].cp == '.') {
        return false; // a sentence quoted, its stop typed half-width
    }
    if (commas > 2 || colons > 1 || (commas && (p->count > 36 || pai_prose_start(s)))) {
        return false;
    }
    struct pai_chs name;
    uint32_t value;
    return !pai_marker_list(s) &&
           !pai_chs_starts_any(
               s, "附件|附：|附:|联系人|联系电话|时间：|地点：|注：|表|图|抄送|主送|签发") &&
           pai_footer_label(s, 0, &name, &value) == PAI_LABEL_NONE;
}

bool pai_piece_title_like(struct pai_piece *p, bool indented) {
    if (p->title) {
        return true;
    }
    if (indented && p->indent >= 3 && p->indent <= 6) {
        return false;
    }
    if (!p->judged) {
        p->judged = title_text(p) ? 1 : 2;
    }
    return p->judged == 1;
}

bool pai_piece_bulleted(const struct pai_piece *p) {
    uint32_t bullet = pai_marker_bullet(p->text);
    if (!bullet || bullet >= p->text.n) {
        return false;
    }
    struct pai_piece rest = pai_piece_make(pai_chs_sub(p->text, bullet, p->text.n), p);
    return title_text(&rest);
}

// True if piece i is a title (or the first of up to three) with something to head.
static bool heads(const struct pai_pieces *in, uint32_t i) {
    uint32_t k = i;
    while (k < in->n && k - i < 3 && pai_piece_title_like(&in->v[k], in->indented)) {
        k++;
    }
    return k > i && k < in->n && pai_piece_body_like(&in->v[k]);
}

// A paragraph may end in a web or e-mail address without a mark.
static bool ends_in_address(struct pai_chs s) {
    uint32_t i = s.n;
    while (i > 0 && s.n - i < 300 && s.v[i - 1].cp > ' ' && s.v[i - 1].cp < 0x7F) {
        i--;
    }
    struct pai_chs word = pai_chs_sub(s, i, s.n);
    return pai_chs_has(word, "://") || pai_chs_has(word, "www.") || pai_chs_has_cp(word, '@');
}

// True if `b` continues `a`, which the end of a page cut.
static bool torn(const struct pai_pieces *in, uint32_t i, struct pai_piece *a) {
    const struct pai_piece *b = &in->v[i];
    struct pai_chs label, rest;
    if (a->tab || b->tab || pai_piece_ends(a->text) || pai_marker_list(b->text) ||
        is_source(b->text) || pai_note_label(b->text, &label, &rest)) {
        return false;
    }
    uint32_t last = a->text.v[a->text.n - 1].cp;
    if (ends_in_address(a->text)) {
        return false;
    }
    bool comma = pai_ch_comma(last) || last == 0x3001;
    bool fragment =
        a->count >= 15 && pai_chs_has_cp(a->text, 0xFF0C) && pai_prose_start(a->text);
    if (a->marker.level && a->count < 40 && !comma) {
        return false; // a numbered heading
    }
    // Beside a folio even a short piece was cut, unless it may be a title.
    bool cut = b->page_break &&
               (pai_chs_has_cp(a->text, 0xFF0C) || !pai_piece_title_like(a, in->indented));
    if (a->count < 40 && !comma && !fragment && !cut) {
        return false;
    }
    if (in->indented && b->indent >= 3 && b->indent <= 6) {
        return false;
    }
    // Prose cut in mid-sentence goes on with prose: a pause in it outweighs its shortness.
    bool prose = pai_chs_has_cp(b->text, 0xFF0C) || pai_chs_has_cp(b->text, ',');
    return comma || (prose && a->count >= 40) || !heads(in, i);
}

struct pai_pieces pai_pieces_join(struct pai_reader *r, struct pai_pieces in) {
    struct pai_pieces out = {in.v, 0, in.cap, in.indented}; // in place: never more than it was
    for (uint32_t i = 0; i < in.n; i++) {
        struct pai_piece *before = out.n ? &out.v[out.n - 1] : NULL;
        bool apart =
            before && pai_figures_between(r, before->text.v[0].src, in.v[i].text.v[0].src);
        if (before && !apart && torn(&in, i, before)) {
            struct pai_chs text =
                before->text.cap ? before->text : pai_chs_copy(r->arena, before->text);
            pai_log(r, PAI_D_PAGE_JOINED, in.v[i].text.v[0].src, 0);
            pai_chs_join(r->arena, &text, in.v[i].text);
            before->text = text;
            before->count += in.v[i].count;
            before->judged = 0;
            continue;
        }
        if (before && before->count >= 40 && !pai_piece_ends(before->text) &&
            !ends_in_address(before->text) && pai_source_find(before->text) == UINT32_MAX) {
            pai_log(r, PAI_D_NO_STOP, before->text.v[before->text.n - 1].src, 1);
        }
        out.v[out.n++] = in.v[i];
    }
    return out;
}

static bool bars_heading(uint32_t cp) {
    return cp == 0x3002 || pai_ch_comma(cp) || cp == 0xFF1B || cp == ';' || pai_ch_colon(cp) ||
           cp == 0xFF01 || cp == 0xFF1F;
}

// The first blank between Han (or quotes and brackets that close or open) from `at` on, if no
// mark bars the way: its index, or UINT32_MAX.
static uint32_t heading_blank(struct pai_chs s, uint32_t at) {
    for (uint32_t i = at; i + 1 < s.n; i++) {
        uint32_t cp = s.v[i].cp;
        if (bars_heading(cp)) {
            return UINT32_MAX;
        }
        if (!pai_ch_space(cp) || i == at) {
            continue;
        }
        uint32_t k = i;
        k = pai_chs_behind_spaces(s, k);
        uint32_t before = s.v[i - 1].cp, after = k < s.n ? s.v[k].cp : 0;
        bool left = pai_ch_han(before) || before == 0x201D || before == 0x300B ||
                    before == 0xFF09 || before == '"';
        bool right = pai_ch_han(after) || after == 0x201C || after == 0x300A || after == '"' ||
                     (k - i >= 2 && pai_ch_digit(after));
        if (left && right) {
            return i;
        }
        i = k - 1;
    }
    return UINT32_MAX;
}

// True if ordinary text starts at `at`: a stretch with a pause or stop in it before any other
// blank between Han.
static bool ordinary(struct pai_chs s, uint32_t at) {
    uint32_t blank = heading_blank(s, at);
    return blank == UINT32_MAX && s.n - at >= 15;
}

// Where the heading that is glued to the paragraph s ends (index of the blank behind it), or 0.
static uint32_t glued_end(struct pai_chs s, uint32_t from) {
    uint32_t blank = heading_blank(s, from);
    if (blank == UINT32_MAX) {
        return 0;
    }
    uint32_t n = pai_chs_count(pai_chs_sub(s, from, blank));
    // 沙河镇 “积分制”积出新风 近日，…: a place or office may be the first clause.
    bool office = !from && n >= 2 && n < 6 && pai_source_like(pai_chs_sub(s, 0, blank)) == 2;
    uint32_t least = from ? 4 : office ? 2 : 6;
    if (n < least || n > 30 || pai_prose_start(pai_chs_sub(s, from, blank))) {
        return 0;
    }
    uint32_t next = pai_chs_behind_spaces(s, blank);
    if (ordinary(s, next)) {
        return office ? 0 : blank;
    }
    // A title of two clauses: 强化…保障 全力…活动 近日，…
    uint32_t second = from ? UINT32_MAX : heading_blank(s, next);
    if (second == UINT32_MAX) {
        return 0;
    }
    uint32_t m = pai_chs_count(pai_chs_sub(s, next, second));
    if (office && !pai_prose_start(pai_chs_sub(s, pai_chs_behind_spaces(s, second), s.n))) {
        return 0;
    }
    return m >= 5 && m <= 25 && (n >= 5 || office) &&
                   ordinary(s, pai_chs_behind_spaces(s, second))
               ? second
               : 0;
}

struct pai_pieces pai_pieces_split(struct pai_reader *r, struct pai_pieces in) {
    struct pai_pieces out = {PAI_NEW_N(r->arena, struct pai_piece, in.n), 0, in.n, in.indented};
    for (uint32_t i = 0; i < in.n; i++) {
        struct pai_piece *p = &in.v[i];
        struct pai_chs label, rest;
        struct pai_piece *before = out.n ? &out.v[out.n - 1] : NULL;
        // Behind a title that still lacks its text a blank is only a blank.
        bool title_before =
            before && pai_piece_title_like(before, in.indented) && !before->marker.level;
        bool level = p->marker.level > 0;
        uint32_t end = 0;
        if (p->count >= (level ? 30 : 40) && !p->tab &&
            !pai_note_label(p->text, &label, &rest) && (level || !title_before) &&
            !(in.indented && !level && p->indent >= 3 && p->indent <= 6 && before)) {
            end = glued_end(p->text, p->marker.length);
        }
        if (!end) {
            PAI_VEC_PUT(r->arena, &out, *p);
            continue;
        }
        struct pai_chs head = pai_chs_sub(p->text, 0, end);
        struct pai_piece title = pai_piece_make(head, p);
        title.title = !level;
        title.heading = level;
        pai_log_say(r, PAI_D_HEADING_SPLIT, head, pai_chs_utf8(r->arena, head), NULL);
        PAI_VEC_PUT(r->arena, &out, title);
        struct pai_piece body = pai_piece_make(pai_chs_sub(p->text, end, p->text.n), p);
        body.marker.level = 0;
        PAI_VEC_PUT(r->arena, &out, body);
    }
    return out;
}
