// A world that notes what is read through it: the files and one hash over their contents.
#ifndef PAI_BATCH_NOTING_H
#define PAI_BATCH_NOTING_H

#include "sha256.h"
#include "vec.h"
#include "world.h"

struct pai_noting {
    struct pai_world world, *real;
    struct pai_sha256 sum;
    struct pai_arena *arena;     // of the list
    PAI_VEC(const char *) reads; // in order; a file that could not be read is among them
};

// Puts a noting world before `real`, which must outlive it.
struct pai_world *pai_noting_open(struct pai_noting *n, struct pai_world *real,
                                  struct pai_arena *arena);

// Forgets what was noted.
void pai_noting_clear(struct pai_noting *n, struct pai_arena *arena);

// Adds a number to a hash, in the same bytes on any machine.
void pai_noting_number(struct pai_sha256 *sum, uint64_t number);

#endif
