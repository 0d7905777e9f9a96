// A picture file -> pai_image: looked at from end to end, so that what passes here can be
// printed.
#ifndef PAI_IMAGE_READ_H
#define PAI_IMAGE_READ_H

#include "image.h"
#include "job.h"

enum {
    PAI_IMAGE_MOST_BYTES = 64 * 1024 * 1024, // of a file
    PAI_IMAGE_MOST_SIDE = 30000,             // samples
    PAI_IMAGE_MOST_AREA = 40 * 1000 * 1000,  // samples: A4 at 600 dpi is 35 million
    PAI_IMAGE_MOST_ICC = 4 * 1024 * 1024,    // bytes of a profile within
};

// Reads the file at `path` through the world. `name` is what messages call it, `span` who asked
// for it. NULL after an error: not there, not a JPEG or PNG, damaged, cut short, larger than
// the limits. Lives in job->arena.
const struct pai_image *pai_image_read(struct pai_job *job, const char *path, const char *name,
                                       struct pai_span span);

// The same for bytes that live as long as the job.
const struct pai_image *pai_image_parse(struct pai_job *job, struct pai_bytes bytes,
                                        const char *name, struct pai_span span);

#endif
