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

// Appends sign, whole part and the digits of rest/scale without trailing zeros.
static void put_number(struct pai_buf *buf, bool minus, uint64_t value, uint64_t scale) {
    char digits[32];
    size_t n = sizeof digits;
    uint64_t whole = value, rest = 0;
    if (scale > 1) {
        whole = value / scale;
        rest = value % scale;
    }
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

// Appends by the C library: into the room that there is, a second time only if that does not
// do.
static void put_library(struct pai_buf *buf, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(buf->s + buf->n, buf->cap - buf->n, format, args);
    if (n > 0 && (size_t)n >= buf->cap - buf->n) {
        pai_buf_reserve(buf, (size_t)n);
        vsnprintf(buf->s + buf->n, (size_t)n + 1, format, again);
    }
    buf->n += n > 0 ? (size_t)n : 0;
    buf->s[buf->n] = '\0';
    va_end(again);
}

// True if the format asks for nothing but %s, %u and %d.
static bool is_simple(const char *format) {
    for (const char *at = strchr(format, '%'); at != NULL; at = strchr(at + 2, '%')) {
        if (at[1] != 's' && at[1] != 'u' && at[1] != 'd') {
            return false;
        }
    }
    return true;
}

// A PDF of many pages is full of small numbers between fixed texts: here that takes a fifth of
// what vsnprintf takes.
static void put_simple(struct pai_buf *buf, const char *format, va_list args) {
    for (const char *at; (at = strchr(format, '%')) != NULL; format = at + 2) {
        pai_buf_put(buf, format, (size_t)(at - format));
        if (at[1] == 's') {
            pai_buf_str(buf, va_arg(args, const char *));
        } else if (at[1] == 'u') {
            put_number(buf, false, va_arg(args, unsigned), 1);
        } else {
            int value = va_arg(args, int);
            put_number(buf, value < 0, magnitude(value), 1);
        }
    }
    pai_buf_str(buf, format);
}

void pai_buf_fmt(struct pai_buf *buf, const char *format, ...) {
    va_list args;
    va_start(args, format);
    if (is_simple(format)) {
        put_simple(buf, format, args);
    } else {
        put_library(buf, format, args);
    }
    va_end(args);
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
