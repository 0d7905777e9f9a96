// A JSON writer: commas, nesting and escapes are its business; numbers are integers or decimals
// made from integers. Text must be UTF-8; Chinese is written as it is.
#ifndef PAI_JSON_H
#define PAI_JSON_H

#include "buf.h"
#include "len.h"

#include <stdbool.h>

struct pai_json {
    struct pai_buf *out;
    uint64_t has;   // bit d: a value was already written at depth d
    unsigned depth; // at most 63
    bool key;       // a key was just written
    bool line;      // a line break is wanted before the next value or end
};

struct pai_json pai_json_make(struct pai_buf *out);
void pai_json_object(struct pai_json *j);
void pai_json_object_end(struct pai_json *j);
void pai_json_array(struct pai_json *j);
void pai_json_array_end(struct pai_json *j);
void pai_json_key(struct pai_json *j, const char *key);
void pai_json_str(struct pai_json *j, const char *s, size_t len);
void pai_json_cstr(struct pai_json *j, const char *s); // NULL writes null
void pai_json_int(struct pai_json *j, int64_t v);
void pai_json_bool(struct pai_json *j, bool v);
void pai_json_null(struct pai_json *j);
void pai_json_decimal(struct pai_json *j, int64_t value, int64_t scale);
void pai_json_len(struct pai_json *j, int64_t len); // pt, 4 decimals at most
void pai_json_line(struct pai_json *j); // a line break between values, for readable goldens

#endif
