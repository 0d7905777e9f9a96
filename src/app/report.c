// Jobs in, standard error and an exit code out. Promises: the order of messages depends on
// their places and on the order of recording only; a message that could not be written makes
// the exit code 3, since the reader missed something.
#include "report.h"
#include "printable.h"
#include "utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

struct pai_report pai_report_make(const struct pai_opts *opts) {
    struct pai_report report = {
        {opts->format, opts->ui, opts->strict, NULL}, 0, 0, 0, PAI_EXIT_OK};
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

// The place of a diagnostic. Diagnostics come in order, so that on the line of the one before
// only the stretch between them is counted: thousands of messages on one long line do not count
// it from its start again and again.
static bool place_next(const struct pai_job *job, const struct pai_span span,
                       const struct pai_span last, struct pai_place *place, bool placed) {
    uint32_t step = span.offset - last.offset;
    if (!placed || span.file != last.file ||
        (uint64_t)place->line_offset + step > place->line_len) {
        return pai_job_place(job, span, place);
    }
    place->column += (uint32_t)pai_utf8_count(place->line_text + place->line_offset, step);
    place->line_offset += step;
    uint32_t room = place->line_len - place->line_offset;
    place->mark_len = span.length < room ? span.length : room;
    return true;
}

static void count(struct pai_report *report, const struct pai_diag *diag) {
    enum pai_level level = pai_diag_level(&report->form, diag);
    enum pai_exit code = PAI_EXIT_OK;
    if (level == PAI_NOTE) {
        report->notes++;
    } else if (level == PAI_WARNING) {
        report->warnings++;
    } else {
        report->errors++;
        code =
            pai_diag_row(diag->code)->level == PAI_SYSTEM ? PAI_EXIT_SYSTEM : PAI_EXIT_DOCUMENT;
    }
    report->exit = code > report->exit ? code : report->exit;
}

void pai_report_job(struct pai_report *report, struct pai_job *job, const char *name) {
    uint32_t n = job->diags.n;
    struct placed *order = PAI_NEW_N(job->arena, struct placed, n);
    for (uint32_t i = 0; i < n; i++) {
        order[i] = (struct placed){&job->diags.v[i], i};
    }
    if (n > 0) {
        qsort(order, n, sizeof *order, by_place);
    }
    struct pai_buf out = pai_buf_make(job->arena);
    struct pai_place place = {0};
    struct pai_span last = PAI_NO_SPAN;
    bool placed = false;
    report->form.file = name;
    for (uint32_t i = 0; i < n; i++) {
        placed = place_next(job, order[i].diag->span, last, &place, placed);
        last = order[i].diag->span;
        pai_diag_print(&out, &report->form, order[i].diag, placed ? &place : NULL);
        count(report, order[i].diag);
    }
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
