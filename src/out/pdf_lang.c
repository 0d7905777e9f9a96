// Words of another language. In: clusters in reading order. Out: which of them are read as
// English. Promise: only words, never digits, single letters (A 股, 5G) or units after a number
// (12 km/h), which are read in the language around them (ISO 32000-1 14.9.2; UA-1 7.2).
//
// Neighbouring words are one piece, with the spaces and signs between them, so that a name of
// several words is read in one go.
#include "pdf_priv.h"

#include "utf8.h"

#include <string.h>

enum {
    SIGNS_MOST = 3, // between words: "://"
    UNIT_MOST = 4   // letters of a word of a unit: "mmHg"
};

static bool is_latin(uint32_t cp) {
    return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') ||
           (cp >= 0xC0 && cp <= 0x24F && cp != 0xD7 && cp != 0xF7);
}

// How many letters the cluster is made of; 0: it is anything else.
static uint32_t letters(const struct pai_pdf_cluster *c) {
    uint32_t count = 0;
    if (c->length > 0 && (unsigned char)*c->text >= 0xE0) { // three bytes: no Latin letter
        return 0;
    }
    for (uint32_t i = 0; i < c->length; count++) {
        unsigned used = 1;
        if (!is_latin(pai_utf8_next(c->text + i, c->length - i, &used))) {
            return 0;
        }
        i += used;
    }
    return count;
}

static bool is_one_of(const struct pai_pdf_cluster *c, const char *set) {
    return c->length == 1 && *c->text && strchr(set, *c->text);
}

// Between two words of one piece.
static bool is_sign(const struct pai_pdf_cluster *c) {
    return is_one_of(c, " -'&.,/@:_") || (c->length == 3 && memcmp(c->text, "’", 3) == 0);
}

// A number, or what divides units, stands before cluster i.
static bool after_number(const struct pai_pdf_cluster *c, uint32_t i) {
    i -= i > 0 && is_one_of(&c[i - 1], " ");
    return i > 0 && is_one_of(&c[i - 1], "0123456789/%");
}

// The end of the words that begin at cluster i; *longest: letters of the longest.
static uint32_t words_end(const struct pai_pdf_cluster *c, uint32_t n, uint32_t i,
                          uint32_t *longest) {
    uint32_t end = i;
    for (uint32_t next = i; next < n && letters(&c[next]) > 0;) {
        uint32_t count = 0;
        for (end = next; end < n && letters(&c[end]) > 0; end++) {
            count += letters(&c[end]);
        }
        *longest = count > *longest ? count : *longest;
        for (next = end; next < n && next - end < SIGNS_MOST && is_sign(&c[next]); next++) {
        }
    }
    return end;
}

void pai_pdf_words(const struct pai_pdf *pdf, struct pai_pdf_cluster *c, uint32_t n) {
    if (!pdf->pages->lang || strncmp(pdf->pages->lang, "zh", 2) != 0) {
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t longest = 0, end = words_end(c, n, i, &longest);
        bool unit = longest <= UNIT_MOST && after_number(c, i);
        for (uint32_t k = i; k < end; k++) {
            c[k].english = longest > 1 && !unit;
        }
        i = end > i ? end - 1 : i;
    }
}
