// A fontset says which installed face plays which role, and in which order others stand in for
// it.
#ifndef PAI_FONTSET_H
#define PAI_FONTSET_H

#include "face.h"

// One English word for each Chinese name of a class of type (HACKING.md).
#define PAI_FONT_ROLES(X)                                                                      \
    X(DISPLAY, "display", "小标宋")                                                            \
    X(SONG, "song", "宋")                                                                      \
    X(FANGSONG, "fangsong", "仿宋")                                                            \
    X(KAI, "kai", "楷")                                                                        \
    X(HEI, "hei", "黑")                                                                        \
    X(LATIN, "latin", "西文")

enum pai_font_role {
#define X(id, name, zh) PAI_FONT_##id,
    PAI_FONT_ROLES(X)
#undef X
        PAI_FONT_COUNT
};

const char *pai_font_role_name(enum pai_font_role role); // "fangsong"
const char *pai_font_role_zh(enum pai_font_role role);   // "仿宋"

// The role with this English or Chinese name; PAI_FONT_COUNT if none.
enum pai_font_role pai_font_role_find(const char *name, size_t len);

struct pai_fontset;

// Loads a fontset from YAML text already registered as source `file` of the job (file of a
// span). Faces are looked up through job->world by base name; they are opened at first use.
// Lives in `arena` (process lifetime); one thread at a time. Returns NULL after recording
// diagnostics if the YAML is wrong. The file:
//
//     name: 方案名称
//     region: taiwan # whose shapes its faces have, may be left out: simplified, taiwan,
//     hongkong roles:      # all roles of PAI_FONT_ROLES, by English or Chinese name
//       fangsong: # the role's own face, then those that stand in for it, in order
//         - {file: FandolFang-Regular.otf}
//         - {file: [simfang.ttf, SIMFANG.TTF]}    # the first that is installed
//         - {file: NotoSerifCJK-Regular.ttc, index: 2, from: fonts-noto-cjk}
//
// `index` is the member of a collection, `from` tells people where to get the font.
//
// A role's own face that is not installed is a warning naming what replaces it, when the role
// is first used; another face of a chain that is not installed is a note, when a character
// wants it; a damaged or forbidden face is an error and the next one stands in; a role with no
// face at all is a system error. Each is said once in each job.
struct pai_fontset *pai_fontset_load(struct pai_job *job, struct pai_arena *arena,
                                     uint32_t file);
void pai_fontset_close(struct pai_fontset *set);

const char *pai_fontset_name(const struct pai_fontset *set);

// Whose shapes of letters and marks its faces have; UNKNOWN: the file does not say.
enum pai_font_region {
    PAI_FONT_REGION_UNKNOWN,
    PAI_FONT_REGION_SIMPLIFIED,
    PAI_FONT_REGION_TAIWAN,
    PAI_FONT_REGION_HONGKONG
};
enum pai_font_region pai_fontset_region(const struct pai_fontset *set);

// The first usable face of a role; NULL after a diagnostic (once in a job) when none can be
// opened.
const struct pai_face *pai_fontset_face(struct pai_fontset *set, struct pai_job *job,
                                        enum pai_font_role role);

// The face for one cluster (base, selectors, combining marks: n code points): the first in the
// role's chain that has the base and all marks, or the letter made of both (a variation
// selector or joiner may be missing: then it is dropped by the shaper). *rank is the place
// among the usable faces of the chain: 0 = the face that pai_fontset_face gives, even if it
// stands in for a missing one. NULL if no face has the cluster, or if the role has no face.
// Records nothing of the cluster: the caller knows the place.
const struct pai_face *pai_fontset_find(struct pai_fontset *set, struct pai_job *job,
                                        enum pai_font_role role, const uint32_t *cps, size_t n,
                                        uint32_t *rank);

// Opens every face that the fontset names and is installed, and writes to *out what tells this
// set of faces from another: SHA-256 over the identities of the faces in the order of roles and
// chains. What cannot be opened is said when it is used, not here.
void pai_fontset_identity(struct pai_fontset *set, struct pai_job *job, uint8_t out[32]);

// An entry of a role's chain, for listings.
struct pai_fontset_entry {
    const char *file, *from; // the first name; where to get it, or NULL
    const char *path;        // NULL: not installed
    uint32_t index;
    const struct pai_face *face; // NULL: not installed, or it cannot be used (said)
};

// Entry `i` of a role's chain, opened. False behind its end.
bool pai_fontset_entry(struct pai_fontset *set, struct pai_job *job, enum pai_font_role role,
                       uint32_t i, struct pai_fontset_entry *out);

#endif
