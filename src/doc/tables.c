// Rows -> tables (typography 1.9, 6.2). In: rows of the source with tabs, wide blanks or
// Markdown bars between cells. Out: a table with its caption (表1 …) and the note of its unit
// (单位：万元) from the lines above it. What does not have the same cells in most rows is no
// table and stays lines.
#include "reader.h"

#include "buf.h"

#include <string.h>

#define MOST_COLUMNS 40

enum ruling { RULING_NONE, RULING_TAB, RULING_BAR, RULING_BLANK };

// The cells of one row; views of its text.
struct cells {
    struct pai_chs v[MOST_COLUMNS];
    uint32_t n;
};

static bool has_tab(struct pai_chs s) {
    return pai_chs_has_cp(s, '\t');
}

static enum ruling ruling_of(const struct pai_row *row) {
    struct pai_chs s = row->text;
    if (row->drop || s.n == 0) {
        return RULING_NONE;
    }
    if (s.n > 2 && s.v[0].cp == '|' && s.v[s.n - 1].cp == '|') {
        return RULING_BAR;
    }
    return !row->tab ? RULING_NONE : has_tab(s) ? RULING_TAB : RULING_BLANK;
}

// Empty cells at the head of a row are tabs that stand before its text.
static uint32_t leading_tabs(const struct pai_reader *r, const struct pai_row *row) {
    uint32_t tabs = 0;
    for (uint32_t at = row->src; at > 0 && (r->src[at - 1] == '\t' || r->src[at - 1] == ' ');
         at--) {
        tabs += r->src[at - 1] == '\t';
    }
    return tabs;
}

// And at its end behind it.
static uint32_t trailing_tabs(const struct pai_reader *r, const struct pai_row *row) {
    uint32_t tabs = 0;
    for (uint32_t at = pai_chs_src_end(r, row->text);
         at < r->src_len && (r->src[at] == '\t' || r->src[at] == ' '); at++) {
        tabs += r->src[at] == '\t';
    }
    return tabs;
}

static void put_cell(struct cells *c, struct pai_chs s) {
    if (c->n < MOST_COLUMNS) {
        c->v[c->n] = pai_chs_trim(s);
    }
    c->n++;
}

// End of the blank at i if it divides cells, else 0: a tab, or three columns of blank.
static uint32_t divide_at(struct pai_chs s, uint32_t i, enum ruling ruling) {
    if (ruling != RULING_BLANK) {
        return s.v[i].cp == (ruling == RULING_BAR ? '|' : '\t') ? i + 1 : 0;
    }
    uint32_t end = i, columns = 0;
    while (end < s.n && pai_ch_space(s.v[end].cp)) {
        columns += s.v[end++].cp == 0x3000 ? 2 : 1;
    }
    return columns >= 3 ? end : 0;
}

static struct cells read_cells(const struct pai_reader *r, const struct pai_row *row,
                               enum ruling ruling, uint32_t margin) {
    struct cells c = {.n = 0};
    struct pai_chs s = row->text;
    if (ruling == RULING_BAR) {
        s = pai_chs_sub(s, 1, s.n - 1);
    }
    uint32_t empty = ruling == RULING_TAB ? leading_tabs(r, row) : 0;
    for (uint32_t i = margin; i < empty; i++) {
        put_cell(&c, pai_chs_sub(s, 0, 0));
    }
    uint32_t from = 0;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t end = divide_at(s, i, ruling);
        if (end) {
            put_cell(&c, pai_chs_sub(s, from, i));
            from = end;
        }
        i = end ? end : i + 1;
    }
    put_cell(&c, pai_chs_sub(s, from, s.n));
    for (uint32_t i = ruling == RULING_TAB ? trailing_tabs(r, row) : 0; i > 0; i--) {
        put_cell(&c, pai_chs_sub(s, 0, 0));
    }
    return c;
}

// |---|:--:| of Markdown, which says where the head ends.
static bool is_divider(const struct pai_row *row) {
    for (uint32_t i = 0; i < row->text.n; i++) {
        uint32_t cp = row->text.v[i].cp;
        if (cp != '|' && cp != '-' && cp != ':' && cp != 0x2014 && !pai_ch_space(cp)) {
            return false;
        }
    }
    return true;
}

static uint32_t next_row(const struct pai_reader *r, uint32_t i, uint32_t to) {
    do {
        i++;
    } while (i < to && r->rows.v[i].drop);
    return i;
}

// End of the number of a caption (表1 各镇春播进度, 表一：…), 0 if s is none.
static uint32_t caption_number(struct pai_chs s) {
    if (s.n < 2 || s.n > 60 || s.v[0].cp != 0x8868) {
        return 0;
    }
    uint32_t at = 1;
    at = pai_chs_behind_spaces(s, at);
    int32_t value;
    uint32_t end = pai_number_read(s, at, &value);
    uint32_t last = s.v[s.n - 1].cp;
    bool caption = end && !pai_ch_stop(last) && last != 0xFF1B &&
                   (end == s.n || s.v[end].cp != 0x3001) && !pai_chs_has_cp(s, 0xFF0C);
    return caption ? end : 0;
}

static bool is_unit(struct pai_chs s) {
    return s.n <= 24 &&
           pai_chs_starts_any(s, "单位：|单位:|（单位：|（单位:|(单位:|(单位：|计量单位：");
}

// The run of rows with one ruling from i on.
static uint32_t run_end(const struct pai_reader *r, uint32_t i, uint32_t to) {
    enum ruling ruling = ruling_of(&r->rows.v[i]);
    uint32_t end = next_row(r, i, to);
    uint32_t gap = end < to ? r->rows.v[end].gap : 0; // lines may be double-spaced
    while (end < to && ruling_of(&r->rows.v[end]) == ruling && r->rows.v[end].gap <= gap &&
           gap <= 1) {
        end = next_row(r, end, to);
    }
    return end;
}

// Most rows have all the cells, two at least; labels before colons are no table.
static bool is_table(const struct pai_reader *r, struct pai_table_rows *t, bool captioned) {
    enum ruling ruling = ruling_of(&r->rows.v[t->first]);
    uint32_t rows = 0, full = 0, most = 0, labels = 0;
    t->margin = UINT32_MAX;
    for (uint32_t i = t->first; i < t->end; i++) {
        uint32_t tabs = leading_tabs(r, &r->rows.v[i]);
        t->margin = !r->rows.v[i].drop && tabs < t->margin ? tabs : t->margin;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = t->first; i < t->end; i++) {
            const struct pai_row *row = &r->rows.v[i];
            if (row->drop || is_divider(row)) {
                continue;
            }
            struct cells c = read_cells(r, row, ruling, t->margin);
            if (pass == 0) {
                most = c.n > most ? c.n : most;
                rows++;
                labels += c.v[0].n > 0 && pai_ch_colon(c.v[0].v[c.v[0].n - 1].cp);
            } else {
                full += c.n == most;
            }
        }
    }
    t->columns = most;
    t->rows = rows;
    uint32_t least = ruling == RULING_TAB ? (rows + 1) / 2 : rows;
    return rows >= 2 && most >= 2 && most <= MOST_COLUMNS && (captioned || labels < rows) &&
           full >= (captioned ? 1 : least);
}

bool pai_table_find(const struct pai_reader *r, uint32_t i, uint32_t to,
                    struct pai_table_rows *out) {
    struct pai_table_rows t = {.caption = UINT32_MAX, .unit = UINT32_MAX};
    if (caption_number(r->rows.v[i].text)) {
        t.caption = i;
        i = next_row(r, i, to);
    }
    if (i < to && is_unit(r->rows.v[i].text)) {
        t.unit = i;
        i = next_row(r, i, to);
    }
    if (i >= to || ruling_of(&r->rows.v[i]) == RULING_NONE) {
        return false;
    }
    t.first = i;
    t.end = run_end(r, i, to);
    *out = t;
    return is_table(r, out, t.caption != UINT32_MAX);
}

static bool is_number(struct pai_chs s) {
    uint32_t digits = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t cp = s.v[i].cp;
        digits += pai_ch_digit(cp);
        if (!pai_ch_digit(cp) && cp != '.' && cp != ',' && cp != '-' && cp != '%' &&
            cp != '+' && cp != 0x2212) {
            return false;
        }
    }
    return digits > 0;
}

static bool is_year(struct pai_chs s) {
    return s.n == 4 && (s.v[0].cp == '1' || s.v[0].cp == '2');
}

// The first row heads the columns unless half of it is numbers.
static bool is_head(const struct cells *c) {
    uint32_t numbers = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        numbers += is_number(c->v[i]) && !is_year(c->v[i]);
    }
    return numbers * 2 < c->n;
}

// 表1 and what follows: the blank between is the typesetter's.
static void read_caption(struct pai_reader *r, struct pai_doc_table *t, struct pai_chs s) {
    uint32_t at = caption_number(s), from = at;
    while (from < s.n && (pai_ch_space(s.v[from].cp) || pai_ch_colon(s.v[from].cp))) {
        from++;
    }
    t->number = pai_text_repaired(r, pai_chs_sub(s, 0, at), PAI_FIELD_LIST);
    if (from < s.n) {
        t->caption = pai_text_repaired(r, pai_chs_sub(s, from, s.n), PAI_FIELD_TITLE);
    }
}

// The whole as text: cells with tabs between, rows with line ends.
static void join_cells(struct pai_reader *r, struct pai_doc_table *t) {
    struct pai_buf b = pai_buf_make(r->arena);
    for (uint32_t i = 0; i < t->rows * t->columns; i++) {
        pai_buf_str(&b, i == 0 ? "" : i % t->columns == 0 ? "\n" : "\t");
        pai_buf_put(&b, t->cells[i].s, t->cells[i].len);
    }
    t->text = (struct pai_text){b.s, (uint32_t)b.n, 0, NULL, 0};
    for (uint32_t i = 0; i < t->rows * t->columns && t->text.map_count == 0; i++) {
        t->text.file = t->cells[i].file;
        t->text.map = t->cells[i].map;
        t->text.map_count = t->cells[i].map_count > 0;
    }
}

const struct pai_doc_table *pai_table_read(struct pai_reader *r,
                                           const struct pai_table_rows *from) {
    struct pai_doc_table *t = PAI_NEW(r->arena, struct pai_doc_table);
    enum ruling ruling = ruling_of(&r->rows.v[from->first]);
    t->number = t->caption = t->unit = (struct pai_text){"", 0, 0, NULL, 0};
    if (from->caption != UINT32_MAX) {
        read_caption(r, t, r->rows.v[from->caption].text);
    }
    if (from->unit != UINT32_MAX) {
        t->unit = pai_text_repaired(r, r->rows.v[from->unit].text, PAI_FIELD_LIST);
    }
    t->columns = from->columns;
    t->rows = from->rows;
    struct pai_text *cells =
        PAI_NEW_N(r->arena, struct pai_text, (size_t)from->rows * from->columns);
    uint32_t at = 0;
    for (uint32_t i = from->first; i < from->end; i++) {
        const struct pai_row *row = &r->rows.v[i];
        if (row->drop || is_divider(row)) {
            continue;
        }
        struct cells c = read_cells(r, row, ruling, from->margin);
        t->head = at == 0 ? is_head(&c) : t->head;
        if (c.n < t->columns) {
            pai_log(r, PAI_D_TABLE_SHORT, row->src, pai_chs_src_end(r, row->text) - row->src);
        }
        for (uint32_t k = 0; k < t->columns; k++, at++) {
            cells[at] = k < c.n && c.v[k].n > 0 ? pai_text_repaired(r, c.v[k], PAI_FIELD_LIST)
                                                : (struct pai_text){"", 0, 0, NULL, 0};
        }
    }
    t->cells = cells;
    join_cells(r, t);
    return t;
}
