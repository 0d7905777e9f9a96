// An issue of a run in words: as a JSON line, as lines for people.
#ifndef PAI_BATCH_LINES_H
#define PAI_BATCH_LINES_H

#include "batch.h"

// "done", "errors", "failed", "left"
const char *pai_batch_state_name(enum pai_batch_state state);

// One object and a line end: source, output, state, pages, counts, hashes, time, diagnostics.
void pai_batch_line_json(struct pai_buf *out, const char *source, const char *output,
                         const struct pai_batch_record *record);

// A line for each diagnostic of at least this level: "FILE:3:1: 错误 E0107: …；…".
void pai_batch_line_short(struct pai_buf *out, enum pai_ui ui, enum pai_level least,
                          const char *source, const struct pai_batch_record *record);

#endif
