// Pages -> PDF bytes through libharu's object layer.
#ifndef PAI_PDF_H
#define PAI_PDF_H

#include "job.h"
#include "page.h"

struct pai_pdf_options {
    const char *producer; // "paiban 0.1.0"
    int64_t date; // seconds since 1970 (SOURCE_DATE_EPOCH); -1: the issue's own date at 00:00
                  // +08:00, or none
    // Stage clocks for `make bench`, NULL otherwise: called with the name of the stage that
    // just ended.
    void (*lap)(void *ctx, const char *stage);
    void *lap_ctx;
};

// Writes the document to *out (bytes in job->arena). False after diagnostics. Same pages, same
// bytes.
bool pai_pdf_make(struct pai_job *job, const struct pai_pages *pages,
                  const struct pai_pdf_options *options, struct pai_bytes *out);

#endif
