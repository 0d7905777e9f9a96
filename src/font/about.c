// In: a face. Out: its own words about version and licence, what its rights allow, and its
// coverage of character sets. Promised: nothing is guessed; what the font does not say is
// empty.
#include "about.h"

#include "sfnt.h"

#include <hb-ot.h>

struct range {
    uint32_t first, last;
};

#include "charsets_table.h"

static const struct {
    const struct range *ranges;
    size_t n;
    const char *zh, *en;
} sets[] = {
#define X(id, table, zh, en) {table, sizeof table / sizeof *table, zh, en},
    PAI_CHARSETS(X)
#undef X
};

const char *pai_charset_name(enum pai_charset set, bool zh) {
    return zh ? sets[set].zh : sets[set].en;
}

uint32_t pai_charset_size(enum pai_charset set) {
    uint32_t sum = 0;
    for (size_t i = 0; i < sets[set].n; i++) {
        sum += sets[set].ranges[i].last - sets[set].ranges[i].first + 1;
    }
    return sum;
}

bool pai_charset_has(enum pai_charset set, uint32_t cp) {
    size_t low = 0, high = sets[set].n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (sets[set].ranges[middle].last < cp) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < sets[set].n && sets[set].ranges[low].first <= cp;
}

void pai_coverage_count(const struct pai_face *const *faces, size_t n,
                        uint32_t out[PAI_CHARSET_COUNT]) {
    hb_set_t *has = hb_set_create();
    for (size_t i = 0; i < n; i++) {
        hb_face_collect_unicodes(faces[i]->hb, has);
    }
    for (enum pai_charset set = 0; set < PAI_CHARSET_COUNT; set++) {
        out[set] = 0;
        for (size_t i = 0; i < sets[set].n; i++) {
            for (uint32_t cp = sets[set].ranges[i].first; cp <= sets[set].ranges[i].last;
                 cp++) {
                out[set] += hb_set_has(has, cp) ? 1 : 0;
            }
        }
    }
    hb_set_destroy(has);
}

// A name in English, or as the font has it.
static const char *name_read(const struct pai_face *face, struct pai_arena *arena,
                             hb_ot_name_id_t id) {
    char text[1024];
    unsigned size = sizeof text;
    unsigned whole =
        hb_ot_name_get_utf8(face->hb, id, hb_language_from_string("en", -1), &size, text);
    return whole == 0 ? "" : pai_arena_str(arena, text, size);
}

struct pai_about pai_about_read(const struct pai_face *face, struct pai_arena *arena) {
    struct pai_about about = {
        .family = name_read(face, arena, HB_OT_NAME_ID_FONT_FAMILY),
        .version = name_read(face, arena, HB_OT_NAME_ID_VERSION_STRING),
        .licence = name_read(face, arena, HB_OT_NAME_ID_LICENSE),
        .licence_url = name_read(face, arena, HB_OT_NAME_ID_LICENSE_URL),
    };
    hb_blob_t *os2 = hb_face_reference_table(face->hb, HB_TAG('O', 'S', '/', '2'));
    unsigned size = 0;
    const char *data = hb_blob_get_data(os2, &size);
    about.rights = pai_be16((struct pai_bytes){(const uint8_t *)data, size}, 8);
    hb_blob_destroy(os2);
    return about;
}

const char *pai_about_rights(unsigned rights, bool zh) {
    // Of the low four bits the mildest holds (OpenType, OS/2 fsType).
    if ((rights & 0x0f) == 0) {
        return zh ? "可以嵌入，不限" : "may be embedded, unrestricted";
    }
    if ((rights & 0x08) != 0) {
        return zh ? "可以嵌入，文件可以编辑" : "may be embedded in documents that are edited";
    }
    if ((rights & 0x04) != 0) {
        return zh ? "可以嵌入，供阅读和打印" : "may be embedded for viewing and printing";
    }
    return zh ? "不许嵌入" : "may not be embedded";
}
