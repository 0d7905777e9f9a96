// Source notes （县水务局）, （供稿：××） and editor's notes 编者按： (typography 2.2, 6.4
// #21). In: paragraphs. Out: where they stand and what they say. A bracket at the end of a
// paragraph is a source only if it names an office or persons.
#include "reader.h"

static bool open_bracket(uint32_t cp) {
    return cp == 0xFF08 || cp == '(';
}

static bool close_bracket(uint32_t cp) {
    return cp == 0xFF09 || cp == ')';
}

// 〔县水务局〕 【县水务局】: brackets that headings and document numbers use too.
static bool open_square(uint32_t cp) {
    return cp == 0x3014 || cp == 0x3010 || cp == '[' || cp == 0xFF3B;
}

static bool close_square(uint32_t cp) {
    return cp == 0x3015 || cp == 0x3011 || cp == ']' || cp == 0xFF3D;
}

// Beginnings of remarks that are no source.
static bool remark(struct pai_chs s) {
    return pai_chs_starts_any(
        s, "此件|本件|征求|见|详见|附|下同|注：|注:|以下|略|完|含|不含|其中|包括|截至|"
           "截止|数据|统计|如|即|又称|简称|"
           "下称|以下简称|全文|摘自|转第|上接|下转|续|一|二|三|四|五|六|"
           "七|八|九|十|仅|约|共|另|图|表|左|右|前|后");
}

static bool org_end(struct pai_chs s) {
    return pai_chs_ends_any(
        s,
        "局|办|委|部|厅|院|中心|政府|公司|大学|学院|学校|中学|小学|队|站|所|会|社|组|处|室|镇|"
        "街道|乡|村|社区|"
        "团|联|科|集团|银行|党组|支部|法院|区|县|市|妇联|残联|文联|科协|供稿|报送|提供|撰稿|"
        "整理|摄|"
        "总支|党委|政协|人大|台|馆|厂|股|校|支行|分行|发布|融媒|"
        "通讯员|記者|记者|團|會|處|廳|鎮|工商联|总工会|医院|园|庭|署|指挥部|专班|纪委|编辑部");
}

unsigned pai_source_like(struct pai_chs s) {
    s = pai_chs_trim(s);
    uint32_t n = pai_chs_count(s);
    if (n < 2 || n > 40 || remark(s)) {
        return 0;
    }
    if (pai_chs_starts_any(
            s,
            "供稿|通讯员|撰稿|作者|来源|报送单位|供稿单位|记者|責任|供　稿|供 稿|文/|文／")) {
        return 2;
    }
    uint32_t words = 0, longest = 0, run = 0, first = 0;
    bool org = false;
    for (uint32_t i = 0, from = 0; i <= s.n; i++) {
        uint32_t cp = i < s.n ? s.v[i].cp : ' ';
        if (cp == 0x3002 || cp == 0xFF0C || cp == ',' || cp == 0xFF1B || cp == 0xFF01 ||
            cp == 0xFF1F || cp == '%' || cp == 0x300A) {
            return 0;
        }
        if (i < s.n && !pai_ch_space(cp) && cp != 0x3001 && cp != '/' && cp != 0xFF1A &&
            cp != ':') {
            run++;
            continue;
        }
        if (run) {
            org = org || org_end(pai_chs_sub(s, from, i));
            // The first word may be an office of unknown kind, if persons follow it.
            first = words++ ? first : run;
            longest = run > longest && (words > 1 || run > 16) ? run : longest;
        }
        run = 0;
        from = i + 1;
    }
    for (uint32_t i = 0; i < s.n; i++) {
        if (!pai_ch_han(s.v[i].cp) && !pai_ch_space(s.v[i].cp) && s.v[i].cp != 0xB7 &&
            s.v[i].cp != 0x3001 && s.v[i].cp != ':' && s.v[i].cp != 0xFF1A &&
            s.v[i].cp != '/' && s.v[i].cp != 0xD7 && s.v[i].cp != 0x25CB &&
            !pai_ch_letter(s.v[i].cp) && !pai_ch_digit(s.v[i].cp) && s.v[i].cp != 0x30FB &&
            s.v[i].cp != 0x201C && s.v[i].cp != 0x201D) {
            return 0;
        }
    }
    if (org) {
        return 2;
    }
    bool names = longest <= 4 && (first <= 4 || words > 1);
    return words && (names || pai_chs_has_cp(s, 0xB7)) ? 1 : 0;
}

uint32_t pai_source_find(struct pai_chs s) {
    bool square = s.n && close_square(s.v[s.n - 1].cp);
    if (s.n < 6 || (!square && !close_bracket(s.v[s.n - 1].cp))) {
        return UINT32_MAX;
    }
    for (uint32_t i = s.n - 1; i > 0 && s.n - i < 48; i--) {
        uint32_t cp = s.v[i - 1].cp;
        if (square ? close_square(cp) : close_bracket(cp)) {
            return UINT32_MAX;
        }
        if (square ? open_square(cp) : open_bracket(cp)) {
            unsigned like = pai_source_like(pai_chs_sub(s, i, s.n - 1));
            return i - 1 > 0 && like > square ? i - 1 : UINT32_MAX;
        }
    }
    return UINT32_MAX;
}

struct pai_chs pai_source_line(struct pai_chs s) {
    struct pai_chs none = {NULL, 0, 0};
    if (s.n < 4 || pai_chs_count(s) > 44) {
        return none;
    }
    if (open_bracket(s.v[0].cp) && close_bracket(s.v[s.n - 1].cp)) {
        struct pai_chs inner = pai_chs_trim(pai_chs_sub(s, 1, s.n - 1));
        for (uint32_t i = 0; i < inner.n; i++) {
            if (open_bracket(inner.v[i].cp)) {
                return none;
            }
        }
        return pai_source_like(inner) ? inner : none;
    }
    // 【县水务局】, but not 【工作动态】 or 【乡镇】, which head columns.
    if (open_square(s.v[0].cp) && close_square(s.v[s.n - 1].cp) && pai_chs_count(s) >= 5) {
        struct pai_chs inner = pai_chs_trim(pai_chs_sub(s, 1, s.n - 1));
        return pai_source_like(inner) == 2 ? inner : none;
    }
    // 县水务局供稿 by itself.
    if (pai_chs_count(s) <= 24 && pai_chs_ends_any(s, "供稿|供 稿|报送")) {
        bool plain = pai_source_like(s) == 2 && pai_ch_han(s.v[0].cp);
        return plain ? s : none;
    }
    static const char *const labels[] = {"供稿单位", "供稿人", "供稿",   "报送单位", "信息来源",
                                         "来源",     "撰稿",   "通讯员", NULL};
    for (uint32_t i = 0; labels[i]; i++) {
        uint32_t end = pai_chs_match_padded(s, 0, labels[i]);
        while (end && end < s.n && pai_ch_space(s.v[end].cp)) {
            end++;
        }
        if (end && end + 1 < s.n && pai_ch_colon(s.v[end].cp) && !pai_chs_has_cp(s, 0x3002)) {
            return s;
        }
    }
    return none;
}

bool pai_note_label(struct pai_chs s, struct pai_chs *label, struct pai_chs *rest) {
    static const char *const labels[] = {"编者按", "编者的话", "编者注", "编者案", "按语",
                                         "编辑按", "本刊按",   "編者按", "按",     NULL};
    uint32_t from = 0;
    bool bracket = s.n && (s.v[0].cp == 0x3010 || s.v[0].cp == 0x3014 || s.v[0].cp == '[' ||
                           open_bracket(s.v[0].cp));
    from += bracket;
    for (uint32_t i = 0; labels[i]; i++) {
        uint32_t end = pai_chs_match_padded(s, from, labels[i]);
        if (!end) {
            continue;
        }
        uint32_t at = end;
        at = pai_chs_behind_spaces(s, at);
        bool closed = bracket && at < s.n &&
                      (s.v[at].cp == 0x3011 || s.v[at].cp == 0x3015 || s.v[at].cp == ']' ||
                       close_bracket(s.v[at].cp));
        at += closed;
        while (closed && at < s.n && pai_ch_space(s.v[at].cp)) {
            at++;
        }
        bool colon = at < s.n && pai_ch_colon(s.v[at].cp);
        bool alone = at == s.n && labels[i][3] != 0;
        if (bracket ? closed : colon || alone || (at > end && labels[i][3] != 0)) {
            *label = pai_chs_sub(s, from, end);
            *rest = pai_chs_trim(pai_chs_sub(s, at + colon, s.n));
            return true;
        }
    }
    return false;
}
