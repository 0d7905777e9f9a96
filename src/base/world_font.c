// In: directories. Out: base name of a file -> its path. Promised: the answer does not depend
// on the order in which the system lists a directory (design 5, determinism), nor on loops of
// symbolic links.
#include "world_real.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX 32

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b); // bytes, not the locale
}

struct names {
    PAI_VEC(char *) list;
};

static struct names names_in(struct pai_arena *arena, const char *dir) {
    struct names names = {0};
    DIR *d = opendir(dir);
    if (d == NULL) {
        return names;
    }
    for (const struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
            PAI_VEC_PUT(arena, &names.list, pai_arena_str(arena, e->d_name, strlen(e->d_name)));
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
        const char *name = names.list.v[i];
        char *path = pai_arena_fmt(real->arena, "%s/%s", dir, name);
        if (stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
            pai_map_find(real->fonts, name, strlen(name)) == NULL) {
            pai_map_put(real->fonts, name, strlen(name), path);
        }
    }
    for (uint32_t i = 0; i < names.list.n; i++) {
        walk(real, pai_arena_fmt(real->arena, "%s/%s", dir, names.list.v[i]), depth + 1);
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
