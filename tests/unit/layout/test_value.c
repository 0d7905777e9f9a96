// Values of layouts: what a designer may write, and the lengths it must give. Expected lengths
// are worked out from the definitions (1 in = 25.4 mm = 72 pt; typography 1.3), not copied from
// output.
#include "fontset.h"
#include "value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// One cell 16 pt, one row 30 pt, one em 22 pt.
static const struct pai_value_context CONTEXT = {16 * PAI_PT, 30 * PAI_PT, 22 * PAI_PT, 0};

struct length_case {
    const char *s;
    enum pai_value_error error;
    pai_len v;
};

static const struct length_case LENGTHS[] = {
    {"16pt", PAI_VALUE_OK, 16 * 65536},
    {"10.5pt", PAI_VALUE_OK, 21 * 32768},
    {"25.4mm", PAI_VALUE_OK, 72 * 65536},
    {"2.54cm", PAI_VALUE_OK, 72 * 65536},
    {"127 mm", PAI_VALUE_OK, 360 * 65536},
    {"+1pt", PAI_VALUE_OK, 65536},
    {"-1pt", PAI_VALUE_OK, -65536},
    {"0mm", PAI_VALUE_OK, 0},
    {"2字", PAI_VALUE_OK, 32 * 65536},
    {"0.5行", PAI_VALUE_OK, 15 * 65536},
    {"1.5em", PAI_VALUE_OK, 33 * 65536},
    {"0.0001pt", PAI_VALUE_OK, 7}, // 6.55 -> 7
    {"1.00000pt", PAI_VALUE_OK, 65536},
    {"三号", PAI_VALUE_OK, 16 * 65536},
    {"3号", PAI_VALUE_OK, 16 * 65536},
    {"小二", PAI_VALUE_OK, 18 * 65536},
    {"小二号", PAI_VALUE_OK, 18 * 65536},
    {"小2号", PAI_VALUE_OK, 18 * 65536},
    {"初号", PAI_VALUE_OK, 42 * 65536},
    {"小初", PAI_VALUE_OK, 36 * 65536},
    {"五号", PAI_VALUE_OK, 21 * 32768},
    {"八号", PAI_VALUE_OK, 5 * 65536},
    {"小六", PAI_VALUE_OK, 13 * 32768},
    {"", PAI_VALUE_BAD, 0},
    {"mm", PAI_VALUE_BAD, 0},
    {"三", PAI_VALUE_BAD, 0},
    {"号", PAI_VALUE_BAD, 0},
    {"小", PAI_VALUE_BAD, 0},
    {"小号", PAI_VALUE_BAD, 0},
    {"小七", PAI_VALUE_BAD, 0}, // there is none below 小六
    {"九号", PAI_VALUE_BAD, 0},
    {"1.", PAI_VALUE_BAD, 0},
    {"1.mm", PAI_VALUE_BAD, 0},
    {".5mm", PAI_VALUE_BAD, 0},
    {"1.23456mm", PAI_VALUE_BAD, 0},
    {"1,5mm", PAI_VALUE_UNIT, 0},
    {"1 2mm", PAI_VALUE_BAD, 0},
    {"１６pt", PAI_VALUE_BAD, 0},
    {"37", PAI_VALUE_NO_UNIT, 0},
    {"37 ", PAI_VALUE_NO_UNIT, 0},
    {"9号", PAI_VALUE_UNIT, 0},
    {"37毫米", PAI_VALUE_UNIT, 0},
    {"1mmm", PAI_VALUE_UNIT, 0},
    {"1MM", PAI_VALUE_UNIT, 0},
    {"99999999999999999999mm", PAI_VALUE_LARGE, 0},
    {"-99999999999999999999mm", PAI_VALUE_SMALL, 0},
    {"9999cm", PAI_VALUE_LARGE, 0},
};

static void lengths(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof LENGTHS / sizeof LENGTHS[0]; i++) {
        const struct length_case *c = &LENGTHS[i];
        pai_len v = 0;
        size_t unit;
        enum pai_value_error e = pai_value_length(c->s, strlen(c->s), &CONTEXT, &v, &unit);
        if (e != c->error || (e == PAI_VALUE_OK && v != c->v)) {
            fail_msg("“%s” gives error %d, length %d", c->s, (int)e, (int)v);
        }
        assert_true(unit <= strlen(c->s));
    }
}

static void relative_units_need_their_context(void **state) {
    (void)state;
    static const char *const RELATIVE[] = {"1字", "1行", "1em"};
    struct pai_value_context none = {0, 0, 0, 0};
    for (size_t i = 0; i < 3; i++) {
        pai_len v;
        size_t unit;
        assert_int_equal(pai_value_length(RELATIVE[i], strlen(RELATIVE[i]), &none, &v, &unit),
                         PAI_VALUE_CONTEXT);
        assert_int_equal(unit, 1);
    }
}

// Text need not end behind the value.
static void only_len_bytes_are_read(void **state) {
    (void)state;
    pai_len v;
    size_t unit;
    assert_int_equal(pai_value_length("16pt5", 4, &CONTEXT, &v, &unit), PAI_VALUE_OK);
    assert_int_equal(pai_value_length("16pt", 2, &CONTEXT, &v, &unit), PAI_VALUE_NO_UNIT);
    assert_int_equal(pai_value_length("三号", 4, &CONTEXT, &v, &unit), PAI_VALUE_BAD);
}

static void units_that_were_meant(void **state) {
    (void)state;
    assert_string_equal(pai_value_unit_like("毫米", strlen("毫米")), "mm");
    assert_string_equal(pai_value_unit_like("PT", 2), "pt");
    assert_string_equal(pai_value_unit_like("磅", strlen("磅")), "pt");
    assert_null(pai_value_unit_like("furlong", 7));
}

static void yes_and_no(void **state) {
    (void)state;
    static const char *const YES[] = {"yes", "true", "是"};
    static const char *const NO[] = {"no", "false", "否"};
    static const char *const NEITHER[] = {"", "y", "Yes", "on", "1", "noo"};
    bool v;
    for (size_t i = 0; i < 3; i++) {
        v = false;
        assert_int_equal(pai_value_bool(YES[i], strlen(YES[i]), &v), PAI_VALUE_OK);
        assert_true(v);
        assert_int_equal(pai_value_bool(NO[i], strlen(NO[i]), &v), PAI_VALUE_OK);
        assert_false(v);
    }
    for (size_t i = 0; i < sizeof NEITHER / sizeof NEITHER[0]; i++) {
        assert_int_equal(pai_value_bool(NEITHER[i], strlen(NEITHER[i]), &v), PAI_VALUE_BAD);
    }
}

static void whole_numbers(void **state) {
    (void)state;
    static const char *const BAD[] = {"", "-", "2.5", "22行", "２２", "1e3", " 2"};
    int32_t v;
    assert_int_equal(pai_value_int("22", 2, &v), PAI_VALUE_OK);
    assert_int_equal(v, 22);
    assert_int_equal(pai_value_int("-3", 2, &v), PAI_VALUE_OK);
    assert_int_equal(v, -3);
    assert_int_equal(pai_value_int("99999999999999", 14, &v), PAI_VALUE_OK);
    assert_true(v > 100000);
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        assert_int_equal(pai_value_int(BAD[i], strlen(BAD[i]), &v), PAI_VALUE_BAD);
    }
}

// Words in both languages, in the order in which src/para has them.
static void marks_and_bans(void **state) {
    (void)state;
    static const char *const MARKS[][2] = {
        {"full", "全角"}, {"kaiming", "开明"}, {"half", "半角"}, {"line-end", "行末半角"}};
    static const char *const BANS[][2] = {
        {"gb", "国标"}, {"basic", "基本"}, {"strict", "严格"}, {"none", "不禁"}};
    enum pai_layout_marks marks;
    enum pai_layout_ban ban;
    for (unsigned i = 0; i < 4; i++) {
        for (unsigned lang = 0; lang < 2; lang++) {
            const char *s = MARKS[i][lang];
            assert_int_equal(pai_value_marks(s, strlen(s), &marks), PAI_VALUE_OK);
            assert_int_equal(marks, i);
            s = BANS[i][lang];
            assert_int_equal(pai_value_ban(s, strlen(s), &ban), PAI_VALUE_OK);
            assert_int_equal(ban, i);
        }
    }
    assert_int_equal(pai_value_marks("wide", 4, &marks), PAI_VALUE_BAD);
    assert_int_equal(pai_value_ban("", 0, &ban), PAI_VALUE_BAD);
}

static void alignments(void **state) {
    (void)state;
    static const char *const NAMES[][2] = {
        [PAI_ALIGN_JUSTIFY] = {"justify", "两端"},
        [PAI_ALIGN_LEFT] = {"left", "左"},
        [PAI_ALIGN_CENTRE] = {"centre", "中"},
        [PAI_ALIGN_RIGHT] = {"right", "右"},
    };
    enum pai_layout_align v;
    for (int a = 0; a < 4; a++) {
        for (int lang = 0; lang < 2; lang++) {
            const char *s = NAMES[a][lang];
            assert_int_equal(pai_value_align(s, strlen(s), &v), PAI_VALUE_OK);
            assert_int_equal(v, a);
        }
    }
    assert_int_equal(pai_value_align("middle", 6, &v), PAI_VALUE_BAD);
}

static void gaps(void **state) {
    (void)state;
    static const struct {
        const char *s;
        int v; // -1: refused
    } CASES[] = {
        {"0", 0},      {"1/4", 16},    {"0.25", 16}, {"1/8", 8},  {"1/2", 32}, {"1", 64},
        {"1/3", 21},   {"0.5/2", 16},  {"2", -1},    {"3/2", -1}, {"1/0", -1}, {"-1/4", -1},
        {"1/-4", -1},  {"1/4em", -1},  {"1/", -1},   {"/4", -1},  {"", -1},    {"25%", -1},
        {"1/4/2", -1}, {"1.0001", -1}, {"0.015", 1},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        uint8_t v = 255;
        enum pai_value_error e = pai_value_gap(CASES[i].s, strlen(CASES[i].s), &v);
        if (CASES[i].v < 0 ? e != PAI_VALUE_BAD : e != PAI_VALUE_OK || v != CASES[i].v) {
            fail_msg("“%s” gives error %d, gap %d", CASES[i].s, (int)e, (int)v);
        }
    }
}

static void percentages(void **state) {
    (void)state;
    static const struct {
        const char *s;
        int v; // thousandths; -1: refused
    } CASES[] = {
        {"0", 0},      {"80", 800},  {"80%", 800},   {"80 %", 800}, {"12.5%", 125},
        {"100", 1000}, {"101", -1},  {"-1", -1},     {"", -1},      {"%", -1},
        {"80%%", -1},  {"80pt", -1}, {"100.1%", -1}, {"红", -1},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        uint16_t v = 9999;
        enum pai_value_error e = pai_value_percent(CASES[i].s, strlen(CASES[i].s), &v);
        if (CASES[i].v < 0 ? e != PAI_VALUE_BAD : e != PAI_VALUE_OK || v != CASES[i].v) {
            fail_msg("“%s” gives error %d, %d thousandths", CASES[i].s, (int)e, (int)v);
        }
    }
}

// Layouts know font roles by name only; the names must be those of fontsets.
static void font_roles_are_those_of_fontsets(void **state) {
    (void)state;
    for (int i = 0; i < PAI_FONT_COUNT; i++) {
        const char *en = pai_font_role_name((enum pai_font_role)i);
        const char *zh = pai_font_role_zh((enum pai_font_role)i);
        assert_non_null(pai_value_font(en, strlen(en)));
        assert_string_equal(pai_value_font(en, strlen(en)), en);
        assert_non_null(pai_value_font(zh, strlen(zh)));
        assert_string_equal(pai_value_font(zh, strlen(zh)), en);
    }
    static const char *const NAMES[] = {
#define X(en, zh) en,
        PAI_VALUE_FONTS(X)
#undef X
    };
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        assert_int_not_equal(pai_font_role_find(NAMES[i], strlen(NAMES[i])), PAI_FONT_COUNT);
    }
    assert_null(pai_value_font("times", 5));
    assert_null(pai_value_font("", 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths),
        cmocka_unit_test(relative_units_need_their_context),
        cmocka_unit_test(only_len_bytes_are_read),
        cmocka_unit_test(units_that_were_meant),
        cmocka_unit_test(yes_and_no),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(marks_and_bans),
        cmocka_unit_test(alignments),
        cmocka_unit_test(gaps),
        cmocka_unit_test(percentages),
        cmocka_unit_test(font_roles_are_those_of_fontsets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
