// Between raster.c and raster_image.c. Nobody else includes this.
#ifndef PAI_RASTER_IMAGE_H
#define PAI_RASTER_IMAGE_H

#include "page.h"
#include "raster_cairo.h"

// Draws an image into a rectangle, in the units of cr. The source of cr is another afterwards.
void pai_raster_image(const struct pai_cairo *cairo, cairo_t *cr,
                      const struct pai_picture *picture, double x, double y, double width,
                      double height);

#endif
