// Shared by load.c, read.c and check.c: the state of one loading.
#ifndef PAI_LAYOUT_LOADER_H
#define PAI_LAYOUT_LOADER_H

#include "schema.h"
#include "tree.h"
#include "value.h"

struct pai_loader {
    struct pai_job *job;
    struct pai_arena *arena; // of the layout
    uint32_t file;
    struct pai_layout *layout;
    struct pai_value_context context;
    struct pai_ink *inks;
    uint32_t ink_count;
    // What the file gives: NULL or no place where a default holds.
    const struct pai_tree *given[PAI_AT_COUNT];
    const struct pai_tree *given_style[PAI_ROLE_COUNT][PAI_STYLE_AT_COUNT];
    struct pai_span section_span[PAI_SECTION_COUNT];
    bool section_bad[PAI_SECTION_COUNT]; // had an error: do not build on it
    bool styles_bad;
};

// ---- read.c: one value of the file -> one field ----

// Stores the value of `entry` (NULL: the default `def`) in the field of `key` within `base`.
// False after a diagnostic; then the default is stored.
bool pai_loader_value(struct pai_loader *l, const struct pai_schema_key *key, const char *def,
                      const struct pai_tree_entry *entry, void *base);

// The mapping that an entry holds; NULL if there is nothing in it, or after a diagnostic.
const struct pai_tree *pai_loader_map(struct pai_loader *l, const char *name,
                                      const struct pai_tree *value);

// Reads `inks:` (NULL: none) over the built-in ones.
void pai_loader_inks(struct pai_loader *l, const struct pai_tree_entry *entry);

// ---- check.c: values that must fit each other ----

// Derives cell and pitch and checks paper, type area and grid. Sets the context of relative
// units.
void pai_loader_grid(struct pai_loader *l);

// Checks all the rest.
void pai_loader_check(struct pai_loader *l);

#endif
