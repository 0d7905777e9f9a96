// Results of the world -> diagnostics 092x and 093x. Promise: every way in which a file can
// fail has its own sentence; errno's English text appears only where none fits.
#include "files.h"

#include <string.h>

enum { MB = 1024 * 1024 };

void pai_read_failed(struct pai_job *job, enum pai_io io, const char *path, int error,
                     size_t limit) {
    enum pai_code code = PAI_D_READ_FAILED;
    const char *detail = NULL;
    switch (io) {
    case PAI_IO_MISSING:
        code = PAI_D_READ_MISSING;
        break;
    case PAI_IO_DIRECTORY:
        code = PAI_D_READ_NOT_FILE;
        break;
    case PAI_IO_DENIED:
        code = PAI_D_READ_DENIED;
        break;
    case PAI_IO_TOO_LARGE:
        code = PAI_D_READ_TOO_LARGE;
        detail = pai_arena_fmt(job->arena, "%zu", limit / MB);
        break;
    case PAI_IO_OK:
    case PAI_IO_FULL:
    case PAI_IO_OTHER:
        detail = strerror(error);
        break;
    }
    pai_diag(job, code, PAI_NO_SPAN, path, detail, NULL);
}

void pai_write_failed(struct pai_job *job, enum pai_io io, const char *path, int error) {
    enum pai_code code = PAI_D_WRITE_FAILED;
    switch (io) {
    case PAI_IO_MISSING:
        code = PAI_D_WRITE_MISSING;
        break;
    case PAI_IO_DIRECTORY:
        code = PAI_D_WRITE_NOT_FILE;
        break;
    case PAI_IO_DENIED:
        code = PAI_D_WRITE_DENIED;
        break;
    case PAI_IO_FULL:
        code = PAI_D_WRITE_FULL;
        break;
    case PAI_IO_OK:
    case PAI_IO_TOO_LARGE:
    case PAI_IO_OTHER:
        break;
    }
    pai_diag(job, code, PAI_NO_SPAN, path, code == PAI_D_WRITE_FAILED ? strerror(error) : NULL,
             NULL);
}

static bool written(struct pai_job *job, enum pai_io io, const char *path, int error) {
    if (io != PAI_IO_OK && strcmp(path, "-") == 0) {
        pai_diag(job, PAI_D_STDOUT_FAILED, PAI_NO_SPAN, strerror(error), NULL);
    } else if (io != PAI_IO_OK) {
        pai_write_failed(job, io, path, error);
    }
    return io == PAI_IO_OK;
}

bool pai_file_write(struct pai_job *job, const char *path, struct pai_bytes bytes) {
    int error = 0;
    enum pai_io io = job->world->write(job->world->ctx, path, bytes, &error);
    return written(job, io, path, error);
}

bool pai_file_pour(struct pai_job *job, const char *path,
                   void (*fill)(void *ctx, struct pai_world_sink *sink), void *ctx) {
    int error = 0;
    enum pai_io io = pai_world_pour(job->world, path, fill, ctx, &error);
    return written(job, io, path, error);
}
