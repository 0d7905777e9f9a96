// What stands on the command line in, the issues in order and the names of their PDFs out.
// Promises: the same inputs give the same order and names on any machine; no name leads out of
// the output directory; of two issues with one name the first keeps it, whatever is rendered
// first.
#include "batch.h"
#include "files.h"
#include "map.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { LIST_MOST = 256 * 1024 * 1024, DOCUMENTS_MOST = 20 };

static bool is_list(const char *path) {
    size_t n = strlen(path);
    return strcmp(path, "-") == 0 || (n > 5 && (strcasecmp(path + n - 5, ".list") == 0 ||
                                                strcasecmp(path + n - 4, ".lst") == 0));
}

// The path without what leads out of a directory or nowhere: leading and double slashes, "."
// and "..".
static const char *plain_path(struct pai_arena *arena, const char *path) {
    struct pai_buf out = pai_buf_make(arena);
    while (*path != '\0') {
        size_t n = strcspn(path, "/");
        bool dots = (n == 1 && path[0] == '.') || (n == 2 && path[0] == '.' && path[1] == '.');
        if (n > 0 && !dots) {
            pai_buf_str(&out, out.n > 0 ? "/" : "");
            pai_buf_put(&out, path, n);
        }
        path += n + (path[n] == '/');
    }
    return out.n > 0 ? out.s : "_";
}

// `path` with its extension replaced by .pdf.
static const char *pdf_name(struct pai_arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    const char *base = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    size_t stem = dot != NULL && dot != base ? (size_t)(dot - path) : strlen(path);
    return pai_arena_fmt(arena, "%s.pdf", pai_arena_str(arena, path, stem));
}

// `as`: the path that the output mirrors.
static void put(struct pai_batch *b, const char *source, const char *as) {
    struct pai_arena *scratch = pai_arena_open(pai_app_no_memory);
    const char *output = pdf_name(scratch, plain_path(scratch, as));
    struct pai_batch_issue *issue = PAI_VEC_ADD(b->arena, &b->issues);
    issue->source = source;
    issue->output = pai_arena_str(b->arena, output, strlen(output));
    issue->number = b->issues.n - 1;
    issue->mine = true;
    pai_arena_close(scratch);
}

// One name a line (or a NUL between them, as find -print0 writes).
static void list_put(struct pai_batch *b, struct pai_bytes bytes) {
    char end = memchr(bytes.data, '\0', bytes.size) != NULL ? '\0' : '\n';
    const char *at = (const char *)bytes.data, *stop = at + bytes.size;
    if (bytes.size >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0) {
        at += 3; // what Windows editors put in front
    }
    size_t lines = 1;
    for (const char *s = at; (s = memchr(s, end, (size_t)(stop - s))) != NULL; s++) {
        lines++;
    }
    PAI_VEC_RESERVE(b->arena, &b->issues, lines);
    while (at < stop) {
        const char *line = memchr(at, end, (size_t)(stop - at));
        size_t n = (size_t)((line != NULL ? line : stop) - at);
        const char *next = at + n + 1;
        while (end == '\n' && n > 0 && (at[n - 1] == '\r' || at[n - 1] == ' ')) {
            n--;
        }
        if (n > 0) {
            const char *path = pai_arena_str(b->arena, at, n);
            put(b, path, path);
        }
        at = next;
    }
}

static bool list_read(struct pai_batch *b, struct pai_job *job, const char *path) {
    struct pai_bytes bytes = {NULL, 0};
    int error = 0;
    enum pai_io io = job->world->read(job->world->ctx, path, LIST_MOST, &bytes, &error);
    if (io != PAI_IO_OK) {
        pai_read_failed(job, io, strcmp(path, "-") == 0 ? PAI_STDIN_NAME : path, error,
                        LIST_MOST);
        return false;
    }
    list_put(b, bytes);
    job->world->release(job->world->ctx, bytes);
    return true;
}

static bool dir_read(struct pai_batch *b, struct pai_job *job, struct pai_batch_walk *walk,
                     const char *dir) {
    size_t n = strlen(dir);
    while (n > 1 && dir[n - 1] == '/') {
        n--;
    }
    const char *top = pai_arena_str(b->arena, dir, n);
    walk->found.n = 0;
    if (!pai_batch_walk(walk, job, top)) {
        pai_read_failed(job, errno == EACCES ? PAI_IO_DENIED : PAI_IO_OTHER, top, errno, 0);
        return false;
    }
    PAI_VEC_RESERVE(b->arena, &b->issues, walk->found.n);
    for (uint32_t i = 0; i < walk->found.n; i++) {
        const char *below = walk->found.v[i];
        const char *source = pai_arena_fmt(b->arena, "%s/%s", top, below);
        // One directory alone is what the output mirrors; among other inputs it keeps its name.
        put(b, source, b->opts->input_count == 1 ? below : source);
    }
    return true;
}

static bool input_read(struct pai_batch *b, struct pai_job *job, struct pai_batch_walk *walk,
                       const char *input) {
    struct stat st;
    if (strcmp(input, "-") != 0 && stat(input, &st) != 0) {
        pai_read_failed(job,
                        errno == EACCES                       ? PAI_IO_DENIED
                        : errno == ENOENT || errno == ENOTDIR ? PAI_IO_MISSING
                                                              : PAI_IO_OTHER,
                        input, errno, 0);
        return false;
    }
    if (strcmp(input, "-") != 0 && S_ISDIR(st.st_mode)) {
        return dir_read(b, job, walk, input);
    }
    if (is_list(input)) {
        return list_read(b, job, input);
    }
    put(b, input, input);
    return true;
}

// ".docx 12, .jpg 3"
static void passed_say(struct pai_batch *b, const struct pai_batch_walk *walk) {
    struct pai_buf list = pai_buf_make(b->arena);
    for (size_t i = 0; i < pai_map_count(walk->passed_as) && i < 8; i++) {
        const void *key = NULL;
        size_t len = 0;
        const uint32_t *n = pai_map_at(walk->passed_as, i, &key, &len);
        pai_buf_str(&list, i > 0 ? ", " : "");
        pai_buf_put(&list, key, len);
        pai_buf_fmt(&list, " %u", (unsigned)*n);
    }
    pai_buf_str(&list, pai_map_count(walk->passed_as) > 8 ? ", …" : "");
    b->passed = walk->passed;
    b->passed_as = list.s;
}

// Most likely somebody wants them printed.
static void documents_say(const struct pai_batch_walk *walk, struct pai_job *job) {
    for (uint32_t i = 0; i < walk->documents.n && i < DOCUMENTS_MOST; i++) {
        pai_diag(job, PAI_D_BATCH_DOCUMENT, PAI_NO_SPAN, walk->documents.v[i], NULL);
    }
    if (walk->documents.n > DOCUMENTS_MOST) {
        pai_diag(
            job, PAI_D_BATCH_DOCUMENTS, PAI_NO_SPAN,
            pai_arena_fmt(job->arena, "%u", (unsigned)(walk->documents.n - DOCUMENTS_MOST)),
            NULL);
    }
}

bool pai_batch_inputs(struct pai_batch *b, struct pai_job *job) {
    struct pai_batch_walk walk = {
        .arena = pai_arena_open(pai_app_no_memory),
        .match = b->opts->batch.match.v,
        .match_count = b->opts->batch.match.n,
        .skip = b->out,
    };
    walk.passed_as = pai_map_make(walk.arena);
    bool ok = true;
    for (uint32_t i = 0; i < b->opts->input_count; i++) {
        ok = input_read(b, job, &walk, b->opts->inputs[i]) && ok;
    }
    passed_say(b, &walk);
    documents_say(&walk, job);
    pai_arena_close(walk.arena);
    if (ok && b->issues.n == 0) {
        pai_diag(job, PAI_D_BATCH_NOTHING, PAI_NO_SPAN, NULL);
        return false;
    }
    return ok;
}
