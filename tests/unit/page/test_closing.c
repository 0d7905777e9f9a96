// What stands round the text of an official document, with a ruler: GB/T 9704 7.3.2, 7.3.4,
// 7.3.5, 7.3.7, 10.3 (typography 1.5, 1.6).
#include "page_test.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PARAGRAPH                                                                              \
    "各乡镇人民政府要在月底前逐处明确管护单位和管护人员，签订责任书，并在工程现场公示。"

static const pai_len left = 5201919; // 28 mm in 1/65536 pt

static void near(pai_len got, int64_t wanted) {
    if (llabs((long long)got - wanted) > PAI_PT / 20) {
        fail_msg("%f pt, wanted %f pt", got / 65536.0, (double)wanted / 65536.0);
    }
}

static const struct pai_page_line *line(const struct page_test *t, uint32_t page,
                                        const char *text) {
    for (uint32_t i = 0; i < t->pages->v[page].line_count; i++) {
        const struct pai_page_line *l = &t->pages->v[page].lines[i];
        if (strncmp(l->text, text, strlen(text)) == 0) {
            return l;
        }
    }
    fail_msg("no line on page %u begins with %s", page + 1, text);
    return NULL;
}

// Rows of the grid from one line down to the other.
static long rows(const struct page_test *t, const struct pai_page_line *from,
                 const struct pai_page_line *to) {
    near((to->baseline - from->baseline) % t->layout->pitch, 0);
    return (to->baseline - from->baseline) / t->layout->pitch;
}

static struct page_test *document(const char *layout, const struct pai_block *body,
                                  uint32_t count) {
    struct page_test *t = page_test_open_text(layout);
    struct pai_text *title = PAI_NEW(t->job->arena, struct pai_text);
    struct pai_article *a = PAI_NEW(t->job->arena, struct pai_article);
    *title = page_text("关于加强饮水工程管护的通知");
    *a = (struct pai_article){
        .title = title, .title_count = 1, .body = body, .body_count = count};
    t->doc.articles = a;
    t->doc.article_count = 1;
    page_test_compose(t);
    return t;
}

static struct pai_block block(enum pai_block_kind kind, const char *text) {
    return (struct pai_block){.kind = kind, .text = page_text(text)};
}

// 7.3.2: a row below the title, flush left, turnover too.
static void addressee(void **state) {
    (void)state;
    struct pai_block body[] = {
        block(PAI_ADDRESSEE,
              "各乡镇人民政府、街道办事处，县政府各部门、各直属机构，县水务公司："),
        block(PAI_PARA, PARAGRAPH),
    };
    struct page_test *t = document("name: 公文\n", body, 2);
    const struct pai_page_line *first = line(t, 0, "各乡镇人民政府、街道");
    assert_int_equal(rows(t, line(t, 0, "关于加强"), first), 2);
    near(first->x, left);
    const struct pai_page_line *second = first + 1;
    assert_int_equal(rows(t, first, second), 1);
    near(second->x, left);
    near(line(t, 0, "各乡镇人民政府要")->x, left + 2 * (int64_t)t->layout->cell);
    page_test_close(t);
}

// 7.3.4: a row below the text, two cells in; turnover under the first character of the name.
static void attachments(void **state) {
    (void)state;
    struct pai_block body[] = {
        block(PAI_PARA, PARAGRAPH),
        block(PAI_ATTACHMENT, "1.农村饮水工程管护任务分解表和各乡镇管护责任人姓名电话一览表"),
        block(PAI_ATTACHMENT, "2.水质监测点位表"),
    };
    struct page_test *t = document("name: 公文\n", body, 3);
    int64_t cell = t->layout->cell;
    const struct pai_page_line *first = line(t, 0, "附件：1.");
    assert_int_equal(rows(t, line(t, 0, "各乡镇") + 1, first), 2);
    near(first->x, left + 2 * cell);
    // 附件： is three cells, 1. three quarters (digits are half a cell, the point a quarter).
    near(first[1].x, left + 5 * cell + cell * 3 / 4);
    const struct pai_page_line *second = line(t, 0, "2.水质");
    near(second->x, left + 5 * cell);
    assert_int_equal(rows(t, first, second), 2);
    page_test_close(t);
}

// 7.3.5.1: the date four cells from the right, the name in the middle above it.
static void sealed(void **state) {
    (void)state;
    struct pai_block body[] = {
        block(PAI_PARA, PARAGRAPH),
        block(PAI_SIGNATURE, "清溪县人民政府"),
        block(PAI_SIGNED, "2021年5月18日"),
    };
    struct page_test *t = document("name: 公文\n", body, 3);
    int64_t cell = t->layout->cell, right = left + (int64_t)t->layout->area.width;
    const struct pai_page_line *name = line(t, 0, "清溪县人民政府");
    const struct pai_page_line *date = line(t, 0, "2021年");
    near(date->x + date->width, right - 4 * cell);
    near(date->width, 6 * cell + cell / 2); // 7 digits of half a cell, 3 Han
    near(name->x + name->width / 2, date->x + date->width / 2);
    assert_int_equal(rows(t, name, date), 1);
    assert_int_equal(rows(t, line(t, 0, "各乡镇") + 1, name), 3);
    page_test_close(t);
}

// 7.3.5.2: the name two cells from the right, the date two cells behind its first character;
// where the date is longer it takes the place at the right.
static void plain(void **state) {
    (void)state;
    struct pai_block body[] = {
        block(PAI_PARA, PARAGRAPH),
        block(PAI_SIGNATURE, "清溪县人民政府办公室"),
        block(PAI_SIGNED, "2021年5月18日"),
    };
    struct page_test *t = document("articles:\n  signature: plain\n", body, 3);
    int64_t cell = t->layout->cell, right = left + (int64_t)t->layout->area.width;
    const struct pai_page_line *name = line(t, 0, "清溪县人民政府办公室");
    const struct pai_page_line *date = line(t, 0, "2021年");
    near(name->x + name->width, right - 2 * cell);
    near(date->x, name->x + 2 * cell);
    page_test_close(t);

    body[1] = block(PAI_SIGNATURE, "水务局");
    t = document("articles:\n  signature: plain\n", body, 3);
    name = line(t, 0, "水务局");
    date = line(t, 0, "2021年");
    near(date->x + date->width, right - 2 * cell);
    near(name->x, date->x - 2 * cell);
    page_test_close(t);
}

// 7.3.5.5: no page for the seal alone. Whatever the length of the text, the name stands on a
// page with a line of it.
static void no_seal_alone(void **state) {
    (void)state;
    for (uint32_t n = 8; n <= 20; n++) {
        struct pai_block body[24];
        for (uint32_t i = 0; i < n; i++) {
            body[i] = block(PAI_PARA, "要按时完成。");
        }
        body[n] = block(PAI_SIGNATURE, "清溪县人民政府");
        body[n + 1] = block(PAI_SIGNED, "2021年5月18日");
        struct page_test *t = document("name: 公文\n", body, n + 2);
        uint32_t last = t->pages->n - 1;
        assert_non_null(line(t, last, "要按时"));
        assert_non_null(line(t, last, "清溪县"));
        assert_non_null(line(t, last, "2021年"));
        page_test_close(t);
    }
}

// 7.3.7: an annex begins a page, its label in row 1 at the left, its title in row 3.
static void annex(void **state) {
    (void)state;
    struct page_test *t = page_test_open();
    page_test_article(t, "关于加强饮水工程管护的通知", 1, 60);
    page_test_article(t, "任务分解表", 1, 60);
    struct pai_article both[2] = {t->doc.articles[0], t->doc.articles[1]};
    both[1].annex = page_text("附件");
    t->doc.articles = both;
    page_test_compose(t);
    assert_int_equal(t->pages->n, 2);
    const struct pai_page_line *label = line(t, 1, "附件");
    near(label->x, left);
    near(label->baseline, (int64_t)t->layout->area.top + pai_muldiv(t->layout->cell, 88, 100));
    assert_int_equal(rows(t, label, line(t, 1, "任务分解表")), 2);
    page_test_close(t);
}

// 10.3: a row below the text, two cells in, turnover under the first name.
static void attendance(void **state) {
    (void)state;
    struct pai_block body[] = {
        block(PAI_PARA, PARAGRAPH),
        block(PAI_ATTENDANCE,
              "出席：县水务局梁舟、县财政局沈知微、县住房城乡建设局周一帆、县林业局孟春和"),
        block(PAI_ATTENDANCE, "列席：望樵镇邱晓棠"),
    };
    body[1].lead = body[2].lead = 9;
    body[1].lead_kind = body[2].lead_kind = PAI_H1;
    struct page_test *t = document("name: 公文\n", body, 3);
    int64_t cell = t->layout->cell;
    const struct pai_page_line *first = line(t, 0, "出席");
    assert_int_equal(rows(t, line(t, 0, "各乡镇") + 1, first), 2);
    near(first->x, left + 2 * cell);
    near(first[1].x, left + 5 * cell);
    assert_int_equal(rows(t, first, line(t, 0, "列席")), 2);
    page_test_close(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addressee),  cmocka_unit_test(attachments),   cmocka_unit_test(sealed),
        cmocka_unit_test(plain),      cmocka_unit_test(no_seal_alone), cmocka_unit_test(annex),
        cmocka_unit_test(attendance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
