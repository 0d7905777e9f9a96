// In: a path and the whole new content. Out: the file, or one beside it that world_settle.c
// will put in its place. Promised: at any moment the path shows the old file or the whole new
// one; every step is checked; what failed leaves nothing behind (design 5: an older PDF stays
// as it was).
#ifdef __linux__
#define _GNU_SOURCE // sync_file_range
#endif
#include "world_real.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS_MAX 40
#define NAMES_MAX 10000

// What is to be written: its maker may be asked for it a second time (replace).
struct content {
    void (*fill)(void *ctx, struct pai_world_sink *sink);
    void *ctx;
};

static int write_all(int fd, struct pai_bytes bytes) {
    for (size_t at = 0; at < bytes.size;) {
        // Linux writes at most 2 GiB at once, some systems refuse more.
        size_t part = bytes.size - at < (1u << 30) ? bytes.size - at : 1u << 30;
        ssize_t n = write(fd, bytes.data + at, part);
        if (n < 0) {
            int why = errno;
            if (!pai_world_wait(fd, POLLOUT, why)) {
                return why;
            }
            continue;
        }
        at += (size_t)n;
    }
    return 0;
}

static void sink_empty(struct pai_world_sink *sink) {
    struct pai_bytes bytes = {sink->held, sink->n};
    sink->n = 0;
    sink->error = sink->error != 0 ? sink->error : write_all(sink->fd, bytes);
}

void pai_world_put(struct pai_world_sink *sink, const void *bytes, size_t n) {
    if (n > sizeof sink->held - sink->n) {
        sink_empty(sink);
    }
    if (n > sizeof sink->held) {
        struct pai_bytes all = {bytes, n};
        sink->error = sink->error != 0 ? sink->error : write_all(sink->fd, all);
    } else if (n > 0) {
        memcpy(sink->held + sink->n, bytes, n);
        sink->n += n;
    }
}

static int content_write(int fd, struct content content) {
    struct pai_world_sink sink;
    sink.fd = fd;
    sink.error = 0;
    sink.n = 0;
    content.fill(content.ctx, &sink);
    sink_empty(&sink);
    return sink.error;
}

static void bytes_fill(void *ctx, struct pai_world_sink *sink) {
    const struct pai_bytes *bytes = ctx;
    pai_world_put(sink, bytes->data, bytes->size);
}

int pai_world_sync(int fd) {
    while (fsync(fd) != 0) {
        if (errno == EINVAL || errno == ENOTSUP || errno == ENOSYS || errno == EROFS) {
            return 0;
        }
        if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

// After EINTR the state of the descriptor is not known and the data is synced already: no
// failure.
static int close_fd(int fd) {
    return close(fd) != 0 && errno != EINTR ? errno : 0;
}

static int write_direct(const char *path, struct content content) {
    int fd;
    do {
        fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) {
        return errno;
    }
    int why = content_write(fd, content);
    why = why != 0 ? why : pai_world_sync(fd);
    int closed = close_fd(fd);
    return why != 0 ? why : closed;
}

char *pai_world_dir(struct pai_arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    return pai_arena_str(arena, path, slash == NULL ? 0 : (size_t)(slash - path) + 1);
}

// Follows symbolic links by name, so that a link stays a link and its destination is replaced,
// even where that does not exist yet. NULL for a loop.
static const char *destination(struct pai_arena *arena, const char *path) {
    struct stat st;
    for (unsigned i = 0; i < LINKS_MAX; i++) {
        if (lstat(path, &st) != 0 || !S_ISLNK(st.st_mode)) {
            return path;
        }
        char target[4096];
        ssize_t n = readlink(path, target, sizeof target);
        if (n < 0 || (size_t)n == sizeof target) {
            return NULL;
        }
        const char *to = pai_arena_str(arena, target, (size_t)n);
        path = to[0] == '/' ? to : pai_arena_fmt(arena, "%s%s", pai_world_dir(arena, path), to);
    }
    return NULL;
}

// Makes a new file in `dir` (with its slash). O_EXCL makes the name ours.
static int open_new(struct pai_arena *arena, const char *dir, mode_t mode, const char **name) {
    for (unsigned i = 0; i < NAMES_MAX; i++) {
        *name = pai_arena_fmt(arena, "%s.paiban-%d-%u.tmp", dir, (int)getpid(), i);
        int fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
        if (fd >= 0 || (errno != EEXIST && errno != EINTR)) {
            return fd;
        }
    }
    return -1;
}

// Gives the new file owner and permissions of the one it replaces, as far as the system lets
// us.
static int keep_mode(int fd, const struct stat *old) {
    mode_t mode = old->st_mode & 0777;
    // The two apart: who may not give a file away may still give it to a group of his.
    if (fchown(fd, (uid_t)-1, old->st_gid) != 0) {
        mode &= ~(mode_t)070; // another group must not gain what the old group was allowed
    }
    if (fchown(fd, old->st_uid, (gid_t)-1) != 0 && errno != EPERM && errno != ENOTSUP) {
        return errno;
    }
    // File systems without permissions say EPERM; the content matters more.
    return fchmod(fd, mode) != 0 && errno != EPERM && errno != ENOTSUP ? errno : 0;
}

static void sync_dir(struct pai_arena *arena, const char *path) {
    const char *dir = pai_world_dir(arena, path);
    int fd = open(dir[0] == '\0' ? "." : dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        // The new file is in place already: too late to call it a failure.
        (void)pai_world_sync(fd);
        close(fd);
    }
}

// Begins to bring what was written to the disk, without waiting for it.
static int hurry(int fd) {
#ifdef SYNC_FILE_RANGE_WRITE
    (void)sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
#else
    (void)fd;
#endif
    return 0;
}

// Writes a new file in `dir`, made durable or on its way to it. `old` is the one that it will
// replace, or NULL.
static int beside(struct pai_arena *arena, const char *dir, const struct stat *old,
                  struct content content, int (*sync)(int fd), const char **name) {
    // Without an old file the umask decides; with one nobody looks in before keep_mode.
    int fd = open_new(arena, dir, old == NULL ? 0666 : 0600, name);
    if (fd < 0) {
        return errno;
    }
    int why = old != NULL ? keep_mode(fd, old) : 0;
    why = why != 0 ? why : content_write(fd, content);
    why = why != 0 ? why : sync(fd);
    int closed = close_fd(fd);
    why = why != 0 ? why : closed;
    if (why != 0) {
        unlink(*name);
    }
    return why;
}

// Replaces path by way of a new file in `dir`.
static int replace_via(struct pai_arena *arena, const char *dir, const char *path,
                       const struct stat *old, struct content content) {
    const char *name = NULL;
    int why = beside(arena, dir, old, content, pai_world_sync, &name);
    if (why != 0) {
        return why;
    }
    if (rename(name, path) != 0) {
        why = errno;
        unlink(name);
        return why;
    }
    sync_dir(arena, path);
    return 0;
}

static int replace(struct pai_arena *arena, const char *stage, const char *path,
                   const struct stat *old, struct content content) {
    int why = stage != NULL ? replace_via(arena, stage, path, old, content) : EXDEV;
    return why == EXDEV ? replace_via(arena, pai_world_dir(arena, path), path, old, content)
                        : why;
}

// What writing to a path means.
struct target {
    const char *path; // behind symbolic links
    bool direct;      // no file that could be replaced: a device, a pipe
    bool old;         // there is one already:
    struct stat st;
};

static int target_find(struct pai_arena *arena, const char *path, struct target *target) {
    struct stat real;
    target->path = path;
    if (stat(path, &target->st) != 0) {
        if (errno != ENOENT) {
            return errno;
        }
        target->path = destination(arena, path);
        return target->path == NULL ? ELOOP : 0;
    }
    if (S_ISDIR(target->st.st_mode)) {
        return EISDIR;
    }
    target->direct = !S_ISREG(target->st.st_mode);
    if (target->direct) {
        return 0;
    }
    // rename would replace a write-protected file without asking.
    if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0) {
        return errno;
    }
    const char *behind = destination(arena, path);
    if (behind == NULL) {
        return ELOOP;
    }
    // A link of /proc leads to a file that may have no name any more.
    target->direct = stat(behind, &real) != 0 || real.st_dev != target->st.st_dev ||
                     real.st_ino != target->st.st_ino;
    target->old = !target->direct;
    target->path = target->direct ? path : behind;
    return 0;
}

static int write_path(struct pai_arena *arena, const char *stage, const char *path,
                      struct content content) {
    struct target target = {0};
    int why = target_find(arena, path, &target);
    if (why != 0) {
        return why;
    }
    return target.direct
               ? write_direct(path, content)
               : replace(arena, stage, target.path, target.old ? &target.st : NULL, content);
}

enum pai_io pai_world_prepare(struct pai_world *world, struct pai_arena *arena,
                              const char *path, struct pai_bytes bytes,
                              struct pai_world_file *file, int *error) {
    const struct pai_world_real *real = world->ctx;
    struct content content = {bytes_fill, &bytes};
    struct target target = {0};
    *error = target_find(arena, path, &target);
    if (*error == 0 && target.direct) {
        *error = write_direct(path, content);
    } else if (*error == 0) {
        *error = beside(arena, real->stage, target.old ? &target.st : NULL, content, hurry,
                        &file->beside);
        file->path = target.path;
    }
    return pai_world_io(*error);
}

static bool is_stdout(const char *path) {
    return strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0 ||
           strcmp(path, "/dev/fd/1") == 0 || strcmp(path, "/proc/self/fd/1") == 0;
}

static enum pai_io pour(const struct pai_world_real *real, const char *path,
                        struct content content, int *error) {
    if (is_stdout(path)) {
        *error = content_write(STDOUT_FILENO, content);
        if (*error == 0) {
            *error = pai_world_sync(STDOUT_FILENO);
        }
    } else {
        struct pai_arena *arena = pai_arena_open(NULL);
        *error = write_path(arena, real->stage, path, content);
        pai_arena_close(arena);
    }
    return pai_world_io(*error);
}

enum pai_io pai_world_pour(struct pai_world *world, const char *path,
                           void (*fill)(void *ctx, struct pai_world_sink *sink), void *ctx,
                           int *error) {
    return pour(world->ctx, path, (struct content){fill, ctx}, error);
}

enum pai_io pai_world_write(void *ctx, const char *path, struct pai_bytes bytes, int *error) {
    return pour(ctx, path, (struct content){bytes_fill, &bytes}, error);
}
