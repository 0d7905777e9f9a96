// In: the titles of the articles, then the pages on which they begin. Out: the contents box
// (本期要目, typography 2.2) under the red rule of page one: a heading in 黑体, a line for each
// article, dot leaders, page numbers at the right. Promised: its height depends on how many
// digits are kept for the numbers, not on the numbers, so that pages may be divided in between.
#include "composer.h"

#include "buf.h"

struct entry {
    struct pai_setting title;
    uint32_t article;
};

struct pai_contents {
    struct pai_composer *c;
    struct pai_setting heading;
    PAI_VEC(struct entry) entries;
    uint32_t rows; // of lines
    uint32_t digits;
    enum pai_frame frame;
    pai_len side; // from the edge of the type area to the text
};

static pai_len size_of(const struct pai_composer *c) {
    return c->layout->style[PAI_ROLE_CONTENTS].size;
}

// From the right end of the leaders to the right edge: the digits, half an em each, and half an
// em of space.
static pai_len number_room(const struct pai_contents *k) {
    return (pai_len)(k->digits + 1) * (size_of(k->c) / 2);
}

// The clauses on one line, an em apart; a long title turns over by one em, and two dots at
// least remain for the leader.
static struct pai_setting set_title(const struct pai_contents *k, const struct pai_article *a) {
    struct pai_composer *c = k->c;
    struct pai_joined j = pai_joined_make(c->job->arena);
    for (uint32_t i = 0; i < a->title_count; i++) {
        pai_joined_str(&j, i > 0 ? "\u3000" : "");
        pai_joined_put(&j, &a->title[i]);
    }
    struct pai_set_what what = {
        .text = pai_joined_text(&j),
        .role = PAI_ROLE_CONTENTS,
        .measure = c->layout->area.width - 2 * k->side - number_room(k) - 2 * size_of(c),
        .indent = c->layout->style[PAI_ROLE_CONTENTS].indent,
        .turnover = size_of(c),
    };
    return pai_set_text(c, &what);
}

// What stands around the contents; PAI_FRAME_NONE: they are not set.
static enum pai_frame frame_of(const struct pai_composer *c) {
    unsigned choice = c->layout->articles.contents;
    if (choice != PAI_CONTENTS_GIVEN) {
        return (enum pai_frame)choice;
    }
    return c->doc->contents.len > 0 ? PAI_FRAME_BOX : PAI_FRAME_NONE;
}

struct pai_contents *pai_contents_make(struct pai_composer *c, uint32_t digits) {
    const struct pai_layout *l = c->layout;
    enum pai_frame frame = frame_of(c);
    if (frame == PAI_FRAME_NONE) {
        return NULL;
    }
    struct pai_contents *k = PAI_NEW(c->job->arena, struct pai_contents);
    k->c = c;
    k->digits = digits;
    k->frame = frame;
    k->side = frame == PAI_FRAME_BOX ? l->cell : 0;
    for (uint32_t i = 0; i < c->doc->article_count; i++) {
        if (c->doc->articles[i].title_count > 0) {
            struct entry e = {set_title(k, &c->doc->articles[i]), i};
            PAI_VEC_PUT(c->job->arena, &k->entries, e);
            k->rows += e.title.lines.n;
        }
    }
    if (k->rows == 0) {
        return NULL;
    }
    struct pai_joined j = pai_joined_make(c->job->arena);
    if (c->doc->contents.len > 0) {
        pai_joined_put(&j, &c->doc->contents);
    } else {
        pai_joined_str(&j, l->articles.contents_heading);
    }
    struct pai_set_what what = {
        .text = pai_joined_text(&j),
        .role = PAI_ROLE_CONTENTS,
        .lead = (uint32_t)j.buf->n,
        .lead_role = PAI_ROLE_H1,
        .measure = l->area.width - 2 * k->side,
    };
    k->heading = pai_set_text(c, &what);
    k->rows += k->heading.lines.n;
    return k;
}

uint32_t pai_contents_rows(const struct pai_contents *k) {
    return k->rows;
}

// Dots from the end of the title to the number. They hang on the right edge, so that those of
// all lines stand below each other; they are ornament, not text.
static void put_leader(struct pai_sheet *sheet, const struct pai_contents *k, pai_len from,
                       pai_len to, pai_len y) {
    struct pai_joined j = pai_joined_make(k->c->job->arena);
    int32_t dots = (to - from) / size_of(k->c);
    for (int32_t i = 0; i < dots; i++) {
        pai_joined_str(&j, "…");
    }
    if (dots < 1) {
        return;
    }
    struct pai_setting s =
        pai_set_spread(k->c, pai_joined_text(&j), PAI_ROLE_CONTENTS, size_of(k->c), 0, 0);
    pai_sheet_tag(sheet, PAI_TAG_ARTIFACT, 0);
    pai_sheet_line(sheet, &s, 0, (struct pai_line_id){-1, -1, 0}, to - s.measure, y);
    sheet->lines.n--;
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
}

static void put_number(struct pai_sheet *sheet, const struct pai_contents *k, uint32_t article,
                       uint32_t page, pai_len right, pai_len y) {
    struct pai_joined j = pai_joined_make(k->c->job->arena);
    pai_buf_fmt(j.buf, "%u", page);
    struct pai_setting s =
        pai_set_spread(k->c, pai_joined_text(&j), PAI_ROLE_CONTENTS, size_of(k->c), 0, 0);
    struct pai_line_id id = {(int32_t)article, 0, 0};
    pai_sheet_line(sheet, &s, 0, id, right - s.measure, y);
}

void pai_contents_put(struct pai_sheet *sheet, const struct pai_contents *k, pai_len top,
                      const uint32_t *page_of) {
    const struct pai_layout *l = k->c->layout;
    pai_len x = sheet->left + k->side, right = sheet->left + l->area.width - k->side;
    pai_len y = top + (pai_len)pai_muldiv(l->cell, 88, 100);
    pai_sheet_tag(sheet, PAI_TAG_CONTENTS, 0);
    pai_sheet_tag(sheet, PAI_TAG_CAPTION, 0);
    for (uint32_t i = 0; i < k->heading.lines.n; i++, y += l->pitch) {
        const struct pai_line *line = &k->heading.lines.v[i];
        pai_sheet_line(sheet, &k->heading, i, (struct pai_line_id){-1, -1, (int32_t)i},
                       x + (right - x - line->width) / 2 - line->x, y);
    }
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
    for (uint32_t e = 0; e < k->entries.n; e++) {
        const struct pai_setting *s = &k->entries.v[e].title;
        uint32_t article = k->entries.v[e].article;
        pai_sheet_tag(sheet, PAI_TAG_ENTRY, 0);
        pai_sheet_tag(sheet, PAI_TAG_REFERENCE, 0);
        pai_sheet_tag(sheet, PAI_TAG_LINK, 0);
        for (uint32_t i = 0; i < s->lines.n; i++, y += l->pitch) {
            struct pai_line_id id = {(int32_t)article, -1, (int32_t)i};
            pai_sheet_line(sheet, s, i, id, x, y);
            pai_len above = (pai_len)pai_muldiv(size_of(k->c), 88, 100);
            pai_sheet_leads(sheet, &(struct pai_box){x, y - above, right - x, size_of(k->c)},
                            article);
        }
        y -= l->pitch;
        const struct pai_line *last = &s->lines.v[s->lines.n - 1];
        put_leader(sheet, k, x + last->x + last->width + size_of(k->c) / 2,
                   right - number_room(k), y);
        put_number(sheet, k, article, page_of[article], right, y);
        for (int open = 3; open > 0; open--) {
            pai_sheet_tag(sheet, PAI_TAG_END, 0);
        }
        y += l->pitch;
    }
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
    pai_len half = (l->pitch - l->cell) / 2;
    struct pai_frame_edges edges = {
        top - half, top + (pai_len)(k->rows - 1) * l->pitch + l->cell + half, true, true};
    pai_frame_put(sheet, k->frame, "contents-rule", &edges);
}
