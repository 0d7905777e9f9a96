// What the printer gets of the PDF: plates, boxes, artifacts, and the facts about the document
// (libharu 4, 5).
#include "press.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static const char *find(struct pai_bytes bytes, const char *what) {
    size_t n = strlen(what);
    for (size_t i = 0; i + n <= bytes.size; i++) {
        if (memcmp(bytes.data + i, what, n) == 0) {
            return (const char *)bytes.data + i;
        }
    }
    return NULL;
}

// ---- plates ----

// The darkest spot of a plate of page.pdf's first page: 0 nothing, 255 solid; -1 if there is no
// plate.
static int darkest(struct press *press, const char *plate) {
    char path[4200];
    snprintf(path, sizeof path, "%s/p(%s).tif", press->dir, plate);
    FILE *file = fopen(path, "rb");
    if (!file) {
        return -1;
    }
    static unsigned char data[1 << 22];
    size_t size = fread(data, 1, sizeof data, file);
    fclose(file);
    // Uncompressed 8-bit TIFF: all image bytes stand together from the first strip on; the
    // directory is elsewhere.
    assert_memory_equal(data, "II*", 3);
    size_t dir = data[4] | data[5] << 8 | data[6] << 16, strip = 0, rows = 0, width = 0;
    for (size_t i = 0, n = data[dir] | data[dir + 1] << 8; i < n; i++) {
        const unsigned char *e = data + dir + 2 + 12 * i;
        uint32_t tag = e[0] | e[1] << 8, count = e[4] | e[5] << 8;
        size_t value = e[8] | e[9] << 8 | (e[2] == 3 ? 0 : e[10] << 16 | e[11] << 24);
        width = tag == 256 ? value : width;
        rows = tag == 257 ? value : rows;
        strip = tag == 273 ? (count == 1 ? value : (size_t)(data[value] | data[value + 1] << 8))
                           : strip;
    }
    assert_true(strip && strip + width * rows <= size);
    unsigned char least = 255;
    for (size_t i = 0; i < width * rows; i++) {
        least = data[strip + i] < least ? data[strip + i] : least;
    }
    return 255 - least;
}

static void separate(struct press *press) {
    int status = 0;
    free(press_run(press,
                   "gs -q -dNOPAUSE -dBATCH -dSAFER -sDEVICE=tiffsep -sCompression=none -r72 "
                   "-dMaxStripSize=0 -sOutputFile='%s/p.tif' '%s/a.pdf'",
                   &status));
    assert_int_equal(status, 0);
}

// Text black is K only, never a black of four colours (typography 1.1).
static void black_is_on_the_black_plate_only(void **state) {
    struct press *press = *state;
    press_page(press);
    press_set(press, FANG, 80, 300, 72 * PAI_PT, "春耕", NULL); // no ink said: black
    press_set(press, LATIN, 80, 400, 72 * PAI_PT, "GDP", &press_black);
    press_page_end(press);
    press_file(press, "a.pdf");
    separate(press);
    assert_int_equal(darkest(press, "Black"), 255);
    assert_int_equal(darkest(press, "Cyan"), 0);
    assert_int_equal(darkest(press, "Magenta"), 0);
    assert_int_equal(darkest(press, "Yellow"), 0);
}

// GB/T 9704: red is Y 80 % and M 80 % (typography 1.1).
static void red_is_magenta_and_yellow(void **state) {
    struct press *press = *state;
    press_page(press);
    press_set(press, FANG, 80, 300, 72 * PAI_PT, "简报", &press_red);
    press_rule(press,
               (struct pai_rule){80 * PAI_PT, 320 * PAI_PT, 400 * PAI_PT, 4 * PAI_PT,
                                 PAI_ROLE_COUNT, "red-rule"},
               &press_red);
    press_page_end(press);
    press_file(press, "a.pdf");
    separate(press);
    assert_int_equal(darkest(press, "Black"), 0);
    assert_int_equal(darkest(press, "Cyan"), 0);
    assert_in_range(darkest(press, "Magenta"), 203, 205);
    assert_in_range(darkest(press, "Yellow"), 203, 205);
}

// Black text leaves the red below it whole; red over black makes a hole in it (libharu 4).
static void black_is_printed_over_red_and_red_instead_of_black(void **state) {
    struct press *press = *state;
    struct pai_rule field = {80 * PAI_PT,  200 * PAI_PT,   100 * PAI_PT,
                             100 * PAI_PT, PAI_ROLE_COUNT, "field"};
    struct pai_rule over = {100 * PAI_PT, 220 * PAI_PT,   20 * PAI_PT,
                            20 * PAI_PT,  PAI_ROLE_COUNT, "over"};
    for (int red_first = 0; red_first < 2; red_first++) {
        press->pages.n = 0;
        press_page(press);
        press_rule(press, field, red_first ? &press_red : &press_black);
        press_rule(press, over, red_first ? &press_black : &press_red);
        press_page_end(press);
        press_file(press, "a.pdf");
        // The ink in the middle of the smaller field: magenta, black.
        char *seen = press_run(
            press,
            "cd '%s' && gs -q -dNOPAUSE -dBATCH -dSAFER -sDEVICE=tiffsep -sCompression=none "
            "-r72 -dMaxStripSize=0 -sOutputFile=p.tif a.pdf && python3 -c \"\n"
            "import struct\n"
            "for name in ('Magenta', 'Black'):\n"
            "    d = open('p(' + name + ').tif', 'rb').read()\n"
            "    at = struct.unpack_from('<I', d, 4)[0]\n"
            "    tags = {}\n"
            "    for i in range(struct.unpack_from('<H', d, at)[0]):\n"
            "        t, k, n, v = struct.unpack_from('<HHII', d, at + 2 + 12 * i)\n"
            "        tags[t] = v\n"
            "    print(255 - d[tags[273] + 230 * tags[256] + 110])\n"
            "\"",
            NULL);
        assert_string_equal(seen, red_first ? "204\n255\n" : "204\n0\n");
        free(seen);
    }
}

// ---- boxes ----

static void assert_near(double is, double wanted, const char *what) {
    if (is - wanted > 0.00005 || wanted - is > 0.00005) {
        fail_msg("%s: %f, wanted %f", what, is, wanted);
    }
}

// A box of the file in mm from the bottom left of the sheet.
static void assert_box(struct pai_bytes bytes, const char *key, int left, int bottom, int right,
                       int top) {
    const char *at = find(bytes, key);
    assert_non_null(at);
    char *s = (char *)at + strlen(key) + 2;
    int wanted[] = {left, bottom, right, top};
    for (int i = 0; i < 4; i++) {
        assert_near(strtod(s, &s), wanted[i] * 72 / 25.4, key);
    }
}

// A sheet with 10 mm around the trim and 3 mm bleed. The origin of the page list is the top
// left of the trim.
static void boxes_are_exact(void **state) {
    struct press *press = *state;
    pai_len slug = pai_len_mm(10000), bleed = pai_len_mm(3000);
    press_page(press);
    struct pai_box trim = press->page.trim;
    press->page.media =
        (struct pai_box){-slug, -slug, trim.width + 2 * slug, trim.height + 2 * slug};
    press->page.bleed =
        (struct pai_box){-bleed, -bleed, trim.width + 2 * bleed, trim.height + 2 * bleed};
    press_rule(press, (struct pai_rule){0, 0, PAI_PT, PAI_PT, PAI_ROLE_COUNT, "corner"},
               &press_black);
    press_page_end(press);
    struct pai_bytes bytes = press_file(press, "a.pdf");
    assert_box(bytes, "/MediaBox", 0, 0, 230, 317);
    assert_box(bytes, "/TrimBox", 10, 10, 220, 307);
    assert_box(bytes, "/BleedBox", 7, 7, 223, 310);
    char *content =
        press_run(press, "mutool show -b '%s/a.pdf' pages/1/Contents | grep -a 're f'", NULL);
    char *s = content;
    assert_near(strtod(s, &s), 10 * 72 / 25.4, "x");
    assert_near(strtod(s, &s), 307 * 72 / 25.4 - 1, "y");
    free(content);
}

// ---- artifacts ----

// Rules and what the page list calls an artifact are marked as such; text is not.
static void artifacts_are_marked(void **state) {
    struct press *press = *state;
    press_page(press);
    press_tag(press, PAI_TAG_P);
    press_set(press, LATIN, 80, 120, 12 * PAI_PT, "A", &press_black);
    press_tag(press, PAI_TAG_END);
    press_rule(press,
               (struct pai_rule){80 * PAI_PT, 200 * PAI_PT, 10 * PAI_PT, PAI_PT, PAI_ROLE_COUNT,
                                 "rule"},
               &press_black);
    press_tag(press, PAI_TAG_ARTIFACT);
    press_set(press, LATIN, 80, 800, 12 * PAI_PT, "1", &press_black);
    press_tag(press, PAI_TAG_END);
    press_tag(press, PAI_TAG_END);      // one too many: ignored
    press_tag(press, PAI_TAG_ARTIFACT); // left open: closed
    press_page_end(press);
    press_file(press, "a.pdf");
    char *text = press_run(press,
                           "mutool show -b '%s/a.pdf' pages/1/Contents | "
                           "grep -aE '^(BT|ET|/.* (BMC|BDC)|EMC|.* re f)$'",
                           NULL);
    assert_string_equal(
        text, "BT\n/P <</MCID 0>> BDC\nEMC\nET\n/Artifact BMC\n80 640.8898 10 1 re f\nEMC\n"
              "/Artifact BMC\nBT\nET\nEMC\n/Artifact BMC\nEMC\n");
    free(text);
}

// ---- facts ----

static void facts(struct press *press) {
    press_page(press);
    press_set(press, LATIN, 80, 120, 12 * PAI_PT, "A", &press_black);
    press_page_end(press);
    press->facts.title = "云溪信息 第29期 & <增刊>";
    press->facts.author = "云溪县人民政府办公室";
    press->facts.subject = "𬭎江镇春耕忙；我县开展防火宣传";
    press->facts.year = 2026;
    press->facts.month = 3;
    press->facts.day = 5;
}

static void facts_are_told_in_chinese(void **state) {
    struct press *press = *state;
    facts(press);
    press_file(press, "a.pdf");
    assert_says(press, "pdfinfo '%s/a.pdf'", "Title:           云溪信息 第29期 & <增刊>\n");
    assert_says(press, "pdfinfo '%s/a.pdf'", "Author:          云溪县人民政府办公室\n");
    assert_says(press, "pdfinfo '%s/a.pdf'",
                "Subject:         𬭎江镇春耕忙；我县开展防火宣传\n");
    assert_says(press, "pdfinfo '%s/a.pdf'", "Producer:        paiban test\n");
    assert_says(press, "pdfinfo -rawdates '%s/a.pdf'", "D:20260305000000+08'00'\n");
    assert_says(press, "pdfinfo '%s/a.pdf'", "PDF version:     1.6\n");
}

// The XMP says what Info says, in the open.
static void xmp_agrees_with_info(void **state) {
    struct press *press = *state;
    facts(press);
    press_file(press, "a.pdf");
    assert_says(press, "grep -a dc:title '%s/a.pdf'",
                "云溪信息 第29期 &amp; &lt;增刊&gt;</rdf:li></rdf:Alt></dc:title>");
    assert_says(press, "pdfinfo -meta '%s/a.pdf'",
                "<rdf:li>云溪县人民政府办公室</rdf:li></rdf:Seq></dc:creator>");
    assert_says(press, "pdfinfo -meta '%s/a.pdf'",
                "<xmp:CreateDate>2026-03-05T00:00:00+08:00</xmp:CreateDate>");
    free(press_run(press, "pdfinfo -meta '%s/a.pdf' > '%s/a.xml'", NULL));
    int status = 1;
    free(press_run(
        press,
        "python3 -c \"import sys,xml.dom.minidom as m; m.parse(sys.argv[1])\" '%s/a.xml'",
        &status));
    assert_int_equal(status, 0);
}

static void the_viewer_shows_the_title_and_knows_the_language(void **state) {
    struct press *press = *state;
    facts(press);
    press_file(press, "a.pdf");
    const char *catalog = "mutool show '%s/a.pdf' trailer/Root";
    assert_says(press, catalog, "/DisplayDocTitle true");
    assert_says(press, catalog, "/Lang (zh-CN)");
}

// Seconds since 1970 as the caller gives them win over the date and are told in Chinese
// time.
static void dated(struct press *press, int64_t date, const char *expected) {
    struct pai_pdf_options options = {.date = date};
    struct pai_bytes bytes = {0};
    char wanted[64];
    press->facts.v = press->pages.v;
    press->facts.n = press->pages.n;
    assert_true(pai_pdf_make(press->job, &press->facts, &options, &bytes));
    snprintf(wanted, sizeof wanted, "/CreationDate (D:%s+08'00')", expected);
    if (!find(bytes, wanted)) {
        fail_msg("%s is missing", wanted);
    }
}

static void dates_are_those_given(void **state) {
    struct press *press = *state;
    facts(press);
    dated(press, 0, "19700101080000");
    dated(press, 951782399, "20000229075959");  // 2000-02-28 23:59:59 UTC
    dated(press, 1709222400, "20240301000000"); // 2024-02-29 16:00:00 UTC
    dated(press, INT64_MAX, "20260305000000");  // no such date: the issue's own
}

static void without_facts_nothing_is_invented(void **state) {
    struct press *press = *state;
    facts(press);
    press->facts.title = press->facts.author = press->facts.subject = NULL;
    press->facts.year = 0;
    press_file(press, "a.pdf");
    char *said = press_run(press, "pdfinfo '%s/a.pdf'", NULL);
    assert_null(strstr(said, "CreationDate"));
    assert_null(strstr(said, "Title:"));
    free(said);
}

// Bytes that are not UTF-8, controls, brackets: said as well as can be, and the file stays a
// PDF.
static void odd_facts_do_no_harm(void **state) {
    struct press *press = *state;
    facts(press);
    press->facts.title = "\xFF(甲\x01)\\<\xED\xA0\x80>";
    press->facts.lang = "zh)(\\-\n";
    press_file(press, "a.pdf");
    assert_says(press, "qpdf --check '%s/a.pdf'", "No syntax or stream encoding errors");
    assert_says(press, "pdfinfo '%s/a.pdf'", "\xEF\xBF\xBD(甲");
    int status = 1;
    free(press_run(press, "pdfinfo -meta '%s/a.pdf' > '%s/a.xml'", NULL));
    free(press_run(
        press,
        "python3 -c \"import sys,xml.dom.minidom as m; m.parse(sys.argv[1])\" '%s/a.xml'",
        &status));
    assert_int_equal(status, 0);
}

static void note(void *ctx, const char *stage) {
    strcat(ctx, stage);
    strcat(ctx, " ");
}

static void stages_are_clocked_in_order(void **state) {
    struct press *press = *state;
    char stages[64] = "";
    struct pai_pdf_options options = {.date = -1, .lap = note, .lap_ctx = stages};
    struct pai_bytes bytes = {0};
    facts(press);
    press->facts.v = press->pages.v;
    press->facts.n = press->pages.n;
    assert_true(pai_pdf_make(press->job, &press->facts, &options, &bytes));
    assert_string_equal(stages, "subset content compress write ");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(black_is_on_the_black_plate_only),
        CASE(red_is_magenta_and_yellow),
        CASE(black_is_printed_over_red_and_red_instead_of_black),
        CASE(boxes_are_exact),
        CASE(artifacts_are_marked),
        CASE(facts_are_told_in_chinese),
        CASE(xmp_agrees_with_info),
        CASE(the_viewer_shows_the_title_and_knows_the_language),
        CASE(dates_are_those_given),
        CASE(without_facts_nothing_is_invented),
        CASE(odd_facts_do_no_harm),
        CASE(stages_are_clocked_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
