// In: distribution, credits and print run. Out: the footer block (报尾, typography 1.7
// and 2.3), built first, measured, and pinned so that the bottom edge of its last rule is the
// bottom of the type area.
#include "composer.h"

#include "buf.h"

// A label that is set apart (even) and what follows; else all is in text.
struct entry {
    struct pai_setting label, text;
    pai_len at; // of text, from where the label begins
};

struct pai_footer {
    struct pai_composer *c;
    PAI_VEC(struct entry) distribution;
    struct pai_setting credits, copies; // no lines if absent
    uint32_t rows[2];                   // text lines above and below the inner rule
    pai_len height;
};

static const char COLON[] = "：";

// One line of the list: 本期送：…, turnover under the first character after the colon (GB/T
// 9704 7.4.2).
static struct pai_setting set_entry(struct pai_composer *c, const struct pai_distribution *d,
                                    pai_len measure) {
    struct pai_joined head = pai_joined_make(c->job->arena);
    if (d->label.len > 0) {
        pai_joined_put(&head, &d->label);
        pai_joined_str(&head, COLON);
    }
    struct pai_text *label = PAI_NEW(c->job->arena, struct pai_text);
    *label = pai_joined_text(&head);
    struct pai_shaped shaped = {NULL, 0};
    if (label->len > 0) {
        shaped = pai_set_shape(c, label, PAI_ROLE_DISTRIBUTION, 0);
    }
    pai_joined_put(&head, &d->to);
    struct pai_set_what what = {
        .text = pai_joined_text(&head),
        .role = PAI_ROLE_DISTRIBUTION,
        .measure = measure,
        .turnover = pai_shaped_width(&shaped),
    };
    if (what.turnover > measure / 2) {
        what.turnover = 0; // a label longer than half the line: nothing to align under
    }
    return pai_set_text(c, &what);
}

static size_t name_length(const struct pai_text *name) {
    size_t n = 0;
    for (uint32_t i = 0; i < name->len; i++) {
        n += ((unsigned char)name->s[i] & 0xC0) != 0x80;
    }
    return n;
}

static pai_len label_width(struct pai_composer *c, const struct pai_text *label) {
    struct pai_shaped shaped = {NULL, 0};
    if (label->len > 0) {
        shaped = pai_set_shape(c, label, PAI_ROLE_DISTRIBUTION, 0);
    }
    return pai_shaped_width(&shaped);
}

// The width of the widest label, to which the others are spread; 0: each keeps its own, or
// there would be no room behind it.
static pai_len widest_label(struct pai_composer *c, pai_len measure) {
    pai_len most = 0;
    for (uint32_t i = 0;
         c->layout->footer.labels == PAI_LABELS_EVEN && i < c->doc->distribution_count; i++) {
        pai_len width = label_width(c, &c->doc->distribution[i].label);
        most = width > most ? width : most;
    }
    return most > measure / 2 ? 0 : most;
}

// The label spread to `wide` (均排, typography 3.11; a single character keeps to the left),
// then the colon, all colons in line; turnover behind the colon as before.
static struct entry set_even(struct pai_composer *c, const struct pai_distribution *d,
                             pai_len measure, pai_len wide) {
    pai_len size = c->layout->style[PAI_ROLE_DISTRIBUTION].size;
    pai_len spare = wide - label_width(c, &d->label);
    size_t cells = name_length(&d->label);
    struct pai_joined j = pai_joined_make(c->job->arena);
    pai_joined_str(&j, COLON);
    struct pai_text colon = pai_joined_text(&j);
    pai_joined_put(&j, &d->to);
    struct pai_set_what what = {
        .text = pai_joined_text(&j),
        .role = PAI_ROLE_DISTRIBUTION,
        .measure = measure - wide,
        .turnover = label_width(c, &colon),
    };
    return (struct entry){
        .label = pai_set_spread(c, d->label, PAI_ROLE_DISTRIBUTION, size,
                                cells > 1 ? spare / (pai_len)(cells - 1) : 0, size / 2),
        .text = pai_set_text(c, &what),
        .at = wide,
    };
}

// Two-character names are padded to three cells only where a three-character name shares the
// list (typography 3.11).
static void join_names(struct pai_joined *j, const struct pai_credit *credit, bool pad) {
    for (uint32_t i = 0; i < credit->name_count; i++) {
        const struct pai_text *name = &credit->names[i];
        if (i > 0) {
            pai_joined_str(j, "\u3000");
        }
        if (pad && name_length(name) == 2 && name->len == 6) {
            struct pai_text first = *name, second = *name;
            first.len = 3;
            second.s += 3;
            second.len = 3;
            second.map = NULL;
            second.map_count = 0;
            pai_joined_put(j, &first);
            pai_joined_str(j, "\u3000");
            pai_joined_put(j, &second);
        } else {
            pai_joined_put(j, name);
        }
    }
}

static struct pai_text credits_text(struct pai_composer *c) {
    struct pai_joined j = pai_joined_make(c->job->arena);
    for (uint32_t i = 0; i < c->doc->credit_count; i++) {
        const struct pai_credit *credit = &c->doc->credits[i];
        bool pad = false;
        for (uint32_t k = 0; k < credit->name_count; k++) {
            pad = pad || name_length(&credit->names[k]) == 3;
        }
        if (i > 0) {
            pai_joined_str(&j, "\u3000\u3000");
        }
        if (credit->label.len > 0) {
            pai_joined_put(&j, &credit->label);
            pai_joined_str(&j, COLON);
        }
        join_names(&j, credit, pad);
    }
    return pai_joined_text(&j);
}

static int64_t group_height(const struct pai_footer *f, uint32_t rows) {
    const struct pai_layout *l = f->c->layout;
    int64_t em = l->style[PAI_ROLE_DISTRIBUTION].size;
    return rows == 0
               ? 0
               : 2 * (int64_t)l->footer.padding + em + (int64_t)(rows - 1) * l->footer.pitch;
}

// Credits and print run share the last line if they fit beside each other; else the print run
// takes a line of its own.
static void set_last(struct pai_footer *f, pai_len measure) {
    struct pai_composer *c = f->c;
    if (c->doc->copies >= 0) {
        struct pai_joined j = pai_joined_make(c->job->arena);
        pai_buf_fmt(j.buf, "共印%d份", (int)c->doc->copies);
        f->copies = pai_set_plain(c, pai_joined_text(&j), PAI_ROLE_COPIES, measure);
    }
    if (c->doc->credit_count > 0) {
        f->credits = pai_set_plain(c, credits_text(c), PAI_ROLE_CREDITS, measure);
    }
    uint32_t n = f->credits.lines.n;
    f->rows[1] = n;
    if (f->copies.lines.n > 0) {
        const struct pai_line *end = n > 0 ? &f->credits.lines.v[n - 1] : NULL;
        pai_len em = c->layout->style[PAI_ROLE_CREDITS].size;
        bool beside = end != NULL &&
                      (int64_t)end->x + end->width + em + f->copies.lines.v[0].width <= measure;
        f->rows[1] += beside ? 0 : 1;
    }
}

struct pai_footer *pai_footer_make(struct pai_composer *c) {
    struct pai_footer *f = PAI_NEW(c->job->arena, struct pai_footer);
    const struct pai_layout *l = c->layout;
    f->c = c;
    pai_len measure = l->area.width - 2 * l->footer.side;
    pai_len wide = widest_label(c, measure);
    for (uint32_t i = 0; i < c->doc->distribution_count; i++) {
        const struct pai_distribution *d = &c->doc->distribution[i];
        struct entry e = {0};
        if (wide > 0 && d->label.len > 0) {
            e = set_even(c, d, measure, wide);
        } else {
            e.text = set_entry(c, d, measure);
        }
        PAI_VEC_PUT(c->job->arena, &f->distribution, e);
        f->rows[0] += e.text.lines.n;
    }
    set_last(f, measure);
    if (f->rows[0] + f->rows[1] > 0) {
        bool both = f->rows[0] > 0 && f->rows[1] > 0;
        int64_t height = 2 * (int64_t)l->footer.thick + (both ? l->footer.thin : 0) +
                         group_height(f, f->rows[0]) + group_height(f, f->rows[1]);
        // More than any page has: the composer refuses it.
        f->height = height > PAI_LEN_MAX / 2 ? PAI_LEN_MAX / 2 : (pai_len)height;
    }
    return f;
}

pai_len pai_footer_height(const struct pai_footer *f) {
    return f->height;
}

struct pai_span pai_footer_span(const struct pai_composer *c) {
    const struct pai_doc *doc = c->doc;
    if (doc->distribution_count > 0) {
        const struct pai_distribution *d = &doc->distribution[0];
        return pai_text_span(d->label.len > 0 ? &d->label : &d->to, 0, 1);
    }
    return doc->credit_count > 0 ? pai_text_span(&doc->credits[0].label, 0, 1) : doc->start;
}

// Puts the lines of one setting from the em-box top y on; returns the em-box top of the next
// line.
static pai_len put_lines(struct pai_sheet *sheet, const struct pai_setting *s,
                         int32_t paragraph, pai_len at, pai_len y) {
    const struct pai_layout *l = sheet->c->layout;
    pai_sheet_tag(sheet, PAI_TAG_P, 0);
    for (uint32_t i = 0; i < s->lines.n; i++) {
        struct pai_line_id id = {-1, paragraph, (int32_t)i};
        pai_sheet_line(sheet, s, i, id, sheet->left + l->footer.side + at,
                       y + (pai_len)pai_muldiv(s->style->size, 88, 100));
        y += l->footer.pitch;
    }
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
    return y;
}

void pai_footer_put(struct pai_sheet *sheet, const struct pai_footer *f) {
    const struct pai_layout *l = sheet->c->layout;
    const struct pai_ink *black = sheet->c->black;
    if (f->height == 0) {
        return;
    }
    pai_len y = l->area.top + l->area.height - f->height;
    pai_sheet_rule(sheet, "footer-thick", black, sheet->left, y, l->area.width,
                   l->footer.thick);
    y += l->footer.thick;
    pai_len em = l->style[PAI_ROLE_DISTRIBUTION].size;
    if (f->rows[0] > 0) {
        pai_len top = y + l->footer.padding;
        for (uint32_t i = 0; i < f->distribution.n; i++) {
            const struct entry *e = &f->distribution.v[i];
            if (e->label.lines.n > 0) {
                put_lines(sheet, &e->label, (int32_t)i, 0, top);
            }
            top = put_lines(sheet, &e->text, (int32_t)i, e->at, top);
        }
        y = top - l->footer.pitch + em + l->footer.padding;
        if (f->rows[1] > 0) {
            pai_sheet_rule(sheet, "footer-thin", black, sheet->left, y, l->area.width,
                           l->footer.thin);
            y += l->footer.thin;
        }
    }
    if (f->rows[1] > 0) {
        pai_len top = y + l->footer.padding;
        if (f->credits.lines.n > 0) {
            put_lines(sheet, &f->credits, 0, 0, top);
        }
        if (f->copies.lines.n > 0) {
            put_lines(sheet, &f->copies, 0, 0,
                      top + (pai_len)(f->rows[1] - 1) * l->footer.pitch);
        }
        y = top + (pai_len)(f->rows[1] - 1) * l->footer.pitch + em + l->footer.padding;
    }
    pai_sheet_rule(sheet, "footer-thick", black, sheet->left, y, l->area.width,
                   l->footer.thick);
}
