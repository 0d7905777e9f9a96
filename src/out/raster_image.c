// Images on a picture of a page. In: an image and its place in pixels. Out: it is drawn there,
// upright, in the colours that are printed. Promised: what is decoded is forgotten before the
// next one.
#include "raster_image.h"

#include "image_samples.h"

// What the black plate alone shows (the luma of ITU-R BT.709).
static uint32_t grey_of(const uint8_t *rgb) {
    return (rgb[0] * 2126u + rgb[1] * 7152u + rgb[2] * 722u + 5000u) / 10000u;
}

// RGB to cairo's words.
static uint32_t *words_of(struct pai_arena *arena, const struct pai_samples *s, bool grey) {
    size_t n = (size_t)s->width * s->height;
    uint32_t *words = pai_arena_array(arena, n, sizeof *words);
    for (size_t i = 0; i < n; i++) {
        const uint8_t *rgb = s->v + 3 * i;
        words[i] = grey ? grey_of(rgb) * 0x010101u
                        : (uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2];
    }
    return words;
}

void pai_raster_image(const struct pai_cairo *cairo, cairo_t *cr,
                      const struct pai_picture *picture, double x, double y, double width,
                      double height) {
    struct pai_arena *scratch = pai_arena_open(NULL);
    struct pai_samples s;
    if (pai_image_screen(scratch, picture->image, &s)) {
        uint32_t *words = words_of(scratch, &s, picture->colour == PAI_PICTURE_GREY);
        cairo_surface_t *surface =
            cairo->image_surface_create_for_data((unsigned char *)words, CAIRO_FORMAT_RGB24,
                                                 (int)s.width, (int)s.height, (int)s.width * 4);
        cairo->save(cr);
        cairo->translate(cr, x, y);
        cairo->scale(cr, width / s.width, height / s.height);
        cairo->set_source_surface(cr, surface, 0, 0);
        cairo->pattern_set_filter(cairo->get_source(cr), CAIRO_FILTER_GOOD);
        cairo->pattern_set_extend(cairo->get_source(cr), CAIRO_EXTEND_PAD);
        cairo->rectangle(cr, 0, 0, s.width, s.height);
        cairo->fill(cr);
        cairo->restore(cr);
        cairo->surface_destroy(surface);
    }
    pai_arena_close(scratch);
}
