// For each rule of preflight a page list that breaks it, and it alone.
#include "preflight.h"
#include "press.h"
#include "test.h"

#include <string.h>

static bool met[PAI_D_COUNT]; // codes of rules that a test has broken

static int setup(void **state) {
    struct press *press = press_open();
    press->profile = press_profile(press);
    press->facts.title = "云溪信息 第29期";
    press->claims = PAI_CLAIM_ALL;
    *state = press;
    return 0;
}

static int teardown(void **state) {
    press_close(*state);
    return 0;
}

static const pai_len size = 16 * PAI_PT;

// Pages that keep every rule, but for what the test puts between.
static void page(struct press *press) {
    press_page(press);
    press_part(press, PAI_TAG_TITLE, 0, 0, "云溪信息");
    press_part(press, PAI_TAG_P, 0, 0, "春耕备耕");
}

static struct pai_item *text(struct press *press, const struct pai_ink *ink) {
    press_tag(press, PAI_TAG_P);
    press_set(press, FANG, 80, 200, size, "甲", ink);
    press_tag(press, PAI_TAG_END);
    return &press->items.v[press->items.n - 2];
}

// Exactly the rule with this code is broken, once; an error makes no file, a warning does.
static void assert_broken(struct press *press, enum pai_code code) {
    struct pai_pdf_options options = {
        .claims = press->claims, .profile = press->profile, .date = -1};
    uint32_t broken[64];
    struct pai_bytes bytes = {0};
    bool error = pai_diag_row(code)->level >= PAI_ERROR, found = false;
    assert_true(pai_preflight_count <= 64);
    press->facts.v = press->pages.v;
    press->facts.n = press->pages.n;
    assert_int_equal(pai_preflight(press->job, &press->facts, &options, broken), !error);
    for (size_t i = 0; i < pai_preflight_count; i++) {
        bool this = pai_preflight_rules[i].code == code;
        if (broken[i] != this) {
            fail_msg("%s is broken on %u pages",
                     pai_diag_row(pai_preflight_rules[i].code)->code, broken[i]);
        }
        found = found || this;
    }
    assert_true(found);
    met[code] = true;
    assert_int_equal(pai_pdf_make(press->job, &press->facts, &options, &bytes), !error);
    // Nobody asks: nothing is wrong.
    options.claims = 0;
    assert_true(pai_preflight(press->job, &press->facts, &options, NULL));
}

static void sound_pages_break_nothing(void **state) {
    struct press *press = *state;
    page(press);
    press_part(press, PAI_TAG_ARTIFACT, 0, 0, "一");
    press_page_end(press);
    struct pai_bytes bytes = {0};
    assert_true(press_pdf(press, &bytes));
    assert_int_equal(press->job->diags.n, 0);
}

static void no_profile(void **state) {
    struct press *press = *state;
    page(press);
    press_page_end(press);
    press->profile = NULL;
    assert_broken(press, PAI_D_PREFLIGHT_PROFILE);
}

static void a_profile_for_screens(void **state) {
    struct press *press = *state;
    page(press);
    press_page_end(press);
    struct pai_pdf_profile other = *press->profile;
    char *icc = pai_arena_str(press->process, (const char *)other.icc.data, other.icc.size);
    memcpy(icc + 12, "mntrRGB ", 8);
    other.icc.data = (const uint8_t *)icc;
    press->profile = &other;
    assert_broken(press, PAI_D_PREFLIGHT_PROFILE);
    // One that lost its end on the way.
    other = *press_profile(press);
    other.icc.size--;
    assert_broken(press, PAI_D_PREFLIGHT_PROFILE);
}

static void no_title(void **state) {
    struct press *press = *state;
    page(press);
    press_page_end(press);
    press->facts.title = NULL;
    assert_broken(press, PAI_D_PREFLIGHT_TITLE);
}

static void no_language(void **state) {
    struct press *press = *state;
    static const char *const wrong[] = {"", "中文", "zh-", "zh_CN", "-zh", "chinesisch"};
    page(press);
    press_page_end(press);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        press->facts.lang = wrong[i];
        assert_broken(press, PAI_D_PREFLIGHT_LANGUAGE);
    }
}

static void bleed_beyond_the_sheet(void **state) {
    struct press *press = *state;
    page(press);
    press->page.bleed.width += PAI_PT;
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_BOXES);
}

static void trim_beyond_the_bleed(void **state) {
    struct press *press = *state;
    page(press);
    press->page.bleed.y += PAI_PT;
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_BOXES);
}

static void a_tag_without_its_end(void **state) {
    struct press *press = *state;
    page(press);
    press_tag(press, PAI_TAG_DIV);
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_PAIRS);
}

static void an_end_without_its_tag(void **state) {
    struct press *press = *state;
    press_page(press);
    press_tag(press, PAI_TAG_END);
    text(press, NULL);
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_PAIRS);
}

static void text_outside_the_structure(void **state) {
    struct press *press = *state;
    page(press);
    press_set(press, FANG, 80, 200, size, "甲", NULL);
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_UNTAGGED);
}

// An article holds paragraphs, not text.
static void text_straight_in_an_article(void **state) {
    struct press *press = *state;
    page(press);
    press_part(press, PAI_TAG_ART, 0, 0, "甲");
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_UNTAGGED);
}

static void a_font_that_may_not_be_embedded(void **state) {
    struct press *press = *state;
    page(press);
    struct pai_item *item = text(press, NULL);
    struct pai_face *face = PAI_NEW(press->process, struct pai_face);
    *face = *item->u.glyphs.face;
    face->may_subset = false;
    item->u.glyphs.face = face;
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_FONT);
}

static void a_missing_character(void **state) {
    struct press *press = *state;
    page(press);
    struct pai_put *put = (struct pai_put *)text(press, NULL)->u.glyphs.v;
    put->glyph = 0;
    press_page_end(press);
    press->claims = PAI_CLAIM_UA1;
    uint32_t broken[64];
    struct pai_pdf_options options = {.claims = press->claims};
    press->facts.v = press->pages.v;
    press->facts.n = press->pages.n;
    assert_false(pai_preflight(press->job, &press->facts, &options, broken));
    assert_int_equal(press->job->diags.v[0].code, PAI_D_PREFLIGHT_NOTDEF);
    assert_broken(press, PAI_D_PREFLIGHT_NOTDEF);
}

static void a_glyph_without_text(void **state) {
    struct press *press = *state;
    page(press);
    struct pai_put *put = (struct pai_put *)text(press, NULL)->u.glyphs.v;
    put->length = 0;
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_UNREADABLE);
}

static void a_glyph_that_stands_for_a_byte_order_mark(void **state) {
    struct press *press = *state;
    page(press);
    text(press, NULL)->u.glyphs.text = "\xEF\xBB\xBF";
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_UNREADABLE);
}

static void more_than_solid(void **state) {
    struct press *press = *state;
    static const struct pai_ink ink = {.name = "glut", .cmyk = {0, 1001, 0, 0}};
    page(press);
    text(press, &ink);
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_INK);
}

static const struct pai_ink spot = {
    .name = "red", .cmyk = {0, 800, 800, 0}, .kind = PAI_INK_SPOT, .tint = 1000, .plate = "红"};

static void a_spot_ink_without_a_name(void **state) {
    struct press *press = *state;
    static char longest[129];
    static const char *const wrong[] = {NULL, "", "All", "None", "Black", longest};
    memset(longest, 'a', 128);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct pai_ink *ink = PAI_NEW(press->process, struct pai_ink);
        *ink = spot;
        ink->plate = wrong[i];
        press->pages.n = 0;
        page(press);
        text(press, &spot);
        text(press, ink);
        press_page_end(press);
        assert_broken(press, PAI_D_PREFLIGHT_PLATE);
    }
}

static void a_spot_ink_with_two_looks(void **state) {
    struct press *press = *state;
    struct pai_ink pale = spot, other = spot;
    pale.tint = 200; // the same ink, less of it
    other.cmyk[1] = 900;
    page(press);
    text(press, &spot);
    text(press, &pale);
    text(press, &other);
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_PLATE);
}

static void more_than_solid_of_a_spot_ink(void **state) {
    struct press *press = *state;
    struct pai_ink ink = spot;
    ink.tint = 1001;
    page(press);
    text(press, &ink);
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_INK);
}

static void ink_that_is_on_the_paper_already(void **state) {
    struct press *press = *state;
    static const struct pai_ink ink = {.name = "red", .kind = PAI_INK_PREPRINTED};
    page(press);
    text(press, &ink);
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_PREPRINTED);
}

static const struct pai_ink registration = {
    .name = "registration", .kind = PAI_INK_MARKS, .tint = 1000};

static void mark(struct press *press, int x, int y) {
    struct pai_rule rule = {x * PAI_PT, y * PAI_PT, PAI_PT, PAI_PT, PAI_ROLE_COUNT, "mark"};
    press_rule(press, rule, &registration);
}

// On paper larger than the page.
static void a_mark_within_the_bleed(void **state) {
    struct press *press = *state;
    static const int places[][2] = {{100, 100}, {-3, -3}, {-23, 10}, {640, 0}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        press->pages.n = 0;
        page(press);
        struct pai_box *bleed = &press->page.bleed, *media = &press->page.media;
        *bleed = (struct pai_box){-4 * PAI_PT, -4 * PAI_PT, bleed->width + 8 * PAI_PT,
                                  bleed->height + 8 * PAI_PT};
        *media = (struct pai_box){-20 * PAI_PT, -20 * PAI_PT, media->width + 40 * PAI_PT,
                                  media->height + 40 * PAI_PT};
        mark(press, -5, 0);
        mark(press, -20, -20);
        mark(press, places[i][0], places[i][1]);
        press_page_end(press);
        assert_broken(press, PAI_D_PREFLIGHT_MARK);
    }
}

static void rich_black(void **state) {
    struct press *press = *state;
    static const struct pai_ink ink = {.name = "deep", .cmyk = {400, 0, 0, 1000}};
    page(press);
    text(press, &ink);
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_RICH_BLACK);
}

static void too_much_ink(void **state) {
    struct press *press = *state;
    static const struct pai_ink ink = {.name = "mud", .cmyk = {800, 800, 800, 601}},
                                less = {.name = "earth", .cmyk = {800, 800, 800, 600}};
    page(press);
    text(press, &less); // 300 % is the most
    text(press, &ink);
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_INK_TOTAL);
}

static void link(struct press *press, const char *uri, int32_t article) {
    struct pai_item *item = PAI_VEC_ADD(press->process, &press->items);
    item->kind = PAI_ITEM_LINK;
    item->u.link = (struct pai_link){80 * PAI_PT, 190 * PAI_PT, size, size, uri, article};
}

// Each in a LINK with text, but for what is wrong.
static void a_link_that_leads_nowhere(void **state) {
    struct press *press = *state;
    static const char *const titles[] = {"汛前检查", NULL};
    static const struct {
        const char *uri;
        int32_t article;
    } wrong[] = {
        {"", -1}, {"http://清溪.example/", -1}, {"http://a b/", -1}, {NULL, -1}, {NULL, 1},
        {NULL, 2}};
    press->facts.titles = titles;
    press->facts.title_count = 2;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        press->pages.n = 0;
        page(press);
        press_tag(press, PAI_TAG_P);
        press_tag(press, PAI_TAG_LINK);
        press_set(press, FANG, 80, 200, size, "甲", NULL);
        link(press, "http://a.example/", -1);
        link(press, NULL, 0);
        link(press, wrong[i].uri, wrong[i].article);
        press_tag(press, PAI_TAG_END);
        press_tag(press, PAI_TAG_END);
        press_page_end(press);
        assert_broken(press, PAI_D_PREFLIGHT_LINK);
    }
}

static void a_link_outside_its_tag(void **state) {
    struct press *press = *state;
    page(press);
    press_tag(press, PAI_TAG_P);
    press_set(press, FANG, 80, 200, size, "甲", NULL);
    link(press, "http://a.example/", -1);
    press_tag(press, PAI_TAG_END);
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_LINK);
}

static void small_text(void **state) {
    struct press *press = *state;
    page(press);
    press_tag(press, PAI_TAG_P);
    press_set(press, FANG, 80, 200, 5 * PAI_PT, "甲", NULL); // still good
    press_set(press, FANG, 80, 220, 5 * PAI_PT - 1, "甲", NULL);
    press_tag(press, PAI_TAG_END);
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_SMALL);
}

static void a_hairline(void **state) {
    struct press *press = *state;
    page(press);
    struct pai_rule rule = {0, 0, 100 * PAI_PT, pai_len_mm(100), PAI_ROLE_COUNT, "fine"};
    press_rule(press, rule, &press_black);
    rule.height = pai_len_mm(99);
    press_rule(press, rule, &press_black);
    press_page_end(press);
    assert_broken(press, PAI_D_PREFLIGHT_THIN);
}

// One word for each page, not for each glyph.
static void a_rule_broken_on_two_pages_is_told_twice(void **state) {
    struct press *press = *state;
    static const struct pai_ink ink = {.name = "deep", .cmyk = {400, 0, 0, 1000}};
    for (int i = 0; i < 3; i++) {
        page(press);
        for (int k = 0; k < 3 && i != 1; k++) {
            text(press, &ink);
        }
        press_page_end(press);
    }
    struct pai_bytes bytes = {0};
    assert_false(press_pdf(press, &bytes));
    assert_int_equal(press->job->diags.n, 2);
    assert_non_null(strstr(press->job->diags.v[1].en, "of page 3"));
}

// Rules of pictures are broken by real files, in tests/cli/figures_test.py.
static void every_rule_was_broken(void **state) {
    (void)state;
    static const enum pai_code elsewhere[] = {
        PAI_D_PREFLIGHT_COARSE, PAI_D_PREFLIGHT_TOO_COARSE, PAI_D_PREFLIGHT_COLOUR_PLATES,
        PAI_D_PREFLIGHT_IMAGE_INK, PAI_D_PREFLIGHT_ALT};
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
        met[elsewhere[i]] = true;
    }
    for (size_t i = 0; i < pai_preflight_count; i++) {
        if (!met[pai_preflight_rules[i].code]) {
            fail_msg("no test breaks %s", pai_diag_row(pai_preflight_rules[i].code)->code);
        }
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(sound_pages_break_nothing),
        CASE(no_profile),
        CASE(a_profile_for_screens),
        CASE(no_title),
        CASE(no_language),
        CASE(bleed_beyond_the_sheet),
        CASE(trim_beyond_the_bleed),
        CASE(a_tag_without_its_end),
        CASE(an_end_without_its_tag),
        CASE(text_outside_the_structure),
        CASE(text_straight_in_an_article),
        CASE(a_font_that_may_not_be_embedded),
        CASE(a_missing_character),
        CASE(a_glyph_without_text),
        CASE(a_glyph_that_stands_for_a_byte_order_mark),
        CASE(more_than_solid),
        CASE(a_spot_ink_without_a_name),
        CASE(a_spot_ink_with_two_looks),
        CASE(more_than_solid_of_a_spot_ink),
        CASE(ink_that_is_on_the_paper_already),
        CASE(a_mark_within_the_bleed),
        CASE(rich_black),
        CASE(too_much_ink),
        CASE(a_link_that_leads_nowhere),
        CASE(a_link_outside_its_tag),
        CASE(small_text),
        CASE(a_hairline),
        CASE(a_rule_broken_on_two_pages_is_told_twice),
        cmocka_unit_test(every_rule_was_broken), // the last
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
