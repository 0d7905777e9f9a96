// Where things lie: layouts and fontsets by name, and the directories of fonts.
#ifndef PAI_DATA_H
#define PAI_DATA_H

#include "job.h"
#include "opts.h"

// A settings file as text, for jobs to register. It lives in the arena it was read into.
struct pai_settings {
    const char *path; // as shown in messages
    const char *text; // UTF-8, NUL-terminated
    size_t len;
};

enum pai_settings_kind { PAI_SETTINGS_LAYOUT, PAI_SETTINGS_FONTSET };

// Finds and reads NAME.yaml of its kind, or, for a layout, the path itself if it has a '/' or
// ends in .yaml or .yml. Searched: $PAIBAN_DATA, beside the program (a build tree or an
// installation), the installed place. False after a diagnostic, at `span` if it is missing.
bool pai_settings_read(struct pai_job *job, struct pai_arena *arena,
                       enum pai_settings_kind kind, const char *name, struct pai_span span,
                       struct pai_settings *out);

// The layout that file `from` extends: a name as above, or, where it has a '/' or ends in .yaml
// or .yml, a path as seen from the folder of `from`. A missing one is reported at `span`.
bool pai_settings_read_parent(struct pai_job *job, struct pai_arena *arena, const char *name,
                              const char *from, struct pai_span span, struct pai_settings *out);

// Finds and reads layouts/inks/NAME.icc in the same places; a name with a '/' or that ends in
// .icc is a path as seen from the folder of the layout file `from` (or NULL). False after a
// diagnostic at `span`.
bool pai_profile_read(struct pai_job *job, struct pai_arena *arena, const char *name,
                      const char *from, struct pai_span span, struct pai_bytes *out);

// The directories of fonts in the order of search, NULL-terminated: --font-dir, PAIBAN_FONTS,
// then those of the system unless
// --no-system-fonts.
const char *const *pai_font_dirs(struct pai_arena *arena, const struct pai_opts *opts);

#endif
