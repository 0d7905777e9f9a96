// Inside of a fontset: what the YAML names (fontset.c fills it in) and what was opened so far
// (chain.c).
#ifndef PAI_CHAIN_H
#define PAI_CHAIN_H

#include "buf.h"
#include "fontset.h"
#include "map.h"
#include "vec.h"

// Where a diagnostic was recorded, so that it is recorded once per job: an issue that is
// printed with a stand-in says so even if the fontset was used for another issue before.
struct pai_said {
    const struct pai_job *job;
    uint32_t at;   // index in job->diags
    uint32_t hash; // of its text
};

enum pai_pick_state { PAI_PICK_NEW, PAI_PICK_OPEN, PAI_PICK_MISSING, PAI_PICK_FAILED };

// A face that the fontset names; one for all roles that name it in the same way.
struct pai_pick {
    const char **files; // the first that is installed; systems name the same face differently
    uint32_t file_count;
    uint32_t index;
    const char *from; // where to get it; NULL if not told
    struct pai_span span;
    enum pai_pick_state state;
    struct pai_face *face;
    struct pai_said failed, warned, noted;
};

// A character found before; slot 0xff: nothing here.
struct pai_cached {
    uint32_t cp;
    uint8_t slot, rank;
};

enum { PAI_CHAIN_MOST = 32, PAI_CHAIN_CACHE = 1024 };

struct pai_chain {
    PAI_VEC(struct pai_pick *) picks;
    struct pai_cached *cache; // PAI_CHAIN_CACHE entries, direct-mapped, made at first use
    struct pai_said none;
    struct pai_span span;
};

struct pai_fontset {
    struct pai_arena *arena;
    const char *name;
    enum pai_font_region region;
    const char *text; // a copy of the YAML: tells whether its spans mean something in a job
    uint32_t text_len, file;
    struct pai_chain chains[PAI_FONT_COUNT];
    struct pai_map *picks; // by file names and index
    struct pai_map *faces; // opened, by path and index
};

#endif
