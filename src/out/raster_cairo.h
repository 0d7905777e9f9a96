// cairo, found when the first picture is drawn. Between raster.c and its parts.
#ifndef PAI_RASTER_CAIRO_H
#define PAI_RASTER_CAIRO_H

#include <stdbool.h>

#include <cairo.h>

// The functions that pictures need: result, name, parameters.
#define PAI_CAIRO_FUNCTIONS(X)                                                                 \
    X(cairo_t *, create, (cairo_surface_t *))                                                  \
    X(void, destroy, (cairo_t *))                                                              \
    X(void, save, (cairo_t *))                                                                 \
    X(void, restore, (cairo_t *))                                                              \
    X(void, translate, (cairo_t *, double, double))                                            \
    X(void, scale, (cairo_t *, double, double))                                                \
    X(void, move_to, (cairo_t *, double, double))                                              \
    X(void, line_to, (cairo_t *, double, double))                                              \
    X(void, curve_to, (cairo_t *, double, double, double, double, double, double))             \
    X(void, close_path, (cairo_t *))                                                           \
    X(void, rectangle, (cairo_t *, double, double, double, double))                            \
    X(void, clip, (cairo_t *))                                                                 \
    X(void, fill, (cairo_t *))                                                                 \
    X(void, paint, (cairo_t *))                                                                \
    X(void, set_source_rgb, (cairo_t *, double, double, double))                               \
    X(void, set_source_surface, (cairo_t *, cairo_surface_t *, double, double))                \
    X(cairo_pattern_t *, get_source, (cairo_t *))                                              \
    X(void, pattern_set_filter, (cairo_pattern_t *, cairo_filter_t))                           \
    X(void, pattern_set_extend, (cairo_pattern_t *, cairo_extend_t))                           \
    X(cairo_status_t, status, (cairo_t *))                                                     \
    X(const char *, status_to_string, (cairo_status_t))                                        \
    X(cairo_surface_t *, image_surface_create_for_data,                                        \
      (unsigned char *, cairo_format_t, int, int, int))                                        \
    X(void, surface_flush, (cairo_surface_t *))                                                \
    X(void, surface_destroy, (cairo_surface_t *))

// cairo's functions without their prefix: cairo->fill(cr) is cairo_fill(cr).
struct pai_cairo {
#define PAI_CAIRO_MEMBER(result, name, parameters) result(*name) parameters;
    PAI_CAIRO_FUNCTIONS(PAI_CAIRO_MEMBER)
#undef PAI_CAIRO_MEMBER
};

// Finds them. False if there is no cairo on this machine or if it is another than it was built
// for. The library stays in memory to the end of the process, so that later calls cost nothing.
bool pai_cairo_open(struct pai_cairo *cairo);

#endif
