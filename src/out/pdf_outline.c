// Navigation. In: the pages and the titles of articles. Out: the outline and the page labels.
// Promises: an entry for each article that has a title, leading to its first line, in order of
// the pages; labels are the numbers printed on the pages.
#include "pdf_priv.h"

#include <string.h>

// Where an article begins.
struct entry {
    const char *title;
    uint32_t page;
    pai_len left, top;
    struct pai_pdf_object *object;
};

struct entries {
    struct entry *v;
    uint32_t n;
};

// A title's lines are the first of their article in reading order, but for its entry in the
// contents; an article is listed once.
static struct entries entries_find(const struct pai_pdf *pdf) {
    const struct pai_pages *pages = pdf->pages;
    struct entries list = {PAI_NEW_N(pdf->job->arena, struct entry, pages->title_count + 1), 0};
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
            list.v[list.n++] = (struct entry){.title = pages->titles[line->article],
                                              .page = part->page,
                                              .left = part->left,
                                              .top = line->baseline - line->size};
        }
    }
    return list;
}

static void entry_write(struct pai_pdf *pdf, const struct entries *list, uint32_t i,
                        uint32_t root) {
    const struct entry *entry = &list->v[i];
    const struct pai_page *page = &pdf->pages->v[entry->page];
    struct pai_buf *out = &entry->object->body;
    pai_buf_str(out, "/Title ");
    pai_pdf_string(out, entry->title, pai_pdf_fact_length(entry->title));
    pai_buf_fmt(out, "\n/Parent %u 0 R\n/Dest [%u 0 R /XYZ ", root,
                pdf->page_refs[entry->page]);
    pai_buf_len(out, (int64_t)entry->left - page->media.x, 2);
    pai_buf_byte(out, ' ');
    pai_buf_len(out, (int64_t)page->media.y + page->media.height - entry->top, 2);
    pai_buf_str(out, " null]\n");
    if (i > 0) {
        pai_buf_fmt(out, "/Prev %u 0 R\n", list->v[i - 1].object->ref);
    }
    if (i + 1 < list->n) {
        pai_buf_fmt(out, "/Next %u 0 R\n", list->v[i + 1].object->ref);
    }
}

static void outline_write(struct pai_pdf *pdf) {
    struct entries list = entries_find(pdf);
    if (!list.n) {
        return;
    }
    struct pai_pdf_object *root = pai_pdf_object_add(pdf->file);
    for (uint32_t i = 0; i < list.n; i++) {
        list.v[i].object = pai_pdf_object_add(pdf->file);
    }
    for (uint32_t i = 0; i < list.n; i++) {
        entry_write(pdf, &list, i, root->ref);
    }
    pai_buf_fmt(&root->body, "/Type /Outlines\n/First %u 0 R\n/Last %u 0 R\n/Count %u\n",
                list.v[0].object->ref, list.v[list.n - 1].object->ref, list.n);
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
