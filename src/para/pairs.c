// In: two neighbouring units. Out: the blank between their bodies, whether the gap between them
// may open, and what a line end between them costs. Promised: the tables of
// typography 3.2, 3.3, 3.5 and 3.9, and nothing that depends on a line.
#include "node.h"

#include "utf8.h"

#include <string.h>

// Prices of line ends, on the scale of sums.c: 100 is as bad as all gaps opened by 0.03 em.
#define RELIEF_PRICE 10000000 // dearer than any loose line: only if nothing else fits
#define MEASURE_PRICE                                                                          \
    150 // between a number and its measure word (typography 3.3: a wish, not a ban)
#define ORDINAL_PRICE 150  // between 第 and its number
#define NOTE_REF      2000 // before a reference such as [1]
#define DASH_PRICE    100  // a dash at line start is allowed at level GB, not loved
#define DOTS_PRICE    300  // so is an ellipsis

static bool closes(enum pai_class c) {
    return c == PAI_CLS_CL || c == PAI_CLS_PC || c == PAI_CLS_CN || c == PAI_CLS_PS ||
           c == PAI_CLS_EX;
}

static bool stops(enum pai_class c) {
    return c == PAI_CLS_PC || c == PAI_CLS_CN || c == PAI_CLS_PS || c == PAI_CLS_EX;
}

static bool unit_dashes(enum pai_class c) {
    return c == PAI_CLS_DS || c == PAI_CLS_EL;
}

// The step of typography 3.7 in which the blank behind a mark shrinks; the colon goes with the
// commas.
static enum pai_why trail_why(enum pai_class c) {
    switch (c) {
    case PAI_CLS_PC:
    case PAI_CLS_CN:
        return PAI_WHY_COMMA;
    case PAI_CLS_PS:
    case PAI_CLS_EX:
        return PAI_WHY_STOP;
    case PAI_CLS_IP:
        return PAI_WHY_INTERPUNCT;
    default:
        return PAI_WHY_BRACKET;
    }
}

// True if the blank behind a is kept before b (row a, column b of typography 3.5, where b is
// not OP).
static bool trail_kept(const struct pai_unit *a, const struct pai_unit *b, bool paired) {
    if (paired && b->cls != PAI_CLS_EX) {
        return false; // two of ？！ together take 1 em (GB/T 15834 5.1.2)
    }
    if (b->cls == PAI_CLS_CL) {
        return false;
    }
    if (a->cls == PAI_CLS_CL) {
        return !stops(b->cls) && b->cls != PAI_CLS_IP;
    }
    return !(a->cls == PAI_CLS_EX && b->cls == PAI_CLS_EX);
}

struct pai_blank pai_pair_blank(const struct pai_unit *a, const struct pai_unit *b, bool paired,
                                enum pai_marks marks) {
    struct pai_blank blank = {0, 0, PAI_WHY_HAN};
    pai_len trail = a->trail;
    pai_len lead = b->lead;
    if (trail == 0 && lead == 0) {
        return blank;
    }
    pai_len full = trail + lead;
    if (b->raised) {
        // The mark of a note stands in the blank of the stop that it follows (typography 4),
        // but for a quarter of an em: poppler reads a raised glyph that lies on the cell of
        // another as a line of its own.
        blank.why = trail_why(a->cls);
        blank.natural = trail / 2;
        blank.squeezed = full - blank.natural;
        return blank;
    }
    // Of two claims on one blank the one that yields later counts.
    blank.why = trail_why(trail != 0 ? a->cls : b->cls);
    if (b->cls == PAI_CLS_OP) {
        blank.natural = a->cls == PAI_CLS_OP ? 0 : trail != 0 ? trail : lead;
    } else {
        // Only marks in the middle of their cell have a blank before them (typography 3.4).
        blank.natural = trail_kept(a, b, paired) ? trail : 0;
        blank.natural += a->cls != PAI_CLS_OP ? lead : 0;
    }
    blank.natural = marks == PAI_MARKS_LINE_END ? full : blank.natural;
    blank.squeezed = full - blank.natural;
    return blank;
}

bool pai_pair_opens(const struct pai_unit *a, const struct pai_unit *b) {
    // The inner side of a mark stays closed; dashes, dots, connectors, interpuncts and the
    // marks of notes keep to their neighbours.
    if (b->raised || a->cls == PAI_CLS_OP || closes(b->cls)) {
        return false;
    }
    enum pai_class c[2] = {a->cls, b->cls};
    for (unsigned i = 0; i < 2; i++) {
        if (unit_dashes(c[i]) || c[i] == PAI_CLS_CO || c[i] == PAI_CLS_SO ||
            c[i] == PAI_CLS_IP) {
            return false;
        }
    }
    return !(pai_unit_word(a) && pai_unit_word(b));
}

// Measure words that follow a number closely (typography 3.3), and what stands between: 余, 多,
// 万.
static bool is_measure(uint32_t cp) {
    static const char words[] =
        "年月日期号点个条家起名万元余份级人亿千百户次项件天时分秒米吨亩公倍岁届批台辆座处所只位"
        "场册章页款多"
        "张层套种类门支队组间栋幢棵株头斤克升平周轮步里角班篇本部面根块片段节课集宗桩例环双对箱"
        "袋枚颗顷英度餐"
        "億萬號點個條戶項畝歲屆輛處隻場冊頁張層種類門間棟頭塊課環雙對顆頃";
    if (cp < 0x4E00 || cp > 0x9FFF) {
        return false;
    }
    char one[4];
    pai_utf8_put(cp, one);
    for (const char *p = words; *p != '\0'; p += 3) {
        if (memcmp(p, one, 3) == 0) {
            return true;
        }
    }
    return false;
}

// Marks that may not start a line: the rows of typography 3.2 with PO and IT; and the Latin
// marks that stand for them in text that was not repaired.
static bool not_at_start(const struct pai_unit *u, enum pai_ban level) {
    switch (u->cls) {
    case PAI_CLS_DS:
    case PAI_CLS_EL:
        return level == PAI_BAN_STRICT;
    case PAI_CLS_IT:
        return level != PAI_BAN_BASIC;
    case PAI_CLS_CL:
    case PAI_CLS_PC:
    case PAI_CLS_CN:
    case PAI_CLS_PS:
    case PAI_CLS_EX:
    case PAI_CLS_CO:
    case PAI_CLS_IP:
    case PAI_CLS_SO:
    case PAI_CLS_PO:
    case PAI_CLS_LCL:
    case PAI_CLS_CM:
        return true;
    case PAI_CLS_LA:
        return u->cp == ',' || u->cp == '.' || u->cp == ';' || u->cp == ':' || u->cp == '!' ||
               u->cp == '?' || u->cp == '/' || u->cp == 0xB7 || u->cp == 0x2013 ||
               u->cp == 0x2026;
    default:
        return false;
    }
}

static bool not_at_end(const struct pai_unit *u, enum pai_ban level) {
    return u->cls == PAI_CLS_OP || u->cls == PAI_CLS_LOP || u->cls == PAI_CLS_PR ||
           (u->cls == PAI_CLS_SO && level != PAI_BAN_BASIC);
}

// Sequences that are one thing (typography 3.3).
static bool one_thing(const struct pai_unit *a, const struct pai_unit *b, bool space) {
    if (b->cls == PAI_CLS_PO && (a->cls == PAI_CLS_NU || a->cls == PAI_CLS_LA)) {
        return true;
    }
    if (a->cls == PAI_CLS_PR && b->cls == PAI_CLS_NU) {
        return true;
    }
    if (a->cls == PAI_CLS_IP && b->cls == PAI_CLS_NU && !space) {
        return true; // 5∶3, 3·15
    }
    return !space && pai_unit_word(a) && pai_unit_word(b);
}

// What is raised refers to a note (typography 3.3). So does a circled number behind Han that
// has none; behind a mark it opens an item of a list.
static bool is_reference(const struct pai_unit *a, const struct pai_unit *b) {
    if (b->raised) {
        return true;
    }
    return b->cp >= 0x2460 && b->cp <= 0x24FF && a->cls == PAI_CLS_HAN &&
           !(a->cp >= 0x2460 && a->cp <= 0x24FF);
}

int32_t pai_pair_break(const struct pai_unit *a, const struct pai_unit *b, bool space,
                       enum pai_ban level, uint8_t *flags) {
    if (a->raised && b->raised && !space) {
        return PAI_NEVER; // [1]
    }
    if (!a->raised && one_thing(a, b, space)) {
        return PAI_NEVER;
    }
    bool banned = not_at_start(b, level) || not_at_end(a, level) || is_reference(a, b);
    if (banned && level != PAI_BAN_NONE) {
        *flags |= PAI_BREAK_RELIEF;
        return RELIEF_PRICE;
    }
    if (a->cls == PAI_CLS_NU && b->cls == PAI_CLS_HAN && is_measure(b->cp)) {
        return MEASURE_PRICE;
    }
    if (b->cls == PAI_CLS_NU && a->cp == 0x7B2C) { // 第
        return ORDINAL_PRICE;
    }
    if (b->cp == '[' && a->cls == PAI_CLS_HAN) {
        return NOTE_REF;
    }
    return b->cls == PAI_CLS_DS ? DASH_PRICE : b->cls == PAI_CLS_EL ? DOTS_PRICE : 0;
}
