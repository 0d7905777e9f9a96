// Fontset files: what ships loads, and every mistake is said at its place (ecosystem 2.4: the
// caret stands under the wrong word).
#include "font_test.h"

#include <stdio.h>
#include <string.h>

static struct pai_fontset *load(struct fixture *f, const char *text, size_t n) {
    uint32_t file = pai_job_source(f->job, "test.yaml", text, n);
    return pai_fontset_load(f->job, f->arena, file);
}

// The text of a role's six lines with one of them replaced.
static const char *with_song(struct fixture *f, const char *song) {
    return pai_arena_fmt(f->arena,
                         "name: 试验\nroles:\n  display: [{file: a.otf}]\n  %s\n"
                         "  fangsong: [{file: a.otf}]\n  kai: [{file: a.otf}]\n"
                         "  hei: [{file: a.otf}]\n  latin: [{file: a.otf}]\n",
                         song);
}

// Loads the text, which must give exactly one error, and gives its place as "line:column marked
// text".
static const char *mistake(struct fixture *f, const char *text, enum pai_code code) {
    struct pai_job *job = pai_job_open(f->world, NULL);
    uint32_t file = pai_job_source(job, "test.yaml", text, strlen(text));
    assert_null(pai_fontset_load(job, f->arena, file));
    const struct pai_diag *d = NULL;
    struct pai_place place;
    if (job->diags.n != 1 || said(job, code, &d) != 1) {
        nothing_said(job);
    }
    assert_int_equal(pai_diag_row(code)->level, PAI_ERROR); // exit 1
    assert_true(pai_job_place(job, d->span, &place));
    const char *out = pai_arena_fmt(
        f->arena, "%u:%u %s", (unsigned)place.line, (unsigned)place.column,
        pai_arena_str(f->arena, place.line_text + place.line_offset, place.mark_len));
    pai_job_close(job);
    return out;
}

static const char *shipped(struct fixture *f, const char *name) {
    const char *path = pai_arena_fmt(f->arena, "%s/%s", FONTSETS, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = pai_arena_alloc(f->arena, 65536);
    size_t n = fread(text, 1, 65535, file);
    assert_in_range(n, 100, 65000);
    fclose(file);
    return text;
}

// typography 1.4: the roles and their stand-ins. What ships must load without a word, and the
// default must find all its own faces on a prepared system.
static void test_default(void **state) {
    static const char *const own[PAI_FONT_COUNT] = {
        [PAI_FONT_DISPLAY] = "NotoSerifCJKsc-Bold", [PAI_FONT_SONG] = "FandolSong-Regular",
        [PAI_FONT_FANGSONG] = "FandolFang-Regular", [PAI_FONT_KAI] = "FandolKai-Regular",
        [PAI_FONT_HEI] = "FandolHei-Regular",       [PAI_FONT_LATIN] = "LiberationSerif",
    };
    struct fixture *f = *state;
    const char *text = shipped(f, "fandol.yaml");
    struct pai_fontset *set = load(f, text, strlen(text));
    nothing_said(f->job);
    assert_non_null(set);
    assert_string_equal(pai_fontset_name(set), "Fandol 与思源");
    for (enum pai_font_role r = 0; r < PAI_FONT_COUNT; r++) {
        const struct pai_face *face = pai_fontset_face(set, f->job, r);
        assert_non_null(face);
        assert_string_equal(face->name, own[r]);
    }
    nothing_said(f->job);
    pai_fontset_close(set);
}

static void test_office(void **state) {
    struct fixture *f = *state;
    const char *text = shipped(f, "office.yaml");
    struct pai_fontset *set = load(f, text, strlen(text));
    nothing_said(f->job);
    assert_non_null(set);
    pai_fontset_close(set);
}

// What ships says whose shapes it has; a fontset may leave it out, but not say anything else.
static void test_region(void **state) {
    static const struct {
        const char *name;
        enum pai_font_region region;
    } sets[] = {{"fandol.yaml", PAI_FONT_REGION_SIMPLIFIED},
                {"office.yaml", PAI_FONT_REGION_SIMPLIFIED},
                {"noto-tw.yaml", PAI_FONT_REGION_TAIWAN},
                {"noto-hk.yaml", PAI_FONT_REGION_HONGKONG}};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        const char *text = shipped(f, sets[i].name);
        struct pai_fontset *set = load(f, text, strlen(text));
        assert_non_null(set);
        assert_int_equal(pai_fontset_region(set), sets[i].region);
        pai_fontset_close(set);
    }
    const char *text = with_song(f, "song: [{file: a.otf}]");
    struct pai_fontset *set = load(f, text, strlen(text));
    assert_non_null(set);
    assert_int_equal(pai_fontset_region(set), PAI_FONT_REGION_UNKNOWN);
    pai_fontset_close(set);
    assert_string_equal(
        mistake(f, pai_arena_fmt(f->arena, "region: 台\n%s", text), PAI_D_FONTSET_TYPE),
        "1:9 台");
}

static void test_names(void **state) {
    (void)state;
    assert_string_equal(pai_font_role_name(PAI_FONT_FANGSONG), "fangsong");
    assert_string_equal(pai_font_role_zh(PAI_FONT_DISPLAY), "小标宋");
    assert_int_equal(pai_font_role_find("kai", 3), PAI_FONT_KAI);
    assert_int_equal(pai_font_role_find("仿宋", 6), PAI_FONT_FANGSONG);
    assert_int_equal(pai_font_role_find("kaiti", 5), PAI_FONT_COUNT);
    assert_int_equal(pai_font_role_find("", 0), PAI_FONT_COUNT);
}

// Chinese role names, a byte order mark, CRLF, names in quotes.
static void test_spellings(void **state) {
    static const char text[] =
        "\xef\xbb\xbfname: \"试验\"\r\nroles:\r\n  小标宋: [{file: 'a.otf', from: 某处}]\r\n  "
        "宋:\r\n"
        "  - file: [b.otf, \"B.OTF\"]\r\n    index: 2\r\n  仿宋: [{file: a.otf}]\r\n"
        "  楷: [{file: a.otf}]\r\n  黑: [{file: a.otf}]\r\n  西文: [{file: a.otf}]\r\n";
    struct fixture *f = *state;
    struct pai_fontset *set = load(f, text, sizeof text - 1);
    nothing_said(f->job);
    assert_non_null(set);
    assert_string_equal(pai_fontset_name(set), "试验");
    pai_fontset_close(set);
}

static void test_mistakes(void **state) {
    static const struct {
        const char *song;
        enum pai_code code;
        const char *place; // in line 4, behind two blanks
    } cases[] = {
        {"song: [{file: a.otf, 序号: 2}]", PAI_D_FONTSET_KEY, "4:24 序号"},
        {"song: [{file: a.otf, index: 二}]", PAI_D_FONTSET_TYPE, "4:31 二"},
        {"song: [{file: a.otf, index: -1}]", PAI_D_FONTSET_TYPE, "4:31 -1"},
        {"song: [{file: a.otf, index: 65536}]", PAI_D_FONTSET_TYPE, "4:31 65536"},
        {"song: [{file: a.otf, index: 99999999999}]", PAI_D_FONTSET_TYPE, "4:31 99999999999"},
        {"song: [{file: a.otf, index: [1]}]", PAI_D_FONTSET_TYPE, "4:31 ["},
        {"song: [{file: a.otf, from: {}}]", PAI_D_FONTSET_TYPE, "4:30 {"},
        {"song: [{file: a.otf, file: b.otf}]", PAI_D_FONTSET_TWICE, "4:24 file"},
        {"song: [{file: ~}]", PAI_D_FONTSET_TYPE, "4:17 ~"},
        {"song: [{file: ''}]", PAI_D_FONTSET_TYPE, "4:17 ''"},
        {"song: [{file: {a: b}}]", PAI_D_FONTSET_TYPE, "4:17 {"},
        {"song: [{file: /usr/a.otf}]", PAI_D_FONTSET_PATH, "4:17 /usr/a.otf"},
        {"song: [{file: [a.otf, ../b.otf]}]", PAI_D_FONTSET_PATH, "4:25 ../b.otf"},
        {"song: [{file: 'C:\\fonts\\a.otf'}]", PAI_D_FONTSET_PATH, "4:17 'C:\\fonts\\a.otf'"},
        {"song: [{index: 2}]", PAI_D_FONTSET_FILE, "4:10 {"},
        {"song: [{}]", PAI_D_FONTSET_FILE, "4:10 {"},
        {"song: []", PAI_D_FONTSET_EMPTY, "4:3 song"},
        {"song:", PAI_D_FONTSET_EMPTY, "4:3 song"},
        {"song: a.otf", PAI_D_FONTSET_TYPE, "4:9 a.otf"},
        {"song: {file: a.otf}", PAI_D_FONTSET_TYPE, "4:9 {"},
        {"song: [a.otf]", PAI_D_FONTSET_TYPE, "4:10 a.otf"},
        {"宋体: [{file: a.otf}]\n  song: [{file: b.otf}]", PAI_D_FONTSET_ROLE, "4:3 宋体"},
        {"宋: [{file: a.otf}]\n  song: [{file: b.otf}]", PAI_D_FONTSET_TWICE, "5:3 song"},
        {"song: [{file: &a a.otf}, *a]", PAI_D_FONTSET_ALIAS, "4:28 *a"},
        {"[宋, 体]: 1\n  song: [{file: a.otf}]", PAI_D_FONTSET_TYPE, "4:3 ["},
        {"# 没有宋", PAI_D_FONTSET_NO_ROLE, "2:1 roles"},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *place = mistake(f, with_song(f, cases[i].song), cases[i].code);
        assert_string_equal(place, cases[i].place);
    }
}

static void test_whole_file(void **state) {
    struct fixture *f = *state;
    const char *good = with_song(f, "song: [{file: a.otf}]");
    assert_string_equal(mistake(f, "", PAI_D_FONTSET_TYPE), "1:1 ");
    assert_string_equal(mistake(f, "# 空的\n", PAI_D_FONTSET_TYPE), "2:1 ");
    assert_string_equal(mistake(f, "- a\n- b\n", PAI_D_FONTSET_TYPE), "1:1 ");
    assert_string_equal(mistake(f, "name: a\n", PAI_D_FONTSET_NO_KEY), "1:1 ");
    assert_string_equal(mistake(f, strchr(good, '\n') + 1, PAI_D_FONTSET_NO_KEY), "1:1 ");
    assert_string_equal(
        mistake(f, pai_arena_fmt(f->arena, "版本: 2\n%s", good), PAI_D_FONTSET_KEY),
        "1:1 版本");
    assert_string_equal(
        mistake(f, pai_arena_fmt(f->arena, "%s---\nname: b\n", good), PAI_D_FONTSET_MORE),
        "10:1 ");
}

// What people get wrong in YAML itself: a tab, a colon without a blank, an open bracket,
// control bytes.
static void test_syntax(void **state) {
    static const struct {
        const char *text, *place;
    } cases[] = {
        {"name: 甲\nroles:\n\tsong: a\n", "3:1 "},
        {"name: 甲\nroles: {song: [\n", "3:1 "},
        {"name: 甲 乙: 丙\n", "1:10 "},
        {"name: 甲\nroles: \"半个引号\n", "3:1 "},
        {"name: 甲\x01\n", "1:8 "},
        {"name: 甲\xff\n", "1:8 "},
        {"name: @甲\n", "1:7 "},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(mistake(f, cases[i].text, PAI_D_FONTSET_SYNTAX), cases[i].place);
    }
}

// Nothing in a file makes the reader slow, deep or endless.
static void test_hostile(void **state) {
    struct fixture *f = *state;
    enum { N = 1 << 20 };
    char *text = pai_arena_alloc(f->arena, N + 1);
    memset(text, '[', N);
    assert_null(load(f, text, N));
    memset(text, '{', N);
    assert_null(load(f, text, N));
    for (size_t i = 0; i + 2 < N; i += 2) {
        memcpy(text + i, "- ", 2);
    }
    assert_null(load(f, text, N));
    for (size_t i = 0; i + 6 < N; i += 6) {
        memcpy(text + i, "? [ ] ", 6);
    }
    assert_null(load(f, text, N));
    // Deep inside an unknown key: passed over without recursion, and only so far.
    struct pai_job *job = pai_job_open(f->world, NULL);
    memset(text, ' ', N);
    memcpy(text, "other: ", 7);
    memset(text + 7, '[', 100);
    memset(text + 107, ']', 100);
    uint32_t file = pai_job_source(job, "deep.yaml", text, 300);
    assert_null(pai_fontset_load(job, f->arena, file));
    assert_int_equal(said(job, PAI_D_FONTSET_DEEP, NULL), 1);
    // A thousand mistakes are not a thousand messages.
    size_t n = 0;
    for (unsigned i = 0; i < 1000; i++) {
        n += (size_t)snprintf(text + n, 32, "k%u: 1\n", i);
    }
    file = pai_job_source(job, "many.yaml", text, n);
    uint32_t before = job->diags.n;
    assert_null(pai_fontset_load(job, f->arena, file));
    assert_in_range(job->diags.n - before, 10, 60);
    pai_job_close(job);
}

// Cut off anywhere, or with a byte changed, the file is read to a set or to an error, never to
// neither.
static void test_cut(void **state) {
    struct fixture *f = *state;
    const char *text = with_song(f, "song: [{file: [a.otf, 乙.otf], index: 2, from: '某处'}]");
    size_t n = strlen(text);
    uint32_t seed = 7;
    for (size_t i = 0; i < 3 * n; i++) {
        struct pai_job *job = pai_job_open(f->world, NULL);
        size_t len = i < n ? i : n;
        char *copy = pai_arena_str(f->arena, text, len);
        if (i >= n) {
            static const char odd[] = "[]{}:-,&*#?|>'\"%@`! \n\t\x80z";
            seed = seed * 1664525 + 1013904223;
            copy[i % n] = odd[(seed >> 16) % (sizeof odd - 1)];
        }
        uint32_t file = pai_job_source(job, "cut.yaml", copy, len);
        struct pai_fontset *set = pai_fontset_load(job, f->arena, file);
        assert_int_equal(set == NULL, pai_job_failed(job));
        for (uint32_t d = 0; d < job->diags.n; d++) {
            struct pai_span span = job->diags.v[d].span;
            assert_true(span.file == file && span.offset + span.length <= len);
        }
        pai_fontset_close(set);
        pai_job_close(job);
    }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
    const struct CMUnitTest tests[] = {
        TEST(test_default),   TEST(test_office),   TEST(test_region),     TEST(test_names),
        TEST(test_spellings), TEST(test_mistakes), TEST(test_whole_file), TEST(test_syntax),
        TEST(test_hostile),   TEST(test_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
