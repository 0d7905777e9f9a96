// `paiban batch`: an archive in, PDFs and reports out. What its parts share: the plan (which
// issue becomes which PDF), the record of an issue that was done, and the run itself.
//
//     inputs -> plan -> pool (parent) <-> worker -> journal -> reports
//
// The parent alone plans, keeps the journal and speaks; workers are forked with fonts and
// layout loaded and the plan in memory, so that a request is one number.
#ifndef PAI_BATCH_H
#define PAI_BATCH_H

#include "pipeline.h"
#include "report.h"
#include "sha256.h"

enum { PAI_HASH = 32 };

enum pai_batch_state {
    PAI_BATCH_LEFT,    // nothing is known of it in this run
    PAI_BATCH_DONE,    // the PDF is written
    PAI_BATCH_REFUSED, // the document has errors; the same text will have them again
    PAI_BATCH_FAILED,  // file, memory, time, crash: the next run tries again
};

struct pai_batch_diag {
    const char *code;
    enum pai_level level;
    const char *file;      // NULL: the issue itself
    uint32_t line, column; // 0: no place
    const char *zh, *en, *act_zh, *act_en;
};

// What is known of an issue that was worked on.
struct pai_batch_record {
    enum pai_batch_state state;
    bool unchanged; // as the journal has it: nothing was done
    bool halt;      // the output cannot be written at all: going on is no use
    uint8_t source_hash[PAI_HASH], pdf_hash[PAI_HASH];
    const char *beside, *target; // the PDF, still in the stage, and its place; NULL: none
    int64_t size, mtime;         // of the PDF: bytes, ns
    uint32_t pages;
    int64_t cpu; // microseconds
    uint32_t notes, warnings, errors;
    const char *output;                 // the name of its PDF, where names are asked for
    struct pai_bytes thumb;             // PNG of a page, where pictures are asked for
    const char *reads;                  // files read besides the text, a line each; NULL: none
    const struct pai_batch_diag *diags; // at most PAI_BATCH_DIAGS of them
    uint32_t diag_count;
};

enum { PAI_BATCH_DIAGS = 200 };

// What the journal knows of an issue from an earlier run.
struct pai_batch_old {
    uint8_t source_hash[PAI_HASH], pdf_hash[PAI_HASH];
    int64_t size, mtime;
    const char *reads;
    uint32_t pages, notes, warnings, errors;
    enum pai_batch_state state;
};

// An archive may have a million of them: what is not needed all the time stays in the journal.
struct pai_batch_issue {
    const char *source;                     // path to read, as the user knows it
    const char *output;                     // relative to the directory of the run; NULL: none
    const struct pai_batch_record *refused; // no name could be made for it: why
    const char *clash;               // the issue before it that has its output; NULL: none
    const struct pai_batch_old *old; // made with layout, fonts and options of now; NULL: none
    uint32_t number;                 // from 0, in the order of the inputs
    uint8_t tries;
    bool mine;         // of this shard
    bool finished;     // in this run
    bool pictured;     // a picture of it is wanted
    bool known;        // the journal has a result under this name
    bool same_program; // which made what is old
};

struct stat;
struct pai_batch_group;
struct pai_batch_journal;
struct pai_batch_progress;
struct pai_batch_voice;

struct pai_batch_recipe {
    uint8_t settings[PAI_HASH]; // layout with its parents and pictures, fonts, options
    uint8_t program[PAI_HASH];  // with its libraries
};

// What the workers are asked for.
enum pai_batch_ask { PAI_BATCH_PDF, PAI_BATCH_NAME, PAI_BATCH_PICTURE };

struct pai_batch {
    const struct pai_opts *opts;
    struct pai_report *report;
    struct pai_pipeline p;
    struct pai_arena *arena; // of the run
    const char *out, *dir;   // the directory; that of its journal
    PAI_VEC(struct pai_batch_issue) issues;
    uint32_t passed;       // other files in the directories
    const char *passed_as; // their extensions, for people
    // What decides the bytes besides the text.
    struct pai_batch_recipe recipe;
    struct pai_batch_journal *journal;
    struct pai_batch_group *group;
    struct pai_batch_progress *progress;
    struct pai_batch_voice *voice;
    uint32_t mine, done[4]; // issues of this shard; finished ones by state
    uint32_t named;         // issues that have been asked for their names
    uint32_t unchanged, pages;
    enum pai_batch_ask ask;
    bool stopped; // before all were done
};

// ---- batch_inputs.c, batch_walk.c ----

// The issues that the command line names, in order, with their outputs as the inputs are
// called. False after diagnostics.
bool pai_batch_inputs(struct pai_batch *b, struct pai_job *job);

// What a directory holds, by name: paths below it, in order of their bytes.
struct pai_batch_walk {
    struct pai_arena *arena;
    const char *const *match; // NULL: *.txt
    uint32_t match_count;
    const char *skip; // a directory that is not entered: the output
    PAI_VEC(const char *) found;
    uint32_t passed;
    struct pai_map *passed_as; // extension -> its count
    // Of a word processor, without a text of the same name beside them: whole paths.
    PAI_VEC(const char *) documents;
};
// False with errno set if the directory itself cannot be read; one below that cannot is a
// diagnostic.
bool pai_batch_walk(struct pai_batch_walk *walk, struct pai_job *job, const char *dir);

// ---- batch_plan.c ----

// Asks the issues for their names if --name does. False if that was stopped.
bool pai_batch_plan_names(struct pai_batch *b);
void pai_batch_name_take(struct pai_batch *b, struct pai_batch_issue *issue,
                         const struct pai_batch_record *record);

// Finds clashes of names and this shard's part of the issues.
void pai_batch_plan(struct pai_batch *b);

// Finishes those that are not to be rendered, once the journal has the plan.
void pai_batch_plan_refuse(struct pai_batch *b);

// ---- batch_record.c ----

// The diagnostics of a job as a record keeps them; counts too.
void pai_batch_record_diags(struct pai_batch_record *record, struct pai_arena *arena,
                            struct pai_job *job, const struct pai_diag_form *form,
                            const char *name);

// A record as bytes for a pipe of this very program, and back. Take returns false for bytes
// that are no record.
void pai_batch_record_put(const struct pai_batch_record *record, struct pai_buf *out);
bool pai_batch_record_take(struct pai_batch_record *record, struct pai_arena *arena,
                           const char *bytes, size_t n);

void pai_batch_hex(const uint8_t *hash, char out[2 * PAI_HASH + 1]);

// ---- batch_recipe.c ----

// Loads layout and fonts and fills b->recipe. False after diagnostics (printed).
bool pai_batch_load(struct pai_batch *b);

// ---- batch_worker.c ----

// A request and what comes back before the record.
struct pai_batch_frame {
    uint32_t issue, len;
};

// How a worker ends that used up its time. PAI_EXIT_SYSTEM: its memory.
enum { PAI_BATCH_EXIT_TIME = 4 };

// The life of a worker: reads numbers of issues from `in`, writes records to `out`, until there
// are no more. Does not return.
void pai_batch_worker(struct pai_batch *b, int in, int out) __attribute__((noreturn));

// True if the next issue would meet the failure that the job has met last: no room, a broken
// disk, a directory that may not be written to.
bool pai_batch_halts(const struct pai_batch *b, const struct pai_job *job);

// ---- batch_pool.c ----

// Asks the workers for what is left of b->ask. False if the run stopped early.
bool pai_batch_pool(struct pai_batch *b);

// Time of change, ns.
int64_t pai_batch_mtime(const struct stat *st);

// ---- batch_thumbs.c ----

// A picture of the page where the worst is, into the record; none if it cannot be drawn.
void pai_batch_thumb_make(struct pai_task *task, struct pai_batch_record *record);

// A picture has come back from a worker.
void pai_batch_thumb_take(struct pai_batch *b, struct pai_batch_issue *issue,
                          const struct pai_batch_record *record);

// ---- batch_group.c ----

void pai_batch_group_open(struct pai_batch *b);
void pai_batch_group_close(struct pai_batch *b);

// What a record points to must live there, or as long as the run.
struct pai_arena *pai_batch_group_arena(struct pai_batch *b);

// An issue has come to its end; the group that it joins is settled together.
void pai_batch_group_put(struct pai_batch *b, struct pai_batch_issue *issue,
                         const struct pai_batch_record *record);

// Settles the group if it is old enough, or in any case: PDFs into their places, rows
// into the journal, and only then messages and counts.
void pai_batch_group_settle(struct pai_batch *b, bool now);

// ---- batch_done.c ----

// Messages and counts of an issue that the journal knows.
void pai_batch_finish(struct pai_batch *b, struct pai_batch_issue *issue,
                      const struct pai_batch_record *record);

// The output cannot be written: the issue is left for the next run, as are all that follow.
void pai_batch_halt(struct pai_batch *b, const struct pai_batch_issue *issue,
                    const struct pai_batch_record *record);

// The messages of issues that wait for others which will not come any more.
void pai_batch_speak_rest(struct pai_batch *b);

// Ends the run with a system error, said once; what is in work is finished.
void pai_batch_stop(struct pai_batch *b, enum pai_code code, const char *arg,
                    const char *detail);

#endif
