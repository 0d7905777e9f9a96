// In: a bulletin, a layout, fonts. Out: pages. The order of work: set everything into lines,
// measure masthead and footer, divide the rows of the grid among pages, then put lines at their
// places. Nothing is put twice.
#include "composer.h"

#include "press.h"

#include "buf.h"

#include <string.h>

struct page_plan {
    struct pai_composer *c;
    const struct pai_flow *flow;
    const struct pai_footer *footer;
    const struct pai_contents *contents; // NULL if none
    uint32_t contents_row;
    struct pai_paging paging;
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

// The first baseline of a row. A title too large for its row does not stick out of the foot of
// a page: there its em box touches the edge of the type area (typography 1.1).
static pai_len first_baseline(const struct page_plan *plan, const struct pai_row *r,
                              uint32_t row) {
    const struct pai_layout *l = plan->c->layout;
    pai_len em = plan->flow->settings.v[r->setting].style->size;
    pai_len base = r->base;
    if (row + r->rows >= (uint32_t)l->grid.rows && r->lines > 0) {
        int64_t most = (int64_t)(r->rows - 1) * l->pitch + l->cell -
                       (em - pai_muldiv(em, 88, 100)) - (int64_t)(r->lines - 1) * r->lead;
        base = base > most ? (pai_len)most : base;
    }
    return row_top(l, row) + base;
}

// Nor out of the head: there all of it moves down by so much.
static pai_len head_shift(const struct page_plan *plan, const struct pai_row *r) {
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
static uint32_t label_length(const struct page_plan *plan, const struct pai_row *r) {
    bool begins = r->tag == PAI_TAG_BODY && r->at == 0;
    return begins ? pai_list_marker(&plan->flow->settings.v[r->setting].text) : 0;
}

static void put_row(struct pai_sheet *sheet, const struct page_plan *plan,
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
        frame->top = row_top(l, row) - (frame->begins ? half : 0);
    }
    frame->bottom = row_top(l, row + r->rows - 1) + l->cell;
}

static void put_rows(struct pai_sheet *sheet, const struct page_plan *plan, uint32_t page) {
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
                           row_top(l, row), row == 0);
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

static void finish_page(struct pai_sheet *sheet, struct pai_page *page, uint32_t number,
                        uint32_t pages, bool numbered) {
    const struct pai_layout *l = sheet->c->layout;
    if (l->folio.show && numbered) {
        page->folio = pai_folio_put(sheet, number, pages);
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

static bool is_blank(const struct page_plan *plan, uint32_t page) {
    return page + 1 < plan->pages && plan->rows[page].first == plan->rows[page].end;
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
    const struct pai_masthead *m = &c->doc->masthead;
    const struct pai_text *t = m->name.len > 0 ? &m->name : &m->office;
    return t->len > 0 ? pai_text_span(t, 0, t->len) : c->doc->start;
}

// No page can hold it: says why; false.
static bool heights_fit(const struct page_plan *plan) {
    struct pai_composer *c = plan->c;
    const struct pai_layout *l = c->layout;
    pai_len height = pai_footer_height(plan->footer);
    bool fits = true;
    if (height > l->area.height) {
        pai_too_high(c, pai_footer_span(c), "报尾", "footer", (int64_t)height - l->area.height);
        fits = false;
    }
    if (plan->first_row >= (uint32_t)l->grid.rows) {
        int64_t over =
            (int64_t)row_top(l, plan->first_row) - row_top(l, (uint32_t)l->grid.rows - 1);
        bool contents = plan->contents != NULL;
        pai_too_high(c, masthead_span(c), contents ? "报头和目录" : "报头",
                     contents ? "masthead with the contents" : "masthead", over);
        fits = false;
    }
    for (uint32_t i = 0; i < plan->flow->rows.n; i++) {
        const struct pai_row *r = &plan->flow->rows.v[i];
        uint32_t room = less((uint32_t)l->grid.rows, i == 0 ? plan->first_row : 0);
        if (r->rows > room && room > 0) {
            const struct pai_text *text = &plan->flow->settings.v[r->setting].text;
            bool table = r->table != NULL;
            pai_too_high(c, pai_text_span(text, 0, table ? 1 : text->len),
                         table ? "表格的一行" : "标题", table ? "row of the table" : "title",
                         (int64_t)(r->rows - room) * l->pitch);
            fits = false;
        }
        uint32_t notes = pai_note_rows(l->pitch, pai_note_pitch(l), r->note_lines);
        if (notes > 0 && r->rows <= room && r->rows + notes > room) {
            const struct pai_text *text = &plan->flow->settings.v[r->setting].text;
            pai_too_high(c, pai_text_span(text, 0, text->len), "一行文字和它的脚注",
                         "line with its footnotes",
                         (int64_t)(r->rows + notes - room) * l->pitch);
            fits = false;
        }
    }
    return fits;
}

// The row of page one on which the text begins: below masthead, contents and the frame of a
// note.
static void measure_head(struct page_plan *plan, pai_len below, uint32_t digits) {
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
static bool divide(struct page_plan *plan, pai_len below) {
    uint64_t most = 10;
    for (uint32_t digits = 1;; digits++, most *= 10) {
        measure_head(plan, below, digits);
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
static void fill_booklet(struct page_plan *plan) {
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

static void put_contents(struct pai_sheet *sheet, const struct page_plan *plan) {
    struct pai_composer *c = plan->c;
    uint32_t *page_of = PAI_NEW_N(c->job->arena, uint32_t, c->doc->article_count);
    for (uint32_t p = plan->pages; p-- > 0;) {
        for (uint32_t i = plan->rows[p].end; i-- > plan->rows[p].first;) {
            int32_t article = plan->flow->rows.v[i].id.article;
            if (article >= 0) {
                page_of[article] = p + 1;
            }
        }
    }
    pai_contents_put(sheet, plan->contents, row_top(c->layout, plan->contents_row), page_of);
}

static const struct pai_pages *compose(struct pai_composer *c) {
    if (c->doc->article_count == 0) {
        pai_diag(c->job, PAI_D_NO_CONTENT, c->doc->start, NULL);
        return NULL;
    }
    struct pai_flow flow = pai_flow_make(c);
    struct page_plan plan = {.c = c, .flow = &flow, .footer = pai_footer_make(c)};
    struct pai_sheet first = sheet_make(c, 1);
    pai_len below = pai_masthead_put(&first);
    if (!divide(&plan, below)) {
        return NULL;
    }
    fill_booklet(&plan);
    if (plan.contents != NULL) {
        put_contents(&first, &plan);
    }
    struct pai_page *pages = PAI_NEW_N(c->job->arena, struct pai_page, plan.pages + 1);
    for (uint32_t i = 0; i < plan.pages; i++) {
        struct pai_sheet sheet = i == 0 ? first : sheet_make(c, i + 1);
        put_rows(&sheet, &plan, i);
        bool shared = plan.paging.footer && i + 1 == plan.pages;
        pai_notes_put(&sheet, &flow, &plan.rows[i],
                      shared ? plan.paging.last_rows : plan.paging.rows);
        if (i + 1 == plan.pages) {
            pai_footer_put(&sheet, plan.footer);
        }
        // A blank side carries no number, nor does the footer behind it (typography 1.7).
        bool numbered = !is_blank(&plan, i) && !(i > 0 && is_blank(&plan, i - 1));
        pai_running_put(&sheet, i + 1, plan.pages, is_blank(&plan, i));
        finish_page(&sheet, &pages[i], i + 1, plan.pages, numbered);
        pai_sheet_check(&sheet, i + 1);
    }
    pai_unprinted_check(c);
    return pages_make(c, pages, plan.pages);
}

const struct pai_pages *pai_compose(struct pai_job *job, const struct pai_doc *doc,
                                    const struct pai_layout *layout,
                                    struct pai_fontset *fonts) {
    return pai_compose_asked(job, doc, layout, fonts, NULL);
}

const struct pai_pages *pai_compose_asked(struct pai_job *job, const struct pai_doc *doc,
                                          const struct pai_layout *layout,
                                          struct pai_fontset *fonts, struct pai_ask *ask) {
    static const struct pai_ink black = {.name = "black", .cmyk = {0, 0, 0, 1000}};
    struct pai_hyphens *hyphens = layout->marks.hyphenate ? pai_hyphens_open() : NULL;
    if (layout->marks.hyphenate && hyphens == NULL && job->no_memory != NULL) {
        job->no_memory(); // the patterns are part of the program: nothing else can be missing
    }
    struct pai_composer c = {.job = job,
                             .doc = doc,
                             .layout = layout,
                             .fonts = fonts,
                             .black = &black,
                             .ask = ask,
                             .hyphens = hyphens};
    const struct pai_pages *pages = compose(&c);
    pai_hyphens_close(hyphens);
    return pages;
}
