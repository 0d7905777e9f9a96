// Places: from repaired text to the source, from the source to line and column, and the table
// of diagnostics.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "job.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

static int open_job(void **state) {
    *state = pai_job_open(NULL, NULL);
    return 0;
}

static int close_job(void **state) {
    pai_job_close(*state);
    return 0;
}

static void assert_span(const struct pai_text *text, uint32_t offset, uint32_t length,
                        uint32_t source, uint32_t source_length) {
    struct pai_span span = pai_text_span(text, offset, length);
    assert_int_equal(span.file, text->file);
    assert_int_equal(span.offset, source);
    assert_int_equal(span.length, source_length);
}

static void repaired_text_knows_its_source(void **state) {
    (void)state;
    // Source "共 5 个,好" at byte 100; repair drops the two spaces and makes the comma full
    // width.
    static const struct pai_origin map[] = {{0, 100}, {3, 104}, {4, 106}, {7, 109}, {10, 110}};
    struct pai_text text = {"共5个，好", 13, 2, map, 5};
    assert_span(&text, 0, 3, 100, 3);  // 共
    assert_span(&text, 3, 1, 104, 1);  // 5
    assert_span(&text, 4, 3, 106, 3);  // 个
    assert_span(&text, 7, 3, 109, 1);  // ， was one byte: the mark does not reach into 好
    assert_span(&text, 10, 3, 110, 3); // 好
    assert_span(&text, 0, 13, 100, 13);
    assert_span(&text, 7, 0, 109, 0);
    assert_span(&text, 13, 0, 113, 0);                     // the end
    assert_span(&text, 10, 99, 110, 3);                    // beyond the end
    assert_span(&text, 99, UINT32_MAX, 113, 0);            //
    assert_span(&text, 5, UINT32_MAX - 2, 107, 113 - 107); // no overflow
}

static void inserted_and_moved_text(void **state) {
    (void)state;
    // Three inserted bytes before source 50, then a piece from further up.
    static const struct pai_origin map[] = {{0, 50}, {3, 50}, {6, 20}};
    struct pai_text text = {"〔甲乙", 9, 1, map, 3};
    assert_span(&text, 0, 3, 50, 0); // no source of its own, but a place
    assert_span(&text, 3, 3, 50, 3);
    assert_span(&text, 6, 3, 20, 3);
    assert_span(&text, 3, 6, 50, 3); // pieces out of order: the first of them
}

static void no_origin_no_place(void **state) {
    (void)state;
    struct pai_text text = {"甲", 3, 1, NULL, 0};
    assert_int_equal(pai_text_span(&text, 0, 3).file, 0);
    static const struct pai_origin map[] = {{0, 0}};
    struct pai_text made = {"甲", 3, 0, map, 1};
    assert_int_equal(pai_text_span(&made, 0, 3).file, 0);
}

static void assert_place(struct pai_job *job, uint32_t offset, uint32_t length, uint32_t line,
                         uint32_t column, const char *text) {
    uint32_t file = job->sources.n;
    struct pai_place place;
    assert_true(pai_job_place(job, (struct pai_span){file, offset, length}, &place));
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
    assert_int_equal(place.line_len, strlen(text));
    assert_memory_equal(place.line_text, text, strlen(text));
    assert_true(place.line_offset <= place.line_len);
    assert_true(place.mark_len <= place.line_len - place.line_offset);
}

static void every_line_end_ends_a_line(void **state) {
    struct pai_job *job = *state;
    static const char *const ends[] = {"\n",       "\r\n",         "\r",
                                       "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char *text = pai_arena_fmt(job->arena, "一二%s%s三%s", ends[i], ends[i], ends[i]);
        uint32_t n = (uint32_t)strlen(ends[i]);
        pai_job_source(job, "a.txt", text, strlen(text));
        assert_place(job, 0, 0, 1, 1, "一二");
        assert_place(job, 3, 3, 1, 2, "一二");
        assert_place(job, 6, 1, 1, 3, "一二"); // on the line end itself
        assert_place(job, 6 + n - 1, 1, 1, 3, "一二");
        assert_place(job, 6 + n, 1, 2, 1, "");
        assert_place(job, 6 + 2 * n, 3, 3, 1, "三");
        assert_place(job, 6 + 3 * n + 3, 0, 4, 1, ""); // the end of the file
        assert_place(job, 9999, 9999, 4, 1, "");       // beyond it
    }
}

static void mixed_line_ends(void **state) {
    struct pai_job *job = *state;
    const char *text = "a\r\n\rb\n\nc"; // lines: a, "", b, "", c
    pai_job_source(job, "a.txt", text, strlen(text));
    assert_int_equal(pai_job_lines(job, 1)->line_count, 5);
    assert_place(job, 3, 0, 2, 1, "");
    assert_place(job, 4, 1, 3, 1, "b");
    assert_place(job, 7, 1, 5, 1, "c");
}

static void mark_stays_on_its_line(void **state) {
    struct pai_job *job = *state;
    const char *text = "一二三\r\n四五";
    pai_job_source(job, "稿.txt", text, strlen(text));
    struct pai_place place;
    assert_true(pai_job_place(job, (struct pai_span){1, 3, 14}, &place));
    assert_string_equal(place.file, "稿.txt");
    assert_int_equal(place.line_offset, 3);
    assert_int_equal(place.mark_len, 6);
    // A span that begins inside a character is shown at that character.
    assert_true(pai_job_place(job, (struct pai_span){1, 4, 1}, &place));
    assert_int_equal(place.line_offset, 3);
    assert_int_equal(place.column, 2);
}

static void no_place(void **state) {
    struct pai_job *job = *state;
    struct pai_place place;
    assert_false(pai_job_place(job, PAI_NO_SPAN, &place));
    assert_false(pai_job_place(job, (struct pai_span){1, 0, 0}, &place)); // no such file
    assert_int_equal(pai_job_source(job, "empty.txt", "", 0), 1);
    assert_place(job, 0, 0, 1, 1, "");
}

static void columns_of_a_very_long_line(void **state) {
    struct pai_job *job = *state;
    struct pai_arena *arena = job->arena;
    enum { CHARS = 20000 };
    char *text = pai_arena_alloc(arena, 3 * CHARS + 3);
    text[0] = 'x';
    text[1] = '\n';
    for (size_t i = 0; i < CHARS; i++) {
        memcpy(text + 2 + 3 * i, "排", 3);
    }
    pai_job_source(job, "long.txt", text, 3 * CHARS + 2);
    for (uint32_t i = 0; i < CHARS; i += 7) {
        struct pai_place place;
        assert_true(pai_job_place(job, (struct pai_span){1, 2 + 3 * i, 3}, &place));
        assert_int_equal(place.line, 2);
        assert_int_equal(place.column, i + 1);
    }
}

// ---- diagnostics ----

static void every_row_is_whole(void **state) {
    (void)state;
    for (unsigned i = 0; i < PAI_D_COUNT; i++) {
        const struct pai_diag_row *row = pai_diag_row((enum pai_code)i);
        const char *texts[] = {row->zh, row->en, row->act_zh, row->act_en};
        // Letter and four digits; E for what is shown as an error (diag.h), W, N.
        assert_int_equal(strlen(row->code), 5);
        assert_int_equal(strspn(row->code + 1, "0123456789"), 4);
        char letter = row->level == PAI_NOTE ? 'N' : row->level == PAI_WARNING ? 'W' : 'E';
        if (row->code[0] != letter) {
            fail_msg("%s: the letter does not fit the level", row->code);
        }
        if (row->zh[0] == '\0' || row->en[0] == '\0') {
            fail_msg("%s: message missing", row->code);
        }
        if ((row->act_zh[0] == '\0') != (row->act_en[0] == '\0')) {
            fail_msg("%s: the action is said in one language only", row->code);
        }
        for (unsigned t = 0; t < 4; t++) {
            if (!pai_utf8_valid(texts[t], strlen(texts[t]), NULL) ||
                strchr(texts[t], '\n') != NULL) {
                fail_msg("%s: text %u is not one line of UTF-8", row->code, t);
            }
        }
        for (unsigned k = 0; k < i; k++) {
            // The number is the identity, whatever the letter.
            if (strcmp(row->code + 1, pai_diag_row((enum pai_code)k)->code + 1) == 0) {
                fail_msg("%s: number used twice", row->code);
            }
        }
    }
}

static void arguments_are_put_in(void **state) {
    struct pai_job *job = *state;
    pai_diag(job, PAI_D_TOO_WIDE, (struct pai_span){1, 2, 3}, "报头 {2}", "12.5", NULL);
    assert_int_equal(job->diags.n, 1);
    const struct pai_diag *diag = &job->diags.v[0];
    assert_int_equal(diag->code, PAI_D_TOO_WIDE);
    assert_int_equal(diag->span.offset, 2);
    // An argument is text, never a pattern.
    assert_non_null(strstr(diag->zh, "报头 {2}"));
    assert_non_null(strstr(diag->zh, "12.5"));
    assert_non_null(strstr(diag->en, "报头 {2}"));
    assert_null(strstr(diag->zh, "{1}"));
    assert_true(pai_job_failed(job));
}

static void missing_arguments_do_no_harm(void **state) {
    struct pai_job *job = *state;
    pai_diag(job, PAI_D_TOO_WIDE, PAI_NO_SPAN, NULL);
    assert_non_null(strstr(job->diags.v[0].en, "{1}"));
    pai_diag(job, PAI_D_COUNT, PAI_NO_SPAN, NULL); // a code out of the table
    assert_int_equal(job->diags.n, 2);
    assert_string_not_equal(job->diags.v[1].zh, "");
}

static void notes_and_warnings_are_no_failure(void **state) {
    struct pai_job *job = *state;
    assert_false(pai_job_failed(job));
    for (unsigned i = 0; i < PAI_D_COUNT; i++) {
        const struct pai_diag_row *row = pai_diag_row((enum pai_code)i);
        if (row->level == PAI_NOTE || row->level == PAI_WARNING) {
            pai_diag(job, (enum pai_code)i, PAI_NO_SPAN, NULL);
        }
    }
    assert_false(pai_job_failed(job));
    assert_int_equal(job->count[PAI_NOTE] + job->count[PAI_WARNING], job->diags.n);
}

static void a_flood_is_counted_not_kept(void **state) {
    struct pai_job *job = *state;
    for (unsigned i = 0; i < PAI_DIAG_MAX + 500; i++) {
        pai_diag(job, PAI_D_TOO_WIDE, PAI_NO_SPAN, "x", "1", NULL);
    }
    assert_int_equal(job->diags.n, PAI_DIAG_MAX);
    assert_int_equal(job->count[PAI_ERROR], PAI_DIAG_MAX + 500);
}

#define WITH_JOB(f) cmocka_unit_test_setup_teardown(f, open_job, close_job)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repaired_text_knows_its_source),
        cmocka_unit_test(inserted_and_moved_text),
        cmocka_unit_test(no_origin_no_place),
        WITH_JOB(every_line_end_ends_a_line),
        WITH_JOB(mixed_line_ends),
        WITH_JOB(mark_stays_on_its_line),
        WITH_JOB(no_place),
        WITH_JOB(columns_of_a_very_long_line),
        cmocka_unit_test(every_row_is_whole),
        WITH_JOB(arguments_are_put_in),
        WITH_JOB(missing_arguments_do_no_harm),
        WITH_JOB(notes_and_warnings_are_no_failure),
        WITH_JOB(a_flood_is_counted_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
