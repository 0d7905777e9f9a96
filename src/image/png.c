// PNG. In: the bytes of a file. Out: what its header says, whether all of it decodes, its
// samples of 8 bits with what is transparent on white. Promised: no read outside the bytes;
// memory follows from the size the header gives, which is bounded before anything is decoded.
// Chunks that libpng's simple interface does not tell of (density, profile) are read here.
#include "image_file.h"

#include <libdeflate.h>
#include <png.h>
#include <string.h>

enum {
    HEADER = 8 + 8 + 13 + 4, // signature and IHDR
    MOST_CHUNKS = 20000,
    GREY = 0,
    RGB = 2,
    PALETTE = 3,
    GREY_ALPHA = 4,
    RGB_ALPHA = 6,
};

static bool fail(struct pai_image_fault *fault, enum pai_code code, const char *zh,
                 const char *en) {
    *fault = (struct pai_image_fault){code, zh, en};
    return false;
}

// ---- chunks ----

// iCCP: a name, a zero, a method (0), a profile in zlib's format.
static void profile(struct pai_job *job, struct pai_image *image, const uint8_t *s,
                    uint32_t n) {
    const uint8_t *end = memchr(s, 0, n < 80 ? n : 80);
    if (end == NULL || (uint32_t)(end - s) + 2 > n || end[1] != 0) {
        return;
    }
    struct pai_arena *scratch = pai_arena_open(job->no_memory);
    struct libdeflate_decompressor *unpacker = libdeflate_alloc_decompressor();
    uint8_t *room = pai_arena_alloc(scratch, PAI_IMAGE_MOST_ICC);
    size_t used = 0;
    uint32_t skip = (uint32_t)(end - s) + 2;
    if (unpacker != NULL && libdeflate_zlib_decompress(unpacker, s + skip, n - skip, room,
                                                       PAI_IMAGE_MOST_ICC, &used) == 0) {
        uint8_t *icc = pai_arena_alloc(job->arena, used);
        memcpy(icc, room, used);
        image->icc = (struct pai_bytes){icc, used};
    }
    if (unpacker != NULL) {
        libdeflate_free_decompressor(unpacker);
    }
    pai_arena_close(scratch);
}

static uint32_t density(const uint8_t *s) {
    uint64_t dpi = (uint64_t)pai_be32(s) * 254 / 100; // per metre; to 100 inches
    return dpi > 10000000 ? 0 : (uint32_t)dpi;
}

static void chunk(struct pai_job *job, struct pai_image *image, const uint8_t *type,
                  const uint8_t *s, uint32_t n) {
    if (memcmp(type, "pHYs", 4) == 0 && n == 9 && s[8] == 1) {
        image->dpi_x = density(s);
        image->dpi_y = density(s + 4);
        if (image->dpi_x == 0 || image->dpi_y == 0) {
            image->dpi_x = image->dpi_y = 0;
        }
    } else if (memcmp(type, "iCCP", 4) == 0 && image->icc.size == 0) {
        profile(job, image, s, n);
    } else if (memcmp(type, "tRNS", 4) == 0) {
        image->alpha = true;
        image->direct = false;
    } else if (memcmp(type, "gAMA", 4) == 0 && n == 4) {
        // Other than that of sRGB: samples are not what they seem.
        uint32_t gamma = pai_be32(s);
        image->direct = image->direct && gamma > 45000 && gamma < 46000;
    }
}

static bool header(struct pai_image *image, struct pai_image_fault *fault) {
    const uint8_t *s = image->bytes.data;
    if (image->bytes.size < HEADER || pai_be32(s + 8) != 13 || memcmp(s + 12, "IHDR", 4) != 0) {
        return fail(fault, PAI_D_IMAGE_DAMAGED, "文件头不完整", "its header is broken");
    }
    static const uint8_t components[] = {1, 0, 3, 1, 2, 0, 4};
    uint8_t colour = s[25];
    image->width = pai_be32(s + 16);
    image->height = pai_be32(s + 20);
    image->bits = s[24];
    image->components = colour <= RGB_ALPHA ? components[colour] : 0;
    image->palette = colour == PALETTE;
    image->alpha = colour == GREY_ALPHA || colour == RGB_ALPHA;
    image->interlaced = s[28] != 0;
    image->space = colour == GREY || colour == GREY_ALPHA ? PAI_IMAGE_GREY : PAI_IMAGE_RGB;
    image->direct = !image->alpha && !image->interlaced && image->bits <= 8;
    if (image->components == 0) {
        return fail(fault, PAI_D_IMAGE_DAMAGED, "文件头不完整", "its header is broken");
    }
    return true;
}

bool pai_png_header(struct pai_job *job, struct pai_image *image,
                    struct pai_image_fault *fault) {
    if (!header(image, fault)) {
        return false;
    }
    const uint8_t *s = image->bytes.data;
    size_t n = image->bytes.size, at = HEADER;
    for (uint32_t chunks = 0; n - at >= 12 && chunks < MOST_CHUNKS; chunks++) {
        uint32_t length = pai_be32(s + at);
        if (length > n - at - 12) {
            break;
        }
        if (memcmp(s + at + 4, "IEND", 4) == 0) {
            return true;
        }
        chunk(job, image, s + at + 4, s + at + 8, length);
        at += 12 + (size_t)length;
    }
    return fail(fault, PAI_D_IMAGE_DAMAGED, "文件不完整，缺少结尾", "its end is missing");
}

// ---- samples ----

// Opens the image for decoding to grey or RGB of 8 bits, with alpha where there is some.
static bool begin(png_image *png, const struct pai_image *image) {
    memset(png, 0, sizeof *png);
    png->version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(png, image->bytes.data, image->bytes.size)) {
        return false;
    }
    // Else libpng takes samples of 16 bits for linear light.
    png->flags |= PNG_IMAGE_FLAG_16BIT_sRGB;
    png->format = (image->space == PAI_IMAGE_GREY ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB) |
                  (image->alpha ? PNG_FORMAT_FLAG_ALPHA : 0);
    return png->width == image->width && png->height == image->height;
}

// All samples, alpha last where there is some; NULL if they cannot be had.
static uint8_t *samples(struct pai_arena *arena, const struct pai_image *image) {
    png_image png;
    uint8_t *rows = NULL;
    if (begin(&png, image)) {
        rows = pai_arena_alloc(arena, PNG_IMAGE_SIZE(png));
        rows = png_image_finish_read(&png, NULL, rows, 0, NULL) ? rows : NULL;
    }
    png_image_free(&png);
    return rows;
}

bool pai_png_verify(struct pai_job *job, const struct pai_image *image,
                    struct pai_image_fault *fault) {
    struct pai_arena *arena = pai_arena_open(job->no_memory);
    bool whole = samples(arena, image) != NULL;
    pai_arena_close(arena);
    return whole || fail(fault, PAI_D_IMAGE_DAMAGED, "图像数据不完整或有错误",
                         "its data end early or are wrong");
}

// PDF/X and paper know no transparency here: what shows through is white.
static void flatten(uint8_t *v, size_t count, uint32_t components) {
    uint8_t *to = v;
    for (const uint8_t *from = v; count-- > 0; from += components + 1) {
        uint32_t alpha = from[components];
        for (uint32_t i = 0; i < components; i++) {
            uint32_t mixed = from[i] * alpha + 255 * (255 - alpha);
            *to++ = (uint8_t)((mixed + 127) / 255);
        }
    }
}

bool pai_png_samples(struct pai_arena *arena, const struct pai_image *image,
                     struct pai_samples *out) {
    uint8_t *rows = samples(arena, image);
    if (rows == NULL) {
        return false;
    }
    if (image->alpha) {
        flatten(rows, (size_t)image->width * image->height,
                pai_samples_components(image->space));
    }
    *out = (struct pai_samples){rows, image->width, image->height, image->space};
    return true;
}

// ---- packed samples ----

void pai_png_packed(struct pai_arena *arena, const struct pai_image *image,
                    struct pai_bytes *packed, struct pai_bytes *palette) {
    const uint8_t *s = image->bytes.data;
    uint8_t *to = pai_arena_alloc(arena, image->bytes.size);
    *packed = (struct pai_bytes){to, 0};
    *palette = (struct pai_bytes){NULL, 0};
    for (size_t at = HEADER; image->bytes.size - at >= 12;) {
        uint32_t length = pai_be32(s + at);
        if (length > image->bytes.size - at - 12 || memcmp(s + at + 4, "IEND", 4) == 0) {
            return;
        }
        if (memcmp(s + at + 4, "IDAT", 4) == 0) {
            memcpy(to + packed->size, s + at + 8, length);
            packed->size += length;
        } else if (memcmp(s + at + 4, "PLTE", 4) == 0) {
            *palette = (struct pai_bytes){s + at + 8, length};
        }
        at += 12 + (size_t)length;
    }
}
