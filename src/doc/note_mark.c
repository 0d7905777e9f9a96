// Marks of footnotes (typography 4; CY/T 121): ①, [1], 〔1〕, 【1】. In: characters or bytes of
// a text, and a place in it. Out: whether a mark stands there, and which. Years and document
// numbers, 〔2012〕10号, are none: a mark has one or two digits.
#include "reader.h"

#include "utf8.h"

// ① … ⑳, ㉑ … ㉟, ㊱ … ㊿: the number, 0 for another character.
static uint8_t circled(uint32_t cp) {
    return (uint8_t)(cp >= 0x2460 && cp <= 0x2473   ? cp - 0x2460 + 1
                     : cp >= 0x3251 && cp <= 0x325F ? cp - 0x3251 + 21
                     : cp >= 0x32B1 && cp <= 0x32BF ? cp - 0x32B1 + 36
                                                    : 0);
}

// The bracket that closes one which may stand round a number, 0 for another character.
static uint32_t closing(uint32_t cp) {
    switch (cp) {
    case '[':
        return ']';
    case 0xFF3B: // ［
        return 0xFF3D;
    case 0x3014: // 〔
    case 0x3010: // 【
        return cp + 1;
    default:
        return 0;
    }
}

static bool digit(uint32_t cp, uint32_t *value) {
    *value = cp >= 0xFF10 ? cp - 0xFF10 : cp - '0';
    return *value <= 9;
}

uint32_t pai_note_mark_read(struct pai_chs s, uint32_t at, struct pai_note_mark *out) {
    if (at >= s.n) {
        return 0;
    }
    *out = (struct pai_note_mark){circled(s.v[at].cp), false};
    if (out->number > 0) {
        return at + 1;
    }
    uint32_t close = closing(s.v[at].cp), value;
    uint32_t k = pai_chs_behind_spaces(s, at + 1), digits = 0;
    for (; close != 0 && k < s.n && digits < 2 && digit(s.v[k].cp, &value); k++, digits++) {
        out->number = (uint8_t)(out->number * 10 + value);
    }
    k = pai_chs_behind_spaces(s, k);
    if (out->number == 0 || k >= s.n || s.v[k].cp != close) {
        return 0;
    }
    // 〔12〕3号 is a document number; [1]2000万元以上的企业 is a note that begins with a
    // figure.
    bool number = close == 0x3015 && k + 1 < s.n && digit(s.v[k + 1].cp, &value);
    out->bracketed = true;
    return number ? 0 : k + 1;
}

// Characters of a mark at most, with one behind it: [ 1 2 ] and spaces.
#define MARK_MOST 9

uint32_t pai_note_mark_at(const struct pai_text *text, uint32_t at, struct pai_note_mark *out) {
    struct pai_ch v[MARK_MOST];
    uint32_t bytes[MARK_MOST + 1] = {0}, n = 0;
    unsigned used;
    uint32_t cp = pai_utf8_next(text->s + at, text->len - at, &used);
    if (circled(cp) == 0 && closing(cp) == 0) {
        return 0;
    }
    for (uint32_t k = at; n < MARK_MOST && k < text->len; k += used) {
        v[n++] = (struct pai_ch){pai_utf8_next(text->s + k, text->len - k, &used), 0, false};
        bytes[n] = k + used - at;
    }
    return bytes[pai_note_mark_read((struct pai_chs){v, n, n}, 0, out)];
}

struct pai_chs pai_note_marks_off(struct pai_chs s) {
    struct pai_note_mark mark;
    for (bool found = true; found && s.n > 0;) {
        found = false;
        for (uint32_t len = 1; len <= 4 && len <= s.n && !found; len++) {
            found = pai_note_mark_read(s, s.n - len, &mark) == s.n;
            s.n -= found ? len : 0;
        }
    }
    return s;
}
