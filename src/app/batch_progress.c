// Counts and a clock in; a bar on a terminal, a quiet line now and then elsewhere, and the file
// "progress" beside the journal out. Promise: the file is replaced whole, so that another
// machine may read it at any moment without touching the journal.
#define _DEFAULT_SOURCE // TIOCGWINSZ
#include "batch_progress.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum {
    BAR = 24,           // cells
    BAR_LEAST = 6,      // fewer say nothing
    COLUMNS = 80,       // of a terminal that does not tell
    DRAW_EVERY = 200,   // ms
    LINE_EVERY = 30000, // ms, where there is no terminal
    FILE_EVERY = 1000,  // ms
    RATE_AFTER = 1000   // ms: before it a rate means nothing
};

struct pai_batch_progress {
    int64_t start, drawn, lined, filed;
    bool tty, shown;
    uint32_t base; // finished without work when it began
};

int64_t pai_batch_clock(void) {
    struct timespec t = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static uint32_t finished(const struct pai_batch *b) {
    return b->done[PAI_BATCH_DONE] + b->done[PAI_BATCH_REFUSED] + b->done[PAI_BATCH_FAILED];
}

void pai_batch_progress_open(struct pai_batch *b) {
    b->progress = PAI_NEW(b->arena, struct pai_batch_progress);
    b->progress->start = b->progress->lined = pai_batch_clock();
    b->progress->tty = isatty(STDERR_FILENO) == 1 && b->report->form.format == PAI_FORMAT_HUMAN;
    b->progress->base = finished(b);
}

// "3 时 25 分", "2 分 10 秒", "8 秒"
static void span_put(struct pai_buf *out, int64_t seconds, bool zh) {
    unsigned h = (unsigned)(seconds / 3600), m = (unsigned)(seconds / 60 % 60),
             s = (unsigned)(seconds % 60);
    if (h > 0) {
        pai_buf_fmt(out, zh ? "%u 时 %u 分" : "%u h %u min", h, m);
    } else if (m > 0) {
        pai_buf_fmt(out, zh ? "%u 分 %u 秒" : "%u min %u s", m, s);
    } else {
        pai_buf_fmt(out, zh ? "%u 秒" : "%u s", s);
    }
}

// How much of it is said.
enum detail { COUNT, BAD, TIME, RATE };

static void state_put(struct pai_batch *b, struct pai_buf *out, int64_t now,
                      enum detail detail) {
    bool zh = b->report->form.ui == PAI_UI_ZH;
    struct pai_batch_progress *p = b->progress;
    if (b->ask == PAI_BATCH_NAME) {
        pai_buf_fmt(out, zh ? "正在起名 %u/%u" : "naming %u/%u", (unsigned)b->named,
                    (unsigned)b->issues.n);
        return;
    }
    uint32_t done = finished(b), bad = b->done[PAI_BATCH_REFUSED] + b->done[PAI_BATCH_FAILED];
    pai_buf_fmt(out, "%u/%u", (unsigned)done, (unsigned)b->mine);
    int64_t ms = now - p->start;
    uint32_t work = done - p->base;
    bool known = ms > RATE_AFTER && work > 0;
    if (known && detail >= RATE) {
        int64_t rate = (int64_t)work * 10000 / ms; // tenths a second
        pai_buf_str(out, zh ? "，每秒 " : ", ");
        pai_buf_decimal(out, rate, 10);
        pai_buf_str(out, zh ? " 期" : " issues/s");
    }
    if (known && detail >= TIME) {
        pai_buf_str(out, zh ? "，还要 " : ", ");
        span_put(out, (int64_t)(b->mine - done) * ms / work / 1000 + 1, zh);
        pai_buf_str(out, zh ? "" : " left");
    }
    if (bad > 0 && detail >= BAD) {
        pai_buf_fmt(out, zh ? "，有错误 %u" : ", %u with errors", (unsigned)bad);
    }
}

static void erase(struct pai_batch *b) {
    if (b->progress != NULL && b->progress->shown) {
        static const char clear[] = "\r\033[K";
        pai_report_write(b->report, clear, sizeof clear - 1);
        b->progress->shown = false;
    }
}

static size_t columns_of(const char *s, size_t n) {
    size_t sum = 0;
    unsigned used = 0;
    for (size_t i = 0; i < n; i += used) {
        sum += pai_utf8_columns(pai_utf8_next(s + i, n - i, &used));
    }
    return sum;
}

// Asked for anew each time, since windows change. The last column stays free: some terminals
// begin a new line when it is written.
static size_t room(void) {
    struct winsize size = {0, 0, 0, 0};
    bool told = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
    return (told ? size.ws_col : COLUMNS) - 1;
}

// A line that is broken could not be erased: in a narrow window less is said.
static void draw(struct pai_batch *b, int64_t now) {
    struct pai_arena *arena = pai_arena_open(pai_app_no_memory);
    struct pai_buf text, out = pai_buf_make(arena);
    size_t columns = room(), used = 0;
    int detail = RATE;
    do {
        text = pai_buf_make(arena);
        state_put(b, &text, now, (enum detail)detail);
        used = columns_of(text.s, text.n);
    } while (used > columns && detail-- > COUNT);
    size_t bar = used + 1 + BAR_LEAST > columns ? 0 : columns - used - 1;
    bar = bar < BAR ? bar : BAR;
    bool naming = b->ask == PAI_BATCH_NAME;
    uint64_t part = naming ? b->named : finished(b), whole = naming ? b->issues.n : b->mine;
    size_t cells = whole > 0 ? (size_t)(part * bar / whole) : 0;
    pai_buf_str(&out, "\r\033[K");
    for (size_t i = 0; i < bar; i++) {
        pai_buf_str(&out, i < cells ? "█" : "░");
    }
    pai_buf_str(&out, bar > 0 ? " " : "");
    pai_buf_put(&out, text.s, used <= columns ? text.n : 0);
    pai_report_write(b->report, out.s, out.n);
    b->progress->shown = true;
    pai_arena_close(arena);
}

static void line(struct pai_batch *b, int64_t now) {
    struct pai_arena *arena = pai_arena_open(pai_app_no_memory);
    struct pai_buf out = pai_buf_make(arena);
    state_put(b, &out, now, RATE);
    pai_buf_byte(&out, '\n');
    pai_report_write(b->report, out.s, out.n);
    pai_arena_close(arena);
}

// Without a sync: what a power cut takes, the journal still knows.
static void file_write(struct pai_batch *b, int64_t now) {
    struct pai_arena *arena = pai_arena_open(pai_app_no_memory);
    const char *path = pai_arena_fmt(arena, "%s/progress", b->dir);
    const char *beside = pai_arena_fmt(arena, "%s/tmp/progress", b->dir);
    struct pai_buf out = pai_buf_make(arena);
    pai_buf_fmt(&out, "total %u\ndone %u\nrefused %u\nfailed %u\nseconds %u\n",
                (unsigned)b->mine, (unsigned)b->done[PAI_BATCH_DONE],
                (unsigned)b->done[PAI_BATCH_REFUSED], (unsigned)b->done[PAI_BATCH_FAILED],
                (unsigned)((now - b->progress->start) / 1000));
    FILE *file = fopen(beside, "we");
    if (file != NULL) {
        bool ok = fwrite(out.s, 1, out.n, file) == out.n;
        ok = fclose(file) == 0 && ok;
        if (!ok || rename(beside, path) != 0) {
            (void)remove(beside);
        }
    }
    pai_arena_close(arena);
}

void pai_batch_progress_tick(struct pai_batch *b, bool now) {
    struct pai_batch_progress *p = b->progress;
    int64_t t = pai_batch_clock();
    if (now || t - p->filed >= FILE_EVERY) {
        p->filed = t;
        file_write(b, t);
    }
    if (p->tty && (now || t - p->drawn >= DRAW_EVERY)) {
        p->drawn = t;
        draw(b, t);
    } else if (!p->tty && b->report->form.format == PAI_FORMAT_HUMAN &&
               t - p->lined >= LINE_EVERY) {
        p->lined = t;
        line(b, t);
    }
}

void pai_batch_say(struct pai_batch *b, const char *s, size_t n) {
    if (n > 0) {
        erase(b);
        pai_report_write(b->report, s, n);
    }
}

void pai_batch_progress_close(struct pai_batch *b) {
    file_write(b, pai_batch_clock());
    erase(b);
}
