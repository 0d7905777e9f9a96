// Inks. In: the inks of the pages. Out: operators that set them, and the resources these name.
// Promises: process inks are written as they are, in DeviceCMYK; a spot ink has one colour
// space and one function in the whole file, whatever its tints (A-2 6.2.4.4; libharu 4), so
// that the press gets one plate for it; marks reach the plates of their side by name and no
// others; black alone overprints, everything else knocks out, so
// that what is to be white or another colour on a spot colour is that.
#include "pdf_priv.h"

#include <string.h>

static const struct pai_ink black = {.name = "black", .cmyk = {0, 0, 0, 1000}};

const struct pai_ink *pai_pdf_black(void) {
    return &black;
}

// Spot inks share a colour space if they share a plate, marks if their sides use the same
// plates; process inks need none.
static bool same_plate(const struct pai_ink *a, const struct pai_ink *b) {
    if (a->kind != b->kind || a->spot_count != b->spot_count) {
        return false;
    }
    if (a->kind == PAI_INK_SPOT) {
        return strcmp(a->plate, b->plate) == 0;
    }
    bool same = a->kind == PAI_INK_MARKS && memcmp(a->cmyk, b->cmyk, sizeof a->cmyk) == 0;
    for (uint32_t i = 0; same && i < a->spot_count; i++) {
        same = strcmp(a->spots[i]->plate, b->spots[i]->plate) == 0;
    }
    return same;
}

// From 1; 0: process.
static uint32_t plate_number(const struct pai_pdf *pdf, const struct pai_ink *ink) {
    for (uint32_t i = 0; i < pdf->plates.n; i++) {
        if (same_plate(pdf->plates.v[i].ink, ink)) {
            return i + 1;
        }
    }
    return 0;
}

static void plate_collect(struct pai_pdf *pdf, const struct pai_ink *ink) {
    bool own = ink && (ink->kind == PAI_INK_SPOT || ink->kind == PAI_INK_MARKS);
    if (own && plate_number(pdf, ink) == 0) {
        PAI_VEC_PUT(pdf->job->arena, &pdf->plates, ((struct pai_pdf_plate){ink, 0}));
        for (uint32_t i = 0; i < ink->spot_count; i++) {
            plate_collect(pdf, ink->spots[i]);
        }
    }
}

void pai_pdf_inks_collect(struct pai_pdf *pdf) {
    for (uint32_t p = 0; p < pdf->pages->n; p++) {
        const struct pai_page *page = &pdf->pages->v[p];
        for (uint32_t i = 0; i < page->item_count; i++) {
            plate_collect(pdf, page->items[i].ink);
        }
    }
}

static void amount(struct pai_buf *out, uint16_t thousandths, char after) {
    pai_buf_decimal(out, thousandths, 1000);
    pai_buf_byte(out, after);
}

static bool same(const struct pai_ink *a, const struct pai_ink *b) {
    return a->kind == PAI_INK_PROCESS
               ? a->kind == b->kind && memcmp(a->cmyk, b->cmyk, sizeof a->cmyk) == 0
               : same_plate(a, b) && a->tint == b->tint;
}

// Of its colour space: one, or for marks one a plate.
static uint32_t components(const struct pai_ink *ink) {
    uint32_t n = ink->kind == PAI_INK_MARKS ? ink->spot_count : 1;
    for (int k = 0; ink->kind == PAI_INK_MARKS && k < 4; k++) {
        n += ink->cmyk[k] > 0;
    }
    return n;
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
        for (uint32_t i = components(ink); i > 0; i--) {
            amount(out, ink->tint, ' ');
        }
        pai_buf_str(out, "scn\n");
        return;
    }
    for (int i = 0; i < 4; i++) {
        amount(out, ink->cmyk[i], ' ');
    }
    pai_buf_str(out, "k\n");
}

// ---- colour spaces ----

// From nothing to how a spot ink looks solid.
static uint32_t spot_function(struct pai_pdf *pdf, const struct pai_ink *ink) {
    struct pai_pdf_object *function = pai_pdf_object_add(pdf->file);
    struct pai_buf *body = &function->body;
    pai_buf_str(body, "/FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [");
    for (int i = 0; i < 4; i++) {
        amount(body, ink->cmyk[i], i < 3 ? ' ' : ']');
    }
    pai_buf_str(body, " /N 1\n");
    pai_buf_put(&pdf->shape, body->s, body->n);
    return function->ref;
}

// [/Separation /NAME /DeviceCMYK function]
static void spot_write(struct pai_pdf *pdf, struct pai_buf *out, const struct pai_ink *ink) {
    struct pai_pdf_plate *plate = &pdf->plates.v[plate_number(pdf, ink) - 1];
    plate->function = plate->function ? plate->function : spot_function(pdf, ink);
    pai_buf_str(out, "[/Separation ");
    pai_pdf_name(out, ink->plate);
    pai_buf_fmt(out, " /DeviceCMYK %u 0 R]\n", plate->function);
}

// How much of process ink k there is in component i of the marks, in thousandths.
static uint16_t share(const struct pai_ink *marks, uint32_t i, int k) {
    for (int process = 0; process < 4; process++) {
        if (marks->cmyk[process] > 0 && i-- == 0) {
            return process == k ? 1000 : 0;
        }
    }
    return marks->spots[i]->cmyk[k];
}

// How marks look: for each process ink the sum over all components, in a calculator (ISO
// 32000-1 7.10.5). The stack is n components, the sums that are done, the sum being made.
static uint32_t marks_function(struct pai_pdf *pdf, const struct pai_ink *ink) {
    uint32_t n = components(ink);
    struct pai_buf code = pai_buf_make(pdf->job->arena);
    pai_buf_byte(&code, '{');
    for (int k = 0; k < 4; k++) {
        pai_buf_byte(&code, '0');
        for (uint32_t i = 0; i < n; i++) {
            if (share(ink, i, k) > 0) {
                pai_buf_fmt(&code, " %u index ", n - i + (uint32_t)k);
                amount(&code, share(ink, i, k), ' ');
                pai_buf_str(&code, "mul add");
            }
        }
        pai_buf_byte(&code, ' ');
    }
    pai_buf_fmt(&code, "%u 4 roll", n + 4);
    for (uint32_t i = 0; i < n; i++) {
        pai_buf_str(&code, " pop");
    }
    pai_buf_byte(&code, '}');
    struct pai_bytes data = {(const uint8_t *)code.s, code.n};
    struct pai_pdf_object *function = pai_pdf_stream_add(pdf->file, data);
    pai_buf_str(&function->body, "/FunctionType 4 /Domain [");
    for (uint32_t i = 0; i < n; i++) {
        pai_buf_str(&function->body, i > 0 ? " 0 1" : "0 1");
    }
    pai_buf_str(&function->body, "] /Range [0 1 0 1 0 1 0 1]\n");
    pai_buf_put(&pdf->shape, code.s, code.n);
    return function->ref;
}

// [/DeviceN [/Magenta /Black /NAME] /DeviceCMYK function <</Colorants <</NAME …>>>>]: spot inks
// are told here as they are for themselves (A-2 6.2.4.4).
static void marks_write(struct pai_pdf *pdf, struct pai_buf *out, const struct pai_ink *ink) {
    static const char *const names[4] = {"/Cyan ", "/Magenta ", "/Yellow ", "/Black "};
    uint32_t function = marks_function(pdf, ink);
    pai_buf_str(out, "[/DeviceN [");
    for (int k = 0; k < 4; k++) {
        pai_buf_str(out, ink->cmyk[k] > 0 ? names[k] : "");
    }
    for (uint32_t i = 0; i < ink->spot_count; i++) {
        pai_pdf_name(out, ink->spots[i]->plate);
        pai_buf_byte(out, ' ');
    }
    pai_buf_fmt(out, "] /DeviceCMYK %u 0 R\n", function);
    pai_buf_str(out, ink->spot_count ? "<</Colorants <<" : "");
    for (uint32_t i = 0; i < ink->spot_count; i++) {
        pai_pdf_name(out, ink->spots[i]->plate);
        pai_buf_byte(out, ' ');
        spot_write(pdf, out, ink->spots[i]);
    }
    pai_buf_str(out, ink->spot_count ? ">>>>]\n" : "]\n");
}

void pai_pdf_inks_write(struct pai_pdf *pdf, struct pai_buf *out) {
    pai_buf_str(out, pdf->plates.n ? "/ColorSpace <<" : "");
    for (uint32_t i = 0; i < pdf->plates.n; i++) {
        pai_buf_fmt(out, "/P%u ", i + 1);
        const struct pai_ink *ink = pdf->plates.v[i].ink;
        if (ink->kind == PAI_INK_SPOT) {
            spot_write(pdf, out, ink);
        } else {
            marks_write(pdf, out, ink);
        }
    }
    pai_buf_str(out, pdf->plates.n ? ">>\n" : "");
    pai_buf_str(out, "/ExtGState <<"
                     "/Over <</Type /ExtGState /OP true /op true /OPM 1>>\n"
                     "/Knock <</Type /ExtGState /OP false /op false /OPM 0>>>>\n");
}
