// Links. In: LINK items and the tags around them. Out: annotations of pages, each with its
// element of the structure. Promises: none is written where PDF/X-4 is claimed, which forbids
// annotations on the page, and then the text stands as if there were none; a link that leads to
// an article that these pages lack is not written either; each is printed nowhere, has a text
// that tells where it leads and belongs to a Link (A-2 6.3; UA-1 7.18).
#include "pdf_priv.h"

#include <string.h>

enum { PRINT = 4 }; // the flag that A-2 6.3.2 demands

static bool leads(const struct pai_pdf *pdf, const struct pai_link *link) {
    return link->uri || pai_pdf_place_find(pdf, link->article);
}

// What becomes of an item; of a tag, also of its end.
enum fate { KEPT, ARTIFACT, LEFT_OUT };

// The items of a part, and the fates of the tags that are open, innermost last.
struct choice {
    struct pai_pdf *pdf;
    const struct pai_item *items;
    uint32_t n;
    PAI_VEC(enum fate) open;
    uint32_t artifacts; // among them
};

// Of a link item, or of the LINK that begins at item i: that of the first link in it.
static enum fate link_fate(const struct choice *c, uint32_t i) {
    while (i < c->n && c->items[i].kind != PAI_ITEM_LINK) {
        i++;
    }
    bool forbidden = c->artifacts > 0 || (c->pdf->options->claims & PAI_CLAIM_X4);
    return forbidden || i == c->n || !leads(c->pdf, &c->items[i].u.link) ? LEFT_OUT : KEPT;
}

static enum fate fate_of(struct choice *c, uint32_t i) {
    const struct pai_item *item = &c->items[i];
    enum fate fate = KEPT;
    if (item->kind == PAI_ITEM_LINK) {
        return link_fate(c, i);
    }
    if (item->kind != PAI_ITEM_TAG) {
        return KEPT;
    }
    if (item->u.tag.tag == PAI_TAG_END) {
        fate = c->open.n ? c->open.v[--c->open.n] : KEPT;
        c->artifacts -= fate == ARTIFACT;
        return fate;
    }
    if (item->u.tag.tag == PAI_TAG_ARTIFACT) {
        fate = ARTIFACT;
        c->artifacts++;
    } else if (item->u.tag.tag == PAI_TAG_LINK) {
        fate = link_fate(c, i);
    }
    PAI_VEC_PUT(c->pdf->job->arena, &c->open, fate);
    return fate;
}

const struct pai_item *pai_pdf_links_choose(struct pai_pdf *pdf, const struct pai_item *items,
                                            uint32_t *n) {
    struct choice c = {.pdf = pdf, .items = items, .n = *n};
    PAI_VEC(struct pai_item) kept = {0};
    uint32_t first = 0;
    while (first < *n && items[first].kind != PAI_ITEM_LINK) {
        first++;
    }
    if (first == *n) {
        return items; // there are none
    }
    for (uint32_t i = 0; i < *n; i++) {
        if (fate_of(&c, i) != LEFT_OUT) {
            PAI_VEC_PUT(pdf->job->arena, &kept, items[i]);
        }
    }
    *n = kept.n;
    return kept.v;
}

void pai_pdf_link_put(struct pai_pdf *pdf, uint32_t page, const struct pai_link *link) {
    struct pai_pdf_link *out = PAI_VEC_ADD(pdf->job->arena, &pdf->links);
    *out = (struct pai_pdf_link){link, page, pai_pdf_object_add(pdf->file)};
    pai_pdf_tree_refer(pdf->tree, page, out->object);
}

void pai_pdf_links_list(const struct pai_pdf *pdf, uint32_t page, struct pai_buf *out) {
    bool any = false;
    for (uint32_t i = 0; i < pdf->links.n; i++) {
        if (pdf->links.v[i].page == page) {
            pai_buf_fmt(out, any ? " %u 0 R" : "/Annots [%u 0 R", pdf->links.v[i].object->ref);
            any = true;
        }
    }
    pai_buf_str(out, any ? "]\n" : "");
}

// What is read aloud: the address as it is known, or the title.
static const char *said(const struct pai_pdf *pdf, const struct pai_link *link) {
    static const char mail[] = "mailto:";
    if (!link->uri) {
        return pdf->pages->titles[link->article];
    }
    bool is_mail = strncmp(link->uri, mail, sizeof mail - 1) == 0;
    return link->uri + (is_mail ? sizeof mail - 1 : 0);
}

void pai_pdf_links_write(struct pai_pdf *pdf) {
    for (uint32_t i = 0; i < pdf->links.n; i++) {
        const struct pai_link *link = pdf->links.v[i].link;
        struct pai_box box = {link->x, link->y, link->width, link->height};
        struct pai_buf *out = &pdf->links.v[i].object->body;
        const char *text = said(pdf, link);
        pai_buf_str(out, "/Type /Annot\n/Subtype /Link\n/Rect ");
        pai_pdf_box(out, &pdf->pages->v[pdf->links.v[i].page], &box);
        pai_buf_fmt(out, "\n/Border [0 0 0]\n/F %d\n/StructParent %u\n/Contents ", PRINT,
                    pdf->pages->n + i);
        pai_pdf_string(out, text, pai_pdf_fact_length(text));
        pai_buf_byte(out, '\n');
        if (link->uri) {
            pai_buf_str(out, "/A <</S /URI /URI ");
            pai_pdf_literal(out, link->uri);
            pai_buf_str(out, ">>\n");
        } else {
            pai_pdf_place_put(pdf, out, pai_pdf_place_find(pdf, link->article));
        }
        pai_buf_put(&pdf->shape, out->s, out->n);
    }
}
