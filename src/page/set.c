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

// The stretches up to the last turn.
static uint32_t turn(const struct pai_set_turns *turns, const struct pai_style *style,
                     uint32_t len, struct pai_stretch *out) {
    struct pai_style other = *style;
    uint32_t n = 0, from = 0;
    other.font = turns->font;
    for (uint32_t i = 0; i < turns->n; i++) {
        uint32_t end = turns->at[i] < len ? turns->at[i] : len;
        if (end > from) { // a field may stand at the very beginning, or beside another
            out[n++] = stretch(i % 2 == 0 ? style : &other, 0, end);
            from = end;
        }
    }
    return n;
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
    struct pai_stretch s[PAI_TURNS_MOST + 1];
    uint32_t n = what->turns != NULL ? turn(what->turns, style, what->text.len, s) : 0;
    if (what->lead > 0 && what->lead <= what->text.len) {
        s[n++] = stretch(&c->layout->style[what->lead_role], what->size, what->lead);
    }
    if (n == 0 || s[n - 1].end < what->text.len) {
        s[n++] = stretch(style, what->size, what->text.len);
    }
    struct pai_shaped shaped = pai_shape(c->job, c->fonts, &out.text, s, n, lang(c));
    // Typography 3.9: 1/4 em, from 1/8 to 1/2; a style of another natural gap keeps the
    // proportions.
    struct pai_para_params params = {
        .measure = what->measure,
        .indent = what->indent,
        .turnover = what->turnover,
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
