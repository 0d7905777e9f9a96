// In: the first unit of a Latin word, a number, a URL. Out: how far it goes and how far the
// piece goes that may not break. Promised: linear time over a paragraph; a piece wider than a
// line is said to be so.
#include "node.h"

#include <string.h>

#define WORD_MAX   4096 // units read ahead; what is longer is no word
#define GROUPS_MAX 8    // groups of a number looked back at

static bool starts(const char *s, uint32_t at, uint32_t end, const char *with) {
    size_t n = strlen(with);
    return end - at >= n && memcmp(s + at, with, n) == 0;
}

static bool is_alnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

pai_len pai_hyphen_width(const struct pai_setter *s, uint8_t flags,
                         const struct pai_node *box) {
    return flags & PAI_BREAK_HYPHEN ? s->runs[box->run].hyphen.advance : 0;
}

bool pai_word_url(const char *s, uint32_t first, uint32_t end) {
    bool at = false;
    for (uint32_t i = first; i < end; i++) {
        if (starts(s, i, end, "://") || (i == first && starts(s, i, end, "www."))) {
            return true;
        }
        if (at && s[i] == '.') {
            return true;
        }
        at = at || (s[i] == '@' && i > first);
    }
    return false;
}

bool pai_word_measure(const char *s, uint32_t first, uint32_t end) {
    static const char units[] =
        " km m cm mm kg g t L mL ml h min s kW MW GW kWh W V A Hz kHz MHz GHz KB MB GB TB "
        "ha Pa kPa MPa hPa dB mg ";
    uint32_t stop = first;
    while (stop < end && (is_alnum(s[stop]) && !(s[stop] >= '0' && s[stop] <= '9'))) {
        stop++;
    }
    size_t n = stop - first;
    if (n == 0 || n > 4 || (stop < end && is_alnum(s[stop]))) {
        return false;
    }
    for (const char *p = units; (p = strchr(p, ' ')) != NULL && p[1] != '\0'; p++) {
        if (memcmp(p + 1, s + first, n) == 0 && p[1 + n] == ' ') {
            return true;
        }
    }
    return false;
}

static uint32_t digits_before(const char *s, uint32_t at) {
    uint32_t n = 0;
    while (n < at && n < 4 && s[at - n - 1] >= '0' && s[at - n - 1] <= '9') {
        n++;
    }
    return n;
}

static uint32_t digits_behind(const char *s, uint32_t at, uint32_t end) {
    uint32_t n = 0;
    while (at + n < end && n < 4 && s[at + n] >= '0' && s[at + n] <= '9') {
        n++;
    }
    return n;
}

bool pai_word_thousands(const char *s, uint32_t before, uint32_t behind, uint32_t end) {
    uint32_t a = digits_before(s, before);
    uint32_t b = digits_behind(s, behind, end);
    if (a == 0 || a > 3 || b == 0 || b > 3) {
        return false;
    }
    // Groups in front of the point are counted from it, those behind it too: the group that
    // is cut short is the first of the number or its last.
    uint32_t first = before - a;
    bool decimals = false;
    for (unsigned i = 0; i < GROUPS_MAX && first > 0 && !decimals; i++) {
        decimals = first > 1 && s[first - 1] == '.' && digits_before(s, first - 1) > 0;
        uint32_t more = s[first - 1] == ' ' ? digits_before(s, first - 1) : 0;
        if (decimals || more == 0 || more > 3) {
            break;
        }
        first -= 1 + more;
    }
    return decimals ? a == 3 : b == 3;
}

// True if a word may break behind the character at byte `at` (followed by `next`).
static bool breaks_behind(const char *s, uint32_t first, uint32_t at, uint32_t next,
                          uint32_t end, bool url) {
    if (next >= end || next - at != 1) {
        return false;
    }
    if (url) {
        // Behind the marks that part a URL, never between two of them, and never behind a point
        // (typography 3.3).
        return strchr("/?&=-_@", s[at]) != NULL && is_alnum(s[next]) && at > first;
    }
    bool letter = at > first && is_alnum(s[at - 1]) && !(s[at - 1] >= '0' && s[at - 1] <= '9');
    return s[at] == '-' && letter && is_alnum(s[next]) && !(s[next] >= '0' && s[next] <= '9');
}

// Moves over the units of a word; returns the byte behind it.
static uint32_t word_end(const struct pai_setter *s, const struct pai_unit *u, bool *cut) {
    uint32_t run = u->run;
    uint32_t glyph = u->glyph;
    uint32_t end = u->end;
    struct pai_unit next;
    uint32_t n = 0;
    *cut = false;
    while (pai_unit_next(s, &run, &glyph, &next) && pai_unit_word(&next) &&
           next.raised == u->raised) {
        if (n++ == WORD_MAX) {
            *cut = true;
            break;
        }
        end = next.end;
    }
    return end;
}

void pai_word_piece(const struct pai_setter *s, const struct pai_unit *u,
                    struct pai_word *word) {
    if (word->end <= u->first) {
        word->end = word_end(s, u, &word->cut);
        word->url = pai_word_url(s->text->s, u->first, word->end);
    }
    pai_len room = s->avail_first < s->avail ? s->avail_first : s->avail;
    uint32_t run = u->run;
    uint32_t glyph = u->glyph;
    int64_t width = 0;
    struct pai_unit next;
    word->piece = word->end;
    while (pai_unit_next(s, &run, &glyph, &next) && pai_unit_word(&next) &&
           next.first < word->end) {
        width += next.width;
        if (breaks_behind(s->text->s, u->first, next.first, next.end, word->end, word->url)) {
            word->piece = next.end;
            break;
        }
    }
    word->wide = width > room;
}
