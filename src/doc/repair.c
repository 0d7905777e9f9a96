// Repair of one paragraph or field by context (typography 6.2). In: characters of one block.
// Out: a new string as it will be set; every repair goes to the log, the author's words are
// never changed. What must stay as it is (URLs, e-mail, file names, times, numbers) is marked
// first. Each pass is linear.
#include "reader.h"

#include "utf8.h"

#include <string.h>

static void log_at(struct pai_reader *r, enum pai_code code, struct pai_ch ch) {
    pai_log(r, code, ch.src, 1);
}

static bool cjk(uint32_t cp) {
    return pai_ch_han(cp) || pai_ch_mark(cp);
}

static bool graphic(uint32_t cp) {
    return cp > 0x20 && cp < 0x7F;
}

static bool alnum(uint32_t cp) {
    return cp < 0x80 && (pai_ch_digit(cp) || pai_ch_letter(cp));
}

// Marks runs of ASCII that are addresses or file names: with :// or @, or letters round a full
// stop.
static void mark_kept(struct pai_chs s) {
    for (uint32_t i = 0; i < s.n;) {
        uint32_t from = i;
        bool address = false;
        while (i < s.n && graphic(s.v[i].cp)) {
            uint32_t cp = s.v[i].cp;
            bool inside = i > from && i + 1 < s.n && alnum(s.v[i - 1].cp);
            address = address || (inside && cp == '@' && graphic(s.v[i + 1].cp)) ||
                      (inside && cp == ':' && pai_chs_match(s, i, "://")) ||
                      (inside && cp == '.' && alnum(s.v[i + 1].cp) &&
                       (pai_ch_letter(s.v[i - 1].cp) || pai_ch_letter(s.v[i + 1].cp)));
            i++;
        }
        uint32_t to = i;
        while (to > from && !alnum(s.v[to - 1].cp) && s.v[to - 1].cp != '/') {
            to--;
        }
        while (from < to && !alnum(s.v[from].cp)) {
            from++;
        }
        for (uint32_t k = from; address && k < to; k++) {
            s.v[k].keep = true;
        }
        i += i == s.n || graphic(s.v[i].cp) ? 0 : 1;
    }
}

static uint32_t run_length(struct pai_chs s, uint32_t at) {
    uint32_t i = at;
    while (i < s.n && s.v[i].cp == s.v[at].cp && !s.v[i].keep) {
        i++;
    }
    return i - at;
}

// Puts n copies of cp that come from the character `from`.
static void put(struct pai_chs *out, uint32_t cp, struct pai_ch from, uint32_t n) {
    while (n--) {
        out->v[out->n++] = (struct pai_ch){cp, from.src, false};
    }
}

static bool ellipsis_like(uint32_t cp) {
    return cp == 0x2026 || cp == 0x22EF || cp == '.' || cp == 0x3002 || cp == 0x3001 ||
           cp == 0xB7 || cp == 0xFF0E;
}

// How many … a run of n such marks stands for (0: none): `...` `。。。` `、、、` … ⋯ ···
static uint32_t ellipsis_units(uint32_t cp, uint32_t n) {
    if (cp == 0x2026 || cp == 0x22EF) {
        return 2 * ((n + 1) / 2);
    }
    return n < 3 ? 0 : 2 * ((n + 3) / 6 ? (n + 3) / 6 : 1);
}

static bool dash_like(uint32_t cp) {
    return cp == '-' || cp == 0x2014 || cp == 0x2015 || cp == 0x2500 || cp == 0x2013 ||
           cp == 0xFF0D;
}

// Runs that are one mark: ellipses and dashes. Writes no more than it reads but for a single …
// .
static struct pai_chs join_marks(struct pai_reader *r, struct pai_chs s) {
    struct pai_chs out = pai_scratch(r, 1, 2 * s.n + 2);
    for (uint32_t i = 0; i < s.n;) {
        uint32_t n = ellipsis_like(s.v[i].cp) ? run_length(s, i) : 0;
        uint32_t units = n ? ellipsis_units(s.v[i].cp, n) : 0;
        if (units) {
            if (s.v[i].cp != 0x2026 || units != n) {
                log_at(r, PAI_D_ELLIPSIS, s.v[i]);
            }
            put(&out, 0x2026, s.v[i], units);
            i += n;
            continue;
        }
        uint32_t k = i;
        while (k < s.n && dash_like(s.v[k].cp) && !s.v[k].keep) {
            k++;
        }
        bool between = (out.n && cjk(out.v[out.n - 1].cp)) || (k < s.n && cjk(s.v[k].cp));
        bool proper = k - i == 2 && s.v[i].cp == 0x2014 && s.v[i + 1].cp == 0x2014;
        if (k - i >= 2 && k - i <= 4 && between && !proper) {
            log_at(r, PAI_D_DASH, s.v[i]);
            put(&out, 0x2014, s.v[i], 2);
            i = k;
            continue;
        }
        k = k > i ? k : i + 1;
        for (; i < k; i++) {
            out.v[out.n++] = s.v[i];
        }
    }
    return out;
}

static bool digit_at(struct pai_chs s, uint32_t i) {
    return i < s.n && pai_ch_digit(s.v[i].cp);
}

static uint32_t digits_from(struct pai_chs s, uint32_t i) {
    uint32_t n = 0;
    while (digit_at(s, i + n) && n < 20) {
        n++;
    }
    return n;
}

// A date or count word behind a number: 3。5日 is two sentences, 3。5万 a slip of the keyboard.
static bool calendar(struct pai_chs s, uint32_t i) {
    return i < s.n && pai_chs_match(pai_chs_sub(s, i, i + 1), 0, "年") +
                              pai_chs_match(pai_chs_sub(s, i, i + 1), 0, "月") +
                              pai_chs_match(pai_chs_sub(s, i, i + 1), 0, "日") +
                              pai_chs_match(pai_chs_sub(s, i, i + 1), 0, "时") +
                              pai_chs_match(pai_chs_sub(s, i, i + 1), 0, "号") +
                              pai_chs_match(pai_chs_sub(s, i, i + 1), 0, "期") >
                          0;
}

// Full-width marks inside numbers and times: 3．5 -> 3.5, 1，234 -> 1,234, 9：00 -> 9:00.
static void mend_numbers(struct pai_reader *r, struct pai_chs s) {
    for (uint32_t i = 1; i + 1 < s.n; i++) {
        if (!digit_at(s, i - 1) || !digit_at(s, i + 1)) {
            continue;
        }
        uint32_t after = digits_from(s, i + 1), to = 0;
        uint32_t next = i + 1 + after;
        switch (s.v[i].cp) {
        case 0xFF0E:
            to = '.';
            break;
        case 0x3002:
            to =
                after <= 2 && next < s.n && !calendar(s, next) && s.v[next].cp != '.' ? '.' : 0;
            break;
        case 0xFF0C:
            to = after == 3 && !calendar(s, next) ? ',' : 0;
            break;
        case 0xFF1A:
            to = after == 2 && s.v[i + 1].cp <= '5' && (i < 3 || !digit_at(s, i - 3)) ? ':' : 0;
            break;
        case 0xFF0D:
            to = '-';
            break;
        case ',':
            if (after < 3 && !s.v[i].keep) {
                log_at(r, PAI_D_DECIMAL_COMMA, s.v[i]);
            }
            break;
        default:
            break;
        }
        if (to) {
            log_at(r, to == ':' ? PAI_D_TIME_COLON : PAI_D_DECIMAL, s.v[i]);
            s.v[i].cp = to;
        }
    }
}

static bool opens_year(uint32_t cp) {
    return cp == '[' || cp == 0xFF3B || cp == 0x3010 || cp == 0xFF08 || cp == '(';
}

static bool closes_year(uint32_t cp) {
    return cp == ']' || cp == 0xFF3D || cp == 0x3011 || cp == 0xFF09 || cp == ')';
}

// [2020]10号 -> 〔2020〕10号
static void mend_document_numbers(struct pai_reader *r, struct pai_chs s) {
    for (uint32_t i = 0; i + 6 < s.n; i++) {
        if (!opens_year(s.v[i].cp) || digits_from(s, i + 1) != 4 ||
            !closes_year(s.v[i + 5].cp) || (s.v[i + 1].cp != '1' && s.v[i + 1].cp != '2')) {
            continue;
        }
        uint32_t k = i + 6;
        while (k < s.n && (pai_ch_space(s.v[k].cp) || s.v[k].cp == 0x7B2C)) {
            k++;
        }
        uint32_t n = digits_from(s, k);
        k += n;
        k = pai_chs_behind_spaces(s, k);
        if (n && k < s.n && s.v[k].cp == 0x53F7) {
            log_at(r, PAI_D_YEAR_BRACKETS, s.v[i]);
            s.v[i].cp = 0x3014;
            s.v[i + 5].cp = 0x3015;
        }
    }
}

static bool zero_shape(uint32_t cp) {
    return cp == 0x25CB || cp == 0x25EF || cp == 0x20DD || cp == '0' || cp == 'O' ||
           cp == 'o' || cp == 0x3007;
}

// 二○二○年 -> 二〇二〇年: round shapes among Han digits; 0 and O only in a year.
static void mend_zeros(struct pai_reader *r, struct pai_chs s) {
    for (uint32_t i = 0; i < s.n;) {
        uint32_t k = i, han = 0;
        while (k < s.n && (pai_han_digit(s.v[k].cp) || zero_shape(s.v[k].cp)) && !s.v[k].keep) {
            han += pai_han_digit(s.v[k].cp);
            k++;
        }
        bool year = k - i == 4 && k < s.n && s.v[k].cp == 0x5E74;
        for (uint32_t j = i; han && j < k; j++) {
            uint32_t cp = s.v[j].cp;
            bool round = cp == 0x25CB || cp == 0x25EF || cp == 0x20DD;
            if (zero_shape(cp) && cp != 0x3007 && (year || (round && k - i > 1))) {
                log_at(r, PAI_D_HAN_ZERO, s.v[j]);
                s.v[j].cp = 0x3007;
            }
        }
        i = k > i ? k : i + 1;
    }
}

static uint32_t wide_mark(uint32_t cp) {
    switch (cp) {
    case ',':
        return 0xFF0C;
    case ';':
        return 0xFF1B;
    case ':':
        return 0xFF1A;
    case '?':
        return 0xFF1F;
    case '!':
        return 0xFF01;
    case '.':
        return 0x3002;
    default:
        return 0;
    }
}

// May stand before a mark that becomes full-width: Han, a Chinese mark, or a sign that has
// ended a number.
static bool before_wide(uint32_t cp) {
    return cjk(cp) || cp == '%' || cp == 0x2030 || cp == 0x2103 || cp == ')';
}

// ASCII marks whose both neighbours (spaces apart) are Han or Chinese marks; the end of the
// text counts as one.
static void widen_marks(struct pai_reader *r, struct pai_chs s) {
    uint32_t before = 0;
    bool list_number = true; // so far only Han numerals: 一.
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t cp = s.v[i].cp;
        if (pai_ch_space(cp)) {
            continue;
        }
        uint32_t wide = s.v[i].keep ? 0 : wide_mark(cp);
        if (wide && before_wide(before) && !(cp == '.' && list_number)) {
            uint32_t k = i + 1;
            k = pai_chs_behind_spaces(s, k);
            if (k == s.n || cjk(s.v[k].cp) || (wide_mark(s.v[k].cp) && k + 1 == s.n) ||
                s.v[k].cp == '"') {
                log_at(r, PAI_D_WIDE_MARK, s.v[i]);
                s.v[i].cp = wide;
            }
        }
        list_number = list_number && pai_han_digit(cp);
        before = s.v[i].cp;
    }
}

// ( ) round text that holds Han become （ ）; round pure Latin or numbers they stay.
static void widen_brackets(struct pai_reader *r, struct pai_chs s) {
    uint32_t open = UINT32_MAX, han = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t cp = s.v[i].cp;
        if (s.v[i].keep) {
            continue;
        }
        if (cp == '(') {
            open = i;
            han = 0;
        } else if ((cp == ')' || cp == 0xFF09) && open != UINT32_MAX) {
            if (han || cp == 0xFF09) {
                log_at(r, PAI_D_WIDE_MARK, s.v[open]);
                s.v[open].cp = 0xFF08;
                s.v[i].cp = 0xFF09;
            }
            open = UINT32_MAX;
        } else if (cp == 0xFF08) {
            open = UINT32_MAX;
        } else {
            han += pai_ch_han(cp);
        }
    }
    // （…) : the closing one follows its partner.
    uint32_t depth = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t cp = s.v[i].cp;
        depth += cp == 0xFF08;
        if (cp == ')' && depth && !s.v[i].keep) {
            log_at(r, PAI_D_WIDE_MARK, s.v[i]);
            s.v[i].cp = 0xFF09;
            depth--;
        } else if (cp == 0xFF09 && depth) {
            depth--;
        }
    }
}

// Pairs one kind of straight quote in the paragraph: odd opens, even closes; an odd number is
// told and left.
static void pair_quotes(struct pai_reader *r, struct pai_chs s, uint32_t quote, uint32_t open,
                        uint32_t close) {
    uint32_t count = 0, last = 0;
    for (int pass = 0; pass < 2; pass++) {
        uint32_t nth = 0;
        for (uint32_t i = 0; i < s.n; i++) {
            bool apostrophe = quote == '\'' && i && i + 1 < s.n &&
                              pai_ch_letter(s.v[i - 1].cp) && pai_ch_letter(s.v[i + 1].cp);
            if (s.v[i].cp != quote || s.v[i].keep || apostrophe) {
                continue;
            }
            if (pass) {
                log_at(r, PAI_D_QUOTES_PAIRED, s.v[i]);
                s.v[i].cp = nth % 2 ? close : open;
            }
            nth++;
            last = i;
        }
        count = nth;
        if (count % 2) {
            log_at(r, PAI_D_QUOTE_UNPAIRED, s.v[last]);
            return;
        }
    }
}

static bool interpunct(uint32_t cp) {
    return cp == 0x30FB || cp == 0x2022 || cp == 0x2027 || cp == 0xFF65 || cp == 0x2219 ||
           cp == 0x22C5;
}

static bool in_range(uint32_t cp) {
    return pai_ch_digit(cp) || pai_ch_han(cp) || cp == '%' || cp == 0x2103;
}

// Interpuncts between parts of a name, tildes of ranges.
static void mend_connectors(struct pai_reader *r, struct pai_chs s) {
    for (uint32_t i = 1; i + 1 < s.n; i++) {
        uint32_t cp = s.v[i].cp, p = s.v[i - 1].cp, n = s.v[i + 1].cp;
        if (s.v[i].keep) {
            continue;
        }
        if (interpunct(cp) &&
            ((pai_ch_han(p) && pai_ch_han(n)) || (pai_ch_letter(p) && pai_ch_letter(n)))) {
            log_at(r, PAI_D_INTERPUNCT, s.v[i]);
            s.v[i].cp = 0xB7;
        } else if ((cp == '~' || cp == 0x301C || cp == 0x223C) && in_range(p) && in_range(n)) {
            log_at(r, PAI_D_RANGE, s.v[i]);
            s.v[i].cp = 0xFF5E;
        }
    }
}

struct pai_chs pai_repair(struct pai_reader *r, struct pai_chs in, enum pai_field field) {
    in = pai_chs_trim(in);
    struct pai_chs s = pai_scratch(r, 0, in.n);
    for (; s.n < in.n; s.n++) {
        s.v[s.n] = in.v[s.n];
    }
    mark_kept(s);
    s = join_marks(r, s);
    mend_numbers(r, s);
    mend_document_numbers(r, s);
    mend_zeros(r, s);
    widen_brackets(r, s);
    widen_marks(r, s);
    pair_quotes(r, s, '"', 0x201C, 0x201D);
    pair_quotes(r, s, '\'', 0x2018, 0x2019);
    mend_connectors(r, s);
    s = pai_repair_spaces(r, s, field);
    pai_slips(r, s);
    return s;
}

// Texts are many and short: both tables are measured first, so that each takes no more than it
// needs.
struct pai_text pai_text_make(struct pai_reader *r, struct pai_chs s) {
    char one[4];
    struct pai_text t = {"", 0, r->file, NULL, 0};
    struct pai_origin *map = NULL;
    char *out = NULL;
    for (int pass = 0; pass < 2; pass++) {
        uint32_t due = 0, n = 0, entries = 0; // due: the source would go on, were this a copy
        for (uint32_t i = 0; i < s.n; i++) {
            if (i == 0 || s.v[i].src != due) {
                if (map) {
                    map[entries] = (struct pai_origin){n, s.v[i].src};
                }
                entries++;
            }
            unsigned used = pai_utf8_put(s.v[i].cp, one);
            used = used ? used : pai_utf8_put(0xFFFD, one);
            if (out) {
                memcpy(out + n, one, used);
            }
            n += used;
            due = s.v[i].src + used;
        }
        if (!pass && n) {
            out = PAI_NEW_N(r->arena, char, (size_t)n + 1);
            map = PAI_NEW_N(r->arena, struct pai_origin, entries);
            t = (struct pai_text){out, n, r->file, map, entries};
        }
    }
    return t;
}

struct pai_text pai_text_repaired(struct pai_reader *r, struct pai_chs s,
                                  enum pai_field field) {
    return pai_text_make(r, pai_repair(r, s, field));
}
