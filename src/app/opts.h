// The command line: one table of commands, one of options; parsing, checks and help come from
// them.
#ifndef PAI_OPTS_H
#define PAI_OPTS_H

#include "app.h"
#include "buf.h"
#include "job.h"
#include "selection.h"

enum pai_command {
    PAI_CMD_NONE,
    PAI_CMD_RENDER,
    PAI_CMD_CHECK,
    PAI_CMD_DUMP,
    PAI_CMD_LAYOUT,
    PAI_CMD_WATCH,
    PAI_CMD_FONTS,
    PAI_CMD_BATCH,
    PAI_CMD_VERIFY,
    PAI_CMD_COUNT
};

// What only `batch` knows.
struct pai_batch_opts {
    uint32_t jobs;               // workers; 0: one for each processor
    PAI_VEC(const char *) match; // which files of a directory; none: *.txt
    uint32_t limit_time;         // milliseconds of CPU for one issue
    uint32_t limit_memory;       // MB for one issue
    uint32_t shard, shards;      // 1/1: all of it
    bool only_changed, fail_fast;
    const char *name;           // template of output names; NULL: as the inputs
    const char *status, *merge; // the directory of a run to look at; NULL: render
};

struct pai_opts {
    enum pai_command command;
    enum pai_ui ui;
    enum pai_format format;
    bool strict, timings, print, system_fonts, help, version;
    const char *output;         // NULL if not given
    const char *layout;         // a name or a path
    const char *png;            // where pictures go: a directory, or "-"; NULL: none are made
    uint32_t dpi;               // of pictures
    bool poll;                  // watch: look at intervals
    struct pai_selection pages; // empty: all
    bool claims_given;          // else the layout says them
    unsigned claims;            // of enum pai_claim
    unsigned size;              // of enum pai_pdf_size
    const char *report;         // a file for the press; NULL: none is wanted
    int impose;                 // of enum pai_impose; -1: as the layout says
    bool position;              // the page for positioning pre-printed paper
    PAI_VEC(const char *) font_dirs;
    size_t limit;     // bytes of input
    const char *what; // the word behind dump or layout: doc, lines, pages; doc, check …
    const char *form; // of layout doc: --format
    bool json;        // layout diff: --json
    uint64_t given;   // bit (1 << id) of each option that was given
    bool explain;     // dump lines: why this paragraph breaks as it does
    int32_t article, paragraph;
    struct pai_batch_opts batch;
    const char **inputs; // "-" is standard input
    uint32_t input_count;
};

// Reads the command line into *out. Mistakes are recorded in the job (false): the caller prints
// them in out->ui and out->format, which are set as far as they could be understood. With help
// or version set, nothing else was checked.
bool pai_opts_parse(struct pai_job *job, int argc, char **argv, struct pai_opts *out);

// Writes the help of opts->command (of the program for PAI_CMD_NONE) in opts->ui.
void pai_opts_help(const struct pai_opts *opts, struct pai_buf *out);

// The names of all commands with commas between, for messages.
const char *pai_command_names(struct pai_arena *arena);

// The command's name: "render". Empty for PAI_CMD_NONE.
const char *pai_command_name(enum pai_command command);

#endif
