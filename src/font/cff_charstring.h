// Charstrings: the programs that draw the glyphs of a CFF table (Adobe Technical Note 5177).
#ifndef PAI_CFF_CHARSTRING_H
#define PAI_CFF_CHARSTRING_H

#include "buf.h"
#include "cff_parts.h"

// True if the charstring is complete and stands alone: numbers, hints, paths, endchar; no
// calls, no arithmetic, no accents.
bool pai_charstring_plain(struct pai_bytes charstring);

// Appends the charstring with its calls replaced by what they call, and without hints: print
// needs none. False if it does more than a plain one with calls does, or calls what is not
// there; then what was appended is of no use.
bool pai_charstring_flat(struct pai_buf *out, struct pai_bytes charstring,
                         const struct pai_cff_index *global, const struct pai_cff_index *local);

#endif
