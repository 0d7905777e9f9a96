// In: the text of a layout file. Out: a checked layout, or NULL and diagnostics. Sections are
// read in the order of the schema, because lengths in 字 and 行 follow from type area and grid,
// and inks before those who name them. Promise: one run reports every mistake; keys that are
// not in the file take their defaults silently; nothing is in the layout that is not in
// schema.def.
#include "extend.h"
#include "loader.h"
#include "near.h"

#include "buf.h"

#include <string.h>

#define WORDS_MAX 64

// Words that may stand somewhere, in one order for messages and suggestions.
struct words {
    const char *v[WORDS_MAX];
    size_t n;
};

static void add_word(struct words *words, const char *word) {
    if (words->n < WORDS_MAX) {
        words->v[words->n++] = word;
    }
}

static void add_keys(struct words *words, const struct pai_schema_key *keys, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        add_word(words, keys[i].key);
    }
}

static bool has_word(const struct words *words, const char *word) {
    for (size_t i = 0; i < words->n; i++) {
        if (strcmp(words->v[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_section(const char *key) {
    for (int i = PAI_SECTION_top + 1; i < PAI_SECTION_COUNT; i++) {
        if (strcmp(pai_schema_section((enum pai_section)i)->key, key) == 0) {
            return true;
        }
    }
    return false;
}

// The keys of the top of the file.
static struct words top_words(void) {
    struct words words = {.n = 0};
    const struct pai_schema_section *top = pai_schema_section(PAI_SECTION_top);
    add_keys(&words, top->keys, top->key_count);
    for (int i = PAI_SECTION_top + 1; i < PAI_SECTION_COUNT; i++) {
        add_word(&words, pai_schema_section((enum pai_section)i)->key);
    }
    for (int i = 0; i < PAI_LAYOUT_PART_COUNT; i++) {
        const char *key = pai_schema_part((enum pai_layout_part)i)->section;
        if (!is_section(key)) {
            add_word(&words, key);
        }
    }
    add_word(&words, "extends");
    add_word(&words, "inks");
    add_word(&words, "styles");
    return words;
}

static struct words role_words(void) {
    struct words words = {.n = 0};
    for (int i = 0; i < PAI_ROLE_COUNT; i++) {
        add_word(&words, pai_role_name((enum pai_role)i));
    }
    return words;
}

// Where a key belongs that stands in the wrong place; *zh and *en, or false if nowhere.
static bool find_home(struct pai_loader *l, const char *key, const char **zh, const char **en) {
    struct words top = top_words(), roles = role_words(), style = {.n = 0};
    struct pai_buf homes = pai_buf_make(l->job->arena);
    add_keys(&style, pai_schema_style_keys(), PAI_STYLE_AT_COUNT);
    if (has_word(&top, key)) {
        *zh = "最上一级";
        *en = "the top of the file";
        return true;
    }
    for (int i = PAI_SECTION_top + 1; i < PAI_SECTION_COUNT; i++) {
        const struct pai_schema_section *s = pai_schema_section((enum pai_section)i);
        struct words keys = {.n = 0};
        add_keys(&keys, s->keys, s->key_count);
        if (has_word(&keys, key)) {
            pai_buf_fmt(&homes, "%s%s", homes.n > 0 ? " / " : "", s->key);
        }
    }
    if (has_word(&roles, key) || has_word(&style, key)) {
        pai_buf_fmt(&homes, "%s%s", homes.n > 0 ? " / " : "", "styles");
    }
    *zh = *en = homes.s;
    return homes.n > 0;
}

// Reports a key that is not allowed here: where it belongs, what was meant, or what there is.
static void report_unknown(struct pai_loader *l, const struct pai_tree_entry *entry,
                           const struct words *words) {
    const char *key = pai_clip(l->job, entry->key, strlen(entry->key));
    const char *near, *zh, *en;
    if (l->job->count[PAI_ERROR] >= PAI_DIAG_MAX) {
        // A flood: count it, do not work for it.
        pai_diag(l->job, PAI_D_LAYOUT_KEY_UNKNOWN, entry->span, key, NULL);
    } else if (find_home(l, entry->key, &zh, &en)) {
        pai_diag(l->job, PAI_D_LAYOUT_KEY_ELSEWHERE, entry->span, key, zh, en, NULL);
    } else if ((near = pai_near(entry->key, words->v, words->n)) != NULL) {
        pai_diag(l->job, PAI_D_LAYOUT_KEY_LIKE, entry->span, key, near, NULL);
    } else {
        struct pai_buf list = pai_buf_make(l->job->arena);
        for (size_t i = 0; i < words->n; i++) {
            pai_buf_str(&list, i > 0 ? " " : "");
            pai_buf_str(&list, words->v[i]);
        }
        pai_diag(l->job, PAI_D_LAYOUT_KEY_UNKNOWN, entry->span, key, list.s, NULL);
    }
}

static void check_top_keys(struct pai_loader *l, const struct pai_tree *root) {
    struct words words = top_words();
    for (uint32_t i = 0; i < root->entries.n; i++) {
        const struct pai_tree_entry *e = &root->entries.v[i];
        if (!has_word(&words, e->key)) {
            report_unknown(l, e, &words);
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
    struct words words = {.n = 0};
    if (entry != NULL) {
        uint32_t errors = l->job->count[PAI_ERROR];
        l->section_span[which] = entry->span;
        map = pai_loader_map(l, section->key, entry->value);
        l->section_bad[which] = l->job->count[PAI_ERROR] != errors;
    }
    add_keys(&words, section->keys, section->key_count);
    if (pai_schema_part_of(section->key) != PAI_LAYOUT_PART_COUNT) {
        add_word(&words, "blocks");
    }
    for (uint32_t i = 0; map != NULL && i < map->entries.n; i++) {
        if (!has_word(&words, map->entries.v[i].key)) {
            report_unknown(l, &map->entries.v[i], &words);
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
    struct words words = {.n = 0};
    add_keys(&words, keys, PAI_STYLE_AT_COUNT);
    for (uint32_t i = 0; map != NULL && i < map->entries.n; i++) {
        if (!has_word(&words, map->entries.v[i].key)) {
            report_unknown(l, &map->entries.v[i], &words);
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
    struct words words = role_words();
    for (uint32_t i = 0; map != NULL && i < map->entries.n; i++) {
        const struct pai_tree_entry *e = &map->entries.v[i];
        enum pai_role role = pai_schema_role(e->key, false);
        enum pai_role zh = pai_schema_role(e->key, true);
        if (role != PAI_ROLE_COUNT) {
            of_role[role] = pai_loader_map(l, e->key, e->value);
        } else if (zh != PAI_ROLE_COUNT) {
            pai_diag(l->job, PAI_D_LAYOUT_KEY_LIKE, e->span, e->key, pai_role_name(zh), NULL);
        } else {
            report_unknown(l, e, &words);
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
        if (e != NULL && is_section(key)) {
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
