// In: the files that a round has read. Out: the moment at which one of them has changed.
// Promises: editors that write in place, rename a new file over the old one, or delete and
// create are all seen, since directories are watched and not files; a file that is being
// written is waited for; where the system gives no notice (network shares, another system),
// looking at intervals finds it.
//
// A notice only wakes the loop. What decides is whether a file differs from what was read, so
// that a change during a round is not lost and a notice without a change costs nothing.
#include "watched.h"

#include "app.h"
#include "laps.h"

#include <errno.h>
#include <string.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/inotify.h>
#endif

enum {
    POLL_MS = 200,    // between looks with --poll
    LOOK_MS = 1000,   // between looks where the system gives notice: links, shares
    SETTLE_MS = 8,    // a file is complete when it has not changed for so long
    MISSING_MS = 300, // how long a file may be gone or empty while an editor replaces it
};

static struct pai_file_state state_of(const char *path) {
    struct stat st;
    struct pai_file_state state;
    memset(&state, 0, sizeof state); // compared as a whole
    if (stat(path, &st) == 0) {
        state.there = true;
        state.device = st.st_dev;
        state.inode = st.st_ino;
        state.size = st.st_size;
        state.written = st.st_mtim;
        state.changed = st.st_ctim;
    }
    return state;
}

static bool same(const struct pai_file_state *a, const struct pai_file_state *b) {
    return a->there == b->there && a->device == b->device && a->inode == b->inode &&
           a->size == b->size && a->written.tv_sec == b->written.tv_sec &&
           a->written.tv_nsec == b->written.tv_nsec && a->changed.tv_sec == b->changed.tv_sec &&
           a->changed.tv_nsec == b->changed.tv_nsec;
}

// ---- the world that remembers ----

// The state is taken before the file is read: what changes during the reading counts as new.
static void remember(struct pai_watched *w, const char *path) {
    size_t n = strlen(path);
    uintptr_t at = (uintptr_t)pai_map_find(w->by_path, path, n);
    if (at == 0) {
        struct pai_watched_file *file = PAI_VEC_ADD(w->arena, &w->files);
        *file = (struct pai_watched_file){.path = pai_arena_str(w->arena, path, n)};
        at = w->files.n;
        pai_map_put(w->by_path, file->path, n, (void *)at);
    }
    struct pai_watched_file *file = &w->files.v[at - 1];
    file->read = file->seen = state_of(path);
}

static enum pai_io watched_read(void *ctx, const char *path, size_t limit,
                                struct pai_bytes *out, int *error) {
    struct pai_watched *w = ctx;
    remember(w, path);
    return w->real->read(w->real->ctx, path, limit, out, error);
}

static void watched_release(void *ctx, struct pai_bytes bytes) {
    struct pai_watched *w = ctx;
    w->real->release(w->real->ctx, bytes);
}

static enum pai_io watched_write(void *ctx, const char *path, struct pai_bytes bytes,
                                 int *error) {
    struct pai_watched *w = ctx;
    return w->real->write(w->real->ctx, path, bytes, error);
}

static const char *watched_font(void *ctx, const char *file) {
    struct pai_watched *w = ctx;
    return w->real->font(w->real->ctx, file);
}

static enum pai_io watched_map(void *ctx, const char *path, struct pai_bytes *out, int *error) {
    struct pai_watched *w = ctx;
    return w->real->map(w->real->ctx, path, out, error);
}

void pai_watched_open(struct pai_watched *w, struct pai_world *real, bool poll) {
    *w = (struct pai_watched){.real = real, .notify = -1, .interval_ms = POLL_MS};
    w->world = *real;
    w->world.ctx = w;
    w->world.read = watched_read;
    w->world.release = watched_release;
    w->world.write = watched_write;
    w->world.font = watched_font;
    w->world.map = watched_map;
    w->arena = pai_arena_open(pai_app_no_memory);
    w->by_path = pai_map_make(w->arena);
#ifdef __linux__
    w->notify = poll ? -1 : inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    w->interval_ms = w->notify >= 0 && w->notify < FD_SETSIZE ? LOOK_MS : POLL_MS;
#else
    (void)poll;
#endif
}

void pai_watched_close(struct pai_watched *w) {
    if (w->notify >= 0) {
        close(w->notify);
    }
    pai_arena_close(w->arena);
}

// ---- waiting ----

// Asks for notice of the directories. Asking twice for one costs nothing, and asking again
// finds a directory that was itself replaced.
static void notice_ask(struct pai_watched *w) {
#ifdef __linux__
    struct pai_arena *scratch = pai_arena_open(pai_app_no_memory);
    for (uint32_t i = 0; w->notify >= 0 && i < w->files.n; i++) {
        const char *path = w->files.v[i].path, *slash = strrchr(path, '/');
        const char *dir = slash == NULL ? "."
                          : slash == path
                              ? "/"
                              : pai_arena_str(scratch, path, (size_t)(slash - path));
        inotify_add_watch(w->notify, dir,
                          IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE |
                              IN_ONLYDIR);
    }
    pai_arena_close(scratch);
#else
    (void)w;
#endif
}

// Which notice it was does not matter: the files are looked at.
static void notices_drop(struct pai_watched *w) {
    char events[4096];
    while (w->notify >= 0 && read(w->notify, events, sizeof events) > 0) {
    }
}

// Sleeps until a notice (if `notices`), a signal or the end of the time.
static void sleep_ms(struct pai_watched *w, long ms, bool notices, const sigset_t *unblocked) {
    fd_set set;
    FD_ZERO(&set);
    bool listen = notices && w->notify >= 0 && w->notify < FD_SETSIZE;
    if (listen) {
        FD_SET(w->notify, &set);
    }
    struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    // Signals arrive here and nowhere else: a round that has begun is finished.
    pselect(listen ? w->notify + 1 : 0, &set, NULL, NULL, &time, unblocked);
}

// Looks at all files; true if one is not as it was at the last look.
static bool look(struct pai_watched *w) {
    bool moved = false;
    for (uint32_t i = 0; i < w->files.n; i++) {
        struct pai_watched_file *file = &w->files.v[i];
        struct pai_file_state now = state_of(file->path);
        moved = moved || !same(&now, &file->seen);
        file->seen = now;
        file->differs = !same(&file->read, &file->seen);
    }
    return moved;
}

// How many files have changed since they were read; `gone`: one of them is missing or empty.
static uint32_t changed(const struct pai_watched *w, bool *gone) {
    uint32_t n = 0;
    *gone = false;
    for (uint32_t i = 0; i < w->files.n; i++) {
        const struct pai_watched_file *file = &w->files.v[i];
        n += file->differs;
        *gone = *gone || (file->differs && (!file->seen.there || file->seen.size == 0));
    }
    return n;
}

bool pai_watched_wait(struct pai_watched *w, const sigset_t *unblocked,
                      const volatile sig_atomic_t *stop) {
    int64_t since = 0; // when the change was first seen
    bool gone = false;
    look(w);
    while (!*stop) {
        if (changed(w, &gone) == 0) {
            since = 0;
            notice_ask(w);
            if (!look(w)) {
                sleep_ms(w, w->interval_ms, true, unblocked);
                notices_drop(w);
                look(w);
            }
            continue;
        }
        since = since == 0 ? pai_clock_ns() : since;
        sleep_ms(w, SETTLE_MS, false, unblocked);
        notices_drop(w);
        bool late = pai_clock_ns() - since > (int64_t)MISSING_MS * 1000000;
        if (!look(w) && (!gone || late) && changed(w, &gone) > 0) {
            return !*stop;
        }
    }
    return false;
}
