// A YAML file as a tree whose every key and value knows its place. Only what layouts need:
// mappings, lists and scalars; no anchors, aliases, tags or second documents.
#ifndef PAI_LAYOUT_TREE_H
#define PAI_LAYOUT_TREE_H

#include "job.h"

#include <stdbool.h>

enum pai_tree_kind {
    PAI_TREE_SCALAR,
    PAI_TREE_MAP,
    PAI_TREE_LIST,
    PAI_TREE_BAD, // already reported (an alias): say nothing more about it
};

struct pai_tree_entry {
    const char *key; // NUL-terminated
    struct pai_span span;
    struct pai_tree *value;
};

struct pai_tree {
    enum pai_tree_kind kind;
    // Of a scalar: what stands in the file, quotes included. Of a group in brackets: all of it;
    // of a block: its first character.
    struct pai_span span;
    bool plain;    // a scalar without quotes
    bool fresh;    // a mapping that said `inherit: no`
    bool over;     // stands in the place of a group that is inherited
    const char *s; // text of a scalar, NUL-terminated; it may hold NULs
    size_t len;
    PAI_VEC(struct pai_tree_entry) entries; // of a mapping: no key twice
    PAI_VEC(struct pai_tree *) items;       // of a list
};

#define PAI_TREE_BYTES ((size_t)1 << 20) // largest file
#define PAI_TREE_DEPTH 32u               // deepest nesting

// Parses source `file` of the job; the tree lives in job->arena. Mistakes of writing are
// recorded with their place; NULL means that there is no tree (a duplicate key, an anchor, an
// alias or a tag is recorded, but the tree goes on).
struct pai_tree *pai_tree_parse(struct pai_job *job, uint32_t file);

// The value under a key of a mapping, or NULL.
const struct pai_tree_entry *pai_tree_find(const struct pai_tree *map, const char *key);

// True for a scalar without quotes and without characters: a key with nothing behind its colon.
bool pai_tree_empty(const struct pai_tree *tree);

// Text for a message: at most 32 characters, on one line.
const char *pai_clip(struct pai_job *job, const char *s, size_t len);

#endif
