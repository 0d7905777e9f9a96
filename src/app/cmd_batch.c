// batch: an archive -> PDFs and reports. Promise: everything that is done is in the journal
// before the next is begun, so that the same command after any end does what is left (batch.h).
// Exit code: 1 if an issue could not be rendered, for whatever reason; 3 if the run itself
// could not go to its end, so that it is worth while to start it again.
#include "batch_journal.h"
#include "batch_merge.h"
#include "batch_progress.h"
#include "batch_report.h"
#include "batch_status.h"
#include "commands.h"
#include "issue.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Syncs the directory above `path`, so that its name there is durable.
static void sync_above(struct pai_arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    const char *dir = slash == NULL   ? "."
                      : slash == path ? "/"
                                      : pai_arena_str(arena, path, (size_t)(slash - path));
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd); // what cannot be synced is no less there
        close(fd);
    }
}

static bool dir_make(struct pai_batch *b, struct pai_job *job, const char *path) {
    struct stat st;
    if (mkdir(path, 0777) == 0) {
        sync_above(b->arena, path);
        return true;
    }
    int why = errno;
    if (why == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        return true;
    }
    enum pai_code code = why == EEXIST || why == ENOTDIR ? PAI_D_WRITE_NOT_FILE
                         : why == ENOENT                 ? PAI_D_WRITE_MISSING
                         : why == ENOSPC                 ? PAI_D_WRITE_FULL
                         : why == EACCES || why == EROFS ? PAI_D_WRITE_DENIED
                                                         : PAI_D_WRITE_FAILED;
    pai_diag(job, code, PAI_NO_SPAN, path, strerror(why), NULL);
    return false;
}

static bool dirs_make(struct pai_batch *b, struct pai_job *job) {
    return dir_make(b, job, b->out) &&
           dir_make(b, job, pai_arena_fmt(b->arena, "%s/.paiban", b->out)) &&
           dir_make(b, job, b->dir) &&
           dir_make(b, job, pai_arena_fmt(b->arena, "%s/tmp", b->dir));
}

// What an earlier run of this journal left half-written. It is nobody else's: we hold the lock.
static void leftovers_remove(struct pai_batch *b) {
    const char *path = pai_arena_fmt(b->arena, "%s/tmp", b->dir);
    DIR *dir = opendir(path);
    const struct dirent *entry;
    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            (void)unlink(pai_arena_fmt(b->arena, "%s/%s", path, entry->d_name));
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
}

static void summary(struct pai_batch *b) {
    struct pai_buf out = pai_buf_make(b->arena);
    bool zh = b->report->form.ui == PAI_UI_ZH;
    unsigned left = (unsigned)(b->mine - b->done[PAI_BATCH_DONE] - b->done[PAI_BATCH_REFUSED] -
                               b->done[PAI_BATCH_FAILED]);
    pai_buf_fmt(&out, zh ? "共 %u 期：排好 %u（%u 页）" : "%u issues: %u done (%u pages)",
                (unsigned)b->mine, (unsigned)b->done[PAI_BATCH_DONE], (unsigned)b->pages);
    if (b->unchanged > 0) {
        pai_buf_fmt(&out, zh ? "，其中 %u 期早已排好" : ", %u of them before",
                    (unsigned)b->unchanged);
    }
    pai_buf_fmt(&out, zh ? "；稿子有错误 %u，没有排成 %u\n" : "; %u with errors, %u failed\n",
                (unsigned)b->done[PAI_BATCH_REFUSED], (unsigned)b->done[PAI_BATCH_FAILED]);
    if (left > 0) {
        pai_buf_fmt(&out,
                    zh ? "已停下，还剩 %u 期；再运行同一条命令会接着排\n"
                       : "stopped with %u left; the same command goes on from here\n",
                    left);
    }
    if (b->report->form.format == PAI_FORMAT_HUMAN) {
        pai_report_write(b->report, out.s, out.n);
    }
    if (left > 0 && !b->opts->batch.fail_fast) {
        b->report->exit = PAI_EXIT_SYSTEM;
    }
}

// The run's own reports: those of a shard stand beside its journal, until they are merged.
static void reports_write(struct pai_batch *b, const struct pai_batch_summary *s) {
    struct pai_job *job = pai_job_open(b->p.world, pai_app_no_memory);
    const char *dir = b->opts->batch.shards == 1 ? b->out : b->dir;
    if (s == NULL) {
        pai_diag(job, PAI_D_BATCH_NO_JOURNAL, PAI_NO_SPAN, b->out, NULL);
    } else {
        pai_batch_report_write(job, s, dir);
    }
    enum pai_exit before = b->report->exit;
    pai_report_job(b->report, job, NULL);
    if (job->diags.n == 0 && b->report->form.format == PAI_FORMAT_HUMAN) {
        const char *said =
            pai_arena_fmt(job->arena,
                          b->report->form.ui == PAI_UI_ZH ? "报告：%s/report.html\n"
                                                          : "report: %s/report.html\n",
                          dir);
        pai_report_write(b->report, said, strlen(said));
    }
    b->report->exit = before > b->report->exit ? before : b->report->exit;
    pai_job_close(job);
}

// What the walk passed over, once the inputs are known.
static void passed_say(struct pai_batch *b, struct pai_job *job) {
    if (b->passed > 0) {
        pai_diag(job, PAI_D_BATCH_PASSED, PAI_NO_SPAN,
                 pai_arena_fmt(job->arena, "%u", (unsigned)b->passed), b->passed_as, NULL);
    }
}

static void work(struct pai_batch *b) {
    leftovers_remove(b);
    pai_batch_group_open(b);
    pai_batch_progress_open(b);
    bool named = pai_batch_plan_names(b);
    pai_batch_plan(b);
    if (!named) {
        pai_batch_progress_close(b);
        summary(b);
        return;
    }
    if (!pai_batch_journal_plan(b)) {
        pai_batch_stop(b, PAI_D_BATCH_JOURNAL, b->dir, pai_batch_journal_error(b->journal));
    } else {
        pai_batch_plan_refuse(b);
        pai_batch_group_settle(b, true);
        pai_batch_pool(b);
    }
    struct pai_batch_summary s;
    const char *const dirs[] = {b->dir, NULL};
    bool read = pai_batch_summary_read(&s, b->arena, b->report->form.ui, dirs);
    if (read && !b->stopped) {
        pai_batch_thumbs(b, &s);
    }
    leftovers_remove(b); // of workers that died
    pai_batch_progress_close(b);
    pai_batch_speak_rest(b);
    summary(b);
    reports_write(b, read ? &s : NULL);
    pai_batch_summary_close(&s);
}

static bool prepare(struct pai_batch *b, struct pai_job *job) {
    b->out = b->opts->output;
    b->dir =
        pai_batch_journal_dir(b->arena, b->out, b->opts->batch.shard, b->opts->batch.shards);
    if (!pai_issue_epoch(job, &b->p.date)) {
        b->report->exit = PAI_EXIT_USAGE;
        return false;
    }
    if (!pai_batch_inputs(b, job)) {
        return false;
    }
    passed_say(b, job);
    if (!dirs_make(b, job)) {
        return false;
    }
    b->journal = pai_batch_journal_open(b, job);
    // Of the workers' PDFs and of the reports.
    pai_world_stage(b->p.world, pai_arena_fmt(b->arena, "%s/tmp/", b->dir));
    return b->journal != NULL;
}

void pai_cmd_batch(const struct pai_opts *opts, struct pai_report *report) {
    if (opts->batch.status != NULL) {
        pai_batch_status(opts, report);
        return;
    }
    if (opts->batch.merge != NULL) {
        pai_batch_merge(opts, report);
        return;
    }
    struct pai_batch b = {.opts = opts, .report = report};
    b.arena = pai_arena_open(pai_app_no_memory);
    pai_pipeline_open(&b.p, opts, report);
    struct pai_job *job = pai_job_open(b.p.world, pai_app_no_memory);
    bool ready = prepare(&b, job);
    enum pai_exit usage = report->exit;
    pai_report_job(report, job, NULL);
    report->exit = usage == PAI_EXIT_USAGE ? usage : report->exit;
    if (ready && pai_batch_load(&b)) {
        work(&b);
    }
    pai_batch_group_close(&b);
    pai_batch_journal_close(b.journal);
    pai_job_close(job);
    pai_pipeline_close(&b.p);
    pai_arena_close(b.arena);
}
