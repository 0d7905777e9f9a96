// The footer (typography 2.3, 6.4 #30-#33): distribution 报 送 发 …, credits, print run,
// imprint. In: the rows behind the masthead. Out: doc.distribution, doc.credits, doc.copies,
// and the first row of the footer. It is looked for from the end upwards: labelled rows and the
// turnover lines under them; a sentence or a heading ends the search.
#include "reader.h"

#include "masthead.h"

// 中共××办公室  2020年3月25日印发: the imprint line of official papers.
static bool imprint(struct pai_arena *arena, struct pai_chs s, struct pai_scan *scan) {
    if (s.n > 60 || pai_chs_has_cp(s, 0x3002)) {
        return false;
    }
    *scan = pai_masthead_scan(arena, s);
    bool date = false, org = false, other = false;
    for (uint32_t i = 0; i < scan->n; i++) {
        const struct pai_scan_piece *p = &scan->v[i];
        if (p->kind == PAI_SCAN_DATE) {
            date = true;
        } else if (p->kind == PAI_SCAN_TEXT) {
            bool printed = pai_chs_match_padded(p->text, 0, "印发") == p->text.n ||
                           pai_chs_match_padded(p->text, 0, "印") == p->text.n;
            bool is_org = pai_org_like(p->text) && !printed;
            org = org || is_org;
            other = other || (!printed && !is_org);
        } else {
            other = true;
        }
    }
    return date && !other && (org || pai_chs_ends_with(s, "印发"));
}

enum row_kind { ROW_LABEL, ROW_LAST, ROW_TURNOVER, ROW_OTHER };

// A label without a colon is sure only if a list or names follow, not a sentence; one character
// needs a footer below it.
static bool sure_label(struct pai_chs s, struct pai_chs name, uint32_t value, bool below) {
    uint32_t i = value;
    while (i && pai_ch_space(s.v[i - 1].cp)) {
        i--;
    }
    if (i && pai_ch_colon(s.v[i - 1].cp)) {
        return true;
    }
    return (below || name.n > 1) && pai_ch_han(s.v[value].cp) && !pai_chs_has_cp(s, 0x3002) &&
           pai_chs_count(s) < 120;
}

static enum row_kind row_kind(struct pai_reader *r, struct pai_chs s, bool below) {
    struct pai_chs name;
    uint32_t value, from, to;
    int32_t copies;
    struct pai_scan scan;
    if (pai_footer_label(s, 0, &name, &value) != PAI_LABEL_NONE && value < s.n &&
        sure_label(s, name, value, below)) {
        return ROW_LABEL;
    }
    // A print run or an imprint says all it has to say: no list goes on under it.
    if (pai_copies_find(s, &from, &to, &copies) && to - from + 2 >= s.n) {
        return ROW_LAST;
    }
    if (imprint(r->arena, s, &scan)) {
        return ROW_LAST;
    }
    // A turnover line is a list, not a sentence: no full stop but at its end, no mark of a
    // heading, no source note.
    for (uint32_t i = 0; i + 1 < s.n; i++) {
        if (s.v[i].cp == 0x3002 || s.v[i].cp == 0xFF01 || s.v[i].cp == 0xFF1F) {
            return ROW_OTHER;
        }
    }
    bool bracketed = s.v[0].cp == 0xFF08 || s.v[0].cp == '(';
    return pai_marker_read(s).level || bracketed || pai_prose_start(s) || pai_chs_count(s) > 300
               ? ROW_OTHER
               : ROW_TURNOVER;
}

// True if `pending` rows, the longest of `longest` characters, may go on with the label row s:
// a list of receivers may be long, names are few, and under a print run or an imprint only a
// line like 县印刷厂承印 stands at the very end.
static bool may_go_on(struct pai_chs s, enum row_kind kind, uint32_t pending, uint32_t longest,
                      bool below) {
    struct pai_chs name;
    uint32_t value;
    if (!pending) {
        return true;
    }
    if (kind == ROW_LAST) {
        return !below && pending == 1 && longest <= 24;
    }
    if (pai_footer_label(s, 0, &name, &value) == PAI_LABEL_CREDIT) {
        return pending <= 3 && longest <= 60;
    }
    return !below || !pai_ch_stop(s.v[s.n - 1].cp);
}

// The first row of the footer, or the number of rows.
static uint32_t find_start(struct pai_reader *r, uint32_t from) {
    uint32_t start = r->rows.n, pending = 0, longest = 0;
    for (uint32_t i = r->rows.n; i > from; i--) {
        const struct pai_row *row = &r->rows.v[i - 1];
        if (row->drop) {
            continue;
        }
        bool below = start < r->rows.n;
        enum row_kind kind = row_kind(r, row->text, below);
        if (kind == ROW_OTHER || pending > 40) {
            break;
        }
        if (kind == ROW_TURNOVER) {
            pending++;
            longest = row->text.n > longest ? row->text.n : longest;
            continue;
        }
        if (!may_go_on(row->text, kind, pending, longest, below)) {
            break;
        }
        pending = longest = 0;
        start = i - 1;
    }
    return start;
}

// Joins a turnover line to what stands before it: tight after a mark or a full line, else with
// the author's break kept as a blank.
static void join_turnover(struct pai_reader *r, struct pai_chs *to, struct pai_chs s,
                          bool full) {
    bool mark = to->n && !pai_ch_han(to->v[to->n - 1].cp) && !pai_ch_digit(to->v[to->n - 1].cp);
    if (to->n && !mark && !full && s.n) {
        PAI_VEC_PUT(r->arena, to, ((struct pai_ch){0x3000, s.v[0].src, false}));
    }
    for (uint32_t i = 0; i < s.n; i++) {
        PAI_VEC_PUT(r->arena, to, s.v[i]);
    }
}

struct footer {
    struct pai_reader *r;
    struct pai_chs label, to; // the entry being read; to.n may be 0
    bool open;                // a distribution entry is open
    uint32_t widest, before;  // columns: of the widest row, of the row before
};

static void close_entry(struct footer *f) {
    if (f->open) {
        struct pai_reader *r = f->r;
        struct pai_distribution *d = PAI_VEC_ADD(r->arena, &r->distribution);
        d->label = pai_text_make(r, pai_chs_squeeze(r->arena, f->label));
        d->to = pai_text_repaired(r, f->to, PAI_FIELD_LIST);
        f->open = false;
    }
}

static void open_entry(struct footer *f, struct pai_chs label, struct pai_chs to) {
    close_entry(f);
    f->open = true;
    f->label = label;
    f->to = pai_chs_copy(f->r->arena, to);
}

static void read_imprint(struct pai_reader *r, const struct pai_scan *scan, struct pai_chs s) {
    struct pai_masthead *m = &r->doc->masthead;
    bool said = true;
    for (uint32_t i = 0; i < scan->n; i++) {
        const struct pai_scan_piece *p = &scan->v[i];
        if (p->kind == PAI_SCAN_DATE && p->date.valid) {
            if (!m->year) {
                m->year = p->date.year;
                m->month = p->date.month;
                m->day = p->date.day;
            }
            said = said && m->year == p->date.year && m->month == p->date.month &&
                   m->day == p->date.day;
        } else if (p->kind == PAI_SCAN_TEXT && pai_org_like(p->text) &&
                   !pai_chs_same(p->text, pai_chs_sub(s, 0, 0))) {
            bool printed = pai_chs_match_padded(p->text, 0, "印发") == p->text.n;
            if (!printed && !m->office.len) {
                m->office = pai_text_repaired(r, p->text, PAI_FIELD_LIST);
            }
            said =
                said && (printed || pai_chs_match_padded(p->text, 0, m->office.s) == p->text.n);
        }
    }
    if (said && m->document) {
        return; // the imprint of an official document is set as it stands (GB/T 9704 7.4.3)
    }
    if (said) {
        pai_log_say(r, PAI_D_IMPRINT_DROPPED, s, pai_chs_utf8(r->arena, s), NULL);
        return;
    }
    // It says something that the masthead does not: keep it as a credit, with its words.
    struct pai_credit *c = PAI_VEC_ADD(r->arena, &r->credits);
    struct pai_chs label = s, rest = s;
    uint32_t from = s.n;
    while (from > 0 && !pai_chs_match(s, from - 1, "印发")) {
        from--;
    }
    label = from ? pai_chs_sub(s, from - 1, from + 1) : pai_chs_sub(s, 0, 0);
    rest = from ? pai_chs_sub(s, 0, from - 1) : s;
    c->label = pai_text_make(r, label);
    struct pai_text *name = PAI_NEW(r->arena, struct pai_text);
    *name = pai_text_repaired(r, rest, PAI_FIELD_LIST);
    c->names = name;
    c->name_count = 1;
}

static struct pai_chs without(struct pai_reader *r, struct pai_chs s, uint32_t from,
                              uint32_t to) {
    struct pai_chs out = pai_chs_copy(r->arena, pai_chs_sub(s, 0, from));
    for (uint32_t i = to; i < s.n; i++) {
        PAI_VEC_PUT(r->arena, &out, s.v[i]);
    }
    return pai_chs_trim(out);
}

static void read_row(struct footer *f, const struct pai_row *row) {
    struct pai_reader *r = f->r;
    struct pai_chs s = row->text, name;
    uint32_t from, to, value;
    int32_t copies;
    if (pai_copies_find(s, &from, &to, &copies)) {
        r->doc->copies = copies;
        s = without(r, s, from, to);
        if (!s.n) {
            return;
        }
    }
    struct pai_scan scan;
    enum pai_footer_label kind = pai_footer_label(s, 0, &name, &value);
    if (kind == PAI_LABEL_NONE && imprint(r->arena, s, &scan)) {
        close_entry(f);
        read_imprint(r, &scan, s);
        return;
    }
    while (kind == PAI_LABEL_DISTRIBUTION) {
        uint32_t end = pai_footer_next_label(s, value);
        open_entry(f, name, pai_chs_trim(pai_chs_sub(s, value, end)));
        s = pai_chs_sub(s, end, s.n);
        kind = s.n ? pai_footer_label(s, 0, &name, &value) : PAI_LABEL_NONE;
        if (!s.n) {
            return;
        }
    }
    if (kind == PAI_LABEL_CREDIT) {
        close_entry(f);
        pai_credits_read(r, s);
    } else if (f->open) {
        pai_log(r, PAI_D_TURNOVER, row->src, 1);
        join_turnover(r, &f->to, s, f->before + 4 >= f->widest && f->before >= 40);
    } else {
        pai_credit_more(r, s);
    }
}

uint32_t pai_footer_read(struct pai_reader *r, uint32_t from) {
    struct footer f = {r, {NULL, 0, 0}, {NULL, 0, 0}, false, 0, 0};
    uint32_t start = find_start(r, from);
    for (uint32_t i = start; i < r->rows.n; i++) {
        uint32_t width = r->rows.v[i].indent + r->rows.v[i].width;
        f.widest = width > f.widest && !r->rows.v[i].drop ? width : f.widest;
    }
    for (uint32_t i = start; i < r->rows.n; i++) {
        if (!r->rows.v[i].drop) {
            read_row(&f, &r->rows.v[i]);
            f.before = r->rows.v[i].indent + r->rows.v[i].width;
        }
    }
    close_entry(&f);
    if (start == r->rows.n) {
        pai_log_say(r, PAI_D_NO_FOOTER, (struct pai_chs){r->rows.v[r->rows.n - 1].text.v, 1, 0},
                    "", NULL);
    }
    return start;
}
