// CLREQ classes of characters (typography 3.1), and the questions that line composition asks of
// them.
#ifndef PAI_CLASS_H
#define PAI_CLASS_H

#include <stdbool.h>
#include <stdint.h>

enum pai_class {
    PAI_CLS_HAN, // Han, kana, full-width forms, circled digits: a cell
    PAI_CLS_OP,  // opening bracket or quote, full width
    PAI_CLS_CL,  // closing bracket or quote, full width
    PAI_CLS_PC,  // ， 、 ；
    PAI_CLS_CN,  // ：
    PAI_CLS_PS,  // 。 ．
    PAI_CLS_EX,  // ！ ？
    PAI_CLS_IP,  // interpunct ·
    PAI_CLS_CO,  // connector – — ～ (single)
    PAI_CLS_SO,  // solidus /
    PAI_CLS_DS,  // dash ——
    PAI_CLS_EL,  // ellipsis ……
    PAI_CLS_IT,  // iteration mark
    PAI_CLS_PR,  // prefix ￥ $ № ± + −
    PAI_CLS_PO,  // suffix % ‰ ℃ °
    PAI_CLS_NU,  // digit
    PAI_CLS_LA,  // Latin, Greek, Cyrillic letter and Latin marks
    PAI_CLS_LOP, // half-width or Latin opening ( [ {
    PAI_CLS_LCL, // half-width or Latin closing ) ] }
    PAI_CLS_SP,  // U+0020
    PAI_CLS_IS,  // U+3000
    PAI_CLS_CM,  // combining mark, variation selector, joiner: belongs to the character before
};

// The class of a character by itself. Shared code points (“ ” ‘ ’ — … ·) get their Chinese
// class; itemisation overrides it in a Latin context.
enum pai_class pai_class_of(uint32_t cp);

// True for a full-width mark with a blank half: OP CL PC CN PS EX.
bool pai_class_is_mark(enum pai_class c);

// What the Unicode character database says where no rule names the character.
enum pai_trait {
    PAI_TRAIT_SYMBOL,
    PAI_TRAIT_LETTER,    // letters and digits that are not East Asian wide
    PAI_TRAIT_MARK,      // combining
    PAI_TRAIT_RTL,       // letters and digits of scripts that run right to left
    PAI_TRAIT_IGNORABLE, // variation selectors, joiners, directional controls …: no shape of
                         // their own
    PAI_TRAIT_CELL,      // East Asian wide: Han, kana, hangul, full-width forms
    PAI_TRAIT_CONTROL,
};
enum pai_trait pai_trait_of(uint32_t cp);

// True for U+FE00–FE0F and U+E0100–E01EF.
bool pai_is_selector(uint32_t cp);

#endif
