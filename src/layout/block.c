// In: the mapping of one block, or the text of a cell. Out: the block with its style settled.
// Promise: keys that mean nothing to its kind, and keys that it lacks, are reported.
#include "loader.h"
#include "near.h"
#include "unknown.h"

#include "buf.h"

#include <string.h>

enum { CELLS_MAX = 16, ROWS_MAX = 64 };

static bool has_word(const char *list, const char *word) {
    size_t n = strlen(word);
    while (*list != '\0') {
        size_t len = strcspn(list, " ");
        if (len == n && memcmp(list, word, n) == 0) {
            return true;
        }
        list += len + (list[len] == ' ');
    }
    return false;
}

static const char *kind_name(const struct pai_layout_block *b) {
    return pai_schema_shape_name((enum pai_shape)b->kind);
}

static void complain(struct pai_loader *l, enum pai_code code, struct pai_span span,
                     const char *a, const char *b, const char *c) {
    pai_diag(l->job, code, pai_loader_place(l, span), a, b, c, NULL);
    l->blocks_bad = true;
}

// The keys that a kind of block takes, for a message.
static const char *keys_of(struct pai_loader *l, const char *kind) {
    struct pai_buf list = pai_buf_make(l->job->arena);
    for (int i = 0; i < PAI_BLOCK_AT_COUNT; i++) {
        const char *kinds = pai_schema_block_kinds((enum pai_block_at)i);
        if (kinds[0] == '\0' || has_word(kinds, kind)) {
            pai_buf_fmt(&list, "%s%s", list.n > 0 ? " " : "", pai_schema_block_keys()[i].key);
        }
    }
    return list.s;
}

// A key of an inherited block whose kind was changed since.
static bool is_left_over(const struct pai_tree *map, const struct pai_tree_entry *e) {
    const struct pai_tree_entry *kind = pai_tree_find(map, "kind");
    return kind != NULL && kind->span.file != 0 &&
           (e->span.file == 0 || e->span.file > kind->span.file);
}

// `known`: its kind is, so that keys can be asked whether they fit it.
static void check_keys(struct pai_loader *l, const struct pai_layout_block *b,
                       const struct pai_tree *map, bool known) {
    const struct pai_schema_key *keys = pai_schema_block_keys();
    struct pai_words words = {.n = 0};
    pai_words_keys(&words, keys, PAI_BLOCK_AT_COUNT);
    for (uint32_t i = 0; i < map->entries.n; i++) {
        const struct pai_tree_entry *e = &map->entries.v[i];
        const char *key = pai_clip(l->job, e->key, strlen(e->key));
        int at = 0;
        while (at < PAI_BLOCK_AT_COUNT && strcmp(keys[at].key, e->key) != 0) {
            at++;
        }
        if (at < PAI_BLOCK_AT_COUNT) {
            const char *kinds = pai_schema_block_kinds((enum pai_block_at)at);
            if (known && kinds[0] != '\0' && !has_word(kinds, kind_name(b)) &&
                !is_left_over(map, e)) {
                complain(l, PAI_D_BLOCK_KEY_KIND, e->span, key, kind_name(b), kinds);
            }
        } else {
            pai_loader_unknown(l, e, &words, keys_of(l, kind_name(b)));
            l->blocks_bad = true;
        }
    }
}

// Reads one key; true if the file gives it.
static bool read_key(struct pai_loader *l, struct pai_layout_block *b,
                     const struct pai_tree *map, enum pai_block_at at) {
    const struct pai_schema_key *key = &pai_schema_block_keys()[at];
    const struct pai_tree_entry *e = map != NULL ? pai_tree_find(map, key->key) : NULL;
    if (!pai_loader_value(l, key, key->def, e, b)) {
        l->blocks_bad = true;
    }
    return e != NULL;
}

bool pai_read_ROLE(const struct pai_reading *r) {
    const char *name = pai_arena_str(r->l->job->arena, r->s, r->len);
    enum pai_role role = pai_schema_role(name, false);
    const char *names[PAI_ROLE_COUNT];
    struct pai_buf list = pai_buf_make(r->l->job->arena);
    for (int i = 0; i < PAI_ROLE_COUNT; i++) {
        names[i] = pai_role_name((enum pai_role)i);
        pai_buf_fmt(&list, "%s%s", i > 0 ? " " : "", names[i]);
    }
    if (role == PAI_ROLE_COUNT) {
        enum pai_role zh = pai_schema_role(name, true);
        const char *near =
            zh != PAI_ROLE_COUNT ? pai_role_name(zh) : pai_near(name, names, PAI_ROLE_COUNT);
        return near != NULL
                   ? pai_reading_fail(r, PAI_D_STYLE_LIKE, pai_reading_raw(r), near, NULL)
                   : pai_reading_fail(r, PAI_D_STYLE_UNKNOWN, pai_reading_raw(r), list.s, NULL);
    }
    *(enum pai_role *)r->field = role;
    return true;
}

// 72mm from paper, 0mm from type-area, 72mm (from the paper).
bool pai_read_PLACE(const struct pai_reading *r) {
    struct pai_layout_place *place = r->field;
    const char *s = pai_arena_str(r->l->job->arena, r->s, r->len);
    const char *from = strstr(s, " from ");
    struct pai_schema_key key = *r->key;
    struct pai_reading length = *r;
    pai_len at;
    key.type = PAI_TYPE_HIGH;
    length.len = from != NULL ? (size_t)(from - s) : r->len;
    length.key = &key;
    length.field = &at;
    place->from = PAI_FROM_NONE;
    if (from != NULL && strcmp(from, " from paper") != 0 &&
        strcmp(from, " from type-area") != 0) {
        return pai_reading_fail_at(r, length.len + 1, r->len - length.len - 1, PAI_D_PLACE_FROM,
                                   pai_clip(r->l->job, from + 1, strlen(from + 1)), NULL, NULL);
    }
    if (!pai_reading_read(&length)) {
        return false;
    }
    place->at = at;
    place->from =
        from != NULL && strcmp(from, " from type-area") == 0 ? PAI_FROM_AREA : PAI_FROM_PAPER;
    return true;
}

static bool ends_with(const char *s, const char *end) {
    size_t n = strlen(s), m = strlen(end);
    for (size_t i = 0; n > m && i < m; i++) {
        char c = s[n - m + i];
        if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != end[i]) {
            return false;
        }
    }
    return n > m;
}

// The path of a picture. Whether there is such a file only the page knows.
bool pai_read_FILE(const struct pai_reading *r) {
    struct pai_layout_file *file = r->field;
    const char *name = pai_arena_str(r->l->arena, r->s, r->len);
    if (strlen(name) != r->len || strchr(name, '\\') != NULL || strchr(name, ':') != NULL) {
        return pai_reading_fail(
            r, PAI_D_LAYOUT_FILE, pai_reading_raw(r),
            "把图片放在版式文件旁边，只写文件名；下级文件夹用 / 分隔，不写盘符",
            "put the picture beside the layout and write its name alone; "
            "folders below with /, no drive");
    }
    if (!ends_with(name, ".png") && !ends_with(name, ".jpg") && !ends_with(name, ".jpeg")) {
        return pai_reading_fail(
            r, PAI_D_LAYOUT_FILE, pai_reading_raw(r),
            "只能用 PNG 和 JPEG（.png .jpg .jpeg）；别的格式请用图片软件另存为 PNG",
            "use a PNG or a JPEG (.png .jpg .jpeg); save other formats as PNG");
    }
    *file = (struct pai_layout_file){name, r->span};
    return true;
}

// ---- style ----

static enum pai_role role_of(const struct pai_loader *l, const struct pai_layout_block *b,
                             const struct pai_layout_block *parent) {
    bool ornament = b->kind == PAI_SHAPE_STAR && b->text == NULL;
    if (l->place == PAI_PLACE_RUNNING || ornament) {
        return PAI_ROLE_RUNNING_HEAD;
    }
    for (uint32_t i = 0; b->text != NULL && i < b->text->n; i++) {
        if (b->text->v[i].kind == PAI_PART_SLOT) {
            enum pai_role role = pai_slot_role(b->text->v[i].slot);
            return b->kind == PAI_SHAPE_LIST && b->over == PAI_OVER_CREDITS ? PAI_ROLE_CREDITS
                                                                            : role;
        }
    }
    return parent != NULL && parent->styled ? parent->style : PAI_ROLE_OFFICE;
}

// What a block changes of a style.
static void change_style(struct pai_style *s, const struct pai_layout_block *b) {
    s->font = b->font != NULL ? b->font : s->font;
    s->latin = b->latin != NULL ? b->latin : s->latin;
    s->size = b->size > 0 ? b->size : s->size;
    s->ink = b->ink != NULL ? b->ink : s->ink;
    s->align = b->aligned ? b->align : s->align;
}

static void settle_style(struct pai_loader *l, struct pai_layout_block *b, bool given,
                         const struct pai_layout_block *parent) {
    b->styled = given;
    if (!given && parent != NULL && parent->kind != PAI_SHAPE_BOX && parent->styled) {
        b->style = parent->style;
        b->styled = true;
    } else if (!given) {
        b->style = role_of(l, b, parent);
    }
    b->set = l->layout->style[b->style];
    if (parent != NULL && parent->kind != PAI_SHAPE_BOX) {
        struct pai_layout_block around = *parent;
        around.ink = parent->kind == PAI_SHAPE_TABLE ? NULL : parent->ink; // that of its rules
        change_style(&b->set, &around);
        b->field_font = b->field_font != NULL ? b->field_font : parent->field_font;
    }
    change_style(&b->set, b);
}

// ---- blocks within a block ----

// A cell: a text, or a block without a name.
static struct pai_layout_block *read_cell(struct pai_loader *l,
                                          const struct pai_layout_block *parent,
                                          struct pai_layout_block *cell,
                                          const struct pai_tree *value, struct pai_span span,
                                          enum pai_layout_align align) {
    cell->name = parent->name;
    cell->span = value->span;
    cell->below = cell->beside = PAI_LAYOUT_REF_NONE;
    if (value->kind == PAI_TREE_SCALAR && !pai_tree_empty(value)) {
        struct pai_tree_entry text = {"text", span, (struct pai_tree *)value};
        struct pai_tree map = {.kind = PAI_TREE_MAP, .span = value->span};
        PAI_VEC_PUT(l->job->arena, &map.entries, text);
        pai_loader_block(l, cell, &map, parent);
        l->block_sources.n--; // the mapping is ours
    } else if (value->kind == PAI_TREE_SCALAR) {
        pai_loader_block(l, cell, NULL, parent); // an empty cell
    } else if (value->kind == PAI_TREE_MAP) {
        pai_loader_block(l, cell, value, parent);
    } else {
        if (value->kind != PAI_TREE_BAD) {
            complain(l, PAI_D_BLOCK_CELL, value->span, NULL, NULL, NULL);
        }
        pai_loader_block(l, cell, NULL, parent);
    }
    if (!cell->aligned && (parent->kind == PAI_SHAPE_ROW || !parent->aligned)) {
        cell->set.align = align;
    }
    return cell;
}

static void read_row(struct pai_loader *l, struct pai_layout_block *b,
                     const struct pai_tree *map) {
    static const char *const KEYS[] = {"left", "centre", "right"};
    static const enum pai_layout_align ALIGNS[] = {PAI_ALIGN_LEFT, PAI_ALIGN_CENTRE,
                                                   PAI_ALIGN_RIGHT};
    pai_layout_CELL *cells[] = {&b->left, &b->centre, &b->right};
    bool any = false, yes = true;
    for (size_t i = 0; i < 3; i++) {
        const struct pai_tree_entry *e = map != NULL ? pai_tree_find(map, KEYS[i]) : NULL;
        if (e == NULL ||
            (e->value->kind == PAI_TREE_SCALAR &&
             pai_value_bool(e->value->s, e->value->len, &yes) == PAI_VALUE_OK && !yes)) {
            continue; // not there, or taken out: right: no
        }
        any = true;
        *cells[i] = read_cell(l, b, PAI_NEW(l->arena, struct pai_layout_block), e->value,
                              e->span, ALIGNS[i]);
    }
    if (!any) {
        complain(l, PAI_D_BLOCK_NEEDS, b->span, kind_name(b), "left / centre / right", NULL);
    }
}

static void read_columns(struct pai_loader *l, struct pai_layout_block *b,
                         const struct pai_tree *map, uint32_t cells) {
    const struct pai_tree_entry *e = map != NULL ? pai_tree_find(map, "columns") : NULL;
    pai_len *v = PAI_NEW_N(l->arena, pai_len, CELLS_MAX);
    b->columns = (struct pai_layout_columns){v, cells, true};
    for (uint32_t i = 0; i < cells; i++) {
        v[i] = 1;
    }
    if (e == NULL || e->value->kind == PAI_TREE_BAD) {
        return;
    }
    if (e->value->kind != PAI_TREE_LIST || e->value->items.n != cells) {
        complain(l, PAI_D_BLOCK_COLUMNS, e->value->span,
                 pai_arena_fmt(l->job->arena, "%u", cells), NULL, NULL);
        return;
    }
    int32_t share = 0;
    const struct pai_tree *first = e->value->items.v[0];
    b->columns.shares = first->kind == PAI_TREE_SCALAR &&
                        pai_value_int(first->s, first->len, &share) == PAI_VALUE_OK;
    struct pai_schema_key key = pai_schema_block_keys()[PAI_BLOCK_AT_columns];
    key.type = b->columns.shares ? PAI_TYPE_INT : PAI_TYPE_WIDE;
    key.def = b->columns.shares ? "1" : "10mm";
    key.least = b->columns.shares ? "1" : "1mm";
    key.most = b->columns.shares ? "1000" : "900mm";
    key.offset = 0;
    for (uint32_t i = 0; i < cells; i++) {
        struct pai_tree_entry item = {"columns", e->value->items.v[i]->span,
                                      e->value->items.v[i]};
        l->blocks_bad = !pai_loader_value(l, &key, key.def, &item, &v[i]) || l->blocks_bad;
    }
}

static void read_table(struct pai_loader *l, struct pai_layout_block *b,
                       const struct pai_tree *map) {
    const struct pai_tree_entry *e = map != NULL ? pai_tree_find(map, "rows") : NULL;
    if (e == NULL) {
        complain(l, PAI_D_BLOCK_NEEDS, b->span, kind_name(b), "rows", NULL);
        return;
    }
    const struct pai_tree *rows = e->value;
    bool good = rows->kind == PAI_TREE_LIST && rows->items.n > 0 && rows->items.n <= ROWS_MAX;
    uint32_t cells =
        good && rows->items.v[0]->kind == PAI_TREE_LIST ? rows->items.v[0]->items.n : 0;
    for (uint32_t i = 0; good && i < rows->items.n; i++) {
        const struct pai_tree *row = rows->items.v[i];
        if (row->kind != PAI_TREE_LIST || row->items.n != cells || cells == 0 ||
            cells > CELLS_MAX) {
            complain(l, PAI_D_BLOCK_ROWS, row->span, NULL, NULL, NULL);
            return;
        }
    }
    if (!good) {
        complain(l, PAI_D_BLOCK_ROWS, pai_tree_empty(rows) ? e->span : rows->span, NULL, NULL,
                 NULL);
        return;
    }
    read_columns(l, b, map, cells);
    struct pai_layout_block *v =
        PAI_NEW_N(l->arena, struct pai_layout_block, rows->items.n * cells);
    for (uint32_t i = 0; i < rows->items.n * cells; i++) {
        const struct pai_tree *cell = rows->items.v[i / cells]->items.v[i % cells];
        read_cell(l, b, &v[i], cell, cell->span, PAI_ALIGN_CENTRE);
    }
    b->rows = (struct pai_layout_blocks){v, rows->items.n * cells};
}

static void read_box(struct pai_loader *l, struct pai_layout_block *b,
                     const struct pai_tree *map) {
    const struct pai_tree_entry *e = map != NULL ? pai_tree_find(map, "blocks") : NULL;
    const struct pai_tree *inside = e != NULL ? pai_loader_map(l, e->key, e->value) : NULL;
    if (inside != NULL) {
        b->blocks = pai_loader_group(l, inside, false, b);
    } else if (e == NULL || pai_tree_empty(e->value)) {
        complain(l, PAI_D_BLOCK_NEEDS, e != NULL ? e->span : b->span, kind_name(b), "blocks",
                 NULL);
    } else {
        l->blocks_bad = true;
    }
}

static void read_inside(struct pai_loader *l, struct pai_layout_block *b,
                        const struct pai_tree *map) {
    switch ((enum pai_shape)b->kind) {
    case PAI_SHAPE_ROW:
        read_row(l, b, map);
        break;
    case PAI_SHAPE_TABLE:
        read_table(l, b, map);
        break;
    case PAI_SHAPE_BOX:
        read_box(l, b, map);
        break;
    default:
        break;
    }
}

// A picture has its own colours: no ink can colour it.
static void check_image_ink(struct pai_loader *l, const struct pai_layout_block *b,
                            const struct pai_tree *map) {
    const struct pai_tree_entry *e = map != NULL ? pai_tree_find(map, "ink") : NULL;
    if (b->kind == PAI_SHAPE_IMAGE && b->ink != NULL && e != NULL &&
        b->ink->kind != PAI_INK_PREPRINTED && strcmp(b->ink->name, "black") != 0) {
        complain(l, PAI_D_LAYOUT_IMAGE_INK, e->value->span, b->ink->name, NULL, NULL);
    }
}

// The key to point at when the block comes out wrong: one that moves or sizes it rather than
// another, of those in the nearest file.
static struct pai_span place_of(const struct pai_layout_block *b, const struct pai_tree *map,
                                const struct pai_layout_block *parent) {
    static const char *const FIRST[] = {"top", "gap",    "below", "beside", "size",
                                        "x",   "height", "width", "spread", "pitch"};
    struct pai_span place = b->span;
    uint32_t nearest = b->span.file;
    for (uint32_t i = 0; map != NULL && i < map->entries.n; i++) {
        uint32_t file = map->entries.v[i].span.file;
        nearest = file != 0 && (nearest == 0 || file < nearest) ? file : nearest;
    }
    for (size_t i = sizeof FIRST / sizeof FIRST[0]; i-- > 0;) {
        const struct pai_tree_entry *e = map != NULL ? pai_tree_find(map, FIRST[i]) : NULL;
        place = e != NULL && nearest != 0 && e->span.file == nearest ? e->span : place;
    }
    // A cell goes where its row goes.
    bool above = parent != NULL && parent->place.file != 0 &&
                 (place.file == 0 || parent->place.file < place.file);
    return above ? parent->place : place;
}

void pai_loader_block(struct pai_loader *l, struct pai_layout_block *b,
                      const struct pai_tree *map, const struct pai_layout_block *parent) {
    enum pai_slot_place place = l->place;
    struct pai_span here = l->here;
    pai_len em = l->context.em;
    l->here = b->span.file != 0 ? b->span : here;
    b->style = PAI_ROLE_COUNT;
    bool was_bad = l->blocks_bad;
    l->blocks_bad = false;
    read_key(l, b, map, PAI_BLOCK_AT_kind);
    bool known = !l->blocks_bad; // else nothing can be asked of it
    l->blocks_bad = l->blocks_bad || was_bad;
    if (map != NULL) {
        check_keys(l, b, map, known);
    }
    read_key(l, b, map, PAI_BLOCK_AT_over);
    if (b->kind == PAI_SHAPE_LIST) {
        l->place = b->over == PAI_OVER_DISTRIBUTION ? PAI_PLACE_DISTRIBUTION_LIST
                                                    : PAI_PLACE_CREDITS_LIST;
    }
    bool text = read_key(l, b, map, PAI_BLOCK_AT_text);
    l->place = place;
    if (!text && known && map != NULL &&
        (b->kind == PAI_SHAPE_TEXT || b->kind == PAI_SHAPE_LIST)) {
        complain(l, PAI_D_BLOCK_NEEDS, b->span, kind_name(b), "text", NULL);
    }
    if (known && b->kind == PAI_SHAPE_IMAGE && pai_tree_find(map, "image") == NULL) {
        complain(l, PAI_D_BLOCK_NEEDS, b->span, kind_name(b), "image", NULL);
    }
    bool given = read_key(l, b, map, PAI_BLOCK_AT_style) && b->style != PAI_ROLE_COUNT;
    l->context.em = l->layout->style[given ? b->style : role_of(l, b, parent)].size;
    for (int at = PAI_BLOCK_AT_style + 1; at < PAI_BLOCK_AT_COUNT; at++) {
        if (at != PAI_BLOCK_AT_over && at != PAI_BLOCK_AT_text) {
            bool is = read_key(l, b, map, (enum pai_block_at)at);
            b->aligned = b->aligned || (at == PAI_BLOCK_AT_align && is);
        }
        if (at == PAI_BLOCK_AT_align) {
            settle_style(l, b, given, parent);
            l->context.em = b->set.size;
        }
    }
    change_style(&b->set, b); // the ink stands behind the other keys of style
    check_image_ink(l, b, map);
    read_key(l, b, map, PAI_BLOCK_AT_when);
    if (map != NULL) {
        PAI_VEC_PUT(l->job->arena, &l->block_sources, ((struct pai_block_source){b, map}));
    }
    b->place = place_of(b, map, parent);
    read_inside(l, b, map);
    l->context.em = em;
    l->here = here;
}
