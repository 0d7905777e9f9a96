// In: a path, or the bytes of a file. Out: an image that is whole, or an error that says what
// is wrong with it. Promised: nothing is decoded before its size is known to be bounded; the
// file's bytes live as long as the job.
#include "image_file.h"

#include "sha256.h"

#include <string.h>

struct magic {
    const char *bytes;
    uint32_t n, at;
    const char *zh, *en;
};

// What people take for a JPEG or PNG.
static const struct magic MAGIC[] = {
    {"GIF8", 4, 0, "这是 GIF 图片", "it is a GIF"},
    {"BM", 2, 0, "这是 BMP 图片", "it is a BMP"},
    {"II*\0", 4, 0, "这是 TIFF 图片", "it is a TIFF"},
    {"MM\0*", 4, 0, "这是 TIFF 图片", "it is a TIFF"},
    {"WEBP", 4, 8, "这是 WebP 图片", "it is a WebP"},
    {"ftyphei", 7, 4, "这是手机的 HEIC 图片", "it is a HEIC of a telephone"},
    {"ftypmif", 7, 4, "这是手机的 HEIC 图片", "it is a HEIC of a telephone"},
    {"ftypavif", 8, 4, "这是 AVIF 图片", "it is an AVIF"},
    {"%PDF", 4, 0, "这是 PDF 文件", "it is a PDF"},
    {"\x89PNG", 4, 0, "这个 PNG 在传送时被改坏了", "it is a PNG that was spoilt on its way"},
    {"8BPS", 4, 0, "这是 Photoshop 文件", "it is a Photoshop file"},
    {"<svg", 4, 0, "这是 SVG 图形", "it is an SVG"},
};

static bool begins(struct pai_bytes b, const char *bytes, uint32_t n, uint32_t at) {
    return b.size >= (size_t)at + n && memcmp(b.data + at, bytes, n) == 0;
}

static bool kind_find(struct pai_image *image, struct pai_image_fault *fault) {
    struct pai_bytes b = image->bytes;
    if (begins(b, "\xFF\xD8\xFF", 3, 0)) {
        image->kind = PAI_IMAGE_JPEG;
        return true;
    }
    if (begins(b, "\x89PNG\r\n\x1A\n", 8, 0)) {
        image->kind = PAI_IMAGE_PNG;
        return true;
    }
    *fault = (struct pai_image_fault){PAI_D_IMAGE_KIND, "它不是 JPEG 或 PNG 图片",
                                      "it is neither a JPEG nor a PNG"};
    if (b.size == 0) {
        *fault = (struct pai_image_fault){PAI_D_IMAGE_DAMAGED, "文件是空的", "it is empty"};
    }
    for (size_t i = 0; i < sizeof MAGIC / sizeof *MAGIC; i++) {
        if (begins(b, MAGIC[i].bytes, MAGIC[i].n, MAGIC[i].at)) {
            fault->zh = MAGIC[i].zh;
            fault->en = MAGIC[i].en;
            break;
        }
    }
    return false;
}

static bool size_fits(struct pai_job *job, const struct pai_image *image,
                      struct pai_image_fault *fault) {
    uint32_t w = image->width, h = image->height;
    if (w == 0 || h == 0) {
        *fault = (struct pai_image_fault){PAI_D_IMAGE_DAMAGED, "没有写明图片的大小",
                                          "it does not give its size"};
        return false;
    }
    if (w > PAI_IMAGE_MOST_SIDE || h > PAI_IMAGE_MOST_SIDE ||
        (uint64_t)w * h > PAI_IMAGE_MOST_AREA) {
        fault->code = PAI_D_IMAGE_TOO_LARGE;
        fault->zh = pai_arena_fmt(job->arena, "%u × %u 像素", w, h);
        fault->en = pai_arena_fmt(job->arena, "%u x %u samples", w, h);
        return false;
    }
    return true;
}

// A profile that does not fit is left out, and that is said.
static void profile_check(struct pai_job *job, struct pai_image *image) {
    if (image->icc.size > 0 && !pai_icc_fits(image->icc, image->space)) {
        image->icc = (struct pai_bytes){NULL, 0};
        if (image->space == PAI_IMAGE_RGB) {
            pai_diag(job, PAI_D_IMAGE_PROFILE, image->span, image->name, NULL);
        }
    }
}

static void told(struct pai_job *job, const struct pai_image *image) {
    if (image->alpha) {
        pai_diag(job, PAI_D_IMAGE_FLATTENED, image->span, image->name, NULL);
    }
}

const struct pai_image *pai_image_parse(struct pai_job *job, struct pai_bytes bytes,
                                        const char *name, struct pai_span span) {
    struct pai_image *image = PAI_NEW(job->arena, struct pai_image);
    struct pai_image_fault fault = {PAI_D_IMAGE_DAMAGED, NULL, NULL};
    *image = (struct pai_image){.bytes = bytes, .name = name, .span = span, .turn = 1};
    bool good = kind_find(image, &fault) &&
                (image->kind == PAI_IMAGE_JPEG ? pai_jpeg_header(job, image, &fault)
                                               : pai_png_header(job, image, &fault)) &&
                size_fits(job, image, &fault) &&
                (image->kind == PAI_IMAGE_JPEG ? pai_jpeg_verify(job, image, &fault)
                                               : pai_png_verify(job, image, &fault));
    if (!good) {
        pai_diag(job, fault.code, span, name, fault.zh, fault.en, NULL);
        return NULL;
    }
    if (fault.code == PAI_D_IMAGE_STRAY) {
        pai_diag(job, PAI_D_IMAGE_STRAY, span, name, NULL);
    }
    profile_check(job, image);
    told(job, image);
    struct pai_sha256 sha;
    pai_sha256_init(&sha);
    pai_sha256_add(&sha, bytes.data, bytes.size);
    pai_sha256_end(&sha, image->sha256);
    return image;
}

static void read_failed(struct pai_job *job, enum pai_io io, const char *name,
                        struct pai_span span) {
    switch (io) {
    case PAI_IO_MISSING:
        pai_diag(job, PAI_D_IMAGE_MISSING, span, name, NULL);
        return;
    case PAI_IO_DIRECTORY:
        pai_diag(job, PAI_D_IMAGE_KIND, span, name, "这是文件夹或设备，不是文件",
                 "it is a directory or a device", NULL);
        return;
    case PAI_IO_TOO_LARGE:
        pai_diag(job, PAI_D_IMAGE_TOO_LARGE, span, name, "超过 64 MB", "more than 64 MB", NULL);
        return;
    case PAI_IO_DENIED:
        pai_diag(job, PAI_D_IMAGE_UNREADABLE, span, name, "没有权限", "permission denied",
                 NULL);
        return;
    case PAI_IO_OK:
    case PAI_IO_FULL:
    case PAI_IO_OTHER:
        break;
    }
    pai_diag(job, PAI_D_IMAGE_UNREADABLE, span, name, "磁盘或网络有问题，或者内存不够",
             "the disk, the network or memory failed", NULL);
}

const struct pai_image *pai_image_read(struct pai_job *job, const char *path, const char *name,
                                       struct pai_span span) {
    struct pai_world *world = job->world;
    struct pai_bytes bytes;
    int error = 0;
    enum pai_io io = world->read(world->ctx, path, PAI_IMAGE_MOST_BYTES, &bytes, &error);
    if (io != PAI_IO_OK) {
        read_failed(job, io, name, span);
        return NULL;
    }
    uint8_t *copy = pai_arena_alloc(job->arena, bytes.size);
    memcpy(copy, bytes.data, bytes.size);
    size_t size = bytes.size;
    world->release(world->ctx, bytes);
    return pai_image_parse(job, (struct pai_bytes){copy, size}, name, span);
}
