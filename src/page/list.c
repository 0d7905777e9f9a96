// In: the paragraphs of an article. Out: which of them are items of one list: neighbours that
// count on with markers of one kind (1. 2. 3., （1）（2）, 一、二、). Run-in enumerations such
// as 一是 stay what they are: sentences of a paragraph.
#include "composer.h"

#include "utf8.h"

struct marker {
    uint32_t kind; // 0: none
    uint32_t ordinal;
    uint32_t length; // in bytes
};

static uint32_t han_digit(uint32_t cp) {
    static const uint32_t digits[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                      0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
    for (uint32_t i = 0; i < sizeof digits / sizeof *digits; i++) {
        if (digits[i] == cp) {
            return i + 1;
        }
    }
    return 0;
}

struct walk {
    const struct pai_text *t;
    uint32_t at;
};

static uint32_t peek(const struct walk *w, unsigned *used) {
    *used = 1;
    return w->at < w->t->len ? pai_utf8_next(w->t->s + w->at, w->t->len - w->at, used) : 0;
}

// Digits, or one to ninety-nine in Han; *han says which. 0: none.
static uint32_t ordinal_read(struct walk *w, bool *han) {
    uint32_t value = 0;
    unsigned used;
    *han = false;
    for (uint32_t cp; (cp = peek(w, &used)) != 0 && value < 1000; w->at += used) {
        uint32_t digit = han_digit(cp);
        if (cp >= '0' && cp <= '9' && !*han) {
            value = value * 10 + (cp - '0');
        } else if (digit > 0 && (value == 0 || *han)) {
            *han = true;
            value = digit == 10 ? (value > 0 ? value : 1) * 10 : value + digit;
        } else {
            break;
        }
    }
    return value;
}

static struct marker marker_read(const struct pai_text *t) {
    struct walk w = {t, 0};
    unsigned used;
    bool han, bracket = peek(&w, &used) == 0xFF08; // （
    w.at += bracket ? used : 0;
    uint32_t ordinal = ordinal_read(&w, &han), after = peek(&w, &used);
    bool closed = bracket ? after == 0xFF09
                          : after == 0x3001 || (!han && (after == '.' || after == 0xFF0E));
    if (ordinal == 0 || !closed) {
        return (struct marker){0, 0, 0};
    }
    return (struct marker){1 + (bracket ? 2u : 0u) + (han ? 1u : 0u), ordinal, w.at + used};
}

static struct marker marker_of(const struct pai_article *a, uint32_t i) {
    const struct pai_block *b = &a->body[i];
    if (i >= a->body_count || b->kind != PAI_PARA || b->lead > 0) {
        return (struct marker){0, 0, 0};
    }
    return marker_read(&b->text);
}

static bool follows(struct marker a, struct marker b) {
    return a.kind != 0 && a.kind == b.kind && b.ordinal == a.ordinal + 1;
}

uint32_t pai_list_marker(const struct pai_text *text) {
    return marker_read(text).length;
}

bool pai_list_holds(const struct pai_article *a, uint32_t paragraph, bool *begins) {
    struct marker here = marker_of(a, paragraph);
    bool before = paragraph > 0 && follows(marker_of(a, paragraph - 1), here);
    bool after = paragraph + 1 < a->body_count && follows(here, marker_of(a, paragraph + 1));
    *begins = !before;
    return before || after;
}
