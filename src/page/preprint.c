// In: pages some of whose ink is on the paper already (套打: a red head printed in advance).
// Out: pages of the rest, or a page that shows how paper and print lie on each other. Promises:
// no item in a pre-printed ink is left; what remains keeps its order and its place relative to
// the others; a line whose glyphs are left out stays in the list of lines, without items.
#include "press.h"

#include "vec.h"

#define HAIR   pai_len_mm(200) // of frames
#define SCALE  5               // mm to each side
#define TICK   pai_len_mm(2000)
#define SHORT  pai_len_mm(1200)
#define DARKER 5 // each so many ticks a long one

static bool is_left_out(const struct pai_item *item) {
    return item->ink && item->ink->kind == PAI_INK_PREPRINTED && item->kind != PAI_ITEM_TAG;
}

struct page_maker {
    struct pai_arena *arena;
    pai_len x, y;
    PAI_VEC(struct pai_item) items;
};

// Copies what is printed, moved. at[i] is the new number of item i.
static void items_copy(struct page_maker *m, const struct pai_page *page, uint32_t *at) {
    for (uint32_t i = 0; i < page->item_count; i++) {
        at[i] = m->items.n;
        if (!is_left_out(&page->items[i])) {
            struct pai_item moved = pai_item_moved(m->arena, &page->items[i], m->x, m->y);
            PAI_VEC_PUT(m->arena, &m->items, moved);
        }
    }
    at[page->item_count] = m->items.n;
}

static void page_copy(struct page_maker *m, const struct pai_page *page, struct pai_page *out) {
    uint32_t *at = PAI_NEW_N(m->arena, uint32_t, (size_t)page->item_count + 1);
    m->items.v = NULL;
    m->items.n = m->items.cap = 0;
    items_copy(m, page, at);
    struct pai_page_line *lines =
        PAI_NEW_N(m->arena, struct pai_page_line, (size_t)page->line_count + 1);
    for (uint32_t i = 0; i < page->line_count; i++) {
        uint32_t first = page->lines[i].first_item, end = first + page->lines[i].item_count;
        lines[i] = page->lines[i];
        lines[i].x += m->x;
        lines[i].baseline += m->y;
        lines[i].first_item = at[first];
        lines[i].item_count = at[end] - at[first];
    }
    *out = *page;
    out->lines = lines;
    out->items = m->items.v;
    out->item_count = m->items.n;
}

static struct pai_pages *pages_like(struct pai_job *job, const struct pai_pages *pages,
                                    struct pai_page *v, uint32_t n) {
    struct pai_pages *out = PAI_NEW(job->arena, struct pai_pages);
    *out = *pages;
    out->v = v;
    out->n = n;
    return out;
}

const struct pai_pages *pai_preprint(struct pai_job *job, const struct pai_pages *pages,
                                     pai_len x, pai_len y) {
    struct page_maker m = {.arena = job->arena, .x = x, .y = y};
    struct pai_page *v = PAI_NEW_N(job->arena, struct pai_page, (size_t)pages->n + 1);
    for (uint32_t i = 0; i < pages->n; i++) {
        page_copy(&m, &pages->v[i], &v[i]);
    }
    return pages_like(job, pages, v, pages->n);
}

// ---- the page for positioning ----

static const struct pai_ink black = {.name = "black", .cmyk = {0, 0, 0, 1000}};

static void rule_put(struct page_maker *m, int64_t x, int64_t y, int64_t width,
                     int64_t height) {
    struct pai_item *item = PAI_VEC_ADD(m->arena, &m->items);
    item->kind = PAI_ITEM_RULE;
    item->ink = &black;
    item->u.rule = (struct pai_rule){
        (pai_len)x, (pai_len)y, (pai_len)width, (pai_len)height, PAI_ROLE_COUNT, "position",
    };
}

// Around a rectangle, outside it: what is printed there stays to be seen.
static void frame_put(struct page_maker *m, int64_t x, int64_t y, int64_t width,
                      int64_t height) {
    rule_put(m, x - HAIR, y - HAIR, width + 2 * HAIR, HAIR);
    rule_put(m, x - HAIR, y + height, width + 2 * HAIR, HAIR);
    rule_put(m, x - HAIR, y, HAIR, height);
    rule_put(m, x + width, y, HAIR, height);
}

// Ticks of a millimetre around a corner, along both edges that meet there.
static void scale_put(struct page_maker *m, int64_t x, int64_t y) {
    for (int mm = -SCALE; mm <= SCALE; mm++) {
        pai_len off = pai_len_mm(1000 * mm) - HAIR / 2;
        pai_len length = mm % DARKER == 0 ? TICK : SHORT;
        rule_put(m, x + off, y - TICK - length, HAIR, length);
        rule_put(m, x - TICK - length, y + off, length, HAIR);
    }
}

static void marks_put(struct page_maker *m, const struct pai_page *page) {
    for (uint32_t i = 0; i < page->line_count; i++) {
        const struct pai_page_line *l = &page->lines[i];
        if (l->ink && l->ink->kind == PAI_INK_PREPRINTED) {
            int64_t top = l->baseline - pai_muldiv(l->size, 88, 100);
            frame_put(m, (int64_t)l->x + m->x, top + m->y, l->width, l->size);
            scale_put(m, (int64_t)l->x + m->x, top + m->y);
        }
    }
    for (uint32_t i = 0; i < page->item_count; i++) {
        const struct pai_rule *r = &page->items[i].u.rule;
        if (page->items[i].kind == PAI_ITEM_RULE && is_left_out(&page->items[i])) {
            frame_put(m, (int64_t)r->x + m->x, (int64_t)r->y + m->y, r->width, r->height);
            scale_put(m, (int64_t)r->x + m->x, (int64_t)r->y + m->y);
        }
        const struct pai_picture *p = &page->items[i].u.picture;
        if (page->items[i].kind == PAI_ITEM_IMAGE && is_left_out(&page->items[i])) {
            frame_put(m, (int64_t)p->x + m->x, (int64_t)p->y + m->y, p->width, p->height);
            scale_put(m, (int64_t)p->x + m->x, (int64_t)p->y + m->y);
        }
    }
}

const struct pai_pages *pai_position(struct pai_job *job, const struct pai_pages *pages,
                                     pai_len x, pai_len y) {
    struct page_maker m = {.arena = job->arena, .x = x, .y = y};
    struct pai_page *v = PAI_NEW_N(job->arena, struct pai_page, 1);
    if (pages->n == 0) {
        return pages;
    }
    page_copy(&m, &pages->v[0], v);
    struct pai_item tag = {.kind = PAI_ITEM_TAG, .u.tag.tag = PAI_TAG_ARTIFACT};
    PAI_VEC_PUT(m.arena, &m.items, tag);
    marks_put(&m, &pages->v[0]);
    tag.u.tag.tag = PAI_TAG_END;
    PAI_VEC_PUT(m.arena, &m.items, tag);
    v->items = m.items.v;
    v->item_count = m.items.n;
    return pages_like(job, pages, v, 1);
}
