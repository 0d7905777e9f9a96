// Reading and writing through the world, with the failures said.
#ifndef PAI_FILES_H
#define PAI_FILES_H

#include "job.h"
#include "world.h"

// How standard input is called in messages.
#define PAI_STDIN_NAME "<stdin>"

// Records why `path` could not be read. limit is in bytes, for PAI_IO_TOO_LARGE.
void pai_read_failed(struct pai_job *job, enum pai_io io, const char *path, int error,
                     size_t limit);

// Records why `path` could not be written.
void pai_write_failed(struct pai_job *job, enum pai_io io, const char *path, int error);

// Writes bytes to path ("-": standard output). False after a diagnostic.
bool pai_file_write(struct pai_job *job, const char *path, struct pai_bytes bytes);

// The same of what `fill` makes piece by piece (pai_world_pour).
bool pai_file_pour(struct pai_job *job, const char *path,
                   void (*fill)(void *ctx, struct pai_world_sink *sink), void *ctx);

#endif
