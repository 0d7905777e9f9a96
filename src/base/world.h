// The only door out of the program: files and installed fonts. Everything below src/app reaches
// the outside through this table of functions; tests pass a world in memory.
#ifndef PAI_WORLD_H
#define PAI_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pai_arena;

struct pai_bytes {
    const uint8_t *data;
    size_t size;
};

// What went wrong outside; 0 is success.
enum pai_io {
    PAI_IO_OK,
    PAI_IO_MISSING,   // no such file
    PAI_IO_DIRECTORY, // a directory, device or other thing that is not a file
    PAI_IO_DENIED,    // no permission
    PAI_IO_TOO_LARGE, // larger than the limit given
    PAI_IO_FULL,      // no room on the device
    PAI_IO_OTHER,     // see `error`
};

struct pai_world {
    void *ctx;
    // Reads a whole file ("-" is standard input) of at most `limit` bytes. On PAI_IO_OK the
    // caller releases *out; else *error is the errno value.
    enum pai_io (*read)(void *ctx, const char *path, size_t limit, struct pai_bytes *out,
                        int *error);
    void (*release)(void *ctx, struct pai_bytes bytes);
    // Writes bytes to `path` so that either the old file or the whole new one is there at any
    // moment: a temporary beside it, checked writes, fsync, rename, fsync of the directory. "-"
    // is standard output. A device or pipe is written directly. On failure nothing is left
    // behind and *error is the errno value.
    enum pai_io (*write)(void *ctx, const char *path, struct pai_bytes bytes, int *error);
    // The path of an installed font file with this base name ("FandolFang-Regular.otf"), or
    // NULL. Lent until the world closes. Directories are searched in the order given; case
    // matters.
    const char *(*font)(void *ctx, const char *file);
    // Maps a font file read-only into memory for as long as the world is open.
    enum pai_io (*map)(void *ctx, const char *path, struct pai_bytes *out, int *error);
};

// The real world. `font_dirs` (NULL-terminated, copied) are walked, with their sub-directories,
// at the first look for a font. Close it with pai_world_close after everything that uses it.
struct pai_world *pai_world_open(const char *const *font_dirs);
void pai_world_close(struct pai_world *world);

// From now on the temporaries of `write` stand in `dir` (with a slash at its end), on the same
// file system as the targets: who has that directory for himself knows that what is left there
// after a crash is his to remove. Where a target is elsewhere, they stand beside it after all.
void pai_world_stage(struct pai_world *world, const char *dir);

// `write` of what is made piece by piece and never all in memory. Only for a real world.
struct pai_world_sink {
    int fd, error; // whoever cannot go on sets the error: nothing is replaced then
    size_t n;
    uint8_t held[65536];
};
void pai_world_put(struct pai_world_sink *sink, const void *bytes, size_t n);

// `fill` puts the whole content, and does so again if it is called again: what goes to another
// file system is written twice.
enum pai_io pai_world_pour(struct pai_world *world, const char *path,
                           void (*fill)(void *ctx, struct pai_world_sink *sink), void *ctx,
                           int *error);

// `write` in two halves, so that many files wait for the disk together. Only for a real world
// with a stage.
struct pai_world_file {
    const char *beside; // NULL: nothing to be settled
    const char *path;   // where it goes
    enum pai_io io;     // after settling
    int error;
};

// The first half: the file stands in the stage, not yet durable; where `path` is a device or
// pipe it is written (`beside` stays NULL). Names are made in the arena.
enum pai_io pai_world_prepare(struct pai_world *world, struct pai_arena *arena,
                              const char *path, struct pai_bytes bytes,
                              struct pai_world_file *file, int *error);

// The second half, also in another process: makes them durable, renames them, making the
// directories above them, and makes that durable.
void pai_world_settle(struct pai_world *world, struct pai_world_file *files, uint32_t n);

#endif
