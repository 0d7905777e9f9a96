// layout show and layout diff: what a layout does, as a picture and as a list.
#ifndef PAI_LAYOUT_SEE_H
#define PAI_LAYOUT_SEE_H

#include "opts.h"
#include "report.h"

// One input with the layout drawn over its pages, into a .pdf or .png file.
void pai_layout_show(const struct pai_opts *opts, struct pai_report *report);

// One input in two layouts: which lines move, on standard output; pictures of both over each
// other into the directory of -o.
void pai_layout_diff(const struct pai_opts *opts, struct pai_report *report);

#endif
