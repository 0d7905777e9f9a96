// verify: the directories of batches -> what is missing or changed since. Promise: every byte
// of every PDF that a journal tells of is read; nothing is written.
#include "batch_journal.h"
#include "commands.h"
#include "files.h"

#include <string.h>

enum { PDF_MOST = 0x7fffffff };

struct verify {
    struct pai_report *report;
    struct pai_world *world;
    const char *out;
    uint32_t good, bad, left;
};

static void check(void *ctx, const struct pai_batch_row *row) {
    struct verify *v = ctx;
    if (row->record.state != PAI_BATCH_DONE) {
        v->left += row->record.state == PAI_BATCH_LEFT;
        return;
    }
    struct pai_job *job = pai_job_open(v->world, pai_app_no_memory);
    const char *path = pai_arena_fmt(job->arena, "%s/%s", v->out, row->output);
    struct pai_bytes bytes = {NULL, 0};
    uint8_t hash[PAI_HASH];
    int error = 0;
    enum pai_io io = v->world->read(v->world->ctx, path, PDF_MOST, &bytes, &error);
    if (io == PAI_IO_OK) {
        struct pai_sha256 sum;
        pai_sha256_init(&sum);
        pai_sha256_add(&sum, bytes.data, bytes.size);
        pai_sha256_end(&sum, hash);
        v->world->release(v->world->ctx, bytes);
        if (memcmp(hash, row->record.pdf_hash, PAI_HASH) != 0) {
            pai_diag(job, PAI_D_VERIFY_CHANGED, PAI_NO_SPAN, path, NULL);
        }
    } else if (io == PAI_IO_MISSING) {
        pai_diag(job, PAI_D_VERIFY_MISSING, PAI_NO_SPAN, path, NULL);
    } else {
        pai_read_failed(job, io, path, error, PDF_MOST);
    }
    v->good += job->diags.n == 0;
    v->bad += job->diags.n != 0;
    pai_report_job(v->report, job, path);
    pai_job_close(job);
}

static void verify(struct verify *v, const char *out, enum pai_ui ui) {
    struct pai_job *job = pai_job_open(v->world, pai_app_no_memory);
    const char **dirs = pai_batch_journal_dirs(job->arena, out);
    bool read = dirs[0] != NULL;
    v->out = out;
    v->good = v->bad = v->left = 0;
    for (; read && *dirs != NULL; dirs++) {
        read = pai_batch_journal_read(job->arena, *dirs, check, v);
    }
    if (!read) {
        pai_diag(job, PAI_D_BATCH_NO_JOURNAL, PAI_NO_SPAN, out, NULL);
        pai_report_job(v->report, job, NULL);
    } else {
        struct pai_buf tail = pai_buf_make(job->arena);
        pai_buf_fmt(&tail,
                    ui == PAI_UI_ZH ? "%u 个 PDF 完好，%u 个不对"
                                    : "%u PDFs are whole, %u are not",
                    (unsigned)v->good, (unsigned)v->bad);
        if (v->left > 0) {
            pai_buf_fmt(&tail,
                        ui == PAI_UI_ZH ? "，还有 %u 期没有排"
                                        : ", %u issues are not rendered yet",
                        (unsigned)v->left);
        }
        pai_report_summary(v->report, job->arena, out, tail.s);
    }
    pai_job_close(job);
}

void pai_cmd_verify(const struct pai_opts *opts, struct pai_report *report) {
    struct verify v = {.report = report, .world = pai_world_open(NULL)};
    for (uint32_t i = 0; i < opts->input_count; i++) {
        verify(&v, opts->inputs[i], opts->ui);
    }
    pai_world_close(v.world);
}
