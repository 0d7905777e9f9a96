// A checked layout: everything a designer can say, as numbers. Immutable, shared by all jobs of a process.
#ifndef PAI_LAYOUT_H
#define PAI_LAYOUT_H

#include "ink.h"
#include "job.h"
#include "len.h"
#include "role.h"

#include <stdbool.h>

enum pai_layout_align { PAI_ALIGN_JUSTIFY, PAI_ALIGN_LEFT, PAI_ALIGN_CENTRE, PAI_ALIGN_RIGHT };

// C types of the schema's types.
typedef pai_len pai_layout_LEN;
typedef int32_t pai_layout_INT;
typedef bool pai_layout_BOOL;
typedef const char *pai_layout_FONT; // English name of a font role; checked against the known names
typedef const struct pai_ink *pai_layout_INK;
typedef enum pai_layout_align pai_layout_ALIGN;
typedef uint8_t pai_layout_GAP; // 1/64 em
typedef const char *pai_layout_STRING;

struct pai_style {
#define PAI_SECTION(id, key, zh, en)
#define PAI_KEY(section, field, key, type, def, least, most, zh, en)
#define PAI_SECTION_END(id)
#define PAI_STYLE_KEY(field, key, type, def, least, most, zh, en) pai_layout_##type field;
#define PAI_STYLE(role, font, size, align, indent, ink, gap)
#include "schema.def"
#undef PAI_SECTION
#undef PAI_KEY
#undef PAI_SECTION_END
#undef PAI_STYLE_KEY
};

struct pai_layout {
    const char *name;    // `name:` of the file
    const char *fontset; // `fontset:`: name of a file in fonts/ without .yaml
#define PAI_SECTION(id, key, zh, en) struct {
#define PAI_KEY(section, field, key, type, def, least, most, zh, en) pai_layout_##type field;
#define PAI_SECTION_END(id)                                                                    \
    }                                                                                          \
    id;
#define PAI_STYLE_KEY(field, key, type, def, least, most, zh, en)
#include "schema.def"
#undef PAI_SECTION
#undef PAI_KEY
#undef PAI_SECTION_END
#undef PAI_STYLE_KEY
#undef PAI_STYLE
    struct pai_style style[PAI_ROLE_COUNT];
    const struct pai_ink *inks;
    uint32_t ink_count;
    // Derived (typography 1.2): cell = type-area width / cells; pitch puts the first row's em box at the top and the last
    // row's at the bottom of the type area: (height - cell) / (rows - 1).
    pai_len cell, pitch;
};

// Loads a layout from YAML text registered as source `file` of the job. Every mistake of the file is reported with its place
// (unknown key with a suggestion, wrong type or unit, out of range, duplicate key, unknown ink or font role, geometry that
// does not close); returns NULL if any was an error. Lives in `arena` (process lifetime).
const struct pai_layout *pai_layout_load(struct pai_job *job, struct pai_arena *arena, uint32_t file);

#endif
