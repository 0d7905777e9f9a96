// In: an issue on its way, with its diagnostics so far. Out: the report in the form that the
// name of its file asks for. Promised: it is written for an issue with errors, too: that is
// when it is wanted most; a failure to write it is a diagnostic of the issue.
#include "report_file.h"

#include "files.h"
#include "press_report.h"

#include <string.h>

static bool ends_with(const char *path, const char *end) {
    size_t n = strlen(path), m = strlen(end);
    return n > m && strcmp(path + n - m, end) == 0;
}

bool pai_report_file_named(const char *path) {
    return ends_with(path, ".json") || ends_with(path, ".html");
}

void pai_report_file_begin(struct pai_task *task, struct pai_pipeline *p) {
    if (p->opts->report == NULL) {
        return;
    }
    task->facts = PAI_NEW(task->job->arena, struct pai_pdf_facts);
    task->facts->broken = PAI_NEW_N(task->job->arena, uint32_t, pai_preflight_count);
}

void pai_report_file_write(struct pai_task *task, struct pai_pipeline *p, const char *output) {
    const char *path = p->opts->report;
    if (path == NULL) {
        return;
    }
    struct pai_pdf_options options = pai_task_pdf_options(task, p);
    struct pai_press_report report = {
        .job = task->job,
        .input = task->name,
        .output = output,
        .pages = task->pages,
        .sheets = task->sheets,
        .options = &options,
        .facts = task->facts,
        .diags = pai_report_order(task->job),
        .diag_count = task->job->diags.n,
        .strict = p->opts->strict,
        .zh = p->opts->ui == PAI_UI_ZH,
    };
    struct pai_buf out = pai_buf_make(task->job->arena);
    if (ends_with(path, ".json")) {
        pai_press_json(&report, &out);
    } else {
        pai_press_html(&report, &out);
    }
    pai_file_write(task->job, path, (struct pai_bytes){(const uint8_t *)out.s, out.n});
}
