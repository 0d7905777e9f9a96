// In: a row with up to three cells. Out: the cells beside each other (编印单位 and 日期 on one
// line, typography 2.1; credits and print run, 2.3). Promise: they never lie on each other:
// what does not fit beside goes below.
#include "build.h"

// The right edge of what a cell's text takes, and the left.
static void extent(const struct pai_built *cell, pai_len *left, pai_len *right) {
    *left = PAI_LEN_MAX;
    *right = 0;
    for (uint32_t i = 0; i < cell->v.n; i++) {
        const struct pai_element *e = &cell->v.v[i];
        pai_len from = e->x, to = e->x + e->width;
        if (e->kind == PAI_ELEMENT_LINE) {
            const struct pai_line *l = &e->set->lines.v[e->line];
            from = e->x + l->x;
            to = from + l->width;
        } else if (e->kind != PAI_ELEMENT_RULE && e->kind != PAI_ELEMENT_IMAGE) {
            continue;
        }
        *left = from < *left ? from : *left;
        *right = to > *right ? to : *right;
    }
}

static pai_len taken(const struct pai_built *cell) {
    pai_len left, right;
    extent(cell, &left, &right);
    return right > left ? right - left : 0;
}

// Where the text of its last line ends.
static pai_len last_end(const struct pai_built *cell) {
    for (uint32_t i = cell->v.n; i-- > 0;) {
        const struct pai_element *e = &cell->v.v[i];
        if (e->kind == PAI_ELEMENT_LINE) {
            const struct pai_line *l = &e->set->lines.v[e->line];
            return e->x + l->x + l->width;
        }
    }
    return 0;
}

static struct pai_built build_cell(const struct pai_scene *scene,
                                   const struct pai_layout_block *cell, pai_len width) {
    struct pai_built none = {.there = false};
    return cell == NULL ? none
                        : pai_block_build(scene, cell, cell->width > 0 ? cell->width : width);
}

// How far down a cell stands in a row so high.
static pai_len drop(const struct pai_layout_block *row, pai_len height, pai_len cell) {
    pai_len rest = height - cell;
    return row->valign == PAI_VALIGN_TOP      ? 0
           : row->valign == PAI_VALIGN_MIDDLE ? rest / 2
                                              : rest;
}

// A cell with the row's pitch where it has none. What is set points at its block, so this lives
// as long as the page.
static const struct pai_layout_block *cell_of(struct pai_composer *c,
                                              const struct pai_layout_block *row,
                                              const struct pai_layout_block *cell) {
    if (cell == NULL) {
        return NULL;
    }
    struct pai_layout_block *own = PAI_NEW(c->job->arena, struct pai_layout_block);
    *own = *cell;
    own->pitch = own->pitch > 0 ? own->pitch : row->pitch;
    return own;
}

static pai_len cell_x(const struct pai_layout_block *cell, pai_len inner, int place) {
    pai_len rest = cell->width > 0 ? inner - cell->width : 0;
    return place == 0 ? 0 : place == 1 ? rest / 2 : rest;
}

static pai_len highest(const struct pai_built *cells) {
    pai_len most = 0;
    for (int i = 0; i < 3; i++) {
        most = cells[i].there && cells[i].height > most ? cells[i].height : most;
    }
    return most;
}

// The room at a side: what the others leave, an em between. Too little (less than four em) for
// text to stand in: the right part goes below instead.
static bool share(const struct pai_layout_block *b, const struct pai_built *cells,
                  pai_len inner, pai_len *room) {
    pai_len em = b->left != NULL ? b->left->set.size : 0;
    pai_len right = cells[2].there ? taken(&cells[2]) + em : 0;
    pai_len middle = cells[1].there ? (inner + taken(&cells[1])) / 2 + em : 0;
    *room = inner - (middle > right ? middle : right);
    return *room >= 4 * em;
}

struct pai_built pai_build_row(const struct pai_scene *scene, const struct pai_layout_block *b,
                               pai_len width) {
    struct pai_composer *c = scene->c;
    const struct pai_layout_block *block[] = {cell_of(c, b, b->left), cell_of(c, b, b->centre),
                                              cell_of(c, b, b->right)};
    struct pai_built cells[3], out = {.there = false};
    pai_len inner = width - 2 * b->indent, room = inner;
    bool apart = false;
    if (inner <= 0) {
        return out;
    }
    for (int i = 2; i > 0; i--) {
        cells[i] = build_cell(scene, block[i], inner);
    }
    if (b->fit == PAI_FIT_SIDE) {
        apart = !share(b, cells, inner, &room);
        cells[0] = build_cell(scene, block[0], apart ? inner : room);
        apart = apart && cells[0].there;
    } else {
        cells[0] = build_cell(scene, block[0], inner);
        apart = cells[0].there && cells[2].there &&
                (int64_t)last_end(&cells[0]) + block[0]->set.size + taken(&cells[2]) > inner;
    }
    out.there = cells[0].there || cells[1].there || cells[2].there;
    pai_len below = 0; // of what does not fit beside
    if (apart && (cells[1].there || cells[2].there)) {
        pai_len pitch = b->pitch > 0 ? b->pitch : pai_block_pitch(block[0]);
        pai_built_join(c, &out, &cells[0], b->indent + cell_x(block[0], inner, 0), 0);
        below = pai_built_clamp((int64_t)cells[0].height + pitch - block[0]->set.size);
        cells[0].there = false;
    }
    pai_len height = highest(cells);
    for (int i = 0; i < 3; i++) {
        if (cells[i].there) {
            pai_built_join(c, &out, &cells[i], b->indent + cell_x(block[i], inner, i),
                           pai_built_clamp((int64_t)below + drop(b, height, cells[i].height)));
        }
    }
    out.height = pai_built_clamp((int64_t)below + height);
    return out;
}
