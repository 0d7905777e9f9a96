// In: runs. Out: one cluster after another with its body, its blank half and the shift of its
// glyph. Promised: the body of a mark is half an em and holds its ink, wherever the font has
// drawn it (typography 3.6, 3.14).
#include "node.h"

#include "utf8.h"

static pai_len clamp_len(int64_t v) {
    return v > PAI_LEN_MAX / 4      ? PAI_LEN_MAX / 4
           : v < -(PAI_LEN_MAX / 4) ? -(PAI_LEN_MAX / 4)
                                    : (pai_len)v;
}

bool pai_unit_word(const struct pai_unit *u) {
    switch (u->cls) {
    case PAI_CLS_NU:
    case PAI_CLS_LA:
        return true;
    case PAI_CLS_PR:
    case PAI_CLS_PO:
    case PAI_CLS_LOP:
    case PAI_CLS_LCL:
        return u->latin;
    default:
        return false;
    }
}

// Splits the cell of a mark into body and blank. Fonts whose marks are not full width are given
// a full-width cell.
static void unit_halve(struct pai_unit *u, const struct pai_glyph *g, enum pai_marks marks) {
    int64_t full = clamp_len(g->advance);
    bool odd = full < u->em / 4 * 3 || full > u->em / 4 * 5;
    full = odd ? u->em : full;
    u->width = (pai_len)(full / 2);
    u->blank = (pai_len)(full - u->width);
    bool ends = u->cls == PAI_CLS_PS || u->cls == PAI_CLS_EX;
    if (marks == PAI_MARKS_HALF || (marks == PAI_MARKS_KAIMING && !ends)) {
        u->blank = 0; // half width everywhere (typography 3.5)
    }
    int64_t shift = u->cls == PAI_CLS_OP ? u->width - full : 0;
    if (g->ink_left != 0 || g->ink_right != 0) {
        int64_t slip = u->em / 50; // ink may touch the edge of the half body
        int64_t left = shift + g->ink_left;
        int64_t right = shift + g->ink_right;
        if (odd || left < -slip || right > u->width + slip) {
            shift = u->width / 2 - ((int64_t)g->ink_left + g->ink_right) / 2;
        }
    }
    u->shift = clamp_len(shift);
}

bool pai_unit_next(const struct pai_setter *s, uint32_t *run, uint32_t *glyph,
                   struct pai_unit *out) {
    while (*run < s->run_count && *glyph >= s->runs[*run].count) {
        ++*run;
        *glyph = 0;
    }
    if (*run >= s->run_count) {
        return false;
    }
    const struct pai_run *r = &s->runs[*run];
    const struct pai_glyph *g = &r->glyphs[*glyph];
    struct pai_unit u = {.run = *run, .glyph = *glyph, .first = g->cluster, .cls = g->cls};
    u.em = r->em > 0 && r->em < PAI_LEN_MAX / 16 ? r->em : s->p.em;
    int64_t width = 0;
    uint32_t i = *glyph;
    for (; i < r->count && r->glyphs[i].cluster == g->cluster; i++) {
        width += r->glyphs[i].advance;
    }
    u.count = i - *glyph;
    u.end = i < r->count ? r->glyphs[i].cluster : r->end;
    unsigned used;
    u.cp = g->cluster < s->text->len
               ? pai_utf8_next(s->text->s + g->cluster, s->text->len - g->cluster, &used)
               : 0;
    u.width = clamp_len(width < 0 ? 0 : width);
    u.latin = r->lang == PAI_LATN;
    if (pai_class_is_mark(u.cls)) {
        unit_halve(&u, g, s->p.marks);
    }
    *glyph = i;
    *out = u;
    return true;
}
