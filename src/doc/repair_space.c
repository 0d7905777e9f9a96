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
    while (i < s.n && pai_ch_space(s.v[i].cp)) {
        i++;
    }
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
    struct pai_chs out = {PAI_NEW_N(r->arena, struct pai_ch, s.n), 0, 0};
    uint32_t tight = 0; // up to here spaces between Han close up
    for (uint32_t i = 0; i < s.n;) {
        if (!pai_ch_space(s.v[i].cp)) {
            bool starts =
                i == 0 || pai_ch_space(s.v[i - 1].cp) || kind_of(s.v[i - 1].cp) != HAN;
            if (i >= tight && starts && kind_of(s.v[i].cp) == HAN) {
                uint32_t cells, end = spaced_run(s, i, &cells);
                tight = cells >= 4 ? end : tight;
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
        if (space == 0x3000 && field == PAI_FIELD_TITLE) {
            space = 0;
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
