// In: a bulletin, a layout, fonts. Out: pages. The order of work: set everything into lines,
// measure masthead and footer, divide the rows of the grid among pages, then put lines at their
// places. Nothing is put twice.
#include "composer.h"

#include "buf.h"

#include <string.h>

struct page_plan {
    struct pai_composer *c;
    const struct pai_flow *flow;
    const struct pai_footer *footer;
    struct pai_span_of_rows *rows;
    uint32_t pages;
    uint32_t first_row; // of the grid on page one
};

// The em-box top of row n of the grid.
static pai_len row_top(const struct pai_layout *l, uint32_t n) {
    return l->area.top + (pai_len)n * l->pitch;
}

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

static struct pai_sheet sheet_make(struct pai_composer *c, uint32_t number) {
    const struct pai_layout *l = c->layout;
    struct pai_sheet sheet = {.c = c, .left = l->area.left};
    if (l->area.mirror && number % 2 == 0) {
        sheet.left = l->paper.width - l->area.left - l->area.width;
    }
    return sheet;
}

// Headings by level: the bulletin's name is the first, an article's title the second.
static uint8_t heading_level(enum pai_role role) {
    bool heading = role >= PAI_ROLE_H1 && role <= PAI_ROLE_H4;
    return (uint8_t)(heading ? 3 + role - PAI_ROLE_H1 : 2);
}

// What is open on a page: an article (-1: none) and an element of it (0: none).
struct open_tags {
    int32_t article;
    uint32_t element;
};

// Closes what does not hold the row (NULL: everything), opens what does.
static void tag_row(struct pai_sheet *sheet, struct open_tags *open, const struct pai_row *r,
                    enum pai_role role) {
    int32_t article = r != NULL ? r->id.article : -1;
    uint32_t element = r != NULL ? r->element : 0;
    if (open->element != 0 && open->element != element) {
        pai_sheet_tag(sheet, PAI_TAG_END, 0);
        open->element = 0;
    }
    if (open->article >= 0 && open->article != article) {
        pai_sheet_tag(sheet, PAI_TAG_END, 0);
    }
    if (article >= 0 && open->article != article) {
        pai_sheet_tag(sheet, PAI_TAG_ART, (uint32_t)article + 1);
    }
    if (open->element != element) {
        pai_sheet_tag(sheet, r->tag, element);
        sheet->items.v[sheet->items.n - 1].u.tag.level = heading_level(role);
    }
    *open = (struct open_tags){article, element};
}

static void put_rows(struct pai_sheet *sheet, const struct page_plan *plan, uint32_t page) {
    const struct pai_layout *l = sheet->c->layout;
    const struct pai_span_of_rows *span = &plan->rows[page];
    uint32_t row = page == 0 ? plan->first_row : 0;
    uint32_t extra = span->extra;
    struct open_tags open = {-1, 0};
    for (uint32_t i = span->first; i < span->end; i++) {
        const struct pai_row *r = &plan->flow->rows.v[i];
        if (r->gap_before && i > span->first) {
            row += span->gap + (extra > 0 ? 1 : 0);
            extra -= extra > 0;
        }
        tag_row(sheet, &open, r, plan->flow->settings.v[r->setting].role);
        pai_len baseline = row_top(l, row) + (pai_len)pai_muldiv(l->cell, 88, 100);
        pai_sheet_line(sheet, &plan->flow->settings.v[r->setting], r->line, r->id,
                       sheet->left + r->x, baseline);
        row++;
    }
    tag_row(sheet, &open, NULL, PAI_ROLE_BODY);
}

static void finish_page(struct pai_sheet *sheet, struct pai_page *page, uint32_t number) {
    const struct pai_layout *l = sheet->c->layout;
    if (l->folio.show) {
        page->folio = pai_folio_put(sheet, number);
    }
    page->number = number;
    page->trim = (struct pai_box){0, 0, l->paper.width, l->paper.height};
    page->bleed =
        (struct pai_box){-l->paper.bleed, -l->paper.bleed, l->paper.width + 2 * l->paper.bleed,
                         l->paper.height + 2 * l->paper.bleed};
    page->media = page->bleed;
    page->items = sheet->items.v;
    page->item_count = sheet->items.n;
    page->lines = sheet->lines.v;
    page->line_count = sheet->lines.n;
}

static const char *title_of(struct pai_composer *c) {
    const struct pai_masthead *m = &c->doc->masthead;
    struct pai_buf *b = PAI_NEW(c->job->arena, struct pai_buf);
    *b = pai_buf_make(c->job->arena);
    pai_buf_put(b, m->name.s, m->name.len);
    if (m->number_text.len > 0) {
        pai_buf_str(b, b->n > 0 ? " " : "");
        pai_buf_put(b, m->number_text.s, m->number_text.len);
    }
    for (uint32_t i = 0; b->n == 0 && i < c->doc->articles[0].title_count; i++) {
        pai_buf_put(b, c->doc->articles[0].title[i].s, c->doc->articles[0].title[i].len);
    }
    return b->n > 0 ? b->s : pai_facts_first_words(c);
}

static const char *subject_of(struct pai_composer *c) {
    struct pai_buf *b = PAI_NEW(c->job->arena, struct pai_buf);
    *b = pai_buf_make(c->job->arena);
    for (uint32_t i = 0; i < c->doc->article_count; i++) {
        const struct pai_article *a = &c->doc->articles[i];
        pai_buf_str(b, b->n > 0 && a->title_count > 0 ? "；" : "");
        for (uint32_t k = 0; k < a->title_count; k++) {
            pai_buf_str(b, k > 0 ? " " : "");
            pai_buf_put(b, a->title[k].s, a->title[k].len);
        }
    }
    return b->n > 0 ? b->s : NULL;
}

static struct pai_pages *pages_make(struct pai_composer *c, const struct pai_page *v,
                                    uint32_t n) {
    const struct pai_masthead *m = &c->doc->masthead;
    struct pai_pages *pages = PAI_NEW(c->job->arena, struct pai_pages);
    *pages = (struct pai_pages){
        .v = v,
        .n = n,
        .title = title_of(c),
        .author =
            m->office.len > 0 ? pai_arena_str(c->job->arena, m->office.s, m->office.len) : NULL,
        .subject = subject_of(c),
        .keywords = pai_facts_keywords(c),
        .titles = pai_facts_titles(c),
        .title_count = c->doc->article_count,
        .year = m->year,
        .month = m->month,
        .day = m->day,
        .lang = "zh-CN",
    };
    return pages;
}

// Rows of each kind of page, and a complaint when masthead or footer leave no room.
static struct pai_paging measure_pages(const struct page_plan *plan) {
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
        .keep_lines = (uint32_t)l->articles.keep_lines,
    };
}

static void too_high(struct pai_composer *c, const char *what, pai_len by) {
    struct pai_buf b = pai_buf_make(c->job->arena);
    pai_buf_len(&b, by, 1);
    pai_diag(c->job, PAI_D_TOO_HIGH, c->doc->start, what, b.s, NULL);
}

const struct pai_pages *pai_compose(struct pai_job *job, const struct pai_doc *doc,
                                    const struct pai_layout *layout,
                                    struct pai_fontset *fonts) {
    static const struct pai_ink black = {"black", {0, 0, 0, 1000}};
    struct pai_composer c = {job, doc, layout, fonts, &black};
    if (doc->article_count == 0) {
        pai_diag(job, PAI_D_NO_CONTENT, doc->start, NULL);
        return NULL;
    }
    struct pai_flow flow = pai_flow_make(&c);
    struct page_plan plan = {.c = &c, .flow = &flow, .footer = pai_footer_make(&c)};
    struct pai_sheet first = sheet_make(&c, 1);
    pai_len below = pai_masthead_put(&first);
    plan.first_row = row_at(layout, below);
    if (pai_footer_height(plan.footer) > layout->area.height) {
        too_high(&c, "报尾", pai_footer_height(plan.footer) - layout->area.height);
        return NULL;
    }
    if (plan.first_row >= (uint32_t)layout->grid.rows) {
        too_high(&c, "报头", below - layout->area.top - layout->area.height);
        return NULL;
    }
    struct pai_paging paging = measure_pages(&plan);
    plan.pages = pai_paginate(job->arena, &flow, &paging, &plan.rows);
    struct pai_page *pages = PAI_NEW_N(job->arena, struct pai_page, plan.pages + 1);
    for (uint32_t i = 0; i < plan.pages; i++) {
        struct pai_sheet sheet = i == 0 ? first : sheet_make(&c, i + 1);
        put_rows(&sheet, &plan, i);
        if (i + 1 == plan.pages) {
            pai_footer_put(&sheet, plan.footer);
        }
        finish_page(&sheet, &pages[i], i + 1);
    }
    return pages_make(&c, pages, plan.pages);
}
