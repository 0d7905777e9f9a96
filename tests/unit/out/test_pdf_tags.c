// What a screen reader finds in the PDF: elements, their order and their text (PDF/UA-1 7,
// PDF/A-2 6.7), as poppler tells them.
#include "press.h"
#include "test.h"

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

static void assert_structure(struct press *press, const char *wanted) {
    press_file(press, "a.pdf");
    char *said = press_run(press, "pdfinfo -struct-text '%s/a.pdf'", NULL);
    assert_string_equal(said, wanted);
    free(said);
    int status = 1;
    free(press_run(press, "qpdf --check '%s/a.pdf'", &status));
    assert_int_equal(status, 0);
}

static void a_paragraph_over_two_pages_is_one_element(void **state) {
    struct press *press = *state;
    press_page(press);
    press_part(press, PAI_TAG_TITLE, 0, 0, "云溪信息");
    press_tag(press, PAI_TAG_ART)->u.tag.id = 1;
    press_part(press, PAI_TAG_H, 1, 2, "春耕备耕");
    press_part(press, PAI_TAG_P, 1, 0, "全县");
    press_tag(press, PAI_TAG_END);
    press_page_end(press);
    press_page(press);
    press_tag(press, PAI_TAG_ART)->u.tag.id = 1;
    press_part(press, PAI_TAG_P, 1, 0, "各乡镇");
    press_part(press, PAI_TAG_P, 2, 0, "一是");
    press_tag(press, PAI_TAG_END);
    press_page_end(press);
    assert_structure(press, "Document\n"
                            "  H1 (block)\n    \"云溪信息\"\n"
                            "  Art\n"
                            "    H2 (block)\n      \"春耕备耕\"\n"
                            "    P (block)\n      \"全县\"\n      \"各乡镇\"\n"
                            "    P (block)\n      \"一是\"\n");
}

// UA-1 7.4.2: the first heading is H1 and no level is skipped, though the bulletin has no name
// and a title is followed by a heading two levels down.
static void headings_skip_no_level(void **state) {
    struct press *press = *state;
    press_page(press);
    press_part(press, PAI_TAG_H, 1, 2, "甲");
    press_part(press, PAI_TAG_H, 2, 4, "乙");
    press_part(press, PAI_TAG_H, 3, 5, "丙");
    press_part(press, PAI_TAG_H, 4, 2, "丁");
    press_page_end(press);
    assert_structure(press, "Document\n"
                            "  H1 (block)\n    \"甲\"\n"
                            "  H2 (block)\n    \"乙\"\n"
                            "  H3 (block)\n    \"丙\"\n"
                            "  H1 (block)\n    \"丁\"\n");
}

static void rules_and_folios_are_not_read(void **state) {
    struct press *press = *state;
    press_page(press);
    press_tag(press, PAI_TAG_DIV);
    press_tag(press, PAI_TAG_END); // an element without text
    press_tag(press, PAI_TAG_P);
    press_set(press, FANG, 80, 120, 16 * PAI_PT, "甲", &press_black);
    press_rule(press,
               (struct pai_rule){80 * PAI_PT, 200 * PAI_PT, 10 * PAI_PT, PAI_PT, PAI_ROLE_COUNT,
                                 "rule"},
               &press_black);
    press_set(press, FANG, 80, 240, 16 * PAI_PT, "乙", &press_black);
    press_tag(press, PAI_TAG_END);
    press_part(press, PAI_TAG_ARTIFACT, 0, 0, "一");
    press_page_end(press);
    assert_structure(press, "Document\n  P (block)\n    \"甲\"\n    \"乙\"\n");
    char *text = press_run(press,
                           "mutool show -b '%s/a.pdf' pages/1/Contents | "
                           "grep -aE '^(/.* (BMC|BDC)|EMC)$'",
                           NULL);
    assert_string_equal(text, "/P <</MCID 0>> BDC\nEMC\n/Artifact BMC\nEMC\n"
                              "/P <</MCID 1>> BDC\nEMC\n/Artifact BMC\nEMC\n");
    free(text);
}

// A squeezed comma makes a span with ActualText; the text after it is not lost.
static void text_after_a_span_is_read(void **state) {
    struct press *press = *state;
    press_page(press);
    press_tag(press, PAI_TAG_P);
    struct pai_item *item =
        press_set(press, FANG, 80, 120, 16 * PAI_PT, "甲，乙丙", &press_black);
    struct pai_put *v = (struct pai_put *)item->u.glyphs.v;
    for (int i = 2; i < 4; i++) {
        v[i].x -= 8 * PAI_PT;
    }
    press_tag(press, PAI_TAG_END);
    press_page_end(press);
    assert_structure(press, "Document\n  P (block)\n    \"甲\"\n    \"，乙\"\n    \"丙\"\n");
}

// Every element is reached from its marks as well: the parent tree of each page lists as many
// elements as the page has marks.
static void the_parent_tree_knows_every_mark(void **state) {
    struct press *press = *state;
    for (int i = 0; i < 3; i++) {
        press_page(press);
        press_part(press, PAI_TAG_P, 1, 0, "甲");
        press_part(press, PAI_TAG_P, (uint32_t)i + 2, 0, "乙");
        press_page_end(press);
    }
    press_file(press, "a.pdf");
    char *said =
        press_run(press, "mutool show '%s/a.pdf' trailer/Root/StructTreeRoot/ParentTree", NULL);
    unsigned refs = 0;
    for (const char *s = said; (s = strstr(s, " 0 R")); s++) {
        refs++;
    }
    assert_int_equal(refs, 6);
    free(said);
    static const char *const pages[] = {"mutool show '%s/a.pdf' pages/1",
                                        "mutool show '%s/a.pdf' pages/3"};
    static const char *const keys[] = {"/StructParents 0", "/StructParents 2"};
    for (int i = 0; i < 2; i++) {
        said = press_run(press, pages[i], NULL);
        assert_non_null(strstr(said, keys[i]));
        assert_non_null(strstr(said, "/Tabs /S"));
        free(said);
    }
}

// A link in a paragraph is an element of its own, which knows its annotation; the text on both
// sides stays in the paragraph. Where PDF/X-4 is claimed there are no annotations on a page,
// and the text is that of the paragraph.
static void a_link_is_an_element_unless_the_press_forbids_it(void **state) {
    struct press *press = *state;
    press_page(press);
    press_tag(press, PAI_TAG_P);
    press_set(press, FANG, 80, 120, 16 * PAI_PT, "甲", &press_black);
    press_tag(press, PAI_TAG_LINK);
    press_set(press, FANG, 96, 120, 16 * PAI_PT, "乙", &press_black);
    struct pai_item *item = PAI_VEC_ADD(press->process, &press->items);
    item->kind = PAI_ITEM_LINK;
    item->u.link = (struct pai_link){96 * PAI_PT, 106 * PAI_PT,        16 * PAI_PT,
                                     16 * PAI_PT, "http://a.example/", -1};
    press_tag(press, PAI_TAG_END);
    press_set(press, FANG, 112, 120, 16 * PAI_PT, "丙", &press_black);
    press_tag(press, PAI_TAG_END);
    press_page_end(press);
    press->facts.title = "云溪信息";
    press->profile = press_profile(press);
    static const char *const wanted[] = {
        "Document\n  P (block)\n    \"甲乙丙\"\n",
        "Document\n  P (block)\n    \"甲\"\n    Link (inline)\n      \"乙\"\n"
        "      Object 5 0\n    \"丙\"\n"};
    for (int i = 0; i < 2; i++) {
        press->claims = i == 0 ? PAI_CLAIM_ALL : PAI_CLAIM_A2A | PAI_CLAIM_UA1;
        assert_structure(press, wanted[i]);
        char *said = press_run(press, "mutool show '%s/a.pdf' pages/1/Annots/1", NULL);
        assert_int_equal(strstr(said, "/Subtype /Link") != NULL, i == 1);
        assert_int_equal(strstr(said, "/Rect [ 96 ") != NULL, i == 1);
        free(said);
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(a_paragraph_over_two_pages_is_one_element),
        CASE(headings_skip_no_level),
        CASE(rules_and_folios_are_not_read),
        CASE(text_after_a_span_is_read),
        CASE(the_parent_tree_knows_every_mark),
        CASE(a_link_is_an_element_unless_the_press_forbids_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
