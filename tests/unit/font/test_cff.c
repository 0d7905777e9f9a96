// The charset of a CFF table in each of its formats, whole and damaged (Adobe Technical Note
// 5176, 13; libharu 3: the codes of a PDF are CIDs).
#include "font_test.h"

#include "cff.h"

#include <string.h>

// A CID-keyed table with five glyphs and this charset; returns its size.
static size_t table_make(uint8_t out[256], const uint8_t *charset, size_t n) {
    static const uint8_t head[] = {
        1,   0,   4,   1,                             // header
        0,   1,   1,   1,   2,   'X',                 // Name INDEX
        0,   1,   1,   1,   22,                       // Top DICT INDEX, 21 bytes
        248, 27,  248, 28,  142, 12,  30,             // 391 392 3 ROS
        29,  0,   0,   0,   80,  17,                  // CharStrings
        29,  0,   0,   0,   100, 15,                  // charset
        139, 13,                                      // UniqueID 0: passed over
        0,   2,   1,   1,   6,   9,                   // String INDEX
        'A', 'd', 'o', 'b', 'e', 'G', 'B', '1', 0, 0, // and no subroutines
    };
    static const uint8_t strings[] = {0, 5, 1, 1, 2, 3, 4, 5, 6, 14, 14, 14, 14, 14};
    memset(out, 0, 256);
    memcpy(out, head, sizeof head);
    memcpy(out + 80, strings, sizeof strings);
    memcpy(out + 100, charset, n);
    return 100 + n;
}

static const char *table_read(struct fixture *f, const uint8_t *charset, size_t n,
                              struct pai_cff *cff) {
    uint8_t table[256];
    size_t size = table_make(table, charset, n);
    const char *en;
    // A block as long as the table, so that sanitizers see a read behind it.
    uint8_t *copy = test_malloc(size);
    memcpy(copy, table, size);
    const char *zh = pai_cff_read(f->arena, (struct pai_bytes){copy, size}, cff, &en);
    test_free(copy);
    return zh;
}

#define CIDS(...) ((const uint16_t[]){0, __VA_ARGS__})

static void test_formats(void **state) {
    static const uint8_t single[] = {0, 0, 9, 0, 8, 1, 0, 255, 255};
    static const uint8_t ranges[] = {1, 0, 10, 1, 1, 44, 1};
    static const uint8_t wide[] = {2, 0, 10, 0, 1, 0, 90, 0, 1};
    static const uint8_t same[] = {2, 0, 1, 0, 3};
    static const uint8_t longer[] = {2, 0, 1, 0, 1, 0, 20, 0, 99}; // real fonts do that
    struct fixture *f = *state;
    struct pai_cff cff;
    assert_null(table_read(f, single, sizeof single, &cff));
    assert_true(cff.cid_keyed);
    assert_string_equal(cff.registry, "Adobe");
    assert_string_equal(cff.ordering, "GB1");
    assert_int_equal(cff.supplement, 3);
    assert_int_equal(cff.glyph_count, 5);
    assert_memory_equal(cff.cid, CIDS(9, 8, 256, 65535), 10);
    assert_null(table_read(f, ranges, sizeof ranges, &cff));
    assert_memory_equal(cff.cid, CIDS(10, 11, 300, 301), 10);
    assert_null(table_read(f, wide, sizeof wide, &cff));
    assert_memory_equal(cff.cid, CIDS(10, 11, 90, 91), 10);
    assert_null(table_read(f, same, sizeof same, &cff));
    assert_null(cff.cid); // CID = glyph id
    assert_null(table_read(f, longer, sizeof longer, &cff));
    assert_memory_equal(cff.cid, CIDS(1, 2, 20, 21), 10);
}

static void test_damaged(void **state) {
    static const uint8_t unknown[] = {3, 0, 1, 0, 3};
    static const uint8_t cut[] = {0, 0, 9, 0, 8, 1};
    static const uint8_t beyond[] = {2, 255, 254, 0, 3}; // CIDs 65534 … 65537
    struct fixture *f = *state;
    struct pai_cff cff;
    assert_non_null(table_read(f, unknown, sizeof unknown, &cff));
    assert_non_null(table_read(f, cut, sizeof cut, &cff));
    assert_non_null(table_read(f, beyond, sizeof beyond, &cff));
    assert_non_null(table_read(f, unknown, 0, &cff));
}

// Cut anywhere or with any byte changed, the table is read within its bounds.
static void test_hostile(void **state) {
    static const uint8_t wide[] = {2, 0, 10, 0, 1, 0, 90, 0, 1};
    struct fixture *f = *state;
    uint8_t table[256];
    size_t size = table_make(table, wide, sizeof wide);
    struct pai_cff cff;
    const char *en;
    for (size_t n = 0; n <= size; n++) {
        uint8_t *copy = test_malloc(n > 0 ? n : 1);
        memcpy(copy, table, n);
        const char *zh = pai_cff_read(f->arena, (struct pai_bytes){copy, n}, &cff, &en);
        assert_int_equal(zh == NULL, n == size);
        for (unsigned v = 0; v < 256 && n == size; v++) {
            for (size_t i = 0; i < n; i++) {
                copy[i] = (uint8_t)v;
                zh = pai_cff_read(f->arena, (struct pai_bytes){copy, n}, &cff, &en);
                assert_true(zh != NULL || cff.glyph_count > 0);
                copy[i] = table[i];
            }
        }
        test_free(copy);
    }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
    const struct CMUnitTest tests[] = {TEST(test_formats), TEST(test_damaged),
                                       TEST(test_hostile)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
