// Bulletin + layout -> pages.
#ifndef PAI_COMPOSE_H
#define PAI_COMPOSE_H

#include "doc.h"
#include "fontset.h"
#include "layout.h"
#include "page.h"

// Composes the issue. Records diagnostics; returns NULL only when nothing can be placed at all.
// Lives in job->arena.
const struct pai_pages *pai_compose(struct pai_job *job, const struct pai_doc *doc,
                                    const struct pai_layout *layout, struct pai_fontset *fonts);

#endif
