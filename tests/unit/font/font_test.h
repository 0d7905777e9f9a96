// What the tests of src/font share: a job over the installed fonts, and fonts in memory that a
// test may damage.
#ifndef FONT_TEST_H
#define FONT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "face.h"
#include "fontset.h"
#include "job.h"
#include "test_world.h"

struct fixture {
    struct pai_world *world;
    struct pai_arena *arena; // process lifetime
    struct pai_job *job;
};

int fixture_open(void **state);
int fixture_close(void **state);

// Opens an installed font by its base name.
struct pai_face *face_of(struct fixture *f, const char *file, uint32_t index);

// A writable copy of an installed font (in the arena).
uint8_t *font_copy(struct fixture *f, const char *file, size_t *size);

// Opens bytes as the font file `name`.
struct pai_face *face_bytes(struct fixture *f, const char *name, const void *bytes,
                            size_t size);

// Offset of the record of a table in the directory of a single font; 0 if it has none.
size_t record_of(const uint8_t *font, const char *tag);
// Offset of the table itself.
size_t table_of(const uint8_t *font, const char *tag);

// Number of diagnostics with this code in the job; the last of them in *last unless NULL.
uint32_t said(const struct pai_job *job, enum pai_code code, const struct pai_diag **last);

// Fails with the texts of all diagnostics if there are any.
void nothing_said(const struct pai_job *job);

// A minimal OpenType font with CFF outlines keyed by name: .notdef and the letters A B C, each
// a square of another size (100, 200, 300 units).
size_t named_cff_font(uint8_t out[1024]);

#endif
