// A hash map from byte strings or integers to pointers, in an arena; keys are copied. Iteration
// is in order of insertion, so that nothing depends on hash values.
#ifndef PAI_MAP_H
#define PAI_MAP_H

#include "arena.h"

#include <stddef.h>
#include <stdint.h>

struct pai_map;

struct pai_map *pai_map_make(struct pai_arena *arena);

// The value put under the key, or NULL.
void *pai_map_find(const struct pai_map *map, const void *key, size_t len);
void *pai_map_find_int(const struct pai_map *map, uint64_t key);

// Puts or replaces. value must not be NULL.
void pai_map_put(struct pai_map *map, const void *key, size_t len, void *value);
void pai_map_put_int(struct pai_map *map, uint64_t key, void *value);

size_t pai_map_count(const struct pai_map *map);

// The i-th entry in order of insertion; *key and *len (may be NULL) describe its key.
void *pai_map_at(const struct pai_map *map, size_t i, const void **key, size_t *len);

#endif
