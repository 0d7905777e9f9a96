// The journal of a run: an SQLite file in the output directory. One writer, the parent of the
// run that holds the lock; anybody may read.
#ifndef PAI_BATCH_JOURNAL_H
#define PAI_BATCH_JOURNAL_H

#include "batch.h"

// The directory of a shard's journal below OUT: ".paiban/all", ".paiban/2-of-8".
const char *pai_batch_journal_dir(struct pai_arena *arena, const char *out, uint32_t shard,
                                  uint32_t shards);

// Opens b->dir's journal for writing, made if there is none. A damaged one is set aside with a
// warning. NULL after a diagnostic; close it in any case.
struct pai_batch_journal *pai_batch_journal_open(struct pai_batch *b, struct pai_job *job);
void pai_batch_journal_close(struct pai_batch_journal *journal);

// Begins a run: records what is planned of this shard, and fills in what is known of each
// issue. False after a failure (pai_batch_journal_error says it).
bool pai_batch_journal_plan(struct pai_batch *b);

// What is put between begin and end is recorded together, or nothing of it: end with ok = false
// takes it back. False after a failure.
bool pai_batch_journal_begin(struct pai_batch_journal *journal);
bool pai_batch_journal_end(struct pai_batch_journal *journal, bool ok);

// Records what became of an issue; an unchanged one is only confirmed. False after a failure.
bool pai_batch_journal_put(struct pai_batch_journal *journal,
                           const struct pai_batch_issue *issue,
                           const struct pai_batch_record *record,
                           const struct pai_batch_recipe *recipe);

// Keeps a picture of the issue until it is rendered again. False after a failure.
bool pai_batch_journal_thumb(struct pai_batch_journal *journal, const char *source,
                             struct pai_bytes png);

// The source that this output belongs to in the journal, if it is another one; else NULL.
const char *pai_batch_journal_owner(struct pai_batch_journal *journal, struct pai_arena *arena,
                                    const char *output, const char *source);

// Fills in the diagnostics that the journal has for this source.
void pai_batch_journal_diags(struct pai_batch_journal *journal, struct pai_arena *arena,
                             const char *source, struct pai_batch_record *record);

const char *pai_batch_journal_error(const struct pai_batch_journal *journal);

// ---- reading (batch_journal_read.c) ----

struct pai_batch_row {
    const char *source, *output;    // output NULL: none
    uint32_t number;                // in the order of the inputs
    struct pai_bytes thumb;         // PNG of a page; empty: none
    struct pai_batch_record record; // PAI_BATCH_LEFT: planned, not done yet
};

// True while a run holds the lock of this journal.
bool pai_batch_journal_busy(struct pai_arena *arena, const char *dir);

// Calls `each` for every issue of the last run, in order; a row lives for that call. With
// diagnostics or without. False if there is no readable journal.
bool pai_batch_journal_read(struct pai_arena *arena, const char *dir, bool with_diags,
                            void (*each)(void *ctx, const struct pai_batch_row *row),
                            void *ctx);

// The directories of all journals of OUT, sorted; NULL-terminated.
const char **pai_batch_journal_dirs(struct pai_arena *arena, const char *out);

#endif
