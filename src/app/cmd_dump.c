// dump: one input -> JSON on standard output (design 5). `doc` needs no layout and no font. An
// error is said and decides the exit code, but what was understood is still shown: that is what
// the dump is for.
#include "commands.h"
#include "dump.h"
#include "explain.h"
#include "files.h"
#include "pipeline.h"

#include <string.h>

// Everything up to the text that is to be written; false if there is none.
static bool dump(struct pai_pipeline *p, struct pai_task *task, struct pai_buf *out) {
    const struct pai_opts *opts = p->opts;
    bool pages = strcmp(opts->what, "doc") != 0;
    struct pai_explain explain = {.cost = 0};
    struct pai_ask ask = {
        .article = opts->article, .paragraph = opts->paragraph, .explain = &explain};
    task->ask = opts->explain ? &ask : NULL;
    if (!pai_task_read(task, p, opts->inputs[0]) || (pages && !pai_task_compose(task, p))) {
        return false;
    }
    if (opts->explain && ask.text.len == 0) {
        pai_diag(task->job, PAI_D_EXPLAIN_NOWHERE, PAI_NO_SPAN,
                 pai_arena_fmt(task->job->arena, "%d", (int)ask.article),
                 pai_arena_fmt(task->job->arena, "%d", (int)ask.paragraph), NULL);
        return false;
    }
    if (opts->explain) {
        pai_explain_dump(task->job, &ask, out);
    } else if (!pages) {
        pai_doc_dump(task->job, task->doc, out);
    } else if (strcmp(opts->what, "lines") == 0) {
        pai_dump_lines(task->job, task->pages, out);
    } else {
        pai_dump_pages(task->job, task->pages, out);
    }
    if (out->n > 0 && out->s[out->n - 1] != '\n') {
        pai_buf_byte(out, '\n');
    }
    return true;
}

void pai_cmd_dump(const struct pai_opts *opts, struct pai_report *report) {
    struct pai_pipeline p;
    pai_pipeline_open(&p, opts, report);
    if (strcmp(opts->what, "doc") == 0 || pai_pipeline_load(&p)) {
        struct pai_task task;
        pai_task_open(&task, &p, opts->inputs[0]);
        struct pai_buf out = pai_buf_make(task.job->arena);
        if (dump(&p, &task, &out)) {
            pai_file_write(task.job, "-", (struct pai_bytes){(const uint8_t *)out.s, out.n});
        }
        pai_report_job(report, task.job, task.name);
        pai_task_close(&task);
    }
    pai_report_summary(report, p.arena, NULL, "");
    pai_pipeline_close(&p);
}
