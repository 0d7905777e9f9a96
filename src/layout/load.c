// In: the text of a layout file. Out: a checked layout, or NULL and diagnostics. Sections are
// read in the order of the schema, because lengths in 字 and 行 follow from type area and grid,
// and inks before those who name them. Promise: one run reports every mistake; keys that are
// not in the file take their defaults silently; nothing is in the layout that is not in
// schema.def.
#include "extend.h"
#include "loader.h"
#include "unknown.h"

#include <string.h>

static void check_top_keys(struct pai_loader *l, const struct pai_tree *root) {
    struct pai_words words = pai_words_top();
    for (uint32_t i = 0; i < root->entries.n; i++) {
        const struct pai_tree_entry *e = &root->entries.v[i];
        if (!pai_words_have(&words, e->key)) {
            pai_loader_unknown(l, e, &words, NULL);
        }
    }
}

static void read_keys(struct pai_loader *l, enum pai_section which,
                      const struct pai_tree *map) {
    const struct pai_schema_section *section = pai_schema_section(which);
    for (uint32_t i = 0; i < section->key_count; i++) {
        const struct pai_schema_key *key = &section->keys[i];
        const struct pai_tree_entry *entry = map != NULL ? pai_tree_find(map, key->key) : NULL;
        if (!pai_loader_value(l, key, key->def, entry, l->layout)) {
            l->section_bad[which] = true;
        } else if (entry != NULL) {
            l->given[key - pai_schema_keys()] = entry->value;
        }
    }
}

static void read_section(struct pai_loader *l, enum pai_section which,
                         const struct pai_tree *root) {
    const struct pai_schema_section *section = pai_schema_section(which);
    const struct pai_tree_entry *entry = pai_tree_find(root, section->key);
    const struct pai_tree *map = NULL;
    struct pai_words words = {.n = 0};
    if (entry != NULL) {
        uint32_t errors = l->job->count[PAI_ERROR];
        l->section_span[which] = entry->span;
        map = pai_loader_map(l, section->key, entry->value);
        l->section_bad[which] = l->job->count[PAI_ERROR] != errors;
    }
    pai_words_keys(&words, section->keys, section->key_count);
    if (pai_schema_part_of(section->key) != PAI_LAYOUT_PART_COUNT) {
        pai_words_put(&words, "blocks", "块");
    }
    for (uint32_t i = 0; map != NULL && i < map->entries.n; i++) {
        if (!pai_words_have(&words, map->entries.v[i].key)) {
            pai_loader_unknown(l, &map->entries.v[i], &words, NULL);
            l->section_bad[which] = true;
        }
    }
    read_keys(l, which, map);
}

// One role's style. The size is read first among lengths (it stands so in the schema): it is
// the em of the indent.
static void read_style(struct pai_loader *l, enum pai_role role, const struct pai_tree *map) {
    const struct pai_schema_key *keys = pai_schema_style_keys();
    struct pai_style *style = &l->layout->style[role];
    struct pai_words words = {.n = 0};
    pai_words_keys(&words, keys, PAI_STYLE_AT_COUNT);
    for (uint32_t i = 0; map != NULL && i < map->entries.n; i++) {
        if (!pai_words_have(&words, map->entries.v[i].key)) {
            pai_loader_unknown(l, &map->entries.v[i], &words, NULL);
        }
    }
    for (int at = 0; at < PAI_STYLE_AT_COUNT; at++) {
        const struct pai_tree_entry *entry =
            map != NULL ? pai_tree_find(map, keys[at].key) : NULL;
        const char *def = pai_schema_style_default(role, (enum pai_style_at)at);
        l->context.em = at == PAI_STYLE_AT_indent ? style->size : 0;
        if (!pai_loader_value(l, &keys[at], def, entry, style)) {
            l->styles_bad = true;
        } else if (entry != NULL) {
            l->given_style[role][at] = entry->value;
        }
    }
    l->context.em = 0;
}

static void read_styles(struct pai_loader *l, const struct pai_tree *root) {
    const struct pai_tree_entry *styles = pai_tree_find(root, "styles");
    const struct pai_tree *map =
        styles != NULL ? pai_loader_map(l, styles->key, styles->value) : NULL;
    const struct pai_tree *of_role[PAI_ROLE_COUNT] = {NULL};
    struct pai_words words = pai_words_roles();
    for (uint32_t i = 0; map != NULL && i < map->entries.n; i++) {
        const struct pai_tree_entry *e = &map->entries.v[i];
        enum pai_role role = pai_schema_role(e->key, false);
        enum pai_role zh = pai_schema_role(e->key, true);
        if (role != PAI_ROLE_COUNT) {
            of_role[role] = pai_loader_map(l, e->key, e->value);
        } else if (zh != PAI_ROLE_COUNT) {
            pai_diag(l->job, PAI_D_LAYOUT_KEY_LIKE, e->span, e->key, pai_role_name(zh), NULL);
        } else {
            pai_loader_unknown(l, e, &words, NULL);
        }
    }
    for (int role = 0; role < PAI_ROLE_COUNT; role++) {
        read_style(l, (enum pai_role)role, of_role[role]);
    }
}

// The blocks of each part: under `blocks` of its section, or under a key of their own.
static void read_blocks(struct pai_loader *l, const struct pai_tree *root) {
    for (int i = 0; i < PAI_LAYOUT_PART_COUNT; i++) {
        const char *key = pai_schema_part((enum pai_layout_part)i)->section;
        const struct pai_tree_entry *e = pai_tree_find(root, key);
        if (e != NULL && pai_words_section(key)) {
            e = e->value->kind == PAI_TREE_MAP ? pai_tree_find(e->value, "blocks") : NULL;
        }
        pai_loader_blocks(l, (enum pai_layout_part)i,
                          e != NULL ? pai_loader_map(l, e->key, e->value) : NULL);
    }
}

// Where the file says what others may complain about.
static void note_places(struct pai_loader *l) {
    struct pai_layout *y = l->layout;
    y->top_place = (struct pai_span){l->file, 0, 0};
    for (int role = 0; role < PAI_ROLE_COUNT; role++) {
        const struct pai_tree *nearest = NULL;
        for (int at = 0; at < PAI_STYLE_AT_COUNT; at++) {
            const struct pai_tree *given = l->given_style[role][at];
            bool size = at == PAI_STYLE_AT_size; // what does not fit is too large first of all
            if (given != NULL && (pai_loader_nearer(given, nearest) ||
                                  (size && !pai_loader_nearer(nearest, given)))) {
                nearest = given;
            }
        }
        y->style_place[role] = nearest != NULL ? nearest->span : y->top_place;
    }
    for (int part = 0; part < PAI_LAYOUT_PART_COUNT; part++) {
        y->part_place[part] = y->top_place;
    }
    const struct pai_tree *profile = l->given[PAI_AT_press_profile];
    const struct pai_tree *fontset = l->given[PAI_AT_top_fontset];
    const struct pai_tree *region = l->given[PAI_AT_marks_region];
    if (region == NULL || (fontset != NULL && pai_loader_nearer(fontset, region))) {
        region = fontset;
    }
    y->region_place = region != NULL ? region->span : y->top_place;
    y->profile_span = profile != NULL ? profile->span : PAI_NO_SPAN;
    y->fontset_span = fontset != NULL ? fontset->span : PAI_NO_SPAN;
}

const struct pai_layout *pai_layout_load(struct pai_job *job, struct pai_arena *arena,
                                         uint32_t file) {
    return pai_layout_load_with(job, arena, file, NULL);
}

const struct pai_layout *pai_layout_load_with(struct pai_job *job, struct pai_arena *arena,
                                              uint32_t file,
                                              const struct pai_layout_finder *finder) {
    uint32_t errors = job->count[PAI_ERROR] + job->count[PAI_SYSTEM];
    const struct pai_tree *tree = pai_extend(job, file, finder);
    if (tree == NULL) {
        return NULL;
    }
    struct pai_loader l = {
        .job = job,
        .arena = arena,
        .file = file,
        .layout = PAI_NEW(arena, struct pai_layout),
        .place = PAI_PLACE_RUNNING, // of the folio's text
    };
    const struct pai_tree *root = pai_loader_map(&l, job->sources.v[file - 1].name, tree);
    if (root == NULL) {
        return NULL;
    }
    check_top_keys(&l, root);
    read_keys(&l, PAI_SECTION_top, root);
    pai_loader_inks(&l, pai_tree_find(root, "inks"));
    for (int i = PAI_SECTION_top + 1; i < PAI_SECTION_COUNT; i++) {
        read_section(&l, (enum pai_section)i, root);
        if (i == PAI_SECTION_grid) {
            pai_loader_grid(&l);
        }
    }
    read_styles(&l, root);
    read_blocks(&l, root);
    note_places(&l);
    pai_loader_check(&l);
    return job->count[PAI_ERROR] + job->count[PAI_SYSTEM] == errors ? l.layout : NULL;
}
