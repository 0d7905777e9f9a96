// What the tool sees but must not mend (typography 6.4 #28, #36): probable slips of the author,
// each a warning with its place. In: repaired characters. Out: diagnostics only.
#include "reader.h"

#include "utf8.h"

#include <string.h>

struct slip {
    const char *wrong, *right, *not_before; // not_before: a character that makes it right
};

// Words that are almost always slips in official prose.
static const struct slip slips[] = {
    {"度难关", "渡难关", ""},     {"度过难关", "渡过难关", ""}, {"可告之", "可告知", ""},
    {"请告之", "请告知", ""},     {"截止目前", "截至目前", ""}, {"既使", "即使", "用"},
    {"部暑", "部署", ""},         {"按排", "安排", "序列名"},   {"再接再励", "再接再厉", ""},
    {"一如继往", "一如既往", ""}, {"迫不急待", "迫不及待", ""}, {"不径而走", "不胫而走", ""},
    {"甘败下风", "甘拜下风", ""}, {"走头无路", "走投无路", ""}, {"松驰", "松弛", ""},
    {"震憾", "震撼", ""},         {"防犯", "防范", ""},         {"幅射", "辐射", ""},
    {"粗旷", "粗犷", ""},         {"渲泄", "宣泄", ""},         {"，，", "，", ""},
    {"。。", "。", ""},           {"、、", "、", ""},           {"，。", "。", ""},
    {"。，", "，", ""},           {"、，", "，", ""},
};

static void find_words(struct pai_reader *r, struct pai_chs s) {
    uint32_t first[sizeof slips / sizeof *slips];
    uint64_t begins = 0; // a bit for the last six bits of each first character
    for (size_t k = 0; k < sizeof slips / sizeof *slips; k++) {
        unsigned used;
        first[k] = pai_utf8_next(slips[k].wrong, strlen(slips[k].wrong), &used);
        begins |= UINT64_C(1) << (first[k] & 63);
    }
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.v[i].cp < 0x80 || (begins >> (s.v[i].cp & 63) & 1) == 0) {
            continue;
        }
        for (size_t k = 0; k < sizeof slips / sizeof *slips; k++) {
            uint32_t end = first[k] == s.v[i].cp ? pai_chs_match(s, i, slips[k].wrong) : 0;
            if (!end) {
                continue;
            }
            struct pai_chs rest = pai_chs_sub(s, end, end + 1);
            bool right = false;
            for (const char *w = slips[k].not_before; *w && rest.n; w += 3) {
                char one[4] = {w[0], w[1], w[2], 0};
                right = right || pai_chs_match(rest, 0, one);
            }
            if (!right) {
                pai_log_say(r, PAI_D_SLIP, pai_chs_sub(s, i, end), slips[k].wrong,
                            slips[k].right);
            }
            break;
        }
    }
}

// 9:00点: the colon already says it.
static void find_times(struct pai_reader *r, struct pai_chs s) {
    for (uint32_t i = 1; i + 3 < s.n; i++) {
        if (s.v[i].cp == ':' && pai_ch_digit(s.v[i - 1].cp) && pai_ch_digit(s.v[i + 1].cp) &&
            pai_ch_digit(s.v[i + 2].cp) &&
            (s.v[i + 3].cp == 0x70B9 || s.v[i + 3].cp == 0x65F6)) {
            uint32_t from = i - 1 - (i > 1 && pai_ch_digit(s.v[i - 2].cp));
            struct pai_chs where = pai_chs_sub(s, from, i + 4);
            pai_log_say(r, PAI_D_TIME_TWICE, where, pai_chs_utf8(r->arena, where), NULL);
        }
    }
}

// Han in a row before / behind i, counted up to 8.
static uint32_t han_run(struct pai_chs s, uint32_t i, int step) {
    uint32_t n = 0;
    for (int64_t k = (int64_t)i + step;
         k >= 0 && k < (int64_t)s.n && n < 8 && pai_ch_han(s.v[k].cp); k += step) {
        n++;
    }
    return n;
}

// A single — between clauses should be —— ; between dates and places it is a connector
// (typography 6.2).
static void find_dashes(struct pai_reader *r, struct pai_chs s) {
    for (uint32_t i = 1; i + 1 < s.n; i++) {
        if (s.v[i].cp == 0x2014 && s.v[i - 1].cp != 0x2014 && s.v[i + 1].cp != 0x2014 &&
            han_run(s, i, -1) >= 5 && han_run(s, i, 1) >= 5) {
            pai_log(r, PAI_D_SINGLE_DASH, s.v[i].src, 3);
        }
    }
}

// “ and ” that do not close each other.
static void find_quotes(struct pai_reader *r, struct pai_chs s) {
    uint32_t open = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.v[i].cp == 0x201C) {
            if (open++) {
                pai_log(r, PAI_D_QUOTE_UNPAIRED, s.v[i].src, 3);
                open = 1;
            }
        } else if (s.v[i].cp == 0x201D) {
            if (!open) {
                pai_log(r, PAI_D_QUOTE_UNPAIRED, s.v[i].src, 3);
            }
            open = 0;
        }
    }
    if (open && s.n) {
        pai_log(r, PAI_D_QUOTE_UNPAIRED, s.v[s.n - 1].src, 3);
    }
}

void pai_slips(struct pai_reader *r, struct pai_chs s) {
    find_words(r, s);
    find_times(r, s);
    find_dashes(r, s);
    find_quotes(r, s);
}
