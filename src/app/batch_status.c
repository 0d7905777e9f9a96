// A directory that runs write to in; where each of them stands out, on standard output.
// Promise: nothing is disturbed. A run that goes on is known by its progress file, which
// another machine may read too; one that has ended, by its journal, which is exact.
#include "batch_status.h"
#include "batch_journal.h"
#include "printable.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct counts {
    unsigned of[4]; // by state
    unsigned seconds;
    bool busy;
};

static void count(void *ctx, const struct pai_batch_row *row) {
    struct counts *c = ctx;
    c->of[row->record.state]++;
}

// "total 10\ndone 3\n…", written by batch_progress.c.
static bool progress_read(struct pai_arena *arena, const char *dir, struct counts *c) {
    FILE *file = fopen(pai_arena_fmt(arena, "%s/progress", dir), "re");
    char key[32];
    unsigned value, total = 0;
    while (file != NULL && fscanf(file, "%31s %u", key, &value) == 2) {
        unsigned *to = strcmp(key, "total") == 0     ? &total
                       : strcmp(key, "done") == 0    ? &c->of[PAI_BATCH_DONE]
                       : strcmp(key, "refused") == 0 ? &c->of[PAI_BATCH_REFUSED]
                       : strcmp(key, "failed") == 0  ? &c->of[PAI_BATCH_FAILED]
                                                     : &c->seconds;
        *to = value;
    }
    if (file != NULL) {
        fclose(file);
    }
    unsigned done = c->of[PAI_BATCH_DONE] + c->of[PAI_BATCH_REFUSED] + c->of[PAI_BATCH_FAILED];
    c->of[PAI_BATCH_LEFT] = total > done ? total - done : 0;
    return file != NULL && total > 0;
}

static void line_put(struct pai_buf *out, const char *name, const struct counts *c, bool zh) {
    unsigned left = c->of[PAI_BATCH_LEFT];
    unsigned done = c->of[PAI_BATCH_DONE] + c->of[PAI_BATCH_REFUSED] + c->of[PAI_BATCH_FAILED];
    const char *state = c->busy    ? (zh ? "正在排" : "running")
                        : left > 0 ? (zh ? "中断了" : "interrupted")
                                   : (zh ? "排完了" : "complete");
    if (name != NULL) {
        pai_printable_put(out, name);
        pai_buf_str(out, zh ? "：" : ": ");
    }
    pai_buf_fmt(out,
                zh ? "%s，共 %u 期，排好 %u，稿子有错误 %u，没有排成 %u，还剩 %u"
                   : "%s, %u issues, %u done, %u with errors, %u failed, %u left",
                state, left + done, c->of[PAI_BATCH_DONE], c->of[PAI_BATCH_REFUSED],
                c->of[PAI_BATCH_FAILED], left);
    if (c->busy && c->seconds > 0 && done > 0) {
        unsigned more = (unsigned)((uint64_t)left * c->seconds / done);
        pai_buf_fmt(out, zh ? "，约需 %u 分 %u 秒" : ", about %u min %u s", more / 60,
                    more % 60);
    }
    pai_buf_byte(out, '\n');
}

static void out_write(struct pai_report *report, const struct pai_buf *out) {
    for (size_t at = 0; at < out->n;) {
        ssize_t n = write(STDOUT_FILENO, out->s + at, out->n - at);
        if (n <= 0) {
            report->exit = PAI_EXIT_SYSTEM;
            return;
        }
        at += (size_t)n;
    }
}

void pai_batch_status(const struct pai_opts *opts, struct pai_report *report) {
    struct pai_job *job = pai_job_open(NULL, pai_app_no_memory);
    struct pai_buf out = pai_buf_make(job->arena);
    const char **dirs = pai_batch_journal_dirs(job->arena, opts->batch.status);
    struct counts all = {{0}, 0, false};
    unsigned n = 0;
    for (; dirs[n] != NULL; n++) {
        struct counts c = {{0}, 0, pai_batch_journal_busy(job->arena, dirs[n])};
        if (!(c.busy && progress_read(job->arena, dirs[n], &c))) {
            memset(c.of, 0, sizeof c.of);
            (void)pai_batch_journal_read(job->arena, dirs[n], count, &c);
        }
        for (unsigned i = 0; i < 4; i++) {
            all.of[i] += c.of[i];
        }
        all.busy = all.busy || c.busy;
        all.seconds = c.seconds > all.seconds ? c.seconds : all.seconds;
        if (n > 0 || dirs[1] != NULL) {
            line_put(&out, strrchr(dirs[n], '/') + 1, &c, opts->ui == PAI_UI_ZH);
        }
    }
    if (n == 0) {
        pai_diag(job, PAI_D_BATCH_NO_JOURNAL, PAI_NO_SPAN, opts->batch.status, NULL);
    } else {
        line_put(&out, NULL, &all, opts->ui == PAI_UI_ZH);
        out_write(report, &out);
        report->exit = all.of[PAI_BATCH_LEFT] > 0 ? PAI_EXIT_SYSTEM
                       : all.of[PAI_BATCH_REFUSED] + all.of[PAI_BATCH_FAILED] > 0
                           ? PAI_EXIT_DOCUMENT
                           : PAI_EXIT_OK;
    }
    pai_report_job(report, job, NULL);
    pai_job_close(job);
}
