// In: the YAML of a fontset, as a source of the job. Out: the chains of faces by role.
// Promised: every mistake is said at its place, as far as the YAML can be read, up to a limit;
// what is returned has a face named for every role.
#include "chain.h"
#include "nodes.h"

#include <string.h>

enum { MOST_ERRORS = 50, MOST_FILES = 8, MOST_INDEX = 65535 };

struct load {
    struct pai_job *job;
    struct pai_fontset *set;
    struct pai_nodes nodes;
    uint32_t errors;
};

static struct pai_yaml next(struct load *l) {
    return pai_nodes_next(&l->nodes);
}

static void skip(struct load *l, struct pai_yaml node) {
    pai_nodes_skip(&l->nodes, node);
}

const char *pai_font_role_name(enum pai_font_role role) {
    static const char *const names[] = {
#define X(id, name, zh) name,
        PAI_FONT_ROLES(X)
#undef X
    };
    return names[role];
}

const char *pai_font_role_zh(enum pai_font_role role) {
    static const char *const names[] = {
#define X(id, name, zh) zh,
        PAI_FONT_ROLES(X)
#undef X
    };
    return names[role];
}

static bool is_name(const char *name, const char *s, size_t n) {
    return strlen(name) == n && memcmp(name, s, n) == 0;
}

enum pai_font_role pai_font_role_find(const char *name, size_t len) {
    for (enum pai_font_role r = 0; r < PAI_FONT_COUNT; r++) {
        if (is_name(pai_font_role_name(r), name, len) ||
            is_name(pai_font_role_zh(r), name, len)) {
            return r;
        }
    }
    return PAI_FONT_COUNT;
}

const char *pai_fontset_name(const struct pai_fontset *set) {
    return set->name;
}

enum pai_font_region pai_fontset_region(const struct pai_fontset *set) {
    return set->region;
}

// ---- mistakes ----

static void too_many(struct load *l) {
    l->nodes.stop = l->nodes.stop || ++l->errors >= MOST_ERRORS;
}

static void wrong_type(struct load *l, struct pai_yaml node, const char *key, const char *zh,
                       const char *en) {
    if (l->nodes.stop) { // said already
        return;
    }
    pai_diag(l->job, PAI_D_FONTSET_TYPE, node.span, key, zh, en, NULL);
    too_many(l);
    skip(l, node);
}

static bool is_blank(struct pai_yaml node) {
    return node.kind == PAI_YAML_SCALAR && node.plain &&
           (node.n == 0 || is_name("~", node.s, node.n));
}

// Reads a key of a mapping; false at its end. Keys that are no scalars are reported with their
// value passed over.
static bool key_read(struct load *l, const char *map, struct pai_yaml *key) {
    for (;;) {
        *key = next(l);
        if (key->kind == PAI_YAML_SCALAR) {
            return true;
        }
        if (l->nodes.stop || key->kind == PAI_YAML_MAP_END || key->kind == PAI_YAML_END) {
            return false;
        }
        wrong_type(l, *key, map, "“键: 值”的形式", "written as “key: value”");
        skip(l, next(l));
    }
}

// Which of the keys it is; -1 after a diagnostic with the value passed over, if unknown or
// given before.
static int key_find(struct load *l, struct pai_yaml key, const char *const *keys,
                    unsigned *seen) {
    struct pai_buf known = pai_buf_make(l->job->arena);
    int i = 0;
    while (keys[i] != NULL && !is_name(keys[i], key.s, key.n)) {
        pai_buf_fmt(&known, i == 0 ? "%s" : " %s", keys[i]);
        i++;
    }
    if (keys[i] != NULL && (*seen & 1u << i) == 0) {
        *seen |= 1u << i;
        return i;
    }
    if (keys[i] != NULL) {
        pai_diag(l->job, PAI_D_FONTSET_TWICE, key.span, key.s, NULL);
    } else {
        pai_diag(l->job, PAI_D_FONTSET_KEY, key.span, key.s, known.s, NULL);
    }
    too_many(l);
    skip(l, next(l));
    return -1;
}

// ---- a face ----

static void file_put(struct load *l, struct pai_pick *pick, struct pai_yaml node) {
    if (memchr(node.s, '/', node.n) != NULL || memchr(node.s, '\\', node.n) != NULL ||
        memchr(node.s, '\0', node.n) != NULL || is_name("..", node.s, node.n)) {
        pai_diag(l->job, PAI_D_FONTSET_PATH, node.span, node.s, NULL);
        too_many(l);
    } else if (pick->file_count == MOST_FILES) {
        pai_diag(l->job, PAI_D_FONTSET_LONG, node.span, "file",
                 pai_arena_fmt(l->job->arena, "%d", MOST_FILES), NULL);
        too_many(l);
    } else {
        pick->files[pick->file_count++] = node.s;
    }
}

static void file_read(struct load *l, struct pai_pick *pick) {
    static const char zh[] = "文件名，或者几个文件名的列表",
                      en[] = "a file name, or a list of file names";
    struct pai_yaml node = next(l);
    if (node.kind == PAI_YAML_SCALAR && !is_blank(node) && node.n > 0) {
        file_put(l, pick, node);
        return;
    }
    if (node.kind != PAI_YAML_LIST) {
        wrong_type(l, node, "file", zh, en);
        return;
    }
    for (node = next(l); !l->nodes.stop && node.kind != PAI_YAML_LIST_END; node = next(l)) {
        if (node.kind == PAI_YAML_SCALAR && !is_blank(node) && node.n > 0) {
            file_put(l, pick, node);
        } else {
            wrong_type(l, node, "file", zh, en);
        }
    }
}

static void index_read(struct load *l, struct pai_pick *pick) {
    struct pai_yaml node = next(l);
    uint32_t v = 0;
    bool good = node.kind == PAI_YAML_SCALAR && node.plain && node.n > 0;
    for (size_t i = 0; good && i < node.n; i++) {
        good = node.s[i] >= '0' && node.s[i] <= '9';
        v = good ? v * 10 + (uint32_t)(node.s[i] - '0') : v;
        good = good && v <= MOST_INDEX;
    }
    if (good) {
        pick->index = v;
    } else {
        wrong_type(l, node, "index", "字体集里的序号（0、1、2……）",
                   "the number of a member of the collection (0, 1, 2 …)");
    }
}

// One pick for all roles that name the face in the same way.
static struct pai_pick *pick_share(struct load *l, struct pai_pick *pick) {
    struct pai_buf key = pai_buf_make(l->job->arena);
    pai_buf_fmt(&key, "%u", (unsigned)pick->index);
    for (uint32_t i = 0; i < pick->file_count; i++) {
        pai_buf_fmt(&key, "/%s", pick->files[i]);
    }
    struct pai_pick *same = pai_map_find(l->set->picks, key.s, key.n);
    if (same != NULL) {
        same->from = same->from == NULL ? pick->from : same->from;
        return same;
    }
    pai_map_put(l->set->picks, key.s, key.n, pick);
    return pick;
}

// Reads the mapping of a face; NULL after a diagnostic.
static struct pai_pick *pick_read(struct load *l, struct pai_yaml start) {
    static const char *const keys[] = {"file", "index", "from", NULL};
    struct pai_arena *arena = l->set->arena;
    struct pai_pick *pick = PAI_NEW(arena, struct pai_pick);
    pick->files = PAI_NEW_N(arena, const char *, MOST_FILES);
    pick->span = start.span;
    unsigned seen = 0;
    struct pai_yaml key, value;
    while (key_read(l, "file", &key)) {
        switch (key_find(l, key, keys, &seen)) {
        case 0:
            pick->span = key.span;
            file_read(l, pick);
            break;
        case 1:
            index_read(l, pick);
            break;
        case 2:
            value = next(l);
            if (value.kind == PAI_YAML_SCALAR && !is_blank(value)) {
                pick->from = value.s;
            } else {
                wrong_type(l, value, "from", "字体的来源，例如软件包的名称",
                           "where to get the font, such as the name of a package");
            }
            break;
        default:
            break;
        }
    }
    if (pick->file_count == 0) {
        if (!l->nodes.stop && (seen & 1) == 0) { // else its mistake is said already
            pai_diag(l->job, PAI_D_FONTSET_FILE, start.span, NULL);
            too_many(l);
        }
        return NULL;
    }
    return pick_share(l, pick);
}

// ---- roles ----

static void chain_read(struct load *l, struct pai_yaml key, struct pai_chain *chain) {
    struct pai_yaml node = next(l);
    chain->span = key.span;
    if (is_blank(node)) {
        pai_diag(l->job, PAI_D_FONTSET_EMPTY, key.span, key.s, NULL);
        too_many(l);
        return;
    }
    if (node.kind != PAI_YAML_LIST) {
        wrong_type(l, node, key.s, "字体的列表，每行一个，以“- ”开头",
                   "a list of faces, each on a line that starts with “- ”");
        return;
    }
    uint32_t items = 0;
    for (node = next(l); !l->nodes.stop && node.kind != PAI_YAML_LIST_END; node = next(l)) {
        if (++items > PAI_CHAIN_MOST) {
            pai_diag(l->job, PAI_D_FONTSET_LONG, node.span, key.s,
                     pai_arena_fmt(l->job->arena, "%d", PAI_CHAIN_MOST), NULL);
            l->nodes.stop = true;
        } else if (node.kind != PAI_YAML_MAP) {
            wrong_type(l, node, key.s, "形如 {file: 文件名} 的列表",
                       "a list of entries such as {file: NAME}");
        } else {
            struct pai_pick *pick = pick_read(l, node);
            if (pick != NULL) {
                PAI_VEC_PUT(l->set->arena, &chain->picks, pick);
            }
        }
    }
    if (items == 0 && !l->nodes.stop) {
        pai_diag(l->job, PAI_D_FONTSET_EMPTY, key.span, key.s, NULL);
        too_many(l);
    }
}

static void role_unknown(struct load *l, struct pai_yaml key) {
    struct pai_buf zh = pai_buf_make(l->job->arena), en = pai_buf_make(l->job->arena);
    for (enum pai_font_role r = 0; r < PAI_FONT_COUNT; r++) {
        pai_buf_fmt(&zh, "%s%s（%s）", r == 0 ? "" : "、", pai_font_role_name(r),
                    pai_font_role_zh(r));
        pai_buf_fmt(&en, "%s%s", r == 0 ? "" : ", ", pai_font_role_name(r));
    }
    pai_diag(l->job, PAI_D_FONTSET_ROLE, key.span, key.s, zh.s, en.s, NULL);
    too_many(l);
    skip(l, next(l));
}

static void roles_read(struct load *l, struct pai_yaml name) {
    struct pai_yaml node = next(l), key;
    unsigned seen = 0;
    if (node.kind != PAI_YAML_MAP) {
        wrong_type(l, node, "roles", "各字体角色的列表，如“fangsong: …”",
                   "a list of the font roles, such as “fangsong: …”");
        return;
    }
    while (key_read(l, "roles", &key)) {
        enum pai_font_role r = pai_font_role_find(key.s, key.n);
        if (r == PAI_FONT_COUNT) {
            role_unknown(l, key);
        } else if ((seen & 1u << r) != 0) {
            pai_diag(l->job, PAI_D_FONTSET_TWICE, key.span, key.s, NULL);
            too_many(l);
            skip(l, next(l));
        } else {
            seen |= 1u << r;
            chain_read(l, key, &l->set->chains[r]);
        }
    }
    for (enum pai_font_role r = 0; r < PAI_FONT_COUNT && !l->nodes.stop; r++) {
        if ((seen & 1u << r) == 0) {
            pai_diag(l->job, PAI_D_FONTSET_NO_ROLE, name.span, pai_font_role_name(r),
                     pai_font_role_zh(r), NULL);
            too_many(l);
        }
    }
}

// ---- the file ----

static void region_read(struct load *l) {
    static const char *const names[] = {
        [PAI_FONT_REGION_SIMPLIFIED] = "simplified",
        [PAI_FONT_REGION_TAIWAN] = "taiwan",
        [PAI_FONT_REGION_HONGKONG] = "hongkong",
    };
    struct pai_yaml node = next(l);
    for (int i = PAI_FONT_REGION_SIMPLIFIED; i <= PAI_FONT_REGION_HONGKONG; i++) {
        if (node.kind == PAI_YAML_SCALAR && is_name(names[i], node.s, node.n)) {
            l->set->region = (enum pai_font_region)i;
            return;
        }
    }
    wrong_type(l, node, "region", " simplified、taiwan 或 hongkong",
               "simplified, taiwan or hongkong");
}

static void top_read(struct load *l, const char *file) {
    static const char *const keys[] = {"name", "roles", "region", NULL};
    struct pai_yaml node = next(l), key;
    unsigned seen = 0;
    if (node.kind != PAI_YAML_MAP) {
        wrong_type(l, node, file, "name 和 roles 两项", "made of the keys name and roles");
        return;
    }
    while (key_read(l, file, &key)) {
        switch (key_find(l, key, keys, &seen)) {
        case 0:
            node = next(l);
            if (node.kind == PAI_YAML_SCALAR && !is_blank(node)) {
                l->set->name = node.s;
            } else {
                wrong_type(l, node, "name", "方案的名称", "the name of the fontset");
            }
            break;
        case 1:
            roles_read(l, key);
            break;
        case 2:
            region_read(l);
            break;
        default:
            break;
        }
    }
    for (int i = 0; i < 2 && !l->nodes.stop; i++) { // region may be left out
        if ((seen & 1u << i) == 0) {
            pai_diag(l->job, PAI_D_FONTSET_NO_KEY,
                     (struct pai_span){l->set->file, l->nodes.base, 0}, keys[i], NULL);
        }
    }
    if (!l->nodes.stop && (node = next(l)).kind != PAI_YAML_END && !l->nodes.stop) {
        pai_diag(l->job, PAI_D_FONTSET_MORE, node.span, NULL);
    }
}

struct pai_fontset *pai_fontset_load(struct pai_job *job, struct pai_arena *arena,
                                     uint32_t file) {
    const struct pai_source *source = &job->sources.v[file - 1];
    struct pai_fontset *set = PAI_NEW(arena, struct pai_fontset);
    set->arena = arena;
    set->name = "";
    set->file = file;
    set->text = pai_arena_str(arena, source->text, source->len);
    set->text_len = source->len;
    set->picks = pai_map_make(arena);
    set->faces = pai_map_make(arena);
    struct load l = {.job = job, .set = set};
    uint32_t before = job->count[PAI_ERROR];
    if (!pai_nodes_open(&l.nodes, job, arena, file)) {
        return NULL;
    }
    top_read(&l, source->name);
    pai_nodes_close(&l.nodes);
    return job->count[PAI_ERROR] == before ? set : NULL;
}
