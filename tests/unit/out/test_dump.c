// The JSON of `dump pages` and `dump lines` (design 5).
#include "test.h"

#include "dump.h"
#include "face.h"
#include "vec.h"

#include <string.h>

static const struct pai_face fang = {.name = "FandolFang-Regular"};
static const struct pai_ink red = {.name = "red", .cmyk = {0, 800, 800, 0}};

static pai_len hundredths(int value) {
    return (pai_len)pai_muldiv(value, PAI_PT, 100);
}

static int setup(void **state) {
    *state = pai_job_open(NULL, NULL);
    return 0;
}

static int teardown(void **state) {
    pai_job_close(*state);
    return 0;
}

static struct pai_page_line body(const char *text, int32_t paragraph, int32_t line, bool last) {
    return (struct pai_page_line){
        .role = PAI_ROLE_BODY,
        .article = 0,
        .paragraph = paragraph,
        .line = line,
        .last = last,
        .text = text,
        .text_len = (uint32_t)strlen(text),
        .x = hundredths(7937),
        .baseline = hundredths(11880),
        .width = hundredths(44220),
        .measure = hundredths(44220),
        .face = &fang,
        .size = hundredths(1579),
    };
}

static struct pai_page_line folio(const char *text) {
    struct pai_page_line line = body(text, -1, -1, true);
    line.role = PAI_ROLE_FOLIO;
    line.article = -1;
    return line;
}

static const char *dumped(struct pai_job *job, const struct pai_page *pages, uint32_t n,
                          bool lines) {
    struct pai_buf out = pai_buf_make(job->arena);
    struct pai_pages all = {.v = pages, .n = n};
    (lines ? pai_dump_lines : pai_dump_pages)(job, &all, &out);
    return out.s;
}

static uint32_t count(const char *text, const char *what) {
    uint32_t n = 0;
    for (const char *s = strstr(text, what); s; s = strstr(s + 1, what)) {
        n++;
    }
    return n;
}

static struct pai_page a4(const struct pai_page_line *lines, uint32_t n) {
    struct pai_box trim = {0, 0, pai_len_mm(210000), pai_len_mm(297000)};
    return (struct pai_page){.number = 1,
                             .media = trim,
                             .trim = trim,
                             .bleed = trim,
                             .lines = lines,
                             .line_count = n};
}

// The contract's own example, key by key.
static void a_line_is_told_as_the_contract_has_it(void **state) {
    struct pai_page_adjust adjust[] = {
        {"line-end", -(int64_t)hundredths(1579) / 2, 1},
        {"comma", -(int64_t)hundredths(1579) * 24 / 100, 2},
        {"han", (int64_t)hundredths(1579) * 24 / 100, 24},
    };
    struct pai_page_line line = body("今年以来，全县", 0, 0, false);
    line.adjust = adjust;
    line.adjust_count = 3;
    struct pai_page page = a4(&line, 1);
    page.folio = "— 1 —";
    const char *json = dumped(*state, &page, 1, false);
    assert_non_null(
        strstr(json, "\"number\":1,\"folio\":\"— 1 —\",\"trim\":[595.2756,841.8898]"));
    assert_non_null(strstr(
        json, "{\"role\":\"body\",\"article\":0,\"paragraph\":0,\"line\":0,\"last\":false,"
              "\"text\":\"今年以来，全县\",\"x\":79.37,\"baseline\":118.8,\"width\":442.2,"
              "\"measure\":442.2,\"font\":\"FandolFang-Regular\",\"size\":15.79,"
              "\"adjust\":[{\"why\":\"line-end\",\"em\":-0.5,\"count\":1},"
              "{\"why\":\"comma\",\"em\":-0.12,\"count\":2},"
              "{\"why\":\"han\",\"em\":0.01,\"count\":24}]}"));
}

// What does not apply is null, not -1.
static void a_folio_has_no_article(void **state) {
    struct pai_page_line line = folio("— 1 —");
    struct pai_page page = a4(&line, 1);
    const char *json = dumped(*state, &page, 1, false);
    assert_non_null(strstr(json, "\"folio\":null"));
    assert_non_null(strstr(
        json,
        "\"role\":\"folio\",\"article\":null,\"paragraph\":null,\"line\":null,\"last\":true"));
}

static void rules_are_told_with_their_ink(void **state) {
    struct pai_item item = {.kind = PAI_ITEM_RULE, .ink = &red};
    item.u.rule = (struct pai_rule){hundredths(7937), hundredths(30050), hundredths(44220),
                                    hundredths(142),  PAI_ROLE_COUNT,    "red-rule"};
    struct pai_page page = a4(NULL, 0);
    page.items = &item;
    page.item_count = 1;
    const char *json = dumped(*state, &page, 1, false);
    assert_non_null(strstr(json, "{\"role\":\"red-rule\",\"x\":79.37,\"y\":300.5,"
                                 "\"width\":442.2,\"thickness\":1.42,\"ink\":\"red\"}"));
}

// A full line's right edge is the right edge of its measure, to 0.001 pt in the numbers of the
// dump.
static void edges_hold_in_the_rounded_numbers(void **state) {
    (void)state;
    for (pai_len x = 5201592; x < 5201592 + 400; x += 7) {
        pai_len width = 28980019;
        int64_t told = pai_muldiv(x, 10000, PAI_PT) + pai_muldiv(width, 10000, PAI_PT);
        int64_t edge = pai_muldiv((int64_t)x + width, 10000, PAI_PT);
        assert_in_range(told - edge + 10, 0, 20);
    }
}

// A paragraph is one object, whatever pages it stands on; folios in between do not cut it.
static void dump_lines_joins_paragraphs_over_pages(void **state) {
    struct pai_page_line first[] = {body("甲", 0, 0, true), body("乙一", 1, 0, false),
                                    folio("— 1 —")};
    struct pai_page_line second[] = {body("乙二", 1, 1, true), body("丙", 2, 0, true),
                                     folio("— 2 —")};
    struct pai_page pages[] = {a4(first, 3), a4(second, 3)};
    const char *json = dumped(*state, pages, 2, true);
    assert_int_equal(count(json, "\"lines\":["), 5); // three paragraphs, two folios
    const char *one = strstr(json, "乙一"), *two = strstr(json, "乙二");
    assert_non_null(one);
    assert_non_null(two);
    assert_true(one < two);
    assert_int_equal(count(one, "\"lines\":[") - count(two, "\"lines\":["), 0);
}

// One line of type is one line of text: readable goldens.
static void each_line_stands_alone(void **state) {
    struct pai_page_line lines[] = {body("甲", 0, 0, true), body("乙", 1, 0, true)};
    struct pai_page page = a4(lines, 2);
    const char *json = dumped(*state, &page, 1, false);
    const char *end = strstr(json, "乙");
    const char *start = strstr(json, "甲");
    assert_non_null(start);
    assert_non_null(end);
    assert_int_equal(count(start, "\n") - count(end, "\n"), 1);
    assert_int_equal(json[strlen(json) - 1], '\n');
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_line_is_told_as_the_contract_has_it, setup, teardown),
        cmocka_unit_test_setup_teardown(a_folio_has_no_article, setup, teardown),
        cmocka_unit_test_setup_teardown(rules_are_told_with_their_ink, setup, teardown),
        cmocka_unit_test(edges_hold_in_the_rounded_numbers),
        cmocka_unit_test_setup_teardown(dump_lines_joins_paragraphs_over_pages, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(each_line_stands_alone, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
