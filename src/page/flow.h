// Shared by flow.c and closing.c: rows of the grid being made from the articles.
#ifndef PAI_FLOW_H
#define PAI_FLOW_H

#include "composer.h"

// The footnotes of the article in hand.
struct pai_note_place {
    const struct pai_footnote_place *at;
    uint32_t note; // of the article
};
struct pai_notes_open {
    uint32_t number; // of the last note before it; of columns, in the article
    uint32_t first;  // of its notes in pai_flow.notes
    const struct pai_note_place *places; // that refer to them, in the order of the text
    uint32_t place_count, next;
};

struct pai_flow_state {
    struct pai_composer *c;
    struct pai_flow *flow;
    uint32_t element; // last structure element used
    bool gap;         // the next row begins an article
    bool framed;      // the editor's note brought space of its own
    bool page;        // the next row begins a page
    uint32_t figures; // numbered so far
    uint32_t lists;   // so far
    struct pai_notes_open notes;
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

// Sets the footnotes of an article, before its blocks are set.
void pai_notes_open(struct pai_flow_state *f, int32_t article);

// A text with the marks of its footnotes in the form of the layout.
struct pai_noted {
    struct pai_text text;
    uint32_t lead; // bytes of the run-in heading, now
    enum pai_role lead_role;
    struct pai_raised *marks;
    uint32_t *notes; // for each mark, in pai_flow.notes
    uint32_t count;
};
struct pai_noted pai_notes_mark(struct pai_flow_state *f, uint32_t block,
                                const struct pai_text *text, uint32_t lead);

// Ties the notes of a text to its rows, which begin at `row`.
void pai_notes_tie(struct pai_flow_state *f, const struct pai_noted *noted, uint32_t row);

// Behind the blocks of an article: in columns its notes follow as paragraphs.
void pai_notes_close(struct pai_flow_state *f, int32_t article);

// ---- table_flow.c ----

// Appends a table; nothing if it is too wide, which is said.
void pai_table_flow(struct pai_flow_state *f, const struct pai_doc_table *t,
                    struct pai_line_id id);

#endif
