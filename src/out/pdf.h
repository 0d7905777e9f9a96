// Pages -> PDF bytes through libharu's object layer.
#ifndef PAI_PDF_H
#define PAI_PDF_H

#include "claim.h"
#include "job.h"
#include "page.h"

// How much time is spent on making the file small (pack.c says what that gains).
enum pai_pdf_size { PAI_PDF_NORMAL, PAI_PDF_SMALL, PAI_PDF_FAST };

// The press that the colours are meant for.
struct pai_pdf_profile {
    const char *condition; // its name in the registry of characterisations: FOGRA39
    const char *about;     // for people, ASCII
    struct pai_bytes icc;  // an output profile for CMYK
};

struct pai_face;

struct pai_pdf_font_fact {
    const struct pai_face *face;
    uint32_t glyphs;
    size_t bytes; // of its program in the file
};

// What was found on the way to a PDF, for a report.
struct pai_pdf_facts {
    bool tested;      // preflight was run
    uint32_t *broken; // by rule: on how many pages; room for pai_preflight_count
    const struct pai_pdf_font_fact *fonts;
    uint32_t font_count;
    size_t bytes; // of the file; 0: none was made
};

struct pai_pdf_options {
    unsigned claims;                       // of enum pai_claim
    const struct pai_pdf_profile *profile; // PDF/X-4 and PDF/A-2a need one
    enum pai_pdf_size size;                // in bytes
    int32_t ink_limit;                     // percent in all; 0: 300
    bool few_plates;                       // the layout has spot or pre-printed inks
    const char *producer;                  // "paiban 0.1.0"
    int64_t date; // seconds since 1970 (SOURCE_DATE_EPOCH); -1: the issue's own date at 00:00
                  // +08:00, or none (the start of 1970 where PDF/X-4 must have one)
    // Stage clocks for `make bench`, NULL otherwise: called with the name of the stage that
    // just ended.
    void (*lap)(void *ctx, const char *stage);
    void *lap_ctx;
    struct pai_pdf_facts *facts; // filled in if not NULL
};

// The most ink in all, in percent.
static inline int32_t pai_pdf_ink_most(const struct pai_pdf_options *options) {
    return options->ink_limit > 0 ? options->ink_limit : 300;
}

// Writes the document to *out (bytes in job->arena), after preflight (preflight.h). False after
// diagnostics. Same pages, same bytes.
bool pai_pdf_make(struct pai_job *job, const struct pai_pages *pages,
                  const struct pai_pdf_options *options, struct pai_bytes *out);

#endif
