// Charstrings without their calls and hints (Adobe Technical Note 5177): small programs by
// hand.
#include "font_test.h"

#include "cff_charstring.h"

#include <string.h>

// Numbers are a byte from 139 on; the first subroutine of few has the number -107, byte 32.
enum {
    ZERO = 139,
    FIRST = 32,
    SECOND = 33,
    HSTEM = 1,
    RLINETO = 5,
    LOCAL = 10,
    RETURN = 11,
    END = 14,
    HSTEMHM = 18,
    HINTMASK = 19,
    RMOVETO = 21,
    GLOBAL = 29,
};
#define N(n) (ZERO + (n))

// An INDEX of the objects, each as long as its first byte says.
static struct pai_cff_index index_make(uint8_t room[256], const uint8_t *const *objects,
                                       uint8_t count) {
    struct pai_cff_index index;
    uint8_t *data = room + 3 + count + 1, *at = data;
    room[0] = 0;
    room[1] = count;
    room[2] = 1;
    for (uint8_t i = 0; i < count; i++) {
        room[3 + i] = (uint8_t)(at - data + 1);
        memcpy(at, objects[i] + 1, objects[i][0]);
        at += objects[i][0];
    }
    room[3 + count] = (uint8_t)(at - data + 1);
    assert_true(pai_cff_index_read((struct pai_bytes){room, (size_t)(at - room)}, 0, &index));
    return index;
}

// The local subroutines of all tests.
static const uint8_t draws[] = {4, N(1), N(2), RLINETO, RETURN};
static const uint8_t itself[] = {3, SECOND, LOCAL, RETURN};
static const uint8_t finishes[] = {2, RLINETO, END};

static bool flat(struct fixture *f, struct pai_buf *out, const uint8_t *s, size_t n) {
    static const uint8_t *const objects[] = {draws, itself, finishes};
    static const uint8_t *const globals[] = {finishes};
    uint8_t room[256], global_room[256];
    struct pai_cff_index locals = index_make(room, objects, 3);
    struct pai_cff_index global = index_make(global_room, globals, 1);
    *out = pai_buf_make(f->arena);
    return pai_charstring_flat(out, (struct pai_bytes){s, n}, &global, &locals);
}

#define BYTES(...) (const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})

static void becomes(struct fixture *f, const uint8_t *s, size_t n, const uint8_t *want,
                    size_t size) {
    struct pai_buf out;
    assert_true(flat(f, &out, s, n));
    assert_int_equal(out.n, size);
    assert_memory_equal(out.s, want, size);
    assert_true(pai_charstring_plain((struct pai_bytes){(const uint8_t *)out.s, out.n}));
}

static void refused(struct fixture *f, const uint8_t *s, size_t n) {
    struct pai_buf out;
    assert_false(flat(f, &out, s, n));
}

static void test_calls(void **state) {
    struct fixture *f = *state;
    becomes(f, BYTES(N(5), N(6), RMOVETO, FIRST, LOCAL, FIRST, LOCAL, END),
            BYTES(N(5), N(6), RMOVETO, N(1), N(2), RLINETO, N(1), N(2), RLINETO, END));
    // Numbers before the call belong to the operator in it.
    becomes(f, BYTES(N(5), N(6), RMOVETO, N(7), N(8), FIRST + 2, LOCAL),
            BYTES(N(5), N(6), RMOVETO, N(7), N(8), RLINETO, END));
    becomes(f, BYTES(N(5), N(6), RMOVETO, N(7), N(8), FIRST, GLOBAL),
            BYTES(N(5), N(6), RMOVETO, N(7), N(8), RLINETO, END));
}

static void test_hints(void **state) {
    struct fixture *f = *state;
    // The width before the first hint stays, and so does one before a path.
    becomes(f, BYTES(N(9), N(1), N(2), HSTEM, N(5), N(6), RMOVETO, END),
            BYTES(N(9), N(5), N(6), RMOVETO, END));
    becomes(f, BYTES(N(1), N(2), HSTEM, N(9), N(5), N(6), RMOVETO, END),
            BYTES(N(9), N(5), N(6), RMOVETO, END));
    becomes(f, BYTES(N(9), END), BYTES(N(9), END));
    // Nine stems need a mask of two bytes, which may look like anything.
    becomes(f,
            BYTES(N(1), N(2), N(1), N(2), N(1), N(2), N(1), N(2), HSTEMHM, N(1), N(2), N(1),
                  N(2), N(1), N(2), N(1), N(2), N(1), N(2), HINTMASK, END, LOCAL, N(5), N(6),
                  RMOVETO, END),
            BYTES(N(5), N(6), RMOVETO, END));
}

static void test_refused(void **state) {
    struct fixture *f = *state;
    refused(f, BYTES(SECOND, LOCAL, END));          // calls itself
    refused(f, BYTES(FIRST + 3, LOCAL, END));       // there is no fourth
    refused(f, BYTES(255, 0, 0, 0, 0, LOCAL, END)); // a fraction
    refused(f, BYTES(LOCAL, END));                  // calls nothing
    refused(f, BYTES(N(5), N(6), RMOVETO));         // does not end
    refused(f, BYTES(RETURN, END));
    refused(f, BYTES(N(1), N(2), N(3), N(4), END));   // an accent
    refused(f, BYTES(12, 3, END));                    // arithmetic
    refused(f, BYTES(N(1), N(2), HSTEMHM, HINTMASK)); // the mask is cut off
    refused(f, BYTES(28, 1));
    refused(f, BYTES(0));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
    const struct CMUnitTest tests[] = {TEST(test_calls), TEST(test_hints), TEST(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
