// In: paths. Out: bytes. This file opens the real world, reads and maps; world_write.c writes,
// world_font.c finds fonts. Promised: never more memory than the limit asked for; no descriptor
// outlives its call. One world belongs to one thread.
#include "world_real.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum pai_io pai_world_io(int error) {
    switch (error) {
    case 0:
        return PAI_IO_OK;
    case ENOENT:
    case ENOTDIR:
        return PAI_IO_MISSING;
    case EISDIR:
    case ENXIO:
    case ENODEV:
        return PAI_IO_DIRECTORY;
    case EACCES:
    case EPERM:
    case EROFS:
        return PAI_IO_DENIED;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return PAI_IO_FULL;
    default:
        return PAI_IO_OTHER;
    }
}

bool pai_world_wait(int fd, short events, int error) {
    if (error == EINTR) {
        return true;
    }
    if (error != EAGAIN && error != EWOULDBLOCK) {
        return false;
    }
    // Standard input or output that somebody else has made non-blocking.
    struct pollfd p = {.fd = fd, .events = events};
    return poll(&p, 1, -1) >= 0 || errno == EINTR;
}

static enum pai_io fail(int *error, int why, enum pai_io io) {
    *error = why;
    return io;
}

// Reads to the end of the file. Holds at most limit + 1 bytes and a NUL behind them.
static enum pai_io read_all(int fd, size_t first, size_t limit, struct pai_bytes *out,
                            int *error) {
    size_t cap = first <= limit ? first + 1 : limit + 1, n = 0;
    char *data = malloc(cap + 1);
    for (;;) {
        if (data == NULL) {
            return fail(error, ENOMEM, PAI_IO_OTHER);
        }
        ssize_t got = read(fd, data + n, cap - n);
        if (got < 0) {
            int why = errno;
            if (pai_world_wait(fd, POLLIN, why)) {
                continue;
            }
            free(data);
            return fail(error, why, pai_world_io(why));
        }
        if (got == 0) {
            break;
        }
        n += (size_t)got;
        if (n > limit) {
            free(data);
            return fail(error, EFBIG, PAI_IO_TOO_LARGE);
        }
        if (n == cap) {
            cap = cap <= limit / 2 ? cap * 2 : limit + 1;
            char *more = realloc(data, cap + 1);
            if (more == NULL) {
                free(data);
            }
            data = more;
        }
    }
    data[n] = '\0';
    *out = (struct pai_bytes){(const uint8_t *)data, n};
    return fail(error, 0, PAI_IO_OK);
}

static enum pai_io read_fd(int fd, size_t limit, struct pai_bytes *out, int *error) {
    struct stat st;
    if (fstat(fd, &st) != 0) {
        return fail(error, errno, pai_world_io(errno));
    }
    if (S_ISDIR(st.st_mode) || S_ISBLK(st.st_mode)) {
        return fail(error, EISDIR, PAI_IO_DIRECTORY);
    }
    size_t first = 65536;
    if (S_ISREG(st.st_mode) && st.st_size > 0) {
        off_t at = lseek(fd, 0, SEEK_CUR); // standard input may have been read in part
        off_t left = at > 0 ? (at < st.st_size ? st.st_size - at : 0) : st.st_size;
        if ((uintmax_t)left > limit) {
            return fail(error, EFBIG, PAI_IO_TOO_LARGE);
        }
        first = (size_t)left;
    }
    return read_all(fd, first, limit, out, error);
}

static enum pai_io world_read(void *ctx, const char *path, size_t limit, struct pai_bytes *out,
                              int *error) {
    (void)ctx;
    *out = (struct pai_bytes){NULL, 0};
    if (limit > SIZE_MAX / 4) {
        limit = SIZE_MAX / 4;
    }
    if (strcmp(path, "-") == 0) {
        return read_fd(STDIN_FILENO, limit, out, error);
    }
    int fd;
    do {
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) {
        return fail(error, errno, pai_world_io(errno));
    }
    enum pai_io io = read_fd(fd, limit, out, error);
    close(fd);
    return io;
}

static void world_release(void *ctx, struct pai_bytes bytes) {
    (void)ctx;
    free((void *)(uintptr_t)bytes.data);
}

static enum pai_io map_fd(int fd, struct pai_bytes *out, int *error) {
    struct stat st;
    if (fstat(fd, &st) != 0) {
        return fail(error, errno, pai_world_io(errno));
    }
    if (!S_ISREG(st.st_mode)) {
        return fail(error, EISDIR, PAI_IO_DIRECTORY);
    }
    if (st.st_size == 0) { // mmap refuses
        *out = (struct pai_bytes){(const uint8_t *)"", 0};
        return fail(error, 0, PAI_IO_OK);
    }
    if ((uintmax_t)st.st_size > SIZE_MAX / 4) {
        return fail(error, EFBIG, PAI_IO_TOO_LARGE);
    }
    void *data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (data == MAP_FAILED) {
        return fail(error, errno, pai_world_io(errno));
    }
    *out = (struct pai_bytes){data, (size_t)st.st_size};
    return fail(error, 0, PAI_IO_OK);
}

static enum pai_io world_map(void *ctx, const char *path, struct pai_bytes *out, int *error) {
    struct pai_world_real *real = ctx;
    struct pai_bytes *known = pai_map_find(real->mapped, path, strlen(path));
    if (known != NULL) {
        *out = *known;
        return fail(error, 0, PAI_IO_OK);
    }
    *out = (struct pai_bytes){NULL, 0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK); // no wait on a FIFO
    if (fd < 0) {
        return fail(error, errno, pai_world_io(errno));
    }
    enum pai_io io = map_fd(fd, out, error);
    close(fd);
    if (io == PAI_IO_OK) {
        known = PAI_NEW(real->arena, struct pai_bytes);
        *known = *out;
        pai_map_put(real->mapped, path, strlen(path), known);
    }
    return io;
}

struct pai_world *pai_world_open(const char *const *font_dirs) {
    struct pai_arena *arena = pai_arena_open(NULL);
    struct pai_world_real *real = PAI_NEW(arena, struct pai_world_real);
    real->arena = arena;
    real->mapped = pai_map_make(arena);
    real->stage_fd = -1;
    for (; font_dirs != NULL && *font_dirs != NULL; font_dirs++) {
        PAI_VEC_PUT(arena, &real->dirs, pai_arena_str(arena, *font_dirs, strlen(*font_dirs)));
    }
    real->world = (struct pai_world){
        .ctx = real,
        .read = world_read,
        .release = world_release,
        .write = pai_world_write,
        .font = pai_world_font,
        .map = world_map,
    };
    return &real->world;
}

void pai_world_stage(struct pai_world *world, const char *dir) {
    struct pai_world_real *real = world->ctx;
    real->stage = pai_arena_str(real->arena, dir, strlen(dir));
    // Open before anything is written: syncfs tells of what failed since then.
    real->stage_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void pai_world_close(struct pai_world *world) {
    if (world == NULL) {
        return;
    }
    struct pai_world_real *real = world->ctx;
    for (size_t i = 0; i < pai_map_count(real->mapped); i++) {
        const struct pai_bytes *bytes = pai_map_at(real->mapped, i, NULL, NULL);
        if (bytes->size > 0) {
            munmap((void *)(uintptr_t)bytes->data, bytes->size);
        }
    }
    if (real->stage_fd >= 0) {
        close(real->stage_fd);
    }
    pai_arena_close(real->arena);
}
