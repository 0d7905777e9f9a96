// Bulletin + layout -> pages.
#ifndef PAI_COMPOSE_H
#define PAI_COMPOSE_H

#include "doc.h"
#include "fontset.h"
#include "layout.h"
#include "page.h"

struct pai_explain;

// A question: why do the lines of this paragraph end where they do?
struct pai_ask {
    int32_t article, paragraph;  // as the dump counts them, from 0
    struct pai_explain *explain; // the answer is written there
    struct pai_text text;        // of the paragraph; len 0 if there is no such paragraph
    bool of_layout;              // complaints are about the layout: their places are there
};

// Composes the issue. Records diagnostics; returns NULL only when nothing can be placed at all.
// Lives in job->arena.
const struct pai_pages *pai_compose(struct pai_job *job, const struct pai_doc *doc,
                                    const struct pai_layout *layout, struct pai_fontset *fonts);

// The same, answering a question on the way (NULL: none).
const struct pai_pages *pai_compose_asked(struct pai_job *job, const struct pai_doc *doc,
                                          const struct pai_layout *layout,
                                          struct pai_fontset *fonts, struct pai_ask *ask);

#endif
