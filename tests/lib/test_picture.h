// Picture files for tests, made on the spot: JPEG by the library, PNG by hand, so that any
// header can be asked for.
//
// Compile test_picture.c with turbojpeg and libdeflate.
#ifndef TEST_PICTURE_H
#define TEST_PICTURE_H

#include "buf.h"
#include "world.h"

#include <stdbool.h>

struct test_png {
    uint32_t width, height;
    unsigned bits, colour; // as IHDR has them
    const uint8_t *rows;   // without filter bytes; NULL: a ramp
    uint32_t per_metre;    // pHYs; 0: none
    const char *chunk;     // one more chunk before IDAT, NULL: none
    const void *chunk_bytes;
    uint32_t chunk_size;
    uint32_t claimed_height; // what IHDR says; 0: the truth
};

struct pai_bytes test_png_make(struct pai_arena *arena, const struct test_png *png);

struct test_jpeg {
    uint32_t width, height;
    unsigned components; // 1, 3 or 4
    bool progressive;
    unsigned dpi;        // JFIF; 0: none
    const void *segment; // one more segment behind SOI, marker and length in it; NULL: none
    uint32_t segment_size;
};

// The ramp runs from black at the left to white at the right; of RGB the red runs, green and
// blue are 64 and 32.
struct pai_bytes test_jpeg_make(struct pai_arena *arena, const struct test_jpeg *jpeg);

#endif
