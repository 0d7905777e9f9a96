// Subset: the glyphs a document uses -> a font program for embedding.
#ifndef PAI_SUBSET_H
#define PAI_SUBSET_H

#include "face.h"

struct pai_subset {
    const uint8_t *data; // CFF: the bare CFF table; TrueType: a whole sfnt
    size_t size;
    const uint32_t *new_glyph; // TrueType: new glyph id of gids[i]; NULL for CFF (codes are CIDs of the original)
};

// Makes the subset of `count` glyphs (sorted, distinct; glyph 0 is added by itself) in the arena. Same input, same
// bytes. False after a diagnostic if the face cannot be subset.
bool pai_subset_make(struct pai_job *job, struct pai_arena *arena, const struct pai_face *face,
                     const uint32_t *gids, uint32_t count, struct pai_subset *out);

#endif
