// Between the files that make a PDF: the object layer (pdf_haru.c), fonts, contents, metadata.
// Nobody outside src/out includes this.
#ifndef PAI_PDF_PRIV_H
#define PAI_PDF_PRIV_H

#include "buf.h"
#include "face.h"
#include "job.h"
#include "pack.h"
#include "page.h"
#include "pdf.h"
#include "subset.h"
#include "vec.h"

// ---- the object layer: the only code that knows libharu (pdf_haru.c) ----

// An indirect object: `ref 0 R`. Its dictionary entries are written into `body` by whoever made
// it, at any time before the file is written; with `stream` the bytes of `data` follow as they
// are.
struct pai_pdf_object {
    uint32_t ref;
    struct pai_buf body;
    bool stream;
    struct pai_bytes data;
    void *sink; // while it is being written
};

struct pai_pdf_file;

// Opens an empty document in job->arena. Never NULL: a failure is remembered and shows in
// pai_pdf_file_write, so that nothing in between needs to look. Close it on every path.
struct pai_pdf_file *pai_pdf_file_open(struct pai_job *job);
void pai_pdf_file_close(struct pai_pdf_file *file);

// A new object; never NULL. Numbers follow the order of calls.
struct pai_pdf_object *pai_pdf_object_add(struct pai_pdf_file *file);

// A new object that is a stream of these bytes (lent until the file is written); the filter, if
// any, is the caller's entry.
struct pai_pdf_object *pai_pdf_stream_add(struct pai_pdf_file *file, struct pai_bytes data);

// A new page at the end of the page tree; the body needs every entry but Parent.
struct pai_pdf_object *pai_pdf_page_add(struct pai_pdf_file *file);

// The entries of the catalog, of Info and of the trailer (Root, Info and Size are there
// already).
struct pai_buf *pai_pdf_catalog(struct pai_pdf_file *file);
struct pai_buf *pai_pdf_info(struct pai_pdf_file *file);
struct pai_buf *pai_pdf_trailer(struct pai_pdf_file *file);

// Appends the whole file to `out`. False after a diagnostic.
bool pai_pdf_file_write(struct pai_pdf_file *file, struct pai_buf *out);

// ---- spelling (pdf_text.c) ----

// "/Name" with what PDF does not allow in names as #xx.
void pai_pdf_name(struct pai_buf *out, const char *name);

// Four hexadecimal digits.
void pai_pdf_code(struct pai_buf *out, uint32_t unit);

// ASCII as a literal string: (Adobe).
void pai_pdf_literal(struct pai_buf *out, const char *s);

// UTF-8 as hexadecimal UTF-16BE digits, without brackets. Malformed bytes become U+FFFD.
void pai_pdf_utf16(struct pai_buf *out, const char *s, size_t len);

// UTF-8 as a text string: <FEFF…>.
void pai_pdf_string(struct pai_buf *out, const char *s, size_t len);

// The same as a literal where it is printable ASCII, which every program reads.
void pai_pdf_label(struct pai_buf *out, const char *s);

// How many bytes of a fact are told: all but what no string of a PDF may hold (A-2 6.1.13:
// 32767 bytes).
size_t pai_pdf_fact_length(const char *s);

// [left bottom right top] of a box of the page in PDF coordinates: origin at the bottom left of
// the media box, y up.
void pai_pdf_box(struct pai_buf *out, const struct pai_page *page, const struct pai_box *box);

// ---- fonts (pdf_font.c) ----

struct pai_pdf_glyph {
    uint32_t id;      // in the face
    uint32_t code;    // in the content stream: a CID
    int32_t width;    // 1/1000 em: exactly what the W array says
    const char *text; // what ToUnicode says; NULL: nothing yet
    uint32_t length;
};

struct pai_pdf_font {
    const struct pai_face *face;
    uint32_t number; // /F1 …
    struct pai_pdf_object *type0;
    uint16_t *slot; // by glyph: 1 + index in glyphs, 0 = unused
    PAI_VEC(struct pai_pdf_glyph) glyphs;
    struct pai_subset subset;
    const char *name; // with the subset's tag
    // Packed for the file.
    struct pai_bytes program, to_unicode;
    bool program_packed;
};

struct pai_pdf_image {
    const struct pai_image *image;
    uint32_t number;            // /I1 …
    enum pai_image_space space; // as it is printed
    uint8_t bits;
    bool jpeg;
    struct pai_bytes data, palette, icc;
    uint32_t icc_ref; // 0: none
    struct pai_pdf_object *object;
};

// What is not printed in process inks alone: a colour space.
struct pai_pdf_plate {
    const struct pai_ink *ink; // one of those in it
    uint32_t function;         // object: how it looks; 0: not written yet
};

struct pai_pdf_tree;

// A page as it was composed: items first .. end of page `page` of the list (from 0), which may
// be a sheet with several.
struct pai_pdf_part {
    uint32_t page, part;   // part: which of the sheet's
    uint32_t number;       // of the page as composed; marks come last
    uint32_t first, end;   // items
    pai_len left;          // edge of the page on the sheet
    struct pai_bytes data; // its content stream
};

// Where an article begins: the edge and the top of its first line.
struct pai_pdf_place {
    uint32_t article, page;
    pai_len left, top;
};

// A link annotation.
struct pai_pdf_link {
    const struct pai_link *link;
    uint32_t page;
    struct pai_pdf_object *object;
};

struct pai_pdf {
    struct pai_job *job;
    struct pai_pdf_file *file;
    PAI_VEC(struct pai_pdf_font *) fonts;
    PAI_VEC(struct pai_pdf_image *) images;
    PAI_VEC(struct pai_pdf_plate) plates;
    const struct pai_pdf_options *options;
    const struct pai_pages *pages;
    PAI_VEC(struct pai_pdf_part) order;   // of reading
    PAI_VEC(struct pai_pdf_place) places; // of articles, in their order of reading
    PAI_VEC(struct pai_pdf_link) links;   // in the order of their StructParent
    struct pai_bytes *contents;           // of each page of the list
    uint32_t *page_refs;                  // objects of the pages
    struct pai_buf shape;                 // boxes and inks, as they are written
    struct pai_pdf_tree *tree;
    struct pai_bytes profile; // empty if no claim needs it
    bool profile_packed;
    uint8_t id[16];
};

// Makes the fonts of all glyphs of the pages. False after a diagnostic: a glyph that must not
// be written (0, not in the face, or without a size).
bool pai_pdf_fonts_collect(struct pai_pdf *pdf);

// The font of a face, NULL if none was made.
struct pai_pdf_font *pai_pdf_font_find(const struct pai_pdf *pdf, const struct pai_face *face);

// A glyph that was collected.
struct pai_pdf_glyph *pai_pdf_glyph_find(struct pai_pdf_font *font, uint32_t id);

// Makes the font's program and gives its glyphs their codes. False after a diagnostic.
bool pai_pdf_font_subset(struct pai_pdf *pdf, struct pai_pdf_font *font);

// Compresses the font's streams.
void pai_pdf_font_pack(struct pai_pdf *pdf, struct pai_pdf_font *font,
                       struct pai_packer *packer);

// Writes the font's objects.
void pai_pdf_font_write(struct pai_pdf *pdf, struct pai_pdf_font *font);

// ---- images (pdf_image.c) ----

// Lists the images of the pages, each once.
void pai_pdf_images_collect(struct pai_pdf *pdf);

// The one that is printed for it, or NULL.
struct pai_pdf_image *pai_pdf_image_find(const struct pai_pdf *pdf,
                                         const struct pai_picture *picture);

// Makes their samples ready for the file. False after a diagnostic.
bool pai_pdf_images_make(struct pai_pdf *pdf);

// Writes their objects.
void pai_pdf_images_write(struct pai_pdf *pdf);

// The matrix that puts the image upright into the rectangle with its bottom left at x, y, in
// the unit of the rectangle.
void pai_pdf_image_matrix(uint8_t turn, int64_t matrix[6], int64_t x, int64_t y, int64_t w,
                          int64_t h);

// ---- clusters (pdf_cluster.c) ----

// Glyphs first .. end of an item, and the text they stand for.
struct pai_pdf_cluster {
    const struct pai_item *item;
    const struct pai_glyphs *glyphs; // the item's
    uint32_t first, end;
    const char *text;
    uint32_t length;
    bool joined;  // to be read as one with the next
    bool english; // among Chinese (pdf_lang.c)
};

// The clusters of n glyph items that follow each other, in order.
uint32_t pai_pdf_clusters(struct pai_pdf *pdf, const struct pai_item *items, uint32_t n,
                          struct pai_pdf_cluster **out);

// ---- languages (pdf_lang.c) ----

// Finds the English words among n clusters of a Chinese document.
void pai_pdf_words(const struct pai_pdf *pdf, struct pai_pdf_cluster *c, uint32_t n);

// ---- inks (pdf_ink.c) ----

// Finds the plates of spot inks and the sets of plates of marks that the pages use, in order of
// use.
void pai_pdf_inks_collect(struct pai_pdf *pdf);

// The ink of items that name none.
const struct pai_ink *pai_pdf_black(void);

// Appends the operators that set the ink (NULL: black) for filling, after `before` (NULL: none
// is set yet).
void pai_pdf_ink_use(const struct pai_pdf *pdf, struct pai_buf *out,
                     const struct pai_ink *before, const struct pai_ink *ink);

// Appends the resources: colour spaces and graphics states. Adds to pdf->shape.
void pai_pdf_inks_write(struct pai_pdf *pdf, struct pai_buf *out);

// ---- contents (pdf_content.c) ----

// The content stream of a part, not compressed; gives glyphs their ToUnicode text and the tree
// its elements, so that parts are to be asked for in reading order.
void pai_pdf_content(struct pai_pdf *pdf, const struct pai_pdf_part *part, struct pai_buf *out);

// ---- reading order (pdf_order.c) ----

// Fills pdf->order: pages as composed, by their numbers, then marks.
void pai_pdf_order_make(struct pai_pdf *pdf);

// The contents of all pages, from those of their parts.
void pai_pdf_contents_make(struct pai_pdf *pdf);

// ---- links (pdf_links.c) ----

// Items first .. end of a page without those of links that are not to be written: the text in
// them stays. *n: how many.
const struct pai_item *pai_pdf_links_choose(struct pai_pdf *pdf, const struct pai_item *items,
                                            uint32_t *n);

// A link over the text of the open element.
void pai_pdf_link_put(struct pai_pdf *pdf, uint32_t page, const struct pai_link *link);

// Appends the page's entry Annots, if it has any.
void pai_pdf_links_list(const struct pai_pdf *pdf, uint32_t page, struct pai_buf *out);

// Writes the annotations, after the pages. Adds to pdf->shape.
void pai_pdf_links_write(struct pai_pdf *pdf);

// ---- structure (pdf_tree.c) ----

// Grows while the contents of the pages are written, in order.
struct pai_pdf_tree *pai_pdf_tree_make(struct pai_pdf *pdf);

// A TAG item that is neither an artifact nor an end; its end.
void pai_pdf_tree_open(struct pai_pdf_tree *tree, const struct pai_item *item);
void pai_pdf_tree_close(struct pai_pdf_tree *tree);

// Text of the open element follows on page `page` as marked content *mcid. Returns the tag of
// the mark, NULL if no open element may hold text.
const char *pai_pdf_tree_mark(struct pai_pdf_tree *tree, uint32_t page, uint32_t *mcid);

// The open element shows a picture in this rectangle of the page.
void pai_pdf_tree_place(struct pai_pdf_tree *tree, const struct pai_page *page,
                        const struct pai_box *box);

// An annotation on page `page` belongs to the open element. Annotations are numbered in the
// order of these calls, behind the pages, in the parent tree.
void pai_pdf_tree_refer(struct pai_pdf_tree *tree, uint32_t page,
                        const struct pai_pdf_object *annotation);

// Does the page hold marked content?
bool pai_pdf_tree_marks(const struct pai_pdf_tree *tree, uint32_t page);

// Writes the objects and the catalog's entries, after those of the pages.
void pai_pdf_tree_write(struct pai_pdf_tree *tree);

// ---- navigation (pdf_outline.c) ----

// Finds where articles begin: fills pdf->places, after pdf->order.
void pai_pdf_places_find(struct pai_pdf *pdf);

// Where the article begins, NULL if it is not on these pages or has no title.
const struct pai_pdf_place *pai_pdf_place_find(const struct pai_pdf *pdf, int32_t article);

// Appends "/Dest […]", after the pages.
void pai_pdf_place_put(const struct pai_pdf *pdf, struct pai_buf *out,
                       const struct pai_pdf_place *place);

// Outline and page labels, after the pages.
void pai_pdf_outline(struct pai_pdf *pdf);

// ---- metadata (pdf_meta.c, pdf_xmp.c) ----

// A time of the civil calendar at +08:00.
struct pai_pdf_stamp {
    bool known;
    int64_t year;
    uint32_t month, day, second; // of the day
};

// Info, catalog, output intents and the trailer's ID.
void pai_pdf_meta(struct pai_pdf *pdf);

// The metadata stream; returns its object.
uint32_t pai_pdf_xmp(const struct pai_pdf *pdf, const struct pai_pdf_stamp *at,
                     const char *lang);

#endif
