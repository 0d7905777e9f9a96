// One diagnostic in one of three forms (design 5).
#ifndef PAI_DIAG_PRINT_H
#define PAI_DIAG_PRINT_H

#include "app.h"
#include "buf.h"
#include "job.h"

// How a diagnostic is shown: `level` after --strict; `file` for one without a place (NULL: the
// program's name).
struct pai_diag_form {
    enum pai_format format;
    enum pai_ui ui;
    bool strict;
    const char *file;
};

// The level that counts: --strict lifts warnings, system errors are errors.
enum pai_level pai_diag_level(const struct pai_diag_form *form, const struct pai_diag *diag);

// Its name for people.
const char *pai_diag_level_word(enum pai_level level, enum pai_ui ui);

// Appends one diagnostic. place NULL: it has none.
void pai_diag_print(struct pai_buf *out, const struct pai_diag_form *form,
                    const struct pai_diag *diag, const struct pai_place *place);

#endif
