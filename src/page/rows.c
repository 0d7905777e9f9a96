// In: the rows of a page and their places on the grid. Out: their lines, tables and pictures
// as items, tagged by what they are. Promised: a baseline of text stands on its row; titles
// alone may stand off it, and never outside the type area.
#include "plan.h"

// The first baseline of a row. A title too large for its row does not stick out of the foot of
// a page: there its em box touches the edge of the type area (typography 1.1).
static pai_len first_baseline(const struct pai_page_plan *plan, const struct pai_row *r,
                              uint32_t row) {
    const struct pai_layout *l = plan->c->layout;
    pai_len em = plan->flow->settings.v[r->setting].style->size;
    pai_len base = r->base;
    if (row + r->rows >= (uint32_t)l->grid.rows && r->lines > 0) {
        int64_t most = (int64_t)(r->rows - 1) * l->pitch + l->cell -
                       (em - pai_muldiv(em, 88, 100)) - (int64_t)(r->lines - 1) * r->lead;
        base = base > most ? (pai_len)most : base;
    }
    return pai_row_top(l, row) + base;
}

// Nor out of the head: there all of it moves down by so much.
static pai_len head_shift(const struct pai_page_plan *plan, const struct pai_row *r) {
    pai_len em = plan->flow->settings.v[r->setting].style->size;
    pai_len above = (pai_len)pai_muldiv(em, 88, 100);
    return above > r->base ? above - r->base : 0;
}

// How far a title moves up within the `gap` rows before it: the part of that space that stands
// below the title, never more than half of it, so that the text stays on the grid (typography
// 2.2, 4).
static pai_len title_lift(const struct pai_layout *l, uint32_t gap) {
    pai_len half = (pai_len)((int64_t)gap * l->pitch / 2);
    return l->articles.space_below < half ? l->articles.space_below : half;
}

static pai_len column_left(const struct pai_sheet *sheet, uint32_t column) {
    const struct pai_layout *l = sheet->c->layout;
    return sheet->left + (pai_len)column * (l->column + l->column_space);
}

// Bytes of the marker that a row begins with as an item of a list; 0: none.
static uint32_t label_length(const struct pai_page_plan *plan, const struct pai_row *r) {
    bool begins = r->tag == PAI_TAG_BODY && r->at == 0;
    return begins ? pai_list_marker(&plan->flow->settings.v[r->setting].text) : 0;
}

static void put_row(struct pai_sheet *sheet, const struct pai_page_plan *plan,
                    const struct pai_row *r, pai_len left, pai_len baseline) {
    struct pai_line_id id = r->id;
    if (r->within != PAI_TAG_END) {
        pai_sheet_tag(sheet, r->within, r->element);
    }
    for (uint32_t i = 0; i < r->lines; i++, id.line++) {
        pai_sheet_line(sheet, &plan->flow->settings.v[r->setting], r->line + i, id, left + r->x,
                       baseline + (pai_len)i * r->lead);
        if (i == 0 && label_length(plan, r) > 0) {
            pai_sheet_retag(sheet, label_length(plan, r), r->tag, r->element);
        }
    }
    if (r->within != PAI_TAG_END) {
        pai_sheet_tag(sheet, PAI_TAG_END, 0);
    }
}

// Headings by level: the bulletin's name is the first, an article's title the second.
static uint8_t heading_level(enum pai_role role) {
    bool heading = role >= PAI_ROLE_H1 && role <= PAI_ROLE_H4;
    return (uint8_t)(heading ? 3 + role - PAI_ROLE_H1 : 2);
}

// What is open on a page: an article (IN_NOTE: the editor's note; -1: none), a list in it and
// an element of that (0: none).
struct open_tags {
    int32_t article;
    uint32_t list, element;
};

enum { IN_NOTE = -2 };

// Closes what does not hold what follows.
static void tags_close(struct pai_sheet *sheet, struct open_tags *open,
                       const struct open_tags *next) {
    if (open->element != 0 && open->element != next->element) {
        pai_sheet_tag(sheet, PAI_TAG_END, 0);
        if (open->list != 0) {
            pai_sheet_tag(sheet, PAI_TAG_END, 0); // of the item
        }
        open->element = 0;
    }
    if (open->list != 0 && open->list != next->list) {
        pai_sheet_tag(sheet, PAI_TAG_END, 0);
        open->list = 0;
    }
    if (open->article != -1 && open->article != next->article) {
        pai_sheet_tag(sheet, PAI_TAG_END, 0);
    }
}

// Closes what does not hold the row (NULL: everything), opens what does; labelled: it begins
// with the marker of its item.
static void tag_row(struct pai_sheet *sheet, struct open_tags *open, const struct pai_row *r,
                    enum pai_role role, bool labelled) {
    struct open_tags next = {-1, 0, 0};
    if (r != NULL) {
        bool note = role == PAI_ROLE_NOTE;
        next = (struct open_tags){note ? IN_NOTE : r->id.article, r->list, r->element};
    }
    tags_close(sheet, open, &next);
    if (next.article >= 0 && open->article != next.article) {
        pai_sheet_tag(sheet, PAI_TAG_ART, (uint32_t)next.article + 1);
    } else if (next.article == IN_NOTE && open->article != IN_NOTE) {
        pai_sheet_tag(sheet, PAI_TAG_SECTION, 1);
    }
    if (next.list != 0 && open->list != next.list) {
        pai_sheet_tag(sheet, PAI_TAG_LIST, next.list);
    }
    if (open->element != next.element) {
        if (next.list != 0) {
            pai_sheet_tag(sheet, PAI_TAG_ITEM, next.element);
        }
        pai_sheet_tag(sheet, labelled ? PAI_TAG_LABEL : r->tag, next.element);
        sheet->items.v[sheet->items.n - 1].u.tag.level = heading_level(role);
    }
    *open = next;
}

// Widens the frame of the editor's note by a row, or ends it with the empty row behind the
// note.
static void frame_row(const struct pai_layout *l, const struct pai_row *r, uint32_t row,
                      struct pai_frame_edges *frame) {
    pai_len half = (l->pitch - l->cell) / 2;
    if (r->lines == 0) {
        frame->ends = true;
        frame->bottom += half;
        return;
    }
    if (frame->bottom == 0) {
        frame->begins = r->at == 0;
        frame->top = pai_row_top(l, row) - (frame->begins ? half : 0);
    }
    frame->bottom = pai_row_top(l, row + r->rows - 1) + l->cell;
}

void pai_rows_put(struct pai_sheet *sheet, const struct pai_page_plan *plan, uint32_t page) {
    const struct pai_span_of_rows *span = &plan->rows[page];
    const struct pai_layout *l = sheet->c->layout;
    uint32_t top = page == 0 ? plan->first_row : 0;
    const struct pai_spot *spots =
        pai_page_spots(sheet->c->job->arena, plan->flow, &plan->paging, span);
    struct open_tags open = {-1, 0, 0};
    pai_len shift = 0; // of a title, downwards
    struct pai_frame_edges frame = {0};
    struct pai_table_part table = {0};
    for (uint32_t i = span->first; i < span->end; i++) {
        const struct pai_row *r = &plan->flow->rows.v[i];
        const struct pai_spot *spot = &spots[i - span->first];
        uint32_t row = top + spot->row;
        if (open.element != r->element) {
            shift = row == 0 ? head_shift(plan, r) : 0;
            if (spot->gap > 0 && r->tag == PAI_TAG_H) {
                shift = -title_lift(l, spot->gap);
            }
        }
        if (r->table == NULL) {
            pai_table_part_end(sheet, &table);
        }
        tag_row(sheet, &open, r, plan->flow->settings.v[r->setting].role,
                label_length(plan, r) > 0);
        pai_len left = column_left(sheet, spot->column);
        if (r->table != NULL) {
            pai_table_row_put(sheet, &table, r, spot->column, left, row);
        } else if (r->figure != NULL) {
            pai_figure_put(sheet, r, &plan->flow->settings.v[r->setting], left + r->x,
                           pai_row_top(l, row), row == 0);
        } else {
            put_row(sheet, plan, r, left, first_baseline(plan, r, row) + shift);
        }
        if (r->framed) {
            frame_row(l, r, row, &frame);
        }
    }
    pai_table_part_end(sheet, &table);
    tag_row(sheet, &open, NULL, PAI_ROLE_BODY, false);
    if (frame.bottom > 0) {
        pai_frame_put(sheet, (enum pai_frame)sheet->c->layout->articles.note, "note-rule",
                      &frame);
    }
}
