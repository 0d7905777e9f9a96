// In: clusters with their roles. Out: items of one face, size and script. Promised: fonts are
// chosen per cluster, never inside one; each character that its own font lacks is reported
// once, with its place; a character that no font has is in no item (typography 7.4).
#include "itemize.h"

#include "map.h"
#include "utf8.h"

#define ITEM_MAX  4096 // clusters shaped together
#define RTL_MAX   8    // reports of right-to-left text in one paragraph
#define PARTS_MAX 33   // characters of a cluster looked up

static uint32_t cp_at(const struct pai_itemizer *it, uint32_t first) {
    unsigned used;
    return pai_utf8_next(it->text->s + first, it->text->len - first, &used);
}

static const char *char_code(const struct pai_itemizer *it, uint32_t cp) {
    static const char hex[] = "0123456789ABCDEF";
    char out[10];
    unsigned n = 0;
    int shift = cp > 0xFFFFF ? 20 : cp > 0xFFFF ? 16 : 12;
    for (; shift >= 0; shift -= 4) {
        out[n++] = hex[(cp >> shift) & 15];
    }
    out[n] = '\0';
    return pai_arena_fmt(it->job->arena, "U+%s", out);
}

static const char *char_text(const struct pai_itemizer *it, uint32_t cp) {
    char out[4];
    return pai_arena_str(it->job->arena, out, pai_utf8_put(cp, out));
}

static struct pai_span char_span(const struct pai_itemizer *it, uint32_t first) {
    unsigned used;
    pai_utf8_next(it->text->s + first, it->text->len - first, &used);
    return pai_text_span(it->text, first, used);
}

// True the first time for each character and kind of report.
static bool say(struct pai_itemizer *it, uint32_t cp, unsigned kind) {
    uint64_t key = (uint64_t)kind << 32 | cp;
    if (pai_map_find_int(it->said, key) != NULL) {
        return false;
    }
    pai_map_put_int(it->said, key, it);
    return true;
}

void pai_item_missing(struct pai_itemizer *it, uint32_t first) {
    uint32_t cp = cp_at(it, first);
    if (say(it, cp, 0)) {
        pai_diag(it->job, PAI_D_CHAR_NO_FONT, char_span(it, first), char_text(it, cp),
                 char_code(it, cp), NULL);
    }
}

static void report_substitute(struct pai_itemizer *it, uint32_t first, enum pai_font_role role,
                              const struct pai_face *face) {
    uint32_t cp = cp_at(it, first);
    if (say(it, cp, 1)) {
        pai_diag(it->job, PAI_D_CHAR_FALLBACK, char_span(it, first), char_text(it, cp),
                 char_code(it, cp), pai_font_role_zh(role), face->name,
                 pai_font_role_name(role), NULL);
    }
}

static const struct pai_face *primary(struct pai_itemizer *it, enum pai_font_role role) {
    if (!it->opened[role]) {
        it->opened[role] = true;
        it->primary[role] = pai_fontset_face(it->fonts, it->job, role);
    }
    return it->primary[role];
}

// The characters of a cluster that a face must have.
static size_t cluster_parts(const struct pai_itemizer *it, uint32_t i, uint32_t *out) {
    const struct pai_cluster *k = &it->clusters->v[i];
    uint32_t end = it->clusters->v[i + 1].first;
    size_t n = 0;
    if (k->alone) {
        out[0] = k->cp == '\t' || k->cp == 0xA0 ? ' ' : k->cp;
        return 1;
    }
    for (uint32_t at = k->first; at < end && n < PARTS_MAX;) {
        unsigned used;
        uint32_t cp = pai_utf8_next(it->text->s + at, end - at, &used);
        if (n == 0 || pai_is_selector(cp) || pai_trait_of(cp) != PAI_TRAIT_IGNORABLE) {
            out[n++] = cp == '\t' || cp == 0xA0 ? ' ' : cp;
        }
        at += used;
    }
    return n;
}

static bool has(struct pai_itemizer *it, enum pai_font_role role, const uint32_t *cps,
                size_t n) {
    const struct pai_face *face = primary(it, role);
    if (face == NULL) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (!pai_is_selector(cps[i]) && pai_face_glyph(face, cps[i]) == 0) {
            return false;
        }
    }
    return true;
}

struct pick {
    const struct pai_face *face;
    enum pai_font_role role; // whose chain it came from
    bool substitute;
};

// The face of a cluster: its role's own, else the other role's own for a symbol, else the
// chains.
static struct pick pick_face(struct pai_itemizer *it, uint32_t i,
                             const struct pai_stretch *st) {
    const struct pai_cluster *k = &it->clusters->v[i];
    enum pai_font_role role = k->latin ? st->latin : st->han;
    enum pai_font_role other = k->latin ? st->han : st->latin;
    uint32_t cps[PARTS_MAX];
    size_t n = cluster_parts(it, i, cps);
    if (has(it, role, cps, n)) {
        return (struct pick){primary(it, role), role, false};
    }
    if ((k->either || k->cls == PAI_CLS_SP) && has(it, other, cps, n)) {
        return (struct pick){primary(it, other), other, false};
    }
    uint32_t rank = 0;
    const struct pai_face *face = pai_fontset_find(it->fonts, it->job, role, cps, n, &rank);
    if (face == NULL) {
        role = other;
        face = pai_fontset_find(it->fonts, it->job, role, cps, n, &rank);
    }
    if (face == NULL && n > 1) {
        // No face has base and marks together: the base is set, the shaper reports the mark.
        role = k->latin ? st->latin : st->han;
        face = has(it, role, cps, 1)
                   ? primary(it, role)
                   : pai_fontset_find(it->fonts, it->job, role, cps, 1, &rank);
    }
    if (face == NULL) {
        pai_item_missing(it, k->first);
        return (struct pick){NULL, role, false};
    }
    if (face != primary(it, st->han) && face != primary(it, st->latin)) {
        report_substitute(it, k->first, k->latin ? st->latin : st->han, face);
        return (struct pick){face, role, true};
    }
    return (struct pick){face, role, false};
}

// Scales a fall-back face so that its 国 is as high as that of the role's own face
// (typography 7.4).
static void scale_item(struct pai_itemizer *it, struct pai_shape_item *item, pai_len size,
                       const struct pick *pick) {
    item->size = item->em = size;
    item->lift = 0;
    item->substitute = pick->substitute;
    const struct pai_face *own = primary(it, pick->role);
    const struct pai_face *face = pick->face;
    if (!pick->substitute || own == NULL) {
        return;
    }
    int64_t high = (int64_t)(own->guo_top - own->guo_bottom) * face->upem;
    int64_t low = (int64_t)(face->guo_top - face->guo_bottom) * own->upem;
    if (high <= 0 || low <= 0 || high > low * 5 / 4 || low > high * 5 / 4) {
        return;
    }
    item->size = (pai_len)pai_muldiv(size, high, low);
    item->lift = pai_len_units(own->guo_bottom, size, own->upem) -
                 pai_len_units(face->guo_bottom, item->size, face->upem);
}

static bool same_item(const struct pai_shape_item *a, const struct pai_shape_item *b) {
    return a->face == b->face && a->size == b->size && a->em == b->em && a->lift == b->lift &&
           a->lang == b->lang && a->substitute == b->substitute && a->raised == b->raised;
}

// True for a cluster that is set; reports text that runs right to left.
static bool settable(struct pai_itemizer *it, uint32_t i) {
    const struct pai_cluster *k = &it->clusters->v[i];
    if (k->skip) {
        return false;
    }
    uint32_t cp = k->cp;
    bool rtl = k->cls == PAI_CLS_LA && pai_trait_of(cp) == PAI_TRAIT_RTL;
    if (rtl && !it->in_right_to_left && it->right_to_left++ < RTL_MAX) {
        pai_diag(it->job, PAI_D_CHAR_RIGHT_TO_LEFT, char_span(it, k->first), char_text(it, cp),
                 char_code(it, cp), NULL);
    }
    if (rtl || k->cls != PAI_CLS_SP) {
        it->in_right_to_left = rtl;
    }
    return !rtl;
}

// The item of cluster i alone; false if it cannot be set.
static bool item_of(struct pai_itemizer *it, uint32_t i, struct pai_shape_item *item) {
    const struct pai_cluster *k = &it->clusters->v[i];
    if (!settable(it, i)) {
        return false;
    }
    while (it->stretch + 1 < it->stretch_count && it->stretches[it->stretch].end <= k->first) {
        it->stretch++;
    }
    const struct pai_stretch *st = &it->stretches[it->stretch];
    struct pick pick = pick_face(it, i, st);
    if (pick.face == NULL) {
        return false;
    }
    bool latin = k->latin || (k->either && pick.role == st->latin);
    if (k->either) {
        latin = pick.face == primary(it, st->latin);
        it->clusters->v[i].latin = latin;
        if (latin && k->cls == PAI_CLS_HAN) {
            it->clusters->v[i].cls = PAI_CLS_LA;
        }
    }
    item->face = pick.face;
    item->lang = latin ? PAI_LATN : it->lang == PAI_LATN ? PAI_ZH_HANS : it->lang;
    item->first = i;
    item->last = i + 1;
    scale_item(it, item, st->size, &pick);
    item->raised = st->rise > 0;
    item->lift += st->rise;
    return true;
}

bool pai_item_next(struct pai_itemizer *it, struct pai_shape_item *out) {
    bool any = false;
    while (it->next < it->clusters->n) {
        uint32_t stretch = it->stretch;
        struct pai_shape_item one;
        if (!item_of(it, it->next, &one)) {
            it->next++;
            if (any) {
                return true;
            }
            continue;
        }
        const struct pai_cluster *k = &it->clusters->v[it->next];
        bool full = any && out->last - out->first >= ITEM_MAX && k->cls != PAI_CLS_DS;
        // Shapers take long over endless marks on one base.
        bool marks = k->cls == PAI_CLS_LA && pai_trait_of(k->cp) == PAI_TRAIT_MARK;
        if (any && (full || marks || !same_item(out, &one))) {
            it->stretch = stretch; // looked at again
            return true;
        }
        if (!any) {
            *out = one;
            any = true;
        }
        out->last = ++it->next;
    }
    return any;
}
