// In: the text of a paragraph. Out: its clusters with class and role in context. Promised:
// quotes, dashes, ellipses and interpuncts that Chinese and Latin share take the Chinese role
// next to Han, both quotes of a pair the same (typography 3.13); an apostrophe between letters
// is Latin; linear time.
#include "itemize.h"

#include "utf8.h"

#define CLUSTER_MAX 32 // characters; more marks than that on one base are no language
#define NESTING     64 // open quotes remembered

enum strong { NEITHER, HAN, LATIN };

struct context {
    const struct pai_text *text;
    struct pai_cluster *v;
    uint32_t n;
    // Per cluster: its strength, that of the nearest strong one before (<< 2) and behind (<<
    // 4).
    uint8_t *strong;
};

static uint32_t cp_at(const struct context *c, uint32_t i) {
    return c->v[i].cp;
}

static void cut(struct context *c) {
    uint32_t in_cluster = 0;
    for (uint32_t at = 0; at < c->text->len;) {
        unsigned used;
        uint32_t cp = pai_utf8_next(c->text->s + at, c->text->len - at, &used);
        enum pai_trait trait = pai_trait_of(cp);
        bool ignorable = trait == PAI_TRAIT_IGNORABLE;
        bool joins = ignorable || trait == PAI_TRAIT_MARK;
        bool skipped = c->n > 0 && c->v[c->n - 1].skip;
        if (joins && c->n > 0 && in_cluster < CLUSTER_MAX && (!skipped || ignorable)) {
            c->v[c->n - 1].alone = false;
            in_cluster++;
        } else {
            struct pai_cluster *k = &c->v[c->n++];
            bool control = trait == PAI_TRAIT_CONTROL && cp != '\t';
            *k = (struct pai_cluster){.first = at, .cp = cp, .alone = true};
            k->skip = control || ignorable;
            k->cls = (uint8_t)(k->skip ? PAI_CLS_CM : pai_class_of(cp));
            if (k->cls == PAI_CLS_CM && !k->skip) {
                k->cls = PAI_CLS_LA; // a mark without a base stands by itself
            }
            in_cluster = 1;
        }
        at += used;
    }
    c->v[c->n].first = c->text->len;
}

// Marks and symbols that both scripts use.
static bool is_shared(uint32_t cp) {
    switch (cp) {
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2026:
    case 0x2E3A:
    case 0xB7:
    case 0x2022:
        return true;
    default:
        return false;
    }
}

static bool is_letter(uint32_t cp, uint8_t cls) {
    return cls == PAI_CLS_LA && pai_trait_of(cp) == PAI_TRAIT_LETTER;
}

static enum strong strength(const struct context *c, uint32_t i) {
    enum pai_class cls = (enum pai_class)c->v[i].cls;
    uint32_t cp = cp_at(c, i);
    if (cp >= 0x4E00 && cp <= 0x9FFF) {
        return HAN; // nearly all of them
    }
    if (c->v[i].skip || is_shared(cp)) {
        return NEITHER;
    }
    if (is_letter(cp, c->v[i].cls)) {
        return LATIN;
    }
    bool cell = cls == PAI_CLS_HAN && pai_trait_of(cp) == PAI_TRAIT_CELL;
    return cell || cls == PAI_CLS_IT || pai_class_is_mark(cls) ? HAN : NEITHER;
}

static void find_strong(struct context *c) {
    enum strong near = NEITHER;
    for (uint32_t i = 0; i < c->n; i++) {
        enum strong s = strength(c, i);
        c->strong[i] = (uint8_t)(s | near << 2);
        near = s == NEITHER ? near : s;
    }
    near = NEITHER;
    for (uint32_t i = c->n; i-- > 0;) {
        enum strong s = c->strong[i] & 3;
        c->strong[i] |= (uint8_t)(near << 4);
        near = s == NEITHER ? near : s;
    }
}

// The context rule of typography 3.13: Chinese if the nearest strong character on either side
// is; also where there is none.
static bool is_chinese(const struct context *c, uint32_t i) {
    enum strong before = c->strong[i] >> 2 & 3;
    enum strong behind = c->strong[i] >> 4;
    return before == HAN || behind == HAN || (before == NEITHER && behind == NEITHER);
}

static bool is_word(const struct context *c, uint32_t i) {
    return c->v[i].cls == PAI_CLS_NU || is_letter(cp_at(c, i), c->v[i].cls);
}

// The neighbours without looking through anything.
static bool between_words(const struct context *c, uint32_t i) {
    return i > 0 && i + 1 < c->n && is_word(c, i - 1) && is_word(c, i + 1);
}

static void make_latin(struct pai_cluster *k) {
    k->latin = true;
    k->cls = (uint8_t)(k->cls == PAI_CLS_OP   ? PAI_CLS_LOP
                       : k->cls == PAI_CLS_CL ? PAI_CLS_LCL
                                              : PAI_CLS_LA);
}

// Gives both quotes of each pair the same role.
static void pair_quotes(struct context *c) {
    uint32_t open[NESTING];
    unsigned depth = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t cp = cp_at(c, i);
        bool opens = cp == 0x2018 || cp == 0x201C;
        if (cp == 0x2019 && i > 0 && i + 1 < c->n &&
            is_letter(cp_at(c, i - 1), c->v[i - 1].cls) &&
            is_letter(cp_at(c, i + 1), c->v[i + 1].cls)) {
            make_latin(&c->v[i]); // apostrophe
            c->v[i].cls = PAI_CLS_LA;
            continue;
        }
        if (!opens && cp != 0x2019 && cp != 0x201D) {
            continue;
        }
        c->v[i].latin = !is_chinese(c, i);
        if (opens) {
            if (depth < NESTING) {
                open[depth++] = i;
            }
            continue;
        }
        unsigned d = depth;
        while (d > 0 && cp_at(c, open[d - 1]) != cp - 1) {
            d--;
        }
        if (d > 0) {
            depth = d - 1;
            bool latin = c->v[i].latin && c->v[open[depth]].latin;
            c->v[i].latin = c->v[open[depth]].latin = latin;
        }
    }
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->v[i].latin && (c->v[i].cls == PAI_CLS_OP || c->v[i].cls == PAI_CLS_CL)) {
            make_latin(&c->v[i]);
        }
    }
}

static bool is_han(const struct context *c, uint32_t i) {
    return i < c->n && strength(c, i) == HAN;
}

static void resolve_ascii(struct context *c, uint32_t i, uint32_t cp) {
    struct pai_cluster *k = &c->v[i];
    bool before = i > 0 && is_han(c, i - 1);
    bool behind = is_han(c, i + 1);
    k->latin = true;
    if (cp == '/') {
        // The solidus between Chinese words is a mark of GB/T 15834 (½ em); elsewhere it is
        // part of a number or a URL.
        k->latin = !(before && behind);
        k->cls = k->latin ? PAI_CLS_LA : PAI_CLS_SO;
    } else if (cp == '-') {
        k->cls = before || behind ? PAI_CLS_CO : PAI_CLS_LA;
    } else if (cp == '~') {
        k->cls = before || behind || between_words(c, i) ? PAI_CLS_CO : PAI_CLS_LA;
    } else if (cp == '+' && !(i + 1 < c->n && c->v[i + 1].cls == PAI_CLS_NU)) {
        k->cls = PAI_CLS_LA;
    }
}

// Signs that go with a number take its face if that has them: ± × ° ‰ № ≥. Roman numerals,
// circled digits, arrows and shapes are Chinese.
static bool is_number_sign(uint32_t cp) {
    return cp < 0x2300 && !(cp >= 0x2150 && cp < 0x2200) && cp != 0x2103 && cp != 0x2109;
}

static void resolve_other(struct context *c, uint32_t i, uint32_t cp) {
    struct pai_cluster *k = &c->v[i];
    if (k->cls == PAI_CLS_LA) {
        k->latin = true;
        return;
    }
    if (is_shared(cp)) {
        bool number = cp == 0x2013 && between_words(c, i);
        if ((number || !is_chinese(c, i)) && k->cls != PAI_CLS_LOP && k->cls != PAI_CLS_LCL) {
            make_latin(k);
        }
        return;
    }
    bool symbol = k->cls == PAI_CLS_HAN || k->cls == PAI_CLS_PR || k->cls == PAI_CLS_PO;
    bool word = (i > 0 && is_word(c, i - 1)) || (i + 1 < c->n && is_word(c, i + 1));
    if (symbol && pai_trait_of(cp) == PAI_TRAIT_SYMBOL && is_number_sign(cp)) {
        k->either = true;
        k->latin = word;
    }
}

// A dash stands for itself only in company: —— is a dash, — a connector (typography 3.1).
static void resolve_dashes(struct context *c) {
    for (uint32_t i = 0; i < c->n;) {
        uint32_t cp = cp_at(c, i);
        uint32_t end = i + 1;
        if (c->v[i].cls != PAI_CLS_DS && cp != 0x2500) {
            i++;
            continue;
        }
        while (end < c->n && cp_at(c, end) == cp) {
            end++;
        }
        for (uint32_t k = i; k < end; k++) {
            if (end - i > 1) {
                c->v[k].cls = PAI_CLS_DS;
            } else if (cp != 0x2E3A && cp != 0x2500) {
                c->v[k].cls = PAI_CLS_CO;
            }
        }
        i = end;
    }
}

struct pai_clusters pai_clusters_make(struct pai_arena *arena, const struct pai_text *text) {
    size_t most = pai_utf8_count(text->s, text->len) + 2;
    struct context c = {.text = text};
    c.v = PAI_NEW_N(arena, struct pai_cluster, most);
    c.strong = PAI_NEW_N(arena, uint8_t, most);
    cut(&c);
    find_strong(&c);
    pair_quotes(&c);
    for (uint32_t i = 0; i < c.n; i++) {
        uint32_t cp = cp_at(&c, i);
        if (c.v[i].skip || cp == 0x2018 || cp == 0x2019 || cp == 0x201C || cp == 0x201D) {
            continue;
        }
        if (cp < 0x80 || cp == 0xA0) {
            resolve_ascii(&c, i, cp);
        } else {
            resolve_other(&c, i, cp);
        }
    }
    resolve_dashes(&c);
    return (struct pai_clusters){c.v, c.n};
}
