// In: the text of a paragraph and a place in it. Out: where the word there may be divided, by
// libhyphen, whose only home this is (struct pai_hyphens is its HyphenDict). Promised: at least
// two letters before and three after (typography 3.10); the answer depends on the word alone.
#include "hyphens.h"

#include "class.h"
#include "hyphen_table.h"
#include "stream.h"
#include "utf8.h"

#include <hyphen.h>

#define BEFORE_MIN 2
#define AFTER_MIN  3
#define LETTERS    64 // a bit each; nobody divides what is longer

struct pai_hyphens *pai_hyphens_open(void) {
    FILE *f =
        pai_stream_open((struct pai_bytes){pai_hyphen_patterns, sizeof pai_hyphen_patterns});
    if (f == NULL) {
        return NULL;
    }
    HyphenDict *dict = hnj_hyphen_load_file(f);
    pai_stream_close(f);
    return (struct pai_hyphens *)dict;
}

void pai_hyphens_close(struct pai_hyphens *hyphens) {
    if (hyphens != NULL) {
        hnj_hyphen_free((HyphenDict *)hyphens);
    }
}

static bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}

static bool is_letter(char c) {
    return is_small(c) || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// True if a neighbour makes letters part of something that is not a plain word.
static bool binds(uint32_t cp) {
    if (cp < 0x80) {
        return cp == '-' || cp == '_' || cp == '@' || is_digit((char)cp);
    }
    enum pai_class cls = pai_class_of(cp);
    return cls == PAI_CLS_CM || (cls == PAI_CLS_LA && cp != 0x2019);
}

static bool stands_alone(const struct pai_text *text, uint32_t first, uint32_t end) {
    unsigned used;
    if (first > 0 && binds(pai_utf8_prev(text->s, first, &used))) {
        return false;
    }
    if (end == text->len) {
        return true;
    }
    bool file = text->s[end] == '.' && end + 1 < text->len &&
                (is_letter(text->s[end + 1]) || is_digit(text->s[end + 1]));
    return !file && !binds(pai_utf8_next(text->s + end, text->len - end, &used));
}

static uint64_t divide(const struct pai_hyphens *hyphens, const char *s, uint32_t n) {
    char word[LETTERS + 1];
    char marks[LETTERS + 5] = {0};
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0 && !is_small(s[i])) {
            return 0;
        }
        word[i] = is_small(s[i]) ? s[i] : (char)(s[i] - 'A' + 'a');
    }
    word[n] = '\0';
    char **rep = NULL; // replacements: hyphen_gen.py sees to it that there are none
    int *pos = NULL;
    int *cut = NULL;
    if (hnj_hyphen_hyphenate3((HyphenDict *)(uintptr_t)hyphens, word, (int)n, marks, NULL, &rep,
                              &pos, &cut, BEFORE_MIN, AFTER_MIN, 0, 0) != 0) {
        return 0;
    }
    uint64_t places = 0;
    for (uint32_t i = BEFORE_MIN; i + AFTER_MIN <= n; i++) {
        places |= (uint64_t)(marks[i - 1] & 1) << i; // odd: behind this letter
    }
    return places;
}

struct pai_hyphen_word pai_hyphens_find(const struct pai_hyphens *hyphens,
                                        const struct pai_text *text, uint32_t at) {
    struct pai_hyphen_word word = {at, at + 1, 0};
    if (!is_letter(text->s[at])) {
        return word;
    }
    // One letter too many is enough to know that a word is too long.
    while (word.first > 0 && is_letter(text->s[word.first - 1]) && at - word.first <= LETTERS) {
        word.first--;
    }
    while (word.end < text->len && is_letter(text->s[word.end]) &&
           word.end - word.first <= LETTERS) {
        word.end++;
    }
    uint32_t n = word.end - word.first;
    if (n >= BEFORE_MIN + AFTER_MIN && n <= LETTERS &&
        stands_alone(text, word.first, word.end)) {
        word.places = divide(hyphens, text->s + word.first, n);
    }
    return word;
}
