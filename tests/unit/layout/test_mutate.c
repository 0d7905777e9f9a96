// The default layout, damaged at random a few thousand times (fixed seed): the loader must
// answer every time, with a layout or with errors that have a place, never with both or
// neither.
#include "layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 3000
#define ROOM   4096 // by which a text may grow

static char *original;
static size_t original_len;

// Numerical Recipes' generator: the same sequence everywhere.
static uint32_t draw(uint32_t *seed, uint32_t below) {
    *seed = *seed * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)(*seed >> 8) * below) >> 24);
}

static size_t replace(char *text, size_t len, size_t at, size_t cut, const char *with,
                      size_t n) {
    memmove(text + at + n, text + at + cut, len - at - cut);
    memcpy(text + at, with, n);
    return len - cut + n;
}

// Pieces of YAML, of layouts, and of no text at all.
// clang-format off
static const char *const PIECES[] = {
    "\t", ":", ": ", "：", "\n", "\n  ", "- ", "[", "]", "{", "}", "\"", "'", "&a ", "*a",
    "!x ", "#", "%", "---\n", "...\n", "? ", "|\n", "0", "9999999999", "-", ".", "mm", "em",
    "字", "行", "三号", "\xFF", "\xE5", "\001", "\xEF\xBB\xBF", "\r", "\xC2\x85",
    "\xF0\xA0\x80\x80", "1/0", "paper:", "styles:", "<<: ",
};
// clang-format on

static size_t mutate(char *text, size_t len, uint32_t *seed) {
    size_t at = draw(seed, (uint32_t)len);
    size_t cut = draw(seed, 12);
    cut = cut > len - at ? len - at : cut;
    uint32_t kind = draw(seed, 6);
    if (kind == 0) {
        char c = (char)draw(seed, 256);
        return replace(text, len, at, 1, &c, 1);
    }
    if (kind == 1) {
        return replace(text, len, at, cut, "", 0);
    }
    if (kind == 2) { // a stretch from elsewhere
        char copy[64];
        size_t from = draw(seed, (uint32_t)len);
        size_t n = draw(seed, sizeof copy);
        n = n > len - from ? len - from : n;
        memcpy(copy, text + from, n);
        return replace(text, len, at, 0, copy, n);
    }
    if (kind == 3 && draw(seed, 8) == 0) {
        return at; // cut short
    }
    const char *piece = PIECES[draw(seed, sizeof PIECES / sizeof PIECES[0])];
    return replace(text, len, at, kind == 4 ? cut : 0, piece, strlen(piece));
}

static void check_places(const struct pai_job *job) {
    for (uint32_t i = 0; i < job->diags.n; i++) {
        const struct pai_span span = job->diags.v[i].span;
        struct pai_place place;
        assert_true(pai_job_place(job, span, &place));
        assert_true((size_t)span.offset + span.length <= job->sources.v[0].len);
        assert_true(place.line >= 1 && place.column >= 1);
    }
}

static void damaged_layouts_are_answered(void **state) {
    (void)state;
    uint32_t seed = 20201123;
    char *text = malloc(original_len + ROOM);
    assert_non_null(text);
    unsigned good = 0;
    for (unsigned round = 0; round < ROUNDS; round++) {
        size_t len = original_len;
        memcpy(text, original, len);
        uint32_t times = 1 + draw(&seed, 4);
        for (uint32_t i = 0; i < times && len > 1; i++) {
            len = mutate(text, len, &seed);
        }
        // An exact copy: reading one byte beyond it is seen by the sanitizers.
        char *exact = malloc(len + 1);
        assert_non_null(exact);
        memcpy(exact, text, len);
        exact[len] = '\0';
        struct pai_job *job = pai_job_open(NULL, NULL);
        uint32_t file = pai_job_source(job, "x.yaml", exact, len);
        const struct pai_layout *layout = pai_layout_load(job, job->arena, file);
        assert_true((layout == NULL) == (job->count[PAI_ERROR] > 0));
        good += layout != NULL;
        check_places(job);
        pai_job_close(job);
        free(exact);
    }
    // Comments take much of the file: many mutations do no harm, many do.
    assert_true(good > ROUNDS / 20 && good < ROUNDS / 2 + ROUNDS / 4);
    free(text);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(damaged_layouts_are_answered)};
    char path[4096];
    snprintf(path, sizeof path, "%s/bulletin.yaml", argc > 1 ? argv[1] : "layouts");
    FILE *f = fopen(path, "rb");
    original = calloc(1, 1 << 18);
    if (f == NULL || original == NULL) {
        return 1;
    }
    original_len = fread(original, 1, (1 << 18) - 1, f);
    fclose(f);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(original);
    return failed;
}
