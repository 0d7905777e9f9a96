// In: the text of a value. Out: its number, or why it has none. Decimals are read as integers
// of ten-thousandths, so that no floating point is needed and the same text gives the same
// length everywhere (design 5). Promise: never reads beyond len, never overflows.
#include "value.h"

#include <string.h>

#define DECIMALS  10000 // a number is kept in 1/10000
#define WHOLE_MAX 10000

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is(const char *s, size_t len, const char *word) {
    return len == strlen(word) && memcmp(s, word, len) == 0;
}

// Reads [+-]digits[.digits] at s; *used bytes. False if there is no number; *large if it has
// more digits than fit.
static bool read_number(const char *s, size_t len, int64_t *out, size_t *used, bool *large) {
    size_t i = 0;
    bool minus = len > 0 && s[0] == '-';
    i += len > 0 && (s[0] == '-' || s[0] == '+');
    size_t first = i;
    int64_t v = 0;
    *large = false;
    for (; i < len && is_digit(s[i]); i++) {
        v = v * 10 + (s[i] - '0');
        *large = *large || v >= WHOLE_MAX;
        v = *large ? WHOLE_MAX : v;
    }
    if (i == first) {
        return false;
    }
    v *= DECIMALS;
    if (i < len && s[i] == '.') {
        size_t point = i++;
        for (int64_t unit = DECIMALS / 10; i < len && is_digit(s[i]); i++, unit /= 10) {
            if (unit == 0 && s[i] != '0') {
                return false;
            }
            v += (s[i] - '0') * unit;
        }
        if (i == point + 1) {
            return false;
        }
    }
    *out = minus ? -v : v;
    *used = i;
    return true;
}

// A Chinese or Arabic digit of a size name; false if it is none.
static bool size_digit(const char *s, size_t len, const char **zh) {
    static const char *const DIGITS[] = {"初", "一", "二", "三", "四", "五", "六", "七", "八"};
    for (size_t i = 0; i < sizeof DIGITS / sizeof DIGITS[0]; i++) {
        char arabic[2] = {(char)('0' + i), '\0'};
        if (is(s, len, DIGITS[i]) || (i > 0 && is(s, len, arabic))) {
            *zh = DIGITS[i];
            return true;
        }
    }
    return false;
}

// 三号, 3号, 小三, 小三号, 小3号 (typography 1.3).
static bool read_size(const char *s, size_t len, pai_len *out) {
    static const struct {
        const char *name;
        int tenths;
    } SIZES[] = {
#define X(name, tenths) {name, tenths},
        PAI_VALUE_SIZES(X)
#undef X
    };
    const size_t han = strlen("号");
    bool small = len > han && memcmp(s, "小", han) == 0;
    bool mark = len > han && memcmp(s + len - han, "号", han) == 0;
    size_t skip = small ? han : 0;
    size_t tail = mark ? han : 0;
    const char *digit;
    if ((!small && !mark) || skip + tail >= len ||
        !size_digit(s + skip, len - skip - tail, &digit)) {
        return false;
    }
    for (size_t i = 0; i < sizeof SIZES / sizeof SIZES[0]; i++) {
        const char *name = SIZES[i].name;
        bool name_small = memcmp(name, "小", han) == 0;
        if (name_small == small && memcmp(name + (small ? han : 0), digit, han) == 0) {
            *out = (pai_len)((int64_t)SIZES[i].tenths * PAI_PT / 10);
            return true;
        }
    }
    return false;
}

enum pai_value_error pai_value_length(const char *s, size_t len,
                                      const struct pai_value_context *context, pai_len *out,
                                      size_t *unit) {
    int64_t v;
    size_t used;
    bool large;
    *unit = len;
    if (read_size(s, len, out)) {
        return PAI_VALUE_OK;
    }
    if (!read_number(s, len, &v, &used, &large)) {
        return PAI_VALUE_BAD;
    }
    while (used < len && s[used] == ' ') {
        used++;
    }
    *unit = used;
    const char *u = s + used;
    size_t n = len - used;
    if (n == 0) {
        return PAI_VALUE_NO_UNIT;
    }
    // 1 mm = 72 / 25.4 pt = 360 / 127 pt.
    int64_t times, over = 127;
    if (is(u, n, "mm")) {
        times = (int64_t)PAI_PT * 360;
    } else if (is(u, n, "cm")) {
        times = (int64_t)PAI_PT * 3600;
    } else {
        over = 1;
        if (is(u, n, "pt")) {
            times = PAI_PT;
        } else if (is(u, n, "字")) {
            times = context->cell;
        } else if (is(u, n, "行")) {
            times = context->pitch;
        } else if (is(u, n, "em")) {
            times = context->em;
        } else if (is(u, n, "%")) {
            times = context->whole;
            over = 100;
        } else {
            return is_digit(u[0]) || u[0] == '.' ? PAI_VALUE_BAD : PAI_VALUE_UNIT;
        }
    }
    if (times == 0) {
        return PAI_VALUE_CONTEXT;
    }
    int64_t length = pai_muldiv(v, times, over * DECIMALS);
    if (large || length > PAI_LEN_MAX || length < -(int64_t)PAI_LEN_MAX) {
        return v < 0 ? PAI_VALUE_SMALL : PAI_VALUE_LARGE;
    }
    *out = (pai_len)length;
    return PAI_VALUE_OK;
}

const char *pai_value_unit_like(const char *s, size_t len) {
    static const char *const LIKE[][2] = {
        {"MM", "mm"}, {"Mm", "mm"},   {"毫米", "mm"},   {"公厘", "mm"}, {"m m", "mm"},
        {"m", "mm"},  {"CM", "cm"},   {"Cm", "cm"},     {"厘米", "cm"}, {"公分", "cm"},
        {"PT", "pt"}, {"Pt", "pt"},   {"磅", "pt"},     {"点", "pt"},   {"px", "pt"},
        {"p", "pt"},  {"pts", "pt"},  {"个字", "字"},   {"字符", "字"}, {"格", "字"},
        {"zi", "字"}, {"rows", "行"}, {"倍行距", "行"}, {"ｍｍ", "mm"}, {"mm", "mm"},
        {"cm", "cm"}, {"pt", "pt"},   {"号字", "号"},   {"%%", "%"},    {"％", "%"},
    };
    while (len > 1 && (s[len - 1] == ',' || s[len - 1] == ';')) {
        len--; // 210mm,
    }
    for (size_t i = 0; i < sizeof LIKE / sizeof LIKE[0]; i++) {
        if (is(s, len, LIKE[i][0])) {
            return LIKE[i][1];
        }
    }
    return NULL;
}

enum pai_value_error pai_value_int(const char *s, size_t len, int32_t *out) {
    bool minus = len > 0 && s[0] == '-';
    size_t i = minus ? 1 : 0;
    int32_t v = 0;
    if (i == len) {
        return PAI_VALUE_BAD;
    }
    for (; i < len; i++) {
        if (!is_digit(s[i])) {
            return PAI_VALUE_BAD;
        }
        v = v > 100000000 ? v : v * 10 + (s[i] - '0');
    }
    *out = minus ? -v : v;
    return PAI_VALUE_OK;
}

enum pai_value_error pai_value_bool(const char *s, size_t len, bool *out) {
    static const char *const WORDS[][2] = {{"no", "yes"}, {"false", "true"}, {"否", "是"}};
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        for (int value = 0; value < 2; value++) {
            if (is(s, len, WORDS[i][value])) {
                *out = value == 1;
                return PAI_VALUE_OK;
            }
        }
    }
    return PAI_VALUE_BAD;
}

enum pai_value_error pai_value_align(const char *s, size_t len, enum pai_layout_align *out) {
    static const struct {
        const char *name;
        enum pai_layout_align align;
    } WORDS[] = {
        {"justify", PAI_ALIGN_JUSTIFY}, {"两端", PAI_ALIGN_JUSTIFY},
        {"left", PAI_ALIGN_LEFT},       {"左", PAI_ALIGN_LEFT},
        {"centre", PAI_ALIGN_CENTRE},   {"center", PAI_ALIGN_CENTRE},
        {"中", PAI_ALIGN_CENTRE},       {"right", PAI_ALIGN_RIGHT},
        {"右", PAI_ALIGN_RIGHT},
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        if (is(s, len, WORDS[i].name)) {
            *out = WORDS[i].align;
            return PAI_VALUE_OK;
        }
    }
    return PAI_VALUE_BAD;
}

enum pai_value_error pai_value_marks(const char *s, size_t len, enum pai_layout_marks *out) {
    static const char *const WORDS[][2] = {
        [PAI_LAYOUT_MARKS_FULL] = {"full", "全角"},
        [PAI_LAYOUT_MARKS_KAIMING] = {"kaiming", "开明"},
        [PAI_LAYOUT_MARKS_HALF] = {"half", "半角"},
        [PAI_LAYOUT_MARKS_LINE_END] = {"line-end", "行末半角"},
    };
    for (unsigned i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        if (is(s, len, WORDS[i][0]) || is(s, len, WORDS[i][1])) {
            *out = (enum pai_layout_marks)i;
            return PAI_VALUE_OK;
        }
    }
    return PAI_VALUE_BAD;
}

enum pai_value_error pai_value_ban(const char *s, size_t len, enum pai_layout_ban *out) {
    static const char *const WORDS[][2] = {
        [PAI_LAYOUT_BAN_GB] = {"gb", "国标"},
        [PAI_LAYOUT_BAN_BASIC] = {"basic", "基本"},
        [PAI_LAYOUT_BAN_STRICT] = {"strict", "严格"},
        [PAI_LAYOUT_BAN_NONE] = {"none", "不禁"},
    };
    for (unsigned i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        if (is(s, len, WORDS[i][0]) || is(s, len, WORDS[i][1])) {
            *out = (enum pai_layout_ban)i;
            return PAI_VALUE_OK;
        }
    }
    return PAI_VALUE_BAD;
}

enum pai_value_error pai_value_gap(const char *s, size_t len, uint8_t *out) {
    int64_t over = 1, under = 1;
    size_t used, more;
    bool large;
    if (!read_number(s, len, &over, &used, &large) || large) {
        return PAI_VALUE_BAD;
    }
    under = DECIMALS;
    if (used < len && s[used] == '/') {
        if (!read_number(s + used + 1, len - used - 1, &under, &more, &large) || large) {
            return PAI_VALUE_BAD;
        }
        used += 1 + more;
    }
    if (used != len || under <= 0 || over < 0 || over > under) {
        return PAI_VALUE_BAD;
    }
    *out = (uint8_t)pai_muldiv(over, 64, under);
    return PAI_VALUE_OK;
}

enum pai_value_error pai_value_percent(const char *s, size_t len, uint16_t *out) {
    int64_t v;
    size_t used;
    bool large;
    if (!read_number(s, len, &v, &used, &large) || large || v < 0 || v > 100 * DECIMALS) {
        return PAI_VALUE_BAD;
    }
    while (used < len && s[used] == ' ') {
        used++;
    }
    if (used != len && !is(s + used, len - used, "%")) {
        return PAI_VALUE_BAD;
    }
    *out = (uint16_t)pai_muldiv(v, 10, DECIMALS);
    return PAI_VALUE_OK;
}

const char *pai_value_font(const char *s, size_t len) {
    static const char *const NAMES[][2] = {
#define X(en, zh) {en, zh},
        PAI_VALUE_FONTS(X)
#undef X
    };
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        if (is(s, len, NAMES[i][0]) || is(s, len, NAMES[i][1])) {
            return NAMES[i][0];
        }
    }
    return NULL;
}

static bool find_word(const char *s, size_t len, const char *words, uint8_t *out) {
    for (uint8_t n = 0; *words != '\0'; n++) {
        size_t word = strcspn(words, " ");
        if (word == len && memcmp(words, s, len) == 0) {
            *out = n;
            return true;
        }
        words += word;
        words += *words == ' ';
    }
    return false;
}

enum pai_value_error pai_value_choice(const char *s, size_t len, const char *en, const char *zh,
                                      uint8_t *out) {
    return find_word(s, len, en, out) || find_word(s, len, zh, out) ? PAI_VALUE_OK
                                                                    : PAI_VALUE_BAD;
}
