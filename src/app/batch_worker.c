// Numbers of issues in through a pipe, records out through another. Promises: a PDF stands
// whole beside its place before its record is sent; limits of time and memory end this process
// alone, and so does the death of its parent; what an issue took is given back before the next
// one.
#include "batch.h"
#include "batch_name.h"
#include "batch_noting.h"
#include "files.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MB = 1024 * 1024 };

struct worker {
    struct pai_batch *b;
    struct pai_noting noting;
    timer_t timer;
    bool timed;
    size_t memory; // address space that it may have; 0: not limited
};

// ---- limits ----

// A field of /proc/self/status in bytes, 0 if it cannot be told.
static size_t status_bytes(const char *field) {
    FILE *file = fopen("/proc/self/status", "re");
    char line[256];
    size_t n = strlen(field), found = 0;
    while (file != NULL && found == 0 && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, field, n) == 0 && line[n] == ':') {
            found = (size_t)strtoul(line + n + 1, NULL, 10) * 1024;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return found;
}

// On top of what the fonts and the program already take, which all workers share.
static void memory_limit(struct worker *w) {
    size_t now = status_bytes("VmSize");
    if (now > 0) {
        w->memory = now + (size_t)w->b->opts->batch.limit_memory * MB;
        struct rlimit limit = {w->memory, w->memory};
        w->memory = setrlimit(RLIMIT_AS, &limit) == 0 ? w->memory : 0;
    }
}

// A library that is refused memory may go on with half of its data. So whoever came near the
// limit is not believed: the process ends as if it had hit it, and its result is never sent.
static void memory_check(const struct worker *w) {
    struct rusage usage;
    size_t room = (size_t)w->b->opts->batch.limit_memory * MB;
    memset(&usage, 0, sizeof usage);
    getrusage(RUSAGE_SELF, &usage);
    if (w->memory > 0 && (size_t)usage.ru_maxrss * 1024 > room / 4 &&
        status_bytes("VmPeak") > w->memory - room / 8) {
        _exit(PAI_EXIT_SYSTEM);
    }
}

// Without the picture of the memory that the signal would leave by itself.
static void on_time(int signal) {
    (void)signal;
    _exit(PAI_BATCH_EXIT_TIME);
}

static void clock_start(struct worker *w) {
    uint32_t ms = w->b->opts->batch.limit_time;
    struct itimerspec when = {{0, 0}, {(time_t)(ms / 1000), (long)(ms % 1000) * 1000000}};
    if (w->timed) {
        timer_settime(w->timer, 0, &when, NULL);
    }
}

static void clock_stop(struct worker *w) {
    struct itimerspec never = {{0, 0}, {0, 0}};
    if (w->timed) {
        timer_settime(w->timer, 0, &never, NULL);
    }
}

static int64_t cpu_us(void) {
    struct timespec t = {0, 0};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

// ---- what is there already ----

static bool file_hash(struct pai_world *world, const char *path, int64_t size,
                      uint8_t out[PAI_HASH]) {
    struct pai_bytes bytes = {NULL, 0};
    struct pai_sha256 sum;
    int error = 0;
    if (world->read(world->ctx, path, (size_t)size, &bytes, &error) != PAI_IO_OK) {
        return false;
    }
    pai_sha256_init(&sum);
    pai_sha256_add(&sum, bytes.data, bytes.size);
    pai_sha256_end(&sum, out);
    world->release(world->ctx, bytes);
    return true;
}

// True if the PDF is the one that the journal knows: by size and time of change (which is
// compared, never ordered: clocks jump), by content where only the time differs.
static bool output_intact(struct worker *w, const struct pai_batch_old *old, const char *path,
                          int64_t *time) {
    struct stat st;
    uint8_t hash[PAI_HASH];
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size != old->size) {
        return false;
    }
    *time = pai_batch_mtime(&st);
    return *time == old->mtime || (file_hash(w->noting.real, path, old->size, hash) &&
                                   memcmp(hash, old->pdf_hash, PAI_HASH) == 0);
}

// Reads again what was read for the issue: the same contents have the same hash.
static bool sources_same(struct worker *w, struct pai_arena *arena,
                         const struct pai_batch_issue *issue) {
    struct pai_world *world = &w->noting.world;
    uint8_t hash[PAI_HASH];
    pai_noting_clear(&w->noting, arena);
    const char *rest = issue->old->reads;
    const char *path = issue->source;
    while (path != NULL) {
        struct pai_bytes bytes = {NULL, 0};
        int error = 0;
        // Pictures have a limit of their own.
        size_t most = path == issue->source ? w->b->opts->limit : (size_t)1 << 30;
        if (world->read(world->ctx, path, most, &bytes, &error) == PAI_IO_OK) {
            world->release(world->ctx, bytes);
        }
        path = NULL;
        if (rest != NULL && rest[0] != '\0') {
            size_t n = strcspn(rest, "\n");
            path = pai_arena_str(arena, rest, n);
            rest += n + (rest[n] == '\n');
        }
    }
    pai_sha256_end(&w->noting.sum, hash);
    return memcmp(hash, issue->old->source_hash, PAI_HASH) == 0;
}

static bool unchanged(struct worker *w, struct pai_arena *arena,
                      const struct pai_batch_issue *issue, const char *path,
                      struct pai_batch_record *record) {
    const struct pai_batch_old *old = issue->old;
    if (old == NULL || !(issue->same_program || w->b->opts->batch.only_changed)) {
        return false;
    }
    int64_t time = 0;
    if ((old->state == PAI_BATCH_DONE && !output_intact(w, old, path, &time)) ||
        !sources_same(w, arena, issue)) {
        return false;
    }
    record->state = old->state;
    record->unchanged = true;
    memcpy(record->source_hash, old->source_hash, PAI_HASH);
    memcpy(record->pdf_hash, old->pdf_hash, PAI_HASH);
    record->size = old->size;
    record->pages = old->pages;
    record->notes = old->notes;
    record->warnings = old->warnings;
    record->errors = old->errors;
    record->mtime = time;
    return true;
}

// ---- an issue ----

static bool write_pdf(struct worker *w, struct pai_task *task, const char *path,
                      struct pai_batch_record *record) {
    struct stat st, source;
    if (stat(path, &st) == 0 && stat(task->name, &source) == 0 && st.st_dev == source.st_dev &&
        st.st_ino == source.st_ino) {
        pai_diag(task->job, PAI_D_USAGE_OVERWRITE, PAI_NO_SPAN, path, NULL);
        return false;
    }
    struct pai_world_file file = {NULL, NULL, PAI_IO_OK, 0};
    int error = 0;
    enum pai_io io =
        pai_world_prepare(w->noting.real, task->job->arena, path, task->pdf, &file, &error);
    if (io != PAI_IO_OK) {
        pai_write_failed(task->job, io, path, error);
        record->halt = pai_batch_halts(w->b, task->job);
        return false;
    }
    record->beside = file.beside;
    record->target = file.path;
    struct pai_sha256 sum;
    pai_sha256_init(&sum);
    pai_sha256_add(&sum, task->pdf.data, task->pdf.size);
    pai_sha256_end(&sum, record->pdf_hash);
    record->size = (int64_t)task->pdf.size;
    return true;
}

// What was read besides the issue itself, a line each; NULL: nothing.
static const char *reads_join(struct worker *w, struct pai_arena *arena) {
    struct pai_buf out = pai_buf_make(arena);
    for (uint32_t i = 1; i < w->noting.reads.n; i++) {
        pai_buf_str(&out, i > 1 ? "\n" : "");
        pai_buf_str(&out, w->noting.reads.v[i]);
    }
    return out.n > 0 ? out.s : NULL;
}

static bool is_file(struct pai_job *job, const char *path) {
    struct stat st;
    // A pipe would be waited for. What is not there is said by reading.
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
        pai_read_failed(job, PAI_IO_DIRECTORY, path, 0, 0);
        return false;
    }
    return true;
}

static void render(struct worker *w, const struct pai_batch_issue *issue, const char *path,
                   struct pai_batch_record *record, struct pai_buf *out) {
    struct pai_pipeline *p = &w->b->p;
    struct pai_task task;
    int64_t start = cpu_us();
    pai_task_open(&task, p, issue->source);
    pai_noting_clear(&w->noting, task.job->arena);
    bool made = is_file(task.job, issue->source) && pai_task_read(&task, p, issue->source) &&
                pai_task_compose(&task, p) && pai_task_pdf(&task, p);
    record->reads = reads_join(w, task.job->arena);
    pai_sha256_end(&w->noting.sum, record->source_hash);
    made = made && write_pdf(w, &task, path, record);
    record->pages = task.pages != NULL ? task.pages->n : 0;
    bool system = task.job->count[PAI_SYSTEM] > 0;
    record->state = made ? PAI_BATCH_DONE : system ? PAI_BATCH_FAILED : PAI_BATCH_REFUSED;
    pai_batch_record_diags(record, task.job->arena, task.job, &w->b->report->form, task.name);
    record->cpu = cpu_us() - start;
    pai_batch_record_put(record, out);
    pai_task_close(&task);
}

// What the PDF is to be called (--name). An issue that cannot be read keeps the name that it
// had: rendering will say why.
static void name_make(struct worker *w, const struct pai_batch_issue *issue,
                      struct pai_batch_record *record, struct pai_buf *out) {
    struct pai_task task;
    pai_task_open(&task, &w->b->p, issue->source);
    pai_noting_clear(&w->noting, task.job->arena);
    record->state = PAI_BATCH_DONE;
    if (is_file(task.job, issue->source) && pai_task_read(&task, &w->b->p, issue->source)) {
        // Only what is wrong with the name is told here.
        struct pai_job *job = pai_job_open(w->noting.real, pai_app_no_memory);
        const char *name =
            pai_batch_name_make(job, w->b->opts->batch.name, task.doc, issue->output);
        record->output = name;
        record->state = name != NULL ? PAI_BATCH_DONE : PAI_BATCH_REFUSED;
        pai_batch_record_diags(record, job->arena, job, &w->b->report->form, issue->source);
        pai_batch_record_put(record, out);
        pai_job_close(job);
    } else {
        pai_batch_record_put(record, out);
    }
    pai_task_close(&task);
}

static void picture(struct worker *w, const struct pai_batch_issue *issue,
                    struct pai_batch_record *record, struct pai_buf *out) {
    struct pai_pipeline *p = &w->b->p;
    struct pai_task task;
    pai_task_open(&task, p, issue->source);
    pai_noting_clear(&w->noting, task.job->arena);
    if (is_file(task.job, issue->source) && pai_task_read(&task, p, issue->source)) {
        (void)pai_task_compose(&task, p);
        pai_batch_thumb_make(&task, record);
    }
    pai_batch_record_put(record, out);
    pai_task_close(&task);
}

// ---- pipes ----

static bool read_all(int fd, void *to, size_t n) {
    for (char *at = to; n > 0;) {
        ssize_t got = read(fd, at, n);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        at += got;
        n -= (size_t)got;
    }
    return true;
}

static bool write_all(int fd, const char *at, size_t n) {
    while (n > 0) {
        ssize_t done = write(fd, at, n);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return false;
        }
        at += done;
        n -= (size_t)done;
    }
    return true;
}

static bool answer(struct worker *w, uint32_t number, int out) {
    const struct pai_batch_issue *issue = &w->b->issues.v[number];
    struct pai_arena *arena = pai_arena_open(pai_app_no_memory);
    struct pai_buf bytes = pai_buf_make(arena);
    struct pai_batch_record record;
    struct pai_batch_frame frame = {number, 0};
    memset(&record, 0, sizeof record);
    pai_buf_put(&bytes, &frame, sizeof frame); // its length is filled in at the end
    const char *path = pai_arena_fmt(arena, "%s/%s", w->b->out, issue->output);
    clock_start(w);
    if (w->b->ask == PAI_BATCH_NAME) {
        name_make(w, issue, &record, &bytes);
    } else if (w->b->ask == PAI_BATCH_PICTURE) {
        picture(w, issue, &record, &bytes);
    } else if (unchanged(w, arena, issue, path, &record)) {
        pai_batch_record_put(&record, &bytes);
    } else {
        render(w, issue, path, &record, &bytes);
    }
    clock_stop(w);
    memory_check(w);
    frame.len = (uint32_t)(bytes.n - sizeof frame);
    memcpy(bytes.s, &frame, sizeof frame);
    bool ok = write_all(out, bytes.s, bytes.n);
    pai_arena_close(arena);
    return ok;
}

void pai_batch_worker(struct pai_batch *b, int in, int out) {
    struct worker w = {.b = b};
    uint32_t number = 0;
    struct sigevent event;
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGXCPU;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_time;
    sigaction(SIGXCPU, &action, NULL);
    pai_app_no_memory_quiet();
    b->p.world = pai_noting_open(&w.noting, b->p.world, b->arena);
    w.timed = timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &w.timer) == 0;
    memory_limit(&w);
    while (read_all(in, &number, sizeof number) && answer(&w, number, out)) {
    }
    // Not exit: what the parent's libraries would do at their end is the parent's to do.
    _exit(PAI_EXIT_OK);
}
