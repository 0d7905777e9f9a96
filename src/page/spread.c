// In: a short text. Out: one line of it with a given gap between characters (均排,
// typography 3.11), for the masthead's name and the folio, which no paragraph rule should
// touch.
#include "composer.h"

static bool last_of_cluster(const struct pai_run *run, uint32_t i) {
    return i + 1 == run->count || run->glyphs[i + 1].cluster != run->glyphs[i].cluster;
}

struct pai_setting pai_set_spread(struct pai_composer *c, struct pai_text text,
                                  enum pai_role role, pai_len size, pai_len gap,
                                  pai_len space) {
    return pai_set_spread_in(c, text, role, &c->layout->style[role], size, gap, space);
}

struct pai_setting pai_set_spread_in(struct pai_composer *c, struct pai_text text,
                                     enum pai_role role, const struct pai_style *style,
                                     pai_len size, pai_len gap, pai_len space) {
    struct pai_setting *out = PAI_NEW(c->job->arena, struct pai_setting);
    *out = (struct pai_setting){.role = role, .text = text, .style = style};
    struct pai_shaped shaped = pai_set_shape_in(c, &out->text, style, size);
    struct pai_line *line = PAI_NEW(c->job->arena, struct pai_line);
    struct pai_line_part *parts =
        PAI_NEW_N(c->job->arena, struct pai_line_part, shaped.count + 1);
    int64_t pen = 0;
    for (uint32_t r = 0; r < shaped.count; r++) {
        const struct pai_run *run = &shaped.runs[r];
        pai_len *x = PAI_NEW_N(c->job->arena, pai_len, run->count + 1);
        for (uint32_t i = 0; i < run->count; i++) {
            const struct pai_glyph *g = &run->glyphs[i];
            bool blank = text.s[g->cluster] == ' ';
            x[i] = (pai_len)(pen + g->dx);
            pen += blank ? space : g->advance;
            if (!blank && last_of_cluster(run, i)) {
                pen += gap;
            }
        }
        parts[r] = (struct pai_line_part){run, 0, run->count, false, x};
    }
    if (shaped.count > 0) {
        pen -= gap;
    }
    *line = (struct pai_line){.first = 0,
                              .end = text.len,
                              .width = (pai_len)pen,
                              .last = true,
                              .parts = parts,
                              .part_count = shaped.count};
    out->measure = (pai_len)pen;
    out->lines = (struct pai_lines){line, 1};
    return *out;
}
