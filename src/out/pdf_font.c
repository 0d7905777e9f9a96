// Fonts. In: the faces and glyphs that the pages use, then the text they stand for. Out: Type0
// fonts with embedded subsets, widths and ToUnicode. Promises: codes are CIDs and the character
// collection is the face's own (libharu 3, font objects; 8.1); no .notdef; the same glyphs give
// the same subset name and bytes.
//
// Subsets are made before contents, because the codes of all but CID-keyed CFF fonts are the
// glyph numbers of the subset.
#include "pdf_priv.h"

#include "sha256.h"

#include <stdlib.h>
#include <string.h>

#define BFCHARS 100 // in one block: a limit of CMap files

// ---- collecting ----

static struct pai_pdf_font *font_of(struct pai_pdf *pdf, const struct pai_face *face) {
    struct pai_pdf_font *font = pai_pdf_font_find(pdf, face);
    if (!font) {
        font = PAI_NEW(pdf->job->arena, struct pai_pdf_font);
        font->face = face;
        font->slot = PAI_NEW_N(pdf->job->arena, uint16_t, face->glyph_count);
        font->type0 = pai_pdf_object_add(pdf->file);
        PAI_VEC_PUT(pdf->job->arena, &pdf->fonts, font);
        font->number = pdf->fonts.n;
    }
    return font;
}

static bool glyph_use(struct pai_pdf *pdf, struct pai_pdf_font *font, uint32_t id) {
    const struct pai_face *face = font->face;
    if (id == 0 || id >= face->glyph_count || id > UINT16_MAX) {
        return false;
    }
    if (font->slot[id] == 0) {
        struct pai_pdf_glyph *glyph = PAI_VEC_ADD(pdf->job->arena, &font->glyphs);
        glyph->id = id;
        glyph->width = (int32_t)pai_muldiv(pai_face_advance(face, id), 1000, face->upem);
        font->slot[id] = (uint16_t)font->glyphs.n;
    }
    return true;
}

static bool item_collect(struct pai_pdf *pdf, const struct pai_item *item) {
    const struct pai_glyphs *g = &item->u.glyphs;
    struct pai_pdf_font *font = g->n ? font_of(pdf, g->face) : NULL;
    for (uint32_t i = 0; i < g->n; i++) {
        // A size that rounds to nothing would lose the text without a word.
        if (g->size < PAI_PT / 1000 || !glyph_use(pdf, font, g->v[i].glyph)) {
            const char *id = pai_arena_fmt(pdf->job->arena, "%u", g->v[i].glyph);
            pai_diag(pdf->job, PAI_D_PDF_GLYPH, item->span, g->face->name, id, NULL);
            return false;
        }
    }
    return true;
}

bool pai_pdf_fonts_collect(struct pai_pdf *pdf) {
    for (uint32_t p = 0; p < pdf->pages->n; p++) {
        const struct pai_page *page = &pdf->pages->v[p];
        for (uint32_t i = 0; i < page->item_count; i++) {
            const struct pai_item *item = &page->items[i];
            if (item->kind == PAI_ITEM_GLYPHS && !item_collect(pdf, item)) {
                return false;
            }
        }
    }
    return true;
}

struct pai_pdf_font *pai_pdf_font_find(const struct pai_pdf *pdf, const struct pai_face *face) {
    for (uint32_t i = 0; i < pdf->fonts.n; i++) {
        if (pdf->fonts.v[i]->face == face) {
            return pdf->fonts.v[i];
        }
    }
    return NULL;
}

struct pai_pdf_glyph *pai_pdf_glyph_find(struct pai_pdf_font *font, uint32_t id) {
    return &font->glyphs.v[font->slot[id] - 1];
}

// ---- the subset ----

static int by_code(const void *a, const void *b) {
    const struct pai_pdf_glyph *x = a, *y = b;
    if (x->code == y->code) { // only in a font that gives a CID twice
        return x->id < y->id ? -1 : x->id > y->id;
    }
    return x->code < y->code ? -1 : 1;
}

static int by_id(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

// "ABCDEF+Name": the letters are a hash of the face and its glyphs.
static const char *tagged_name(struct pai_pdf *pdf, const struct pai_face *face,
                               const uint32_t *ids, uint32_t n) {
    struct pai_sha256 sha;
    uint8_t digest[32];
    pai_sha256_init(&sha);
    pai_sha256_add(&sha, face->sha256, sizeof face->sha256);
    for (uint32_t i = 0; i < n; i++) {
        uint8_t id[2] = {(uint8_t)(ids[i] >> 8), (uint8_t)ids[i]};
        pai_sha256_add(&sha, id, sizeof id);
    }
    pai_sha256_end(&sha, digest);
    char tag[7] = "";
    for (int i = 0; i < 6; i++) {
        tag[i] = (char)('A' + digest[i] % 26);
    }
    return pai_arena_fmt(pdf->job->arena, "%s+%s", tag, face->name);
}

// Gives glyphs their codes, and lists them by code, for ToUnicode and W. ids are their numbers
// in the face, sorted.
static void codes_give(struct pai_arena *arena, struct pai_pdf_font *font,
                       const uint32_t *ids) {
    const struct pai_face *face = font->face;
    struct pai_pdf_glyph *glyphs = PAI_NEW_N(arena, struct pai_pdf_glyph, font->glyphs.n);
    bool sorted = true; // nearly always, since CIDs mostly follow the order of glyphs
    for (uint32_t i = 0; i < font->glyphs.n; i++) {
        glyphs[i] = *pai_pdf_glyph_find(font, ids[i]);
        glyphs[i].code = font->subset.new_glyph ? font->subset.new_glyph[i]
                         : face->cid            ? face->cid[ids[i]]
                                                : ids[i];
        sorted = sorted && (i == 0 || glyphs[i - 1].code < glyphs[i].code);
    }
    font->glyphs.v = glyphs;
    if (!sorted) {
        qsort(glyphs, font->glyphs.n, sizeof *glyphs, by_code);
    }
    for (uint32_t i = 0; i < font->glyphs.n; i++) {
        font->slot[font->glyphs.v[i].id] = (uint16_t)(i + 1);
    }
}

bool pai_pdf_font_subset(struct pai_pdf *pdf, struct pai_pdf_font *font) {
    struct pai_arena *arena = pdf->job->arena;
    uint32_t n = font->glyphs.n;
    uint32_t *ids = PAI_NEW_N(arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        ids[i] = font->glyphs.v[i].id;
    }
    qsort(ids, n, sizeof *ids, by_id);
    if (!pai_subset_make(pdf->job, arena, font->face, ids, n, &font->subset)) {
        return false;
    }
    font->name = tagged_name(pdf, font->face, ids, n);
    codes_give(arena, font, ids);
    return true;
}

// ---- ToUnicode ----

static void to_unicode(struct pai_pdf_font *font, struct pai_buf *out) {
    pai_buf_str(out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                     "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                     "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                     "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    uint32_t total = font->glyphs.n;
    for (uint32_t i = 0; i < total; i++) {
        const struct pai_pdf_glyph *glyph = &font->glyphs.v[i];
        if (i % BFCHARS == 0) {
            uint32_t block = total - i < BFCHARS ? total - i : BFCHARS;
            pai_buf_fmt(out, "%u beginbfchar\n", block);
        }
        pai_buf_byte(out, '<');
        pai_pdf_code(out, glyph->code);
        pai_buf_str(out, "> <");
        if (glyph->text) {
            pai_pdf_utf16(out, glyph->text, glyph->length);
        } else {
            // Always inside a span that says the text, but every glyph needs an entry (A-2
            // 6.2.11.7.2).
            pai_pdf_code(out, 0xFFFD);
        }
        pai_buf_str(out, ">\n");
        if ((i + 1) % BFCHARS == 0 || i + 1 == total) {
            pai_buf_str(out, "endbfchar\n");
        }
    }
    pai_buf_str(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

void pai_pdf_font_pack(struct pai_pdf *pdf, struct pai_pdf_font *font,
                       struct pai_packer *packer) {
    bool packed;
    struct pai_buf cmap = pai_buf_make(pdf->job->arena);
    to_unicode(font, &cmap);
    font->to_unicode = pai_pack(packer, PAI_PACK_TEXT,
                                (struct pai_bytes){(const uint8_t *)cmap.s, cmap.n}, &packed);
    font->program = pai_pack(
        packer, font->face->outlines == PAI_CFF ? PAI_PACK_CFF : PAI_PACK_TRUETYPE,
        (struct pai_bytes){font->subset.data, font->subset.size}, &font->program_packed);
}

// ---- objects ----

// W: runs of neighbouring codes whose width is not the default of one em. Whole numbers,
// because MuPDF reads no others; the adjustments between glyphs make up for what that rounds
// away.
static void widths(const struct pai_pdf_font *font, struct pai_buf *out) {
    bool open = false;
    uint32_t next = 0;
    pai_buf_str(out, "/W [");
    for (uint32_t i = 0; i < font->glyphs.n; i++) {
        const struct pai_pdf_glyph *glyph = &font->glyphs.v[i];
        if (glyph->width == 1000) {
            continue;
        }
        if (!open || glyph->code != next) {
            pai_buf_fmt(out, "%s%u [%d", open ? "]\n" : "", glyph->code, (int)glyph->width);
        } else {
            pai_buf_fmt(out, " %d", (int)glyph->width);
        }
        next = glyph->code + 1;
        open = true;
    }
    pai_buf_str(out, open ? "]]\n" : "]\n");
}

// A metric in 1/1000 em.
static void metric(struct pai_buf *out, const struct pai_face *face, const char *key,
                   int32_t units) {
    pai_buf_fmt(out, "/%s %d\n", key, (int)pai_muldiv(units, 1000, face->upem));
}

static uint32_t program_write(struct pai_pdf *pdf, const struct pai_pdf_font *font) {
    struct pai_pdf_object *program = pai_pdf_stream_add(pdf->file, font->program);
    if (font->face->outlines == PAI_CFF) {
        pai_buf_str(&program->body, "/Subtype /CIDFontType0C\n");
    } else {
        pai_buf_fmt(&program->body, "/Length1 %zu\n", font->subset.size);
    }
    if (font->program_packed) {
        pai_buf_str(&program->body, "/Filter /FlateDecode\n");
    }
    return program->ref;
}

static uint32_t descriptor_write(struct pai_pdf *pdf, const struct pai_pdf_font *font) {
    const struct pai_face *face = font->face;
    struct pai_pdf_object *object = pai_pdf_object_add(pdf->file);
    struct pai_buf *out = &object->body;
    int32_t box[4] = {face->x_min, face->y_min, face->x_max, face->y_max};
    pai_buf_str(out, "/Type /FontDescriptor\n/FontName ");
    pai_pdf_name(out, font->name);
    pai_buf_str(out, "\n/Flags 4\n/FontBBox [");
    for (int i = 0; i < 4; i++) {
        pai_buf_fmt(out, i ? " %d" : "%d", (int)pai_muldiv(box[i], 1000, face->upem));
    }
    pai_buf_str(out, "]\n/ItalicAngle ");
    pai_buf_len(out, face->italic_angle, 2);
    pai_buf_byte(out, '\n');
    metric(out, face, "Ascent", face->ascent);
    metric(out, face, "Descent", face->descent);
    metric(out, face, "CapHeight", face->cap_height);
    // The usual estimate from the weight; 65 * 65 = 4225.
    uint32_t weight = face->weight <= 1000 ? face->weight : 1000;
    pai_buf_fmt(out, "/StemV %u\n/FontFile%c %u 0 R\n", 50 + weight * weight / 4225,
                face->outlines == PAI_CFF ? '3' : '2', program_write(pdf, font));
    return object->ref;
}

static uint32_t cid_font_write(struct pai_pdf *pdf, const struct pai_pdf_font *font) {
    const struct pai_face *face = font->face;
    bool cff = face->outlines == PAI_CFF;
    struct pai_pdf_object *object = pai_pdf_object_add(pdf->file);
    struct pai_buf *out = &object->body;
    pai_buf_fmt(out, "/Type /Font\n/Subtype /CIDFontType%c\n/BaseFont ", cff ? '0' : '2');
    pai_pdf_name(out, font->name);
    pai_buf_str(out, "\n/CIDSystemInfo <</Registry ");
    pai_pdf_literal(out, cff ? face->registry : "Adobe");
    pai_buf_str(out, " /Ordering ");
    pai_pdf_literal(out, cff ? face->ordering : "Identity");
    pai_buf_fmt(out, " /Supplement %d>>\n/FontDescriptor %u 0 R\n/DW 1000\n",
                cff ? (int)face->supplement : 0, descriptor_write(pdf, font));
    widths(font, out);
    if (!cff) {
        pai_buf_str(out, "/CIDToGIDMap /Identity\n");
    }
    return object->ref;
}

void pai_pdf_font_write(struct pai_pdf *pdf, struct pai_pdf_font *font) {
    struct pai_buf *out = &font->type0->body;
    bool cff = font->face->outlines == PAI_CFF;
    struct pai_pdf_object *cmap = pai_pdf_stream_add(pdf->file, font->to_unicode);
    pai_buf_str(&cmap->body, "/Filter /FlateDecode\n");
    pai_buf_str(out, "/Type /Font\n/Subtype /Type0\n/BaseFont ");
    pai_pdf_name(out, cff ? pai_arena_fmt(pdf->job->arena, "%s-Identity-H", font->name)
                          : font->name);
    pai_buf_fmt(out, "\n/Encoding /Identity-H\n/DescendantFonts [%u 0 R]\n/ToUnicode %u 0 R\n",
                cid_font_write(pdf, font), cmap->ref);
}
