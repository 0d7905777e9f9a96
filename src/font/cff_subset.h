// A subset of a CID-keyed CFF table: charstrings that call no subroutines (Fandol's) are
// checked and copied, others (Noto's) written out with what they call. HarfBuzz interprets and
// rewrites every one of them, which takes twenty times as long and gives the same glyphs.
#ifndef PAI_CFF_SUBSET_H
#define PAI_CFF_SUBSET_H

#include "face.h"

// Makes a CFF table of glyph 0 and gids (sorted, distinct, below face->glyph_count, without 0)
// in the arena; glyph i + 1 is gids[i] and has its CID. False if the table is not of the simple
// kind: then nothing is wrong, but HarfBuzz must do it.
bool pai_cff_subset(struct pai_arena *arena, const struct pai_face *face,
                    struct pai_bytes table, const uint32_t *gids, uint32_t count,
                    struct pai_bytes *out);

#endif
