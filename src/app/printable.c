// Bytes of any origin in, text that a terminal shows as it is out. Promises: no control
// character, no malformed UTF-8 and no direction control leaves here, whatever comes in.
#include "printable.h"
#include "utf8.h"

#include <stdbool.h>
#include <string.h>

enum { TAB = 4 };

// Characters that act on a terminal or on the reader's eye instead of being seen.
static bool acts(uint32_t cp) {
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x061C ||
           (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202E) ||
           (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF || (cp >= 0xFFF9 && cp <= 0xFFFB) ||
           (cp >= 0xE0000 && cp < 0xE0100);
}

unsigned pai_printable_char(struct pai_buf *out, const char *s, size_t len, unsigned at,
                            unsigned *used) {
    uint32_t cp = pai_utf8_next(s, len, used);
    size_t before = out->n;
    if (cp == '\t') {
        unsigned columns = TAB - at % TAB;
        pai_buf_fmt(out, "%*s", (int)columns, "");
        return columns;
    }
    if (cp == PAI_BAD_CHAR) {
        pai_buf_fmt(out, "<%02X>", (unsigned)(unsigned char)*s);
        return (unsigned)(out->n - before);
    }
    if (acts(cp)) {
        pai_buf_fmt(out, "<U+%04X>", (unsigned)cp);
        return (unsigned)(out->n - before);
    }
    pai_buf_put(out, s, *used);
    return pai_utf8_columns(cp);
}

void pai_printable_put(struct pai_buf *out, const char *s) {
    size_t len = strlen(s);
    unsigned used = 1;
    for (size_t i = 0; i < len; i += used) {
        pai_printable_char(out, s + i, len - i, 0, &used);
    }
}

void pai_printable_json(struct pai_buf *out, const char *json, size_t len) {
    unsigned used = 1;
    for (size_t i = 0; i < len; i += used) {
        uint32_t cp = pai_utf8_next(json + i, len - i, &used);
        if (cp >= 0x7F && cp <= 0xFFFF && acts(cp)) {
            pai_buf_fmt(out, "\\u%04x", (unsigned)cp);
        } else {
            pai_buf_put(out, json + i, used);
        }
    }
}

const char *pai_printable_utf8(struct pai_arena *arena, const char *s) {
    size_t len = strlen(s);
    if (pai_utf8_valid(s, len, NULL)) {
        return s;
    }
    struct pai_buf out = pai_buf_make(arena);
    unsigned used = 1;
    for (size_t i = 0; i < len; i += used) {
        uint32_t cp = pai_utf8_next(s + i, len - i, &used);
        pai_buf_char(&out, cp == PAI_BAD_CHAR ? 0xFFFD : cp);
    }
    return out.s;
}
