// Pages -> pictures: the proof on a screen.
#ifndef PAI_RASTER_H
#define PAI_RASTER_H

#include "page.h"
#include "pixels.h"

enum { PAI_RASTER_DPI_LEAST = 10, PAI_RASTER_DPI_MOST = 600 };

// Draws the media box of a page on white. The picture lives in `arena`. False after a
// diagnostic (too large, or a build without cairo). Same page, same pixels.
bool pai_raster_page(struct pai_job *job, struct pai_arena *arena, const struct pai_page *page,
                     uint32_t dpi, struct pai_pixels *out);

// An ink as it looks on a screen: 0xRRGGBB of sRGB.
uint32_t pai_raster_rgb(const struct pai_ink *ink);

#endif
