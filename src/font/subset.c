// In: a face and the glyphs that a document uses. Out: a font program for embedding, in the
// arena. Promised: the same bytes for the same glyphs; the CIDs of a CID-keyed CFF stay those
// of the original (libharu 3); nothing of HarfBuzz outlives the call. CID-keyed CFF is
// copied (cff_subset.c), all else is HarfBuzz's.
#include "subset.h"
#include "cff_subset.h"

#include <hb-subset.h>
#include <string.h>

#define TAG_CFF HB_TAG('C', 'F', 'F', ' ')

// The tables that make glyphs. Without cmap and layout tables the plan need neither collect
// characters nor close over features, and takes a third of the time; the program comes out
// byte-identical (libharu 3, hb-subset facts).
static hb_blob_t *thin_table(hb_face_t *thin, hb_tag_t tag, void *data) {
    static const hb_tag_t kept[] = {
        TAG_CFF,
        HB_TAG('g', 'l', 'y', 'f'),
        HB_TAG('l', 'o', 'c', 'a'),
        HB_TAG('h', 'e', 'a', 'd'),
        HB_TAG('h', 'h', 'e', 'a'),
        HB_TAG('h', 'm', 't', 'x'),
        HB_TAG('m', 'a', 'x', 'p'),
        HB_TAG('c', 'v', 't', ' '),
        HB_TAG('f', 'p', 'g', 'm'),
        HB_TAG('p', 'r', 'e', 'p'),
    };
    (void)thin;
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        if (kept[i] == tag) {
            return hb_face_reference_table(data, tag);
        }
    }
    return NULL;
}

static hb_subset_plan_t *plan_make(const struct pai_face *face, const uint32_t *gids,
                                   uint32_t count) {
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (input == NULL) {
        return NULL;
    }
    unsigned flags = HB_SUBSET_FLAGS_NOTDEF_OUTLINE;
    if (face->outlines == PAI_CFF) {
        // Faster by half and no larger; print needs no hints.
        flags |= HB_SUBSET_FLAGS_DESUBROUTINIZE | HB_SUBSET_FLAGS_NO_HINTING;
    }
    hb_subset_input_set_flags(input, flags);
    hb_set_t *set = hb_subset_input_glyph_set(input);
    hb_set_add(set, 0);
    hb_set_add_sorted_array(set, gids, count);
    hb_face_t *thin = hb_face_create_for_tables(thin_table, face->hb, NULL);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(thin, input);
    hb_face_destroy(thin); // the plan holds it
    hb_subset_input_destroy(input);
    return plan;
}

// The new glyph ids of gids; NULL if one got lost.
static const uint32_t *renumber(struct pai_arena *arena, hb_subset_plan_t *plan,
                                const uint32_t *gids, uint32_t count) {
    const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);
    uint32_t *out = PAI_NEW_N(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) {
        out[i] = hb_map_get(map, gids[i]);
        if (out[i] == HB_MAP_VALUE_INVALID) {
            return NULL;
        }
    }
    return out;
}

static bool program_take(struct pai_arena *arena, const struct pai_face *face,
                         hb_subset_plan_t *plan, struct pai_subset *out) {
    hb_face_t *made = hb_subset_plan_execute_or_fail(plan);
    if (made == NULL) {
        return false;
    }
    hb_blob_t *blob = face->outlines == PAI_CFF ? hb_face_reference_table(made, TAG_CFF)
                                                : hb_face_reference_blob(made);
    unsigned size;
    const char *data = hb_blob_get_data(blob, &size);
    bool good = data != NULL && size > 0;
    if (good) {
        uint8_t *copy = pai_arena_alloc(arena, size);
        memcpy(copy, data, size);
        out->data = copy;
        out->size = size;
    }
    hb_blob_destroy(blob);
    hb_face_destroy(made);
    return good;
}

// The short way for CID-keyed CFF; false if it is not open to this face.
static bool copy_make(struct pai_arena *arena, const struct pai_face *face,
                      const uint32_t *gids, uint32_t count, struct pai_subset *out) {
    if (face->outlines != PAI_CFF || !face->cid_keyed) {
        return false;
    }
    if (count > 0 && gids[0] == 0) {
        gids++;
        count--;
    }
    hb_blob_t *blob = hb_face_reference_table(face->hb, TAG_CFF);
    unsigned size;
    const char *data = hb_blob_get_data(blob, &size);
    struct pai_bytes made = {NULL, 0}, table = {(const uint8_t *)data, data != NULL ? size : 0};
    bool good = pai_cff_subset(arena, face, table, gids, count, &made);
    hb_blob_destroy(blob);
    *out = (struct pai_subset){made.data, made.size, NULL};
    return good;
}

bool pai_subset_make(struct pai_job *job, struct pai_arena *arena, const struct pai_face *face,
                     const uint32_t *gids, uint32_t count, struct pai_subset *out) {
    *out = (struct pai_subset){NULL, 0, NULL};
    bool good = true;
    for (uint32_t i = 0; i < count && good; i++) {
        good = gids[i] < face->glyph_count && (i == 0 || gids[i - 1] < gids[i]);
    }
    if (good && copy_make(arena, face, gids, count, out)) {
        return true;
    }
    hb_subset_plan_t *plan = good ? plan_make(face, gids, count) : NULL;
    if (plan != NULL) {
        bool codes = face->outlines != PAI_CFF || !face->cid_keyed;
        out->new_glyph = codes ? renumber(arena, plan, gids, count) : NULL;
        good = (!codes || out->new_glyph != NULL) && program_take(arena, face, plan, out);
        hb_subset_plan_destroy(plan);
    }
    if (plan == NULL || !good) {
        *out = (struct pai_subset){NULL, 0, NULL};
        pai_diag(job, PAI_D_FONT_SUBSET, PAI_NO_SPAN, face->file, NULL);
        return false;
    }
    return true;
}
