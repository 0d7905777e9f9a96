// The structure tree. In: the tags of the pages as they are met, and where their text is
// marked. Out: elements, the parent tree, MarkInfo. Promises: an element met again on another
// page is the same element (libharu 8.11); elements without text leave no trace; headings begin
// at the first level and skip none, whatever the pages lack (UA-1 7.4.2).
#include "pdf_priv.h"

#include "map.h"

// Something in an element: another element, marked text on a page or an annotation there.
struct kid {
    struct element *element;
    const struct pai_pdf_object *annotation;
    uint32_t page, mcid;
};

struct element {
    struct element *parent;
    enum pai_tag tag;
    uint32_t level; // of a heading: as the page list has it, then as it is written
    bool attached;
    const char *alt;             // what a picture shows, NULL: not said
    const struct pai_page *page; // of a picture, with its place there; NULL: none
    struct pai_box box;
    struct pai_pdf_object *object;
    PAI_VEC(struct kid) kids;
};

struct pai_pdf_tree {
    struct pai_pdf *pdf;
    struct element root;
    PAI_VEC(struct element *) open;
    struct pai_map *known;           // tag and id -> element
    PAI_VEC(struct element *) links; // by annotation
    PAI_VEC(uint32_t) headings;      // levels of the headings that the next one stands below
    struct page_marks {
        PAI_VEC(struct element *) v; // by MCID
    } * pages;
};

struct pai_pdf_tree *pai_pdf_tree_make(struct pai_pdf *pdf) {
    struct pai_pdf_tree *tree = PAI_NEW(pdf->job->arena, struct pai_pdf_tree);
    tree->pdf = pdf;
    tree->root.attached = true;
    tree->known = pai_map_make(pdf->job->arena);
    tree->pages = PAI_NEW_N(pdf->job->arena, struct page_marks, pdf->pages->n);
    return tree;
}

static struct element *top(const struct pai_pdf_tree *tree) {
    return tree->open.n ? tree->open.v[tree->open.n - 1] : NULL;
}

void pai_pdf_tree_open(struct pai_pdf_tree *tree, const struct pai_item *item) {
    struct pai_arena *arena = tree->pdf->job->arena;
    uint32_t key[2] = {(uint32_t)item->u.tag.tag, item->u.tag.id};
    struct element *element =
        item->u.tag.id ? pai_map_find(tree->known, key, sizeof key) : NULL;
    if (!element) {
        element = PAI_NEW(arena, struct element);
        element->parent = top(tree) ? top(tree) : &tree->root;
        element->tag = item->u.tag.tag;
        element->alt = item->u.tag.alt;
        element->level = element->tag == PAI_TAG_TITLE ? 1 : item->u.tag.level;
        if (item->u.tag.id) {
            pai_map_put(tree->known, key, sizeof key, element);
        }
    }
    PAI_VEC_PUT(arena, &tree->open, element);
}

static bool is_heading(const struct element *element) {
    return element->tag == PAI_TAG_TITLE || element->tag == PAI_TAG_H;
}

// A heading stands one level below the last heading that is above it.
static void level_settle(struct pai_pdf_tree *tree, struct element *element) {
    while (tree->headings.n && tree->headings.v[tree->headings.n - 1] >= element->level) {
        tree->headings.n--;
    }
    PAI_VEC_PUT(tree->pdf->job->arena, &tree->headings, element->level);
    element->level = tree->headings.n < 6 ? tree->headings.n : 6;
}

// Hangs an element, and those it stands in, into the tree: at its first text.
static void attach(struct pai_pdf_tree *tree, struct element *element) {
    if (element->attached) {
        return;
    }
    element->attached = true;
    attach(tree, element->parent);
    if (is_heading(element)) {
        level_settle(tree, element);
    }
    struct kid kid = {.element = element};
    PAI_VEC_PUT(tree->pdf->job->arena, &element->parent->kids, kid);
}

void pai_pdf_tree_close(struct pai_pdf_tree *tree) {
    if (tree->open.n) {
        struct element *element = tree->open.v[--tree->open.n];
        // A row has all its cells, those without text too (UA-1 7.5).
        if (element->tag == PAI_TAG_HEAD || element->tag == PAI_TAG_CELL) {
            attach(tree, element);
        }
    }
}

static const char *type_name(const struct element *element) {
    static const char *const headings[] = {"H1", "H1", "H2", "H3", "H4", "H5", "H6"};
    static const char *const names[] = {
        [PAI_TAG_ART] = "Art",         [PAI_TAG_P] = "P",
        [PAI_TAG_SECTION] = "Sect",    [PAI_TAG_LIST] = "L",
        [PAI_TAG_ITEM] = "LI",         [PAI_TAG_LABEL] = "Lbl",
        [PAI_TAG_BODY] = "LBody",      [PAI_TAG_CONTENTS] = "TOC",
        [PAI_TAG_ENTRY] = "TOCI",      [PAI_TAG_FIGURE] = "Figure",
        [PAI_TAG_CAPTION] = "Caption", [PAI_TAG_LINK] = "Link",
        [PAI_TAG_TABLE] = "Table",     [PAI_TAG_ROW] = "TR",
        [PAI_TAG_HEAD] = "TH",         [PAI_TAG_CELL] = "TD",
        [PAI_TAG_NOTE] = "Note",       [PAI_TAG_REFERENCE] = "Reference",
    };
    if (is_heading(element)) {
        return headings[element->level];
    }
    bool named = (size_t)element->tag < sizeof names / sizeof *names && names[element->tag];
    return named ? names[element->tag] : "Div";
}

const char *pai_pdf_tree_mark(struct pai_pdf_tree *tree, uint32_t page, uint32_t *mcid) {
    struct element *element = top(tree);
    if (!element || !(pai_tag_holds_text(element->tag) || element->tag == PAI_TAG_FIGURE)) {
        return NULL;
    }
    attach(tree, element);
    *mcid = tree->pages[page].v.n;
    struct kid kid = {.page = page, .mcid = *mcid};
    PAI_VEC_PUT(tree->pdf->job->arena, &element->kids, kid);
    PAI_VEC_PUT(tree->pdf->job->arena, &tree->pages[page].v, element);
    return type_name(element);
}

void pai_pdf_tree_place(struct pai_pdf_tree *tree, const struct pai_page *page,
                        const struct pai_box *box) {
    struct element *element = top(tree);
    element->page = page;
    element->box = *box;
}

void pai_pdf_tree_refer(struct pai_pdf_tree *tree, uint32_t page,
                        const struct pai_pdf_object *annotation) {
    struct element *element = top(tree) ? top(tree) : &tree->root;
    attach(tree, element);
    struct kid kid = {.annotation = annotation, .page = page};
    PAI_VEC_PUT(tree->pdf->job->arena, &element->kids, kid);
    PAI_VEC_PUT(tree->pdf->job->arena, &tree->links, element);
}

bool pai_pdf_tree_marks(const struct pai_pdf_tree *tree, uint32_t page) {
    return tree->pages[page].v.n > 0;
}

// ---- objects ----

static void kids_write(const struct pai_pdf *pdf, const struct element *element) {
    struct pai_buf *out = &element->object->body;
    uint32_t home = UINT32_MAX; // the page that plain MCIDs are on
    for (uint32_t i = 0; i < element->kids.n && home == UINT32_MAX; i++) {
        const struct kid *kid = &element->kids.v[i];
        home = kid->element || kid->annotation ? home : kid->page;
    }
    if (home != UINT32_MAX) {
        pai_buf_fmt(out, "/Pg %u 0 R\n", pdf->page_refs[home]);
    }
    pai_buf_str(out, "/K [");
    for (uint32_t i = 0; i < element->kids.n; i++) {
        const struct kid *kid = &element->kids.v[i];
        pai_buf_str(out, i ? "\n" : "");
        if (kid->element) {
            pai_buf_fmt(out, "%u 0 R", kid->element->object->ref);
        } else if (kid->annotation) {
            pai_buf_fmt(out, "<</Type /OBJR /Pg %u 0 R /Obj %u 0 R>>",
                        pdf->page_refs[kid->page], kid->annotation->ref);
        } else if (kid->page == home) {
            pai_buf_fmt(out, "%u", kid->mcid);
        } else {
            pai_buf_fmt(out, "<</Type /MCR /Pg %u 0 R /MCID %u>>", pdf->page_refs[kid->page],
                        kid->mcid);
        }
    }
    pai_buf_str(out, "]\n");
}

static void elements_make(struct pai_pdf *pdf, struct element *element) {
    element->object = pai_pdf_object_add(pdf->file);
    for (uint32_t i = 0; i < element->kids.n; i++) {
        if (element->kids.v[i].element) {
            elements_make(pdf, element->kids.v[i].element);
        }
    }
}

// What a picture shows and where it is (ISO 32000-1 14.9.3, 14.8.5.4.3; UA-1 7.3).
static void figure_write(struct element *element) {
    struct pai_buf *out = &element->object->body;
    if (element->tag == PAI_TAG_FIGURE && element->alt) {
        pai_buf_str(out, "/Alt ");
        pai_pdf_string(out, element->alt, pai_pdf_fact_length(element->alt));
        pai_buf_byte(out, '\n');
    }
    if (element->page) {
        pai_buf_str(out, "/A <</O /Layout /Placement /Block /BBox ");
        pai_pdf_box(out, element->page, &element->box);
        pai_buf_str(out, ">>\n");
    }
}

static void elements_write(struct pai_pdf *pdf, struct element *element, uint32_t parent) {
    const char *type = element->parent ? type_name(element) : "Document";
    pai_buf_fmt(&element->object->body, "/Type /StructElem\n/S /%s\n/P %u 0 R\n", type, parent);
    figure_write(element);
    if (element->tag == PAI_TAG_HEAD && element->parent) {
        pai_buf_str(&element->object->body, "/A <</O /Table /Scope /Column>>\n");
    }
    if (element->tag == PAI_TAG_NOTE && element->parent) {
        // Each note has an ID of its own (UA-1 7.9).
        pai_buf_fmt(&element->object->body, "/ID (note-%u)\n", element->object->ref);
    }
    kids_write(pdf, element);
    for (uint32_t i = 0; i < element->kids.n; i++) {
        if (element->kids.v[i].element) {
            elements_write(pdf, element->kids.v[i].element, element->object->ref);
        }
    }
}

// Page number (its StructParents) -> the elements of its MCIDs; behind the pages, the
// StructParent of an annotation -> its element.
static uint32_t parents_write(const struct pai_pdf_tree *tree) {
    struct pai_pdf_object *object = pai_pdf_object_add(tree->pdf->file);
    struct pai_buf *out = &object->body;
    pai_buf_str(out, "/Nums [");
    for (uint32_t p = 0; p < tree->pdf->pages->n; p++) {
        if (!pai_pdf_tree_marks(tree, p)) {
            continue;
        }
        pai_buf_fmt(out, "%u [", p);
        for (uint32_t i = 0; i < tree->pages[p].v.n; i++) {
            pai_buf_fmt(out, i ? "\n%u 0 R" : "%u 0 R", tree->pages[p].v.v[i]->object->ref);
        }
        pai_buf_str(out, "]\n");
    }
    for (uint32_t i = 0; i < tree->links.n; i++) {
        pai_buf_fmt(out, "%u %u 0 R\n", tree->pdf->pages->n + i, tree->links.v[i]->object->ref);
    }
    pai_buf_str(out, "]\n");
    return object->ref;
}

void pai_pdf_tree_write(struct pai_pdf_tree *tree) {
    struct pai_pdf *pdf = tree->pdf;
    if (!tree->root.kids.n) {
        return;
    }
    struct pai_pdf_object *object = pai_pdf_object_add(pdf->file);
    elements_make(pdf, &tree->root);
    elements_write(pdf, &tree->root, object->ref);
    pai_buf_fmt(&object->body,
                "/Type /StructTreeRoot\n/K [%u 0 R]\n/ParentTree %u 0 R\n"
                "/ParentTreeNextKey %u\n",
                tree->root.object->ref, parents_write(tree), pdf->pages->n + tree->links.n);
    pai_buf_fmt(pai_pdf_catalog(pdf->file),
                "/MarkInfo <</Marked true>>\n/StructTreeRoot %u 0 R\n", object->ref);
}
