// In: values in order. Out: JSON text. Promised: commas, nesting and escapes are right; a text
// that is not UTF-8 gives U+FFFD, and no line break of any kind comes from within a string, so
// that "one object a line" holds for every reader.
#include "json.h"

#include "utf8.h"

#include <string.h>

struct pai_json pai_json_make(struct pai_buf *out) {
    return (struct pai_json){.out = out};
}

static void new_line(struct pai_json *j) {
    pai_buf_byte(j->out, '\n');
    for (unsigned i = 0; i < j->depth; i++) {
        pai_buf_byte(j->out, ' ');
    }
    j->line = false;
}

// What stands before a value or key: a comma, a line break asked for, or nothing.
static void before(struct pai_json *j) {
    if (j->key) {
        j->key = false;
        return;
    }
    uint64_t bit = (uint64_t)1 << j->depth;
    if ((j->has & bit) != 0 && j->depth > 0) {
        pai_buf_byte(j->out, ',');
    }
    j->has |= bit;
    if (j->line) {
        new_line(j);
    }
}

static void open_with(struct pai_json *j, char c) {
    before(j);
    pai_buf_byte(j->out, c);
    if (j->depth < 63) {
        j->depth++;
    }
    j->has &= ~((uint64_t)1 << j->depth);
    j->line = false;
}

static void close_with(struct pai_json *j, char c) {
    if (j->depth > 0) {
        j->depth--;
    }
    if (j->line) {
        new_line(j);
    }
    j->key = false;
    pai_buf_byte(j->out, c);
}

void pai_json_object(struct pai_json *j) {
    open_with(j, '{');
}

void pai_json_object_end(struct pai_json *j) {
    close_with(j, '}');
}

void pai_json_array(struct pai_json *j) {
    open_with(j, '[');
}

void pai_json_array_end(struct pai_json *j) {
    close_with(j, ']');
}

static void put_escaped(struct pai_buf *out, uint32_t cp) {
    static const char *const brief[] = {
        ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n",  ['\f'] = "\\f",
        ['\r'] = "\\r", ['"'] = "\\\"", ['\\'] = "\\\\",
    };
    if (cp < sizeof brief / sizeof *brief && brief[cp] != NULL) {
        pai_buf_str(out, brief[cp]);
    } else if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029) {
        pai_buf_fmt(out, "\\u%04x", (unsigned)cp);
    } else {
        pai_buf_char(out, cp == PAI_BAD_CHAR ? 0xFFFD : cp);
    }
}

static void put_string(struct pai_buf *out, const char *s, size_t len) {
    pai_buf_byte(out, '"');
    unsigned used;
    for (size_t i = 0; i < len; i += used) {
        put_escaped(out, pai_utf8_next(s + i, len - i, &used));
    }
    pai_buf_byte(out, '"');
}

void pai_json_key(struct pai_json *j, const char *key) {
    before(j);
    put_string(j->out, key, strlen(key));
    pai_buf_byte(j->out, ':');
    j->key = true;
}

void pai_json_str(struct pai_json *j, const char *s, size_t len) {
    before(j);
    put_string(j->out, s, len);
}

void pai_json_cstr(struct pai_json *j, const char *s) {
    if (s == NULL) {
        pai_json_null(j);
    } else {
        pai_json_str(j, s, strlen(s));
    }
}

void pai_json_int(struct pai_json *j, int64_t v) {
    pai_json_decimal(j, v, 1);
}

void pai_json_bool(struct pai_json *j, bool v) {
    before(j);
    pai_buf_str(j->out, v ? "true" : "false");
}

void pai_json_null(struct pai_json *j) {
    before(j);
    pai_buf_str(j->out, "null");
}

void pai_json_decimal(struct pai_json *j, int64_t value, int64_t scale) {
    before(j);
    pai_buf_decimal(j->out, value, scale);
}

void pai_json_len(struct pai_json *j, int64_t len) {
    before(j);
    pai_buf_len(j->out, len, 4);
}

void pai_json_line(struct pai_json *j) {
    j->line = !j->key;
    if (j->depth == 0) {
        new_line(j); // behind a whole object
    }
}
