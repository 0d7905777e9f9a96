// A name, the environment and the place of the program in; a file's text or a list of
// directories out. Promises: a name never reaches outside the folders searched (it has no '/'),
// and a message names every place that was tried.
#include "data.h"
#include "app_config.h"
#include "files.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SETTINGS_MOST = 1024 * 1024, PROFILE_MOST = 16 * 1024 * 1024 };

// The folder above that of the running program, or NULL: build/paiban -> the tree,
// PREFIX/bin/paiban -> PREFIX.
static const char *program_parent(struct pai_arena *arena) {
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    if (n <= 0 || (size_t)n >= sizeof path) {
        return NULL;
    }
    for (unsigned up = 0; up < 2 && n > 0; up++) {
        do {
            n--;
        } while (n > 0 && path[n] != '/');
    }
    return pai_arena_str(arena, path, (size_t)n);
}

// Candidates in the order of search: the folders that hold layouts/ and fonts/.
static unsigned roots(struct pai_arena *arena, const char *out[4]) {
    unsigned n = 0;
    const char *data = getenv("PAIBAN_DATA");
    const char *here = program_parent(arena);
    if (data != NULL && data[0] != '\0') {
        out[n++] = data;
    }
    if (here != NULL) {
        out[n++] = here;
        out[n++] = pai_arena_fmt(arena, "%s/share/paiban", here);
    }
    out[n++] = PAIBAN_DATADIR;
    return n;
}

static bool is_path(const char *name) {
    size_t n = strlen(name);
    return strchr(name, '/') != NULL || (n > 5 && strcmp(name + n - 5, ".yaml") == 0) ||
           (n > 4 && strcmp(name + n - 4, ".yml") == 0);
}

// Bytes of the world into settings: a NUL-terminated copy, checked to be text.
static bool settings_take(struct pai_job *job, struct pai_arena *arena, const char *path,
                          struct pai_bytes bytes, struct pai_settings *out) {
    const char *text = pai_arena_str(arena, (const char *)bytes.data, bytes.size);
    size_t bad = 0;
    *out = (struct pai_settings){pai_arena_str(arena, path, strlen(path)), text, bytes.size};
    if (!pai_utf8_valid(text, bytes.size, &bad)) {
        // Only the part before the bad byte is registered: sources are well-formed by contract.
        uint32_t file = pai_job_source(job, out->path, pai_arena_str(arena, text, bad), bad);
        struct pai_span span = {file, (uint32_t)bad, 0};
        struct pai_place place;
        unsigned line = pai_job_place(job, span, &place) ? place.line : 1;
        pai_diag(job, PAI_D_SETTINGS_NOT_TEXT, span, pai_arena_fmt(job->arena, "%u", line),
                 NULL);
        return false;
    }
    return true;
}

static void settings_failed(struct pai_job *job, enum pai_io io, const char *path, int error) {
    if (io == PAI_IO_TOO_LARGE) {
        pai_diag(job, PAI_D_SETTINGS_TOO_LARGE, PAI_NO_SPAN, path,
                 pai_arena_fmt(job->arena, "%d", SETTINGS_MOST / 1024 / 1024), NULL);
    } else {
        pai_read_failed(job, io, path, error, 0);
    }
}

// Where a setting of that name may lie.
static unsigned candidates(struct pai_arena *arena, bool layout, const char *name,
                           const char *paths[4]) {
    const char *root[4] = {NULL};
    paths[0] = name;
    if (layout && is_path(name)) {
        return 1;
    }
    unsigned n = strchr(name, '/') != NULL ? 0 : roots(arena, root);
    for (unsigned i = 0; i < n; i++) {
        paths[i] =
            pai_arena_fmt(arena, "%s/%s/%s.yaml", root[i], layout ? "layouts" : "fonts", name);
    }
    return n;
}

// A setting and how its absence is reported.
struct wanted {
    const char *name;
    enum pai_code missing;
    struct pai_span span;
};

// Reads the first of the paths that exists.
static bool settings_first(struct pai_job *job, struct pai_arena *arena,
                           const struct wanted *wanted, const char *const *paths, unsigned n,
                           struct pai_settings *out) {
    struct pai_buf tried = pai_buf_make(job->arena);
    for (unsigned i = 0; i < n; i++) {
        struct pai_bytes bytes = {NULL, 0};
        int error = 0;
        enum pai_io io =
            job->world->read(job->world->ctx, paths[i], SETTINGS_MOST, &bytes, &error);
        if (io == PAI_IO_OK) {
            bool ok = settings_take(job, arena, paths[i], bytes, out);
            job->world->release(job->world->ctx, bytes);
            return ok;
        }
        if (io != PAI_IO_MISSING) {
            settings_failed(job, io, paths[i], error);
            return false;
        }
        pai_buf_fmt(&tried, "%s%s", i > 0 ? ", " : "", paths[i]);
    }
    pai_diag(job, wanted->missing, wanted->span, wanted->name, tried.n > 0 ? tried.s : "-",
             NULL);
    return false;
}

bool pai_settings_read(struct pai_job *job, struct pai_arena *arena,
                       enum pai_settings_kind kind, const char *name, struct pai_span span,
                       struct pai_settings *out) {
    bool layout = kind == PAI_SETTINGS_LAYOUT;
    struct wanted wanted = {name, layout ? PAI_D_LAYOUT_MISSING : PAI_D_FONTSET_MISSING, span};
    const char *paths[4] = {NULL};
    unsigned n = candidates(job->arena, layout, name, paths);
    return settings_first(job, arena, &wanted, paths, n, out);
}

bool pai_settings_read_parent(struct pai_job *job, struct pai_arena *arena, const char *name,
                              const char *from, struct pai_span span,
                              struct pai_settings *out) {
    struct wanted wanted = {name, PAI_D_EXTENDS_MISSING, span};
    const char *slash = strrchr(from, '/');
    const char *paths[4] = {NULL};
    unsigned n = candidates(job->arena, true, name, paths);
    if (is_path(name) && name[0] != '/' && slash != NULL) {
        const char *below = name;
        while (strncmp(below, "./", 2) == 0) {
            below += 2;
        }
        paths[0] = pai_arena_fmt(job->arena, "%.*s%s", (int)(slash - from + 1), from, below);
    }
    return settings_first(job, arena, &wanted, paths, n, out);
}

// A profile's name, or a path as seen from the folder of the layout file `from`.
static unsigned profile_paths(struct pai_arena *arena, const char *name, const char *from,
                              const char *paths[4]) {
    size_t len = strlen(name);
    bool path = strchr(name, '/') != NULL || (len > 4 && strcmp(name + len - 4, ".icc") == 0);
    if (!path) {
        const char *root[4] = {NULL};
        unsigned n = roots(arena, root);
        for (unsigned i = 0; i < n; i++) {
            paths[i] = pai_arena_fmt(arena, "%s/layouts/inks/%s.icc", root[i], name);
        }
        return n;
    }
    const char *slash = from != NULL ? strrchr(from, '/') : NULL;
    paths[0] = name[0] == '/' || slash == NULL
                   ? name
                   : pai_arena_fmt(arena, "%.*s%s", (int)(slash - from + 1), from, name);
    return 1;
}

bool pai_profile_read(struct pai_job *job, struct pai_arena *arena, const char *name,
                      const char *from, struct pai_span span, struct pai_bytes *out) {
    const char *paths[4] = {NULL};
    unsigned n = profile_paths(job->arena, name, from, paths);
    struct pai_buf tried = pai_buf_make(job->arena);
    for (unsigned i = 0; i < n; i++) {
        struct pai_bytes bytes = {NULL, 0};
        int error = 0;
        enum pai_io io =
            job->world->read(job->world->ctx, paths[i], PROFILE_MOST, &bytes, &error);
        if (io == PAI_IO_OK) {
            out->data =
                (const uint8_t *)pai_arena_str(arena, (const char *)bytes.data, bytes.size);
            out->size = bytes.size;
            job->world->release(job->world->ctx, bytes);
            return true;
        }
        if (io != PAI_IO_MISSING) {
            pai_read_failed(job, io, paths[i], error, PROFILE_MOST);
            return false;
        }
        pai_buf_fmt(&tried, "%s%s", i > 0 ? ", " : "", paths[i]);
    }
    pai_diag(job, PAI_D_PROFILE_MISSING, span, name, tried.s, NULL);
    return false;
}

const char *const *pai_font_dirs(struct pai_arena *arena, const struct pai_opts *opts) {
    static const char *const system_dirs[] = {
        "/usr/local/share/fonts", "/usr/share/fonts", "/usr/share/texmf/fonts/opentype",
        "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"};
    PAI_VEC(const char *) dirs = {NULL, 0, 0};
    for (uint32_t i = 0; i < opts->font_dirs.n; i++) {
        PAI_VEC_PUT(arena, &dirs, opts->font_dirs.v[i]);
    }
    const char *list = getenv("PAIBAN_FONTS");
    while (list != NULL && *list != '\0') {
        size_t n = strcspn(list, ":");
        if (n > 0) {
            PAI_VEC_PUT(arena, &dirs, pai_arena_str(arena, list, n));
        }
        list += n + (list[n] == ':');
    }
    const char *home = getenv("HOME");
    if (opts->system_fonts && home != NULL && home[0] == '/') {
        PAI_VEC_PUT(arena, &dirs, pai_arena_fmt(arena, "%s/.local/share/fonts", home));
    }
    for (size_t i = 0; opts->system_fonts && i < sizeof system_dirs / sizeof *system_dirs;
         i++) {
        PAI_VEC_PUT(arena, &dirs, system_dirs[i]);
    }
    PAI_VEC_PUT(arena, &dirs, NULL);
    return dirs.v;
}
