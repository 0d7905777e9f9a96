// Runs: what shaping makes of text. Immutable once made.
#ifndef PAI_RUN_H
#define PAI_RUN_H

#include "class.h"
#include "len.h"

#include <stdbool.h>
#include <stdint.h>

struct pai_face;

// Simplified; Traditional as in Taiwan and as in Hong Kong, whose ， 。 、 ： ； stand in the
// middle of their cell (typography 3.4); Latin.
enum pai_lang { PAI_ZH_HANS, PAI_ZH_HANT, PAI_ZH_HK, PAI_LATN };

struct pai_glyph {
    uint32_t id;
    uint32_t
        cluster; // byte offset in the paragraph's text of the first character of its cluster
    pai_len advance; // natural
    pai_len dx, dy;  // offset of the glyph from the pen, y up
    pai_len ink_left,
        ink_right;      // of full-width marks and IP only, from the glyph's origin; else 0 0
    enum pai_class cls; // class of the cluster's first character, in context
    bool unsafe;        // HarfBuzz: do not cut before this glyph without shaping anew
};

struct pai_run {
    const struct pai_face *face;
    pai_len size; // as shaped (a fall-back face may be scaled against the style's size)
    pai_len em;   // the style's size: the em of all spacing
    enum pai_lang lang;
    uint32_t first, end;            // byte range of the paragraph's text
    const struct pai_glyph *glyphs; // clusters in text order
    uint32_t count;
    struct pai_glyph hyphen; // drawn where a Latin word is divided; id 0: none
    bool raised;             // the mark of a footnote: it keeps to the word before it
};

#endif
