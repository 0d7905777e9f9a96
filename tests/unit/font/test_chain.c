// Chains of faces: who stands in for whom, and what the user is told (typography 7.4).
#include "font_test.h"

#include <string.h>

static const char yaml[] =
    "name: 试验\n"
    "roles:\n"
    "  display: [{file: NotoSerifCJK-Bold.ttc, index: 2}]\n"
    "  song: [{file: FandolSong-Regular.otf}]\n"
    "  fangsong:\n"
    "    - {file: FandolFang-Regular.otf, from: 字体包}\n"
    "    - {file: NotoSerifCJK-Regular.ttc, index: 2, from: fonts-noto-cjk}\n"
    "    - {file: HanaMinA.ttf}\n"
    "    - {file: HanaMinB.ttf}\n"
    "  kai: [{file: [SIMKAI.TTF, FandolKai-Regular.otf]}]\n"
    "  hei:\n"
    "    - {file: FandolHei-Regular.otf}\n"
    "    - {file: NotoSerifCJK-Regular.ttc, index: 2, from: fonts-noto-cjk}\n"
    "  latin:\n"
    "    - {file: LiberationSerif-Regular.ttf}\n"
    "    - {file: NotoSerifCJK-Regular.ttc, index: 2}\n";

static struct pai_fontset *load(struct fixture *f) {
    uint32_t file = pai_job_source(f->job, "test.yaml", yaml, strlen(yaml));
    struct pai_fontset *set = pai_fontset_load(f->job, f->arena, file);
    nothing_said(f->job);
    assert_non_null(set);
    return set;
}

#define FIND(set, job, role, rank, ...)                                                        \
    pai_fontset_find((set), (job), (role), (const uint32_t[]){__VA_ARGS__},                    \
                     sizeof((const uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t), (rank))

static void file_is(const struct pai_face *face, const char *file) {
    assert_non_null(face);
    assert_string_equal(face->file, file);
}

static void test_rare(void **state) {
    struct fixture *f = *state;
    struct pai_fontset *set = load(f);
    uint32_t rank;
    for (unsigned pass = 0; pass < 2; pass++) { // found, and found again
        file_is(FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0x56fd), "FandolFang-Regular.otf");
        assert_int_equal(rank, 0);
        file_is(FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0x5803), // 堃
                "NotoSerifCJK-Regular.ttc");
        assert_int_equal(rank, 1);
        file_is(FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0x20bb7 + 5), "HanaMinB.ttf");
        assert_int_equal(rank, 3);
        assert_null(FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0xe123)); // private use
        assert_null(FIND(set, f->job, PAI_FONT_SONG, &rank, 0x5803));
        assert_null(FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0x110000));
    }
    // Characters that share a place in the cache do not take each other's face.
    for (uint32_t cp = 0x4e00; cp < 0x9fa0; cp += 256) {
        const struct pai_face *face = FIND(set, f->job, PAI_FONT_FANGSONG, &rank, cp);
        assert_true(face != NULL && pai_face_glyph(face, cp) != 0);
        const struct pai_face *own = pai_fontset_face(set, f->job, PAI_FONT_FANGSONG);
        assert_int_equal(rank == 0, pai_face_glyph(own, cp) != 0);
    }
    // One face object for all roles that name the file.
    assert_ptr_equal(FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0x5803),
                     FIND(set, f->job, PAI_FONT_HEI, &rank, 0x5803));
    assert_ptr_equal(FIND(set, f->job, PAI_FONT_LATIN, &rank, 0x5803),
                     FIND(set, f->job, PAI_FONT_HEI, &rank, 0x5803));
    nothing_said(f->job); // finding is not worth a word: the caller knows the place
    pai_fontset_close(set);
}

// typography 7.1, 7.4: one face for a cluster; a selector or joiner does not force another
// face.
static void test_clusters(void **state) {
    struct fixture *f = *state;
    struct pai_fontset *set = load(f);
    uint32_t rank;
    file_is(FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0x56fd, 0xe0100),
            "FandolFang-Regular.otf");
    file_is(FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0x56fd, 0xfe00),
            "FandolFang-Regular.otf");
    file_is(FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0x56fd, 0x200d, 0x56fd),
            "FandolFang-Regular.otf");
    // 国 is in Fandol, the enclosing circle is not: both go to a face that has both, or to
    // none.
    const struct pai_face *face = FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0x56fd, 0x20dd);
    assert_true(face == NULL || (rank > 0 && pai_face_glyph(face, 0x20dd) != 0));
    // Joined with its base a mark counts: Liberation has ǚ though the base is u-umlaut and a
    // caron.
    file_is(FIND(set, f->job, PAI_FONT_LATIN, &rank, 'e', 0x301),
            "LiberationSerif-Regular.ttf");
    file_is(FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 'a', 0x30c), "FandolFang-Regular.otf");
    assert_int_equal(rank, 0);
    // Nothing asked for: the role's own face.
    file_is(pai_fontset_find(set, f->job, PAI_FONT_KAI, NULL, 0, &rank),
            "FandolKai-Regular.otf");
    file_is(FIND(set, f->job, PAI_FONT_KAI, &rank, 0xfe0f), "FandolKai-Regular.otf");
    nothing_said(f->job);
    pai_fontset_close(set);
}

// The role's own face is missing: a warning that names the role, the font, the stand-in and
// where to get it; once in a job, at its place in the fontset; the stand-in is then the role's
// face.
static void test_missing(void **state) {
    struct fixture *f = *state;
    test_world_font(f->world, "FandolFang-Regular.otf", NULL);
    struct pai_fontset *set = load(f);
    const struct pai_diag *d = NULL;
    uint32_t rank;
    file_is(pai_fontset_face(set, f->job, PAI_FONT_HEI), "FandolHei-Regular.otf");
    nothing_said(f->job); // nobody asked for 仿宋 yet
    for (unsigned i = 0; i < 3; i++) {
        file_is(pai_fontset_face(set, f->job, PAI_FONT_FANGSONG), "NotoSerifCJK-Regular.ttc");
        file_is(FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0x56fd),
                "NotoSerifCJK-Regular.ttc");
        assert_int_equal(rank, 0);
    }
    assert_int_equal(f->job->diags.n, 1);
    assert_int_equal(said(f->job, PAI_D_FONT_MISSING, &d), 1);
    assert_non_null(strstr(d->zh, "仿宋"));
    assert_non_null(strstr(d->zh, "FandolFang-Regular.otf"));
    assert_non_null(strstr(d->zh, "NotoSerifCJK-Regular.ttc"));
    assert_non_null(strstr(d->en, "the role fangsong"));
    assert_non_null(strstr(d->act_zh, "字体包"));
    assert_int_equal(pai_diag_row(d->code)->level, PAI_WARNING);
    struct pai_place place;
    assert_true(pai_job_place(f->job, d->span, &place));
    assert_int_equal(place.line, 6);
    // The next issue of a batch is told again, though its job may not hold the fontset's file.
    struct pai_job *next = pai_job_open(f->world, NULL);
    pai_job_source(next, "issue.txt", "另一期", 9);
    file_is(FIND(set, next, PAI_FONT_FANGSONG, &rank, 0x56fd), "NotoSerifCJK-Regular.ttc");
    assert_int_equal(said(next, PAI_D_FONT_MISSING, &d), 1);
    assert_int_equal(d->span.file, 0);
    pai_job_close(next);
    pai_fontset_close(set);
}

// A fall-back that is not installed is a note, and only when a character wants it.
static void test_missing_fallback(void **state) {
    struct fixture *f = *state;
    test_world_font(f->world, "NotoSerifCJK-Regular.ttc", NULL);
    struct pai_fontset *set = load(f);
    const struct pai_diag *d = NULL;
    uint32_t rank;
    FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0x56fd);
    nothing_said(f->job);
    for (unsigned i = 0; i < 3; i++) {
        file_is(FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0x5803), "HanaMinA.ttf");
        assert_int_equal(rank, 1); // among those that are there
    }
    assert_int_equal(said(f->job, PAI_D_FONT_FALLBACK_MISSING, &d), 1);
    assert_non_null(strstr(d->zh, "NotoSerifCJK-Regular.ttc"));
    assert_non_null(strstr(d->en, "the role fangsong"));
    assert_non_null(strstr(d->act_zh, "fonts-noto-cjk"));
    assert_int_equal(f->job->diags.n, 1);
    assert_false(pai_job_failed(f->job));
    pai_fontset_close(set);
}

// No face at all for a role: an error of the system (exit 3) that says what to install.
static void test_none(void **state) {
    struct fixture *f = *state;
    test_world_no_installed_fonts(f->world);
    struct pai_fontset *set = load(f);
    const struct pai_diag *d = NULL;
    uint32_t rank;
    for (unsigned i = 0; i < 3; i++) {
        assert_null(pai_fontset_face(set, f->job, PAI_FONT_FANGSONG));
        assert_null(FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0x56fd));
    }
    assert_int_equal(f->job->diags.n, 1);
    assert_int_equal(said(f->job, PAI_D_FONT_NONE, &d), 1);
    assert_int_equal(pai_diag_row(d->code)->level, PAI_SYSTEM);
    assert_non_null(strstr(d->zh, "仿宋"));
    assert_non_null(strstr(d->en, "the role fangsong"));
    assert_non_null(strstr(d->act_zh, "FandolFang-Regular.otf（字体包）"));
    assert_non_null(strstr(d->act_zh, "HanaMinB.ttf"));
    assert_null(pai_fontset_face(set, f->job, PAI_FONT_HEI));
    assert_int_equal(said(f->job, PAI_D_FONT_NONE, &d), 2);
    pai_fontset_close(set);
}

// A face that may not be embedded or is damaged: an error, and the next of the chain stands in;
// said in each job.
static void test_refused(void **state) {
    struct fixture *f = *state;
    size_t size;
    uint8_t *font = font_copy(f, "FandolFang-Regular.otf", &size);
    font[table_of(font, "OS/2") + 9] = 2;
    test_world_file(f->world, "/office/FandolFang-Regular.otf", font, size);
    test_world_font(f->world, "FandolFang-Regular.otf", "/office/FandolFang-Regular.otf");
    test_world_file(f->world, "/office/NotoSerifCJK-Regular.ttc", font, size / 2);
    test_world_font(f->world, "NotoSerifCJK-Regular.ttc", "/office/NotoSerifCJK-Regular.ttc");
    struct pai_fontset *set = load(f);
    uint32_t rank;
    for (unsigned i = 0; i < 3; i++) {
        file_is(FIND(set, f->job, PAI_FONT_FANGSONG, &rank, 0x56fd), "HanaMinA.ttf");
        assert_int_equal(rank, 0);
    }
    assert_int_equal(said(f->job, PAI_D_FONT_NO_EMBED, NULL), 1);
    assert_int_equal(said(f->job, PAI_D_FONT_NO_MEMBER, NULL),
                     1); // a single font has no member 2
    assert_int_equal(f->job->diags.n, 2);
    struct pai_job *next = pai_job_open(f->world, NULL);
    FIND(set, next, PAI_FONT_FANGSONG, &rank, 0x56fd);
    assert_int_equal(said(next, PAI_D_FONT_NO_EMBED, NULL), 1);
    assert_true(pai_job_failed(next));
    pai_job_close(next);
    pai_fontset_close(set);
}

// Several file names: the first that is installed; no warning for the others.
static void test_file_names(void **state) {
    struct fixture *f = *state;
    struct pai_fontset *set = load(f);
    file_is(pai_fontset_face(set, f->job, PAI_FONT_KAI), "FandolKai-Regular.otf");
    nothing_said(f->job);
    pai_fontset_close(set);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
    const struct CMUnitTest tests[] = {
        TEST(test_rare),       TEST(test_clusters),
        TEST(test_missing),    TEST(test_missing_fallback),
        TEST(test_none),       TEST(test_refused),
        TEST(test_file_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
