// In: files named by a test. Out: a pai_world over them. Promised: the limit, the errors and
// the life of the bytes are those of the real world, so that a test meets what a user would
// meet.
#include "test_world.h"

#include "arena.h"
#include "map.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct failure {
    enum pai_io io;
    int error;
};

struct test {
    struct pai_world world; // first
    struct pai_arena *arena;
    struct pai_map *files, *written; // path -> struct pai_bytes
    struct pai_map *fonts;           // file -> path, "" for none
    struct pai_map *failures;        // path -> struct failure
    struct pai_world *real;
    bool installed;
    size_t writes, reads;
};

static struct pai_bytes *copy_of(struct test *test, const void *bytes, size_t size) {
    struct pai_bytes *copy = PAI_NEW(test->arena, struct pai_bytes);
    copy->data = (const uint8_t *)pai_arena_str(test->arena, bytes, size);
    copy->size = size;
    return copy;
}

static bool fails(const struct test *test, const char *path, enum pai_io *io, int *error) {
    const struct failure *failure = pai_map_find(test->failures, path, strlen(path));
    if (failure == NULL) {
        return false;
    }
    *io = failure->io;
    *error = failure->error;
    return true;
}

static enum pai_io test_read(void *ctx, const char *path, size_t limit, struct pai_bytes *out,
                             int *error) {
    struct test *test = ctx;
    enum pai_io io;
    *out = (struct pai_bytes){NULL, 0};
    if (fails(test, path, &io, error)) {
        return io;
    }
    const struct pai_bytes *file = pai_map_find(test->files, path, strlen(path));
    if (file == NULL) {
        *error = ENOENT;
        return PAI_IO_MISSING;
    }
    if (file->size > limit) {
        *error = EFBIG;
        return PAI_IO_TOO_LARGE;
    }
    // A block of its own, exactly as long: sanitizers see a use after release or behind the
    // end.
    uint8_t *data = malloc(file->size != 0 ? file->size : 1);
    if (data == NULL) {
        *error = ENOMEM;
        return PAI_IO_OTHER;
    }
    memcpy(data, file->data, file->size);
    *out = (struct pai_bytes){data, file->size};
    *error = 0;
    test->reads++;
    return PAI_IO_OK;
}

static void test_release(void *ctx, struct pai_bytes bytes) {
    struct test *test = ctx;
    if (bytes.data != NULL) {
        test->reads--;
        free((void *)(uintptr_t)bytes.data);
    }
}

static enum pai_io test_write(void *ctx, const char *path, struct pai_bytes bytes, int *error) {
    struct test *test = ctx;
    enum pai_io io;
    if (fails(test, path, &io, error)) {
        return io;
    }
    struct pai_bytes *copy = copy_of(test, bytes.data, bytes.size);
    pai_map_put(test->written, path, strlen(path), copy);
    test->writes++;
    *error = 0;
    return PAI_IO_OK;
}

static const char *test_font(void *ctx, const char *file) {
    struct test *test = ctx;
    const char *path = pai_map_find(test->fonts, file, strlen(file));
    if (path != NULL) {
        return path[0] != '\0' ? path : NULL;
    }
    return test->installed ? test->real->font(test->real->ctx, file) : NULL;
}

static enum pai_io test_map(void *ctx, const char *path, struct pai_bytes *out, int *error) {
    struct test *test = ctx;
    enum pai_io io;
    *out = (struct pai_bytes){NULL, 0};
    if (fails(test, path, &io, error)) {
        return io;
    }
    const struct pai_bytes *file = pai_map_find(test->files, path, strlen(path));
    if (file == NULL) {
        return test->real->map(test->real->ctx, path, out, error);
    }
    *out = *file;
    *error = 0;
    return PAI_IO_OK;
}

struct pai_world *test_world_open(void) {
    static const char *const dirs[] = {"/usr/local/share/fonts", "/usr/share/fonts", NULL};
    struct pai_arena *arena = pai_arena_open(NULL);
    struct test *test = PAI_NEW(arena, struct test);
    test->arena = arena;
    test->files = pai_map_make(arena);
    test->written = pai_map_make(arena);
    test->fonts = pai_map_make(arena);
    test->failures = pai_map_make(arena);
    test->real = pai_world_open(dirs);
    test->installed = true;
    test->world = (struct pai_world){
        .ctx = test,
        .read = test_read,
        .release = test_release,
        .write = test_write,
        .font = test_font,
        .map = test_map,
    };
    return &test->world;
}

void test_world_close(struct pai_world *world) {
    if (world != NULL) {
        struct test *test = world->ctx;
        pai_world_close(test->real);
        pai_arena_close(test->arena);
    }
}

struct pai_world *test_world(const char *path, const char *text) {
    struct pai_world *world = test_world_open();
    test_world_text(world, path, text);
    return world;
}

void test_world_file(struct pai_world *world, const char *path, const void *bytes,
                     size_t size) {
    struct test *test = world->ctx;
    pai_map_put(test->files, path, strlen(path), copy_of(test, bytes, size));
}

void test_world_text(struct pai_world *world, const char *path, const char *text) {
    test_world_file(world, path, text, strlen(text));
}

void test_world_font(struct pai_world *world, const char *file, const char *path) {
    struct test *test = world->ctx;
    const char *copy = pai_arena_str(test->arena, path, path == NULL ? 0 : strlen(path));
    pai_map_put(test->fonts, file, strlen(file), (void *)(uintptr_t)copy);
}

void test_world_no_installed_fonts(struct pai_world *world) {
    struct test *test = world->ctx;
    test->installed = false;
}

void test_world_fail(struct pai_world *world, const char *path, enum pai_io io, int error) {
    struct test *test = world->ctx;
    struct failure *failure = PAI_NEW(test->arena, struct failure);
    *failure = (struct failure){io, error};
    pai_map_put(test->failures, path, strlen(path), failure);
}

const struct pai_bytes *test_world_written(const struct pai_world *world, const char *path) {
    const struct test *test = world->ctx;
    return pai_map_find(test->written, path, strlen(path));
}

size_t test_world_writes(const struct pai_world *world) {
    const struct test *test = world->ctx;
    return test->writes;
}

size_t test_world_unreleased(const struct pai_world *world) {
    const struct test *test = world->ctx;
    return test->reads;
}
