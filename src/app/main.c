// The command: argv and environment in, exit code out (design 5). Promises: a closed or broken
// standard stream never lets a message land in a file that was opened later; a broken pipe or a
// file size limit is an error with a message, not a signal.
#include "app_config.h"
#include "commands.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

// What pai_app_no_memory prints. It is made while there is memory, and is the one variable of
// the program: the hook of an arena has no argument.
static char no_memory_line[1024];

void pai_app_no_memory(void) {
    ssize_t done = write(STDERR_FILENO, no_memory_line, strlen(no_memory_line));
    (void)done;
    _exit(PAI_EXIT_SYSTEM);
}

void pai_app_no_memory_quiet(void) {
    no_memory_line[0] = '\0';
}

static void no_memory_prepare(const struct pai_opts *opts, struct pai_job *job) {
    struct pai_diag_form form = {opts->format, opts->ui, false, NULL};
    const struct pai_diag_row *row = pai_diag_row(PAI_D_NO_MEMORY);
    struct pai_diag diag = {PAI_D_NO_MEMORY, PAI_NO_SPAN, row->zh,
                            row->en,         row->act_zh, row->act_en};
    struct pai_buf out = pai_buf_make(job->arena);
    pai_diag_print(&out, &form, &diag, NULL);
    size_t n = out.n < sizeof no_memory_line ? out.n : sizeof no_memory_line - 1;
    memcpy(no_memory_line, out.s, n);
}

// A descriptor 0-2 that is closed is taken by /dev/null opened the wrong way round: its use
// fails, and no other file gets its number.
static void streams_hold(void) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF) {
            int held = open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
            (void)held; // the lowest free number, which is fd
        }
    }
}

static void signals_ignore(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL);
}

// Issue follows issue, and each wants the same memory: what one gives back is kept for the next
// up to a bound, or the system would have to hand out and clear 200 pages for each anew. Large
// blocks still go back.
static void memory_keep(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 32 << 20);
#endif
}

// The locale's language as POSIX finds it: the first of the three that is set.
static enum pai_ui locale_ui(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0') {
            return strncmp(value, "zh", 2) == 0 ? PAI_UI_ZH : PAI_UI_EN;
        }
    }
    return PAI_UI_EN;
}

// Help or version, on standard output.
static void show(const struct pai_opts *opts, struct pai_report *report, struct pai_job *job) {
    struct pai_buf out = pai_buf_make(job->arena);
    if (opts->help) {
        pai_opts_help(opts, &out);
    } else {
        pai_buf_str(&out, PAI_PROGRAM " " PAIBAN_VERSION "\n");
    }
    for (size_t at = 0; at < out.n;) {
        ssize_t done = write(STDOUT_FILENO, out.s + at, out.n - at);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            pai_diag(job, PAI_D_STDOUT_FAILED, PAI_NO_SPAN, strerror(errno), NULL);
            pai_report_job(report, job, NULL);
            return;
        }
        at += (size_t)done;
    }
}

int main(int argc, char **argv) {
    static void (*const commands[PAI_CMD_COUNT])(const struct pai_opts *,
                                                 struct pai_report *) = {
        [PAI_CMD_RENDER] = pai_cmd_render, [PAI_CMD_CHECK] = pai_cmd_check,
        [PAI_CMD_DUMP] = pai_cmd_dump,     [PAI_CMD_LAYOUT] = pai_cmd_layout,
        [PAI_CMD_WATCH] = pai_cmd_watch,   [PAI_CMD_FONTS] = pai_cmd_fonts,
        [PAI_CMD_BATCH] = pai_cmd_batch,   [PAI_CMD_VERIFY] = pai_cmd_verify,
    };
    memory_keep();
    streams_hold();
    signals_ignore();
    struct pai_job *job = pai_job_open(NULL, pai_app_no_memory);
    struct pai_opts opts = {.ui = locale_ui()};
    bool ok = pai_opts_parse(job, argc, argv, &opts);
    no_memory_prepare(&opts, job);
    struct pai_report report = pai_report_make(&opts);
    if (!ok) {
        pai_report_job(&report, job, NULL);
        report.exit = PAI_EXIT_USAGE;
    } else if (opts.help || opts.version) {
        show(&opts, &report, job);
    } else {
        commands[opts.command](&opts, &report);
    }
    pai_job_close(job);
    return (int)report.exit;
}
