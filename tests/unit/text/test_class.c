// Classes of characters: the table of typography 3.1 row by row, and what the Unicode character
// database adds.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "class.h"
#include "utf8.h"

#include <string.h>

// Every character of `s` has the class.
static void all(const char *s, enum pai_class cls) {
    for (size_t n = strlen(s), at = 0; at < n;) {
        unsigned used;
        uint32_t cp = pai_utf8_next(s + at, n - at, &used);
        if (pai_class_of(cp) != cls) {
            fail_msg("U+%04X has class %d, not %d", cp, pai_class_of(cp), cls);
        }
        at += used;
    }
}

static void test_marks(void **state) {
    (void)state;
    all("‘“〈《「『【〔〖〘〚〝（［｛｟", PAI_CLS_OP);
    all("’”〉》」』】〕〗〙〛〞〟）］｝｠", PAI_CLS_CL);
    all("，、；", PAI_CLS_PC);
    all("：", PAI_CLS_CN);
    all("。．", PAI_CLS_PS);
    all("！？‼⁇⁈⁉", PAI_CLS_EX);
    all("·・‧･•", PAI_CLS_IP);
    all("–～〜-~", PAI_CLS_CO);
    all("/／", PAI_CLS_SO);
    all("—⸺", PAI_CLS_DS);
    all("…⋯", PAI_CLS_EL);
}

static void test_letters(void **state) {
    (void)state;
    all("0123456789", PAI_CLS_NU);
    all("azAZéßΩЖ,.;:!?'\"&@#", PAI_CLS_LA);
    all("￥¥$＄£￡€￦№±+−", PAI_CLS_PR);
    all("%％‰‱°℃℉′″￠", PAI_CLS_PO);
    all("([{", PAI_CLS_LOP);
    all(")]}", PAI_CLS_LCL);
    all(" \t", PAI_CLS_SP);
    all("　", PAI_CLS_IS);
    all("々〻ゝゞヽヾ", PAI_CLS_IT);
}

static void test_cells(void **state) {
    (void)state;
    // Han of all planes, compatibility ideographs, kana, circled digits, full-width letters,
    // the tower mark.
    all("一龥䶮𠀀𰻞豈〇〒①㈠㊀Ａ９あア한Ⅳ★→", PAI_CLS_HAN);
}

static void test_joined(void **state) {
    (void)state;
    // Combining accents, variation selectors of both kinds, joiners.
    assert_int_equal(pai_class_of(0x301), PAI_CLS_CM);
    assert_int_equal(pai_class_of(0xFE00), PAI_CLS_CM);
    assert_int_equal(pai_class_of(0xE0100), PAI_CLS_CM);
    assert_int_equal(pai_class_of(0x200D), PAI_CLS_CM);
    assert_true(pai_is_selector(0xFE0F));
    assert_true(pai_is_selector(0xE01EF));
    assert_false(pai_is_selector(0x301));
}

static void test_traits(void **state) {
    (void)state;
    assert_int_equal(pai_trait_of(0x5D0), PAI_TRAIT_RTL);   // Hebrew
    assert_int_equal(pai_trait_of(0x645), PAI_TRAIT_RTL);   // Arabic
    assert_int_equal(pai_trait_of(0x1E900), PAI_TRAIT_RTL); // Adlam
    assert_int_equal(pai_trait_of('a'), PAI_TRAIT_LETTER);
    assert_int_equal(pai_trait_of(0x202E), PAI_TRAIT_IGNORABLE);
    assert_int_equal(pai_trait_of(7), PAI_TRAIT_CONTROL);
    assert_int_equal(pai_trait_of(0x2028), PAI_TRAIT_CONTROL);
    // Outside Unicode nothing is read out of bounds.
    assert_int_equal(pai_trait_of(0x110000), PAI_TRAIT_CONTROL);
    assert_int_equal(pai_trait_of(UINT32_MAX), PAI_TRAIT_CONTROL);
    pai_class_of(UINT32_MAX);
}

static void test_blank_half(void **state) {
    (void)state;
    // Marks with a blank half, and those of a fixed body (typography 3.4).
    assert_true(pai_class_is_mark(pai_class_of(0xFF0C)));
    assert_true(pai_class_is_mark(pai_class_of(0x201C)));
    assert_true(pai_class_is_mark(pai_class_of(0xFF1F)));
    assert_false(pai_class_is_mark(pai_class_of(0xB7)));
    assert_false(pai_class_is_mark(pai_class_of(0x2014)));
    assert_false(pai_class_is_mark(pai_class_of('(')));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks),  cmocka_unit_test(test_letters),
        cmocka_unit_test(test_cells),  cmocka_unit_test(test_joined),
        cmocka_unit_test(test_traits), cmocka_unit_test(test_blank_half),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
