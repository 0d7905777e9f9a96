// render: inputs -> PDF files. Promise: an input with an error, or one that cannot be written,
// leaves an older PDF as it was and does not keep the others from being rendered.
#include "commands.h"
#include "files.h"
#include "outputs.h"
#include "pipeline.h"
#include "printable.h"

#include <stdlib.h>
#include <string.h>

#define LAST_SECOND 253402300799 // of the year 9999: what a PDF date can say

// SOURCE_DATE_EPOCH: unset or empty is -1.
static bool epoch(struct pai_job *job, int64_t *out) {
    const char *value = getenv("SOURCE_DATE_EPOCH");
    *out = -1;
    if (value == NULL || value[0] == '\0') {
        return true;
    }
    size_t n = strspn(value, "0123456789");
    long long seconds = n <= 12 ? strtoll(value, NULL, 10) : -1;
    if (n == 0 || value[n] != '\0' || seconds < 0 || seconds > LAST_SECOND) {
        pai_diag(job, PAI_D_USAGE_EPOCH, PAI_NO_SPAN, value, NULL);
        return false;
    }
    *out = seconds;
    return true;
}

static void summary(struct pai_report *report, struct pai_task *task, const char *name,
                    const char *output, bool made) {
    bool zh = report->form.ui == PAI_UI_ZH;
    struct pai_buf tail = pai_buf_make(task->job->arena);
    if (!made) {
        pai_buf_str(&tail, zh ? "未生成 PDF" : "no PDF written");
    } else {
        unsigned n = task->pages->n;
        pai_buf_str(&tail, zh ? "已生成 " : "wrote ");
        if (strcmp(output, "-") == 0) {
            pai_buf_str(&tail, zh ? "PDF（标准输出）" : "a PDF to standard output");
        } else {
            pai_printable_put(&tail, output);
        }
        pai_buf_fmt(&tail, zh ? "，%u 页" : ", %u page%s", n, n == 1 ? "" : "s");
    }
    pai_report_summary(report, task->job->arena, name, tail.s);
}

static void render(struct pai_pipeline *p, const char *input, const char *output) {
    struct pai_task task;
    pai_task_open(&task, p, input);
    bool made = pai_task_read(&task, p, input) && pai_task_compose(&task, p) &&
                pai_task_pdf(&task, p) && pai_file_write(task.job, output, task.pdf);
    pai_laps_lap(&p->laps, "write");
    pai_report_job(p->report, task.job, task.name);
    summary(p->report, &task, p->opts->input_count > 1 ? task.name : NULL, output, made);
    pai_task_close(&task);
}

void pai_cmd_render(const struct pai_opts *opts, struct pai_report *report) {
    struct pai_pipeline p;
    pai_pipeline_open(&p, opts, report);
    struct pai_job *job = pai_job_open(p.world, pai_app_no_memory);
    const char **outputs = epoch(job, &p.date) ? pai_outputs_plan(job, opts) : NULL;
    if (outputs == NULL) {
        pai_report_job(report, job, NULL);
        report->exit = PAI_EXIT_USAGE;
    } else if (!pai_pipeline_load(&p)) {
        pai_report_summary(report, p.arena, NULL,
                           opts->ui == PAI_UI_ZH ? "未生成 PDF" : "no PDF written");
    } else {
        for (uint32_t i = 0; i < opts->input_count; i++) {
            render(&p, opts->inputs[i], outputs[i]);
        }
        pai_laps_print(&p.laps, report, p.arena);
    }
    pai_job_close(job);
    pai_pipeline_close(&p);
}
