// Between the files of preflight: the tests of the rules. False: broken; f->detail may say by
// what.
#ifndef PAI_PREFLIGHT_PRIV_H
#define PAI_PREFLIGHT_PRIV_H

#include "preflight.h"

struct pai_preflight {
    struct pai_job *job;
    const struct pai_pages *pages;
    const struct pai_pdf_options *options;
    const char *detail;        // of a broken rule, for its message
    const char *limit;         // the same
    const struct pai_ink *ink; // known to be good
    // Of the page being looked at:
    const struct pai_page *page;
    uint32_t leaves;    // open elements that may hold text
    uint32_t artifacts; // open
    uint32_t links;     // 1: the innermost element is a link
};

// ---- preflight_file.c ----
bool pai_preflight_profile_fits(struct pai_preflight *f);
bool pai_preflight_title(struct pai_preflight *f);
bool pai_preflight_language(struct pai_preflight *f);
bool pai_preflight_boxes_nest(struct pai_preflight *f, const struct pai_page *page);
bool pai_preflight_tags_pair(struct pai_preflight *f, const struct pai_page *page);

// ---- preflight_text.c ----
bool pai_preflight_tagged(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_may_embed(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_glyphs(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_readable(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_link(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_large_enough(struct pai_preflight *f, const struct pai_item *item);

// ---- preflight_ink.c ----
bool pai_preflight_process(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_plates(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_unprinted(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_marks_apart(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_plain_black(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_dry(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_thick_enough(struct pai_preflight *f, const struct pai_item *item);

// ---- preflight_image.c ----
enum { PAI_DPI_WANTED = 299, PAI_DPI_LEAST = 150 }; // 300, but for what rounding took
bool pai_preflight_fine(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_not_coarse(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_few_plates(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_picture_dry(struct pai_preflight *f, const struct pai_item *item);
bool pai_preflight_alt(struct pai_preflight *f, const struct pai_item *item);

#endif
