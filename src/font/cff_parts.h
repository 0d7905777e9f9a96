// The parts that a CFF table is made of (Adobe Technical Note 5176, 4 and 5): for cff.c, which
// reads, and cff_subset.c, which writes.
#ifndef PAI_CFF_PARTS_H
#define PAI_CFF_PARTS_H

#include "world.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Operators of DICTs; the second byte of those that start with 12.
#define PAI_CFF_OP2(b) (12u << 8 | (unsigned)(b))
enum {
    PAI_CFF_CHARSET = 15,
    PAI_CFF_CHARSTRINGS = 17,
    PAI_CFF_PRIVATE = 18,
    PAI_CFF_SUBRS = 19,
    PAI_CFF_TYPE = 12 << 8 | 6,
    PAI_CFF_ROS = 12 << 8 | 30,
    PAI_CFF_FDARRAY = 12 << 8 | 36,
    PAI_CFF_FDSELECT = 12 << 8 | 37,
    PAI_CFF_FONT_NAME = 12 << 8 | 38,
};

enum { PAI_CFF_OPERANDS = 48, PAI_CFF_STANDARD_STRINGS = 391 };

struct pai_cff_index {
    struct pai_bytes table;
    uint32_t count, off_size;
    size_t offsets, data,
        end; // data: the byte before the first object's, as offsets count from 1
};

// Reads the INDEX at `at`; false if it does not fit into the table.
bool pai_cff_index_read(struct pai_bytes table, size_t at, struct pai_cff_index *out);

// Object i of the INDEX; empty if its offsets are nonsense.
struct pai_bytes pai_cff_index_item(const struct pai_cff_index *index, uint32_t i);

struct pai_cff_entry {
    unsigned op;
    int32_t v[PAI_CFF_OPERANDS]; // reals are 0
    unsigned n;
    struct pai_bytes raw; // operands and operator
};

// The next entry of a DICT from *at on: 1, 0 at the end, -1 if it is damaged.
int pai_cff_next(struct pai_bytes dict, size_t *at, struct pai_cff_entry *out);

#endif
