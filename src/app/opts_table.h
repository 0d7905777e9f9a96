// The tables behind opts.c (parsing) and help.c (printing).
#ifndef PAI_OPTS_TABLE_H
#define PAI_OPTS_TABLE_H

#include "opts.h"

enum pai_opt_id {
    PAI_OPT_OUTPUT,
    PAI_OPT_LAYOUT,
    PAI_OPT_PNG,
    PAI_OPT_PAGES,
    PAI_OPT_DPI,
    PAI_OPT_POLL,
    PAI_OPT_JSON,
    PAI_OPT_CLAIMS,
    PAI_OPT_SIZE,
    PAI_OPT_IMPOSE,
    PAI_OPT_POSITION,
    PAI_OPT_PRINT,
    PAI_OPT_REPORT,
    PAI_OPT_DIAGNOSTICS,
    PAI_OPT_STRICT,
    PAI_OPT_FONT_DIR,
    PAI_OPT_NO_SYSTEM_FONTS,
    PAI_OPT_LIMIT_SIZE,
    PAI_OPT_TIMINGS,
    PAI_OPT_EXPLAIN,
    PAI_OPT_FORMAT,
    PAI_OPT_JOBS,
    PAI_OPT_MATCH,
    PAI_OPT_LIMIT_TIME,
    PAI_OPT_LIMIT_MEMORY,
    PAI_OPT_SHARD,
    PAI_OPT_ONLY_CHANGED,
    PAI_OPT_KEEP_GOING,
    PAI_OPT_FAIL_FAST,
    PAI_OPT_NAME,
    PAI_OPT_STATUS,
    PAI_OPT_MERGE,
    PAI_OPT_LANG,
    PAI_OPT_HELP,
    PAI_OPT_VERSION,
};

struct pai_opt_row {
    enum pai_opt_id id;
    char letter;                     // 0: no short form
    const char *name;                // without dashes
    const char *value_zh, *value_en; // what stands for the value in help; NULL: takes none
    const char *accepts;             // values that are right, for the message; NULL: any
    unsigned commands; // bit (1u << command); bit PAI_CMD_NONE: also before the command
    const char *zh, *en;
};

struct pai_command_row {
    const char *name;
    const char *usage_zh, *usage_en; // behind "paiban name"
    const char *zh, *en;             // in the list of commands
    const char *more_zh, *more_en;   // in its own help
};

// The word behind a command that has several things to do.
struct pai_sub_row {
    enum pai_command command;
    const char *name;
    uint32_t least, most;            // inputs behind it
    const char *usage_zh, *usage_en; // behind its name
    const char *zh, *en;
    uint64_t takes; // of the options in pai_sub_options: bits (1 << id)
};

// Options that belong to some words behind a command only.
extern const uint64_t pai_sub_options;
extern const struct pai_sub_row pai_sub_rows[];
extern const size_t pai_sub_count;
// The options that only `batch` has; false if the value is wrong.
bool pai_opts_batch(struct pai_job *job, struct pai_batch_opts *out, enum pai_opt_id id,
                    const char *value);
void pai_opts_batch_defaults(struct pai_batch_opts *out);

extern const struct pai_opt_row pai_opt_rows[];
extern const size_t pai_opt_count;
extern const struct pai_command_row pai_command_rows[PAI_CMD_COUNT];

#endif
