// JPEG. In: the bytes of a file. Out: what its header says (size, components, density,
// orientation, profile), whether all of it decodes, its samples. Promised: no read outside the
// bytes, whatever they are; memory follows from the size the header gives, which is bounded
// before anything is decoded. The library's own header reader is not asked: it knows neither
// density nor orientation.
#include "image_file.h"
#include "jpeg_marker.h"

#include "buf.h"

#include <string.h>
#include <turbojpeg.h>

enum { MOST_SEGMENTS = 5000 }; // before the samples; cameras write a dozen

struct jpeg {
    struct pai_job *job;
    struct pai_image *image;
    struct pai_image_fault *fault;
    bool framed, adobe, jfif_density;
    uint32_t icc_next, icc_count; // pieces of a profile: the next one wanted, all
    struct pai_buf icc;
};

static bool fail(struct pai_image_fault *fault, enum pai_code code, const char *zh,
                 const char *en) {
    *fault = (struct pai_image_fault){code, zh, en};
    return false;
}

// ---- segments ----

// Baseline, extended and progressive frames of 8 bits are what PDF takes (ISO 32000-1 7.4.8).
static bool frame(struct jpeg *j, uint32_t marker, const uint8_t *s, uint32_t n) {
    struct pai_image *image = j->image;
    if (marker > PAI_JPEG_SOF2) {
        return fail(j->fault, PAI_D_IMAGE_KIND, "这种 JPEG（无损、分层或算术编码）不能印刷",
                    "it is a lossless, hierarchical or arithmetic JPEG");
    }
    if (n < 6 || n < 6 + 3u * s[5] || j->framed) {
        return fail(j->fault, PAI_D_IMAGE_DAMAGED, "文件头不完整", "its header is broken");
    }
    image->bits = s[0];
    image->height = pai_be16(s + 1);
    image->width = pai_be16(s + 3);
    image->components = s[5];
    if (image->bits != 8 || (s[5] != 1 && s[5] != 3 && s[5] != 4)) {
        return fail(j->fault, PAI_D_IMAGE_KIND, "不是每色 8 位的灰度、RGB 或 CMYK 图片",
                    "it is not grey, RGB or CMYK of 8 bits");
    }
    image->interlaced = marker == PAI_JPEG_SOF2;
    image->direct = true;
    image->space = s[5] == 1 ? PAI_IMAGE_GREY : s[5] == 3 ? PAI_IMAGE_RGB : PAI_IMAGE_CMYK;
    j->framed = true;
    return true;
}

// Density to 100 inches from what a file counts for one inch or centimetre.
static uint32_t density(uint32_t per_unit, bool centimetre) {
    uint64_t dpi = centimetre ? (uint64_t)per_unit * 254 : (uint64_t)per_unit * 100;
    return dpi > 10000000 ? 0 : (uint32_t)dpi;
}

static void jfif(struct jpeg *j, const uint8_t *s, uint32_t n) {
    if (n < 12 || memcmp(s, "JFIF", 5) != 0 || (s[7] != 1 && s[7] != 2)) {
        return;
    }
    uint32_t x = density(pai_be16(s + 8), s[7] == 2), y = density(pai_be16(s + 10), s[7] == 2);
    if (x > 0 && y > 0) {
        j->image->dpi_x = x;
        j->image->dpi_y = y;
        j->jfif_density = true;
    }
}

// The little TIFF file in an Exif segment.
struct exif {
    const uint8_t *s;
    uint32_t n;
    bool little;
};

static uint32_t exif16(const struct exif *e, uint32_t at) {
    if (at > e->n || e->n - at < 2) {
        return 0;
    }
    return e->little ? (uint32_t)e->s[at + 1] << 8 | e->s[at] : pai_be16(e->s + at);
}

static uint32_t exif32(const struct exif *e, uint32_t at) {
    if (at > e->n || e->n - at < 4) {
        return 0;
    }
    return e->little ? exif16(e, at + 2) << 16 | exif16(e, at) : pai_be32(e->s + at);
}

// A fraction, to 100.
static uint32_t exif_ratio(const struct exif *e, uint32_t at) {
    uint32_t above = exif32(e, at), below = exif32(e, at + 4);
    uint64_t value = below > 0 ? (uint64_t)above * 100 / below : 0;
    return value > 10000000 ? 0 : (uint32_t)value;
}

static void exif(struct jpeg *j, const uint8_t *s, uint32_t n) {
    if (n < 14 || memcmp(s, "Exif\0", 6) != 0) {
        return;
    }
    struct exif e = {s + 6, n - 6, s[6] == 'I'};
    uint32_t at = exif32(&e, 4), unit = 2, x = 0, y = 0;
    uint32_t entries = exif16(&e, at);
    for (uint32_t i = 0; i < entries && at + 2 + 12 * i < e.n; i++) {
        uint32_t entry = at + 2 + 12 * i, tag = exif16(&e, entry);
        uint32_t value = exif16(&e, entry + 8);
        if (tag == 0x0112 && value >= 1 && value <= 8) {
            j->image->turn = (uint8_t)value;
        } else if (tag == 0x011A) {
            x = exif_ratio(&e, exif32(&e, entry + 8));
        } else if (tag == 0x011B) {
            y = exif_ratio(&e, exif32(&e, entry + 8));
        } else if (tag == 0x0128) {
            unit = value;
        }
    }
    if (!j->jfif_density && x > 0 && y > 0 && (unit == 2 || unit == 3)) {
        j->image->dpi_x = unit == 3 ? (uint32_t)((uint64_t)x * 254 / 100) : x;
        j->image->dpi_y = unit == 3 ? (uint32_t)((uint64_t)y * 254 / 100) : y;
    }
}

// A profile comes in numbered pieces; one that is out of order is as good as none.
static void icc_piece(struct jpeg *j, const uint8_t *s, uint32_t n) {
    if (n < 14 || memcmp(s, "ICC_PROFILE", 12) != 0) {
        return;
    }
    if (s[12] != j->icc_next || j->icc.n + n > PAI_IMAGE_MOST_ICC) {
        j->icc_next = UINT32_MAX;
        return;
    }
    j->icc_next++;
    j->icc_count = s[13];
    pai_buf_put(&j->icc, s + 14, n - 14);
}

static bool segment(struct jpeg *j, uint32_t marker, const uint8_t *s, uint32_t n) {
    if (marker >= PAI_JPEG_SOF0 && marker <= PAI_JPEG_SOF15 && marker != PAI_JPEG_DHT &&
        marker != PAI_JPEG_JPG && marker != PAI_JPEG_DAC) {
        return frame(j, marker, s, n);
    }
    if (marker == PAI_JPEG_APP0) {
        jfif(j, s, n);
    } else if (marker == PAI_JPEG_APP1) {
        exif(j, s, n);
    } else if (marker == PAI_JPEG_APP2) {
        icc_piece(j, s, n);
    } else if (marker == PAI_JPEG_APP14 && n >= 12 && memcmp(s, "Adobe", 5) == 0) {
        j->adobe = true;
    }
    return true;
}

static void finish(struct jpeg *j) {
    struct pai_image *image = j->image;
    // Adobe's programs write CMYK upside down and say who they are; so does everybody since.
    image->inverted = image->space == PAI_IMAGE_CMYK && j->adobe;
    if (image->turn > 4) { // the file means the picture as it is stored
        uint32_t x = image->dpi_x;
        image->dpi_x = image->dpi_y;
        image->dpi_y = x;
    }
    if (j->icc.n > 0 && j->icc_next == j->icc_count + 1) {
        image->icc = (struct pai_bytes){(const uint8_t *)j->icc.s, j->icc.n};
    }
}

bool pai_jpeg_header(struct pai_job *job, struct pai_image *image,
                     struct pai_image_fault *fault) {
    const uint8_t *s = image->bytes.data;
    size_t n = image->bytes.size, at = 2;
    struct jpeg j = {.job = job, .image = image, .fault = fault, .icc_next = 1};
    j.icc = pai_buf_make(job->arena);
    for (uint32_t segments = 0; at + 4 <= n && s[at] == 0xFF && segments < MOST_SEGMENTS;) {
        uint32_t marker = s[at + 1];
        if (marker == 0xFF || marker == PAI_JPEG_TEM ||
            (marker >= PAI_JPEG_RST0 && marker <= PAI_JPEG_SOI)) {
            at += marker == 0xFF ? 1 : 2; // filling, or nothing behind it
            continue;
        }
        uint32_t length = pai_be16(s + at + 2);
        if (marker == PAI_JPEG_EOI || length < 2 || length > n - at - 2) {
            break;
        }
        if (marker == PAI_JPEG_SOS) {
            finish(&j);
            return j.framed || fail(fault, PAI_D_IMAGE_DAMAGED, "没有写明图片的大小",
                                    "it does not give its size");
        }
        if (!segment(&j, marker, s + at + 4, length - 2)) {
            return false;
        }
        at += 2 + (size_t)length;
        segments++;
    }
    return fail(fault, PAI_D_IMAGE_DAMAGED, "文件头不完整", "its header is broken");
}

// ---- samples ----

static int format_of(const struct pai_image *image) {
    return image->space == PAI_IMAGE_GREY  ? TJPF_GRAY
           : image->space == PAI_IMAGE_RGB ? TJPF_RGB
                                           : TJPF_CMYK;
}

// Decodes into rows of width x height: the image's size, or an eighth of it.
static int decode(tjhandle handle, const struct pai_image *image, uint8_t *to, uint32_t width,
                  uint32_t height, int flags) {
    return tjDecompress2(handle, image->bytes.data, (unsigned long)image->bytes.size, to,
                         (int)width, 0, (int)height, format_of(image),
                         flags | TJFLAG_LIMITSCANS);
}

// The wettest place, in percent.
static uint16_t ink_most(const uint8_t *rows, size_t n, bool inverted) {
    uint32_t most = 0;
    for (size_t i = 0; i < n; i++, rows += 4) {
        uint32_t sum = (uint32_t)rows[0] + rows[1] + rows[2] + rows[3];
        sum = inverted ? 4 * 255 - sum : sum;
        most = sum > most ? sum : most;
    }
    return (uint16_t)((most * 100 + 127) / 255);
}

// Bytes that belong to nothing between two segments hurt nobody: cameras leave them.
static bool is_stray(tjhandle handle) {
    return strstr(tjGetErrorStr2(handle), "extraneous") != NULL;
}

static bool verify(tjhandle handle, struct pai_arena *arena, struct pai_image *image,
                   struct pai_image_fault *fault) {
    tjscalingfactor eighth = {1, 8};
    uint32_t width = (uint32_t)TJSCALED((int)image->width, eighth);
    uint32_t height = (uint32_t)TJSCALED((int)image->height, eighth);
    uint8_t *rows = pai_arena_alloc(arena, (size_t)width * height * 4);
    bool whole = decode(handle, image, rows, width, height, TJFLAG_STOPONWARNING) == 0;
    if (!whole && is_stray(handle)) {
        // What is printed goes without them, so that this must be whole; among coded samples
        // they cannot be told from these.
        struct pai_image plain = *image;
        plain.bytes = pai_jpeg_plain(arena, image);
        whole = decode(handle, &plain, rows, width, height, TJFLAG_STOPONWARNING) == 0;
        if (!whole && is_stray(handle)) {
            decode(handle, &plain, rows, width, height, 0);
            whole = tjGetErrorCode(handle) == TJERR_WARNING;
        }
        fault->code = PAI_D_IMAGE_STRAY;
    }
    if (!whole) {
        return fail(fault, PAI_D_IMAGE_DAMAGED, "图像数据不完整或有错误",
                    "its data end early or are wrong");
    }
    if (image->space == PAI_IMAGE_CMYK) {
        image->ink = ink_most(rows, (size_t)width * height, image->inverted);
    }
    return true;
}

bool pai_jpeg_verify(struct pai_job *job, struct pai_image *image,
                     struct pai_image_fault *fault) {
    struct pai_arena *arena = pai_arena_open(job->no_memory);
    tjhandle handle = tjInitDecompress();
    bool whole = handle != NULL ? verify(handle, arena, image, fault)
                                : fail(fault, PAI_D_IMAGE_DAMAGED, "内存不够", "out of memory");
    if (handle != NULL) {
        tjDestroy(handle);
    }
    pai_arena_close(arena);
    return whole;
}

bool pai_jpeg_samples(struct pai_arena *arena, const struct pai_image *image,
                      struct pai_samples *out) {
    tjhandle handle = tjInitDecompress();
    if (handle == NULL) {
        return false;
    }
    uint32_t components = pai_samples_components(image->space);
    size_t size = (size_t)image->width * image->height * components;
    *out = (struct pai_samples){pai_arena_alloc(arena, size), image->width, image->height,
                                image->space};
    int result = decode(handle, image, out->v, image->width, image->height, 0);
    bool decoded = result == 0 || tjGetErrorCode(handle) == TJERR_WARNING;
    tjDestroy(handle);
    for (size_t i = 0; image->inverted && i < size; i++) {
        out->v[i] = (uint8_t)(255 - out->v[i]);
    }
    return decoded;
}
