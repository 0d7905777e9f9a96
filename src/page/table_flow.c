// In: a table of an article. Out: its caption, the note of its unit and its rows as rows of the
// flow, one element of the structure; the head keeps with what follows, and a row that begins a
// page knows what is repeated above it.
#include "flow.h"

// Gives the rows added since `from` to one element, a table, as its caption.
static void caption_rows(struct pai_flow_state *f, uint32_t from, uint32_t element,
                         bool across) {
    for (uint32_t i = from; i < f->flow->rows.n; i++) {
        struct pai_row *r = &f->flow->rows.v[i];
        r->element = element;
        r->within = PAI_TAG_CAPTION;
        r->across = across && f->c->layout->grid.columns > 1;
    }
}

// 表1 and an em before the words of the caption; the note of the unit right-aligned under it
// (typography 1.9). Both keep with the table.
static void add_caption(struct pai_flow_state *f, const struct pai_doc_table *t,
                        struct pai_line_id id, pai_len width) {
    struct pai_composer *c = f->c;
    if (t->number.len + t->caption.len > 0) {
        struct pai_joined j = pai_joined_make(c->job->arena);
        pai_joined_put(&j, &t->number);
        pai_joined_str(&j, t->number.len > 0 && t->caption.len > 0 ? "\u3000" : "");
        pai_joined_put(&j, &t->caption);
        struct pai_setting s = pai_set_plain(c, pai_joined_text(&j), PAI_ROLE_CAPTION, width);
        pai_flow_put(f, s, id.article, id.paragraph, 0, true, PAI_TAG_TABLE);
    }
    if (t->unit.len > 0) {
        struct pai_setting s = pai_set_plain(c, t->unit, PAI_ROLE_CELL, width);
        pai_len right = s.lines.n == 1 ? width - s.lines.v[0].x - s.lines.v[0].width : 0;
        pai_flow_put(f, s, id.article, id.paragraph, right, true, PAI_TAG_TABLE);
    }
}

void pai_table_flow(struct pai_flow_state *f, const struct pai_doc_table *t,
                    struct pai_line_id id) {
    struct pai_table_set *set = pai_table_set_make(f->c, t);
    if (set == NULL) {
        return;
    }
    bool across;
    pai_len width = pai_table_set_width(set, &across);
    uint32_t from = f->flow->rows.n, element = f->element + 1;
    add_caption(f, t, id, width);
    caption_rows(f, from, element, across);
    f->element = element;
    struct pai_setting none = {
        .role = PAI_ROLE_CELL,
        .text = t->text,
        .style = &f->c->layout->style[PAI_ROLE_CELL],
        .measure = width,
    };
    PAI_VEC_PUT(f->c->job->arena, &f->flow->settings, none);
    for (uint32_t r = 0; r < t->rows; r++) {
        bool head = t->head && r == 0;
        struct pai_row row = {
            .setting = f->flow->settings.n - 1,
            .rows = pai_table_set_rows(set, r),
            .id = id,
            .gap_before = f->gap,
            .keep = head,
            .across = across && f->c->layout->grid.columns > 1,
            .of = t->rows - t->head,
            .at = head ? 0 : r - t->head,
            .head = r > (uint32_t)t->head ? pai_table_set_again(set) : 0,
            .element = element,
            .tag = PAI_TAG_TABLE,
            .table = set,
            .table_row = r,
        };
        f->gap = false;
        PAI_VEC_PUT(f->c->job->arena, &f->flow->rows, row);
    }
}
