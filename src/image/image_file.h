// Between the files of src/image. Nobody outside includes this.
#ifndef PAI_IMAGE_FILE_H
#define PAI_IMAGE_FILE_H

#include "image_read.h"
#include "image_samples.h"

// What is wrong with a file; zh NULL: nothing.
struct pai_image_fault {
    enum pai_code code;
    const char *zh, *en;
};

// Read the header of a file into *image (bytes set). False with a fault.
bool pai_jpeg_header(struct pai_job *job, struct pai_image *image,
                     struct pai_image_fault *fault);
bool pai_png_header(struct pai_job *job, struct pai_image *image,
                    struct pai_image_fault *fault);

// Decode everything, to see that it is whole; tells image->ink. False with a fault; true with a
// fault that is only to be told.
bool pai_jpeg_verify(struct pai_job *job, struct pai_image *image,
                     struct pai_image_fault *fault);
bool pai_png_verify(struct pai_job *job, const struct pai_image *image,
                    struct pai_image_fault *fault);

bool pai_jpeg_samples(struct pai_arena *arena, const struct pai_image *image,
                      struct pai_samples *out);
bool pai_png_samples(struct pai_arena *arena, const struct pai_image *image,
                     struct pai_samples *out);

static inline uint32_t pai_be16(const uint8_t *s) {
    return (uint32_t)s[0] << 8 | s[1];
}

static inline uint32_t pai_be32(const uint8_t *s) {
    return pai_be16(s) << 16 | pai_be16(s + 2);
}

#endif
