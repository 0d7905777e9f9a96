// What a layout says about a page, drawn over it: type area, rows and cells, baselines, the
// blocks and their names.
#ifndef PAI_OVERLAY_H
#define PAI_OVERLAY_H

#include "fontset.h"
#include "layout.h"
#include "page.h"

// The pages with the drawing as further items: the grid below the text, frames and names above
// it, all of them artifacts in inks of their own ("show-grid" …). Nothing else of a page
// changes. NULL after a diagnostic if there is no face for the names. Lives in job->arena.
const struct pai_pages *pai_overlay_make(struct pai_job *job, const struct pai_pages *pages,
                                         const struct pai_layout *layout,
                                         struct pai_fontset *fonts);

#endif
