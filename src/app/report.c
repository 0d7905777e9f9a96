// Jobs in, standard error and an exit code out. Promises: the order of messages depends on
// their places and on the order of recording only; a message that could not be written makes
// the exit code 3, since the reader missed something.
#include "report.h"
#include "printable.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

struct pai_report pai_report_make(const struct pai_opts *opts) {
    struct pai_report report = {
        {opts->format, opts->ui, opts->strict, NULL}, 0, 0, 0, PAI_EXIT_OK, NULL};
    return report;
}

void pai_report_write(struct pai_report *report, const char *s, size_t n) {
    while (n > 0) {
        ssize_t done = write(STDERR_FILENO, s, n);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            report->exit = PAI_EXIT_SYSTEM;
            return;
        }
        s += done;
        n -= (size_t)done;
    }
}

struct placed {
    const struct pai_diag *diag;
    uint32_t number;
};

static int by_place(const void *a, const void *b) {
    const struct placed *x = a, *y = b;
    const struct pai_span *s = &x->diag->span, *t = &y->diag->span;
    // File 0 is "no place": subtracting one in unsigned arithmetic moves it behind all files.
    uint32_t fx = s->file - 1u, fy = t->file - 1u;
    if (fx != fy) {
        return fx < fy ? -1 : 1;
    }
    if (s->file != 0 && s->offset != t->offset) {
        return s->offset < t->offset ? -1 : 1;
    }
    return (x->number > y->number) - (x->number < y->number);
}

// Counts come from the job, not from its list: a flood is counted to its end, but not kept.
static void count(struct pai_report *report, const struct pai_job *job) {
    const uint32_t *n = job->count;
    report->notes += n[PAI_NOTE];
    report->warnings += report->form.strict ? 0 : n[PAI_WARNING];
    report->errors += n[PAI_ERROR] + n[PAI_SYSTEM] + (report->form.strict ? n[PAI_WARNING] : 0);
    enum pai_exit code = n[PAI_SYSTEM] > 0               ? PAI_EXIT_SYSTEM
                         : pai_report_stops(report, job) ? PAI_EXIT_DOCUMENT
                                                         : PAI_EXIT_OK;
    report->exit = code > report->exit ? code : report->exit;
}

// Says how many diagnostics the job counted but did not keep.
static void unlisted_put(const struct pai_report *report, struct pai_job *job, uint32_t listed,
                         struct pai_buf *out) {
    uint32_t all = job->count[PAI_NOTE] + job->count[PAI_WARNING] + job->count[PAI_ERROR] +
                   job->count[PAI_SYSTEM];
    if (all > listed) {
        // Recorded only to have its texts filled in; a level that is full would not keep it.
        uint32_t notes = job->count[PAI_NOTE];
        job->count[PAI_NOTE] = 0;
        pai_diag(job, PAI_D_UNLISTED, PAI_NO_SPAN,
                 pai_arena_fmt(job->arena, "%u", all - listed), NULL);
        job->count[PAI_NOTE] = notes;
        pai_diag_print(out, &report->form, &job->diags.v[job->diags.n - 1], NULL);
    }
}

const struct pai_diag **pai_report_order(struct pai_job *job) {
    uint32_t n = job->diags.n;
    struct placed *order = PAI_NEW_N(job->arena, struct placed, n);
    const struct pai_diag **out = PAI_NEW_N(job->arena, const struct pai_diag *, n);
    for (uint32_t i = 0; i < n; i++) {
        order[i] = (struct placed){&job->diags.v[i], i};
    }
    if (n > 0) {
        qsort(order, n, sizeof *order, by_place);
    }
    for (uint32_t i = 0; i < n; i++) {
        out[i] = order[i].diag;
    }
    return out;
}

void pai_report_job(struct pai_report *report, struct pai_job *job, const char *name) {
    uint32_t n = job->diags.n;
    const struct pai_diag **order = pai_report_order(job);
    struct pai_buf out = pai_buf_make(job->arena);
    // Programs that read the other forms want all of it each time.
    struct pai_recall *recall = report->form.format == PAI_FORMAT_HUMAN ? report->recall : NULL;
    report->form.file = name;
    if (recall != NULL) {
        pai_recall_begin(recall, name);
    }
    for (uint32_t i = 0; i < n; i++) {
        struct pai_place where,
            *place = pai_job_place(job, order[i]->span, &where) ? &where : NULL;
        if (recall == NULL || !pai_recall_known(recall, &report->form, order[i], place)) {
            pai_diag_print(&out, &report->form, order[i], place);
        }
    }
    if (recall != NULL) {
        pai_recall_end(recall, &report->form, &out);
    }
    unlisted_put(report, job, n, &out);
    count(report, job);
    pai_report_write(report, out.s, out.n);
}

bool pai_report_stops(const struct pai_report *report, const struct pai_job *job) {
    return pai_job_failed(job) || (report->form.strict && job->count[PAI_WARNING] > 0);
}

void pai_report_summary(struct pai_report *report, struct pai_arena *arena, const char *name,
                        const char *tail) {
    if (report->form.format == PAI_FORMAT_HUMAN) {
        struct pai_buf out = pai_buf_make(arena);
        unsigned e = report->errors, w = report->warnings, n = report->notes;
        if (name != NULL) {
            pai_printable_put(&out, name);
            pai_buf_str(&out, ": ");
        }
        if (report->form.ui == PAI_UI_ZH) {
            pai_buf_fmt(&out, "共 %u 处错误，%u 处提醒，%u 处说明%s%s\n", e, w, n,
                        tail[0] != '\0' ? "；" : "", tail);
        } else {
            pai_buf_fmt(&out, "%u error%s, %u warning%s, %u note%s%s%s\n", e, e == 1 ? "" : "s",
                        w, w == 1 ? "" : "s", n, n == 1 ? "" : "s", tail[0] != '\0' ? "; " : "",
                        tail);
        }
        pai_report_write(report, out.s, out.n);
    }
    report->notes = report->warnings = report->errors = 0;
}
