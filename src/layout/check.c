// In: a layout whose values are each within their limits. Out: the same with cell and pitch, or
// diagnostics where values do not fit each other (typography 1.1, 1.2, 1.5, 1.8). Promise: no
// complaint is built on a value that was already complained about; a complaint points at a
// value of the file that takes part in it.
#include "loader.h"

#include "buf.h"

#include <string.h>

#define COLUMN_CELLS 8 // of a column at least: fewer make no lines of Chinese

// The standard page, for relative units when the file's own cannot be used (typography 1.2).
static pai_len usual_cell(void) {
    return (pai_len)pai_muldiv(pai_len_mm(156000), 1, 28);
}

static pai_len usual_pitch(void) {
    return (pai_len)pai_muldiv(pai_len_mm(225000) - usual_cell(), 1, 21);
}

// A length in a unit of den/num pt, with `scale` (a power of ten) of decimals.
static const char *show(struct pai_loader *l, int64_t len, bool mm) {
    struct pai_buf b = pai_buf_make(l->job->arena);
    int64_t hundredths =
        mm ? pai_muldiv(len, 12700, (int64_t)360 * PAI_PT) : pai_muldiv(len, 100, PAI_PT);
    pai_buf_decimal(&b, hundredths, 100);
    return b.s;
}

const char *pai_loader_mm(struct pai_loader *l, int64_t len) {
    return show(l, len, true);
}

const char *pai_loader_pt(struct pai_loader *l, int64_t len) {
    return show(l, len, false);
}

// True if `a` stands in a file nearer to the one that is loaded than `b`: what a layout extends
// was right before it was changed. (Sources are numbered in the order of extending.)
bool pai_loader_nearer(const struct pai_tree *a, const struct pai_tree *b) {
    return b == NULL || a->span.file < b->span.file;
}

// The place of the first of these keys (ended by PAI_AT_COUNT) that the nearest file gives;
// else of their section; else the top of the file.
static struct pai_span blame(const struct pai_loader *l, enum pai_section section,
                             const enum pai_key_at *keys) {
    const struct pai_tree *first = NULL;
    for (; *keys != PAI_AT_COUNT; keys++) {
        const struct pai_tree *given = l->given[*keys];
        first = given != NULL && pai_loader_nearer(given, first) ? given : first;
    }
    if (first != NULL) {
        return first->span;
    }
    if (l->section_span[section].file != 0) {
        return l->section_span[section];
    }
    return (struct pai_span){l->file, 0, 0};
}

#define KEYS(...) ((const enum pai_key_at[]){__VA_ARGS__, PAI_AT_COUNT})

static void check_area(struct pai_loader *l) {
    const struct pai_layout *y = l->layout;
    int64_t wide = (int64_t)y->area.left + y->area.width - y->paper.width;
    int64_t high = (int64_t)y->area.top + y->area.height - y->paper.height;
    if (wide > 0) {
        pai_diag(l->job, PAI_D_LAYOUT_AREA_WIDE,
                 blame(l, PAI_SECTION_area,
                       KEYS(PAI_AT_area_width, PAI_AT_area_left, PAI_AT_paper_width)),
                 pai_loader_mm(l, wide), NULL);
    }
    if (high > 0) {
        pai_diag(l->job, PAI_D_LAYOUT_AREA_HIGH,
                 blame(l, PAI_SECTION_area,
                       KEYS(PAI_AT_area_height, PAI_AT_area_top, PAI_AT_paper_height)),
                 pai_loader_mm(l, high), NULL);
    }
    l->section_bad[PAI_SECTION_area] = wide > 0 || high > 0;
}

static bool check_cell(struct pai_loader *l, pai_len cell) {
    if (cell >= 4 * PAI_PT && cell <= 100 * PAI_PT) {
        return true;
    }
    pai_diag(l->job, PAI_D_LAYOUT_CELL,
             blame(l, PAI_SECTION_grid, KEYS(PAI_AT_grid_cells, PAI_AT_area_width)),
             pai_arena_fmt(l->job->arena, "%d", (int)l->layout->grid.cells),
             pai_loader_pt(l, cell), NULL);
    return false;
}

static bool check_rows(struct pai_loader *l, pai_len cell, pai_len pitch) {
    if (pitch >= cell) {
        return true;
    }
    pai_diag(l->job, PAI_D_LAYOUT_ROWS,
             blame(l, PAI_SECTION_grid,
                   KEYS(PAI_AT_grid_rows, PAI_AT_area_height, PAI_AT_grid_cells)),
             pai_arena_fmt(l->job->arena, "%d", (int)l->layout->grid.rows),
             pai_loader_pt(l, pitch), pai_loader_pt(l, cell), NULL);
    return false;
}

// Columns of whole cells, so that a line of Han fills one without a stretch (typography 4):
// what does not divide widens the space between them.
static bool make_columns(struct pai_loader *l) {
    struct pai_layout *y = l->layout;
    int32_t n = y->grid.columns;
    y->column = y->area.width;
    y->column_space = 0;
    if (n == 1) {
        return true;
    }
    int32_t cells = (y->grid.cells - (n - 1) * y->grid.column_gap) / n;
    if (cells < COLUMN_CELLS) {
        pai_diag(l->job, PAI_D_LAYOUT_COLUMNS,
                 blame(l, PAI_SECTION_grid,
                       KEYS(PAI_AT_grid_columns, PAI_AT_grid_column_gap, PAI_AT_grid_cells)),
                 pai_arena_fmt(l->job->arena, "%d", (int)n),
                 pai_arena_fmt(l->job->arena, "%d", cells > 0 ? (int)cells : 0),
                 pai_arena_fmt(l->job->arena, "%d", COLUMN_CELLS), NULL);
        return false;
    }
    y->column = (pai_len)pai_muldiv(y->area.width, cells, y->grid.cells);
    y->column_space = (y->area.width - n * y->column) / (n - 1);
    return true;
}

void pai_loader_grid(struct pai_loader *l) {
    struct pai_layout *y = l->layout;
    bool good = !l->section_bad[PAI_SECTION_area] && !l->section_bad[PAI_SECTION_grid];
    l->context.cell = usual_cell();
    l->context.pitch = usual_pitch();
    if (!l->section_bad[PAI_SECTION_paper] && !l->section_bad[PAI_SECTION_area]) {
        check_area(l);
    }
    if (!good) {
        l->section_bad[PAI_SECTION_grid] = true;
        return;
    }
    y->cell = (pai_len)pai_muldiv(y->area.width, 1, y->grid.cells);
    y->pitch = y->grid.rows == 1
                   ? y->area.height
                   : (pai_len)pai_muldiv(y->area.height - y->cell, 1, y->grid.rows - 1);
    if (!check_cell(l, y->cell) || !check_rows(l, y->cell, y->pitch)) {
        l->section_bad[PAI_SECTION_grid] = true;
        return;
    }
    if (!make_columns(l)) {
        l->section_bad[PAI_SECTION_grid] = true;
        return;
    }
    l->context.cell = y->cell;
    l->context.pitch = y->pitch;
}

// `width` is what the key takes of the type area.
static void check_width(struct pai_loader *l, const char *key, const struct pai_tree *given,
                        int64_t width) {
    if (width <= l->layout->area.width) {
        return;
    }
    struct pai_span span =
        given != NULL ? given->span : blame(l, PAI_SECTION_area, KEYS(PAI_AT_area_width));
    const char *what = given != NULL
                           ? pai_clip(l->job, given->s, given->len)
                           : pai_arena_fmt(l->job->arena, "%s mm", pai_loader_mm(l, width));
    pai_diag(l->job, PAI_D_LAYOUT_WIDE, span, key, what,
             pai_loader_mm(l, l->layout->area.width), NULL);
}

static void check_widths(struct pai_loader *l) {
    struct pai_layout *y = l->layout;
    const struct pai_schema_key *keys = pai_schema_keys();
#define WIDTH(at, width) check_width(l, keys[at].key, l->given[at], width)
    // One cell must be left between indents.
    WIDTH(PAI_AT_folio_indent, (int64_t)y->folio.indent + y->cell);
#undef WIDTH
    for (int role = 0; role < PAI_ROLE_COUNT; role++) {
        check_width(l, "indent", l->given_style[role][PAI_STYLE_AT_indent],
                    y->style[role].indent > 0
                        ? (int64_t)y->style[role].indent + y->style[role].size
                        : 0);
    }
}

static void check_articles(struct pai_loader *l) {
    const struct pai_layout *y = l->layout;
    if (y->articles.space_min > y->articles.space_max) {
        pai_diag(l->job, PAI_D_LAYOUT_ORDER,
                 blame(l, PAI_SECTION_articles,
                       KEYS(PAI_AT_articles_space_min, PAI_AT_articles_space_max)),
                 "space-min", pai_arena_fmt(l->job->arena, "%d", (int)y->articles.space_min),
                 "space-max", pai_arena_fmt(l->job->arena, "%d", (int)y->articles.space_max),
                 NULL);
    }
}

// A number that is found only when the pages are known must not change lines: [9] and [10] are
// not of one width.
static void check_footnotes(struct pai_loader *l) {
    const struct pai_layout *y = l->layout;
    if (y->footnotes.numbering == PAI_NOTES_PAGE && y->footnotes.form != PAI_NOTES_CIRCLED) {
        pai_diag(l->job, PAI_D_LAYOUT_NOTES,
                 blame(l, PAI_SECTION_footnotes,
                       KEYS(PAI_AT_footnotes_form, PAI_AT_footnotes_numbering)),
                 y->footnotes.form == PAI_NOTES_SQUARE ? "square" : "tortoise", NULL);
    }
}

// Text of another size than a cell leaves the grid: 28 cells of 四号 do not fill 156 mm. 三号
// is 1.3 % wider than its cell and still sets 28 (typography 1.2).
static void check_fill(struct pai_loader *l) {
    const struct pai_layout *y = l->layout;
    pai_len size = y->style[PAI_ROLE_BODY].size;
    int32_t fit = (y->area.width + size / 2) / size;
    if (fit == y->grid.cells) {
        return;
    }
    const struct pai_tree *given = l->given_style[PAI_ROLE_BODY][PAI_STYLE_AT_size];
    struct pai_span span =
        blame(l, PAI_SECTION_grid, KEYS(PAI_AT_grid_cells, PAI_AT_area_width));
    span = given != NULL && given->span.file <= span.file ? given->span : span;
    pai_diag(l->job, PAI_D_LAYOUT_FILL, span,
             pai_arena_fmt(l->job->arena, "%d", (int)y->grid.cells),
             pai_loader_mm(l, y->area.width), pai_loader_pt(l, size),
             pai_arena_fmt(l->job->arena, "%d", (int)fit), NULL);
}

// The dash lies `gap` below the type area, in the middle of the folio's em box
// (typography 1.8).
static void check_folio(struct pai_loader *l) {
    const struct pai_layout *y = l->layout;
    int64_t over = (int64_t)y->area.top + y->area.height + y->folio.gap +
                   y->style[PAI_ROLE_FOLIO].size / 2 - y->paper.height;
    if (y->folio.show && over > 0) {
        pai_diag(l->job, PAI_D_LAYOUT_FOLIO,
                 blame(l, PAI_SECTION_folio,
                       KEYS(PAI_AT_folio_gap, PAI_AT_area_height, PAI_AT_area_top)),
                 pai_loader_mm(l, over), NULL);
    }
}

// Typography 3.6: never in Traditional.
static void check_hang(struct pai_loader *l) {
    const struct pai_layout *y = l->layout;
    if (y->marks.hang && y->marks.region != 0) {
        pai_diag(l->job, PAI_D_LAYOUT_HANG,
                 blame(l, PAI_SECTION_marks, KEYS(PAI_AT_marks_hang, PAI_AT_marks_region)),
                 y->marks.region == 1 ? "taiwan" : "hongkong", NULL);
    }
}

void pai_loader_check(struct pai_loader *l) {
    const bool *bad = l->section_bad;
    if (!bad[PAI_SECTION_articles]) {
        check_articles(l);
    }
    if (!bad[PAI_SECTION_footnotes]) {
        check_footnotes(l);
    }
    if (!bad[PAI_SECTION_marks]) {
        check_hang(l);
    }
    if (bad[PAI_SECTION_paper] || bad[PAI_SECTION_area] || bad[PAI_SECTION_grid] ||
        l->styles_bad) {
        return;
    }
    check_fill(l);
    if (!bad[PAI_SECTION_folio]) {
        check_widths(l);
        check_folio(l);
    }
    if (!bad[PAI_SECTION_masthead] && !bad[PAI_SECTION_footer] && !l->blocks_bad) {
        pai_loader_check_blocks(l);
    }
}
