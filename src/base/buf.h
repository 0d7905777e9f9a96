// A growing byte buffer in an arena; always NUL-terminated behind its length.
#ifndef PAI_BUF_H
#define PAI_BUF_H

#include "arena.h"

#include <stddef.h>
#include <stdint.h>

struct pai_buf {
    struct pai_arena *arena;
    char *s;
    size_t n, cap;
};

// An empty buffer that lives in `arena`.
struct pai_buf pai_buf_make(struct pai_arena *arena);

// Makes room for n more bytes, so that they are appended without a copy of the rest.
void pai_buf_reserve(struct pai_buf *buf, size_t n);

void pai_buf_put(struct pai_buf *buf, const void *bytes, size_t n);
void pai_buf_str(struct pai_buf *buf, const char *s);
void pai_buf_byte(struct pai_buf *buf, char c);

// Appends one code point as UTF-8.
void pai_buf_char(struct pai_buf *buf, uint32_t cp);

// printf conversions without floating point.
void pai_buf_fmt(struct pai_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));

// A decimal number value/scale (scale a power of ten, at most 10^9), '.' as mark, trailing
// zeros dropped: pai_buf_decimal(b, -12500, 1000) appends "-12.5".
void pai_buf_decimal(struct pai_buf *buf, int64_t value, int64_t scale);

// A length in pt, rounded to `digits` decimals (0..5), trailing zeros dropped, never "-0".
void pai_buf_len(struct pai_buf *buf, int64_t len, unsigned digits);

#endif
