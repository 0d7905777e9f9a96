// In: the bytes of a CFF table, trusted in nothing. Out: ROS and charset. Promised: no read
// outside the table, no loop longer than the number of glyphs, no number of glyphs above
// 65,535.
#include "cff.h"
#include "cff_parts.h"
#include "sfnt.h"

#include <string.h>

enum { PREDEFINED_CHARSETS = 3 };

struct top {
    bool ros;
    int32_t registry, ordering, supplement, charset, charstrings;
};

static bool top_read(struct pai_bytes dict, struct top *top) {
    struct pai_cff_entry e;
    size_t at = 0;
    int more;
    *top = (struct top){0};
    while ((more = pai_cff_next(dict, &at, &e)) > 0) {
        if (e.op == PAI_CFF_ROS && e.n >= 3) {
            top->ros = true;
            top->registry = e.v[e.n - 3];
            top->ordering = e.v[e.n - 2];
            top->supplement = e.v[e.n - 1];
        } else if (e.op == PAI_CFF_CHARSET && e.n >= 1) {
            top->charset = e.v[e.n - 1];
        } else if (e.op == PAI_CFF_CHARSTRINGS && e.n >= 1) {
            top->charstrings = e.v[e.n - 1];
        }
    }
    return more == 0;
}

// A string of the ROS as a plain ASCII name fit for a PDF; `other` if it is not one.
static const char *ros_string(struct pai_arena *arena, const struct pai_cff_index *strings,
                              int32_t sid, const char *other) {
    if (sid < PAI_CFF_STANDARD_STRINGS) {
        return other;
    }
    struct pai_bytes s =
        pai_cff_index_item(strings, (uint32_t)(sid - PAI_CFF_STANDARD_STRINGS));
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
    struct pai_cff_index names, tops, strings, charstrings;
    struct top top;
    *out = (struct pai_cff){.registry = "Adobe", .ordering = "Identity"};
    *en = "its CFF table is damaged";
    const char *zh = "CFF 表已损坏";
    if (table.size < 4 || table.data[0] != 1 ||
        !pai_cff_index_read(table, table.data[2], &names) ||
        !pai_cff_index_read(table, names.end, &tops) ||
        !pai_cff_index_read(table, tops.end, &strings)) {
        return zh;
    }
    if (!top_read(pai_cff_index_item(&tops, 0), &top) || top.charstrings <= 0 ||
        !pai_cff_index_read(table, (size_t)top.charstrings, &charstrings) ||
        charstrings.count == 0) {
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
