// What a run has to say: diagnostics of jobs, a summary, the exit code. The only writer on
// standard error.
#ifndef PAI_REPORT_H
#define PAI_REPORT_H

#include "diag_print.h"
#include "opts.h"
#include "recall.h"

struct pai_report {
    struct pai_diag_form form;
    uint32_t notes, warnings, errors; // since the last summary
    enum pai_exit exit;               // worst so far
    struct pai_recall *recall;        // in watch: what was said before; NULL: say all
};

struct pai_report pai_report_make(const struct pai_opts *opts);

// Prints the diagnostics of a job, ordered by place (file, then offset; those without a place
// last, else as they came), and takes them into the counts and the exit code. `name` is the
// file shown for those without a place.
void pai_report_job(struct pai_report *report, struct pai_job *job, const char *name);

// The diagnostics of a job in that order, in its arena: job->diags.n of them.
const struct pai_diag **pai_report_order(struct pai_job *job);

// True if a job may not be printed: it failed, or it has warnings under --strict.
bool pai_report_stops(const struct pai_report *report, const struct pai_job *job);

// Human form only: the summary line ("共 2 处错误，…；" tail), headed by `name` if not NULL.
// Clears the counts.
void pai_report_summary(struct pai_report *report, struct pai_arena *arena, const char *name,
                        const char *tail);

// Writes to standard error; a failure makes the exit code PAI_EXIT_SYSTEM.
void pai_report_write(struct pai_report *report, const char *s, size_t n);

#endif
