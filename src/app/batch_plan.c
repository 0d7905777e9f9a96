// Issues in; which of them are this shard's, and which PDF each becomes, out. Promises: both
// follow from the inputs alone, so that shards on different machines agree without talking; of
// two issues with one name the first in the order of the inputs has it, whatever is rendered
// first.
#include "batch.h"
#include "batch_journal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// An issue is put into a part by what it says, wherever it lies; one that cannot be read, by
// its name.
static uint32_t part_of(struct pai_batch *b, const struct pai_batch_issue *issue) {
    struct pai_world *world = b->p.world;
    struct pai_bytes bytes = {NULL, 0};
    struct pai_sha256 sum;
    struct stat st;
    uint8_t hash[PAI_HASH];
    int error = 0;
    pai_sha256_init(&sum);
    if (stat(issue->source, &st) == 0 && S_ISREG(st.st_mode) &&
        world->read(world->ctx, issue->source, b->opts->limit, &bytes, &error) == PAI_IO_OK) {
        pai_sha256_add(&sum, bytes.data, bytes.size);
        world->release(world->ctx, bytes);
    } else {
        pai_sha256_add(&sum, issue->output, strlen(issue->output));
    }
    pai_sha256_end(&sum, hash);
    uint64_t n = 0;
    for (unsigned i = 0; i < 8; i++) {
        n = n << 8 | hash[i];
    }
    return (uint32_t)(n % b->opts->batch.shards) + 1;
}

// ---- names ----

static int by_number(const struct pai_batch_issue *x, const struct pai_batch_issue *y) {
    return x->number < y->number ? -1 : x->number > y->number;
}

static int by_source(const void *a, const void *b) {
    const struct pai_batch_issue *x = *(const struct pai_batch_issue *const *)a,
                                 *y = *(const struct pai_batch_issue *const *)b;
    int c = strcmp(x->source, y->source);
    return c != 0 ? c : by_number(x, y);
}

static int by_output(const void *a, const void *b) {
    const struct pai_batch_issue *x = *(const struct pai_batch_issue *const *)a,
                                 *y = *(const struct pai_batch_issue *const *)b;
    int c = strcmp(x->output, y->output);
    return c != 0 ? c : by_number(x, y);
}

static int lower(char c) {
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

// Without cases, as far as ASCII goes.
static int folded(const char *x, const char *y) {
    while (*x != '\0' && lower(*x) == lower(*y)) {
        x++;
        y++;
    }
    return lower(*x) - lower(*y);
}

static int by_fold(const void *a, const void *b) {
    const struct pai_batch_issue *x = *(const struct pai_batch_issue *const *)a,
                                 *y = *(const struct pai_batch_issue *const *)b;
    int c = folded(x->output, y->output);
    return c != 0 ? c : by_number(x, y);
}

struct twin {
    const struct pai_batch_issue *first, *second;
};

static int by_second(const void *a, const void *b) {
    const struct twin *x = a, *y = b;
    return by_number(x->second, y->second);
}

// Names that a file system without cases takes for one: they are two here, but not where the
// PDFs may be copied to.
static void twins_say(struct pai_batch *b, struct pai_batch_issue **all) {
    struct pai_job *job = pai_job_open(NULL, pai_app_no_memory);
    PAI_VEC(struct twin) twins = {NULL, 0, 0};
    qsort(all, b->issues.n, sizeof *all, by_fold);
    for (uint32_t i = 1, first = 0; i < b->issues.n; i++) {
        if (folded(all[first]->output, all[i]->output) != 0) {
            first = i;
        } else if (strcmp(all[first]->output, all[i]->output) != 0) {
            PAI_VEC_PUT(job->arena, &twins, ((struct twin){all[first], all[i]}));
        }
    }
    if (twins.n > 0) {
        qsort(twins.v, twins.n, sizeof *twins.v, by_second);
    }
    for (uint32_t i = 0; i < twins.n; i++) {
        pai_diag(job, PAI_D_BATCH_TWINS, PAI_NO_SPAN, twins.v[i].first->output,
                 twins.v[i].second->output, NULL);
    }
    pai_report_job(b->report, job, NULL);
    pai_job_close(job);
}

// The same issue named twice is done once.
static void doubles_drop(struct pai_batch *b, struct pai_batch_issue **all) {
    qsort(all, b->issues.n, sizeof *all, by_source);
    for (uint32_t i = 1; i < b->issues.n; i++) {
        all[i]->mine = strcmp(all[i - 1]->source, all[i]->source) != 0;
    }
}

static void clashes_find(struct pai_batch *b, struct pai_batch_issue **all) {
    const struct pai_batch_issue *owner = NULL;
    qsort(all, b->issues.n, sizeof *all, by_output);
    for (uint32_t i = 0; i < b->issues.n; i++) {
        if (!all[i]->mine || all[i]->refused != NULL) {
            continue;
        }
        if (owner != NULL && strcmp(owner->output, all[i]->output) == 0) {
            all[i]->clash = owner->source;
        } else {
            owner = all[i];
        }
    }
}

void pai_batch_plan(struct pai_batch *b) {
    // Sorted three times: maps of all names would take four times the memory.
    struct pai_arena *arena = pai_arena_open(pai_app_no_memory);
    struct pai_batch_issue **all = PAI_NEW_N(arena, struct pai_batch_issue *, b->issues.n);
    for (uint32_t i = 0; i < b->issues.n; i++) {
        all[i] = &b->issues.v[i];
    }
    twins_say(b, all);
    doubles_drop(b, all);
    clashes_find(b, all);
    pai_arena_close(arena);
    for (uint32_t i = 0; i < b->issues.n; i++) {
        struct pai_batch_issue *issue = &b->issues.v[i];
        issue->mine = issue->mine &&
                      (b->opts->batch.shards == 1 || part_of(b, issue) == b->opts->batch.shard);
        b->mine += issue->mine;
    }
}

// ---- refusing ----

// An issue that is not rendered, with the only diagnostic of the job as the reason.
static void refuse(struct pai_batch *b, struct pai_batch_issue *issue, struct pai_job *job) {
    struct pai_batch_record record;
    memset(&record, 0, sizeof record);
    record.state = PAI_BATCH_FAILED; // other issues decide: looked at again by every run
    pai_batch_record_diags(&record, pai_batch_group_arena(b), job, &b->report->form,
                           issue->source);
    pai_batch_group_put(b, issue, &record);
}

void pai_batch_plan_refuse(struct pai_batch *b) {
    for (uint32_t i = 0; i < b->issues.n; i++) {
        struct pai_batch_issue *issue = &b->issues.v[i];
        struct stat st;
        if (!issue->mine) {
            continue;
        }
        if (issue->refused != NULL) {
            pai_batch_group_put(b, issue, issue->refused);
            continue;
        }
        const char *owner = issue->clash;
        if (owner == NULL && !issue->known) {
            // The PDF of an earlier run, of a text that is still there.
            owner = pai_batch_journal_owner(b->journal, b->arena, issue->output, issue->source);
            owner = owner != NULL && stat(owner, &st) == 0 ? owner : NULL;
        }
        if (owner != NULL) {
            struct pai_job *job = pai_job_open(b->p.world, pai_app_no_memory);
            pai_diag(job, PAI_D_BATCH_CLASH, PAI_NO_SPAN, owner, issue->output, NULL);
            refuse(b, issue, job);
            pai_job_close(job);
        }
    }
}

// ---- naming ----

// A name has come back from a worker, or why there is none.
void pai_batch_name_take(struct pai_batch *b, struct pai_batch_issue *issue,
                         const struct pai_batch_record *record) {
    issue->finished = true;
    b->named++;
    if (record->state == PAI_BATCH_DONE && record->output != NULL) {
        issue->output = pai_arena_str(b->arena, record->output, strlen(record->output));
    } else if (record->diag_count > 0) {
        struct pai_buf bytes = pai_buf_make(b->arena);
        struct pai_batch_record *copy = PAI_NEW(b->arena, struct pai_batch_record);
        pai_batch_record_put(record, &bytes);
        if (pai_batch_record_take(copy, b->arena, bytes.s, bytes.n)) {
            issue->refused = copy;
        }
    }
}

bool pai_batch_plan_names(struct pai_batch *b) {
    if (b->opts->batch.name == NULL) {
        return true;
    }
    b->ask = PAI_BATCH_NAME;
    bool ok = pai_batch_pool(b);
    b->ask = PAI_BATCH_PDF;
    for (uint32_t i = 0; i < b->issues.n; i++) {
        b->issues.v[i].finished = false;
        b->issues.v[i].tries = 0;
    }
    return ok;
}
