// Glyph runs -> lines. The measure and the parameters come from outside; nothing here knows of
// documents or pages.
#ifndef PAI_PARA_H
#define PAI_PARA_H

#include "hyphens.h"
#include "job.h"
#include "run.h"

// How wide marks are (typography 3.5).
enum pai_marks {
    PAI_MARKS_FULL,     // 全角: full width, neighbours and line ends squeezed
    PAI_MARKS_KAIMING,  // 开明: 。．！？ full width, the others half
    PAI_MARKS_HALF,     // 半角: all half
    PAI_MARKS_LINE_END, // 行末半角: full width but at the line end
};

// Which marks may not stand at a line edge (typography 3.2).
enum pai_ban { PAI_BAN_GB, PAI_BAN_BASIC, PAI_BAN_STRICT, PAI_BAN_NONE };

// A line that was weighed while a paragraph was broken.
struct pai_tried {
    uint32_t line;       // of the setting that won: where it would have stood
    uint32_t first, end; // bytes of the text
    int64_t fit;         // price of squeezing or opening it (100: just noticed)
    int64_t place;       // price of ending a line there
    int64_t contrast;    // price of standing behind the line before
    int64_t total;       // cost of the cheapest setting of the paragraph that has this line
    bool chosen;
};
struct pai_explain {
    PAI_VEC(struct pai_tried) tried; // by line, then by place
    int64_t cost;                    // of the paragraph as it was set
};

enum pai_align { PAI_JUSTIFY, PAI_LEFT, PAI_CENTRE, PAI_RIGHT };

struct pai_para_params {
    pai_len measure;
    pai_len indent;   // of the first line
    pai_len turnover; // of the other lines
    uint32_t label;   // bytes at the start behind which these begin: gaps in them and behind
                      // them keep their width
    enum pai_align align; // PAI_JUSTIFY: last line flush left
    pai_len em;           // size of the text: the unit of limits
    // Han-Latin gap in 1/64 em: natural, least, most (typography 3.9; 16, 8, 32 by default; 0 0
    // 0 for none)
    uint8_t gap, gap_min, gap_max;
    bool balance; // titles: lines of nearly equal length rather than full lines
                  // (typography 3.11)
    enum pai_marks marks;
    enum pai_ban level;
    bool hang; // a single ， 、 。 at a line end stands outside the measure (typography 3.6)
    struct pai_hyphens *hyphens; // not NULL: Latin words may be divided where a line
                                 // would open by more than ¼ em per gap (typography 3.10)
    bool greedy; // line by line instead of the paragraph as a whole: for comparison
    struct pai_explain *explain; // not NULL: what was weighed is written there (not for titles)
    uint32_t window; // characters looked at together in a long paragraph, 0: the default; the
                     // lines do not depend on it
};

// Why a place is wider or narrower than natural; the names of the dump contract.
#define PAI_WHYS(X)                                                                            \
    X(LINE_START, "line-start")                                                                \
    X(LINE_END, "line-end")                                                                    \
    X(ADJACENT, "adjacent")                                                                    \
    X(WORD_SPACE, "word-space")                                                                \
    X(INTERPUNCT, "interpunct")                                                                \
    X(BRACKET, "bracket")                                                                      \
    X(COMMA, "comma")                                                                          \
    X(STOP, "stop")                                                                            \
    X(HAN_LATIN, "han-latin")                                                                  \
    X(HAN, "han")                                                                              \
    X(HANG, "hang")
enum pai_why {
#define X(id, name) PAI_WHY_##id,
    PAI_WHYS(X)
#undef X
        PAI_WHY_COUNT
};
const char *pai_why_name(enum pai_why why);

// What was done at places of one kind: the sum over `count` places (negative = shrunk).
struct pai_adjust {
    enum pai_why why;
    int64_t sum;
    uint32_t count;
};

// Glyphs of one run on a line. x[i] is where the origin of glyph first + i is drawn, counted
// from the left edge of the measure (not of the line), its dx and the shift of a trimmed mark
// included; only dy is left to add. A hyphen that divides a word is a part of its own, the last
// of its line: one glyph of a run with no text.
struct pai_line_part {
    const struct pai_run *run;
    uint32_t first, count;
    bool hyphen;
    const pai_len *x;
};

struct pai_line {
    uint32_t first, end; // byte range of the text; lines follow each other without a gap: a
                         // space lost at an edge ends the line before
    pai_len x;           // left edge of the set line within the measure
    pai_len width; // set width after trimming and justification, without a mark that hangs
    bool last; // not justified: the last line of the paragraph (or the line before a closing
               // note set apart)
    const struct pai_line_part *parts;
    uint32_t part_count;
    const struct pai_adjust *adjust;
    uint32_t adjust_count;
    int64_t badness; // what it cost; their sum is what the paragraph cost
};

struct pai_lines {
    const struct pai_line *v;
    uint32_t n;
};

// Breaks and justifies one paragraph. text is the paragraph's text (byte offsets of runs refer
// to it). Lines live in job->arena. Full lines of PAI_JUSTIFY are exactly as wide as the
// measure less their indent. `forced` are byte offsets at which a line ends (title clauses), in
// order; with `balance` they are passed over if one line holds all, the clauses then standing
// an em apart. A source note （…） that closes a justified paragraph is not split: it stands on
// the last line, at the right if it stands there alone. Diagnostics: a line looser than 1/8 em
// per gap, a word longer than a line (warnings), a prohibition lifted because nothing else fits
// (note), a piece that sticks out of the measure (error). No glyph, no line.
struct pai_lines pai_para_set(struct pai_job *job, const struct pai_text *text,
                              const struct pai_run *runs, uint32_t run_count,
                              const struct pai_para_params *params, const uint32_t *forced,
                              uint32_t forced_count);

#endif
