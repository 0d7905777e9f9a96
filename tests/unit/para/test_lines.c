// What a reader of a bulletin sees in its lines, with the default fonts: the rules of
// typography 3, one by one.
#include "shared_desk.h"

#include <stdio.h>
#include <string.h>

// A measure of n cells without indent.
static void cells(int n) {
    desk.params.measure = n * desk.params.em;
    desk.params.indent = 0;
}

// Width in thousandths of an em, rounded.
static long width(const struct pai_line *line) {
    return (long)pai_muldiv(line->width, 1000, desk.params.em);
}

static void lines_are(const struct copy *c, const char *const *want, uint32_t n) {
    for (uint32_t i = 0; i < n && i < c->lines.n; i++) {
        assert_string_equal(desk_line(&desk, c, i), want[i]);
    }
    assert_int_equal(c->lines.n, n);
}
#define LINES(c, ...)                                                                          \
    do {                                                                                       \
        const char *want[] = {__VA_ARGS__};                                                    \
        lines_are((c), want, sizeof want / sizeof *want);                                      \
    } while (0)

// Typography 3.5: natural widths between two Han, in thousandths of an em.
static void test_adjacent(void **state) {
    (void)state;
    static const struct {
        const char *text;
        long width;
    } table[] = {
        {"汉，汉", 3000},    {"汉（汉", 3000},     {"汉。（汉", 3500},     {"汉），汉", 3500},
        {"汉”。（汉", 4000}, {"汉（《汉", 3500},   {"汉》）汉", 3500},     {"汉》、《汉", 4000},
        {"汉，“汉", 3500},   {"汉：“汉", 3500},    {"汉。”汉", 3500},      {"汉？”汉", 3500},
        {"汉？！汉", 3000},  {"汉！！！汉", 4000}, {"汉——汉", 4000},       {"汉……汉", 4000},
        {"汉·汉", 2500},     {"汉）——汉", 5000},   {"汉——“汉", 5000},      {"汉“‘汉’”汉", 6000},
        {"汉》·《汉", 4000}, {"汉5汉", 3000},      {"汉，5汉", 3750},      {"汉“5”汉", 4500},
        {"汉 汉", 3000},     {"汉\u3000汉", 3000}, {"汉\u3000（汉", 3500}, {"汉 5 汉", 3000},
        {"汉5%汉", 3833},    {"汉～汉", 3000},     {"汉、汉", 3000},       {"汉；汉", 3000},
        {"汉！汉", 3000},    {"汉（汉）汉", 5000}, {"汉（5）汉", 4500},
    };
    desk.params.align = PAI_LEFT;
    cells(100);
    for (unsigned i = 0; i < sizeof table / sizeof *table; i++) {
        struct copy c = desk_set(&desk, table[i].text);
        assert_int_equal(c.lines.n, 1);
        long want = table[i].width;
        if (width(&c.lines.v[0]) < want - 1 || width(&c.lines.v[0]) > want + 1) {
            fail_msg("%s is %ld wide, not %ld", table[i].text, width(&c.lines.v[0]), want);
        }
    }
}

// The ink of each mark lies in the half body that is left to it, even the centred ？ of
// FandolFang (typography 3.14).
static void test_ink_in_half_body(void **state) {
    (void)state;
    desk.params.align = PAI_LEFT;
    cells(100);
    static const char *const marks[] = {"，", "。", "、", "；", "：",
                                        "！", "？", "）", "”",  "》"};
    for (unsigned i = 0; i < sizeof marks / sizeof *marks; i++) {
        char text[16];
        snprintf(text, sizeof text, "汉%s", marks[i]);
        struct copy c = desk_set(&desk, text);
        const struct pai_line *l = &c.lines.v[0];
        assert_int_equal(width(l), 1500);
        const struct pai_glyph *g = &c.shaped.runs[0].glyphs[1];
        pai_len slip = desk.params.em / 40;
        assert_true(l->parts[0].x[1] + g->ink_left >= desk.params.em - slip);
        assert_true(l->parts[0].x[1] + g->ink_right <= desk.params.em / 2 * 3 + slip);
    }
    struct copy c = desk_set(&desk, "《汉"); // at line start: ink in the first half em
    const struct pai_glyph *g = &c.shaped.runs[0].glyphs[0];
    assert_int_equal(width(&c.lines.v[0]), 1500);
    assert_true(c.lines.v[0].parts[0].x[0] + g->ink_left >= 0);
    assert_true(c.lines.v[0].parts[0].x[0] + g->ink_right <= desk.params.em / 2);
}

// 28 cells of Han fill 28 cells without any adjustment; the first line is two cells shorter.
static void test_grid(void **state) {
    (void)state;
    char text[3 * 54 + 1] = "";
    for (int i = 0; i < 54; i++) {
        strcat(text, "国");
    }
    struct copy c = desk_set(&desk, text);
    assert_int_equal(c.lines.n, 2);
    assert_int_equal(c.lines.v[0].end, 26 * 3);
    assert_int_equal(c.lines.v[0].x, desk.params.indent);
    assert_int_equal(c.lines.v[0].x + c.lines.v[0].width, desk.params.measure);
    assert_int_equal(c.lines.v[0].adjust_count, 0);
    assert_int_equal(c.lines.v[1].x, 0);
}

// Typography 3.6: a mark at the line end takes half an em, so a 28th cell and its mark stand in
// the measure.
static void test_line_end_mark(void **state) {
    (void)state;
    cells(10);
    struct copy c = desk_set(&desk, "一二三四五六七八，九，十一二三四五六七");
    LINES(&c, "一二三四五六七八，九，", "十一二三四五六七");
    assert_int_equal(desk_adjust(&desk, &c.lines.v[0], PAI_WHY_LINE_END), -500);
    assert_int_equal(desk_adjust(&desk, &c.lines.v[0], PAI_WHY_COMMA), -500);
    assert_int_equal(c.lines.v[0].width, desk.params.measure);
    // An opening bracket at line start, and at the start of the paragraph.
    c = desk_set(&desk, "（一二三四五六七八九）十一二三四五六七八");
    LINES(&c, "（一二三四五六七八九）", "十一二三四五六七八");
    assert_int_equal(desk_adjust(&desk, &c.lines.v[0], PAI_WHY_LINE_START), -500);
    assert_int_equal(c.lines.v[0].width, desk.params.measure);
}

// Typography 3.2: neither 汉| ， nor （ |汉, at whatever place the measure ends.
static void test_prohibitions(void **state) {
    (void)state;
    static const char text[] = "一二三“四五”六，七《八九》十；一（二三）四。五六？七：八、九！"
                               "十……一二——三四·五六～七八％九十";
    for (int n = 4; n < 30; n++) {
        cells(n);
        struct copy c = desk_set(&desk, text);
        for (uint32_t i = 0; i < c.lines.n; i++) {
            const char *s = desk_line(&desk, &c, i);
            static const char *const not_first[] = {"”",  "，", "》", "；", "）", "。", "？",
                                                    "：", "、", "！", "·",  "～", "％"};
            static const char *const not_last[] = {"“", "《", "（"};
            for (unsigned k = 0; k < sizeof not_first / sizeof *not_first; k++) {
                assert_false(strncmp(s, not_first[k], strlen(not_first[k])) == 0);
            }
            for (unsigned k = 0; k < 3; k++) {
                if (strlen(s) >= 3 && strcmp(s + strlen(s) - 3, not_last[k]) == 0) {
                    fail_msg("%d cells: %s", n, s);
                }
            }
            // Both halves of …… and —— on one line (3.3).
            assert_false(strncmp(s, "…", 3) == 0 && strncmp(s, "……", 6) != 0);
            assert_false(strncmp(s, "—", 3) == 0 && strncmp(s, "——", 6) != 0);
        }
        assert_int_equal(desk_said(&desk, PAI_D_EDGE_RELIEF), 0);
    }
}

// Typography 3.3: numbers, number and sign, number and unit stay whole.
static void test_whole(void **state) {
    (void)state;
    static const char *const whole[] = {"25903.9", "9:00", "100%",      "￥300",  "$45",
                                        "5 km",    "20 ℃", "2019–2020", "Windows"};
    for (int n = 5; n < 24; n++) {
        for (unsigned i = 0; i < sizeof whole / sizeof *whole; i++) {
            char text[200];
            snprintf(text, sizeof text,
                     "一二三四五六七八九十%s一二三四五六七八九%s十一二三四五", whole[i],
                     whole[i]);
            cells(n);
            struct copy c = desk_set(&desk, text);
            unsigned found = 0;
            for (uint32_t k = 0; k < c.lines.n; k++) {
                const char *s = desk_line(&desk, &c, k);
                while ((s = strstr(s, whole[i])) != NULL) {
                    found++;
                    s++;
                }
            }
            if (found != 2) {
                fail_msg("%s was broken on %d cells", whole[i], n);
            }
        }
    }
}

// Typography 3.9: the gap is 1/4 em; not at line edges, not beside marks; a space of the author
// is that gap.
static void test_han_latin(void **state) {
    (void)state;
    desk.params.align = PAI_LEFT;
    cells(100);
    struct copy a = desk_set(&desk, "在2020年");
    struct copy b = desk_set(&desk, "在 2020 年");
    assert_int_equal(width(&a.lines.v[0]), 4500);
    assert_int_equal(a.lines.v[0].width, b.lines.v[0].width);
    desk.params.gap = desk.params.gap_min = desk.params.gap_max = 0;
    a = desk_set(&desk, "在2020年");
    assert_int_equal(width(&a.lines.v[0]), 4000);
}

// Typography 3.7: earlier steps are spent before later ones, and shrinking is preferred to
// opening.
static void test_order(void **state) {
    (void)state;
    cells(12);
    // Half an em too long: the bracket gives way before the comma.
    struct copy c = desk_set(&desk, "一二，三《四》五六七八九，十一二三四五六七八九");
    assert_string_equal(desk_line(&desk, &c, 0), "一二，三《四》五六七八九，");
    assert_int_equal(desk_adjust(&desk, &c.lines.v[0], PAI_WHY_BRACKET), -500);
    assert_int_equal(desk_adjust(&desk, &c.lines.v[0], PAI_WHY_COMMA), 0);
    assert_int_equal(c.lines.v[0].width, desk.params.measure);
    // One cell short because of a number: Han-Latin gaps open to 1/2 em first, then all gaps.
    c = desk_set(&desk, "一二三四五六七八9十一25903.9二三四五六七八九");
    assert_string_equal(desk_line(&desk, &c, 0), "一二三四五六七八9十一");
    assert_true(desk_adjust(&desk, &c.lines.v[0], PAI_WHY_HAN_LATIN) >= 499);
    assert_true(desk_adjust(&desk, &c.lines.v[0], PAI_WHY_HAN) > 0);
    assert_int_equal(c.lines.v[0].width, desk.params.measure);
}

// Typography 3.11: no last line of a single character (its mark does not count).
static void test_lone_character(void **state) {
    (void)state;
    for (int n = 30; n < 150; n++) {
        char text[600] = "";
        for (int i = 0; i < n; i++) {
            strcat(text, i % 9 == 8 ? "，" : "国");
        }
        strcat(text, "家。");
        struct copy c = desk_set(&desk, text);
        const struct pai_line *last = &c.lines.v[c.lines.n - 1];
        assert_true(last->end - last->first >= 3 * 3);
    }
}

// The source note that closes an article is not split (typography 3.11): it is squeezed in, or
// stands on its own line at the right.
static void test_source_note(void **state) {
    (void)state;
    for (int n = 10; n < 60; n++) {
        char text[600] = "";
        for (int i = 0; i < n; i++) {
            strcat(text, i % 11 == 10 ? "，" : "国");
        }
        strcat(text, "家。（县供销合作社）");
        struct copy c = desk_set(&desk, text);
        const char *tail = desk_line(&desk, &c, c.lines.n - 1);
        assert_non_null(strstr(tail, "（县供销合作社）"));
        if (strcmp(tail, "（县供销合作社）") == 0) {
            const struct pai_line *l = &c.lines.v[c.lines.n - 1];
            assert_int_equal(l->x + l->width, desk.params.measure);
        }
        assert_int_equal(desk_said(&desk, PAI_D_LINE_LOOSE), 0);
    }
}

// Typography 3.10, 3.3: a URL breaks behind its marks only; a Latin word never, unless no line
// can hold it.
static void test_url(void **state) {
    (void)state;
    struct copy c = desk_set(&desk, "全文请见https://www.example.gov.cn/art/2020/3/25/"
                                    "art_1234_5678.html?from=notice&page=2一文。");
    assert_true(c.lines.n > 1);
    for (uint32_t i = 0; i + 1 < c.lines.n; i++) {
        const char *s = desk_line(&desk, &c, i);
        assert_non_null(strchr("/?&=-_@", s[strlen(s) - 1]));
        assert_int_equal(c.lines.v[i].x + c.lines.v[i].width, desk.params.measure);
    }
    desk_clear(&desk);
    cells(10);
    c = desk_set(&desk, "电文Donaudampfschifffahrtsgesellschaftskapitaen完");
    assert_int_equal(desk_said(&desk, PAI_D_WORD_BROKEN), 1);
    for (uint32_t i = 0; i + 1 < c.lines.n; i++) {
        assert_int_equal(c.lines.v[i].width, desk.params.measure);
    }
}

// Where a bare bracket is all there is, the measure may be too small for anything: it is said,
// and the text is all there.
static void test_too_narrow(void **state) {
    (void)state;
    desk.params.measure = desk.params.em / 3;
    desk.params.indent = 0;
    struct copy c = desk_set(&desk, "汉（字），9。");
    assert_true(desk_said(&desk, PAI_D_PIECE_TOO_WIDE) > 0);
    assert_int_equal(c.lines.v[0].first, 0);
    assert_int_equal(c.lines.v[c.lines.n - 1].end, c.text.len);
}

// A space that vanishes at a line edge belongs to the line before it.
static void test_lost_space(void **state) {
    (void)state;
    cells(8);
    struct copy c = desk_set(&desk, "The quick brown fox jumps over it");
    for (uint32_t i = 0; i + 1 < c.lines.n; i++) {
        assert_int_equal(c.lines.v[i].end, c.lines.v[i + 1].first);
        assert_int_equal(c.text.s[c.lines.v[i].end - 1], ' ');
        assert_int_equal(c.lines.v[i].width, desk.params.measure);
    }
}

static void title(int n) {
    desk.params.balance = true;
    desk.params.align = PAI_CENTRE;
    cells(n);
}

// Titles (typography 3.11): equal lines broken by sense, edges trimmed before centring.
static void test_titles(void **state) {
    (void)state;
    title(20);
    struct copy c = desk_set(&desk, "县供销合作社扎实推进春耕农资保供工作");
    assert_int_equal(c.lines.n, 1);
    // Not 「…推进|的」, no word cut, the office by itself: a trapezoid.
    c = desk_set(&desk, "青禾县人民政府办公室关于进一步加强春季森林防火工作的通知");
    LINES(&c, "青禾县人民政府办公室", "关于进一步加强春季森林防火工作的通知");
    c = desk_set(&desk, "县妇联组织开展“情暖童心、护航成长”主题活动");
    for (uint32_t i = 0; i < c.lines.n; i++) {
        const char *s = desk_line(&desk, &c, i);
        assert_true((strstr(s, "“") != NULL) == (strstr(s, "”") != NULL));
    }
    // Centred by what is seen: the line that ends in ” loses its blank half.
    for (uint32_t i = 0; i < c.lines.n; i++) {
        int64_t left = c.lines.v[i].x;
        int64_t right = (int64_t)desk.params.measure - left - c.lines.v[i].width;
        assert_in_range(left - right + 2, 0, 4);
    }
}

static void test_title_clauses(void **state) {
    (void)state;
    const char *text = "推动服务下沉 打通最后一里";
    const uint32_t forced[] = {(uint32_t)strlen("推动服务下沉 ")};
    title(20); // room for both: one line, an em between them
    struct copy c = desk_set_clauses(&desk, text, forced, 1);
    assert_int_equal(c.lines.n, 1);
    assert_int_equal(width(&c.lines.v[0]), 13000);
    title(10); // else the author's division
    c = desk_set_clauses(&desk, text, forced, 1);
    LINES(&c, "推动服务下沉", "打通最后一里");
    assert_int_equal(width(&c.lines.v[0]), 6000);
}

static void test_title_particle(void **state) {
    (void)state;
    for (int n = 8; n < 20; n++) {
        title(n);
        struct copy c = desk_set(&desk, "全县重点项目建设推进情况的通报和下一步的工作安排");
        for (uint32_t i = 1; i < c.lines.n; i++) {
            assert_false(strncmp(desk_line(&desk, &c, i), "的", 3) == 0);
        }
    }
}

// Typography 3.6: a mark that hangs is drawn outside the measure; the line is as wide as the
// measure without it.
static void test_hang(void **state) {
    (void)state;
    cells(10);
    desk.params.hang = true;
    struct copy c = desk_set(&desk, "一二三四五六七八九十，一二三四");
    const struct pai_line *l = &c.lines.v[0];
    assert_int_equal(l->width, desk.params.measure);
    assert_int_equal(desk_adjust(&desk, l, PAI_WHY_HANG), 500);
    const struct pai_line_part *part = &l->parts[l->part_count - 1];
    const struct pai_glyph *comma = &part->run->glyphs[part->first + part->count - 1];
    pai_len left = part->x[part->count - 1] + comma->ink_left;
    assert_in_range(left, desk.params.measure, desk.params.measure + desk.params.em / 2);
}

// Right-aligned and centred lines lose the blank at their end (typography 3.6).
static void test_right(void **state) {
    (void)state;
    desk.params.align = PAI_RIGHT;
    cells(20);
    struct copy c = desk_set(&desk, "（县供销合作社）");
    assert_int_equal(width(&c.lines.v[0]), 7000);
    assert_int_equal(c.lines.v[0].x + c.lines.v[0].width, desk.params.measure);
}

static void test_turnover(void **state) {
    (void)state;
    cells(12);
    desk.params.turnover = 4 * desk.params.em;
    struct copy c =
        desk_set(&desk, "本期送：县委、县政府领导同志，县人大、县政协办公室，各乡镇");
    assert_true(c.lines.n > 2);
    assert_int_equal(c.lines.v[0].x, 0);
    for (uint32_t i = 1; i < c.lines.n; i++) {
        assert_int_equal(c.lines.v[i].x, desk.params.turnover);
        if (!c.lines.v[i].last) {
            assert_int_equal(c.lines.v[i].x + c.lines.v[i].width, desk.params.measure);
        }
    }
}

#define T(f) cmocka_unit_test_setup(f, desk_reset)
int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_adjacent),
        T(test_ink_in_half_body),
        T(test_grid),
        T(test_line_end_mark),
        T(test_prohibitions),
        T(test_whole),
        T(test_han_latin),
        T(test_order),
        T(test_lone_character),
        T(test_source_note),
        T(test_url),
        T(test_too_narrow),
        T(test_lost_space),
        T(test_titles),
        T(test_title_clauses),
        T(test_title_particle),
        T(test_hang),
        T(test_right),
        T(test_turnover),
    };
    return cmocka_run_group_tests(tests, desk_group_open, desk_group_close);
}
