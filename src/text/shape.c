// In: text in stretches of style. Out: runs of glyphs. Promised: HarfBuzz is told script and
// language, so that —— is one line of 2 em and …… six centred dots (typography 3.13); each
// glyph carries class, cluster and, where a mark may be trimmed, its ink; no glyph 0 ever
// leaves.
#include "itemize.h"

#include "map.h"
#include "utf8.h"

#include <hb.h>
#include <string.h>

struct shaper {
    struct pai_itemizer *it;
    hb_buffer_t *buffer;
    PAI_VEC(struct pai_run) runs;
};

uint32_t pai_char_compose(uint32_t base, uint32_t mark) {
    hb_codepoint_t joined = 0;
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    return hb_unicode_compose(unicode, base, mark, &joined) ? joined : 0;
}

static uint32_t cluster_end(const struct pai_clusters *k, uint32_t i) {
    return k->v[i + 1].first;
}

// Which regional shapes `locl` picks (typography 3.12).
static const char *han_tag(enum pai_lang lang) {
    return lang == PAI_ZH_HANT ? "zh-hant" : lang == PAI_ZH_HK ? "zh-hk" : "zh-hans";
}

static void fill_buffer(struct shaper *s, const struct pai_shape_item *item) {
    const struct pai_text *text = s->it->text;
    hb_buffer_t *b = s->buffer;
    bool latin = item->lang == PAI_LATN;
    hb_buffer_clear_contents(b);
    hb_buffer_set_content_type(b, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_cluster_level(b, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_flags(b, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES |
                               HB_BUFFER_FLAG_DO_NOT_INSERT_DOTTED_CIRCLE);
    hb_buffer_set_direction(b, HB_DIRECTION_LTR);
    hb_buffer_set_script(b, latin ? HB_SCRIPT_LATIN : HB_SCRIPT_HAN);
    hb_buffer_set_language(b, latin ? hb_language_from_string("en", -1)
                                    : hb_language_from_string(han_tag(item->lang), -1));
    uint32_t end = cluster_end(s->it->clusters, item->last - 1);
    for (uint32_t at = s->it->clusters->v[item->first].first; at < end;) {
        unsigned used;
        uint32_t cp = pai_utf8_next(text->s + at, end - at, &used);
        hb_buffer_add(b, cp == '\t' || cp == 0xA0 ? ' ' : cp, at);
        at += used;
    }
}

static void shape_item(struct shaper *s, const struct pai_shape_item *item) {
    bool latin = item->lang == PAI_LATN;
    // Kerning for Latin only; no ligatures, so that a justified line stays even
    // (typography 3.12).
    hb_feature_t features[3] = {
        {HB_TAG('k', 'e', 'r', 'n'), latin, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('l', 'i', 'g', 'a'), !latin, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('c', 'l', 'i', 'g'), !latin, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    };
    fill_buffer(s, item);
    hb_shape(item->face->font, s->buffer, features, 3);
}

static pai_len scaled(const struct pai_shape_item *item, int32_t units) {
    return pai_len_units(units, item->size, item->face->upem);
}

static bool measure_ink(const struct pai_shape_item *item, struct pai_glyph *g) {
    struct pai_ink_box box;
    if (!pai_face_ink(item->face, g->id, &box)) {
        return false;
    }
    g->ink_left = scaled(item, box.left);
    g->ink_right = scaled(item, box.right);
    return true;
}

// Gives a glyph a fixed body and centres its ink there.
static void fix_body(const struct pai_shape_item *item, struct pai_glyph *g, pai_len body) {
    if (!measure_ink(item, g)) {
        g->advance = body;
        return;
    }
    if (g->ink_right - g->ink_left <= body) {
        g->dx += body / 2 - (g->ink_left + g->ink_right) / 2;
        g->advance = body;
    }
}

// Bodies that typography 3.4 and 3.8 fix, whatever the font says.
static void dress(const struct pai_shape_item *item, struct pai_glyph *g, uint32_t cp) {
    if (item->lang == PAI_LATN) {
        return;
    }
    switch (g->cls) {
    case PAI_CLS_IP:
        fix_body(item, g, item->em / 2);
        break;
    case PAI_CLS_SO:
        fix_body(item, g, cp == 0xFF0F ? item->em : item->em / 2);
        break;
    case PAI_CLS_CO:
        if (cp > 0x7F) {
            bool half = cp == 0x2010 || cp == 0x2012 || cp == 0x2013;
            fix_body(item, g, half ? item->em / 2 : item->em);
        }
        g->ink_left = g->ink_right = 0;
        break;
    case PAI_CLS_HAN:
    case PAI_CLS_IT:
    case PAI_CLS_DS:
    case PAI_CLS_EL: {
        // A cell of a scaled fall-back keeps to the grid; a dash in one glyph is two cells.
        pai_len cells = g->advance > item->em / 2 * 3 ? 2 * item->em : item->em;
        pai_len slack = cells - g->advance;
        if (item->substitute && slack != 0 && slack < item->em / 4 && slack > -item->em / 4) {
            g->dx += slack / 2;
            g->advance = cells;
        }
        break;
    }
    default:
        if (pai_class_is_mark(g->cls)) {
            measure_ink(item, g);
        }
        break;
    }
}

// The space to take from between two glyphs so that they make one sign (typography 3.8): the
// two halves of a dash are to touch, the six dots of an ellipsis to stand at equal distances. A
// glyph of three dots is as high as one of them, which gives the distance of two.
static pai_len pair_gap(const struct pai_shape_item *item, const struct pai_glyph *g,
                        const struct pai_ink_box *box) {
    pai_len ink = scaled(item, box->right - box->left);
    if (g->cls == PAI_CLS_DS) {
        pai_len gap = g->advance - ink;
        return gap > item->em / 100 && gap < item->em / 2 ? gap : 0;
    }
    pai_len dot = scaled(item, box->top - box->bottom);
    pai_len gap = g->advance - (ink - dot) / 2 * 3;
    return dot < ink / 3 && gap > item->em / 50 && gap < item->em / 2 ? gap : 0;
}

static void close_pairs(const struct pai_shape_item *item, struct pai_glyph *g, uint32_t n) {
    for (uint32_t i = 0; i + 1 < n; i++) {
        bool pair = (g[i].cls == PAI_CLS_DS || g[i].cls == PAI_CLS_EL) &&
                    g[i + 1].cls == g[i].cls && g[i].id == g[i + 1].id;
        if (!pair) {
            continue;
        }
        struct pai_ink_box box;
        if (pai_face_ink(item->face, g[i].id, &box)) {
            pai_len gap = pair_gap(item, &g[i], &box);
            // Centred in the two cells.
            pai_len ink = scaled(item, box.right - box.left);
            pai_len left = scaled(item, box.left) - (g[i].advance - ink) / 2;
            g[i].dx += gap > 0 ? gap / 2 - left : 0;
            g[i + 1].dx -= gap > 0 ? gap - gap / 2 + left : 0;
        }
        i++;
    }
}

static bool is_base(const struct pai_itemizer *it, uint32_t cluster, uint32_t at) {
    return it->clusters->v[cluster].first == at;
}

// Copies the shaped glyphs; returns how many there are.
static uint32_t take_glyphs(struct shaper *s, const struct pai_shape_item *item,
                            struct pai_glyph *out) {
    const struct pai_clusters *clusters = s->it->clusters;
    unsigned n = 0;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(s->buffer, &n);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(s->buffer, NULL);
    uint32_t cluster = item->first;
    uint32_t count = 0;
    for (unsigned i = 0; i < n; i++) {
        uint32_t at = info[i].cluster;
        while (cluster + 1 < item->last && cluster_end(clusters, cluster) <= at) {
            cluster++;
        }
        if (info[i].codepoint == 0) {
            // The face was asked for base and marks; what is still missing is a mark or a part
            // of a decomposition.
            pai_item_missing(s->it, at);
            continue;
        }
        struct pai_glyph *g = &out[count++];
        g->id = info[i].codepoint;
        g->cluster = clusters->v[cluster].first;
        g->cls = (enum pai_class)clusters->v[cluster].cls;
        g->advance = scaled(item, pos[i].x_advance);
        g->dx = scaled(item, pos[i].x_offset);
        g->dy = scaled(item, pos[i].y_offset) + item->lift;
        g->unsafe =
            (hb_glyph_info_get_glyph_flags(&info[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0;
        if (is_base(s->it, cluster, at)) {
            unsigned used;
            dress(item, g, pai_utf8_next(s->it->text->s + at, s->it->text->len - at, &used));
        }
    }
    close_pairs(item, out, count);
    return count;
}

// The hyphen that stands where a word of this run is divided (typography 3.10).
static void measure_hyphen(const struct pai_shape_item *item, struct pai_run *run) {
    hb_codepoint_t id = 0;
    run->hyphen = (struct pai_glyph){.cls = PAI_CLS_LA};
    if (item->lang == PAI_LATN && hb_font_get_nominal_glyph(item->face->font, '-', &id)) {
        run->hyphen.id = id;
        run->hyphen.advance = scaled(item, hb_font_get_glyph_h_advance(item->face->font, id));
        run->hyphen.dy = item->lift;
    }
}

static void put_run(struct shaper *s, const struct pai_shape_item *item) {
    unsigned n = hb_buffer_get_length(s->buffer);
    if (n == 0) {
        return;
    }
    struct pai_glyph *glyphs = PAI_NEW_N(s->it->job->arena, struct pai_glyph, n);
    uint32_t count = take_glyphs(s, item, glyphs);
    if (count == 0) {
        return;
    }
    struct pai_run *run = PAI_VEC_ADD(s->it->job->arena, &s->runs);
    run->face = item->face;
    run->size = item->size;
    run->em = item->em;
    run->lang = item->lang;
    run->raised = item->raised;
    run->first = s->it->clusters->v[item->first].first;
    run->end = cluster_end(s->it->clusters, item->last - 1);
    measure_hyphen(item, run);
    run->glyphs = glyphs;
    run->count = count;
}

struct pai_shaped pai_shape(struct pai_job *job, struct pai_fontset *fonts,
                            const struct pai_text *text, const struct pai_stretch *stretches,
                            uint32_t stretch_count, enum pai_lang lang) {
    if (text->len == 0 || stretch_count == 0) {
        return (struct pai_shaped){NULL, 0};
    }
    struct pai_arena *scratch = pai_arena_open(job->no_memory);
    struct pai_clusters clusters = pai_clusters_make(scratch, text);
    struct pai_itemizer it = {
        .job = job,
        .fonts = fonts,
        .text = text,
        .stretches = stretches,
        .stretch_count = stretch_count,
        .lang = lang,
        .clusters = &clusters,
        .said = pai_map_make(scratch),
    };
    struct shaper s = {.it = &it, .buffer = hb_buffer_create()};
    struct pai_shape_item item;
    while (pai_item_next(&it, &item)) {
        shape_item(&s, &item);
        put_run(&s, &item);
    }
    hb_buffer_destroy(s.buffer);
    pai_arena_close(scratch);
    return (struct pai_shaped){s.runs.v, s.runs.n};
}
