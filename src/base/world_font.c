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

// An entry of a directory. Some systems tell what it is without being asked.
struct entry {
    char *name;
    bool maybe_file, maybe_dir; // both: a link, or not told
};

struct names {
    PAI_VEC(struct entry) list;
};

static struct entry entry_make(struct pai_arena *arena, const struct dirent *e) {
    struct entry entry = {pai_arena_str(arena, e->d_name, strlen(e->d_name)), true, true};
#ifdef DT_UNKNOWN
    if (e->d_type != DT_UNKNOWN && e->d_type != DT_LNK) {
        entry.maybe_file = e->d_type == DT_REG;
        entry.maybe_dir = e->d_type == DT_DIR;
    }
#endif
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
            PAI_VEC_PUT(arena, &names.list, entry_make(arena, e));
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

static const char *path_join(struct pai_arena *arena, const char *dir, const char *name) {
    size_t n = strlen(dir), m = strlen(name);
    char *path = pai_arena_alloc(arena, n + m + 2);
    memcpy(path, dir, n);
    path[n] = '/';
    memcpy(path + n + 1, name, m);
    return path;
}

static bool is_file(const struct entry *entry, const char *path) {
    struct stat st;
    return entry->maybe_file &&
           (!entry->maybe_dir || (stat(path, &st) == 0 && S_ISREG(st.st_mode)));
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
        const char *path = path_join(real->arena, dir, entry->name);
        if (is_file(entry, path) &&
            pai_map_find(real->fonts, entry->name, strlen(entry->name)) == NULL) {
            pai_map_put(real->fonts, entry->name, strlen(entry->name), (void *)(uintptr_t)path);
        }
    }
    for (uint32_t i = 0; i < names.list.n; i++) {
        if (names.list.v[i].maybe_dir) {
            walk(real, path_join(real->arena, dir, names.list.v[i].name), depth + 1);
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
