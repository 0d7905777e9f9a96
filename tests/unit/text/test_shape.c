// Itemising and shaping with the installed fonts: which face a shared mark takes, what HarfBuzz
// is told, what is said of rare characters (typography 3.13, 7.4).
#include "shared_desk.h"

#include <string.h>

// The run that the first character of `what` stands in.
static const struct pai_run *run_of(const struct copy *c, const char *what) {
    uint32_t at = (uint32_t)(strstr(c->text.s, what) - c->text.s);
    for (uint32_t i = 0; i < c->shaped.count; i++) {
        const struct pai_run *r = &c->shaped.runs[i];
        if (r->first <= at && at < r->end) {
            return r;
        }
    }
    return NULL;
}

static const struct pai_glyph *glyph_of(const struct copy *c, const char *what) {
    uint32_t at = (uint32_t)(strstr(c->text.s, what) - c->text.s);
    const struct pai_run *r = run_of(c, what);
    for (uint32_t i = 0; r != NULL && i < r->count; i++) {
        if (r->glyphs[i].cluster == at) {
            return &r->glyphs[i];
        }
    }
    return NULL;
}

static void face_is(const struct copy *c, const char *what, const char *name) {
    const struct pai_run *r = run_of(c, what);
    assert_non_null(r);
    assert_string_equal(r->face->name, name);
}

#define HAN   "FandolFang-Regular"
#define LATIN "LiberationSerif"

static void test_shared_quotes(void **state) {
    (void)state;
    struct copy c = desk_set(&desk, "开展“三送”活动");
    face_is(&c, "“", HAN);
    face_is(&c, "”", HAN);
    // Latin inside, Chinese outside: the pair belongs to the Chinese sentence.
    c = desk_set(&desk, "使用“Windows”系统");
    face_is(&c, "“", HAN);
    face_is(&c, "”", HAN);
    // Latin on all sides: the pair belongs to the Latin sentence.
    c = desk_set(&desk, "他写道He said “hello” to me然后");
    face_is(&c, "“", LATIN);
    face_is(&c, "”", LATIN);
    // Both quotes of a pair the same, though one of them stands between Latin words.
    c = desk_set(&desk, "采用ABC “Windows”系统");
    face_is(&c, "“", HAN);
    face_is(&c, "”", HAN);
}

static void test_apostrophe(void **state) {
    (void)state;
    struct copy c = desk_set(&desk, "口号是don’t worry的意思");
    face_is(&c, "’", LATIN);
    assert_int_equal(glyph_of(&c, "’")->cls, PAI_CLS_LA);
}

static void test_digits_latin(void **state) {
    (void)state;
    struct copy c = desk_set(&desk, "增长10.5%，共300元");
    face_is(&c, "10", LATIN);
    face_is(&c, "%", LATIN);
    face_is(&c, "，", HAN);
    face_is(&c, "300", LATIN);
}

static void test_dash(void **state) {
    (void)state;
    // A single — is a connector, two are a dash of 2 em (typography 3.1, 3.8).
    struct copy c = desk_set(&desk, "京—沪");
    assert_int_equal(glyph_of(&c, "—")->cls, PAI_CLS_CO);
    c = desk_set(&desk, "春天——来了");
    assert_int_equal(glyph_of(&c, "—")->cls, PAI_CLS_DS);
    face_is(&c, "—", HAN);
    // Noto makes one glyph of the two, if script and language are right; with others it
    // gives 1.69 em.
    desk.han = PAI_FONT_DISPLAY;
    c = desk_set(&desk, "春天——来了");
    int64_t width = 0;
    const struct pai_run *r = run_of(&c, "—");
    for (uint32_t i = 0; i < r->count; i++) {
        width += r->glyphs[i].cls == PAI_CLS_DS ? r->glyphs[i].advance : 0;
    }
    assert_in_range(width, 2 * (int64_t)r->em - 4, 2 * (int64_t)r->em + 4);
}

static void test_ellipsis(void **state) {
    (void)state;
    struct copy c = desk_set(&desk, "等等……");
    const struct pai_glyph *g = glyph_of(&c, "…");
    face_is(&c, "…", HAN);
    assert_int_equal(g->cls, PAI_CLS_EL);
    assert_int_equal(g->advance, desk.params.em);
}

// The dots of …… stand at equal distances and —— is one stroke, in every face (typography 3.8).
static void test_pairs(void **state) {
    (void)state;
    const enum pai_font_role roles[] = {PAI_FONT_FANGSONG, PAI_FONT_KAI, PAI_FONT_HEI,
                                        PAI_FONT_SONG, PAI_FONT_DISPLAY};
    for (unsigned i = 0; i < sizeof roles / sizeof *roles; i++) {
        desk.han = roles[i];
        struct copy c = desk_set(&desk, "远……近——中");
        const struct pai_run *r = run_of(&c, "…");
        pai_len pen = 0;
        pai_len right = 0; // of the ink so far
        pai_len pitch = 0; // of the dots
        for (uint32_t k = 0; k < r->count; k++) {
            const struct pai_glyph *g = &r->glyphs[k];
            struct pai_ink_box box;
            assert_true(pai_face_ink(r->face, g->id, &box));
            pai_len left = pen + g->dx + pai_len_units(box.left, r->size, r->face->upem);
            pai_len dot = pai_len_units(box.top - box.bottom, r->size, r->face->upem);
            pai_len wide = pai_len_units(box.right - box.left, r->size, r->face->upem);
            bool second = k > 0 && r->glyphs[k - 1].cls == g->cls;
            if (g->cls == PAI_CLS_EL && second) {
                // From the last dot of the one to the first of the other.
                assert_in_range(left - right + dot, pitch - r->em / 40, pitch + r->em / 40);
            } else if (g->cls == PAI_CLS_DS && second) {
                assert_in_range(left - right + r->em, r->em - r->em / 40, r->em + r->em / 90);
            }
            pitch = (wide - dot) / 2;
            right = left + wide;
            pen += g->advance;
        }
        assert_int_equal(pen / (r->em / 100), 7 * r->em / (r->em / 100));
    }
}

static void test_interpunct(void **state) {
    (void)state;
    // GB: half an em, whatever the font says (Fandol 1 em, Noto 0.327), ink in the middle
    // (typography 3.8).
    const enum pai_font_role roles[] = {PAI_FONT_FANGSONG, PAI_FONT_DISPLAY};
    for (unsigned i = 0; i < 2; i++) {
        desk.han = roles[i];
        struct copy c = desk_set(&desk, "阿卜杜拉·买买提");
        const struct pai_glyph *g = glyph_of(&c, "·");
        assert_int_equal(g->cls, PAI_CLS_IP);
        assert_int_equal(g->advance, desk.params.em / 2);
        pai_len centre = g->dx + (g->ink_left + g->ink_right) / 2;
        assert_in_range(centre, desk.params.em / 4 - 3, desk.params.em / 4 + 3);
    }
}

static void test_mark_ink(void **state) {
    (void)state;
    // Typography 3.14: the ？ of FandolFang is centred in its em, .32 to .68.
    struct copy c = desk_set(&desk, "好吗？");
    const struct pai_glyph *g = glyph_of(&c, "？");
    assert_in_range(g->ink_left * 100 / desk.params.em, 30, 34);
    assert_in_range(g->ink_right * 100 / desk.params.em, 66, 70);
}

static void test_fall_back(void **state) {
    (void)state;
    struct copy c = desk_set(&desk, "姓名䶮，又是䶮，还有㛃。");
    face_is(&c, "䶮", "NotoSerifCJKsc-Regular");
    face_is(&c, "，", HAN); // marks beside it stay in the own font
    assert_int_equal(glyph_of(&c, "䶮")->advance, desk.params.em); // and it keeps to the grid
    // Each character once, with its code, face and place.
    assert_int_equal(desk_said(&desk, PAI_D_CHAR_FALLBACK), 2);
    const struct pai_diag *d = &desk.job->diags.v[0];
    assert_non_null(strstr(d->zh, "䶮"));
    assert_non_null(strstr(d->zh, "U+4DAE"));
    assert_non_null(strstr(d->act_zh, "NotoSerifCJKsc-Regular"));
    assert_int_equal(d->span.offset, strlen("姓名"));
    assert_int_equal(d->span.length, 3);
    // Scaled so that 国 is as high as in the own font (typography 7.4).
    const struct pai_run *own = run_of(&c, "姓名");
    const struct pai_run *r = run_of(&c, "䶮");
    int64_t high =
        (int64_t)(own->face->guo_top - own->face->guo_bottom) * own->size / own->face->upem;
    int64_t here = (int64_t)(r->face->guo_top - r->face->guo_bottom) * r->size / r->face->upem;
    assert_in_range(here, high - desk.params.em / 500, high + desk.params.em / 500);
}

static void test_no_font(void **state) {
    (void)state;
    struct copy c = desk_set(&desk, "前\U000F0000后\U000F0000。");
    assert_int_equal(desk_said(&desk, PAI_D_CHAR_NO_FONT), 1);
    assert_non_null(strstr(desk.job->diags.v[0].zh, "U+F0000"));
    for (uint32_t i = 0; i < c.shaped.count; i++) {
        for (uint32_t k = 0; k < c.shaped.runs[i].count; k++) {
            assert_int_not_equal(c.shaped.runs[i].glyphs[k].id, 0);
        }
    }
    assert_int_equal(c.lines.n, 1); // the rest is set
}

static void test_selectors(void **state) {
    (void)state;
    // A sequence that the font lacks: the selector is dropped, the base is set, no box
    // (typography 7.1).
    struct copy c = desk_set(&desk, "葛\U000E0100城");
    const struct pai_run *r = run_of(&c, "葛");
    assert_int_equal(r->count, 2);
    assert_int_equal(r->glyphs[1].cluster, strlen("葛\U000E0100"));
    assert_int_equal(desk.job->diags.n, 0);
}

static void test_right_to_left(void **state) {
    (void)state;
    struct copy c = desk_set(&desk, "词语مرحبا与שלום之后");
    assert_int_equal(desk_said(&desk, PAI_D_CHAR_RIGHT_TO_LEFT), 2);
    assert_int_equal(desk.job->count[PAI_ERROR], 2);
    assert_null(run_of(&c, "م"));
    assert_non_null(run_of(&c, "之后"));
}

static void test_accents(void **state) {
    (void)state;
    // A letter with a combining accent is one cluster, in the Latin face that has the two as
    // one.
    struct copy c = desk_set(&desk, "称cafe\u0301者");
    const struct pai_run *r = run_of(&c, "cafe");
    assert_string_equal(r->face->name, LATIN);
    assert_int_equal(r->count, 4);
    assert_int_equal(desk.job->diags.n, 0);
}

static void test_odd_text(void **state) {
    (void)state;
    // Controls, joiners, lone marks, only spaces: nothing breaks, nothing is reported as
    // missing.
    const char *odd[] = {"",
                         " ",
                         "\t",
                         "\u200B",
                         "\u0301",
                         "\u202E",
                         "\u2060\uFEFF",
                         "\x01",
                         "\u00AD\u00AD",
                         "“",
                         "’’’”””"};
    for (unsigned i = 0; i < sizeof odd / sizeof *odd; i++) {
        desk_set(&desk, odd[i]);
    }
    assert_int_equal(desk.job->count[PAI_ERROR], 0);
}

#define T(f) cmocka_unit_test_setup(f, desk_reset)
int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_shared_quotes), T(test_apostrophe), T(test_digits_latin), T(test_dash),
        T(test_ellipsis),      T(test_interpunct), T(test_pairs),        T(test_mark_ink),
        T(test_fall_back),     T(test_no_font),    T(test_selectors),    T(test_right_to_left),
        T(test_accents),       T(test_odd_text),
    };
    return cmocka_run_group_tests(tests, desk_group_open, desk_group_close);
}
