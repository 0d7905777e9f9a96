// `paiban batch --merge OUT`.
#ifndef PAI_BATCH_MERGE_H
#define PAI_BATCH_MERGE_H

#include "opts.h"
#include "report.h"

// Joins the reports of all shards of opts->batch.merge into those of the whole directory. Exit
// code 0: all is done; 1: done, some with errors; 3: something is left, a shard is missing, or
// a report cannot be written.
void pai_batch_merge(const struct pai_opts *opts, struct pai_report *report);

#endif
