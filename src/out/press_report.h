// What a print shop and whoever signs for an issue want to know of it, beside the PDF.
#ifndef PAI_PRESS_REPORT_H
#define PAI_PRESS_REPORT_H

#include "buf.h"
#include "preflight.h"

struct pai_press_report {
    struct pai_job *job;            // whose places the diagnostics have
    const char *input, *output;     // output NULL: no PDF was written
    const struct pai_pages *pages;  // as composed; NULL: it did not get so far
    const struct pai_pages *sheets; // as printed; NULL: not so far
    const struct pai_pdf_options *options;
    const struct pai_pdf_facts *facts;
    const struct pai_diag *const *diags; // in the order in which they are shown
    uint32_t diag_count;
    bool strict; // warnings count as errors
    bool zh;     // language of the page for people
};

// The report as one JSON object, in both languages (README, paiban(1)).
void pai_press_json(const struct pai_press_report *report, struct pai_buf *out);

// The same as one HTML page that needs no other file.
void pai_press_html(const struct pai_press_report *report, struct pai_buf *out);

#endif
