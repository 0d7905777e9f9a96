// In: an array in an arena that is full. Out: a larger copy. Promised: amortised constant time
// per element.
#include "vec.h"

#include <stdbool.h>
#include <string.h>

void *pai_vec_grow(struct pai_arena *arena, void *v, uint32_t n, uint32_t *cap, size_t size) {
    uint32_t more = n < 8 ? 8 : n <= UINT32_MAX / 2 ? n * 2 : UINT32_MAX;
    // Indexes are 32 bits wide; an array that has used them all counts as no memory.
    bool fits = n < UINT32_MAX && more <= SIZE_MAX / size;
    char *grown = pai_arena_grow(arena, v, n * size, fits ? more * size : SIZE_MAX);
    memset(grown + n * size, 0, (more - n) * size);
    *cap = more;
    return grown;
}

void *pai_vec_reserve(struct pai_arena *arena, void *v, uint32_t n, uint32_t *cap, size_t more,
                      size_t size) {
    if (more <= *cap - n || more > UINT32_MAX - n) {
        return v; // the second is for the next append to refuse
    }
    *cap = n + (uint32_t)more;
    void *grown = pai_arena_array(arena, *cap, size);
    if (n != 0) {
        memcpy(grown, v, n * size);
    }
    return grown;
}
