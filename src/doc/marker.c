// Marks of numbered headings and of enumerations (typography 1.4): 一、 （一） 1. （1）. In: a
// paragraph. Out: level, length of the mark, and its number. A decimal (3.5万元) is no mark.
// And the words with which prose begins, which are never a title.
#include "reader.h"

static bool han_numeral(uint32_t cp) {
    return pai_han_digit(cp) || cp == 0x5341 || cp == 0x767E;
}

static uint32_t numerals_end(struct pai_chs s, uint32_t at, bool han) {
    uint32_t i = at;
    while (i < s.n && i - at < 4 && (han ? han_numeral(s.v[i].cp) : pai_ch_digit(s.v[i].cp))) {
        i++;
    }
    return i;
}

static struct pai_marker made(struct pai_chs s, uint32_t level, uint32_t from,
                              uint32_t length) {
    struct pai_marker m = {level, length, -1};
    pai_number_read(s, from, &m.ordinal);
    m.length = pai_chs_behind_spaces(s, m.length);
    return m;
}

struct pai_marker pai_marker_read(struct pai_chs s) {
    struct pai_marker none = {0, 0, 0};
    if (s.n < 2) {
        return none;
    }
    uint32_t first = s.v[0].cp;
    if (first >= 0x3220 && first <= 0x3229) { // ㈠
        struct pai_marker m = {2, 1, (int32_t)(first - 0x3220) + 1};
        return m;
    }
    if (first >= 0x2474 && first <= 0x2487) { // ⑴
        struct pai_marker m = {4, 1, (int32_t)(first - 0x2474) + 1};
        return m;
    }
    bool bracket = first == 0xFF08 || first == '(';
    uint32_t from = bracket ? 1 : 0;
    uint32_t han = numerals_end(s, from, true), arabic = numerals_end(s, from, false);
    uint32_t end = han > from ? han : arabic;
    if (end == from || end >= s.n) {
        return none;
    }
    uint32_t next = s.v[end].cp;
    bool closed = next == 0xFF09 || next == ')';
    if (bracket) {
        return closed && end - from <= 3 ? made(s, han > from ? 2 : 4, from, end + 1) : none;
    }
    if (han > from) {
        return next == 0x3001 || next == 0xFF0E || next == '.' ? made(s, 1, 0, end + 1) : none;
    }
    if (closed && end <= 2) {
        return made(s, 4, 0, end + 1);
    }
    bool dot = next == '.' || next == 0xFF0E || next == 0x3001;
    if (!dot || end > 2 || (end + 1 < s.n && pai_ch_digit(s.v[end + 1].cp))) {
        return none;
    }
    return made(s, 3, 0, end + 1);
}

uint32_t pai_marker_bullet(struct pai_chs s) {
    uint32_t cp = s.n ? s.v[0].cp : 0, i = 1;
    if (!((cp >= 0x25A0 && cp <= 0x25CF && cp != 0x25CB) || cp == 0x2605 || cp == 0x2606 ||
          cp == 0x2022 || cp == 0x2666 || (cp >= 0x2794 && cp <= 0x27BE) || cp == 0x203B)) {
        return 0;
    }
    i = pai_chs_behind_spaces(s, i);
    return i;
}

bool pai_marker_list(struct pai_chs s) {
    if (pai_marker_read(s).level) {
        return true;
    }
    if (!s.n) {
        return false;
    }
    uint32_t cp = s.v[0].cp;
    struct pai_note_mark mark;
    if (pai_note_mark_read(s, 0, &mark) || (cp >= 0x2460 && cp <= 0x24FF) ||
        (cp >= 0x2776 && cp <= 0x2793) || cp == 0x25CB || pai_marker_bullet(s)) {
        return true;
    }
    uint32_t end = numerals_end(s, 0, true);
    if (end && pai_chs_match(s, end, "是")) {
        return true;
    }
    uint32_t nth = pai_chs_match(s, 0, "第");
    int32_t n;
    end = nth ? pai_number_read(s, nth, &n) : 0;
    return end && (pai_chs_match(s, end, "条") || pai_chs_match(s, end, "章") ||
                   pai_chs_match(s, end, "，") || pai_chs_match(s, end, "、"));
}

bool pai_prose_start(struct pai_chs s) {
    return pai_chs_starts_any(
        s, "近日|近期|入春以来|入夏以来|入秋以来|入冬以来|入汛以来|开春以来|日前|今年|今年以来|"
           "截至|截止|根据|按照|为深入|为进一步|为贯彻|为切实|为全面|为了|为加强|自今|随着|"
           "目前|当前|同时|此外|另外|下一步|连日来|一是|二是|三是|首先|其次|最后|据统计|据悉|"
           "昨日|连日|通过|"
           "会议|会上|针对|同年|其中|对此|因此|但是|近年来|去年|本月|上半年|下半年|一季度");
}
