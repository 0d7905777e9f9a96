// The display list: the only thing that back ends see. Coordinates in 1/65536 pt, origin at the
// top left of the trim box, y down. Items stand in reading order.
#ifndef PAI_PAGE_H
#define PAI_PAGE_H

#include "image.h"
#include "ink.h"
#include "len.h"
#include "role.h"
#include "span.h"

#include <stdbool.h>
#include <stdint.h>

struct pai_face;

enum pai_item_kind {
    PAI_ITEM_GLYPHS,
    PAI_ITEM_RULE,
    PAI_ITEM_IMAGE,
    PAI_ITEM_LINK,
    PAI_ITEM_TAG
};

// A glyph with the characters it stands for. Glyphs of one cluster share text and length; the
// first carries it and the others have length 0.
struct pai_put {
    uint32_t glyph;
    pai_len x, y;          // origin of the glyph on the page
    pai_len advance;       // natural advance at the item's size (for compact output)
    uint32_t text, length; // byte range in the item's text
};

struct pai_glyphs {
    const struct pai_face *face;
    pai_len size;
    const char *text; // the whole text that the ranges refer to
    const struct pai_put *v;
    uint32_t n;
};

struct pai_rule {
    pai_len x, y, width, height; // a filled rectangle; y is its top
    enum pai_role role;          // PAI_ROLE_COUNT: none
    const char *name;            // "red-rule", "footer-rule" …: the role of the dump
};

// How the colours of images are printed.
enum pai_picture_colour {
    PAI_PICTURE_KEEP,  // as they are: grey, RGB by its profile, CMYK
    PAI_PICTURE_PRESS, // RGB becomes CMYK by the press profile
    PAI_PICTURE_GREY,  // all become grey, on the black plate
};

// An image that fills this rectangle, upright as the reader sees it; y is its top.
struct pai_picture {
    const struct pai_image *image;
    pai_len x, y, width, height;
    enum pai_picture_colour colour;
    const char *name; // "figure", "logo": the role of the dump
};

// A rectangle of the page that leads to an address outside (http, https, mailto) or to the
// title of an article. It stands in a LINK, behind the text that it lies over.
struct pai_link {
    pai_len x, y, width, height; // y is its top
    const char *uri;             // printable ASCII; NULL: to the article
    int32_t article;             // from 0
};

// Logical structure: begin/end pairs, nested. Artifacts are folios, rules and marks. Text
// stands in TITLE, H, P, LABEL, BODY, CAPTION, LINK, REFERENCE, HEAD, CELL, NOTE or an
// artifact; the others hold elements. LINK and REFERENCE stand within a text. An image stands
// in FIGURE or an artifact.
enum pai_tag {
    PAI_TAG_END,
    PAI_TAG_ARTIFACT,
    PAI_TAG_TITLE, // the bulletin's name
    PAI_TAG_ART,   // an article
    PAI_TAG_H,
    PAI_TAG_P,
    PAI_TAG_DIV,     // masthead, footer
    PAI_TAG_SECTION, // the editor's note
    PAI_TAG_LIST,
    PAI_TAG_ITEM, // of a list: LABEL (or none) and BODY
    PAI_TAG_LABEL,
    PAI_TAG_BODY,
    PAI_TAG_CONTENTS, // a table of contents: a CAPTION, then ENTRIES, each with a REFERENCE
    PAI_TAG_ENTRY,
    PAI_TAG_FIGURE, // with its alternative text
    PAI_TAG_CAPTION,
    PAI_TAG_LINK,      // text that leads somewhere, with the LINK items that lie over it
    PAI_TAG_REFERENCE, // text that names another place of the issue
    PAI_TAG_TABLE,     // of ROWS, with a CAPTION
    PAI_TAG_ROW,
    PAI_TAG_HEAD, // a cell that heads its column
    PAI_TAG_CELL,
    PAI_TAG_NOTE, // a footnote
};

// Whether text may stand directly in it.
static inline bool pai_tag_holds_text(enum pai_tag tag) {
    switch (tag) {
    case PAI_TAG_TITLE:
    case PAI_TAG_H:
    case PAI_TAG_P:
    case PAI_TAG_LABEL:
    case PAI_TAG_BODY:
    case PAI_TAG_CAPTION:
    case PAI_TAG_LINK:
    case PAI_TAG_REFERENCE:
    case PAI_TAG_HEAD:
    case PAI_TAG_CELL:
    case PAI_TAG_NOTE:
        return true;
    default:
        return false;
    }
}

struct pai_item {
    enum pai_item_kind kind;
    const struct pai_ink *ink;
    struct pai_span span;
    union {
        struct pai_glyphs glyphs;
        struct pai_rule rule;
        struct {
            enum pai_tag tag;
            uint32_t id;     // equal for the parts of one element on several pages; each tag
                             // counts its own from 1; 0: no other part
            uint8_t level;   // of H: 2 the title of an article, 3 … 6 the headings in it
            const char *alt; // of FIGURE: what it shows
        } tag;
        struct pai_picture picture;
        struct pai_link link;
    } u;
};

// Whether a picture is printed in more than black: it may then need every process plate.
static inline bool pai_picture_coloured(const struct pai_picture *p) {
    return p->colour != PAI_PICTURE_GREY && p->image->space != PAI_IMAGE_GREY;
}

// Whether an item is printed from the plate of process ink k (cyan, magenta, yellow, black).
// Marks are on the plates of their side and need none for themselves.
static inline bool pai_item_needs(const struct pai_item *item, int k) {
    switch (item->kind) {
    case PAI_ITEM_GLYPHS:
    case PAI_ITEM_RULE:
        return item->ink ? item->ink->kind == PAI_INK_PROCESS && item->ink->cmyk[k] > 0
                         : k == 3;
    case PAI_ITEM_IMAGE:
        return k == 3 || pai_picture_coloured(&item->u.picture);
    default:
        return false;
    }
}

// The spot ink that an item is printed in, or NULL.
static inline const struct pai_ink *pai_item_spot(const struct pai_item *item) {
    bool inked = item->kind == PAI_ITEM_GLYPHS || item->kind == PAI_ITEM_RULE;
    return inked && item->ink && item->ink->kind == PAI_INK_SPOT ? item->ink : NULL;
}

struct pai_page_adjust {
    const char *why;
    int64_t sum; // over count places
    uint32_t count;
};

// A line as the dump tells it; its glyphs are items first_item .. first_item + item_count.
struct pai_page_line {
    enum pai_role role;
    int32_t article, paragraph, line; // from 0; -1 where it does not apply
    bool last;
    const char *text; // characters that stand on the line
    uint32_t text_len;
    pai_len x, baseline, width, measure;
    const struct pai_face *face;
    pai_len size;
    const struct pai_ink *ink;
    const struct pai_page_adjust *adjust;
    uint32_t adjust_count;
    uint32_t first_item, item_count;
    struct pai_span span;
    const char *block; // of the layout that it stands in; NULL: none
    struct pai_span block_span;
};

struct pai_box {
    pai_len x, y, width, height; // relative to the top left of the trim box
};

// A page on a sheet that holds several, or what stands around them.
struct pai_part {
    uint32_t number;     // of the page, for reading order; 0: marks
    uint32_t first, end; // its items
    struct pai_box clip; // where it may print
};

struct pai_page {
    uint32_t number;                   // from 1
    const char *folio;                 // "— 1 —", NULL on an unnumbered page
    const char *label;                 // what readers show for it; NULL: the number
    struct pai_box media, trim, bleed; // trim.x = trim.y = 0
    const struct pai_part *parts;      // of a sheet, in order of the items; NULL: a page
    uint32_t part_count;
    const struct pai_item *items;
    uint32_t item_count;
    const struct pai_page_line *lines;
    uint32_t line_count;
};

struct pai_pages {
    const struct pai_page *v;
    uint32_t n;
    // Facts about the document for metadata.
    const char *title;         // "澄溪信息 第16期"
    const char *author;        // the issuing office
    const char *subject;       // titles of the articles
    const char *keywords;      // what to find it by
    const char *const *titles; // of the articles, NULL where there is none
    uint32_t title_count;
    int32_t year, month, day; // 0 if unknown
    const char *lang;         // "zh-CN", "zh-TW", "zh-HK"
};

#endif
