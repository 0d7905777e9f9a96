// In: directories. Out: base name of a file -> its path. Promised: the answer does not depend
// on the order in which the system lists a directory (design 5, determinism), nor on loops of
// symbolic links.
#define _DEFAULT_SOURCE // d_type, where the system has it: a thousand calls of stat fewer
#include "world_real.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX 32

// An entry of a directory.
struct entry {
    char *path, *name; // the name is the end of the path
    bool file, dir;    // neither: something else, or a link to nothing
};

struct names {
    PAI_VEC(struct entry) list;
};

// Some systems tell what an entry is without being asked, but for links.
static struct entry entry_make(struct pai_arena *arena, const char *dir,
                               const struct dirent *e) {
    size_t n = strlen(dir), m = strlen(e->d_name);
    char *path = pai_arena_raw(arena, n + m + 2);
    memcpy(path, dir, n);
    path[n] = '/';
    memcpy(path + n + 1, e->d_name, m + 1);
    struct entry entry = {path, path + n + 1, false, false};
#ifdef DT_UNKNOWN
    if (e->d_type != DT_UNKNOWN && e->d_type != DT_LNK) {
        entry.file = e->d_type == DT_REG;
        entry.dir = e->d_type == DT_DIR;
        return entry;
    }
#endif
    struct stat st;
    if (stat(path, &st) == 0) {
        entry.file = S_ISREG(st.st_mode);
        entry.dir = S_ISDIR(st.st_mode);
    }
    return entry;
}

static int by_name(const void *a, const void *b) {
    const struct entry *x = a, *y = b;
    return strcmp(x->name, y->name); // bytes, not the locale
}

static struct names names_in(struct pai_arena *arena, const char *dir) {
    struct names names = {0};
    DIR *d = opendir(dir);
    if (d == NULL) {
        return names;
    }
    for (const struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
            PAI_VEC_PUT(arena, &names.list, entry_make(arena, dir, e));
        }
    }
    closedir(d);
    if (names.list.n > 1) {
        qsort(names.list.v, names.list.n, sizeof *names.list.v, by_name);
    }
    return names;
}

// True the first time a directory is met.
static bool first_visit(struct pai_world_real *real, const struct stat *st) {
    uint64_t key[2] = {(uint64_t)st->st_dev, (uint64_t)st->st_ino};
    if (pai_map_find(real->visited, key, sizeof key) != NULL) {
        return false;
    }
    pai_map_put(real->visited, key, sizeof key, real);
    return true;
}

static void walk(struct pai_world_real *real, const char *dir, unsigned depth) {
    struct stat st;
    if (depth > DEPTH_MAX || stat(dir, &st) != 0 || !S_ISDIR(st.st_mode) ||
        !first_visit(real, &st)) {
        return;
    }
    struct names names = names_in(real->arena, dir);
    // The files of a directory stand before those of its sub-directories.
    for (uint32_t i = 0; i < names.list.n; i++) {
        const struct entry *entry = &names.list.v[i];
        if (entry->file &&
            pai_map_find(real->fonts, entry->name, strlen(entry->name)) == NULL) {
            pai_map_put(real->fonts, entry->name, strlen(entry->name), entry->path);
        }
    }
    for (uint32_t i = 0; i < names.list.n; i++) {
        if (names.list.v[i].dir) {
            walk(real, names.list.v[i].path, depth + 1);
        }
    }
}

const char *pai_world_font(void *ctx, const char *file) {
    struct pai_world_real *real = ctx;
    if (real->fonts == NULL) {
        real->fonts = pai_map_make(real->arena);
        real->visited = pai_map_make(real->arena);
        for (uint32_t i = 0; i < real->dirs.n; i++) {
            walk(real, real->dirs.v[i], 0);
        }
    }
    return pai_map_find(real->fonts, file, strlen(file));
}
