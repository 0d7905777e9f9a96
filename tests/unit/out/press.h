// Small page lists made by hand from real faces, and the outside tools that judge what becomes
// of them.
#ifndef PRESS_H
#define PRESS_H

#include "face.h"
#include "job.h"
#include "page.h"
#include "pdf.h"
#include "vec.h"

#include <stdbool.h>
#include <stddef.h>

enum press_face { FANG, NOTO, LATIN, RARE, PRESS_FACES };

// A press: a job, faces opened when first asked for, pages under construction, a directory for
// files.
struct press {
    struct pai_world *world;
    struct pai_arena *process;
    struct pai_job *job;
    struct pai_face *face[PRESS_FACES];
    PAI_VEC(struct pai_page) pages;
    PAI_VEC(struct pai_item) items; // of the page under construction
    PAI_VEC(struct pai_page_line) lines;
    struct pai_page page;
    struct pai_pages facts;
    unsigned claims; // none at first
    const struct pai_pdf_profile *profile;
    char *dir;
};

extern const struct pai_ink press_black, press_red;

struct press *press_open(void);
void press_close(struct press *press);
const struct pai_face *press_face(struct press *press, enum press_face which);

// The profile that comes with the program.
const struct pai_pdf_profile *press_profile(struct press *press);

// A4 without bleed.
void press_page(struct press *press);
void press_page_end(struct press *press);

// Sets text from x on the baseline y (pt), one glyph for each character.
struct pai_item *press_set(struct press *press, enum press_face which, int x, int y,
                           pai_len size, const char *text, const struct pai_ink *ink);

// Glyphs as given.
struct pai_item *press_put(struct press *press, enum press_face which, pai_len size,
                           const char *text, const struct pai_put *v, uint32_t n);
struct pai_item *press_rule(struct press *press, struct pai_rule rule,
                            const struct pai_ink *ink);
struct pai_item *press_tag(struct press *press, enum pai_tag tag);

// A line of text in an element: `id` for one that has parts elsewhere, `level` of a heading.
void press_part(struct press *press, enum pai_tag tag, uint32_t id, int level,
                const char *text);

// Makes the PDF; false with diagnostics.
bool press_pdf(struct press *press, struct pai_bytes *out);

// Makes the PDF, which must succeed, and writes it to `dir`/name.
struct pai_bytes press_file(struct press *press, const char *name);

// What a command prints on both outputs (at most 1 MB); `%s` in the command is the press's
// directory. *status (or NULL) is its exit status. NUL-terminated; freed with free().
char *press_run(struct press *press, const char *command, int *status);

#endif
