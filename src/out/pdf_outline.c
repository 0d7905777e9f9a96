// Navigation. In: the pages and the titles of articles. Out: the outline and the page labels.
// Promises: an entry for each article that has a title, leading to its first line, in order of
// the pages; labels are the numbers printed on the pages.
#include "pdf_priv.h"

#include <string.h>

// A title's lines are the first of their article in reading order, but for its entry in the
// contents; an article is listed once.
void pai_pdf_places_find(struct pai_pdf *pdf) {
    const struct pai_pages *pages = pdf->pages;
    bool *seen = PAI_NEW_N(pdf->job->arena, bool, pages->title_count + 1);
    for (uint32_t k = 0; k < pdf->order.n; k++) {
        const struct pai_pdf_part *part = &pdf->order.v[k];
        const struct pai_page *page = &pages->v[part->page];
        for (uint32_t i = 0; i < page->line_count; i++) {
            const struct pai_page_line *line = &page->lines[i];
            bool here = line->first_item >= part->first && line->first_item < part->end;
            if (!here || line->role == PAI_ROLE_CONTENTS || line->article < 0 ||
                (uint32_t)line->article >= pages->title_count || seen[line->article] ||
                !pages->titles[line->article]) {
                continue;
            }
            seen[line->article] = true;
            struct pai_pdf_place place = {.article = (uint32_t)line->article,
                                          .page = part->page,
                                          .left = part->left,
                                          .top = line->baseline - line->size};
            PAI_VEC_PUT(pdf->job->arena, &pdf->places, place);
        }
    }
}

const struct pai_pdf_place *pai_pdf_place_find(const struct pai_pdf *pdf, int32_t article) {
    for (uint32_t i = 0; i < pdf->places.n; i++) {
        if ((int32_t)pdf->places.v[i].article == article) {
            return &pdf->places.v[i];
        }
    }
    return NULL;
}

void pai_pdf_place_put(const struct pai_pdf *pdf, struct pai_buf *out,
                       const struct pai_pdf_place *place) {
    const struct pai_page *page = &pdf->pages->v[place->page];
    pai_buf_fmt(out, "/Dest [%u 0 R /XYZ ", pdf->page_refs[place->page]);
    pai_buf_len(out, (int64_t)place->left - page->media.x, 2);
    pai_buf_byte(out, ' ');
    pai_buf_len(out, (int64_t)page->media.y + page->media.height - place->top, 2);
    pai_buf_str(out, " null]\n");
}

static void outline_write(struct pai_pdf *pdf) {
    uint32_t n = pdf->places.n;
    if (n == 0) {
        return;
    }
    struct pai_pdf_object *root = pai_pdf_object_add(pdf->file);
    struct pai_pdf_object **entries = PAI_NEW_N(pdf->job->arena, struct pai_pdf_object *, n);
    for (uint32_t i = 0; i < n; i++) {
        entries[i] = pai_pdf_object_add(pdf->file);
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct pai_pdf_place *place = &pdf->places.v[i];
        const char *title = pdf->pages->titles[place->article];
        struct pai_buf *out = &entries[i]->body;
        pai_buf_str(out, "/Title ");
        pai_pdf_string(out, title, pai_pdf_fact_length(title));
        pai_buf_fmt(out, "\n/Parent %u 0 R\n", root->ref);
        pai_pdf_place_put(pdf, out, place);
        if (i > 0) {
            pai_buf_fmt(out, "/Prev %u 0 R\n", entries[i - 1]->ref);
        }
        if (i + 1 < n) {
            pai_buf_fmt(out, "/Next %u 0 R\n", entries[i + 1]->ref);
        }
    }
    pai_buf_fmt(&root->body, "/Type /Outlines\n/First %u 0 R\n/Last %u 0 R\n/Count %u\n",
                entries[0]->ref, entries[n - 1]->ref, n);
    pai_buf_fmt(pai_pdf_catalog(pdf->file), "/Outlines %u 0 R\n", root->ref);
}

// A range of labels begins where the numbers do not simply go on.
static void labels_write(const struct pai_pdf *pdf) {
    struct pai_buf *out = pai_pdf_catalog(pdf->file);
    pai_buf_str(out, "/PageLabels <</Nums [");
    for (uint32_t i = 0; i < pdf->pages->n; i++) {
        const struct pai_page *page = &pdf->pages->v[i];
        if (page->label) {
            pai_buf_fmt(out, "%u <</P ", i);
            pai_pdf_string(out, page->label, strlen(page->label));
            pai_buf_str(out, ">>\n");
        } else if (i == 0 || pdf->pages->v[i - 1].label ||
                   page->number != pdf->pages->v[i - 1].number + 1) {
            pai_buf_fmt(out, "%u <</S /D /St %u>>\n", i, page->number > 0 ? page->number : 1);
        }
    }
    pai_buf_str(out, "]>>\n");
}

void pai_pdf_outline(struct pai_pdf *pdf) {
    outline_write(pdf);
    labels_write(pdf);
}
