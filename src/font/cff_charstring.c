// In: a charstring, trusted in nothing. Out: whether it stands alone, or one that does.
// Promised: no read outside the bytes; depth and size of what calls unfold to are bounded.
#include "cff_charstring.h"

#include "sfnt.h"

enum { MOST_STACK = 48, MOST_STEMS = 96, MOST_DEPTH = 10, MOST_BYTES = 65535 };

// What a byte does to the walk: up to NUMBER, it begins a number with so many bytes behind it.
enum { NUMBER = 4, BAD, CLEAR, STEMS, MASK, END, ESCAPE, LOCAL, GLOBAL, RETURN };
#define FOUR(k)  k, k, k, k
#define MANY(k)  FOUR(k), FOUR(k), FOUR(k), FOUR(k)
#define SHORT(k) MANY(k), MANY(k)
static const uint8_t kinds[256] = {
    BAD,
    STEMS,
    BAD,
    STEMS,
    CLEAR,
    CLEAR,
    CLEAR,
    CLEAR,
    CLEAR,
    BAD,
    LOCAL,
    RETURN,
    ESCAPE,
    BAD,
    END,
    BAD,
    BAD,
    BAD,
    STEMS,
    MASK,
    MASK,
    CLEAR,
    CLEAR,
    STEMS,
    CLEAR,
    CLEAR,
    CLEAR,
    CLEAR,
    2,
    GLOBAL,
    CLEAR,
    CLEAR,
    // 32 .. 246: one byte; 247 .. 254: two; 255: five
    SHORT(0),
    SHORT(0),
    SHORT(0),
    SHORT(0),
    SHORT(0),
    SHORT(0),
    MANY(0),
    FOUR(0),
    0,
    0,
    0,
    FOUR(1),
    FOUR(1),
    4,
};

// True if the byte behind an ESCAPE makes it flex or one of its kin.
static bool is_flex(struct pai_bytes s, size_t at) {
    return at < s.size && s.data[at] >= 34 && s.data[at] <= 37;
}

bool pai_charstring_plain(struct pai_bytes s) {
    size_t stack = 0, stems = 0;
    for (size_t at = 0; at < s.size;) {
        unsigned kind = kinds[s.data[at++]];
        if (kind <= NUMBER) {
            at += kind;
            stack++;
            continue;
        }
        if (stack > MOST_STACK) {
            return false;
        }
        switch (kind) {
        case STEMS:
        case MASK:
            stems += stack / 2;
            if (stems > MOST_STEMS) {
                return false;
            }
            at += kind == MASK ? (stems + 7) / 8 : 0;
            break;
        case ESCAPE:
            if (!is_flex(s, at++)) {
                return false;
            }
            break;
        case CLEAR:
            break;
        case END: // with four numbers it would put an accent on a letter
            return stack <= 1 && at == s.size;
        default:
            return false;
        }
        stack = 0;
    }
    return false;
}

// ---- calls ----

struct flat {
    struct pai_buf *out;
    const struct pai_cff_index *global, *local;
    size_t start, stems, stack;
    size_t at[MOST_STACK]; // where the numbers on the stack begin in `out`
    int32_t value[MOST_STACK];
    bool begun; // an operator has passed: the width, if any, stood before it
    bool ended;
};

static bool flat_walk(struct flat *f, struct pai_bytes s, unsigned depth);

// Tens of thousands of numbers of a few bytes: copied in a loop and not by calls.
static void put_few(struct pai_buf *out, const uint8_t *from, size_t n) {
    if (out->cap - out->n <= n) {
        pai_buf_reserve(out, n);
    }
    for (size_t i = 0; i < n; i++) {
        out->s[out->n++] = (char)from[i];
    }
    out->s[out->n] = '\0';
}

static bool put_number(struct flat *f, struct pai_bytes s, size_t at, unsigned more) {
    unsigned b0 = s.data[at];
    if (f->stack == MOST_STACK || s.size - at < 1 + (size_t)more) {
        return false;
    }
    int32_t b1 = more > 0 ? s.data[at + 1] : 0;
    f->at[f->stack] = f->out->n;
    f->value[f->stack++] = b0 == 28    ? pai_be16s(s, at + 1)
                           : b0 == 255 ? INT32_MIN // a fraction calls nothing
                           : b0 <= 246 ? (int32_t)b0 - 139
                           : b0 <= 250 ? ((int32_t)b0 - 247) * 256 + b1 + 108
                                       : -((int32_t)b0 - 251) * 256 - b1 - 108;
    put_few(f->out, s.data + at, 1 + (size_t)more);
    return true;
}

// The numbers of the stack go, but for a width that stands before the first operator.
static void drop_hint(struct flat *f) {
    size_t kept = !f->begun && f->stack % 2 == 1 ? 1 : 0;
    f->stems += f->stack / 2;
    if (f->stack > kept) {
        f->out->n = f->at[kept];
    }
}

// Walks the subroutine that the number on top of the stack names.
static bool call(struct flat *f, const struct pai_cff_index *subrs, unsigned depth) {
    int32_t bias = subrs->count < 1240 ? 107 : subrs->count < 33900 ? 1131 : 32768;
    if (f->stack == 0 || depth == MOST_DEPTH || f->out->n - f->start > MOST_BYTES) {
        return false;
    }
    f->out->n = f->at[--f->stack];
    int64_t i = (int64_t)f->value[f->stack] + bias;
    return i >= 0 && i < (int64_t)subrs->count &&
           flat_walk(f, pai_cff_index_item(subrs, (uint32_t)i), depth + 1);
}

// One operator of s at *at, which is moved behind it.
static bool operate(struct flat *f, struct pai_bytes s, size_t *at, unsigned kind) {
    size_t from = *at - 1;
    switch (kind) {
    case STEMS:
    case MASK:
        drop_hint(f);
        *at += kind == MASK ? (f->stems + 7) / 8 : 0;
        from = *at;
        break;
    case ESCAPE:
        if (!is_flex(s, (*at)++)) {
            return false;
        }
        break;
    case END:
        f->ended = true;
        if (f->stack > 1) {
            return false;
        }
        break;
    case CLEAR:
        break;
    default:
        return false;
    }
    if (*at > s.size || f->stems > MOST_STEMS) {
        return false;
    }
    put_few(f->out, s.data + from, *at - from);
    f->stack = 0;
    f->begun = true;
    return true;
}

static bool flat_walk(struct flat *f, struct pai_bytes s, unsigned depth) {
    bool good = true;
    for (size_t at = 0; good && at < s.size && !f->ended;) {
        unsigned kind = kinds[s.data[at++]];
        if (kind <= NUMBER) {
            good = put_number(f, s, at - 1, kind);
            at += kind;
        } else if (kind == LOCAL || kind == GLOBAL) {
            good = call(f, kind == LOCAL ? f->local : f->global, depth);
        } else if (kind == RETURN) {
            return depth > 0;
        } else {
            good = operate(f, s, &at, kind);
        }
    }
    return good;
}

bool pai_charstring_flat(struct pai_buf *out, struct pai_bytes charstring,
                         const struct pai_cff_index *global,
                         const struct pai_cff_index *local) {
    struct flat f = {.out = out, .global = global, .local = local, .start = out->n};
    return flat_walk(&f, charstring, 0) && f.ended;
}
