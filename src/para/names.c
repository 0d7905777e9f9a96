// In: a place in running text. Out: where the personal name that begins there ends, if one
// does. Promised: a name is only believed in the company that names keep: an office or a
// calling before it (村民…), behind it (…书记, …表示), or marks on both sides as in a list; a
// miss costs a name split over two lines, a false find a slightly dearer place to break.
// Constant time.
#include "node.h"

#include "utf8.h"
#include "words.h"

#include <string.h>

#include "names_table.h"

// True if the set, a bit for each Han character, has this one.
static bool has(const uint8_t *set, uint32_t cp) {
    return cp >= 0x4E00 && cp <= 0x9FFF && (set[(cp - 0x4E00) / 8] >> (cp % 8) & 1) != 0;
}

// True if the list, two characters a word, has the word at s.
static bool lists(const char *list, const char *s) {
    for (; *list != '\0'; list += 6) {
        if (memcmp(list, s, 6) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_han(uint32_t cp) {
    return cp >= 0x4E00 && cp <= 0x9FFF;
}

// How much the text before byte `at` speaks for a name there: 2 a calling, 1 an edge.
static unsigned before(const struct pai_text *text, uint32_t at) {
    if (at == 0) {
        return 1;
    }
    unsigned used;
    uint32_t cp = pai_utf8_prev(text->s, at, &used);
    if (!is_han(cp)) {
        return 1;
    }
    return at >= 6 && has(calling_ends, cp) && lists(callings, text->s + at - 6) ? 2 : 0;
}

static unsigned behind(const struct pai_text *text, uint32_t at) {
    if (at >= text->len) {
        return 1;
    }
    const char *s = text->s + at;
    size_t len = text->len - at;
    unsigned used;
    uint32_t cp = pai_utf8_next(s, len, &used);
    if (!is_han(cp)) {
        return 1;
    }
    if (cp == 0x8BF4 || cp == 0x8AAA) { // 说
        return 2;
    }
    bool may = len >= 6 && has(company_starts, cp);
    return may && (lists(callings, s) || lists(deeds, s)) ? 2 : 0;
}

// The list 甲、乙: an edge on both sides, one of them 、
static bool in_list(const struct pai_text *text, uint32_t first, uint32_t end) {
    static const char comma[] = "、";
    return (first >= 3 && memcmp(text->s + first - 3, comma, 3) == 0) ||
           (text->len - end >= 3 && memcmp(text->s + end, comma, 3) == 0);
}

uint32_t pai_name_find(const struct pai_text *text, uint32_t at) {
    uint32_t cps[5];
    uint32_t ends[5];
    uint32_t n = 0;
    unsigned first;
    uint32_t begin = pai_utf8_next(text->s + at, text->len - at, &first);
    if (!has(surname_set, begin) && !has(double_starts, begin)) {
        return 0;
    }
    uint32_t last = at;
    while (n < 5 && last < text->len) {
        unsigned used;
        uint32_t cp = pai_utf8_next(text->s + last, text->len - last, &used);
        if (!is_han(cp) || (n > 0 && has(never_set, cp))) {
            break;
        }
        cps[n] = cp;
        last += used;
        ends[n++] = last;
    }
    uint32_t surname = n >= 2 && lists(double_surnames, text->s + at) ? 2 : 1;
    if (surname == 1 && !has(surname_set, begin)) {
        return 0;
    }
    unsigned lead = before(text, at);
    // The longer name first, unless its last character begins a word or a deed: 王强|调研.
    for (uint32_t size = surname + 2; size > surname; size--) {
        if (size > n) {
            continue;
        }
        unsigned tail = behind(text, ends[size - 1]);
        bool word = size == 2 && pai_word_known(cps, 2);
        bool cut =
            size == surname + 2 && n > size && tail == 0 && pai_word_known(cps + size - 1, 2);
        bool early = size == surname + 2 && behind(text, ends[size - 2]) == 2;
        bool begun = size == surname + 2 && tail == 0 && pai_word_known(cps, 2);
        if (cut || early || begun || (word && (lead < 2 || tail < 2))) {
            continue;
        }
        // 向劳动模范周阿梅同志学习: the calling behind is enough where nothing in the name is a
        // word.
        bool plain = size == surname + 2 && !pai_word_known(cps, 2) &&
                     !pai_word_known(cps + 1, 2) && !pai_word_known(cps, size);
        if (lead == 2 || (tail == 2 && (lead > 0 || plain)) ||
            (lead + tail == 2 && in_list(text, at, ends[size - 1]))) {
            return ends[size - 1];
        }
    }
    return 0;
}
