// In: a page. Out: its picture. Promised: glyphs by id with the outlines that HarfBuzz reads
// from the very face that the PDF embeds, unhinted, each at its own place to a 256th of a
// pixel; rules begin and end at whole pixels and never vanish; nothing of the machine (fonts,
// screen, settings of a desktop) has a say; what a page of a sheet would print beyond the fold
// is cut there.
//
// Outlines come from HarfBuzz and not from FreeType: the face is open there already, for CFF
// with CIDs and TrueType alike, and what the shaper measured is what is drawn.
#include "raster.h"

#include "face.h"
#include "raster_image.h"

#include <math.h>

// Where glyphs are drawn: font units to pixels.
struct pen {
    const struct pai_cairo *cairo;
    cairo_t *cr;
    double x, y, scale; // of the glyph's origin
};

// ---- outlines ----

static double pen_x(const struct pen *pen, float x) {
    return pen->x + (double)x * pen->scale;
}

static double pen_y(const struct pen *pen, float y) {
    return pen->y - (double)y * pen->scale;
}

static void move_to(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float x, float y,
                    void *u) {
    struct pen *pen = data;
    (void)f, (void)s, (void)u;
    pen->cairo->move_to(pen->cr, pen_x(pen, x), pen_y(pen, y));
}

static void line_to(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float x, float y,
                    void *u) {
    struct pen *pen = data;
    (void)f, (void)s, (void)u;
    pen->cairo->line_to(pen->cr, pen_x(pen, x), pen_y(pen, y));
}

// Quadratic curves arrive as cubic ones: HarfBuzz raises them where no function takes them.
static void cubic_to(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float ax, float ay,
                     float bx, float by, float x, float y, void *u) {
    struct pen *pen = data;
    (void)f, (void)s, (void)u;
    pen->cairo->curve_to(pen->cr, pen_x(pen, ax), pen_y(pen, ay), pen_x(pen, bx),
                         pen_y(pen, by), pen_x(pen, x), pen_y(pen, y));
}

static void close_path(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, void *u) {
    struct pen *pen = data;
    (void)f, (void)s, (void)u;
    pen->cairo->close_path(pen->cr);
}

static hb_draw_funcs_t *funcs_make(void) {
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
    hb_draw_funcs_set_close_path_func(funcs, close_path, NULL, NULL);
    hb_draw_funcs_make_immutable(funcs);
    return funcs;
}

// ---- items ----

struct raster {
    const struct pai_cairo *cairo;
    cairo_t *cr;
    hb_draw_funcs_t *funcs;
    const struct pai_page *page;
    double scale; // pixels for 1/65536 pt
};

static double across(const struct raster *r, int64_t x) {
    return (double)(x - r->page->media.x) * r->scale;
}

static double down(const struct raster *r, int64_t y) {
    return (double)(y - r->page->media.y) * r->scale;
}

static void ink_use(const struct raster *r, const struct pai_ink *ink) {
    uint32_t rgb = pai_raster_rgb(ink);
    r->cairo->set_source_rgb(r->cr, (rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0,
                             (rgb & 255) / 255.0);
}

// All glyphs of an item are one path: marks that touch do not darken where they overlap.
static void glyphs_draw(const struct raster *r, const struct pai_glyphs *glyphs) {
    struct pen pen = {.cairo = r->cairo, .cr = r->cr};
    pen.scale = glyphs->size * r->scale / glyphs->face->upem;
    for (uint32_t i = 0; i < glyphs->n; i++) {
        pen.x = across(r, glyphs->v[i].x);
        pen.y = down(r, glyphs->v[i].y);
        hb_font_get_glyph_shape(glyphs->face->font, glyphs->v[i].glyph, r->funcs, &pen);
    }
    r->cairo->fill(r->cr);
}

// The whole pixels of an edge pair, at least one: a hairline must be seen, and a rule must not
// be grey at its edges.
static void snap(double from, double to, double *start, double *size) {
    *start = floor(from + 0.5);
    *size = floor(to + 0.5) - *start;
    *size = *size < 1 ? 1 : *size;
}

static void rule_draw(const struct raster *r, const struct pai_rule *rule) {
    double x, y, width, height;
    snap(across(r, rule->x), across(r, (int64_t)rule->x + rule->width), &x, &width);
    snap(down(r, rule->y), down(r, (int64_t)rule->y + rule->height), &y, &height);
    r->cairo->rectangle(r->cr, x, y, width, height);
    r->cairo->fill(r->cr);
}

// Its edges at whole pixels, as those of rules.
static void image_draw(const struct raster *r, const struct pai_picture *p) {
    double x, y, width, height;
    snap(across(r, p->x), across(r, (int64_t)p->x + p->width), &x, &width);
    snap(down(r, p->y), down(r, (int64_t)p->y + p->height), &y, &height);
    pai_raster_image(r->cairo, r->cr, p, x, y, width, height);
}

static void items_draw(const struct raster *r, uint32_t first, uint32_t end) {
    for (uint32_t i = first; i < end; i++) {
        const struct pai_item *item = &r->page->items[i];
        ink_use(r, item->ink);
        switch (item->kind) {
        case PAI_ITEM_GLYPHS:
            glyphs_draw(r, &item->u.glyphs);
            break;
        case PAI_ITEM_RULE:
            rule_draw(r, &item->u.rule);
            break;
        case PAI_ITEM_IMAGE:
            image_draw(r, &item->u.picture);
            break;
        case PAI_ITEM_LINK:
        case PAI_ITEM_TAG:
            break; // nothing to see
        }
    }
}

// A page of a sheet shows nothing beyond its place there (pdf_order.c).
static void part_draw(const struct raster *r, const struct pai_part *part) {
    const struct pai_box *clip = &part->clip;
    double x, y, width, height;
    snap(across(r, clip->x), across(r, (int64_t)clip->x + clip->width), &x, &width);
    snap(down(r, clip->y), down(r, (int64_t)clip->y + clip->height), &y, &height);
    r->cairo->save(r->cr);
    r->cairo->rectangle(r->cr, x, y, width, height);
    r->cairo->clip(r->cr);
    items_draw(r, part->first, part->end);
    r->cairo->restore(r->cr);
}

static void page_draw(const struct raster *r) {
    for (uint32_t i = 0; i < r->page->part_count; i++) {
        part_draw(r, &r->page->parts[i]);
    }
    if (r->page->part_count == 0) {
        items_draw(r, 0, r->page->item_count);
    }
}

// ---- the picture ----

static uint32_t pixels(pai_len len, uint32_t dpi) {
    int64_t unit = (int64_t)72 * PAI_PT;
    return (uint32_t)(((int64_t)len * dpi + unit - 1) / unit); // a part of a pixel is one
}

// Cairo's pixels are native 32-bit words; three bytes of each stay, in the same memory.
static void words_to_rgb(uint8_t *data, uint32_t width, uint32_t height) {
    uint8_t *to = data;
    for (size_t i = 0; i < (size_t)width * height; i++) {
        uint32_t word = ((const uint32_t *)(const void *)data)[i];
        *to++ = (uint8_t)(word >> 16);
        *to++ = (uint8_t)(word >> 8);
        *to++ = (uint8_t)word;
    }
}

static bool failed(struct pai_job *job, const struct pai_page *page, const char *why) {
    pai_diag(job, PAI_D_RASTER_FAILED, PAI_NO_SPAN,
             pai_arena_fmt(job->arena, "%u", page->number), why, NULL);
    return false;
}

bool pai_raster_page(struct pai_job *job, struct pai_arena *arena, const struct pai_page *page,
                     uint32_t dpi, struct pai_pixels *out) {
    uint32_t width = pixels(page->media.width, dpi), height = pixels(page->media.height, dpi);
    if (width == 0 || height == 0 || width > 32767 || height > 32767) { // cairo's limit
        return failed(job, page, "size");
    }
    struct pai_cairo cairo;
    if (!pai_cairo_open(&cairo)) {
        pai_diag(job, PAI_D_RASTER_NONE, PAI_NO_SPAN, NULL);
        return false;
    }
    uint8_t *data = pai_arena_array(arena, height, (size_t)width * 4);
    cairo_surface_t *surface = cairo.image_surface_create_for_data(
        data, CAIRO_FORMAT_RGB24, (int)width, (int)height, (int)width * 4);
    struct raster r = {&cairo, cairo.create(surface), funcs_make(), page,
                       dpi / (72.0 * PAI_PT)};
    cairo.set_source_rgb(r.cr, 1, 1, 1);
    cairo.paint(r.cr);
    page_draw(&r);
    cairo.surface_flush(surface);
    cairo_status_t status = cairo.status(r.cr);
    hb_draw_funcs_destroy(r.funcs);
    cairo.destroy(r.cr);
    cairo.surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS) {
        return failed(job, page, cairo.status_to_string(status));
    }
    words_to_rgb(data, width, height);
    *out = (struct pai_pixels){width, height, dpi, data};
    return true;
}
