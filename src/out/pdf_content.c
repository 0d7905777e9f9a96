// Content streams. In: the items of a page. Out: PDF operators. Promises: every glyph stands
// within 0.005 pt of its place, since each adjustment is computed from where the page and the
// pen of a reader are, in integers, so that no error adds up; what a reader copies is the text
// of the item, cluster by cluster (libharu 3, ToUnicode and ActualText); colours are those of
// the item's ink (pdf_ink.c).
//
// The numbers of a reader: size in 1/100000 pt, adjustments in 1/100000 em, so the
// pen is kept in 1/10^10 pt; 2^31 lengths fit well within 64 bits.
#include "pdf_priv.h"

#include "utf8.h"

#include <string.h>

#define PEN_PT     10000000000 // pen units in a pt
#define PEN_SLACK  (PEN_PT / 250)
#define LARGE_SIZE 4000000 // 40 pt: above it adjustments need another decimal
#define FAR_EMS    8       // a gap wider than this is a new place, not an adjustment
#define EM         100000

struct writer {
    struct pai_pdf *pdf;
    const struct pai_page *page;
    uint32_t index; // of the page
    struct pai_buf *out;
    bool in_text, in_array, in_string;
    const struct pai_item *item; // whose glyphs are being shown
    struct pai_pdf_font *font;   // set in the stream, with
    int64_t size;                // its size; 1/100000 pt
    const struct pai_ink *ink;   // set in the stream
    bool placed;                 // the pen is valid:
    int64_t pen;                 // from the left of the media box
    int64_t y;                   // 1/10000 pt from its bottom
    PAI_VEC(enum pai_tag) tags;  // open
    uint32_t artifacts;          // of them
    bool marked;                 // the text that follows has its place in the structure tree
    bool english;                // and is marked as such
};

// ---- numbers ----

static void number(struct writer *w, int64_t value, int64_t scale, char after) {
    pai_buf_decimal(w->out, value, scale);
    pai_buf_byte(w->out, after);
}

static int64_t from_left(const struct writer *w, pai_len x) {
    return (int64_t)x - w->page->media.x;
}

static int64_t from_bottom(const struct writer *w, int64_t y) {
    return (int64_t)w->page->media.y + w->page->media.height - y;
}

// A length in 1/10000 pt.
static int64_t fine(int64_t len) {
    return pai_muldiv(len, 10000, PAI_PT);
}

// ---- state ----

static void string_end(struct writer *w) {
    if (w->in_string) {
        pai_buf_byte(w->out, '>');
        w->in_string = false;
    }
}

static void array_end(struct writer *w) {
    string_end(w);
    if (w->in_array) {
        pai_buf_str(w->out, "] TJ\n");
        w->in_array = false;
    }
}

static void mark_end(struct writer *w) {
    array_end(w);
    if (w->marked) {
        pai_buf_str(w->out, "EMC\n");
        w->marked = false;
    }
}

static void text_end(struct writer *w) {
    mark_end(w);
    if (w->in_text) {
        pai_buf_str(w->out, "ET\n");
        w->in_text = false;
        w->item = NULL;
    }
}

static void text_begin(struct writer *w) {
    if (!w->in_text) {
        pai_buf_str(w->out, "BT\n");
        w->in_text = true;
    }
}

// Before text: a mark that says which element it belongs to. Marks stand inside a text object
// and hold nothing but text, so that no artifact is in one (UA-1 7.1). English has marks of its
// own: they say the language themselves, since a mark must not stand in another.
static void mark_begin(struct writer *w, bool english) {
    uint32_t mcid = 0;
    if (w->marked && w->english != english) {
        mark_end(w);
    }
    const char *type =
        w->marked || w->artifacts > 0 ? NULL : pai_pdf_tree_mark(w->pdf->tree, w->index, &mcid);
    if (type) {
        array_end(w);
        text_begin(w);
        pai_buf_fmt(w->out, "/%s <</MCID %u%s>> BDC\n", english ? "Span" : type, mcid,
                    english ? " /Lang (en)" : "");
        w->marked = true;
        w->english = english;
    }
}

static void ink_use(struct writer *w, const struct pai_ink *ink) {
    pai_pdf_ink_use(w->pdf, w->out, w->ink, ink);
    w->ink = ink ? ink : pai_pdf_black();
}

static void font_use(struct writer *w, struct pai_pdf_font *font, int64_t size) {
    if (w->font != font || w->size != size) {
        pai_buf_fmt(w->out, "/F%u ", font->number);
        number(w, size, EM, ' ');
        pai_buf_str(w->out, "Tf\n");
    }
    w->font = font;
    w->size = size;
}

// ---- glyphs ----

static void pen_place(struct writer *w, const struct pai_put *put) {
    int64_t x = fine(from_left(w, put->x));
    w->y = fine(from_bottom(w, put->y));
    array_end(w);
    pai_buf_str(w->out, "1 0 0 1 ");
    number(w, x, 10000, ' ');
    number(w, w->y, 10000, ' ');
    pai_buf_str(w->out, "Tm\n");
    w->pen = x * (PEN_PT / 10000);
    w->placed = true;
}

// Moves the pen to the glyph's place, as coarsely as the promise allows.
static void pen_move(struct writer *w, const struct pai_put *put) {
    int64_t x = pai_muldiv(from_left(w, put->x), 1000000, PAI_PT) * (PEN_PT / 1000000);
    int64_t off = w->pen - x;
    int64_t far = FAR_EMS * EM * w->size;
    if (!w->placed || w->y != fine(from_bottom(w, put->y)) || off > far || off < -far) {
        pen_place(w, put);
    } else if (off > PEN_SLACK || off < -PEN_SLACK) {
        int64_t step = w->size > LARGE_SIZE ? 1 : 10;
        int64_t back = pai_muldiv(off, 1, w->size * step) * step;
        if (back != 0) {
            string_end(w);
            if (!w->in_array) {
                pai_buf_byte(w->out, '[');
                w->in_array = true;
            }
            pai_buf_decimal(w->out, back, EM / 1000);
            w->pen -= back * w->size;
        }
    }
}

static void glyph_show(struct writer *w, const struct pai_put *put) {
    const struct pai_pdf_glyph *glyph = pai_pdf_glyph_find(w->font, put->glyph);
    pen_move(w, put);
    if (!w->in_array) {
        pai_buf_byte(w->out, '[');
        w->in_array = true;
    }
    if (!w->in_string) {
        pai_buf_byte(w->out, '<');
        w->in_string = true;
    }
    pai_pdf_code(w->out, glyph->code);
    w->pen += (int64_t)glyph->width * (EM / 1000) * w->size;
}

// True if a reader gets exactly this text from the glyph. The first text seen for a glyph
// becomes its ToUnicode.
static bool says(struct pai_pdf_glyph *glyph, const char *text, uint32_t length) {
    if (!glyph->text && length) {
        glyph->text = text;
        glyph->length = length;
    }
    return glyph->text && glyph->length == length && memcmp(glyph->text, text, length) == 0;
}

// Sets ink and font for an item's glyphs.
static void item_begin(struct writer *w, const struct pai_item *item) {
    if (w->item == item) {
        return;
    }
    array_end(w);
    text_begin(w);
    ink_use(w, item->ink);
    font_use(w, pai_pdf_font_find(w->pdf, item->u.glyphs.face),
             pai_muldiv(item->u.glyphs.size, EM, PAI_PT));
    w->item = item;
    w->placed = false;
}

// A span with ActualText is a mark of its own and not one inside a mark: poppler takes the end
// of the inner for the end of the outer and loses the text after it.
static void span_begin(struct writer *w, const struct pai_pdf_cluster *c, uint32_t n,
                       bool english) {
    uint32_t mcid = 0;
    mark_end(w);
    text_begin(w);
    pai_buf_str(w->out, "/Span <<");
    if (w->artifacts == 0 && pai_pdf_tree_mark(w->pdf->tree, w->index, &mcid)) {
        pai_buf_fmt(w->out, "/MCID %u %s", mcid, english ? "/Lang (en) " : "");
    }
    pai_buf_str(w->out, "/ActualText ");
    struct pai_buf text = pai_buf_make(w->pdf->job->arena);
    for (uint32_t i = 0; i < n; i++) {
        pai_buf_put(&text, c[i].text, c[i].length);
    }
    pai_pdf_string(w->out, text.s, text.n);
    pai_buf_str(w->out, ">> BDC\n");
    w->marked = true;
}

// Characters that mean nothing outside one font or office: what they stand for is said on the
// spot, not only in the font (A-2 6.2.11.7.3).
static bool is_private(const char *text, uint32_t length) {
    for (uint32_t i = 0; i < length;) {
        unsigned used = 1;
        uint32_t cp = pai_utf8_next(text + i, length - i, &used);
        if (cp != PAI_BAD_CHAR && ((cp >= 0xE000 && cp <= 0xF8FF) || cp >= 0xF0000)) {
            return true;
        }
        i += used;
    }
    return false;
}

// Clusters that are read as one: one cluster whose glyph says its text, or else a span that
// says the text for the glyphs.
static void clusters(struct writer *w, const struct pai_pdf_cluster *c, uint32_t n) {
    bool span = n > 1, english = true;
    for (uint32_t i = 0; i < n; i++) {
        struct pai_pdf_font *font = pai_pdf_font_find(w->pdf, c[i].glyphs->face);
        struct pai_pdf_glyph *first =
            pai_pdf_glyph_find(font, c[i].glyphs->v[c[i].first].glyph);
        span = c[i].end - c[i].first > 1 || !says(first, c[i].text, c[i].length) ||
               is_private(c[i].text, c[i].length) || span;
        english = english && c[i].english;
    }
    if (span) {
        span_begin(w, c, n, english);
    } else {
        mark_begin(w, english);
    }
    for (uint32_t i = 0; i < n; i++) {
        item_begin(w, c[i].item);
        for (uint32_t k = c[i].first; k < c[i].end; k++) {
            glyph_show(w, &c[i].glyphs->v[k]);
        }
    }
    if (span) {
        mark_end(w);
    }
}

// Glyph items that follow each other.
static void glyphs(struct writer *w, const struct pai_item *items, uint32_t n) {
    struct pai_pdf_cluster *c;
    uint32_t count = pai_pdf_clusters(w->pdf, items, n, &c);
    pai_pdf_words(w->pdf, c, count);
    for (uint32_t i = 0, end; i < count; i = end) {
        for (end = i + 1; c[end - 1].joined; end++) {
        }
        clusters(w, c + i, end - i);
    }
    array_end(w);
}

// ---- rules and tags ----

static void artifact(struct writer *w) {
    text_end(w);
    pai_buf_str(w->out, "/Artifact BMC\n");
}

static void artifact_end(struct writer *w) {
    text_end(w);
    pai_buf_str(w->out, "EMC\n");
}

static void rule(struct writer *w, const struct pai_item *item) {
    const struct pai_rule *r = &item->u.rule;
    text_end(w);
    ink_use(w, item->ink);
    if (w->artifacts == 0) { // a rule is never content
        artifact(w);
    }
    number(w, fine(from_left(w, r->x)), 10000, ' ');
    number(w, fine(from_bottom(w, (int64_t)r->y + r->height)), 10000, ' ');
    number(w, fine(r->width), 10000, ' ');
    number(w, fine(r->height), 10000, ' ');
    pai_buf_str(w->out, "re f\n");
    if (w->artifacts == 0) {
        artifact_end(w);
    }
}

// An image stands outside text objects, in the element that is open, or is an artifact.
static void picture(struct writer *w, const struct pai_item *item) {
    const struct pai_picture *p = &item->u.picture;
    const struct pai_pdf_image *image = pai_pdf_image_find(w->pdf, p);
    struct pai_box box = {p->x, p->y, p->width, p->height};
    int64_t m[6];
    uint32_t mcid = 0;
    text_end(w);
    const char *type =
        w->artifacts > 0 ? NULL : pai_pdf_tree_mark(w->pdf->tree, w->index, &mcid);
    if (type) {
        pai_pdf_tree_place(w->pdf->tree, w->page, &box);
        pai_buf_fmt(w->out, "/%s <</MCID %u>> BDC\n", type, mcid);
    } else if (w->artifacts == 0) {
        artifact(w);
    }
    pai_pdf_image_matrix(p->image->turn, m, fine(from_left(w, p->x)),
                         fine(from_bottom(w, (int64_t)p->y + p->height)), fine(p->width),
                         fine(p->height));
    pai_buf_str(w->out, "q /Knock gs ");
    for (int i = 0; i < 6; i++) {
        number(w, m[i], 10000, ' ');
    }
    pai_buf_fmt(w->out, "cm /I%u Do Q\n", image->number);
    if (type || w->artifacts == 0) {
        pai_buf_str(w->out, "EMC\n");
    }
}

static void tag_end(struct writer *w) {
    if (!w->tags.n) {
        return;
    }
    mark_end(w);
    if (w->tags.v[--w->tags.n] == PAI_TAG_ARTIFACT) {
        w->artifacts--;
        artifact_end(w);
    } else {
        pai_pdf_tree_close(w->pdf->tree);
    }
}

static void tag(struct writer *w, const struct pai_item *item) {
    enum pai_tag kind = item->u.tag.tag;
    if (kind == PAI_TAG_END) {
        tag_end(w);
        return;
    }
    mark_end(w);
    PAI_VEC_PUT(w->pdf->job->arena, &w->tags, kind);
    if (kind == PAI_TAG_ARTIFACT) {
        w->artifacts++;
        artifact(w);
    } else {
        pai_pdf_tree_open(w->pdf->tree, item);
    }
}

void pai_pdf_content(struct pai_pdf *pdf, const struct pai_pdf_part *part,
                     struct pai_buf *out) {
    const struct pai_page *page = &pdf->pages->v[part->page];
    struct writer w = {.pdf = pdf, .page = page, .index = part->page, .out = out};
    uint32_t n = part->end - part->first;
    const struct pai_item *items = pai_pdf_links_choose(pdf, page->items + part->first, &n);
    for (uint32_t i = 0; i < n; i++) {
        const struct pai_item *item = &items[i];
        switch (item->kind) {
        case PAI_ITEM_GLYPHS: {
            uint32_t first = i;
            while (i + 1 < n && items[i + 1].kind == PAI_ITEM_GLYPHS) {
                i++;
            }
            glyphs(&w, item, i + 1 - first);
            break;
        }
        case PAI_ITEM_RULE:
            rule(&w, item);
            break;
        case PAI_ITEM_TAG:
            tag(&w, item);
            break;
        case PAI_ITEM_IMAGE:
            picture(&w, item);
            break;
        case PAI_ITEM_LINK:
            pai_pdf_link_put(pdf, part->page, &item->u.link);
            break;
        }
    }
    while (w.tags.n) {
        tag_end(&w);
    }
    text_end(&w);
}
