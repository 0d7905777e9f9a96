// Pages -> the JSON of design section 5.
#ifndef PAI_DUMP_H
#define PAI_DUMP_H

#include "buf.h"
#include "job.h"
#include "page.h"

// `dump pages`.
void pai_dump_pages(const struct pai_job *job, const struct pai_pages *pages,
                    struct pai_buf *out);

// `dump lines`: one object per paragraph (article, paragraph, role) with its lines, whatever
// pages they stand on.
void pai_dump_lines(const struct pai_job *job, const struct pai_pages *pages,
                    struct pai_buf *out);

#endif
