// The schema as tables, made from schema.def.
#ifndef PAI_LAYOUT_SCHEMA_H
#define PAI_LAYOUT_SCHEMA_H

#include "block.h"
#include "layout.h"

#include <stddef.h>

enum pai_key_type {
    PAI_TYPE_LEN,
    PAI_TYPE_INT,
    PAI_TYPE_BOOL,
    PAI_TYPE_FONT,
    PAI_TYPE_INK,
    PAI_TYPE_ALIGN,
    PAI_TYPE_GAP,
    PAI_TYPE_CHOICE,
    PAI_TYPE_STRING,
    PAI_TYPE_NAME,
    PAI_TYPE_MARKS,
    PAI_TYPE_BAN,
    PAI_TYPE_WIDE,
    PAI_TYPE_HIGH,
    PAI_TYPE_PLACE,
    PAI_TYPE_ROLE,
    PAI_TYPE_REF,
    PAI_TYPE_TEMPLATE,
    PAI_TYPE_WHEN,
    PAI_TYPE_CELL,
    PAI_TYPE_BLOCKS,
    PAI_TYPE_COLUMNS,
    PAI_TYPE_ROWS,
    PAI_TYPE_CLAIMS,
    PAI_TYPE_FILE,
};

struct pai_schema_key {
    const char *key;
    enum pai_key_type type;
    // As in a file; "" if none. Of a CHOICE: the words in English and in Chinese.
    const char *def, *least, *most;
    const char *zh, *en;
    size_t offset; // of the field in struct pai_layout, or in struct pai_style
};

struct pai_schema_section {
    const char *key; // NULL for the keys at the top of the file
    const char *rule, *zh, *en;
    const struct pai_schema_key *keys;
    uint32_t key_count;
};

// Which section is which; in order of the file.
enum pai_section {
    PAI_SECTION_top,
#define PAI_SECTION(id, key, rule, zh, en) PAI_SECTION_##id,
#include "schema.def"
    PAI_SECTION_COUNT
};

// Which key is which: PAI_AT_masthead_name_top.
enum pai_key_at {
#define PAI_TOP_KEY(field, ...)      PAI_AT_top_##field,
#define PAI_KEY(section, field, ...) PAI_AT_##section##_##field,
#include "schema.def"
    PAI_AT_COUNT
};

enum pai_style_at {
#define PAI_STYLE_KEY(field, ...) PAI_STYLE_AT_##field,
#include "schema.def"
    PAI_STYLE_AT_COUNT
};

enum pai_block_at {
#define PAI_BLOCK_KEY(field, ...) PAI_BLOCK_AT_##field,
#include "schema.def"
    PAI_BLOCK_AT_COUNT
};

// A part of the page that is built of blocks.
struct pai_schema_part {
    const char *section; // the key that holds them, or holds `blocks`
    const char *zh, *en;
    const char *def; // what it holds where a layout says nothing, as YAML
};
const struct pai_schema_part *pai_schema_part(enum pai_layout_part part);

// The part whose blocks stand under `blocks` of this section; PAI_LAYOUT_PART_COUNT if none.
enum pai_layout_part pai_schema_part_of(const char *section);

const struct pai_schema_key *pai_schema_block_keys(void);

// The kinds of block that a key is for, with blanks between; "" for all.
const char *pai_schema_block_kinds(enum pai_block_at at);

// The name of a kind of block.
const char *pai_schema_shape_name(enum pai_shape shape);

// sections[PAI_SECTION_x].keys - pai_schema_keys() is the pai_key_at of its first key.
const struct pai_schema_key *pai_schema_keys(void);
const struct pai_schema_section *pai_schema_section(enum pai_section section);

const struct pai_schema_key *pai_schema_style_keys(void);

// The default of a style's key for one role, as in a file.
const char *pai_schema_style_default(enum pai_role role, enum pai_style_at at);

// The inks that are there without being named.
const struct pai_ink *pai_schema_inks(uint32_t *count);

// The role with this name in layouts; PAI_ROLE_COUNT if none. `zh` looks among the Chinese
// names.
enum pai_role pai_schema_role(const char *name, bool zh);

#endif
