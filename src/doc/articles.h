// Shared by articles.c and titles.c: the articles while they are made of pieces.
#ifndef PAI_ARTICLES_H
#define PAI_ARTICLES_H

#include "reader.h"

struct pai_builder {
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

// ---- titles.c ----

// Looks over all pieces for what tells titles: indents, numbers, the order of headings.
void pai_titles_find(struct pai_builder *b);

// How many pieces from i on are a title (0: none).
uint32_t pai_title_run(const struct pai_builder *b, uint32_t i);

// True if piece i heads a column: 【工作动态】 or ★基层动态 above the title of an article.
bool pai_column_head(const struct pai_builder *b, uint32_t i);

// A numbered line is a heading if it is short and no sentence.
bool pai_heading_line(const struct pai_piece *p);

#endif
