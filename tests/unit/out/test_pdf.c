// What independent readers see of the PDF: structure, fonts, text, places (libharu 3, 8).
#include "press.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZE ((pai_len)1034813) // 15.79 pt: 3号 on a 28-cell line (typography 1.2)

static int setup(void **state) {
    *state = press_open();
    return 0;
}

static int teardown(void **state) {
    press_close(*state);
    return 0;
}

static void assert_says(struct press *press, const char *command, const char *what) {
    char *said = press_run(press, command, NULL);
    if (!strstr(said, what)) {
        print_error("%s\nlacks: %s\nsays: %s\n", command, what, said);
        fail();
    }
    free(said);
}

static void assert_clean(struct press *press, const char *name) {
    char command[256];
    int status = 0;
    snprintf(command, sizeof command, "qpdf --check '%%s/%s'", name);
    char *said = press_run(press, command, &status);
    if (status != 0 || strstr(said, "WARNING") || !strstr(said, "No syntax or stream")) {
        print_error("%s\n", said);
        fail();
    }
    free(said);
}

// A page in four faces: CFF with ROS Adobe-GB1, CFF of a collection, TrueType, TrueType beyond
// the BMP.
static void set_samples(struct press *press) {
    press_page(press);
    press_set(press, FANG, 80, 120, SIZE, "春耕备耕全面展开，阿卜杜拉·买买提（代）说：“好！”",
              &press_black);
    press_set(press, NOTO, 80, 150, SIZE, "镕𬭎玥喆犇龑", &press_black);
    press_set(press, LATIN, 80, 180, SIZE, "GDP 12.5% Wi-Fi fi (2026)", &press_black);
    press_set(press, RARE, 80, 210, SIZE, "𠮷𠀀𫓧", &press_black);
    press_page_end(press);
}

static void qpdf_finds_nothing_wrong(void **state) {
    set_samples(*state);
    struct pai_bytes bytes = press_file(*state, "a.pdf");
    assert_memory_equal(bytes.data, "%PDF-1.6\n", 9);
    assert_clean(*state, "a.pdf");
}

static void every_font_is_embedded_and_subset(void **state) {
    struct press *press = *state;
    set_samples(press);
    press_file(press, "a.pdf");
    char *said = press_run(press, "pdffonts '%s/a.pdf' | tail -n +3", NULL);
    uint32_t fonts = 0;
    for (char *line = strtok(said, "\n"); line; line = strtok(NULL, "\n")) {
        fonts++;
        assert_non_null(strstr(line, "Identity-H       yes yes yes"));
        assert_int_equal(line[6], '+');
    }
    free(said);
    assert_int_equal(fonts, 4);
    assert_says(press, "pdffonts '%s/a.pdf'", "+FandolFang-Regular-Identity-H");
    assert_says(press, "pdffonts '%s/a.pdf'", "CID Type 0C");
    assert_says(press, "pdffonts '%s/a.pdf'", "CID TrueType");
}

// Codes are CIDs only together with the face's own collection (libharu 8.1).
static void the_collection_is_the_faces_own(void **state) {
    struct press *press = *state;
    set_samples(press);
    press_file(press, "a.pdf");
    const char *qdf = "qpdf --qdf --object-streams=disable '%s/a.pdf' - | strings";
    assert_says(press, qdf, "/Ordering (GB1)");
    assert_says(press, qdf, "/Supplement 5");
}

static void readers_give_every_character_back(void **state) {
    struct press *press = *state;
    set_samples(press);
    press_file(press, "a.pdf");
    static const char *const readers[] = {
        "pdftotext -raw '%s/a.pdf' -",
        "pdftotext -layout '%s/a.pdf' -",
        "mutool draw -q -F txt '%s/a.pdf'",
    };
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        assert_says(press, readers[i], "春耕备耕全面展开，阿卜杜拉·买买提（代）说：“好！”");
        assert_says(press, readers[i], "镕𬭎玥喆犇龑");
        assert_says(press, readers[i], "GDP 12.5% Wi-Fi fi (2026)");
        assert_says(press, readers[i], "𠮷𠀀𫓧");
    }
}

// One glyph for several characters (Noto's two-em dash), one glyph for different texts, several
// glyphs for one character: all copied as written (libharu 3, ToUnicode and ActualText).
static void clusters_are_copied_as_written(void **state) {
    struct press *press = *state;
    const struct pai_face *noto = press_face(press, NOTO), *latin = press_face(press, LATIN);
    uint32_t dash = pai_face_glyph(noto, 0x4E00), han = pai_face_glyph(noto, 0x7532);
    uint32_t e = pai_face_glyph(latin, 'e'), acute = pai_face_glyph(latin, 0xB4);
    pai_len y = 120 * PAI_PT, s = SIZE;
    press_page(press);
    // 甲――乙一丙: one glyph stands first for two dashes, then for 一.
    const char *first = "甲——乙一丙";
    struct pai_put a[] = {{han, 80 * PAI_PT, y, s, 0, 3},
                          {dash, 80 * PAI_PT + s, y, s, 3, 6},
                          {pai_face_glyph(noto, 0x4E59), 80 * PAI_PT + 2 * s, y, s, 9, 3},
                          {dash, 80 * PAI_PT + 3 * s, y, s, 12, 3},
                          {pai_face_glyph(noto, 0x4E19), 80 * PAI_PT + 4 * s, y, s, 15, 3}};
    press_put(press, NOTO, s, first, a, 5);
    // é made of two glyphs, between letters that stay as they are.
    const char *second = "René e";
    y = 160 * PAI_PT;
    struct pai_put b[] = {{pai_face_glyph(latin, 'R'), 80 * PAI_PT, y, s, 0, 1},
                          {e, 91 * PAI_PT, y, s, 1, 1},
                          {pai_face_glyph(latin, 'n'), 98 * PAI_PT, y, s, 2, 1},
                          {e, 106 * PAI_PT, y, s, 3, 2},
                          {acute, 107 * PAI_PT, y, s, 5, 0},
                          {pai_face_glyph(latin, ' '), 113 * PAI_PT, y, s, 5, 1},
                          {e, 117 * PAI_PT, y, s, 6, 1}};
    press_put(press, LATIN, s, second, b, 7);
    press_page_end(press);
    press_file(press, "a.pdf");
    assert_clean(press, "a.pdf");
    assert_says(press, "pdftotext -raw '%s/a.pdf' -", first);
    assert_says(press, "pdftotext -raw '%s/a.pdf' -", second);
}

// Glyphs with their places in ems from the last one.
static void set_spaced(struct press *press, int y, const char *text, const double *ems) {
    struct pai_item *item = press_set(press, FANG, 80, y, SIZE, text, &press_black);
    struct pai_put *v = (struct pai_put *)item->u.glyphs.v;
    for (uint32_t i = 1; i < item->u.glyphs.n; i++) {
        v[i].x = v[i - 1].x + (pai_len)(ems[i - 1] * SIZE);
    }
}

// Squeezed marks (typography 3.7), a mark squeezed against another face, a full-width space
// between names and a letterspaced name: text comes back in one piece and in order, not in
// columns.
static void squeezed_and_spaced_lines_stay_whole(void **state) {
    struct press *press = *state;
    press_page(press);
    set_spaced(press, 120, "全县（含山区），共有", (double[]){1, 0.5, 1, 1, 1, 0.5, 0.5, 1, 1});
    set_spaced(press, 150, "每天八时，", (double[]){1, 1, 1, 1});
    press_set(press, LATIN, 80 + 71, 150, SIZE, "21:00", &press_black); // comma half squeezed
    set_spaced(press, 180, "责编：周一帆　林禾", (double[]){1, 1, 1, 1, 1, 1, 1, 1});
    set_spaced(press, 210, "印刷：本室", (double[]){1, 1, 1, 1});
    set_spaced(press, 240, "云溪信息", (double[]){2.5, 2.5, 2.5});
    press_page_end(press);
    press_file(press, "a.pdf");
    assert_clean(press, "a.pdf");
    static const char *const readers[] = {"pdftotext '%s/a.pdf' -",
                                          "pdftotext -raw '%s/a.pdf' -"};
    for (size_t i = 0; i < 2; i++) {
        assert_says(press, readers[i], "全县（含山区），共有");
        assert_says(press, readers[i], "每天八时，21:00");
        assert_says(press, readers[i], "责编：周一帆　林禾");
        assert_says(press, readers[i], "印刷：本室");
        assert_says(press, readers[i], "云溪信息");
    }
}

// ---- places ----

// The next x= and y= of a glyph in MuPDF's trace; false at the end.
static bool trace_next(const char **at, double *x, double *y) {
    const char *g = strstr(*at, "<g ");
    const char *px = g ? strstr(g, " x=\"") : NULL;
    const char *py = g ? strstr(g, " y=\"") : NULL;
    if (!px || !py) {
        return false;
    }
    *x = strtod(px + 4, NULL);
    *y = strtod(py + 4, NULL);
    *at = py;
    return true;
}

// Glyphs placed with fractions that no adjustment hits exactly: errors must not add up along a
// line (0.005 pt).
static void every_glyph_stands_in_its_place(void **state) {
    struct press *press = *state;
    enum { N = 300 };
    static struct pai_put v[N];
    static const pai_len sizes[] = {PAI_PT * 14, 1034945, PAI_PT * 72};
    char *text = pai_arena_alloc(press->process, N * 3 + 1);
    for (int k = 0; k < 3; k++) {
        const struct pai_face *face = press_face(press, k == 1 ? LATIN : FANG);
        press_page(press);
        press->page.media.width = 14000 * PAI_PT;
        pai_len x = 79 * PAI_PT + 24248;
        for (uint32_t i = 0; i < N; i++) {
            uint32_t cp = k == 1 ? 'a' + i % 26 : 0x4E00 + i % 2;
            memcpy(text + 3 * i, "字", 3);
            uint32_t glyph = pai_face_glyph(face, cp);
            pai_len advance =
                pai_len_units(pai_face_advance(face, glyph), sizes[k], face->upem);
            v[i] = (struct pai_put){glyph, x, 120 * PAI_PT + 331, advance, 3 * i, 3};
            x += advance + (pai_len)(i * 7919 % 9973) - 3000 + (i % 50 == 0 ? PAI_PT * 4 : 0);
        }
        press_put(press, k == 1 ? LATIN : FANG, sizes[k], text, v, N);
        press_page_end(press);
        press_file(press, "a.pdf");
        char *trace = press_run(press, "mutool trace '%s/a.pdf' 1", NULL);
        const char *at = trace;
        double px = 0, py = 0;
        for (uint32_t i = 0; i < N; i++) {
            assert_true(trace_next(&at, &px, &py));
            double wanted = v[i].x / 65536.0, off = px - wanted;
            // MuPDF prints six digits of a float.
            double seen = wanted < 1000 ? 0.0005 : wanted < 10000 ? 0.006 : 0.06;
            if (off > 0.005 + seen || off < -0.005 - seen) {
                fail_msg("glyph %u at %f, wanted %f", i, px, wanted);
            }
        }
        free(trace);
        press->pages.n = 0;
    }
}

// ---- the whole document ----

static void the_same_pages_give_the_same_bytes(void **state) {
    struct press *press = *state, *again = press_open();
    set_samples(press);
    set_samples(again);
    struct pai_bytes a = press_file(press, "a.pdf"), b = press_file(again, "b.pdf");
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.data, b.data, a.size);
    press_close(again);
}

// The identifier in a file's trailer.
static char *file_id(struct press *press, const char *name) {
    char command[256];
    snprintf(command, sizeof command, "strings '%%s/%s' | grep '^/ID \\['", name);
    return press_run(press, command, NULL);
}

static void another_text_has_another_identifier(void **state) {
    struct press *press = *state, *other = press_open();
    press_page(press);
    press_set(press, FANG, 80, 120, SIZE, "甲", &press_black);
    press_page_end(press);
    press_file(press, "a.pdf");
    press_page(other);
    press_set(other, FANG, 80, 120, SIZE, "乙", &press_black);
    press_page_end(other);
    press_file(other, "b.pdf");
    char *a = file_id(press, "a.pdf"), *b = file_id(other, "b.pdf");
    assert_int_equal(strlen(a), strlen("/ID [<><>]\n") + 64);
    assert_string_not_equal(a, b);
    free(a);
    free(b);
    press_close(other);
}

static void five_hundred_pages_are_a_document(void **state) {
    struct press *press = *state;
    for (int i = 0; i < 500; i++) {
        press_page(press);
        for (int row = 0; row < 22; row++) {
            press_set(press, FANG, 80, 120 + 30 * row, SIZE,
                      "各乡镇人民政府要高度重视春季森林防火工作，加强巡查值守。", &press_black);
        }
        press_page_end(press);
    }
    struct pai_bytes bytes = press_file(press, "a.pdf");
    assert_in_range(bytes.size, 100000, 2000000);
    assert_clean(press, "a.pdf");
    assert_says(press, "pdfinfo '%s/a.pdf'", "Pages:           500\n");
    assert_says(press, "pdftotext -f 500 '%s/a.pdf' -", "加强巡查值守。");
}

// ---- what must not be written ----

static void assert_refused(struct press *press, enum pai_code code) {
    struct pai_bytes bytes = {0};
    assert_false(press_pdf(press, &bytes));
    assert_int_equal(press->job->diags.n, 1);
    assert_int_equal(press->job->diags.v[0].code, code);
    assert_true(pai_job_failed(press->job));
}

static void the_missing_glyph_is_never_printed(void **state) {
    struct press *press = *state;
    press_page(press);
    struct pai_item *item = press_set(press, FANG, 80, 120, SIZE, "甲乙", &press_black);
    item->span = (struct pai_span){1, 5, 3};
    ((struct pai_put *)item->u.glyphs.v)[1].glyph = 0;
    press_page_end(press);
    assert_refused(press, PAI_D_PDF_GLYPH);
    assert_int_equal(press->job->diags.v[0].span.offset, 5); // the place in the source
}

static void a_glyph_outside_the_face_is_refused(void **state) {
    struct press *press = *state;
    press_page(press);
    struct pai_item *item = press_set(press, LATIN, 80, 120, SIZE, "A", &press_black);
    ((struct pai_put *)item->u.glyphs.v)[0].glyph = 70000;
    press_page_end(press);
    assert_refused(press, PAI_D_PDF_GLYPH);
}

static void no_size_no_glyph(void **state) {
    struct press *press = *state;
    press_page(press);
    press_set(press, LATIN, 80, 120, 0, "A", &press_black);
    press_page_end(press);
    assert_refused(press, PAI_D_PDF_GLYPH);
}

static void a_page_without_a_size_is_refused(void **state) {
    struct press *press = *state;
    press_page(press);
    press->page.media.width = 0;
    press_page_end(press);
    assert_refused(press, PAI_D_PDF_PAGE_SIZE);
}

static void no_pages_no_file(void **state) {
    assert_refused(*state, PAI_D_NO_CONTENT);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(qpdf_finds_nothing_wrong),
        CASE(every_font_is_embedded_and_subset),
        CASE(the_collection_is_the_faces_own),
        CASE(readers_give_every_character_back),
        CASE(clusters_are_copied_as_written),
        CASE(squeezed_and_spaced_lines_stay_whole),
        CASE(every_glyph_stands_in_its_place),
        CASE(the_same_pages_give_the_same_bytes),
        CASE(another_text_has_another_identifier),
        CASE(five_hundred_pages_are_a_document),
        CASE(the_missing_glyph_is_never_printed),
        CASE(a_glyph_outside_the_face_is_refused),
        CASE(no_size_no_glyph),
        CASE(a_page_without_a_size_is_refused),
        CASE(no_pages_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
