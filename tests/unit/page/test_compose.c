// What a reader with a ruler finds on the composed pages (typography 1.2, 1.5, 1.7, 1.8, 2.1).
#include "face.h"
#include "page_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MM(x) pai_len_mm((int64_t)((x)*1000))

// Within 0.02 pt: what the eye and the press cannot tell.
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
    fail_msg("no rule %s on page %u", name, page + 1);
    return NULL;
}

static struct page_test *issue(uint32_t articles) {
    struct page_test *t = page_test_open();
    for (uint32_t i = 0; i < articles; i++) {
        page_test_article(t, "云溪县扎实推进春耕备耕工作", 3, 150);
    }
    page_test_compose(t);
    return t;
}

static void masthead(void **state) {
    (void)state;
    struct page_test *t = issue(1);
    const struct pai_page_line *name = page_test_line(t, 0, PAI_ROLE_MASTHEAD_NAME);
    // The em box of the name begins 72 mm below the paper's top, and the name is centred in the
    // type area.
    near(name->baseline, MM(72) + (pai_len)((int64_t)name->size * 88 / 100));
    near(name->x + name->width / 2, MM(28 + 78));
    const struct pai_page_line *number = page_test_line(t, 0, PAI_ROLE_NUMBER);
    near(number->x + number->width / 2, MM(28 + 78));
    // Office one cell in from the left, date one cell in from the right, on one baseline above
    // the rule.
    const struct pai_page_line *office = page_test_line(t, 0, PAI_ROLE_OFFICE);
    const struct pai_page_line *date = page_test_line(t, 0, PAI_ROLE_DATE);
    near(office->x, MM(28) + t->layout->cell);
    near(date->x + date->width, MM(28 + 156) - t->layout->cell);
    near(office->baseline, date->baseline);
    assert_memory_equal(date->text, "2024年5月8日", date->text_len);
    const struct pai_rule *red = rule(t, 0, "red-rule", 0);
    near(red->x, MM(28));
    near(red->width, MM(156));
    assert_true(red->y > date->baseline && red->y < MM(130));
    page_test_close(t);
}

static void grid(void **state) {
    (void)state;
    struct page_test *t = issue(5);
    assert_true(t->pages->n >= 2);
    for (uint32_t p = 0; p < t->pages->n; p++) {
        for (uint32_t i = 0; i < t->pages->v[p].line_count; i++) {
            const struct pai_page_line *l = &t->pages->v[p].lines[i];
            if (l->role != PAI_ROLE_BODY && l->role != PAI_ROLE_TITLE) {
                continue;
            }
            // 22 rows: the first em box touches the top of the type area, the last its bottom.
            pai_len top = l->baseline - (pai_len)((int64_t)t->layout->cell * 88 / 100) - MM(37);
            pai_len pitch = (MM(225) - t->layout->cell) / 21;
            pai_len off = (top + pitch / 2) % pitch - pitch / 2;
            near(off, 0);
            if (l->role == PAI_ROLE_BODY && !l->last) {
                near(l->x + l->width, MM(28 + 156));
            }
        }
    }
    page_test_close(t);
}

static void footer(void **state) {
    (void)state;
    struct page_test *t = issue(2);
    uint32_t last = t->pages->n - 1;
    const struct pai_rule *first = rule(t, last, "footer-thick", 0);
    const struct pai_rule *inner = rule(t, last, "footer-thin", 0);
    const struct pai_rule *end = rule(t, last, "footer-end", 0);
    near(first->height, MM(0.35));
    near(inner->height, MM(0.25));
    near(end->y + end->height, MM(37 + 225));
    assert_true(first->y < inner->y && inner->y < end->y);
    // Turnover of the long list aligns with the first character after the colon (GB/T
    // 9704 7.4.2).
    const struct pai_page_line *lines = t->pages->v[last].lines;
    uint32_t found = 0;
    for (uint32_t i = 0; i < t->pages->v[last].line_count; i++) {
        if (lines[i].role == PAI_ROLE_DISTRIBUTION && lines[i].paragraph == 1 &&
            lines[i].line > 0) {
            near(lines[i].x, MM(28) + t->layout->cell + 2 * lines[i].size);
            found++;
        }
    }
    assert_true(found > 0);
    // 宋禾 is padded to three cells beside 林远山 (typography 3.11).
    const struct pai_page_line *credits = page_test_line(t, last, PAI_ROLE_CREDITS);
    const char wanted[] = "责任编辑：宋\u3000禾\u3000林远山";
    assert_int_equal(credits->text_len, sizeof wanted - 1);
    assert_memory_equal(credits->text, wanted, sizeof wanted - 1);
    const struct pai_page_line *copies = page_test_line(t, last, PAI_ROLE_COPIES);
    near(copies->baseline, credits->baseline);
    near(copies->x + copies->width, MM(28 + 156) - t->layout->cell);
    page_test_close(t);
}

static void folios(void **state) {
    (void)state;
    struct page_test *t = issue(4);
    assert_true(t->pages->n >= 2);
    const struct pai_page_line *odd = page_test_line(t, 0, PAI_ROLE_FOLIO);
    const struct pai_page_line *even = page_test_line(t, 1, PAI_ROLE_FOLIO);
    assert_memory_equal(odd->text, "— 1 —", odd->text_len);
    near(odd->x + odd->width, MM(28 + 156) - t->layout->cell);
    near(even->x, MM(28) + t->layout->cell);
    // The stroke of the dash lies 7 mm below the type area (GB/T 9704 7.5), wherever its face
    // has it above the baseline.
    struct pai_ink_box ink;
    assert_true(pai_face_ink(odd->face, pai_face_glyph(odd->face, 0x2014), &ink));
    pai_len above =
        (pai_len)((int64_t)odd->size * (ink.top + ink.bottom) / (2 * (int64_t)odd->face->upem));
    near(odd->baseline - above, MM(37 + 225 + 7));
    page_test_close(t);
}

// A name too long for the type area is made smaller, never cut or hung over the edge.
static void long_name(void **state) {
    (void)state;
    struct page_test *t = page_test_open();
    t->doc.masthead.name = page_text("云溪县农业农村和乡村振兴工作领导小组办公室工作简报");
    page_test_article(t, "春耕", 1, 60);
    page_test_compose(t);
    const struct pai_page_line *name = page_test_line(t, 0, PAI_ROLE_MASTHEAD_NAME);
    assert_true(name->width <= MM(156));
    assert_true(name->width > MM(150));
    page_test_close(t);
}

// The author's division is kept where one line does not hold the title, however short a clause
// (typography 3.11, 6.4 #8); where one line holds it, the clauses stand an em apart.
static void title_clauses(void **state) {
    (void)state;
    struct page_test *t = page_test_open();
    struct pai_text two[2] = {page_text("小小田埂连民心"),
                              page_text("云溪县做实春耕备耕农资服务保障")};
    struct pai_text one[2] = {page_text("抢抓农时"), page_text("不误春耕")};
    page_test_article(t, "甲", 1, 60);
    page_test_article(t, "乙", 1, 60);
    struct pai_article *a = (struct pai_article *)t->doc.articles;
    a[0].title = two;
    a[1].title = one;
    a[0].title_count = a[1].title_count = 2;
    page_test_compose(t);
    const struct pai_page_line *l = page_test_line(t, 0, PAI_ROLE_TITLE);
    assert_int_equal(l[0].text_len, two[0].len);
    assert_int_equal(l[1].text_len, two[1].len);
    for (uint32_t i = 0; i < t->pages->v[0].line_count; i++) {
        l = &t->pages->v[0].lines[i];
        if (l->role == PAI_ROLE_TITLE && l->article == 1) {
            assert_memory_equal(l->text, "抢抓农时\u3000不误春耕", l->text_len);
            assert_true(l->last);
        }
    }
    page_test_close(t);
}

static void no_articles(void **state) {
    (void)state;
    struct page_test *t = page_test_open();
    assert_null(pai_compose(t->job, &t->doc, t->layout, t->fonts));
    assert_int_equal(t->job->diags.v[t->job->diags.n - 1].code, PAI_D_NO_CONTENT);
    page_test_close(t);
}

// Heights are summed in more than 32 bits: 2935 rows are 2^32 units, a height of next to
// nothing, and were once printed on one page.
static void footer_too_high(void **state) {
    (void)state;
    struct page_test *t = page_test_open();
    page_test_article(t, "云溪县扎实推进春耕备耕工作", 1, 50);
    uint32_t n = 2935;
    struct pai_distribution *to = PAI_NEW_N(t->process, struct pai_distribution, n);
    for (uint32_t i = 0; i < n; i++) {
        to[i] = t->doc.distribution[0];
    }
    t->doc.distribution = to;
    t->doc.distribution_count = n;
    assert_null(pai_compose(t->job, &t->doc, t->layout, t->fonts));
    assert_int_equal(t->job->diags.v[t->job->diags.n - 1].code, PAI_D_TOO_HIGH);
    page_test_close(t);
}

// Typography 1.5: blanks within a name count as half an em where its width is fitted, as they
// do where it is drawn.
static void long_name_with_blanks(void **state) {
    (void)state;
    struct page_test *t = page_test_open();
    page_test_article(t, "云溪县扎实推进春耕备耕工作", 1, 50);
    t->doc.masthead.name = page_text("YUNXI Weekly Report 云溪");
    page_test_compose(t);
    const struct pai_page_line *l = page_test_line(t, 0, PAI_ROLE_MASTHEAD_NAME);
    assert_non_null(l);
    near(l->x, t->layout->area.left);
    near(l->width, t->layout->area.width);
    page_test_close(t);
}

// Typography 4: a note stands under a rule of a third of the measure, below the text of its
// page.
static void footnote(void **state) {
    (void)state;
    struct page_test *t = page_test_open();
    page_test_article(t, "春耕", 1, 60);
    struct pai_block body = {.kind = PAI_PARA,
                             .text = page_text("云溪县推进春耕②，进展顺利。")};
    struct pai_footnote_place place = {0, 21, 3};
    struct pai_footnote note = {page_text("②"), page_text("截至三月底。"), &place, 1};
    struct pai_article a = t->doc.articles[0];
    a.body = &body;
    a.body_count = 1;
    a.notes = &note;
    a.note_count = 1;
    t->doc.articles = &a;
    page_test_compose(t);
    const struct pai_page_line *l = page_test_line(t, 0, PAI_ROLE_FOOTNOTE);
    const struct pai_page_line *text = page_test_line(t, 0, PAI_ROLE_BODY);
    unsigned marks = 0;
    assert_non_null(l);
    assert_non_null(text);
    assert_memory_equal(l->text, "①", 3); // the first of its page, here and in the text
    assert_memory_equal(text->text + 21, "①", 3);
    // In the text it is two thirds as large, and its em box ends where that of the text does.
    for (uint32_t i = 0; i < t->pages->v[0].item_count; i++) {
        const struct pai_item *item = &t->pages->v[0].items[i];
        bool mark = item->kind == PAI_ITEM_GLYPHS && item->u.glyphs.v[0].text == 21 &&
                    item->u.glyphs.text == text->text;
        if (mark) {
            near(item->u.glyphs.size, text->size * 2 / 3);
            near(text->baseline - item->u.glyphs.v[0].y, text->size / 3 * 88 / 100);
        }
        marks += mark;
    }
    assert_int_equal(marks, 1);
    const struct pai_rule *r = rule(t, 0, "footnote-rule", 0);
    near(r->width, t->layout->area.width / 3);
    assert_true(text->baseline < r->y);
    assert_true(r->y < l->baseline - l->size);
    page_test_close(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(masthead),
        cmocka_unit_test(grid),
        cmocka_unit_test(footer),
        cmocka_unit_test(folios),
        cmocka_unit_test(long_name),
        cmocka_unit_test(title_clauses),
        cmocka_unit_test(no_articles),
        cmocka_unit_test(footer_too_high),
        cmocka_unit_test(long_name_with_blanks),
        cmocka_unit_test(footnote),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
