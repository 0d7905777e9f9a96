// A summary in; small pictures of the issues that need a person most, out: into the journal.
// Promises: their number is bounded and so is what they cost; workers draw them, so that a page
// which cannot be drawn costs no more than its picture.
#include "batch_report.h"
#include "pixels.h"
#include "raster.h"

#include <string.h>

enum { DPI = 24 }; // A4 as 199 by 281 dots, shown at some 150

// The worst diagnostic that has a place in the text; NULL: none.
static const struct pai_diag *worst(const struct pai_task *task) {
    const struct pai_diag *found = NULL;
    for (uint32_t i = 0; i < task->job->diags.n; i++) {
        const struct pai_diag *d = &task->job->diags.v[i];
        if (d->span.length > 0 && (found == NULL || pai_diag_row(d->code)->level >
                                                        pai_diag_row(found->code)->level)) {
            found = d;
        }
    }
    return found;
}

static bool holds(const struct pai_page *page, struct pai_span span) {
    for (uint32_t i = 0; i < page->line_count; i++) {
        const struct pai_span *line = &page->lines[i].span;
        if (line->file == span.file && line->offset <= span.offset &&
            span.offset < line->offset + line->length) {
            return true;
        }
    }
    return false;
}

void pai_batch_thumb_make(struct pai_task *task, struct pai_batch_record *record) {
    const struct pai_pages *pages = task->pages;
    struct pai_pixels pixels;
    if (pages == NULL || pages->n == 0) {
        return;
    }
    const struct pai_diag *diag = worst(task);
    uint32_t page = 0;
    while (diag != NULL && page < pages->n && !holds(&pages->v[page], diag->span)) {
        page++;
    }
    page = page < pages->n ? page : 0;
    struct pai_arena *arena = task->job->arena;
    if (!pai_raster_page(task->job, arena, &pages->v[page], DPI, &pixels) ||
        !pai_pixels_png(task->job, arena, &pixels, &record->thumb)) {
        record->thumb.size = 0;
    }
}

void pai_batch_thumb_take(struct pai_batch *b, struct pai_batch_issue *issue,
                          const struct pai_batch_record *record) {
    issue->pictured = false;
    if (record->thumb.size > 0) {
        // Kept over runs as long as the PDF is. What cannot be recorded is drawn again then.
        (void)pai_batch_journal_thumb(b->journal, issue->source, record->thumb);
    }
}

void pai_batch_thumbs(struct pai_batch *b, const struct pai_batch_summary *s) {
    struct pai_arena *arena = pai_arena_open(pai_app_no_memory);
    const struct pai_batch_ranked *order = NULL;
    struct pai_batch_row row;
    uint32_t n = pai_batch_order(s, arena, &order);
    for (uint32_t i = 0; i < n && i < PAI_BATCH_THUMBS; i++) {
        const struct pai_batch_brief *brief = &s->rows.v[order[i].row];
        struct pai_batch_issue *issue = &b->issues.v[brief->number];
        bool composed = brief->state == PAI_BATCH_DONE || brief->state == PAI_BATCH_REFUSED;
        issue->pictured = composed && issue->refused == NULL &&
                          pai_batch_summary_row(s, arena, order[i].row, &row) &&
                          row.thumb.size == 0;
        issue->tries = 0;
    }
    pai_arena_close(arena);
    b->ask = PAI_BATCH_PICTURE;
    (void)pai_batch_pool(b);
    b->ask = PAI_BATCH_PDF;
    for (uint32_t i = 0; i < s->journals.n; i++) {
        pai_batch_reader_renew(s->journals.v[i]);
    }
}
