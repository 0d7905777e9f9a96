// Which pages are wanted: "1,3-5,8-".
#ifndef PAI_SELECTION_H
#define PAI_SELECTION_H

#include "arena.h"
#include "vec.h"

#include <stdbool.h>
#include <stdint.h>

struct pai_job;
struct pai_pages;

struct pai_page_range {
    uint32_t first, last; // from 1, last included
};

// An empty selection means all pages.
struct pai_selection {
    PAI_VEC(struct pai_page_range) ranges;
};

// Reads N, N-M, N- and -M with commas between. False if it is anything else.
bool pai_selection_parse(struct pai_arena *arena, const char *value, struct pai_selection *out);

// The selected pages in their order, each once; `pages` itself for an empty selection. NULL
// after a diagnostic if a range has no page at all. Lives in job->arena.
const struct pai_pages *pai_selection_apply(struct pai_job *job,
                                            const struct pai_selection *selection,
                                            const struct pai_pages *pages);

#endif
