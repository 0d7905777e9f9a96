// In: a CFF table and glyphs. Out: a smaller CFF table with the same CIDs, or the word that it
// is not of the simple kind. Promised: every charstring was walked from its first byte to its
// endchar and calls nothing; same glyphs, same bytes; no read outside the table.
#include "cff_subset.h"

#include "cff_parts.h"
#include "sfnt.h"

#include <string.h>

enum { MOST_FDS = 256, MOST_STACK = 48, MOST_STEMS = 96 };

struct source {
    struct pai_bytes table, top;
    struct pai_cff_index names, strings, charstrings, fds;
    size_t fd_select;
    struct pai_bytes privates[MOST_FDS];
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
        if (e.op == PAI_CFF_SUBRS) {
            return false;
        }
    }
    return more == 0;
}

// Reads what a subset needs; false if the font has subroutines or is not of the kind.
static bool source_read(struct source *s) {
    struct pai_cff_index tops, globals;
    if (s->table.size < 4 || !pai_cff_index_read(s->table, s->table.data[2], &s->names) ||
        !pai_cff_index_read(s->table, s->names.end, &tops) ||
        !pai_cff_index_read(s->table, tops.end, &s->strings) ||
        !pai_cff_index_read(s->table, s->strings.end, &globals) || globals.count != 0) {
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

// What a byte of a charstring does to the walk (Adobe Technical Note 5177): up to NUMBER, it
// begins a number with so many bytes behind it.
enum { NUMBER = 4, BAD, CLEAR, STEMS, MASK, END, ESCAPE };
#define FOUR(k)  k, k, k, k
#define MANY(k)  FOUR(k), FOUR(k), FOUR(k), FOUR(k)
#define SHORT(k) MANY(k), MANY(k)
static const uint8_t kinds[256] = {
    BAD,
    STEMS,
    BAD,
    STEMS,
    CLEAR,
    CLEAR,
    CLEAR,
    CLEAR,
    CLEAR,
    BAD,
    BAD,
    BAD,
    ESCAPE,
    BAD,
    END,
    BAD,
    BAD,
    BAD,
    STEMS,
    MASK,
    MASK,
    CLEAR,
    CLEAR,
    STEMS,
    CLEAR,
    CLEAR,
    CLEAR,
    CLEAR,
    2,
    BAD,
    CLEAR,
    CLEAR,
    // 32 .. 246: one byte; 247 .. 254: two; 255: five
    SHORT(0),
    SHORT(0),
    SHORT(0),
    SHORT(0),
    SHORT(0),
    SHORT(0),
    MANY(0),
    FOUR(0),
    0,
    0,
    0,
    1,
    FOUR(1),
    1,
    1,
    1,
    4,
};

// True if the charstring is complete and stands alone: numbers, hints, paths, endchar; no
// calls, no arithmetic, no accents.
static bool charstring_plain(struct pai_bytes s) {
    size_t stack = 0, stems = 0;
    for (size_t at = 0; at < s.size;) {
        unsigned kind = kinds[s.data[at++]];
        if (kind <= NUMBER) {
            at += kind;
            stack++;
            continue;
        }
        if (stack > MOST_STACK) {
            return false;
        }
        switch (kind) {
        case STEMS:
        case MASK:
            stems += stack / 2;
            if (stems > MOST_STEMS) {
                return false;
            }
            at += kind == MASK ? (stems + 7) / 8 : 0;
            break;
        case ESCAPE: // flex and its kin
            if (at >= s.size || s.data[at] < 34 || s.data[at] > 37) {
                return false;
            }
            at++;
            break;
        case CLEAR:
            break;
        case END: // with four numbers it would put an accent on a letter
            return stack <= 1 && at == s.size;
        default:
            return false;
        }
        stack = 0;
    }
    return false;
}

// The same for a glyph; what was found plain once is not walked again.
static bool glyph_plain(const struct pai_face *face, const struct source *s, uint32_t gid) {
    if (face->plain[gid] == 0) {
        face->plain[gid] = charstring_plain(pai_cff_index_item(&s->charstrings, gid));
    }
    return face->plain[gid] != 0;
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

// The font dictionaries and their private ones. Names of the dictionaries are left out: nothing
// refers to them.
static void put_fds(struct writer *w, const struct source *s) {
    size_t at[MOST_FDS];
    struct out_index index = index_start(w, s->fds.count, s->table.size);
    for (uint32_t i = 0; i < s->fds.count; i++) {
        struct pai_bytes fd = pai_cff_index_item(&s->fds, i);
        struct pai_cff_entry e;
        put_entry(w, PAI_CFF_STANDARD_STRINGS + 2, PAI_CFF_FONT_NAME);
        for (size_t from = 0; pai_cff_next(fd, &from, &e) > 0;) {
            if (is_kept(e.op)) {
                put(w, e.raw.data, e.raw.size);
            }
        }
        put_int(w, s->privates[i].size);
        at[i] = put_entry(w, 0, PAI_CFF_PRIVATE);
        index_end(w, &index, i);
    }
    for (uint32_t i = 0; i < s->fds.count; i++) {
        fill(w, at[i], w->n);
        put(w, s->privates[i].data, s->privates[i].size);
    }
}

// Glyph i of the subset, counted with .notdef.
static uint32_t gid_at(const uint32_t *gids, uint32_t i) {
    return i == 0 ? 0 : gids[i - 1];
}

static bool put_glyphs(struct writer *w, const struct source *s, const struct pai_face *face,
                       const struct places *at, const uint32_t *gids, uint32_t glyphs) {
    fill(w, at->charset, w->n);
    put_number(w, 0, 1);
    for (uint32_t i = 1; i < glyphs; i++) {
        put_number(w, face->cid != NULL ? face->cid[gid_at(gids, i)] : gid_at(gids, i), 2);
    }
    fill(w, at->fd_select, w->n);
    put_number(w, 0, 1);
    uint32_t range = 0;
    size_t size = 0;
    for (uint32_t i = 0; i < glyphs; i++) {
        uint32_t fd = fd_of(s, gid_at(gids, i), &range);
        if (fd == UINT32_MAX) {
            return false;
        }
        put_number(w, fd, 1);
        size += pai_cff_index_item(&s->charstrings, gid_at(gids, i)).size;
    }
    fill(w, at->charstrings, w->n);
    struct out_index index = index_start(w, glyphs, size);
    for (uint32_t i = 0; i < glyphs; i++) {
        struct pai_bytes c = pai_cff_index_item(&s->charstrings, gid_at(gids, i));
        put(w, c.data, c.size);
        index_end(w, &index, i);
    }
    return true;
}

// Bytes that are enough for the subset; 0 if a charstring is not plain.
static size_t size_of(const struct source *s, const struct pai_face *face, const uint32_t *gids,
                      uint32_t glyphs) {
    size_t size = 4096 + s->top.size + 7 * (size_t)glyphs;
    for (uint32_t i = 0; i < glyphs; i++) {
        if (!glyph_plain(face, s, gid_at(gids, i))) {
            return 0;
        }
        size += pai_cff_index_item(&s->charstrings, gid_at(gids, i)).size;
    }
    for (uint32_t i = 0; i < s->fds.count; i++) {
        size += pai_cff_index_item(&s->fds, i).size + s->privates[i].size + 48;
    }
    return size;
}

bool pai_cff_subset(struct pai_arena *arena, const struct pai_face *face,
                    struct pai_bytes table, const uint32_t *gids, uint32_t count,
                    struct pai_bytes *out) {
    struct source s = {.table = table};
    if (!face->cid_keyed || !source_read(&s)) {
        return false;
    }
    struct writer w = {.cap = size_of(&s, face, gids, count + 1)};
    if (w.cap == 0) {
        return false;
    }
    w.data = pai_arena_alloc(arena, w.cap);
    static const uint8_t header[] = {1, 0, 4, 4};
    put(&w, header, sizeof header);
    put_index(&w, (struct pai_bytes){(const uint8_t *)face->name, strlen(face->name)});
    struct places at = put_top(&w, &s, face);
    if (!put_glyphs(&w, &s, face, &at, gids, count + 1)) {
        return false;
    }
    fill(&w, at.fds, w.n);
    put_fds(&w, &s);
    *out = (struct pai_bytes){w.data, w.n};
    return w.n < w.cap; // full: something did not fit
}
