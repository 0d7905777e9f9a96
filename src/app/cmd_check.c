// check: inputs -> diagnostics. Promise: goes the way of render to the last byte, so that what
// passes here prints; writes nothing. With --print it stops before the PDF and lists the rules
// of preflight with their results.
#include "commands.h"
#include "files.h"
#include "pipeline.h"
#include "report_file.h"

// One line for each rule: result, code, what must be so, who asks for it.
static void rules_put(struct pai_buf *out, bool zh, unsigned claims, const uint32_t *broken) {
    static const char *const words[][2] = {{"not asked ", "不要求"},
                                           {"passed    ", "合格  "},
                                           {"look      ", "提醒  "},
                                           {"failed    ", "不合格"}};
    for (size_t i = 0; i < pai_preflight_count; i++) {
        const struct pai_preflight_rule *rule = &pai_preflight_rules[i];
        const struct pai_diag_row *row = pai_diag_row(rule->code);
        int word = !(rule->claims & claims)  ? 0
                   : broken[i] == 0          ? 1
                   : row->level >= PAI_ERROR ? 3
                                             : 2;
        pai_buf_fmt(out, "%s %s  %s  [%s]\n", words[word][zh], row->code,
                    zh ? rule->zh : rule->en, rule->clause);
    }
}

static bool print_rules(struct pai_task *task, struct pai_pipeline *p) {
    uint32_t *broken = task->facts != NULL
                           ? task->facts->broken
                           : PAI_NEW_N(task->job->arena, uint32_t, pai_preflight_count);
    bool kept = pai_task_preflight(task, p, broken);
    struct pai_buf out = pai_buf_make(task->job->arena);
    rules_put(&out, p->opts->ui == PAI_UI_ZH, p->claims, broken);
    return pai_file_write(task->job, "-", (struct pai_bytes){(const uint8_t *)out.s, out.n}) &&
           kept;
}

static void check(struct pai_pipeline *p, const char *input) {
    struct pai_task task;
    pai_task_open(&task, p, input);
    pai_report_file_begin(&task, p);
    bool zh = p->opts->ui == PAI_UI_ZH;
    const char *tail =
        zh ? "改正错误以后才能排印" : "correct the errors before it can be printed";
    if (pai_task_read(&task, p, input) && pai_task_compose(&task, p) &&
        (p->opts->print ? print_rules(&task, p) : pai_task_pdf(&task, p))) {
        unsigned n = task.pages->n;
        tail = zh ? pai_arena_fmt(task.job->arena, "可以排印，%u 页", n)
                  : pai_arena_fmt(task.job->arena, "ready for print, %u page%s", n,
                                  n == 1 ? "" : "s");
    }
    pai_report_file_write(&task, p, NULL);
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
