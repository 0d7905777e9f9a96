// Contents and editor's note in a frame (typography 2.2).
#include "page_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MM(x) pai_len_mm((int64_t)((x)*1000))

static void near(pai_len got, pai_len wanted) {
    if (labs((long)got - wanted) > PAI_PT / 50) {
        fail_msg("%f pt, wanted %f pt", got / 65536.0, wanted / 65536.0);
    }
}

static const struct pai_rule *rule(const struct page_test *t, uint32_t page, const char *name,
                                   uint32_t nth) {
    const struct pai_page *p = &t->pages->v[page];
    for (uint32_t i = 0; i < p->item_count; i++) {
        const struct pai_item *item = &p->items[i];
        if (item->kind == PAI_ITEM_RULE && strcmp(item->u.rule.name, name) == 0 && nth-- == 0) {
            return &item->u.rule;
        }
    }
    return NULL;
}

static const struct pai_page_line *contents(const struct page_test *t, int32_t article,
                                            int32_t paragraph) {
    for (uint32_t i = 0; i < t->pages->v[0].line_count; i++) {
        const struct pai_page_line *l = &t->pages->v[0].lines[i];
        if (l->role == PAI_ROLE_CONTENTS && l->article == article &&
            l->paragraph == paragraph) {
            return l;
        }
    }
    fail_msg("no contents for article %d", article);
    return NULL;
}

static uint32_t page_of_title(const struct page_test *t, int32_t article) {
    for (uint32_t p = 0; p < t->pages->n; p++) {
        for (uint32_t i = 0; i < t->pages->v[p].line_count; i++) {
            const struct pai_page_line *l = &t->pages->v[p].lines[i];
            if (l->role == PAI_ROLE_TITLE && l->article == article) {
                return p + 1;
            }
        }
    }
    return 0;
}

// A heading, a line for each article, its page at the right, two digits wide where there are
// ten pages; all under the red rule, in a box as wide as the type area.
static void contents_box(void **state) {
    (void)state;
    struct page_test *t = page_test_open_with("contents");
    for (uint32_t i = 0; i < 4; i++) {
        page_test_article(t,
                          i == 2 ? "云溪县深入推进高标准农田建设和种业振兴行动工作"
                                 : "云溪县扎实推进春耕备耕工作",
                          14, 150);
    }
    page_test_compose(t);
    assert_true(t->pages->n >= 10);
    pai_len right = MM(28 + 156) - t->layout->cell;
    for (int32_t a = 0; a < 4; a++) {
        const struct pai_page_line *number = contents(t, a, 0), *title = contents(t, a, -1);
        char wanted[16];
        snprintf(wanted, sizeof wanted, "%u", page_of_title(t, a));
        assert_int_equal(number->text_len, strlen(wanted));
        assert_memory_equal(number->text, wanted, strlen(wanted));
        near(number->x + number->width, right);
        near(title->x, MM(28) + t->layout->cell);
        // The number stands on the last line of a long title.
        near(number->baseline, title->baseline + (a == 2 ? t->layout->pitch : 0));
        // Two digits, half an em of space and two dots find room behind every title.
        assert_true(title->x + title->width <= right - t->layout->cell * 7 / 2);
    }
    assert_true(page_of_title(t, 3) >= 10);
    const struct pai_page_line *heading = contents(t, -1, -1);
    assert_memory_equal(heading->text, "本期要目", heading->text_len);
    near(heading->x + heading->width / 2, MM(28 + 78));
    const struct pai_rule *red = rule(t, 0, "red-rule", 0);
    const struct pai_rule *top = rule(t, 0, "contents-rule", 0);
    const struct pai_rule *bottom = rule(t, 0, "contents-rule", 3);
    near(top->x, MM(28));
    near(top->width, MM(156));
    near(top->height, MM(0.25));
    assert_true(top->y > red->y + red->height);
    assert_true(top->y < red->y + 2 * t->layout->pitch); // directly under it
    assert_true(bottom->y > contents(t, 3, 0)->baseline);
    near(rule(t, 0, "contents-rule", 1)->height, bottom->y + bottom->height - top->y);
    page_test_close(t);
}

static void no_contents_by_default(void **state) {
    (void)state;
    struct page_test *t = page_test_open();
    page_test_article(t, "云溪县扎实推进春耕备耕工作", 1, 60);
    page_test_compose(t);
    assert_null(page_test_line(t, 0, PAI_ROLE_CONTENTS));
    assert_null(rule(t, 0, "contents-rule", 0));
    page_test_close(t);
}

static void contents_between_rules(void **state) {
    (void)state;
    struct page_test *t = page_test_open_with("rules");
    page_test_article(t, "云溪县扎实推进春耕备耕工作", 1, 60);
    page_test_compose(t);
    assert_non_null(rule(t, 0, "contents-rule", 1));
    assert_null(rule(t, 0, "contents-rule", 2)); // no sides
    near(contents(t, 0, -1)->x, MM(28));
    assert_memory_equal(contents(t, -1, -1)->text, "本期导读", 12);
    page_test_close(t);
}

static void contents_that_fill_the_page(void **state) {
    (void)state;
    struct page_test *t = page_test_open_with("contents");
    for (uint32_t i = 0; i < 14; i++) {
        page_test_article(t, "云溪县扎实推进春耕备耕工作", 1, 60);
    }
    page_test_error(t, PAI_D_TOO_HIGH, false);
    page_test_close(t);
}

static void note_of(struct page_test *t, uint32_t sentences) {
    char *s = pai_arena_alloc(t->process, (size_t)sentences * 64 + 1);
    for (uint32_t i = 0; i < sentences; i++) {
        strcat(s, "现将各单位的做法刊发，供学习借鉴。");
    }
    t->doc.note_label = page_text("编者按");
    t->doc.note = page_text(s);
}

// The frame lies between the rows, one cell around the text; the article follows a row below.
static void note_box(void **state) {
    (void)state;
    struct page_test *t = page_test_open_text("articles: {note: box}\n");
    note_of(t, 3);
    page_test_article(t, "云溪县扎实推进春耕备耕工作", 1, 60);
    page_test_compose(t);
    const struct pai_page_line *note = page_test_line(t, 0, PAI_ROLE_NOTE);
    near(note->x, MM(28) + 3 * t->layout->cell); // the first line two cells in
    pai_len half = (t->layout->pitch - t->layout->cell) / 2;
    near(rule(t, 0, "note-rule", 0)->y,
         note->baseline - (pai_len)((int64_t)note->size * 88 / 100) - half);
    const struct pai_page_line *title = page_test_line(t, 0, PAI_ROLE_TITLE);
    const struct pai_rule *bottom = rule(t, 0, "note-rule", 3);
    assert_true(title->baseline - title->size > bottom->y + half);
    page_test_close(t);
}

// A note parted by the end of a page: its frame is open there.
static void note_over_two_pages(void **state) {
    (void)state;
    struct page_test *t = page_test_open_with("rules");
    note_of(t, 20);
    page_test_article(t, "云溪县扎实推进春耕备耕工作", 1, 60);
    page_test_compose(t);
    assert_non_null(page_test_line(t, 1, PAI_ROLE_NOTE));
    const struct pai_rule *top = rule(t, 0, "note-rule", 0);
    const struct pai_rule *bottom = rule(t, 1, "note-rule", 0);
    assert_true(top->y < page_test_line(t, 0, PAI_ROLE_NOTE)->baseline);
    assert_null(rule(t, 0, "note-rule", 1));
    assert_true(bottom->y > page_test_line(t, 1, PAI_ROLE_NOTE)->baseline);
    assert_null(rule(t, 1, "note-rule", 1));
    page_test_close(t);
}

// Without a masthead the frame still begins within the type area.
static void note_at_the_head_of_the_page(void **state) {
    (void)state;
    struct page_test *t = page_test_open_text("articles: {note: box}\n");
    t->doc.masthead = (struct pai_masthead){.number = -1, .total = -1};
    note_of(t, 3);
    page_test_article(t, "云溪县扎实推进春耕备耕工作", 1, 60);
    page_test_compose(t);
    assert_true(rule(t, 0, "note-rule", 0)->y >= MM(37));
    page_test_close(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contents_box),
        cmocka_unit_test(no_contents_by_default),
        cmocka_unit_test(contents_between_rules),
        cmocka_unit_test(contents_that_fill_the_page),
        cmocka_unit_test(note_box),
        cmocka_unit_test(note_over_two_pages),
        cmocka_unit_test(note_at_the_head_of_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
