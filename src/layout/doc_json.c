// In: the schema. Out: a JSON Schema (draft-07) of layout files, for editors that check YAML as
// it is typed. Promise: what the loader takes, the schema takes; it may take more (whether
// values fit each other only the loader knows). Every key carries its lines of the manual.
#include "layout_doc.h"

#include "json.h"
#include "schema.h"
#include "value.h"

#include <string.h>

#define NUMBER "[+-]?[0-9]+(\\.[0-9]+)?"

static void str(struct pai_json *j, const char *key, const char *value) {
    pai_json_key(j, key);
    pai_json_cstr(j, value);
}

static void ref(struct pai_json *j, const char *name) {
    struct pai_buf b = pai_buf_make(j->out->arena);
    pai_buf_fmt(&b, "#/definitions/%s", name);
    str(j, "$ref", b.s);
}

// A key whose value is what a definition says.
static void member(struct pai_json *j, const char *key, const char *name) {
    pai_json_key(j, key);
    pai_json_object(j);
    ref(j, name);
    pai_json_object_end(j);
}

// A group, which may be left empty.
static void object_or_null(struct pai_json *j) {
    pai_json_key(j, "type");
    pai_json_array(j);
    pai_json_cstr(j, "object");
    pai_json_cstr(j, "null");
    pai_json_array_end(j);
}

// Each word of a list with blanks between.
static void words(struct pai_json *j, const char *list) {
    while (*list != '\0') {
        size_t n = strcspn(list, " ");
        pai_json_str(j, list, n);
        list += n + (list[n] == ' ');
    }
}

static const char *definition(enum pai_key_type type) {
    static const char *const NAMES[] = {
        [PAI_TYPE_LEN] = "length",     [PAI_TYPE_BOOL] = "yes-no", [PAI_TYPE_FONT] = "font",
        [PAI_TYPE_INK] = "ink",        [PAI_TYPE_ALIGN] = "align", [PAI_TYPE_GAP] = "gap",
        [PAI_TYPE_STRING] = "text",    [PAI_TYPE_NAME] = "name",   [PAI_TYPE_MARKS] = "marks",
        [PAI_TYPE_BAN] = "level",      [PAI_TYPE_INT] = NULL,      [PAI_TYPE_CHOICE] = NULL,
        [PAI_TYPE_WIDE] = "length",    [PAI_TYPE_HIGH] = "length", [PAI_TYPE_PLACE] = "place",
        [PAI_TYPE_ROLE] = "role",      [PAI_TYPE_REF] = "text",    [PAI_TYPE_TEMPLATE] = "text",
        [PAI_TYPE_WHEN] = "text",      [PAI_TYPE_CELL] = "cell",   [PAI_TYPE_BLOCKS] = "blocks",
        [PAI_TYPE_COLUMNS] = "widths", [PAI_TYPE_ROWS] = "rows",   [PAI_TYPE_CLAIMS] = "text",
        [PAI_TYPE_FILE] = "text",
    };
    return NAMES[type];
}

static void number(struct pai_json *j, const char *key, const char *text) {
    int32_t v;
    if (pai_value_int(text, strlen(text), &v) == PAI_VALUE_OK) {
        pai_json_key(j, key);
        pai_json_int(j, v);
    }
}

static void key_put(struct pai_json *j, const struct pai_schema_key *k, bool defaults) {
    struct pai_buf about = pai_buf_make(j->out->arena);
    pai_buf_fmt(&about, "%s\n%s", k->zh, k->en);
    pai_json_line(j);
    pai_json_key(j, k->key);
    pai_json_object(j);
    str(j, "description", about.s);
    if (defaults && k->def[0] != '\0' && k->type != PAI_TYPE_INT && k->type != PAI_TYPE_BOOL) {
        str(j, "default", k->def);
    }
    if (k->type == PAI_TYPE_INT) {
        str(j, "type", "integer");
        number(j, "default", k->def);
        number(j, "minimum", k->least);
        number(j, "maximum", k->most);
    } else if (k->type == PAI_TYPE_CHOICE) {
        pai_json_key(j, "enum");
        pai_json_array(j);
        words(j, k->least);
        words(j, k->most);
        pai_json_array_end(j);
    } else {
        // In draft-07 what stands beside $ref is not read, so it stands within allOf.
        pai_json_key(j, "allOf");
        pai_json_array(j);
        pai_json_object(j);
        ref(j, definition(k->type));
        pai_json_object_end(j);
        pai_json_array_end(j);
    }
    pai_json_object_end(j);
}

// The inside of a group: its keys and no others.
static void group(struct pai_json *j, const struct pai_schema_key *keys, uint32_t count,
                  bool defaults, bool blocks) {
    pai_json_key(j, "additionalProperties");
    pai_json_bool(j, false);
    object_or_null(j);
    pai_json_key(j, "properties");
    pai_json_object(j);
    member(j, "inherit", "yes-no");
    for (uint32_t i = 0; i < count; i++) {
        key_put(j, &keys[i], defaults);
    }
    if (blocks) {
        member(j, "blocks", "blocks");
    }
    pai_json_object_end(j);
}

static void pattern(struct pai_json *j, const char *name, const char *type, const char *form) {
    pai_json_line(j);
    pai_json_key(j, name);
    pai_json_object(j);
    pai_json_key(j, "type");
    pai_json_array(j);
    pai_json_cstr(j, "string");
    if (type != NULL) {
        pai_json_cstr(j, type);
    }
    pai_json_array_end(j);
    if (form != NULL) {
        str(j, "pattern", form);
    }
    pai_json_object_end(j);
}

static void one_of(struct pai_json *j, const char *name, const char *list) {
    pai_json_line(j);
    pai_json_key(j, name);
    pai_json_object(j);
    pai_json_key(j, "enum");
    pai_json_array(j);
    words(j, list);
    if (strcmp(name, "yes-no") == 0) {
        pai_json_bool(j, true);
        pai_json_bool(j, false);
    }
    pai_json_array_end(j);
    pai_json_object_end(j);
}

// A definition that is one of several others.
static void any_of(struct pai_json *j, const char *name, const char *list) {
    pai_json_line(j);
    pai_json_key(j, name);
    pai_json_object(j);
    pai_json_key(j, "anyOf");
    pai_json_array(j);
    while (*list != '\0') {
        size_t n = strcspn(list, " ");
        pai_json_object(j);
        ref(j, pai_arena_str(j->out->arena, list, n));
        pai_json_object_end(j);
        list += n + (list[n] == ' ');
    }
    pai_json_array_end(j);
    pai_json_object_end(j);
}

static void list_of(struct pai_json *j, const char *name, const char *item) {
    pai_json_line(j);
    pai_json_key(j, name);
    pai_json_object(j);
    str(j, "type", "array");
    member(j, "items", item);
    pai_json_object_end(j);
}

static void block_definitions(struct pai_json *j) {
    struct pai_buf roles = pai_buf_make(j->out->arena);
    for (int i = 0; i < PAI_ROLE_COUNT; i++) {
        pai_buf_fmt(&roles, "%s%s", i > 0 ? " " : "", pai_role_name((enum pai_role)i));
    }
    one_of(j, "role", roles.s);
    pattern(j, "place", NULL, "^.*?(mm|cm|pt|字|行|em|%|号)( from (paper|type-area))?$");
    pattern(j, "number", "number", "^" NUMBER "$");
    any_of(j, "width", "number length");
    list_of(j, "widths", "width");
    any_of(j, "cell", "text yes-no none block");
    list_of(j, "row", "cell");
    list_of(j, "rows", "row");
    pai_json_line(j);
    pai_json_key(j, "none");
    pai_json_object(j);
    str(j, "type", "null");
    pai_json_object_end(j);
    any_of(j, "block-or-no", "block yes-no");
    pai_json_line(j);
    pai_json_key(j, "blocks");
    pai_json_object(j);
    object_or_null(j);
    member(j, "additionalProperties", "block-or-no");
    pai_json_object_end(j);
    pai_json_line(j);
    pai_json_key(j, "block");
    pai_json_object(j);
    group(j, pai_schema_block_keys(), PAI_BLOCK_AT_COUNT, true, false);
    pai_json_object_end(j);
}

static void definitions(struct pai_json *j) {
    static const char FONTS[] =
#define X(en, zh) en " " zh " "
        PAI_VALUE_FONTS(X)
#undef X
        ;
    static const char SIZES[] =
#define X(name, tenths) "|" name
        PAI_VALUE_SIZES(X)
#undef X
        ;
    struct pai_buf length = pai_buf_make(j->out->arena);
    pai_buf_fmt(&length,
                "^(" NUMBER
                " ?(mm|cm|pt|字|行|em|%%)|小?[1-8]号|小[1-8]|小[初一二三四五六七]号%s)$",
                SIZES);
    pai_json_key(j, "definitions");
    pai_json_object(j);
    pattern(j, "length", NULL, length.s);
    one_of(j, "yes-no", "yes no true false 是 否");
    one_of(j, "font", FONTS);
    pattern(j, "ink", NULL, NULL);
    one_of(j, "align", "justify left centre center right 两端 左 中 右");
    pattern(j, "gap", "number", "^" NUMBER "(/" NUMBER ")?$");
    pattern(j, "text", "number", NULL);
    pattern(j, "name", NULL, "^[a-z0-9-]+$");
    one_of(j, "marks", "full 全角 kaiming 开明 half 半角 line-end 行末半角");
    one_of(j, "level", "gb 国标 basic 基本 strict 严格 none 不禁");
    pattern(j, "percent", "number", "^" NUMBER " ?%?$");
    block_definitions(j);
    pai_json_line(j);
    pai_json_key(j, "style");
    pai_json_object(j);
    group(j, pai_schema_style_keys(), PAI_STYLE_AT_COUNT, false, false);
    pai_json_object_end(j);
    pai_json_object_end(j);
}

static void section_put(struct pai_json *j, const struct pai_schema_section *s) {
    struct pai_buf about = pai_buf_make(j->out->arena);
    pai_buf_fmt(&about, "%s\n%s", s->zh, s->en);
    pai_json_line(j);
    pai_json_key(j, s->key);
    pai_json_object(j);
    str(j, "description", about.s);
    group(j, s->keys, s->key_count, true, pai_schema_part_of(s->key) != PAI_LAYOUT_PART_COUNT);
    pai_json_object_end(j);
}

static void cmyk_put(struct pai_json *j) {
    pai_json_object(j);
    str(j, "type", "array");
    member(j, "items", "percent");
    pai_json_object_end(j);
}

// {spot: 红, cmyk: [0, 80%, 80%, 0], tint: 50%}
static void spot_put(struct pai_json *j) {
    pai_json_object(j);
    str(j, "type", "object");
    pai_json_key(j, "required");
    pai_json_array(j);
    pai_json_cstr(j, "spot");
    pai_json_cstr(j, "cmyk");
    pai_json_array_end(j);
    pai_json_key(j, "additionalProperties");
    pai_json_bool(j, false);
    pai_json_key(j, "properties");
    pai_json_object(j);
    member(j, "spot", "text");
    pai_json_key(j, "cmyk");
    cmyk_put(j);
    member(j, "tint", "percent");
    pai_json_object_end(j);
    pai_json_object_end(j);
}

// name -> four percentages, a spot ink, or pre-printed
static void inks_put(struct pai_json *j) {
    pai_json_line(j);
    pai_json_key(j, "inks");
    pai_json_object(j);
    str(j, "description", "颜色：青、品红、黄、黑\nCyan, magenta, yellow, black");
    object_or_null(j);
    pai_json_key(j, "additionalProperties");
    pai_json_object(j);
    pai_json_key(j, "anyOf");
    pai_json_array(j);
    cmyk_put(j);
    spot_put(j);
    pai_json_object(j);
    pai_json_key(j, "enum");
    pai_json_array(j);
    pai_json_cstr(j, "preprinted");
    pai_json_cstr(j, "套打");
    pai_json_array_end(j);
    pai_json_object_end(j);
    pai_json_array_end(j);
    pai_json_object_end(j);
    pai_json_object_end(j);
}

static void styles_put(struct pai_json *j) {
    pai_json_line(j);
    pai_json_key(j, "styles");
    pai_json_object(j);
    pai_json_key(j, "additionalProperties");
    pai_json_bool(j, false);
    pai_json_key(j, "properties");
    pai_json_object(j);
    member(j, "inherit", "yes-no");
    for (int role = 0; role < PAI_ROLE_COUNT; role++) {
        member(j, pai_role_name((enum pai_role)role), "style");
    }
    pai_json_object_end(j);
    pai_json_object_end(j);
}

static bool is_section(const char *key) {
    for (int i = PAI_SECTION_top + 1; i < PAI_SECTION_COUNT; i++) {
        if (strcmp(pai_schema_section((enum pai_section)i)->key, key) == 0) {
            return true;
        }
    }
    return false;
}

void pai_layout_doc_json(struct pai_buf *out) {
    struct pai_json json = pai_json_make(out), *j = &json;
    const struct pai_schema_section *top = pai_schema_section(PAI_SECTION_top);
    pai_json_object(j);
    str(j, "$schema", "http://json-schema.org/draft-07/schema#");
    str(j, "title", "paiban 版式 / layout");
    str(j, "type", "object");
    pai_json_key(j, "additionalProperties");
    pai_json_bool(j, false);
    pai_json_key(j, "properties");
    pai_json_object(j);
    pai_json_key(j, "extends");
    pai_json_object(j);
    str(j, "type", "string");
    str(j, "description", "继承的版式\nthe layout to inherit from");
    pai_json_object_end(j);
    for (uint32_t i = 0; i < top->key_count; i++) {
        key_put(j, &top->keys[i], true);
    }
    for (int i = PAI_SECTION_top + 1; i < PAI_SECTION_COUNT; i++) {
        section_put(j, pai_schema_section((enum pai_section)i));
    }
    for (int i = 0; i < PAI_LAYOUT_PART_COUNT; i++) {
        const struct pai_schema_part *part = pai_schema_part((enum pai_layout_part)i);
        if (!is_section(part->section)) {
            pai_json_line(j);
            member(j, part->section, "blocks");
        }
    }
    inks_put(j);
    styles_put(j);
    pai_json_object_end(j);
    definitions(j);
    pai_json_object_end(j);
    pai_json_line(j);
    pai_buf_byte(out, '\n');
}
