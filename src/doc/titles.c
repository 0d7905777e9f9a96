// Which pieces are titles of articles (typography 2.2, 6.3). In: pieces, and what has been made
// of those before. Out: how many pieces from one on are a title. A title is short, has no end
// mark, is no numbered heading and has something to head; what is uncertain is none.
#include "articles.h"

bool pai_heading_line(const struct pai_piece *p) {
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

bool pai_column_head(const struct pai_builder *b, uint32_t i) {
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

// ◆ and a title: in a digest where titles have bullets, not under a title without one.
static bool bullet_title(const struct pai_builder *b, uint32_t i) {
    return i + 1 < b->in.n && pai_piece_bulleted(&b->in.v[i]) &&
           pai_piece_body_like(&b->in.v[i + 1]) && (!b->open || b->closed || b->bulleted);
}

static bool bracketed(struct pai_chs s) {
    return (s.v[0].cp == 0xFF08 || s.v[0].cp == '(') &&
           (s.v[s.n - 1].cp == 0xFF09 || s.v[s.n - 1].cp == ')');
}

uint32_t pai_title_run(const struct pai_builder *b, uint32_t i) {
    const struct pai_piece *p = &b->in.v[i];
    if (p->title || bullet_title(b, i)) {
        return 1;
    }
    if (b->numbered && p->marker.level) {
        return p->marker.level == b->numbered && pai_heading_line(p);
    }
    if (pai_column_head(b, i) && pai_marker_bullet(b->in.v[i + 1].text)) {
        return bullet_title(b, i + 1) ? 2 : 0;
    }
    if (pai_column_head(b, i) && pai_marker_bullet(p->text)) {
        uint32_t n = pai_title_run(b, i + 1);
        return n ? n + 1 : 0;
    }
    if (bracketed(p->text)) {
        return 0; // （节选） follows a title, it begins none
    }
    uint32_t k = i;
    uint32_t most = pai_column_head(b, i) ? 4 : 3;
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

static void find_next_h1(struct pai_builder *b) {
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
static uint32_t numbered_titles(const struct pai_builder *b) {
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
        if (!pai_heading_line(p) || !body || b->in.v[i + 1].marker.level == level ||
            p->count < p->marker.length + 8 || p->marker.ordinal != (int32_t)++count) {
            return 0;
        }
    }
    return count > 1 ? level : 0;
}

void pai_titles_find(struct pai_builder *b) {
    b->indented = b->in.indented && !indents_hide_titles(&b->in);
    find_next_h1(b);
    b->numbered = numbered_titles(b);
}
