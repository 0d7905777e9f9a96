// In: a table of the bulletin, a width. Out: its cells as set lines, each of its rows so many
// rows of the grid, and later these on pages (typography 1.9): caption above in 黑体, numbers
// on their decimal points, thick rules outside and thin ones inside, the head repeated where
// the table goes on, under 续表. Promised: no cell is wider than its column; a table that no
// type size of its range can hold is an error with its place.
#include "composer.h"

#include "buf.h"

struct column {
    pai_len natural, least, width, left; // with the blank on both sides
    bool numbers, wraps;
    pai_len whole, part; // widest parts before and from the decimal point on
};

struct pai_table_set {
    struct pai_composer *c;
    const struct pai_doc_table *table;
    struct column *columns;
    struct pai_setting *cells;
    uint32_t *rows; // of the grid, by row of the table
    pai_len size, width;
    struct pai_setting again; // 续表1
    bool across;
};

static pai_len side(pai_len size) {
    return size / 3;
}

static pai_len lead(pai_len size) {
    return size + size * 3 / 10;
}

static const struct pai_text *cell_text(const struct pai_doc_table *t, uint32_t row,
                                        uint32_t k) {
    return &t->cells[row * t->columns + k];
}

static struct pai_setting set_cell(struct pai_composer *c, const struct pai_doc_table *t,
                                   uint32_t row, uint32_t k, pai_len size, pai_len measure) {
    struct pai_set_what what = {
        .text = *cell_text(t, row, k),
        .role = PAI_ROLE_CELL,
        .size = size,
        .measure = measure,
    };
    if (t->head && row == 0) {
        what.lead = what.text.len;
        what.lead_role = PAI_ROLE_CAPTION;
    }
    return pai_set_text(c, &what);
}

// ---- numbers ----

static bool is_digit(char ch) {
    return ch >= '0' && ch <= '9';
}

// Where the part from the decimal point on begins; UINT32_MAX: it is no number.
static uint32_t decimal_point(const struct pai_text *s) {
    uint32_t at = 0, point = UINT32_MAX;
    if (s->len >= 3 && (unsigned char)s->s[0] == 0xE2 && (unsigned char)s->s[1] == 0x88) {
        at = 3; // U+2212
    } else if (s->len > 0 && (s->s[0] == '-' || s->s[0] == '+')) {
        at = 1;
    }
    if (at >= s->len || !is_digit(s->s[at])) {
        return UINT32_MAX;
    }
    for (; at < s->len; at++) {
        if (s->s[at] == '.' && point == UINT32_MAX) {
            point = at;
        } else if (s->s[at] == '%' && at + 1 == s->len) {
            return point == UINT32_MAX ? at : point;
        } else if (!is_digit(s->s[at]) && s->s[at] != ',') {
            return UINT32_MAX;
        }
    }
    return point == UINT32_MAX ? s->len : point;
}

// Nothing, or a sign that says so.
static bool is_blank(const struct pai_text *s) {
    for (uint32_t i = 0; i < s->len; i++) {
        bool sign = (unsigned char)s->s[i] >= 0x80
                        ? s->len <= 6 && (unsigned char)s->s[0] == 0xE2
                        : s->s[i] == '-' || s->s[i] == '/';
        if (!sign) {
            return false;
        }
    }
    return true;
}

// A column is one of numbers if all its cells are, or are blank.
static bool has_numbers(const struct pai_doc_table *t, uint32_t k) {
    uint32_t numbers = 0;
    for (uint32_t r = t->head; r < t->rows; r++) {
        const struct pai_text *s = cell_text(t, r, k);
        bool number = decimal_point(s) != UINT32_MAX;
        numbers += number;
        if (!number && !is_blank(s)) {
            return false;
        }
    }
    return numbers > 0;
}

// Where on its line the byte at `at` begins, from the left end of the line's measure.
static pai_len place_of(const struct pai_line *l, uint32_t at) {
    for (uint32_t p = 0; p < l->part_count; p++) {
        const struct pai_line_part *part = &l->parts[p];
        for (uint32_t i = 0; i < part->count; i++) {
            if (part->run->glyphs[part->first + i].cluster >= at) {
                return part->x[i];
            }
        }
    }
    return l->x + l->width;
}

static void measure_numbers(struct pai_table_set *set, uint32_t k) {
    const struct pai_doc_table *t = set->table;
    struct column *column = &set->columns[k];
    for (uint32_t r = t->head; r < t->rows; r++) {
        const struct pai_setting *s = &set->cells[r * t->columns + k];
        uint32_t point = decimal_point(cell_text(t, r, k));
        if (point == UINT32_MAX || s->lines.n != 1) {
            continue;
        }
        const struct pai_line *l = &s->lines.v[0];
        pai_len whole = place_of(l, point) - l->x, part = l->width - whole;
        column->whole = whole > column->whole ? whole : column->whole;
        column->part = part > column->part ? part : column->part;
    }
}

// ---- widths ----

// The longest piece that cannot be broken, roughly: letters and digits; two characters at
// least.
static pai_len least_width(const struct pai_text *s, pai_len size) {
    uint32_t run = 0, longest = 0;
    for (uint32_t i = 0; i < s->len; i++) {
        bool latin = (unsigned char)s->s[i] < 0x80 && s->s[i] != ' ';
        run = latin ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    pai_len word = (pai_len)((int64_t)(longest > 400 ? 400 : longest) * size * 11 / 20);
    return word > 2 * size ? word : 2 * size;
}

static void measure_columns(struct pai_table_set *set, pai_len size) {
    const struct pai_doc_table *t = set->table;
    for (uint32_t k = 0; k < t->columns; k++) {
        struct column *column = &set->columns[k];
        column->numbers = has_numbers(t, k);
        for (uint32_t r = 0; r < t->rows; r++) {
            struct pai_setting s = set_cell(set->c, t, r, k, size, PAI_LEN_MAX / 8);
            pai_len natural = s.lines.n > 0 ? s.lines.v[0].width : 0;
            pai_len least = s.lines.n > 0 ? least_width(cell_text(t, r, k), size) : size;
            least = column->numbers && r >= t->head ? natural : least;
            column->natural = natural > column->natural ? natural : column->natural;
            column->least = least > column->least ? least : column->least;
        }
        column->natural += 2 * side(size) + size / 25;
        column->least += 2 * side(size) + size / 25;
        column->least = column->least < column->natural ? column->least : column->natural;
    }
}

static int64_t sum_at(const struct pai_table_set *set, pai_len cap) {
    int64_t sum = 0;
    for (uint32_t k = 0; k < set->table->columns; k++) {
        const struct column *c = &set->columns[k];
        pai_len width = c->natural < cap ? c->natural : cap;
        sum += width > c->least ? width : c->least;
    }
    return sum;
}

static void scale_columns(struct pai_table_set *set, pai_len to, pai_len from) {
    for (uint32_t k = 0; k < set->table->columns; k++) {
        struct column *c = &set->columns[k];
        c->natural = (pai_len)pai_muldiv(c->natural, to, from) + 4;
        c->least = (pai_len)pai_muldiv(c->least, to, from) + 4;
    }
}

// Gives every column its width: what its widest cell takes and an equal part of what is left;
// or, when that is too much, wide columns are cut to one width and wrap.
static void share_width(struct pai_table_set *set) {
    uint32_t n = set->table->columns;
    pai_len low = 0, high = set->width;
    while (low < high) {
        pai_len middle = low + (high - low + 1) / 2;
        if (sum_at(set, middle) <= set->width) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    pai_len spare = (pai_len)(set->width - sum_at(set, low)), left = 0;
    for (uint32_t k = 0; k < n; k++) {
        struct column *c = &set->columns[k];
        pai_len width = c->natural < low ? c->natural : low;
        c->width = (width > c->least ? width : c->least) + spare / (pai_len)n +
                   (k < (uint32_t)(spare % (pai_len)n));
        c->left = left;
        left += c->width;
    }
}

static const char *mm(struct pai_composer *c, int64_t len) {
    struct pai_buf b = pai_buf_make(c->job->arena);
    pai_buf_decimal(&b, pai_muldiv(len, 12700, (int64_t)360 * PAI_PT) / 10, 10);
    return b.s;
}

// Chooses width and size: the style's, down to seven eighths of it (小四 to 五号) if only that
// keeps cells on one line. False, and said, if words or numbers still do not fit.
static bool choose_size(struct pai_table_set *set) {
    const struct pai_layout *l = set->c->layout;
    pai_len full = l->style[PAI_ROLE_CELL].size, least = full / 8 * 7;
    measure_columns(set, full);
    int64_t natural = sum_at(set, PAI_LEN_MAX);
    set->across = natural > l->column;
    set->width = set->across ? l->area.width : l->column;
    set->size = full;
    if (natural > set->width) {
        pai_len fits = (pai_len)pai_muldiv(full, set->width - 8 * set->table->columns, natural);
        fits -= fits % (PAI_PT / 4);
        set->size = fits > least ? fits : least;
        scale_columns(set, set->size, full);
    }
    int64_t narrowest = sum_at(set, 0);
    if (narrowest > set->width) {
        const struct pai_text *text = &set->table->text;
        pai_diag(set->c->job, PAI_D_TABLE_WIDE, pai_text_span(text, 0, text->len > 0),
                 pai_arena_fmt(set->c->job->arena, "%u", set->table->columns),
                 mm(set->c, narrowest), mm(set->c, set->width), NULL);
        return false;
    }
    share_width(set);
    return true;
}

// ---- rows ----

static uint32_t most_lines(const struct pai_table_set *set, uint32_t row) {
    uint32_t most = 1;
    for (uint32_t k = 0; k < set->table->columns; k++) {
        uint32_t n = set->cells[row * set->table->columns + k].lines.n;
        most = n > most ? n : most;
    }
    return most;
}

// Whole rows of the grid with a quarter of the size above and below; at the foot of a page half
// of the leading is missing.
static uint32_t grid_rows(const struct pai_table_set *set, uint32_t lines) {
    const struct pai_layout *l = set->c->layout;
    int64_t high = set->size + (int64_t)(lines - 1) * lead(set->size) + set->size / 2 +
                   (l->pitch - l->cell) / 2;
    return (uint32_t)((high + l->pitch - 1) / l->pitch);
}

static struct pai_setting set_again(struct pai_composer *c, const struct pai_doc_table *t,
                                    pai_len measure) {
    struct pai_joined j = pai_joined_make(c->job->arena);
    pai_joined_str(&j, "续");
    if (t->number.len > 0) {
        pai_joined_put(&j, &t->number);
    } else {
        pai_joined_str(&j, "表");
    }
    return pai_set_plain(c, pai_joined_text(&j), PAI_ROLE_CAPTION, measure);
}

struct pai_table_set *pai_table_set_make(struct pai_composer *c,
                                         const struct pai_doc_table *t) {
    struct pai_table_set *set = PAI_NEW(c->job->arena, struct pai_table_set);
    set->c = c;
    set->table = t;
    set->columns = PAI_NEW_N(c->job->arena, struct column, t->columns);
    if (!choose_size(set)) {
        return NULL;
    }
    set->cells = PAI_NEW_N(c->job->arena, struct pai_setting, (size_t)t->rows * t->columns);
    set->rows = PAI_NEW_N(c->job->arena, uint32_t, t->rows);
    for (uint32_t r = 0; r < t->rows; r++) {
        for (uint32_t k = 0; k < t->columns; k++) {
            struct pai_setting *s = &set->cells[r * t->columns + k];
            *s = set_cell(c, t, r, k, set->size, set->columns[k].width - 2 * side(set->size));
            set->columns[k].wraps |= s->lines.n > 1 && !(t->head && r == 0);
        }
        set->rows[r] = grid_rows(set, most_lines(set, r));
    }
    for (uint32_t k = 0; k < t->columns; k++) {
        if (set->columns[k].numbers) {
            measure_numbers(set, k);
        }
    }
    set->again = set_again(c, t, set->width);
    return set;
}

pai_len pai_table_set_width(const struct pai_table_set *set, bool *across) {
    *across = set->across;
    return set->width;
}

uint32_t pai_table_set_rows(const struct pai_table_set *set, uint32_t row) {
    return set->rows[row];
}

uint32_t pai_table_set_again(const struct pai_table_set *set) {
    return 1 + (set->table->head ? set->rows[0] : 0);
}

// ---- on a page ----

// The boundary above row n of the grid: in the middle between two, within the type area.
static pai_len boundary(const struct pai_layout *l, uint32_t n) {
    pai_len y = l->area.top + (pai_len)n * l->pitch - (l->pitch - l->cell) / 2;
    pai_len bottom = l->area.top + l->area.height;
    return y < l->area.top ? l->area.top : y > bottom ? bottom : y;
}

// The left end of a line in its cell, from that of the cell's measure.
static pai_len line_left(const struct pai_table_set *set, uint32_t row, uint32_t k,
                         const struct pai_setting *s, const struct pai_line *l) {
    const struct column *column = &set->columns[k];
    bool head = set->table->head && row == 0;
    uint32_t point = head || !column->numbers ? UINT32_MAX : decimal_point(&s->text);
    if (point != UINT32_MAX) {
        pai_len block = (s->measure - column->whole - column->part) / 2;
        return block + column->whole - (place_of(l, point) - l->x) - l->x;
    }
    // Short entries in the middle, text that wraps somewhere in its column at the left.
    return column->wraps && !head ? 0 : (s->measure - l->width) / 2 - l->x;
}

static void put_cells(struct pai_sheet *sheet, const struct pai_table_set *set, uint32_t row,
                      struct pai_line_id id, pai_len left, pai_len top, pai_len bottom) {
    uint32_t n = set->table->columns;
    bool head = set->table->head && row == 0, real = id.paragraph >= 0;
    for (uint32_t k = 0; k < n; k++) {
        const struct pai_setting *s = &set->cells[row * n + k];
        pai_len high = set->size + (pai_len)(s->lines.n - (s->lines.n > 0)) * lead(set->size);
        pai_len y = top + (bottom - top - high) / 2 + (pai_len)pai_muldiv(set->size, 88, 100);
        pai_len x = left + set->columns[k].left + side(set->size);
        if (real) {
            pai_sheet_tag(sheet, head ? PAI_TAG_HEAD : PAI_TAG_CELL, 0);
        }
        for (uint32_t i = 0; i < s->lines.n; i++, id.line++) {
            pai_sheet_line(sheet, s, i, id, x + line_left(set, row, k, s, &s->lines.v[i]),
                           y + (pai_len)i * lead(set->size));
        }
        if (real) {
            pai_sheet_tag(sheet, PAI_TAG_END, 0);
        }
    }
}

static bool three_lines(const struct pai_layout *l) {
    return l->tables.rules == PAI_TABLE_THREE;
}

// The rule between this row and the one above it.
static void put_inner_rule(struct pai_sheet *sheet, const struct pai_table_part *part,
                           pai_len y, bool below_head) {
    const struct pai_layout *l = sheet->c->layout;
    if (!three_lines(l) || below_head) {
        pai_sheet_rule(sheet, "table-inner", sheet->c->black, part->left,
                       y - l->tables.inner / 2, part->set->width, l->tables.inner);
    }
}

// What stands above a row with which the table goes on: 续表 and its head. Ornament, not text.
static void put_again(struct pai_sheet *sheet, struct pai_table_part *part, uint32_t row) {
    const struct pai_layout *l = sheet->c->layout;
    const struct pai_table_set *set = part->set;
    struct pai_line_id id = {part->article, -1, 0};
    // Where letters of the caption are larger than those of the text they stay in the type
    // area.
    pai_len size =
        l->style[PAI_ROLE_CAPTION].size > l->cell ? l->style[PAI_ROLE_CAPTION].size : l->cell;
    pai_len em = (pai_len)pai_muldiv(size, 88, 100);
    uint32_t head = set->table->head ? set->rows[0] : 0, first = row - head;
    pai_sheet_tag(sheet, PAI_TAG_ARTIFACT, 0);
    if (set->again.lines.n > 0) {
        pai_sheet_line(sheet, &set->again, 0, id, part->left,
                       l->area.top + (pai_len)(first - 1) * l->pitch + em);
    }
    if (head > 0) {
        put_cells(sheet, set, 0, id, part->left, boundary(l, first), boundary(l, row));
    }
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
    part->top = boundary(l, first);
    if (head > 0) {
        put_inner_rule(sheet, part, boundary(l, row), true);
    }
}

void pai_table_row_put(struct pai_sheet *sheet, struct pai_table_part *part,
                       const struct pai_row *r, uint32_t column, pai_len left, uint32_t row) {
    const struct pai_layout *l = sheet->c->layout;
    pai_len top = boundary(l, row), bottom = boundary(l, row + r->rows);
    if (part->set != r->table || part->column != column) {
        pai_table_part_end(sheet, part);
        *part = (struct pai_table_part){r->table, column, r->id.article, left, top, bottom};
        if (r->head > 0) {
            put_again(sheet, part, row);
        }
    } else {
        put_inner_rule(sheet, part, top, r->table->table->head && r->table_row == 1);
    }
    part->bottom = bottom;
    pai_sheet_tag(sheet, PAI_TAG_ROW, 0);
    put_cells(sheet, r->table, r->table_row, r->id, left, top, bottom);
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
}

void pai_table_part_end(struct pai_sheet *sheet, struct pai_table_part *part) {
    const struct pai_layout *l = sheet->c->layout;
    const struct pai_table_set *set = part->set;
    const struct pai_ink *black = sheet->c->black;
    if (set == NULL) {
        return;
    }
    pai_len thick = l->tables.outer, thin = l->tables.inner, high = part->bottom - part->top;
    pai_sheet_rule(sheet, "table-outer", black, part->left, part->top, set->width, thick);
    pai_sheet_rule(sheet, "table-outer", black, part->left, part->bottom - thick, set->width,
                   thick);
    for (uint32_t k = 1; k < set->table->columns && !three_lines(l); k++) {
        pai_sheet_rule(sheet, "table-inner", black,
                       part->left + set->columns[k].left - thin / 2, part->top, thin, high);
    }
    if (l->tables.rules == PAI_TABLE_BOX) {
        pai_sheet_rule(sheet, "table-outer", black, part->left, part->top, thick, high);
        pai_sheet_rule(sheet, "table-outer", black, part->left + set->width - thick, part->top,
                       thick, high);
    }
    part->set = NULL;
}
