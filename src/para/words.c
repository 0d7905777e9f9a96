// In: a stretch of Han. Out: where its words begin and of what kind they are. Promised: the
// likeliest words, each by itself, out of a list made when the program was built
// (words_gen.py); a miss costs an awkward break in a title, not an error. Linear time.
#include "words.h"

#include <string.h>

#include "words_table.h"

#define LONGEST 5
#define UNKNOWN 240 // price of a character that no word begins or is

struct list {
    const uint16_t *chars;
    const uint8_t (*facts)[2];
    uint32_t n;
};

#define LIST(i)                                                                                \
    { chars_##i, facts_##i, sizeof facts_##i / sizeof *facts_##i }
static const struct list lists[LONGEST] = {LIST(1), LIST(2), LIST(3), LIST(4), LIST(5)};
#undef LIST

// Kind and price of a word of `n` characters, or NULL.
static const uint8_t *find(const uint32_t *cps, uint32_t n) {
    const struct list *list = &lists[n - 1];
    uint32_t low = 0;
    uint32_t high = list->n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        const uint16_t *word = list->chars + (size_t)mid * n;
        uint32_t k = 0;
        while (k < n && word[k] == cps[k]) {
            k++;
        }
        if (k == n) {
            return list->facts[mid];
        }
        if (word[k] < cps[k]) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return NULL;
}

bool pai_word_known(const uint32_t *cps, uint32_t n) {
    return n > 0 && n <= LONGEST && find(cps, n) != NULL;
}

static bool is_han(uint32_t cp) {
    return cp >= 0x4E00 && cp <= 0x9FFF;
}

void pai_words_cut(struct pai_arena *arena, const uint32_t *cps, uint32_t n,
                   struct pai_seam *seams) {
    uint32_t *cost = PAI_NEW_N(arena, uint32_t, (size_t)n + 1); // of the best words up to here
    uint8_t *back = PAI_NEW_N(arena, uint8_t, (size_t)n + 1);   // length of the last of them
    uint8_t *kind = PAI_NEW_N(arena, uint8_t, (size_t)n + 1);
    for (uint32_t i = 1; i <= n; i++) {
        cost[i] = cost[i - 1] + (is_han(cps[i - 1]) ? UNKNOWN : 0);
        back[i] = 1;
        kind[i] = PAI_WORD_OTHER;
        for (uint32_t k = 1; k <= LONGEST && k <= i && is_han(cps[i - k]); k++) {
            const uint8_t *word = find(cps + i - k, k);
            if (word != NULL && cost[i - k] + word[1] < cost[i]) {
                cost[i] = cost[i - k] + word[1];
                back[i] = (uint8_t)k;
                kind[i] = word[0];
            }
        }
    }
    memset(seams, 0, ((size_t)n + 1) * sizeof *seams);
    for (uint32_t i = n; i > 0; i -= back[i]) {
        uint32_t first = i - back[i];
        for (uint32_t k = first + 1; k < i; k++) {
            seams[k].inside = true;
        }
        seams[i].before = kind[i];
        seams[i].length = back[i];
        seams[first].after = kind[i];
        seams[first].next = back[i];
    }
}
