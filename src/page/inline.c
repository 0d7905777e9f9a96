// Elements within a line. In: the line that was put last, as items of the sheet. Out: the same
// items, divided where an element begins or ends, with its tags between them. Promise: glyphs
// keep their places and their order.
#include "composer.h"

// The items of the line are taken out and put back one by one.
struct pai_items {
    const struct pai_item *v;
    uint32_t n;
};

static struct pai_items line_take(struct pai_sheet *sheet, const struct pai_page_line *line) {
    uint32_t n = line->item_count;
    struct pai_item *v = PAI_NEW_N(sheet->c->job->arena, struct pai_item, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) {
        v[i] = sheet->items.v[line->first_item + i];
    }
    sheet->items.n = line->first_item;
    return (struct pai_items){v, n};
}

// Glyphs first .. end of an item, if there are any.
static void some_put(struct pai_sheet *sheet, const struct pai_item *whole, uint32_t first,
                     uint32_t end) {
    if (first < end) {
        struct pai_item *item = PAI_VEC_ADD(sheet->c->job->arena, &sheet->items);
        *item = *whole;
        item->u.glyphs.v += first;
        item->u.glyphs.n = end - first;
    }
}

static void retag(struct pai_sheet *sheet, enum pai_tag tag, uint32_t id) {
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
    pai_sheet_tag(sheet, tag, id);
}

void pai_sheet_retag(struct pai_sheet *sheet, uint32_t at, enum pai_tag tag, uint32_t id) {
    struct pai_page_line *line = &sheet->lines.v[sheet->lines.n - 1];
    struct pai_items old = line_take(sheet, line);
    bool done = false;
    for (uint32_t i = 0; i < old.n; i++) {
        const struct pai_glyphs *g = &old.v[i].u.glyphs;
        uint32_t k = 0;
        if (old.v[i].kind != PAI_ITEM_GLYPHS) {
            PAI_VEC_PUT(sheet->c->job->arena, &sheet->items, old.v[i]);
            continue;
        }
        while (!done && k < g->n && g->v[k].text < at) {
            k++;
        }
        some_put(sheet, &old.v[i], 0, k);
        if (!done && k < g->n) {
            retag(sheet, tag, id);
            done = true;
        }
        some_put(sheet, &old.v[i], k, g->n);
    }
    if (!done) {
        retag(sheet, tag, id);
    }
    line->item_count = sheet->items.n - line->first_item;
}

// ---- links ----

static void link_put(struct pai_sheet *sheet, const struct pai_link *link,
                     const struct pai_ink *ink, struct pai_span span) {
    struct pai_item *item = PAI_VEC_ADD(sheet->c->job->arena, &sheet->items);
    item->kind = PAI_ITEM_LINK;
    item->ink = ink; // so that what is left out with its text is left out too
    item->span = span;
    item->u.link = *link;
}

void pai_sheet_leads(struct pai_sheet *sheet, const struct pai_box *box, uint32_t article) {
    struct pai_link link = {box->x, box->y, box->width, box->height, NULL, (int32_t)article};
    link_put(sheet, &link, sheet->c->black, PAI_NO_SPAN);
}

// A walk along the line with the address that is open, NULL if none is.
struct walk {
    struct pai_sheet *sheet;
    const struct pai_setting *s;
    const struct pai_address *open;
    struct pai_link link; // as far as its text was put
};

static const struct pai_address *address_at(const struct pai_setting *s,
                                            const struct pai_glyphs *g, uint32_t k) {
    for (uint32_t i = 0; g->text == s->text.s && i < s->address_count; i++) {
        const struct pai_address *a = &s->addresses[i];
        if (g->v[k].text >= a->first && g->v[k].text < a->end) {
            return a;
        }
    }
    return NULL;
}

static void link_end(struct walk *w) {
    if (w->open != NULL) {
        const struct pai_page_line *line = &w->sheet->lines.v[w->sheet->lines.n - 1];
        link_put(w->sheet, &w->link, w->s->style->ink, line->span);
        pai_sheet_tag(w->sheet, PAI_TAG_END, 0);
        w->open = NULL;
    }
}

// Before glyph k of an item.
static void link_turn(struct walk *w, const struct pai_address *a, const struct pai_glyphs *g,
                      uint32_t k) {
    link_end(w);
    w->open = a;
    if (a != NULL) {
        pai_len above = (pai_len)pai_muldiv(g->size, 88, 100);
        pai_sheet_tag(w->sheet, PAI_TAG_LINK, a->id);
        w->link = (struct pai_link){g->v[k].x, g->v[k].y - above, 0, g->size, a->uri, -1};
    }
}

static void item_walk(struct walk *w, const struct pai_item *item) {
    const struct pai_glyphs *g = &item->u.glyphs;
    uint32_t from = 0;
    for (uint32_t k = 0; k < g->n; k++) {
        const struct pai_address *a = address_at(w->s, g, k);
        if (a != w->open) {
            some_put(w->sheet, item, from, k);
            from = k;
            link_turn(w, a, g, k);
        }
        if (a != NULL) {
            w->link.width = g->v[k].x + g->v[k].advance - w->link.x;
        }
    }
    some_put(w->sheet, item, from, g->n);
}

void pai_sheet_links(struct pai_sheet *sheet, const struct pai_setting *s) {
    if (s->address_count == 0) {
        return;
    }
    struct pai_page_line *line = &sheet->lines.v[sheet->lines.n - 1];
    struct pai_items old = line_take(sheet, line);
    struct walk w = {.sheet = sheet, .s = s};
    for (uint32_t i = 0; i < old.n; i++) {
        item_walk(&w, &old.v[i]); // all are glyphs yet
    }
    link_end(&w);
    line->item_count = sheet->items.n - line->first_item;
}
