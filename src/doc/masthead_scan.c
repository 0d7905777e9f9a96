// The masthead's rows cut into pieces (typography 2.1). In: a row. Out: issue numbers, dates,
// and the stretches of text between them, each as a view of the row. Forms are looked for in
// the text without spaces, since typists put spaces anywhere (第 29 期, 2020 年 3 月 25 日,
// 简　报).
#include "masthead.h"

#include "reader.h"

#include <string.h>

// The row without spaces, and for each character its index in the row.
struct squeezed {
    struct pai_chs s;
    uint32_t *at;
};

static struct squeezed squeeze(struct pai_arena *arena, struct pai_chs row) {
    struct squeezed q = {{PAI_NEW_N(arena, struct pai_ch, row.n), 0, 0},
                         PAI_NEW_N(arena, uint32_t, row.n + 1)};
    for (uint32_t i = 0; i < row.n; i++) {
        if (!pai_ch_space(row.v[i].cp)) {
            q.at[q.s.n] = i;
            q.s.v[q.s.n++] = row.v[i];
        }
    }
    q.at[q.s.n] = row.n;
    return q;
}

// True if a piece may begin at squeezed index i: at the row's edges, beside a space or a
// bracket, or behind words that name a bulletin, an office or a label.
static bool may_begin(const struct squeezed *q, struct pai_chs row, uint32_t from, uint32_t i) {
    if (i == 0 || pai_ch_space(row.v[q->at[i] - 1].cp)) {
        return true;
    }
    uint32_t cp = q->s.v[i - 1].cp, here = q->s.v[i].cp;
    if (pai_ch_colon(cp) || here == 0xFF08 || here == '(' || here == 0x3010 || cp == 0xFF09 ||
        cp == ')') {
        return true;
    }
    struct pai_chs before = pai_chs_sub(q->s, from, i);
    return before.n == 0 || pai_name_like(before) || pai_org_like(before);
}

static bool may_end(const struct squeezed *q, struct pai_chs row, uint32_t end) {
    if (end >= q->s.n || pai_ch_space(row.v[q->at[end] - 1].cp)) {
        return true;
    }
    uint32_t last = q->s.v[end - 1].cp, next = q->s.v[end].cp;
    struct pai_chs rest = pai_chs_sub(q->s, end, q->s.n);
    return last == 0xFF09 || last == ')' || next == 0xFF08 || next == '(' ||
           pai_ch_digit(next) ||
           pai_chs_starts_any(rest, "印发|编印|出版|星期|编|第|总第|增刊");
}

// 清政发〔2021〕10号: where the letters of the office (机关代字) before a document number begin
// (GB/T 9704 7.2.5); i if `end` does not close such a number.
static uint32_t letters_begin(const struct squeezed *q, uint32_t from, uint32_t i,
                              uint32_t end) {
    uint32_t k = i, cp = q->s.v[i].cp;
    bool bracket =
        cp == 0x3014 || cp == '[' || cp == 0xFF3B || cp == 0xFF08 || cp == '(' || cp == 0x3010;
    if (!bracket || q->s.v[end - 1].cp != 0x53F7) {
        return i;
    }
    while (k > from && i - k < 12 && q->at[k - 1] + 1 == q->at[k] &&
           pai_ch_han(q->s.v[k - 1].cp)) {
        k--;
    }
    return i - k >= 2 ? k : i;
}

static uint32_t word_end(struct pai_chs s, uint32_t i) {
    while (i < s.n && !pai_ch_space(s.v[i].cp)) {
        i++;
    }
    return i;
}

// Adds a text, cut where a wide blank (a tab, two U+3000, four spaces) separates words:
// 内部资料 注意保存        编号：000037. Single characters spaced out by hand
// (松　　澜　　动　　态) stay together.
static void add_text(struct pai_arena *arena, struct pai_scan *scan, struct pai_chs row,
                     const struct squeezed *q, uint32_t from, uint32_t to) {
    if (from >= to) {
        return;
    }
    struct pai_chs s = pai_chs_trim(pai_chs_sub(row, q->at[from], q->at[to - 1] + 1));
    uint32_t start = 0, word = 0;
    for (uint32_t i = word_end(s, 0); start < s.n;) {
        uint32_t k = i, columns = 0;
        for (; k < s.n && pai_ch_space(s.v[k].cp); k++) {
            columns += s.v[k].cp == '\t' ? 4 : s.v[k].cp == 0x3000 ? 2 : 1;
        }
        uint32_t next = word_end(s, k);
        if (k == s.n || (columns >= 4 && i - word >= 2 && next - k >= 2)) {
            struct pai_scan_piece *p = PAI_VEC_ADD(arena, scan);
            p->kind = PAI_SCAN_TEXT;
            p->text = pai_chs_sub(s, start, i);
            start = k;
        }
        word = k;
        i = next;
    }
}

struct pai_scan pai_masthead_scan(struct pai_arena *arena, struct pai_chs row) {
    struct pai_scan scan = {NULL, 0, 0};
    struct squeezed q = squeeze(arena, row);
    uint32_t from = 0;
    for (uint32_t i = 0; i < q.s.n;) {
        struct pai_issue issue = {-1, -1, false, false};
        struct pai_date date = {0, 0, 0, false};
        uint32_t end = pai_date_read(q.s, i, &date);
        enum pai_scan_kind kind = PAI_SCAN_DATE;
        if (!end) {
            end = pai_issue_read(q.s, i, &issue);
            kind = PAI_SCAN_NUMBER;
        }
        uint32_t begin = end && kind == PAI_SCAN_NUMBER ? letters_begin(&q, from, i, end) : i;
        if (!end || !may_begin(&q, row, from, begin) || !may_end(&q, row, end)) {
            i++;
            continue;
        }
        issue.document = begin < i;
        add_text(arena, &scan, row, &q, from, begin);
        struct pai_scan_piece *p = PAI_VEC_ADD(arena, &scan);
        p->kind = kind;
        p->date = date;
        p->issue = issue;
        p->text = pai_chs_trim(pai_chs_sub(row, q.at[begin], q.at[end - 1] + 1));
        from = i = end;
    }
    add_text(arena, &scan, row, &q, from, q.s.n);
    return scan;
}

bool pai_name_like(struct pai_chs s) {
    return pai_chs_ends_any(
        s, "简报|信息|动态|快报|快讯|简讯|要讯|通讯|通报|专报|要情|情况反映|情况交流|工作交流|"
           "参考|"
           "参阅|内参|摘编|摘报|月报|周报|日报|旬报|季报|要闻|舆情|工作情况|专刊|会刊|导刊|"
           "剪报|速递|要览|社情民意|通信|簡訊|簡報|信息報|動態|快報|通報|情況反映|之窗|之声");
}

bool pai_name_spaced(struct pai_chs s) {
    uint32_t words = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        bool space = pai_ch_space(s.v[i].cp);
        if (!space && (!pai_ch_han(s.v[i].cp) || (i && !pai_ch_space(s.v[i - 1].cp)))) {
            return false;
        }
        words += !space;
    }
    return words >= 3;
}

bool pai_date_words(struct pai_chs s) {
    if (pai_chs_match_padded(s, 0, "印发") == s.n || pai_chs_match_padded(s, 0, "印") == s.n ||
        pai_chs_match_padded(s, 0, "出版") == s.n) {
        return true;
    }
    uint32_t from = s.v[0].cp == 0xFF08 || s.v[0].cp == '(', hour;
    int32_t n;
    if (pai_chs_count(s) <= 6 &&
        (pai_chs_match(s, from, "星期") || pai_chs_match(s, from, "周"))) {
        return true;
    }
    hour = pai_number_read(s, 0, &n);
    return hour && hour < s.n && s.n <= 8 &&
           (s.v[hour].cp == 0x65F6 || s.v[hour].cp == 0x70B9 || pai_ch_colon(s.v[hour].cp));
}

bool pai_org_like(struct pai_chs s) {
    return pai_chs_ends_any(s, "办公室|委员会|办公厅|研究室|秘书处|秘书科|编辑部|指挥部|"
                               "领导小组|领导小组办|工作组|专班|"
                               "委|办|局|政府|厅|部|处|院|中心|会|组|社|所|站|队|公司|集团|"
                               "大学|学院|学校|党校|校|馆|台|党组|支部|总队|"
                               "支队|大队|法院|检察院|银行|科|编|印|编印|主办|承办|编发|印发|"
                               "室|署|團|會|處|廳|團體|團委|"
                               "团委|妇联|工会|残联|文联|科协|辦公室|委員會|部門");
}

bool pai_urgency_like(struct pai_chs s) {
    static const char *const words[] = {"特提", "特急", "加急", "平急", "紧急", NULL};
    for (uint32_t i = 0; words[i]; i++) {
        if (s.n && pai_chs_match_padded(s, 0, words[i]) == s.n) {
            return true;
        }
    }
    return false;
}

uint32_t pai_signer_read(struct pai_chs s) {
    uint32_t i = pai_chs_match_padded(s, 0, "签发人");
    i = i ? i : pai_chs_match_padded(s, 0, "簽發人");
    while (i && i < s.n && (pai_ch_colon(s.v[i].cp) || pai_ch_space(s.v[i].cp))) {
        i++;
    }
    return i < s.n ? i : 0;
}

bool pai_class_like(struct pai_chs s) {
    static const char *const words[] = {
        "秘密",     "机密",     "绝密",     "機密",     "内部资料", "内部刊物",
        "内部文件", "内部材料", "内部参阅", "内部发行", "内部使用", "注意保存",
        "注意保管", "不得外传", "请勿外传", "工作秘密", "內部資料", NULL};
    if (pai_chs_count(s) > 18 || pai_chs_has_cp(s, 0xFF1A)) {
        return false;
    }
    uint32_t star = s.n && s.v[0].cp == 0x2605;
    for (uint32_t i = 0; words[i]; i++) {
        uint32_t end = pai_chs_match_padded(s, star, words[i]);
        // Behind the class: nothing, a blank, ★ and a term, or a second phrase.
        if (end && (end == s.n || !pai_ch_han(s.v[end].cp) || pai_chs_count(s) <= 8)) {
            return true;
        }
    }
    return false;
}
