// A world in, the same world with a memory out. Promises: contents count, names do not, so that
// a moved archive is the same archive; a file that cannot be read counts as that.
#include "batch_noting.h"

#include <string.h>

void pai_noting_number(struct pai_sha256 *sum, uint64_t number) {
    uint8_t bytes[8];
    for (unsigned i = 0; i < 8; i++) {
        bytes[i] = (uint8_t)(number >> (8 * i));
    }
    pai_sha256_add(sum, bytes, sizeof bytes);
}

static enum pai_io noting_read(void *ctx, const char *path, size_t limit, struct pai_bytes *out,
                               int *error) {
    struct pai_noting *n = ctx;
    enum pai_io io = n->real->read(n->real->ctx, path, limit, out, error);
    pai_noting_number(&n->sum, io == PAI_IO_OK ? out->size : UINT64_MAX);
    if (io == PAI_IO_OK) {
        pai_sha256_add(&n->sum, out->data, out->size);
    }
    PAI_VEC_PUT(n->arena, &n->reads, pai_arena_str(n->arena, path, strlen(path)));
    return io;
}

static void noting_release(void *ctx, struct pai_bytes bytes) {
    struct pai_noting *n = ctx;
    n->real->release(n->real->ctx, bytes);
}

static enum pai_io noting_write(void *ctx, const char *path, struct pai_bytes bytes,
                                int *error) {
    struct pai_noting *n = ctx;
    return n->real->write(n->real->ctx, path, bytes, error);
}

static const char *noting_font(void *ctx, const char *file) {
    struct pai_noting *n = ctx;
    return n->real->font(n->real->ctx, file);
}

static enum pai_io noting_map(void *ctx, const char *path, struct pai_bytes *out, int *error) {
    struct pai_noting *n = ctx;
    return n->real->map(n->real->ctx, path, out, error);
}

struct pai_world *pai_noting_open(struct pai_noting *n, struct pai_world *real,
                                  struct pai_arena *arena) {
    n->real = real;
    n->world = (struct pai_world){.ctx = n,
                                  .read = noting_read,
                                  .release = noting_release,
                                  .write = noting_write,
                                  .font = noting_font,
                                  .map = noting_map};
    pai_noting_clear(n, arena);
    return &n->world;
}

void pai_noting_clear(struct pai_noting *n, struct pai_arena *arena) {
    pai_sha256_init(&n->sum);
    n->arena = arena;
    n->reads.v = NULL;
    n->reads.n = n->reads.cap = 0;
}
