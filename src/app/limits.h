// What is too much for one issue.
#ifndef PAI_LIMITS_H
#define PAI_LIMITS_H

#include "doc.h"

// True if every text of the document is short enough to be set as one paragraph; else each that
// is not is an error.
bool pai_limits_check(struct pai_job *job, const struct pai_doc *doc);

#endif
