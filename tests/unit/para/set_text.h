// Sets text with the installed fonts and the fontset of this repository, the way pages do: for
// tests that judge lines.
#ifndef SET_TEXT_H
#define SET_TEXT_H

#include "para.h"
#include "shape.h"

struct desk {
    struct pai_world *world;
    struct pai_job *job;
    struct pai_fontset *simplified, *taiwan, *hongkong; // fandol, noto-tw, noto-hk
    enum pai_lang lang;            // of the next text, and with it the fontset
    struct pai_para_params params; // of the next text; desk_open gives 3号 body on 28 cells
    enum pai_font_role han;
    bool notes; // circled figures are marks of footnotes: raised, two thirds as large
};

// The text as it was set.
struct copy {
    struct pai_text text;
    struct pai_shaped shaped;
    struct pai_lines lines;
};

// False if the fonts are not installed.
bool desk_open(struct desk *desk);
void desk_close(struct desk *desk);

// Forgets the job and its diagnostics, so that many texts can be set.
void desk_clear(struct desk *desk);

struct copy desk_set(struct desk *desk, const char *text);
struct copy desk_set_clauses(struct desk *desk, const char *text, const uint32_t *forced,
                             uint32_t forced_count);

// The text of a line without the spaces at its end; lives in the job.
const char *desk_line(const struct desk *desk, const struct copy *copy, uint32_t line);

// What was done for this reason on a line, in thousandths of an em in all.
int64_t desk_adjust(const struct desk *desk, const struct pai_line *line, enum pai_why why);

// Characters of a line that are no marks.
unsigned desk_letters(const char *line);

// True if line i could have ended elsewhere and be less open: every end that was weighed is
// looked at.
bool desk_avoidable(const struct desk *desk, const struct copy *copy, uint32_t i);

// A number below `below` (at most 2^31), and the next seed: the same everywhere.
uint32_t desk_random(uint64_t *seed, uint32_t below);

// How often this diagnostic was recorded.
unsigned desk_said(const struct desk *desk, enum pai_code code);

#endif
