// In: nothing. Out: cairo's functions. Promised: all of them or none.
//
// A linked cairo would be loaded at each start, with the fourteen libraries that it brings (X11
// among them): 2 of the 4 ms that an issue without pictures took before its first line was
// read.
#include "raster_cairo.h"

#include <dlfcn.h>
#include <string.h>

// As the header that this was compiled with promises it.
#define LIBRARY "libcairo.so.2"

// POSIX lets a pointer to a function pass through one to an object; ISO C has no cast for it.
static bool find(void *library, const char *name, void *function) {
    void *found = dlsym(library, name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

// The table is what cairo's header says.
#define AS_DECLARED(result, name, parameters)                                                  \
    _Static_assert(_Generic(&cairo_##name, result(*) parameters : 1, default : 0), #name);
PAI_CAIRO_FUNCTIONS(AS_DECLARED)
#undef AS_DECLARED

bool pai_cairo_open(struct pai_cairo *cairo) {
    void *library = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
    if (library == NULL) {
        return false;
    }
    bool all = true;
#define FIND(result, name, parameters) all = find(library, "cairo_" #name, &cairo->name) && all;
    PAI_CAIRO_FUNCTIONS(FIND)
#undef FIND
    dlclose(library); // only counted: RTLD_NODELETE
    return all;
}
