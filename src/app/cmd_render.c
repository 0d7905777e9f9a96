// render: inputs -> PDF files and pictures. Promise: an input with an error, or one that cannot
// be written, leaves an older PDF as it was and does not keep the others from being rendered.
#include "commands.h"
#include "files.h"
#include "outputs.h"
#include "pipeline.h"
#include "printable.h"
#include "proofs.h"

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

// "DIR/page-1.png", or "DIR/page-1.png … page-4.png".
static void proofs_name(struct pai_buf *out, struct pai_task *task, const char *proofs,
                        bool zh) {
    if (strcmp(proofs, "-") == 0) {
        pai_buf_str(out, zh ? "图片（标准输出）" : "a picture to standard output");
        return;
    }
    const struct pai_pages *pages = task->pages;
    struct pai_arena *arena = task->job->arena;
    pai_printable_put(out, pai_proof_name(arena, proofs, pages->v[0].number));
    if (pages->n > 1) {
        const char *slash = strrchr(proofs, '/');
        pai_buf_str(out, " … ");
        pai_printable_put(out, pai_proof_name(arena, slash != NULL ? slash + 1 : proofs,
                                              pages->v[pages->n - 1].number));
    }
}

// What became of the input: "已生成 第7期.pdf、图片 DIR/page-1.png 等，4 页".
static void summary(struct pai_pipeline *p, struct pai_task *task, const char *output,
                    const char *proofs, bool made) {
    bool zh = p->report->form.ui == PAI_UI_ZH;
    struct pai_buf tail = pai_buf_make(task->job->arena);
    if (!made) {
        const char *pdf = zh ? "未生成 PDF" : "no PDF written";
        pai_buf_str(&tail, output != NULL ? pdf : zh ? "未生成图片" : "no picture written");
    } else {
        unsigned n = task->pages->n;
        pai_buf_str(&tail, zh ? "已生成 " : "wrote ");
        if (output != NULL && strcmp(output, "-") == 0) {
            pai_buf_str(&tail, zh ? "PDF（标准输出）" : "a PDF to standard output");
        } else if (output != NULL) {
            pai_printable_put(&tail, output);
        }
        if (proofs != NULL) {
            pai_buf_str(&tail, output == NULL ? "" : zh ? " 和 " : " and ");
            proofs_name(&tail, task, proofs, zh);
        }
        pai_buf_fmt(&tail, zh ? "，%u 页" : ", %u page%s", n, n == 1 ? "" : "s");
    }
    pai_report_summary(p->report, task->job->arena,
                       p->opts->input_count > 1 ? task->name : NULL, tail.s);
}

static bool make(struct pai_task *task, struct pai_pipeline *p, const char *output,
                 const char *proofs) {
    if (output != NULL && !pai_task_pdf(task, p)) {
        return false;
    }
    // Pictures alone keep to the rules of the PDF too: a proof of what cannot be printed
    // would mislead.
    if (output == NULL && !pai_task_preflight(task, p, NULL)) {
        return false;
    }
    return (output == NULL || pai_file_write(task->job, output, task->pdf)) &&
           (proofs == NULL || pai_proofs_write(task, p, proofs));
}

static void render(struct pai_pipeline *p, const char *input, const char *output,
                   const char *proofs) {
    struct pai_task task;
    pai_task_open(&task, p, input);
    bool made = pai_task_read(&task, p, input) && pai_task_compose(&task, p) &&
                pai_task_select(&task, p) && make(&task, p, output, proofs);
    pai_laps_lap(&p->laps, "write");
    pai_report_job(p->report, task.job, task.name);
    summary(p, &task, output, proofs, made);
    pai_task_close(&task);
}

void pai_cmd_render(const struct pai_opts *opts, struct pai_report *report) {
    struct pai_pipeline p;
    pai_pipeline_open(&p, opts, report);
    struct pai_job *job = pai_job_open(p.world, pai_app_no_memory);
    bool ok = epoch(job, &p.date);
    const char **outputs = ok ? pai_outputs_plan(job, opts) : NULL;
    const char **proofs = ok ? pai_proofs_plan(job, opts) : NULL;
    if (outputs == NULL || proofs == NULL) {
        pai_report_job(report, job, NULL);
        report->exit = PAI_EXIT_USAGE;
    } else if (!pai_pipeline_load(&p)) {
        pai_report_summary(report, p.arena, NULL,
                           opts->ui == PAI_UI_ZH ? "未生成文件" : "no file written");
    } else {
        for (uint32_t i = 0; i < opts->input_count; i++) {
            render(&p, opts->inputs[i], outputs[i], proofs[i]);
        }
        pai_laps_print(&p.laps, report, p.arena);
    }
    pai_job_close(job);
    pai_pipeline_close(&p);
}
