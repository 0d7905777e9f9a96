// Pictures of pages: names and writing (--png).
#ifndef PAI_PROOFS_H
#define PAI_PROOFS_H

#include "pipeline.h"

// For each input what stands before the page's number in the names of its pictures
// ("DIR/page-"; "DIR/INPUT-page-" where there are several inputs; "-" for standard output).
// NULL after usage diagnostics: no picture may overwrite that of another input.
const char **pai_proofs_plan(struct pai_job *job, const struct pai_opts *opts);

// The name of a page's picture.
const char *pai_proof_name(struct pai_arena *arena, const char *prefix, uint32_t number);

// Makes the directory in which names with this prefix stand, if it is not there. False after a
// diagnostic.
bool pai_proofs_directory(struct pai_job *job, const char *prefix);

// Draws and writes page `i` of the list. False after a diagnostic.
bool pai_proof_write(struct pai_task *task, struct pai_pipeline *p, uint32_t i,
                     const char *name);

// Draws and writes the pages of a task, after making the directory if it is not there. False
// after a diagnostic.
bool pai_proofs_write(struct pai_task *task, struct pai_pipeline *p, const char *prefix);

#endif
