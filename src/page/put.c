// In: set lines, rules and tags with their places on a page. Out: items of the display list and
// the lines that the dump tells.
#include "composer.h"

#include <string.h>

// The bytes of text that glyph i of a run's part stands for: from its cluster to the next
// cluster of the run.
static uint32_t cluster_end(const struct pai_run *run, uint32_t i) {
    uint32_t at = run->glyphs[i].cluster;
    for (uint32_t k = i + 1; k < run->count; k++) {
        if (run->glyphs[k].cluster > at) {
            return run->glyphs[k].cluster;
        }
    }
    return run->end;
}

// How a hyphen that the bulletin does not have reads: as a soft one, which readers leave out
// when they copy the word (ISO 32000-1 14.8.2.2.3).
#define SOFT_HYPHEN "\xC2\xAD"

static void put_part(struct pai_sheet *sheet, const struct pai_setting *s,
                     const struct pai_line_part *part, struct pai_span span, pai_len x,
                     pai_len y) {
    const struct pai_run *run = part->run;
    struct pai_put *v = PAI_NEW_N(sheet->c->job->arena, struct pai_put, part->count);
    for (uint32_t i = 0; i < part->count; i++) {
        const struct pai_glyph *g = &run->glyphs[part->first + i];
        bool first = i == 0 || run->glyphs[part->first + i - 1].cluster != g->cluster;
        v[i] = (struct pai_put){
            .glyph = g->id,
            .x = x + part->x[i],
            .y = y - g->dy,
            .advance = g->advance,
            .text = g->cluster,
            .length = first ? cluster_end(run, part->first + i) - g->cluster : 0,
        };
    }
    if (part->hyphen) {
        v[0].text = 0;
        v[0].length = sizeof SOFT_HYPHEN - 1;
    }
    struct pai_item *item = PAI_VEC_ADD(sheet->c->job->arena, &sheet->items);
    item->kind = PAI_ITEM_GLYPHS;
    item->ink = s->style->ink;
    item->span = span;
    item->u.glyphs = (struct pai_glyphs){
        run->face, run->size, part->hyphen ? SOFT_HYPHEN : s->text.s, v, part->count};
}

static const struct pai_page_adjust *adjusts(struct pai_sheet *sheet,
                                             const struct pai_line *l) {
    struct pai_page_adjust *a =
        PAI_NEW_N(sheet->c->job->arena, struct pai_page_adjust, l->adjust_count);
    for (uint32_t i = 0; i < l->adjust_count; i++) {
        a[i] = (struct pai_page_adjust){pai_why_name(l->adjust[i].why), l->adjust[i].sum,
                                        l->adjust[i].count};
    }
    return a;
}

// The face that a line is said to be in: that of most of its glyphs.
static const struct pai_face *main_face(const struct pai_line *l) {
    const struct pai_face *face = NULL;
    uint32_t best = 0;
    for (uint32_t i = 0; i < l->part_count; i++) {
        uint32_t n = 0;
        for (uint32_t k = 0; k < l->part_count; k++) {
            n += l->parts[k].run->face == l->parts[i].run->face ? l->parts[k].count : 0;
        }
        if (n > best) {
            best = n;
            face = l->parts[i].run->face;
        }
    }
    return face;
}

static bool flush(enum pai_layout_align align) {
    return align == PAI_ALIGN_JUSTIFY || align == PAI_ALIGN_LEFT;
}

void pai_sheet_line(struct pai_sheet *sheet, const struct pai_setting *s, uint32_t line,
                    struct pai_line_id id, pai_len x, pai_len y) {
    const struct pai_line *l = &s->lines.v[line];
    struct pai_span span = pai_text_span(&s->text, l->first, l->end - l->first);
    uint32_t first = sheet->items.n;
    for (uint32_t i = 0; i < l->part_count; i++) {
        if (l->parts[i].count > 0) {
            put_part(sheet, s, &l->parts[i], span, x, y);
        }
    }
    struct pai_page_line *out = PAI_VEC_ADD(sheet->c->job->arena, &sheet->lines);
    *out = (struct pai_page_line){
        .role = s->role,
        .article = id.article,
        .paragraph = id.paragraph,
        .line = id.line,
        .last = l->last,
        .text = s->text.s + l->first,
        .text_len = l->end - l->first,
        .x = x + l->x,
        .baseline = y,
        .width = l->width,
        // The room that this line had: an indented line's measure begins at its indent.
        .measure = flush(s->style->align) ? s->measure - l->x : s->measure,
        .face = main_face(l),
        .size = l->part_count > 0 ? l->parts[0].run->em : s->style->size,
        .ink = s->style->ink,
        .adjust = adjusts(sheet, l),
        .adjust_count = l->adjust_count,
        .first_item = first,
        .item_count = sheet->items.n - first,
        .span = span,
    };
    pai_sheet_links(sheet, s);
}

void pai_sheet_rule(struct pai_sheet *sheet, const char *name, const struct pai_ink *ink,
                    pai_len x, pai_len y, pai_len width, pai_len thickness) {
    pai_sheet_tag(sheet, PAI_TAG_ARTIFACT, 0);
    struct pai_item *item = PAI_VEC_ADD(sheet->c->job->arena, &sheet->items);
    item->kind = PAI_ITEM_RULE;
    item->ink = ink;
    item->u.rule = (struct pai_rule){x, y, width, thickness, PAI_ROLE_COUNT, name};
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
}

void pai_sheet_tag(struct pai_sheet *sheet, enum pai_tag tag, uint32_t id) {
    struct pai_item *item = PAI_VEC_ADD(sheet->c->job->arena, &sheet->items);
    item->kind = PAI_ITEM_TAG;
    item->ink = sheet->c->black;
    item->u.tag.tag = tag;
    item->u.tag.id = id;
}

void pai_sheet_picture(struct pai_sheet *sheet, const struct pai_picture *picture,
                       const struct pai_ink *ink, enum pai_tag tag, const char *alt) {
    pai_sheet_tag(sheet, tag, 0);
    sheet->items.v[sheet->items.n - 1].u.tag.alt = tag == PAI_TAG_FIGURE ? alt : NULL;
    sheet->items.v[sheet->items.n - 1].span = picture->image->span;
    struct pai_item *item = PAI_VEC_ADD(sheet->c->job->arena, &sheet->items);
    item->kind = PAI_ITEM_IMAGE;
    item->ink = ink;
    item->span = picture->image->span;
    item->u.picture = *picture;
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
}
