// Arenas: memory of one lifetime (process, job, scratch), freed by one call. Allocation never
// returns NULL: when memory is exhausted the arena calls its `no_memory` hook, which must not
// return (the application ends the process with exit code 3; nothing half-written remains
// because output is renamed into place).
#ifndef PAI_ARENA_H
#define PAI_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct pai_arena;

// Makes an empty arena. `no_memory` NULL means abort(). The caller closes it.
struct pai_arena *pai_arena_open(void (*no_memory)(void));

// Frees the arena and all that was made in it. NULL is fine.
void pai_arena_close(struct pai_arena *arena);

// Forgets all allocations but keeps one chunk for reuse.
void pai_arena_reset(struct pai_arena *arena);

// Zeroed memory, aligned for any type. Size 0 gives a valid pointer.
void *pai_arena_alloc(struct pai_arena *arena, size_t size);

// The same, but not zeroed: for what is filled at once, and is large.
void *pai_arena_raw(struct pai_arena *arena, size_t size);

// A block of `size` bytes (more than `old`) that begins with the `old` bytes of block p, which
// was made with that size (NULL: 0): p itself if nothing was made behind it and there is room.
// What follows is not zeroed.
void *pai_arena_grow(struct pai_arena *arena, void *p, size_t old, size_t size);

// count * size zeroed bytes, overflow-checked (overflow counts as no memory).
void *pai_arena_array(struct pai_arena *arena, size_t count, size_t size);

// A NUL-terminated copy of len bytes.
char *pai_arena_str(struct pai_arena *arena, const char *s, size_t len);

// A formatted string (printf conversions, C locale digits: only %s %d %u %zu %x %c %%).
char *pai_arena_fmt(struct pai_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));

// Bytes handed out so far; for benchmarks.
size_t pai_arena_used(const struct pai_arena *arena);

#define PAI_NEW(arena, type)      ((type *)pai_arena_alloc((arena), sizeof(type)))
#define PAI_NEW_N(arena, type, n) ((type *)pai_arena_array((arena), (n), sizeof(type)))

#endif
