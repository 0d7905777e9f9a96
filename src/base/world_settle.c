// In: files that stand beside their places (pai_world_prepare). Out: the same in their places,
// durable. Promised: none is renamed before it is durable, and none is reported as settled
// before its name is; one that fails leaves nothing behind and what it should have replaced as
// it was.
#ifdef __linux__
#define _GNU_SOURCE // syncfs
#endif
#include "world_real.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

enum {
    FEW = 3,                // files that are synced one by one
    COPY_MOST = 1024 << 20, // bytes of a file that goes to another file system
};

struct paths {
    PAI_VEC(const char *) list;
};

// ---- syncing ----

// True if syncfs(2) tells of data that could not be written: Linux does since 5.8.
static bool syncfs_tells(void) {
    struct utsname name;
    char *rest = NULL;
    if (uname(&name) != 0 || strcmp(name.sysname, "Linux") != 0) {
        return false;
    }
    unsigned long major = strtoul(name.release, &rest, 10);
    unsigned long minor = *rest == '.' ? strtoul(rest + 1, NULL, 10) : 0;
    return major > 5 || (major == 5 && minor >= 8);
}

// All of the stage's file system at once: for many files that is one wait for the disk instead
// of one for each. False if it cannot be done or may have failed: then they are synced singly,
// which tells which of them failed.
static bool sync_system(const struct pai_world_real *real) {
#ifdef __linux__
    return real->stage_fd >= 0 && syncfs_tells() && syncfs(real->stage_fd) == 0;
#else
    (void)real;
    (void)syncfs_tells;
    return false;
#endif
}

static int sync_path(const char *path, int flags) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
    if (fd < 0) {
        return errno;
    }
    int why = pai_world_sync(fd);
    close(fd);
    return why;
}

static void sync_files(const struct pai_world_real *real, struct pai_world_file *files,
                       uint32_t n) {
    if (n > FEW && sync_system(real)) {
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (files[i].beside != NULL) {
            files[i].error = sync_path(files[i].beside, 0);
        }
    }
}

// The new names are in place already: too late to call it a failure.
static void sync_dirs(const struct pai_world_real *real, const struct paths *dirs) {
    if (dirs->list.n > FEW && sync_system(real)) {
        return;
    }
    for (uint32_t i = 0; i < dirs->list.n; i++) {
        (void)sync_path(dirs->list.v[i], O_DIRECTORY);
    }
}

// ---- renaming ----

static void dir_note(struct pai_arena *arena, struct pai_map *seen, struct paths *dirs,
                     const char *path) {
    const char *dir = pai_world_dir(arena, path);
    dir = dir[0] == '\0' ? "." : dir;
    if (pai_map_find(seen, dir, strlen(dir)) == NULL) {
        pai_map_put(seen, dir, strlen(dir), dirs);
        PAI_VEC_PUT(arena, &dirs->list, dir);
    }
}

// Makes the directories above a file; those that got a new one are noted.
static int parents_make(struct pai_arena *arena, struct pai_map *seen, struct paths *dirs,
                        const char *path) {
    for (const char *slash = strchr(path + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        const char *dir = pai_arena_str(arena, path, (size_t)(slash - path));
        if (mkdir(dir, 0777) == 0) {
            dir_note(arena, seen, dirs, dir);
        } else if (errno != EEXIST) {
            return errno;
        }
    }
    return 0;
}

// To another file system, through a new file there.
static int copy(const struct pai_world_real *real, const struct pai_world_file *file) {
    struct pai_world elsewhere = real->world;
    struct pai_world_real unstaged = *real;
    struct pai_bytes bytes = {NULL, 0};
    int error = 0;
    elsewhere.ctx = &unstaged;
    unstaged.stage = NULL;
    if (elsewhere.read(elsewhere.ctx, file->beside, COPY_MOST, &bytes, &error) == PAI_IO_OK) {
        (void)elsewhere.write(elsewhere.ctx, file->path, bytes, &error);
        elsewhere.release(elsewhere.ctx, bytes);
    }
    unlink(file->beside);
    return error;
}

static int place(struct pai_arena *arena, const struct pai_world_real *real,
                 struct pai_map *seen, struct paths *dirs, const struct pai_world_file *file) {
    int why = rename(file->beside, file->path) == 0 ? 0 : errno;
    if (why == ENOENT) {
        why = parents_make(arena, seen, dirs, file->path);
        why = why == 0 && rename(file->beside, file->path) != 0 ? errno : why;
    }
    if (why == EXDEV) {
        return copy(real, file);
    }
    if (why != 0) {
        unlink(file->beside);
        return why;
    }
    dir_note(arena, seen, dirs, file->path);
    return 0;
}

void pai_world_settle(struct pai_world *world, struct pai_world_file *files, uint32_t n) {
    const struct pai_world_real *real = world->ctx;
    struct pai_arena *arena = pai_arena_open(NULL);
    struct pai_map *seen = pai_map_make(arena);
    struct paths dirs = {0};
    sync_files(real, files, n);
    for (uint32_t i = 0; i < n; i++) {
        struct pai_world_file *file = &files[i];
        if (file->beside != NULL && file->error == 0) {
            file->error = place(arena, real, seen, &dirs, file);
        } else if (file->beside != NULL) {
            unlink(file->beside);
        }
        file->io = pai_world_io(file->error);
    }
    sync_dirs(real, &dirs);
    pai_arena_close(arena);
}
