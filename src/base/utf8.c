// In: bytes. Out: code points and back. Promised: strict as Unicode table 3-7 (no overlong
// form, surrogate or value above U+10FFFF passes), no read outside the bytes given, progress of
// at least one byte per call.
#include "utf8.h"

static bool follows(unsigned char c) {
    return (c & 0xC0) == 0x80;
}

uint32_t pai_utf8_any(const char *s, size_t len, unsigned *used) {
    const unsigned char *p = (const unsigned char *)s;
    *used = 1;
    if (p[0] < 0x80) {
        return p[0];
    }
    if (p[0] < 0xC2 || p[0] > 0xF4 || len < 2 || !follows(p[1])) {
        return PAI_BAD_CHAR;
    }
    if (p[0] < 0xE0) {
        *used = 2;
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    }
    if (len < 3 || !follows(p[2])) {
        return PAI_BAD_CHAR;
    }
    if (p[0] < 0xF0) {
        uint32_t cp =
            (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
        if (cp < 0x800 || (cp >= 0xD800 && cp < 0xE000)) {
            return PAI_BAD_CHAR;
        }
        *used = 3;
        return cp;
    }
    if (len < 4 || !follows(p[3])) {
        return PAI_BAD_CHAR;
    }
    uint32_t cp = (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
                  (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
    if (cp < 0x10000 || cp > 0x10FFFF) {
        return PAI_BAD_CHAR;
    }
    *used = 4;
    return cp;
}

uint32_t pai_utf8_prev(const char *s, size_t at, unsigned *used) {
    size_t n = 1;
    while (n < 4 && n < at && follows((unsigned char)s[at - n])) {
        n++;
    }
    uint32_t cp = pai_utf8_next(s + at - n, n, used);
    if (cp == PAI_BAD_CHAR || *used != n) {
        *used = 1;
        return PAI_BAD_CHAR;
    }
    return cp;
}

unsigned pai_utf8_put(uint32_t cp, char out[4]) {
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) {
        return 0;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

bool pai_utf8_valid(const char *s, size_t len, size_t *bad) {
    unsigned used;
    for (size_t i = 0; i < len; i += used) {
        if (pai_utf8_next(s + i, len - i, &used) == PAI_BAD_CHAR) {
            if (bad != NULL) {
                *bad = i;
            }
            return false;
        }
    }
    return true;
}

size_t pai_utf8_count(const char *s, size_t len) {
    size_t count = 0;
    for (size_t i = 0; i < len; i++) {
        count += !follows((unsigned char)s[i]);
    }
    return count;
}

struct range {
    uint32_t first, last;
};

// The combining marks a Chinese text can meet; controls and joiners also take no column.
static const struct range zero[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x0300, 0x036F},   {0x0483, 0x0489},
    {0x0591, 0x05BD}, {0x064B, 0x065F}, {0x093C, 0x093C},   {0x0E31, 0x0E31},
    {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF},   {0x1DC0, 0x1DFF},
    {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x2064},   {0x2066, 0x206F},
    {0x20D0, 0x20F0}, {0x302A, 0x302D}, {0x3099, 0x309A},   {0xFE00, 0xFE0F},
    {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0001, 0xE007F}, {0xE0100, 0xE01EF},
};

// East_Asian_Width W and F (UAX #11), neighbouring ranges joined.
static const struct range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x23F0, 0x23F0},   {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},
    {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x26CE, 0x26CE},
    {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},
    {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
    {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},
    {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x303E},
    {0x3041, 0x3247},   {0x3250, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
    {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18DFF}, {0x1AFF0, 0x1B2FF},
    {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A},
    {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393},
    {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4},
    {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D},
    {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596},
    {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC},
    {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6D7}, {0x1F6DC, 0x1F6DF}, {0x1F6EB, 0x1F6EC},
    {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7EB}, {0x1F7F0, 0x1F7F0}, {0x1F90C, 0x1F93A},
    {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x2FFFD},
    {0x30000, 0x3FFFD},
};

static bool within(const struct range *ranges, size_t n, uint32_t cp) {
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (cp > ranges[mid].last) {
            low = mid + 1;
        } else if (cp < ranges[mid].first) {
            high = mid;
        } else {
            return true;
        }
    }
    return false;
}

unsigned pai_utf8_columns(uint32_t cp) {
    if (cp >= 0x4E00 && cp <= 0x9FFF) { // nearly all
        return 2;
    }
    if (within(zero, sizeof zero / sizeof *zero, cp)) {
        return 0;
    }
    return within(wide, sizeof wide / sizeof *wide, cp) ? 2 : 1;
}
