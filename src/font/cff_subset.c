// In: a CFF table and glyphs. Out: a smaller CFF table with the same CIDs, or the word that it
// is not of the usual kind. Promised: every charstring was walked from its first byte to its
// endchar and calls nothing; same glyphs, same bytes, whatever the face remembers; no read
// outside the table.
#include "cff_subset.h"

#include "cff_charstring.h"
#include "cff_parts.h"
#include "sfnt.h"

#include <string.h>

enum { MOST_FDS = 256 };

struct source {
    struct pai_bytes table, top;
    struct pai_cff_index names, strings, globals, charstrings, fds;
    size_t fd_select;
    struct pai_bytes privates[MOST_FDS];
    struct pai_cff_index locals[MOST_FDS]; // subroutines
    bool fd_used[MOST_FDS];
    uint8_t fd_new[MOST_FDS];
    struct pai_buf flat; // a charstring without its calls
};

struct writer {
    uint8_t *data;
    size_t n, cap;
};

// ---- reading ----

static bool private_read(struct source *s, uint32_t i) {
    struct pai_bytes fd = pai_cff_index_item(&s->fds, i);
    struct pai_cff_entry e;
    size_t at = 0;
    int more;
    while ((more = pai_cff_next(fd, &at, &e)) > 0) {
        if (e.op != PAI_CFF_PRIVATE || e.n != 2) {
            continue;
        }
        if (e.v[0] < 0 || e.v[1] < 0 || (size_t)e.v[1] > s->table.size ||
            (size_t)e.v[0] > s->table.size - (size_t)e.v[1]) {
            return false;
        }
        s->privates[i] = (struct pai_bytes){s->table.data + e.v[1], (size_t)e.v[0]};
    }
    if (more != 0) {
        return false;
    }
    at = 0;
    while ((more = pai_cff_next(s->privates[i], &at, &e)) > 0) {
        // Offsets of local subroutines count from the private dictionary (5176, 16).
        if (e.op == PAI_CFF_SUBRS && e.n == 1 && e.v[0] > 0 &&
            !pai_cff_index_read(s->table,
                                (size_t)(s->privates[i].data - s->table.data) + (size_t)e.v[0],
                                &s->locals[i])) {
            return false;
        }
    }
    return more == 0;
}

// Reads what a subset needs; false if the font is not of the kind.
static bool source_read(struct source *s) {
    struct pai_cff_index tops;
    if (s->table.size < 4 || !pai_cff_index_read(s->table, s->table.data[2], &s->names) ||
        !pai_cff_index_read(s->table, s->names.end, &tops) ||
        !pai_cff_index_read(s->table, tops.end, &s->strings) ||
        !pai_cff_index_read(s->table, s->strings.end, &s->globals)) {
        return false;
    }
    s->top = pai_cff_index_item(&tops, 0);
    struct pai_cff_entry e;
    size_t at = 0, charstrings = 0, fds = 0;
    bool type2 = true;
    int more;
    while ((more = pai_cff_next(s->top, &at, &e)) > 0) {
        size_t v = e.n > 0 && e.v[e.n - 1] > 0 ? (size_t)e.v[e.n - 1] : 0;
        charstrings = e.op == PAI_CFF_CHARSTRINGS ? v : charstrings;
        fds = e.op == PAI_CFF_FDARRAY ? v : fds;
        s->fd_select = e.op == PAI_CFF_FDSELECT ? v : s->fd_select;
        type2 = type2 && (e.op != PAI_CFF_TYPE || v == 2);
    }
    if (more != 0 || !type2 || charstrings == 0 || fds == 0 || s->fd_select == 0 ||
        !pai_cff_index_read(s->table, charstrings, &s->charstrings) ||
        !pai_cff_index_read(s->table, fds, &s->fds) || s->fds.count == 0 ||
        s->fds.count > MOST_FDS) {
        return false;
    }
    for (uint32_t i = 0; i < s->fds.count; i++) {
        if (!private_read(s, i)) {
            return false;
        }
    }
    return true;
}

// The font dictionary of a glyph; *range remembers where the search stood (glyphs come in
// order). UINT32_MAX if damaged.
static uint32_t fd_of(const struct source *s, uint32_t gid, uint32_t *range) {
    struct pai_bytes select = pai_bytes_from(s->table, s->fd_select);
    uint32_t fd = UINT32_MAX;
    if (select.size > 1 + (size_t)gid && select.data[0] == 0) {
        fd = select.data[1 + gid];
    } else if (select.size >= 8 && select.data[0] == 3) {
        uint32_t ranges = pai_be16(select, 1);
        if (5 + 3 * (size_t)ranges > select.size || pai_be16(select, 3) != 0) {
            return UINT32_MAX;
        }
        while (*range + 1 < ranges && pai_be16(select, 3 + 3 * ((size_t)*range + 1)) <= gid) {
            ++*range;
        }
        fd = ranges > 0 ? select.data[5 + 3 * (size_t)*range] : UINT32_MAX;
    }
    return fd < s->fds.count ? fd : UINT32_MAX;
}

// ---- glyphs ----

// A glyph of the subset.
struct glyph {
    struct pai_bytes charstring;
    uint32_t fd;
};

// What the face remembers of a charstring.
enum { UNKNOWN, PLAIN, NOT_PLAIN };

// The charstring of a glyph without calls. One that was found plain before is not walked again.
static bool charstring_read(struct source *s, const struct pai_face *face, uint32_t gid,
                            struct glyph *out) {
    struct pai_bytes c = pai_cff_index_item(&s->charstrings, gid);
    uint8_t *kind = &face->plain[gid];
    if (*kind == UNKNOWN) {
        *kind = pai_charstring_plain(c) ? PLAIN : NOT_PLAIN;
    }
    if (*kind == NOT_PLAIN) {
        s->flat.n = 0;
        if (!pai_charstring_flat(&s->flat, c, &s->globals, &s->locals[out->fd])) {
            return false;
        }
        c.data = (const uint8_t *)pai_arena_str(s->flat.arena, s->flat.s, s->flat.n);
        c.size = s->flat.n;
    }
    out->charstring = c;
    return true;
}

// Glyph i of the subset, counted with .notdef.
static uint32_t gid_at(const uint32_t *gids, uint32_t i) {
    return i == 0 ? 0 : gids[i - 1];
}

// Reads all glyphs and numbers their font dictionaries anew, those that none needs left out.
static struct glyph *glyphs_read(struct source *s, const struct pai_face *face,
                                 const uint32_t *gids, uint32_t n) {
    struct glyph *glyphs = PAI_NEW_N(s->flat.arena, struct glyph, n);
    uint32_t range = 0, next = 0;
    for (uint32_t i = 0; i < n; i++) {
        glyphs[i].fd = fd_of(s, gid_at(gids, i), &range);
        if (glyphs[i].fd == UINT32_MAX ||
            !charstring_read(s, face, gid_at(gids, i), &glyphs[i])) {
            return NULL;
        }
        s->fd_used[glyphs[i].fd] = true;
    }
    for (uint32_t fd = 0; fd < s->fds.count; fd++) {
        s->fd_new[fd] = (uint8_t)next;
        next += s->fd_used[fd];
    }
    return glyphs;
}

// ---- writing ----

static void put(struct writer *w, const void *bytes, size_t n) {
    if (n > 0 && n <= w->cap - w->n) {
        memcpy(w->data + w->n, bytes, n);
        w->n += n;
    }
}

static void put_number(struct writer *w, size_t v, unsigned bytes) {
    uint8_t b[4];
    for (unsigned i = 0; i < bytes; i++) {
        b[i] = (uint8_t)(v >> (8 * (bytes - 1 - i)));
    }
    put(w, b, bytes);
}

// A DICT number in five bytes, whatever its value, so that it can be filled in later.
static size_t put_int(struct writer *w, size_t v) {
    put_number(w, 29, 1);
    put_number(w, v, 4);
    return w->n - 4;
}

static size_t put_entry(struct writer *w, size_t v, unsigned op) {
    size_t at = put_int(w, v);
    put_number(w, op, op > 255 ? 2 : 1);
    return at;
}

static void fill(struct writer *w, size_t at, size_t v) {
    struct writer there = {w->data, at, w->cap};
    put_number(&there, v, 4);
}

// Starts an INDEX of `count` objects of `size` bytes in all; the caller sets the ends of
// objects with index_end.
struct out_index {
    size_t offsets, data;
    unsigned off_size;
};

static struct out_index index_start(struct writer *w, uint32_t count, size_t size) {
    struct out_index index = {.off_size = size + 1 > 0xffffff ? 4
                                          : size + 1 > 0xffff ? 3
                                          : size + 1 > 0xff   ? 2
                                                              : 1};
    put_number(w, count, 2);
    put_number(w, index.off_size, 1);
    put_number(w, 1, index.off_size);
    index.offsets = w->n;
    for (uint32_t i = 0; i < count; i++) {
        put_number(w, 0, index.off_size);
    }
    index.data = w->n - 1;
    return index;
}

static void index_end(struct writer *w, const struct out_index *index, uint32_t i) {
    struct writer there = {w->data, index->offsets + (size_t)i * index->off_size, w->cap};
    put_number(&there, w->n - index->data, index->off_size);
}

// An INDEX of one object.
static void put_index(struct writer *w, struct pai_bytes object) {
    struct out_index index = index_start(w, 1, object.size);
    put(w, object.data, object.size);
    index_end(w, &index, 0);
}

// A Top DICT entry that means the same in the subset: no offset, no string, no unique number.
static bool is_kept(unsigned op) {
    switch (op) {
    case 5:               // FontBBox
    case PAI_CFF_OP2(1):  // isFixedPitch
    case PAI_CFF_OP2(2):  // ItalicAngle
    case PAI_CFF_OP2(3):  // UnderlinePosition
    case PAI_CFF_OP2(4):  // UnderlineThickness
    case PAI_CFF_OP2(5):  // PaintType
    case PAI_CFF_OP2(6):  // CharstringType
    case PAI_CFF_OP2(7):  // FontMatrix
    case PAI_CFF_OP2(8):  // StrokeWidth
    case PAI_CFF_OP2(31): // CIDFontVersion
    case PAI_CFF_OP2(32): // CIDFontRevision
    case PAI_CFF_OP2(33): // CIDFontType
    case PAI_CFF_OP2(34): // CIDCount
        return true;
    default:
        return false;
    }
}

struct places {
    size_t charset, fd_select, charstrings, fds;
};

static struct places put_top(struct writer *w, const struct source *s,
                             const struct pai_face *face) {
    struct places at;
    struct out_index index = index_start(w, 1, s->top.size + 64);
    put_int(w, PAI_CFF_STANDARD_STRINGS); // ROS comes first
    put_int(w, PAI_CFF_STANDARD_STRINGS + 1);
    put_entry(w, (size_t)face->supplement, PAI_CFF_ROS);
    struct pai_cff_entry e;
    for (size_t from = 0; pai_cff_next(s->top, &from, &e) > 0;) {
        if (is_kept(e.op)) {
            put(w, e.raw.data, e.raw.size);
        }
    }
    at.charset = put_entry(w, 0, PAI_CFF_CHARSET);
    at.fd_select = put_entry(w, 0, PAI_CFF_FDSELECT);
    at.charstrings = put_entry(w, 0, PAI_CFF_CHARSTRINGS);
    at.fds = put_entry(w, 0, PAI_CFF_FDARRAY);
    index_end(w, &index, 0);
    size_t registry = strlen(face->registry), ordering = strlen(face->ordering);
    size_t name = strlen(face->name);
    index = index_start(w, 3, registry + ordering + name);
    put(w, face->registry, registry);
    index_end(w, &index, 0);
    put(w, face->ordering, ordering);
    index_end(w, &index, 1);
    put(w, face->name, name);
    index_end(w, &index, 2);
    put_number(w, 0, 2); // no global subroutines
    return at;
}

static void put_private(struct writer *w, struct pai_bytes dict) {
    struct pai_cff_entry e;
    for (size_t from = 0; pai_cff_next(dict, &from, &e) > 0;) {
        if (e.op != PAI_CFF_SUBRS) {
            put(w, e.raw.data, e.raw.size);
        }
    }
}

// The font dictionaries that are used and their private ones. Names of the dictionaries are
// left out: nothing refers to them.
static void put_fds(struct writer *w, const struct source *s) {
    size_t at[MOST_FDS];
    uint32_t used = 0;
    for (uint32_t i = 0; i < s->fds.count; i++) {
        used += s->fd_used[i];
    }
    struct out_index index = index_start(w, used, s->table.size);
    for (uint32_t i = 0; i < s->fds.count; i++) {
        struct pai_bytes fd = pai_cff_index_item(&s->fds, i);
        struct pai_cff_entry e;
        if (!s->fd_used[i]) {
            continue;
        }
        put_entry(w, PAI_CFF_STANDARD_STRINGS + 2, PAI_CFF_FONT_NAME);
        for (size_t from = 0; pai_cff_next(fd, &from, &e) > 0;) {
            if (is_kept(e.op)) {
                put(w, e.raw.data, e.raw.size);
            }
        }
        at[i] = put_int(w, 0);
        put_entry(w, 0, PAI_CFF_PRIVATE);
        index_end(w, &index, s->fd_new[i]);
    }
    for (uint32_t i = 0; i < s->fds.count; i++) {
        if (s->fd_used[i]) {
            size_t start = w->n;
            put_private(w, s->privates[i]);
            fill(w, at[i], w->n - start);
            fill(w, at[i] + 5, start);
        }
    }
}

static void put_glyphs(struct writer *w, const struct source *s, const struct pai_face *face,
                       const struct places *at, const uint32_t *gids,
                       const struct glyph *glyphs, uint32_t n) {
    fill(w, at->charset, w->n);
    put_number(w, 0, 1);
    for (uint32_t i = 1; i < n; i++) {
        put_number(w, face->cid != NULL ? face->cid[gid_at(gids, i)] : gid_at(gids, i), 2);
    }
    fill(w, at->fd_select, w->n);
    put_number(w, 0, 1);
    size_t size = 0;
    for (uint32_t i = 0; i < n; i++) {
        put_number(w, s->fd_new[glyphs[i].fd], 1);
        size += glyphs[i].charstring.size;
    }
    fill(w, at->charstrings, w->n);
    struct out_index index = index_start(w, n, size);
    for (uint32_t i = 0; i < n; i++) {
        put(w, glyphs[i].charstring.data, glyphs[i].charstring.size);
        index_end(w, &index, i);
    }
}

// Bytes that are enough for the subset.
static size_t size_of(const struct source *s, const struct glyph *glyphs, uint32_t n) {
    size_t size = 4096 + s->top.size + 7 * (size_t)n;
    for (uint32_t i = 0; i < n; i++) {
        size += glyphs[i].charstring.size;
    }
    for (uint32_t i = 0; i < s->fds.count; i++) {
        size += pai_cff_index_item(&s->fds, i).size + s->privates[i].size + 48;
    }
    return size;
}

bool pai_cff_subset(struct pai_arena *arena, const struct pai_face *face,
                    struct pai_bytes table, const uint32_t *gids, uint32_t count,
                    struct pai_bytes *out) {
    struct source s = {.table = table, .flat = pai_buf_make(arena)};
    struct glyph *glyphs =
        face->cid_keyed && source_read(&s) ? glyphs_read(&s, face, gids, count + 1) : NULL;
    if (glyphs == NULL) {
        return false;
    }
    struct writer w = {.cap = size_of(&s, glyphs, count + 1)};
    w.data = pai_arena_raw(arena, w.cap);
    static const uint8_t header[] = {1, 0, 4, 4};
    put(&w, header, sizeof header);
    put_index(&w, (struct pai_bytes){(const uint8_t *)face->name, strlen(face->name)});
    struct places at = put_top(&w, &s, face);
    put_glyphs(&w, &s, face, &at, gids, glyphs, count + 1);
    fill(&w, at.fds, w.n);
    put_fds(&w, &s);
    *out = (struct pai_bytes){w.data, w.n};
    return w.n < w.cap; // full: something did not fit
}
