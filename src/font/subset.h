// Subset: the glyphs a document uses -> a font program for embedding.
#ifndef PAI_SUBSET_H
#define PAI_SUBSET_H

#include "face.h"

struct pai_subset {
    const uint8_t *data; // CFF: the bare CFF table; TrueType: a whole sfnt
    size_t size;
    // The code of gids[i] in the PDF. NULL for a CID-keyed CFF: there the codes are the CIDs of
    // the original charset (face->cid), which the subset keeps. Else (TrueType, and CFF fonts
    // keyed by name) glyph ids were dealt out anew and new_glyph[i] is the one in `data`; glyph
    // 0 is always 0.
    const uint32_t *new_glyph;
};

// Makes the subset of `count` glyphs (sorted, distinct; glyph 0 is added by itself) in the
// arena. Same input, same bytes, whatever was made before. False after a diagnostic if the face
// cannot be subset.
bool pai_subset_make(struct pai_job *job, struct pai_arena *arena, const struct pai_face *face,
                     const uint32_t *gids, uint32_t count, struct pai_subset *out);

#endif
