// What the PDF says it is: output intents and identification of PDF/X-4, PDF/A-2a and PDF/UA-1
// (libharu 5, 9).
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

static void assert_says(struct press *press, const char *command, const char *what,
                        bool wanted) {
    char *said = press_run(press, command, NULL);
    if (!strstr(said, what) == wanted) {
        print_error("%s\n%s: %s\nsays: %s\n", command, wanted ? "lacks" : "has", what, said);
        fail();
    }
    free(said);
}

static void issue(struct press *press, unsigned claims) {
    press_page(press);
    press_part(press, PAI_TAG_TITLE, 0, 0, "云溪信息");
    press_part(press, PAI_TAG_P, 0, 0, "春耕备耕");
    press_page_end(press);
    press->facts.title = "云溪信息 第29期";
    press->claims = claims;
    press->profile = press_profile(press);
    press_file(press, "a.pdf");
}

static const char root[] = "mutool show '%s/a.pdf' trailer/Root";
static const char xmp[] = "pdfinfo -meta '%s/a.pdf'";

static void both_intents_share_one_profile(void **state) {
    struct press *press = *state;
    issue(press, PAI_CLAIM_ALL);
    assert_says(press, root, "/S /GTS_PDFX\n", true);
    assert_says(press, root, "/S /GTS_PDFA1\n", true);
    assert_says(press, root, "/OutputConditionIdentifier (FOGRA39)", true);
    int status = 1;
    free(press_run(
        press,
        "test $(mutool show '%s/a.pdf' trailer/Root | grep -o 'DestOutputProfile .* R' | "
        "sort | uniq -c | awk '{print $1 NR}') = 21",
        &status));
    assert_int_equal(status, 0); // twice the same object
    free(press_run(press,
                   "mutool show -b '%s/a.pdf' trailer/Root/OutputIntents/1/DestOutputProfile > "
                   "'%s/a.icc'",
                   NULL));
    char path[4200];
    snprintf(path, sizeof path, "%s/a.icc", press->dir);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    struct pai_bytes icc = press->profile->icc;
    uint8_t *data = malloc(icc.size + 1);
    assert_non_null(data);
    assert_int_equal(fread(data, 1, icc.size + 1, file), icc.size);
    assert_memory_equal(data, icc.data, icc.size);
    fclose(file);
    free(data);
}

static void the_claims_are_in_the_metadata(void **state) {
    struct press *press = *state;
    issue(press, PAI_CLAIM_ALL);
    assert_says(press, xmp, "<pdfaid:part>2</pdfaid:part>", true);
    assert_says(press, xmp, "<pdfaid:conformance>A</pdfaid:conformance>", true);
    assert_says(press, xmp, "<pdfuaid:part>1</pdfuaid:part>", true);
    assert_says(press, xmp, "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", true);
    // A-2 6.6.2.3: properties that it does not know are described.
    assert_says(press, xmp, "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>", true);
    assert_says(press, xmp, "<pdfaSchema:prefix>pdfxid</pdfaSchema:prefix>", true);
    assert_says(press, xmp, "<pdf:Trapped>False</pdf:Trapped>", true);
    assert_says(press, xmp, "<pdfaProperty:name>Trapped</pdfaProperty:name>", true);
    assert_says(press, "mutool show '%s/a.pdf' trailer/Info", "/Trapped /False", true);
    assert_says(press, "pdfinfo '%s/a.pdf'", "PDF/X-4", true);
    free(press_run(press, "pdfinfo -meta '%s/a.pdf' > '%s/a.xml'", NULL));
    int status = 1;
    free(press_run(
        press,
        "python3 -c \"import sys,xml.dom.minidom as m; m.parse(sys.argv[1])\" '%s/a.xml'",
        &status));
    assert_int_equal(status, 0);
}

static void only_what_is_claimed_is_said(void **state) {
    struct press *press = *state;
    issue(press, PAI_CLAIM_UA1);
    assert_says(press, xmp, "pdfuaid:part", true);
    assert_says(press, xmp, "pdfaid:part", false);
    assert_says(press, xmp, "pdfxid", false);
    assert_says(press, xmp, "pdfaExtension", false);
    assert_says(press, root, "OutputIntents", false);
}

static void without_claims_nothing_is_said(void **state) {
    struct press *press = *state;
    issue(press, 0);
    assert_says(press, xmp, "pdfuaid", false);
    assert_says(press, xmp, "pdfaid", false);
    assert_says(press, xmp, "pdfxid", false);
    assert_says(press, root, "OutputIntents", false);
}

// X-4 wants dates; an issue without one gets the start of 1970 and no date of its own making.
static void the_press_gets_a_date(void **state) {
    struct press *press = *state;
    issue(press, PAI_CLAIM_X4);
    assert_says(press, "pdfinfo -rawdates '%s/a.pdf'", "D:19700101080000+08'00'", true);
    assert_says(press, xmp, "<xmp:MetadataDate>1970-01-01T08:00:00+08:00</xmp:MetadataDate>",
                true);
}

// A-2 6.2.11.7.3: a character of the private use area is told in ActualText.
static void private_characters_are_told_on_the_spot(void **state) {
    struct press *press = *state;
    press_page(press);
    press_part(press, PAI_TAG_TITLE, 0, 0, "云溪信息");
    press_tag(press, PAI_TAG_P);
    press_set(press, FANG, 80, 200, 16 * PAI_PT, "甲", &press_black)->u.glyphs.text =
        "\xEE\xA0\x80"; // U+E800
    press_tag(press, PAI_TAG_END);
    press_page_end(press);
    press->facts.title = "云溪信息";
    press->claims = PAI_CLAIM_A2A | PAI_CLAIM_UA1;
    press->profile = press_profile(press);
    press_file(press, "a.pdf");
    assert_says(press, "mutool show -b '%s/a.pdf' pages/1/Contents", "/ActualText <FEFFE800>",
                true);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(both_intents_share_one_profile), CASE(the_claims_are_in_the_metadata),
        CASE(only_what_is_claimed_is_said),   CASE(without_claims_nothing_is_said),
        CASE(the_press_gets_a_date),          CASE(private_characters_are_told_on_the_spot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
