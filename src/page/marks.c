// In: pages or sheets, and which marks the layout asks for. Out: the same on larger paper, with
// crop marks, fold marks, registration marks, a colour bar and a slug line around them.
// Promises: no mark touches the bleed; marks are artifacts, and printed on exactly the plates
// that the side uses (a side in black alone stays a side in black alone); nothing depends on a
// clock: the date is the issue's.
#include "press.h"

#include "composer.h"

#include "buf.h"

#include <string.h>

#define LINE   pai_len_mm(120)  // thickness of marks
#define LENGTH pai_len_mm(5000) // of crop marks
#define LEAST  pai_len_mm(3000) // from the trim to the marks, or the bleed if that is more
#define MARGIN pai_len_mm(7000) // beyond that, for all marks
#define CROSS  pai_len_mm(6000) // size of a registration mark
#define TARGET pai_len_mm(3000) // of the square in it
#define ASIDE  pai_len_mm(6000) // from a corner or a registration mark to bar and slug
#define PATCH  pai_len_mm(5000) // of the colour bar
#define SLUG   (7 * PAI_PT)
#define PLATES 32 // what one colour space of a PDF may hold (A-2 6.1.13)

// An ink that stands for a plate, and its name on the slug.
struct plate {
    const struct pai_ink *ink;
    const char *name;
};

struct marker {
    struct pai_composer c;
    const struct pai_pages *pages;
    const struct pai_page *page;
    struct pai_sheet out;
    struct plate plates[PLATES];
    uint32_t plate_count;
    const struct pai_ink *mark; // reaches all of them
    pai_len gap;                // from the trim to the marks
    pai_len across;             // width of a page on the sheet
};

static const struct pai_ink process[4] = {
    {.name = "cyan", .cmyk = {1000, 0, 0, 0}},
    {.name = "magenta", .cmyk = {0, 1000, 0, 0}},
    {.name = "yellow", .cmyk = {0, 0, 1000, 0}},
    {.name = "black", .cmyk = {0, 0, 0, 1000}},
};

// ---- plates ----

static void plate_put(struct marker *m, const struct pai_ink *ink, const char *name) {
    for (uint32_t i = 0; i < m->plate_count; i++) {
        if (strcmp(m->plates[i].name, name) == 0) {
            return;
        }
    }
    if (m->plate_count < PLATES) {
        m->plates[m->plate_count++] = (struct plate){ink, name};
    }
}

static const struct pai_ink *solid(struct marker *m, const struct pai_ink *ink) {
    struct pai_ink *copy = PAI_NEW(m->c.job->arena, struct pai_ink);
    *copy = *ink;
    copy->tint = 1000;
    return copy;
}

// The plates that the side needs: process plates in their order, then spot inks.
static void plates_find(struct marker *m) {
    static const char *const names[4] = {"青", "品红", "黄", "黑"};
    const struct pai_page *page = m->page;
    m->plate_count = 0;
    for (int k = 0; k < 4; k++) {
        for (uint32_t i = 0; i < page->item_count; i++) {
            if (pai_item_needs(&page->items[i], k)) {
                plate_put(m, &process[k], names[k]);
                break;
            }
        }
    }
    for (uint32_t i = 0; i < page->item_count; i++) {
        const struct pai_ink *ink = pai_item_spot(&page->items[i]);
        if (ink) {
            plate_put(m, solid(m, ink), ink->plate);
        }
    }
    if (m->plate_count == 0) {
        plate_put(m, &process[3], names[3]);
    }
}

// One ink on all plates of the side and on no other. The colour /All of PDF would make a plate
// of every process ink, also where there would be nothing on it but the marks.
static void mark_make(struct marker *m) {
    struct pai_arena *arena = m->c.job->arena;
    struct pai_ink *ink = PAI_NEW(arena, struct pai_ink);
    const struct pai_ink **spots = PAI_NEW_N(arena, const struct pai_ink *, m->plate_count);
    *ink = (struct pai_ink){
        .name = "registration", .kind = PAI_INK_MARKS, .tint = 1000, .spots = spots};
    for (uint32_t i = 0; i < m->plate_count; i++) {
        const struct pai_ink *plate = m->plates[i].ink;
        if (plate->kind == PAI_INK_SPOT) {
            spots[ink->spot_count++] = plate;
        }
        for (int k = 0; plate->kind == PAI_INK_PROCESS && k < 4; k++) {
            ink->cmyk[k] |= plate->cmyk[k];
        }
    }
    m->mark = m->plate_count > 1 ? ink : m->plates[0].ink;
}

// ---- drawing ----

static void box_put(struct marker *m, const char *name, const struct pai_ink *ink, int64_t x,
                    int64_t y, int64_t width, int64_t height) {
    struct pai_item *item = PAI_VEC_ADD(m->c.job->arena, &m->out.items);
    item->kind = PAI_ITEM_RULE;
    item->ink = ink;
    item->u.rule = (struct pai_rule){
        (pai_len)x, (pai_len)y, (pai_len)width, (pai_len)height, PAI_ROLE_COUNT, name,
    };
}

// On every plate.
static void line_put(struct marker *m, const char *name, int64_t x, int64_t y, int64_t width,
                     int64_t height) {
    box_put(m, name, m->mark, x, y, width, height);
}

// At the corners of the trim, off the bleed.
static void crop_put(struct marker *m) {
    const struct pai_box *trim = &m->page->trim;
    for (int right = 0; right < 2; right++) {
        for (int bottom = 0; bottom < 2; bottom++) {
            int64_t x = right ? trim->width : 0, y = bottom ? trim->height : 0;
            line_put(m, "crop-mark", right ? x + m->gap : x - m->gap - LENGTH, y - LINE / 2,
                     LENGTH, LINE);
            line_put(m, "crop-mark", x - LINE / 2, bottom ? y + m->gap : y - m->gap - LENGTH,
                     LINE, LENGTH);
        }
    }
}

// Where sheets of two pages are folded (dashed) or cut.
static void middle_put(struct marker *m, bool fold) {
    int64_t x = m->across - LINE / 2, height = m->page->trim.height;
    int64_t dash = fold ? LENGTH / 5 : LENGTH;
    for (int64_t at = 0; at + dash <= LENGTH; at += 2 * dash) {
        line_put(m, fold ? "fold-mark" : "crop-mark", x, -m->gap - LENGTH + at, LINE, dash);
        line_put(m, fold ? "fold-mark" : "crop-mark", x, height + m->gap + at, LINE, dash);
    }
}

static void target_put(struct marker *m, int64_t x, int64_t y) {
    int64_t half = CROSS / 2, square = TARGET / 2;
    line_put(m, "registration", x - half, y - LINE / 2, CROSS, LINE);
    line_put(m, "registration", x - LINE / 2, y - half, LINE, CROSS);
    line_put(m, "registration", x - square, y - square, TARGET, LINE);
    line_put(m, "registration", x - square, y + square - LINE, TARGET, LINE);
    line_put(m, "registration", x - square, y - square, LINE, TARGET);
    line_put(m, "registration", x + square - LINE, y - square, LINE, TARGET);
}

// In the middle of each side of each page.
static void registration_put(struct marker *m) {
    const struct pai_box *trim = &m->page->trim;
    int64_t off = m->gap + CROSS / 2;
    for (int64_t x = m->across / 2; x < trim->width; x += m->across) {
        target_put(m, x, -off);
        target_put(m, x, trim->height + off);
    }
    target_put(m, -off, trim->height / 2);
    target_put(m, trim->width + off, trim->height / 2);
}

// How much stands free between a corner and the registration mark.
static int64_t room(const struct marker *m) {
    return m->across / 2 - 2 * (int64_t)ASIDE;
}

// Solid and half of each plate.
static void bar_put(struct marker *m) {
    int64_t size = room(m) / (2 * (int64_t)m->plate_count);
    int64_t y = m->page->trim.height + m->gap;
    size = size > PATCH ? PATCH : size;
    for (uint32_t i = 0; size > 0 && i < m->plate_count; i++) {
        struct pai_ink *half = PAI_NEW(m->c.job->arena, struct pai_ink);
        *half = *m->plates[i].ink;
        half->tint = half->tint / 2;
        for (int k = 0; half->kind == PAI_INK_PROCESS && k < 4; k++) {
            half->cmyk[k] = half->cmyk[k] / 2;
        }
        int64_t x = ASIDE + 2 * i * size;
        box_put(m, "colour-bar", m->plates[i].ink, x, y, size, size);
        box_put(m, "colour-bar", half, x + size, y, size, size);
    }
}

// ---- the slug line ----

// Sets a text at x above the page; returns its width.
static int64_t text_put(struct marker *m, const char *s, int64_t x, const struct pai_ink *ink) {
    struct pai_joined j = pai_joined_make(m->c.job->arena);
    pai_joined_str(&j, s);
    struct pai_setting set =
        pai_set_spread(&m->c, pai_joined_text(&j), PAI_ROLE_FOLIO, SLUG, 0, SLUG / 2);
    struct pai_line_id id = {-1, -1, 0};
    uint32_t first = m->out.items.n;
    pai_sheet_line(&m->out, &set, 0, id, (pai_len)x, -m->gap - SLUG / 2);
    for (uint32_t k = first; k < m->out.items.n; k++) {
        m->out.items.v[k].ink = ink;
        m->out.items.v[k].span = PAI_NO_SPAN;
    }
    return set.measure;
}

// The title, cut where it would take more than `most` characters.
static void title_put(struct pai_buf *out, const char *title, uint32_t most) {
    uint32_t n = 0;
    for (const char *s = title; *s != '\0'; s++) {
        n += ((unsigned char)*s & 0xC0) != 0x80;
        if (n > most) {
            pai_buf_str(out, "…");
            return;
        }
        pai_buf_byte(out, *s);
    }
}

// 第 4、1 页: one page, or those of a sheet from left to right.
static void page_numbers_put(const struct marker *m, struct pai_buf *out) {
    const struct pai_page *page = m->page;
    pai_buf_str(out, "第 ");
    if (page->label && page->part_count == 0) {
        pai_buf_str(out, page->label);
    } else if (page->part_count == 0) {
        pai_buf_fmt(out, "%u", page->number);
    }
    for (uint32_t i = 0; i < page->part_count; i++) {
        pai_buf_fmt(out, i > 0 ? "、%u" : "%u", page->parts[i].number);
    }
    pai_buf_str(out, " 页");
}

// On the other side of the registration mark: which sheet this is, for those who turn it over.
static void sheet_put(struct marker *m) {
    bool proof = m->c.layout->sheet.impose == PAI_IMPOSE_PROOF;
    uint32_t number = proof ? m->page->number : (m->page->number + 1) / 2;
    const char *side = proof ? "" : m->page->number % 2 == 1 ? "　正面" : "　反面";
    struct pai_buf text = pai_buf_make(m->c.job->arena);
    pai_buf_fmt(&text, "第 %u 张%s", number, side);
    text_put(m, text.s, m->across / 2 + ASIDE, m->mark);
}

// 题名 日期 第几页, then the name of each plate in its own ink, so that a plate shows its own.
static void slug_put(struct marker *m) {
    const struct pai_pages *pages = m->pages;
    struct pai_buf text = pai_buf_make(m->c.job->arena);
    int64_t x = ASIDE, end = ASIDE + room(m);
    uint32_t names = 0;
    for (uint32_t i = 0; i < m->plate_count; i++) {
        names += (uint32_t)strlen(m->plates[i].name) / 3 + 2;
    }
    int64_t most = room(m) / SLUG - names - 14; // 14: date and page
    title_put(&text, pages->title ? pages->title : "", most > 0 ? (uint32_t)most : 0);
    if (pages->year > 0) {
        pai_buf_fmt(&text, "%s%d年%d月%d日", text.n > 0 ? "　" : "", (int)pages->year,
                    (int)pages->month, (int)pages->day);
    }
    pai_buf_str(&text, text.n > 0 ? "　" : "");
    page_numbers_put(m, &text);
    x += text_put(m, text.s, x, m->mark) + SLUG;
    for (uint32_t i = 0; i < m->plate_count && x + 2 * SLUG < end; i++) {
        x += text_put(m, m->plates[i].name, x, m->plates[i].ink) + SLUG;
    }
    if (m->page->trim.width > m->across) {
        sheet_put(m);
    }
}

// ---- pages ----

static void marks_put(struct marker *m, const struct pai_page *page) {
    const struct pai_layout *l = m->c.layout;
    m->page = page;
    m->across = l->paper.width;
    m->out = (struct pai_sheet){.c = &m->c};
    plates_find(m);
    mark_make(m);
    if (l->sheet.crop) {
        crop_put(m);
    }
    if (page->trim.width > m->across && (l->sheet.crop || l->sheet.registration)) {
        middle_put(m, l->sheet.impose != PAI_IMPOSE_2UP);
    }
    if (l->sheet.registration) {
        registration_put(m);
    }
    if (l->sheet.bar) {
        bar_put(m);
    }
    if (l->sheet.slug) {
        slug_put(m);
    }
}

static const struct pai_item *items_join(struct marker *m, const struct pai_page *page,
                                         uint32_t *count) {
    uint32_t n = page->item_count, more = m->out.items.n;
    struct pai_item *v = PAI_NEW_N(m->c.job->arena, struct pai_item, (size_t)n + more + 2);
    if (n > 0) {
        memcpy(v, page->items, n * sizeof *v);
    }
    v[n] = (struct pai_item){.kind = PAI_ITEM_TAG, .u.tag.tag = PAI_TAG_ARTIFACT};
    if (more > 0) {
        memcpy(v + n + 1, m->out.items.v, more * sizeof *v);
    }
    v[n + 1 + more] = (struct pai_item){.kind = PAI_ITEM_TAG, .u.tag.tag = PAI_TAG_END};
    *count = n + more + 2;
    return v;
}

static struct pai_page page_make(struct marker *m, const struct pai_page *page) {
    struct pai_page out = *page;
    pai_len margin = m->gap + MARGIN;
    marks_put(m, page);
    out.items = items_join(m, page, &out.item_count);
    out.media = (struct pai_box){-margin, -margin, page->trim.width + 2 * margin,
                                 page->trim.height + 2 * margin};
    if (page->parts) {
        struct pai_part *parts =
            PAI_NEW_N(m->c.job->arena, struct pai_part, (size_t)page->part_count + 1);
        memcpy(parts, page->parts, page->part_count * sizeof *parts);
        parts[page->part_count] =
            (struct pai_part){0, page->item_count, out.item_count, out.media};
        out.parts = parts;
        out.part_count = page->part_count + 1;
    }
    return out;
}

const struct pai_pages *pai_marks(struct pai_job *job, const struct pai_pages *pages,
                                  const struct pai_layout *layout, struct pai_fontset *fonts) {
    bool any = layout->sheet.crop || layout->sheet.registration || layout->sheet.bar ||
               layout->sheet.slug;
    if (!any || pages->n == 0) {
        return pages;
    }
    struct marker m = {
        .c = {.job = job, .layout = layout, .fonts = fonts, .black = &process[3]},
        .pages = pages,
        .gap = layout->paper.bleed > LEAST ? layout->paper.bleed : LEAST,
    };
    struct pai_page *v = PAI_NEW_N(job->arena, struct pai_page, pages->n);
    for (uint32_t i = 0; i < pages->n; i++) {
        v[i] = page_make(&m, &pages->v[i]);
    }
    struct pai_pages *out = PAI_NEW(job->arena, struct pai_pages);
    *out = *pages;
    out->v = v;
    return out;
}
