// Blocks: what masthead, footer and running heads are built of. A designer writes them as named
// mappings (keys: PAI_BLOCK_KEY of schema.def); here they are checked, in order, with every
// name resolved.
#ifndef PAI_LAYOUT_BLOCK_H
#define PAI_LAYOUT_BLOCK_H

#include "layout.h"

// What templates and conditions may name: identifier, name, type, the role that text takes from
// it, where it may stand (masthead, footer and running heads; only in a list over distribution,
// over credits; only in running heads), zh, en.
#define PAI_SLOTS(X)                                                                           \
    X(NAME, "name", TEXT, MASTHEAD_NAME, ANYWHERE, "名称", "name")                             \
    X(NUMBER, "number", NUMBER, NUMBER, ANYWHERE, "期号的数", "the number alone")              \
    X(NUMBER_TEXT, "number-text", TEXT, NUMBER, ANYWHERE, "期号，照稿子的写法",                \
      "the number as the bulletin writes it")                                                  \
    X(TOTAL, "total", NUMBER, NUMBER, ANYWHERE, "总期号的数", "the running total")             \
    X(SUPPLEMENT, "supplement", TEXT, NUMBER, ANYWHERE, "是增刊时为“增刊”",                    \
      "增刊 if it is a supplement")                                                            \
    X(DATE, "date", DATE, DATE, ANYWHERE, "印发日期", "the date")                              \
    X(OFFICE, "office", TEXT, OFFICE, ANYWHERE, "编印单位", "the office")                      \
    X(CLASS, "class", TEXT, CLASS, ANYWHERE, "密级", "the secrecy class")                      \
    X(COPY_NUMBER, "copy-number", TEXT, CLASS, ANYWHERE, "份号", "the copy number")            \
    X(URGENCY, "urgency", TEXT, CLASS, ANYWHERE, "紧急程度", "the urgency")                    \
    X(SIGNER, "signer", TEXT, OFFICE, ANYWHERE, "签发人", "who signed it")                     \
    X(TITLE, "title", TEXT, RUNNING_HEAD, ANYWHERE, "第一篇的标题",                            \
      "the title of the first article")                                                        \
    X(CREDITS, "credits", TEXT, CREDITS, ANYWHERE, "责任编辑等，全部", "all credits")          \
    X(COPIES, "copies", NUMBER, COPIES, ANYWHERE, "印数", "the print run")                     \
    X(DISTRIBUTION, "distribution", TEXT, DISTRIBUTION, CONDITION, "分送（只用于 when）",      \
      "the distribution (in when only)")                                                       \
    X(LABEL, "label", TEXT, DISTRIBUTION, LIST, "这一条的标签", "the label of the entry")      \
    X(TO, "to", TEXT, DISTRIBUTION, DISTRIBUTION_LIST, "这一条送给谁", "who the entry is for") \
    X(NAMES, "names", TEXT, CREDITS, CREDITS_LIST, "这一条的姓名", "the names of the entry")   \
    X(PAGE, "page", NUMBER, RUNNING_HEAD, PAGE, "页码", "the page number")                     \
    X(PAGES, "pages", NUMBER, RUNNING_HEAD, PAGE, "总页数", "the number of pages")

enum pai_slot {
#define X(id, name, type, role, where, zh, en) PAI_SLOT_##id,
    PAI_SLOTS(X)
#undef X
        PAI_SLOT_COUNT
};

enum pai_slot_type { PAI_SLOT_IS_TEXT, PAI_SLOT_IS_NUMBER, PAI_SLOT_IS_DATE };

// A template, parsed: parts in order. A GROUP holds the next `size` parts and vanishes when a
// field in it is absent.
struct pai_template_part {
    enum { PAI_PART_TEXT, PAI_PART_SLOT, PAI_PART_GROUP } kind;
    const char *s; // TEXT: what it says; FIELD: its format, NULL if none
    enum pai_slot slot;
    uint32_t size;
};

struct pai_template {
    const struct pai_template_part *v;
    uint32_t n;
};

// A condition in postfix: operands push, AND and OR take two, NOT takes one.
struct pai_when_step {
    enum {
        PAI_WHEN_SLOT, // is present
        PAI_WHEN_DATE, // is compared with year, month, day
        PAI_WHEN_FIRST,
        PAI_WHEN_LAST,
        PAI_WHEN_ODD,
        PAI_WHEN_EVEN,
        PAI_WHEN_BLANK,
        PAI_WHEN_AND,
        PAI_WHEN_OR,
        PAI_WHEN_NOT
    } kind;
    enum pai_slot slot;
    enum { PAI_LESS, PAI_LESS_EQUAL, PAI_EQUAL, PAI_MORE_EQUAL, PAI_MORE, PAI_UNEQUAL } compare;
    int32_t year, month, day;
};

struct pai_when {
    const struct pai_when_step *v;
    uint32_t n;
    uint32_t depth; // of the stack it needs, at most PAI_WHEN_DEPTH
};

#define PAI_WHEN_DEPTH 16u

enum pai_shape { // in the order of the words of the key `kind`
    PAI_SHAPE_TEXT,
    PAI_SHAPE_RULE,
    PAI_SHAPE_STAR,
    PAI_SHAPE_ROW,
    PAI_SHAPE_BOX,
    PAI_SHAPE_TABLE,
    PAI_SHAPE_LIST,
    PAI_SHAPE_IMAGE
};
enum pai_over { PAI_OVER_DISTRIBUTION, PAI_OVER_CREDITS };
// Of a block with an image; those behind AUTO are in the order of figures.colour.
enum pai_image_colour { PAI_IMAGE_AUTO, PAI_IMAGE_KEEP, PAI_IMAGE_PRESS, PAI_IMAGE_GREYED };
enum pai_fit { PAI_FIT_SIDE, PAI_FIT_LAST };
enum pai_valign { PAI_VALIGN_BOTTOM, PAI_VALIGN_MIDDLE, PAI_VALIGN_TOP };
enum pai_table_lines { PAI_LINES_ALL, PAI_LINES_OUTER, PAI_LINES_ROWS, PAI_LINES_NONE };

enum pai_layout_ref { PAI_LAYOUT_REF_NONE = -1, PAI_LAYOUT_REF_ALL = -2 };

// A place: `at` from the top of the paper or of the type area; none.
struct pai_layout_place {
    pai_len at;
    enum { PAI_FROM_NONE, PAI_FROM_PAPER, PAI_FROM_AREA } from;
};

typedef pai_len pai_layout_WIDE; // % of the type area's width
typedef pai_len pai_layout_HIGH; // % of its height
typedef struct pai_layout_place pai_layout_PLACE;
typedef enum pai_role pai_layout_ROLE;
typedef struct pai_layout_file {
    const char *name; // NULL: none
    struct pai_span span;
} pai_layout_FILE;
typedef int32_t pai_layout_REF; // which block of the same group, PAI_LAYOUT_REF_NONE or _ALL
typedef const struct pai_when *pai_layout_WHEN;         // NULL: always
typedef const struct pai_layout_block *pai_layout_CELL; // NULL: none
typedef struct pai_layout_blocks pai_layout_BLOCKS;
typedef struct pai_layout_columns {
    const pai_len *v; // shares in 1/65536, or lengths
    uint32_t n;
    bool shares;
} pai_layout_COLUMNS;
typedef struct pai_layout_blocks pai_layout_ROWS; // cells, row by row

struct pai_layout_block {
    const char *name; // the role of its rules in the dump
    struct pai_span span;
#define PAI_BLOCK_KEY(field, key, type, def, least, most, kinds, zh, en)                       \
    pai_layout_##type field;
#include "schema.def"
    struct pai_style set;  // how its text is set: the style's values with the block's own
    struct pai_span place; // of the key that the nearest file gives of it, for complaints
    bool styled, aligned;  // `style`, `align` are given, or inherited from the block around it
};

// ---- stack.c: one upon the other ----

// A block's height and where its top comes to lie.
struct pai_stacked {
    bool there;
    int64_t height, top;
};

// Places blocks from `start` down: each below the one before it, or where its keys say. A block
// that is not there takes no room, and its gap vanishes with it. `area` is the top of the type
// area. Returns the lowest edge, `start` if no block is there.
int64_t pai_blocks_stack(const struct pai_layout_blocks *blocks, struct pai_stacked *stacked,
                         int64_t start, pai_len area);

// ---- prints.c ----

// Whether a text of these blocks, or of blocks within them, holds the field.
bool pai_blocks_print(const struct pai_layout_blocks *blocks, enum pai_slot slot);

#endif
