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
    int64_t id;                     // in its journal
    const char *source, *output;    // output NULL: none
    uint32_t number;                // in the order of the inputs
    struct pai_bytes thumb;         // PNG of a page; empty: none, or not read
    struct pai_batch_record record; // PAI_BATCH_LEFT: planned, not done yet
};

// True while a run holds the lock of this journal.
bool pai_batch_journal_busy(struct pai_arena *arena, const char *dir);

// A journal as it stood when it was opened, whatever is written meanwhile. NULL if there is
// none that can be read. The arena must outlive it.
struct pai_batch_reader;
struct pai_batch_reader *pai_batch_reader_open(struct pai_arena *arena, const char *dir);
void pai_batch_reader_close(struct pai_batch_reader *reader);

// From now on as it stands now.
void pai_batch_reader_renew(struct pai_batch_reader *reader);

// The number of issues of the last run.
size_t pai_batch_reader_count(struct pai_batch_reader *reader);

// Calls `each` for every issue of the last run, in order, without diagnostics and picture; a
// row lives for that call. False if it cannot be read to its end.
bool pai_batch_reader_each(struct pai_batch_reader *reader,
                           void (*each)(void *ctx, const struct pai_batch_row *row), void *ctx);

// One issue with everything, by the id of its row, into the arena. False if it cannot be read.
bool pai_batch_reader_row(struct pai_batch_reader *reader, struct pai_arena *arena, int64_t id,
                          struct pai_batch_row *row);

// Opens, calls `each` and closes.
bool pai_batch_journal_read(struct pai_arena *arena, const char *dir,
                            void (*each)(void *ctx, const struct pai_batch_row *row),
                            void *ctx);

// The directories of all journals of OUT, sorted; NULL-terminated.
const char **pai_batch_journal_dirs(struct pai_arena *arena, const char *out);

#endif
