// Inputs and -o -> output paths (design 5). Promise: checked before the first job starts, so
// that a batch does not find out at the end that two issues wrote to one file.
#include "outputs.h"
#include "map.h"

#include <string.h>
#include <sys/stat.h>

static bool is_directory(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

// What tells a file from all others, whatever its name. False if there is none.
static bool identity(const char *path, uint64_t id[2]) {
    struct stat st;
    if (strcmp(path, "-") == 0 || stat(path, &st) != 0) {
        return false;
    }
    id[0] = (uint64_t)st.st_dev;
    id[1] = (uint64_t)st.st_ino;
    return true;
}

// The identities of all inputs, so that many inputs do not cost their square.
static struct pai_map *identities(struct pai_job *job, const struct pai_opts *opts) {
    struct pai_map *ids = pai_map_make(job->arena);
    uint64_t id[2];
    for (uint32_t i = 0; i < opts->input_count; i++) {
        if (identity(opts->inputs[i], id)) {
            pai_map_put(ids, id, sizeof id, ids);
        }
    }
    return ids;
}

// `input` with its extension replaced by .pdf; in directory `dir` if that is not NULL.
static const char *pdf_name(struct pai_arena *arena, const char *input, const char *dir) {
    const char *slash = strrchr(input, '/');
    const char *base = slash != NULL ? slash + 1 : input;
    const char *dot = strrchr(base, '.');
    size_t stem = dot != NULL && dot != base ? (size_t)(dot - base) : strlen(base);
    const char *name = pai_arena_str(arena, base, stem);
    if (dir != NULL) {
        return pai_arena_fmt(arena, "%s/%s.pdf", dir, name);
    }
    return pai_arena_fmt(arena, "%s%s.pdf", pai_arena_str(arena, input, (size_t)(base - input)),
                         name);
}

static const char *output(struct pai_job *job, const struct pai_opts *opts, const char *input) {
    bool from_stdin = strcmp(input, "-") == 0;
    bool to_dir =
        opts->output != NULL && strcmp(opts->output, "-") != 0 && is_directory(opts->output);
    if (from_stdin && (opts->output == NULL || to_dir)) {
        pai_diag(job, PAI_D_USAGE_STDIN_OUTPUT, PAI_NO_SPAN, NULL);
        return NULL;
    }
    if (opts->output == NULL || to_dir) {
        return pdf_name(job->arena, input, opts->output);
    }
    return opts->output;
}

const char **pai_outputs_plan(struct pai_job *job, const struct pai_opts *opts) {
    const char **out = PAI_NEW_N(job->arena, const char *, opts->input_count);
    struct pai_map *taken = pai_map_make(job->arena);
    if (opts->input_count > 1 && opts->output != NULL && !is_directory(opts->output)) {
        pai_diag(job, PAI_D_USAGE_OUTPUT_DIR, PAI_NO_SPAN, opts->output, NULL);
        return NULL;
    }
    struct pai_map *inputs = identities(job, opts);
    uint64_t id[2];
    for (uint32_t i = 0; i < opts->input_count; i++) {
        const char *input = opts->inputs[i];
        // Pictures alone: no PDF, no name.
        out[i] = opts->png != NULL && opts->output == NULL ? NULL : output(job, opts, input);
        if (out[i] == NULL) {
            continue;
        }
        const char *other = pai_map_find(taken, out[i], strlen(out[i]));
        if (other != NULL) {
            pai_diag(job, PAI_D_USAGE_SAME_OUTPUT, PAI_NO_SPAN, other, input, out[i], NULL);
        }
        pai_map_put(taken, out[i], strlen(out[i]), (void *)(uintptr_t)input);
        if (identity(out[i], id) && pai_map_find(inputs, id, sizeof id) != NULL) {
            pai_diag(job, PAI_D_USAGE_OVERWRITE, PAI_NO_SPAN, out[i], NULL);
        }
    }
    return job->diags.n == 0 ? out : NULL;
}
