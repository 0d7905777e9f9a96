// Memory, vectors, maps, digests, numbers and JSON.
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "buf.h"
#include "json.h"
#include "len.h"
#include "map.h"
#include "role.h"
#include "sha256.h"
#include "vec.h"

#include <stdio.h>
#include <string.h>

static int open_arena(void **state) {
    *state = pai_arena_open(NULL);
    return 0;
}

static int close_arena(void **state) {
    pai_arena_close(*state);
    return 0;
}

// ---- arena, vector ----

static void blocks_are_zeroed_aligned_apart(void **state) {
    struct pai_arena *arena = *state;
    static const size_t sizes[] = {0, 1, 7, 16, 100, 4000, 20000, 70000, 1u << 20, 3};
    for (int round = 0; round < 3; round++) {
        unsigned char *last = NULL;
        for (size_t i = 0; i < 200; i++) {
            size_t size = sizes[i % (sizeof sizes / sizeof *sizes)];
            unsigned char *p = pai_arena_alloc(arena, size);
            assert_non_null(p);
            assert_ptr_not_equal(p, last);
            assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
            for (size_t k = 0; k < size; k += 97) {
                assert_int_equal(p[k], 0);
            }
            memset(p, 0xAA, size); // dirties the chunk that reset keeps
            last = p;
        }
        pai_arena_reset(arena);
        assert_int_equal(pai_arena_used(arena), 0);
    }
}

static jmp_buf out;

static void jump(void) {
    longjmp(out, 1);
}

static void overflow_is_no_memory(void **state) {
    (void)state;
    struct pai_arena *arena = pai_arena_open(jump);
    volatile int reached = 0;
    if (setjmp(out) == 0) {
        pai_arena_array(arena, SIZE_MAX / 4, 8);
        reached = 1;
    }
    if (setjmp(out) == 0) {
        pai_arena_alloc(arena, SIZE_MAX - 8);
        reached = 1;
    }
    uint32_t cap = UINT32_MAX;
    if (setjmp(out) == 0) {
        pai_vec_grow(arena, NULL, UINT32_MAX, &cap, 1);
        reached = 1;
    }
    assert_int_equal(reached, 0);
    pai_arena_close(arena);
    pai_arena_close(NULL);
}

static void vector_keeps_its_elements(void **state) {
    struct pai_arena *arena = *state;
    PAI_VEC(uint64_t) vec = {0};
    for (uint64_t i = 0; i < 10000; i++) {
        PAI_VEC_PUT(arena, &vec, i * i);
    }
    assert_int_equal(vec.n, 10000);
    for (uint64_t i = 0; i < 10000; i++) {
        assert_int_equal(vec.v[i], i * i);
    }
    PAI_VEC(struct pai_buf) zeroed = {0};
    assert_null(PAI_VEC_ADD(arena, &zeroed)->s);
}

// In place or not, nothing that was there changes and nothing else is touched.
static void blocks_grow(void **state) {
    struct pai_arena *arena = *state;
    static const size_t sizes[] = {1, 15, 16, 17, 1000, 5000, 40000, 300000};
    for (size_t between = 0; between < 2; between++) {
        unsigned char *p = pai_arena_grow(arena, NULL, 0, sizes[0]), *other = NULL;
        memset(p, 0x55, sizes[0]);
        for (size_t i = 1; i < sizeof sizes / sizeof *sizes; i++) {
            if (between) { // then p is not the last block
                other = pai_arena_alloc(arena, 8);
            }
            p = pai_arena_grow(arena, p, sizes[i - 1], sizes[i]);
            for (size_t k = 0; k < sizes[i - 1]; k++) {
                assert_int_equal(p[k], 0x55);
            }
            memset(p, 0x55, sizes[i]);
            assert_true(!other || (other[0] == 0 && other[7] == 0));
        }
    }
}

static void formatted_strings(void **state) {
    struct pai_arena *arena = *state;
    assert_string_equal(pai_arena_fmt(arena, "%s-%d-%u-%x", "期", -3, 4u, 255u), "期--3-4-ff");
    assert_string_equal(pai_arena_str(arena, "abc", 2), "ab");
    assert_string_equal(pai_arena_str(arena, NULL, 0), "");
}

// ---- map ----

static void hundred_thousand_keys(void **state) {
    struct pai_arena *arena = *state;
    struct pai_map *map = pai_map_make(arena);
    enum { N = 100000 };
    static int values[N];
    char key[32];
    for (int i = 0; i < N; i++) {
        size_t len = (size_t)snprintf(key, sizeof key, "key-%d", i * 7);
        pai_map_put(map, key, len, &values[i]);
    }
    assert_int_equal(pai_map_count(map), N);
    for (int i = 0; i < N; i++) {
        size_t len = (size_t)snprintf(key, sizeof key, "key-%d", i * 7);
        assert_ptr_equal(pai_map_find(map, key, len), &values[i]);
        const void *at;
        size_t at_len;
        assert_ptr_equal(pai_map_at(map, (size_t)i, &at, &at_len), &values[i]); // in order
        assert_int_equal(at_len, len);
        assert_memory_equal(at, key, len);
    }
    assert_null(pai_map_find(map, "key-1", 5));
    assert_null(pai_map_at(map, N, NULL, NULL));
}

static void keys_of_all_kinds(void **state) {
    struct pai_map *map = pai_map_make(*state);
    int a, b, c, d;
    uint64_t number = 0x4142434445464748u;
    pai_map_put_int(map, number, &a);
    assert_null(pai_map_find(map, &number, sizeof number)); // same bytes, other kind
    pai_map_put(map, &number, sizeof number, &b);
    pai_map_put(map, "", 0, &c);
    pai_map_put(map, "a\0b", 3, &d);
    assert_ptr_equal(pai_map_find_int(map, number), &a);
    assert_ptr_equal(pai_map_find(map, &number, sizeof number), &b);
    assert_ptr_equal(pai_map_find(map, NULL, 0), &c);
    assert_ptr_equal(pai_map_find(map, "a\0b", 3), &d);
    assert_null(pai_map_find(map, "a\0c", 3));
    assert_null(pai_map_find(map, "a", 1));
    pai_map_put_int(map, number, &d); // replaces, in its old place
    assert_int_equal(pai_map_count(map), 4);
    assert_ptr_equal(pai_map_at(map, 0, NULL, NULL), &d);
    for (uint64_t i = 0; i < 5000; i++) {
        pai_map_put_int(map, i << 40, &a);
    }
    for (uint64_t i = 0; i < 5000; i++) {
        assert_ptr_equal(pai_map_find_int(map, i << 40), &a);
    }
}

// ---- SHA-256: examples of FIPS 180-4 ----

// In portions of several sizes.
static void assert_digest(const char *data, size_t n, size_t times, const char *hex) {
    static const size_t portions[] = {1000000, 64, 63, 1, 130};
    for (size_t p = 0; p < sizeof portions / sizeof *portions; p++) {
        struct pai_sha256 ctx;
        uint8_t digest[32];
        char got[65];
        pai_sha256_init(&ctx);
        for (size_t t = 0; t < times; t++) {
            for (size_t at = 0; at < n; at += portions[p]) {
                pai_sha256_add(&ctx, data + at, n - at < portions[p] ? n - at : portions[p]);
            }
        }
        pai_sha256_end(&ctx, digest);
        for (size_t i = 0; i < 32; i++) {
            snprintf(got + 2 * i, 3, "%02x", digest[i]);
        }
        assert_string_equal(got, hex);
    }
}

static void fips_vectors(void **state) {
    (void)state;
    assert_digest("", 0, 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_digest("abc", 3, 1,
                  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const char *two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    assert_digest(two, strlen(two), 1,
                  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    const char *four = "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                       "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu";
    assert_digest(four, strlen(four), 1,
                  "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
    static char million[1000];
    memset(million, 'a', sizeof million);
    assert_digest(million, sizeof million, 1000,
                  "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// ---- numbers ----

static void assert_decimal(struct pai_arena *arena, int64_t value, int64_t scale,
                           const char *want) {
    struct pai_buf buf = pai_buf_make(arena);
    pai_buf_decimal(&buf, value, scale);
    assert_string_equal(buf.s, want);
    assert_int_equal(buf.n, strlen(want));
}

static void decimals(void **state) {
    assert_decimal(*state, -12500, 1000, "-12.5");
    assert_decimal(*state, 0, 1000, "0");
    assert_decimal(*state, 7, 1, "7");
    assert_decimal(*state, 100, 10, "10");
    assert_decimal(*state, -1, 1000000000, "-0.000000001");
    assert_decimal(*state, 1005, 1000, "1.005");
    assert_decimal(*state, INT64_MAX, 1, "9223372036854775807");
    assert_decimal(*state, INT64_MIN, 1, "-9223372036854775808");
    assert_decimal(*state, INT64_MIN, 1000, "-9223372036854775.808");
}

// Simple formats are filled in here, others by the C library; both must look the same.
static void formats(void **state) {
    struct pai_buf buf = pai_buf_make(*state);
    pai_buf_fmt(&buf, "/%s %u 0 R [%d %d]\n", "Font", UINT_MAX, INT_MIN, 0);
    assert_string_equal(buf.s, "/Font 4294967295 0 R [-2147483648 0]\n");
    pai_buf_fmt(&buf, "%s", "");
    pai_buf_fmt(&buf, "|%04d %02x %c %zu 100%%|", 7, 10u, 'x', (size_t)3);
    pai_buf_fmt(&buf, "no more");
    assert_string_equal(buf.s,
                        "/Font 4294967295 0 R [-2147483648 0]\n|0007 0a x 3 100%|no more");
    assert_int_equal(buf.n, strlen(buf.s));
    char much[300];
    memset(much, 'm', sizeof much);
    much[sizeof much - 1] = '\0';
    struct pai_buf both[2] = {pai_buf_make(*state), pai_buf_make(*state)};
    for (int i = 0; i < 3; i++) { // beyond the room of a new buffer
        pai_buf_fmt(&both[0], "%s%d", much, i);
        pai_buf_fmt(&both[1], "%s%1d", much, i);
    }
    assert_int_equal(both[0].n, 3 * sizeof much);
    assert_string_equal(both[0].s, both[1].s);
}

static void assert_len(struct pai_arena *arena, int64_t len, unsigned digits,
                       const char *want) {
    struct pai_buf buf = pai_buf_make(arena);
    pai_buf_len(&buf, len, digits);
    assert_string_equal(buf.s, want);
}

static void lengths(void **state) {
    assert_len(*state, 0, 4, "0");
    assert_len(*state, PAI_PT, 4, "1");
    assert_len(*state, PAI_PT / 2, 4, "0.5");
    assert_len(*state, -PAI_PT / 2, 0, "-1"); // halves away from zero
    assert_len(*state, -1, 4, "0");           // never "-0"
    assert_len(*state, -4, 4, "-0.0001");
    assert_len(*state, PAI_PT - 1, 4, "1");
    assert_len(*state, PAI_PT - 1, 5, "0.99998");
    assert_len(*state, pai_len_mm(156000), 2, "442.2"); // typography: 156 mm of type area
    assert_len(*state, (int64_t)INT32_MAX * 4, 4, "131071.9999");
}

static void buffer_grows(void **state) {
    struct pai_buf buf = pai_buf_make(*state);
    assert_string_equal(buf.s, "");
    for (int i = 0; i < 1000; i++) {
        pai_buf_char(&buf, 0x6392);
        pai_buf_fmt(&buf, "%d", i % 10);
        assert_int_equal(buf.s[buf.n], '\0');
    }
    assert_int_equal(buf.n, 4000);
    assert_memory_equal(buf.s + 3996, "排9", 4);
    pai_buf_char(&buf, 0xD800); // not a character
    assert_memory_equal(buf.s + 4000, "\xEF\xBF\xBD", 4);
    pai_buf_put(&buf, NULL, 0);
}

// ---- JSON ----

static void json_nesting(void **state) {
    struct pai_buf buf = pai_buf_make(*state);
    struct pai_json j = pai_json_make(&buf);
    pai_json_object(&j);
    pai_json_key(&j, "name");
    pai_json_cstr(&j, "云溪简报");
    pai_json_key(&j, "total");
    pai_json_cstr(&j, NULL);
    pai_json_key(&j, "empty");
    pai_json_array(&j);
    pai_json_array_end(&j);
    pai_json_key(&j, "list");
    pai_json_array(&j);
    pai_json_int(&j, -5);
    pai_json_bool(&j, true);
    pai_json_null(&j);
    pai_json_object(&j);
    pai_json_object_end(&j);
    pai_json_decimal(&j, 125, 100);
    pai_json_len(&j, -3 * PAI_PT / 2);
    pai_json_array_end(&j);
    pai_json_key(&j, "last");
    pai_json_bool(&j, false);
    pai_json_object_end(&j);
    assert_string_equal(buf.s, "{\"name\":\"云溪简报\",\"total\":null,\"empty\":[],"
                               "\"list\":[-5,true,null,{},1.25,-1.5],\"last\":false}");
}

static void json_escapes(void **state) {
    struct pai_buf buf = pai_buf_make(*state);
    struct pai_json j = pai_json_make(&buf);
    const char text[] =
        "a\"b\\c/\b\f\n\r\t\x01\0\x1F\x7F|\xC2\x85|\xE2\x80\xA8|“引”𠮷|\xFF|\xE6";
    pai_json_str(&j, text, sizeof text - 1);
    assert_string_equal(buf.s, "\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u0001\\u0000\\u001f\\u007f|"
                               "\\u0085|\\u2028|“引”𠮷|\xEF\xBF\xBD|\xEF\xBF\xBD\"");
}

static void json_lines(void **state) {
    struct pai_buf buf = pai_buf_make(*state);
    struct pai_json j = pai_json_make(&buf);
    pai_json_array(&j);
    for (int i = 0; i < 2; i++) {
        pai_json_line(&j);
        pai_json_int(&j, i);
    }
    pai_json_line(&j);
    pai_json_array_end(&j);
    pai_json_line(&j);
    assert_string_equal(buf.s, "[\n 0,\n 1\n]\n");
    // One object a line: no comma between them (design 5, JSON diagnostics).
    for (int i = 0; i < 2; i++) {
        pai_json_object(&j);
        pai_json_object_end(&j);
        pai_json_line(&j);
    }
    assert_string_equal(buf.s, "[\n 0,\n 1\n]\n{}\n{}\n");
}

static void role_names_are_the_contract(void **state) {
    (void)state;
    assert_string_equal(pai_role_name(PAI_ROLE_MASTHEAD_NAME), "masthead-name");
    assert_string_equal(pai_role_name(PAI_ROLE_CELL), "cell");
    assert_string_equal(pai_role_name(PAI_ROLE_COUNT), "");
}

#define WITH_ARENA(f) cmocka_unit_test_setup_teardown(f, open_arena, close_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_ARENA(blocks_are_zeroed_aligned_apart),
        cmocka_unit_test(overflow_is_no_memory),
        WITH_ARENA(vector_keeps_its_elements),
        WITH_ARENA(blocks_grow),
        WITH_ARENA(formatted_strings),
        WITH_ARENA(hundred_thousand_keys),
        WITH_ARENA(keys_of_all_kinds),
        cmocka_unit_test(fips_vectors),
        WITH_ARENA(decimals),
        WITH_ARENA(formats),
        WITH_ARENA(lengths),
        WITH_ARENA(buffer_grows),
        WITH_ARENA(json_nesting),
        WITH_ARENA(json_escapes),
        WITH_ARENA(json_lines),
        cmocka_unit_test(role_names_are_the_contract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
