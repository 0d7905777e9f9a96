// How a page's rows are shared out among its columns, against all ways there are (typography
// 4). The price is written down here a second time, from what columns.c and paging.h say of it:
//   - columns as low as can be, or one or two rows higher for two rows' price times the square;
//   - a column that text follows: a row's price times the square of the rows it leaves empty,
//     and half the price of what its end parts;
//   - the last ones: the same for rows left empty beyond those that cannot be shared out.
#include "paging.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define MOST_COLUMNS 4
#define KEEP         2 // lines of a paragraph on each side
#define LONE         ((int64_t)1 << 20)
#define ROW          (3 * LONE / 16)

static uint32_t next(uint32_t *seed, uint32_t below) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 16) % below;
}

// Headings with space before them, paragraphs, rows of a table with a head, pictures.
static struct pai_flow random_flow(struct pai_arena *arena, uint32_t *seed) {
    struct pai_flow flow = {0};
    uint32_t most = 4 + next(seed, 11);
    bool across = next(seed, 2) == 0;
    if (across) {
        PAI_VEC_PUT(arena, &flow.rows,
                    ((struct pai_row){.rows = 2, .of = 1, .keep = true, .across = true}));
    }
    while (flow.rows.n < most) {
        uint32_t kind = next(seed, 8), of = kind < 6 ? 1 + next(seed, 6) : 1;
        for (uint32_t at = 0; at < of; at++) {
            struct pai_row row = {.rows = 1, .of = of, .at = at};
            if (kind == 0) {
                row.of = 1, row.at = 0;
                row.keep = true;
                row.gap_before = at == 0 && flow.rows.n > 0;
                at = at == 1 ? of : at; // of one or two lines
            } else if (kind == 6) {
                row.rows = 1 + next(seed, 4);
            } else if (kind == 7) {
                row.head = 1;
            }
            PAI_VEC_PUT(arena, &flow.rows, row);
        }
    }
    return flow;
}

// Rows of the grid of a column that holds rows first .. end, without space at its head.
static uint32_t height(const struct pai_flow *flow, uint32_t first, uint32_t end,
                       uint32_t gap) {
    uint32_t sum = first < end ? flow->rows.v[first].head : 0;
    for (uint32_t i = first; i < end; i++) {
        sum += flow->rows.v[i].rows + (i > first && flow->rows.v[i].gap_before ? gap : 0);
    }
    return sum;
}

// What a column that ends before row i parts.
static int64_t parted(const struct pai_flow *flow, uint32_t i) {
    const struct pai_row *v = flow->rows.v;
    int64_t cost = 0;
    if (v[i - 1].keep && !v[i - 1].across) {
        return (int64_t)1 << 44; // a heading at the foot
    }
    if (v[i].at > 0 && i >= 2 && v[i - 2].keep && !v[i - 2].across) {
        cost += 8 * LONE; // one line under it
    }
    cost += v[i].at == 1 ? LONE : 0;                                      // a first line alone
    return cost + (v[i].at > 0 && v[i].of - v[i].at == 1 ? 2 * LONE : 0); // a last one
}

struct trial {
    const struct pai_flow *flow;
    uint32_t columns, end, gap, height;
};

// Column `column` holds first .. end, and text follows.
static int64_t column_price(const struct trial *t, uint32_t first, uint32_t end) {
    int64_t empty = (int64_t)t->height - height(t->flow, first, end, t->gap);
    return ROW * empty * empty + parted(t->flow, end) / 2;
}

// Column `column` holds all that is left.
static int64_t last_price(const struct trial *t, uint32_t column, uint32_t first) {
    int64_t empty = (int64_t)t->height - height(t->flow, first, t->end, t->gap);
    int64_t apart = t->columns - 1; // rows that cannot be shared out, at most
    empty += (apart - column) * t->height;
    return empty > apart ? ROW * (empty - apart) * (empty - apart) : 0;
}

// The least price of the columns from `column` on, over all their ends; -1: nothing fits.
static int64_t cheapest(const struct trial *t, uint32_t column, uint32_t first) {
    int64_t best = -1;
    for (uint32_t end = first + 1; end <= t->end; end++) {
        if (height(t->flow, first, end, t->gap) > t->height) {
            continue;
        }
        int64_t cost = -1;
        if (end == t->end) {
            cost = last_price(t, column, first);
        } else if (column + 1 < t->columns) {
            int64_t rest = cheapest(t, column + 1, end);
            cost = rest < 0 ? -1 : rest + column_price(t, first, end);
        }
        best = cost >= 0 && (best < 0 || cost < best) ? cost : best;
    }
    return best;
}

// The same over the heights too; *least: the lowest that holds the rows.
static int64_t cheapest_of_all(struct trial *t, uint32_t first, uint32_t *least) {
    int64_t best = -1;
    *least = 0;
    for (t->height = 1; *least == 0 || t->height <= *least + 2; t->height++) {
        int64_t cost = cheapest(t, 0, first);
        if (cost < 0) {
            continue;
        }
        *least = *least == 0 ? t->height : *least;
        int64_t higher = t->height - *least;
        cost += 2 * ROW * higher * higher;
        best = best < 0 || cost < best ? cost : best;
    }
    return best;
}

// The price of the columns that the spots show.
static int64_t price_of(struct trial *t, uint32_t first, const struct pai_spot *spots,
                        uint32_t least) {
    int64_t higher = (int64_t)t->height - least, cost = 2 * ROW * higher * higher;
    uint32_t begins = first;
    for (uint32_t i = first; i < t->end; i++) {
        assert_int_equal(spots[i].column, i == first ? 0 : spots[i - 1].column + (begins == i));
        if (i + 1 == t->end) {
            assert_true(height(t->flow, begins, t->end, t->gap) <= t->height);
            return cost + last_price(t, spots[i].column, begins);
        }
        if (spots[i + 1].column != spots[i].column) {
            assert_true(height(t->flow, begins, i + 1, t->gap) <= t->height);
            cost += column_price(t, begins, i + 1);
            begins = i + 1;
        }
    }
    return cost;
}

static void check(struct pai_arena *arena, const struct pai_flow *flow, uint32_t columns,
                  uint32_t gap) {
    uint32_t n = flow->rows.n, first = flow->rows.v[0].across;
    struct pai_paging p = {
        .rows = 99, .gap_min = gap, .gap_max = gap, .keep_lines = KEEP, .columns = columns};
    uint32_t *rows = PAI_NEW_N(arena, uint32_t, (size_t)n + 1);
    uint32_t *gaps = PAI_NEW_N(arena, uint32_t, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) {
        rows[i + 1] = rows[i] + flow->rows.v[i].rows;
        gaps[i + 1] = gaps[i] + flow->rows.v[i].gap_before;
    }
    struct pai_paging_try t = {
        .arena = arena, .flow = flow, .p = &p, .height = rows, .gaps = gaps};
    pai_columns_begin(&t);
    struct pai_columns_fit fit = pai_columns_fit(&t, 0, n, 99);
    assert_true(fit.fits && !fit.tight);
    struct pai_spot *spots = PAI_NEW_N(arena, struct pai_spot, n);
    struct pai_span_of_rows span = {.first = 0, .end = n, .gap = fit.gap, .tight = fit.tight};
    pai_columns_spots(&t, &span, spots);
    struct trial trial = {.flow = flow, .columns = columns, .end = n, .gap = gap};
    uint32_t least;
    int64_t best = cheapest_of_all(&trial, first, &least);
    // Not of the columns: the title above them and the space below it.
    trial.height = fit.used - (first == 1 ? 2 + flow->rows.v[1].gap_before * gap : 0);
    int64_t got = price_of(&trial, first, spots, least);
    if (got != best) {
        for (uint32_t i = 0; i < n; i++) {
            const struct pai_row *r = &flow->rows.v[i];
            print_message("column %u: %s %u of %u, rows %u, head %u\n", spots[i].column,
                          r->across ? "title"
                          : r->keep ? "heading"
                                    : "line",
                          r->at, r->of, r->rows, r->head);
        }
        fail_msg("%u columns: %g rows' price, but there is %g", columns, (double)got / ROW,
                 (double)best / ROW);
    }
    assert_true(got == fit.cost);
}

static void no_split_is_cheaper(void **state) {
    (void)state;
    uint32_t seed = 27;
    for (uint32_t round = 0; round < 10000; round++) {
        struct pai_arena *arena = pai_arena_open(NULL);
        struct pai_flow flow = random_flow(arena, &seed);
        check(arena, &flow, 2 + round % (MOST_COLUMNS - 1), round / 3 % 3);
        pai_arena_close(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_split_is_cheaper)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
