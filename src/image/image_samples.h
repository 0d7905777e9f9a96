// pai_image -> samples of 8 bits, and their colours.
#ifndef PAI_IMAGE_SAMPLES_H
#define PAI_IMAGE_SAMPLES_H

#include "image.h"
#include "job.h"

// Rows from the top, each width * components bytes: grey, RGB or CMYK (255: full ink).
struct pai_samples {
    uint8_t *v;
    uint32_t width, height;
    enum pai_image_space space;
};

// 1, 3 or 4.
uint32_t pai_samples_components(enum pai_image_space space);

// Decodes the image as it is stored: not turned; what is transparent shows white; 16 bits
// become 8. In `arena`. False if the file cannot be decoded (reading it would have found that).
bool pai_image_samples(struct pai_arena *arena, const struct pai_image *image,
                       struct pai_samples *out);

// Of a PNG that is direct: its samples in zlib's format with PNG's predictors, and its palette
// (RGB, size 0: none).
void pai_png_packed(struct pai_arena *arena, const struct pai_image *image,
                    struct pai_bytes *packed, struct pai_bytes *palette);

// Of a JPEG: the file without what does not show: Exif, comments, thumbnails, profiles, what
// follows its end.
struct pai_bytes pai_jpeg_plain(struct pai_arena *arena, const struct pai_image *image);

// Upright RGB for a screen. False as above.
bool pai_image_screen(struct pai_arena *arena, const struct pai_image *image,
                      struct pai_samples *out);

// ---- colour (image_colour.c): the only code that knows lcms2 ----

// Is it a profile for samples of this space, as long as it says, ICC version 2 to 4?
bool pai_icc_fits(struct pai_bytes icc, enum pai_image_space space);

// A small profile of sRGB; the same bytes each time. In `arena`; size 0 if there is no memory.
struct pai_bytes pai_icc_srgb(struct pai_arena *arena);

// Converts samples in place of `from` (its profile; size 0: sRGB) into grey, or into CMYK by an
// output profile: relative colorimetric with black point compensation. False if it cannot be
// done. The result is in `arena`.
bool pai_samples_convert(struct pai_arena *arena, const struct pai_samples *from,
                         struct pai_bytes from_icc, enum pai_image_space to,
                         struct pai_bytes press_icc, struct pai_samples *out);

#endif
