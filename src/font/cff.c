// In: the bytes of a CFF table, trusted in nothing. Out: ROS and charset. Promised: no read
// outside the table, no loop longer than the number of glyphs, no number of glyphs above
// 65,535.
#include "cff.h"
#include "sfnt.h"

#include <string.h>

// Operators of a Top DICT; two-byte operators have 12 in the high byte.
enum { OP_CHARSET = 15, OP_CHARSTRINGS = 17, OP_ROS = 12 << 8 | 30 };

enum { MAX_OPERANDS = 48, STANDARD_STRINGS = 391, PREDEFINED_CHARSETS = 3 };

struct index {
    struct pai_bytes table;
    uint32_t count, off_size;
    size_t offsets, data,
        end; // data: the byte before the first object's, as offsets count from 1
};

struct top {
    bool ros;
    int32_t registry, ordering, supplement, charset, charstrings;
};

static size_t offset_at(const struct index *index, uint32_t i) {
    size_t v = 0, at = index->offsets + (size_t)i * index->off_size;
    for (uint32_t b = 0; b < index->off_size; b++) {
        v = v << 8 | index->table.data[at + b];
    }
    return v;
}

// Reads the INDEX at `at`; false if it does not fit into the table.
static bool index_read(struct pai_bytes table, size_t at, struct index *out) {
    *out = (struct index){.table = table};
    if (at > table.size || table.size - at < 2) {
        return false;
    }
    out->count = pai_be16(table, at);
    if (out->count == 0) {
        out->end = at + 2;
        return true;
    }
    if (table.size - at < 3) {
        return false;
    }
    out->off_size = table.data[at + 2];
    out->offsets = at + 3;
    size_t bytes = ((size_t)out->count + 1) * out->off_size;
    if (out->off_size < 1 || out->off_size > 4 || bytes > table.size - out->offsets) {
        return false;
    }
    out->data = out->offsets + bytes - 1;
    size_t last = offset_at(out, out->count);
    if (last < 1 || last > table.size - out->data) {
        return false;
    }
    out->end = out->data + last;
    return true;
}

// Object i of the INDEX; empty if its offsets are nonsense.
static struct pai_bytes index_item(const struct index *index, uint32_t i) {
    struct pai_bytes none = {NULL, 0};
    if (i >= index->count) {
        return none;
    }
    size_t from = offset_at(index, i), to = offset_at(index, i + 1);
    if (from < 1 || to < from || to > index->end - index->data) {
        return none;
    }
    return (struct pai_bytes){index->table.data + index->data + from, to - from};
}

// Reads an operand whose first byte is b0; returns its length, 0 if it is cut off or no
// operand.
static size_t operand(struct pai_bytes dict, size_t at, int32_t *value) {
    unsigned b0 = dict.data[at];
    size_t left = dict.size - at;
    *value = 0;
    if (b0 == 28 && left >= 3) {
        *value = pai_be16s(dict, at + 1);
        return 3;
    }
    if (b0 == 29 && left >= 5) {
        uint32_t v = pai_be32(dict, at + 1);
        *value = v > INT32_MAX ? -1 : (int32_t)v; // no negative number means anything here
        return 5;
    }
    if (b0 == 30) {
        // A real: nibbles up to one that is 0xf. None of the values wanted here is one.
        for (size_t i = 1; i < left; i++) {
            unsigned b = dict.data[at + i];
            if ((b & 15) == 15 || b >> 4 == 15) {
                return i + 1;
            }
        }
        return 0;
    }
    if (b0 >= 32 && b0 <= 246) {
        *value = (int32_t)b0 - 139;
        return 1;
    }
    if (b0 >= 247 && b0 <= 254 && left >= 2) {
        int32_t b1 = dict.data[at + 1];
        *value = b0 <= 250 ? ((int32_t)b0 - 247) * 256 + b1 + 108
                           : -((int32_t)b0 - 251) * 256 - b1 - 108;
        return 2;
    }
    return 0;
}

static void operator_take(struct top *top, unsigned op, const int32_t *v, unsigned n) {
    if (op == OP_ROS && n >= 3) {
        top->ros = true;
        top->registry = v[n - 3];
        top->ordering = v[n - 2];
        top->supplement = v[n - 1];
    } else if (op == OP_CHARSET && n >= 1) {
        top->charset = v[n - 1];
    } else if (op == OP_CHARSTRINGS && n >= 1) {
        top->charstrings = v[n - 1];
    }
}

static bool top_read(struct pai_bytes dict, struct top *top) {
    int32_t v[MAX_OPERANDS];
    unsigned n = 0;
    *top = (struct top){0};
    for (size_t at = 0; at < dict.size;) {
        unsigned b0 = dict.data[at];
        if (b0 <= 21) {
            unsigned op = b0;
            if (b0 == 12) {
                if (++at == dict.size) {
                    return false;
                }
                op = 12u << 8 | dict.data[at];
            }
            operator_take(top, op, v, n);
            n = 0;
            at++;
            continue;
        }
        int32_t value;
        size_t used = operand(dict, at, &value);
        if (used == 0 || n == MAX_OPERANDS) {
            return false;
        }
        v[n++] = value;
        at += used;
    }
    return true;
}

// A string of the ROS as a plain ASCII name fit for a PDF; `other` if it is not one.
static const char *ros_string(struct pai_arena *arena, const struct index *strings, int32_t sid,
                              const char *other) {
    if (sid < STANDARD_STRINGS) {
        return other;
    }
    struct pai_bytes s = index_item(strings, (uint32_t)(sid - STANDARD_STRINGS));
    if (s.size == 0 || s.size > 63) {
        return other;
    }
    for (size_t i = 0; i < s.size; i++) {
        unsigned c = s.data[i];
        if (c <= 32 || c >= 127 || strchr("()<>[]{}/%\\#", (int)c) != NULL) {
            return other;
        }
    }
    return pai_arena_str(arena, (const char *)s.data, s.size);
}

// Walks the charset; cid NULL only checks it. *identity: CID = glyph id throughout. False if it
// is cut off or out of range.
static bool charset_walk(struct pai_bytes table, size_t at, uint32_t glyphs, uint16_t *cid,
                         bool *identity) {
    if (at >= table.size) {
        return false;
    }
    unsigned format = table.data[at++];
    *identity = true;
    if (format > 2) {
        return false;
    }
    size_t record = format == 0 ? 2 : format == 1 ? 3 : 4;
    for (uint32_t gid = 1; gid < glyphs;) { // glyph 0 is .notdef, CID 0, and not listed
        if (table.size - at < record) {
            return false;
        }
        uint32_t first = pai_be16(table, at);
        uint32_t left = format == 0   ? 0
                        : format == 1 ? table.data[at + 2]
                                      : pai_be16(table, at + 2);
        at += record;
        if (left >= glyphs - gid) {
            left = glyphs - gid - 1; // the last range of real fonts is sometimes too long
        }
        if (first + left > UINT16_MAX) {
            return false;
        }
        *identity = *identity && first == gid;
        for (uint32_t i = 0; cid != NULL && i <= left; i++) {
            cid[gid + i] = (uint16_t)(first + i);
        }
        gid += left + 1;
    }
    return true;
}

static const char *charset_read(struct pai_arena *arena, struct pai_bytes table,
                                const struct top *top, struct pai_cff *out, const char **en) {
    bool identity;
    // The predefined charsets list names, so a CID-keyed font may not have one (Note 5176, 13).
    if (top->charset < PREDEFINED_CHARSETS ||
        !charset_walk(table, (size_t)top->charset, out->glyph_count, NULL, &identity)) {
        *en = "the charset of its CFF table is wrong";
        return "CFF 表里的字符集（charset）有误";
    }
    if (!identity) {
        uint16_t *cid = PAI_NEW_N(arena, uint16_t, out->glyph_count);
        charset_walk(table, (size_t)top->charset, out->glyph_count, cid, &identity);
        out->cid = cid;
    }
    return NULL;
}

const char *pai_cff_read(struct pai_arena *arena, struct pai_bytes table, struct pai_cff *out,
                         const char **en) {
    struct index names, tops, strings, charstrings;
    struct top top;
    *out = (struct pai_cff){.registry = "Adobe", .ordering = "Identity"};
    *en = "its CFF table is damaged";
    const char *zh = "CFF 表已损坏";
    if (table.size < 4 || table.data[0] != 1 || !index_read(table, table.data[2], &names) ||
        !index_read(table, names.end, &tops) || !index_read(table, tops.end, &strings)) {
        return zh;
    }
    if (!top_read(index_item(&tops, 0), &top) || top.charstrings <= 0 ||
        !index_read(table, (size_t)top.charstrings, &charstrings) || charstrings.count == 0) {
        return zh;
    }
    out->glyph_count = charstrings.count;
    out->cid_keyed = top.ros;
    if (!top.ros) {
        return NULL;
    }
    out->registry = ros_string(arena, &strings, top.registry, "Adobe");
    out->ordering = ros_string(arena, &strings, top.ordering, "Identity");
    out->supplement = top.supplement < 0 ? 0 : top.supplement;
    return charset_read(arena, table, &top, out, en);
}
