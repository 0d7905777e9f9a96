// Rows -> pieces: paragraphs, headings and titles as blocks of text (typography 6.3 rules 4 and
// 6). In: the rows between masthead and footer. Out: pieces. Hard-wrapped text is told by many
// lines of nearly the same width that do not end a sentence; then a full line goes on in the
// next one, unless that begins a paragraph. Else every line is a piece.
#include "reader.h"

#include <string.h>

#define LEAST_MEASURE 36
#define MOST_MEASURE  160

struct wrap {
    bool wrapped;
    bool indented;    // paragraphs begin with a blank of two cells
    uint32_t measure; // columns of a full line
};

static uint32_t total_width(const struct pai_row *row) {
    return row->width + (row->indent <= 8 ? row->indent : 0);
}

bool pai_piece_ends(struct pai_chs s) {
    s = pai_note_marks_off(pai_chs_trim(s));
    return s.n && pai_ch_ends(s.v[s.n - 1].cp);
}

static bool sentence_ends(struct pai_chs s) {
    s = pai_note_marks_off(s);
    uint32_t cp = s.n ? s.v[s.n - 1].cp : 0;
    return pai_ch_stop(cp) || cp == 0x201D || cp == 0xFF09 || cp == ')' || cp == 0x2026 ||
           cp == '.' || pai_ch_colon(cp);
}

static uint32_t next_row(const struct pai_reader *r, uint32_t i, uint32_t to) {
    do {
        i++;
    } while (i < to && r->rows.v[i].drop);
    return i;
}

static bool is_indented(const struct pai_row *row) {
    return row->indent >= 3 && row->indent <= 6;
}

// True if the source begins its paragraphs with two blank cells: half of the long rows, or of
// those behind an ended one.
static bool find_indents(const struct pai_reader *r, uint32_t from, uint32_t to) {
    uint32_t starts = 0, indented = 0;
    bool ended = true;
    for (uint32_t i = from; i < to; i++) {
        const struct pai_row *row = &r->rows.v[i];
        if (row->drop) {
            continue;
        }
        if (row->width >= 40 && ended) {
            starts++;
            indented += is_indented(row);
        }
        ended = sentence_ends(row->text) || row->width < 40;
    }
    return indented >= 2 ? indented * 2 >= starts : indented == 1 && starts == 1;
}

static uint32_t find_measure(const struct pai_reader *r, uint32_t from, uint32_t to) {
    uint32_t count[MOST_MEASURE + 1];
    memset(count, 0, sizeof count);
    for (uint32_t i = from; i < to; i++) {
        uint32_t w = total_width(&r->rows.v[i]);
        if (!r->rows.v[i].drop && w >= LEAST_MEASURE - 4 && w <= MOST_MEASURE) {
            count[w]++;
        }
    }
    uint32_t best = 0, measure = 0;
    for (uint32_t w = LEAST_MEASURE; w <= MOST_MEASURE; w++) {
        uint32_t n = 0;
        for (uint32_t k = 0; k <= 4; k++) {
            n += count[w - k];
        }
        if (count[w] && n >= best) {
            best = n;
            measure = w;
        }
    }
    return measure;
}

// Blank lines that stand between any two lines (double spacing): they say nothing about
// paragraphs.
static uint32_t common_gap(const struct pai_reader *r, uint32_t from, uint32_t to) {
    uint32_t least = UINT32_MAX;
    for (uint32_t i = from; i < to; i = next_row(r, i, to)) {
        uint32_t gap = r->rows.v[i].gap;
        bool counts = i > from && !r->rows.v[i].drop && !r->rows.v[i].page_break;
        least = counts && gap < least ? gap : least;
    }
    return least == UINT32_MAX ? 0 : least;
}

static struct wrap find_wrap(const struct pai_reader *r, uint32_t from, uint32_t to,
                             uint32_t spacing) {
    struct wrap w = {false, find_indents(r, from, to), find_measure(r, from, to)};
    uint32_t full = 0, open = 0, close = 0, over = 0;
    for (uint32_t i = from; i < to; i++) {
        const struct pai_row *row = &r->rows.v[i];
        uint32_t width = total_width(row);
        if (row->drop || !w.measure) {
            continue;
        }
        over += width > w.measure + 4;
        if (width + 4 < w.measure || width > w.measure + 4) {
            continue;
        }
        full++;
        uint32_t k = next_row(r, i, to);
        open += !sentence_ends(row->text);
        close += k < to && (r->rows.v[k].gap <= spacing || r->rows.v[k].page_break);
    }
    w.wrapped = full >= (spacing ? 3 : 2) && over * 4 <= full && open * 10 >= full * 6 &&
                close * 10 >= full * 6;
    return w;
}

// A short line without an end mark before a line that begins a paragraph: a title, even if the
// line above is full.
static bool title_row(const struct pai_reader *r, uint32_t i, uint32_t to,
                      const struct wrap *w) {
    const struct pai_row *row = &r->rows.v[i];
    uint32_t k = next_row(r, i, to);
    if (k >= to || total_width(row) + 6 >= w->measure || sentence_ends(row->text) ||
        row->text.n < 5 || pai_chs_has_cp(row->text, 0x3002) ||
        pai_chs_has_cp(row->text, 0xFF0C)) {
        return false;
    }
    // The last line of a paragraph has an end mark; a line much too short without one that is
    // not cut by a long word is a title, whatever follows.
    uint32_t next = r->rows.v[k].text.v[0].cp;
    bool word = next > ' ' && next < 0x7F && !pai_ch_digit(next);
    return r->rows.v[k].gap > 0 || is_indented(&r->rows.v[k]) || !word;
}

// True if row k continues the paragraph whose last line is row i.
static bool continues(const struct pai_reader *r, uint32_t i, uint32_t k, uint32_t to,
                      const struct wrap *w) {
    const struct pai_row *a = &r->rows.v[i], *b = &r->rows.v[k];
    if (!w->wrapped || a->tab || b->tab || (b->gap && !b->page_break)) {
        return false;
    }
    uint32_t width = total_width(a);
    bool full = width + 6 >= w->measure, ended = sentence_ends(a->text);
    if (!full) {
        // A long Latin word or number did not fit.
        uint32_t word = 0;
        while (word < b->text.n && b->text.v[word].cp > ' ' && b->text.v[word].cp < 0x7F) {
            word++;
        }
        full = !ended && width * 10 >= w->measure * 6 && width + word + 2 > w->measure;
    }
    if (!full || b->indent > 8 || (w->indented && b->indent >= 2)) {
        return false;
    }
    if (!ended) {
        return !(pai_marker_read(b->text).level && pai_marker_read(a->text).level) && !b->gap;
    }
    // A source note closes its article: what follows is new.
    uint32_t note = pai_source_find(a->text);
    bool closed = note != UINT32_MAX && note > 0 && pai_ch_stop(a->text.v[note - 1].cp) &&
                  pai_source_like(pai_chs_sub(a->text, note + 1, a->text.n - 1)) == 2;
    return !closed && !pai_marker_list(b->text) && !title_row(r, k, to, w) && !b->gap;
}

void pai_chs_join(struct pai_arena *arena, struct pai_chs *a, struct pai_chs b) {
    if (!b.n) {
        return;
    }
    uint32_t last = a->n ? a->v[a->n - 1].cp : 0, first = b.v[0].cp;
    if (pai_ch_letter(last) && pai_ch_letter(first)) {
        PAI_VEC_PUT(arena, a, ((struct pai_ch){' ', b.v[0].src, false}));
    }
    for (uint32_t i = 0; i < b.n; i++) {
        PAI_VEC_PUT(arena, a, b.v[i]);
    }
}

struct pai_piece pai_piece_make(struct pai_chs text, const struct pai_piece *like) {
    struct pai_piece p;
    memset(&p, 0, sizeof p);
    if (like) {
        p = *like;
        p.title = p.heading = false;
        p.judged = 0;
    }
    p.text = pai_chs_trim(text);
    p.count = pai_chs_count(p.text);
    p.marker = pai_marker_read(p.text);
    return p;
}

static bool tabular(const struct pai_reader *r, uint32_t i, uint32_t from, uint32_t to) {
    const struct pai_row *row = &r->rows.v[i];
    return row->tab &&
           ((i > from && r->rows.v[i - 1].tab) || (i + 1 < to && r->rows.v[i + 1].tab));
}

struct pai_pieces pai_blocks_make(struct pai_reader *r, uint32_t from, uint32_t to) {
    uint32_t most = to > from ? to - from : 0;
    struct pai_pieces out = {PAI_NEW_N(r->arena, struct pai_piece, most), 0, most, false};
    uint32_t spacing = common_gap(r, from, to);
    struct wrap w = find_wrap(r, from, to, spacing);
    for (uint32_t i = from; w.wrapped && spacing && i < to; i++) {
        r->rows.v[i].gap -= r->rows.v[i].gap > spacing ? spacing : r->rows.v[i].gap;
    }
    out.indented = w.indented;
    for (uint32_t i = from; i < to;) {
        if (r->rows.v[i].drop) {
            i++;
            continue;
        }
        const struct pai_row *first = &r->rows.v[i];
        struct pai_table_rows table;
        if (pai_table_find(r, i, to, &table)) {
            struct pai_piece *p = PAI_VEC_ADD(r->arena, &out);
            *p = pai_piece_make(r->rows.v[table.first].text, NULL);
            p->marker.level = 0;
            p->page_break = first->page_break;
            p->tab = true;
            p->table = pai_table_read(r, &table);
            i = table.end;
            continue;
        }
        struct pai_chs text = first->text;
        uint32_t last = i, k = next_row(r, i, to);
        while (k < to && continues(r, last, k, to, &w) && !pai_table_find(r, k, to, &table)) {
            if (last == i) {
                text = pai_chs_copy(r->arena, text);
            }
            pai_chs_join(r->arena, &text, r->rows.v[k].text);
            pai_log(r, PAI_D_WRAP_JOINED, first->src, 0);
            last = k;
            k = next_row(r, k, to);
        }
        struct pai_piece *p = PAI_VEC_ADD(r->arena, &out);
        *p = pai_piece_make(text, NULL);
        p->indent = first->indent;
        p->page_break = first->page_break;
        p->tab = tabular(r, i, from, to);
        bool told = out.n > 1 && out.v[out.n - 2].tab && out.v[out.n - 2].table == NULL &&
                    first->gap == 0; // by the row above
        if (p->tab && !told) {
            pai_log(r, PAI_D_TABULAR, first->src, pai_chs_src_end(r, first->text) - first->src);
        }
        i = k;
    }
    return out;
}
