// Pieces -> articles: titles, paragraphs, numbered headings, source notes, the editor's note
// (typography 2.2, 6.3, 6.4). In: pieces. Out: doc.articles, doc.note. A title is short, has no
// end mark, is no numbered heading and has something to head; after a source note a new article
// begins. What is uncertain stays a paragraph: no text is ever lost.
#include "reader.h"

#include "buf.h"

#include <string.h>

struct builder {
    struct pai_reader *r;
    struct pai_pieces in;
    bool indented;    // titles are known from missing indents
    int32_t *next_h1; // ordinal of the next 一、 heading at or behind a piece; 0 none
    PAI_VEC(struct pai_article) articles;
    PAI_VEC(struct pai_block) body;   // of the open article
    bool open, closed;                // an article is open; it has had its source
    int32_t h1;                       // the last 一、 in it
    bool after_heading;               // its last block is a numbered heading
    bool titled;                      // any article has a title
    bool annex;                       // its last block lists annexes
    bool bulleted;                    // the title of the open article has a bullet
    uint32_t numbered;                // numbered lines of this level are the titles; 0 none
    const enum pai_block_kind *kinds; // of each piece that stands round the text
    struct pai_text label;            // 附件1: of the article that begins next
    uint32_t figures;                 // of the reader's that have their place
    struct pai_footnotes notes;       // of the open article
};

static void close_article(struct builder *b) {
    if (!b->open) {
        return;
    }
    struct pai_article *a = &b->articles.v[b->articles.n - 1];
    a->body = b->body.v;
    a->body_count = b->body.n;
    pai_footnotes_close(b->r, &b->notes, a);
    memset(&b->body, 0, sizeof b->body);
    b->open = b->closed = b->after_heading = false;
    b->h1 = 0;
}

static struct pai_article *open_article(struct builder *b) {
    close_article(b);
    b->open = true;
    struct pai_article *a = PAI_VEC_ADD(b->r->arena, &b->articles);
    a->annex = b->label;
    b->label = (struct pai_text){0};
    return a;
}

// ---- titles ----

// True if piece i heads a column: 【工作动态】 or ★基层动态 above the title of an article.
static bool column_head(const struct builder *b, uint32_t i) {
    struct pai_chs s = b->in.v[i].text;
    if (i + 1 >= b->in.n || b->in.v[i].title || b->in.v[i].count > 16) {
        return false;
    }
    struct pai_piece *next = &b->in.v[i + 1];
    struct pai_chs t = next->text;
    bool titled =
        pai_piece_bulleted(next) || next->title || pai_piece_title_like(next, b->indented);
    bool framed = s.v[0].cp == 0x3010 && s.v[s.n - 1].cp == 0x3011;
    bool starred = pai_piece_bulleted(&b->in.v[i]) && s.v[0].cp != t.v[0].cp;
    return titled && (framed || starred);
}

static void put_title(struct builder *b, uint32_t from, uint32_t to) {
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
        if (i == from && column_head(b, i)) {
            pai_log_say(r, PAI_D_COLUMN_HEAD, s, pai_chs_utf8(r->arena, s), NULL);
            a->column = pai_text_repaired(r, s, PAI_FIELD_TITLE);
            continue;
        }
        if (i > from && !(i == from + 1 && column_head(b, from))) {
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

static bool heading_line(const struct pai_piece *p);

// ◆ and a title: in a digest where titles have bullets, not under a title without one.
static bool bullet_title(const struct builder *b, uint32_t i) {
    return i + 1 < b->in.n && pai_piece_bulleted(&b->in.v[i]) &&
           pai_piece_body_like(&b->in.v[i + 1]) && (!b->open || b->closed || b->bulleted);
}

static bool bracketed(struct pai_chs s) {
    return (s.v[0].cp == 0xFF08 || s.v[0].cp == '(') &&
           (s.v[s.n - 1].cp == 0xFF09 || s.v[s.n - 1].cp == ')');
}

// How many pieces from i on are a title (0: none).
static uint32_t title_run(const struct builder *b, uint32_t i) {
    const struct pai_piece *p = &b->in.v[i];
    if (p->title || bullet_title(b, i)) {
        return 1;
    }
    if (b->numbered && p->marker.level) {
        return p->marker.level == b->numbered && heading_line(p);
    }
    if (column_head(b, i) && pai_marker_bullet(b->in.v[i + 1].text)) {
        return bullet_title(b, i + 1) ? 2 : 0;
    }
    if (column_head(b, i) && pai_marker_bullet(p->text)) {
        uint32_t n = title_run(b, i + 1);
        return n ? n + 1 : 0;
    }
    if (bracketed(p->text)) {
        return 0; // （节选） follows a title, it begins none
    }
    uint32_t k = i;
    uint32_t most = column_head(b, i) ? 4 : 3;
    // Where an article must begin an indent does not bar a title.
    bool indented = b->indented && b->open && !b->closed;
    while (k < b->in.n && k - i <= most && !b->in.v[k].title &&
           pai_piece_title_like(&b->in.v[k], indented)) {
        k++;
    }
    if (k - i > most) {
        return 0;
    }
    bool headed = k < b->in.n && (b->in.v[k].title || pai_piece_body_like(&b->in.v[k]));
    if (k == i || !headed) {
        return 0;
    }
    if (k < b->in.n && b->in.v[k].title) {
        return 0; // a line before a title with its own text
    }
    if (b->open && !b->closed) {
        // Under a numbered heading, or while the numbers of this article go on, it is a line of
        // the article.
        int32_t next = b->next_h1[i];
        if (b->after_heading || (b->h1 && next == b->h1 + 1)) {
            return 0;
        }
        // 存在问题, 对策建议: a few words inside an article are its own heading, not a new
        // title.
        if (b->body.n && k - i == 1 && p->count <= 6) {
            return 0;
        }
    }
    // A run that lines which did not count came before: only its last line heads what follows.
    bool run_before = i > 0 && b->open && !b->closed && !b->in.v[i - 1].title &&
                      pai_piece_title_like(&b->in.v[i - 1], b->indented) && !b->body.n;
    return run_before && k - i > 1 ? 0 : k - i;
}

// ---- body ----

static enum pai_block_kind heading_kind(uint32_t level) {
    return (enum pai_block_kind)(PAI_H1 + (level - 1));
}

// A numbered line is a heading if it is short and no sentence.
static bool heading_line(const struct pai_piece *p) {
    if (p->heading) {
        return true;
    }
    if (!p->marker.level || p->count > p->marker.length + 40u) {
        return false;
    }
    uint32_t last = p->text.v[p->text.n - 1].cp;
    if (pai_ch_stop(last) || last == 0xFF1B || last == ';' || pai_ch_comma(last) ||
        last == 0x3001 || last == '.') {
        return false;
    }
    return !pai_chs_has_cp(p->text, 0x3002) && !pai_chs_has_cp(p->text, 0xFF1B);
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
static bool heads_text(const struct builder *b, const struct pai_piece *p) {
    const struct pai_piece *next = p + 1;
    return p->heading || (next < b->in.v + b->in.n && !pai_source_line(next->text).n &&
                          (!next->marker.level || next->marker.level > p->marker.level));
}

static void put_table(struct builder *b, const struct pai_doc_table *table) {
    struct pai_block *block = PAI_VEC_ADD(b->r->arena, &b->body);
    *block = (struct pai_block){.kind = PAI_TABLE, .text = table->text, .table = table};
    b->annex = b->after_heading = false;
}

static void put_block(struct builder *b, const struct pai_piece *p, struct pai_chs s) {
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
    b->after_heading = heading_line(p) && heads_text(b, p) && !b->annex;
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

static void put_source(struct builder *b, struct pai_chs s, bool apart) {
    struct pai_article *a = &b->articles.v[b->articles.n - 1];
    a->source = pai_text_repaired(b->r, pai_chs_trim(s), PAI_FIELD_LIST);
    a->source_apart = apart;
    b->closed = true;
}

static bool source_fits(const struct builder *b, uint32_t i, struct pai_chs s, uint32_t at) {
    unsigned sure = pai_source_like(pai_chs_sub(s, at + 1, s.n - 1));
    struct pai_chs before = pai_chs_trim(pai_chs_sub(s, 0, at));
    bool ended = before.n && pai_ch_ends(before.v[before.n - 1].cp);
    bool last = i + 1 == b->in.n || title_run(b, i + 1) > 0;
    return last ? sure >= 1 && (ended || sure == 2) : sure == 2 && ended;
}

static void put_body(struct builder *b, uint32_t i) {
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
static uint32_t put_note(struct builder *b, uint32_t i, struct pai_chs label,
                         struct pai_chs rest) {
    struct pai_reader *r = b->r;
    struct pai_chs text = pai_chs_copy(r->arena, rest);
    uint32_t first = i++;
    for (; i < b->in.n; i++) {
        bool title = title_run(b, i) > 0;
        if (title || (text.n && (b->articles.n || b->in.v[i].marker.level))) {
            break;
        }
        if (text.n) {
            // More paragraphs before the first title: they belong to the note only if a title
            // follows.
            bool later = false;
            for (uint32_t k = i; k < b->in.n && k < i + 4 && !later; k++) {
                later = title_run(b, k) > 0;
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
static bool put_closing(struct builder *b, uint32_t i) {
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
static void put_figures(struct builder *b, uint32_t src, bool late) {
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

static void build(struct builder *b) {
    for (uint32_t i = 0; i < b->in.n;) {
        struct pai_chs label, rest;
        const struct pai_piece *p = &b->in.v[i];
        uint32_t src = p->text.v[0].src;
        put_figures(b, src, false);
        if (put_closing(b, i) ||
            pai_footnote_take(b->r, &b->notes, b->body.v, b->open ? b->body.n : 0, p->text)) {
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
        uint32_t n = title_run(b, i);
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

static void find_next_h1(struct builder *b) {
    b->next_h1 = PAI_NEW_N(b->r->arena, int32_t, (size_t)b->in.n + 1);
    for (uint32_t i = b->in.n; i > 0; i--) {
        const struct pai_piece *p = &b->in.v[i - 1];
        b->next_h1[i - 1] = p->marker.level == 1 ? p->marker.ordinal : b->next_h1[i];
    }
}

// True if a piece that only its indent keeps from being a title stands first: then indents say
// nothing about titles.
static bool indents_hide_titles(const struct pai_pieces *in) {
    bool titled = false, hidden = false;
    for (uint32_t i = 0; i + 1 < in->n; i++) {
        bool body = pai_piece_body_like(&in->v[i + 1]);
        titled = titled || (body && pai_piece_title_like(&in->v[i], in->indented));
        hidden = hidden || (body && pai_piece_title_like(&in->v[i], false));
    }
    return hidden && !titled;
}

// A digest whose only titles are numbered lines (1.××局…, 一、××局…): their level, or 0. Short
// ones (一、基本情况) are headings of an article without a title.
static uint32_t numbered_titles(const struct builder *b) {
    uint32_t level = 0, count = 0;
    for (uint32_t i = 0; i + 1 < b->in.n; i++) {
        struct pai_piece *p = &b->in.v[i];
        struct pai_chs label, rest;
        bool body = pai_piece_body_like(&b->in.v[i + 1]);
        if (i == 0 && pai_note_label(p->text, &label, &rest)) {
            continue;
        }
        if (p->title || (body && pai_piece_title_like(p, b->indented)) ||
            pai_piece_bulleted(p)) {
            return 0;
        }
        if (!level && (!p->marker.level || p->marker.ordinal != 1)) {
            return 0;
        }
        level = level ? level : p->marker.level;
        if (p->marker.level != level) {
            continue;
        }
        if (!heading_line(p) || !body || b->in.v[i + 1].marker.level == level ||
            p->count < p->marker.length + 8 || p->marker.ordinal != (int32_t)++count) {
            return 0;
        }
    }
    return count > 1 ? level : 0;
}

void pai_articles_read(struct pai_reader *r, struct pai_pieces pieces) {
    struct builder b;
    memset(&b, 0, sizeof b);
    b.r = r;
    b.in = pieces;
    b.indented = pieces.indented && !indents_hide_titles(&pieces);
    b.kinds = pai_closing_find(r, &b.in);
    find_next_h1(&b);
    b.numbered = numbered_titles(&b);
    build(&b);
    r->doc->articles = b.articles.v;
    r->doc->article_count = b.articles.n;
}
