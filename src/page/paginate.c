// In: the rows of the whole issue and how many rows each kind of page holds. Out: which rows
// stand on which page, the space between the articles of each page, and the page of the footer.
// Promised: the cheapest way there is, found exactly: a shortest path over the rows at which a
// page may begin, for all pages at once (typography 4, 2.5). Given its rows, a page's space is
// settled: as wide as the page has room for, within its limits, and equal within one row.
#include "paging.h"

// The other prices stand in paging.h.

// For space between two articles closed as far as the layout allows; s of r rows less than the
// widest: times s * s / (r * r). Closed space shows more than two rows left empty at a foot,
// and less than a lone last line.
#define COST_GAP   ((int64_t)13 << 16)
#define COST_SHORT (4 * PAI_COST_WIDOW) // fewer than two lines on the last page
// The footer alone on a page. Where it must stand on an even side this is what the standard
// shows; else two lines of text go over to it, unless that leaves too much empty (typography
// 4).
#define COST_ALONE      (8 * PAI_COST_WIDOW)
#define COST_ALONE_EVEN PAI_COST_WIDOW
#define COST_BLANK      (4 * PAI_COST_WIDOW) // an empty side before it

enum page_kind {
    PAGE_INNER, // text goes on
    PAGE_SHARE, // the text ends above the footer
    PAGE_APART, // the text ends and the footer, if any, stands on another page
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

// A heading needs keep_lines rows of text behind it on its own page, or its whole paragraph;
// one across columns as many in each of them.
static int64_t heading_cost(const struct pai_paging_try *t, uint32_t i, bool column) {
    uint32_t least = t->p->keep_lines, columns = t->p->columns > 1 ? t->p->columns : 1;
    for (uint32_t k = 1; k <= least * columns && k <= i; k++) {
        const struct pai_row *r = &t->flow->rows.v[i - k];
        if (!r->keep) {
            continue;
        }
        if (r->across ? column : k > least) {
            return 0; // every column begins under it; or there is enough between
        }
        return k == 1 ? PAI_COST_HEADING : t->flow->rows.v[i].at > 0 ? PAI_COST_CLOSE : 0;
    }
    return 0;
}

int64_t pai_cut_cost(const struct pai_paging_try *t, uint32_t i, bool column) {
    const struct pai_row *after = &t->flow->rows.v[i];
    int64_t cost = heading_cost(t, i, column);
    if (after->at > 0 && !t->flow->rows.v[i - 1].keep) {
        uint32_t above = after->at, below = after->of - after->at;
        if (above < t->p->keep_lines) {
            cost += PAI_COST_WIDOW; // a first line alone at the foot
        }
        if (below < t->p->keep_lines) {
            cost += 2 * PAI_COST_WIDOW; // a last line alone at the head
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

// Rows that the footnotes of rows first .. end take.
static uint32_t note_rows(const struct pai_paging_try *t, uint32_t first, uint32_t end) {
    return pai_note_rows(t->p->pitch, t->p->note_pitch, t->notes[end] - t->notes[first]);
}

static struct page_fit fit_page(const struct pai_paging_try *t, uint32_t first, uint32_t end,
                                enum page_kind kind) {
    struct page_fit f = {.gaps = t->gaps[end] - t->gaps[first + 1]};
    uint32_t room = capacity(t->p, first == 0, kind);
    uint32_t used = t->height[end] - t->height[first] + t->flow->rows.v[first].head;
    used += note_rows(t, first, end);
    f.fits = used + (uint64_t)f.gaps * t->p->gap_min <= room &&
             (t->p->refs == 0 || t->refs[end] - t->refs[first] <= t->p->refs);
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

static bool in_columns(const struct pai_paging_try *t) {
    return t->p->columns > 1;
}

// The price of a page in columns, where all gaps are equal.
static int64_t columns_cost(struct pai_paging_try *t, uint32_t first, uint32_t end,
                            enum page_kind kind) {
    uint32_t room = capacity(t->p, first == 0, kind);
    struct pai_columns_fit f = pai_columns_fit(t, first, end, room);
    if (!f.fits) {
        return INT64_MAX;
    }
    int64_t cost = PAI_COST_PAGE, range = t->p->gap_max - t->p->gap_min;
    if (range > 0) {
        int64_t gaps = t->gaps[end] - t->gaps[first + 1];
        int64_t less = (int64_t)t->p->gap_max - f.gap;
        cost += COST_GAP * gaps * less * less / (range * range);
    }
    cost = pai_cost_plus(cost, f.cost);
    if (kind == PAGE_INNER) {
        int64_t more =
            PAI_COST_ROW * pai_cost_square(room - f.used) + pai_cut_cost(t, end, false);
        return pai_cost_plus(cost, more);
    }
    return cost + (first > 0 && f.used < 2 ? COST_SHORT : 0);
}

// The price of a page; INT64_MAX if its rows do not fit.
static int64_t page_cost(struct pai_paging_try *t, uint32_t first, uint32_t end,
                         enum page_kind kind) {
    if (in_columns(t)) {
        return columns_cost(t, first, end, kind);
    }
    struct page_fit f = fit_page(t, first, end, kind);
    if (!f.fits) {
        return INT64_MAX;
    }
    int64_t cost = PAI_COST_PAGE;
    if (f.gaps > 0) {
        uint32_t each = f.space / f.gaps, wider = f.space % f.gaps;
        int64_t less = (int64_t)t->p->gap_max - each;
        int64_t range = pai_cost_square((int64_t)t->p->gap_max - t->p->gap_min);
        int64_t missing =
            wider * pai_cost_square(less - 1) + (f.gaps - wider) * pai_cost_square(less);
        cost += range > 0 ? COST_GAP * missing / range : 0;
    }
    if (kind == PAGE_INNER) {
        return cost + PAI_COST_ROW * pai_cost_square(f.empty) + pai_cut_cost(t, end, false);
    }
    uint32_t used = t->height[end] - t->height[first]; // a picture is many rows
    return cost + (first > 0 && used < 2 ? COST_SHORT : 0);
}

// Whether rows first .. end are too many for any page, and so are those from an earlier first
// on.
static bool too_many(const struct pai_paging_try *t, uint32_t first, uint32_t end) {
    if (t->begins[end] > t->begins[first + 1]) {
        return true;
    }
    uint32_t least =
        in_columns(t) ? pai_columns_least(t, first, end) : t->height[end] - t->height[first];
    least += note_rows(t, first, end);
    return least > t->p->rows;
}

// What kind of page ends before row `end`. One before a row that begins a page is like the last
// page of a text: nothing fills it.
static enum page_kind kind_before(const struct pai_paging_try *t, uint32_t end) {
    return t->flow->rows.v[end].begins_page ? PAGE_APART : PAGE_INNER;
}

// Whether a page that begins at `first` can be cheaper than what is known: it costs a page at
// least.
static bool promising(const struct pai_paging_try *t, uint32_t first, uint32_t end) {
    for (uint32_t odd = 0; odd < 2; odd++) {
        uint32_t to = t->p->even ? 1 - odd : 0;
        if (t->cost[odd][first] != INT64_MAX &&
            pai_cost_plus(t->cost[odd][first], PAI_COST_PAGE) < t->cost[to][end]) {
            return true;
        }
    }
    return false;
}

// The cheapest ways to set the rows before every row on whole pages.
static void solve(struct pai_paging_try *t) {
    uint32_t total = t->flow->rows.n;
    t->cost[1][0] = INT64_MAX;
    for (uint32_t end = 1; end < total; end++) {
        t->cost[0][end] = t->cost[1][end] = INT64_MAX;
        for (uint32_t first = end; first-- > 0;) {
            if (too_many(t, first, end)) {
                break;
            }
            if (!promising(t, first, end)) {
                continue;
            }
            int64_t cost = page_cost(t, first, end, kind_before(t, end));
            if (cost == INT64_MAX) {
                continue; // more rows may fit better: nothing is repeated above them
            }
            for (uint32_t odd = 0; odd < 2; odd++) {
                uint32_t to = t->p->even ? 1 - odd : 0;
                if (t->cost[odd][first] != INT64_MAX &&
                    pai_cost_plus(t->cost[odd][first], cost) < t->cost[to][end]) {
                    t->cost[to][end] = pai_cost_plus(t->cost[odd][first], cost);
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
    return *after * PAI_COST_PAGE + (p->even ? COST_ALONE_EVEN : COST_ALONE) +
           (*after == 2 ? COST_BLANK : 0);
}

static struct ending best_ending(struct pai_paging_try *t) {
    uint32_t total = t->flow->rows.n;
    struct ending best = {.cost = INT64_MAX};
    for (uint32_t first = total; first-- > 0;) {
        if (too_many(t, first, total)) {
            break;
        }
        for (enum page_kind kind = PAGE_SHARE; kind <= PAGE_APART; kind++) {
            int64_t page = page_cost(t, first, total, kind);
            for (uint32_t odd = 0; odd < 2 && page != INT64_MAX; odd++) {
                uint32_t after;
                int64_t more = end_cost(t->p, kind, odd == 0, &after);
                if (t->cost[odd][first] == INT64_MAX || more == INT64_MAX) {
                    continue;
                }
                int64_t cost = pai_cost_plus(pai_cost_plus(t->cost[odd][first], page), more);
                if (cost < best.cost) {
                    best = (struct ending){cost, first, odd, kind, after};
                }
            }
        }
    }
    return best;
}

static struct pai_span_of_rows span_of(struct pai_paging_try *t, uint32_t first, uint32_t end,
                                       enum page_kind kind) {
    struct pai_span_of_rows span = {.first = first, .end = end};
    if (in_columns(t)) {
        struct pai_columns_fit c =
            pai_columns_fit(t, first, end, capacity(t->p, first == 0, kind));
        span.gap = c.gap;
        span.tight = c.tight;
        return span;
    }
    struct page_fit f = fit_page(t, first, end, kind);
    if (f.gaps > 0) {
        span.gap = f.space / f.gaps;
        span.extra = f.space % f.gaps;
    }
    return span;
}

// Goes back from the ending; the pages come out last first.
static uint32_t trace(struct pai_paging_try *t, const struct ending *e,
                      struct pai_span_of_rows *out) {
    uint32_t n = 0, total = t->flow->rows.n;
    for (uint32_t i = 0; i < e->after; i++) {
        out[n++] = (struct pai_span_of_rows){.first = total, .end = total};
    }
    out[n++] = span_of(t, e->first, total, e->kind);
    uint32_t odd = e->odd;
    for (uint32_t end = e->first; end > 0;) {
        uint32_t first = t->from[odd][end];
        out[n++] = span_of(t, first, end, kind_before(t, end));
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

static struct pai_paging_try try_make(struct pai_arena *arena, const struct pai_flow *flow,
                                      const struct pai_paging *paging) {
    uint32_t total = flow->rows.n;
    uint32_t *height = PAI_NEW_N(arena, uint32_t, (size_t)total + 1);
    uint32_t *gaps = PAI_NEW_N(arena, uint32_t, (size_t)total + 1);
    uint32_t *notes = PAI_NEW_N(arena, uint32_t, (size_t)total + 1);
    uint32_t *refs = PAI_NEW_N(arena, uint32_t, (size_t)total + 1);
    uint32_t *begins = PAI_NEW_N(arena, uint32_t, (size_t)total + 1);
    for (uint32_t i = 0; i < total; i++) {
        height[i + 1] = height[i] + flow->rows.v[i].rows;
        gaps[i + 1] = gaps[i] + flow->rows.v[i].gap_before;
        notes[i + 1] = notes[i] + flow->rows.v[i].note_share;
        refs[i + 1] = refs[i] + flow->rows.v[i].refs;
        begins[i + 1] = begins[i] + flow->rows.v[i].begins_page;
    }
    struct pai_paging_try t = {.arena = arena,
                               .flow = flow,
                               .p = paging,
                               .height = height,
                               .gaps = gaps,
                               .notes = notes,
                               .refs = refs,
                               .begins = begins};
    if (paging->columns > 1) {
        pai_columns_begin(&t);
    }
    return t;
}

uint32_t pai_paginate(struct pai_arena *arena, const struct pai_flow *flow,
                      const struct pai_paging *paging, struct pai_span_of_rows **out) {
    uint32_t total = flow->rows.n;
    *out = PAI_NEW_N(arena, struct pai_span_of_rows, (size_t)total + 3);
    if (total == 0) {
        return 1;
    }
    struct pai_paging_try t = try_make(arena, flow, paging);
    for (uint32_t odd = 0; odd < 2; odd++) {
        t.cost[odd] = PAI_NEW_N(arena, int64_t, total);
        t.from[odd] = PAI_NEW_N(arena, uint32_t, total);
    }
    solve(&t);
    struct ending e = best_ending(&t);
    return e.cost == INT64_MAX ? 0 : trace(&t, &e, *out);
}

// Prices look at no more rows before a page than this.
#define BEFORE 64

static void columns_spots(struct pai_arena *arena, const struct pai_flow *flow,
                          const struct pai_paging *paging, struct pai_span_of_rows span,
                          struct pai_spot *spots) {
    uint32_t from = span.first > BEFORE ? span.first - BEFORE : 0;
    struct pai_flow part = {0};
    part.rows.v = flow->rows.v + from;
    part.rows.n = flow->rows.n - from;
    // What stands behind the page says nothing about it, except for how its last paragraph goes
    // on, which its rows know.
    part.rows.n = span.end - from < part.rows.n ? span.end - from : part.rows.n;
    struct pai_paging_try t = try_make(arena, &part, paging);
    span.first -= from;
    span.end -= from;
    pai_columns_spots(&t, &span, spots);
}

const struct pai_spot *pai_page_spots(struct pai_arena *arena, const struct pai_flow *flow,
                                      const struct pai_paging *paging,
                                      const struct pai_span_of_rows *span) {
    struct pai_spot *spots = PAI_NEW_N(arena, struct pai_spot, span->end - span->first);
    if (paging->columns > 1 && span->end > span->first) {
        columns_spots(arena, flow, paging, *span, spots);
        return spots;
    }
    uint32_t row = 0, extra = span->extra;
    for (uint32_t i = span->first; i < span->end; i++) {
        const struct pai_row *r = &flow->rows.v[i];
        uint32_t gap = 0;
        if (i == span->first) {
            row = r->head;
        } else if (r->gap_before) {
            gap = span->gap + (extra > 0);
            extra -= extra > 0;
        }
        row += gap;
        spots[i - span->first] = (struct pai_spot){0, row, gap};
        row += r->rows;
    }
    return spots;
}
