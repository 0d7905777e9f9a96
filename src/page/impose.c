// In: pages. Out: sheets of two pages side by side, in the order in which a folder or a cutter
// expects them. Promises: every page stands once on one side of a sheet; its items keep their
// order and carry the number of their page, so that a reader of the file gets the issue in its
// own order; the boxes of a sheet are those of the two pages together.
#include "press.h"

#include "buf.h"
#include "vec.h"

#include <string.h>

struct imposer {
    struct pai_job *job;
    const struct pai_pages *pages;
    pai_len width; // of a page
    PAI_VEC(struct pai_page) sheets;
};

// One side of a sheet under construction.
struct side {
    PAI_VEC(struct pai_item) items;
    PAI_VEC(struct pai_page_line) lines;
    PAI_VEC(struct pai_part) parts;
    struct pai_buf label;
};

// Half of a side: at x, moved by creep towards the fold. The bleed of a page ends at the fold.
static void page_put(struct imposer *m, struct side *side, const struct pai_page *page,
                     bool right, pai_len creep) {
    struct pai_arena *arena = m->job->arena;
    pai_len x = right ? m->width - creep : creep;
    uint32_t first = side->items.n;
    for (uint32_t i = 0; i < page->item_count; i++) {
        struct pai_item moved = pai_item_moved(arena, &page->items[i], x, 0);
        PAI_VEC_PUT(arena, &side->items, moved);
    }
    for (uint32_t i = 0; i < page->line_count; i++) {
        struct pai_page_line line = page->lines[i];
        line.x += x;
        line.first_item += first;
        PAI_VEC_PUT(arena, &side->lines, line);
    }
    const struct pai_box *bleed = &page->bleed;
    struct pai_part part = {page->number, first, side->items.n, *bleed};
    part.clip.x = right ? m->width : bleed->x;
    part.clip.width = bleed->width + bleed->x; // the bleed on one side only
    PAI_VEC_PUT(arena, &side->parts, part);
    pai_buf_fmt(&side->label, side->label.n > 0 ? ", %u" : "%u", page->number);
}

static const struct pai_page *page_at(const struct imposer *m, uint32_t number) {
    return number >= 1 && number <= m->pages->n ? &m->pages->v[number - 1] : NULL;
}

// A side with the pages of these numbers (0, or beyond the last: blank).
static void side_put(struct imposer *m, uint32_t left, uint32_t right, pai_len creep) {
    struct side side = {.label = pai_buf_make(m->job->arena)};
    const struct pai_page *halves[2] = {page_at(m, left), page_at(m, right)};
    const struct pai_page *like = &m->pages->v[0];
    for (int i = 0; i < 2; i++) {
        if (halves[i]) {
            page_put(m, &side, halves[i], i == 1, creep);
        }
    }
    struct pai_page sheet = {
        .number = m->sheets.n + 1,
        .label = side.label.n > 0 ? side.label.s : "-",
        .trim = like->trim,
        .bleed = like->bleed,
        .items = side.items.v,
        .item_count = side.items.n,
        .lines = side.lines.v,
        .line_count = side.lines.n,
        .parts = side.parts.v,
        .part_count = side.parts.n,
    };
    sheet.trim.width += m->width;
    sheet.bleed.width += m->width;
    sheet.media = sheet.bleed;
    PAI_VEC_PUT(m->job->arena, &m->sheets, sheet);
}

// n sheets nested in each other: front and back of the outermost, then the next.
static void booklet(struct imposer *m, pai_len creep) {
    uint32_t sheets = (m->pages->n + 3) / 4, all = 4 * sheets;
    for (uint32_t k = 0; k < sheets; k++) {
        pai_len in = (pai_len)k * creep;
        side_put(m, all - 2 * k, 2 * k + 1, in);
        side_put(m, 2 * k + 2, all - 2 * k - 1, in);
    }
}

// The left halves of all sheets, front and back, are the first half of the issue. The back of a
// left half lies on the right.
static void two_up(struct imposer *m) {
    uint32_t sheets = (m->pages->n + 3) / 4, half = 2 * sheets;
    for (uint32_t k = 0; k < sheets; k++) {
        side_put(m, 2 * k + 1, half + 2 * k + 1, 0);
        side_put(m, half + 2 * k + 2, 2 * k + 2, 0);
    }
}

// Page one is a right-hand page.
static void proof(struct imposer *m) {
    for (uint32_t left = 0; left <= m->pages->n; left += 2) {
        side_put(m, left, left + 1, 0);
    }
}

const struct pai_pages *pai_impose(struct pai_job *job, const struct pai_pages *pages,
                                   enum pai_impose how, pai_len creep) {
    if (how == PAI_IMPOSE_NONE || pages->n == 0) {
        return pages;
    }
    struct imposer m = {.job = job, .pages = pages, .width = pages->v[0].trim.width};
    if (how == PAI_IMPOSE_BOOKLET) {
        booklet(&m, creep);
    } else if (how == PAI_IMPOSE_2UP) {
        two_up(&m);
    } else {
        proof(&m);
    }
    struct pai_pages *out = PAI_NEW(job->arena, struct pai_pages);
    *out = *pages;
    out->v = m.sheets.v;
    out->n = m.sheets.n;
    return out;
}
