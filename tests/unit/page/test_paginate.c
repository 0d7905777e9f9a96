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
            .gap_before = rows[i] == 'T' && i > 0 && rows[i - 1] != 'T',
            .keep = rows[i] == 'T',
            .of = end - first,
            .at = i - first,
        };
        PAI_VEC_PUT(arena, &flow.rows, row);
    }
    return flow;
}

// The pages as "6+5/..": rows of each page; gaps written as a second string "gap" per page.
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
        used += (size_t)snprintf(got + used, sizeof got - used, "%s%u", i > 0 ? "+" : "",
                                 pages[i].end - pages[i].first);
    }
    assert_int_equal(at, flow.rows.n);
    if (n > 0) {
        snprintf(got + used, sizeof got - used, " gap %u", pages[0].gap);
    }
    assert_string_equal(got, wanted);
    pai_arena_close(arena);
}

static struct pai_paging grid(uint32_t rows, uint32_t first, uint32_t last) {
    return (struct pai_paging){.rows = rows,
                               .first_rows = first,
                               .last_rows = last,
                               .first_last_rows = first + last > rows ? first + last - rows : 0,
                               .gap_min = 0,
                               .gap_max = 2,
                               .keep_lines = 2};
}

static void one_page_holds_all(void **state) {
    (void)state;
    expect_pages("Taaaa", grid(10, 8, 8), "5 gap 2");
}

// Typography 4: keep with next, an article title and at least two body lines.
static void a_title_does_not_end_a_page(void **state) {
    (void)state;
    // Without the rule the first page would hold 8 rows, the last of them the title.
    expect_pages("aaaaaaaTbbbbbb", (struct pai_paging){8, 8, 8, 8, 0, 0, 2}, "7+7 gap 0");
    // One line under the title is not enough either.
    expect_pages("aaaaaaTbbbbbb", (struct pai_paging){8, 8, 8, 8, 0, 0, 2}, "6+7 gap 0");
    // Two are.
    expect_pages("aaaaaTbbbbbb", (struct pai_paging){8, 8, 8, 8, 0, 0, 2}, "8+4 gap 0");
}

// Typography 4: a lone last line at a page top is worth an empty row at the foot before it.
static void no_lone_lines(void **state) {
    (void)state;
    expect_pages("aaaaaaaaabbbb", (struct pai_paging){8, 8, 8, 8, 0, 0, 2}, "7+6 gap 0");
    // A first line alone at the foot goes over.
    expect_pages("aaaaaaabbbbb", (struct pai_paging){8, 8, 8, 8, 0, 0, 2}, "7+5 gap 0");
}

// Typography 2.5: space between articles gives way before a page is added.
static void space_is_elastic(void **state) {
    (void)state;
    expect_pages("TaaaaTbbbb", (struct pai_paging){10, 10, 10, 10, 0, 2, 2}, "10 gap 0");
    expect_pages("TaaaTbbbb", (struct pai_paging){10, 10, 10, 10, 0, 2, 2}, "9 gap 1");
    expect_pages("TaaTbbbb", (struct pai_paging){10, 10, 10, 10, 0, 2, 2}, "8 gap 2");
}

// Space gives way rather than leave a title alone at the foot.
static void space_spares_a_title(void **state) {
    (void)state;
    // With two rows between the articles the title would stand alone on the last row of page
    // one.
    expect_pages("TaaaaTbbbb", (struct pai_paging){8, 8, 8, 8, 0, 2, 2}, "5+5 gap 2");
    expect_pages("TaaTbbbbbbb", (struct pai_paging){6, 6, 6, 6, 0, 2, 2}, "6+5 gap 0");
}

// The footer takes rows of the last page; text goes over so that at least two lines stand with
// it.
static void the_footer_has_company(void **state) {
    (void)state;
    struct pai_paging paging = {8, 8, 5, 5, 0, 0, 2};
    expect_pages("aaaaaaaa", paging, "6+2 gap 0");
    expect_pages("aaaaa", paging, "5 gap 0");
    expect_pages("aaaaaa", paging, "4+2 gap 0");
}

// A footer that fills a page stands on one of its own.
static void a_footer_alone(void **state) {
    (void)state;
    struct pai_paging paging = {8, 6, 0, 0, 0, 0, 2};
    expect_pages("aaaaa", paging, "5+0 gap 0");
}

static void nothing_fits(void **state) {
    (void)state;
    expect_pages("", grid(8, 8, 8), "0 gap 0");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_page_holds_all),   cmocka_unit_test(a_title_does_not_end_a_page),
        cmocka_unit_test(no_lone_lines),        cmocka_unit_test(space_is_elastic),
        cmocka_unit_test(space_spares_a_title), cmocka_unit_test(the_footer_has_company),
        cmocka_unit_test(a_footer_alone),       cmocka_unit_test(nothing_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
