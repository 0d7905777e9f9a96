// In: the blocks of a layout. Out: diagnostics where they cannot fit the page, whatever the
// bulletin says: a masthead that leaves no row of text, a footer higher than the page, a block
// over the edge of the paper. Promise: heights are the least that blocks can have (one line
// each), so that nothing that would fit is refused; a complaint points at the value that takes
// most.
#include "loader.h"

#include <string.h>

static int64_t more(int64_t a, int64_t b) {
    return a > b ? a : b;
}

static int64_t least_height(struct pai_loader *l, const struct pai_layout_block *b);

static int64_t cell_height(struct pai_loader *l, const struct pai_layout_block *cell) {
    return cell != NULL ? least_height(l, cell) : 0;
}

static int64_t group_height(struct pai_loader *l, const struct pai_layout_blocks *blocks,
                            int64_t start, int64_t *lowest) {
    struct pai_stacked *s = PAI_NEW_N(l->job->arena, struct pai_stacked, blocks->n + 1);
    for (uint32_t i = 0; i < blocks->n; i++) {
        s[i] = (struct pai_stacked){true, least_height(l, &blocks->v[i]), 0};
    }
    int64_t end = pai_blocks_stack(blocks, s, start, l->layout->area.top);
    *lowest = 0;
    for (uint32_t i = 0; i < blocks->n; i++) {
        if (s[i].top + s[i].height == end) {
            *lowest = i;
        }
    }
    return end;
}

static int64_t table_height(struct pai_loader *l, const struct pai_layout_block *b) {
    int64_t sum = 0;
    for (uint32_t i = 0; b->columns.n > 0 && i < b->rows.n; i += b->columns.n) {
        int64_t row = 0;
        for (uint32_t k = 0; k < b->columns.n; k++) {
            row = more(row, least_height(l, &b->rows.v[i + k]));
        }
        sum += row + 2 * (int64_t)b->padding;
    }
    return sum;
}

static int64_t least_height(struct pai_loader *l, const struct pai_layout_block *b) {
    int64_t lowest;
    switch ((enum pai_shape)b->kind) {
    case PAI_SHAPE_RULE:
        return b->height > 0 ? b->height : b->thickness;
    case PAI_SHAPE_ROW:
        return more(cell_height(l, b->left),
                    more(cell_height(l, b->centre), cell_height(l, b->right)));
    case PAI_SHAPE_BOX:
        return group_height(l, &b->blocks, 0, &lowest) + 2 * (int64_t)b->padding +
               2 * (int64_t)b->thickness;
    case PAI_SHAPE_TABLE:
        return table_height(l, b);
    case PAI_SHAPE_IMAGE: // a given width may make it lower, as the file decides
        return b->width > 0 ? 0 : b->height;
    case PAI_SHAPE_TEXT:
    case PAI_SHAPE_STAR:
    case PAI_SHAPE_LIST:
        break;
    }
    return b->text == NULL && b->kind == PAI_SHAPE_TEXT ? 0 : b->set.size;
}

// The value that a file gives of a block's key, or NULL.
static const struct pai_tree *given(const struct pai_loader *l,
                                    const struct pai_layout_block *b, const char *key) {
    for (uint32_t i = 0; i < l->block_sources.n; i++) {
        if (l->block_sources.v[i].block == b) {
            const struct pai_tree_entry *e = pai_tree_find(l->block_sources.v[i].map, key);
            return e != NULL && e->value->span.file != 0 ? e->value : NULL;
        }
    }
    return NULL;
}

// What a part of the page is too high for: the largest distance or size of its blocks that the
// nearest file gives.
struct culprit {
    const struct pai_tree *value;
    int64_t length;
};

static void suspect(struct culprit *c, const struct pai_tree *value, int64_t length) {
    if (value != NULL && (pai_loader_nearer(value, c->value) ||
                          (value->span.file == c->value->span.file && length > c->length))) {
        *c = (struct culprit){value, length};
    }
}

static struct pai_span blame(struct pai_loader *l, const struct pai_layout_blocks *blocks,
                             enum pai_section section, enum pai_key_at space, int64_t length) {
    struct culprit c = {NULL, 0};
    const struct pai_tree *value = l->given[space];
    suspect(&c, value != NULL && value->span.file != 0 ? value : NULL, length);
    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct pai_layout_block *b = &blocks->v[i];
        suspect(&c, given(l, b, "top"), b->top.at);
        suspect(&c, given(l, b, "gap"), b->gap);
        suspect(&c,
                b->size > 0 ? given(l, b, "size") : l->given_style[b->style][PAI_STYLE_AT_size],
                b->set.size);
        suspect(&c, given(l, b, "padding"), 2 * (int64_t)b->padding);
        suspect(&c, given(l, b, "height"), b->height);
    }
    static const enum pai_key_at ELSE[] = {PAI_AT_area_height, PAI_AT_grid_rows,
                                           PAI_AT_area_top, PAI_AT_paper_height};
    for (size_t i = 0; c.value == NULL && i < sizeof ELSE / sizeof ELSE[0]; i++) {
        c.value = l->given[ELSE[i]];
    }
    return c.value != NULL                      ? c.value->span
           : l->section_span[section].file != 0 ? l->section_span[section]
                                                : (struct pai_span){l->file, 0, 0};
}

static void check_masthead(struct pai_loader *l) {
    const struct pai_layout *y = l->layout;
    const struct pai_layout_blocks *blocks = &y->blocks[PAI_PART_OF_masthead];
    int64_t lowest;
    int64_t end = group_height(l, blocks, y->area.top, &lowest) + y->masthead.space_after;
    int64_t last_row = (int64_t)y->area.top + (int64_t)(y->grid.rows - 1) * y->pitch;
    if (blocks->n > 0 && end > last_row) {
        pai_diag(l->job, PAI_D_LAYOUT_MASTHEAD, y->part_place[PAI_PART_OF_masthead],
                 pai_loader_mm(l, end - last_row), NULL);
    }
}

// One row of text must be left above it.
static void check_footer(struct pai_loader *l) {
    const struct pai_layout *y = l->layout;
    const struct pai_layout_blocks *blocks = &y->blocks[PAI_PART_OF_footer];
    int64_t lowest;
    int64_t height = group_height(l, blocks, 0, &lowest) + y->footer.space + y->cell;
    if (blocks->n > 0 && height > y->area.height) {
        pai_diag(l->job, PAI_D_FOOTER_HIGH, y->part_place[PAI_PART_OF_footer],
                 pai_loader_mm(l, height - y->area.height), NULL);
    }
}

// Sides: a block must not leave the paper, nor its text the block.
static void check_sides(struct pai_loader *l, const struct pai_layout_blocks *blocks) {
    const struct pai_layout *y = l->layout;
    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct pai_layout_block *b = &blocks->v[i];
        int64_t width = b->width > 0 ? b->width : (int64_t)y->area.width - b->x;
        int64_t over = more(-((int64_t)y->area.left + b->x),
                            (int64_t)y->area.left + b->x + width - y->paper.width);
        const struct pai_tree *at = given(l, b, b->x < 0 ? "x" : "width");
        at = at != NULL ? at : given(l, b, "x");
        if (over > 0 || width <= 0) {
            pai_diag(l->job, PAI_D_BLOCK_OUTSIDE,
                     pai_loader_place(l, at != NULL ? at->span : b->span),
                     pai_loader_mm(l, over > 0 ? over : y->cell - width), NULL);
            continue;
        }
        const struct pai_tree *spread = given(l, b, "spread"), *indent = given(l, b, "indent");
        if (spread != NULL && b->spread > width) {
            pai_diag(l->job, PAI_D_LAYOUT_WIDE, spread->span, "spread",
                     pai_clip(l->job, spread->s, spread->len), pai_loader_mm(l, width), NULL);
        }
        if (indent != NULL && 2 * (int64_t)b->indent + b->set.size > width) {
            pai_diag(l->job, PAI_D_LAYOUT_WIDE, indent->span, "indent",
                     pai_clip(l->job, indent->s, indent->len), pai_loader_mm(l, width), NULL);
        }
    }
}

// Lines must not touch.
static void check_pitch(struct pai_loader *l) {
    for (uint32_t i = 0; i < l->block_sources.n; i++) {
        const struct pai_layout_block *b = l->block_sources.v[i].block;
        const struct pai_tree *pitch = given(l, b, "pitch"), *at;
        const struct pai_layout_block *cells[] = {b, b->left, b->centre, b->right};
        for (size_t k = 0; b->pitch > 0 && k < 4; k++) {
            if (cells[k] != NULL && (k > 0 || b->kind != PAI_SHAPE_ROW) &&
                cells[k]->set.size > b->pitch) {
                at = l->given_style[cells[k]->style][PAI_STYLE_AT_size];
                at = at != NULL && pai_loader_nearer(at, pitch) ? at : pitch;
                pai_diag(l->job, PAI_D_LAYOUT_TIGHT,
                         pai_loader_place(l, at != NULL ? at->span : b->span),
                         pai_role_name(cells[k]->style), pai_loader_pt(l, cells[k]->set.size),
                         pai_loader_pt(l, b->pitch), NULL);
                break;
            }
        }
    }
}

void pai_loader_check_blocks(struct pai_loader *l) {
    struct pai_layout *y = l->layout;
    y->part_place[PAI_PART_OF_masthead] =
        blame(l, &y->blocks[PAI_PART_OF_masthead], PAI_SECTION_masthead,
              PAI_AT_masthead_space_after, y->masthead.space_after);
    y->part_place[PAI_PART_OF_footer] =
        blame(l, &y->blocks[PAI_PART_OF_footer], PAI_SECTION_footer, PAI_AT_footer_space,
              y->footer.space);
    check_masthead(l);
    check_footer(l);
    for (int i = 0; i < PAI_LAYOUT_PART_COUNT; i++) {
        check_sides(l, &l->layout->blocks[i]);
    }
    check_pitch(l);
}
