// Shared by compose.c, plan.c and rows.c: which rows of the grid hold what.
#ifndef PAI_PLAN_H
#define PAI_PLAN_H

#include "composer.h"

struct pai_page_plan {
    struct pai_composer *c;
    struct pai_flow *flow;
    const struct pai_footer *footer;
    const struct pai_contents *contents; // NULL if none
    uint32_t contents_row;
    struct pai_paging paging;
    struct pai_span_of_rows *rows;
    uint32_t pages;
    uint32_t first_row; // of the grid on page one
};

// The em-box top of row n of the grid.
static inline pai_len pai_row_top(const struct pai_layout *l, uint32_t n) {
    return l->area.top + (pai_len)n * l->pitch;
}

// ---- plan.c ----

// Divides the rows into pages; the masthead ends at `below`. False, and said: no page can hold
// them.
bool pai_plan_divide(struct pai_page_plan *plan, pai_len below);

// ---- rows.c ----

// Puts the rows of page `page` (from 0), with their tags and frames.
void pai_rows_put(struct pai_sheet *sheet, const struct pai_page_plan *plan, uint32_t page);

#endif
