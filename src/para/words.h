// Words of official Chinese, seen inside src/para only.
#ifndef PAI_WORDS_H
#define PAI_WORDS_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

enum pai_word_kind {
    PAI_WORD_OTHER,
    PAI_WORD_NOUN,
    PAI_WORD_VERB,
    PAI_WORD_ADVERB,
    PAI_WORD_PREPOSITION,
    PAI_WORD_CONJUNCTION,
    PAI_WORD_NUMBER,
    PAI_WORD_MEASURE,
    PAI_WORD_PLACE, // 中 上 以来: behind a noun
    PAI_WORD_TAIL,  // 的 了 们: belongs to what is before it
    PAI_WORD_ADJECTIVE,
};

// What meets between two characters: the inside of a word, or the word that ends there
// (`length` characters) and the one that begins there (`next` characters).
struct pai_seam {
    bool inside;
    uint8_t before, after; // enum pai_word_kind
    uint8_t length, next;
};

// Finds the words of n characters; seams[i] is the place before character i, seams[n] the end.
void pai_words_cut(struct pai_arena *arena, const uint32_t *cps, uint32_t n,
                   struct pai_seam *seams);

// True if the n characters are a word.
bool pai_word_known(const uint32_t *cps, uint32_t n);

#endif
