// A world in memory for tests: what it holds is what the test put in; what is written is kept
// to be looked at. Files and fonts the test did not name come from the real world only through
// `font` and `map` (installed fonts); `read` and `write` never touch the disk.
//
// Link with test_world_lib and add test_inc, base_inc to the include directories.
#ifndef TEST_WORLD_H
#define TEST_WORLD_H

#include "world.h"

#include <stdbool.h>
#include <stddef.h>

// A world in which nothing is but the installed fonts. Close it with test_world_close.
struct pai_world *test_world_open(void);
void test_world_close(struct pai_world *world);

// A world with one text file (the usual case).
struct pai_world *test_world(const char *path, const char *text);

// Puts a file (bytes are copied); a second call replaces it.
void test_world_file(struct pai_world *world, const char *path, const void *bytes, size_t size);
void test_world_text(struct pai_world *world, const char *path, const char *text);

// Says where the font file of this base name lies: a path put by test_world_file or a real one.
// path NULL: this font is not installed.
void test_world_font(struct pai_world *world, const char *file, const char *path);

// From now on no font is found but those named by test_world_font.
void test_world_no_installed_fonts(struct pai_world *world);

// From now on reading, mapping or writing this path fails so.
void test_world_fail(struct pai_world *world, const char *path, enum pai_io io, int error);

// What was last written to the path (NUL-terminated behind its size), or NULL. "-" is standard
// output. Lent until the next write or the close.
const struct pai_bytes *test_world_written(const struct pai_world *world, const char *path);

// How many successful writes there were, and how many reads are not released yet.
size_t test_world_writes(const struct pai_world *world);
size_t test_world_unreleased(const struct pai_world *world);

#endif
