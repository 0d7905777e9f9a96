// Text for a terminal: what could move the cursor, colour the screen or turn the reading
// direction is shown by its number instead, so that a file cannot forge messages.
#ifndef PAI_PRINTABLE_H
#define PAI_PRINTABLE_H

#include "buf.h"

// Appends the character at s (len > 0) for display at column `at` (from 0: tabs go to the next
// multiple of 4); stores its bytes in *used and returns its display columns.
unsigned pai_printable_char(struct pai_buf *out, const char *s, size_t len, unsigned at,
                            unsigned *used);

// Appends a whole text, which may be malformed.
void pai_printable_put(struct pai_buf *out, const char *s);

// Appends JSON text with the control characters that JSON allows in strings (U+007F-U+009F,
// bidi controls) escaped.
void pai_printable_json(struct pai_buf *out, const char *json, size_t len);

// s itself if it is UTF-8, else a copy in the arena with U+FFFD for each bad byte.
const char *pai_printable_utf8(struct pai_arena *arena, const char *s);

#endif
