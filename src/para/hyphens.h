// Where a Latin word may be divided with a hyphen (typography 3.10).
#ifndef PAI_HYPHEN_H
#define PAI_HYPHEN_H

#include "arena.h"
#include "span.h"

#include <stdbool.h>

struct pai_hyphens;

// The patterns of American English, which are part of the program. They are read when the first
// word asks for them, since that takes longer than setting an issue; no_memory is called where
// that fails. Lives in the arena; not to be shared by threads. Close it.
struct pai_hyphens *pai_hyphens_open(struct pai_arena *arena, void (*no_memory)(void));
void pai_hyphens_close(struct pai_hyphens *hyphens);

// A word, or a byte that is none, and where it may be divided: bit i of `places` stands for
// the place before byte first + i of the text.
struct pai_hyphen_word {
    uint32_t first, end;
    uint64_t places;
};

// The word that byte `at` of the text belongs to, whatever part of it was read before. Only
// words of small letters are divided: no abbreviations and names, no letters with accents,
// nothing that has digits, a hyphen of its own or a mark as addresses and paths have them.
struct pai_hyphen_word pai_hyphens_find(struct pai_hyphens *hyphens,
                                        const struct pai_text *text, uint32_t at);

#endif
