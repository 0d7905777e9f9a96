// In: the footer's blocks, distribution, credits and print run. Out: the footer (报尾,
// typography 1.7 and 2.3), built first, measured, and pinned so that the bottom edge of its
// last block is the bottom of the type area.
#include "build.h"

struct pai_footer {
    struct pai_built built;
    pai_len height; // 0: there is none
};

struct pai_footer *pai_footer_make(struct pai_composer *c) {
    struct pai_footer *f = PAI_NEW(c->job->arena, struct pai_footer);
    struct pai_scene scene = {.c = c};
    int64_t end = 0;
    f->built = pai_blocks_build(&scene, &c->layout->blocks[PAI_PART_OF_footer],
                                c->layout->area.width, 0, &end);
    f->height = f->built.says ? f->built.height : 0;
    return f;
}

pai_len pai_footer_height(const struct pai_footer *f) {
    return f->height;
}

struct pai_span pai_footer_span(const struct pai_composer *c) {
    const struct pai_doc *doc = c->doc;
    if (c->ask != NULL && c->ask->of_layout) {
        return c->layout->part_place[PAI_PART_OF_footer];
    }
    if (doc->distribution_count > 0) {
        const struct pai_distribution *d = &doc->distribution[0];
        return pai_text_span(d->label.len > 0 ? &d->label : &d->to, 0, 1);
    }
    return doc->credit_count > 0 ? pai_text_span(&doc->credits[0].label, 0, 1) : doc->start;
}

void pai_footer_put(struct pai_sheet *sheet, const struct pai_footer *f) {
    const struct pai_layout *l = sheet->c->layout;
    if (f->height == 0) {
        return;
    }
    pai_sheet_tag(sheet, PAI_TAG_DIV, 0);
    struct pai_box frame = {0, l->area.top, l->paper.width, l->area.height};
    pai_built_put(sheet, &f->built, sheet->left, l->area.top + l->area.height - f->height,
                  frame, false);
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
}
