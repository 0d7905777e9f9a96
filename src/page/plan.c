// In: the set rows, the heights of masthead, contents and footer. Out: which rows stand on
// which page. What no page can hold is said.
#include "plan.h"

#include "press.h"

#include "buf.h"

#include <string.h>

// The first row whose em box begins at y or below.
static uint32_t row_at(const struct pai_layout *l, pai_len y) {
    pai_len down = y - l->area.top;
    return down <= 0 ? 0 : (uint32_t)((down + l->pitch - 1) / l->pitch);
}

// How many rows from the top end at or above y.
static uint32_t rows_above(const struct pai_layout *l, pai_len y) {
    pai_len room = y - l->area.top - l->cell;
    if (room < 0) {
        return 0;
    }
    uint32_t n = (uint32_t)(room / l->pitch) + 1;
    return n > (uint32_t)l->grid.rows ? (uint32_t)l->grid.rows : n;
}

static uint32_t less(uint32_t a, uint32_t b) {
    return a > b ? a - b : 0;
}

// Rows of each kind of page, and a complaint when masthead or footer leave no room.
static struct pai_paging measure_pages(const struct pai_page_plan *plan) {
    struct pai_composer *c = plan->c;
    const struct pai_layout *l = c->layout;
    pai_len height = pai_footer_height(plan->footer);
    uint32_t last = (uint32_t)l->grid.rows;
    if (height > 0) {
        last = rows_above(l, l->area.top + l->area.height - height - l->footer.space);
    }
    return (struct pai_paging){
        .rows = (uint32_t)l->grid.rows,
        .first_rows = less((uint32_t)l->grid.rows, plan->first_row),
        .last_rows = last,
        .first_last_rows = less(last, plan->first_row),
        .gap_min = (uint32_t)l->articles.space_min,
        .gap_max = (uint32_t)l->articles.space_max,
        .refs = pai_notes_by_page(l) ? PAI_NOTES_CIRCLES : 0,
        .keep_lines = (uint32_t)l->articles.keep_lines,
        .footer = height > 0,
        .even = l->footer.even || l->sheet.impose == PAI_IMPOSE_BOOKLET,
        .columns = (uint32_t)l->grid.columns,
        .pitch = l->pitch,
        .note_pitch = pai_note_pitch(l),
    };
}

void pai_too_high(struct pai_composer *c, struct pai_span span, const char *zh, const char *en,
                  int64_t by) {
    struct pai_buf b = pai_buf_make(c->job->arena);
    pai_buf_len(&b, by, 1);
    pai_diag(c->job, PAI_D_TOO_HIGH, span.file != 0 ? span : c->doc->start, zh, b.s, en, NULL);
}

// Where the masthead begins in the source.
static struct pai_span masthead_span(const struct pai_composer *c) {
    if (c->ask != NULL && c->ask->of_layout) {
        return c->layout->part_place[PAI_PART_OF_masthead];
    }
    const struct pai_masthead *m = &c->doc->masthead;
    const struct pai_text *t = m->name.len > 0 ? &m->name : &m->office;
    return t->len > 0 ? pai_text_span(t, 0, t->len) : c->doc->start;
}

// Where a row too high for a page is to be mended: its text, or its style.
static struct pai_span row_span(const struct pai_page_plan *plan, const struct pai_row *r) {
    const struct pai_setting *s = &plan->flow->settings.v[r->setting];
    const struct pai_ask *ask = plan->c->ask;
    return ask != NULL && ask->of_layout
               ? plan->c->layout->style_place[s->role]
               : pai_text_span(&s->text, 0, r->table != NULL ? 1 : s->text.len);
}

// No page can hold it: says why; false.
static bool heights_fit(const struct pai_page_plan *plan) {
    struct pai_composer *c = plan->c;
    const struct pai_layout *l = c->layout;
    pai_len height = pai_footer_height(plan->footer);
    bool fits = true;
    if (height > l->area.height) {
        pai_too_high(c, pai_footer_span(c), "报尾", "footer", (int64_t)height - l->area.height);
        fits = false;
    }
    if (plan->first_row >= (uint32_t)l->grid.rows) {
        int64_t over = (int64_t)pai_row_top(l, plan->first_row) -
                       pai_row_top(l, (uint32_t)l->grid.rows - 1);
        bool contents = plan->contents != NULL;
        pai_too_high(c, masthead_span(c), contents ? "报头和目录" : "报头",
                     contents ? "masthead with the contents" : "masthead", over);
        fits = false;
    }
    for (uint32_t i = 0; i < plan->flow->rows.n; i++) {
        const struct pai_row *r = &plan->flow->rows.v[i];
        uint32_t room = less((uint32_t)l->grid.rows, i == 0 ? plan->first_row : 0);
        if (r->rows > room && room > 0) {
            bool table = r->table != NULL;
            pai_too_high(c, row_span(plan, r), table ? "表格的一行" : "标题",
                         table ? "row of the table" : "title",
                         (int64_t)(r->rows - room) * l->pitch);
            fits = false;
        }
        if (pai_notes_by_page(l) && r->refs > PAI_NOTES_CIRCLES) {
            pai_diag(c->job, PAI_D_FOOTNOTES_MANY, row_span(plan, r), NULL);
            fits = false;
        }
    }
    return fits;
}

// The row of page one on which the text begins: below masthead, contents and the frame of a
// note.
static void measure_head(struct pai_page_plan *plan, pai_len below, uint32_t digits) {
    struct pai_composer *c = plan->c;
    const struct pai_layout *l = c->layout;
    plan->first_row = row_at(l, below);
    plan->contents = pai_contents_make(c, digits);
    if (plan->contents != NULL) {
        // Directly under the red rule (typography 2.2): half a row below it at least, and never
        // with its frame above the type area.
        bool masthead = below > l->area.top;
        pai_len from = below - (masthead ? l->masthead.space_after - l->pitch / 2 : 0);
        plan->contents_row = row_at(l, from);
        plan->contents_row += plan->contents_row == 0;
        plan->first_row = plan->contents_row + pai_contents_rows(plan->contents) + 1;
    }
    if (plan->first_row == 0 && plan->flow->rows.n > 0 && plan->flow->rows.v[0].framed) {
        plan->first_row = 1;
    }
}

// Divides the rows into pages. The numbers in the contents are as wide as the number of pages
// asks for: more digits may need more rows, and these more pages, never fewer digits; so this
// ends.
static bool divide(struct pai_page_plan *plan, pai_len below) {
    uint64_t most = 10;
    for (uint32_t digits = 1;; digits++, most *= 10) {
        measure_head(plan, below, digits);
        uint32_t rows = (uint32_t)plan->c->layout->grid.rows;
        pai_notes_spread(plan->c, plan->flow, rows, less(rows, plan->first_row));
        if (!heights_fit(plan)) {
            return false;
        }
        plan->paging = measure_pages(plan);
        plan->pages = pai_paginate(plan->c->job->arena, plan->flow, &plan->paging, &plan->rows);
        if (plan->contents == NULL || plan->pages < most) {
            return plan->pages > 0;
        }
    }
}

// A booklet has 4n pages: its footer, on an even one by now, goes two pages further where it
// must, behind blank ones (typography 1.7).
static void fill_booklet(struct pai_page_plan *plan) {
    const struct pai_layout *l = plan->c->layout;
    if (l->sheet.impose != PAI_IMPOSE_BOOKLET || pai_footer_height(plan->footer) == 0 ||
        plan->pages % 4 != 2) {
        return;
    }
    struct pai_span_of_rows *rows =
        PAI_NEW_N(plan->c->job->arena, struct pai_span_of_rows, (size_t)plan->pages + 2);
    memcpy(rows, plan->rows, plan->pages * sizeof *rows);
    for (int i = 0; i < 2; i++) {
        uint32_t end = plan->flow->rows.n;
        rows[plan->pages++] = (struct pai_span_of_rows){.first = end, .end = end};
    }
    plan->rows = rows;
}

bool pai_plan_divide(struct pai_page_plan *plan, pai_len below) {
    if (!divide(plan, below)) {
        return false;
    }
    fill_booklet(plan);
    return true;
}
