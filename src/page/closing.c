// In: the addressee, attachments, signature, date and remark of an official document, the
// attendance lists of minutes, the labels of annexes. Out: their rows (GB/T 9704 7.3.2, 7.3.4-
// 7.3.7, 10.3; typography 1.5, 1.6). Promises: what closes a document never stands on a page
// without a line of its text (there is no page for the seal alone).
#include "flow.h"

#include "buf.h"

static const char ATTACHMENTS[] = "附件：";

static struct pai_setting set_body(struct pai_composer *c, const struct pai_text *text,
                                   pai_len indent, pai_len turnover, uint32_t label,
                                   pai_len measure) {
    struct pai_set_what what = {
        .text = *text,
        .role = PAI_ROLE_BODY,
        .measure = measure,
        .indent = indent,
        .turnover = turnover,
        .label = label,
    };
    return pai_set_text(c, &what);
}

static pai_len width_of(struct pai_composer *c, const struct pai_text *text, uint32_t bytes,
                        enum pai_role role) {
    struct pai_text *part = PAI_NEW(c->job->arena, struct pai_text);
    *part = *text;
    part->len = bytes < text->len ? bytes : text->len;
    struct pai_shaped shaped = {NULL, 0};
    if (part->len > 0) {
        shaped = pai_set_shape(c, part, role, 0);
    }
    return pai_shaped_width(&shaped);
}

// Bytes of a number in front of a name: 1. or 12．
static uint32_t number_bytes(const struct pai_text *text) {
    uint32_t i = 0;
    while (i < text->len && text->s[i] >= '0' && text->s[i] <= '9') {
        i++;
    }
    return i > 0 && i < text->len && text->s[i] == '.' ? i + 1 : 0;
}

// 附件：1.… two cells in, the numbers under each other, turnover under the first character of
// the name (7.3.4).
static uint32_t put_attachments(struct pai_flow_state *f, int32_t article, uint32_t from) {
    struct pai_composer *c = f->c;
    const struct pai_article *a = &c->doc->articles[article];
    pai_len indent = 2 * c->layout->cell, label = 0;
    pai_flow_blank(f, 1);
    uint32_t i = from;
    for (; i < a->body_count && a->body[i].kind == PAI_ATTACHMENT; i++) {
        const struct pai_text *name = &a->body[i].text;
        struct pai_joined j = pai_joined_make(c->job->arena);
        if (i == from) {
            pai_joined_str(&j, ATTACHMENTS);
            struct pai_text head = pai_joined_text(&j);
            label = width_of(c, &head, head.len, PAI_ROLE_BODY);
        }
        uint32_t head = (uint32_t)j.buf->n;
        pai_joined_put(&j, name);
        struct pai_text *text = PAI_NEW(c->job->arena, struct pai_text);
        *text = pai_joined_text(&j);
        pai_len at = indent + label;
        pai_len turnover = at + width_of(c, name, number_bytes(name), PAI_ROLE_BODY);
        struct pai_setting s = set_body(c, text, i == from ? indent : at, turnover,
                                        head + number_bytes(name), c->layout->column);
        pai_flow_put(f, s, article, (int32_t)i, 0, false, PAI_TAG_P);
    }
    return i - from;
}

static pai_len line_width(const struct pai_setting *s) {
    return s->lines.n > 0 ? s->lines.v[0].x + s->lines.v[0].width : 0;
}

// A date is set tight, its digits being half as wide as a cell (typography 3.9).
static struct pai_setting set_date(struct pai_composer *c, const struct pai_text *text) {
    pai_len size = c->layout->style[PAI_ROLE_BODY].size;
    return pai_set_spread(c, *text, PAI_ROLE_BODY, size, 0, size / 2);
}

// Where names and date begin, from the left edge of the type area (7.3.5). Sealed: the date
// ends four cells from the right, the names are centred over it. Plain: the names end two cells
// from the right and the date begins two cells behind their first character; a longer date
// takes the place at the right instead.
struct places {
    pai_len name, date; // left edge of the widest name; of the date
};

static struct places places_of(const struct pai_layout *l, pai_len name, pai_len date) {
    int64_t right = l->column, cell = l->cell, n, d;
    if (l->articles.signature == PAI_SIGNATURE_SEALED) {
        d = right - 4 * cell - date;
        n = d + ((int64_t)date - name) / 2;
        if (n + name > right) {
            n = right - name;
        }
    } else {
        n = right - 2 * cell - name;
        d = n + 2 * cell;
        if (date > name) {
            d = right - 2 * cell - date;
            n = d - 2 * cell;
        }
    }
    return (struct places){n < 0 ? 0 : (pai_len)n, d < 0 ? 0 : (pai_len)d};
}

// Names and date on one page with the last line of the text.
static uint32_t put_signature(struct pai_flow_state *f, int32_t article, uint32_t from) {
    struct pai_composer *c = f->c;
    const struct pai_article *a = &c->doc->articles[article];
    uint32_t end = from;
    while (end < a->body_count && a->body[end].kind == PAI_SIGNATURE) {
        end++;
    }
    bool dated = end < a->body_count && a->body[end].kind == PAI_SIGNED;
    end += dated;
    struct pai_setting *set = PAI_NEW_N(c->job->arena, struct pai_setting, end - from);
    pai_len name = 0, date = 0;
    for (uint32_t i = from; i < end; i++) {
        bool last = dated && i + 1 == end;
        set[i - from] = last ? set_date(c, &a->body[i].text)
                             : set_body(c, &a->body[i].text, 0, 0, 0, c->layout->column);
        pai_len width = line_width(&set[i - from]);
        date = last ? width : date;
        name = !last && width > name ? width : name;
    }
    struct places at = places_of(c->layout, name, date);
    // Room for the seal, whose top stays within a line of the text.
    pai_flow_blank(f, c->layout->articles.signature == PAI_SIGNATURE_SEALED ? 2 : 1);
    for (uint32_t i = from; i < end; i++) {
        bool last = dated && i + 1 == end;
        pai_len inset = last ? 0 : (name - line_width(&set[i - from])) / 2;
        pai_flow_put(f, set[i - from], article, (int32_t)i, (last ? at.date : at.name) + inset,
                     i + 1 < end, PAI_TAG_P);
    }
    return end - from;
}

// 出席： two cells in, the label in 黑体, turnover under the first name (10.3).
static void put_attendance(struct pai_flow_state *f, int32_t article, uint32_t i) {
    struct pai_composer *c = f->c;
    const struct pai_article *a = &c->doc->articles[article];
    const struct pai_block *b = &a->body[i];
    pai_len indent = 2 * c->layout->cell;
    if (i == 0 || a->body[i - 1].kind != PAI_ATTENDANCE) {
        pai_flow_blank(f, 1);
    }
    struct pai_set_what what = {
        .text = b->text,
        .role = PAI_ROLE_BODY,
        .lead = b->lead,
        .lead_role = PAI_ROLE_H1,
        .measure = c->layout->column,
        .indent = indent,
        .turnover = indent + width_of(c, &b->text, b->lead, PAI_ROLE_H1),
        .label = b->lead,
    };
    pai_flow_put(f, pai_set_text(c, &what), article, (int32_t)i, 0, false, PAI_TAG_P);
}

// 主送机关: a row below the title, flush left, turnover too (7.3.2).
static void put_addressee(struct pai_flow_state *f, int32_t article, uint32_t i) {
    const struct pai_text *text = &f->c->doc->articles[article].body[i].text;
    pai_flow_blank(f, 1);
    pai_flow_put(f, set_body(f->c, text, 0, 0, 0, f->c->layout->column), article, (int32_t)i, 0,
                 false, PAI_TAG_P);
}

static void put_remark(struct pai_flow_state *f, int32_t article, uint32_t i) {
    const struct pai_text *text = &f->c->doc->articles[article].body[i].text;
    pai_len indent = 2 * f->c->layout->cell;
    struct pai_setting s = set_body(f->c, text, indent, 0, 0, f->c->layout->column);
    pai_flow_put(f, s, article, (int32_t)i, 0, false, PAI_TAG_P);
}

uint32_t pai_closing_put(struct pai_flow_state *f, int32_t article, uint32_t i) {
    switch (f->c->doc->articles[article].body[i].kind) {
    case PAI_ADDRESSEE:
        put_addressee(f, article, i);
        return 1;
    case PAI_ATTACHMENT:
        return put_attachments(f, article, i);
    case PAI_SIGNATURE:
    case PAI_SIGNED:
        return put_signature(f, article, i);
    case PAI_REMARK:
        put_remark(f, article, i);
        return 1;
    case PAI_ATTENDANCE:
        put_attendance(f, article, i);
        return 1;
    default:
        return 0;
    }
}

void pai_closing_annex(struct pai_flow_state *f, int32_t article) {
    struct pai_composer *c = f->c;
    struct pai_set_what what = {
        .text = c->doc->articles[article].annex,
        .role = PAI_ROLE_H1,
        .measure = c->layout->column,
    };
    f->gap = false;
    f->page = true;
    pai_flow_put(f, pai_set_text(c, &what), article, -1, 0, true, PAI_TAG_P);
    pai_flow_blank(f, 1); // its title stands on row 3 (7.3.7)
}
