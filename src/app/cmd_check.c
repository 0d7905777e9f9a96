// check: inputs -> diagnostics. Promise: goes the way of render to the last byte, so that what
// passes here prints; writes nothing.
#include "commands.h"
#include "pipeline.h"

static void check(struct pai_pipeline *p, const char *input) {
    struct pai_task task;
    pai_task_open(&task, p, input);
    bool zh = p->opts->ui == PAI_UI_ZH;
    const char *tail =
        zh ? "改正错误以后才能排印" : "correct the errors before it can be printed";
    if (pai_task_read(&task, p, input) && pai_task_compose(&task, p) &&
        pai_task_pdf(&task, p)) {
        unsigned n = task.pages->n;
        tail = zh ? pai_arena_fmt(task.job->arena, "可以排印，%u 页", n)
                  : pai_arena_fmt(task.job->arena, "ready for print, %u page%s", n,
                                  n == 1 ? "" : "s");
    }
    pai_report_job(p->report, task.job, task.name);
    pai_report_summary(p->report, task.job->arena, p->opts->input_count > 1 ? task.name : NULL,
                       tail);
    pai_task_close(&task);
}

void pai_cmd_check(const struct pai_opts *opts, struct pai_report *report) {
    struct pai_pipeline p;
    pai_pipeline_open(&p, opts, report);
    if (pai_pipeline_load(&p)) {
        for (uint32_t i = 0; i < opts->input_count; i++) {
            check(&p, opts->inputs[i]);
        }
    } else {
        pai_report_summary(report, p.arena, NULL, "");
    }
    pai_pipeline_close(&p);
}
