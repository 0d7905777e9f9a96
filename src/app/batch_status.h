// `paiban batch --status OUT`.
#ifndef PAI_BATCH_STATUS_H
#define PAI_BATCH_STATUS_H

#include "opts.h"
#include "report.h"

// Says on standard output where the runs of opts->batch.status stand. Exit code 0: all is done;
// 1: done, some with errors; 3: something is left, or there is no run.
void pai_batch_status(const struct pai_opts *opts, struct pai_report *report);

#endif
