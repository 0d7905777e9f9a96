// The differences between two layouts of one issue, and how they are written.
#ifndef PAI_LAYOUT_DIFF_H
#define PAI_LAYOUT_DIFF_H

#include "buf.h"
#include "len.h"
#include "vec.h"

#include <stdbool.h>

enum pai_diff_kind {
    PAI_DIFF_SAME,
    PAI_DIFF_MOVED,  // the same text elsewhere
    PAI_DIFF_TYPE,   // in its place, but in another face or size
    PAI_DIFF_BROKEN, // this line of the paragraph has other text
    PAI_DIFF_GONE,   // only in A
    PAI_DIFF_NEW,    // only in B
};

struct pai_diff_place {
    uint32_t page;
    const char *role; // of a line, or the name of a rule
    const char *text; // of a line
    uint32_t text_len;
    pai_len x, y; // baseline of a line, top of a rule
};

struct pai_diff_row {
    enum pai_diff_kind kind;
    struct pai_diff_place a, b;
};

struct pai_diff {
    struct pai_arena *arena;
    const char *a, *b; // the layouts
    uint32_t a_pages, b_pages;
    PAI_VEC(struct pai_diff_row) rows;
};

// For people: neighbours that move alike are one line.
void pai_diff_text(const struct pai_diff *diff, bool zh, struct pai_buf *out);

// For programs: one object, each line by itself, lengths in pt.
void pai_diff_json(const struct pai_diff *diff, struct pai_buf *out);

#endif
