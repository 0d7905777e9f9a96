// In: the pages of an issue. Out: page-1.png, page-2.png … in a directory. Promised: each is
// replaced as a whole or not at all; a directory that is not there is made, those above it are
// not.
#include "proofs.h"
#include "files.h"
#include "map.h"
#include "raster.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const char *stem(struct pai_arena *arena, const char *input) {
    const char *slash = strrchr(input, '/');
    const char *base = slash != NULL ? slash + 1 : input;
    const char *dot = strrchr(base, '.');
    return pai_arena_str(arena, base,
                         dot != NULL && dot != base ? (size_t)(dot - base) : strlen(base));
}

const char **pai_proofs_plan(struct pai_job *job, const struct pai_opts *opts) {
    const char **out = PAI_NEW_N(job->arena, const char *, opts->input_count);
    struct pai_map *taken = pai_map_make(job->arena);
    size_t n = opts->png != NULL ? strlen(opts->png) : 0;
    while (n > 1 && opts->png[n - 1] == '/') {
        n--;
    }
    const char *dir = n > 0 ? pai_arena_str(job->arena, opts->png, n) : ".";
    for (uint32_t i = 0; i < opts->input_count && opts->png != NULL; i++) {
        const char *input = opts->inputs[i];
        if (opts->input_count == 1) {
            out[i] = strcmp(dir, "-") == 0 ? dir : pai_arena_fmt(job->arena, "%s/page-", dir);
            continue;
        }
        const char *name = strcmp(input, "-") == 0 ? "stdin" : stem(job->arena, input);
        out[i] = pai_arena_fmt(job->arena, "%s/%s-page-", dir, name);
        const char *other = pai_map_find(taken, name, strlen(name));
        if (other != NULL) {
            pai_diag(job, PAI_D_USAGE_SAME_OUTPUT, PAI_NO_SPAN, other, input,
                     pai_proof_name(job->arena, out[i], 1), NULL);
        }
        pai_map_put(taken, name, strlen(name), (void *)(uintptr_t)input);
    }
    if (strcmp(dir, "-") == 0 && (opts->input_count > 1 || opts->output != NULL)) {
        // Two files cannot share standard output, and a PDF beside it is most likely a slip.
        pai_diag(job, PAI_D_USAGE_PNG_ALONE, PAI_NO_SPAN, NULL);
    }
    return job->diags.n == 0 ? out : NULL;
}

const char *pai_proof_name(struct pai_arena *arena, const char *prefix, uint32_t number) {
    return strcmp(prefix, "-") == 0 ? prefix : pai_arena_fmt(arena, "%s%u.png", prefix, number);
}

bool pai_proofs_directory(struct pai_job *job, const char *prefix) {
    const char *slash = strrchr(prefix, '/');
    if (slash == NULL) {
        return true;
    }
    const char *dir = pai_arena_str(job->arena, prefix, (size_t)(slash - prefix));
    if (dir[0] == '\0' || mkdir(dir, 0777) == 0 || errno == EEXIST) {
        return true; // what stands there but is no directory is found when a file is written
    }
    pai_diag(job, PAI_D_DIRECTORY_FAILED, PAI_NO_SPAN, dir, strerror(errno), NULL);
    return false;
}

bool pai_proof_write(struct pai_task *task, struct pai_pipeline *p, uint32_t i,
                     const char *name) {
    struct pai_arena *scratch = pai_arena_open(pai_app_no_memory);
    struct pai_pixels pixels;
    struct pai_bytes png;
    bool ok = pai_raster_page(task->job, scratch, &pai_task_sheets(task, p)->v[i], p->opts->dpi,
                              &pixels);
    pai_laps_lap(&p->laps, "raster");
    ok = ok && pai_pixels_png(task->job, scratch, &pixels, &png);
    pai_laps_lap(&p->laps, "png");
    ok = ok && pai_file_write(task->job, name, png);
    pai_arena_close(scratch);
    return ok;
}

bool pai_proofs_write(struct pai_task *task, struct pai_pipeline *p, const char *prefix) {
    const struct pai_pages *pages = pai_task_sheets(task, p);
    struct pai_arena *arena = task->job->arena;
    if (strcmp(prefix, "-") == 0 && pages->n > 1) {
        pai_diag(task->job, PAI_D_USAGE_PNG_STDOUT, PAI_NO_SPAN,
                 pai_arena_fmt(arena, "%u", pages->n), NULL);
        return false;
    }
    bool ok = pai_proofs_directory(task->job, prefix);
    for (uint32_t i = 0; ok && i < pages->n; i++) {
        ok = pai_proof_write(task, p, i, pai_proof_name(arena, prefix, pages->v[i].number));
    }
    return ok;
}
