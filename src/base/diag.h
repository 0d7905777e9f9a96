// Diagnostics are data: every problem a user can meet is a row of diag.def; a stage records it
// with its place and goes on. Nothing here prints; src/app renders the table.
#ifndef PAI_DIAG_H
#define PAI_DIAG_H

#include "span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum pai_level {
    PAI_NOTE,    // a guess or a repair, said
    PAI_WARNING, // printed, but look at it
    PAI_ERROR,   // the document or the layout cannot be printed: exit 1
    PAI_SYSTEM,  // files, memory, fonts missing: exit 3; shown as an error
};

enum pai_code {
#define PAI_DIAG(level, number, id, zh, en, act_zh, act_en) PAI_D_##id,
#include "diag.def"
#undef PAI_DIAG
    PAI_D_COUNT
};

struct pai_diag_row {
    enum pai_level level;
    const char *code;            // "E0203"
    const char *zh, *en;         // message; {1} {2} … stand for the arguments
    const char *act_zh, *act_en; // what was done instead, or what to do; "" if nothing
};

struct pai_diag {
    enum pai_code code;
    struct pai_span span;
    const char *zh, *en, *act_zh, *act_en; // with the arguments put in
};

struct pai_job;

// The row of a code.
const struct pai_diag_row *pai_diag_row(enum pai_code code);

// At most so many diagnostics of each level are kept; job->count goes on counting.
#define PAI_DIAG_MAX 10000u

// Records a diagnostic. The arguments (at most nine) are const char * and end with NULL.
void pai_diag(struct pai_job *job, enum pai_code code, struct pai_span span, ...)
    __attribute__((sentinel));

#endif
