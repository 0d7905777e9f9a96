// In: the entries of the distribution or the credits. Out: a line or more for each (本期送：…),
// turnover under the first character behind the label (GB/T 9704 7.4.2; typography 1.7, 2.3).
#include "build.h"

#include "buf.h"

#include <string.h>

static const char COLON[] = "：";

static const struct pai_text *label_of(const struct pai_scene *s) {
    return s->distribution != NULL ? &s->distribution->label : &s->credit->label;
}

static struct pai_text part(const struct pai_text *text, uint32_t from, uint32_t len) {
    struct pai_text out = *text;
    uint32_t n = 0;
    while (n < text->map_count && text->map[n].offset < from) {
        n++;
    }
    if (from > 0) {
        // Only the text is measured or spread; its place is that of what follows.
        out.s += from;
        out.map = NULL;
        out.map_count = 0;
    }
    out.len = len;
    return out;
}

static pai_len width_of(struct pai_composer *c, const struct pai_layout_block *b,
                        const struct pai_text *text) {
    if (text->len == 0) {
        return 0;
    }
    struct pai_text *kept = PAI_NEW(c->job->arena, struct pai_text);
    *kept = *text;
    struct pai_shaped shaped = pai_set_shape_in(c, kept, &b->set, 0);
    return pai_shaped_width(&shaped);
}

// The bytes up to and with the colon behind the label; 0 where there is none.
static uint32_t head_length(const struct pai_scene *s, const struct pai_text *text) {
    const struct pai_text *label = label_of(s);
    const char *colon = label->len > 0 ? strstr(text->s, COLON) : NULL;
    return colon != NULL && colon < text->s + text->len
               ? (uint32_t)(colon - text->s + (ptrdiff_t)strlen(COLON))
               : 0;
}

static uint32_t characters(const struct pai_text *text) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < text->len; i++) {
        n += ((unsigned char)text->s[i] & 0xC0) != 0x80;
    }
    return n;
}

struct entry {
    struct pai_scene scene;
    struct pai_text text;
    uint32_t head; // bytes
};

static bool entry_at(const struct pai_scene *scene, const struct pai_layout_block *b,
                     uint32_t i, struct entry *e) {
    const struct pai_doc *doc = scene->c->doc;
    e->scene = *scene;
    if (b->over == PAI_OVER_DISTRIBUTION) {
        e->scene.distribution = &doc->distribution[i];
    } else {
        e->scene.credit = &doc->credits[i];
    }
    if (b->text == NULL || !pai_template_fill(&e->scene, b->text, &e->text)) {
        return false;
    }
    e->head = head_length(&e->scene, &e->text);
    return true;
}

static struct pai_setting *set(struct pai_composer *c, const struct pai_layout_block *b,
                               struct pai_text text, pai_len measure,
                               const struct pai_text *label) {
    pai_len turnover = width_of(c, b, label);
    bool hangs = turnover <= measure / 2;
    struct pai_setting *s = PAI_NEW(c->job->arena, struct pai_setting);
    struct pai_set_what what = {.text = text,
                                .role = b->style,
                                .style = &b->set,
                                .measure = measure,
                                .turnover = hangs ? turnover : 0,
                                .label = hangs ? label->len : 0};
    *s = pai_set_text(c, &what);
    return s;
}

// The label spread to `wide` (均排, typography 3.11; a single character keeps to the left),
// then the colon, all colons in line.
static pai_len put_even(const struct entry *e, const struct pai_layout_block *b,
                        struct pai_built *out, int32_t id, pai_len measure, pai_len wide,
                        pai_len y) {
    struct pai_composer *c = e->scene.c;
    uint32_t colon = e->head - (uint32_t)strlen(COLON);
    struct pai_text label = part(&e->text, 0, colon);
    struct pai_joined j = pai_joined_make(c->job->arena);
    pai_joined_str(&j, COLON);
    struct pai_text mark = pai_joined_text(&j);
    struct pai_text rest = part(&e->text, e->head, e->text.len - e->head);
    rest.map = e->scene.distribution != NULL ? e->scene.distribution->to.map : NULL;
    rest.map_count = e->scene.distribution != NULL ? e->scene.distribution->to.map_count : 0;
    pai_joined_put(&j, &rest);
    uint32_t cells = characters(&label);
    pai_len size = b->set.size, spare = wide - width_of(c, b, &label);
    struct pai_setting *s = PAI_NEW(c->job->arena, struct pai_setting);
    *s = pai_set_spread_in(c, label, b->style, &b->set, size,
                           cells > 1 ? spare / (pai_len)(cells - 1) : 0, size / 2);
    pai_built_lines(c, out, s, id, b->indent, y, size);
    return pai_built_lines(c, out, set(c, b, pai_joined_text(&j), measure - wide, &mark), id,
                           b->indent + wide, y, pai_block_pitch(b));
}

// The width of the widest label, to which the others are spread; 0: each keeps its own, or
// there would be no room behind it.
static pai_len widest_label(const struct pai_scene *scene, const struct pai_layout_block *b,
                            uint32_t n, pai_len measure) {
    pai_len most = 0;
    struct entry e;
    for (uint32_t i = 0; b->labels == PAI_LABELS_EVEN && i < n; i++) {
        if (entry_at(scene, b, i, &e) && e.head > 0) {
            struct pai_text label = part(&e.text, 0, e.head - (uint32_t)strlen(COLON));
            pai_len width = width_of(scene->c, b, &label);
            most = width > most ? width : most;
        }
    }
    return most > measure / 2 ? 0 : most;
}

struct pai_built pai_build_list(const struct pai_scene *scene, const struct pai_layout_block *b,
                                pai_len width) {
    struct pai_composer *c = scene->c;
    bool distribution = b->over == PAI_OVER_DISTRIBUTION;
    uint32_t n = distribution ? c->doc->distribution_count : c->doc->credit_count;
    struct pai_built out = {.there = false};
    pai_len measure = width - 2 * b->indent, y = 0;
    pai_len wide = widest_label(scene, b, n, measure);
    struct entry e;
    for (uint32_t i = 0; measure > 0 && i < n; i++) {
        if (!entry_at(scene, b, i, &e)) {
            continue;
        }
        y = out.there ? pai_built_clamp((int64_t)y + pai_block_pitch(b)) : 0;
        out.there = true;
        if (wide > 0 && e.head > 0) {
            y = put_even(&e, b, &out, (int32_t)i, measure, wide, y);
        } else {
            struct pai_text head = part(&e.text, 0, e.head);
            y = pai_built_lines(c, &out, set(c, b, e.text, measure, &head), (int32_t)i,
                                b->indent, y, pai_block_pitch(b));
        }
    }
    out.height = out.there ? pai_built_clamp((int64_t)y + b->set.size) : 0;
    return out;
}
