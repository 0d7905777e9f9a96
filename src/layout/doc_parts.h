// What the manuals in their several forms share.
#ifndef PAI_LAYOUT_DOC_PARTS_H
#define PAI_LAYOUT_DOC_PARTS_H

#include "schema.h"

// A text in both languages.
struct pai_both {
    const char *zh, *en;
};

// A type's name for people: 长度, length.
const char *pai_layout_type_name(enum pai_key_type type, bool zh);

// A layout that shows blocks: YAML, whole lines.
const char *pai_layout_example(void);

#endif
