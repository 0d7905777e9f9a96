// Sheets as a folder and a cutter see them: what they take in the hand must be the issue.
#include "press.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST = 16, WIDTH = 600, HEIGHT = 800, BLEED = 9 };

struct issue {
    struct pai_job *job;
    struct pai_item items[MOST];
    struct pai_page v[MOST];
    struct pai_pages pages;
};

// Each page has one rule: its y is the number of the page.
static void issue_open(struct issue *s, uint32_t n) {
    *s = (struct issue){.job = pai_job_open(NULL, NULL)};
    for (uint32_t i = 0; i < n; i++) {
        s->items[i] = (struct pai_item){.kind = PAI_ITEM_RULE};
        s->items[i].u.rule = (struct pai_rule){
            10 * PAI_PT, (pai_len)(i + 1) * PAI_PT, PAI_PT, PAI_PT, PAI_ROLE_COUNT, "page"};
        s->v[i] = (struct pai_page){.number = i + 1, .items = &s->items[i], .item_count = 1};
        s->v[i].trim = (struct pai_box){0, 0, WIDTH * PAI_PT, HEIGHT * PAI_PT};
        s->v[i].bleed =
            (struct pai_box){-BLEED * PAI_PT, -BLEED * PAI_PT, (WIDTH + 2 * BLEED) * PAI_PT,
                             (HEIGHT + 2 * BLEED) * PAI_PT};
        s->v[i].media = s->v[i].bleed;
    }
    s->pages = (struct pai_pages){.v = s->v, .n = n};
}

// The page on one half of a side by what is printed there; 0: nothing.
static uint32_t half(const struct pai_page *side, bool right) {
    for (uint32_t i = 0; i < side->item_count; i++) {
        const struct pai_rule *r = &side->items[i].u.rule;
        if ((r->x >= WIDTH * PAI_PT) == right) {
            return (uint32_t)(r->y / PAI_PT);
        }
    }
    return 0;
}

static void expect(uint32_t seen, uint32_t *next, uint32_t pages) {
    assert_int_equal(seen, *next <= pages ? *next : 0);
    ++*next;
}

static void boxes(const struct pai_page *side) {
    assert_int_equal(side->trim.width, 2 * WIDTH * PAI_PT);
    assert_int_equal(side->trim.height, HEIGHT * PAI_PT);
    assert_int_equal(side->bleed.x, -BLEED * PAI_PT);
    assert_int_equal(side->bleed.width, (2 * WIDTH + 2 * BLEED) * PAI_PT);
    assert_int_equal(side->media.width, side->bleed.width);
    for (uint32_t i = 0; i < side->part_count; i++) {
        const struct pai_box *clip = &side->parts[i].clip;
        bool right = clip->x == WIDTH * PAI_PT;
        assert_true(right || clip->x == -BLEED * PAI_PT);
        assert_int_equal(clip->width, (WIDTH + BLEED) * PAI_PT);
    }
}

// Sheets nested in each other, turned over one by one from the first page.
static void a_booklet_reads_from_first_to_last(void **state) {
    (void)state;
    for (uint32_t n = 1; n <= MOST; n++) {
        struct issue s;
        issue_open(&s, n);
        const struct pai_pages *p = pai_impose(s.job, &s.pages, PAI_IMPOSE_BOOKLET, 0);
        uint32_t next = 1, sheets = p->n / 2;
        assert_int_equal(sheets, (n + 3) / 4);
        for (uint32_t k = 0; k < sheets; k++) { // right-hand page, and its back
            expect(half(&p->v[2 * k], true), &next, n);
            expect(half(&p->v[2 * k + 1], false), &next, n);
            boxes(&p->v[2 * k]);
            boxes(&p->v[2 * k + 1]);
        }
        for (uint32_t k = sheets; k-- > 0;) { // out again
            expect(half(&p->v[2 * k + 1], true), &next, n);
            expect(half(&p->v[2 * k], false), &next, n);
        }
        pai_job_close(s.job);
    }
}

static void stacks_read_from_first_to_last(void **state) {
    (void)state;
    for (uint32_t n = 1; n <= MOST; n++) {
        struct issue s;
        issue_open(&s, n);
        const struct pai_pages *p = pai_impose(s.job, &s.pages, PAI_IMPOSE_2UP, 0);
        uint32_t next = 1, sheets = p->n / 2;
        for (int stack = 0; stack < 2; stack++) { // the back of a left half is on the right
            for (uint32_t k = 0; k < sheets; k++) {
                expect(half(&p->v[2 * k], stack == 1), &next, n);
                expect(half(&p->v[2 * k + 1], stack == 0), &next, n);
            }
        }
        pai_job_close(s.job);
    }
}

static void a_proof_begins_on_the_right(void **state) {
    (void)state;
    for (uint32_t n = 1; n <= MOST; n++) {
        struct issue s;
        issue_open(&s, n);
        const struct pai_pages *p = pai_impose(s.job, &s.pages, PAI_IMPOSE_PROOF, 0);
        uint32_t next = 1;
        assert_int_equal(half(&p->v[0], false), 0);
        expect(half(&p->v[0], true), &next, n);
        for (uint32_t k = 1; k < p->n; k++) {
            expect(half(&p->v[k], false), &next, n);
            expect(half(&p->v[k], true), &next, n);
        }
        assert_true(next > n);
        pai_job_close(s.job);
    }
}

// The inner a sheet, the nearer its pages stand to the fold.
static void creep_moves_inner_sheets_to_the_fold(void **state) {
    (void)state;
    struct issue s;
    issue_open(&s, MOST);
    const struct pai_pages *p = pai_impose(s.job, &s.pages, PAI_IMPOSE_BOOKLET, PAI_PT);
    for (uint32_t k = 0; k < p->n; k++) {
        pai_len in = (pai_len)(k / 2) * PAI_PT;
        assert_int_equal(p->v[k].items[0].u.rule.x, 10 * PAI_PT + in);
        assert_int_equal(p->v[k].items[1].u.rule.x, (WIDTH + 10) * PAI_PT - in);
    }
    pai_job_close(s.job);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_booklet_reads_from_first_to_last),
        cmocka_unit_test(stacks_read_from_first_to_last),
        cmocka_unit_test(a_proof_begins_on_the_right),
        cmocka_unit_test(creep_moves_inner_sheets_to_the_fold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
