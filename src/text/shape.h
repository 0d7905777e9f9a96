// Characters -> glyph runs: itemise by font, script and language, then shape with HarfBuzz
// (typography 3.13, 7.4).
#ifndef PAI_SHAPE_H
#define PAI_SHAPE_H

#include "fontset.h"
#include "run.h"

// A stretch of text in one style; stretches cover the text in order without gaps.
struct pai_stretch {
    uint32_t end;             // byte offset behind it
    enum pai_font_role han;   // role for Han and Chinese marks
    enum pai_font_role latin; // role for Latin letters and digits
    pai_len size;
    pai_len rise; // of the baseline; above 0: a mark that refers to a footnote
};

struct pai_shaped {
    const struct pai_run *runs;
    uint32_t count;
};

// Shapes `text` (valid UTF-8, one paragraph, no line ends) into runs in job->arena. Shared
// quotes, dashes, ellipses and interpuncts take the Chinese face in Chinese context, both
// quotes of a pair the same (typography 3.13). Diagnostics: a fall-back used (warning, with the
// character, the face and the place), a character that no face has (error), text that runs
// right to left (error). Missing characters are left out of the runs after the error.
struct pai_shaped pai_shape(struct pai_job *job, struct pai_fontset *fonts,
                            const struct pai_text *text, const struct pai_stretch *stretches,
                            uint32_t stretch_count, enum pai_lang lang);

#endif
