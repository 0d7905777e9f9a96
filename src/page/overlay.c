// In: composed pages and the layout they were composed by. Out: the same pages with the layout
// drawn over them, for `layout show`. Promised: items like all others, so that every back end
// shows them alike; what is drawn is computed from the layout, not from the text, except the
// frames of blocks, which are where the lines are.
#include "overlay.h"

#include "block.h"
#include "buf.h"
#include "schema.h"
#include "utf8.h"
#include "vec.h"

#include <string.h>

// Inks that no text has. Tints, so that the text stays readable.
static const struct pai_ink row_ink = {.name = "show-row", .cmyk = {90, 0, 0, 0}};
static const struct pai_ink cell_ink = {.name = "show-cell", .cmyk = {350, 0, 0, 0}};
static const struct pai_ink baseline_ink = {.name = "show-baseline", .cmyk = {0, 550, 0, 0}};
static const struct pai_ink area_ink = {.name = "show-area", .cmyk = {1000, 500, 0, 0}};
static const struct pai_ink block_ink = {.name = "show-block", .cmyk = {700, 0, 1000, 0}};

#define HAIR  (PAI_PT * 3 / 10) // 0.1 mm is what a press holds
#define THICK (PAI_PT / 2)
#define LABEL (6 * PAI_PT)
#define GAP   PAI_PT

struct overlay {
    struct pai_job *job;
    const struct pai_layout *layout;
    const struct pai_face *face; // of labels
    pai_len left;                // of the type area on this page
    PAI_VEC(struct pai_item) items;
};

static const char *role_zh(enum pai_role role) {
    static const char *const names[] = {
#define X(id, name, zh) zh,
        PAI_ROLES(X)
#undef X
    };
    return (unsigned)role < PAI_ROLE_COUNT ? names[role] : "";
}

// ---- items ----

static void put_tag(struct overlay *o, enum pai_tag tag) {
    struct pai_item *item = PAI_VEC_ADD(o->job->arena, &o->items);
    item->kind = PAI_ITEM_TAG;
    item->ink = &area_ink;
    item->u.tag.tag = tag;
}

static void put_rule(struct overlay *o, const struct pai_ink *ink, pai_len x, pai_len y,
                     pai_len width, pai_len height) {
    struct pai_item *item = PAI_VEC_ADD(o->job->arena, &o->items);
    item->kind = PAI_ITEM_RULE;
    item->ink = ink;
    item->u.rule = (struct pai_rule){x, y, width, height, PAI_ROLE_COUNT, ink->name};
}

static void put_frame(struct overlay *o, const struct pai_ink *ink, const struct pai_box *box,
                      pai_len thick) {
    put_rule(o, ink, box->x, box->y, box->width, thick);
    put_rule(o, ink, box->x, box->y + box->height - thick, box->width, thick);
    put_rule(o, ink, box->x, box->y, thick, box->height);
    put_rule(o, ink, box->x + box->width - thick, box->y, thick, box->height);
}

// A short text from x on, character by character: labels need no shaping.
static void put_label(struct overlay *o, const struct pai_ink *ink, const char *text, pai_len x,
                      pai_len y) {
    size_t len = strlen(text);
    struct pai_put *v = PAI_NEW_N(o->job->arena, struct pai_put, len);
    uint32_t n = 0;
    unsigned used = 1;
    for (size_t i = 0; i < len; i += used) {
        uint32_t glyph = pai_face_glyph(o->face, pai_utf8_next(text + i, len - i, &used));
        if (glyph == 0) { // the name is told by its other half
            continue;
        }
        pai_len advance = pai_len_units(pai_face_advance(o->face, glyph), LABEL, o->face->upem);
        v[n++] = (struct pai_put){glyph, x, y, advance, (uint32_t)i, used};
        x += advance;
    }
    struct pai_item *item = PAI_VEC_ADD(o->job->arena, &o->items);
    item->kind = PAI_ITEM_GLYPHS;
    item->ink = ink;
    item->u.glyphs = (struct pai_glyphs){o->face, LABEL, text, v, n};
}

// ---- the grid, below the text ----

static void put_column(struct overlay *o, pai_len x, pai_len width) {
    const struct pai_layout *l = o->layout;
    // 0.88 em of a character stands above the baseline (typography 1.2).
    pai_len above = (pai_len)pai_muldiv(l->cell, 88, 100);
    int32_t cells = (int32_t)((width + l->cell / 2) / l->cell);
    for (int32_t row = 0; row < l->grid.rows; row++) {
        pai_len top = l->area.top + row * l->pitch;
        put_rule(o, &row_ink, x, top, width, l->cell);
        for (int32_t cell = 0; cell <= cells; cell++) {
            pai_len at = (pai_len)pai_muldiv(width, cell, cells);
            put_rule(o, &cell_ink, x + at - HAIR / 2, top, HAIR, l->cell);
        }
        put_rule(o, &baseline_ink, x, top + above, width, HAIR);
    }
}

static void put_grid(struct overlay *o) {
    const struct pai_layout *l = o->layout;
    put_tag(o, PAI_TAG_ARTIFACT);
    for (int32_t i = 0; i < l->grid.columns; i++) {
        put_column(o, o->left + i * (l->column + l->column_space), l->column);
    }
    put_tag(o, PAI_TAG_END);
}

// ---- the type area ----

static void mm_put(struct pai_buf *out, pai_len len) {
    // 1 mm is 72/25.4 pt; to hundredths.
    pai_buf_decimal(out, pai_muldiv(len, 25400, (int64_t)72 * 10 * PAI_PT), 100);
}

static const char *mm_text(struct overlay *o, const char *name, pai_len len) {
    struct pai_buf out = pai_buf_make(o->job->arena);
    pai_buf_fmt(&out, "%s ", name);
    mm_put(&out, len);
    pai_buf_str(&out, " mm");
    return out.s;
}

static void put_area(struct overlay *o) {
    const struct pai_layout *l = o->layout;
    struct pai_box area = {o->left, l->area.top, l->area.width, l->area.height};
    struct pai_buf name = pai_buf_make(o->job->arena);
    pai_buf_str(&name, "type-area 版心 ");
    mm_put(&name, l->area.width);
    pai_buf_str(&name, " × ");
    mm_put(&name, l->area.height);
    pai_buf_fmt(&name, " mm  grid %d × %d", (int)l->grid.rows, (int)l->grid.cells);
    if (l->grid.columns > 1) {
        pai_buf_fmt(&name, "  columns %d", (int)l->grid.columns);
    }
    put_frame(o, &area_ink, &area, THICK);
    put_label(o, &area_ink, name.s, o->left, l->area.top - GAP);
    put_label(o, &area_ink, mm_text(o, "top", l->area.top), o->left, l->area.top / 2);
    put_label(o, &area_ink, mm_text(o, "left", l->area.left), GAP * 4,
              l->area.top + l->area.height / 2);
}

// ---- blocks ----

static pai_len line_top(const struct pai_page_line *line) {
    return line->baseline - (pai_len)pai_muldiv(line->size, 88, 100);
}

// Lines of one paragraph in one column.
static bool belongs(const struct pai_page_line *a, const struct pai_page_line *b) {
    return a->role == b->role && a->article == b->article && a->paragraph == b->paragraph &&
           b->baseline > a->baseline;
}

// The block with this name, in boxes too; NULL if there is none.
static const struct pai_layout_block *find_block(const struct pai_layout_blocks *blocks,
                                                 const char *name) {
    const struct pai_layout_block *found = NULL;
    for (uint32_t i = 0; found == NULL && i < blocks->n; i++) {
        const struct pai_layout_block *b = &blocks->v[i];
        found = strcmp(b->name, name) == 0 ? b : find_block(&b->blocks, name);
    }
    return found;
}

// "imprint row 我们的.yaml:12": what a designer looks for in his file; where no block made the
// line, its style.
static const char *name_of(struct overlay *o, const struct pai_page_line *line) {
    struct pai_arena *arena = o->job->arena;
    const struct pai_layout_block *b = NULL;
    struct pai_place place;
    if (line->block == NULL) {
        return pai_arena_fmt(arena, "%s %s", pai_role_name(line->role), role_zh(line->role));
    }
    for (int i = 0; b == NULL && i < PAI_LAYOUT_PART_COUNT; i++) {
        b = find_block(&o->layout->blocks[i], line->block);
    }
    const char *kind = b != NULL ? pai_schema_shape_name((enum pai_shape)b->kind) : "";
    if (line->block_span.file == 0 || !pai_job_place(o->job, line->block_span, &place)) {
        return pai_arena_fmt(arena, "%s %s", line->block, kind);
    }
    const char *slash = strrchr(place.file, '/');
    return pai_arena_fmt(arena, "%s %s %s:%u", line->block, kind,
                         slash != NULL ? slash + 1 : place.file, place.line);
}

static void put_block(struct overlay *o, const struct pai_page_line *first, uint32_t n) {
    pai_len left = first->x, right = first->x + first->width;
    for (uint32_t i = 1; i < n; i++) {
        left = first[i].x < left ? first[i].x : left;
        right = first[i].x + first[i].width > right ? first[i].x + first[i].width : right;
    }
    const struct pai_page_line *last = &first[n - 1];
    struct pai_box box = {left, line_top(first), right - left,
                          line_top(last) + last->size - line_top(first)};
    put_frame(o, &block_ink, &box, HAIR);
    put_label(o, &block_ink, name_of(o, first), left, box.y - GAP);
}

static void put_blocks(struct overlay *o, const struct pai_page *page) {
    for (uint32_t i = 0, n; i < page->line_count; i += n) {
        n = 1;
        while (i + n < page->line_count &&
               belongs(&page->lines[i + n - 1], &page->lines[i + n])) {
            n++;
        }
        put_block(o, &page->lines[i], n);
    }
}

// Names of rules stand at their right end, where no text begins.
static void put_rule_names(struct overlay *o, const struct pai_page *page) {
    for (uint32_t i = 0; i < page->item_count; i++) {
        const struct pai_item *item = &page->items[i];
        const struct pai_rule *rule = &item->u.rule;
        if (item->kind == PAI_ITEM_RULE && rule->name != NULL && rule->width > rule->height) {
            put_label(o, &area_ink, rule->name, rule->x + rule->width + GAP,
                      rule->y + rule->height);
        }
    }
}

static void put_pictures(struct overlay *o, const struct pai_page *page) {
    for (uint32_t i = 0; i < page->item_count; i++) {
        const struct pai_item *item = &page->items[i];
        if (item->kind == PAI_ITEM_IMAGE) {
            const struct pai_picture *p = &item->u.picture;
            struct pai_box box = {p->x, p->y, p->width, p->height};
            put_frame(o, &block_ink, &box, HAIR);
            put_label(o, &block_ink, p->name != NULL ? p->name : "", p->x, p->y - GAP);
        }
    }
}

// ---- pages ----

static void take_items(struct overlay *o, const struct pai_page *page) {
    for (uint32_t i = 0; i < page->item_count; i++) {
        PAI_VEC_PUT(o->job->arena, &o->items, page->items[i]);
    }
}

static void page_draw(struct overlay *o, struct pai_page *page) {
    const struct pai_layout *l = o->layout;
    bool mirrored = l->area.mirror && page->number % 2 == 0;
    o->left = mirrored ? l->paper.width - l->area.left - l->area.width : l->area.left;
    o->items.v = NULL;
    o->items.n = o->items.cap = 0;
    put_grid(o);
    uint32_t before = o->items.n;
    take_items(o, page);
    put_tag(o, PAI_TAG_ARTIFACT);
    put_area(o);
    put_blocks(o, page);
    put_rule_names(o, page);
    put_pictures(o, page);
    put_tag(o, PAI_TAG_END);
    // The lines' items have moved up by the grid below them.
    struct pai_page_line *lines =
        PAI_NEW_N(o->job->arena, struct pai_page_line, page->line_count);
    for (uint32_t i = 0; i < page->line_count; i++) {
        lines[i] = page->lines[i];
        lines[i].first_item += before;
    }
    page->lines = lines;
    page->items = o->items.v;
    page->item_count = o->items.n;
}

const struct pai_pages *pai_overlay_make(struct pai_job *job, const struct pai_pages *pages,
                                         const struct pai_layout *layout,
                                         struct pai_fontset *fonts) {
    struct overlay o = {.job = job, .layout = layout};
    o.face = pai_fontset_face(fonts, job, PAI_FONT_HEI);
    if (o.face == NULL) {
        return NULL;
    }
    struct pai_pages *out = PAI_NEW(job->arena, struct pai_pages);
    struct pai_page *v = PAI_NEW_N(job->arena, struct pai_page, pages->n);
    *out = *pages;
    out->v = v;
    for (uint32_t i = 0; i < pages->n; i++) {
        v[i] = pages->v[i];
        page_draw(&o, &v[i]);
    }
    return out;
}
