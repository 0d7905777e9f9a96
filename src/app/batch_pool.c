// A plan in, a finished issue after the other out: forks the workers, deals out numbers, takes
// records, and sees to those that die. Promises: an issue that ends its worker or takes too
// long costs that issue alone and is tried once more, last of all; time is measured by a clock
// that nobody sets; a signal to stop lets what is in work be finished, a second one does not.
#include "batch_journal.h"
#include "batch_progress.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

#define NONE ((int64_t)-1) // no issue

enum {
    TRIES = 2,
    TICK = 200,             // ms between two looks at the clock
    WAIT_FACTOR = 10,       // of wall clock to CPU
    WAIT_LEAST = 5 * 1000,  // ms
    IDLE_DEATHS_MOST = 100, // of workers that had nothing to do
    FRAME_MOST = 64 * 1024 * 1024,
    // Issues that a worker has before it, so that it goes on while the parent waits for the
    // disk.
    AHEAD = 8,
};

struct slot {
    pid_t pid;                      // 0: no worker
    int to, from;                   // pipes
    uint32_t issues[AHEAD], queued; // the first is in work
    int64_t deadline;               // of that one
    bool late;
    char *bytes; // of a frame that is still coming
    size_t n, cap;
};

struct pool {
    struct pai_batch *b;
    struct slot *slots;
    uint32_t count, next, idle_deaths;
    PAI_VEC(uint32_t) again; // issues for a second try
    uint32_t again_next;
    bool stopping;
    sigset_t old_mask;
};

// What the handler leaves: how often a stop was asked for. A handler has no argument.
static volatile sig_atomic_t stops;

static void on_stop(int signal) {
    (void)signal;
    stops = stops < 2 ? stops + 1 : 2;
}

// ---- workers ----

static void child(struct pool *pool, const int to[2], const int from[2]) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    // The terminal sends its signals to all of the group: the parent decides.
    action.sa_handler = SIG_IGN;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    sigprocmask(SIG_SETMASK, &pool->old_mask, NULL);
    // A copy of another worker's pipe would keep it from seeing its end.
    for (uint32_t i = 0; i < pool->count; i++) {
        if (pool->slots[i].pid > 0) {
            close(pool->slots[i].to);
            close(pool->slots[i].from);
        }
    }
    close(to[1]);
    close(from[0]);
    pai_batch_worker(pool->b, to[0], from[1]);
}

static bool spawn(struct pool *pool, struct slot *slot) {
    int to[2], from[2];
    if (pipe(to) != 0) {
        return false;
    }
    if (pipe(from) != 0) {
        close(to[0]);
        close(to[1]);
        return false;
    }
    pid_t pid = fork();
    if (pid == 0) {
        child(pool, to, from);
    }
    close(to[0]);
    close(from[1]);
    if (pid < 0) {
        close(to[1]);
        close(from[0]);
        return false;
    }
    slot->pid = pid;
    slot->to = to[1];
    slot->from = from[0];
    slot->queued = 0;
    slot->late = false;
    slot->n = 0;
    return true;
}

// ---- the queue ----

static bool wanted(const struct pai_batch *b, const struct pai_batch_issue *issue) {
    return b->ask == PAI_BATCH_PICTURE
               ? issue->pictured
               : !issue->finished && (issue->mine || b->ask == PAI_BATCH_NAME);
}

// The next issue that is to be done; NONE if there is none now.
static int64_t queue_next(struct pool *pool) {
    struct pai_batch *b = pool->b;
    while (pool->next < b->issues.n) {
        uint32_t i = pool->next++;
        if (wanted(b, &b->issues.v[i])) {
            return i;
        }
    }
    return pool->again_next < pool->again.n ? pool->again.v[pool->again_next++] : NONE;
}

static void stop(struct pool *pool) {
    pool->stopping = true;
    pool->b->stopped = true;
}

// From now on the first issue of the slot is in work.
static void deadline_set(struct pool *pool, struct slot *slot) {
    uint64_t wait = (uint64_t)pool->b->opts->batch.limit_time * WAIT_FACTOR + WAIT_LEAST;
    slot->deadline = pai_batch_clock() + (int64_t)wait;
}

// Gives a worker its next issue, making the worker if need be. False if it did not get one.
static bool deal(struct pool *pool, struct slot *slot) {
    uint32_t next = pool->next, again = pool->again_next;
    int64_t issue = queue_next(pool);
    if (issue == NONE) {
        return false;
    }
    uint32_t number = (uint32_t)issue;
    if (slot->pid == 0 && !spawn(pool, slot)) {
        pool->next = next;
        pool->again_next = again;
        return false;
    }
    if (slot->queued == 0) {
        deadline_set(pool, slot);
    }
    slot->issues[slot->queued++] = number;
    // The number is smaller than what a pipe takes whole. A worker that is gone is seen at its
    // end of the other pipe.
    ssize_t done = write(slot->to, &number, sizeof number);
    (void)done;
    return true;
}

// Fills the workers' queues evenly: the last issues should not wait behind each other.
static void deal_all(struct pool *pool) {
    uint32_t most = pool->b->opts->batch.fail_fast ? 1 : AHEAD;
    for (uint32_t depth = 1; depth <= most && !pool->stopping; depth++) {
        for (uint32_t i = 0; i < pool->count; i++) {
            if (pool->slots[i].queued < depth) {
                (void)deal(pool, &pool->slots[i]);
            }
        }
    }
}

static uint32_t busy(const struct pool *pool) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < pool->count; i++) {
        n += pool->slots[i].pid > 0 && pool->slots[i].queued > 0;
    }
    return n;
}

static void finish(struct pai_batch *b, struct pai_batch_issue *issue,
                   const struct pai_batch_record *record) {
    static void (*const take[])(struct pai_batch *, struct pai_batch_issue *,
                                const struct pai_batch_record *) = {
        [PAI_BATCH_PDF] = pai_batch_group_put,
        [PAI_BATCH_NAME] = pai_batch_name_take,
        [PAI_BATCH_PICTURE] = pai_batch_thumb_take,
    };
    take[b->ask](b, issue, record);
}

// ---- ends of workers ----

// Why the worker ended, as a diagnostic of the issue it had.
static void death_diag(struct pool *pool, struct pai_job *job, const struct slot *slot,
                       int status) {
    const struct pai_batch_opts *o = &pool->b->opts->batch;
    bool killed = WIFSIGNALED(status);
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    if (slot->late || code == PAI_BATCH_EXIT_TIME) {
        struct pai_buf seconds = pai_buf_make(job->arena);
        pai_buf_decimal(&seconds, o->limit_time, 1000);
        pai_diag(job, PAI_D_BATCH_TIME, PAI_NO_SPAN, seconds.s, NULL);
    } else if (code == PAI_EXIT_SYSTEM) {
        pai_diag(job, PAI_D_BATCH_MEMORY, PAI_NO_SPAN,
                 pai_arena_fmt(job->arena, "%u", (unsigned)o->limit_memory), NULL);
    } else {
        pai_diag(job, PAI_D_BATCH_CRASH, PAI_NO_SPAN,
                 killed ? pai_arena_fmt(job->arena, "signal %d", WTERMSIG(status))
                        : pai_arena_fmt(job->arena, "exit %d", code),
                 NULL);
    }
}

// Waits for a worker that is gone, and decides about the issue it had.
static void bury(struct pool *pool, struct slot *slot) {
    int status = 0;
    while (waitpid(slot->pid, &status, 0) < 0 && errno == EINTR) {
    }
    close(slot->to);
    close(slot->from);
    slot->pid = 0;
    if (slot->queued == 0) {
        pool->idle_deaths++;
        return;
    }
    // Those behind the first were not begun: that is no try.
    struct pai_batch_issue *issue = &pool->b->issues.v[slot->issues[0]];
    bool again = ++issue->tries < TRIES;
    for (uint32_t i = again ? 0 : 1; i < slot->queued; i++) {
        PAI_VEC_PUT(pool->b->arena, &pool->again, slot->issues[i]);
    }
    slot->queued = 0;
    if (again) {
        return;
    }
    struct pai_job *job = pai_job_open(pool->b->p.world, pai_app_no_memory);
    struct pai_batch_record record;
    memset(&record, 0, sizeof record);
    death_diag(pool, job, slot, status);
    record.state = PAI_BATCH_FAILED;
    pai_batch_record_diags(&record, pai_batch_group_arena(pool->b), job, &pool->b->report->form,
                           issue->source);
    finish(pool->b, issue, &record);
    pai_job_close(job);
}

// ---- records ----

static bool room(struct slot *slot, size_t more) {
    if (slot->cap - slot->n >= more) {
        return true;
    }
    size_t cap = (slot->n + more) * 2;
    char *bytes = realloc(slot->bytes, cap);
    if (bytes == NULL) {
        pai_app_no_memory();
        return false;
    }
    slot->bytes = bytes;
    slot->cap = cap;
    return true;
}

// Takes the first record, if all of it is there.
static bool frame_take(struct pool *pool, struct slot *slot) {
    struct pai_batch_frame frame;
    struct pai_batch_record record;
    if (slot->n < sizeof frame) {
        return false;
    }
    memcpy(&frame, slot->bytes, sizeof frame);
    size_t size = sizeof frame + frame.len;
    bool asked = slot->queued > 0 && frame.issue == slot->issues[0];
    if (asked && frame.len <= FRAME_MOST && slot->n < size) {
        return false;
    }
    if (!asked || frame.len > FRAME_MOST ||
        !pai_batch_record_take(&record, pai_batch_group_arena(pool->b),
                               slot->bytes + sizeof frame, frame.len)) {
        kill(slot->pid, SIGKILL); // not what was asked for: a worker gone mad
        slot->n = 0;
        return false;
    }
    slot->n -= size;
    memmove(slot->bytes, slot->bytes + size, slot->n);
    slot->queued--;
    memmove(slot->issues, slot->issues + 1, slot->queued * sizeof *slot->issues);
    deadline_set(pool, slot);
    finish(pool->b, &pool->b->issues.v[frame.issue], &record);
    return true;
}

static void slot_read(struct pool *pool, struct slot *slot) {
    room(slot, 65536);
    ssize_t got = read(slot->from, slot->bytes + slot->n, slot->cap - slot->n);
    if (got < 0 && errno == EINTR) {
        return;
    }
    if (got <= 0) {
        bury(pool, slot);
        return;
    }
    slot->n += (size_t)got;
    while (frame_take(pool, slot)) {
    }
}

// ---- the loop ----

// Waits for a record, a signal, or the next look at the clock.
static void wait_for_something(struct pool *pool) {
    fd_set set;
    int most = -1;
    FD_ZERO(&set);
    for (uint32_t i = 0; i < pool->count; i++) {
        if (pool->slots[i].pid > 0) {
            FD_SET(pool->slots[i].from, &set);
            most = pool->slots[i].from > most ? pool->slots[i].from : most;
        }
    }
    struct timespec tick = {0, TICK * 1000000L};
    // Signals are let in here and nowhere else: none is lost between the look and the wait.
    int n = pselect(most + 1, &set, NULL, NULL, &tick, &pool->old_mask);
    for (uint32_t i = 0; n > 0 && i < pool->count; i++) {
        if (pool->slots[i].pid > 0 && FD_ISSET(pool->slots[i].from, &set)) {
            slot_read(pool, &pool->slots[i]);
        }
    }
}

static void look_at_clock(struct pool *pool) {
    int64_t now = pai_batch_clock();
    for (uint32_t i = 0; i < pool->count; i++) {
        struct slot *slot = &pool->slots[i];
        if (slot->pid > 0 && slot->queued > 0 && !slot->late && now > slot->deadline) {
            slot->late = true;
            kill(slot->pid, SIGKILL);
        }
    }
    pai_batch_progress_tick(pool->b, false);
}

static void loop(struct pool *pool) {
    struct pai_batch *b = pool->b;
    for (;;) {
        if (stops > 0 || b->stopped) {
            stop(pool);
        }
        for (uint32_t i = 0; i < pool->count && stops > 1; i++) {
            if (pool->slots[i].pid > 0) {
                kill(pool->slots[i].pid, SIGKILL);
            }
        }
        deal_all(pool);
        pai_batch_group_settle(b, busy(pool) == 0);
        if (busy(pool) == 0) {
            // Either all is done, or no worker can be made.
            b->stopped = b->stopped || queue_next(pool) != NONE;
            return;
        }
        wait_for_something(pool);
        look_at_clock(pool);
        if (pool->idle_deaths > IDLE_DEATHS_MOST) {
            stop(pool);
        }
    }
}

// Lets the workers end: their pipe is closed, so there is no more to do.
static void dismiss(struct pool *pool) {
    for (uint32_t i = 0; i < pool->count; i++) {
        struct slot *slot = &pool->slots[i];
        if (slot->pid > 0) {
            close(slot->to);
            close(slot->from);
            while (waitpid(slot->pid, NULL, 0) < 0 && errno == EINTR) {
            }
        }
        free(slot->bytes);
    }
}

static void signals_take(struct pool *pool, struct sigaction old[3]) {
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action;
    sigset_t mask;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_stop;
    sigemptyset(&mask);
    for (unsigned i = 0; i < 3; i++) {
        sigaddset(&mask, signals[i]);
    }
    sigprocmask(SIG_BLOCK, &mask, &pool->old_mask);
    for (unsigned i = 0; i < 3; i++) {
        sigaction(signals[i], NULL, &old[i]);
        if (old[i].sa_handler != SIG_IGN) { // nohup stays nohup
            sigaction(signals[i], &action, NULL);
        }
    }
}

bool pai_batch_pool(struct pai_batch *b) {
    struct pool pool = {.b = b};
    struct sigaction old[3];
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    pool.count = b->opts->batch.jobs > 0 ? b->opts->batch.jobs
                 : processors > 0        ? (uint32_t)processors
                                         : 1;
    pool.count = pool.count < 256 ? pool.count : 256;
    pool.slots = PAI_NEW_N(b->arena, struct slot, pool.count);
    signals_take(&pool, old);
    loop(&pool);
    dismiss(&pool);
    sigprocmask(SIG_SETMASK, &pool.old_mask, NULL);
    return !b->stopped;
}
