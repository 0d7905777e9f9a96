// Stands in for raster.c in a build without cairo (meson -Draster=disabled). Promised: asking
// for a picture is an error that says why.
#include "raster.h"

bool pai_raster_page(struct pai_job *job, struct pai_arena *arena, const struct pai_page *page,
                     uint32_t dpi, struct pai_pixels *out) {
    (void)arena, (void)page, (void)dpi, (void)out;
    pai_diag(job, PAI_D_RASTER_NONE, PAI_NO_SPAN, NULL);
    return false;
}
