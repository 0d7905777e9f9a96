// The little of a CFF table (Adobe Technical Note 5176) that a PDF needs to know: whether the
// font is CID-keyed, its character collection, and the CID of each glyph.
#ifndef PAI_CFF_H
#define PAI_CFF_H

#include "arena.h"
#include "world.h"

#include <stdbool.h>
#include <stdint.h>

struct pai_cff {
    bool cid_keyed;
    const char *registry, *ordering; // of the ROS operator; Adobe, Identity where there is none
    int32_t supplement;
    uint32_t glyph_count;
    const uint16_t *cid; // of each glyph, in the arena; NULL: CID = glyph id, or not CID-keyed
};

// Reads the table. Returns NULL if all is well, else what is wrong: the Chinese text, with the
// English one in *en.
const char *pai_cff_read(struct pai_arena *arena, struct pai_bytes table, struct pai_cff *out,
                         const char **en);

#endif
