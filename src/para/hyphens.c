// In: the text of a paragraph and a place in it. Out: where the word there may be divided, by
// libhyphen, whose only home this is. Promised: at least two letters before and three after
// (typography 3.10); the answer depends on the word alone.
#include "hyphens.h"

#include "class.h"
#include "hyphen_table.h"
#include "stream.h"
#include "utf8.h"

#include <hyphen.h>
#include <string.h>

#define BEFORE_MIN 2
#define AFTER_MIN  3
#define LETTERS    64 // a bit each; nobody divides what is longer

struct pai_hyphens {
    HyphenDict *dict; // NULL: not read yet
    void (*no_memory)(void);
};

struct pai_hyphens *pai_hyphens_open(struct pai_arena *arena, void (*no_memory)(void)) {
    struct pai_hyphens *hyphens = PAI_NEW(arena, struct pai_hyphens);
    hyphens->no_memory = no_memory;
    return hyphens;
}

void pai_hyphens_close(struct pai_hyphens *hyphens) {
    if (hyphens != NULL && hyphens->dict != NULL) {
        hnj_hyphen_free(hyphens->dict);
    }
}

// The patterns; NULL where memory is short and nobody wants to know.
static HyphenDict *patterns(struct pai_hyphens *hyphens) {
    if (hyphens->dict == NULL) {
        FILE *f = pai_stream_open(
            (struct pai_bytes){pai_hyphen_patterns, sizeof pai_hyphen_patterns});
        if (f != NULL) {
            hyphens->dict = hnj_hyphen_load_file(f);
            pai_stream_close(f);
        }
        // They are part of the program: nothing else can be missing.
        if (hyphens->dict == NULL && hyphens->no_memory != NULL) {
            hyphens->no_memory();
        }
    }
    return hyphens->dict;
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

// True if a neighbour makes letters part of something that is not a plain word: an address, a
// path, a formula, a compound.
static bool binds(uint32_t cp) {
    if (cp < 0x80) {
        return is_digit((char)cp) || strchr("-_@/\\=&#~+*$%<>|^`", (int)cp) != NULL;
    }
    enum pai_class cls = pai_class_of(cp);
    return cls == PAI_CLS_CM || cls == PAI_CLS_CO || (cls == PAI_CLS_LA && cp != 0x2019);
}

// True if the mark at byte `at` parts a name (file.txt, 12:00) rather than ends a sentence.
static bool parts_name(const struct pai_text *text, uint32_t at) {
    return (text->s[at] == '.' || text->s[at] == ':') && at + 1 < text->len &&
           (is_letter(text->s[at + 1]) || is_digit(text->s[at + 1]));
}

static bool stands_alone(const struct pai_text *text, uint32_t first, uint32_t end) {
    unsigned used;
    if (first > 0 &&
        (binds(pai_utf8_prev(text->s, first, &used)) || parts_name(text, first - 1))) {
        return false;
    }
    return end == text->len || (!parts_name(text, end) &&
                                !binds(pai_utf8_next(text->s + end, text->len - end, &used)));
}

static uint64_t divide(struct pai_hyphens *hyphens, const char *s, uint32_t n) {
    char word[LETTERS + 1] = {0}; // the library reads to the zero, whatever length it is told
    char marks[LETTERS + 5] = {0};
    for (uint32_t i = 0; i < n; i++) {
        if (!is_small(s[i])) {
            return 0;
        }
        word[i] = s[i];
    }
    HyphenDict *dict = patterns(hyphens);
    char **rep = NULL; // replacements: hyphen_gen.py sees to it that there are none
    int *pos = NULL;
    int *cut = NULL;
    if (dict == NULL || hnj_hyphen_hyphenate3(dict, word, (int)n, marks, NULL, &rep, &pos, &cut,
                                              BEFORE_MIN, AFTER_MIN, 0, 0) != 0) {
        return 0;
    }
    uint64_t places = 0;
    for (uint32_t i = BEFORE_MIN; i + AFTER_MIN <= n; i++) {
        places |= (uint64_t)(marks[i - 1] & 1) << i; // odd: behind this letter
    }
    return places;
}

struct pai_hyphen_word pai_hyphens_find(struct pai_hyphens *hyphens,
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
