// In: a layout file and a way to find others. Out: one tree, the file laid over its ancestors
// key by key. Promise: an office's file needs only what differs; every value keeps its place in
// the file where it stands; a chain that goes round or too far is an error at the `extends`
// that closes it, and ends in bounded time.
#include "extend.h"

#include "buf.h"
#include "map.h"
#include "value.h"

#include <string.h>

struct chain {
    struct pai_job *job;
    const struct pai_layout_finder *finder;
    uint32_t files[PAI_EXTEND_DEPTH + 1];
    uint32_t count;
};

static bool is_no(const struct pai_tree *tree) {
    bool yes = true;
    return tree->kind == PAI_TREE_SCALAR &&
           pai_value_bool(tree->s, tree->len, &yes) == PAI_VALUE_OK && !yes;
}

// A copy of a mapping without one of its keys.
static struct pai_tree *without(struct pai_job *job, const struct pai_tree *map,
                                const char *key) {
    struct pai_tree *out = PAI_NEW(job->arena, struct pai_tree);
    *out = *map;
    out->entries.v = NULL;
    out->entries.n = out->entries.cap = 0;
    for (uint32_t i = 0; i < map->entries.n; i++) {
        if (strcmp(map->entries.v[i].key, key) != 0) {
            PAI_VEC_PUT(job->arena, &out->entries, map->entries.v[i]);
        }
    }
    return out;
}

struct pai_tree *pai_extend_merge(struct pai_job *job, struct pai_tree *under,
                                  struct pai_tree *over) {
    if (under->kind != PAI_TREE_MAP || over->kind != PAI_TREE_MAP) {
        over->over = under->kind == PAI_TREE_MAP;
        return over->over && pai_tree_empty(over) ? under : over;
    }
    const struct pai_tree_entry *inherit = pai_tree_find(over, "inherit");
    if (inherit != NULL && is_no(inherit->value)) {
        return over;
    }
    struct pai_tree *out = PAI_NEW(job->arena, struct pai_tree);
    struct pai_map *at = pai_map_make(job->arena); // key -> its place in out, from 1
    *out = *over;
    out->entries.v = NULL;
    out->entries.n = out->entries.cap = 0;
    for (uint32_t i = 0; i < under->entries.n; i++) {
        const struct pai_tree_entry *e = &under->entries.v[i];
        PAI_VEC_PUT(job->arena, &out->entries, *e);
        pai_map_put(at, e->key, strlen(e->key), (void *)(uintptr_t)(i + 1));
    }
    for (uint32_t i = 0; i < over->entries.n; i++) {
        const struct pai_tree_entry *e = &over->entries.v[i];
        uintptr_t place = (uintptr_t)pai_map_find(at, e->key, strlen(e->key));
        if (place == 0) {
            PAI_VEC_PUT(job->arena, &out->entries, *e);
        } else {
            struct pai_tree_entry *old = &out->entries.v[place - 1];
            old->value = pai_extend_merge(job, old->value, e->value);
            old->span = e->span;
        }
    }
    return out;
}

// Two spellings of a path that differ in leading ./ alone.
static bool same_path(const char *a, const char *b) {
    while (strncmp(a, "./", 2) == 0) {
        a += 2;
    }
    while (strncmp(b, "./", 2) == 0) {
        b += 2;
    }
    return strcmp(a, b) == 0;
}

// True if `parent` is in the chain already, or one too many; reported.
static bool refused(struct chain *c, uint32_t parent, struct pai_span span) {
    struct pai_buf way = pai_buf_make(c->job->arena);
    const char *name = c->job->sources.v[parent - 1].name;
    bool round = false;
    for (uint32_t i = 0; i < c->count; i++) {
        const char *before = c->job->sources.v[c->files[i] - 1].name;
        round = round || same_path(before, name);
        pai_buf_fmt(&way, "%s → ", before);
    }
    pai_buf_str(&way, name);
    if (round) {
        pai_diag(c->job, PAI_D_EXTENDS_CYCLE, span, name, way.s, NULL);
    } else if (c->count > PAI_EXTEND_DEPTH) {
        const char *most = pai_arena_fmt(c->job->arena, "%u", PAI_EXTEND_DEPTH);
        pai_diag(c->job, PAI_D_EXTENDS_DEEP, span, most, way.s, NULL);
    }
    return round || c->count > PAI_EXTEND_DEPTH;
}

static struct pai_tree *load(struct chain *c, uint32_t file) {
    struct pai_tree *tree = pai_tree_parse(c->job, file);
    c->files[c->count++] = file;
    const struct pai_tree_entry *e =
        tree != NULL && tree->kind == PAI_TREE_MAP ? pai_tree_find(tree, "extends") : NULL;
    if (e == NULL) {
        return tree;
    }
    const struct pai_tree *value = e->value;
    struct pai_tree *own = without(c->job, tree, "extends");
    if (value->kind != PAI_TREE_SCALAR || value->len == 0 ||
        memchr(value->s, 0, value->len) != NULL) {
        if (value->kind != PAI_TREE_BAD) {
            pai_diag(c->job, PAI_D_EXTENDS_VALUE, pai_tree_empty(value) ? e->span : value->span,
                     NULL);
        }
        return own;
    }
    uint32_t parent = 0;
    if (c->finder != NULL) {
        parent = c->finder->find(c->finder->ctx, c->job, value->s, file, value->span);
    } else {
        pai_diag(c->job, PAI_D_EXTENDS_MISSING, value->span, value->s, "-", NULL);
    }
    if (parent == 0 || refused(c, parent, value->span)) {
        // What stands in this file is still checked, against the defaults.
        return own;
    }
    struct pai_tree *under = load(c, parent);
    return under != NULL ? pai_extend_merge(c->job, under, own) : own;
}

// Takes the key `inherit` out of every mapping, and remembers those that began anew.
static struct pai_tree *settle(struct pai_job *job, struct pai_tree *tree) {
    const struct pai_tree_entry *inherit =
        tree->kind == PAI_TREE_MAP ? pai_tree_find(tree, "inherit") : NULL;
    bool yes = true;
    if (inherit != NULL && inherit->value->kind == PAI_TREE_SCALAR &&
        pai_value_bool(inherit->value->s, inherit->value->len, &yes) == PAI_VALUE_OK) {
        tree = without(job, tree, "inherit");
        tree->fresh = !yes;
    } else if (inherit != NULL && inherit->value->kind == PAI_TREE_SCALAR &&
               inherit->span.file != 0) {
        pai_diag(job, PAI_D_LAYOUT_YES_NO, inherit->value->span, "inherit",
                 pai_clip(job, inherit->value->s, inherit->value->len), NULL);
        tree = without(job, tree, "inherit");
    }
    for (uint32_t i = 0; i < tree->entries.n; i++) {
        tree->entries.v[i].value = settle(job, tree->entries.v[i].value);
    }
    return tree;
}

struct pai_tree *pai_extend(struct pai_job *job, uint32_t file,
                            const struct pai_layout_finder *finder) {
    struct chain c = {.job = job, .finder = finder};
    struct pai_tree *tree = load(&c, file);
    return tree != NULL ? settle(job, tree) : NULL;
}
