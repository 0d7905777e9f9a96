// A checked layout: everything a designer can say, as numbers. Immutable, shared by all jobs of
// a process.
#ifndef PAI_LAYOUT_H
#define PAI_LAYOUT_H

#include "claim.h"
#include "ink.h"
#include "job.h"
#include "len.h"
#include "role.h"

#include <stdbool.h>

enum pai_layout_align { PAI_ALIGN_JUSTIFY, PAI_ALIGN_LEFT, PAI_ALIGN_CENTRE, PAI_ALIGN_RIGHT };

// How wide marks are, and which may not stand at a line edge (typography 3.5, 3.2).
enum pai_layout_marks {
    PAI_LAYOUT_MARKS_FULL,
    PAI_LAYOUT_MARKS_KAIMING,
    PAI_LAYOUT_MARKS_HALF,
    PAI_LAYOUT_MARKS_LINE_END
};
enum pai_layout_ban {
    PAI_LAYOUT_BAN_GB,
    PAI_LAYOUT_BAN_BASIC,
    PAI_LAYOUT_BAN_STRICT,
    PAI_LAYOUT_BAN_NONE
};

// What stands around the contents and the editor's note.
enum pai_frame { PAI_FRAME_NONE, PAI_FRAME_BOX, PAI_FRAME_RULES };

// The contents, with what stands around them: those of pai_frame, or a box if the text brings
// contents.
enum pai_contents_choice { PAI_CONTENTS_GIVEN = PAI_FRAME_RULES + 1 };

// Where the titles of articles stand if there are columns.
enum pai_titles { PAI_TITLES_ACROSS, PAI_TITLES_COLUMN };

// How signature and date of an official document stand.
enum pai_signature { PAI_SIGNATURE_SEALED, PAI_SIGNATURE_PLAIN };

// The rules of tables.
enum pai_table_rules { PAI_TABLE_BOX, PAI_TABLE_OPEN, PAI_TABLE_THREE };

// Where the numbers of footnotes begin anew, their form, how turnover lines stand.
enum pai_notes_numbering { PAI_NOTES_PAGE, PAI_NOTES_ISSUE };
enum pai_notes_form { PAI_NOTES_CIRCLED, PAI_NOTES_SQUARE, PAI_NOTES_TORTOISE };
enum pai_notes_turnover { PAI_NOTES_HANGING, PAI_NOTES_FLUSH };

// How the labels of the footer stand.
enum pai_labels { PAI_LABELS_PLAIN, PAI_LABELS_EVEN };

// C types of the schema's types.
typedef pai_len pai_layout_LEN;
typedef int32_t pai_layout_INT;
typedef bool pai_layout_BOOL;
typedef const char
    *pai_layout_FONT; // English name of a font role; checked against the known names
typedef const struct pai_ink *pai_layout_INK;
typedef enum pai_layout_align pai_layout_ALIGN;
typedef enum pai_layout_marks pai_layout_MARKS;
typedef enum pai_layout_ban pai_layout_BAN;
typedef unsigned pai_layout_CLAIMS; // of enum pai_claim
typedef uint8_t pai_layout_GAP;     // 1/64 em
typedef uint8_t pai_layout_CHOICE;  // which word of the list, from 0
typedef const char *pai_layout_STRING;
struct pai_template; // block.h
typedef const struct pai_template *pai_layout_TEMPLATE;
typedef const char *pai_layout_NAME; // a file's base name: a-z 0-9 -

struct pai_style {
#define PAI_STYLE_KEY(field, key, type, def, least, most, zh, en) pai_layout_##type field;
#include "schema.def"
};

struct pai_layout_block; // block.h

struct pai_layout_blocks {
    const struct pai_layout_block *v;
    uint32_t n;
};

// Where blocks stand.
enum pai_layout_part {
#define PAI_BLOCKS(id, section, zh, en, def) PAI_PART_OF_##id,
#include "schema.def"
    PAI_LAYOUT_PART_COUNT
};

struct pai_layout {
#define PAI_TOP_KEY(field, key, type, def, least, most, zh, en)      pai_layout_##type field;
#define PAI_SECTION(id, key, rule, zh, en)                           struct {
#define PAI_KEY(section, field, key, type, def, least, most, zh, en) pai_layout_##type field;
#define PAI_SECTION_END(id)                                                                    \
    }                                                                                          \
    id;
#include "schema.def"
    struct pai_style style[PAI_ROLE_COUNT];
    struct pai_layout_blocks blocks[PAI_LAYOUT_PART_COUNT];
    const struct pai_ink *inks;
    uint32_t ink_count;
    // Where its files say how something looks, for complaints: the nearest file that says
    // anything of it; the top of the file if none does.
    struct pai_span top_place, style_place[PAI_ROLE_COUNT], part_place[PAI_LAYOUT_PART_COUNT];
    struct pai_span fontset_span; // of the fontset's name; none where it is the default
    struct pai_span profile_span; // and of press.profile
    struct pai_span region_place; // of punctuation.region or the fontset, whichever is nearer
    // Derived (typography 1.2): cell = type-area width / cells; pitch puts the first row's em
    // box at the top and the last row's at the bottom of the type area: (height - cell) / (rows
    // - 1).
    pai_len cell, pitch;
    // Width of a column and the space between two; the type area's width and 0 if there is one.
    pai_len column, column_space;
};

// Whether it is meant for certain plates, fewer than the four of process colours: it has a spot
// or a pre-printed ink.
bool pai_layout_counts_plates(const struct pai_layout *layout);

// How `extends` finds another layout: registers the text of layout `name`, which source `from`
// extends at `span`, as a source of the job and returns its number; 0 after a diagnostic.
struct pai_layout_finder {
    void *ctx;
    uint32_t (*find)(void *ctx, struct pai_job *job, const char *name, uint32_t from,
                     struct pai_span span);
};

// Loads a layout from YAML text registered as source `file` of the job. Every mistake of the
// file is reported with its place (unknown key with a suggestion, wrong type or unit, out of
// range, duplicate key, unknown ink or font role, geometry that does not close); returns NULL
// if any was an error. Lives in `arena` (process lifetime).
const struct pai_layout *pai_layout_load(struct pai_job *job, struct pai_arena *arena,
                                         uint32_t file);

// The same with what it extends; pai_layout_load has no finder and can extend nothing.
const struct pai_layout *pai_layout_load_with(struct pai_job *job, struct pai_arena *arena,
                                              uint32_t file,
                                              const struct pai_layout_finder *finder);

#endif
