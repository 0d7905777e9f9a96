// dump: one input -> JSON on standard output (design 5). `doc` needs no layout and no font. An
// error is said and decides the exit code, but what was understood is still shown: that is what
// the dump is for.
#include "commands.h"
#include "dump.h"
#include "files.h"
#include "pipeline.h"

#include <string.h>

// Everything up to the text that is to be written; false if there is none.
static bool dump(struct pai_pipeline *p, struct pai_issue *issue, struct pai_buf *out) {
    const struct pai_opts *opts = p->opts;
    bool pages = strcmp(opts->what, "doc") != 0;
    if (!pai_issue_read(issue, p, opts->inputs[0]) || (pages && !pai_issue_compose(issue, p))) {
        return false;
    }
    if (!pages) {
        pai_doc_dump(issue->job, issue->doc, out);
    } else if (strcmp(opts->what, "lines") == 0) {
        pai_dump_lines(issue->job, issue->pages, out);
    } else {
        pai_dump_pages(issue->job, issue->pages, out);
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
        struct pai_issue issue;
        pai_issue_open(&issue, &p, opts->inputs[0]);
        struct pai_buf out = pai_buf_make(issue.job->arena);
        if (dump(&p, &issue, &out)) {
            pai_file_write(issue.job, "-", (struct pai_bytes){(const uint8_t *)out.s, out.n});
        }
        pai_report_job(report, issue.job, issue.name);
        pai_issue_close(&issue);
    }
    pai_report_summary(report, p.arena, NULL, "");
    pai_pipeline_close(&p);
}
