// In: a text and its role. Out: its lines, shaped in the role's style and set to a measure.
// This is the only door from pages to src/text and src/para.
#include "composer.h"

#include <string.h>

static enum pai_font_role font_role(const char *name) {
    enum pai_font_role role = pai_font_role_find(name, strlen(name));
    return role == PAI_FONT_COUNT ? PAI_FONT_SONG : role;
}

static struct pai_stretch stretch(const struct pai_style *style, pai_len size, uint32_t end) {
    return (struct pai_stretch){
        .end = end,
        .han = font_role(style->font),
        .latin = font_role(style->latin),
        .size = size > 0 ? size : style->size,
    };
}

// The mark of a footnote: two thirds as large, raised so that its em box ends where that of the
// text does (typography 4).
static struct pai_stretch raised(struct pai_stretch s) {
    pai_len small = (pai_len)pai_muldiv(s.size, 2, 3);
    s.rise = (pai_len)pai_muldiv(s.size - small, 88, 100);
    s.size = small;
    return s;
}

static enum pai_lang lang(const struct pai_composer *c) {
    static const enum pai_lang of[] = {PAI_ZH_HANS, PAI_ZH_HANT, PAI_ZH_HK};
    return of[c->layout->marks.region]; // in the order of the words of the key
}

struct pai_shaped pai_set_shape(struct pai_composer *c, const struct pai_text *text,
                                enum pai_role role, pai_len size) {
    return pai_set_shape_in(c, text, &c->layout->style[role], size);
}

struct pai_shaped pai_set_shape_in(struct pai_composer *c, const struct pai_text *text,
                                   const struct pai_style *style, pai_len size) {
    struct pai_stretch s = stretch(style, size, text->len);
    return pai_shape(c->job, c->fonts, text, &s, 1, lang(c));
}

struct pai_shaped pai_set_mark(struct pai_composer *c, const struct pai_text *text,
                               enum pai_role role, bool raise) {
    struct pai_stretch s = stretch(&c->layout->style[role], 0, text->len);
    s = raise ? raised(s) : s;
    return pai_shape(c->job, c->fonts, text, &s, 1, lang(c));
}

pai_len pai_shaped_width(const struct pai_shaped *shaped) {
    int64_t width = 0;
    for (uint32_t i = 0; i < shaped->count; i++) {
        for (uint32_t k = 0; k < shaped->runs[i].count; k++) {
            width += shaped->runs[i].glyphs[k].advance;
        }
    }
    return width > PAI_LEN_MAX ? PAI_LEN_MAX : (pai_len)width;
}

static enum pai_align align_of(enum pai_layout_align a) {
    switch (a) {
    case PAI_ALIGN_LEFT:
        return PAI_LEFT;
    case PAI_ALIGN_CENTRE:
        return PAI_CENTRE;
    case PAI_ALIGN_RIGHT:
        return PAI_RIGHT;
    case PAI_ALIGN_JUSTIFY:
        break;
    }
    return PAI_JUSTIFY;
}

// The text in stretches: the run-in heading, or what is between two turns; the rest; and the
// marks of footnotes in all of these.
static const struct pai_stretch *stretches(struct pai_composer *c,
                                           const struct pai_set_what *what,
                                           const struct pai_style *style, uint32_t *n) {
    const struct pai_set_turns *turns = what->turns;
    uint32_t turn_count = turns != NULL ? turns->n : 0, len = what->text.len;
    size_t most = 2 * (size_t)what->mark_count + turn_count + 3;
    struct pai_stretch *s = PAI_NEW_N(c->job->arena, struct pai_stretch, most);
    struct pai_style other = *style;
    other.font = turns != NULL ? turns->font : style->font;
    for (uint32_t from = 0, mark = 0, turn = 0; from < len; from = s[*n - 1].end) {
        while (turn < turn_count && turns->at[turn] <= from) {
            turn++;
        }
        bool lead = from < what->lead && what->lead <= len;
        bool at_mark = mark < what->mark_count && what->marks[mark].at == from;
        uint32_t end = lead ? what->lead : turn < turn_count ? turns->at[turn] : len;
        end = end < len ? end : len;
        if (at_mark) {
            end = from + what->marks[mark].len;
        } else if (mark < what->mark_count && what->marks[mark].at < end) {
            end = what->marks[mark].at;
        }
        const struct pai_style *in = lead            ? &c->layout->style[what->lead_role]
                                     : turn % 2 == 1 ? &other
                                                     : style;
        struct pai_stretch next = stretch(in, what->size, end);
        s[(*n)++] = at_mark ? raised(next) : next;
        mark += at_mark;
    }
    return s;
}

struct pai_setting pai_set_text(struct pai_composer *c, const struct pai_set_what *what) {
    const struct pai_style *style =
        what->style != NULL ? what->style : &c->layout->style[what->role];
    struct pai_setting out = {
        .role = what->role, .text = what->text, .style = style, .measure = what->measure};
    if (what->text.len == 0) {
        return out;
    }
    out.addresses = pai_addresses_find(c, &out.text, &out.address_count);
    uint32_t n = 0;
    const struct pai_stretch *s = stretches(c, what, style, &n);
    struct pai_shaped shaped = pai_shape(c->job, c->fonts, &out.text, s, n, lang(c));
    // Typography 3.9: 1/4 em, from 1/8 to 1/2; a style of another natural gap keeps the
    // proportions.
    struct pai_para_params params = {
        .measure = what->measure,
        .indent = what->indent,
        .turnover = what->turnover,
        .label = what->label,
        .align = align_of(style->align),
        .em = what->size > 0 ? what->size : style->size,
        .gap = style->gap,
        .gap_min = (uint8_t)(style->gap / 2),
        .gap_max = (uint8_t)(style->gap * 2),
        .balance = what->balance,
        .marks = (enum pai_marks)c->layout->marks.style, // the same words in the same order
        .level = (enum pai_ban)c->layout->marks.level,
        .hang = c->layout->marks.hang && align_of(style->align) == PAI_JUSTIFY,
        .hyphens = align_of(style->align) == PAI_JUSTIFY ? c->hyphens : NULL,
        .explain = what->explain,
    };
    out.lines = pai_para_set(c->job, &out.text, shaped.runs, shaped.count, &params,
                             what->forced, what->forced_count);
    return out;
}

struct pai_setting pai_set_plain(struct pai_composer *c, struct pai_text text,
                                 enum pai_role role, pai_len measure) {
    struct pai_set_what what = {
        .text = text,
        .role = role,
        .measure = measure,
        .indent = c->layout->style[role].indent,
    };
    return pai_set_text(c, &what);
}
