// Which rows stand on which page (typography 4, 2.5): articles are drawn as rows of a string,
// one character a row.
#include "composer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

// 'T' a title row (keeps with the next, space before the first of an article), 'a'-'z' body
// rows: equal neighbours are one paragraph.
static struct pai_flow flow_of(struct pai_arena *arena, const char *rows) {
    struct pai_flow flow = {0};
    for (uint32_t i = 0; rows[i] != '\0'; i++) {
        uint32_t first = i, end = i + 1;
        while (first > 0 && rows[first - 1] == rows[i]) {
            first--;
        }
        while (rows[end] == rows[i]) {
            end++;
        }
        struct pai_row row = {
            .lines = 1,
            .rows = 1,
            .gap_before = rows[i] == 'T' && i > 0 && rows[i - 1] != 'T',
            .keep = rows[i] == 'T',
            .of = end - first,
            .at = i - first,
        };
        PAI_VEC_PUT(arena, &flow.rows, row);
    }
    return flow;
}

// Rows, on the first page, with the footer, on a single page with the footer; space least and
// widest; two lines kept. A footer is there where it takes rows.
static struct pai_paging pages_of(uint32_t rows, uint32_t first, uint32_t last,
                                  uint32_t first_last, uint32_t least, uint32_t most) {
    return (struct pai_paging){
        .rows = rows,
        .first_rows = first,
        .last_rows = last,
        .first_last_rows = first_last,
        .gap_min = least,
        .gap_max = most,
        .keep_lines = 2,
        .footer = last != rows || first_last != first,
    };
}

static struct pai_paging plain(uint32_t rows, uint32_t least, uint32_t most) {
    return pages_of(rows, rows, rows, rows, least, most);
}

static struct pai_paging even(struct pai_paging p) {
    p.even = true;
    return p;
}

// The pages as "6 0 1|5": rows of each page, then the blank rows of each of its gaps.
static void expect_pages(const char *rows, struct pai_paging paging, const char *wanted) {
    struct pai_arena *arena = pai_arena_open(NULL);
    struct pai_flow flow = flow_of(arena, rows);
    struct pai_span_of_rows *pages;
    uint32_t n = pai_paginate(arena, &flow, &paging, &pages);
    char got[256] = "";
    size_t used = 0;
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        assert_int_equal(pages[i].first, at); // no row lost, none twice
        at = pages[i].end;
        used += (size_t)snprintf(got + used, sizeof got - used, "%s%u", i > 0 ? "|" : "",
                                 pages[i].end - pages[i].first);
        for (uint32_t k = pages[i].first + 1, gap = 0; k < pages[i].end; k++) {
            if (flow.rows.v[k].gap_before) {
                used += (size_t)snprintf(got + used, sizeof got - used, " %u",
                                         pages[i].gap + (gap < pages[i].extra));
                gap++;
            }
        }
    }
    assert_int_equal(at, n > 0 ? flow.rows.n : 0);
    assert_string_equal(got, wanted);
    pai_arena_close(arena);
}

static void one_page_holds_all(void **state) {
    (void)state;
    expect_pages("Taaaa", pages_of(10, 8, 8, 6, 0, 2), "5");
}

// Typography 4: keep with next, an article title and at least two body lines.
static void a_title_does_not_end_a_page(void **state) {
    (void)state;
    // Without the rule the first page would hold 8 rows, the last of them the title.
    expect_pages("aaaaaaaTbbbbbb", plain(8, 0, 0), "7|7");
    // One line under the title is not enough either.
    expect_pages("aaaaaaTbbbbbb", plain(8, 0, 0), "6|7");
    // A page is added rather than leave it there.
    expect_pages("aaaaaaaTbbbbbbb", plain(8, 0, 0), "7|8");
    expect_pages("aaaTbbbbTcc", pages_of(4, 4, 3, 3, 0, 0), "3|3|2|3");
    // Two are.
    expect_pages("aaaaaTbbbbbb", plain(8, 0, 0), "8 0|4");
}

// Typography 4: a lone last line at a page top is worth an empty row at the foot before it.
static void no_lone_lines(void **state) {
    (void)state;
    expect_pages("aaaaaaaaabbbb", plain(8, 0, 0), "7|6");
    // A first line alone at the foot goes over.
    expect_pages("aaaaaaabbbbb", plain(8, 0, 0), "7|5");
}

// Typography 2.5: space between articles gives way before a page is added.
static void space_is_elastic(void **state) {
    (void)state;
    expect_pages("TaaaaTbbbb", plain(10, 0, 2), "10 0");
    expect_pages("TaaaTbbbb", plain(10, 0, 2), "9 1");
    expect_pages("TaaTbbbb", plain(10, 0, 2), "8 2");
    // Never narrower than the layout allows: then a page is added.
    expect_pages("TaaaaTbbbb", plain(10, 1, 2), "8 2|2");
}

// Each page has its own space: wide where there is room, and the foot is filled.
static void each_page_has_its_own_space(void **state) {
    (void)state;
    // Two gaps on page one share three rows; page two has one gap and room for two rows.
    expect_pages("TaaTbbTcccTddTee", plain(12, 0, 2), "10 1 1|6 2");
    expect_pages("TaaTbbTcccccc", plain(11, 0, 2), "9 1 1|4");
    // Unequal by one row at most, the wider first.
    expect_pages("TaaTbbTcccTdd", plain(11, 0, 2), "10 1 0|3");
    // Two rows at the foot stay empty rather than that an article follows without any space.
    expect_pages("TaaTbbTccTddd", plain(10, 0, 2), "6 2|7 2");
    // Three rows do not: there the foot is filled.
    expect_pages("TaaaaTbbbb", plain(8, 0, 2), "8 0|2");
}

// Space gives way rather than leave a title alone at the foot, or add a page.
static void space_spares_a_title(void **state) {
    (void)state;
    expect_pages("TaaTbbbbbbb", plain(6, 0, 2), "6 0|5");
}

// Paragraphs of two rows on pages of 21: every other full page ends in the middle of one. A
// page more is too much for one such place, and worth it for ten.
static void a_page_more_for_many_lone_lines(void **state) {
    (void)state;
    for (uint32_t paragraphs = 21; paragraphs <= 210; paragraphs *= 10) {
        struct pai_arena *arena = pai_arena_open(NULL);
        char rows[2 * 210 + 1] = "";
        for (uint32_t i = 0; i < 2 * paragraphs; i++) {
            rows[i] = (char)('a' + i / 2 % 26);
        }
        struct pai_flow flow = flow_of(arena, rows);
        struct pai_paging p = plain(21, 0, 0);
        struct pai_span_of_rows *pages;
        uint32_t n = pai_paginate(arena, &flow, &p, &pages), lone = 0;
        for (uint32_t i = 1; i < n; i++) {
            lone += flow.rows.v[pages[i].first].at > 0;
        }
        assert_int_equal(n, paragraphs == 21 ? 2 : 21);
        assert_int_equal(lone, paragraphs == 21 ? 1 : 0);
        pai_arena_close(arena);
    }
}

// The footer takes rows of the last page; text goes over so that at least two lines stand with
// it.
static void the_footer_has_company(void **state) {
    (void)state;
    struct pai_paging paging = pages_of(8, 8, 5, 5, 0, 0);
    expect_pages("aaaaaaaa", paging, "6|2");
    expect_pages("aaaaa", paging, "5");
    expect_pages("aaaaaa", paging, "4|2");
}

// A footer that fills a page stands on one of its own.
static void a_footer_alone(void **state) {
    (void)state;
    expect_pages("aaaaa", pages_of(8, 6, 0, 0, 0, 0), "5|0");
}

// GB/T 9704 7.4.1, typography 1.7: the last even side. 1 -> 2, 2 -> 2, 3 -> 4.
static void the_footer_on_an_even_side(void **state) {
    (void)state;
    struct pai_paging p = even(pages_of(8, 8, 5, 5, 0, 0));
    // It would fit under the text of page one: page two is its own.
    expect_pages("aaaaa", p, "5|0");
    // Text fills page one; the footer behind it.
    expect_pages("aaaaaaaa", p, "6|2");
    // Two pages are even already.
    expect_pages("aaaaaaaaaaaa", p, "8|4");
    // Three pages of text: the fourth is the footer's.
    expect_pages("aaaaaaaaaaaaaaaaaaaa", p, "8|8|4|0");
    // No footer, nothing to turn over for.
    expect_pages("aaaaa", even(plain(8, 0, 0)), "5");
}

// Text that ends on an even page where the footer does not fit: a blank page, then the footer.
// (Typography 1.7: blank pages before it are allowed.)
static void a_blank_side_before_the_footer(void **state) {
    (void)state;
    expect_pages("TaaTbb", even(pages_of(3, 3, 0, 0, 0, 0)), "3|3|0|0");
    // Lines that can go over at the price of a row or two stand on page three instead, and no
    // side is blank.
    expect_pages("aaaaaaaaaaaaaaaa", even(pages_of(8, 8, 0, 0, 0, 0)), "7|7|2|0");
}

// A title of several rows is one piece: it goes over whole (typography 4, 占行).
static void tall_rows(void **state) {
    (void)state;
    struct pai_arena *arena = pai_arena_open(NULL);
    struct pai_flow flow = flow_of(arena, "aaaaaTbbbb");
    flow.rows.v[5].rows = 3;
    struct pai_paging p = plain(9, 0, 0);
    struct pai_span_of_rows *pages;
    assert_int_equal(pai_paginate(arena, &flow, &p, &pages), 2);
    assert_int_equal(pages[0].end, 5);
    p.rows = p.first_rows = p.last_rows = p.first_last_rows = 12;
    assert_int_equal(pai_paginate(arena, &flow, &p, &pages), 1);
    p.rows = p.first_rows = p.last_rows = p.first_last_rows = 2; // higher than a page
    assert_int_equal(pai_paginate(arena, &flow, &p, &pages), 0);
    pai_arena_close(arena);
}

static void nothing_fits(void **state) {
    (void)state;
    expect_pages("", pages_of(8, 8, 8, 8, 0, 2), "0");
}

// ---- columns ----

// The columns of a page as "3 3 2": rows of each, of every stretch between titles; '/' parts
// the stretches.
static void expect_columns(const char *rows, uint32_t columns, const char *wanted) {
    struct pai_arena *arena = pai_arena_open(NULL);
    struct pai_flow flow = flow_of(arena, rows);
    for (uint32_t i = 0; i < flow.rows.n; i++) {
        flow.rows.v[i].across = rows[i] == 'T';
    }
    struct pai_paging p = plain(40, 0, 1);
    p.columns = columns;
    struct pai_span_of_rows *pages;
    assert_int_equal(pai_paginate(arena, &flow, &p, &pages), 1);
    const struct pai_spot *spots = pai_page_spots(arena, &flow, &p, &pages[0]);
    char got[256] = "";
    size_t used = 0;
    for (uint32_t i = 0; i < flow.rows.n;) {
        uint32_t first = i, column = spots[i].column;
        if (flow.rows.v[i].across) {
            used += (size_t)snprintf(got + used, sizeof got - used, used > 0 ? "/" : "");
            i++;
            continue;
        }
        while (i < flow.rows.n && !flow.rows.v[i].across && spots[i].column == column) {
            // Columns share the rows of the grid, from the same one on.
            assert_int_equal(spots[i].row - spots[first].row, i - first);
            i++;
        }
        bool begins = used == 0 || got[used - 1] == '/';
        used +=
            (size_t)snprintf(got + used, sizeof got - used, begins ? "%u" : " %u", i - first);
    }
    assert_string_equal(got, wanted);
    pai_arena_close(arena);
}

// Typography 4: equal line counts; if the total does not divide, the last column is shorter.
static void columns_hold_equal_rows(void **state) {
    (void)state;
    expect_columns("Taaaaaaaa", 2, "4 4");
    expect_columns("Taaaaaaaaa", 2, "5 4");
    expect_columns("Taaaaaaaaaaa", 3, "4 4 3");
    expect_columns("TaaaaaaTbbbbbbbb", 2, "3 3/4 4");
    // A row is given rather than part one line from its paragraph.
    expect_columns("Taaaabbbbb", 2, "4 5");
    expect_columns("Taaaaaabbbb", 2, "6 4");
}

// Text goes on in the columns of the next page; every page is filled.
static void columns_fill_pages(void **state) {
    (void)state;
    struct pai_arena *arena = pai_arena_open(NULL);
    char rows[101] = "";
    memset(rows, 'a', 100);
    struct pai_flow flow = flow_of(arena, rows);
    struct pai_paging p = plain(10, 0, 1);
    p.columns = 2;
    struct pai_span_of_rows *pages;
    assert_int_equal(pai_paginate(arena, &flow, &p, &pages), 5);
    for (uint32_t i = 0; i < 5; i++) {
        const struct pai_spot *spots = pai_page_spots(arena, &flow, &p, &pages[i]);
        assert_int_equal(pages[i].end - pages[i].first, 20);
        assert_int_equal(spots[9].column, 0);
        assert_int_equal(spots[10].column, 1);
        assert_int_equal(spots[19].row, 9);
    }
    pai_arena_close(arena);
}

// ---- what holds together, over random flows ----

// A text of articles: titles of one or two rows, paragraphs of one to seven.
static struct pai_flow random_flow(struct pai_arena *arena, uint32_t *seed, bool across) {
    char rows[256] = "";
    uint32_t n = 0;
    for (char c = 'a'; n < 150; c = c == 'z' ? 'a' : (char)(c + 1)) {
        *seed = *seed * 1664525u + 1013904223u;
        for (uint32_t k = *seed >> 30; k == 0 || (n == 0 && k < 2); k += 2) {
            rows[n++] = 'T';
        }
        for (uint32_t k = 0; k <= (*seed >> 20) % 7 + (n > 0 && rows[n - 1] == 'T'); k++) {
            rows[n++] = c;
        }
    }
    struct pai_flow flow = flow_of(arena, rows);
    for (uint32_t i = 0; i < flow.rows.n; i++) {
        flow.rows.v[i].across = across && rows[i] == 'T';
    }
    return flow;
}

// Typography 4: no heading alone at the foot of a page or a column; at least two rows on the
// last page. Every row stands in a place of its own, within the page, in the order of the text.
static void expect_held(struct pai_arena *arena, const struct pai_flow *flow,
                        const struct pai_paging *p) {
    struct pai_span_of_rows *pages;
    uint32_t n = pai_paginate(arena, flow, p, &pages);
    assert_true(n > 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct pai_spot *spots = pai_page_spots(arena, flow, p, &pages[i]);
        uint32_t room = i == 0 ? p->first_rows : i + 1 == n ? p->last_rows : p->rows;
        for (uint32_t k = pages[i].first; k < pages[i].end; k++) {
            const struct pai_spot *at = &spots[k - pages[i].first], *next = at + 1;
            assert_true(at->row < room);
            if (k + 1 == pages[i].end) {
                assert_false(flow->rows.v[k].keep && i + 1 < n);
            } else if (next->column == at->column) {
                assert_true(next->row > at->row);
            } else if (flow->rows.v[k].across || flow->rows.v[k + 1].across) {
                assert_true(next->row > at->row || next->column > 0);
            } else {
                assert_int_equal(next->column, at->column + 1);
                assert_false(flow->rows.v[k].keep);
            }
        }
    }
    uint32_t left = pages[n - 1].end - pages[n - 1].first;
    assert_true(left == 0 || left >= 2);
}

static void what_belongs_together_stays(void **state) {
    (void)state;
    uint32_t seed = 4;
    for (uint32_t round = 0; round < 600; round++) {
        struct pai_arena *arena = pai_arena_open(NULL);
        uint32_t columns = 1 + round % 3;
        bool across = round / 3 % 2 == 0;
        struct pai_flow flow = random_flow(arena, &seed, across && columns > 1);
        struct pai_paging p = pages_of(22, 10, 18, 6, 0, 1 + round % 2);
        p.columns = columns;
        expect_held(arena, &flow, &p);
        pai_arena_close(arena);
    }
}

// ---- the optimum, against all divisions there are ----

#define WIDOW ((int64_t)1 << 20)

// The price of one page as src/page/paginate.c states it, from what stands on the page.
static int64_t price(const struct pai_flow *flow, const struct pai_paging *p,
                     const struct pai_span_of_rows *s, bool inner, bool footer) {
    uint32_t room = s->first == 0 ? (footer ? p->first_last_rows : p->first_rows)
                                  : (footer ? p->last_rows : p->rows);
    uint32_t used = 0, gap = 0, missing = 0, range = p->gap_max - p->gap_min;
    int64_t cost = 16 * WIDOW;
    for (uint32_t i = s->first; i < s->end; i++) {
        used++;
        if (i > s->first && flow->rows.v[i].gap_before) {
            uint32_t blank = s->gap + (gap++ < s->extra);
            used += blank;
            missing += (p->gap_max - blank) * (p->gap_max - blank);
        }
    }
    if (used > room) {
        return -1;
    }
    cost += range > 0 ? 13 * (WIDOW >> 4) * missing / (range * range) : 0;
    if (!inner) {
        return cost + (s->first > 0 && s->end - s->first < 2 ? 4 * WIDOW : 0);
    }
    const struct pai_row *last = &flow->rows.v[s->end - 1], *next = last + 1;
    cost += 3 * (WIDOW >> 4) * (room - used) * (room - used);
    if (last->keep) {
        return cost + ((int64_t)1 << 44);
    }
    cost += s->end > 1 && last[-1].keep && next->at > 0 ? 8 * WIDOW : 0;
    cost += next->at == 1 ? WIDOW : 0;
    return cost + (next->at > 0 && next->of - next->at == 1 ? 2 * WIDOW : 0);
}

// The least price of the rows from `first` on, over all ends and all widths of the page's
// space.
static int64_t cheapest(const struct pai_flow *flow, const struct pai_paging *p, uint32_t first,
                        uint32_t pages, int64_t *known) {
    uint32_t total = flow->rows.n;
    int64_t best = -1;
    if (known[first * 2 + pages % 2] != 0) {
        return known[first * 2 + pages % 2];
    }
    for (uint32_t end = first + 1; end <= total && end <= first + p->rows; end++) {
        uint32_t gaps = 0;
        for (uint32_t i = first + 1; i < end; i++) {
            gaps += flow->rows.v[i].gap_before;
        }
        for (uint32_t space = gaps * p->gap_min; space <= gaps * p->gap_max; space++) {
            struct pai_span_of_rows s = {.first = first, .end = end};
            s.gap = gaps > 0 ? space / gaps : 0;
            s.extra = gaps > 0 ? space % gaps : 0;
            for (int footer = 0; footer <= (end == total); footer++) {
                bool odd = pages % 2 == 0;
                int64_t cost = price(flow, p, &s, end < total, footer != 0), rest = 0;
                if (end < total) {
                    rest = cheapest(flow, p, end, pages + 1, known);
                } else if (footer) {
                    rest = p->footer && !(p->even && odd) ? 0 : -1;
                } else if (p->footer) {
                    rest = (16 * WIDOW) * (p->even && !odd ? 2 : 1) +
                           (p->even ? WIDOW : 8 * WIDOW) + (p->even && !odd ? 4 * WIDOW : 0);
                }
                // On the last page the gaps are equal.
                bool equal = end < total || s.extra == 0;
                if (cost >= 0 && rest >= 0 && equal && (best < 0 || cost + rest < best)) {
                    best = cost + rest;
                }
            }
        }
    }
    return known[first * 2 + pages % 2] = best;
}

static int64_t price_of(const struct pai_flow *flow, const struct pai_paging *p,
                        const struct pai_span_of_rows *pages, uint32_t n) {
    int64_t sum = 0;
    uint32_t text = n;
    while (text > 1 && pages[text - 1].first == pages[text - 1].end) {
        text--;
    }
    for (uint32_t i = 0; i < text; i++) {
        int64_t one =
            price(flow, p, &pages[i], i + 1 < text, p->footer && text == n && i + 1 == n);
        assert_true(one >= 0);
        sum += one;
    }
    uint32_t after = n - text;
    sum += (16 * WIDOW) * after;
    sum += after == 0 ? 0 : p->even ? WIDOW : 8 * WIDOW;
    assert_true(!p->even || !p->footer || n % 2 == 0);
    return sum + (after == 2 ? 4 * WIDOW : 0);
}

static void no_division_is_cheaper(void **state) {
    (void)state;
    uint32_t seed = 20200325;
    for (int round = 0; round < 400; round++) {
        struct pai_arena *arena = pai_arena_open(NULL);
        char rows[64] = "";
        uint32_t n = 0;
        for (char c = 'a'; n < 40; c++) {
            seed = seed * 1664525u + 1013904223u;
            if (seed >> 30 == 0) {
                rows[n++] = 'T';
            }
            for (uint32_t k = 0; k <= (seed >> 20) % 7; k++) {
                rows[n++] = c;
            }
        }
        struct pai_flow flow = flow_of(arena, rows);
        struct pai_paging p = pages_of(9, 5, 6, 2, (seed >> 8) % 2, 1 + (seed >> 10) % 2);
        p.even = (seed >> 12) % 2 != 0;
        struct pai_span_of_rows *pages;
        uint32_t count = pai_paginate(arena, &flow, &p, &pages);
        int64_t *known = PAI_NEW_N(arena, int64_t, 2 * ((size_t)flow.rows.n + 1));
        assert_true(count > 0);
        assert_true(price_of(&flow, &p, pages, count) == cheapest(&flow, &p, 0, 0, known));
        pai_arena_close(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_page_holds_all),
        cmocka_unit_test(a_title_does_not_end_a_page),
        cmocka_unit_test(no_lone_lines),
        cmocka_unit_test(space_is_elastic),
        cmocka_unit_test(each_page_has_its_own_space),
        cmocka_unit_test(space_spares_a_title),
        cmocka_unit_test(a_page_more_for_many_lone_lines),
        cmocka_unit_test(the_footer_has_company),
        cmocka_unit_test(a_footer_alone),
        cmocka_unit_test(the_footer_on_an_even_side),
        cmocka_unit_test(a_blank_side_before_the_footer),
        cmocka_unit_test(tall_rows),
        cmocka_unit_test(nothing_fits),
        cmocka_unit_test(columns_hold_equal_rows),
        cmocka_unit_test(columns_fill_pages),
        cmocka_unit_test(what_belongs_together_stays),
        cmocka_unit_test(no_division_is_cheaper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
