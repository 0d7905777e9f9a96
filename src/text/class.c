// In: a code point. Out: its CLREQ class (typography 3.1) and its trait in the Unicode
// character database. Promised: the rows of the table in typography 3.1, character by
// character; all else by trait.
#include "class.h"

#include <stddef.h>

struct trait_range {
    uint32_t first;
    enum pai_trait trait;
};
#include "class_table.h"

struct row {
    uint16_t cp;
    uint8_t cls;
};

// Everything outside ASCII that typography 3.1 names, in order. All of it lies below U+10000.
// And the signs that stand in a number as its letters do (3.10), so that no line begins with
// them: 3×5, ≥90; and 5∶3∶2, whose sign is half as wide as its cell, like an interpunct.
#define R(cp, cls)                                                                             \
    { 0x##cp, PAI_CLS_##cls }
static const struct row rows[] = {
    R(00A0, SP),  R(00A3, PR),  R(00A5, PR),  R(00B0, PO),  R(00B1, PR),  R(00B7, IP),
    R(00D7, LA),  R(00F7, LA),  R(2010, CO),  R(2012, CO),  R(2013, CO),  R(2014, DS),
    R(2015, DS),  R(2018, OP),  R(2019, CL),  R(201C, OP),  R(201D, CL),  R(2022, IP),
    R(2026, EL),  R(2027, IP),  R(2030, PO),  R(2031, PO),  R(2032, PO),  R(2033, PO),
    R(203C, EX),  R(2047, EX),  R(2048, EX),  R(2049, EX),  R(20AC, PR),  R(2103, PO),
    R(2109, PO),  R(2116, PR),  R(2212, PR),  R(2219, IP),  R(2236, IP),  R(2248, LA),
    R(2260, LA),  R(2264, LA),  R(2265, LA),  R(22C5, IP),  R(22EF, EL),  R(2E3A, DS),
    R(3000, IS),  R(3001, PC),  R(3002, PS),  R(3005, IT),  R(3008, OP),  R(3009, CL),
    R(300A, OP),  R(300B, CL),  R(300C, OP),  R(300D, CL),  R(300E, OP),  R(300F, CL),
    R(3010, OP),  R(3011, CL),  R(3014, OP),  R(3015, CL),  R(3016, OP),  R(3017, CL),
    R(3018, OP),  R(3019, CL),  R(301A, OP),  R(301B, CL),  R(301C, CO),  R(301D, OP),
    R(301E, CL),  R(301F, CL),  R(303B, IT),  R(309D, IT),  R(309E, IT),  R(30A0, CO),
    R(30FB, IP),  R(30FD, IT),  R(30FE, IT),  R(FE17, LOP), R(FE18, LCL), R(FE35, LOP),
    R(FE36, LCL), R(FE37, LOP), R(FE38, LCL), R(FE39, LOP), R(FE3A, LCL), R(FE3B, LOP),
    R(FE3C, LCL), R(FE3D, LOP), R(FE3E, LCL), R(FE3F, LOP), R(FE40, LCL), R(FE41, LOP),
    R(FE42, LCL), R(FE43, LOP), R(FE44, LCL), R(FE47, LOP), R(FE48, LCL), R(FE50, PC),
    R(FE51, PC),  R(FE52, PS),  R(FE54, PC),  R(FE55, CN),  R(FE56, EX),  R(FE57, EX),
    R(FE59, LOP), R(FE5A, LCL), R(FE5B, LOP), R(FE5C, LCL), R(FE5D, LOP), R(FE5E, LCL),
    R(FF01, EX),  R(FF04, PR),  R(FF05, PO),  R(FF08, OP),  R(FF09, CL),  R(FF0C, PC),
    R(FF0E, PS),  R(FF0F, SO),  R(FF1A, CN),  R(FF1B, PC),  R(FF1F, EX),  R(FF3B, OP),
    R(FF3D, CL),  R(FF5B, OP),  R(FF5D, CL),  R(FF5E, CO),  R(FF5F, OP),  R(FF60, CL),
    R(FF61, PS),  R(FF62, LOP), R(FF63, LCL), R(FF64, PC),  R(FF65, IP),  R(FFE0, PO),
    R(FFE1, PR),  R(FFE5, PR),  R(FFE6, PR),
};
#undef R

static enum pai_class ascii_class(uint32_t cp) {
    if (cp >= '0' && cp <= '9') {
        return PAI_CLS_NU;
    }
    switch (cp) {
    case ' ':
    case '\t':
        return PAI_CLS_SP;
    case '(':
    case '[':
    case '{':
        return PAI_CLS_LOP;
    case ')':
    case ']':
    case '}':
        return PAI_CLS_LCL;
    case '$':
    case '+':
        return PAI_CLS_PR;
    case '%':
        return PAI_CLS_PO;
    case '/':
        return PAI_CLS_SO;
    case '-':
    case '~':
        return PAI_CLS_CO;
    default:
        return PAI_CLS_LA;
    }
}

// The last entry whose key is not above cp; both tables are sorted.
static const struct row *find_row(uint32_t cp) {
    size_t low = 0;
    size_t high = sizeof rows / sizeof *rows;
    while (high - low > 1) {
        size_t mid = (low + high) / 2;
        if (rows[mid].cp <= cp) {
            low = mid;
        } else {
            high = mid;
        }
    }
    return &rows[low];
}

enum pai_trait pai_trait_of(uint32_t cp) {
    if (cp >= 0x4E00 && cp <= 0x9FFF) {
        return PAI_TRAIT_CELL;
    }
    if (cp > 0x10FFFF) {
        return PAI_TRAIT_CONTROL;
    }
    size_t low = 0;
    size_t high = sizeof trait_ranges / sizeof *trait_ranges;
    while (high - low > 1) {
        size_t mid = (low + high) / 2;
        if (trait_ranges[mid].first <= cp) {
            low = mid;
        } else {
            high = mid;
        }
    }
    return trait_ranges[low].trait;
}

enum pai_class pai_class_of(uint32_t cp) {
    if (cp >= 0x4E00 && cp <= 0x9FFF) {
        return PAI_CLS_HAN;
    }
    if (cp < 0x80) {
        return ascii_class(cp);
    }
    const struct row *row = find_row(cp);
    if (row->cp == cp) {
        return (enum pai_class)row->cls;
    }
    switch (pai_trait_of(cp)) {
    case PAI_TRAIT_LETTER:
    case PAI_TRAIT_RTL:
        return PAI_CLS_LA;
    case PAI_TRAIT_MARK:
    case PAI_TRAIT_IGNORABLE:
        return PAI_CLS_CM;
    default:
        return PAI_CLS_HAN;
    }
}

bool pai_class_is_mark(enum pai_class c) {
    return c >= PAI_CLS_OP && c <= PAI_CLS_EX;
}

bool pai_is_selector(uint32_t cp) {
    return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}
