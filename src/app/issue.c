// In: the names of an input and of what is to be made of it. Out: the files, and what was said
// about them. Promise: an error leaves older files as they were; the summary names what was
// written.
#include "issue.h"
#include "files.h"
#include "printable.h"
#include "proofs.h"
#include "report_file.h"

#include <stdlib.h>
#include <string.h>

#define LAST_SECOND 253402300799 // of the year 9999: what a PDF date can say

bool pai_issue_epoch(struct pai_job *job, int64_t *out) {
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
    const struct pai_pages *pages = task->sheets;
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
static void summary(struct pai_pipeline *p, struct pai_task *task,
                    const struct pai_issue *issue, bool made) {
    const char *output = issue->output, *proofs = issue->proofs;
    bool zh = p->report->form.ui == PAI_UI_ZH;
    struct pai_buf tail = pai_buf_make(task->job->arena);
    if (!made) {
        const char *pdf = zh ? "未生成 PDF" : "no PDF written";
        pai_buf_str(&tail, output != NULL ? pdf : zh ? "未生成图片" : "no picture written");
    } else {
        // A page for positioning is one page of the issue.
        unsigned n = p->opts->position ? 1 : task->pages->n;
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
    if (issue->since > 0) {
        pai_buf_str(&tail, zh ? "，用时 " : ", ");
        pai_buf_fmt(&tail, zh ? "%u 毫秒" : "%u ms",
                    (unsigned)((pai_clock_ns() - issue->since + 500000) / 1000000));
    }
    pai_report_summary(p->report, task->job->arena,
                       p->opts->input_count > 1 ? task->name : NULL, tail.s);
}

static bool make(struct pai_task *task, struct pai_pipeline *p, const struct pai_issue *issue) {
    // Pictures alone keep to the rules of the PDF too: a proof of what cannot be printed
    // would mislead.
    if (issue->output != NULL ? !pai_task_pdf(task, p) : !pai_task_preflight(task, p, NULL)) {
        return false;
    }
    return (issue->output == NULL || pai_file_write(task->job, issue->output, task->pdf)) &&
           (issue->proofs == NULL || pai_proofs_write(task, p, issue->proofs));
}

uint32_t pai_issue_render(struct pai_pipeline *p, const struct pai_issue *issue) {
    struct pai_task task;
    pai_task_open(&task, p, issue->input);
    pai_report_file_begin(&task, p);
    bool made = pai_task_read(&task, p, issue->input) && pai_task_compose(&task, p) &&
                pai_task_select(&task, p) && make(&task, p, issue);
    pai_report_file_write(&task, p, made ? issue->output : NULL);
    pai_laps_lap(&p->laps, "write");
    pai_report_job(p->report, task.job, task.name);
    summary(p, &task, issue, made);
    uint32_t last = made ? task.sheets->v[task.sheets->n - 1].number : 0;
    pai_task_close(&task);
    return last;
}
