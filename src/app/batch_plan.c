// Issues in; which of them are this shard's, and which PDF each becomes, out. Promises: both
// follow from the inputs alone, so that shards on different machines agree without talking; of
// two issues with one name the first in the order of the inputs has it, whatever is rendered
// first.
#include "batch.h"
#include "batch_journal.h"
#include "map.h"

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

// Names that a file system without cases takes for one: they are two here, but not where the
// PDFs may be copied to.
static void twins_say(struct pai_batch *b) {
    struct pai_job *job = pai_job_open(NULL, pai_app_no_memory);
    struct pai_map *folded = pai_map_make(job->arena);
    for (uint32_t i = 0; i < b->issues.n; i++) {
        const char *output = b->issues.v[i].output;
        size_t n = output != NULL ? strlen(output) : 0;
        char *fold = pai_arena_str(job->arena, output != NULL ? output : "", n);
        for (size_t k = 0; k < n; k++) {
            fold[k] = fold[k] >= 'A' && fold[k] <= 'Z' ? (char)(fold[k] - 'A' + 'a') : fold[k];
        }
        const char *first = pai_map_find(folded, fold, n);
        if (first != NULL && strcmp(first, output) != 0) {
            pai_diag(job, PAI_D_BATCH_TWINS, PAI_NO_SPAN, first, output, NULL);
        } else if (n > 0) {
            pai_map_put(folded, fold, n, (void *)(uintptr_t)output);
        }
    }
    pai_report_job(b->report, job, NULL);
    pai_job_close(job);
}

void pai_batch_plan(struct pai_batch *b) {
    struct pai_map *outputs = pai_map_make(b->arena), *sources = pai_map_make(b->arena);
    twins_say(b);
    for (uint32_t i = 0; i < b->issues.n; i++) {
        struct pai_batch_issue *issue = &b->issues.v[i];
        if (pai_map_find(sources, issue->source, strlen(issue->source)) != NULL) {
            issue->mine = false; // the same issue named twice
            continue;
        }
        pai_map_put(sources, issue->source, strlen(issue->source), issue);
        const struct pai_batch_issue *first =
            pai_map_find(outputs, issue->output, strlen(issue->output));
        if (issue->refused == NULL && first != NULL) {
            issue->clash = first->source;
        } else if (issue->refused == NULL) {
            pai_map_put(outputs, issue->output, strlen(issue->output), issue);
        }
        issue->mine = b->opts->batch.shards == 1 || part_of(b, issue) == b->opts->batch.shard;
        b->mine += issue->mine;
    }
}

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
