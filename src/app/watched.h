// The files that a result was made of, and waiting until one of them changes.
#ifndef PAI_WATCHED_H
#define PAI_WATCHED_H

#include "arena.h"
#include "map.h"
#include "vec.h"
#include "world.h"

#include <signal.h>
#include <sys/types.h>
#include <time.h>

// What tells two states of a file apart without reading it.
struct pai_file_state {
    bool there;
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec written, changed;
};

struct pai_watched_file {
    const char *path;
    struct pai_file_state read; // when it was last read
    struct pai_file_state seen; // when it was last looked at
    bool differs;               // after pai_watched_wait: it has changed since it was read
};

// A world that passes everything on to another and remembers which files were read, or were
// looked for and not there: those are watched. Fonts are mapped, not read, and are not.
struct pai_watched {
    struct pai_world world; // first: its ctx is the whole
    struct pai_world *real;
    struct pai_arena *arena;
    struct pai_map *by_path;
    PAI_VEC(struct pai_watched_file) files;
    int notify; // inotify descriptor, -1: looking at intervals alone
    long interval_ms;
};

// With `poll` true nothing is asked of the system's notices, which do not cross a network
// share: the files are looked at five times a second.
void pai_watched_open(struct pai_watched *w, struct pai_world *real, bool poll);
void pai_watched_close(struct pai_watched *w);

// Waits until a file differs from what was read and has settled: it is complete, as far as can
// be told. False when *stop was set by a signal that `unblocked` lets through while waiting.
bool pai_watched_wait(struct pai_watched *w, const sigset_t *unblocked,
                      const volatile sig_atomic_t *stop);

#endif
