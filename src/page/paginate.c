// In: the rows of the whole issue and how many rows each kind of page holds. Out: which rows
// stand on which page, and the space between articles. Solved for all pages at once: a shortest
// path over the rows at which a page may begin, once for each width of the space between articles;
// the cheapest wins (typography 4, 2.5).
#include "composer.h"

// Prices: a page more outweighs everything; then a heading alone at a foot, then lone lines,
// then rows left empty.
#define COST_PAGE    ((int64_t)1 << 40)
#define COST_HEADING ((int64_t)1 << 30)
#define COST_WIDOW   ((int64_t)1 << 20)
#define COST_GAP     ((int64_t)1 << 18) // a row less between articles than the layout would like
#define COST_ROW     ((int64_t)1 << 10)

struct paging_try {
    const struct pai_flow *flow;
    const struct pai_paging *p;
    uint32_t gap;
    int64_t *cost;  // of the best way to set rows 0 .. i
    uint32_t *from; // the row that begins the last of its pages
};

static uint32_t capacity(const struct pai_paging *p, bool first, bool last) {
    if (first) {
        return last ? p->first_last_rows : p->first_rows;
    }
    return last ? p->last_rows : p->rows;
}

// Lines of a paragraph on either side of a break before row i: fewer than keep_lines on one
// side has its price.
static int64_t cut_cost(const struct paging_try *t, uint32_t i) {
    const struct pai_row *before = &t->flow->rows.v[i - 1];
    const struct pai_row *after = &t->flow->rows.v[i];
    int64_t cost = 0;
    // A heading needs keep_lines rows of text behind it on its own page, or its whole
    // paragraph.
    for (uint32_t k = 1; k <= t->p->keep_lines && k <= i; k++) {
        if (t->flow->rows.v[i - k].keep) {
            cost += k == 1 ? COST_HEADING : after->at > 0 ? COST_HEADING / 2 : 0;
            break;
        }
    }
    if (after->at > 0 && !before->keep) {
        uint32_t above = after->at, below = after->of - after->at;
        if (above < t->p->keep_lines) {
            cost += COST_WIDOW; // a first line alone at the foot
        }
        if (below < t->p->keep_lines) {
            cost += 2 * COST_WIDOW; // a last line alone at the head
        }
    }
    return cost;
}

static uint32_t gaps_between(const struct pai_flow *flow, uint32_t first, uint32_t end) {
    uint32_t n = 0;
    for (uint32_t i = first + 1; i < end; i++) {
        n += flow->rows.v[i].gap_before;
    }
    return n;
}

// The price of a page that holds rows first .. end; INT64_MAX if they do not fit.
static int64_t page_cost(const struct paging_try *t, uint32_t first, uint32_t end) {
    uint32_t total = t->flow->rows.n;
    bool last = end == total;
    uint32_t room = capacity(t->p, first == 0, last);
    uint32_t used = end - first + t->gap * gaps_between(t->flow, first, end);
    if (used > room) {
        return INT64_MAX;
    }
    int64_t cost = COST_PAGE;
    if (last) {
        // The page of the footer carries at least two lines of text.
        cost += first > 0 && end - first < 2 ? COST_WIDOW * 4 : 0;
        return cost;
    }
    uint32_t empty = room - used;
    // Space between articles on this page can take up what is left; only what remains stays
    // empty.
    uint32_t gaps = gaps_between(t->flow, first, end);
    empty = empty > gaps ? empty - gaps : 0;
    cost += COST_ROW * empty * empty * empty;
    return cost + cut_cost(t, end);
}

// Fills cost and from; rows `total` reached through page_cost. A footer that fits on no page
// with text gets one alone: the caller sees cost[total] == INT64_MAX.
static void solve(struct paging_try *t) {
    uint32_t total = t->flow->rows.n;
    t->cost[0] = 0;
    for (uint32_t end = 1; end <= total; end++) {
        t->cost[end] = INT64_MAX;
        uint32_t reach = end > t->p->rows ? end - t->p->rows : 0;
        for (uint32_t first = end; first-- > reach;) {
            if (t->cost[first] == INT64_MAX) {
                continue;
            }
            int64_t cost = page_cost(t, first, end);
            if (cost == INT64_MAX) {
                if (first > 0 && end < total) {
                    break; // more rows fit no better
                }
                continue;
            }
            if (t->cost[first] + cost < t->cost[end]) {
                t->cost[end] = t->cost[first] + cost;
                t->from[end] = first;
            }
        }
    }
}

static uint32_t count_pages(const struct paging_try *t) {
    uint32_t n = 0;
    for (uint32_t i = t->flow->rows.n; i > 0; i = t->from[i]) {
        n++;
    }
    return n;
}

static void fill(const struct paging_try *t, struct pai_span_of_rows *out, uint32_t pages) {
    uint32_t end = t->flow->rows.n;
    for (uint32_t k = pages; k-- > 0; end = t->from[end]) {
        uint32_t first = t->from[end];
        uint32_t gaps = gaps_between(t->flow, first, end);
        uint32_t used = end - first + t->gap * gaps;
        bool last = end == t->flow->rows.n;
        uint32_t room = capacity(t->p, first == 0, last);
        uint32_t extra = last || room < used ? 0 : room - used;
        out[k] = (struct pai_span_of_rows){first, end, t->gap, extra > gaps ? gaps : extra};
    }
}

// The cheapest way over all widths of the space between articles; t keeps its solution. 0:
// nothing fits.
static uint32_t solve_best(struct paging_try *t) {
    uint32_t total = t->flow->rows.n, best = 0;
    int64_t best_cost = INT64_MAX;
    for (uint32_t gap = t->p->gap_max;; gap--) {
        t->gap = gap;
        solve(t);
        int64_t cost = t->cost[total];
        if (cost != INT64_MAX && cost + COST_GAP * (t->p->gap_max - gap) < best_cost) {
            best_cost = cost + COST_GAP * (t->p->gap_max - gap);
            best = gap;
        }
        if (gap <= t->p->gap_min) {
            break;
        }
    }
    if (best_cost == INT64_MAX) {
        return 0;
    }
    t->gap = best;
    solve(t);
    return count_pages(t);
}

uint32_t pai_paginate(struct pai_arena *arena, const struct pai_flow *flow,
                      const struct pai_paging *paging, struct pai_span_of_rows **out) {
    uint32_t total = flow->rows.n;
    if (total == 0) {
        *out = PAI_NEW_N(arena, struct pai_span_of_rows, 1);
        return 1;
    }
    struct paging_try t = {flow, paging, 0, PAI_NEW_N(arena, int64_t, total + 1),
                           PAI_NEW_N(arena, uint32_t, total + 1)};
    uint32_t pages = solve_best(&t);
    bool alone = pages == 0; // the footer fits on no page that also holds text
    struct pai_paging without = *paging;
    if (alone) {
        without.last_rows = without.rows;
        without.first_last_rows = without.first_rows;
        t.p = &without;
        pages = solve_best(&t);
    }
    *out = PAI_NEW_N(arena, struct pai_span_of_rows, (size_t)pages + 1);
    fill(&t, *out, pages);
    if (alone && pages > 0) {
        (*out)[pages] = (struct pai_span_of_rows){total, total, 0, 0};
        pages++;
    }
    return pages;
}
