// Faces: what a user's fonts say of themselves, and what we may do with them
// (typography 3.14, 7.3, 7.4; libharu 3).
#include "font_test.h"

#include <string.h>

// The Latin name, the body face and the display face of the default fontset.
static void test_metrics(void **state) {
    struct fixture *f = *state;
    struct pai_face *fang = face_of(f, "FandolFang-Regular.otf", 0);
    assert_non_null(fang);
    assert_string_equal(fang->file, "FandolFang-Regular.otf");
    assert_string_equal(fang->name, "FandolFang-Regular");
    assert_int_equal(fang->outlines, PAI_CFF);
    assert_int_equal(fang->upem, 1000);
    assert_int_equal(fang->ascent, 880); // typography 3.14: .88 / .12
    assert_int_equal(fang->descent, -120);
    assert_int_equal(fang->weight, 400);
    assert_true(fang->may_embed && fang->may_subset);
    // OS/2 has no cap height; that of H is used.
    assert_in_range(fang->cap_height, 600, 760);
    struct pai_face *bold = face_of(f, "NotoSerifCJK-Bold.ttc", 2);
    assert_non_null(bold);
    assert_string_equal(bold->name, "NotoSerifCJKsc-Bold"); // 2 is Simplified Chinese
    assert_int_equal(bold->weight, 700);
    assert_int_equal(bold->ascent, 880); // not hhea's 1.151
    struct pai_face *latin = face_of(f, "LiberationSerif-Regular.ttf", 0);
    assert_non_null(latin);
    assert_int_equal(latin->outlines, PAI_TRUETYPE);
    assert_int_equal(latin->upem, 2048);
    assert_false(latin->cid_keyed);
    assert_int_equal(latin->guo_top, 0); // no 国
    nothing_said(f->job);
    pai_face_close(fang);
    pai_face_close(bold);
    pai_face_close(latin);
}

// typography 7.3: Fandol has GB 2312 and hardly anything beyond; Noto has the rare names.
static void test_coverage(void **state) {
    struct fixture *f = *state;
    struct pai_face *fang = face_of(f, "FandolFang-Regular.otf", 0);
    struct pai_face *noto = face_of(f, "NotoSerifCJK-Regular.ttc", 2);
    assert_true(pai_face_glyph(fang, 0x56fd) != 0);    // 国
    assert_int_equal(pai_face_glyph(fang, 0x5803), 0); // 堃
    assert_int_equal(pai_face_glyph(fang, 0x2e3a), 0); // two-em dash, typography 3.14
    assert_true(pai_face_glyph(noto, 0x5803) != 0);
    assert_true(pai_face_glyph(noto, 0x4dae) != 0); // 䶮
    assert_int_equal(pai_face_glyph(fang, 0x110000), 0);
    assert_int_equal(pai_face_glyph(fang, UINT32_MAX), 0);
    pai_face_close(fang);
    pai_face_close(noto);
}

// typography 3.14: ink of FandolFang in em; ， .19-.31, ？ .32-.68; digits .5 wide.
static void test_ink(void **state) {
    struct fixture *f = *state;
    struct pai_face *fang = face_of(f, "FandolFang-Regular.otf", 0);
    struct pai_ink_box ink;
    assert_true(pai_face_ink(fang, pai_face_glyph(fang, 0xff0c), &ink));
    assert_in_range(ink.left, 180, 200);
    assert_in_range(ink.right, 300, 320);
    assert_true(pai_face_ink(fang, pai_face_glyph(fang, 0xff1f), &ink));
    assert_in_range(ink.left, 310, 330);
    assert_in_range(ink.right, 670, 690);
    assert_true(ink.top > ink.bottom);
    assert_int_equal(pai_face_advance(fang, pai_face_glyph(fang, 0x56fd)), 1000);
    assert_int_equal(pai_face_advance(fang, pai_face_glyph(fang, '7')), 500);
    assert_false(pai_face_ink(fang, pai_face_glyph(fang, 0x3000), &ink)); // a space is blank
    assert_false(pai_face_ink(fang, 999999, &ink));
    // 国 fills most of the em box (typography 7.4 compares it between faces).
    assert_in_range(fang->guo_top, 700, 880);
    assert_true(fang->guo_bottom < 0 && fang->guo_bottom > -200);
    pai_face_close(fang);
}

// libharu 3: CIDs differ from glyph ids in Fandol (from 8896 up) and not in Noto. The second
// range of the charset of FandolFang starts with CID 0x26b3: read off the file.
static void test_cids(void **state) {
    struct fixture *f = *state;
    struct pai_face *fang = face_of(f, "FandolFang-Regular.otf", 0);
    assert_true(fang->cid_keyed);
    assert_string_equal(fang->registry, "Adobe");
    assert_string_equal(fang->ordering, "GB1");
    assert_int_equal(fang->supplement, 5);
    assert_non_null(fang->cid);
    assert_int_equal(fang->cid[0], 0);
    assert_int_equal(fang->cid[8895], 8895);
    assert_int_equal(fang->cid[8896], 0x26b3);
    struct pai_face *noto = face_of(f, "NotoSerifCJK-Regular.ttc", 2);
    assert_true(noto->cid_keyed);
    assert_string_equal(noto->ordering, "Identity");
    assert_null(noto->cid);
    assert_int_equal(noto->glyph_count, 65535);
    pai_face_close(fang);
    pai_face_close(noto);
}

static void test_identity(void **state) {
    struct fixture *f = *state;
    struct pai_face *a = face_of(f, "NotoSerifCJK-Regular.ttc", 2);
    struct pai_face *b = face_of(f, "NotoSerifCJK-Regular.ttc", 2);
    struct pai_face *c = face_of(f, "NotoSerifCJK-Regular.ttc", 3);
    struct pai_face *d = face_of(f, "NotoSerifCJK-Bold.ttc", 2);
    assert_memory_equal(a->sha256, b->sha256, 32);
    assert_memory_not_equal(a->sha256, c->sha256, 32);
    assert_memory_not_equal(a->sha256, d->sha256, 32);
    pai_face_close(a);
    pai_face_close(b);
    pai_face_close(c);
    pai_face_close(d);
}

// OS/2 fsType: the low bits are 2 restricted, 4 print, 8 edit; of several the mildest holds.
static void test_rights(void **state) {
    static const struct {
        unsigned rights;
        bool good;
        enum pai_code code;
    } cases[] = {
        {0x0000, true, PAI_D_COUNT},           {0x0002, false, PAI_D_FONT_NO_EMBED},
        {0x0004, true, PAI_D_COUNT},           {0x0006, true, PAI_D_COUNT},
        {0x000a, true, PAI_D_COUNT},           {0x0102, false, PAI_D_FONT_NO_EMBED},
        {0x0108, false, PAI_D_FONT_NO_SUBSET}, {0x0200, false, PAI_D_FONT_NO_EMBED},
    };
    struct fixture *f = *state;
    size_t size;
    uint8_t *font = font_copy(f, "LiberationSerif-Regular.ttf", &size);
    size_t at = table_of(font, "OS/2") + 8;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        font[at] = (uint8_t)(cases[i].rights >> 8);
        font[at + 1] = (uint8_t)cases[i].rights;
        struct pai_job *job = pai_job_open(f->world, NULL);
        test_world_file(f->world, "/fonts/FZXBSJW.TTF", font, size);
        struct pai_face *face = pai_face_open(job, f->arena, "/fonts/FZXBSJW.TTF", 0);
        assert_int_equal(face != NULL, cases[i].good);
        if (face == NULL) {
            const struct pai_diag *d = NULL;
            assert_int_equal(said(job, cases[i].code, &d), 1);
            assert_non_null(strstr(d->zh, "FZXBSJW.TTF"));
            assert_true(pai_job_failed(job));
        } else {
            nothing_said(job);
        }
        pai_face_close(face);
        pai_job_close(job);
    }
}

// A collection has members; a number too high says how many there are.
static void test_member(void **state) {
    struct fixture *f = *state;
    const struct pai_diag *d = NULL;
    assert_null(face_of(f, "NotoSerifCJK-Regular.ttc", 5));
    assert_int_equal(said(f->job, PAI_D_FONT_NO_MEMBER, &d), 1);
    assert_non_null(strstr(d->zh, "共 5 个"));
    assert_null(face_of(f, "FandolFang-Regular.otf", 1));
    assert_int_equal(said(f->job, PAI_D_FONT_NO_MEMBER, &d), 2);
    assert_non_null(strstr(d->zh, "共 1 个"));
}

// Names go into the PDF without escapes: anything but letters, digits and - _ . + is dropped.
static void test_name(void **state) {
    struct fixture *f = *state;
    size_t size;
    uint8_t *font = font_copy(f, "LiberationSerif-Regular.ttf", &size);
    size_t name = table_of(font, "name");
    unsigned count = (unsigned)(font[name + 2] << 8 | font[name + 3]);
    size_t strings = name + (size_t)(font[name + 4] << 8 | font[name + 5]);
    for (unsigned i = 0; i < count; i++) {
        const uint8_t *r = font + name + 6 + 12 * i;
        if ((r[6] << 8 | r[7]) ==
            6) { // "LiberationSerif": L -> (, i -> blank, in both encodings
            uint8_t *s = font + strings + (size_t)(r[10] << 8 | r[11]);
            size_t unit = r[1] == 3 ? 2 : 1;
            s[unit - 1] = '(';
            s[2 * unit - 1] = ' ';
        }
    }
    struct pai_face *face = face_bytes(f, "odd.ttf", font, size);
    assert_non_null(face);
    assert_string_equal(face->name, "berationSerif");
    pai_face_close(face);
    // No name table: the name of the file, cleaned.
    memcpy(font + record_of(font, "name"), "xxxx", 4);
    face = face_bytes(f, "/a/仿宋 GB(1).ttf", font, size);
    assert_non_null(face);
    assert_string_equal(face->name, "GB1.ttf");
    pai_face_close(face);
    nothing_said(f->job);
}

// A CFF font keyed by name has no CIDs; its codes are glyph ids.
static void test_name_keyed(void **state) {
    struct fixture *f = *state;
    uint8_t font[1024];
    size_t size = named_cff_font(font);
    struct pai_face *face = face_bytes(f, "made.otf", font, size);
    nothing_said(f->job);
    assert_non_null(face);
    assert_false(face->cid_keyed);
    assert_null(face->cid);
    assert_string_equal(face->registry, "Adobe");
    assert_string_equal(face->ordering, "Identity");
    struct pai_ink_box ink;
    assert_true(pai_face_ink(face, pai_face_glyph(face, 'C'), &ink));
    assert_int_equal(ink.right, 300);
    assert_int_equal(ink.top, 300);
    pai_face_close(face);
}

// A face remembers some answers: those of characters and glyphs that share a place are not
// mixed up, in whatever order they are asked for.
static void test_remembered(void **state) {
    struct fixture *f = *state;
    struct pai_face *face = face_of(f, "FandolFang-Regular.otf", 0);
    assert_non_null(face);
    for (unsigned pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < 8192; i++) {
            uint32_t cp = i * 2731 % 0x10000;
            hb_codepoint_t want = 0;
            hb_font_get_nominal_glyph(face->font, cp, &want);
            assert_int_equal(pai_face_glyph(face, cp), want);
            struct pai_ink_box box;
            hb_glyph_extents_t e = {0, 0, 0, 0};
            bool any = pai_face_ink(face, want, &box);
            bool drawn = hb_font_get_glyph_extents(face->font, want, &e);
            assert_int_equal(any, drawn && (e.width != 0 || e.height != 0));
            assert_int_equal(box.left, any ? e.x_bearing : 0);
            assert_int_equal(box.top, any ? e.y_bearing : 0);
        }
    }
    pai_face_close(face);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
    const struct CMUnitTest tests[] = {
        TEST(test_metrics),    TEST(test_coverage),   TEST(test_ink),    TEST(test_cids),
        TEST(test_identity),   TEST(test_rights),     TEST(test_member), TEST(test_name),
        TEST(test_name_keyed), TEST(test_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
