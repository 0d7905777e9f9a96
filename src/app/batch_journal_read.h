// Rows of the journal as values, for the two files that know SQLite.
#ifndef PAI_BATCH_JOURNAL_READ_H
#define PAI_BATCH_JOURNAL_READ_H

#include "batch.h"

#include <sqlite3.h>

// Steps through a statement whose first parameter is bound: code, level, file, line, column,
// zh, en, action, action_en. Resets it.
void pai_batch_diags_read(struct pai_arena *arena, sqlite3_stmt *s,
                          struct pai_batch_record *record);

#endif
