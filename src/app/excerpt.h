// The source line of a diagnostic with a caret line below it (design 5).
#ifndef PAI_EXCERPT_H
#define PAI_EXCERPT_H

#include "buf.h"
#include "job.h"

// Writes two lines: the source line (a window around the place if it is long) and the carets,
// by display columns.
void pai_excerpt_put(struct pai_buf *out, const struct pai_place *place);

#endif
