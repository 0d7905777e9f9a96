// In: rows of one page that stand in columns, some of them across all (titles). Out: how high
// they are and where each stands. Promised: between two rows that stand across, the columns
// hold equal numbers of rows, the last one fewer where they do not divide (typography 4);
// columns part paragraphs by the same prices as pages do, and are a row or two higher where
// that keeps lines together. Of all ways to end the columns the cheapest is found, exactly.
#include "paging.h"

#define MOST   4 // columns
#define HIGHER 2 // rows that columns may be higher than they must be
// For columns n rows higher than they must be: times n * n.
#define COST_HIGHER (2 * PAI_COST_ROW)

// How a stretch of rows between two that stand across is divided.
struct split {
    int64_t cost; // INT64_MAX: it does not fit
    uint32_t height;
    uint32_t end[MOST]; // of each column
};

// Whole stretches by the row that begins them and the rows of their gaps; cost 0 and height 0:
// not known.
struct pai_columns_memo {
    struct split *by_gap[11];
};

// Rows of one column that holds rows first .. end: its first gap vanishes.
static uint32_t column_height(const struct pai_paging_try *t, uint32_t first, uint32_t end,
                              uint32_t gap) {
    if (first >= end) {
        return 0;
    }
    return t->height[end] - t->height[first] + gap * (t->gaps[end] - t->gaps[first + 1]) +
           t->flow->rows.v[first].head;
}

// The last row at which a column from `first` can end within `height`.
static uint32_t last_end(const struct pai_paging_try *t, uint32_t first, uint32_t end,
                         uint32_t gap, uint32_t height) {
    uint32_t low = first, high = end;
    while (low < high) {
        uint32_t middle = high - (high - low) / 2;
        if (column_height(t, first, middle, gap) <= height) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

struct splitting {
    const struct pai_paging_try *t;
    uint32_t end, gap;
    struct split now, best;
};

// Column `column` takes all rows from `first` on; `cost` is that of the columns before.
static void finish(struct splitting *s, uint32_t column, uint32_t first, int64_t cost) {
    uint32_t n = s->t->p->columns;
    for (uint32_t k = column; k < n; k++) {
        s->now.end[k] = s->end;
    }
    // Fewer than the rows that cannot be shared out is what the rule asks for.
    uint32_t left = s->now.height - column_height(s->t, first, s->end, s->gap);
    left += (n - 1 - column) * s->now.height;
    cost += left >= n ? PAI_COST_ROW * pai_cost_square(left - (n - 1)) : 0;
    if (cost < s->best.cost) {
        s->best = s->now;
        s->best.cost = cost;
    }
}

// Fills columns from `column` on with rows from `first` on; `cost` is that of those before.
static void fill(struct splitting *s, uint32_t column, uint32_t first, int64_t cost) {
    uint32_t most = last_end(s->t, first, s->end, s->gap, s->now.height);
    if (cost >= s->best.cost) {
        return;
    }
    if (most == s->end) {
        finish(s, column, first, cost);
        most--; // or text goes on in the next column, where that leaves less empty
    }
    if (column + 1 == s->t->p->columns) {
        return;
    }
    uint32_t behind = (s->t->p->columns - 1 - column) * s->now.height; // room
    for (uint32_t end = most; end > first; end--) {
        uint32_t empty = s->now.height - column_height(s->t, first, end, s->gap);
        int64_t now = pai_cost_plus(cost, PAI_COST_ROW * pai_cost_square(empty));
        if (now >= s->best.cost || s->t->height[s->end] - s->t->height[end] > behind) {
            return; // and the more so with fewer rows
        }
        s->now.end[column] = end;
        // A lone line shows less where the text goes on beside it than on another page.
        fill(s, column + 1, end, pai_cost_plus(now, pai_cut_cost(s->t, end, true) / 2));
    }
}

// Divides rows first .. end; tight: as low as can be.
static struct split divide(const struct pai_paging_try *t, uint32_t first, uint32_t end,
                           uint32_t gap, bool tight) {
    struct splitting s = {.t = t, .end = end, .gap = gap, .best = {.cost = INT64_MAX}};
    uint32_t sum = column_height(t, first, end, gap), least = UINT32_MAX;
    uint32_t gaps = gap * (t->gaps[end] - t->gaps[first + 1]);
    // A gap may vanish at the head of a column, hence the low start.
    uint32_t low = (sum - (gaps < sum ? gaps : 0) + t->p->columns - 1) / t->p->columns;
    for (uint32_t height = low; height <= sum; height++) {
        if (least != UINT32_MAX && height > least + (tight ? 0 : HIGHER)) {
            break;
        }
        s.now.height = height;
        fill(&s, 0, first,
             least == UINT32_MAX ? 0 : COST_HIGHER * pai_cost_square(height - least));
        least = least == UINT32_MAX && s.best.cost != INT64_MAX ? height : least;
    }
    return s.best;
}

// The same, remembered where the stretch is whole.
static struct split divide_known(struct pai_paging_try *t, uint32_t first, uint32_t end,
                                 uint32_t gap, bool tight) {
    bool begins = first == 0 || t->turn[first - 1] == first;
    if (tight || !begins || end != t->turn[first] || gap > 10) {
        return divide(t, first, end, gap, tight);
    }
    struct split **known = &t->memo->by_gap[gap];
    if (*known == NULL) {
        *known = PAI_NEW_N(t->arena, struct split, t->flow->rows.n);
    }
    if ((*known)[first].height == 0) {
        (*known)[first] = divide(t, first, end, gap, false);
    }
    return (*known)[first];
}

void pai_columns_begin(struct pai_paging_try *t) {
    uint32_t n = t->flow->rows.n;
    uint32_t *turn = PAI_NEW_N(t->arena, uint32_t, n);
    for (uint32_t i = n; i-- > 0;) {
        bool same = i + 1 < n && t->flow->rows.v[i].across == t->flow->rows.v[i + 1].across;
        turn[i] = same ? turn[i + 1] : i + 1;
    }
    t->turn = turn;
    t->memo = PAI_NEW(t->arena, struct pai_columns_memo);
}

// One way to set the page; spots may be NULL.
static struct pai_columns_fit set_page(struct pai_paging_try *t, uint32_t first, uint32_t end,
                                       uint32_t gap, bool tight, struct pai_spot *spots) {
    struct pai_columns_fit f = {.fits = true, .tight = tight, .gap = gap};
    for (uint32_t i = first; i < end;) {
        const struct pai_row *r = &t->flow->rows.v[i];
        uint32_t before = i > first && r->gap_before ? gap : 0;
        f.used += before;
        if (r->across) {
            f.used += i == first ? r->head : 0;
            if (spots != NULL) {
                spots[i - first] = (struct pai_spot){0, f.used, before};
            }
            f.used += r->rows;
            i++;
            continue;
        }
        uint32_t stop = t->turn[i] < end ? t->turn[i] : end;
        struct split s = divide_known(t, i, stop, gap, tight);
        if (s.cost == INT64_MAX) {
            f.fits = false;
            return f;
        }
        for (uint32_t c = 0, k = i; spots != NULL && c < t->p->columns; c++) {
            for (uint32_t head = k; k < s.end[c]; k++) {
                uint32_t inner = k > head && t->flow->rows.v[k].gap_before ? gap : 0;
                uint32_t down = column_height(t, head, k + 1, gap) - t->flow->rows.v[k].rows;
                spots[k - first] = (struct pai_spot){c, f.used + down, inner};
            }
        }
        if (spots != NULL) {
            spots[i - first].gap = before;
        }
        f.used += s.height;
        f.cost = pai_cost_plus(f.cost, s.cost);
        i = stop;
    }
    return f;
}

uint32_t pai_columns_least(const struct pai_paging_try *t, uint32_t first, uint32_t end) {
    return (t->height[end] - t->height[first] + t->p->columns - 1) / t->p->columns;
}

struct pai_columns_fit pai_columns_fit(struct pai_paging_try *t, uint32_t first, uint32_t end,
                                       uint32_t room) {
    struct pai_columns_fit f = {.fits = false};
    if (pai_columns_least(t, first, end) > room) {
        return f;
    }
    for (int tight = 0; tight < 2; tight++) {
        for (uint32_t gap = t->p->gap_max + 1; gap-- > t->p->gap_min;) {
            f = set_page(t, first, end, gap, tight != 0, NULL);
            f.fits = f.fits && f.used <= room;
            if (f.fits) {
                return f;
            }
        }
    }
    return f;
}

void pai_columns_spots(struct pai_paging_try *t, const struct pai_span_of_rows *span,
                       struct pai_spot *spots) {
    set_page(t, span->first, span->end, span->gap, span->tight, spots);
}
