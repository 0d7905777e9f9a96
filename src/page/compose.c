// In: a bulletin, a layout, fonts. Out: pages. The order of work: set everything into lines,
// measure masthead and footer, divide the rows of the grid among pages, then put lines at their
// places. Nothing is put twice.
#include "plan.h"

static struct pai_sheet sheet_make(struct pai_composer *c, uint32_t number) {
    const struct pai_layout *l = c->layout;
    struct pai_sheet sheet = {.c = c, .left = l->area.left};
    if (l->area.mirror && number % 2 == 0) {
        sheet.left = l->paper.width - l->area.left - l->area.width;
    }
    return sheet;
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

static bool is_blank(const struct pai_page_plan *plan, uint32_t page) {
    return page + 1 < plan->pages && plan->rows[page].first == plan->rows[page].end;
}

static struct pai_pages *pages_make(struct pai_composer *c, const struct pai_page *v,
                                    uint32_t n) {
    // In the order of the words of punctuation: region.
    static const char *const langs[] = {"zh-CN", "zh-TW", "zh-HK"};
    const struct pai_masthead *m = &c->doc->masthead;
    struct pai_pages *pages = PAI_NEW(c->job->arena, struct pai_pages);
    *pages = (struct pai_pages){
        .v = v,
        .n = n,
        .title = pai_facts_title(c),
        .author =
            m->office.len > 0 ? pai_arena_str(c->job->arena, m->office.s, m->office.len) : NULL,
        .subject = pai_facts_subject(c),
        .keywords = pai_facts_keywords(c),
        .titles = pai_facts_titles(c),
        .title_count = c->doc->article_count,
        .year = m->year,
        .month = m->month,
        .day = m->day,
        .lang = langs[c->layout->marks.region],
    };
    return pages;
}

static void put_contents(struct pai_sheet *sheet, const struct pai_page_plan *plan) {
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
    pai_contents_put(sheet, plan->contents, pai_row_top(c->layout, plan->contents_row),
                     page_of);
}

static const struct pai_pages *compose(struct pai_composer *c) {
    if (c->doc->article_count == 0) {
        pai_diag(c->job, PAI_D_NO_CONTENT, c->doc->start, NULL);
        return NULL;
    }
    struct pai_flow flow = pai_flow_make(c);
    struct pai_page_plan plan = {.c = c, .flow = &flow, .footer = pai_footer_make(c)};
    struct pai_sheet first = sheet_make(c, 1);
    pai_len below = pai_masthead_put(&first);
    if (!pai_plan_divide(&plan, below)) {
        return NULL;
    }
    pai_notes_number(c, &flow, plan.rows, plan.pages);
    struct pai_note_line cursor = {0, 0};
    if (plan.contents != NULL) {
        put_contents(&first, &plan);
    }
    struct pai_page *pages = PAI_NEW_N(c->job->arena, struct pai_page, plan.pages + 1);
    for (uint32_t i = 0; i < plan.pages; i++) {
        struct pai_sheet sheet = i == 0 ? first : sheet_make(c, i + 1);
        pai_rows_put(&sheet, &plan, i);
        bool shared = plan.paging.footer && i + 1 == plan.pages;
        pai_notes_put(&sheet, &flow, &plan.rows[i],
                      shared ? plan.paging.last_rows : plan.paging.rows, i + 1, &cursor);
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
    struct pai_hyphens *hyphens =
        layout->marks.hyphenate ? pai_hyphens_open(job->arena, job->no_memory) : NULL;
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
