// The rules that a page list must keep before it becomes a file that claims anything.
#ifndef PAI_PREFLIGHT_H
#define PAI_PREFLIGHT_H

#include "pdf.h"

struct pai_preflight;

// A rule. Its code's row in diag.def says the level, what is told when it is broken, and what
// to do. One of the three tests is there; false: broken.
struct pai_preflight_rule {
    enum pai_code code;
    unsigned claims; // of enum pai_claim: those that ask for it
    const char *clause;
    const char *zh, *en; // what must be so
    bool (*document)(struct pai_preflight *f);
    bool (*page)(struct pai_preflight *f, const struct pai_page *page);
    bool (*item)(struct pai_preflight *f, const struct pai_item *item);
};

// Samples to an inch on paper, the coarser way.
uint32_t pai_picture_dpi(const struct pai_picture *p);

extern const struct pai_preflight_rule pai_preflight_rules[];
extern const size_t pai_preflight_count;

// Tests the rules that the claims of the options ask for; a broken one is recorded once for
// each page. broken (or NULL) has room for pai_preflight_count numbers: on how many pages each
// rule is broken. False if a rule whose level is an error is broken.
bool pai_preflight(struct pai_job *job, const struct pai_pages *pages,
                   const struct pai_pdf_options *options, uint32_t *broken);

#endif
