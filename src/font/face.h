// A face: one font file (or one member of a collection) opened once per process, immutable,
// shared by all jobs.
#ifndef PAI_FACE_H
#define PAI_FACE_H

#include "job.h"
#include "len.h"

#include <hb.h>
#include <stdbool.h>
#include <stdint.h>

enum pai_outlines { PAI_CFF, PAI_TRUETYPE };

// All metrics in font units of `upem`.
struct pai_face {
    hb_face_t *hb;    // immutable
    hb_font_t *font;  // immutable, scale = upem, hb-ot functions
    const char *file; // base name of the file
    const char *path; // where it was found
    uint32_t index;   // member of a collection
    const char *name; // PostScript name (name 6): letters, digits and - _ . + only, at most 63
    enum pai_outlines outlines;
    int32_t upem, ascent, descent, cap_height, x_min, y_min, x_max, y_max; // head, OS/2
    int32_t italic_angle;                                                  // degrees * 65536
    uint32_t weight; // OS/2 usWeightClass (Fandol's bold faces say 400)
    uint32_t glyph_count;
    bool cid_keyed;                  // CFF with a ROS operator
    const char *registry, *ordering; // of the ROS; Adobe, Identity where there is none
    int32_t supplement;
    const uint16_t *cid; // CFF charset: CID of each glyph; NULL means CID = glyph id
    bool may_embed,
        may_subset; // OS/2 fsType; both are true of a face that pai_face_open returned
    // Identity of the face: SHA-256 over file size, member index, the records of the table
    // directory (tag, checksum, offset, length of every table) and the contents of head, name
    // and maxp. It tells fonts and their versions apart; it does not prove that no byte was
    // changed (hashing 26 MB at each start would cost more than typesetting the issue).
    uint8_t sha256[32];
    // By glyph: what cff_subset.c has found its charstring to be. Not part of what the face is:
    // it only saves walking it again.
    uint8_t *plain;
    struct pai_face_known *known; // answers given before, a fixed number of them
    int32_t guo_bottom, guo_top;  // ink of 国 (for scaling a fall-back), 0 0 if absent
};

// Opens member `index` of the font file at `path` in memory of `arena` (process lifetime).
// Records one diagnostic (unreadable, damaged, not a font, no such member, no outlines of a
// kind we embed, embedding or subsetting forbidden) and returns NULL on failure. Reads only
// what it needs of the file. hb objects are freed by pai_face_close.
struct pai_face *pai_face_open(struct pai_job *job, struct pai_arena *arena, const char *path,
                               uint32_t index);
void pai_face_close(struct pai_face *face);

// The glyph of a character; 0 if the face lacks it.
uint32_t pai_face_glyph(const struct pai_face *face, uint32_t cp);

// The ink of a glyph in font units, origin at the glyph origin, y up. False for a blank glyph.
struct pai_ink_box {
    int32_t left, bottom, right, top;
};
bool pai_face_ink(const struct pai_face *face, uint32_t glyph, struct pai_ink_box *out);

// The horizontal advance of a glyph in font units.
int32_t pai_face_advance(const struct pai_face *face, uint32_t glyph);

#endif
