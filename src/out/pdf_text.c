// Spelling. In: names, texts and boxes as the program has them. Out: the same as PDF writes
// them. Promise: any bytes may come in, only well-formed PDF goes out; no floating point.
#include "pdf_priv.h"

#include "utf8.h"

#include <string.h>

static const char hex[] = "0123456789ABCDEF";

void pai_pdf_name(struct pai_buf *out, const char *name) {
    pai_buf_byte(out, '/');
    for (; *name; name++) {
        unsigned char c = (unsigned char)*name;
        if (c <= ' ' || c > '~' || strchr("#()<>[]{}/%", c)) {
            pai_buf_byte(out, '#');
            pai_buf_byte(out, hex[c >> 4]);
            pai_buf_byte(out, hex[c & 15]);
        } else {
            pai_buf_byte(out, (char)c);
        }
    }
}

void pai_pdf_code(struct pai_buf *out, uint32_t unit) {
    char s[4] = {hex[unit >> 12 & 15], hex[unit >> 8 & 15], hex[unit >> 4 & 15],
                 hex[unit & 15]};
    pai_buf_put(out, s, sizeof s);
}

void pai_pdf_utf16(struct pai_buf *out, const char *s, size_t len) {
    for (size_t i = 0; i < len;) {
        unsigned used = 1;
        uint32_t cp = pai_utf8_next(s + i, len - i, &used);
        i += used;
        if (cp == PAI_BAD_CHAR) {
            cp = 0xFFFD;
        }
        if (cp >= 0x10000) {
            pai_pdf_code(out, 0xD800 + ((cp - 0x10000) >> 10));
            cp = 0xDC00 + ((cp - 0x10000) & 0x3FF);
        }
        pai_pdf_code(out, cp);
    }
}

void pai_pdf_string(struct pai_buf *out, const char *s, size_t len) {
    pai_buf_str(out, "<FEFF");
    pai_pdf_utf16(out, s, len);
    pai_buf_byte(out, '>');
}

size_t pai_pdf_fact_length(const char *s) {
    enum { MOST = 16000 }; // at most two bytes of UTF-16 for each
    size_t n = strlen(s);
    if (n > MOST) {
        for (n = MOST; n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80; n--) {
        }
    }
    return n;
}

void pai_pdf_literal(struct pai_buf *out, const char *s) {
    pai_buf_byte(out, '(');
    for (; *s; s++) {
        if (strchr("()\\", *s)) {
            pai_buf_byte(out, '\\');
        }
        if (*s >= ' ' && *s <= '~') {
            pai_buf_byte(out, *s);
        }
    }
    pai_buf_byte(out, ')');
}

void pai_pdf_label(struct pai_buf *out, const char *s) {
    bool plain = true;
    for (const char *at = s; *at; at++) {
        plain = plain && *at >= ' ' && *at <= '~';
    }
    if (plain) {
        pai_pdf_literal(out, s);
    } else {
        pai_pdf_string(out, s, pai_pdf_fact_length(s));
    }
}

void pai_pdf_box(struct pai_buf *out, const struct pai_page *page, const struct pai_box *box) {
    const struct pai_box *media = &page->media;
    int64_t left = (int64_t)box->x - media->x;
    int64_t top = (int64_t)media->y + media->height - box->y;
    pai_buf_byte(out, '[');
    pai_buf_len(out, left, 5);
    pai_buf_byte(out, ' ');
    pai_buf_len(out, top - box->height, 5);
    pai_buf_byte(out, ' ');
    pai_buf_len(out, left + box->width, 5);
    pai_buf_byte(out, ' ');
    pai_buf_len(out, top, 5);
    pai_buf_byte(out, ']');
}
