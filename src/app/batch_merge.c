// The journals of shards in, one set of reports out. Promises: shards need nothing but the
// shared directory, each has written to its own journal only; a shard that has not been there
// is said.
#include "batch_merge.h"
#include "batch_report.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct shards {
    unsigned of;     // the number N of I-of-N; 0: the whole in one
    int64_t changed; // when its last journal was
    PAI_VEC(const char *) dirs;
    PAI_VEC(unsigned) parts;
};

// The directories may hold runs of several divisions: 1-of-4 and, later, 1-of-8. Only one is
// the state of now: that which was written to last.
static struct shards newest(struct pai_arena *arena, const char **dirs) {
    struct shards best = {0, -1, {NULL, 0, 0}, {NULL, 0, 0}};
    for (const char **dir = dirs; *dir != NULL; dir++) {
        unsigned part = 0, of = 0;
        struct stat st;
        if (sscanf(strrchr(*dir, '/') + 1, "%u-of-%u", &part, &of) != 2) {
            of = 0;
        }
        int64_t changed = stat(pai_arena_fmt(arena, "%s/journal.db", *dir), &st) == 0
                              ? (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec
                              : 0;
        if (best.changed < 0 || changed > best.changed) {
            if (best.of != of || best.changed < 0) {
                best = (struct shards){of, changed, {NULL, 0, 0}, {NULL, 0, 0}};
            }
            best.changed = changed;
        }
    }
    for (const char **dir = dirs; *dir != NULL; dir++) {
        unsigned part = 0, of = 0;
        if (sscanf(strrchr(*dir, '/') + 1, "%u-of-%u", &part, &of) != 2) {
            of = 0;
        }
        if (of == best.of) {
            PAI_VEC_PUT(arena, &best.dirs, *dir);
            PAI_VEC_PUT(arena, &best.parts, part);
        }
    }
    PAI_VEC_PUT(arena, &best.dirs, NULL);
    return best;
}

// "2, 5": the parts without a journal; NULL: none.
static const char *missing(struct pai_arena *arena, const struct shards *s) {
    struct pai_buf list = pai_buf_make(arena);
    for (unsigned part = 1; part <= s->of; part++) {
        bool there = false;
        for (uint32_t i = 0; i < s->parts.n; i++) {
            there = there || s->parts.v[i] == part;
        }
        if (!there) {
            pai_buf_fmt(&list, list.n > 0 ? ", %u" : "%u", part);
        }
    }
    return list.n > 0 ? list.s : NULL;
}

static void said(struct pai_report *report, struct pai_arena *arena,
                 const struct pai_batch_summary *s) {
    struct pai_buf out = pai_buf_make(arena);
    pai_buf_fmt(&out,
                s->ui == PAI_UI_ZH
                    ? "共 %u 期：排好 %u（%u 页）；稿子有错误 %u，没有排成 %u，还剩 %u\n"
                    : "%u issues: %u done (%u pages); %u with errors, %u failed, %u left\n",
                (unsigned)s->rows.n, (unsigned)s->of[PAI_BATCH_DONE], (unsigned)s->pages,
                (unsigned)s->of[PAI_BATCH_REFUSED], (unsigned)s->of[PAI_BATCH_FAILED],
                (unsigned)s->of[PAI_BATCH_LEFT]);
    if (report->form.format == PAI_FORMAT_HUMAN) {
        pai_report_write(report, out.s, out.n);
    }
}

void pai_batch_merge(const struct pai_opts *opts, struct pai_report *report) {
    struct pai_world *world = pai_world_open(NULL);
    struct pai_job *job = pai_job_open(world, pai_app_no_memory);
    const char *out = opts->batch.merge;
    const char **dirs = pai_batch_journal_dirs(job->arena, out);
    struct pai_batch_summary s;
    memset(&s, 0, sizeof s);
    struct shards shards = newest(job->arena, dirs);
    if (dirs[0] == NULL || !pai_batch_summary_read(&s, job->arena, opts->ui, shards.dirs.v)) {
        pai_diag(job, PAI_D_BATCH_NO_JOURNAL, PAI_NO_SPAN, out, NULL);
    } else {
        const char *parts = missing(job->arena, &shards);
        if (parts != NULL) {
            pai_diag(job, PAI_D_BATCH_SHARD_MISSING, PAI_NO_SPAN, parts, NULL);
        }
        pai_batch_report_write(job, &s, out);
    }
    pai_report_job(report, job, NULL);
    if (s.rows.n > 0) {
        said(report, job->arena, &s);
        enum pai_exit code = s.of[PAI_BATCH_LEFT] > 0 ? PAI_EXIT_SYSTEM
                             : s.of[PAI_BATCH_REFUSED] + s.of[PAI_BATCH_FAILED] > 0
                                 ? PAI_EXIT_DOCUMENT
                                 : PAI_EXIT_OK;
        report->exit = code > report->exit ? code : report->exit;
    }
    pai_batch_summary_close(&s);
    pai_job_close(job);
    pai_world_close(world);
}
