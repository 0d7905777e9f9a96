// In: a table of cells. Out: the cells in columns with the rules between them. Promise: a row
// is as high as its highest cell; a table of which no cell says anything is not there.
#include "build.h"

static pai_len column_width(const struct pai_layout_block *b, pai_len inner, uint32_t column) {
    const struct pai_layout_columns *k = &b->columns;
    int64_t sum = 0;
    for (uint32_t i = 0; i < k->n; i++) {
        sum += k->v[i];
    }
    return k->shares && sum > 0 ? (pai_len)pai_muldiv(inner, k->v[column], sum) : k->v[column];
}

// Left edge of a column; of the one behind the last: the right edge.
static pai_len column_x(const struct pai_layout_block *b, pai_len inner, uint32_t column) {
    int64_t x = 0;
    for (uint32_t i = 0; i < column; i++) {
        x += column_width(b, inner, i);
    }
    return pai_built_clamp(b->indent + x);
}

static pai_len drop(const struct pai_layout_block *b, pai_len height, pai_len cell) {
    pai_len rest = height - cell;
    return b->valign == PAI_VALIGN_TOP ? 0 : b->valign == PAI_VALIGN_BOTTOM ? rest : rest / 2;
}

// The rules of a table whose rows begin at y[0] … y[rows].
static void put_rules(struct pai_composer *c, const struct pai_layout_block *b,
                      struct pai_built *out, pai_len inner, const pai_len *y, uint32_t rows) {
    pai_len thick = b->thickness, left = column_x(b, inner, 0);
    pai_len wide = column_x(b, inner, b->columns.n) - left, high = y[rows] - y[0];
    if (b->lines == PAI_LINES_NONE || thick == 0) {
        return;
    }
    for (uint32_t i = 0; i <= rows; i++) {
        bool edge = i == 0 || i == rows;
        if (edge || b->lines != PAI_LINES_OUTER) {
            pai_len at = i == rows ? y[i] - thick : y[i];
            pai_built_rule(c, out, b, (struct pai_box){left, at, wide, thick});
        }
    }
    for (uint32_t i = 0; b->lines != PAI_LINES_ROWS && i <= b->columns.n; i++) {
        bool edge = i == 0 || i == b->columns.n;
        if (edge || b->lines == PAI_LINES_ALL) {
            pai_len x = column_x(b, inner, i) - (i == b->columns.n ? thick : 0);
            pai_built_rule(c, out, b,
                           (struct pai_box){x, y[0] + thick, thick, high - 2 * thick});
        }
    }
}

struct pai_built pai_build_table(const struct pai_scene *scene,
                                 const struct pai_layout_block *b, pai_len width) {
    struct pai_composer *c = scene->c;
    struct pai_built out = {.there = false};
    uint32_t columns = b->columns.n, rows = columns > 0 ? b->rows.n / columns : 0;
    pai_len inner = width - 2 * b->indent;
    pai_len *y = PAI_NEW_N(c->job->arena, pai_len, rows + 1);
    struct pai_built *cells = PAI_NEW_N(c->job->arena, struct pai_built, b->rows.n + 1);
    for (uint32_t r = 0; r < rows; r++) {
        pai_len high = 0;
        for (uint32_t k = 0; k < columns; k++) {
            struct pai_built *cell = &cells[r * columns + k];
            *cell = pai_block_build(scene, &b->rows.v[r * columns + k],
                                    column_width(b, inner, k) - 2 * b->padding);
            high = cell->there && cell->height > high ? cell->height : high;
            out.there = out.there || cell->says;
        }
        high = high > 0 ? high : b->set.size; // an empty row is a row
        y[r + 1] = pai_built_clamp((int64_t)y[r] + high + 2 * (int64_t)b->padding);
        for (uint32_t k = 0; k < columns; k++) {
            struct pai_built *cell = &cells[r * columns + k];
            if (cell->there) {
                pai_built_join(
                    c, &out, cell, column_x(b, inner, k) + b->padding,
                    pai_built_clamp((int64_t)y[r] + b->padding + drop(b, high, cell->height)));
            }
        }
    }
    put_rules(c, b, &out, inner, y, rows);
    out.height = rows > 0 ? y[rows] : 0;
    return out;
}
