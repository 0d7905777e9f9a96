// How far a run is: a bar on a terminal, lines elsewhere, and a small file for --status.
#ifndef PAI_BATCH_PROGRESS_H
#define PAI_BATCH_PROGRESS_H

#include "batch.h"

// Milliseconds of a clock that nobody sets.
int64_t pai_batch_clock(void);

void pai_batch_progress_open(struct pai_batch *b);

// Shows and writes the state if it is time to, or if `now`.
void pai_batch_progress_tick(struct pai_batch *b, bool now);

// Writes lines to standard error, above the bar if there is one.
void pai_batch_say(struct pai_batch *b, const char *s, size_t n);

// Takes the bar away and leaves the last state for --status.
void pai_batch_progress_close(struct pai_batch *b);

#endif
