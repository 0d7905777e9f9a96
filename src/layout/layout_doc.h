// The manual of layout files, written from the schema.
#ifndef PAI_LAYOUT_DOC_H
#define PAI_LAYOUT_DOC_H

#include "buf.h"

#include <stdbool.h>

// Appends the manual in Markdown, in Chinese or English. layouts/README.md is the Chinese one
// followed by the English one.
void pai_layout_doc(struct pai_buf *out, bool zh);

// Appends it as text for a terminal of 80 columns: all of it, or (only not NULL) the group or
// the keys of that name. False if there is none.
bool pai_layout_doc_text(struct pai_buf *out, bool zh, const char *only);

// Appends it as a manual page, paiban-layout(5), in man macros.
void pai_layout_doc_man(struct pai_buf *out, bool zh);

// Appends a JSON Schema (draft-07) for editors that check YAML as it is typed.
void pai_layout_doc_json(struct pai_buf *out);

#endif
