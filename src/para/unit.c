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

// Where the blank of a mark stands: before an opening one, behind a closing one and a stop; in
// Traditional a quarter on both sides of a stop and of an interpunct, none at ！？
// (typography 3.4).
static void unit_blank(struct pai_unit *u, pai_len full, enum pai_marks marks) {
    bool brackets = u->cls == PAI_CLS_OP || u->cls == PAI_CLS_CL;
    bool ends = u->cls == PAI_CLS_PS || u->cls == PAI_CLS_EX;
    if (u->centred && u->cls == PAI_CLS_EX) {
        u->width = full;
        return;
    }
    u->width = full / 2;
    if (marks == PAI_MARKS_HALF || (marks == PAI_MARKS_KAIMING && !ends)) {
        return; // half width everywhere (typography 3.5)
    }
    pai_len blank = full - u->width;
    bool both = u->centred && !brackets;
    u->lead = both ? blank / 2 : u->cls == PAI_CLS_OP ? blank : 0;
    u->trail = blank - u->lead;
}

// Splits the cell of a mark into body and blank. Fonts whose marks are not full width are given
// a full-width cell.
static void unit_halve(struct pai_unit *u, const struct pai_glyph *g, enum pai_marks marks) {
    int64_t full = clamp_len(g->advance);
    bool odd = full < u->em / 4 * 3 || full > u->em / 4 * 5;
    full = odd ? u->em : full;
    unit_blank(u, (pai_len)full, marks);
    bool middle = u->centred && u->cls != PAI_CLS_OP && u->cls != PAI_CLS_CL;
    int64_t shift = u->cls == PAI_CLS_OP ? u->width - full : middle ? (u->width - full) / 2 : 0;
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
    u.raised = r->raised;
    u.centred = r->lang == PAI_ZH_HANT || r->lang == PAI_ZH_HK;
    if (pai_class_is_mark(u.cls)) {
        unit_halve(&u, g, s->p.marks);
    } else if (u.cls == PAI_CLS_IP && u.centred && s->p.marks != PAI_MARKS_HALF &&
               s->p.marks != PAI_MARKS_KAIMING) {
        u.lead = u.trail = u.em / 4; // the body was fixed at half an em when it was shaped
    }
    *glyph = i;
    *out = u;
    return true;
}
