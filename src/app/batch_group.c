// Records in, as issues come to an end; PDFs in their places, rows in the journal, messages
// out. What waits for the disk waits together: two waits and one transaction for a group of
// issues instead of three for each. Promise: a row says DONE only after its PDF and the name of
// it are durable (world_settle.c), and nobody hears of an issue before its row is written.
#include "batch_journal.h"
#include "batch_progress.h"
#include "files.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// The first of a group waits for others so many times as long as settling took the last time:
// not at all on a fast disk, so that little is lost when the power goes.
enum { GROUP_MOST = 64, WAIT_FACTOR = 10, WAIT_LEAST = 20, WAIT_MOST = 250 }; // ms

struct member {
    struct pai_batch_issue *issue;
    struct pai_batch_record record;
};

struct pai_batch_group {
    struct pai_arena *arena; // emptied after each group
    struct member members[GROUP_MOST];
    uint32_t n;
    int64_t since, wait; // when the first came, how long it waits
};

void pai_batch_group_open(struct pai_batch *b) {
    b->group = PAI_NEW(b->arena, struct pai_batch_group);
    b->group->arena = pai_arena_open(pai_app_no_memory);
}

void pai_batch_group_close(struct pai_batch *b) {
    if (b->group != NULL) {
        pai_arena_close(b->group->arena);
    }
}

struct pai_arena *pai_batch_group_arena(struct pai_batch *b) {
    return b->group->arena;
}

void pai_batch_group_put(struct pai_batch *b, struct pai_batch_issue *issue,
                         const struct pai_batch_record *record) {
    struct pai_batch_group *g = b->group;
    g->since = g->n == 0 ? pai_batch_clock() : g->since;
    g->members[g->n++] = (struct member){issue, *record};
    b->stopped = b->stopped || (b->opts->batch.fail_fast && record->state != PAI_BATCH_DONE);
    pai_batch_group_settle(b, g->n == GROUP_MOST);
}

bool pai_batch_halts(const struct pai_batch *b, const struct pai_job *job) {
    enum pai_code code = job->diags.v[job->diags.n - 1].code;
    // One PDF that is write-protected concerns that PDF alone.
    return code == PAI_D_WRITE_FULL || code == PAI_D_WRITE_FAILED ||
           (code == PAI_D_WRITE_DENIED &&
            access(pai_arena_fmt(job->arena, "%s/tmp", b->dir), W_OK) != 0);
}

// Its PDF did not come into its place.
static void fail(struct pai_batch *b, struct member *m, const struct pai_world_file *file) {
    struct pai_job *job = pai_job_open(b->p.world, pai_app_no_memory);
    pai_write_failed(job, file->io, file->path, file->error);
    m->record.state = PAI_BATCH_FAILED;
    m->record.halt = pai_batch_halts(b, job);
    pai_batch_record_diags(&m->record, b->group->arena, job, &b->report->form,
                           m->issue->source);
    pai_job_close(job);
}

static void files_settle(struct pai_batch *b) {
    struct pai_batch_group *g = b->group;
    struct pai_world_file files[GROUP_MOST] = {{NULL, NULL, PAI_IO_OK, 0}};
    struct stat st;
    uint32_t pdfs = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        files[i].beside = g->members[i].record.beside;
        files[i].path = g->members[i].record.target;
        pdfs += files[i].beside != NULL;
    }
    if (pdfs > 0) {
        pai_world_settle(b->p.world, files, g->n);
    }
    for (uint32_t i = 0; i < g->n; i++) {
        struct member *m = &g->members[i];
        if (files[i].beside != NULL && files[i].io != PAI_IO_OK) {
            fail(b, m, &files[i]);
        } else if (m->record.state == PAI_BATCH_DONE && !m->record.unchanged) {
            const char *path = pai_arena_fmt(g->arena, "%s/%s", b->out, m->issue->output);
            m->record.mtime = stat(path, &st) == 0 ? pai_batch_mtime(&st) : 0;
        }
    }
}

static bool rows_put(struct pai_batch *b) {
    struct pai_batch_group *g = b->group;
    bool ok = pai_batch_journal_begin(b->journal);
    for (uint32_t i = 0; i < g->n && ok; i++) {
        const struct member *m = &g->members[i];
        ok = m->record.halt ||
             pai_batch_journal_put(b->journal, m->issue, &m->record, &b->recipe);
    }
    return pai_batch_journal_end(b->journal, ok);
}

static bool all_settle(struct pai_batch *b) {
    int64_t start = pai_batch_clock();
    files_settle(b);
    bool ok = rows_put(b);
    int64_t wait = WAIT_FACTOR * (pai_batch_clock() - start);
    b->group->wait = wait < WAIT_LEAST ? WAIT_LEAST : wait < WAIT_MOST ? wait : WAIT_MOST;
    return ok;
}

void pai_batch_group_settle(struct pai_batch *b, bool now) {
    struct pai_batch_group *g = b->group;
    if (!now && g->n > 0 && pai_batch_clock() - g->since < g->wait) {
        return;
    }
    if (g->n > 0 && !all_settle(b)) {
        pai_batch_stop(b, PAI_D_BATCH_JOURNAL, b->dir, pai_batch_journal_error(b->journal));
        g->n = 0;
    }
    for (uint32_t i = 0; i < g->n; i++) {
        const struct member *m = &g->members[i];
        if (m->record.halt) {
            pai_batch_halt(b, m->issue, &m->record);
        } else {
            pai_batch_finish(b, m->issue, &m->record);
        }
    }
    g->n = 0;
    pai_arena_reset(g->arena); // names that were asked for (--name) leave something there too
}
