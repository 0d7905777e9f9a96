// In: an image that was found whole. Out: its samples, as they are stored or upright on a
// screen. Promised: the same samples each time; no floating point.
#include "image_file.h"

uint32_t pai_samples_components(enum pai_image_space space) {
    return space == PAI_IMAGE_GREY ? 1 : space == PAI_IMAGE_RGB ? 3 : 4;
}

bool pai_image_samples(struct pai_arena *arena, const struct pai_image *image,
                       struct pai_samples *out) {
    return image->kind == PAI_IMAGE_JPEG ? pai_jpeg_samples(arena, image, out)
                                         : pai_png_samples(arena, image, out);
}

// What a screen shows for ink on paper, roughly: a press profile would know better.
static void to_rgb(const struct pai_samples *from, const uint8_t *s, uint8_t *rgb) {
    if (from->space == PAI_IMAGE_GREY) {
        rgb[0] = rgb[1] = rgb[2] = s[0];
    } else if (from->space == PAI_IMAGE_RGB) {
        rgb[0] = s[0];
        rgb[1] = s[1];
        rgb[2] = s[2];
    } else {
        for (uint32_t i = 0; i < 3; i++) {
            rgb[i] = (uint8_t)((255 - s[i]) * (255 - s[3]) / 255);
        }
    }
}

// Where sample x, y of an upright picture is stored (Exif 2.3, Orientation).
static void stored_at(const struct pai_image *image, uint32_t x, uint32_t y, uint32_t *column,
                      uint32_t *row) {
    uint32_t w = image->width, h = image->height;
    static const struct {
        bool swap, flip_column, flip_row;
    } turns[9] = {{0},       {0},       {0, 1, 0}, {0, 1, 1}, {0, 0, 1},
                  {1, 0, 0}, {1, 0, 1}, {1, 1, 1}, {1, 1, 0}};
    uint32_t turn = image->turn <= 8 ? image->turn : 1;
    uint32_t c = turns[turn].swap ? y : x, r = turns[turn].swap ? x : y;
    *column = turns[turn].flip_column ? w - 1 - c : c;
    *row = turns[turn].flip_row ? h - 1 - r : r;
}

bool pai_image_screen(struct pai_arena *arena, const struct pai_image *image,
                      struct pai_samples *out) {
    struct pai_samples from;
    if (!pai_image_samples(arena, image, &from)) {
        return false;
    }
    uint32_t width = pai_image_across(image), height = pai_image_down(image);
    uint32_t components = pai_samples_components(from.space);
    *out = (struct pai_samples){pai_arena_array(arena, (size_t)width * height, 3), width,
                                height, PAI_IMAGE_RGB};
    uint8_t *to = out->v;
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++, to += 3) {
            uint32_t column, row;
            stored_at(image, x, y, &column, &row);
            to_rgb(&from, from.v + ((size_t)row * from.width + column) * components, to);
        }
    }
    return true;
}
