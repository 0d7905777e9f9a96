// Footnotes (typography 4): lines behind an article that begin with a circled digit which its
// text refers to. In: lines and the blocks before them. Out: the notes of the article. A
// circled digit that begins an item of an enumeration is no reference, and such a line stays
// text.
#include "reader.h"

#include <string.h>

// ① … ⑳, ㉑ … ㉟, ㊱ … ㊿; each three bytes long.
static bool circled(uint32_t cp) {
    return (cp >= 0x2460 && cp <= 0x2473) || (cp >= 0x3251 && cp <= 0x325F) ||
           (cp >= 0x32B1 && cp <= 0x32BF);
}

static uint32_t cp_at(const struct pai_text *t, uint32_t at) {
    const uint8_t *s = (const uint8_t *)t->s + at;
    if (s[0] < 0x80) {
        return s[0];
    }
    bool three = (s[0] & 0xF0) == 0xE0 && at + 2 < t->len;
    return three ? (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F)
                 : 0;
}

// Whether the circled digit at byte `at` of a text refers to a note: it stands behind a word,
// or behind the stop that ends the paragraph. One that begins an item of an enumeration does
// not.
static bool refers(const struct pai_text *text, uint32_t at) {
    if (at == 0) {
        return false;
    }
    uint32_t k = at - 1;
    while (k > 0 && ((uint8_t)text->s[k] & 0xC0) == 0x80) {
        k--;
    }
    uint32_t cp = cp_at(text, k);
    bool word = pai_ch_han(cp) || pai_ch_letter(cp) || pai_ch_digit(cp) || cp == 0x201D ||
                cp == 0x300B || cp == 0xFF09 || cp == '%';
    return word || (pai_ch_stop(cp) && at + 3 == text->len);
}

// The first reference to the marker, of 3 bytes, in a block; its length if there is none.
static uint32_t refers_to(const struct pai_text *text, const char *marker) {
    for (uint32_t i = 0; i + 3 <= text->len; i++) {
        if (memcmp(text->s + i, marker, 3) == 0 && refers(text, i)) {
            return i;
        }
    }
    return text->len;
}

static struct pai_footnote *known(const struct pai_footnotes *notes, const char *marker) {
    for (uint32_t i = 0; i < notes->v.n; i++) {
        if (memcmp(notes->v.v[i].marker.s, marker, 3) == 0) {
            return &notes->v.v[i];
        }
    }
    return NULL;
}

bool pai_footnote_take(struct pai_reader *r, struct pai_footnotes *notes,
                       const struct pai_block *body, uint32_t count, struct pai_chs line) {
    if (line.n < 2 || !circled(line.v[0].cp) || count == 0) {
        return false;
    }
    struct pai_text marker = pai_text_make(r, pai_chs_sub(line, 0, 1));
    bool found = false;
    for (uint32_t i = 0; i < count && !found; i++) {
        found = body[i].table == NULL && refers_to(&body[i].text, marker.s) < body[i].text.len;
    }
    if (!found || known(notes, marker.s) != NULL) {
        if (notes->v.n > 0) {
            pai_log_say(r, PAI_D_FOOTNOTE_LOST, line, marker.s, NULL);
        }
        return false;
    }
    struct pai_chs rest = pai_chs_trim(pai_chs_sub(line, 1, line.n));
    struct pai_footnote *note = PAI_VEC_ADD(r->arena, &notes->v);
    *note = (struct pai_footnote){.marker = marker,
                                  .text = pai_text_repaired(r, rest, PAI_FIELD_BODY)};
    return true;
}

static void say_missing(struct pai_reader *r, const struct pai_text *t, uint32_t at) {
    struct pai_ch ch = {cp_at(t, at), pai_text_span(t, at, 3).offset, false};
    struct pai_chs where = {&ch, 1, 1};
    pai_log_say(r, PAI_D_FOOTNOTE_MISSING, where, pai_arena_str(r->arena, t->s + at, 3), NULL);
}

// Adds a place that refers to a note; every article has few.
static void place_add(struct pai_reader *r, struct pai_footnote *note, uint32_t block,
                      uint32_t at) {
    struct pai_footnote_place *v =
        PAI_NEW_N(r->arena, struct pai_footnote_place, note->place_count + 1);
    if (note->place_count > 0) {
        memcpy(v, note->places, note->place_count * sizeof *v);
    }
    v[note->place_count++] = (struct pai_footnote_place){block, at};
    note->places = v;
}

void pai_footnotes_close(struct pai_reader *r, struct pai_footnotes *notes,
                         struct pai_article *a) {
    for (uint32_t b = 0; b < a->body_count && notes->v.n > 0; b++) {
        const struct pai_text *t = &a->body[b].text;
        for (uint32_t i = 0; a->body[b].table == NULL && i + 3 <= t->len; i++) {
            if (!circled(cp_at(t, i)) || !refers(t, i)) {
                continue;
            }
            struct pai_footnote *note = known(notes, t->s + i);
            if (note != NULL) {
                place_add(r, note, b, i);
            } else {
                say_missing(r, t, i);
            }
        }
    }
    a->notes = notes->v.v;
    a->note_count = notes->v.n;
    memset(notes, 0, sizeof *notes);
}
