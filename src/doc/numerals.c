// Numbers and dates in Arabic and Chinese numerals. In: characters (full-width digits are
// already half-width). Out: values; the text is not changed. Dates: 2020年3月25日,
// 二〇二〇年三月二十五日, 2020-03-25, 2020.3.25, 2020/3/25 (typography 2.1, 6.4 #6).
#include "reader.h"

// The zeros that typists use in Chinese numerals: 〇 零 ○ ◯ and, beside Han digits only, 0 O o.
static bool zero_like(uint32_t cp) {
    return cp == 0x3007 || cp == 0x96F6 || cp == 0x25CB || cp == 0x25EF || cp == 0x20DD;
}

static int han_value(uint32_t cp) {
    static const uint32_t digits[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                      0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
    for (int i = 0; i < 10; i++) {
        if (digits[i] == cp) {
            return i;
        }
    }
    return zero_like(cp) ? 0 : cp == 0x4E24 ? 2 : -1;
}

bool pai_han_digit(uint32_t cp) {
    return cp != 0x4E24 && !zero_like(cp) && han_value(cp) >= 0;
}

static int unit_value(uint32_t cp) {
    return cp == 0x5341 ? 10 : cp == 0x767E ? 100 : cp == 0x5343 ? 1000 : 0;
}

// 二十九, 一百二十, 一千二百〇三, 廿五.
static uint32_t read_counted(struct pai_chs s, uint32_t at, int32_t *value) {
    int32_t sum = 0, digit = -1;
    uint32_t i = at;
    bool unit = false;
    for (; i < s.n && sum < 100000; i++) {
        uint32_t cp = s.v[i].cp;
        int u = unit_value(cp), d = han_value(cp);
        if (u) {
            sum += (digit < 0 ? 1 : digit) * u;
            digit = -1;
            unit = true;
        } else if (cp == 0x5EFF || cp == 0x5345) {
            sum += cp == 0x5EFF ? 20 : 30;
            unit = true;
        } else if (d >= 0 && (digit <= 0 || d == 0)) {
            digit = d;
        } else {
            break;
        }
    }
    *value = sum + (digit > 0 ? digit : 0);
    return unit ? i : 0;
}

uint32_t pai_number_read(struct pai_chs s, uint32_t at, int32_t *value) {
    uint32_t i = at;
    int32_t v = 0;
    while (i < s.n && pai_ch_digit(s.v[i].cp) && i - at < 9) {
        v = v * 10 + (int32_t)(s.v[i++].cp - '0');
    }
    if (i > at) {
        *value = v;
        return i < s.n && pai_ch_digit(s.v[i].cp) ? 0 : i;
    }
    uint32_t counted = read_counted(s, at, value);
    if (counted) {
        return counted;
    }
    while (i < s.n && han_value(s.v[i].cp) >= 0 && i - at < 9) {
        v = v * 10 + han_value(s.v[i++].cp);
    }
    *value = v;
    return i > at ? i : 0;
}

// Four digits of a year, of either kind.
static uint32_t read_year(struct pai_chs s, uint32_t at, int32_t *year) {
    int32_t v = 0;
    bool han = at < s.n && !pai_ch_digit(s.v[at].cp);
    for (uint32_t i = at; i < at + 4; i++) {
        if (i >= s.n) {
            return 0;
        }
        uint32_t cp = s.v[i].cp;
        int d = pai_ch_digit(cp) && (!han || cp == '0') ? (int)(cp - '0')
                : han                                   ? han_value(cp)
                                                        : -1;
        if (han && (cp == 'O' || cp == 'o')) {
            d = 0;
        }
        if (d < 0) {
            return 0;
        }
        v = v * 10 + d;
    }
    *year = v;
    return v >= 1900 && v <= 2199 ? at + 4 : 0;
}

static bool valid(const struct pai_date *d) {
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (d->month < 1 || d->month > 12 || d->day < 1) {
        return false;
    }
    bool leap = (d->year % 4 == 0 && d->year % 100 != 0) || d->year % 400 == 0;
    return d->day <= days[d->month - 1] + (d->month == 2 && leap ? 1 : 0);
}

// 3月25日 behind a year that 年 ends.
static uint32_t read_month_day(struct pai_chs s, uint32_t at, struct pai_date *d) {
    uint32_t i = pai_number_read(s, at, &d->month);
    if (!i || i >= s.n || s.v[i].cp != 0x6708) {
        return 0;
    }
    i = pai_number_read(s, i + 1, &d->day);
    return i && i < s.n && (s.v[i].cp == 0x65E5 || s.v[i].cp == 0x53F7) ? i + 1 : 0;
}

static bool separator(uint32_t cp) {
    return cp == '-' || cp == '.' || cp == '/' || cp == 0xFF0E || cp == 0xFF0D ||
           cp == 0x2010 || cp == 0x2013 || cp == 0xFF0F;
}

uint32_t pai_date_read(struct pai_chs s, uint32_t at, struct pai_date *d) {
    if (at && pai_ch_digit(s.v[at - 1].cp)) {
        return 0;
    }
    uint32_t i = read_year(s, at, &d->year);
    if (!i || i >= s.n) {
        return 0;
    }
    if (s.v[i].cp == 0x5E74) {
        i = read_month_day(s, i + 1, d);
    } else if (separator(s.v[i].cp)) {
        uint32_t mark = s.v[i].cp;
        i = pai_number_read(s, i + 1, &d->month);
        if (!i || i >= s.n || s.v[i].cp != mark) {
            return 0;
        }
        i = pai_number_read(s, i + 1, &d->day);
        i = i && i < s.n && s.v[i].cp == 0x65E5 ? i + 1 : i;
    } else {
        return 0;
    }
    d->valid = i && valid(d);
    return i;
}
