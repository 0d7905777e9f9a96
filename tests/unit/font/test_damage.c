// Damaged fonts: an error that names the file, never a crash. Run by hand with a number of
// rounds for more (and under sanitizers).
#include "font_test.h"

#include "subset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long rounds = 150;

static void refused(struct fixture *f, const char *name, const void *bytes, size_t size,
                    enum pai_code code) {
    uint32_t before = said(f->job, code, NULL);
    const struct pai_diag *d = NULL;
    assert_null(face_bytes(f, name, bytes, size));
    assert_int_equal(said(f->job, code, &d), before + 1);
    assert_non_null(strstr(d->zh, name));
    assert_non_null(strstr(d->en, name));
    assert_int_equal(pai_diag_row(code)->level, PAI_SYSTEM); // exit 3 (design 5)
}

static void test_not_fonts(void **state) {
    struct fixture *f = *state;
    static const char text[] = "这不是字体，只是改了名字的文本文件。";
    uint8_t zeros[4096] = {0};
    refused(f, "empty.ttf", "", 0, PAI_D_FONT_NOT_FONT);
    refused(f, "text.otf", text, sizeof text, PAI_D_FONT_NOT_FONT);
    refused(f, "zeros.ttf", zeros, sizeof zeros, PAI_D_FONT_NOT_FONT);
    refused(f, "web.ttf", "wOF2\0\1\0\0\0\0\0\0\0\0", 14, PAI_D_FONT_NOT_FONT);
    refused(f, "short.ttf", "\0\1\0\0\0\12\0\0\0\0\0\0", 12, PAI_D_FONT_DAMAGED);
    refused(f, "none.ttc", "ttcf\0\1\0\0\0\0\0\0", 12, PAI_D_FONT_NO_MEMBER);
    refused(f, "many.ttc", "ttcf\0\1\0\0\377\377\377\377\0\0\0\14", 16, PAI_D_FONT_DAMAGED);
    refused(f, "far.ttc", "ttcf\0\1\0\0\0\0\0\1\377\377\377\377", 16, PAI_D_FONT_DAMAGED);
}

// Out of the world: a directory, a file that went away, one that may not be read.
static void test_unreadable(void **state) {
    struct fixture *f = *state;
    const struct pai_diag *d = NULL;
    assert_null(pai_face_open(f->job, f->arena, "/usr/share/fonts", 0));
    assert_int_equal(said(f->job, PAI_D_FONT_UNREADABLE, &d), 1);
    assert_non_null(strstr(d->zh, "fonts"));
    assert_null(pai_face_open(f->job, f->arena, "/nowhere/gone.ttf", 0));
    test_world_fail(f->world, "/secret.ttf", PAI_IO_DENIED, 13);
    assert_null(pai_face_open(f->job, f->arena, "/secret.ttf", 0));
    assert_int_equal(said(f->job, PAI_D_FONT_UNREADABLE, &d), 3);
    assert_non_null(strstr(d->zh, "secret.ttf"));
    assert_non_null(strstr(d->zh, "权限"));
    assert_null(pai_face_open(f->job, f->arena, "", 0));
    assert_null(pai_face_open(f->job, f->arena, "/", 0));
}

// A download that stopped, wherever: the file is not what its directory says.
static void test_truncated(void **state) {
    static const char *const files[] = {"FandolHei-Bold.otf", "LiberationSerif-Regular.ttf"};
    struct fixture *f = *state;
    for (size_t k = 0; k < 2; k++) {
        size_t size;
        uint8_t *font = font_copy(f, files[k], &size);
        const size_t kept[] = {100, 1000, size / 10, size / 2, size - size / 10, size - 100};
        for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
            refused(f, "cut.otf", font, kept[i], PAI_D_FONT_DAMAGED);
        }
    }
}

static void test_missing_tables(void **state) {
    static const char *const needed[] = {"head", "hhea", "maxp", "hmtx", "cmap", "CFF "};
    struct fixture *f = *state;
    size_t size;
    uint8_t *font = font_copy(f, "FandolHei-Bold.otf", &size);
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        size_t at = record_of(font, needed[i]);
        font[at] ^= 0x20;
        refused(f, "less.otf", font, size, i == 5 ? PAI_D_FONT_OUTLINES : PAI_D_FONT_DAMAGED);
        font[at] ^= 0x20;
    }
    // Units per em of 0, no glyphs, CFF and maxp at odds.
    size_t head = table_of(font, "head"), maxp = table_of(font, "maxp");
    uint8_t upem = font[head + 18];
    font[head + 18] = 0xff;
    refused(f, "upem.otf", font, size, PAI_D_FONT_DAMAGED);
    font[head + 18] = upem;
    font[maxp + 4] ^= 0x10;
    refused(f, "count.otf", font, size, PAI_D_FONT_DAMAGED);
    font[maxp + 4] = font[maxp + 5] = 0;
    refused(f, "count.otf", font, size, PAI_D_FONT_DAMAGED);
}

// libharu 3: a CFF charset that reaches beyond CID 65535. FandolHei-Bold: format 2 at 215.
static void test_charset(void **state) {
    struct fixture *f = *state;
    size_t size;
    uint8_t *font = font_copy(f, "FandolHei-Bold.otf", &size);
    size_t charset = table_of(font, "CFF ") + 215;
    assert_int_equal(font[charset], 2);
    font[charset + 1] = 0xff;
    refused(f, "charset.otf", font, size, PAI_D_FONT_DAMAGED);
    font[charset] = 9;
    refused(f, "charset.otf", font, size, PAI_D_FONT_DAMAGED);
}

// ---- random damage ----

struct memory {
    struct pai_bytes bytes;
};

static enum pai_io memory_map(void *ctx, const char *path, struct pai_bytes *out, int *error) {
    (void)path;
    *out = ((struct memory *)ctx)->bytes;
    *error = 0;
    return PAI_IO_OK;
}

static uint32_t random_next(uint32_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

// All that the program does with a face.
static void exercise(struct pai_world *world, uint32_t *seed) {
    struct pai_arena *arena = pai_arena_open(NULL);
    struct pai_job *job = pai_job_open(world, NULL);
    struct pai_face *face = pai_face_open(job, arena, "damaged.otf", 0);
    assert_true((face == NULL) == pai_job_failed(job));
    if (face != NULL) {
        uint32_t gids[40], n = 0;
        struct pai_ink_box ink;
        for (uint32_t cp = 0x4e00; cp < 0x4e00 + 60; cp++) {
            uint32_t gid = pai_face_glyph(face, cp);
            pai_face_ink(face, gid, &ink);
            (void)pai_face_advance(face, gid);
        }
        for (uint32_t g = random_next(seed) % 50; g < face->glyph_count && n < 40; n++) {
            gids[n] = g;
            g += 1 + random_next(seed) % (face->glyph_count / 30 + 1);
        }
        struct pai_subset subset;
        if (pai_subset_make(job, arena, face, gids, n, &subset)) {
            assert_true(subset.size > 0);
        } else {
            assert_int_equal(said(job, PAI_D_FONT_SUBSET, NULL), 1);
        }
        pai_face_close(face);
    }
    pai_job_close(job);
    pai_arena_close(arena);
}

// Changes a few bytes of the directory or near the start of a table.
static void damage(uint8_t *font, size_t size, uint32_t *seed, uint32_t at[8], uint8_t was[8],
                   unsigned flips) {
    unsigned tables = (unsigned)(font[4] << 8 | font[5]);
    for (unsigned i = 0; i < flips; i++) {
        size_t base = 0, range = 12 + 16 * (size_t)tables;
        if (random_next(seed) % 8 != 0) {
            const uint8_t *r = font + 12 + 16 * (random_next(seed) % tables);
            base = (size_t)r[8] << 24 | (size_t)r[9] << 16 | (size_t)r[10] << 8 | r[11];
            range = random_next(seed) % 4 != 0 ? 64 : random_next(seed) % 2 != 0 ? 20000 : size;
        }
        size_t where = (base + random_next(seed) % range) % size;
        at[i] = (uint32_t)where;
        was[i] = font[where];
        font[where] = random_next(seed) % 3 == 0 ? 0xff : (uint8_t)random_next(seed);
    }
}

static void test_random(void **state) {
    static const char *const files[] = {"FandolHei-Bold.otf", "LiberationSerif-Regular.ttf"};
    struct fixture *f = *state;
    uint32_t seed = 2026;
    for (size_t k = 0; k < 2; k++) {
        size_t size;
        uint8_t *font = font_copy(f, files[k], &size);
        // A block of its own, so that sanitizers see a read behind it.
        uint8_t *block = malloc(size);
        assert_non_null(block);
        memcpy(block, font, size);
        struct memory memory = {{block, size}};
        struct pai_world world = {.ctx = &memory, .map = memory_map};
        for (long i = 0; i < rounds; i++) {
            uint32_t at[8];
            uint8_t was[8];
            unsigned flips = 1 + random_next(&seed) % 8;
            damage(block, size, &seed, at, was, flips);
            exercise(&world, &seed);
            while (flips-- > 0) {
                block[at[flips]] = was[flips];
            }
            assert_int_equal(block[0], font[0]);
        }
        assert_memory_equal(block, font, size);
        free(block);
    }
}

int main(int argc, char **argv) {
    rounds = argc > 1 ? atol(argv[1]) : rounds;
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
    const struct CMUnitTest tests[] = {
        TEST(test_not_fonts),      TEST(test_unreadable), TEST(test_truncated),
        TEST(test_missing_tables), TEST(test_charset),    TEST(test_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
