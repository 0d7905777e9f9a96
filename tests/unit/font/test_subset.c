// Subsets: what a reader of the PDF gets to see must be the glyphs of the font (libharu 3,
// hb-subset facts).
#include "font_test.h"

#include "buf.h"
#include "cff.h"
#include "cff_parts.h"
#include "cff_subset.h"
#include "subset.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

// 中华人民共和国，。？“”一二三四五 and a few that stand beyond glyph 8896 in Fandol or are
// rare.
static const uint32_t sample[] = {0x4e2d, 0x534e, 0x4eba, 0x6c11, 0x5171, 0x548c,
                                  0x56fd, 0xff0c, 0x3002, 0xff1f, 0x201c, 0x201d,
                                  0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x2014,
                                  0x2026, 'A',    '7',    0x2460, 0xff5e, 0x3000};
enum { SAMPLE = sizeof sample / sizeof sample[0] };

static int ascending(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

// The glyphs of the sample and every `step`-th glyph from `first` on, sorted and distinct.
static uint32_t glyphs_of(const struct pai_face *face, uint32_t first, uint32_t step,
                          uint32_t gids[2048]) {
    uint32_t n = 0, kept = 0;
    for (uint32_t i = 0; i < SAMPLE; i++) {
        gids[n++] = pai_face_glyph(face, sample[i]);
    }
    for (uint32_t g = first; g < face->glyph_count && n < 2048; g += step) {
        gids[n++] = g;
    }
    qsort(gids, n, sizeof *gids, ascending);
    for (uint32_t i = 0; i < n; i++) {
        if (gids[i] != 0 && (kept == 0 || gids[i] != gids[kept - 1])) {
            gids[kept++] = gids[i];
        }
    }
    return kept;
}

// ---- outlines as text ----

static void pen_put(struct pai_buf *buf, char op, unsigned n, const float *v) {
    pai_buf_byte(buf, op);
    pai_buf_put(buf, v, n * sizeof *v);
}

static void pen_move(hb_draw_funcs_t *d, void *b, hb_draw_state_t *s, float x, float y,
                     void *u) {
    (void)d, (void)s, (void)u;
    pen_put(b, 'm', 2, (float[]){x, y});
}

static void pen_line(hb_draw_funcs_t *d, void *b, hb_draw_state_t *s, float x, float y,
                     void *u) {
    (void)d, (void)s, (void)u;
    pen_put(b, 'l', 2, (float[]){x, y});
}

static void pen_quad(hb_draw_funcs_t *d, void *b, hb_draw_state_t *s, float x1, float y1,
                     float x, float y, void *u) {
    (void)d, (void)s, (void)u;
    pen_put(b, 'q', 4, (float[]){x1, y1, x, y});
}

static void pen_cubic(hb_draw_funcs_t *d, void *b, hb_draw_state_t *s, float x1, float y1,
                      float x2, float y2, float x, float y, void *u) {
    (void)d, (void)s, (void)u;
    pen_put(b, 'c', 6, (float[]){x1, y1, x2, y2, x, y});
}

static struct pai_buf outline(struct pai_arena *arena, hb_font_t *font, uint32_t glyph) {
    struct pai_buf buf = pai_buf_make(arena);
    hb_draw_funcs_t *pen = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(pen, pen_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(pen, pen_line, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(pen, pen_quad, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(pen, pen_cubic, NULL, NULL);
    hb_font_get_glyph_shape(font, glyph, pen, &buf);
    hb_draw_funcs_destroy(pen);
    return buf;
}

static void same_outline(struct fixture *f, const struct pai_face *face, uint32_t gid,
                         hb_font_t *font, uint32_t new_gid) {
    struct pai_buf a = outline(f->arena, face->font, gid);
    struct pai_buf b = outline(f->arena, font, new_gid);
    assert_int_equal(a.n, b.n);
    if (a.n > 0) {
        assert_memory_equal(a.s, b.s, a.n);
    }
}

// ---- the bare CFF table as a font ----

struct bare {
    const struct pai_subset *subset;
    hb_face_t *original;
};

static hb_blob_t *bare_table(hb_face_t *face, hb_tag_t tag, void *data) {
    const struct bare *bare = data;
    (void)face;
    if (tag == HB_TAG('C', 'F', 'F', ' ')) {
        return hb_blob_create((const char *)bare->subset->data, (unsigned)bare->subset->size,
                              HB_MEMORY_MODE_READONLY, NULL, NULL);
    }
    return tag == HB_TAG('h', 'e', 'a', 'd') ? hb_face_reference_table(bare->original, tag)
                                             : NULL;
}

static hb_font_t *bare_font(struct bare *bare, const struct pai_face *face, uint32_t glyphs) {
    hb_face_t *hb = hb_face_create_for_tables(bare_table, bare, NULL);
    hb_face_set_glyph_count(hb, glyphs);
    hb_font_t *font = hb_font_create(hb);
    hb_font_set_scale(font, face->upem, face->upem);
    hb_face_destroy(hb);
    return font;
}

// CID-keyed: the subset's charset holds the CIDs of the original, and the outlines are the
// same.
static void check_some(struct fixture *f, const struct pai_face *face, const uint32_t *gids,
                       uint32_t n) {
    struct pai_subset subset;
    assert_true(pai_subset_make(f->job, f->arena, face, gids, n, &subset));
    assert_null(subset.new_glyph);
    assert_int_equal(subset.data[0], 1); // a CFF table, not a font file
    struct pai_cff cff;
    const char *en;
    assert_null(
        pai_cff_read(f->arena, (struct pai_bytes){subset.data, subset.size}, &cff, &en));
    assert_true(cff.cid_keyed);
    assert_string_equal(cff.ordering, face->ordering);
    assert_int_equal(cff.supplement, face->supplement);
    assert_int_equal(cff.glyph_count, n + 1); // with .notdef, and nothing else
    struct bare bare = {&subset, face->hb};
    hb_font_t *font = bare_font(&bare, face, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t cid = face->cid != NULL ? face->cid[gids[i]] : gids[i];
        assert_int_equal(cff.cid != NULL ? cff.cid[i + 1] : i + 1, cid);
        same_outline(f, face, gids[i], font, i + 1);
    }
    same_outline(f, face, 0, font, 0); // .notdef keeps its outline
    hb_font_destroy(font);
}

// The face is of the kind that is copied, not left to HarfBuzz.
static void check_copied(struct fixture *f, const struct pai_face *face, const uint32_t *gids,
                         uint32_t n) {
    hb_blob_t *blob = hb_face_reference_table(face->hb, HB_TAG('C', 'F', 'F', ' '));
    unsigned size;
    const char *data = hb_blob_get_data(blob, &size);
    struct pai_bytes table = {(const uint8_t *)data, size}, made;
    assert_true(pai_cff_subset(f->arena, face, table, gids, n, &made));
    hb_blob_destroy(blob);
}

// Every `step`-th glyph of the face, a thousand at a time.
static void check_cid(struct fixture *f, const struct pai_face *face, uint32_t step) {
    uint32_t gids[1000], n = 0;
    for (uint32_t gid = 1; gid < face->glyph_count; gid += step) {
        gids[n++] = gid;
        if (n == 1000 || gid + step >= face->glyph_count) {
            check_copied(f, face, gids, n);
            check_some(f, face, gids, n);
            n = 0;
        }
    }
}

static void test_fandol(void **state) {
    static const char *const files[] = {"FandolFang-Regular.otf", "FandolKai-Regular.otf",
                                        "FandolHei-Regular.otf",  "FandolSong-Regular.otf",
                                        "FandolHei-Bold.otf",     "FandolSong-Bold.otf"};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct pai_face *face = face_of(f, files[i], 0);
        assert_non_null(face);
        check_cid(f, face, 1);
        pai_face_close(face);
    }
    nothing_said(f->job);
}

static void test_noto(void **state) {
    struct fixture *f = *state;
    struct pai_face *serif = face_of(f, "NotoSerifCJK-Bold.ttc", 2);
    struct pai_face *sans = face_of(f, "NotoSansCJK-Regular.ttc", 2);
    check_cid(f, serif, 5);
    check_cid(f, sans, 31);
    pai_face_close(serif);
    pai_face_close(sans);
    nothing_said(f->job);
}

// TrueType: a whole font file with new glyph ids.
static void test_truetype(void **state) {
    static const char *const files[] = {"LiberationSerif-Regular.ttf", "HanaMinA.ttf"};
    struct fixture *f = *state;
    for (size_t k = 0; k < 2; k++) {
        struct pai_face *face = face_of(f, files[k], 0);
        uint32_t gids[2048];
        uint32_t n = glyphs_of(face, 5, k == 0 ? 3 : 200, gids);
        struct pai_subset subset;
        assert_true(pai_subset_make(f->job, f->arena, face, gids, n, &subset));
        assert_non_null(subset.new_glyph);
        hb_blob_t *blob = hb_blob_create((const char *)subset.data, (unsigned)subset.size,
                                         HB_MEMORY_MODE_READONLY, NULL, NULL);
        hb_face_t *hb = hb_face_create(blob, 0);
        hb_font_t *font = hb_font_create(hb);
        assert_true(hb_face_get_glyph_count(hb) >= n + 1);
        assert_true(hb_face_get_glyph_count(hb) < face->glyph_count);
        for (uint32_t i = 0; i < n; i++) {
            same_outline(f, face, gids[i], font, subset.new_glyph[i]);
            assert_int_equal(hb_font_get_glyph_h_advance(font, subset.new_glyph[i]),
                             pai_face_advance(face, gids[i]));
        }
        hb_font_destroy(font);
        hb_face_destroy(hb);
        hb_blob_destroy(blob);
        pai_face_close(face);
    }
    nothing_said(f->job);
}

// CFF keyed by name: renumbered as well. Glyphs 1 and 3 of four become 1 and 2.
static void test_name_keyed(void **state) {
    struct fixture *f = *state;
    uint8_t bytes[1024];
    size_t size = named_cff_font(bytes);
    struct pai_face *face = face_bytes(f, "made.otf", bytes, size);
    assert_non_null(face);
    uint32_t gids[] = {1, 3};
    struct pai_subset subset;
    assert_true(pai_subset_make(f->job, f->arena, face, gids, 2, &subset));
    assert_non_null(subset.new_glyph);
    struct bare bare = {&subset, face->hb};
    hb_font_t *font = bare_font(&bare, face, 3);
    for (uint32_t i = 0; i < 2; i++) {
        assert_int_equal(subset.new_glyph[i], i + 1);
        same_outline(f, face, gids[i], font, subset.new_glyph[i]);
    }
    struct pai_buf square = outline(f->arena, font, 2);
    assert_true(square.n > 0);
    hb_font_destroy(font);
    pai_face_close(face);
    nothing_said(f->job);
}

// design 5, determinism: the same bytes, whatever was subset before and in whatever face
// object.
static void test_same_bytes(void **state) {
    static const char *const files[] = {"FandolFang-Regular.otf",
                                        "LiberationSerif-Regular.ttf"};
    struct fixture *f = *state;
    for (size_t k = 0; k < 2; k++) {
        struct pai_face *a = face_of(f, files[k], 0), *b = face_of(f, files[k], 0);
        uint32_t gids[2048], others[2048];
        uint32_t n = glyphs_of(a, 10, 20, gids), m = glyphs_of(a, 11, 33, others);
        struct pai_subset first, again, between;
        assert_true(pai_subset_make(f->job, f->arena, a, gids, n, &first));
        assert_true(pai_subset_make(f->job, f->arena, b, others, m, &between));
        assert_true(pai_subset_make(f->job, f->arena, b, gids, n, &again));
        assert_int_equal(first.size, again.size);
        assert_memory_equal(first.data, again.data, first.size);
        assert_true(between.size != first.size);
        pai_face_close(a);
        pai_face_close(b);
    }
}

// Charstrings are copied only if they stand alone: one that calls a subroutine, ends early or
// puts an accent on a letter goes to HarfBuzz, and what HarfBuzz cannot read is an error.
static void test_not_plain(void **state) {
    struct fixture *f = *state;
    size_t size;
    uint8_t *font = font_copy(f, "FandolHei-Bold.otf", &size);
    size_t cff = table_of(font, "CFF "), at = 0, charstrings = 0;
    struct pai_bytes table = {font + cff, size - cff};
    struct pai_cff_index names, tops, index;
    struct pai_cff_entry e;
    assert_true(pai_cff_index_read(table, 4, &names));
    assert_true(pai_cff_index_read(table, names.end, &tops));
    while (pai_cff_next(pai_cff_index_item(&tops, 0), &at, &e) > 0) {
        charstrings = e.op == PAI_CFF_CHARSTRINGS ? (size_t)e.v[0] : charstrings;
    }
    assert_true(pai_cff_index_read(table, charstrings, &index));
    struct pai_face *face = face_bytes(f, "whole.otf", font, size);
    uint32_t gid[] = {pai_face_glyph(face, 0x56fd)};
    struct pai_bytes glyph = pai_cff_index_item(&index, gid[0]), out;
    uint8_t *last = font + (glyph.data - font) + glyph.size - 1;
    assert_int_equal(*last, 14); // endchar
    assert_true(pai_cff_subset(f->arena, face, table, gid, 1, &out));
    static const uint8_t ends[] = {10, 29, 11, 0, 139, 28, 19};
    for (size_t i = 0; i < sizeof ends; i++) {
        *last = ends[i];
        face->plain[gid[0]] = 0; // the face does not look twice
        assert_false(pai_cff_subset(f->arena, face, table, gid, 1, &out));
    }
    *last = 10;
    struct pai_face *broken = face_bytes(f, "broken.otf", font, size);
    struct pai_subset subset;
    assert_false(pai_subset_make(f->job, f->arena, broken, gid, 1, &subset));
    assert_int_equal(said(f->job, PAI_D_FONT_SUBSET, NULL), 1);
    pai_face_close(face);
    pai_face_close(broken);
}

// No glyphs give .notdef alone; glyphs that the face does not have are refused, not drawn.
static void test_edges(void **state) {
    struct fixture *f = *state;
    struct pai_face *face = face_of(f, "FandolFang-Regular.otf", 0);
    struct pai_subset subset;
    assert_true(pai_subset_make(f->job, f->arena, face, NULL, 0, &subset));
    assert_true(subset.size > 0);
    uint32_t zero[] = {0, 5};
    assert_true(pai_subset_make(f->job, f->arena, face, zero, 2, &subset));
    nothing_said(f->job);
    uint32_t beyond[] = {5, face->glyph_count};
    assert_false(pai_subset_make(f->job, f->arena, face, beyond, 2, &subset));
    assert_null(subset.data);
    assert_int_equal(said(f->job, PAI_D_FONT_SUBSET, NULL), 1);
    uint32_t unsorted[] = {9, 5};
    assert_false(pai_subset_make(f->job, f->arena, face, unsorted, 2, &subset));
    pai_face_close(face);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
    const struct CMUnitTest tests[] = {
        TEST(test_fandol),     TEST(test_noto),  TEST(test_truetype),  TEST(test_name_keyed),
        TEST(test_same_bytes), TEST(test_edges), TEST(test_not_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
