// In: bytes, characters, numbers. Out: one growing text in an arena. Promised: NUL behind the
// length at any moment; numbers do not depend on the locale.
#include "buf.h"

#include "utf8.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct pai_buf pai_buf_make(struct pai_arena *arena) {
    struct pai_buf buf = {.arena = arena, .cap = 64};
    buf.s = pai_arena_raw(arena, buf.cap);
    buf.s[0] = '\0';
    return buf;
}

void pai_buf_reserve(struct pai_buf *buf, size_t n) {
    if (n < buf->cap - buf->n) {
        return;
    }
    size_t need = n < SIZE_MAX - buf->n ? buf->n + n + 1 : SIZE_MAX; // SIZE_MAX is no memory
    size_t cap = buf->cap;
    while (cap < need) {
        cap = cap <= SIZE_MAX / 2 ? cap * 2 : SIZE_MAX;
    }
    buf->s = pai_arena_grow(buf->arena, buf->s, buf->cap, cap);
    buf->cap = cap;
}

void pai_buf_put(struct pai_buf *buf, const void *bytes, size_t n) {
    if (n == 0) {
        return;
    }
    pai_buf_reserve(buf, n);
    memcpy(buf->s + buf->n, bytes, n);
    buf->n += n;
    buf->s[buf->n] = '\0';
}

void pai_buf_str(struct pai_buf *buf, const char *s) {
    pai_buf_put(buf, s, strlen(s));
}

void pai_buf_byte(struct pai_buf *buf, char c) {
    if (buf->cap - buf->n < 2) {
        pai_buf_reserve(buf, 1);
    }
    buf->s[buf->n++] = c;
    buf->s[buf->n] = '\0';
}

void pai_buf_char(struct pai_buf *buf, uint32_t cp) {
    char out[4];
    unsigned n = pai_utf8_put(cp, out);
    if (n == 0) {
        n = pai_utf8_put(0xFFFD, out);
    }
    pai_buf_put(buf, out, n);
}

void pai_buf_fmt(struct pai_buf *buf, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    // Into the room that there is; a second time only if that does not do.
    int n = vsnprintf(buf->s + buf->n, buf->cap - buf->n, format, args);
    va_end(args);
    if (n > 0 && (size_t)n >= buf->cap - buf->n) {
        pai_buf_reserve(buf, (size_t)n);
        vsnprintf(buf->s + buf->n, (size_t)n + 1, format, again);
    }
    buf->n += n > 0 ? (size_t)n : 0;
    buf->s[buf->n] = '\0';
    va_end(again);
}

// Appends sign, whole part and the digits of rest/scale without trailing zeros.
static void put_number(struct pai_buf *buf, bool minus, uint64_t value, uint64_t scale) {
    char digits[32];
    size_t n = sizeof digits;
    uint64_t whole = value / scale, rest = value % scale;
    for (; scale > 1; scale /= 10, rest /= 10) {
        char digit = (char)('0' + rest % 10);
        if (digit != '0' || n < sizeof digits) {
            digits[--n] = digit;
        }
    }
    if (n < sizeof digits) {
        digits[--n] = '.';
    }
    do {
        digits[--n] = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole != 0);
    if (minus && value != 0) {
        digits[--n] = '-';
    }
    pai_buf_put(buf, digits + n, sizeof digits - n);
}

static uint64_t magnitude(int64_t value) {
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

void pai_buf_decimal(struct pai_buf *buf, int64_t value, int64_t scale) {
    put_number(buf, value < 0, magnitude(value), scale < 1 ? 1 : (uint64_t)scale);
}

void pai_buf_len(struct pai_buf *buf, int64_t len, unsigned digits) {
    uint64_t scale = 1;
    for (unsigned i = 0; i < digits && i < 5; i++) {
        scale *= 10;
    }
    uint64_t m = magnitude(len);
    uint64_t value = (m >> 16) * scale + (((m & 0xFFFF) * scale + 0x8000) >> 16);
    put_number(buf, len < 0, value, scale);
}
