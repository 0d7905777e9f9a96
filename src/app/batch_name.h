// Names of PDFs by a template: '{year}/{name}-{number:03}.pdf'.
#ifndef PAI_BATCH_NAME_H
#define PAI_BATCH_NAME_H

#include "doc.h"

// True if the template has known fields only, each in a pair of braces.
bool pai_batch_name_valid(const char *pattern);

// The path below the output directory that the issue gets; `mirrored` is what it would be
// called without a template. NULL after a diagnostic: a field is not in the issue, or what
// comes out cannot be a path. No path leads out of the directory.
const char *pai_batch_name_make(struct pai_job *job, const char *pattern,
                                const struct pai_doc *doc, const char *mirrored);

#endif
