// A picture file that was read and found whole: what it holds and what it says of itself.
// src/image makes it, pages place it, back ends draw it; nobody changes it.
#ifndef PAI_IMAGE_H
#define PAI_IMAGE_H

#include "span.h"
#include "world.h"

enum pai_image_kind { PAI_IMAGE_JPEG, PAI_IMAGE_PNG };

enum pai_image_space { PAI_IMAGE_GREY, PAI_IMAGE_RGB, PAI_IMAGE_CMYK };

struct pai_image {
    enum pai_image_kind kind;
    enum pai_image_space space; // of what the file shows; a palette is RGB
    uint32_t width, height;     // samples, as they are stored
    uint8_t components;         // as they are stored, alpha counted, a palette is 1
    uint8_t bits;               // of a component: 1, 2, 4, 8, 16
    bool palette, alpha, interlaced;
    bool direct;   // its packed samples can be written into a PDF as they are
    bool inverted; // CMYK with 0 for full ink (Adobe's JPEG)
    uint16_t ink;  // CMYK: the most of all four together, in percent, of about 8 x 8 samples
    uint8_t turn;  // how to turn it upright: 1 … 8 as Exif has it, 1: as it is
    // Samples to 100 inches (300 dpi: 30000) across and down when it stands upright; 0 if the
    // file does not say.
    uint32_t dpi_x, dpi_y;
    struct pai_bytes bytes; // the file; lives as long as the job
    struct pai_bytes icc;   // the profile in it, size 0 if there is none that fits
    uint8_t sha256[32];     // of the file
    const char *name;       // as the bulletin or the layout calls it
    struct pai_span span;   // where it does
};

// Samples across and down when it stands upright: turns 5 … 8 lie on their side.
static inline uint32_t pai_image_across(const struct pai_image *image) {
    return image->turn > 4 ? image->height : image->width;
}

static inline uint32_t pai_image_down(const struct pai_image *image) {
    return image->turn > 4 ? image->width : image->height;
}

#endif
