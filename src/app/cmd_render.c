// render: inputs -> PDF files and pictures. Promise: an input with an error, or one that cannot
// be written, leaves an older PDF as it was and does not keep the others from being rendered.
#include "commands.h"
#include "issue.h"
#include "outputs.h"
#include "proofs.h"

void pai_cmd_render(const struct pai_opts *opts, struct pai_report *report) {
    struct pai_pipeline p;
    pai_pipeline_open(&p, opts, report);
    struct pai_job *job = pai_job_open(p.world, pai_app_no_memory);
    bool ok = pai_issue_epoch(job, &p.date);
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
            struct pai_issue issue = {opts->inputs[i], outputs[i], proofs[i], 0};
            pai_issue_render(&p, &issue);
        }
        pai_laps_print(&p.laps, report, p.arena);
    }
    pai_job_close(job);
    pai_pipeline_close(&p);
}
