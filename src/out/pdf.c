// Pages -> PDF. In: the page list. Out: the bytes of a file. Promises: subsets, contents,
// compression and writing in this order, each done once; the same pages give the same bytes
// (design 5); libharu's memory is freed on every path.
#include "pdf_priv.h"

#include "pack.h"
#include "preflight.h"

static void lap(const struct pai_pdf *pdf, const char *stage) {
    if (pdf->options->lap) {
        pdf->options->lap(pdf->options->lap_ctx, stage);
    }
}

// ---- stages ----

static bool page_fits(struct pai_pdf *pdf, const struct pai_page *page) {
    const struct pai_box *media = &page->media;
    pai_len least = 3 * PAI_PT, most = 14400 * PAI_PT;
    if (media->width >= least && media->width <= most && media->height >= least &&
        media->height <= most) {
        return true;
    }
    const char *number = pai_arena_fmt(pdf->job->arena, "%u", page->number);
    pai_diag(pdf->job, PAI_D_PDF_PAGE_SIZE, PAI_NO_SPAN, number, NULL);
    return false;
}

static bool pages_fit(struct pai_pdf *pdf) {
    if (pdf->pages->n == 0) {
        pai_diag(pdf->job, PAI_D_NO_CONTENT, PAI_NO_SPAN, NULL);
        return false;
    }
    bool fit = true;
    for (uint32_t i = 0; i < pdf->pages->n; i++) {
        fit = page_fits(pdf, &pdf->pages->v[i]) && fit;
    }
    return fit;
}

static bool subsets_make(struct pai_pdf *pdf) {
    if (!pai_pdf_fonts_collect(pdf)) {
        return false;
    }
    for (uint32_t i = 0; i < pdf->fonts.n; i++) {
        if (!pai_pdf_font_subset(pdf, pdf->fonts.v[i])) {
            return false;
        }
    }
    pai_pdf_images_collect(pdf);
    lap(pdf, "subset");
    return true;
}

static bool contents_make(struct pai_pdf *pdf) {
    pai_pdf_inks_collect(pdf);
    pai_pdf_order_make(pdf);
    pai_pdf_places_find(pdf);
    pdf->tree = pai_pdf_tree_make(pdf);
    pai_pdf_contents_make(pdf);
    lap(pdf, "content");
    return true;
}

static bool pack(struct pai_pdf *pdf) {
    struct pai_packer *packer = pai_packer_open(pdf->job, pdf->options->size);
    if (!packer) {
        return false;
    }
    bool packed;
    for (uint32_t i = 0; i < pdf->pages->n; i++) {
        pdf->contents[i] = pai_pack(packer, PAI_PACK_TEXT, pdf->contents[i], &packed);
    }
    for (uint32_t i = 0; i < pdf->fonts.n; i++) {
        pai_pdf_font_pack(pdf, pdf->fonts.v[i], packer);
    }
    if (pdf->options->profile && (pdf->options->claims & (PAI_CLAIM_X4 | PAI_CLAIM_A2A))) {
        pdf->profile = pai_pack(packer, PAI_PACK_PROFILE, pdf->options->profile->icc,
                                &pdf->profile_packed);
    }
    pai_packer_close(packer);
    bool made = pai_pdf_images_make(pdf);
    lap(pdf, "compress");
    return made;
}

// ---- objects ----

// One dictionary for all pages (libharu 2).
static uint32_t resources_write(struct pai_pdf *pdf) {
    struct pai_pdf_object *object = pai_pdf_object_add(pdf->file);
    pai_buf_str(&object->body, "/Font <<");
    for (uint32_t i = 0; i < pdf->fonts.n; i++) {
        const struct pai_pdf_font *font = pdf->fonts.v[i];
        pai_buf_fmt(&object->body, "/F%u %u 0 R\n", font->number, font->type0->ref);
    }
    pai_buf_str(&object->body, pdf->images.n ? ">>\n/XObject <<" : "");
    for (uint32_t i = 0; i < pdf->images.n; i++) {
        pai_buf_fmt(&object->body, "/I%u %u 0 R\n", pdf->images.v[i]->number,
                    pdf->images.v[i]->object->ref);
    }
    pai_buf_str(&object->body, ">>\n");
    pai_pdf_inks_write(pdf, &object->body);
    pai_buf_put(&pdf->shape, object->body.s, object->body.n);
    return object->ref;
}

static void page_write(struct pai_pdf *pdf, uint32_t i, uint32_t resources) {
    const struct pai_page *page = &pdf->pages->v[i];
    // Without bleed the bleed box is the trim box.
    const struct pai_box *bleed = page->bleed.width > 0 ? &page->bleed : &page->trim;
    struct pai_pdf_object *object = pai_pdf_page_add(pdf->file);
    struct pai_pdf_object *content = pai_pdf_stream_add(pdf->file, pdf->contents[i]);
    pai_buf_str(&content->body, "/Filter /FlateDecode\n");
    struct pai_buf *out = &object->body;
    pdf->page_refs[i] = object->ref;
    if (pai_pdf_tree_marks(pdf->tree, i)) {
        pai_buf_fmt(out, "/StructParents %u\n/Tabs /S\n", i);
    }
    pai_pdf_links_list(pdf, i, out);
    pai_buf_str(out, "/MediaBox ");
    pai_pdf_box(out, page, &page->media);
    pai_buf_str(out, "\n/BleedBox ");
    pai_pdf_box(out, page, bleed);
    pai_buf_str(out, "\n/TrimBox ");
    pai_pdf_box(out, page, &page->trim);
    pai_buf_fmt(out, "\n/Resources %u 0 R\n/Contents %u 0 R\n", resources, content->ref);
    pai_buf_put(&pdf->shape, out->s, out->n);
}

static bool objects_write(struct pai_pdf *pdf, struct pai_bytes *out) {
    pdf->shape = pai_buf_make(pdf->job->arena);
    pai_pdf_images_write(pdf);
    uint32_t resources = resources_write(pdf);
    pdf->page_refs = PAI_NEW_N(pdf->job->arena, uint32_t, pdf->pages->n);
    for (uint32_t i = 0; i < pdf->pages->n; i++) {
        page_write(pdf, i, resources);
    }
    pai_pdf_links_write(pdf);
    for (uint32_t i = 0; i < pdf->fonts.n; i++) {
        pai_pdf_font_write(pdf, pdf->fonts.v[i]);
    }
    pai_pdf_tree_write(pdf->tree);
    pai_pdf_outline(pdf);
    pai_pdf_meta(pdf);
    struct pai_buf bytes = pai_buf_make(pdf->job->arena);
    if (!pai_pdf_file_write(pdf->file, &bytes)) {
        return false;
    }
    *out = (struct pai_bytes){(const uint8_t *)bytes.s, bytes.n};
    lap(pdf, "write");
    return true;
}

static bool preflight(struct pai_pdf *pdf) {
    struct pai_pdf_facts *facts = pdf->options->facts;
    if (facts) {
        facts->tested = true;
    }
    return pai_preflight(pdf->job, pdf->pages, pdf->options, facts ? facts->broken : NULL);
}

static void facts_fill(struct pai_pdf *pdf, size_t bytes) {
    struct pai_pdf_facts *facts = pdf->options->facts;
    struct pai_pdf_font_fact *fonts =
        PAI_NEW_N(pdf->job->arena, struct pai_pdf_font_fact, pdf->fonts.n);
    for (uint32_t i = 0; i < pdf->fonts.n; i++) {
        const struct pai_pdf_font *font = pdf->fonts.v[i];
        fonts[i] = (struct pai_pdf_font_fact){font->face, font->glyphs.n, font->program.size};
    }
    facts->fonts = fonts;
    facts->font_count = pdf->fonts.n;
    facts->bytes = bytes;
}

bool pai_pdf_make(struct pai_job *job, const struct pai_pages *pages,
                  const struct pai_pdf_options *options, struct pai_bytes *out) {
    struct pai_pdf pdf = {.job = job, .options = options, .pages = pages};
    pdf.file = pai_pdf_file_open(job);
    bool made = pages_fit(&pdf) && preflight(&pdf) && subsets_make(&pdf) &&
                contents_make(&pdf) && pack(&pdf) && objects_write(&pdf, out);
    if (made && options->facts) {
        facts_fill(&pdf, out->size);
    }
    pai_pdf_file_close(pdf.file);
    return made;
}
