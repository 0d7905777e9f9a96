// In: a word that nobody knows and those that are known. Out: the known one that was meant, if
// any. Promise: bounded work, whatever the length of the word.
#include "near.h"

#include <stdbool.h>
#include <string.h>

#define LONGEST 40

static char fold(char c) {
    if (c >= 'A' && c <= 'Z') {
        return (char)(c - 'A' + 'a');
    }
    return c == '_' || c == ' ' ? '-' : c;
}

static unsigned least(unsigned a, unsigned b) {
    return a < b ? a : b;
}

// Damerau-Levenshtein distance (optimal string alignment): three rows of the table are enough.
static unsigned distance(const char *a, size_t na, const char *b, size_t nb) {
    unsigned rows[3][LONGEST + 1];
    for (size_t j = 0; j <= nb; j++) {
        rows[0][j] = (unsigned)j;
    }
    for (size_t i = 1; i <= na; i++) {
        unsigned *now = rows[i % 3], *up = rows[(i - 1) % 3], *up2 = rows[(i + 1) % 3];
        now[0] = (unsigned)i;
        for (size_t j = 1; j <= nb; j++) {
            bool same = fold(a[i - 1]) == fold(b[j - 1]);
            unsigned d = least(least(up[j] + 1, now[j - 1] + 1), up[j - 1] + (same ? 0 : 1));
            if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) &&
                fold(a[i - 2]) == fold(b[j - 1])) {
                d = least(d, up2[j - 2] + 1);
            }
            now[j] = d;
        }
    }
    return rows[na % 3][nb];
}

const char *pai_near(const char *s, const char *const *words, size_t count) {
    size_t len = strlen(s);
    const char *best = NULL;
    unsigned best_distance = (unsigned)(len < 4 ? 1 : len / 3) + 1;
    if (len > LONGEST) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(words[i]);
        unsigned d = n <= LONGEST ? distance(s, len, words[i], n) : best_distance;
        // A word of which no character is left was not meant.
        if (d < best_distance && d < n) {
            best = words[i];
            best_distance = d;
        }
    }
    return best;
}
