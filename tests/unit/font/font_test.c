// In: installed fonts. Out: faces, copies and hand-made fonts for the tests.
#include "font_test.h"

#include <string.h>

int fixture_open(void **state) {
    struct pai_arena *arena = pai_arena_open(NULL);
    struct fixture *f = PAI_NEW(arena, struct fixture);
    f->arena = arena;
    f->world = test_world_open();
    f->job = pai_job_open(f->world, NULL);
    *state = f;
    return 0;
}

int fixture_close(void **state) {
    struct fixture *f = *state;
    pai_job_close(f->job);
    test_world_close(f->world);
    pai_arena_close(f->arena);
    return 0;
}

struct pai_face *face_of(struct fixture *f, const char *file, uint32_t index) {
    const char *path = f->world->font(f->world->ctx, file);
    assert_non_null(path);
    return pai_face_open(f->job, f->arena, path, index);
}

uint8_t *font_copy(struct fixture *f, const char *file, size_t *size) {
    const char *path = f->world->font(f->world->ctx, file);
    struct pai_bytes bytes;
    int error;
    assert_non_null(path);
    assert_int_equal(f->world->map(f->world->ctx, path, &bytes, &error), PAI_IO_OK);
    uint8_t *copy = pai_arena_alloc(f->arena, bytes.size);
    memcpy(copy, bytes.data, bytes.size);
    *size = bytes.size;
    return copy;
}

struct pai_face *face_bytes(struct fixture *f, const char *name, const void *bytes,
                            size_t size) {
    test_world_file(f->world, name, bytes, size);
    return pai_face_open(f->job, f->arena, name, 0);
}

size_t record_of(const uint8_t *font, const char *tag) {
    unsigned count = (unsigned)(font[4] << 8 | font[5]);
    for (unsigned i = 0; i < count; i++) {
        if (memcmp(font + 12 + 16 * i, tag, 4) == 0) {
            return 12 + 16 * (size_t)i;
        }
    }
    return 0;
}

size_t table_of(const uint8_t *font, const char *tag) {
    size_t at = record_of(font, tag);
    assert_true(at != 0);
    const uint8_t *r = font + at + 8;
    return (size_t)r[0] << 24 | (size_t)r[1] << 16 | (size_t)r[2] << 8 | r[3];
}

uint32_t said(const struct pai_job *job, enum pai_code code, const struct pai_diag **last) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < job->diags.n; i++) {
        if (job->diags.v[i].code == code) {
            n++;
            if (last != NULL) {
                *last = &job->diags.v[i];
            }
        }
    }
    return n;
}

void nothing_said(const struct pai_job *job) {
    for (uint32_t i = 0; i < job->diags.n; i++) {
        print_error("%s %s\n", pai_diag_row(job->diags.v[i].code)->code, job->diags.v[i].zh);
    }
    assert_int_equal(job->diags.n, 0);
}

// ---- a font by hand ----

struct maker {
    uint8_t *out;
    size_t n;
};

static void put(struct maker *m, const void *bytes, size_t n) {
    memcpy(m->out + m->n, bytes, n);
    m->n += n;
}

static void put_number(struct maker *m, uint32_t v, unsigned bytes) {
    while (bytes-- > 0) {
        m->out[m->n++] = (uint8_t)(v >> 8 * bytes);
    }
}

static void put_zeros(struct maker *m, size_t n) {
    memset(m->out + m->n, 0, n);
    m->n += n;
}

// Header, names, Top DICT (charset 0, CharStrings at 40, Private at 79), no strings, no
// subroutines, four charstrings, Private (Adobe Technical Notes 5176, 5177).
static void put_cff(struct maker *m) {
    // clang-format off
    static const uint8_t head[40] = {
        1, 0, 4, 1,                        // header
        0, 1, 1, 1, 5, 'M', 'a', 'd', 'e', // Name INDEX
        0, 1, 1, 1, 16,                    // Top DICT INDEX, one dictionary of 15 bytes
        139, 15,                           // charset: ISOAdobe
        29, 0, 0, 0, 40, 17,               // CharStrings
        141, 29, 0, 0, 0, 79, 18,          // Private: 2 bytes
        0, 0, 0, 0,                        // String INDEX, Global Subr INDEX
    };
    static const uint8_t strings[] = {
        0, 4, 1, 1, 2, 10, 21, 32,         // INDEX of four: 1, 8, 11 and 11 bytes
        14,                                // endchar
        // 0 0 rmoveto, side side -side hlineto, endchar; the sides 100, 200, 300
        139, 139, 21, 239, 239, 39, 6, 14,
        139, 139, 21, 247, 92, 247, 92, 251, 92, 6, 14,
        139, 139, 21, 247, 192, 247, 192, 251, 192, 6, 14,
        139, 20,                           // Private: defaultWidthX 0
    };
    // clang-format on
    put(m, head, sizeof head);
    put(m, strings, sizeof strings);
}

size_t named_cff_font(uint8_t out[1024]) {
    static const char *const tags[] = {"CFF ", "cmap", "head", "hhea", "hmtx", "maxp"};
    struct maker m = {out, 0};
    put(&m, "OTTO", 4);
    put_number(&m, 6, 2);
    put_zeros(&m, 6);
    size_t records = m.n;
    put_zeros(&m, sizeof tags / sizeof tags[0] * 16);
    for (unsigned t = 0; t < sizeof tags / sizeof tags[0]; t++) {
        size_t start = m.n;
        if (t == 0) {
            put_cff(&m);
        } else if (t == 1) { // format 12: A B C -> 1 2 3
            static const uint8_t map[] = {0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12};
            put(&m, map, sizeof map);
            static const uint32_t group[] = {12 << 16, 28, 0, 1, 'A', 'C', 1};
            for (unsigned i = 0; i < 7; i++) {
                put_number(&m, group[i], 4);
            }
        } else if (t == 2) {
            static const uint8_t version[] = {0, 1, 0, 0}, magic[] = {0x5f, 0x0f, 0x3c, 0xf5};
            put_zeros(&m, 54);
            memcpy(out + start, version, 4);
            memcpy(out + start + 12, magic, 4);
            out[start + 18] = 1000 >> 8;
            out[start + 19] = 1000 & 255;
        } else if (t == 3) {
            put_number(&m, 0x00010000, 4);
            put_zeros(&m, 31);
            put_number(&m, 1, 1);
        } else if (t == 4) {
            put_number(&m, 1000u << 16, 4);
            put_zeros(&m, 6);
        } else {
            put_number(&m, 0x00005000, 4);
            put_number(&m, 4, 2);
        }
        struct maker r = {out, records + 16 * t};
        put(&r, tags[t], 4);
        put_zeros(&r, 4);
        put_number(&r, (uint32_t)start, 4);
        put_number(&r, (uint32_t)(m.n - start), 4);
    }
    return m.n;
}
