// Reading order. In: pages, or sheets with several pages each. Out: the pages as they were
// composed, in their order, and the contents of the sheets. Promises: structure, outline and
// text follow the order of the pages and not that of the sheets, so that a booklet reads as the
// issue does; nothing of a page is printed beyond its place on the sheet.
#include "pdf_priv.h"

#include <stdlib.h>

// By page; marks, which have none, last. Equal ones stay as they are.
static int compare(const void *a, const void *b) {
    const struct pai_pdf_part *p = a, *q = b;
    uint32_t m = p->number - 1, n = q->number - 1; // 0 becomes the largest
    if (m != n) {
        return m < n ? -1 : 1;
    }
    return p->page != q->page ? (p->page < q->page ? -1 : 1) : (p->part < q->part ? -1 : 1);
}

void pai_pdf_order_make(struct pai_pdf *pdf) {
    bool sheets = false;
    for (uint32_t i = 0; i < pdf->pages->n; i++) {
        const struct pai_page *page = &pdf->pages->v[i];
        struct pai_pdf_part whole = {.page = i, .end = page->item_count, .left = page->media.x};
        if (!page->parts) {
            PAI_VEC_PUT(pdf->job->arena, &pdf->order, whole);
        }
        for (uint32_t k = 0; k < page->part_count; k++) {
            const struct pai_part *p = &page->parts[k];
            struct pai_pdf_part part = {i, k, p->number, p->first, p->end, p->clip.x, {0}};
            PAI_VEC_PUT(pdf->job->arena, &pdf->order, part);
            sheets = true;
        }
    }
    if (sheets) {
        qsort(pdf->order.v, pdf->order.n, sizeof *pdf->order.v, compare);
    }
}

// Clips to the place of the page and forgets the state at its end.
static void part_put(struct pai_buf *out, const struct pai_page *page,
                     const struct pai_pdf_part *part) {
    const struct pai_box *clip = &page->parts[part->part].clip;
    pai_buf_str(out, "q ");
    pai_buf_len(out, (int64_t)clip->x - page->media.x, 4);
    pai_buf_byte(out, ' ');
    pai_buf_len(out, (int64_t)page->media.y + page->media.height - clip->y - clip->height, 4);
    pai_buf_byte(out, ' ');
    pai_buf_len(out, clip->width, 4);
    pai_buf_byte(out, ' ');
    pai_buf_len(out, clip->height, 4);
    pai_buf_str(out, " re W n\n");
    pai_buf_put(out, part->data.data, part->data.size);
    pai_buf_str(out, "Q\n");
}

void pai_pdf_contents_make(struct pai_pdf *pdf) {
    struct pai_arena *arena = pdf->job->arena;
    struct pai_buf *out = PAI_NEW_N(arena, struct pai_buf, pdf->pages->n);
    for (uint32_t i = 0; i < pdf->pages->n; i++) {
        out[i] = pai_buf_make(arena);
    }
    for (uint32_t k = 0; k < pdf->order.n; k++) {
        struct pai_pdf_part *part = &pdf->order.v[k];
        const struct pai_page *page = &pdf->pages->v[part->page];
        struct pai_buf own = pai_buf_make(arena);
        pai_pdf_content(pdf, part, page->parts ? &own : &out[part->page]);
        part->data = (struct pai_bytes){(const uint8_t *)own.s, own.n};
        if (page->parts) {
            part_put(&out[part->page], page, part);
        }
    }
    pdf->contents = PAI_NEW_N(arena, struct pai_bytes, pdf->pages->n);
    for (uint32_t i = 0; i < pdf->pages->n; i++) {
        pdf->contents[i] = (struct pai_bytes){(const uint8_t *)out[i].s, out[i].n};
    }
}
