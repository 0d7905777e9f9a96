// Growing arrays in an arena. Declare with PAI_VEC(type) { type *v; uint32_t n, cap; }; growth
// copies into a new arena block (the old one is reclaimed with the arena).
#ifndef PAI_VEC_H
#define PAI_VEC_H

#include "arena.h"

#include <stdint.h>

#define PAI_VEC(type)                                                                          \
    struct {                                                                                   \
        type *v;                                                                               \
        uint32_t n, cap;                                                                       \
    }

// Returns an array with room for at least one more element than n; *cap is updated.
void *pai_vec_grow(struct pai_arena *arena, void *v, uint32_t n, uint32_t *cap, size_t size);

// Makes room for exactly so many more elements, where their number is known: growing step by
// step leaves as much behind as it takes.
#define PAI_VEC_RESERVE(arena, vec, more)                                                      \
    ((vec)->v =                                                                                \
         pai_vec_reserve((arena), (vec)->v, (vec)->n, &(vec)->cap, (more), sizeof *(vec)->v))
void *pai_vec_reserve(struct pai_arena *arena, void *v, uint32_t n, uint32_t *cap, size_t more,
                      size_t size);

// Appends a zeroed element and gives its address (valid until the next append).
#define PAI_VEC_ADD(arena, vec)                                                                \
    ((vec)->n == (vec)->cap ? (void)((vec)->v = pai_vec_grow((arena), (vec)->v, (vec)->n,      \
                                                             &(vec)->cap, sizeof *(vec)->v))   \
                            : (void)0,                                                         \
     &(vec)->v[(vec)->n++])

// Appends a value.
#define PAI_VEC_PUT(arena, vec, value) (*(PAI_VEC_ADD((arena), (vec))) = (value))

#endif
