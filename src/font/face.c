// In: a font file that the world maps, trusted in nothing. Out: an immutable face with metrics,
// CIDs and HarfBuzz objects. Promised: a face that is returned may be embedded as a subset and
// its tables lie within the file; anything else is one diagnostic that names the file. Only the
// tables needed are touched, so that opening 26 MB costs well under 1 ms.
#include "face.h"
#include "cff.h"
#include "sfnt.h"
#include "sha256.h"

#include <hb-ot.h>
#include <string.h>

struct open {
    struct pai_job *job;
    struct pai_arena *arena;
    struct pai_face *face;
    struct pai_sfnt sfnt;
    struct pai_bytes head, maxp, os2, hhea, cff;
};

enum { ENOUGH_UPEM = 16, MOST_UPEM = 16384 }; // OpenType, table head

// Answers that HarfBuzz has to work for each time, kept by the low bits of the question.
enum { INKS_KNOWN = 128, GLYPHS_KNOWN = 1024 };

struct pai_face_known {
    struct {
        uint32_t glyph_and_1; // 0: none
        bool any;
        struct pai_ink_box box;
    } inks[INKS_KNOWN];
    struct {
        uint32_t cp_and_1, glyph; // 0: none
    } glyphs[GLYPHS_KNOWN];
};

static bool damaged(struct open *o, const char *zh, const char *en) {
    pai_diag(o->job, PAI_D_FONT_DAMAGED, PAI_NO_SPAN, o->face->file, zh, en, NULL);
    return false;
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}

static bool file_map(struct open *o, struct pai_bytes *bytes) {
    static const struct {
        const char *zh, *en;
    } why[] = {
        [PAI_IO_MISSING] = {"找不到这个文件", "no such file"},
        [PAI_IO_DIRECTORY] = {"这不是文件", "it is not a file"},
        [PAI_IO_DENIED] = {"没有读取权限", "permission denied"},
        [PAI_IO_TOO_LARGE] = {"文件太大", "it is too large"},
    };
    int error = 0;
    struct pai_world *world = o->job->world;
    enum pai_io io = world->map(world->ctx, o->face->path, bytes, &error);
    if (io == PAI_IO_OK) {
        return true;
    }
    bool known = (size_t)io < sizeof why / sizeof why[0] && why[io].zh != NULL;
    pai_diag(o->job, PAI_D_FONT_UNREADABLE, PAI_NO_SPAN, o->face->file,
             known ? why[io].zh : "系统读不出来",
             known ? why[io].en : "the system cannot read it", NULL);
    return false;
}

static bool directory_open(struct open *o, struct pai_bytes bytes) {
    switch (pai_sfnt_open(bytes, o->face->index, &o->sfnt)) {
    case PAI_SFNT_OK:
        return true;
    case PAI_SFNT_NOT_FONT:
        pai_diag(o->job, PAI_D_FONT_NOT_FONT, PAI_NO_SPAN, o->face->file, NULL);
        return false;
    case PAI_SFNT_NO_MEMBER:
        pai_diag(o->job, PAI_D_FONT_NO_MEMBER, PAI_NO_SPAN, o->face->file,
                 pai_arena_fmt(o->job->arena, "%u", (unsigned)o->face->index),
                 pai_arena_fmt(o->job->arena, "%u", (unsigned)o->sfnt.members), NULL);
        return false;
    case PAI_SFNT_CUT:
        return damaged(o, "文件不完整，后面缺了一段", "its end is missing");
    case PAI_SFNT_DAMAGED:
        break;
    }
    return damaged(o, "字体表目录不完整", "its table directory is incomplete");
}

// Finds a table that must be there with at least `least` bytes.
static bool table_need(struct open *o, uint32_t tag, size_t least, struct pai_bytes *out) {
    if (pai_sfnt_table(&o->sfnt, tag, out) == PAI_TABLE_OK && out->size >= least) {
        return true;
    }
    char name[5] = {(char)(tag >> 24), (char)(tag >> 16), (char)(tag >> 8), (char)tag, '\0'};
    struct pai_arena *arena = o->job->arena;
    return damaged(o, pai_arena_fmt(arena, "%s 表缺少或不完整", name),
                   pai_arena_fmt(arena, "its table %s is missing or cut short", name));
}

// Finds a table that may be absent, but not cut off: OS/2 holds the rights, and a file that
// ends early is damaged.
static bool table_may(struct open *o, uint32_t tag, size_t least, struct pai_bytes *out) {
    switch (pai_sfnt_table(&o->sfnt, tag, out)) {
    case PAI_TABLE_ABSENT:
        return true;
    case PAI_TABLE_OK:
        if (out->size >= least) {
            return true;
        }
        break;
    case PAI_TABLE_CUT:
        break;
    }
    return table_need(o, tag, SIZE_MAX, out);
}

static bool outlines_find(struct open *o) {
    struct pai_face *face = o->face;
    struct pai_bytes glyf, loca, cmap, hmtx;
    if (pai_sfnt_table(&o->sfnt, PAI_TAG('C', 'F', 'F', ' '), &o->cff) != PAI_TABLE_ABSENT) {
        face->outlines = PAI_CFF;
        if (!table_need(o, PAI_TAG('C', 'F', 'F', ' '), 4, &o->cff)) {
            return false;
        }
    } else if (pai_sfnt_table(&o->sfnt, PAI_TAG('g', 'l', 'y', 'f'), &glyf) !=
               PAI_TABLE_ABSENT) {
        face->outlines = PAI_TRUETYPE;
        size_t offset = pai_be16(o->head, 50) == 0 ? 2 : 4;
        if (!table_need(o, PAI_TAG('g', 'l', 'y', 'f'), 1, &glyf) ||
            !table_need(o, PAI_TAG('l', 'o', 'c', 'a'),
                        offset * ((size_t)face->glyph_count + 1), &loca)) {
            return false;
        }
    } else {
        pai_diag(o->job, PAI_D_FONT_OUTLINES, PAI_NO_SPAN, face->file, NULL);
        return false;
    }
    size_t metrics = pai_be16(o->hhea, 34);
    if (metrics == 0 || metrics > face->glyph_count) {
        return damaged(o, "hhea 表里的字宽个数有误",
                       "the number of widths in its hhea is wrong");
    }
    return table_need(o, PAI_TAG('h', 'm', 't', 'x'), 4 * metrics, &hmtx) &&
           table_need(o, PAI_TAG('c', 'm', 'a', 'p'), 4, &cmap);
}

static bool tables_find(struct open *o) {
    struct pai_bytes gsub, gpos, gdef;
    if (!table_need(o, PAI_TAG('h', 'e', 'a', 'd'), 54, &o->head) ||
        !table_need(o, PAI_TAG('m', 'a', 'x', 'p'), 6, &o->maxp) ||
        !table_need(o, PAI_TAG('h', 'h', 'e', 'a'), 36, &o->hhea) ||
        !table_may(o, PAI_TAG('O', 'S', '/', '2'), 10, &o->os2) ||
        !table_may(o, PAI_TAG('G', 'S', 'U', 'B'), 0, &gsub) ||
        !table_may(o, PAI_TAG('G', 'P', 'O', 'S'), 0, &gpos) ||
        !table_may(o, PAI_TAG('G', 'D', 'E', 'F'), 0, &gdef)) {
        return false;
    }
    struct pai_face *face = o->face;
    face->upem = (int32_t)pai_be16(o->head, 18);
    face->glyph_count = pai_be16(o->maxp, 4);
    if (face->upem < ENOUGH_UPEM || face->upem > MOST_UPEM) {
        return damaged(o, "head 表里每字的单位数有误",
                       "the units per em in its head are wrong");
    }
    if (face->glyph_count == 0) {
        return damaged(o, "字体里没有字形", "it has no glyphs");
    }
    return outlines_find(o);
}

// OS/2 fsType. The low four bits were once flags of which the mildest holds: only 2 alone
// forbids embedding. The rules bind us, so a face that may not be embedded as a subset is
// refused (PDF has no other way to carry the type).
static bool rights_read(struct open *o) {
    unsigned rights = o->os2.size > 0 ? (unsigned)pai_be16(o->os2, 8) : 0;
    struct pai_face *face = o->face;
    bool bitmap_only = (rights & 0x0200) != 0;
    face->may_embed = (rights & 0x000f) != 0x0002 && !bitmap_only;
    face->may_subset = (rights & 0x0100) == 0;
    if (!face->may_embed) {
        pai_diag(o->job, PAI_D_FONT_NO_EMBED, PAI_NO_SPAN, face->file,
                 bitmap_only ? "只许嵌入点阵" : "不许嵌入",
                 bitmap_only ? "only its bitmaps may be embedded" : "it may not be embedded",
                 NULL);
    } else if (!face->may_subset) {
        pai_diag(o->job, PAI_D_FONT_NO_SUBSET, PAI_NO_SPAN, face->file, NULL);
    }
    return face->may_embed && face->may_subset;
}

static void metrics_read(struct open *o) {
    struct pai_face *face = o->face;
    face->x_min = pai_be16s(o->head, 36);
    face->y_min = pai_be16s(o->head, 38);
    face->x_max = pai_be16s(o->head, 40);
    face->y_max = pai_be16s(o->head, 42);
    if (face->x_min >= face->x_max || face->y_min >= face->y_max) {
        face->x_min = face->y_min = 0;
        face->x_max = face->y_max = face->upem;
    }
    // The typographic values: Noto's hhea covers all scripts (typography 3.14: 1.151 and .286
    // em).
    if (o->os2.size > 0) {
        face->ascent = pai_be16s(o->os2, 68);
        face->descent = pai_be16s(o->os2, 70);
        face->weight = pai_be16(o->os2, 4);
    }
    if (face->ascent <= 0 || face->descent > 0) {
        face->ascent = pai_be16s(o->hhea, 4);
        face->descent = pai_be16s(o->hhea, 6);
    }
    if (face->weight < 1 || face->weight > 1000) {
        face->weight = 400;
    }
    if (o->os2.size >= 96 && pai_be16(o->os2, 0) >= 2) {
        face->cap_height = pai_be16s(o->os2, 88);
    }
    struct pai_bytes post;
    if (pai_sfnt_table(&o->sfnt, PAI_TAG('p', 'o', 's', 't'), &post) == PAI_TABLE_OK) {
        uint32_t angle = pai_be32(post, 4); // two's complement, 16.16
        face->italic_angle =
            angle <= INT32_MAX ? (int32_t)angle : -(int32_t)(UINT32_MAX - angle) - 1;
    }
    if (face->italic_angle < -90 * 65536 || face->italic_angle > 90 * 65536) {
        face->italic_angle = 0;
    }
}

// Appends the characters of a name record that may stand in a PDF name without escapes; returns
// the new length.
static size_t name_take(struct pai_bytes s, bool utf16, char out[64]) {
    size_t n = 0;
    for (size_t i = 0; i + (utf16 ? 2 : 1) <= s.size && n < 63; i += utf16 ? 2 : 1) {
        uint32_t c = utf16 ? pai_be16(s, i) : s.data[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c >= '0' && c <= '9') ||
                     (c != 0 && c < 128 && strchr("-_.+", (int)c) != NULL);
        if (plain) {
            out[n++] = (char)c;
        }
    }
    out[n] = '\0';
    return n;
}

// Name 6, Windows before Macintosh; the file's name if the font has none.
static void name_read(struct open *o) {
    char name[64] = "";
    struct pai_bytes table;
    pai_sfnt_table(&o->sfnt, PAI_TAG('n', 'a', 'm', 'e'), &table);
    struct pai_bytes strings = pai_bytes_from(table, pai_be16(table, 4));
    uint32_t count = pai_be16(table, 2);
    for (unsigned pass = 0; pass < 2 && name[0] == '\0'; pass++) {
        for (uint32_t i = 0; i < count && name[0] == '\0'; i++) {
            size_t record = 6 + 12 * (size_t)i;
            uint32_t platform = pai_be16(table, record);
            if (record + 12 > table.size || pai_be16(table, record + 6) != 6 ||
                platform != (pass == 0 ? 3u : 1u)) {
                continue;
            }
            struct pai_bytes s = pai_bytes_from(strings, pai_be16(table, record + 10));
            size_t length = pai_be16(table, record + 8);
            s.size = length < s.size ? length : s.size;
            name_take(s, platform == 3, name);
        }
    }
    const char *file = o->face->file;
    if (name[0] == '\0' &&
        name_take((struct pai_bytes){(const uint8_t *)file, strlen(file)}, false, name) == 0) {
        memcpy(name, "Font", 5);
    }
    o->face->name = pai_arena_str(o->arena, name, strlen(name));
}

static bool cff_read(struct open *o) {
    struct pai_face *face = o->face;
    struct pai_cff cff;
    const char *en, *zh = pai_cff_read(o->arena, o->cff, &cff, &en);
    if (zh != NULL) {
        return damaged(o, zh, en);
    }
    if (cff.glyph_count != face->glyph_count) {
        return damaged(o, "CFF 表与 maxp 表的字形数不一致",
                       "its CFF and maxp tables disagree on the number of glyphs");
    }
    face->cid_keyed = cff.cid_keyed;
    face->registry = cff.registry;
    face->ordering = cff.ordering;
    face->supplement = cff.supplement;
    face->cid = cff.cid;
    face->plain = PAI_NEW_N(o->arena, uint8_t, face->glyph_count);
    return true;
}

static void identity_make(struct open *o) {
    struct pai_sha256 ctx;
    uint64_t size = o->sfnt.file.size;
    uint8_t numbers[12];
    for (unsigned i = 0; i < 8; i++) {
        numbers[i] = (uint8_t)(size >> (56 - 8 * i));
    }
    for (unsigned i = 0; i < 4; i++) {
        numbers[8 + i] = (uint8_t)(o->face->index >> (24 - 8 * i));
    }
    struct pai_bytes name, records = pai_sfnt_records(&o->sfnt);
    pai_sfnt_table(&o->sfnt, PAI_TAG('n', 'a', 'm', 'e'), &name);
    pai_sha256_init(&ctx);
    pai_sha256_add(&ctx, numbers, sizeof numbers);
    pai_sha256_add(&ctx, records.data, records.size);
    pai_sha256_add(&ctx, o->head.data, o->head.size);
    pai_sha256_add(&ctx, o->maxp.data, o->maxp.size);
    if (name.size > 0) {
        pai_sha256_add(&ctx, name.data, name.size);
    }
    pai_sha256_end(&ctx, o->face->sha256);
}

// HarfBuzz checks every table itself before it reads it, and treats a wrong one as empty.
static bool hb_make(struct open *o) {
    struct pai_face *face = o->face;
    hb_blob_t *blob =
        hb_blob_create((const char *)o->sfnt.file.data, (unsigned)o->sfnt.file.size,
                       HB_MEMORY_MODE_READONLY, NULL, NULL);
    face->hb = hb_face_create(blob, face->index);
    hb_blob_destroy(blob);
    hb_face_make_immutable(face->hb);
    face->font = hb_font_create(face->hb);
    hb_ot_font_set_funcs(face->font);
    hb_font_set_scale(face->font, face->upem, face->upem);
    hb_font_make_immutable(face->font);
    if (hb_face_get_upem(face->hb) == (unsigned)face->upem &&
        hb_face_get_glyph_count(face->hb) == face->glyph_count) {
        return true;
    }
    pai_face_close(face);
    return damaged(o, "head 表或 maxp 表有误", "its table head or maxp is wrong");
}

static void ink_measure(struct pai_face *face) {
    struct pai_ink_box ink;
    uint32_t guo = pai_face_glyph(face, 0x56fd); // 国, typography 7.4
    if (guo != 0 && pai_face_ink(face, guo, &ink)) {
        face->guo_bottom = ink.bottom;
        face->guo_top = ink.top;
    }
    if (face->cap_height > 0) {
        return;
    }
    uint32_t h = pai_face_glyph(face, 'H'); // Fandol's OS/2 says 0
    face->cap_height =
        h != 0 && pai_face_ink(face, h, &ink) && ink.top > 0 ? ink.top : face->upem * 7 / 10;
}

struct pai_face *pai_face_open(struct pai_job *job, struct pai_arena *arena, const char *path,
                               uint32_t index) {
    struct open o = {.job = job, .arena = arena, .face = PAI_NEW(arena, struct pai_face)};
    struct pai_bytes bytes = {NULL, 0};
    struct pai_face *face = o.face;
    face->path = pai_arena_str(arena, path, strlen(path));
    face->file = base_name(face->path);
    face->index = index;
    face->registry = "Adobe";
    face->ordering = "Identity";
    face->known = PAI_NEW(arena, struct pai_face_known);
    if (!file_map(&o, &bytes) || !directory_open(&o, bytes) || !tables_find(&o) ||
        !rights_read(&o) || (face->outlines == PAI_CFF && !cff_read(&o))) {
        return NULL;
    }
    metrics_read(&o);
    name_read(&o);
    identity_make(&o);
    if (!hb_make(&o)) {
        return NULL;
    }
    ink_measure(face);
    return face;
}

void pai_face_close(struct pai_face *face) {
    if (face != NULL) {
        hb_font_destroy(face->font);
        hb_face_destroy(face->hb);
        face->font = NULL;
        face->hb = NULL;
    }
}

uint32_t pai_face_glyph(const struct pai_face *face, uint32_t cp) {
    struct pai_face_known *known = face->known;
    uint32_t i = cp % GLYPHS_KNOWN;
    if (known->glyphs[i].cp_and_1 != cp + 1) {
        hb_codepoint_t glyph = 0;
        known->glyphs[i].glyph = hb_font_get_nominal_glyph(face->font, cp, &glyph) ? glyph : 0;
        known->glyphs[i].cp_and_1 = cp + 1;
    }
    return known->glyphs[i].glyph;
}

static bool ink_find(const struct pai_face *face, uint32_t glyph, struct pai_ink_box *out) {
    hb_glyph_extents_t e;
    *out = (struct pai_ink_box){0, 0, 0, 0};
    if (!hb_font_get_glyph_extents(face->font, glyph, &e) || (e.width == 0 && e.height == 0)) {
        return false;
    }
    // y_bearing is the top; height runs down from it and is negative.
    *out = (struct pai_ink_box){e.x_bearing, e.y_bearing + e.height, e.x_bearing + e.width,
                                e.y_bearing};
    return true;
}

// Every mark of a text is measured, and HarfBuzz draws the glyph anew each time.
bool pai_face_ink(const struct pai_face *face, uint32_t glyph, struct pai_ink_box *out) {
    struct pai_face_known *known = face->known;
    uint32_t i = glyph % INKS_KNOWN;
    if (known->inks[i].glyph_and_1 != glyph + 1) {
        known->inks[i].any = ink_find(face, glyph, &known->inks[i].box);
        known->inks[i].glyph_and_1 = glyph + 1;
    }
    *out = known->inks[i].box;
    return known->inks[i].any;
}

int32_t pai_face_advance(const struct pai_face *face, uint32_t glyph) {
    return hb_font_get_glyph_h_advance(face->font, glyph);
}
