// Images. In: the images of the pages and how the layout wants their colours. Out: an XObject
// for each that is different, and the profiles they need. Promises: a JPEG goes in as it is
// but for what does not show (image/jpeg_plain.c), a plain PNG keeps its packed samples; what
// must change (alpha, 16 bits, colours for the press) is decoded once; grey is DeviceGray, ink
// DeviceCMYK, RGB always by a profile, its own or sRGB (X-4 and A-2 6.2.4 forbid it without);
// the same file is written once, however often it is printed.
#include "pdf_priv.h"

#include "image_samples.h"

#include <libdeflate.h>
#include <string.h>

enum { BETTER = 6 }; // samples are worth more work than text

static bool same(const struct pai_image *a, const struct pai_image *b) {
    return a == b || memcmp(a->sha256, b->sha256, sizeof a->sha256) == 0;
}

// The colours that are printed.
static enum pai_image_space target_of(const struct pai_picture *picture) {
    enum pai_image_space space = picture->image->space;
    switch (picture->colour) {
    case PAI_PICTURE_GREY:
        return PAI_IMAGE_GREY;
    case PAI_PICTURE_PRESS:
        return space == PAI_IMAGE_RGB ? PAI_IMAGE_CMYK : space;
    case PAI_PICTURE_KEEP:
        break;
    }
    return space;
}

struct pai_pdf_image *pai_pdf_image_find(const struct pai_pdf *pdf,
                                         const struct pai_picture *picture) {
    enum pai_image_space space = target_of(picture);
    for (uint32_t i = 0; i < pdf->images.n; i++) {
        if (pdf->images.v[i]->space == space && same(pdf->images.v[i]->image, picture->image)) {
            return pdf->images.v[i];
        }
    }
    return NULL;
}

void pai_pdf_images_collect(struct pai_pdf *pdf) {
    for (uint32_t p = 0; p < pdf->pages->n; p++) {
        const struct pai_page *page = &pdf->pages->v[p];
        for (uint32_t i = 0; i < page->item_count; i++) {
            const struct pai_item *item = &page->items[i];
            if (item->kind == PAI_ITEM_IMAGE && !pai_pdf_image_find(pdf, &item->u.picture)) {
                struct pai_pdf_image *image = PAI_NEW(pdf->job->arena, struct pai_pdf_image);
                image->image = item->u.picture.image;
                image->space = target_of(&item->u.picture);
                PAI_VEC_PUT(pdf->job->arena, &pdf->images, image);
                image->number = pdf->images.n;
            }
        }
    }
}

// ---- samples ----

// The sum of differences from what a filter foresees: the least packs best (PNG 12.8).
static uint64_t filtered(const uint8_t *row, const uint8_t *above, size_t n, uint32_t step,
                         int filter, uint8_t *to) {
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        int left = i >= step ? row[i - step] : 0, up = above ? above[i] : 0;
        int corner = i >= step && above ? above[i - step] : 0;
        int p = left + up - corner;
        int a = p > left ? p - left : left - p, b = p > up ? p - up : up - p;
        int c = p > corner ? p - corner : corner - p;
        int paeth = a <= b && a <= c ? left : b <= c ? up : corner;
        int foreseen = filter == 1 ? left : filter == 2 ? up : filter == 4 ? paeth : 0;
        to[i] = (uint8_t)(row[i] - foreseen);
        sum += to[i] < 128 ? to[i] : 256u - to[i];
    }
    return sum;
}

// Rows with PNG's predictors.
static struct pai_bytes predict(struct pai_arena *arena, const struct pai_samples *pixels) {
    static const int filters[] = {2, 1, 4};
    uint32_t step = pai_samples_components(pixels->space);
    size_t n = (size_t)pixels->width * step;
    uint8_t *out = pai_arena_array(arena, pixels->height, n + 1);
    uint8_t *trial = pai_arena_alloc(arena, n);
    for (uint32_t y = 0; y < pixels->height; y++) {
        const uint8_t *row = pixels->v + y * n, *above = y > 0 ? row - n : NULL;
        uint8_t *to = out + y * (n + 1);
        uint64_t best = UINT64_MAX;
        for (size_t f = 0; f < sizeof filters / sizeof *filters; f++) {
            uint64_t sum = filtered(row, above, n, step, filters[f], trial);
            if (sum < best) {
                best = sum;
                to[0] = (uint8_t)filters[f];
                memcpy(to + 1, trial, n);
            }
        }
    }
    return (struct pai_bytes){out, pixels->height * (n + 1)};
}

static bool failed(struct pai_pdf *pdf, const struct pai_image *image) {
    pai_diag(pdf->job, PAI_D_PDF_IMAGE, image->span, image->name, NULL);
    return false;
}

// Takes from the colours, not from black, what is more than the press takes in all: the profile
// knows how its own press looks, not how wet this layout lets it be.
static void ink_limit(struct pai_samples *pixels, uint32_t percent) {
    uint32_t most = percent * 255 / 100;
    uint8_t *ink = pixels->v;
    for (size_t n = (size_t)pixels->width * pixels->height; n > 0; n--, ink += 4) {
        uint32_t colours = (uint32_t)ink[0] + ink[1] + ink[2];
        if (colours + ink[3] > most) {
            for (int i = 0; i < 3; i++) {
                ink[i] = (uint8_t)(ink[i] * (most - ink[3]) / colours);
            }
        }
    }
}

// Decodes, converts and packs.
static bool samples_make(struct pai_pdf *pdf, struct pai_pdf_image *image,
                         struct pai_arena *scratch) {
    struct pai_samples pixels, converted;
    struct pai_bytes press =
        pdf->options->profile ? pdf->options->profile->icc : (struct pai_bytes){NULL, 0};
    if (!pai_image_samples(scratch, image->image, &pixels)) {
        return failed(pdf, image->image);
    }
    if (pixels.space != image->space) {
        bool needs = image->space == PAI_IMAGE_CMYK || pixels.space == PAI_IMAGE_CMYK;
        if ((needs && press.size == 0) ||
            !pai_samples_convert(scratch, &pixels, image->image->icc, image->space, press,
                                 &converted)) {
            return failed(pdf, image->image);
        }
        pixels = converted;
        if (pixels.space == PAI_IMAGE_CMYK) {
            ink_limit(&pixels, (uint32_t)pai_pdf_ink_most(pdf->options));
        }
    }
    struct libdeflate_compressor *packer = libdeflate_alloc_compressor(BETTER);
    if (!packer) {
        return failed(pdf, image->image);
    }
    struct pai_bytes rows = predict(scratch, &pixels);
    size_t room = libdeflate_zlib_compress_bound(packer, rows.size);
    uint8_t *trial = pai_arena_alloc(scratch, room);
    size_t size = libdeflate_zlib_compress(packer, rows.data, rows.size, trial, room);
    uint8_t *packed = pai_arena_alloc(pdf->job->arena, size);
    memcpy(packed, trial, size);
    image->data = (struct pai_bytes){packed, size};
    libdeflate_free_compressor(packer);
    image->bits = 8;
    return true;
}

static bool image_make(struct pai_pdf *pdf, struct pai_pdf_image *image) {
    const struct pai_image *from = image->image;
    image->jpeg = from->kind == PAI_IMAGE_JPEG && image->space == from->space;
    if (image->jpeg) {
        image->data = pai_jpeg_plain(pdf->job->arena, from);
        image->bits = 8;
        return true;
    }
    if (from->kind == PAI_IMAGE_PNG && from->direct && image->space == from->space) {
        pai_png_packed(pdf->job->arena, from, &image->data, &image->palette);
        image->bits = from->bits;
        return true;
    }
    struct pai_arena *scratch = pai_arena_open(pdf->job->no_memory);
    bool made = samples_make(pdf, image, scratch);
    pai_arena_close(scratch);
    return made;
}

bool pai_pdf_images_make(struct pai_pdf *pdf) {
    for (uint32_t i = 0; i < pdf->images.n; i++) {
        if (!image_make(pdf, pdf->images.v[i])) {
            return false;
        }
    }
    return true;
}

// ---- objects ----

// The object of a profile for RGB, written once however many images use it.
static uint32_t profile_write(struct pai_pdf *pdf, struct pai_bytes icc, uint32_t before) {
    for (uint32_t i = 0; i < before; i++) {
        const struct pai_pdf_image *other = pdf->images.v[i];
        if (other->icc_ref && other->icc.size == icc.size &&
            memcmp(other->icc.data, icc.data, icc.size) == 0) {
            return other->icc_ref;
        }
    }
    struct pai_pdf_object *object = pai_pdf_stream_add(pdf->file, icc);
    pai_buf_str(&object->body, "/N 3\n/Alternate /DeviceRGB\n");
    return object->ref;
}

static void space_put(struct pai_pdf *pdf, struct pai_pdf_image *image, struct pai_buf *out) {
    if (image->space != PAI_IMAGE_RGB) {
        pai_buf_str(out, image->space == PAI_IMAGE_GREY ? "/DeviceGray" : "/DeviceCMYK");
        return;
    }
    image->icc = image->image->icc.size > 0 ? image->image->icc : pai_icc_srgb(pdf->job->arena);
    image->icc_ref = profile_write(pdf, image->icc, image->number - 1);
    if (image->palette.size == 0) {
        pai_buf_fmt(out, "[/ICCBased %u 0 R]", image->icc_ref);
        return;
    }
    uint32_t colours = (uint32_t)image->palette.size / 3, most = 1u << image->bits;
    colours = colours < most ? colours : most;
    pai_buf_fmt(out, "[/Indexed [/ICCBased %u 0 R] %u <", image->icc_ref, colours - 1);
    for (uint32_t i = 0; i < colours * 3; i++) {
        static const char hex[] = "0123456789ABCDEF";
        pai_buf_byte(out, hex[image->palette.data[i] >> 4]);
        pai_buf_byte(out, hex[image->palette.data[i] & 15]);
    }
    pai_buf_str(out, ">]");
}

void pai_pdf_images_write(struct pai_pdf *pdf) {
    for (uint32_t i = 0; i < pdf->images.n; i++) {
        struct pai_pdf_image *image = pdf->images.v[i];
        uint32_t components = image->palette.size ? 1 : pai_samples_components(image->space);
        image->object = pai_pdf_stream_add(pdf->file, image->data);
        struct pai_buf *out = &image->object->body;
        pai_buf_fmt(out,
                    "/Type /XObject\n/Subtype /Image\n/Width %u\n/Height %u\n"
                    "/BitsPerComponent %u\n/ColorSpace ",
                    image->image->width, image->image->height, image->bits);
        space_put(pdf, image, out);
        if (image->jpeg) {
            pai_buf_str(out, "\n/Filter /DCTDecode\n");
            pai_buf_str(out, image->image->inverted ? "/Decode [1 0 1 0 1 0 1 0]\n" : "");
        } else {
            pai_buf_fmt(out,
                        "\n/Filter /FlateDecode\n/DecodeParms <</Predictor 15 /Colors %u "
                        "/BitsPerComponent %u /Columns %u>>\n",
                        components, image->bits, image->image->width);
        }
    }
}

// ---- on a page ----

// The unit square of an image to its rectangle, turned upright (Exif 2.3, Orientation; ISO
// 32000-1 8.9.5: the stored top row is at y = 1).
void pai_pdf_image_matrix(uint8_t turn, int64_t matrix[6], int64_t x, int64_t y, int64_t w,
                          int64_t h) {
    static const int8_t turns[9][6] = {
        {1, 0, 0, 1, 0, 0},   {1, 0, 0, 1, 0, 0},  {-1, 0, 0, 1, 1, 0},
        {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1}, {0, -1, -1, 0, 1, 1},
        {0, -1, 1, 0, 0, 1},  {0, 1, 1, 0, 0, 0},  {0, 1, -1, 0, 1, 0},
    };
    const int8_t *t = turns[turn <= 8 ? turn : 1];
    matrix[0] = t[0] * w;
    matrix[1] = t[1] * h;
    matrix[2] = t[2] * w;
    matrix[3] = t[3] * h;
    matrix[4] = x + t[4] * w;
    matrix[5] = y + t[5] * h;
}
