// The table directory of a font file: TrueType, OpenType and collections. Every read is checked
// against the file's size; nothing of the file but the directory is touched.
#ifndef PAI_SFNT_H
#define PAI_SFNT_H

#include "world.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAI_TAG(a, b, c, d)                                                                    \
    ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

enum pai_sfnt_state {
    PAI_SFNT_OK,
    PAI_SFNT_NOT_FONT,  // neither an sfnt nor a collection
    PAI_SFNT_NO_MEMBER, // the collection has fewer members
    PAI_SFNT_DAMAGED,   // the directory does not fit into the file
    PAI_SFNT_CUT,       // a table lies behind the end of the file
};

struct pai_sfnt {
    struct pai_bytes file;
    uint32_t directory; // offset of the table directory
    uint32_t tables;    // number of its records
    uint32_t members;   // of the collection; 1 for a single font
};

// Finds the table directory of member `index`.
enum pai_sfnt_state pai_sfnt_open(struct pai_bytes file, uint32_t index, struct pai_sfnt *out);

enum pai_table { PAI_TABLE_OK, PAI_TABLE_ABSENT, PAI_TABLE_CUT };

// Finds a table. PAI_TABLE_CUT: the directory names it, but it does not lie within the file.
// *out is empty unless OK.
enum pai_table pai_sfnt_table(const struct pai_sfnt *sfnt, uint32_t tag, struct pai_bytes *out);

// The bytes of the directory's records, for identities.
struct pai_bytes pai_sfnt_records(const struct pai_sfnt *sfnt);

// Big-endian numbers; 0 where the bytes are not there.
uint32_t pai_be16(struct pai_bytes bytes, size_t at);
uint32_t pai_be32(struct pai_bytes bytes, size_t at);
int32_t pai_be16s(struct pai_bytes bytes, size_t at);

// The part of `bytes` from `at` on; empty if there is none.
struct pai_bytes pai_bytes_from(struct pai_bytes bytes, size_t at);

#endif
