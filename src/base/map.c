// In: keys and pointers. Out: the pointer put under a key. Promised: keys are copied, iteration
// is in order of insertion, a byte key never meets an integer key.
#include "map.h"

#include "vec.h"

#include <stdbool.h>
#include <string.h>

struct entry {
    const void *key;
    size_t len;
    uint64_t hash;
    void *value;
    bool is_int;
};

struct pai_map {
    struct pai_arena *arena;
    PAI_VEC(struct entry) entries;
    uint32_t *slots; // index of an entry + 1, 0 if free; open addressing
    uint32_t mask;   // slots - 1, a power of two - 1
};

// FNV-1a with the finisher of MurmurHash3, since the low bits choose the slot.
static uint64_t hash_of(const void *key, size_t len) {
    const unsigned char *p = key;
    uint64_t h = 0xCBF29CE484222325u;
    for (size_t i = 0; i < len; i++) {
        h = (h ^ p[i]) * 0x100000001B3u;
    }
    h ^= h >> 33;
    h *= 0xFF51AFD7ED558CCDu;
    h ^= h >> 33;
    return h;
}

struct pai_map *pai_map_make(struct pai_arena *arena) {
    struct pai_map *map = PAI_NEW(arena, struct pai_map);
    map->arena = arena;
    map->mask = 15;
    map->slots = PAI_NEW_N(arena, uint32_t, map->mask + 1);
    return map;
}

// The slot of the key, or the free slot where it belongs. There is always a free one.
static uint32_t slot_of(const struct pai_map *map, const void *key, size_t len, uint64_t hash,
                        bool is_int) {
    uint32_t slot = (uint32_t)hash & map->mask;
    while (map->slots[slot] != 0) {
        const struct entry *entry = &map->entries.v[map->slots[slot] - 1];
        if (entry->hash == hash && entry->len == len && entry->is_int == is_int &&
            (len == 0 || memcmp(entry->key, key, len) == 0)) {
            break;
        }
        slot = (slot + 1) & map->mask;
    }
    return slot;
}

static void *find(const struct pai_map *map, const void *key, size_t len, bool is_int) {
    uint32_t at = map->slots[slot_of(map, key, len, hash_of(key, len), is_int)];
    return at == 0 ? NULL : map->entries.v[at - 1].value;
}

static void rehash(struct pai_map *map) {
    map->mask = map->mask * 2 + 1;
    map->slots = PAI_NEW_N(map->arena, uint32_t, (size_t)map->mask + 1);
    for (uint32_t i = 0; i < map->entries.n; i++) {
        uint32_t slot = (uint32_t)map->entries.v[i].hash & map->mask;
        while (map->slots[slot] != 0) {
            slot = (slot + 1) & map->mask;
        }
        map->slots[slot] = i + 1;
    }
}

static void put(struct pai_map *map, const void *key, size_t len, bool is_int, void *value) {
    uint64_t hash = hash_of(key, len);
    uint32_t slot = slot_of(map, key, len, hash, is_int);
    if (map->slots[slot] != 0) {
        map->entries.v[map->slots[slot] - 1].value = value;
        return;
    }
    struct entry *entry = PAI_VEC_ADD(map->arena, &map->entries);
    // pai_arena_alloc, not pai_arena_str: an integer key must be aligned, which every block is.
    void *copy = pai_arena_alloc(map->arena, len + 1);
    if (len != 0) {
        memcpy(copy, key, len);
    }
    *entry =
        (struct entry){.key = copy, .len = len, .hash = hash, .value = value, .is_int = is_int};
    map->slots[slot] = map->entries.n;
    if (map->entries.n > map->mask / 2) {
        rehash(map);
    }
}

void *pai_map_find(const struct pai_map *map, const void *key, size_t len) {
    return find(map, key, len, false);
}

void *pai_map_find_int(const struct pai_map *map, uint64_t key) {
    return find(map, &key, sizeof key, true);
}

void pai_map_put(struct pai_map *map, const void *key, size_t len, void *value) {
    put(map, key, len, false, value);
}

void pai_map_put_int(struct pai_map *map, uint64_t key, void *value) {
    put(map, &key, sizeof key, true, value);
}

size_t pai_map_count(const struct pai_map *map) {
    return map->entries.n;
}

void *pai_map_at(const struct pai_map *map, size_t i, const void **key, size_t *len) {
    if (i >= map->entries.n) {
        return NULL;
    }
    const struct entry *entry = &map->entries.v[i];
    if (key != NULL) {
        *key = entry->key;
    }
    if (len != NULL) {
        *len = entry->len;
    }
    return entry->value;
}
