// In: sizes. Out: memory of one lifetime, zeroed unless asked otherwise, aligned for any type.
// Promised: never NULL; blocks do not move; one call frees everything. Under AddressSanitizer
// each block is fenced, so that a read behind its end is caught although the chunk goes on.
#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FENCED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define FENCED 1
#endif

#ifdef FENCED
#include <sanitizer/asan_interface.h>
#define FENCE 16u
#else
#define FENCE                             0u
#define ASAN_POISON_MEMORY_REGION(p, n)   ((void)0)
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)0)
#endif

#define CHUNK ((size_t)64 * 1024)
#define ALIGN (_Alignof(max_align_t))

struct chunk {
    struct chunk *next;
    size_t size, used; // bytes of data
    _Alignas(max_align_t) unsigned char data[];
};

struct pai_arena {
    struct chunk
        *first; // small blocks are cut from this one; the others are full or one big block
    size_t used;
    void (*no_memory)(void);
};

static void out_of_memory(void (*no_memory)(void)) {
    if (no_memory != NULL) {
        no_memory();
    }
    abort(); // the hook must not return
}

static struct chunk *chunk_make(struct pai_arena *arena, size_t size) {
    struct chunk *chunk = malloc(sizeof *chunk + size);
    if (chunk == NULL) {
        out_of_memory(arena->no_memory);
    }
    chunk->next = NULL;
    chunk->size = size;
    chunk->used = 0;
    ASAN_POISON_MEMORY_REGION(chunk->data, size);
    return chunk;
}

struct pai_arena *pai_arena_open(void (*no_memory)(void)) {
    struct pai_arena *arena = malloc(sizeof *arena);
    if (arena == NULL) {
        out_of_memory(no_memory);
    }
    arena->first = NULL;
    arena->used = 0;
    arena->no_memory = no_memory;
    return arena;
}

static void chunks_free(struct chunk *chunk) {
    while (chunk != NULL) {
        struct chunk *next = chunk->next;
        ASAN_UNPOISON_MEMORY_REGION(chunk->data, chunk->size);
        free(chunk);
        chunk = next;
    }
}

void pai_arena_close(struct pai_arena *arena) {
    if (arena != NULL) {
        chunks_free(arena->first);
        free(arena);
    }
}

void pai_arena_reset(struct pai_arena *arena) {
    arena->used = 0;
    // Keeping a big block would pin the memory of the largest job for the life of the arena.
    struct chunk **at = &arena->first;
    while (*at != NULL && (*at)->size != CHUNK) {
        at = &(*at)->next;
    }
    struct chunk *keep = *at;
    if (keep != NULL) {
        *at = keep->next;
        keep->next = NULL;
        keep->used = 0;
        ASAN_POISON_MEMORY_REGION(keep->data, keep->size);
    }
    chunks_free(arena->first);
    arena->first = keep;
}

// What a block takes of its chunk. Distinct blocks have distinct addresses.
static size_t whole_of(const struct pai_arena *arena, size_t size) {
    if (size > SIZE_MAX / 2) {
        out_of_memory(arena->no_memory);
    }
    size_t whole = (size + FENCE + ALIGN - 1) / ALIGN * ALIGN;
    return whole == 0 ? ALIGN : whole;
}

void *pai_arena_raw(struct pai_arena *arena, size_t size) {
    size_t whole = whole_of(arena, size);
    struct chunk *chunk = arena->first;
    if (whole > CHUNK / 4 && (chunk == NULL || whole > chunk->size - chunk->used)) {
        struct chunk *big = chunk_make(arena, whole);
        if (chunk == NULL) {
            arena->first = big;
        } else { // behind the first, which has room left
            big->next = chunk->next;
            chunk->next = big;
        }
        chunk = big;
    } else if (chunk == NULL || whole > chunk->size - chunk->used) {
        chunk = chunk_make(arena, CHUNK);
        chunk->next = arena->first;
        arena->first = chunk;
    }
    unsigned char *p = chunk->data + chunk->used;
    chunk->used += whole;
    arena->used += size;
    ASAN_UNPOISON_MEMORY_REGION(p, size);
    return p;
}

void *pai_arena_alloc(struct pai_arena *arena, size_t size) {
    return memset(pai_arena_raw(arena, size), 0, size);
}

void *pai_arena_grow(struct pai_arena *arena, void *p, size_t old, size_t size) {
    size_t before = whole_of(arena, old), more = whole_of(arena, size) - before;
    struct chunk *chunk = arena->first;
    if (p != NULL && chunk != NULL && more <= chunk->size - chunk->used &&
        (unsigned char *)p + before == chunk->data + chunk->used) {
        chunk->used += more;
        arena->used += size - old;
        ASAN_UNPOISON_MEMORY_REGION(p, size);
        return p;
    }
    void *grown = pai_arena_raw(arena, size);
    if (old != 0) {
        memcpy(grown, p, old);
    }
    return grown;
}

void *pai_arena_array(struct pai_arena *arena, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size) {
        out_of_memory(arena->no_memory);
    }
    return pai_arena_alloc(arena, count * size);
}

char *pai_arena_str(struct pai_arena *arena, const char *s, size_t len) {
    if (len == SIZE_MAX) {
        out_of_memory(arena->no_memory);
    }
    char *copy = pai_arena_alloc(arena, len + 1);
    if (len != 0) {
        memcpy(copy, s, len);
    }
    return copy;
}

char *pai_arena_fmt(struct pai_arena *arena, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    size_t len = n < 0 ? 0 : (size_t)n;
    char *s = pai_arena_alloc(arena, len + 1);
    if (n > 0) {
        vsnprintf(s, len + 1, format, again);
    }
    va_end(again);
    return s;
}

size_t pai_arena_used(const struct pai_arena *arena) {
    return arena->used;
}
