// `dump lines --explain`: why the lines of one paragraph end where they do.
#ifndef PAI_APP_EXPLAIN_H
#define PAI_APP_EXPLAIN_H

#include "buf.h"
#include "compose.h"
#include "para.h"

// Writes what the composition wrote into ask->explain.
void pai_explain_dump(struct pai_job *job, const struct pai_ask *ask, struct pai_buf *out);

#endif
