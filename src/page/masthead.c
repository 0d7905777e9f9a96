// In: the masthead's fields. Out: name, number, office and date, red rule at the top of the
// first page (报头, typography 1.5, 2.1). Places are measured from the paper's top edge, not in
// rows: the grid begins below the rule.
#include "composer.h"

#include "buf.h"

// Distance from the top of an em box to the baseline: 0.88 em (typography 1.2).
static pai_len above(pai_len size) {
    return (pai_len)pai_muldiv(size, 88, 100);
}

static void put_line(struct pai_sheet *sheet, const struct pai_setting *s, uint32_t line,
                     pai_len x, pai_len top) {
    struct pai_line_id id = {-1, -1, (int32_t)line};
    pai_sheet_line(sheet, s, line, id, x, top + above(s->style->size));
}

// The place below y by some length; not beyond what a length can say. So far down there is no
// paper, and the composer refuses the masthead.
static pai_len below(pai_len y, int64_t by) {
    return y + by > PAI_LEN_MAX / 4 ? PAI_LEN_MAX / 4 : (pai_len)(y + by);
}

// Characters to spread: blanks get no gap of their own.
static uint32_t count_cells(const struct pai_setting *s) {
    uint32_t n = 0;
    for (uint32_t p = 0; s->lines.n > 0 && p < s->lines.v[0].part_count; p++) {
        const struct pai_run *run = s->lines.v[0].parts[p].run;
        for (uint32_t i = 0; i < run->count; i++) {
            bool first = i == 0 || run->glyphs[i].cluster != run->glyphs[i - 1].cluster;
            n += first && s->text.s[run->glyphs[i].cluster] != ' ';
        }
    }
    return n;
}

static struct pai_setting spread_name(struct pai_composer *c, pai_len size, pai_len gap) {
    return pai_set_spread(c, c->doc->masthead.name, PAI_ROLE_MASTHEAD_NAME, size, gap,
                          size / 2);
}

// A name smaller than the text is none.
static void check_name(struct pai_composer *c, const struct pai_text *name, pai_len drawn) {
    if (drawn < c->layout->cell) {
        struct pai_buf is = pai_buf_make(c->job->arena), text = pai_buf_make(c->job->arena);
        pai_buf_len(&is, drawn, 1);
        pai_buf_len(&text, c->layout->cell, 1);
        pai_diag(c->job, PAI_D_NAME_LONG, pai_text_span(name, 0, name->len), is.s, text.s,
                 NULL);
    }
}

// The name is spread over name_width (均排) with at most one em between characters; a longer
// name uses the whole type area and is made smaller only when even that is too narrow. Returns
// the y below the name.
static pai_len put_name(struct pai_sheet *sheet, pai_len y) {
    struct pai_composer *c = sheet->c;
    const struct pai_layout *l = c->layout;
    const struct pai_text *name = &c->doc->masthead.name;
    if (name->len == 0) {
        return y;
    }
    pai_len size = l->style[PAI_ROLE_MASTHEAD_NAME].size;
    struct pai_setting s = spread_name(c, size, 0);
    uint32_t cells = count_cells(&s);
    pai_len full = l->area.width;
    pai_len drawn = size;
    if (s.measure > full) {
        drawn = (pai_len)((int64_t)size * full / s.measure);
        check_name(c, name, drawn);
        s = spread_name(c, drawn, 0);
    } else if (s.measure < l->masthead.name_width && cells > 1) {
        pai_len gap = (l->masthead.name_width - s.measure) / (pai_len)(cells - 1);
        s = spread_name(c, size, gap > size ? size : gap);
    }
    pai_len x = sheet->left + (full - s.measure) / 2;
    struct pai_line_id id = {-1, -1, 0};
    // A name made smaller keeps the middle of its place.
    pai_len top = y + (size - drawn) / 2;
    pai_sheet_tag(sheet, PAI_TAG_TITLE, 0);
    pai_sheet_line(sheet, &s, 0, id, x, top + above(drawn));
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
    return y + size;
}

static pai_len put_number(struct pai_sheet *sheet, pai_len y) {
    struct pai_composer *c = sheet->c;
    const struct pai_text *number = &c->doc->masthead.number_text;
    if (number->len == 0) {
        return y;
    }
    y += c->layout->masthead.number_gap;
    struct pai_setting s = pai_set_plain(c, *number, PAI_ROLE_NUMBER, c->layout->area.width);
    pai_sheet_tag(sheet, PAI_TAG_P, 0);
    for (uint32_t i = 0; i < s.lines.n; i++) {
        put_line(sheet, &s, i, sheet->left, y);
        y = below(y, s.style->size + (i + 1 < s.lines.n ? s.style->size / 2 : 0));
    }
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
    return y;
}

// GB/T 9704 7.3.5.4: Arabic digits, full year, no padding.
static struct pai_text date_text(struct pai_composer *c) {
    const struct pai_masthead *m = &c->doc->masthead;
    struct pai_joined j = pai_joined_make(c->job->arena);
    if (m->year > 0) {
        pai_buf_fmt(j.buf, "%d年", (int)m->year);
    }
    if (m->year > 0 && m->month > 0) {
        pai_buf_fmt(j.buf, "%d月", (int)m->month);
    }
    if (m->year > 0 && m->month > 0 && m->day > 0) {
        pai_buf_fmt(j.buf, "%d日", (int)m->day);
    }
    return pai_joined_text(&j);
}

// Office left and date right on one line above the rule. A long office keeps to the room left
// of the date and grows upwards in lines of its own; the date stands beside its last line.
static pai_len put_office(struct pai_sheet *sheet, pai_len y) {
    struct pai_composer *c = sheet->c;
    const struct pai_layout *l = c->layout;
    const struct pai_text *office = &c->doc->masthead.office;
    struct pai_text date = date_text(c);
    if (office->len == 0 && date.len == 0) {
        return y;
    }
    y += l->masthead.office_gap;
    pai_len indent = l->masthead.office_indent;
    pai_len room = l->area.width - 2 * indent;
    pai_len size = l->style[PAI_ROLE_OFFICE].size;
    struct pai_setting d = pai_set_plain(c, date, PAI_ROLE_DATE, room);
    pai_len taken = d.lines.n > 0 ? d.lines.v[0].width + size : 0;
    bool apart = office->len > 0 && taken > 0 && room - taken < 4 * size;
    taken = apart ? 0 : taken; // too narrow for both: the date stands on a line of its own
    if (office->len > 0) {
        struct pai_setting o = pai_set_plain(c, *office, PAI_ROLE_OFFICE, room - taken);
        pai_sheet_tag(sheet, PAI_TAG_P, 0);
        for (uint32_t i = 0; i < o.lines.n; i++) {
            put_line(sheet, &o, i, sheet->left + indent, y);
            y = below(y, i + 1 < o.lines.n || apart ? size + size / 2 : 0);
        }
        pai_sheet_tag(sheet, PAI_TAG_END, 0);
    }
    if (d.lines.n > 0) {
        pai_sheet_tag(sheet, PAI_TAG_P, 0);
        put_line(sheet, &d, 0, sheet->left + indent, y);
        pai_sheet_tag(sheet, PAI_TAG_END, 0);
    }
    return y + size;
}

// Secrecy class at the top left of the type area, copy number at its right (typography 2.1).
static void put_class(struct pai_sheet *sheet) {
    struct pai_composer *c = sheet->c;
    const struct pai_masthead *m = &c->doc->masthead;
    pai_len top = c->layout->area.top;
    if (m->class_text.len > 0) {
        struct pai_setting s =
            pai_set_plain(c, m->class_text, PAI_ROLE_CLASS, c->layout->area.width);
        pai_sheet_tag(sheet, PAI_TAG_P, 0);
        for (uint32_t i = 0; i < s.lines.n; i++) {
            put_line(sheet, &s, i, sheet->left, below(top, (int64_t)i * c->layout->pitch));
        }
        pai_sheet_tag(sheet, PAI_TAG_END, 0);
    }
    if (m->copy_number.len > 0) {
        struct pai_setting s = pai_set_spread(c, m->copy_number, PAI_ROLE_CLASS,
                                              c->layout->style[PAI_ROLE_CLASS].size, 0,
                                              c->layout->style[PAI_ROLE_CLASS].size / 2);
        pai_sheet_tag(sheet, PAI_TAG_P, 0);
        put_line(sheet, &s, 0, sheet->left + c->layout->area.width - s.measure, top);
        pai_sheet_tag(sheet, PAI_TAG_END, 0);
    }
}

static pai_len put_masthead(struct pai_sheet *sheet) {
    struct pai_composer *c = sheet->c;
    const struct pai_layout *l = c->layout;
    const struct pai_masthead *m = &c->doc->masthead;
    put_class(sheet);
    if (m->name.len == 0 && m->number_text.len == 0 && m->office.len == 0 && m->year <= 0) {
        return m->class_text.len > 0 || m->copy_number.len > 0 ? l->area.top + 2 * l->pitch
                                                               : l->area.top;
    }
    pai_len y = put_name(sheet, l->masthead.name_top);
    y = put_number(sheet, y);
    y = put_office(sheet, y);
    y += l->masthead.rule_gap;
    pai_sheet_rule(sheet, "red-rule", l->masthead.rule_ink, sheet->left, y, l->area.width,
                   l->masthead.rule_thickness);
    return y + l->masthead.rule_thickness + l->masthead.space_after;
}

pai_len pai_masthead_put(struct pai_sheet *sheet) {
    pai_sheet_tag(sheet, PAI_TAG_DIV, 0);
    pai_len below = put_masthead(sheet);
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
    return below;
}
