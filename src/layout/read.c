// In: a value of the tree and its row of the schema. Out: a field of the layout, or a
// diagnostic with a caret under the value. Promise: a field always gets a value that is within
// its limits, so that later checks may go on after a mistake.
#include "loader.h"
#include "near.h"
#include "unknown.h"

#include "buf.h"

#include <string.h>

#define raw  pai_reading_raw
#define fail pai_reading_fail

struct pai_span pai_loader_place(const struct pai_loader *l, struct pai_span span) {
    return span.file != 0      ? span
           : l->here.file != 0 ? l->here
                               : (struct pai_span){l->file, 0, 0};
}

const char *pai_reading_raw(const struct pai_reading *r) {
    return pai_clip(r->l->job, r->s, r->len);
}

bool pai_reading_fail(const struct pai_reading *r, enum pai_code code, const char *a,
                      const char *b, const char *c) {
    pai_diag(r->l->job, code, pai_loader_place(r->l, r->span), a, b, c, NULL);
    return false;
}

bool pai_reading_fail_at(const struct pai_reading *r, size_t at, size_t length,
                         enum pai_code code, const char *a, const char *b, const char *c) {
    struct pai_span span = r->span;
    if (span.file != 0) {
        // A place within the value, where the file holds it as it is: without escapes or folds.
        const struct pai_source *src = &r->l->job->sources.v[span.file - 1];
        size_t quote = span.length == r->len + 2 ? 1 : 0;
        bool same = span.length == r->len + 2 * quote &&
                    span.offset + span.length <= src->len &&
                    memcmp(src->text + span.offset + quote, r->s, r->len) == 0;
        if (same) {
            span.offset += (uint32_t)(quote + at);
            span.length = (uint32_t)length;
        }
    }
    pai_diag(r->l->job, code, pai_loader_place(r->l, span), a, b, c, NULL);
    return false;
}

static bool too_small(const struct pai_reading *r) {
    return fail(r, PAI_D_LAYOUT_SMALL, r->key->key, raw(r), r->key->least);
}

static bool too_large(const struct pai_reading *r) {
    return fail(r, PAI_D_LAYOUT_LARGE, r->key->key, raw(r), r->key->most);
}

// The unit to propose for a bare number: that of the key's default, or pt where it is a name.
static const char *usual_unit(const struct pai_schema_key *key) {
    static const char *const UNITS[] = {"mm", "pt", "行"};
    for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++) {
        if (strstr(key->def, UNITS[i]) != NULL) {
            return UNITS[i];
        }
    }
    return strcmp(key->key, "size") == 0 ? "pt" : "字";
}

static bool fail_length(const struct pai_reading *r, enum pai_value_error error, size_t unit) {
    struct pai_arena *arena = r->l->job->arena;
    const char *u = pai_clip(r->l->job, r->s + unit, r->len - unit);
    const char *number = pai_clip(r->l->job, r->s, unit);
    if (error == PAI_VALUE_NO_UNIT) {
        number = pai_clip(r->l->job, r->s, r->len);
        return fail(r, PAI_D_LAYOUT_NO_UNIT, number,
                    pai_arena_fmt(arena, "%s%s", number, usual_unit(r->key)), NULL);
    }
    if (error == PAI_VALUE_UNIT) {
        const char *like = pai_value_unit_like(r->s + unit, r->len - unit);
        return like == NULL ? fail(r, PAI_D_LAYOUT_UNIT, u, NULL, NULL)
                            : fail(r, PAI_D_LAYOUT_UNIT_LIKE, u,
                                   pai_arena_fmt(arena, "%s%s", number, like), NULL);
    }
    if (error == PAI_VALUE_CONTEXT) {
        return strcmp(u, "%") == 0
                   ? fail(r, PAI_D_LAYOUT_UNIT_HERE, u,
                          "% 是版心宽或高的百分之几，只能用在块里；请用 mm、pt 或 字",
                          "% is a share of the type area, for blocks only; use mm, pt or 字")
               : strcmp(u, "em") == 0
                   ? fail(r, PAI_D_LAYOUT_UNIT_HERE, u,
                          "em 只能用在样式的 indent 和块里；请用 字、pt 或 mm",
                          "em is for the indent of a style and for blocks; use 字, pt or mm")
                   : fail(r, PAI_D_LAYOUT_UNIT_HERE, u,
                          "字和行由版心和网格算出，纸张和版心请用 mm、cm 或 pt",
                          "字 and 行 follow from type area and grid; use mm, cm or pt here");
    }
    if (error == PAI_VALUE_SMALL) {
        return too_small(r);
    }
    return error == PAI_VALUE_LARGE ? too_large(r)
                                    : fail(r, PAI_D_LAYOUT_LENGTH, raw(r), NULL, NULL);
}

// A limit of the schema, or `none` if there is none.
static pai_len limit(const struct pai_reading *r, const char *text, pai_len none) {
    size_t unit;
    pai_len out;
    enum pai_value_error e = pai_value_length(text, strlen(text), &r->l->context, &out, &unit);
    return e == PAI_VALUE_OK ? out : none;
}

static bool read_LEN(const struct pai_reading *r) {
    size_t unit;
    pai_len v;
    enum pai_value_error e = pai_value_length(r->s, r->len, &r->l->context, &v, &unit);
    if (e != PAI_VALUE_OK) {
        return fail_length(r, e, unit);
    }
    if (r->span.file == 0) {
        // A default in 字 or 行 follows the grid wherever that leads; the geometry checks
        // judge.
        *(pai_len *)r->field = v;
        return true;
    }
    if (v < limit(r, r->key->least, -PAI_LEN_MAX)) {
        return too_small(r);
    }
    if (v > limit(r, r->key->most, PAI_LEN_MAX)) {
        return too_large(r);
    }
    *(pai_len *)r->field = v;
    return true;
}

// A length that may be a share of the type area.
static bool read_share(const struct pai_reading *r, pai_len whole) {
    r->l->context.whole = whole;
    bool good = read_LEN(r);
    r->l->context.whole = 0;
    return good;
}

static bool read_WIDE(const struct pai_reading *r) {
    return read_share(r, r->l->layout->area.width);
}

static bool read_HIGH(const struct pai_reading *r) {
    return read_share(r, r->l->layout->area.height);
}

static bool read_INT(const struct pai_reading *r) {
    int32_t v, least, most;
    if (pai_value_int(r->s, r->len, &v) != PAI_VALUE_OK) {
        return fail(r, PAI_D_LAYOUT_INTEGER, r->key->key, raw(r), r->key->def);
    }
    if (pai_value_int(r->key->least, strlen(r->key->least), &least) == PAI_VALUE_OK &&
        v < least) {
        return too_small(r);
    }
    if (pai_value_int(r->key->most, strlen(r->key->most), &most) == PAI_VALUE_OK && v > most) {
        return too_large(r);
    }
    *(int32_t *)r->field = v;
    return true;
}

static bool read_BOOL(const struct pai_reading *r) {
    return pai_value_bool(r->s, r->len, r->field) == PAI_VALUE_OK ||
           fail(r, PAI_D_LAYOUT_YES_NO, r->key->key, raw(r), NULL);
}

static bool read_ALIGN(const struct pai_reading *r) {
    return pai_value_align(r->s, r->len, r->field) == PAI_VALUE_OK ||
           fail(r, PAI_D_LAYOUT_ALIGN, raw(r), NULL, NULL);
}

static bool read_MARKS(const struct pai_reading *r) {
    return pai_value_marks(r->s, r->len, r->field) == PAI_VALUE_OK ||
           fail(r, PAI_D_LAYOUT_WORD, r->key->key, raw(r),
                "full（全角）kaiming（开明）half（半角）line-end（行末半角）");
}

static bool read_BAN(const struct pai_reading *r) {
    return pai_value_ban(r->s, r->len, r->field) == PAI_VALUE_OK ||
           fail(r, PAI_D_LAYOUT_WORD, r->key->key, raw(r),
                "gb（国标）basic（基本）strict（严格）none（不禁）");
}

static bool read_CLAIMS(const struct pai_reading *r) {
    return pai_claims_read(r->s, r->len, r->field) ||
           fail(r, PAI_D_LAYOUT_WORD, r->key->key, raw(r), "x-4, a-2a, ua-1, none");
}

static bool read_GAP(const struct pai_reading *r) {
    return pai_value_gap(r->s, r->len, r->field) == PAI_VALUE_OK ||
           fail(r, PAI_D_LAYOUT_GAP, raw(r), NULL, NULL);
}

static bool read_CHOICE(const struct pai_reading *r) {
    return pai_value_choice(r->s, r->len, r->key->least, r->key->most, r->field) ==
               PAI_VALUE_OK ||
           fail(r, PAI_D_LAYOUT_CHOICE, r->key->key, raw(r), r->key->least);
}

// The role that somebody means who writes the name of a font or of its file; NULL if unknown.
// The first row that is found counts: 仿宋 before 宋.
static const char *font_like(struct pai_job *job, const char *s, size_t len) {
    static const char *const LIKE[][2] = {
        {"小标宋", "display"}, {"xbs", "display"}, {"仿宋", "fangsong"}, {"fang", "fangsong"},
        {"楷", "kai"},         {"kai", "kai"},     {"黑", "hei"},        {"hei", "hei"},
        {"宋", "song"},        {"song", "song"},   {"simsun", "song"},   {"times", "latin"},
        {"arial", "latin"},    {"明", "song"},     {"标题", "display"},
    };
    char *name = pai_arena_fmt(job->arena, "%s", pai_arena_str(job->arena, s, len));
    for (char *c = name; *c != '\0'; c++) {
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    }
    for (size_t i = 0; i < sizeof LIKE / sizeof LIKE[0]; i++) {
        if (strstr(name, LIKE[i][0]) != NULL) {
            return LIKE[i][1];
        }
    }
    return NULL;
}

static bool read_FONT(const struct pai_reading *r) {
    const char *name = pai_value_font(r->s, r->len);
    const char *like = name == NULL ? font_like(r->l->job, r->s, r->len) : NULL;
    if (like != NULL) {
        return fail(r, PAI_D_LAYOUT_FONT_LIKE, raw(r), like, NULL);
    }
    if (name == NULL) {
        static const char NAMES[] =
#define X(en, zh) " " en " " zh
            PAI_VALUE_FONTS(X)
#undef X
            ;
        return fail(r, PAI_D_LAYOUT_FONT, raw(r), NAMES + 1, NULL);
    }
    *(const char **)r->field = name;
    return true;
}

static const struct pai_ink *find_ink(const struct pai_loader *l, const char *s, size_t len) {
    for (uint32_t i = 0; i < l->ink_count; i++) {
        if (strlen(l->inks[i].name) == len && memcmp(l->inks[i].name, s, len) == 0) {
            return &l->inks[i];
        }
    }
    return NULL;
}

// The ink that is meant by a Chinese name or by another spelling; NULL if none.
static const char *ink_like(const struct pai_reading *r) {
    static const char *const ZH[][2] = {
        {"红", "red"}, {"红色", "red"}, {"大红", "red"}, {"黑", "black"}, {"黑色", "black"}};
    const char *s = pai_arena_str(r->l->job->arena, r->s, r->len);
    const char **names = PAI_NEW_N(r->l->job->arena, const char *, r->l->ink_count + 1);
    for (uint32_t i = 0; i < r->l->ink_count; i++) {
        names[i] = r->l->inks[i].name;
    }
    for (size_t i = 0; i < sizeof ZH / sizeof ZH[0]; i++) {
        if (strcmp(s, ZH[i][0]) == 0 && find_ink(r->l, ZH[i][1], strlen(ZH[i][1])) != NULL) {
            return ZH[i][1];
        }
    }
    return pai_near(s, names, r->l->ink_count);
}

static bool read_INK(const struct pai_reading *r) {
    const struct pai_ink *ink = find_ink(r->l, r->s, r->len);
    const char *like = ink == NULL ? ink_like(r) : NULL;
    if (like != NULL) {
        return fail(r, PAI_D_LAYOUT_INK_LIKE, raw(r), like, NULL);
    }
    if (ink == NULL) {
        struct pai_buf names = pai_buf_make(r->l->job->arena);
        for (uint32_t i = 0; i < r->l->ink_count && names.n < 100; i++) {
            pai_buf_str(&names, i > 0 ? " " : "");
            pai_buf_str(&names,
                        pai_clip(r->l->job, r->l->inks[i].name, strlen(r->l->inks[i].name)));
        }
        return fail(r, PAI_D_LAYOUT_INK_NAME, raw(r), names.s, NULL);
    }
    *(const struct pai_ink **)r->field = ink;
    return true;
}

static bool read_STRING(const struct pai_reading *r) {
    *(const char **)r->field = pai_arena_str(r->l->arena, r->s, r->len);
    return true;
}

// A plain name: it becomes part of a path, so nothing else may stand in it.
static bool read_NAME(const struct pai_reading *r) {
    bool good = r->len > 0 && r->len <= 64;
    for (size_t i = 0; good && i < r->len; i++) {
        char c = r->s[i];
        good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
    return good ? read_STRING(r) : fail(r, PAI_D_LAYOUT_NAME, r->key->key, raw(r), r->key->def);
}

bool pai_reading_read(const struct pai_reading *r) {
    switch (r->key->type) {
#define READ(type)                                                                             \
    case PAI_TYPE_##type:                                                                      \
        return read_##type(r);
        READ(LEN)
        READ(INT)
        READ(BOOL)
        READ(FONT)
        READ(INK)
        READ(ALIGN)
        READ(GAP)
        READ(CHOICE)
        READ(STRING)
        READ(NAME)
        READ(MARKS)
        READ(BAN)
        READ(WIDE)
        READ(HIGH)
        READ(CLAIMS)
#undef READ
    case PAI_TYPE_ROLE:
        return pai_read_ROLE(r);
    case PAI_TYPE_PLACE:
        return pai_read_PLACE(r);
    case PAI_TYPE_TEMPLATE:
        return pai_read_TEMPLATE(r);
    case PAI_TYPE_WHEN:
        return pai_read_WHEN(r);
    case PAI_TYPE_FILE:
        return pai_read_FILE(r);
    case PAI_TYPE_REF: // settled when all blocks are known
    case PAI_TYPE_CELL:
    case PAI_TYPE_BLOCKS:
    case PAI_TYPE_COLUMNS:
    case PAI_TYPE_ROWS:
        break;
    }
    return false;
}

// A group or nothing where one value should stand.
static bool is_value(struct pai_loader *l, const struct pai_schema_key *key, const char *def,
                     const struct pai_tree_entry *entry) {
    if (pai_tree_empty(entry->value)) {
        pai_diag(l->job, PAI_D_LAYOUT_NO_VALUE, pai_loader_place(l, entry->span), key->key,
                 NULL);
        return false;
    }
    if (entry->value->kind == PAI_TREE_MAP || entry->value->kind == PAI_TREE_LIST) {
        pai_diag(l->job, PAI_D_LAYOUT_NOT_VALUE, entry->span, key->key,
                 def[0] != '\0' ? def : "…", NULL);
        return false;
    }
    return entry->value->kind == PAI_TREE_SCALAR;
}

// A key whose value is a block or more; block.c and blocks.c read it.
static bool is_structure(enum pai_key_type type) {
    return type == PAI_TYPE_REF || type == PAI_TYPE_CELL || type == PAI_TYPE_BLOCKS ||
           type == PAI_TYPE_COLUMNS || type == PAI_TYPE_ROWS;
}

bool pai_loader_value(struct pai_loader *l, const struct pai_schema_key *key, const char *def,
                      const struct pai_tree_entry *entry, void *base) {
    if (is_structure(key->type)) {
        return true;
    }
    struct pai_reading r = {
        .l = l,
        .key = key,
        .s = def,
        .len = strlen(def),
        .span = PAI_NO_SPAN,
        .field = (char *)base + key->offset,
    };
    if (def[0] != '\0' || key->type == PAI_TYPE_STRING) {
        pai_reading_read(&r);
    }
    if (entry == NULL) {
        return true;
    }
    if (!is_value(l, key, def, entry)) {
        return false;
    }
    r.s = entry->value->s;
    r.len = entry->value->len;
    r.span = entry->value->span;
    return pai_reading_read(&r);
}

// In "width:210mm", "width：210mm" and "width = 210mm" the whole is one value for YAML; the
// writer meant a key.
static bool report_colon(struct pai_loader *l, const struct pai_tree *value) {
    size_t n = pai_colon_find(value->s, value->len), equals = 0;
    while (n == value->len && equals < n && value->s[equals] != '=') {
        equals++;
    }
    if (equals > 0 && equals < n) { // name = value
        n = equals;
        while (n > 1 && value->s[n - 1] == ' ') {
            n--;
        }
    }
    if (!value->plain || n == value->len) {
        return false;
    }
    struct pai_span span = value->span;
    span.length = (uint32_t)n < span.length ? (uint32_t)n : span.length;
    pai_diag(l->job, PAI_D_LAYOUT_COLON, span, pai_clip(l->job, value->s, n), NULL);
    return true;
}

const struct pai_tree *pai_loader_map(struct pai_loader *l, const char *name,
                                      const struct pai_tree *value) {
    if (value->kind == PAI_TREE_MAP) {
        return value;
    }
    bool said = value->kind == PAI_TREE_BAD || pai_tree_empty(value) ||
                (value->kind == PAI_TREE_SCALAR && report_colon(l, value));
    if (!said) {
        pai_diag(l->job, PAI_D_LAYOUT_NOT_MAP, value->span,
                 pai_clip(l->job, name, strlen(name)), NULL);
    }
    return NULL;
}
