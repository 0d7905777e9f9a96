// Shared by load.c, read.c and check.c: the state of one loading.
#ifndef PAI_LAYOUT_LOADER_H
#define PAI_LAYOUT_LOADER_H

#include "schema.h"
#include "tree.h"
#include "value.h"

// Where the template or condition stands that is being read; set by blocks.c.
enum pai_slot_place {
    PAI_PLACE_PART, // masthead or footer
    PAI_PLACE_RUNNING,
    PAI_PLACE_DISTRIBUTION_LIST,
    PAI_PLACE_CREDITS_LIST
};

struct pai_block_source {
    const struct pai_layout_block *block;
    const struct pai_tree *map; // NULL: a cell that is a text
};

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
    bool blocks_bad;
    enum pai_slot_place place; // of the block that is being read
    unsigned depth;            // of blocks in blocks
    struct pai_span here;      // of that block: for what comes from a default
    // What the file says of each block, for complaints about how they fit.
    PAI_VEC(struct pai_block_source) block_sources;
};

// ---- read.c: one value of the file -> one field ----

// The value as it stands in the file, for a message. span.file is 0 for a default.
struct pai_reading {
    struct pai_loader *l;
    const struct pai_schema_key *key;
    const char *s;
    size_t len;
    struct pai_span span;
    void *field;
};

// A place for a complaint: `span`, or, for a value of a default, the block that takes it, or
// the top of the file.
struct pai_span pai_loader_place(const struct pai_loader *l, struct pai_span span);

// The value, clipped for a message.
const char *pai_reading_raw(const struct pai_reading *r);

// Records a diagnostic at the value (at `length` bytes of it from `at` on); false. Of the
// arguments a NULL ends them.
bool pai_reading_fail(const struct pai_reading *r, enum pai_code code, const char *a,
                      const char *b, const char *c);
bool pai_reading_fail_at(const struct pai_reading *r, size_t at, size_t length,
                         enum pai_code code, const char *a, const char *b, const char *c);

// ---- template.c, when.c, read_block.c: the values of blocks ----

bool pai_read_TEMPLATE(const struct pai_reading *r);
bool pai_read_WHEN(const struct pai_reading *r);
bool pai_read_ROLE(const struct pai_reading *r);
bool pai_read_PLACE(const struct pai_reading *r);
bool pai_read_FILE(const struct pai_reading *r);

// The field of that name; PAI_SLOT_COUNT if none.
enum pai_slot pai_slot_find(const char *s, size_t len);
enum pai_slot_type pai_slot_type(enum pai_slot slot);
enum pai_role pai_slot_role(enum pai_slot slot);
const char *pai_slot_name(enum pai_slot slot);

// Reports a field that nobody knows (bytes at … of the value), with the nearest; false.
bool pai_slot_unknown(const struct pai_reading *r, size_t at, size_t length);

// Reads a value into its field by the type of its key; false after a diagnostic.
bool pai_reading_read(const struct pai_reading *r);

// ---- block.c ----

// Reads one block (map NULL: nothing is said of it) that stands in `parent` (NULL: none).
void pai_loader_block(struct pai_loader *l, struct pai_layout_block *b,
                      const struct pai_tree *map, const struct pai_layout_block *parent);

// ---- blocks.c ----

// The blocks of a mapping in their order. `top`: they may say how far from the paper they are.
struct pai_layout_blocks pai_loader_group(struct pai_loader *l, const struct pai_tree *map,
                                          bool top, const struct pai_layout_block *parent);

// Reads the blocks of a part, laid over its default unless they begin anew; the default alone
// if `map` is NULL. Styles and inks are there.
void pai_loader_blocks(struct pai_loader *l, enum pai_layout_part part,
                       const struct pai_tree *map);

// Stores the value of `entry` (NULL: the default `def`) in the field of `key` within `base`.
// False after a diagnostic; then the default is stored.
bool pai_loader_value(struct pai_loader *l, const struct pai_schema_key *key, const char *def,
                      const struct pai_tree_entry *entry, void *base);

// The mapping that an entry holds; NULL if there is nothing in it, or after a diagnostic.
const struct pai_tree *pai_loader_map(struct pai_loader *l, const char *name,
                                      const struct pai_tree *value);

// ---- inks.c ----

// Reads `inks:` (NULL: none) over the built-in ones.
void pai_loader_inks(struct pai_loader *l, const struct pai_tree_entry *entry);

// ---- check.c: values that must fit each other ----

// Derives cell and pitch and checks paper, type area and grid. Sets the context of relative
// units.
void pai_loader_grid(struct pai_loader *l);

// Checks all the rest.
void pai_loader_check(struct pai_loader *l);

// True if `a` stands in a file nearer to the one that is loaded than `b` (NULL: none).
bool pai_loader_nearer(const struct pai_tree *a, const struct pai_tree *b);

// A length in mm with two decimals, for messages.
const char *pai_loader_mm(struct pai_loader *l, int64_t len);
const char *pai_loader_pt(struct pai_loader *l, int64_t len);

// ---- check_blocks.c ----

// Whether masthead and footer fit the page, as far as that follows from the layout alone.
void pai_loader_check_blocks(struct pai_loader *l);

#endif
