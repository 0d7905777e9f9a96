// In: a key that a layout does not have where it stands. Out: one diagnostic that says what was
// meant: another spelling, a Chinese name, a colon without its space, another place. Promise:
// every suggestion is a key that may stand there.
#include "unknown.h"
#include "near.h"

#include "buf.h"

#include <string.h>

void pai_words_put(struct pai_words *words, const char *word, const char *zh) {
    if (words->n < PAI_WORDS_MOST) {
        words->v[words->n] = word;
        words->zh[words->n++] = zh;
    }
}

void pai_words_keys(struct pai_words *words, const struct pai_schema_key *keys,
                    uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        pai_words_put(words, keys[i].key, keys[i].zh);
    }
}

bool pai_words_have(const struct pai_words *words, const char *word) {
    for (size_t i = 0; i < words->n; i++) {
        if (strcmp(words->v[i], word) == 0) {
            return true;
        }
    }
    return false;
}

bool pai_words_section(const char *key) {
    for (int i = PAI_SECTION_top + 1; i < PAI_SECTION_COUNT; i++) {
        if (strcmp(pai_schema_section((enum pai_section)i)->key, key) == 0) {
            return true;
        }
    }
    return false;
}

// The keys of the top of the file.
struct pai_words pai_words_top(void) {
    struct pai_words words = {.n = 0};
    const struct pai_schema_section *top = pai_schema_section(PAI_SECTION_top);
    pai_words_keys(&words, top->keys, top->key_count);
    for (int i = PAI_SECTION_top + 1; i < PAI_SECTION_COUNT; i++) {
        const struct pai_schema_section *s = pai_schema_section((enum pai_section)i);
        pai_words_put(&words, s->key, s->zh);
    }
    for (int i = 0; i < PAI_LAYOUT_PART_COUNT; i++) {
        const struct pai_schema_part *part = pai_schema_part((enum pai_layout_part)i);
        if (!pai_words_section(part->section)) {
            pai_words_put(&words, part->section, part->zh);
        }
    }
    pai_words_put(&words, "extends", "继承");
    pai_words_put(&words, "inks", "颜色");
    pai_words_put(&words, "styles", "样式");
    return words;
}

struct pai_words pai_words_roles(void) {
    static const char *const ZH[] = {
#define X(id, name, zh) zh,
        PAI_ROLES(X)
#undef X
    };
    struct pai_words words = {.n = 0};
    for (int i = 0; i < PAI_ROLE_COUNT; i++) {
        pai_words_put(&words, pai_role_name((enum pai_role)i), ZH[i]);
    }
    return words;
}

// Where a key belongs that stands in the wrong place; *zh and *en, or false if nowhere.
static bool find_home(struct pai_loader *l, const char *key, const char **zh, const char **en) {
    struct pai_words top = pai_words_top(), roles = pai_words_roles(), style = {.n = 0};
    struct pai_buf homes = pai_buf_make(l->job->arena);
    pai_words_keys(&style, pai_schema_style_keys(), PAI_STYLE_AT_COUNT);
    if (pai_words_have(&top, key)) {
        *zh = "最上一级";
        *en = "the top of the file";
        return true;
    }
    for (int i = PAI_SECTION_top + 1; i < PAI_SECTION_COUNT; i++) {
        const struct pai_schema_section *s = pai_schema_section((enum pai_section)i);
        struct pai_words keys = {.n = 0};
        pai_words_keys(&keys, s->keys, s->key_count);
        if (pai_words_have(&keys, key)) {
            pai_buf_fmt(&homes, "%s%s", homes.n > 0 ? " / " : "", s->key);
        }
    }
    if (pai_words_have(&roles, key) || pai_words_have(&style, key)) {
        pai_buf_fmt(&homes, "%s%s", homes.n > 0 ? " / " : "", "styles");
    }
    *zh = *en = homes.s;
    return homes.n > 0;
}

// The word whose Chinese explanation begins with `key` ("版心：正文所占的长方形"), or the only
// one that has it in its first words ("成品宽"); NULL if it is none.
static const char *find_chinese(const struct pai_words *words, const char *key) {
    static const char *const ENDS[] = {"：", "（", "，", "；", "、"};
    const char *within = NULL;
    unsigned count = 0;
    size_t n = strlen(key);
    if ((unsigned char)key[0] < 0x80) {
        return NULL;
    }
    for (size_t i = 0; i < words->n; i++) {
        const char *zh = words->zh[i], *at = strstr(zh, key), *end = zh + strlen(zh);
        for (size_t k = 0; k < sizeof ENDS / sizeof ENDS[0]; k++) {
            const char *mark = strstr(zh, ENDS[k]);
            end = mark != NULL && mark < end ? mark : end;
        }
        if (at == zh && at + n == end) {
            return words->v[i];
        }
        if (at != NULL && at + n <= end) {
            within = words->v[i];
            count++;
        }
    }
    return count == 1 ? within : NULL;
}

// One is the other with an s.
static bool is_plural(const char *a, const char *b) {
    size_t n = strlen(a), m = strlen(b);
    return n + 1 == m && b[n] == 's' && memcmp(a, b, n) == 0;
}

size_t pai_colon_find(const char *s, size_t len) {
    size_t n = 0;
    while (n < len && s[n] != ':' && strncmp(s + n, "：", 3) != 0) {
        n++;
    }
    return n;
}

// Mistakes of writing that end in a key nobody knows: in "{top:60mm}" and "{top：60mm}" the
// whole is one key for YAML; so is a word behind blanks that are no spaces (U+3000, U+00A0).
static bool report_writing(struct pai_loader *l, const struct pai_tree_entry *entry) {
    static const char *const BLANKS[] = {"\xE3\x80\x80", "\xC2\xA0"};
    size_t len = strlen(entry->key), colon = pai_colon_find(entry->key, len);
    struct pai_span span = entry->span;
    if (colon > 0 && colon < len && colon < span.length) {
        span.length = (uint32_t)colon;
        pai_diag(l->job, PAI_D_LAYOUT_COLON, span, pai_clip(l->job, entry->key, colon), NULL);
        return true;
    }
    for (size_t i = 0; i < 2; i++) {
        size_t n = strlen(BLANKS[i]);
        if (strncmp(entry->key, BLANKS[i], n) == 0) {
            span.length = (uint32_t)n;
            pai_diag(l->job, PAI_D_LAYOUT_TAB, span, NULL);
            return true;
        }
    }
    return false;
}

void pai_loader_unknown(struct pai_loader *l, const struct pai_tree_entry *entry,
                        const struct pai_words *words, const char *list) {
    const char *key = pai_clip(l->job, entry->key, strlen(entry->key));
    const char *near, *zh, *en;
    if (l->job->count[PAI_ERROR] >= PAI_DIAG_MAX) {
        // A flood: count it, do not work for it.
        pai_diag(l->job, PAI_D_LAYOUT_KEY_UNKNOWN, entry->span, key, NULL);
        return;
    }
    if (report_writing(l, entry)) {
        return;
    }
    near = pai_near(entry->key, words->v, words->n);
    near = near != NULL ? near : find_chinese(words, entry->key);
    bool plural = near != NULL && (is_plural(near, entry->key) || is_plural(entry->key, near));
    bool block = near == NULL && pai_words_have(words, "blocks") &&
                 entry->value->kind == PAI_TREE_MAP && !pai_words_section(entry->key);
    if (block) {
        pai_diag(l->job, PAI_D_LAYOUT_KEY_ELSEWHERE, entry->span, key, "blocks", "blocks",
                 NULL);
    } else if (!plural && find_home(l, entry->key, &zh, &en)) {
        pai_diag(l->job, PAI_D_LAYOUT_KEY_ELSEWHERE, entry->span, key, zh, en, NULL);
    } else if (near != NULL) {
        pai_diag(l->job, PAI_D_LAYOUT_KEY_LIKE, entry->span, key, near, NULL);
    } else {
        struct pai_buf all = pai_buf_make(l->job->arena);
        for (size_t i = 0; list == NULL && i < words->n; i++) {
            pai_buf_str(&all, i > 0 ? " " : "");
            pai_buf_str(&all, words->v[i]);
        }
        pai_diag(l->job, PAI_D_LAYOUT_KEY_UNKNOWN, entry->span, key,
                 list != NULL ? list : all.s, NULL);
    }
}
