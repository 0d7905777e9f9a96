// Loaded before the C library by the chaos test. In: the calls of the program that make files
// durable, and its questions for the time of day. Out: a log of what was synced, so that a
// power cut can be played by cutting off what was not; a clock that jumps. The program itself
// has no hook for its tests.
#define _GNU_SOURCE // RTLD_NEXT

#include <dlfcn.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int fsync(int fd);
int fdatasync(int fd);
int syncfs(int fd);
int rename(const char *from, const char *to);
int clock_gettime(clockid_t clock, struct timespec *t);
time_t time(time_t *t);

// The function behind ours. POSIX lets a data pointer be used as a function's address.
static void behind(const char *name, void *out) {
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(out, &found, sizeof found);
}

static void note(const char *line, size_t n) {
    const char *name = getenv("CHAOS_LOG");
    int fd = name != NULL ? open(name, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (fd >= 0) {
        ssize_t done = write(fd, line, n); // one call: lines of several processes do not mix
        (void)done;
        close(fd);
    }
}

static void note_sync(int fd) {
    char link[64], line[5000];
    struct stat st;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    int n = snprintf(line, sizeof line, "sync\t");
    ssize_t got = readlink(link, line + n, 4096);
    if (got > 0 && fstat(fd, &st) == 0) {
        n += (int)got;
        n += snprintf(line + n, sizeof line - (size_t)n, "\t%lld\n", (long long)st.st_size);
        note(line, (size_t)n);
    }
}

int fsync(int fd) {
    int (*real)(int) = NULL;
    behind("fsync", &real);
    int rc = real(fd);
    if (rc == 0) {
        note_sync(fd);
    }
    return rc;
}

int fdatasync(int fd) {
    int (*real)(int) = NULL;
    behind("fdatasync", &real);
    int rc = real(fd);
    if (rc == 0) {
        note_sync(fd);
    }
    return rc;
}

// Lines for all that is there, made before the sync: what comes while it runs may miss it.
static char *system_lines;
static size_t system_n;

static int system_line(const char *path, const struct stat *st, int type, struct FTW *ftw) {
    char line[5000];
    (void)type;
    (void)ftw;
    int n = snprintf(line, sizeof line, "sync\t%s\t%lld\n", path, (long long)st->st_size);
    char *more = realloc(system_lines, system_n + (size_t)n);
    if (more == NULL) {
        return 1;
    }
    system_lines = more;
    memcpy(system_lines + system_n, line, (size_t)n);
    system_n += (size_t)n;
    return 0;
}

int syncfs(int fd) {
    int (*real)(int) = NULL;
    const char *top = getenv("CHAOS_TOP");
    char whole[4200];
    behind("syncfs", &real);
    system_n = 0;
    if (top != NULL && realpath(top, whole) != NULL) {
        nftw(whole, system_line, 16, FTW_PHYS);
    }
    int rc = real(fd);
    if (rc == 0 && system_n > 0) {
        note(system_lines, system_n);
    }
    return rc;
}

int rename(const char *from, const char *to) {
    int (*real)(const char *, const char *) = NULL;
    char line[9000], a[4200], b[4200];
    behind("rename", &real);
    const char *whole = realpath(from, a);
    int rc = real(from, to);
    if (rc == 0 && whole != NULL && realpath(to, b) != NULL) {
        int n = snprintf(line, sizeof line, "move\t%s\t%s\n", a, b);
        note(line, (size_t)n);
    }
    return rc;
}

// CHAOS_JUMP: seconds by which the clock jumps to and fro, at every other question.
static time_t jump(void) {
    static unsigned asked;
    const char *by = getenv("CHAOS_JUMP");
    return by != NULL && asked++ % 2 == 0 ? (time_t)strtoll(by, NULL, 10) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *t) {
    int (*real)(clockid_t, struct timespec *) = NULL;
    behind("clock_gettime", &real);
    int rc = real(clock, t);
    if (rc == 0 && clock == CLOCK_REALTIME) {
        t->tv_sec += jump();
    }
    return rc;
}

time_t time(time_t *out) {
    struct timespec t = {0, 0};
    clock_gettime(CLOCK_REALTIME, &t);
    if (out != NULL) {
        *out = t.tv_sec;
    }
    return t.tv_sec;
}
