// Compression: whatever is packed is read back by libdeflate as it was.
#include "test.h"

#include "huffman.h"
#include "pack.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

static int setup(void **state) {
    *state = pai_job_open(NULL, NULL);
    return 0;
}

static int teardown(void **state) {
    pai_job_close(*state);
    return 0;
}

static void assert_read_back(struct pai_job *job, struct pai_bytes packed,
                             struct pai_bytes data) {
    uint8_t *room = pai_arena_alloc(job->arena, data.size + 1);
    struct libdeflate_decompressor *reader = libdeflate_alloc_decompressor();
    size_t used = 0, got = 0;
    assert_non_null(reader);
    assert_int_equal(libdeflate_zlib_decompress_ex(reader, packed.data, packed.size, room,
                                                   data.size + 1, &used, &got),
                     LIBDEFLATE_SUCCESS);
    libdeflate_free_decompressor(reader);
    assert_int_equal(used, packed.size);
    assert_int_equal(got, data.size);
    if (data.size > 0) {
        assert_memory_equal(room, data.data, data.size);
    }
}

static void assert_codes(struct pai_job *job, const uint8_t *data, size_t n) {
    struct pai_bytes bytes = {data, n};
    assert_read_back(job, pai_huffman_pack(job->arena, bytes), bytes);
}

// A generator of its own, so that the bytes are the same everywhere.
static uint8_t chance(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return (uint8_t)(*seed >> 24);
}

static void every_small_size_is_read_back(void **state) {
    uint8_t data[300];
    uint32_t seed = 1;
    for (size_t n = 0; n <= sizeof data; n++) {
        for (size_t i = 0; i < n; i++) {
            data[i] = chance(&seed);
        }
        assert_codes(*state, data, n);
        memset(data, (int)n, n);
        assert_codes(*state, data, n);
    }
}

static void many_bytes_are_read_back(void **state) {
    enum { MANY = 1000003 };
    struct pai_job *job = *state;
    uint8_t *data = pai_arena_alloc(job->arena, MANY);
    uint32_t seed = 2;
    assert_codes(job, data, MANY);
    for (size_t i = 0; i < MANY; i++) {
        data[i] = chance(&seed) & chance(&seed);
    }
    assert_codes(job, data, MANY);
}

// Counts like Fibonacci's numbers give codes as long as there are symbols.
static void codes_are_kept_short(void **state) {
    enum { SYMBOLS = 28, MOST = 1 << 20 };
    struct pai_job *job = *state;
    uint8_t *data = pai_arena_alloc(job->arena, MOST);
    size_t n = 0, a = 1, b = 1;
    for (unsigned s = 0; s < SYMBOLS; s++) {
        memset(data + n, (int)(s * 9), a);
        n += a;
        size_t next = a + b;
        a = b;
        b = next;
    }
    assert_codes(job, data, n);
}

static void the_size_asked_for_is_had(void **state) {
    enum { MUCH = 60000 };
    struct pai_job *job = *state;
    static const enum pai_pdf_size sizes[] = {PAI_PDF_FAST, PAI_PDF_NORMAL, PAI_PDF_SMALL};
    uint8_t *data = pai_arena_alloc(job->arena, MUCH);
    uint32_t seed = 3;
    for (size_t i = 0; i < MUCH; i++) {
        data[i] = i % 40 < 8 ? data[i / 2] : 100 + chance(&seed) % 64;
    }
    size_t before = MUCH + 1;
    for (unsigned s = 0; s < 3; s++) {
        struct pai_packer *packer = pai_packer_open(job, sizes[s]);
        struct pai_bytes bytes = {data, MUCH};
        bool packed;
        struct pai_bytes got = pai_pack(packer, PAI_PACK_CFF, bytes, &packed);
        assert_int_equal(packed, sizes[s] != PAI_PDF_FAST);
        if (packed) {
            assert_read_back(job, got, bytes);
        }
        assert_true(got.size < before);
        before = got.size;
        pai_packer_close(packer);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_small_size_is_read_back, setup, teardown),
        cmocka_unit_test_setup_teardown(many_bytes_are_read_back, setup, teardown),
        cmocka_unit_test_setup_teardown(codes_are_kept_short, setup, teardown),
        cmocka_unit_test_setup_teardown(the_size_asked_for_is_had, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
