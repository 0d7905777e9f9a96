// Places in sources, and texts that remember where they came from.
#ifndef PAI_SPAN_H
#define PAI_SPAN_H

#include <stdint.h>

// A stretch of bytes of the decoded (UTF-8) text of a source file. file 0 means "no place".
struct pai_span {
    uint32_t file, offset, length;
};

#define PAI_NO_SPAN ((struct pai_span){0, 0, 0})

// From text offset `offset` on (up to the next entry) the text is a copy of the source from
// `source` on.
struct pai_origin {
    uint32_t offset, source;
};

// Repaired text with its origin. s is UTF-8, NUL-terminated behind len; map is in order of
// offset and its first entry has offset 0 (count 0: no place known).
struct pai_text {
    const char *s;
    uint32_t len;
    uint32_t file;
    const struct pai_origin *map;
    uint32_t map_count;
};

// The place in the source of text bytes offset .. offset+length (as well as the map knows).
struct pai_span pai_text_span(const struct pai_text *text, uint32_t offset, uint32_t length);

#endif
