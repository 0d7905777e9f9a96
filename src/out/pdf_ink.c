// Inks. In: the inks of the pages. Out: operators that set them, and the resources these name.
// Promises: process inks are written as they are, in DeviceCMYK; a spot ink has one colour
// space and one function in the whole file, whatever its tints (A-2 6.2.4.4; libharu 4), so
// that the press gets one plate for it; black alone overprints, everything else knocks out, so
// that what is to be white or another colour on a spot colour is that.
#include "pdf_priv.h"

#include <string.h>

static const struct pai_ink black = {.name = "black", .cmyk = {0, 0, 0, 1000}};

const struct pai_ink *pai_pdf_black(void) {
    return &black;
}

// The name of its plate; NULL for process inks.
static const char *plate_of(const struct pai_ink *ink) {
    return ink->kind == PAI_INK_SPOT ? ink->plate : ink->kind == PAI_INK_ALL ? "All" : NULL;
}

// From 1; 0: process.
static uint32_t plate_number(const struct pai_pdf *pdf, const struct pai_ink *ink) {
    const char *plate = plate_of(ink);
    for (uint32_t i = 0; plate && i < pdf->plates.n; i++) {
        if (strcmp(plate_of(pdf->plates.v[i]), plate) == 0) {
            return i + 1;
        }
    }
    return 0;
}

void pai_pdf_inks_collect(struct pai_pdf *pdf) {
    for (uint32_t p = 0; p < pdf->pages->n; p++) {
        const struct pai_page *page = &pdf->pages->v[p];
        for (uint32_t i = 0; i < page->item_count; i++) {
            const struct pai_ink *ink = page->items[i].ink;
            if (ink && plate_of(ink) && plate_number(pdf, ink) == 0) {
                PAI_VEC_PUT(pdf->job->arena, &pdf->plates, ink);
            }
        }
    }
}

static void amount(struct pai_buf *out, uint16_t thousandths, char after) {
    pai_buf_decimal(out, thousandths, 1000);
    pai_buf_byte(out, after);
}

static bool same(const struct pai_ink *a, const struct pai_ink *b) {
    const char *plate = plate_of(a), *other = plate_of(b);
    if (plate && other) {
        return strcmp(plate, other) == 0 && a->tint == b->tint;
    }
    return !plate && !other && memcmp(a->cmyk, b->cmyk, sizeof a->cmyk) == 0;
}

void pai_pdf_ink_use(const struct pai_pdf *pdf, struct pai_buf *out,
                     const struct pai_ink *before, const struct pai_ink *ink) {
    ink = ink ? ink : &black;
    // So that a plate a little out of place leaves no white edge around black type.
    if (!before || pai_ink_is_black(before) != pai_ink_is_black(ink)) {
        pai_buf_str(out, pai_ink_is_black(ink) ? "/Over gs\n" : "/Knock gs\n");
    }
    if (before && same(before, ink)) {
        return;
    }
    uint32_t plate = plate_number(pdf, ink);
    if (plate > 0) {
        if (!before || plate_number(pdf, before) != plate) {
            pai_buf_fmt(out, "/P%u cs ", plate);
        }
        amount(out, ink->tint, ' ');
        pai_buf_str(out, "scn\n");
        return;
    }
    for (int i = 0; i < 4; i++) {
        amount(out, ink->cmyk[i], ' ');
    }
    pai_buf_str(out, "k\n");
}

// [/Separation /NAME /DeviceCMYK function]: from nothing to how it looks solid. Registration
// looks solid on all four.
static void plate_write(struct pai_pdf *pdf, struct pai_buf *out, const struct pai_ink *ink) {
    static const uint16_t all[4] = {1000, 1000, 1000, 1000};
    const uint16_t *cmyk = ink->kind == PAI_INK_ALL ? all : ink->cmyk;
    struct pai_pdf_object *function = pai_pdf_object_add(pdf->file);
    struct pai_buf *body = &function->body;
    pai_buf_str(body, "/FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [");
    for (int i = 0; i < 4; i++) {
        amount(body, cmyk[i], i < 3 ? ' ' : ']');
    }
    pai_buf_str(body, " /N 1\n");
    pai_buf_put(&pdf->shape, body->s, body->n);
    pai_buf_str(out, "[/Separation ");
    pai_pdf_name(out, plate_of(ink));
    pai_buf_fmt(out, " /DeviceCMYK %u 0 R]\n", function->ref);
}

void pai_pdf_inks_write(struct pai_pdf *pdf, struct pai_buf *out) {
    pai_buf_str(out, pdf->plates.n ? "/ColorSpace <<" : "");
    for (uint32_t i = 0; i < pdf->plates.n; i++) {
        pai_buf_fmt(out, "/P%u ", i + 1);
        plate_write(pdf, out, pdf->plates.v[i]);
    }
    pai_buf_str(out, pdf->plates.n ? ">>\n" : "");
    pai_buf_str(out, "/ExtGState <<"
                     "/Over <</Type /ExtGState /OP true /op true /OPM 1>>\n"
                     "/Knock <</Type /ExtGState /OP false /op false /OPM 0>>>>\n");
}
