// CPU time per stage in, tab-separated lines on standard error out. CPU and not wall time: two
// runs on a busy machine then agree, and waiting for a slow disk is not mistaken for work.
#include "laps.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>

static int64_t cpu_ns(void) {
    struct timespec t = {0, 0};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t pai_clock_ns(void) {
    struct timespec t = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

void pai_laps_start(struct pai_laps *laps, bool on) {
    *laps = (struct pai_laps){.on = on, .last = on ? cpu_ns() : 0};
}

void pai_laps_lap(void *ctx, const char *stage) {
    struct pai_laps *laps = ctx;
    if (!laps->on) {
        return;
    }
    int64_t now = cpu_ns();
    unsigned i = 0;
    while (i < laps->n && strcmp(laps->v[i].stage, stage) != 0) {
        i++;
    }
    if (i < sizeof laps->v / sizeof *laps->v) {
        laps->n = i == laps->n ? i + 1 : laps->n;
        laps->v[i].stage = stage;
        laps->v[i].ns += now - laps->last;
    }
    laps->last = now;
}

static void line_put(struct pai_buf *out, const char *stage, int64_t ns) {
    pai_buf_fmt(out, "%s\t", stage);
    pai_buf_decimal(out, ns / 1000, 1000);
    pai_buf_byte(out, '\n');
}

void pai_laps_print(struct pai_laps *laps, struct pai_report *report, struct pai_arena *arena) {
    struct rusage usage;
    if (!laps->on) {
        return;
    }
    struct pai_buf out = pai_buf_make(arena);
    for (unsigned i = 0; i < laps->n; i++) {
        line_put(&out, laps->v[i].stage, laps->v[i].ns);
    }
    line_put(&out, "total", cpu_ns());
    memset(&usage, 0, sizeof usage);
    getrusage(RUSAGE_SELF, &usage);
    pai_buf_fmt(&out, "peak\t%ld\n", usage.ru_maxrss);
    pai_report_write(report, out.s, out.n);
}
