// Shared by flow.c and closing.c: rows of the grid being made from the articles.
#ifndef PAI_FLOW_H
#define PAI_FLOW_H

#include "composer.h"

struct pai_flow_state {
    struct pai_composer *c;
    struct pai_flow *flow;
    uint32_t element; // last structure element used
    bool gap;         // the next row begins an article
    bool framed;      // the editor's note brought space of its own
    bool page;        // the next row begins a page
    uint32_t figures; // numbered so far
    uint32_t lists;   // so far
    uint32_t notes;   // footnotes of the articles before
};

// Appends the lines of a setting as rows; its measure begins x from the left edge of the type
// area. `keep`: a heading, which must not end a page.
void pai_flow_put(struct pai_flow_state *f, struct pai_setting s, int32_t article,
                  int32_t paragraph, pai_len x, bool keep, enum pai_tag tag);

// Appends empty rows that hold on to the row before them and to the one behind.
void pai_flow_blank(struct pai_flow_state *f, uint32_t rows);

// ---- closing.c: what stands round the text of an official document ----

// The label of an annex at the head of its page.
void pai_closing_annex(struct pai_flow_state *f, int32_t article);

// Takes the blocks from `paragraph` on that stand round the text; returns how many, 0 if it is
// text.
uint32_t pai_closing_put(struct pai_flow_state *f, int32_t article, uint32_t paragraph);

// ---- footnotes.c ----

// The text with the numbers that its footnotes have in the issue.
struct pai_text pai_notes_number(struct pai_flow_state *f, int32_t article, uint32_t block,
                                 const struct pai_text *text);
// Ties the footnotes of an article to its rows, which begin at `from`; in columns they follow
// them as paragraphs.
void pai_notes_flow(struct pai_flow_state *f, int32_t article, uint32_t from);

// ---- table_flow.c ----

// Appends a table; nothing if it is too wide, which is said.
void pai_table_flow(struct pai_flow_state *f, const struct pai_doc_table *t,
                    struct pai_line_id id);

#endif
