// Bytes in a known encoding -> UTF-8 (typography 6.1). In: bytes without their byte-order mark.
// Out: well-formed UTF-8 in which every bad place is one U+FFFD, with the count and the first
// place told. UTF-8, UTF-16 and UTF-32 are decoded here, GB18030 and Big5 by iconv. Linear in
// the bytes.
#include "decode.h"

#include "utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

static void put_bad(struct pai_buf *out, struct pai_bad *bad, enum pai_bad_kind kind, size_t at,
                    unsigned length) {
    if (bad->count++ == 0) {
        bad->kind = kind;
        bad->at = at;
        bad->length = length;
        bad->text_at = out->n;
    }
    pai_buf_char(out, 0xFFFD);
}

// Bytes of the malformed sequence at the end of the text, if it is only cut short.
static bool utf8_cut(const uint8_t *s, size_t len) {
    unsigned need = s[0] >= 0xF0 && s[0] <= 0xF4  ? 4
                    : s[0] >= 0xE0 && s[0] < 0xF0 ? 3
                    : s[0] >= 0xC2                ? 2
                                                  : 0;
    if (s[0] > 0xF4 || need <= len) {
        return false;
    }
    for (size_t i = 1; i < len; i++) {
        if ((s[i] & 0xC0) != 0x80) {
            return false;
        }
    }
    return true;
}

static void decode_utf8(struct pai_bytes bytes, struct pai_buf *out, struct pai_bad *bad) {
    const char *s = (const char *)bytes.data;
    size_t i = 0, from = 0;
    while (i < bytes.size) {
        unsigned used;
        if (pai_utf8_next(s + i, bytes.size - i, &used) != PAI_BAD_CHAR) {
            i += used;
            continue;
        }
        pai_buf_put(out, s + from, i - from);
        if (utf8_cut(bytes.data + i, bytes.size - i)) {
            put_bad(out, bad, PAI_BAD_TRUNCATED, i, (unsigned)(bytes.size - i));
            from = i = bytes.size;
            break;
        }
        size_t start = i++;
        while (i < bytes.size && (bytes.data[i] & 0xC0) == 0x80 && i - start < 3) {
            i++; // the tails of a broken character belong to the same place
        }
        put_bad(out, bad, PAI_BAD_BYTES, start, (unsigned)(i - start));
        from = i;
    }
    pai_buf_put(out, s + from, i - from);
}

static uint32_t unit16(const uint8_t *s, bool big) {
    return big ? (uint32_t)(s[0] << 8 | s[1]) : (uint32_t)(s[1] << 8 | s[0]);
}

static void decode_utf16(struct pai_bytes bytes, bool big, struct pai_buf *out,
                         struct pai_bad *bad) {
    size_t i = 0;
    for (; i + 2 <= bytes.size; i += 2) {
        uint32_t cp = unit16(bytes.data + i, big);
        if (cp >= 0xD800 && cp <= 0xDBFF && i + 4 <= bytes.size) {
            uint32_t low = unit16(bytes.data + i + 2, big);
            if (low >= 0xDC00 && low <= 0xDFFF) {
                pai_buf_char(out, 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00));
                i += 2;
                continue;
            }
        }
        if (cp >= 0xD800 && cp <= 0xDFFF) {
            put_bad(out, bad, PAI_BAD_SURROGATE, i, 2);
        } else {
            pai_buf_char(out, cp);
        }
    }
    if (i < bytes.size) {
        put_bad(out, bad, PAI_BAD_TRUNCATED, i, 1);
    }
}

static void decode_utf32(struct pai_bytes bytes, bool big, struct pai_buf *out,
                         struct pai_bad *bad) {
    size_t i = 0;
    for (; i + 4 <= bytes.size; i += 4) {
        const uint8_t *s = bytes.data + i;
        uint32_t cp =
            big ? (uint32_t)s[0] << 24 | (uint32_t)s[1] << 16 | (uint32_t)s[2] << 8 | s[3]
                : (uint32_t)s[3] << 24 | (uint32_t)s[2] << 16 | (uint32_t)s[1] << 8 | s[0];
        if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) {
            put_bad(out, bad, PAI_BAD_BYTES, i, 4);
        } else {
            pai_buf_char(out, cp);
        }
    }
    if (i < bytes.size) {
        put_bad(out, bad, PAI_BAD_TRUNCATED, i, (unsigned)(bytes.size - i));
    }
}

// One bad place of a multibyte text: 0x80 is the euro sign of CP936 (typography 6.1); a lead
// byte takes its trail byte with it unless that is ASCII, so that one slip does not shift all
// that follows.
static size_t skip_bad(enum pai_encoding encoding, struct pai_bytes bytes, size_t at, bool cut,
                       struct pai_buf *out, struct pai_bad *bad) {
    const uint8_t *s = bytes.data + at;
    if (encoding == PAI_ENC_GB18030 && s[0] == 0x80) {
        pai_buf_char(out, 0x20AC);
        return 1;
    }
    if (cut) {
        put_bad(out, bad, PAI_BAD_TRUNCATED, at, (unsigned)(bytes.size - at));
        return bytes.size - at;
    }
    unsigned n = at + 1 < bytes.size && s[0] > 0x80 && s[1] >= 0x80 ? 2 : 1;
    put_bad(out, bad, PAI_BAD_BYTES, at, n);
    return n;
}

static bool decode_iconv(enum pai_encoding encoding, struct pai_bytes bytes,
                         struct pai_buf *out, struct pai_bad *bad) {
    iconv_t cd = iconv_open("UTF-8", encoding == PAI_ENC_BIG5 ? "BIG5" : "GB18030");
    if (cd == (iconv_t)-1) {
        return false;
    }
    char room[4096];
    char *in = (char *)(uintptr_t)bytes.data;
    size_t left = bytes.size;
    while (left) {
        char *to = room;
        size_t space = sizeof room;
        size_t before = left;
        size_t rc = iconv(cd, &in, &left, &to, &space);
        int error = rc == (size_t)-1 ? errno : 0;
        pai_buf_put(out, room, (size_t)(to - room));
        if (error == EILSEQ || error == EINVAL || (error != 0 && error != E2BIG) ||
            (left == before && to == room)) {
            size_t n = skip_bad(encoding, bytes, bytes.size - left, error == EINVAL, out, bad);
            in += n;
            left -= n;
            iconv(cd, NULL, NULL, NULL, NULL);
        }
    }
    iconv_close(cd);
    return true;
}

bool pai_decode(enum pai_encoding encoding, struct pai_bytes bytes, struct pai_buf *out,
                struct pai_bad *bad) {
    memset(bad, 0, sizeof *bad);
    switch (encoding) {
    case PAI_ENC_UTF8:
        decode_utf8(bytes, out, bad);
        return true;
    case PAI_ENC_UTF16LE:
    case PAI_ENC_UTF16BE:
        decode_utf16(bytes, encoding == PAI_ENC_UTF16BE, out, bad);
        return true;
    case PAI_ENC_UTF32LE:
    case PAI_ENC_UTF32BE:
        decode_utf32(bytes, encoding == PAI_ENC_UTF32BE, out, bad);
        return true;
    case PAI_ENC_GB18030:
    case PAI_ENC_BIG5:
        break;
    }
    return decode_iconv(encoding, bytes, out, bad);
}
