// In: what a picture file shall say. Out: its bytes. Promised: the same bytes each time, and a
// file that every program takes, unless the caller asks for lies.
#include "test_picture.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

static void be32(struct pai_buf *out, uint32_t v) {
    uint8_t s[4] = {(uint8_t)(v >> 24), (uint8_t)(v >> 16), (uint8_t)(v >> 8), (uint8_t)v};
    pai_buf_put(out, s, 4);
}

static void chunk(struct pai_buf *out, const char *type, const void *bytes, size_t n) {
    be32(out, (uint32_t)n);
    size_t from = out->n;
    pai_buf_put(out, type, 4);
    pai_buf_put(out, bytes, n);
    be32(out, libdeflate_crc32(0, out->s + from, out->n - from));
}

static const uint8_t *ramp(struct pai_arena *arena, const struct test_png *png, size_t row) {
    uint8_t *v = pai_arena_alloc(arena, row * png->height);
    for (uint32_t y = 0; y < png->height; y++) {
        for (size_t x = 0; x < row; x++) {
            v[y * row + x] = (uint8_t)(x * 255 / (row > 1 ? row - 1 : 1));
        }
    }
    return v;
}

static void rows_put(struct pai_arena *arena, const struct test_png *png, struct pai_buf *out) {
    static const unsigned components[] = {1, 0, 3, 1, 2, 0, 4};
    size_t row = ((size_t)png->width * png->bits * components[png->colour] + 7) / 8;
    const uint8_t *rows = png->rows != NULL ? png->rows : ramp(arena, png, row);
    struct pai_buf raw = pai_buf_make(arena);
    for (uint32_t y = 0; y < png->height; y++) {
        pai_buf_byte(&raw, 0);
        pai_buf_put(&raw, rows + y * row, row);
    }
    struct libdeflate_compressor *packer = libdeflate_alloc_compressor(6);
    size_t room = libdeflate_zlib_compress_bound(packer, raw.n);
    uint8_t *packed = pai_arena_alloc(arena, room);
    size_t n = libdeflate_zlib_compress(packer, raw.s, raw.n, packed, room);
    libdeflate_free_compressor(packer);
    chunk(out, "IDAT", packed, n);
}

struct pai_bytes test_png_make(struct pai_arena *arena, const struct test_png *png) {
    struct pai_buf *out = PAI_NEW(arena, struct pai_buf);
    *out = pai_buf_make(arena);
    pai_buf_put(out, "\x89PNG\r\n\x1A\n", 8);
    struct pai_buf head = pai_buf_make(arena);
    be32(&head, png->width);
    be32(&head, png->claimed_height != 0 ? png->claimed_height : png->height);
    uint8_t rest[5] = {(uint8_t)png->bits, (uint8_t)png->colour, 0, 0, 0};
    pai_buf_put(&head, rest, 5);
    chunk(out, "IHDR", head.s, head.n);
    if (png->chunk != NULL) {
        chunk(out, png->chunk, png->chunk_bytes, png->chunk_size);
    }
    if (png->per_metre != 0) {
        struct pai_buf phys = pai_buf_make(arena);
        be32(&phys, png->per_metre);
        be32(&phys, png->per_metre);
        pai_buf_byte(&phys, 1);
        chunk(out, "pHYs", phys.s, phys.n);
    }
    rows_put(arena, png, out);
    chunk(out, "IEND", "", 0);
    return (struct pai_bytes){(const uint8_t *)out->s, out->n};
}

static uint8_t *jpeg_rows(struct pai_arena *arena, const struct test_jpeg *jpeg) {
    uint8_t *rows =
        pai_arena_alloc(arena, (size_t)jpeg->width * jpeg->height * jpeg->components);
    uint8_t *to = rows;
    for (uint32_t y = 0; y < jpeg->height; y++) {
        for (uint32_t x = 0; x < jpeg->width; x++) {
            *to++ = (uint8_t)(jpeg->width > 1 ? x * 255 / (jpeg->width - 1) : 0);
            for (unsigned i = 1; i < jpeg->components; i++) {
                *to++ = i == 1 ? 64 : 32;
            }
        }
    }
    return rows;
}

struct pai_bytes test_jpeg_make(struct pai_arena *arena, const struct test_jpeg *jpeg) {
    int format = jpeg->components == 1   ? TJPF_GRAY
                 : jpeg->components == 3 ? TJPF_RGB
                                         : TJPF_CMYK;
    int samp = jpeg->components == 1 ? TJSAMP_GRAY : TJSAMP_444;
    unsigned char *made = NULL;
    unsigned long size = 0;
    tjhandle handle = tjInitCompress();
    if (handle == NULL || tjCompress2(handle, jpeg_rows(arena, jpeg), (int)jpeg->width, 0,
                                      (int)jpeg->height, format, &made, &size, samp, 90,
                                      jpeg->progressive ? TJFLAG_PROGRESSIVE : 0) != 0) {
        abort();
    }
    struct pai_buf *out = PAI_NEW(arena, struct pai_buf);
    *out = pai_buf_make(arena);
    pai_buf_put(out, made, 2);
    size_t from = 2;
    if (jpeg->dpi != 0) {
        uint8_t app0[] = {0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 1, 0, 0, 0, 0, 0, 0};
        app0[12] = app0[14] = (uint8_t)(jpeg->dpi >> 8);
        app0[13] = app0[15] = (uint8_t)jpeg->dpi;
        pai_buf_put(out, app0, sizeof app0);
        if (made[2] == 0xFF && made[3] == 0xE0) {
            from = 4 + ((size_t)made[4] << 8 | made[5]); // the library's own
        }
    }
    if (jpeg->segment != NULL) {
        pai_buf_put(out, jpeg->segment, jpeg->segment_size);
    }
    pai_buf_put(out, made + from, size - from);
    tjFree(made);
    tjDestroy(handle);
    return (struct pai_bytes){(const uint8_t *)out->s, out->n};
}
