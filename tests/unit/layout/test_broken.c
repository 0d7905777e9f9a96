// Layouts that are wrong: each mistake is one diagnostic with its code, at the line and column
// (in characters) that must be mended, and where it helps with a proposal.
#include "layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct broken {
    const char *code;
    uint32_t line, column;
    const char *text;
    const char *says; // must stand in the Chinese message or its action; NULL: anything
};

// Each text has exactly one mistake.
static const struct broken BROKEN[] = {
    // ---- the file itself ----
    {"E0402", 2, 8, "name: 简报\nname2: \xFF\n", "0xFF"},
    {"E0402", 1, 8, "name: 简\001报\n", "U+0001"},
    {"E0403", 1, 1, "", NULL},
    {"E0403", 1, 1, "# 只有说明\n\n", NULL},
    {"E0403", 1, 1, "---\n", NULL},
    {"E0421", 1, 1, "简报\n", NULL},
    {"E0421", 1, 1, "- name\n- paper\n", NULL},

    // ---- writing ----
    {"E0404", 2, 1, "paper:\n\twidth: 210mm\n", "空格"},
    {"E0404", 3, 3, "paper:\n  width: 210mm\n  \theight: 297mm\n", NULL},
    {"E0405", 2, 3, "paper:\n  width 210mm\n  height: 297mm\n", "“width”"},
    {"E0405", 2, 3, "paper:\n  width：210mm\n  height: 297mm\n", "“width”"},
    {"E0405", 2, 3, "paper:\n  width:210mm\n  height: 297mm\n", NULL},
    {"E0405", 2, 3, "paper:\n  width:210mm\n", NULL},
    {"E0405", 2, 3, "paper:\n  width：210mm\n", "“width”"},
    {"E0405", 2, 1, "name: 简报\npaper：\n  width: 210mm\n", "“paper”"},
    {"E0405", 3, 3, "paper:\n  width: 210mm\n  height\n", "“height”"},
    {"E0405", 4, 1, "paper:\n  width: 210mm\n\nname 简报\n", "“name”"},
    {"E0406", 1, 7, "name: \"简报\npaper:\n  width: 210mm\n", NULL},
    {"E0406", 1, 7, "name: '简报\n", NULL},
    {"E0407", 2, 8, "inks:\n  red: [0, 80, 80, 0\nname: 简报\n", "[0, 80%"},
    {"E0407", 2, 8, "inks:\n  red: [0, 80, 80, 0}\n", NULL},
    {"E0407", 2, 10, "styles:\n  title: {size: 22pt\n  body: {size: 16pt}\n", NULL},
    {"E0408", 3, 2, "paper:\n  width: 210mm\n height: 297mm\n", NULL},
    {"E0408", 3, 5, "paper:\n  width: 210mm\n    height: 297mm\n", NULL},
    {"E0409", 1, 7, "name: @简报\n", "“@”"},
    {"E0409", 1, 7, "name: %简报\n", NULL},
    {"E0409", 1, 7, "name: ]\n", NULL},
    {"E0409", 2, 1, "name: 简报\n- paper\n", "“-”"},
    {"E0409", 1, 7, "name: - 简报\n", NULL},
    {"E0449", 1, 8, "name: 甲: 乙\n", "引号"},
    {"E0449", 1, 13, "paper: width: 210mm\n", "另起一行"},
    {"E0410", 1, 12, "name: \"简报\" 增刊\n", "多余"},
    {"E0410", 1, 8, "name: \"\\q\"\n", NULL},
    {"E0410", 1, 5, "%FOO\n---\nname: 简报\n", NULL},
    {"E0411", 1, 7, "name: &a 简报\n", NULL},
    {"E0411", 2, 10, "paper:\n  bleed: *a\n", NULL},
    {"E0412", 1, 7, "name: !!str 简报\n", NULL},
    {"E0412", 1, 7, "name: !简报\n", NULL},
    {"E0413", 2, 1, "name: 简报\n---\nname: 增刊\n", NULL},
    {"E0413", 3, 1, "name: 简报\n...\nname: 增刊\n", NULL},
    {"E0414", 1, 33, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "32"},

    // ---- keys ----
    {"E0415", 2, 1, "name: 简报\nname: 增刊\n", "第 1 行"},
    {"E0415", 4, 3, "paper:\n  width: 210mm\n  height: 297mm\n  width: 211mm\n", "第 2 行"},
    {"E0415", 2, 32, "styles:\n  body: {size: 16pt, ink: red, size: 15pt}\n", NULL},
    {"E0416", 1, 1, "[name]: 简报\n", NULL},
    {"E0416", 1, 3, "? [name]\n: 简报\n", NULL},
    {"E0417", 1, 1, "版新: 1\n", "type-area"},
    {"E0417", 2, 3, "grid:\n  weather: 1\n", "rows cells"},
    {"E0418", 1, 1, "masthed: \n", "“masthead”"},
    {"E0418", 1, 1, "type_area:\n  top: 37mm\n", "“type-area”"},
    {"E0418", 2, 3, "paper:\n  widht: 210mm\n", "“width”"},
    {"E0418", 2, 3, "masthead:\n  Space-After: 2行\n", "“space-after”"},
    {"E0418", 2, 3, "styles:\n  标题: {size: 二号}\n", "“title”"},
    {"E0418", 2, 3, "styles:\n  tilte: {size: 二号}\n", "“title”"},
    {"E0418", 2, 11, "styles:\n  title: {sise: 二号}\n", "“size”"},
    {"E0419", 1, 1, "rows: 22\n", "grid"},
    {"E0419", 3, 3, "paper:\n  width: 210mm\n  type-area: 1\n", "最上一级"},
    {"E0419", 1, 1, "title: {size: 二号}\n", "styles"},
    {"E0420", 2, 3, "paper:\n  width:\n", NULL},
    {"E0421", 1, 8, "paper: A4\n", "“paper”"},
    {"E0421", 2, 10, "styles:\n  title: 二号\n", NULL},
    {"E0422", 2, 3, "paper:\n  width: [210mm]\n", "width: 210mm"},
    {"E0422", 2, 3, "paper:\n  width:\n    mm: 210\n", NULL},
    {"E0485", 1, 10, "extends: bulletin\n", "bulletin"},
    {"E0488", 1, 1, "extends:\n", NULL},
    {"E0488", 1, 10, "extends: [bulletin]\n", NULL},

    // ---- values ----
    {"E0423", 2, 8, "type-area:\n  top: 37\n", "37mm"},
    {"E0423", 2, 10, "paper:\n  bleed: 0\n", "0mm"},
    {"E0423", 2, 17, "styles:\n  title: {size: 22}\n", "22pt"},
    {"E0423", 2, 16, "masthead:\n  space-after: 2\n", "2行"},
    {"E0423", 2, 11, "folio:\n  indent: 1\n", "1字"},
    {"E0424", 2, 10, "paper:\n  width: 210furlong\n", "mm"},
    {"E0425", 2, 10, "paper:\n  width: 210毫米\n", "210mm"},
    {"E0425", 2, 10, "paper:\n  width: 210 MM\n", "mm"},
    {"E0425", 2, 17, "styles:\n  title: {size: 22磅}\n", "22pt"},
    {"E0426", 2, 9, "type-area:\n  left: 2字\n", "mm"},
    {"E0426", 2, 11, "paper:\n  height: 28行\n", NULL},
    {"E0426", 2, 17, "styles:\n  title: {size: 2em}\n", "indent"},
    {"E0426", 2, 8, "folio:\n  gap: 1em\n", "em"},
    {"E0427", 2, 10, "paper:\n  width: 宽\n", "“宽”"},
    {"E0427", 2, 10, "paper:\n  width: ２１０mm\n", "半角"},
    {"E0427", 2, 10, "paper:\n  width: 210.00001mm\n", "四位"},
    {"E0428", 2, 10, "paper:\n  width: 10mm\n", "至少 50mm"},
    {"E0428", 2, 8, "type-area:\n  top: -3mm\n", "0mm"},
    {"E0428", 2, 9, "grid:\n  rows: 0\n", "至少 1"},
    {"E0428", 2, 17, "styles:\n  title: {size: 3pt}\n", "4pt"},
    {"E0429", 2, 10, "paper:\n  width: 21000mm\n", "至多 1000mm"},
    {"E0429", 2, 16, "masthead:\n  space-after: 99999999999999999999mm\n", NULL},
    {"E0429", 2, 9, "grid:\n  rows: 99999999999999999999\n", "200"},
    {"E0430", 2, 9, "grid:\n  rows: 22行\n", "22"},
    {"E0430", 2, 10, "grid:\n  cells: 28.5\n", NULL},
    {"E0431", 2, 9, "folio:\n  show: 1\n", "yes"},
    {"E0431", 2, 11, "type-area:\n  mirror: maybe\n", NULL},
    {"E0450", 2, 9, "articles:\n  note: frame\n", "plain box rules"},
    {"E0432", 2, 18, "styles:\n  title: {align: middle}\n", "centre"},
    {"E0433", 2, 21, "styles:\n  body: {han-latin: 1/0}\n", "1/4"},
    {"E0433", 2, 21, "styles:\n  body: {han-latin: 3}\n", NULL},
    {"E0469", 2, 16, "styles:\n  body: {font: 宋体}\n", "song"},
    {"E0469", 2, 17, "styles:\n  body: {latin: times}\n", "latin"},
    {"E0434", 2, 16, "styles:\n  body: {font: 隶书}\n", "小标宋"},
    {"E0435", 2, 15, "styles:\n  body: {ink: blue}\n", "black red"},
    {"E0471", 2, 28, "masthead:\n  blocks: {red-rule: {ink: 红}}\n", "red"},
    {"E0436", 2, 8, "inks:\n  red: [0, 80, 80]\n", "四个"},
    {"E0436", 2, 16, "inks:\n  red: [0, 80, 180, 0]\n", NULL},
    {"E0436", 2, 8, "inks:\n  red: 红\n", NULL},
    {"E0436", 2, 3, "inks:\n  red:\n", NULL},
    {"E0436", 2, 3, "inks:\n  red: {spot: 红}\n", "bulletin-spot"},
    {"E0436", 2, 3, "inks:\n  red: {cmyk: [0, 80, 80, 0]}\n", NULL},
    {"E0436", 2, 18, "inks:\n  red: {spot: 红, tint: 120, cmyk: [0, 80, 80, 0]}\n", NULL},
    {"E0417", 2, 38, "inks:\n  red: {spot: 红, cmyk: [0, 8, 8, 0], colour: 红}\n",
     "spot cmyk tint"},
    {"E0475", 2, 15, "inks:\n  red: {spot: Black, cmyk: [0, 0, 0, 100]}\n", NULL},
    {"E0475", 2, 15, "inks:\n  red: {spot: \"\", cmyk: [0, 80, 80, 0]}\n", NULL},
    {"E0476", 3, 3,
     "inks:\n  a: {spot: 红, cmyk: [0, 80, 80, 0]}\n  b: {spot: 红, cmyk: [0, 81, 80, 0]}\n",
     "tint"},
    {"E0448", 2, 11, "press:\n  claims: x-4, a-3b\n", "ua-1"},
    {"E0448", 2, 11, "press:\n  claims: x-4,\n", NULL},
    {"E0437", 1, 10, "fontset: fonts/fandol.yaml\n", "fandol"},
    {"E0437", 1, 10, "fontset: ../etc/passwd\n", NULL},
    {"E0437", 1, 10, "fontset: 方正\n", NULL},

    // ---- values that do not fit each other ----
    {"E0439", 2, 10, "type-area:\n  width: 190mm\n", "8 mm"},
    {"E0439", 2, 9, "type-area:\n  left: 60mm\n", "6 mm"},
    {"E0439", 2, 10, "paper:\n  width: 180mm\n", NULL},
    {"E0440", 2, 11, "type-area:\n  height: 280mm\n", "20 mm"},
    {"E0440", 2, 8, "type-area:\n  top: 80mm\n", "8 mm"},
    {"E0441", 2, 10, "grid:\n  cells: 200\n", "2.21 pt"},
    {"E0441", 2, 10, "grid:\n  cells: 2\n", NULL},
    {"E0442", 2, 9, "grid:\n  rows: 60\n", "60 行"},
    {"E0442", 2, 11, "type-area:\n  height: 100mm\n", NULL},
    {"E0443", 2, 24, "masthead:\n  blocks: {name: {top: 240mm}}\n", "第一页"},
    {"E0443", 3, 26, "masthead:\n  space-after: 90mm\n  blocks: {number: {gap: 100mm}}\n",
     NULL},
    {"E0444", 2, 27, "masthead:\n  blocks: {name: {spread: 180mm}}\n", "156 mm"},
    {"E0444", 2, 35, "footer:\n  blocks: {distribution: {indent: 14字}}\n", NULL},
    {"E0444", 2, 18, "styles:\n  body: {indent: 28字}\n", NULL},
    {"E0445", 2, 14, "articles:\n  space-min: 3\n", "3"},
    {"E0446", 2, 8, "folio:\n  gap: 34mm\n", "mm"},
};

static struct pai_job *load(const char *text, const struct pai_layout **layout) {
    struct pai_job *job = pai_job_open(NULL, NULL);
    uint32_t file = pai_job_source(job, "test.yaml", text, strlen(text));
    *layout = pai_layout_load(job, job->arena, file);
    return job;
}

static void describe(const struct pai_job *job) {
    for (uint32_t i = 0; i < job->diags.n; i++) {
        const struct pai_diag *d = &job->diags.v[i];
        struct pai_place place = {.line = 0};
        pai_job_place(job, d->span, &place);
        print_message("  %u:%u %s %s (%s)\n", place.line, place.column,
                      pai_diag_row(d->code)->code, d->zh, d->act_zh);
    }
}

static bool says(const struct pai_diag *d, const char *what) {
    return what == NULL || strstr(d->zh, what) != NULL || strstr(d->act_zh, what) != NULL;
}

static void each_mistake_has_its_place(void **state) {
    (void)state;
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof BROKEN / sizeof BROKEN[0]; i++) {
        const struct broken *b = &BROKEN[i];
        const struct pai_layout *layout;
        struct pai_job *job = load(b->text, &layout);
        struct pai_place place = {.line = 0};
        bool good = layout == NULL && job->diags.n == 1;
        if (good) {
            const struct pai_diag *d = &job->diags.v[0];
            good = strcmp(pai_diag_row(d->code)->code, b->code) == 0 &&
                   pai_job_place(job, d->span, &place) && place.line == b->line &&
                   place.column == b->column && says(d, b->says);
        }
        if (!good) {
            print_message("%s\nexpected %s at %u:%u saying “%s”, got\n", b->text, b->code,
                          b->line, b->column, b->says != NULL ? b->says : "");
            describe(job);
            wrong++;
        }
        pai_job_close(job);
    }
    assert_int_equal(wrong, 0);
}

// Nothing is left open in a message: every {1} has its argument, in both languages.
static void messages_are_complete(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof BROKEN / sizeof BROKEN[0]; i++) {
        const struct pai_layout *layout;
        struct pai_job *job = load(BROKEN[i].text, &layout);
        for (uint32_t k = 0; k < job->diags.n; k++) {
            const struct pai_diag *d = &job->diags.v[k];
            assert_null(strchr(d->zh, '{'));
            assert_null(strchr(d->en, '{'));
            assert_null(strchr(d->act_zh, '{'));
            assert_null(strchr(d->act_en, '{'));
        }
        pai_job_close(job);
    }
}

// All mistakes of a file in one run, each once, none because of another.
static void all_mistakes_are_reported(void **state) {
    (void)state;
    static const char *const CODES[] = {"E0415", "E0418", "E0423", "E0425", "E0430",
                                        "E0431", "E0432", "E0469", "E0435", "E0436"};
    const struct pai_layout *layout;
    struct pai_job *job = load("name: 简报\n"
                               "name: 增刊\n"                    // twice
                               "paper: {widht: 210mm}\n"         // width
                               "type-area: {top: 37}\n"          // no unit
                               "grid: {rows: 22行}\n"            // not a number
                               "footer: {space-before: 8毫米}\n" // unit
                               "folio: {show: 好}\n"             // yes, no
                               "inks: {red: [1, 2, 3]}\n"        // four
                               "styles:\n"
                               "  body: {font: 宋体, ink: blue, align: 居中}\n",
                               &layout);
    assert_null(layout);
    if (job->diags.n != sizeof CODES / sizeof CODES[0]) {
        describe(job);
    }
    assert_int_equal(job->diags.n, sizeof CODES / sizeof CODES[0]);
    for (size_t i = 0; i < sizeof CODES / sizeof CODES[0]; i++) {
        bool found = false;
        for (uint32_t k = 0; k < job->diags.n; k++) {
            found = found || strcmp(pai_diag_row(job->diags.v[k].code)->code, CODES[i]) == 0;
        }
        if (!found) {
            fail_msg("%s is missing", CODES[i]);
        }
    }
    pai_job_close(job);
}

static void caret_covers_the_value(void **state) {
    (void)state;
    const struct pai_layout *layout;
    struct pai_job *job = load("# 版心\npaper:\n  width: 210毫米   # 宽\n", &layout);
    struct pai_place place;
    assert_int_equal(job->diags.n, 1);
    assert_true(pai_job_place(job, job->diags.v[0].span, &place));
    assert_int_equal(place.mark_len, strlen("210毫米"));
    assert_memory_equal(place.line_text + place.line_offset, "210毫米", strlen("210毫米"));
    pai_job_close(job);
}

// A file that cannot be a layout is refused at once.
static void huge_file_is_refused(void **state) {
    (void)state;
    size_t n = ((size_t)1 << 20) + 1;
    char *text = malloc(n + 1);
    assert_non_null(text);
    memset(text, '#', n);
    text[n] = '\0';
    const struct pai_layout *layout;
    struct pai_job *job = load(text, &layout);
    assert_null(layout);
    assert_int_equal(job->diags.n, 1);
    assert_int_equal(job->diags.v[0].code, PAI_D_LAYOUT_HUGE);
    pai_job_close(job);
    free(text);
}

// As many mistakes as a file of the largest size can hold: still an answer.
static void flood_of_mistakes(void **state) {
    (void)state;
    size_t cap = (size_t)1 << 20, n = 0;
    char *text = calloc(1, cap + 32);
    assert_non_null(text);
    for (unsigned i = 0; n + 16 < cap; i++) {
        n += (size_t)snprintf(text + n, 32, "k%u: 1\n", i % 60000);
    }
    const struct pai_layout *layout;
    struct pai_job *job = load(text, &layout);
    assert_null(layout);
    assert_true(job->count[PAI_ERROR] > 60000);
    pai_job_close(job);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_mistake_has_its_place), cmocka_unit_test(messages_are_complete),
        cmocka_unit_test(all_mistakes_are_reported),  cmocka_unit_test(caret_covers_the_value),
        cmocka_unit_test(huge_file_is_refused),       cmocka_unit_test(flood_of_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
