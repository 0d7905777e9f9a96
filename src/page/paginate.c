// In: the rows of the whole issue and how many rows each kind of page holds. Out: which rows
// stand on which page, the space between the articles of each page, and the page of the footer.
// Promised: the cheapest way there is, found exactly: a shortest path over the rows at which a
// page may begin, for all pages at once (typography 4, 2.5). Given its rows, a page's space is
// settled: as wide as the page has room for, within its limits, and equal within one row.
#include "composer.h"

// Prices. A heading alone at a foot outweighs everything. Then a page more: no bulletin of a
// few pages gets one for the sake of lone lines, but a long issue does where it saves more than
// sixteen of them. Then a heading with too few lines, lone lines, rows left empty, and last
// space narrower than the layout would like.
#define COST_WIDOW   ((int64_t)1 << 20) // a first line alone at a foot; a last one at a head: two
#define COST_HEADING ((int64_t)1 << 44)
#define COST_PAGE    (16 * COST_WIDOW)
#define COST_CLOSE   (8 * COST_WIDOW) // fewer than keep_lines behind a heading
// For e rows left empty at the foot: times e * e. One is cheaper than any lone line, two are
// cheaper than a lone last line, three are not.
#define COST_ROW ((int64_t)3 << 16)
// For space between two articles closed as far as the layout allows; s of r rows less than the
// widest: times s * s / (r * r). Closed space shows more than two rows left empty at a foot,
// and less than a lone last line.
#define COST_GAP   ((int64_t)13 << 16)
#define COST_SHORT (4 * COST_WIDOW) // fewer than two lines on the last page
// The footer alone on a page. Where it must stand on an even side this is what the standard
// shows; else two lines of text go over to it, unless that leaves too much empty (typography
// 4).
#define COST_ALONE      (8 * COST_WIDOW)
#define COST_ALONE_EVEN COST_WIDOW
#define COST_BLANK      (4 * COST_WIDOW) // an empty side before it

enum page_kind {
    PAGE_INNER, // text goes on
    PAGE_SHARE, // the text ends above the footer
    PAGE_APART, // the text ends and the footer, if any, stands on another page
};

struct paging_try {
    const struct pai_flow *flow;
    const struct pai_paging *p;
    const uint32_t *height; // rows of the grid that rows 0 .. i - 1 of the flow take
    const uint32_t *gaps;   // how many of them begin with space
    // [n]: of the best way to set rows 0 .. i on any number of pages; with even-pages on an
    // even (0) or odd (1) number of them.
    int64_t *cost[2];
    uint32_t *from[2]; // the row that begins the last of its pages
};

struct ending {
    int64_t cost;
    uint32_t first; // row that begins the last page of text
    uint32_t odd;   // of the pages before it
    enum page_kind kind;
    uint32_t after; // pages behind the last page of text: blank, footer
};

static uint32_t capacity(const struct pai_paging *p, bool first, enum page_kind kind) {
    if (first) {
        return kind == PAGE_SHARE ? p->first_last_rows : p->first_rows;
    }
    return kind == PAGE_SHARE ? p->last_rows : p->rows;
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
            cost += k == 1 ? COST_HEADING : after->at > 0 ? COST_CLOSE : 0;
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

// What stands on a page of rows first .. end: its gaps and the rows that remain for them.
struct page_fit {
    bool fits;
    uint32_t gaps, space; // space: rows of all gaps together
    uint32_t empty;
};

static struct page_fit fit_page(const struct paging_try *t, uint32_t first, uint32_t end,
                                enum page_kind kind) {
    struct page_fit f = {.gaps = t->gaps[end] - t->gaps[first + 1]};
    uint32_t room = capacity(t->p, first == 0, kind);
    uint32_t used = t->height[end] - t->height[first];
    f.fits = used + (uint64_t)f.gaps * t->p->gap_min <= room;
    if (!f.fits) {
        return f;
    }
    uint64_t most = (uint64_t)f.gaps * t->p->gap_max;
    f.space = most < room - used ? (uint32_t)most : room - used;
    if (kind != PAGE_INNER && f.gaps > 0) {
        f.space -= f.space % f.gaps; // nothing to fill: all equal
    }
    f.empty = room - used - f.space;
    return f;
}

// A sum of prices; a grid of one row and a text of headings alone could exceed the type.
static int64_t plus(int64_t a, int64_t b) {
    return a > INT64_MAX - 1 - b ? INT64_MAX - 1 : a + b;
}

static int64_t square(int64_t n) {
    return n * n;
}

// The price of a page; INT64_MAX if its rows do not fit.
static int64_t page_cost(const struct paging_try *t, uint32_t first, uint32_t end,
                         enum page_kind kind) {
    struct page_fit f = fit_page(t, first, end, kind);
    if (!f.fits) {
        return INT64_MAX;
    }
    int64_t cost = COST_PAGE;
    if (f.gaps > 0) {
        uint32_t each = f.space / f.gaps, wider = f.space % f.gaps;
        int64_t less = (int64_t)t->p->gap_max - each;
        int64_t range = square((int64_t)t->p->gap_max - t->p->gap_min);
        int64_t missing = wider * square(less - 1) + (f.gaps - wider) * square(less);
        cost += range > 0 ? COST_GAP * missing / range : 0;
    }
    if (kind == PAGE_INNER) {
        return cost + COST_ROW * square(f.empty) + cut_cost(t, end);
    }
    return cost + (first > 0 && end - first < 2 ? COST_SHORT : 0);
}

// The cheapest ways to set the rows before every row on whole pages.
static void solve(struct paging_try *t) {
    uint32_t total = t->flow->rows.n;
    t->cost[1][0] = INT64_MAX;
    for (uint32_t end = 1; end < total; end++) {
        t->cost[0][end] = t->cost[1][end] = INT64_MAX;
        for (uint32_t first = end; first-- > 0;) {
            int64_t cost = page_cost(t, first, end, PAGE_INNER);
            if (cost == INT64_MAX) {
                break; // more rows fit no better
            }
            for (uint32_t odd = 0; odd < 2; odd++) {
                uint32_t to = t->p->even ? 1 - odd : 0;
                if (t->cost[odd][first] != INT64_MAX &&
                    plus(t->cost[odd][first], cost) < t->cost[to][end]) {
                    t->cost[to][end] = plus(t->cost[odd][first], cost);
                    t->from[to][end] = first;
                }
            }
        }
    }
}

// The price of what follows the last page of text; `odd`: that page is an odd one. INT64_MAX:
// it cannot end so.
static int64_t end_cost(const struct pai_paging *p, enum page_kind kind, bool odd,
                        uint32_t *after) {
    *after = 0;
    if (!p->footer) {
        return kind == PAGE_APART ? 0 : INT64_MAX;
    }
    if (kind == PAGE_SHARE) {
        return p->even && odd ? INT64_MAX : 0;
    }
    *after = p->even && !odd ? 2 : 1;
    return *after * COST_PAGE + (p->even ? COST_ALONE_EVEN : COST_ALONE) +
           (*after == 2 ? COST_BLANK : 0);
}

static struct ending best_ending(const struct paging_try *t) {
    uint32_t total = t->flow->rows.n;
    struct ending best = {.cost = INT64_MAX};
    for (uint32_t first = total; first-- > 0;) {
        bool fits = false;
        for (enum page_kind kind = PAGE_SHARE; kind <= PAGE_APART; kind++) {
            int64_t page = page_cost(t, first, total, kind);
            fits = fits || page != INT64_MAX;
            for (uint32_t odd = 0; odd < 2 && page != INT64_MAX; odd++) {
                uint32_t after;
                int64_t more = end_cost(t->p, kind, odd == 0, &after);
                if (t->cost[odd][first] == INT64_MAX || more == INT64_MAX) {
                    continue;
                }
                int64_t cost = plus(plus(t->cost[odd][first], page), more);
                if (cost < best.cost) {
                    best = (struct ending){cost, first, odd, kind, after};
                }
            }
        }
        if (!fits) {
            break;
        }
    }
    return best;
}

static struct pai_span_of_rows span_of(const struct paging_try *t, uint32_t first, uint32_t end,
                                       enum page_kind kind) {
    struct page_fit f = fit_page(t, first, end, kind);
    struct pai_span_of_rows span = {first, end, 0, 0};
    if (f.gaps > 0) {
        span.gap = f.space / f.gaps;
        span.extra = f.space % f.gaps;
    }
    return span;
}

// Goes back from the ending; the pages come out last first.
static uint32_t trace(const struct paging_try *t, const struct ending *e,
                      struct pai_span_of_rows *out) {
    uint32_t n = 0, total = t->flow->rows.n;
    for (uint32_t i = 0; i < e->after; i++) {
        out[n++] = (struct pai_span_of_rows){total, total, 0, 0};
    }
    out[n++] = span_of(t, e->first, total, e->kind);
    uint32_t odd = e->odd;
    for (uint32_t end = e->first; end > 0;) {
        uint32_t first = t->from[odd][end];
        out[n++] = span_of(t, first, end, PAGE_INNER);
        end = first;
        odd = t->p->even ? 1 - odd : 0;
    }
    for (uint32_t i = 0; i < n / 2; i++) {
        struct pai_span_of_rows swap = out[i];
        out[i] = out[n - 1 - i];
        out[n - 1 - i] = swap;
    }
    return n;
}

uint32_t pai_paginate(struct pai_arena *arena, const struct pai_flow *flow,
                      const struct pai_paging *paging, struct pai_span_of_rows **out) {
    uint32_t total = flow->rows.n;
    *out = PAI_NEW_N(arena, struct pai_span_of_rows, (size_t)total + 3);
    if (total == 0) {
        return 1;
    }
    uint32_t *height = PAI_NEW_N(arena, uint32_t, (size_t)total + 1);
    uint32_t *gaps = PAI_NEW_N(arena, uint32_t, (size_t)total + 1);
    for (uint32_t i = 0; i < total; i++) {
        height[i + 1] = height[i] + flow->rows.v[i].rows;
        gaps[i + 1] = gaps[i] + flow->rows.v[i].gap_before;
    }
    struct paging_try t = {.flow = flow, .p = paging, .height = height, .gaps = gaps};
    for (uint32_t odd = 0; odd < 2; odd++) {
        t.cost[odd] = PAI_NEW_N(arena, int64_t, total);
        t.from[odd] = PAI_NEW_N(arena, uint32_t, total);
    }
    solve(&t);
    struct ending e = best_ending(&t);
    return e.cost == INT64_MAX ? 0 : trace(&t, &e, *out);
}
