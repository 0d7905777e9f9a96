// In: schema.def. Out: tables of sections, keys, style keys, defaults and inks, for the loader
// and the documentation. Promise: nothing about a key stands anywhere else.
#include "schema.h"

#include <string.h>

static const struct pai_schema_key KEYS[] = {
#define PAI_TOP_KEY(field, key, type, def, least, most, zh, en)                                \
    {key, PAI_TYPE_##type, def, least, most, zh, en, offsetof(struct pai_layout, field)},
#define PAI_KEY(section, field, key, type, def, least, most, zh, en)                           \
    {key,  PAI_TYPE_##type,                                                                    \
     def,  least,                                                                              \
     most, zh,                                                                                 \
     en,   offsetof(struct pai_layout, section.field)},
#include "schema.def"
};

// How many keys each section has: a structure of one byte for each key.
struct top_size {
#define PAI_TOP_KEY(field, ...) char field;
#include "schema.def"
};
struct section_sizes {
#define PAI_SECTION(id, ...)         struct {
#define PAI_KEY(section, field, ...) char field;
#define PAI_SECTION_END(id)                                                                    \
    }                                                                                          \
    id;
#include "schema.def"
};

static const struct pai_schema_section SECTIONS[] = {
    {NULL, "", "", "", KEYS, sizeof(struct top_size)},
#define PAI_SECTION(id, key, rule, zh, en)                                                     \
    {key,                                                                                      \
     rule,                                                                                     \
     zh,                                                                                       \
     en,                                                                                       \
     KEYS + sizeof(struct top_size) + offsetof(struct section_sizes, id),                      \
     sizeof(((struct section_sizes *)0)->id)},
#include "schema.def"
};

static const struct pai_schema_key STYLE_KEYS[] = {
#define PAI_STYLE_KEY(field, key, type, def, least, most, zh, en)                              \
    {key, PAI_TYPE_##type, def, least, most, zh, en, offsetof(struct pai_style, field)},
#include "schema.def"
};

static const char *const STYLE_DEFAULTS[PAI_ROLE_COUNT][PAI_STYLE_AT_COUNT] = {
#define PAI_STYLE(role, f, l, s, a, i, k, g)                                                   \
    [PAI_ROLE_##role] = {                                                                      \
        [PAI_STYLE_AT_font] = f,  [PAI_STYLE_AT_latin] = l,  [PAI_STYLE_AT_size] = s,          \
        [PAI_STYLE_AT_align] = a, [PAI_STYLE_AT_indent] = i, [PAI_STYLE_AT_ink] = k,           \
        [PAI_STYLE_AT_gap] = g,                                                                \
    },
#include "schema.def"
};

static const struct pai_ink INKS[] = {
#define PAI_BUILT_IN_INK(word, c, m, y, k, zh, en) {.name = word, .cmyk = {c, m, y, k}},
#include "schema.def"
};

static const struct pai_schema_key BLOCK_KEYS[] = {
#define PAI_BLOCK_KEY(field, key, type, def, least, most, kinds, zh, en)                       \
    {key, PAI_TYPE_##type, def, least, most, zh, en, offsetof(struct pai_layout_block, field)},
#include "schema.def"
};

static const char *const BLOCK_KINDS[] = {
#define PAI_BLOCK_KEY(field, key, type, def, least, most, kinds, zh, en) kinds,
#include "schema.def"
};

static const struct pai_schema_part PARTS[] = {
#define PAI_BLOCKS(id, section, zh, en, def) {section, zh, en, def},
#include "schema.def"
};

const struct pai_schema_part *pai_schema_part(enum pai_layout_part part) {
    return &PARTS[part];
}

enum pai_layout_part pai_schema_part_of(const char *section) {
    int part = 0;
    while (part < PAI_LAYOUT_PART_COUNT && strcmp(PARTS[part].section, section) != 0) {
        part++;
    }
    return (enum pai_layout_part)part;
}

const struct pai_schema_key *pai_schema_block_keys(void) {
    return BLOCK_KEYS;
}

const char *pai_schema_block_kinds(enum pai_block_at at) {
    return BLOCK_KINDS[at];
}

const char *pai_schema_shape_name(enum pai_shape shape) {
    static const char *const NAMES[] = {"text", "rule",  "star", "row",
                                        "box",  "table", "list", "image"};
    _Static_assert(sizeof NAMES / sizeof NAMES[0] == PAI_SHAPE_IMAGE + 1, "a name for each");
    return NAMES[shape];
}

const struct pai_schema_key *pai_schema_keys(void) {
    return KEYS;
}

const struct pai_schema_section *pai_schema_section(enum pai_section section) {
    return &SECTIONS[section];
}

const struct pai_schema_key *pai_schema_style_keys(void) {
    return STYLE_KEYS;
}

const char *pai_schema_style_default(enum pai_role role, enum pai_style_at at) {
    const char *def = STYLE_DEFAULTS[role][at];
    return def != NULL ? def : STYLE_KEYS[at].def;
}

const struct pai_ink *pai_schema_inks(uint32_t *count) {
    *count = sizeof INKS / sizeof INKS[0];
    return INKS;
}

enum pai_role pai_schema_role(const char *name, bool zh) {
    static const char *const ZH[] = {
#define X(id, name, zh) zh,
        PAI_ROLES(X)
#undef X
    };
    int role = 0;
    while (role < PAI_ROLE_COUNT &&
           strcmp(name, zh ? ZH[role] : pai_role_name((enum pai_role)role)) != 0) {
        role++;
    }
    return (enum pai_role)role;
}
