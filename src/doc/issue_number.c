// Issue numbers in the forms that mastheads use (typography 2.1): 第29期, （第29期）,
// 2020年第29期, 〔2020〕29号, 第29期（总第1203期）, 总第1203期, 增刊, 增刊第2期, 第29期增刊.
// In: text without spaces. Out: the numbers and where the form ends.
#include "reader.h"

static uint32_t open_bracket(struct pai_chs s, uint32_t at) {
    if (at < s.n) {
        switch (s.v[at].cp) {
        case '(':
        case '[':
        case 0xFF08:
        case 0x3010:
        case 0x3014:
        case 0xFF3B:
            return at + 1;
        default:
            break;
        }
    }
    return at;
}

static uint32_t close_bracket(struct pai_chs s, uint32_t at) {
    if (at < s.n) {
        switch (s.v[at].cp) {
        case ')':
        case ']':
        case 0xFF09:
        case 0x3011:
        case 0x3015:
        case 0xFF3D:
            return at + 1;
        default:
            break;
        }
    }
    return at;
}

static uint32_t match_any(struct pai_chs s, uint32_t at, const char *const *words) {
    for (; *words; words++) {
        uint32_t end = pai_chs_match(s, at, *words);
        if (end) {
            return end;
        }
    }
    return 0;
}

static const char *const supplements[] = {"增刊",   "专刊", "特刊", "号外",
                                          "创刊号", "试刊", NULL};
static const char *const counters[] = {"期", "号", "辑", "刊", NULL};

// 第N期 or, behind a year, N期.
static uint32_t read_nth(struct pai_chs s, uint32_t at, bool bare, int32_t *value) {
    uint32_t i = pai_chs_match(s, at, "第");
    if (!i && !bare) {
        return 0;
    }
    uint32_t from = i ? i : at, open = i ? open_bracket(s, i) : from;
    i = pai_number_read(s, open, value);
    if (i && open > from) { // 第【7】期
        i = close_bracket(s, i) > i ? close_bracket(s, i) : 0;
    }
    return i ? match_any(s, i, counters) : 0;
}

// 2020年 or 〔2020〕 before the number.
static uint32_t read_year_prefix(struct pai_chs s, uint32_t at) {
    int32_t year;
    uint32_t open = open_bracket(s, at);
    uint32_t i = pai_number_read(s, open, &year);
    if (!i || year < 1900 || year > 2199) {
        return at;
    }
    uint32_t n = pai_chs_match(s, i, "年");
    i = n ? n : i;
    uint32_t close = close_bracket(s, i);
    bool bracketed = open > at && close > i;
    bool bare = open == at && pai_chs_match(s, i, "第"); // 2024第3期
    return bracketed || bare || (n && open == at) ? close : at;
}

static uint32_t read_supplement(struct pai_chs s, uint32_t at, struct pai_issue *issue) {
    uint32_t i = match_any(s, at, supplements);
    if (!i) {
        return 0;
    }
    issue->supplement = true;
    int32_t value;
    uint32_t end = read_nth(s, i, false, &value);
    uint32_t open = open_bracket(s, i);
    if (!end && open > i) {
        end = pai_number_read(s, open, &value);
        end = end && close_bracket(s, end) > end ? close_bracket(s, end) : 0;
    }
    if (!end) {
        end = pai_number_read(s, i, &value);
        end = end == s.n ? end : 0;
    }
    if (end) {
        issue->number = value;
    }
    return end ? end : i;
}

// No.29, but not No.000123: that is the number of the copy.
static uint32_t read_latin(struct pai_chs s, uint32_t at, int32_t *value) {
    static const char *const words[] = {"No.", "NO.", "no.", "No", "NO", "№", NULL};
    uint32_t i = match_any(s, at, words);
    uint32_t end = i ? pai_number_read(s, i, value) : 0;
    return end && end - i <= 4 && s.v[i].cp != '0' ? end : 0;
}

// One form without its outer brackets.
static uint32_t read_one(struct pai_chs s, uint32_t at, struct pai_issue *issue) {
    int32_t value;
    uint32_t i = pai_chs_match(s, at, "总");
    if (i && (i = read_nth(s, i, true, &value)) != 0) {
        issue->total = value;
        return i;
    }
    i = pai_chs_match(s, at, "总期数");
    if (i) {
        i = i < s.n && pai_ch_colon(s.v[i].cp) ? i + 1 : i;
        i = pai_number_read(s, i, &value);
        issue->total = i ? value : issue->total;
        return i;
    }
    uint32_t prefix = read_year_prefix(s, at);
    i = read_supplement(s, prefix, issue);
    if (i) {
        return i;
    }
    i = read_nth(s, prefix, prefix > at, &value);
    if (!i) {
        i = read_latin(s, prefix, &value);
    }
    if (!i) {
        return 0;
    }
    issue->number = value;
    uint32_t more = match_any(s, i, supplements);
    if (!more && open_bracket(s, i) > i) {
        more = match_any(s, open_bracket(s, i), supplements);
        more = more && close_bracket(s, more) > more ? close_bracket(s, more) : 0;
    }
    issue->supplement = issue->supplement || more;
    return more ? more : i;
}

uint32_t pai_issue_read(struct pai_chs s, uint32_t at, struct pai_issue *issue) {
    struct pai_issue found = *issue;
    uint32_t end = 0, i = at;
    for (;;) {
        uint32_t open = open_bracket(s, i);
        uint32_t next = read_one(s, i, &found);
        if (!next && open > i) {
            next = read_one(s, open, &found);
            uint32_t close = next ? close_bracket(s, next) : 0;
            next = close > next ? close : 0;
        }
        if (!next) {
            break;
        }
        *issue = found;
        end = i = next;
        // Between two forms a separator may stand.
        if (i < s.n && (s.v[i].cp == 0xB7 || s.v[i].cp == '/' || pai_ch_comma(s.v[i].cp) ||
                        s.v[i].cp == 0x3001)) {
            i++;
        }
    }
    return end;
}
