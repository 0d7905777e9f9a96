// In: an input and a layout. Out: its pages with the layout drawn over them, as one PDF or as
// pictures. Promise: the pages are those that render makes; errors of the layout or the text
// are said as there, and nothing is written.
#include "layout_see.h"

#include "files.h"
#include "overlay.h"
#include "pipeline.h"
#include "printable.h"
#include "proofs.h"

#include <string.h>

static bool ends_with(const char *s, const char *end) {
    size_t n = strlen(s), m = strlen(end);
    return n > m && strcmp(s + n - m, end) == 0;
}

static bool overlay(struct pai_task *task, struct pai_pipeline *p) {
    const struct pai_pages *pages =
        pai_overlay_make(task->job, task->pages, p->layout, p->fonts);
    task->pages = pages != NULL ? pages : task->pages;
    task->sheets = NULL;
    return pages != NULL;
}

// FILE.png for one page; FILE-1.png, FILE-2.png … for several.
static bool pictures_write(struct pai_task *task, struct pai_pipeline *p, const char *output) {
    size_t stem = strlen(output) - strlen(".png");
    struct pai_arena *arena = task->job->arena;
    if (task->pages->n == 1) {
        return pai_proof_write(task, p, 0, output);
    }
    const char *prefix = pai_arena_fmt(arena, "%s-", pai_arena_str(arena, output, stem));
    for (uint32_t i = 0; i < task->pages->n; i++) {
        const char *name = pai_proof_name(arena, prefix, task->pages->v[i].number);
        if (!pai_proof_write(task, p, i, name)) {
            return false;
        }
    }
    return true;
}

static bool show(struct pai_task *task, struct pai_pipeline *p) {
    const struct pai_opts *opts = p->opts;
    return pai_task_read(task, p, opts->inputs[0]) && pai_task_compose(task, p) &&
           overlay(task, p) && pai_task_select(task, p) &&
           (ends_with(opts->output, ".pdf")
                ? pai_task_pdf(task, p) && pai_file_write(task->job, opts->output, task->pdf)
                : pai_task_preflight(task, p, NULL) && pictures_write(task, p, opts->output));
}

static const char *summary(const struct pai_opts *opts, struct pai_task *task, bool made) {
    bool zh = opts->ui == PAI_UI_ZH;
    struct pai_buf tail = pai_buf_make(task->job->arena);
    if (!made) {
        return zh ? "没有画成" : "not drawn";
    }
    pai_buf_str(&tail, zh ? "已画成 " : "drawn: ");
    pai_printable_put(&tail, opts->output);
    pai_buf_fmt(&tail, zh ? "，%u 页" : ", pages: %u", task->pages->n);
    return tail.s;
}

void pai_layout_show(const struct pai_opts *opts, struct pai_report *report) {
    struct pai_opts own = *opts;
    struct pai_pipeline p;
    own.claims = 0; // a drawing claims nothing
    pai_pipeline_open(&p, &own, report);
    struct pai_task task;
    pai_task_open(&task, &p, opts->inputs[0]);
    bool named = opts->output != NULL &&
                 (ends_with(opts->output, ".pdf") || ends_with(opts->output, ".png"));
    if (!named) {
        pai_diag(task.job, PAI_D_LAYOUT_SHOW_OUTPUT, PAI_NO_SPAN,
                 opts->output != NULL ? opts->output : "", NULL);
        pai_report_job(report, task.job, NULL);
        report->exit = PAI_EXIT_USAGE;
    } else if (pai_pipeline_load(&p)) {
        pai_task_close(&task);
        pai_task_open(&task, &p, opts->inputs[0]); // with the layout among its sources
        bool made = show(&task, &p);
        pai_report_job(report, task.job, task.name);
        pai_report_summary(report, p.arena, NULL, summary(opts, &task, made));
    } else {
        pai_report_summary(report, p.arena, NULL, summary(opts, &task, false));
    }
    pai_task_close(&task);
    pai_pipeline_close(&p);
}
