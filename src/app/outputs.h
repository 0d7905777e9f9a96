// Where each input's PDF goes.
#ifndef PAI_OUTPUTS_H
#define PAI_OUTPUTS_H

#include "job.h"
#include "opts.h"

// The output path of each input (NULL where only pictures are wanted), or NULL after usage
// diagnostics: nothing may be overwritten by mistake, neither an input nor the PDF of another
// input.
const char **pai_outputs_plan(struct pai_job *job, const struct pai_opts *opts);

#endif
