// Shared by paginate.c and columns.c: prices, and sums over the rows of the flow.
#ifndef PAI_PAGING_H
#define PAI_PAGING_H

#include "composer.h"

// Prices. A heading alone at a foot outweighs everything. Then a page more: no bulletin of a
// few pages gets one for the sake of lone lines, but a long issue does where it saves more than
// sixteen of them. Then a heading with too few lines, lone lines, rows left empty, and last
// space narrower than the layout would like.
#define PAI_COST_WIDOW                                                                         \
    ((int64_t)1 << 20) // a first line alone at a foot; a last one at a head: two
#define PAI_COST_HEADING ((int64_t)1 << 44)
#define PAI_COST_PAGE    (16 * PAI_COST_WIDOW)
#define PAI_COST_CLOSE   (8 * PAI_COST_WIDOW) // fewer than keep_lines behind a heading
// For e rows left empty at the foot: times e * e. One is cheaper than any lone line, two are
// cheaper than a lone last line, three are not.
#define PAI_COST_ROW ((int64_t)3 << 16)

struct pai_columns_memo;

struct pai_paging_try {
    struct pai_arena *arena;
    const struct pai_flow *flow;
    const struct pai_paging *p;
    const uint32_t *height; // rows of the grid that rows 0 .. i - 1 of the flow take
    const uint32_t *gaps;   // how many of them begin with space
    const uint32_t *notes;  // lines of footnotes that stand with rows 0 .. i - 1
    const uint32_t *refs;   // marks of footnotes in them
    const uint32_t *begins; // how many of them begin a page whatever comes before
    // [n]: of the best way to set rows 0 .. i on any number of pages; with even-pages on an
    // even (0) or odd (1) number of them.
    int64_t *cost[2];
    uint32_t *from[2]; // the row that begins the last of its pages
    // Columns: the first row at or behind i that stands across them or not, as row i does not.
    const uint32_t *turn;
    struct pai_columns_memo *memo;
};

// A sum of prices that stays within the type.
static inline int64_t pai_cost_plus(int64_t a, int64_t b) {
    return a > INT64_MAX - 1 - b ? INT64_MAX - 1 : a + b;
}

static inline int64_t pai_cost_square(int64_t n) {
    return n * n;
}

// The price of parting the flow before row i, by what it parts: at the end of a column or of a
// page.
int64_t pai_cut_cost(const struct pai_paging_try *t, uint32_t i, bool column);

// ---- columns.c ----

// Rows of a page in columns.
struct pai_columns_fit {
    bool fits;
    bool tight;
    uint32_t gap, used; // blank rows of each gap; rows of the grid in all
    int64_t cost;       // of what the ends of the columns part and leave empty
};
void pai_columns_begin(struct pai_paging_try *t);
struct pai_columns_fit pai_columns_fit(struct pai_paging_try *t, uint32_t first, uint32_t end,
                                       uint32_t room);
// The fewest rows that first .. end can take.
uint32_t pai_columns_least(const struct pai_paging_try *t, uint32_t first, uint32_t end);
void pai_columns_spots(struct pai_paging_try *t, const struct pai_span_of_rows *span,
                       struct pai_spot *spots);

#endif
