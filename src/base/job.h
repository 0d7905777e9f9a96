// One job: rendering or checking one issue (or loading one layout). It owns the memory, the
// decoded sources and the diagnostics; it is the first argument of every stage.
#ifndef PAI_JOB_H
#define PAI_JOB_H

#include "arena.h"
#include "diag.h"
#include "span.h"
#include "vec.h"
#include "world.h"

struct pai_source {
    const char *name; // as the user gave it
    const char *text; // decoded, UTF-8, NUL-terminated
    uint32_t len;
    // What follows is found when first asked for (pai_job_lines).
    uint32_t
        *lines; // offset of each line start (LF, CRLF, CR, U+0085, U+2028, U+2029 end a line)
    uint32_t line_count;
    uint32_t *chars; // characters before each 4096th byte, so that a column in a long line is
                     // found quickly
};

struct pai_job {
    struct pai_arena *arena;
    void (*no_memory)(void); // the arena's hook, for scratch arenas of the stages
    struct pai_world *world;
    PAI_VEC(struct pai_source) sources; // file n of a span is sources.v[n - 1]
    PAI_VEC(struct pai_diag) diags;
    uint32_t count[4]; // diagnostics recorded, by level
};

// Makes a job in a new arena. The caller closes it; world is lent.
struct pai_job *pai_job_open(struct pai_world *world, void (*no_memory)(void));
void pai_job_close(struct pai_job *job);

// Registers decoded text (copied by reference: it must live as long as the job) and returns its
// file number (>= 1).
uint32_t pai_job_source(struct pai_job *job, const char *name, const char *text, size_t len);

// The source with its lines. They are not looked for before: every job has the layout among its
// sources, and few have anything to say about it.
const struct pai_source *pai_job_lines(const struct pai_job *job, uint32_t file);

// A place for humans: line and column count from 1, columns in characters. False if the span
// has no place. With a file but length and offset 0 the place is line 1, column 1.
struct pai_place {
    const char *file;
    uint32_t line, column;
    const char *line_text; // the whole source line, not terminated
    uint32_t line_len;     // bytes, without the line end
    uint32_t line_offset;  // byte offset of the span's start in line_text
    uint32_t mark_len;     // bytes of the span within this line, at least 0
};
bool pai_job_place(const struct pai_job *job, struct pai_span span, struct pai_place *out);

// True if an error or system error was recorded.
bool pai_job_failed(const struct pai_job *job);

#endif
