// One issue from its input to its files.
#ifndef PAI_ISSUE_H
#define PAI_ISSUE_H

#include "pipeline.h"

struct pai_issue {
    const char *input;  // "-" is standard input
    const char *output; // of the PDF; NULL: none is wanted
    const char *proofs; // of the pictures, see proofs.h; NULL: none are wanted
    int64_t since;      // pai_clock_ns when the round began, told in the summary; 0: not told
};

// Renders it, writes its files and prints diagnostics and summary. Returns the number of the
// last page, 0 if nothing was made: files that were there before are then as they were.
uint32_t pai_issue_render(struct pai_pipeline *p, const struct pai_issue *issue);

// SOURCE_DATE_EPOCH: -1 if it is unset or empty. False after a usage diagnostic.
bool pai_issue_epoch(struct pai_job *job, int64_t *out);

#endif
