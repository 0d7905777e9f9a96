// In: `inks:` of a layout. Out: the named inks, over those that are there without being named.
// Promises: a wrong ink still counts as named, so that those who use it are not reported too;
// one plate looks the same wherever it is named (A-2 6.2.4.4).
#include "loader.h"

#include "utf8.h"

#include <string.h>

#define PLATE_LEAST 1
#define PLATE_MOST  100 // bytes; a name of a PDF holds 127 (A-2 6.1.13)

static bool fail(struct pai_loader *l, struct pai_span span, const char *name) {
    pai_diag(l->job, PAI_D_LAYOUT_INK, span, name, NULL);
    return false;
}

// [C, M, Y, K]
static bool read_cmyk(struct pai_loader *l, const struct pai_tree *list, struct pai_span place,
                      const char *name, uint16_t cmyk[4]) {
    if (list->kind == PAI_TREE_BAD) {
        return false;
    }
    if (list->kind != PAI_TREE_LIST || list->items.n != 4) {
        return fail(l, pai_tree_empty(list) ? place : list->span, name);
    }
    for (uint32_t i = 0; i < 4; i++) {
        const struct pai_tree *item = list->items.v[i];
        if (item->kind == PAI_TREE_BAD) {
            return false;
        }
        if (item->kind != PAI_TREE_SCALAR ||
            pai_value_percent(item->s, item->len, &cmyk[i]) != PAI_VALUE_OK) {
            return fail(l, item->span, name);
        }
    }
    return true;
}

// The names of plates that mean something else already (ISO 32000-1 8.6.6.4).
static bool is_taken(const char *plate) {
    static const char *const taken[] = {"All", "None", "Cyan", "Magenta", "Yellow", "Black"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        if (strcmp(plate, taken[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool read_plate(struct pai_loader *l, const struct pai_tree *value,
                       struct pai_ink *ink) {
    bool good = value->kind == PAI_TREE_SCALAR && value->len >= PLATE_LEAST &&
                value->len <= PLATE_MOST && strlen(value->s) == value->len;
    for (size_t i = 0; good && i < value->len; i++) {
        good = (unsigned char)value->s[i] >= ' ' && value->s[i] != 0x7F;
    }
    if (!good || is_taken(value->s)) {
        pai_diag(l->job, PAI_D_LAYOUT_PLATE, value->span,
                 value->kind == PAI_TREE_SCALAR ? pai_clip(l->job, value->s, value->len) : "…",
                 NULL);
        return false;
    }
    ink->kind = PAI_INK_SPOT;
    ink->plate = pai_arena_str(l->arena, value->s, value->len);
    return true;
}

static bool read_word(struct pai_loader *l, const struct pai_tree *value, const char *name,
                      struct pai_ink *ink) {
    static const char *const words[] = {"preprinted", "套打"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(value->s, words[i]) == 0) {
            ink->kind = PAI_INK_PREPRINTED;
            return true;
        }
    }
    return fail(l, value->span, name);
}

// A key that a spot ink has not; {spot: 红, cmyk: […], tint: 50%}.
static bool unknown_key(struct pai_loader *l, const struct pai_tree_entry *e) {
    pai_diag(l->job, PAI_D_LAYOUT_KEY_UNKNOWN, e->span,
             pai_clip(l->job, e->key, strlen(e->key)), "spot cmyk tint", NULL);
    return false;
}

static bool read_spot(struct pai_loader *l, const struct pai_tree_entry *entry,
                      const char *name, struct pai_ink *ink) {
    const struct pai_tree *map = entry->value;
    const struct pai_tree_entry *spot = pai_tree_find(map, "spot");
    const struct pai_tree_entry *cmyk = pai_tree_find(map, "cmyk");
    const struct pai_tree_entry *tint = pai_tree_find(map, "tint");
    for (uint32_t i = 0; i < map->entries.n; i++) {
        const struct pai_tree_entry *e = &map->entries.v[i];
        if (strcmp(e->key, "spot") != 0 && strcmp(e->key, "cmyk") != 0 &&
            strcmp(e->key, "tint") != 0) {
            return unknown_key(l, e);
        }
    }
    if (spot == NULL || cmyk == NULL) {
        return fail(l, entry->span, name);
    }
    ink->tint = 1000;
    if (tint != NULL &&
        (tint->value->kind != PAI_TREE_SCALAR ||
         pai_value_percent(tint->value->s, tint->value->len, &ink->tint) != PAI_VALUE_OK)) {
        return fail(l, tint->span, name);
    }
    return read_cmyk(l, cmyk->value, cmyk->span, name, ink->cmyk) &&
           read_plate(l, spot->value, ink);
}

static bool read_ink(struct pai_loader *l, const struct pai_tree_entry *entry,
                     struct pai_ink *ink) {
    const struct pai_tree *value = entry->value;
    const char *name = pai_clip(l->job, entry->key, strlen(entry->key));
    if (value->kind == PAI_TREE_MAP) {
        return read_spot(l, entry, name, ink);
    }
    if (value->kind == PAI_TREE_SCALAR && !pai_tree_empty(value)) {
        return read_word(l, value, name, ink);
    }
    return read_cmyk(l, value, entry->span, name, ink->cmyk);
}

// Two inks on one plate differ in their tint only.
static void check_plate(struct pai_loader *l, const struct pai_ink *ink, struct pai_span span) {
    for (uint32_t i = 0; i < l->ink_count; i++) {
        const struct pai_ink *other = &l->inks[i];
        if (ink->kind == PAI_INK_SPOT && other->kind == PAI_INK_SPOT &&
            strcmp(ink->plate, other->plate) == 0 &&
            memcmp(ink->cmyk, other->cmyk, sizeof ink->cmyk) != 0) {
            pai_diag(l->job, PAI_D_LAYOUT_PLATE_TWICE, span,
                     pai_clip(l->job, ink->plate, strlen(ink->plate)),
                     pai_clip(l->job, other->name, strlen(other->name)), NULL);
            return;
        }
    }
}

void pai_loader_inks(struct pai_loader *l, const struct pai_tree_entry *entry) {
    uint32_t count;
    const struct pai_ink *built_in = pai_schema_inks(&count);
    const struct pai_tree *map = NULL;
    if (entry != NULL) {
        map = pai_loader_map(l, entry->key, entry->value);
    }
    uint32_t more = map != NULL ? map->entries.n : 0;
    l->inks = PAI_NEW_N(l->arena, struct pai_ink, count + more);
    memcpy(l->inks, built_in, count * sizeof *built_in);
    l->ink_count = count;
    for (uint32_t i = 0; i < more; i++) {
        const struct pai_tree_entry *e = &map->entries.v[i];
        struct pai_ink ink = {.cmyk = {0, 0, 0, 1000}};
        if (!read_ink(l, e, &ink)) {
            ink.kind = PAI_INK_PROCESS;
        }
        check_plate(l, &ink, e->span);
        struct pai_ink *place = NULL;
        for (uint32_t k = 0; k < count; k++) {
            place = strcmp(l->inks[k].name, e->key) == 0 ? &l->inks[k] : place;
        }
        place = place != NULL ? place : &l->inks[l->ink_count++];
        ink.name = pai_arena_str(l->arena, e->key, strlen(e->key));
        *place = ink;
    }
    l->layout->inks = l->inks;
    l->layout->ink_count = l->ink_count;
}

bool pai_layout_counts_plates(const struct pai_layout *layout) {
    for (uint32_t i = 0; i < layout->ink_count; i++) {
        enum pai_ink_kind kind = layout->inks[i].kind;
        if (kind == PAI_INK_SPOT || kind == PAI_INK_PREPRINTED) {
            return true;
        }
    }
    return false;
}
