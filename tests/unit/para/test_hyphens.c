// Words divided with a hyphen (typography 3.10): which may be, and what holds for every
// paragraph that asks for it, over random ones of Han, Latin words, addresses, names and
// numbers.
#include "shared_desk.h"

#include <string.h>

#define PARAGRAPHS 4000

static struct pai_hyphens *hyphens;

// The word with all its places, "com-mu-ni-ca-tion".
static const char *divided(const char *text, const char *word) {
    struct pai_text t = {.s = text, .len = (uint32_t)strlen(text)};
    uint32_t at = (uint32_t)(strstr(text, word) - text);
    struct pai_hyphen_word w = pai_hyphens_find(hyphens, &t, at);
    struct pai_hyphen_word same =
        pai_hyphens_find(hyphens, &t, at + (uint32_t)strlen(word) - 1);
    static char out[200];
    char *p = out;
    for (uint32_t i = 0; i < strlen(word); i++) {
        if (w.places >> i & 1) {
            *p++ = '-';
        }
        *p++ = word[i];
    }
    *p = '\0';
    // Whatever letter is asked about.
    assert_true(same.first == w.first && same.end == w.end && same.places == w.places);
    return out;
}

static void test_which_words(void **state) {
    (void)state;
    assert_string_equal(divided("开展communication工作", "communication"), "com-mu-ni-ca-tion");
    assert_string_equal(divided("“administration”", "administration"), "ad-min-is-tra-tion");
    assert_string_equal(divided("the administration.", "administration"), "ad-min-is-tra-tion");
    // At least two letters before, three behind.
    assert_string_equal(divided("about", "about"), "about");
    assert_string_equal(divided("very early", "early"), "early");
    static const char *const whole[][2] = {
        {"开展COMMUNICATION工作", "COMMUNICATION"}, // an abbreviation or a cry
        {"Beijing Administration Office", "Administration"},
        {"到Shijiazhuang考察", "Shijiazhuang"},
        {"administration@example.org", "administration"},
        {"office@administration.org", "administration"},
        {"https://administration.org/communication", "administration"},
        {"https://example.org/communication", "communication"},
        {"docs/communication", "communication"},
        {"communication.txt", "communication"},
        {"my.communication", "communication"},
        {"communication2", "communication"},
        {"2communication", "communication"},
        {"well-communication", "communication"},
        {"communication-based", "communication"},
        {"communication–based", "communication"},
        {"écommunication", "communication"},
        {"$communication", "communication"},
    };
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        assert_string_equal(divided(whole[i][0], whole[i][1]), whole[i][1]);
    }
}

static const char *const pieces[] = {
    "县",
    "供",
    "销",
    "合",
    "作",
    "社",
    "推",
    "进",
    "春",
    "耕",
    "，",
    "。",
    "、",
    "（乡镇）",
    "2020年",
    "98.6%",
    " ",
    "communication",
    " internationalization ",
    "administration",
    " the telecommunications ",
    "responsibilities’ ",
    "WTO",
    "ADMINISTRATION",
    "Shijiazhuang",
    " International ",
    "https://example.org/administration/communication?page=12",
    "office.administration@example.org",
    "well-communication",
    "communication2",
    "docs/administration.txt",
};
#define HAN 10

static void make(uint64_t seed, char *out, size_t size) {
    uint64_t s = seed * 7919 + 17;
    uint32_t n = 5 + desk_random(&s, 60);
    uint32_t han = 20 + desk_random(&s, 60); // how many in a hundred are plain Han
    out[0] = '\0';
    for (uint32_t i = 0; i < n && strlen(out) + 70 < size; i++) {
        bool plain = desk_random(&s, 100) < han;
        strcat(out, pieces[desk_random(&s, plain ? HAN : sizeof pieces / sizeof *pieces)]);
    }
    strcat(out, "完");
}

static bool has_hyphen(const struct pai_line *l) {
    return l->part_count > 0 && l->parts[l->part_count - 1].hyphen;
}

static bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}

// Looked at without the code that divides: what stands on both sides of byte `at` is a word of
// small letters and nothing else.
static bool plain_word(const struct pai_text *t, uint32_t at, uint32_t *first) {
    uint32_t end = at;
    *first = at;
    while (*first > 0 && (unsigned char)t->s[*first - 1] > ' ' &&
           (unsigned char)t->s[*first - 1] < 0x80) {
        --*first;
    }
    while (end < t->len && (unsigned char)t->s[end] > ' ' && (unsigned char)t->s[end] < 0x80) {
        end++;
    }
    for (uint32_t i = *first; i < end; i++) {
        if (!is_small(t->s[i])) {
            return false;
        }
    }
    return at - *first >= 2 && end - at >= 3;
}

// No line has a hyphen that would, ended before the word, open by no more than ¼ em.
static void check_needed(uint64_t seed, const struct copy *c, uint32_t line, uint32_t word) {
    struct pai_explain explain = {.cost = 0};
    struct pai_para_params params = desk.params;
    params.explain = &explain;
    pai_para_set(desk.job, &c->text, c->shaped.runs, c->shaped.count, &params, NULL, 0);
    uint32_t end = word;
    while (end > 0 && c->text.s[end - 1] == ' ') {
        end--;
    }
    for (uint32_t k = 0; k < explain.tried.n; k++) {
        const struct pai_tried *t = &explain.tried.v[k];
        // What opening each gap by ¼ em costs is told by the line that a hyphen competes with.
        bool before = t->line == line && t->end == end;
        bool lawful = t->place < 1000000;
        if (before && lawful && t->fit < 248000) {
            fail_msg("seed %u: line %u (%s) could end before its word: %d", (unsigned)seed,
                     line, desk_line(&desk, c, line), (int)t->fit);
        }
    }
}

static void check_line(uint64_t seed, const struct copy *c, uint32_t i) {
    const struct pai_line *l = &c->lines.v[i];
    uint32_t word;
    if (!plain_word(&c->text, l->end, &word)) {
        fail_msg("seed %u: “%s” is divided", (unsigned)seed, desk_line(&desk, c, i));
    }
    const struct pai_line_part *part = &l->parts[l->part_count - 1];
    assert_int_equal(part->count, 1);
    assert_true(part->x[0] + part->run->glyphs[0].advance <= desk.params.measure);
    if (word > l->first) {
        check_needed(seed, c, i, word);
    }
}

static void check_windows(uint64_t seed, const struct copy *c) {
    struct pai_para_params params = desk.params;
    params.window = 30;
    struct pai_lines lines =
        pai_para_set(desk.job, &c->text, c->shaped.runs, c->shaped.count, &params, NULL, 0);
    assert_int_equal(lines.n, c->lines.n);
    for (uint32_t i = 0; i < lines.n; i++) {
        if (lines.v[i].end != c->lines.v[i].end) {
            fail_msg("seed %u: line %u ends elsewhere in windows", (unsigned)seed, i);
        }
    }
}

static void test_random(void **state) {
    (void)state;
    unsigned divided_lines = 0;
    unsigned below = 0;
    pai_len em = desk.params.em;
    for (uint64_t seed = 1; seed <= PARAGRAPHS; seed++) {
        char text[6000];
        uint64_t s = seed;
        make(seed, text, sizeof text);
        desk_clear(&desk);
        desk.params.hyphens = hyphens;
        desk.params.measure = em * (int)(12 + desk_random(&s, 18));
        struct copy c = desk_set(&desk, text);
        unsigned row = 0;
        uint32_t at = 0;
        for (uint32_t i = 0; i < c.lines.n; i++) {
            assert_int_equal(c.lines.v[i].first, at);
            at = c.lines.v[i].end;
            row = has_hyphen(&c.lines.v[i]) ? row + 1 : 0;
            below += row == 2;
            divided_lines += row > 0;
            if (row > 2) {
                fail_msg("seed %u: three hyphens below each other, line %u", (unsigned)seed, i);
            }
            if (row > 0) {
                check_line(seed, &c, i);
            }
        }
        assert_int_equal(at, c.text.len);
        // A window that begins within an address does not know it for one.
        if (strchr(text, '@') == NULL && strstr(text, "://") == NULL) {
            check_windows(seed, &c);
        }
    }
    assert_true(divided_lines > PARAGRAPHS / 20); // else nothing was judged
    assert_true(below > 0);
}

static int open_group(void **state) {
    if (desk_group_open(state) != 0) {
        return -1;
    }
    hyphens = pai_hyphens_open(desk.job->arena, NULL);
    return 0;
}

static int close_group(void **state) {
    pai_hyphens_close(hyphens);
    return desk_group_close(state);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_which_words, desk_reset),
        cmocka_unit_test_setup(test_random, desk_reset),
    };
    return cmocka_run_group_tests(tests, open_group, close_group);
}
