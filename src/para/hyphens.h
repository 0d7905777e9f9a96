// Where a Latin word may be divided with a hyphen (typography 3.10).
#ifndef PAI_HYPHEN_H
#define PAI_HYPHEN_H

#include "span.h"

#include <stdbool.h>

struct pai_hyphens;

// Reads the patterns, those of American English, which are part of the program. NULL if they
// cannot be read. Close it; it may serve several threads.
struct pai_hyphens *pai_hyphens_open(void);
void pai_hyphens_close(struct pai_hyphens *hyphens);

// A word, or a byte that is none, and where it may be divided: bit i of `places` stands for
// the place before byte first + i of the text.
struct pai_hyphen_word {
    uint32_t first, end;
    uint64_t places;
};

// The word that byte `at` of the text belongs to, whatever part of it was read before. Only
// words of small letters, the first of which may be a capital, are divided: no abbreviations,
// nothing with digits or a hyphen of its own, no letters with accents.
struct pai_hyphen_word pai_hyphens_find(const struct pai_hyphens *hyphens,
                                        const struct pai_text *text, uint32_t at);

#endif
