// The manual of layout files, written from the schema.
#ifndef PAI_LAYOUT_DOC_H
#define PAI_LAYOUT_DOC_H

#include "buf.h"

#include <stdbool.h>

// Appends the manual in Markdown, in Chinese or English. layouts/README.md is the Chinese one
// followed by the English one.
void pai_layout_doc(struct pai_buf *out, bool zh);

#endif
