// What a row of the footer begins with (typography 2.3). In: characters. Out: the label
// (本期送, 责任编辑 …) and where what follows begins; a print run (共印120份). Promised:
// nothing is read into text that has no colon, or no blank, behind the label.
#include "reader.h"

// Labels of the distribution. A single character needs a colon or, inside a footer, a space
// behind it.
static const char *const distribution[] = {
    "本期增发", "本期加发", "本期增送", "本期加送", "本期抄送", "本期抄报", "本期报送",
    "本期发送", "本期分送", "本期送",   "本期报",   "本期发",   "主送单位", "抄送单位",
    "主题词",   "主送",     "抄送",     "抄报",     "抄发",     "报送",     "呈报",
    "呈送",     "分送",     "分发",     "印送",     "印发至",   "下发",     "发送",
    "发至",     "增发",     "加发",     "增送",     "主報",     "報送",     "發送",
    "報",       "發",       "报",       "送",       "发",       "呈",       NULL};

static const char *const credit[] = {
    "责任编辑", "执行编辑", "本期编辑", "责编",     "编辑",     "副主编", "执行主编",
    "主编",     "总编",     "编审",     "编委",     "签发人",   "签发",   "审签",
    "审核",     "审定",     "审稿",     "审阅",     "核稿",     "复核",   "校对",
    "校核",     "核对",     "联系电话", "值班电话", "咨询电话", "联系人", "电话",
    "传真",     "电子邮箱", "电子邮件", "电子信箱", "投稿邮箱", "邮箱",   "信箱",
    "邮编",     "邮政编码", "通讯地址", "地址",     "网址",     "撰稿",   "拟稿",
    "统稿",     "印制",     "印刷",     "监制",     "排版",     "美编",   "打印",
    "打字",     "承办",     "编印单位", "编印",     "主办单位", "主办",   "责任編輯",
    "責任編輯", "編輯",     "簽發",     "校對",     "審核",     "電話",   "聯繫電話",
    "聯絡電話", "承辦",     "主編",     "E-mail",   "Email",    "e-mail", "email",
    "QQ",       "手机",     "微信",     "Tel",      "TEL",      "Fax",    "FAX",
    NULL};

// The words of `table` at s[at], followed by a colon (or, if `loose`, by a space and
// something). Returns where the value begins, 0 if there is none; *name is the label.
static uint32_t match_label(struct pai_chs s, uint32_t at, const char *const *table,
                            struct pai_chs *name, bool loose) {
    for (; *table; table++) {
        uint32_t end = pai_chs_match_padded(s, at, *table);
        if (!end) {
            continue;
        }
        uint32_t next = pai_chs_behind_spaces(s, end);
        bool colon = next < s.n && pai_ch_colon(s.v[next].cp);
        if (colon || (loose && next > end && next < s.n)) {
            *name = pai_chs_sub(s, at, end);
            return colon ? pai_chs_behind_spaces(s, next + 1) : next;
        }
    }
    return 0;
}

enum pai_footer_label pai_footer_label(struct pai_chs s, uint32_t at, struct pai_chs *name,
                                       uint32_t *value) {
    at = pai_chs_behind_spaces(s, at);
    // Brackets round a whole row: （责任编辑：梁舟）
    at += at < s.n && (s.v[at].cp == 0xFF08 || s.v[at].cp == '(');
    *value = match_label(s, at, distribution, name, false);
    if (*value) {
        return PAI_LABEL_DISTRIBUTION;
    }
    *value = match_label(s, at, credit, name, false);
    if (*value) {
        return PAI_LABEL_CREDIT;
    }
    *value = match_label(s, at, distribution, name, true);
    if (*value) {
        return PAI_LABEL_DISTRIBUTION;
    }
    *value = match_label(s, at, credit, name, true);
    return *value ? PAI_LABEL_CREDIT : PAI_LABEL_NONE;
}

uint32_t pai_footer_next_label(struct pai_chs s, uint32_t from) {
    struct pai_chs name;
    for (uint32_t i = from + 1; i < s.n; i++) {
        if (pai_ch_space(s.v[i - 1].cp) && !pai_ch_space(s.v[i].cp) &&
            (match_label(s, i, distribution, &name, false) ||
             match_label(s, i, credit, &name, false))) {
            return i;
        }
    }
    return s.n;
}

bool pai_copies_find(struct pai_chs s, uint32_t *from, uint32_t *to, int32_t *copies) {
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t open =
            s.v[i].cp == 0xFF08 || s.v[i].cp == '(' ? pai_chs_behind_spaces(s, i + 1) : i;
        uint32_t k = pai_chs_match_padded(s, open, "共印");
        k = k ? k : pai_chs_match_padded(s, open, "印数");
        k = k ? k : pai_chs_match_padded(s, open, "印制份数");
        k = k ? k : pai_chs_match_padded(s, open, "印刷份数");
        k = k ? k : pai_chs_match_padded(s, open, "印刷");
        k = k ? k : pai_chs_match_padded(s, open, "印发份数");
        k = k ? k : pai_chs_match_padded(s, open, "印发");
        k = k ? k : (open > i || i == 0) ? pai_chs_match_padded(s, open, "印") : 0;
        if (!k) {
            continue;
        }
        k = pai_chs_behind_spaces(s, k);
        k = k < s.n && pai_ch_colon(s.v[k].cp) ? pai_chs_behind_spaces(s, k + 1) : k;
        k = pai_number_read(s, k, copies);
        k = k ? pai_chs_match(s, pai_chs_behind_spaces(s, k), "份") : 0;
        if (!k) {
            continue;
        }
        uint32_t close = pai_chs_behind_spaces(s, k);
        bool bracket =
            open > i && close < s.n && (s.v[close].cp == 0xFF09 || s.v[close].cp == ')');
        *from = open > i && !bracket ? open : i;
        *to = bracket ? close + 1 : k;
        return true;
    }
    return false;
}
