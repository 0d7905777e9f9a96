// The language of values in a layout: lengths, whole numbers, yes and no, alignments, gaps,
// percentages, names. Pure: text in, number or reason out; the caller knows the place and
// reports.
#ifndef PAI_LAYOUT_VALUE_H
#define PAI_LAYOUT_VALUE_H

#include "layout.h"

#include <stdbool.h>
#include <stddef.h>

// What the relative units stand for; 0: they cannot be used here.
struct pai_value_context {
    pai_len cell;  // 1字
    pai_len pitch; // 1行
    pai_len em;    // 1em
    pai_len whole; // 100%
};

enum pai_value_error {
    PAI_VALUE_OK,
    PAI_VALUE_BAD,     // not of this type at all
    PAI_VALUE_NO_UNIT, // a number alone
    PAI_VALUE_UNIT,    // an unknown unit; *unit is where it begins
    PAI_VALUE_CONTEXT, // 字, 行 or em where it means nothing
    PAI_VALUE_SMALL,   // more than can be represented, negative
    PAI_VALUE_LARGE,   // more than can be represented
};

// A length: a decimal number (sign allowed, four decimals at most) and a unit, or a size name
// (三号, 3号, 小二). Exact to 1/65536 pt, halves away from zero. *unit (not NULL) is the offset
// of the unit, or len.
enum pai_value_error pai_value_length(const char *s, size_t len,
                                      const struct pai_value_context *context, pai_len *out,
                                      size_t *unit);

// The unit that someone who wrote `s` may have meant ("毫米" -> "mm"), or NULL.
const char *pai_value_unit_like(const char *s, size_t len);

enum pai_value_error pai_value_int(const char *s, size_t len, int32_t *out);
enum pai_value_error pai_value_bool(const char *s, size_t len, bool *out);
enum pai_value_error pai_value_marks(const char *s, size_t len, enum pai_layout_marks *out);
enum pai_value_error pai_value_ban(const char *s, size_t len, enum pai_layout_ban *out);
enum pai_value_error pai_value_align(const char *s, size_t len, enum pai_layout_align *out);

// A fraction of an em (1/4, 0.25, 0) in 1/64 em, from 0 to 1.
enum pai_value_error pai_value_gap(const char *s, size_t len, uint8_t *out);

// A word of the list `en`, or of `zh` (words with a space between), as its number from 0.
enum pai_value_error pai_value_choice(const char *s, size_t len, const char *en, const char *zh,
                                      uint8_t *out);

// 80% or 80, from 0 to 100, in thousandths.
enum pai_value_error pai_value_percent(const char *s, size_t len, uint16_t *out);

// The English name of a font role given in English or Chinese, or NULL.
const char *pai_value_font(const char *s, size_t len);

// The names for messages: "display（小标宋）、song（宋）…"
#define PAI_VALUE_FONTS(X)                                                                     \
    X("display", "小标宋")                                                                     \
    X("song", "宋")                                                                            \
    X("fangsong", "仿宋")                                                                      \
    X("kai", "楷")                                                                             \
    X("hei", "黑")                                                                             \
    X("latin", "西文")

// The size names of typography 1.3 with their sizes in 1/10 pt.
#define PAI_VALUE_SIZES(X)                                                                     \
    X("初号", 420)                                                                             \
    X("小初", 360)                                                                             \
    X("一号", 260)                                                                             \
    X("小一", 240)                                                                             \
    X("二号", 220)                                                                             \
    X("小二", 180)                                                                             \
    X("三号", 160)                                                                             \
    X("小三", 150)                                                                             \
    X("四号", 140)                                                                             \
    X("小四", 120)                                                                             \
    X("五号", 105)                                                                             \
    X("小五", 90)                                                                              \
    X("六号", 75)                                                                              \
    X("小六", 65)                                                                              \
    X("七号", 55)                                                                              \
    X("八号", 50)

#endif
