// Clusters in reading order. In: neighbouring glyph items. Out: their clusters, and which of
// them a reader must be told to read as one. Promise: text copied from the PDF keeps its order.
//
// Readers cut text where glyphs stand closer or further apart than they expect: a squeezed
// comma (typography 3.7) stands under the character after it, a full-width space looks like a
// gap between columns. Measured with poppler: an overlap of 0.1 em cuts a word, half an em a
// line; a gap of 0.7 em begins a column, which then is read after everything to its left. A
// span with ActualText over the clusters on both sides is read as one piece.
#include "pdf_priv.h"

#include "utf8.h"

// The end of the cluster that starts at glyph i: the glyphs after the first carry no text.
static uint32_t cluster_end(const struct pai_glyphs *g, uint32_t i) {
    const struct pai_put *first = &g->v[i];
    for (i++; i < g->n; i++) {
        if (g->v[i].length && (g->v[i].text != first->text || first->length == 0)) {
            break;
        }
    }
    return i;
}

static bool is_space(const struct pai_pdf_cluster *c) {
    unsigned used = 1;
    uint32_t cp = c->length ? pai_utf8_next(c->text, c->length, &used) : 0;
    return c->length == used && (cp == ' ' || cp == 0xA0 || cp == 0x3000);
}

// Joins clusters from `before` to `after`, with only spaces between them, if a reader would
// cut there.
static void join(struct pai_pdf_cluster *before, struct pai_pdf_cluster *after) {
    const struct pai_put *a = &before->glyphs->v[before->end - 1];
    const struct pai_put *b = &after->glyphs->v[after->first];
    int64_t em = before->glyphs->size;
    int64_t gap = (int64_t)b->x - a->x - a->advance;
    bool overlap = gap < -em / 10 && b->x > a->x;
    bool column = gap > em * 6 / 10 && gap < em * 4; // wider gaps are meant
    if (a->y == b->y && (overlap || column)) {
        for (struct pai_pdf_cluster *c = before; c < after; c++) {
            c->joined = true;
        }
    }
}

uint32_t pai_pdf_clusters(struct pai_pdf *pdf, const struct pai_item *items, uint32_t n,
                          struct pai_pdf_cluster **out) {
    PAI_VEC(struct pai_pdf_cluster) list = {0};
    for (uint32_t k = 0; k < n; k++) {
        const struct pai_glyphs *g = &items[k].u.glyphs;
        for (uint32_t i = 0; i < g->n; i = list.v[list.n - 1].end) {
            struct pai_pdf_cluster *c = PAI_VEC_ADD(pdf->job->arena, &list);
            c->item = &items[k];
            c->glyphs = g;
            c->first = i;
            c->end = cluster_end(g, i);
            c->length = g->v[i].length;
            c->text = c->length ? g->text + g->v[i].text : "";
        }
    }
    for (uint32_t i = 0, before = 0; i < list.n; i++) {
        if (!is_space(&list.v[i])) {
            join(&list.v[before], &list.v[i]);
            before = i;
        }
    }
    *out = list.v;
    return list.n;
}
