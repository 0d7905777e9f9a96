// In: a block and what a bulletin says. Out: the lines and rules it is made of, measured.
// Promise: nothing is placed on a page yet; a block whose fields are all absent is not there;
// heights are bounded by what no page can have, so that the composer refuses rather than
// overflows.
#include "build.h"

#include "buf.h"

// No page is so high; sums of a few of these still fit a length.
#define HIGHEST (PAI_LEN_MAX / 8)

pai_len pai_built_clamp(int64_t length) {
    return length > HIGHEST ? HIGHEST : length < -HIGHEST ? -HIGHEST : (pai_len)length;
}

pai_len pai_block_pitch(const struct pai_layout_block *b) {
    return b->pitch > 0 ? b->pitch : pai_built_clamp((int64_t)b->set.size + b->set.size / 2);
}

static struct pai_element *add(struct pai_composer *c, struct pai_built *built) {
    return PAI_VEC_ADD(c->job->arena, &built->v);
}

void pai_built_rule(struct pai_composer *c, struct pai_built *built,
                    const struct pai_layout_block *b, struct pai_box box) {
    if (box.width > 0 && box.height > 0) {
        *add(c, built) = (struct pai_element){.kind = PAI_ELEMENT_RULE,
                                              .x = box.x,
                                              .y = box.y,
                                              .width = box.width,
                                              .height = box.height,
                                              .ink = b->ink != NULL ? b->ink : c->black,
                                              .name = b->name};
    }
}

pai_len pai_built_lines(struct pai_composer *c, struct pai_built *built,
                        const struct pai_setting *s, int32_t paragraph, pai_len x, pai_len y,
                        pai_len pitch) {
    enum pai_tag tag = s->role == PAI_ROLE_MASTHEAD_NAME ? PAI_TAG_TITLE : PAI_TAG_P;
    if (s->lines.n == 0) {
        return y;
    }
    *add(c, built) = (struct pai_element){.kind = PAI_ELEMENT_OPEN, .tag = tag};
    for (uint32_t i = 0; i < s->lines.n; i++) {
        *add(c, built) = (struct pai_element){.kind = PAI_ELEMENT_LINE,
                                              .x = x,
                                              .y = y,
                                              .set = s,
                                              .line = i,
                                              .paragraph = paragraph};
        y = pai_built_clamp((int64_t)y + (i + 1 < s->lines.n ? pitch : 0));
    }
    *add(c, built) = (struct pai_element){.kind = PAI_ELEMENT_CLOSE};
    built->says = true;
    return y;
}

void pai_built_join(struct pai_composer *c, struct pai_built *built,
                    const struct pai_built *part, pai_len x, pai_len y) {
    for (uint32_t i = 0; i < part->v.n; i++) {
        struct pai_element *e = add(c, built);
        *e = part->v.v[i];
        e->x = pai_built_clamp((int64_t)e->x + x);
        e->y = pai_built_clamp((int64_t)e->y + y);
    }
    built->says = built->says || part->says;
}

// Characters to spread: blanks get no gap of their own.
static uint32_t count_cells(const struct pai_setting *s) {
    uint32_t n = 0;
    for (uint32_t p = 0; s->lines.n > 0 && p < s->lines.v[0].part_count; p++) {
        const struct pai_run *run = s->lines.v[0].parts[p].run;
        for (uint32_t i = 0; i < run->count; i++) {
            bool first = i == 0 || run->glyphs[i].cluster != run->glyphs[i - 1].cluster;
            n += first && s->text.s[run->glyphs[i].cluster] != ' ';
        }
    }
    return n;
}

// A name smaller than the text is none.
static void check_name(struct pai_composer *c, const struct pai_layout_block *b,
                       const struct pai_text *name, pai_len drawn) {
    if (drawn < c->layout->cell && b->set.size >= c->layout->cell) {
        struct pai_buf is = pai_buf_make(c->job->arena), text = pai_buf_make(c->job->arena);
        pai_buf_len(&is, drawn, 1);
        pai_buf_len(&text, c->layout->cell, 1);
        pai_diag(c->job, PAI_D_NAME_LONG,
                 name->file != 0 ? pai_text_span(name, 0, name->len) : c->doc->start, is.s,
                 text.s, NULL);
    }
}

static struct pai_setting spread(struct pai_composer *c, const struct pai_layout_block *b,
                                 struct pai_text text, pai_len size, pai_len gap) {
    return pai_set_spread_in(c, text, b->style, &b->set, size, gap, size / 2);
}

// A text spread over a width (均排) with at most one em between characters; a longer one uses
// the whole width of the block and is made smaller only when even that is too narrow. Its top
// stays where it was, for it is the top that the standard places (GB/T 9704 7.2.4).
static void build_spread(struct pai_composer *c, const struct pai_layout_block *b,
                         struct pai_text text, pai_len width, struct pai_built *out) {
    pai_len size = b->set.size, drawn = size;
    struct pai_setting *s = PAI_NEW(c->job->arena, struct pai_setting);
    *s = spread(c, b, text, size, 0);
    uint32_t cells = count_cells(s);
    if (s->measure > width) {
        drawn = (pai_len)((int64_t)size * width / s->measure);
        check_name(c, b, &text, drawn);
        *s = spread(c, b, text, drawn, 0);
    } else if (s->measure < b->spread && cells > 1) {
        pai_len wide = b->spread < width ? b->spread : width;
        pai_len gap = (wide - s->measure) / (pai_len)(cells - 1);
        *s = spread(c, b, text, size, gap > size ? size : gap > 0 ? gap : 0);
    }
    pai_len rest = width - s->measure;
    pai_len x = b->set.align == PAI_ALIGN_LEFT || b->set.align == PAI_ALIGN_JUSTIFY ? 0
                : b->set.align == PAI_ALIGN_RIGHT                                   ? rest
                                                                                    : rest / 2;
    pai_built_lines(c, out, s, -1, b->indent + x, 0, size);
    out->height = size;
}

static struct pai_built build_text(const struct pai_scene *scene,
                                   const struct pai_layout_block *b, pai_len width) {
    struct pai_composer *c = scene->c;
    struct pai_built out = {.there = false};
    struct pai_text text;
    struct pai_set_turns *turns = PAI_NEW(c->job->arena, struct pai_set_turns);
    pai_len inner = width - 2 * b->indent;
    turns->font = b->field_font;
    if (b->text == NULL || !pai_template_fill_turns(scene, b->text, &text, turns)) {
        return out;
    }
    out.there = true;
    if (b->spread > 0) {
        build_spread(c, b, text, inner, &out);
        return out;
    }
    struct pai_set_what what = {.text = text,
                                .role = b->style,
                                .style = &b->set,
                                .measure = inner,
                                .indent = b->set.indent,
                                .turns = b->field_font != NULL ? turns : NULL};
    struct pai_setting *s = PAI_NEW(c->job->arena, struct pai_setting);
    *s = pai_set_text(c, &what);
    pai_len last = pai_built_lines(c, &out, s, -1, b->indent, 0, pai_block_pitch(b));
    out.height = pai_built_clamp((int64_t)last + b->set.size);
    return out;
}

static struct pai_built build_rule(struct pai_composer *c, const struct pai_layout_block *b,
                                   pai_len width) {
    bool upright = b->kind == PAI_SHAPE_RULE && b->height > 0;
    struct pai_box box = {0, 0, upright ? b->thickness : width,
                          upright ? b->height : b->thickness};
    struct pai_built out = {.there = true, .height = box.height};
    pai_built_rule(c, &out, b, box);
    return out;
}

// A rule with a star, or another text, in its middle, half an em of blank on both sides.
static struct pai_built build_star(const struct pai_scene *scene,
                                   const struct pai_layout_block *b, pai_len width) {
    struct pai_composer *c = scene->c;
    struct pai_text text = {"★", 3, 0, NULL, 0};
    struct pai_built out = {.there = true, .height = b->set.size};
    if (b->text != NULL && !pai_template_fill(scene, b->text, &text)) {
        return build_rule(c, b, width);
    }
    struct pai_style *style = PAI_NEW(c->job->arena, struct pai_style);
    *style = b->set;
    style->ink = b->ink != NULL ? b->ink : c->black; // of one colour with its rule
    struct pai_setting *s = PAI_NEW(c->job->arena, struct pai_setting);
    pai_len size = b->set.size;
    *s = pai_set_spread_in(c, text, b->style, style, size, 0, size / 2);
    pai_len x = (width - s->measure) / 2, y = (size - b->thickness) / 2;
    pai_len side = x - size / 2;
    pai_built_rule(c, &out, b, (struct pai_box){0, y, side, b->thickness});
    bool says = out.says;
    uint32_t open = out.v.n;
    pai_built_lines(c, &out, s, -1, x, 0, size);
    if (b->text == NULL) { // an ornament says nothing
        out.says = says;
        out.v.v[open].tag = PAI_TAG_ARTIFACT;
    }
    pai_built_rule(c, &out, b, (struct pai_box){width - side, y, side, b->thickness});
    return out;
}

static bool has_image(const struct pai_built *built) {
    for (uint32_t i = 0; i < built->v.n; i++) {
        if (built->v.v[i].kind == PAI_ELEMENT_IMAGE) {
            return true;
        }
    }
    return false;
}

// Rules alone are no reason for a box.
static struct pai_built build_box(const struct pai_scene *scene,
                                  const struct pai_layout_block *b, pai_len width) {
    struct pai_composer *c = scene->c;
    pai_len thick = b->thickness, in = thick + b->padding;
    int64_t end = 0;
    struct pai_built out = {.there = false};
    struct pai_built inside = pai_blocks_build(scene, &b->blocks, width - 2 * in, 0, &end);
    if (!inside.says && !has_image(&inside)) {
        return out;
    }
    out.there = true;
    out.height = pai_built_clamp(end + 2 * (int64_t)in);
    pai_built_rule(c, &out, b, (struct pai_box){0, 0, width, thick});
    pai_built_rule(c, &out, b, (struct pai_box){0, thick, thick, out.height - 2 * thick});
    pai_built_rule(c, &out, b,
                   (struct pai_box){width - thick, thick, thick, out.height - 2 * thick});
    pai_built_join(c, &out, &inside, in, in);
    pai_built_rule(c, &out, b, (struct pai_box){0, out.height - thick, width, thick});
    return out;
}

static struct pai_built build(const struct pai_scene *scene, const struct pai_layout_block *b,
                              pai_len width) {
    struct pai_built none = {.there = false};
    if (width <= 0 || !pai_when_holds(scene, b->when)) {
        return none;
    }
    switch ((enum pai_shape)b->kind) {
    case PAI_SHAPE_TEXT:
        return build_text(scene, b, width);
    case PAI_SHAPE_RULE:
        return build_rule(scene->c, b, width);
    case PAI_SHAPE_STAR:
        return build_star(scene, b, width);
    case PAI_SHAPE_ROW:
        return pai_build_row(scene, b, width);
    case PAI_SHAPE_BOX:
        return build_box(scene, b, width);
    case PAI_SHAPE_TABLE:
        return pai_build_table(scene, b, width);
    case PAI_SHAPE_LIST:
        return pai_build_list(scene, b, width);
    case PAI_SHAPE_IMAGE:
        return pai_build_image(scene, b, width);
    }
    return none;
}

struct pai_built pai_block_build(const struct pai_scene *scene,
                                 const struct pai_layout_block *b, pai_len width) {
    struct pai_built out = build(scene, b, width);
    for (uint32_t i = 0; i < out.v.n; i++) {
        struct pai_element *e = &out.v.v[i];
        e->of = e->of != NULL ? e->of : b; // what stands in a block within keeps that
    }
    return out;
}

struct pai_built pai_blocks_build(const struct pai_scene *scene,
                                  const struct pai_layout_blocks *blocks, pai_len width,
                                  pai_len start, int64_t *end) {
    struct pai_arena *arena = scene->c->job->arena;
    struct pai_built out = {.there = false};
    struct pai_built *parts = PAI_NEW_N(arena, struct pai_built, blocks->n + 1);
    struct pai_stacked *at = PAI_NEW_N(arena, struct pai_stacked, blocks->n + 1);
    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct pai_layout_block *b = &blocks->v[i];
        parts[i] = pai_block_build(scene, b, b->width > 0 ? b->width : width - b->x);
        at[i] = (struct pai_stacked){parts[i].there, parts[i].height, 0};
        out.there = out.there || parts[i].there;
    }
    *end = pai_blocks_stack(blocks, at, start, scene->c->layout->area.top);
    for (uint32_t i = 0; i < blocks->n; i++) {
        if (parts[i].there) {
            pai_built_join(scene->c, &out, &parts[i], blocks->v[i].x,
                           pai_built_clamp(at[i].top));
        }
    }
    out.height = pai_built_clamp(*end - start);
    return out;
}

// Distance from the top of an em box to the baseline: 0.88 em (typography 1.2).
static pai_len above(const struct pai_setting *s, uint32_t line) {
    const struct pai_line *l = &s->lines.v[line];
    pai_len em = l->part_count > 0 ? l->parts[0].run->em : s->style->size;
    return (pai_len)pai_muldiv(em, 88, 100);
}

static void put_image(struct pai_sheet *sheet, const struct pai_element *e, pai_len x,
                      pai_len y, bool artifact) {
    struct pai_picture picture = {.image = e->image,
                                  .x = x,
                                  .y = y,
                                  .width = e->width,
                                  .height = e->height,
                                  .colour = e->colour,
                                  .name = e->name};
    bool read = e->alt != NULL && !artifact;
    pai_sheet_picture(sheet, &picture, e->ink, read ? PAI_TAG_FIGURE : PAI_TAG_ARTIFACT,
                      e->alt);
}

static void put_element(struct pai_sheet *sheet, const struct pai_element *e, pai_len x,
                        pai_len y, bool artifact) {
    struct pai_line_id id = {-1, e->paragraph, (int32_t)e->line};
    switch (e->kind) {
    case PAI_ELEMENT_LINE:
        pai_sheet_line(sheet, e->set, e->line, id, x, y + above(e->set, e->line));
        sheet->lines.v[sheet->lines.n - 1].block = e->of->name;
        sheet->lines.v[sheet->lines.n - 1].block_span = e->of->place;
        break;
    case PAI_ELEMENT_RULE:
        pai_sheet_rule(sheet, e->name, e->ink, x, y, e->width, e->height);
        sheet->items.v[sheet->items.n - 2].span = e->of->place; // before the tag's end
        break;
    case PAI_ELEMENT_IMAGE:
        put_image(sheet, e, x, y, artifact);
        break;
    case PAI_ELEMENT_OPEN:
        pai_sheet_tag(sheet, artifact ? PAI_TAG_ARTIFACT : e->tag, 0);
        break;
    case PAI_ELEMENT_CLOSE:
        pai_sheet_tag(sheet, PAI_TAG_END, 0);
        break;
    }
}

void pai_built_put(struct pai_sheet *sheet, const struct pai_built *built, pai_len x, pai_len y,
                   struct pai_box frame, bool artifact) {
    struct pai_sheet_part part = {
        .first_line = sheet->lines.n, .first_item = sheet->items.n, .frame = frame};
    for (uint32_t i = 0; i < built->v.n; i++) {
        const struct pai_element *e = &built->v.v[i];
        put_element(sheet, e, pai_built_clamp((int64_t)x + e->x),
                    pai_built_clamp((int64_t)y + e->y), artifact);
    }
    part.end_line = sheet->lines.n;
    part.end_item = sheet->items.n;
    PAI_VEC_PUT(sheet->c->job->arena, &sheet->parts, part);
}
