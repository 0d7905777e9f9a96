// UTF-8: strict decoding (no overlongs, surrogates, values above U+10FFFF), encoding, counting.
#ifndef PAI_UTF8_H
#define PAI_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAI_BAD_CHAR UINT32_MAX

// Decodes the character at s (len bytes are there, len > 0). Returns the code point and stores
// its length in *used; malformed input gives PAI_BAD_CHAR with *used = 1.
uint32_t pai_utf8_any(const char *s, size_t len, unsigned *used);

// The same. Most of a Chinese text are characters U+1000 .. U+CFFF, whose three bytes can only
// be well-formed or cut short: they are decoded where they are met.
static inline uint32_t pai_utf8_next(const char *s, size_t len, unsigned *used) {
    const unsigned char *p = (const unsigned char *)s;
    if (len >= 3 && p[0] > 0xE0 && p[0] < 0xED && (p[1] & 0xC0) == 0x80 &&
        (p[2] & 0xC0) == 0x80) {
        *used = 3;
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    }
    return pai_utf8_any(s, len, used);
}

// Decodes the character that ends before s + at (at > 0). Malformed: PAI_BAD_CHAR, *used = 1.
uint32_t pai_utf8_prev(const char *s, size_t at, unsigned *used);

// Writes cp (a valid scalar value) to out[4]; returns the number of bytes, 0 if cp is not one.
unsigned pai_utf8_put(uint32_t cp, char out[4]);

// True if all len bytes are well-formed; else *bad (if not NULL) is the offset of the first bad
// byte.
bool pai_utf8_valid(const char *s, size_t len, size_t *bad);

// Number of characters in well-formed text.
size_t pai_utf8_count(const char *s, size_t len);

// Display columns of a code point in a terminal: 0 combining, 2 East Asian wide, else 1.
unsigned pai_utf8_columns(uint32_t cp);

#endif
