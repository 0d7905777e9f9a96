// Whole pages in layouts of their own: the footer on an even side, the space around titles
// (typography 1.7, 2.2, 4).
#include "page_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void near(pai_len got, pai_len wanted) {
    if (labs((long)got - wanted) > PAI_PT / 50) {
        fail_msg("%f pt, wanted %f pt", got / 65536.0, wanted / 65536.0);
    }
}

static struct page_test *issue(const char *layout, uint32_t articles, uint32_t characters) {
    struct page_test *t = page_test_open_with(layout);
    for (uint32_t i = 0; i < articles; i++) {
        page_test_article(t, "云溪县扎实推进春耕备耕工作", 1, characters);
    }
    page_test_compose(t);
    return t;
}

// GB/T 9704 7.4.1: one page of text, and the footer on its back.
static void the_footer_is_turned_over(void **state) {
    (void)state;
    struct page_test *t = issue("even", 1, 60);
    assert_int_equal(t->pages->n, 2);
    assert_null(page_test_line(t, 0, PAI_ROLE_DISTRIBUTION));
    assert_non_null(page_test_line(t, 1, PAI_ROLE_DISTRIBUTION));
    assert_string_equal(t->pages->v[0].folio, "— 1 —");
    assert_string_equal(t->pages->v[1].folio, "— 2 —");
    page_test_close(t);
    // The default layout keeps it on the one page.
    t = issue(NULL, 1, 60);
    assert_int_equal(t->pages->n, 1);
    assert_non_null(page_test_line(t, 0, PAI_ROLE_DISTRIBUTION));
    page_test_close(t);
}

// Typography 1.7: a footer so high that no text stands with it, behind two full pages: a blank
// page, and neither is numbered.
static void blank_page_and_footer_are_not_numbered(void **state) {
    (void)state;
    struct page_test *t = page_test_open_with("even");
    static struct pai_distribution to[26];
    for (uint32_t i = 0; i < 26; i++) {
        to[i] = (struct pai_distribution){page_text("发"), page_text("各乡镇人民政府")};
    }
    t->doc.distribution = to;
    t->doc.distribution_count = 26;
    page_test_article(t, "云溪县扎实推进春耕备耕工作", 1, 60);
    page_test_article(t, "云溪县扎实推进春耕备耕工作", 1, 5);
    // Headings that may not be parted fill page two: nothing of it can go over to page three.
    static struct pai_block headings[20];
    for (uint32_t i = 0; i < 20; i++) {
        headings[i] = (struct pai_block){.kind = PAI_H1, .text = page_text("一、全部就位")};
    }
    struct pai_article both[2] = {t->doc.articles[0], t->doc.articles[1]};
    both[1].body = headings;
    both[1].body_count = 20;
    t->doc.articles = both;
    page_test_compose(t);
    assert_int_equal(t->pages->n, 4);
    assert_int_equal(t->pages->v[2].item_count, 0);
    assert_null(t->pages->v[2].folio);
    assert_null(t->pages->v[3].folio);
    assert_null(page_test_line(t, 3, PAI_ROLE_FOLIO));
    assert_non_null(page_test_line(t, 3, PAI_ROLE_DISTRIBUTION));
    assert_int_equal(t->pages->v[3].number, 4);
    page_test_close(t);
}

static const struct pai_page_line *nth(const struct page_test *t, uint32_t page,
                                       enum pai_role role, uint32_t n) {
    for (uint32_t i = 0; i < t->pages->v[page].line_count; i++) {
        if (t->pages->v[page].lines[i].role == role && n-- == 0) {
            return &t->pages->v[page].lines[i];
        }
    }
    return NULL;
}

// Half of the row before a title stands below it; the text stays on the grid (typography 4).
static void space_below_a_title(void **state) {
    (void)state;
    struct page_test *t = issue("even", 2, 60);
    struct page_test *d = issue(NULL, 2, 60);
    const struct pai_page_line *title = nth(t, 0, PAI_ROLE_TITLE, 1);
    const struct pai_page_line *usual = nth(d, 0, PAI_ROLE_TITLE, 1);
    near(usual->baseline - title->baseline, t->layout->pitch / 2);
    // The first title has no space to share.
    near(nth(d, 0, PAI_ROLE_TITLE, 0)->baseline, nth(t, 0, PAI_ROLE_TITLE, 0)->baseline);
    near(nth(d, 0, PAI_ROLE_BODY, 2)->baseline, nth(t, 0, PAI_ROLE_BODY, 2)->baseline);
    page_test_close(t);
    page_test_close(d);
}

// Typography 1.1: a title of 22 pt on the baseline of a cell of 15.8 pt would stick out of the
// head of a page.
static void a_title_at_the_head_of_a_page(void **state) {
    (void)state;
    struct page_test *t = page_test_open();
    t->doc.masthead = (struct pai_masthead){.number = -1, .total = -1};
    page_test_article(t, "云溪县扎实推进春耕备耕工作", 1, 60);
    page_test_compose(t);
    const struct pai_page_line *title = page_test_line(t, 0, PAI_ROLE_TITLE);
    near(title->baseline - (pai_len)((int64_t)title->size * 88 / 100), t->layout->area.top);
    near(page_test_line(t, 0, PAI_ROLE_BODY)->baseline,
         t->layout->area.top + t->layout->pitch +
             (pai_len)((int64_t)t->layout->cell * 88 / 100));
    page_test_close(t);
}

// Typography 3.11, 2.3: labels spread to the widest, one character at the left; what follows
// each colon begins at one place, and so does the turnover.
static void labels_of_one_width(void **state) {
    (void)state;
    struct page_test *t = page_test_open_with("even");
    static struct pai_distribution to[3];
    to[0] = (struct pai_distribution){page_text("本期送"), page_text("县领导")};
    to[1] = (struct pai_distribution){page_text("抄送"), t->doc.distribution[1].to};
    to[2] = (struct pai_distribution){page_text("发"), page_text("各乡镇")};
    t->doc.distribution = to;
    t->doc.distribution_count = 3;
    page_test_article(t, "云溪县扎实推进春耕备耕工作", 1, 60);
    page_test_compose(t);
    uint32_t page = t->pages->n - 1, labels = 0;
    pai_len em = t->layout->style[PAI_ROLE_DISTRIBUTION].size;
    pai_len left = t->layout->area.left + t->layout->cell;
    for (uint32_t i = 0; i < t->pages->v[page].line_count; i++) {
        const struct pai_page_line *l = &t->pages->v[page].lines[i];
        if (l->role != PAI_ROLE_DISTRIBUTION) {
            continue;
        }
        if (memcmp(l->text, "：", 3) == 0) {
            near(l->x, left + 3 * em);
        } else if (l->line > 0) {
            near(l->x, left + 4 * em);
        } else {
            near(l->x, left);
            near(l->width, l->paragraph == 2 ? em : 3 * em);
            labels++;
        }
    }
    assert_int_equal(labels, 3);
    page_test_close(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_footer_is_turned_over),
        cmocka_unit_test(blank_page_and_footer_are_not_numbered),
        cmocka_unit_test(labels_of_one_width),
        cmocka_unit_test(space_below_a_title),
        cmocka_unit_test(a_title_at_the_head_of_a_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
