// In: a code, a place and arguments. Out: one more record in the job. Promised: nothing is
// printed; a flood of one level stops taking memory after PAI_DIAG_MAX records but is still
// counted; what the last records said of a place is not said again.
#include "diag.h"

#include "buf.h"
#include "job.h"

#include <stdarg.h>
#include <string.h>

static const struct pai_diag_row rows[] = {
#define PAI_DIAG(level, number, id, zh, en, act_zh, act_en)                                    \
    {level, number, zh, en, act_zh, act_en},
#include "diag.def"
#undef PAI_DIAG
    {PAI_ERROR, "E0000", "未知问题", "unknown problem", "", ""}, // for a code out of the table
};

const struct pai_diag_row *pai_diag_row(enum pai_code code) {
    return &rows[(unsigned)code < PAI_D_COUNT ? (unsigned)code : PAI_D_COUNT];
}

// The text with {1} … {9} replaced; a number without an argument stays as it is.
static const char *fill(struct pai_arena *arena, const char *text, const char *const *args,
                        unsigned n) {
    struct pai_buf buf = pai_buf_make(arena);
    while (*text != '\0') {
        if (text[0] == '{' && text[1] >= '1' && text[1] <= '9' && text[2] == '}' &&
            (unsigned)(text[1] - '1') < n) {
            pai_buf_str(&buf, args[text[1] - '1']);
            text += 3;
        } else {
            pai_buf_byte(&buf, *text++);
        }
    }
    return buf.s;
}

// Whether one of the last records says the same of the same place: a text that is set twice, to
// try its breaks, has its troubles once.
static bool said(const struct pai_job *job, const struct pai_diag *diag) {
    for (size_t i = 0; i < 16 && i < job->diags.n; i++) {
        const struct pai_diag *d = &job->diags.v[job->diags.n - 1 - i];
        if (diag->span.length > 0 && d->code == diag->code && d->span.file == diag->span.file &&
            d->span.offset == diag->span.offset && d->span.length == diag->span.length &&
            strcmp(d->zh, diag->zh) == 0) {
            return true;
        }
    }
    return false;
}

void pai_diag(struct pai_job *job, enum pai_code code, struct pai_span span, ...) {
    const struct pai_diag_row *row = pai_diag_row(code);
    if (job->count[row->level] >= PAI_DIAG_MAX) {
        job->count[row->level]++;
        return;
    }
    const char *args[9];
    unsigned n = 0;
    va_list list;
    va_start(list, span);
    while (n < 9 && (args[n] = va_arg(list, const char *)) != NULL) {
        n++;
    }
    va_end(list);
    struct pai_diag diag = {
        .code = code,
        .span = span,
        .zh = fill(job->arena, row->zh, args, n),
        .en = fill(job->arena, row->en, args, n),
        .act_zh = fill(job->arena, row->act_zh, args, n),
        .act_en = fill(job->arena, row->act_en, args, n),
    };
    if (!said(job, &diag)) {
        job->count[row->level]++;
        PAI_VEC_PUT(job->arena, &job->diags, diag);
    }
}
