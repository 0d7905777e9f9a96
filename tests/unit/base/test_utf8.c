// UTF-8 is strict (Unicode table 3-7): a lenient decoder would print one thing and search
// another.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "utf8.h"

#include <stdlib.h>
#include <string.h>

// Decodes from a block of exactly len bytes, so that a read behind it is caught by a sanitizer.
static uint32_t decode(const char *s, size_t len, unsigned *used) {
    char *block = malloc(len);
    assert_non_null(block);
    memcpy(block, s, len);
    uint32_t cp = pai_utf8_next(block, len, used);
    free(block);
    return cp;
}

static void good_characters(void **state) {
    (void)state;
    static const struct {
        const char *s;
        uint32_t cp;
    } cases[] = {
        {"A", 'A'},
        {"\x7F", 0x7F},
        {"\xC2\x80", 0x80},
        {"\xDF\xBF", 0x7FF},
        {"\xE0\xA0\x80", 0x800},
        {"排", 0x6392},
        {"\xED\x9F\xBF", 0xD7FF},
        {"\xEE\x80\x80", 0xE000},
        {"\xEF\xBF\xBF", 0xFFFF},
        {"\xF0\x90\x80\x80", 0x10000},
        {"𠮷", 0x20BB7},
        {"\xF4\x8F\xBF\xBF", 0x10FFFF},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned used, back;
        size_t len = strlen(cases[i].s);
        assert_int_equal(decode(cases[i].s, len, &used), cases[i].cp);
        assert_int_equal(used, len);
        assert_int_equal(pai_utf8_prev(cases[i].s, len, &back), cases[i].cp);
        assert_int_equal(back, len);
        char out[4];
        assert_int_equal(pai_utf8_put(cases[i].cp, out), len);
        assert_memory_equal(out, cases[i].s, len);
    }
}

static void bad_bytes(void **state) {
    (void)state;
    static const char *const cases[] = {
        "\x80",             // a trail byte alone
        "\xBF\xBF",         //
        "\xC0\x80",         // overlong NUL
        "\xC1\xBF",         // overlong DEL
        "\xE0\x80\xAF",     // overlong slash
        "\xE0\x9F\xBF",     // overlong U+07FF
        "\xF0\x80\x80\x80", //
        "\xF0\x8F\xBF\xBF", // overlong U+FFFF
        "\xED\xA0\x80",     // surrogate U+D800
        "\xED\xBF\xBF",     // surrogate U+DFFF
        "\xF4\x90\x80\x80", // U+110000
        "\xF5\x80\x80\x80", //
        "\xFF",             //
        "\xFE",             //
        "\xC2",             // cut short
        "\xE6\x8E",         //
        "\xF0\xA0\xAE",     //
        "\xE6"              //
        "A\x80",
        "\xF0\xA0"
        "AA",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned used = 0;
        size_t bad = 99;
        assert_true(decode(cases[i], strlen(cases[i]), &used) == PAI_BAD_CHAR);
        assert_int_equal(used, 1);
        assert_false(pai_utf8_valid(cases[i], strlen(cases[i]), &bad));
        assert_int_equal(bad, 0);
    }
}

static void every_scalar_value_survives(void **state) {
    (void)state;
    for (uint32_t cp = 0; cp <= 0x110000; cp++) {
        char out[4];
        unsigned used, n = pai_utf8_put(cp, out);
        if ((cp >= 0xD800 && cp <= 0xDFFF) || cp > 0x10FFFF) {
            assert_int_equal(n, 0);
        } else if (pai_utf8_next(out, n, &used) != cp || used != n) {
            fail_msg("U+%04X does not come back", (unsigned)cp);
        }
    }
}

static void valid_names_the_first_bad_byte(void **state) {
    (void)state;
    size_t bad = 99;
    assert_true(pai_utf8_valid("", 0, &bad));
    assert_true(pai_utf8_valid("公报第29期", strlen("公报第29期"), NULL));
    assert_false(pai_utf8_valid("公报\xB5\xDA", 8, &bad)); // GBK in the middle
    assert_int_equal(bad, 6);
    assert_false(pai_utf8_valid("公报\xE7\xAC", 8, &bad)); // cut short at the end
    assert_int_equal(bad, 6);
}

static void backwards_over_rubbish(void **state) {
    (void)state;
    unsigned used;
    assert_true(pai_utf8_prev("\x80", 1, &used) == PAI_BAD_CHAR);
    assert_int_equal(used, 1);
    assert_true(pai_utf8_prev("\x80\x80\x80\x80\x80", 5, &used) == PAI_BAD_CHAR);
    assert_int_equal(used, 1);
    assert_true(pai_utf8_prev("A\x80", 2, &used) == PAI_BAD_CHAR); // not 'A'
    assert_int_equal(used, 1);
    assert_true(pai_utf8_prev("公\x80", 4, &used) == PAI_BAD_CHAR); // not 公 with a tail
    assert_int_equal(used, 1);
}

static void count_and_columns(void **state) {
    (void)state;
    assert_int_equal(pai_utf8_count("第29期𠮷", strlen("第29期𠮷")), 5);
    assert_int_equal(pai_utf8_count("", 0), 0);
    // Design 5: the caret counts display columns, a Han character is two.
    static const struct {
        uint32_t cp;
        unsigned columns;
    } cases[] = {{'a', 1},     {0x4E00, 2},  {0x9FFF, 2}, {0x3001, 2},  {0xFF0C, 2},
                 {0x3000, 2},  {0xFF61, 1},  {0xAC00, 2}, {0x20000, 2}, {0x2FFFD, 2},
                 {0x30000, 2}, {0x3134A, 2}, {0x00E9, 1}, {0x0301, 0},  {0x200B, 0},
                 {0xFE00, 0},  {0xE0100, 0}, {0x2014, 1}, {0x201C, 1},  {0x303F, 1},
                 {0x3400, 2},  {0x4DBF, 2},  {0xF900, 2}, {0x1F600, 2}, {0x10FFFF, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (pai_utf8_columns(cases[i].cp) != cases[i].columns) {
            fail_msg("U+%04X", (unsigned)cases[i].cp);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_characters),
        cmocka_unit_test(bad_bytes),
        cmocka_unit_test(every_scalar_value_survives),
        cmocka_unit_test(valid_names_the_first_bad_byte),
        cmocka_unit_test(backwards_over_rubbish),
        cmocka_unit_test(count_and_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
