// A place where libyaml gave up, told in the words of someone who edits a layout.
#ifndef PAI_LAYOUT_SYNTAX_H
#define PAI_LAYOUT_SYNTAX_H

#include "job.h"

#include <stdbool.h>

struct pai_syntax_error {
    struct pai_job *job;
    uint32_t file;
    const char *problem, *context;   // libyaml's words; "" if none
    uint32_t offset, context_offset; // in bytes
    bool unreadable;                 // a character that YAML does not allow
};

// Records the diagnostic that fits, at the place where the mistake is rather than where it was
// noticed.
void pai_syntax_report(const struct pai_syntax_error *e);

#endif
