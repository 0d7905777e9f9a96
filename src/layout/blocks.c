// In: a mapping of named blocks. Out: the blocks in order, each key checked for its kind, every
// name resolved, styles settled. Promise: a block that is wrong is reported where it is wrong
// and the rest is still read; nesting and numbers are bounded.
#include "loader.h"
#include "near.h"

#include "buf.h"
#include "extend.h"

#include <string.h>

enum { BLOCKS_MAX = 64, DEPTH_MAX = 6 };

struct group {
    struct pai_loader *l;
    const struct pai_tree_entry *order[BLOCKS_MAX];
    uint32_t n;
    bool top; // places from the paper may be given
};

static void complain(struct pai_loader *l, enum pai_code code, struct pai_span span,
                     const char *a, const char *b, const char *c) {
    pai_diag(l->job, code, pai_loader_place(l, span), a, b, c, NULL);
    l->blocks_bad = true;
}

static const char *clip(const struct pai_loader *l, const char *s) {
    return pai_clip(l->job, s, strlen(s));
}

// ---- order ----

static uint32_t place_of(const struct group *g, const char *name) {
    uint32_t i = 0;
    while (i < g->n && strcmp(g->order[i]->key, name) != 0) {
        i++;
    }
    return i;
}

// The names of a group, for messages and suggestions.
static void unknown_name(struct pai_loader *l, const struct pai_tree *map, const char *name,
                         struct pai_span span) {
    const char *names[BLOCKS_MAX];
    struct pai_buf list = pai_buf_make(l->job->arena);
    uint32_t n = 0;
    for (uint32_t i = 0; i < map->entries.n && n < BLOCKS_MAX; i++) {
        if (map->entries.v[i].value->kind == PAI_TREE_MAP) {
            names[n] = map->entries.v[i].key;
            pai_buf_fmt(&list, "%s%s", n > 0 ? " " : "", clip(l, names[n]));
            n++;
        }
    }
    const char *near = pai_near(name, names, n);
    if (near != NULL) {
        complain(l, PAI_D_BLOCK_REF_LIKE, span, name, near, NULL);
    } else {
        complain(l, PAI_D_BLOCK_REF, span, name, n > 0 ? list.s : "-", NULL);
    }
}

static const struct pai_tree_entry *after_of(const struct pai_tree_entry *e) {
    return e->value->kind == PAI_TREE_MAP ? pai_tree_find(e->value, "after") : NULL;
}

static void insert(struct group *g, uint32_t at, const struct pai_tree_entry *e) {
    memmove(&g->order[at + 1], &g->order[at], (g->n - at) * sizeof g->order[0]);
    g->order[at] = e;
    g->n++;
}

// False for a block that is taken out: `name: no`.
static bool wanted(struct pai_loader *l, const struct pai_tree *map,
                   const struct pai_tree_entry *e) {
    bool yes = true;
    const struct pai_tree *v = e->value;
    if (v->kind != PAI_TREE_SCALAR || pai_value_bool(v->s, v->len, &yes) != PAI_VALUE_OK ||
        yes) {
        return true;
    }
    if (!v->over) {
        unknown_name(l, map, clip(l, e->key), e->span);
    }
    return false;
}

// Blocks stand in the order of the file; one with `after` directly behind the one it names.
static void sort(struct group *g, const struct pai_tree *map) {
    const struct pai_tree_entry *later[BLOCKS_MAX];
    uint32_t n = 0;
    for (uint32_t i = 0; i < map->entries.n; i++) {
        const struct pai_tree_entry *e = &map->entries.v[i];
        if (!wanted(g->l, map, e)) {
            continue;
        }
        if (g->n + n == BLOCKS_MAX) {
            complain(g->l, PAI_D_BLOCK_MANY, e->span,
                     pai_arena_fmt(g->l->job->arena, "%d", BLOCKS_MAX), NULL, NULL);
            break;
        }
        if (after_of(e) != NULL) {
            later[n++] = e;
        } else {
            g->order[g->n++] = e;
        }
    }
    for (bool moved = true; moved;) {
        moved = false;
        for (uint32_t i = 0; i < n; i++) {
            const struct pai_tree *name = after_of(later[i])->value;
            uint32_t at = name->kind == PAI_TREE_SCALAR ? place_of(g, name->s) : g->n;
            if (at < g->n) {
                insert(g, at + 1, later[i]);
                memmove(&later[i], &later[i + 1], (n - i - 1) * sizeof later[0]);
                n--;
                i--;
                moved = true;
            }
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct pai_tree_entry *after = after_of(later[i]);
        if (after->value->kind == PAI_TREE_SCALAR && !pai_tree_empty(after->value)) {
            unknown_name(g->l, map, clip(g->l, after->value->s), after->value->span);
        } else if (after->value->kind != PAI_TREE_BAD) {
            complain(g->l, PAI_D_LAYOUT_NO_VALUE, after->span, "after", NULL, NULL);
        }
        g->order[g->n++] = later[i];
    }
}

// ---- names ----

static int32_t resolve(const struct group *g, const struct pai_tree *map, uint32_t self,
                       const struct pai_tree *own, const char *key) {
    const struct pai_tree_entry *e = own != NULL ? pai_tree_find(own, key) : NULL;
    if (e == NULL || e->value->kind == PAI_TREE_BAD) {
        return PAI_LAYOUT_REF_NONE;
    }
    if (e->value->kind != PAI_TREE_SCALAR || pai_tree_empty(e->value)) {
        complain(g->l, PAI_D_LAYOUT_NO_VALUE, e->span, key, NULL, NULL);
        return PAI_LAYOUT_REF_NONE;
    }
    uint32_t at = place_of(g, e->value->s);
    if (at < self) {
        return (int32_t)at;
    }
    if (at < g->n) {
        complain(g->l, PAI_D_BLOCK_REF_LATER, e->value->span, clip(g->l, e->value->s), NULL,
                 NULL);
    } else if (strcmp(key, "below") == 0 && strcmp(e->value->s, "all") == 0) {
        return PAI_LAYOUT_REF_ALL;
    } else {
        unknown_name(g->l, map, clip(g->l, e->value->s), e->value->span);
    }
    return PAI_LAYOUT_REF_NONE;
}

static const char *const ANCHORS[] = {"top", "below", "beside"};

static bool is_anchor(const char *key) {
    return strcmp(key, ANCHORS[0]) == 0 || strcmp(key, ANCHORS[1]) == 0 ||
           strcmp(key, ANCHORS[2]) == 0;
}

// How far the file of a key is: that of a default is farthest.
static uint32_t distance(const struct pai_tree_entry *e) {
    return e->span.file == 0 ? UINT32_MAX : e->span.file;
}

// A block that a layout moves stands where it says: the anchor that is inherited falls away.
static const struct pai_tree *nearest_anchor(struct pai_loader *l, const struct pai_tree *map) {
    uint32_t nearest = UINT32_MAX;
    for (size_t i = 0; i < 3; i++) {
        const struct pai_tree_entry *e = pai_tree_find(map, ANCHORS[i]);
        nearest = e != NULL && distance(e) < nearest ? distance(e) : nearest;
    }
    struct pai_tree *out = PAI_NEW(l->job->arena, struct pai_tree);
    *out = *map;
    out->entries.v = NULL;
    out->entries.n = out->entries.cap = 0;
    for (uint32_t i = 0; i < map->entries.n; i++) {
        const struct pai_tree_entry *e = &map->entries.v[i];
        if (!is_anchor(e->key) || distance(e) == nearest) {
            PAI_VEC_PUT(l->job->arena, &out->entries, *e);
        }
    }
    return out;
}

// At most one of top, below and beside says where a block stands.
static void check_anchors(const struct group *g, const struct pai_tree *map) {
    const struct pai_tree_entry *first = NULL;
    for (size_t i = 0; i < 3; i++) {
        const struct pai_tree_entry *e = pai_tree_find(map, ANCHORS[i]);
        if (e != NULL && i == 0 && !g->top) {
            complain(g->l, PAI_D_BLOCK_TOP, e->span, NULL, NULL, NULL);
        }
        if (e != NULL && first != NULL) {
            complain(g->l, PAI_D_BLOCK_ANCHORS, e->span, first->key, e->key, NULL);
        }
        first = e != NULL ? e : first;
    }
}

// What is no block: a key of the block above that is not indented, or a block of a layout that
// is extended under a name that it does not have there. Reported.
static bool is_misplaced(struct pai_loader *l, const struct pai_tree *map,
                         const struct pai_tree_entry *e) {
    const struct pai_tree *v = e->value;
    if (v->kind == PAI_TREE_SCALAR && !pai_tree_empty(v)) {
        for (int i = 0; i < PAI_BLOCK_AT_COUNT; i++) {
            if (strcmp(e->key, pai_schema_block_keys()[i].key) == 0 && !v->over) {
                complain(l, PAI_D_LAYOUT_KEY_ELSEWHERE, e->span, clip(l, e->key), "上面那一块",
                         "the block above");
                return true;
            }
        }
    }
    const char *names[BLOCKS_MAX];
    uint32_t n = 0;
    for (uint32_t i = 0; i < map->entries.n && n < BLOCKS_MAX; i++) {
        bool other = strcmp(map->entries.v[i].key, e->key) != 0;
        bool inherited = map->entries.v[i].span.file != e->span.file;
        names[n] = map->entries.v[i].key;
        n += other && inherited;
    }
    bool block = v->kind == PAI_TREE_MAP && pai_tree_find(v, "text") == NULL &&
                 pai_tree_find(v, "kind") == NULL;
    const char *near = block ? pai_near(e->key, names, n) : NULL;
    if (near != NULL) {
        complain(l, PAI_D_BLOCK_REF_LIKE, e->span, clip(l, e->key), near, NULL);
    }
    return near != NULL;
}

static struct pai_layout_blocks read_group(struct pai_loader *l, const struct pai_tree *map,
                                           bool top, const struct pai_layout_block *parent) {
    struct group g = {.l = l, .top = top};
    sort(&g, map);
    struct pai_layout_block *v = PAI_NEW_N(l->arena, struct pai_layout_block, g.n + 1);
    for (uint32_t i = 0; i < g.n; i++) {
        const struct pai_tree_entry *e = g.order[i];
        if (is_misplaced(l, map, e)) {
            continue;
        }
        const struct pai_tree *own = pai_loader_map(l, e->key, e->value);
        if (own == NULL) {
            if (pai_tree_empty(e->value)) {
                complain(l, PAI_D_LAYOUT_NO_VALUE, e->span, clip(l, e->key), NULL, NULL);
            }
            l->blocks_bad = true;
        } else {
            own = nearest_anchor(l, own);
        }
        v[i].name = pai_arena_str(l->arena, e->key, strlen(e->key));
        v[i].span = e->span;
        pai_loader_block(l, &v[i], own, parent);
        v[i].below = resolve(&g, map, i, own, "below");
        v[i].beside = resolve(&g, map, i, own, "beside");
        if (own != NULL) {
            check_anchors(&g, own);
        }
    }
    return (struct pai_layout_blocks){v, g.n};
}

struct pai_layout_blocks pai_loader_group(struct pai_loader *l, const struct pai_tree *map,
                                          bool top, const struct pai_layout_block *parent) {
    struct pai_layout_blocks none = {NULL, 0};
    if (l->depth == DEPTH_MAX) {
        complain(l, PAI_D_BLOCK_DEEP, map->span, pai_arena_fmt(l->job->arena, "%d", DEPTH_MAX),
                 NULL, NULL);
        return none;
    }
    l->depth++;
    struct pai_layout_blocks out = read_group(l, map, top, parent);
    l->depth--;
    return out;
}

// ---- the default ----

// A default has no place in a file: a complaint about how it fits falls to what was changed.
static void forget_places(struct pai_tree *tree) {
    tree->span = PAI_NO_SPAN;
    for (uint32_t i = 0; i < tree->entries.n; i++) {
        tree->entries.v[i].span = PAI_NO_SPAN;
        forget_places(tree->entries.v[i].value);
    }
    for (uint32_t i = 0; i < tree->items.n; i++) {
        forget_places(tree->items.v[i]);
    }
}

static struct pai_tree *default_of(struct pai_loader *l, const char *yaml) {
    // A job of its own: the default is no source of the layout.
    struct pai_job job = {.arena = l->job->arena};
    uint32_t file = pai_job_source(&job, "", yaml, strlen(yaml));
    struct pai_tree *tree = yaml[0] != '\0' ? pai_tree_parse(&job, file) : NULL;
    if (tree != NULL) {
        forget_places(tree);
    }
    return tree;
}

void pai_loader_blocks(struct pai_loader *l, enum pai_layout_part part,
                       const struct pai_tree *map) {
    bool running = part == PAI_PART_OF_running;
    struct pai_tree *def = default_of(l, pai_schema_part(part)->def);
    if (map == NULL) {
        map = def;
    } else if (def != NULL && !map->fresh) {
        // A layout that extends none extends the default.
        map = pai_extend_merge(l->job, def, (struct pai_tree *)map);
    }
    l->place = running ? PAI_PLACE_RUNNING : PAI_PLACE_PART;
    if (map != NULL && map->kind == PAI_TREE_MAP) {
        l->layout->blocks[part] =
            pai_loader_group(l, map, running || part == PAI_PART_OF_masthead, NULL);
    }
}
