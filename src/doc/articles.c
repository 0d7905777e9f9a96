// Pieces -> articles: titles, paragraphs, numbered headings, source notes, the editor's note
// (typography 2.2, 6.3, 6.4). In: pieces. Out: doc.articles, doc.note. A title is short, has no
// end mark, is no numbered heading and has something to head; after a source note a new article
// begins. What is uncertain stays a paragraph: no text is ever lost.
#include "articles.h"

#include "buf.h"

#include <string.h>

// What a note may belong to.
static struct pai_note_scope note_scope(const struct pai_builder *b) {
    uint32_t index = b->articles.n - 1;
    return (struct pai_note_scope){&b->articles.v[index], index, b->body.v, b->body.n};
}

static bool put_footnote(struct pai_builder *b, uint32_t i) {
    if (!b->open) {
        return false;
    }
    struct pai_note_scope scope = note_scope(b);
    return pai_footnote_take(b->r, &b->notes, &scope, b->in, i);
}

static void close_article(struct pai_builder *b) {
    if (!b->open) {
        return;
    }
    struct pai_article *a = &b->articles.v[b->articles.n - 1];
    a->body = b->body.v;
    a->body_count = b->body.n;
    struct pai_note_scope scope = note_scope(b);
    pai_footnotes_close(b->r, &b->notes, &scope);
    memset(&b->body, 0, sizeof b->body);
    b->open = b->closed = b->after_heading = false;
    b->h1 = 0;
}

static struct pai_article *open_article(struct pai_builder *b) {
    close_article(b);
    b->open = true;
    struct pai_article *a = PAI_VEC_ADD(b->r->arena, &b->articles);
    a->annex = b->label;
    b->label = (struct pai_text){0};
    return a;
}

static void put_title(struct pai_builder *b, uint32_t from, uint32_t to) {
    struct pai_reader *r = b->r;
    struct pai_article *a = open_article(b);
    uint32_t room = 0, n = 0;
    for (uint32_t i = from; i < to; i++) {
        room += b->in.v[i].text.n + 1;
    }
    struct pai_chs *list = PAI_NEW_N(r->arena, struct pai_chs, room);
    struct pai_chs carry = {NULL, 0, 0};
    for (uint32_t i = from; i < to; i++) {
        struct pai_chs s = b->in.v[i].text;
        if (i == from && pai_column_head(b, i)) {
            pai_log_say(r, PAI_D_COLUMN_HEAD, s, pai_chs_utf8(r->arena, s), NULL);
            a->column = pai_text_repaired(r, s, PAI_FIELD_TITLE);
            continue;
        }
        if (i > from && !(i == from + 1 && pai_column_head(b, from))) {
            pai_log(r, PAI_D_TITLE_JOINED, s.v[0].src, pai_chs_src_end(r, s) - s.v[0].src);
        }
        if (carry.n) {
            pai_chs_join(r->arena, &carry, s);
            s = carry;
            carry.n = 0;
        }
        if (pai_quote_open(s) && i + 1 < to) {
            carry = pai_chs_copy(r->arena, s); // the line was cut inside a quotation
            continue;
        }
        pai_clauses_cut(r, list, &n, s);
    }
    struct pai_text *title = PAI_NEW_N(r->arena, struct pai_text, n);
    for (uint32_t i = 0; i < n; i++) {
        title[i] = pai_text_repaired(r, list[i], PAI_FIELD_TITLE);
    }
    if (n > 1 && to == from + 1) {
        pai_log(r, PAI_D_TITLE_CLAUSES, list[1].v[0].src, 0);
    }
    a->title = title;
    a->title_count = n;
    b->titled = true;
    b->bulleted = pai_marker_bullet(b->in.v[to - 1].text) > 0;
}

// ---- body ----

static enum pai_block_kind heading_kind(uint32_t level) {
    return (enum pai_block_kind)(PAI_H1 + (level - 1));
}

// Bytes of the run-in heading of a numbered paragraph: through its first full stop, if more
// text follows.
static uint32_t lead_bytes(struct pai_chs s, const struct pai_text *text, uint32_t level) {
    if (!level) {
        return 0;
    }
    for (uint32_t i = 0; i < s.n && i < 44; i++) {
        if (s.v[i].cp == 0xFF1B) {
            return 0;
        }
        if (s.v[i].cp != 0x3002) {
            continue;
        }
        if (i + 1 >= s.n) {
            return 0;
        }
        uint32_t bytes = 0;
        for (uint32_t k = 0, chars = 0; k < text->len && chars <= i; chars++) {
            k++;
            while (k < text->len && ((uint8_t)text->s[k] & 0xC0) == 0x80) {
                k++;
            }
            bytes = k;
        }
        return bytes;
    }
    return 0;
}

// A heading has text under it; numbered lines of one level in a row are a list
// (一、天气：多云 / 二、突发事件：无).
static bool heads_text(const struct pai_builder *b, const struct pai_piece *p) {
    const struct pai_piece *next = p + 1;
    return p->heading || (next < b->in.v + b->in.n && !pai_source_line(next->text).n &&
                          (!next->marker.level || next->marker.level > p->marker.level));
}

static void put_table(struct pai_builder *b, const struct pai_doc_table *table) {
    struct pai_block *block = PAI_VEC_ADD(b->r->arena, &b->body);
    *block = (struct pai_block){.kind = PAI_TABLE, .text = table->text, .table = table};
    b->annex = b->after_heading = false;
}

static void put_block(struct pai_builder *b, const struct pai_piece *p, struct pai_chs s) {
    if (p->table != NULL) {
        put_table(b, p->table);
        return;
    }
    struct pai_chs repaired = pai_repair(b->r, s, p->tab ? PAI_FIELD_TABLE : PAI_FIELD_BODY);
    if (!repaired.n) {
        return;
    }
    struct pai_block *block = PAI_VEC_ADD(b->r->arena, &b->body);
    block->text = pai_text_make(b->r, repaired);
    // The list of annexes has numbers but no headings.
    b->annex = (b->annex && p->marker.level) || pai_chs_starts_any(s, "附件：|附件:|附：|附:");
    b->after_heading = pai_heading_line(p) && heads_text(b, p) && !b->annex;
    block->kind = b->after_heading ? heading_kind(p->marker.level) : PAI_PARA;
    block->lead_kind = PAI_PARA;
    if (!b->after_heading && p->marker.level) {
        block->lead = lead_bytes(repaired, &block->text, p->marker.level);
        block->lead_kind = block->lead ? heading_kind(p->marker.level) : PAI_PARA;
    }
    if (p->marker.level == 1) {
        b->h1 = p->marker.ordinal;
    }
}

static void put_source(struct pai_builder *b, struct pai_chs s, bool apart) {
    struct pai_article *a = &b->articles.v[b->articles.n - 1];
    a->source = pai_text_repaired(b->r, pai_chs_trim(s), PAI_FIELD_LIST);
    a->source_apart = apart;
    b->closed = true;
}

static bool source_fits(const struct pai_builder *b, uint32_t i, struct pai_chs s,
                        uint32_t at) {
    unsigned sure = pai_source_like(pai_chs_sub(s, at + 1, s.n - 1));
    struct pai_chs before = pai_note_marks_off(pai_chs_trim(pai_chs_sub(s, 0, at)));
    bool ended = before.n && pai_ch_ends(before.v[before.n - 1].cp);
    bool last = i + 1 == b->in.n || pai_title_run(b, i + 1) > 0;
    return last ? sure >= 1 && (ended || sure == 2) : sure == 2 && ended;
}

static void put_body(struct pai_builder *b, uint32_t i) {
    const struct pai_piece *p = &b->in.v[i];
    struct pai_chs line = pai_source_line(p->text);
    if (line.n && b->open && !b->closed && b->body.n) {
        put_source(b, line, true);
        return;
    }
    if (!b->open || b->closed) {
        bool named = b->label.len > 0;
        open_article(b);
        if (!named) {
            pai_log_say(b->r, PAI_D_NO_TITLE, pai_chs_sub(p->text, 0, 8), "", NULL);
        }
    }
    b->closed = false;
    struct pai_chs s = p->text;
    uint32_t at = p->tab ? UINT32_MAX : pai_source_find(s);
    if (at != UINT32_MAX && source_fits(b, i, s, at)) {
        put_block(b, p, pai_chs_sub(s, 0, at));
        put_source(b, pai_chs_sub(s, at + 1, s.n - 1), false);
    } else {
        put_block(b, p, s);
    }
}

// ---- the editor's note ----

// Takes the note that begins at piece i; returns the piece behind it.
static uint32_t put_note(struct pai_builder *b, uint32_t i, struct pai_chs label,
                         struct pai_chs rest) {
    struct pai_reader *r = b->r;
    struct pai_chs text = pai_chs_copy(r->arena, rest);
    uint32_t first = i++;
    for (; i < b->in.n; i++) {
        bool title = pai_title_run(b, i) > 0;
        if (title || (text.n && (b->articles.n || b->in.v[i].marker.level))) {
            break;
        }
        if (text.n) {
            // More paragraphs before the first title: they belong to the note only if a title
            // follows.
            bool later = false;
            for (uint32_t k = i; k < b->in.n && k < i + 4 && !later; k++) {
                later = pai_title_run(b, k) > 0;
            }
            if (!later) {
                break;
            }
            pai_log(r, PAI_D_NOTE_JOINED, b->in.v[i].text.v[0].src, 0);
        }
        pai_chs_join(r->arena, &text, b->in.v[i].text);
    }
    if (!text.n) {
        put_body(b, first); // a label without a note: a line like any other
        return i;
    }
    r->doc->note_label = pai_text_make(r, pai_chs_squeeze(r->arena, label));
    r->doc->note = pai_text_repaired(r, text, PAI_FIELD_BODY);
    return i;
}

// ---- what stands round the text ----

// Takes piece i if it is the label of an annex, or stands round the text: addressee,
// signature …
static bool put_closing(struct pai_builder *b, uint32_t i) {
    struct pai_reader *r = b->r;
    struct pai_chs s = b->in.v[i].text;
    if (pai_annex_label(s) && r->doc->masthead.document) {
        struct pai_chs label = pai_chs_squeeze(r->arena, s);
        label.n -= pai_ch_colon(label.v[label.n - 1].cp);
        b->label = pai_text_make(r, label);
        b->closed = true; // a new article begins
        return true;
    }
    if (b->kinds[i] == PAI_PARA) {
        return false;
    }
    if (!b->open) {
        open_article(b);
    }
    b->closed = b->kinds[i] == PAI_SIGNED && !r->doc->masthead.document;
    struct pai_block *block = PAI_VEC_ADD(r->arena, &b->body);
    *block = (struct pai_block){.kind = b->kinds[i], .lead_kind = PAI_PARA};
    s = block->kind == PAI_ATTACHMENT ? pai_attachment_name(s) : s;
    uint32_t label = block->kind == PAI_ATTENDANCE ? pai_attendance_label(s) : 0;
    if (label > 0) {
        struct pai_chs whole = pai_chs_squeeze(r->arena, pai_chs_sub(s, 0, label));
        block->lead = 3 * whole.n; // Han and a full-width colon
        block->lead_kind = PAI_H1;
        pai_chs_join(r->arena, &whole, pai_chs_trim(pai_chs_sub(s, label, s.n)));
        s = whole;
    }
    block->text = pai_text_repaired(r, s, PAI_FIELD_LIST);
    return true;
}

// Pictures called before `src` go behind what stands there; one between a title or heading and
// its text waits for the text (typography 4), and that is said.
static void put_figures(struct pai_builder *b, uint32_t src, bool late) {
    struct pai_reader *r = b->r;
    for (; b->figures < r->figures.n; b->figures++) {
        const struct pai_block *block = &r->figures.v[b->figures];
        bool placed = b->open && b->body.n > 0 && !b->after_heading;
        if (pai_figure_place(block) >= src || !(placed || src == UINT32_MAX)) {
            return;
        }
        if (late) {
            struct pai_text name = block->figure->file;
            pai_log(r, PAI_D_FIGURE_MOVED, pai_figure_place(block), name.len);
        }
        if (!b->open) {
            open_article(b);
        }
        PAI_VEC_PUT(r->arena, &b->body, *block);
    }
}

static void build(struct pai_builder *b) {
    for (uint32_t i = 0; i < b->in.n;) {
        struct pai_chs label, rest;
        const struct pai_piece *p = &b->in.v[i];
        uint32_t src = p->text.v[0].src;
        put_figures(b, src, false);
        if (put_closing(b, i) || put_footnote(b, i)) {
            i++;
            continue;
        }
        if (!b->r->doc->note.len && pai_note_label(p->text, &label, &rest)) {
            if (b->articles.n) {
                pai_log_say(b->r, PAI_D_NOTE_MOVED, p->text, "", NULL);
            }
            i = put_note(b, i, label, rest);
            continue;
        }
        uint32_t n = pai_title_run(b, i);
        if (n) {
            put_title(b, i, i + n);
            i += n;
        } else {
            put_body(b, i++);
            put_figures(b, src, true);
        }
    }
    put_figures(b, UINT32_MAX, false);
    close_article(b);
}

void pai_articles_read(struct pai_reader *r, struct pai_pieces pieces) {
    struct pai_builder b;
    memset(&b, 0, sizeof b);
    b.r = r;
    b.in = pieces;
    b.kinds = pai_closing_find(r, &b.in);
    pai_titles_find(&b);
    build(&b);
    pai_footnotes_share(r, &b.notes, b.articles.v);
    r->doc->articles = b.articles.v;
    r->doc->article_count = b.articles.n;
}
