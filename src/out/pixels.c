// In: pixels. Out: the bytes of a PNG (PNG specification, ISO/IEC 15948), or two pictures laid
// over each other. Promised: no date, no name of a program, nothing but the pixels and their
// resolution, so that the same picture gives the same bytes.
//
// The file is put together here and not by libpng: it is four chunks, libdeflate packs them
// three times as fast as zlib, and libpng reports errors by longjmp, which has no place below
// src/app.
#include "pixels.h"

#include "buf.h"

#include <libdeflate.h>
#include <string.h>

enum { PACK_LEVEL = 1, COLOUR = 2, PAPER = 255 };

static void be32_put(struct pai_buf *out, uint32_t v) {
    const uint8_t bytes[] = {(uint8_t)(v >> 24), (uint8_t)(v >> 16), (uint8_t)(v >> 8),
                             (uint8_t)v};
    pai_buf_put(out, bytes, sizeof bytes);
}

static void chunk_put(struct pai_buf *out, const char *type, const void *data, size_t n) {
    be32_put(out, (uint32_t)n);
    size_t start = out->n;
    pai_buf_str(out, type);
    pai_buf_put(out, data, n);
    be32_put(out, libdeflate_crc32(0, out->s + start, out->n - start));
}

// Rows as PNG wants them: a filter byte (0, none: best for text on white) before each.
static struct pai_bytes rows_make(struct pai_arena *arena, const struct pai_pixels *picture) {
    size_t row = (size_t)picture->width * 3;
    uint8_t *rows = pai_arena_array(arena, picture->height, row + 1);
    for (uint32_t y = 0; y < picture->height; y++) {
        memcpy(rows + (size_t)y * (row + 1) + 1, picture->rgb + y * row, row);
    }
    return (struct pai_bytes){rows, (row + 1) * picture->height};
}

bool pai_pixels_png(struct pai_job *job, struct pai_arena *arena,
                    const struct pai_pixels *picture, struct pai_bytes *png) {
    static const uint8_t signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    struct libdeflate_compressor *packer = libdeflate_alloc_compressor(PACK_LEVEL);
    if (packer == NULL) {
        pai_diag(job, PAI_D_PDF_LIBRARY, PAI_NO_SPAN, "libdeflate", NULL);
        return false;
    }
    struct pai_arena *scratch = pai_arena_open(job->no_memory);
    struct pai_bytes rows = rows_make(scratch, picture);
    size_t room = libdeflate_zlib_compress_bound(packer, rows.size);
    uint8_t *packed = pai_arena_alloc(scratch, room);
    size_t size = libdeflate_zlib_compress(packer, rows.data, rows.size, packed, room);
    libdeflate_free_compressor(packer);

    struct pai_buf out = pai_buf_make(arena), head = pai_buf_make(scratch);
    pai_buf_put(&out, signature, sizeof signature);
    be32_put(&head, picture->width);
    be32_put(&head, picture->height);
    const uint8_t form[] = {8, COLOUR, 0, 0, 0};
    pai_buf_put(&head, form, sizeof form);
    chunk_put(&out, "IHDR", head.s, head.n);
    chunk_put(&out, "sRGB", "\0", 1); // perceptual: the pixels are meant to be sRGB
    head.n = 0;
    uint32_t per_metre = (uint32_t)((picture->dpi * 10000u + 127) / 254);
    be32_put(&head, per_metre);
    be32_put(&head, per_metre);
    pai_buf_byte(&head, 1);
    chunk_put(&out, "pHYs", head.s, head.n);
    chunk_put(&out, "IDAT", packed, size);
    chunk_put(&out, "IEND", "", 0);
    pai_arena_close(scratch);
    *png = (struct pai_bytes){(const uint8_t *)out.s, out.n};
    return true;
}

// How dark a pixel is; beyond the edge of a picture there is paper.
static unsigned lightness(const struct pai_pixels *picture, uint32_t x, uint32_t y) {
    if (x >= picture->width || y >= picture->height) {
        return PAPER;
    }
    const uint8_t *p = picture->rgb + 3 * ((size_t)y * picture->width + x);
    return (2u * p[0] + 5u * p[1] + p[2]) / 8; // about the weights of the eye
}

struct pai_pixels pai_pixels_over(struct pai_arena *arena, const struct pai_pixels *a,
                                  const struct pai_pixels *b) {
    struct pai_pixels out = {a->width > b->width ? a->width : b->width,
                             a->height > b->height ? a->height : b->height, a->dpi, NULL};
    out.rgb = pai_arena_array(arena, out.height, (size_t)out.width * 3);
    uint8_t *p = out.rgb;
    for (uint32_t y = 0; y < out.height; y++) {
        for (uint32_t x = 0; x < out.width; x++, p += 3) {
            unsigned first = lightness(a, x, y), second = lightness(b, x, y);
            // Red takes away what `b` has, blue what `a` has, so that the two make dark.
            p[0] = (uint8_t)second;
            p[1] = (uint8_t)(first < second ? first : second);
            p[2] = (uint8_t)first;
        }
    }
    return out;
}
