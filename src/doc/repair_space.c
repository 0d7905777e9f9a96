// Spaces inside a paragraph or field (typography 3.9, 6.2, 6.4 #16). In: repaired characters.
// Out: spaces between Han and digits or Latin are gone (the engine supplies the gap), as are
// those beside full-width marks; between Latin words one U+0020 stays. A space between Han and
// Han is never deleted blindly: it stays, as U+3000, so that it prints as the author's blank
// (names in a list, columns); only letter-spaced runs of four or more single Han close up.
#include "reader.h"

enum kind { EDGE, HAN, MARK, LATIN };

static enum kind kind_of(uint32_t cp) {
    if (pai_ch_han(cp)) {
        return HAN;
    }
    if (pai_ch_mark(cp)) {
        return MARK;
    }
    return LATIN;
}

static uint32_t space_end(struct pai_chs s, uint32_t i) {
    i = pai_chs_behind_spaces(s, i);
    return i;
}

// Length of a run of single Han with a space between each two, from `at`: 通 知 如 下. Counts
// the Han in *cells.
static uint32_t spaced_run(struct pai_chs s, uint32_t at, uint32_t *cells) {
    *cells = 0;
    uint32_t i = at, end = at;
    while (i < s.n && kind_of(s.v[i].cp) == HAN) {
        uint32_t next = i + 1;
        ++*cells;
        end = next;
        uint32_t behind = space_end(s, next);
        if (behind == next) {
            if (next < s.n && kind_of(s.v[next].cp) == HAN) {
                --*cells; // the last one is the head of a word
                end = i;
            }
            break;
        }
        i = behind;
    }
    return end;
}

static bool spaced_single(struct pai_chs s, uint32_t i) {
    return i < s.n && !pai_ch_space(s.v[i].cp) && kind_of(s.v[i].cp) == LATIN &&
           (i + 1 == s.n || pai_ch_space(s.v[i + 1].cp) || kind_of(s.v[i + 1].cp) != LATIN);
}

// End of a run of single digits, signs of numbers or capitals with a space between each two,
// from `at`: 2 3 . 6 %, G D P. 0 if there is none. Digits alone (1 2) are a number only where
// the paragraph is `spaced` so elsewhere.
static uint32_t spaced_number(struct pai_chs s, uint32_t at, bool spaced) {
    uint32_t cells = 0, digits = 0, capitals = 0, end = at;
    for (uint32_t i = at; cells < 64 && spaced_single(s, i); cells++) {
        uint32_t cp = s.v[i].cp;
        digits += pai_ch_digit(cp);
        capitals += cp >= 'A' && cp <= 'Z';
        if (!pai_ch_digit(cp) && !(cp >= 'A' && cp <= 'Z') && cp != '.' && cp != ',' &&
            cp != '%' && cp != ':' && cp != '-') {
            break;
        }
        end = i + 1;
        i = space_end(s, end);
        if (i > end + 1 || (i > end && s.v[end].cp == '\t')) {
            cells++;
            break;
        }
    }
    bool number = digits >= 2 && digits < cells && !capitals;
    bool word = capitals == cells;
    return (cells >= 3 && (number || word)) ||
                   (spaced && cells >= 2 && (digits == cells || word))
               ? end
               : 0;
}

static bool has_spaced_number(struct pai_chs s) {
    for (uint32_t i = 0; i < s.n; i++) {
        bool starts = i == 0 || pai_ch_space(s.v[i - 1].cp) || kind_of(s.v[i - 1].cp) != LATIN;
        if (starts && spaced_number(s, i, false)) {
            return true;
        }
    }
    return false;
}

// What becomes of a space between two characters: 0 nothing, else the space to print.
static uint32_t space_between(enum kind before, enum kind after) {
    if (before == EDGE || after == EDGE || before == MARK || after == MARK) {
        return 0;
    }
    if (before == HAN && after == HAN) {
        return 0x3000;
    }
    return before == LATIN && after == LATIN ? ' ' : 0;
}

// 10 %, 37 ℃: the sign belongs to its number (typography 3.10, 6.4 #19).
static bool unit_follows(struct pai_chs before, struct pai_chs s, uint32_t i) {
    uint32_t cp = i < s.n ? s.v[i].cp : 0;
    return before.n && pai_ch_digit(before.v[before.n - 1].cp) &&
           (cp == '%' || cp == 0x2030 || cp == 0x2103 || cp == 0xB0);
}

struct pai_chs pai_repair_spaces(struct pai_reader *r, struct pai_chs s, enum pai_field field) {
    struct pai_chs out = pai_scratch(r, 2, s.n);
    uint32_t tight = 0; // up to here spaces close up
    bool spaced = field != PAI_FIELD_TABLE && has_spaced_number(s);
    for (uint32_t i = 0; i < s.n;) {
        if (!pai_ch_space(s.v[i].cp)) {
            bool starts =
                i == 0 || pai_ch_space(s.v[i - 1].cp) || kind_of(s.v[i - 1].cp) != HAN;
            if (i >= tight && starts && kind_of(s.v[i].cp) == HAN) {
                uint32_t cells, end = spaced_run(s, i, &cells);
                tight = cells >= 4 ? end : tight;
            } else if (i >= tight && field != PAI_FIELD_TABLE &&
                       (i == 0 || kind_of(s.v[i - 1].cp) != LATIN ||
                        pai_ch_space(s.v[i - 1].cp))) {
                uint32_t end = spaced_number(s, i, spaced);
                tight = end > tight ? end : tight;
            }
            out.v[out.n++] = s.v[i++];
            continue;
        }
        uint32_t end = space_end(s, i);
        enum kind before = out.n ? kind_of(out.v[out.n - 1].cp) : EDGE;
        enum kind after = end < s.n ? kind_of(s.v[end].cp) : EDGE;
        uint32_t space = end < tight ? 0 : space_between(before, after);
        if (space == ' ' && unit_follows(out, s, end)) {
            space = 0;
        }
        if (field == PAI_FIELD_TABLE && before != EDGE && after != EDGE &&
            (end - i >= 3 || s.v[i].cp == '\t' || s.v[i].cp == 0x3000)) {
            space = 0x3000; // between columns
        }
        if (space) {
            out.v[out.n++] = (struct pai_ch){space, s.v[i].src, false};
            if (space == 0x3000 && field == PAI_FIELD_BODY) {
                pai_log(r, PAI_D_HAN_SPACE, s.v[i].src, 1);
            }
        } else {
            pai_log(r, PAI_D_SPACES, s.v[i].src, 1);
        }
        i = end;
    }
    return out;
}
