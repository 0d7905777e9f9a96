// What is too large for its place is an error with a place in the source, or takes more room:
// never an overhang in silence.
#include "page_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct page_test *open_text(const char *yaml) {
    struct page_test *t = page_test_open_text(yaml);
    page_test_article(t, "云溪县扎实推进春耕备耕工作", 2, 60);
    return t;
}

static void title_at(struct page_test *t, const char *title) {
    static struct pai_text clause;
    static struct pai_article article;
    clause = page_text_placed(t, title);
    article = t->doc.articles[0];
    article.title = &clause;
    t->doc.articles = &article;
}

static pai_len above(const struct pai_page_line *l) {
    return l->baseline - (pai_len)((int64_t)l->size * 88 / 100);
}

// 占行, typography 4: a line of 36 pt does not fit in a row of 29.6 pt, so it takes two; the
// text below stays on the grid, and the title has more space above than below.
static void a_large_title_takes_two_rows(void **state) {
    (void)state;
    struct page_test *t = open_text("styles:\n  title: {size: 36pt}\n");
    title_at(t, "云溪县推进春耕");
    page_test_article(t, "春耕", 1, 60);
    t->doc.masthead = (struct pai_masthead){.number = -1, .total = -1};
    page_test_compose(t);
    const struct pai_page_line *lines = t->pages->v[0].lines;
    uint32_t found = 0;
    for (uint32_t i = 1; i < t->pages->v[0].line_count; i++) {
        if (lines[i].role == PAI_ROLE_BODY && lines[i - 1].role == PAI_ROLE_TITLE) {
            pai_len down = above(&lines[i]) - t->layout->area.top;
            pai_len row = (down + t->layout->pitch / 2) / t->layout->pitch;
            assert_true(labs((long)down - row * (long)t->layout->pitch) < PAI_PT / 50);
            // Neither touches the title.
            pai_len gap = above(&lines[i]) - above(&lines[i - 1]) - lines[i - 1].size;
            assert_true(gap > 10 * PAI_PT);
            found++;
            if (i > 2 && lines[i - 2].role == PAI_ROLE_BODY) {
                pai_len before =
                    above(&lines[i - 1]) - above(&lines[i - 2]) - lines[i - 2].size;
                assert_true(before >= gap);
            }
        }
    }
    assert_int_equal(found, 2);
    page_test_close(t);
}

// Three lines of 40 pt are one piece of five or more rows, evenly spaced.
static void a_large_title_of_three_lines(void **state) {
    (void)state;
    struct page_test *t = open_text("styles:\n  title: {size: 40pt}\n");
    title_at(t, "云溪县扎实推进春耕备耕和高标准农田建设各项重点工作");
    page_test_compose(t);
    const struct pai_page_line *lines = t->pages->v[0].lines, *title[3] = {NULL};
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->pages->v[0].line_count && n < 3; i++) {
        if (lines[i].role == PAI_ROLE_TITLE) {
            title[n++] = &lines[i];
        }
    }
    assert_int_equal(n, 3);
    assert_int_equal(title[1]->baseline - title[0]->baseline, 50 * PAI_PT);
    assert_int_equal(title[2]->baseline - title[1]->baseline, 50 * PAI_PT);
    assert_int_equal(title[2]->line, 2);
    page_test_close(t);
}

static void a_title_higher_than_a_page(void **state) {
    (void)state;
    struct page_test *t = open_text("styles:\n  title: {size: 200pt}\n");
    title_at(t, "云溪县扎实推进春耕备耕");
    page_test_error(t, PAI_D_TOO_HIGH, true);
    assert_null(t->pages);
    page_test_close(t);
}

static void a_footer_higher_than_a_page(void **state) {
    (void)state;
    struct page_test *t = open_text("name: x\n");
    static struct pai_distribution to[40];
    for (uint32_t i = 0; i < 40; i++) {
        to[i] = (struct pai_distribution){page_text_placed(t, "发"),
                                          page_text_placed(t, "各乡镇人民政府")};
    }
    t->doc.distribution = to;
    t->doc.distribution_count = 40;
    page_test_error(t, PAI_D_TOO_HIGH, true);
    assert_null(t->pages);
    page_test_close(t);
}

static void a_masthead_that_leaves_no_row(void **state) {
    (void)state;
    struct page_test *t = open_text("name: x\n");
    char office[3 * 400 + 1] = "";
    for (uint32_t i = 0; i < 400; i++) {
        strcat(office, "县");
    }
    t->doc.masthead.office = page_text_placed(t, office);
    t->doc.masthead.name = page_text_placed(t, "云溪简报");
    page_test_error(t, PAI_D_TOO_HIGH, true);
    page_test_close(t);
}

static void a_name_that_would_be_tiny(void **state) {
    (void)state;
    struct page_test *t = open_text("name: x\n");
    t->doc.masthead.name = page_text_placed(
        t, "云溪县农业农村和乡村振兴工作领导小组办公室关于春耕备耕工作情况的简报");
    page_test_error(t, PAI_D_NAME_LONG, true);
    page_test_close(t);
}

// Typography 2.1: the class stands at the top left of the type area; a name moved up there
// would lie on it.
static void a_class_under_the_name(void **state) {
    (void)state;
    struct page_test *t = open_text("masthead: {blocks: {name: {top: 38mm, spread: 156mm}}}\n");
    t->doc.masthead.class_text = page_text_placed(t, "内部资料　注意保存");
    t->doc.masthead.name = page_text_placed(t, "云溪县农业农村简报");
    page_test_error(t, PAI_D_COLLISION, true);
    page_test_close(t);
}

// A class too long to stand beside the copy number is broken, and keeps clear of it.
static void a_class_beside_the_copy_number(void **state) {
    (void)state;
    struct page_test *t = open_text("name: x\n");
    t->doc.masthead.class_text =
        page_text_placed(t, "内部资料注意保存阅后归档不得外传不得复印不得转发他人");
    t->doc.masthead.copy_number = page_text_placed(t, "000023");
    page_test_article(t, "云溪县扎实推进春耕备耕工作", 1, 60);
    t->pages = pai_compose(t->job, &t->doc, t->layout, t->fonts);
    assert_non_null(t->pages);
    assert_int_equal(t->job->count[PAI_ERROR], 0);
    uint32_t lines = 0;
    for (uint32_t i = 0; i < t->pages->v[0].line_count; i++) {
        lines += t->pages->v[0].lines[i].role == PAI_ROLE_CLASS;
    }
    assert_int_equal(lines, 3);
    page_test_close(t);
}

// It is divided, and that is said.
static void a_copy_number_wider_than_the_page(void **state) {
    (void)state;
    struct page_test *t = open_text("name: x\n");
    t->doc.masthead.copy_number = page_text_placed(
        t, "000000000000000000000000000000000000000000000000000000000000000000000000000000");
    t->pages = pai_compose(t->job, &t->doc, t->layout, t->fonts);
    assert_true(t->job->count[PAI_WARNING] > 0);
    page_test_close(t);
}

// Where office and date cannot share a line, the date goes below; they never lie on each other.
static void a_narrow_masthead(void **state) {
    (void)state;
    struct page_test *t = open_text("type-area: {width: 60mm}\ngrid: {cells: 10}\n"
                                    "styles:\n  title: {size: 18pt}\n");
    t->doc.masthead.year = 2024;
    t->doc.masthead.month = t->doc.masthead.day = 12;
    page_test_compose(t);
    const struct pai_page_line *office = page_test_line(t, 0, PAI_ROLE_OFFICE);
    const struct pai_page_line *date = page_test_line(t, 0, PAI_ROLE_DATE);
    assert_true(above(date) >= above(office) + office->size);
    page_test_close(t);
}

// Said once, though both the line and the page have cause.
static void a_word_wider_than_the_line(void **state) {
    (void)state;
    struct page_test *t = open_text("masthead: {blocks: {imprint: {indent: 0mm}}}\n");
    t->doc.masthead.number_text = page_text_placed(
        t,
        "NO．12345678901234567890123456789012345678901234567890123456789012345678901234567890");
    t->pages = pai_compose(t->job, &t->doc, t->layout, t->fonts);
    const struct pai_page_line *number = page_test_line(t, 0, PAI_ROLE_NUMBER);
    assert_true(number == NULL || number->width <= t->layout->area.width ||
                t->job->count[PAI_ERROR] == 1);
    page_test_close(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_large_title_takes_two_rows),
        cmocka_unit_test(a_large_title_of_three_lines),
        cmocka_unit_test(a_title_higher_than_a_page),
        cmocka_unit_test(a_footer_higher_than_a_page),
        cmocka_unit_test(a_masthead_that_leaves_no_row),
        cmocka_unit_test(a_name_that_would_be_tiny),
        cmocka_unit_test(a_class_under_the_name),
        cmocka_unit_test(a_class_beside_the_copy_number),
        cmocka_unit_test(a_copy_number_wider_than_the_page),
        cmocka_unit_test(a_narrow_masthead),
        cmocka_unit_test(a_word_wider_than_the_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
