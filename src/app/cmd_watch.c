// watch: inputs -> files, again after every save of an input, of the layout and what it
// extends, of the fontset or of an image. Promises: a broken save leaves the last good proof
// where it is and says what is wrong; Ctrl-C ends the program between two rounds, never within
// one; what the system refuses in the first round (no such file, no place to write) ends it at
// once.
#include "commands.h"
#include "issue.h"
#include "outputs.h"
#include "proofs.h"
#include "watched.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

// Set by a signal. A handler has no argument: this and main.c's message are the variables of
// the program.
static volatile sig_atomic_t stop;

static void stop_ask(int signal) {
    (void)signal;
    stop = 1;
}

static const int stoppers[] = {SIGINT, SIGTERM, SIGHUP};

// Holds the signals that end the program back; `before` is the mask that lets them through.
static void signals_hold(sigset_t *before) {
    sigset_t held;
    struct sigaction action, old;
    sigemptyset(&held);
    memset(&action, 0, sizeof action);
    action.sa_handler = stop_ask;
    for (unsigned i = 0; i < sizeof stoppers / sizeof *stoppers; i++) {
        // Under nohup the end of the terminal is ignored, and stays so.
        if (sigaction(stoppers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) {
            sigaction(stoppers[i], &action, NULL);
            sigaddset(&held, stoppers[i]);
        }
    }
    sigprocmask(SIG_BLOCK, &held, before);
    for (unsigned i = 0; i < sizeof stoppers / sizeof *stoppers; i++) {
        if (sigismember(&held, stoppers[i]) == 1) {
            sigdelset(before, stoppers[i]);
        }
    }
}

struct watch {
    struct pai_pipeline p;
    struct pai_watched watched;
    const char **outputs, **proofs;
    uint32_t *last; // page of each input that this run has drawn
    bool loaded;
};

static void say(struct watch *w, const char *zh, const char *en) {
    if (w->p.report->form.format == PAI_FORMAT_HUMAN) {
        const char *text = w->p.report->form.ui == PAI_UI_ZH ? zh : en;
        pai_report_write(w->p.report, text, strlen(text));
    }
}

// Pictures of pages that the issue no longer has, drawn by an earlier round: they would be
// taken for part of the proof.
static void surplus_remove(struct watch *w, uint32_t i, uint32_t last) {
    struct pai_arena *scratch = pai_arena_open(pai_app_no_memory);
    for (uint32_t n = last + 1; w->proofs[i] != NULL && n <= w->last[i]; n++) {
        remove(pai_proof_name(scratch, w->proofs[i], n));
    }
    pai_arena_close(scratch);
    w->last[i] = last;
}

static bool differs(const struct watch *w, const char *path) {
    for (uint32_t i = 0; i < w->watched.files.n; i++) {
        const struct pai_watched_file *file = &w->watched.files.v[i];
        if (file->differs && strcmp(file->path, path) == 0) {
            return true;
        }
    }
    return false;
}

// True if something else than an input has changed: then all is to be made anew.
static bool settings_differ(const struct watch *w) {
    const struct pai_opts *opts = w->p.opts;
    for (uint32_t i = 0; i < w->watched.files.n; i++) {
        const struct pai_watched_file *file = &w->watched.files.v[i];
        bool input = false;
        for (uint32_t k = 0; k < opts->input_count; k++) {
            input = input || strcmp(file->path, opts->inputs[k]) == 0;
        }
        if (file->differs && !input) {
            return true;
        }
    }
    return false;
}

static void watch_round(struct watch *w, bool first) {
    struct pai_pipeline *p = &w->p;
    int64_t since = pai_clock_ns();
    bool all = first || !w->loaded || settings_differ(w);
    if (all) {
        w->loaded = first ? pai_pipeline_load(p) : pai_pipeline_reload(p);
        if (!w->loaded) {
            bool zh = p->report->form.ui == PAI_UI_ZH;
            pai_report_summary(p->report, p->arena, NULL,
                               zh ? "没有重排，原有的文件不动"
                                  : "not rendered; older files stay as they were");
        }
    }
    for (uint32_t i = 0; w->loaded && i < p->opts->input_count; i++) {
        struct pai_issue issue = {p->opts->inputs[i], w->outputs[i], w->proofs[i], since};
        if (all || differs(w, issue.input)) {
            uint32_t last = pai_issue_render(p, &issue);
            if (last > 0) {
                surplus_remove(w, i, last);
            }
        }
    }
}

// In watch nothing is read from or written to a stream: there is no second time.
static bool streams_refuse(struct pai_job *job, const struct pai_opts *opts) {
    bool stream = (opts->output != NULL && strcmp(opts->output, "-") == 0) ||
                  (opts->png != NULL && strcmp(opts->png, "-") == 0);
    for (uint32_t i = 0; i < opts->input_count; i++) {
        stream = stream || strcmp(opts->inputs[i], "-") == 0;
    }
    if (stream) {
        pai_diag(job, PAI_D_USAGE_WATCH_STREAM, PAI_NO_SPAN, NULL);
    }
    return stream;
}

static void watch(struct watch *w) {
    sigset_t unblocked;
    struct pai_report *report = w->p.report;
    signals_hold(&unblocked);
    watch_round(w, true);
    if (report->exit == PAI_EXIT_SYSTEM) {
        return;
    }
    say(w, "正在等候存盘；按 Ctrl-C 结束\n", "waiting for the next save; Ctrl-C ends\n");
    while (pai_watched_wait(&w->watched, &unblocked, &stop)) {
        watch_round(w, false);
    }
    // How a round went is said; the end was wished for.
    report->exit = PAI_EXIT_OK;
    say(w, "\n已停止\n", "\nstopped\n");
}

void pai_cmd_watch(const struct pai_opts *opts, struct pai_report *report) {
    struct watch w = {.loaded = false};
    struct pai_recall recall;
    pai_recall_open(&recall);
    report->recall = &recall;
    pai_pipeline_open(&w.p, opts, report);
    struct pai_world *real = w.p.world;
    pai_watched_open(&w.watched, real, opts->poll);
    w.p.world = &w.watched.world;
    struct pai_job *job = pai_job_open(real, pai_app_no_memory);
    bool ok = pai_issue_epoch(job, &w.p.date) && !streams_refuse(job, opts);
    w.outputs = ok ? pai_outputs_plan(job, opts) : NULL;
    w.proofs = ok ? pai_proofs_plan(job, opts) : NULL;
    w.last = PAI_NEW_N(job->arena, uint32_t, opts->input_count);
    if (w.outputs == NULL || w.proofs == NULL) {
        pai_report_job(report, job, NULL);
        report->exit = PAI_EXIT_USAGE;
    } else {
        watch(&w);
    }
    pai_job_close(job);
    w.p.world = real;
    pai_pipeline_close(&w.p);
    pai_watched_close(&w.watched);
    report->recall = NULL;
    pai_recall_close(&recall);
}
