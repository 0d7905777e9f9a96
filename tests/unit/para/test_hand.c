// Paragraphs made by hand, without fonts: shapes of input that no font gives. Whatever comes
// in, some lines come out and nothing is read out of bounds.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "para.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

#define EM (10 * PAI_PT)

static struct pai_job *job;

static int open_job(void **state) {
    (void)state;
    job = pai_job_open(NULL, NULL);
    return 0;
}

static int shut_job(void **state) {
    (void)state;
    pai_job_close(job);
    return 0;
}

// One run of one glyph for each character; Latin ones half an em wide.
static struct pai_run make_run(const char *text, pai_len em, enum pai_lang lang) {
    size_t len = strlen(text);
    struct pai_glyph *glyphs = PAI_NEW_N(job->arena, struct pai_glyph, len + 1);
    uint32_t n = 0;
    for (size_t at = 0; at < len;) {
        unsigned used;
        uint32_t cp = pai_utf8_next(text + at, len - at, &used);
        glyphs[n].id = cp;
        glyphs[n].cluster = (uint32_t)at;
        glyphs[n].cls = pai_class_of(cp);
        glyphs[n].advance = cp < 0x80 ? em / 2 : em;
        n++;
        at += used;
    }
    return (struct pai_run){NULL, em, em, lang, 0, (uint32_t)len, glyphs, n, {0}, false};
}

static struct pai_text make_text(const char *s) {
    return (struct pai_text){s, (uint32_t)strlen(s), 0, NULL, 0};
}

static struct pai_lines set(const char *s, const struct pai_para_params *params) {
    struct pai_text *text = PAI_NEW(job->arena, struct pai_text);
    *text = make_text(s);
    struct pai_run *run = PAI_NEW(job->arena, struct pai_run);
    *run = make_run(s, params->em, PAI_ZH_HANS);
    return pai_para_set(job, text, run, 1, params, NULL, 0);
}

static unsigned glyph_count(const struct pai_lines *lines) {
    unsigned n = 0;
    for (uint32_t i = 0; i < lines->n; i++) {
        for (uint32_t k = 0; k < lines->v[i].part_count; k++) {
            n += lines->v[i].parts[k].count;
        }
    }
    return n;
}

static const struct pai_para_params plain = {
    .measure = 10 * EM, .em = EM, .gap = 16, .gap_min = 8, .gap_max = 32};

static void test_nothing(void **state) {
    (void)state;
    struct pai_text text = make_text("");
    struct pai_lines lines = pai_para_set(job, &text, NULL, 0, &plain, NULL, 0);
    assert_int_equal(lines.n, 0);
    lines = set("    ", &plain);
    assert_int_equal(lines.n, 0);
    struct pai_run empty = {NULL, EM, EM, PAI_LATN, 0, 0, NULL, 0, {0}, false};
    text = make_text("缺");
    lines = pai_para_set(job, &text, &empty, 1, &plain, NULL, 0);
    assert_int_equal(lines.n, 0);
}

// A squeeze across runs: the bracket and the stop stand in different faces (typography 3.5).
static void test_across_runs(void **state) {
    (void)state;
    const char *s = "汉。（字";
    struct pai_text text = make_text(s);
    struct pai_run whole = make_run(s, EM, PAI_ZH_HANS);
    struct pai_run runs[2] = {whole, whole};
    runs[0].count = 2;
    runs[0].end = 6;
    runs[1].first = 6;
    runs[1].glyphs += 2;
    runs[1].count = 2;
    struct pai_lines lines = pai_para_set(job, &text, runs, 2, &plain, NULL, 0);
    assert_int_equal(lines.n, 1);
    assert_int_equal(lines.v[0].width, EM / 2 * 7);
    assert_int_equal(lines.v[0].part_count, 2);
    assert_int_equal(lines.v[0].adjust[0].why, PAI_WHY_ADJACENT);
    assert_int_equal(lines.v[0].adjust[0].sum, -EM / 2);
}

// The units that do not divide go one to a place: a line is as wide as its measure to the unit.
static void test_exact(void **state) {
    (void)state;
    struct pai_para_params params = plain;
    for (int odd = -300; odd < 300; odd += 7) {
        params.measure = 10 * EM + odd;
        struct pai_lines lines =
            set("一二三四五六七八九十一二三四五六七八九十一二三四五", &params);
        for (uint32_t i = 0; i + 1 < lines.n; i++) {
            assert_int_equal(lines.v[i].width, params.measure);
        }
        assert_int_equal(glyph_count(&lines), 25);
    }
}

static void test_extremes(void **state) {
    (void)state;
    static const pai_len sizes[] = {1,          3, PAI_PT, EM, 300 * PAI_PT, 20000 * PAI_PT,
                                    PAI_LEN_MAX};
    static const pai_len measures[] = {-PAI_LEN_MAX, -1,           0,          1,
                                       PAI_PT,       400 * PAI_PT, PAI_LEN_MAX};
    static const char text[] = "县供销，“合作社”2020年（推进）。Windows and more——……！";
    unsigned chars = 0;
    for (const char *p = text; *p != '\0'; p++) {
        chars += ((unsigned char)*p & 0xC0) != 0x80;
    }
    for (unsigned s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        for (unsigned m = 0; m < sizeof measures / sizeof *measures; m++) {
            for (int align = PAI_JUSTIFY; align <= PAI_RIGHT; align++) {
                struct pai_para_params params = plain;
                params.em = sizes[s];
                params.measure = measures[m];
                params.indent = measures[(m + 3) % 7];
                params.turnover = measures[(m + 5) % 7];
                params.align = (enum pai_align)align;
                params.balance = align == PAI_CENTRE;
                struct pai_lines lines = set(text, &params);
                assert_true(lines.n > 0);
                assert_true(lines.v[lines.n - 1].last);
                assert_in_range(glyph_count(&lines), chars - 2,
                                chars); // two spaces may be lost at edges
            }
        }
    }
}

// A division of the author ends a line, and the line before it is not pulled wide.
static void test_forced(void **state) {
    (void)state;
    const char *s = "一二三四五六七八九十一二三";
    struct pai_text text = make_text(s);
    struct pai_run run = make_run(s, EM, PAI_ZH_HANS);
    const uint32_t forced[] = {9, 15};
    struct pai_lines lines = pai_para_set(job, &text, &run, 1, &plain, forced, 2);
    assert_int_equal(lines.n, 3);
    assert_int_equal(lines.v[0].end, 9);
    assert_int_equal(lines.v[0].width, 3 * EM);
    assert_int_equal(lines.v[1].end, 15);
    // Divisions at the edges, twice at one place and outside the text give no empty lines.
    const uint32_t odd[] = {0, 9, 9, 200};
    lines = pai_para_set(job, &text, &run, 1, &plain, odd, 4);
    assert_int_equal(lines.n, 2);
    assert_int_equal(glyph_count(&lines), 13);
}

// Far longer than one window of the breaker: everything is set once, in order, each full line
// flush.
static void test_long(void **state) {
    (void)state;
    static const char *const units[] = {"国", "a", "9", "。", "word ", "「", "——"};
    for (unsigned u = 0; u < sizeof units / sizeof *units; u++) {
        size_t one = strlen(units[u]);
        size_t n = 50000;
        char *s = pai_arena_alloc(job->arena, n * one + 1);
        for (size_t i = 0; i < n; i++) {
            memcpy(s + i * one, units[u], one);
        }
        struct pai_lines lines = set(s, &plain);
        uint32_t at = 0;
        for (uint32_t i = 0; i < lines.n; i++) {
            assert_int_equal(lines.v[i].first, at);
            at = lines.v[i].end;
            if (i + 1 < lines.n && u != 6) {
                assert_int_equal(lines.v[i].width, plain.measure);
            }
        }
        assert_int_equal(at, n * one);
    }
}

static void test_names(void **state) {
    (void)state;
    // The names of the dump contract (design 5).
    assert_string_equal(pai_why_name(PAI_WHY_LINE_END), "line-end");
    assert_string_equal(pai_why_name(PAI_WHY_HAN_LATIN), "han-latin");
    assert_string_equal(pai_why_name(PAI_WHY_HANG), "hang");
}

#define T(f) cmocka_unit_test_setup_teardown(f, open_job, shut_job)
int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_nothing), T(test_across_runs), T(test_exact), T(test_extremes),
        T(test_forced),  T(test_long),        T(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
