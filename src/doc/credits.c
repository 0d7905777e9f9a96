// Credits (typography 2.3, 6.4 #33): 责任编辑：梁舟 沈知微  校对：… In: a row that begins with
// a label. Out: labels and names. Names are separated by spaces or 、 ， ； ; a single Han, a
// blank, a single Han is one padded name (梁　舟); a padded label (签　发) loses its blank.
// Telephone numbers and addresses keep their inner spaces.
#include "reader.h"

// Values that are one thing although they hold spaces.
static bool whole_value(struct pai_chs label) {
    return pai_chs_ends_any(
        label, "电话|传真|地址|邮编|网址|手机|邮箱|信箱|邮件|電話|E-mail|Email|email|e-mail");
}

static bool separator(uint32_t cp) {
    return cp == 0x3001 || pai_ch_comma(cp) || cp == 0xFF1B || cp == ';';
}

static bool single_han(struct pai_chs s) {
    return s.n == 1 && pai_ch_han(s.v[0].cp);
}

struct names {
    struct pai_text *v;
    uint32_t n, cap;
};

static void add_name(struct pai_reader *r, struct names *names, struct pai_chs s) {
    s = pai_chs_trim(s);
    while (s.n &&
           (s.v[s.n - 1].cp == 0x3002 || s.v[s.n - 1].cp == 0xFF09 || s.v[s.n - 1].cp == ')') &&
           !pai_chs_has_cp(s, 0xFF08) && !pai_chs_has_cp(s, '(')) {
        s.n--;
    }
    if (s.n) {
        PAI_VEC_PUT(r->arena, names, pai_text_repaired(r, s, PAI_FIELD_LIST));
    }
}

// One stretch without separators: words between spaces, with single Han put together again.
static void read_words(struct pai_reader *r, struct names *names, struct pai_chs s) {
    PAI_VEC(struct pai_chs) words = {NULL, 0, 0};
    uint32_t singles = 0;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t from = i;
        while (i < s.n && !pai_ch_space(s.v[i].cp)) {
            i++;
        }
        if (i > from) {
            PAI_VEC_PUT(r->arena, &words, pai_chs_sub(s, from, i));
            singles += single_han(words.v[words.n - 1]);
        }
        i = pai_chs_behind_spaces(s, i);
    }
    if (words.n == 3 && singles == 3) {
        add_name(r, names, pai_chs_squeeze(r->arena, s)); // 李 小 明
        return;
    }
    for (uint32_t i = 0; i < words.n; i++) {
        struct pai_chs w = words.v[i];
        if (i + 1 < words.n && single_han(w) && single_han(words.v[i + 1])) {
            uint32_t to = (uint32_t)(words.v[i + 1].v - s.v) + 1;
            w = pai_chs_squeeze(r->arena, pai_chs_sub(s, (uint32_t)(w.v - s.v), to));
            i++;
        }
        add_name(r, names, w);
    }
}

static void read_names(struct pai_reader *r, struct names *names, struct pai_chs label,
                       struct pai_chs s) {
    bool whole = whole_value(label);
    uint32_t depth = 0;
    for (uint32_t i = 0, from = 0; i <= s.n; i++) {
        if (i < s.n) {
            uint32_t cp = s.v[i].cp;
            depth += cp == 0xFF08 || cp == '(';
            depth -= depth && (cp == 0xFF09 || cp == ')');
        }
        if (i == s.n || (separator(s.v[i].cp) && !depth)) {
            struct pai_chs part = pai_chs_sub(s, from, i);
            if (whole) {
                add_name(r, names, part);
            } else {
                read_words(r, names, part);
            }
            from = i + 1;
        }
    }
}

static void put_credit(struct pai_reader *r, struct pai_chs label, struct pai_chs value) {
    struct names names = {NULL, 0, 0};
    label = pai_chs_squeeze(r->arena, label);
    read_names(r, &names, label, value);
    struct pai_credit *c = PAI_VEC_ADD(r->arena, &r->credits);
    c->label = pai_text_make(r, label);
    c->names = names.v;
    c->name_count = names.n;
}

// Where the label that the colon at `colon` ends begins: the longest known label, else the last
// word.
static uint32_t label_start(struct pai_chs s, uint32_t from, uint32_t colon) {
    struct pai_chs name;
    uint32_t value;
    for (uint32_t i = from; i < colon; i++) {
        bool begins = i == from || pai_ch_space(s.v[i - 1].cp) || separator(s.v[i - 1].cp) ||
                      s.v[i - 1].cp == 0xFF08 || s.v[i - 1].cp == '(';
        if (begins && !pai_ch_space(s.v[i].cp) &&
            pai_footer_label(s, i, &name, &value) != PAI_LABEL_NONE && name.n &&
            value > colon && name.v + name.n <= s.v + colon) {
            return i;
        }
    }
    uint32_t i = colon;
    while (i > from && pai_ch_space(s.v[i - 1].cp)) {
        i--;
    }
    uint32_t end = i;
    while (i > from && pai_ch_han(s.v[i - 1].cp) && end - i < 8) {
        i--;
    }
    bool begins = i == from || pai_ch_space(s.v[i - 1].cp) || separator(s.v[i - 1].cp);
    return i < end && begins ? i : UINT32_MAX;
}

void pai_credits_read(struct pai_reader *r, struct pai_chs s) {
    struct pai_chs label;
    uint32_t value;
    s = pai_chs_trim(s);
    if (s.n > 2 && (s.v[0].cp == 0xFF08 || s.v[0].cp == '(') &&
        (s.v[s.n - 1].cp == 0xFF09 || s.v[s.n - 1].cp == ')')) {
        s = pai_chs_sub(s, 1, s.n - 1);
    }
    if (pai_footer_label(s, 0, &label, &value) == PAI_LABEL_NONE) {
        return;
    }
    uint32_t from = value;
    for (uint32_t i = value; i < s.n; i++) {
        // 责任编辑 张三  审核 李四: labels that only blanks set off.
        struct pai_chs next;
        uint32_t after;
        if (i > from && pai_ch_space(s.v[i - 1].cp) && !pai_ch_space(s.v[i].cp) &&
            pai_footer_label(s, i, &next, &after) == PAI_LABEL_CREDIT && next.n > 1 &&
            !pai_ch_colon(s.v[after - 1].cp) && after < s.n) {
            put_credit(r, label, pai_chs_sub(s, from, i));
            label = next;
            from = after;
            i = after - 1;
            continue;
        }
        bool address = i + 1 < s.n && s.v[i + 1].cp == '/';
        bool time = i && pai_ch_digit(s.v[i - 1].cp);
        uint32_t start =
            pai_ch_colon(s.v[i].cp) && !address && !time ? label_start(s, from, i) : UINT32_MAX;
        if (start == UINT32_MAX) {
            continue;
        }
        put_credit(r, label, pai_chs_sub(s, from, start));
        label = pai_chs_trim(pai_chs_sub(s, start, i));
        from = i + 1;
    }
    put_credit(r, label, pai_chs_sub(s, from, s.n));
}

void pai_credit_more(struct pai_reader *r, struct pai_chs s) {
    if (!r->credits.n) { // nothing to go on with: its own line, without a label
        put_credit(r, (struct pai_chs){NULL, 0, 0}, s);
        return;
    }
    struct pai_credit *c = &r->credits.v[r->credits.n - 1];
    struct names names = {NULL, 0, 0};
    for (uint32_t i = 0; i < c->name_count; i++) {
        PAI_VEC_PUT(r->arena, &names, c->names[i]);
    }
    read_names(r, &names, (struct pai_chs){NULL, 0, 0}, s);
    c->names = names.v;
    c->name_count = names.n;
}
