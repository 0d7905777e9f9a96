// Pictures: rows of RGB pixels, and the PNG made of them.
#ifndef PAI_PIXELS_H
#define PAI_PIXELS_H

#include "job.h"

// 8-bit sRGB, rows without padding, from the top.
struct pai_pixels {
    uint32_t width, height;
    uint32_t dpi;
    uint8_t *rgb; // width * height * 3 bytes
};

// The picture as a PNG that says its resolution; the bytes live in `arena`. False after a
// diagnostic. Same picture, same bytes.
bool pai_pixels_png(struct pai_job *job, struct pai_arena *arena,
                    const struct pai_pixels *picture, struct pai_bytes *png);

// Both pictures over each other, on a canvas that holds both: what only `a` has is red, what
// only `b` has is blue, what both have is dark. Lives in `arena`.
struct pai_pixels pai_pixels_over(struct pai_arena *arena, const struct pai_pixels *a,
                                  const struct pai_pixels *b);

#endif
