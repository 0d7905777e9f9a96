// In: the text of a layout file. Out: its tree, with places in bytes. libyaml says what stands
// where, in characters; here that becomes bytes, and what layouts do not have (anchors, tags,
// second documents, keys given twice, deep nesting) is refused. Promise: linear time and
// memory, nesting bounded, every refusal recorded at its place.
#include "tree.h"

#include "map.h"
#include "syntax.h"
#include "utf8.h"

#include <string.h>
#include <yaml.h>

struct tree_parser {
    struct pai_job *job;
    const struct pai_source *source;
    uint32_t file;
    yaml_parser_t yaml;
    yaml_event_t event;
    bool has_event;
    // Where the last mark was: libyaml counts characters, spans count bytes.
    size_t at_char, at_byte;
    size_t bom; // bytes of a byte order mark: kept from libyaml, which gives it a column
};

// Byte offset of a mark. Marks lie near each other, so walking from the last one is cheap.
static uint32_t mark_offset(struct tree_parser *p, size_t index) {
    const struct pai_source *src = p->source;
    unsigned used;
    while (p->at_char < index && p->at_byte < src->len) {
        pai_utf8_next(src->text + p->at_byte, src->len - p->at_byte, &used);
        p->at_byte += used;
        p->at_char++;
    }
    while (p->at_char > index && p->at_byte > p->bom) {
        pai_utf8_prev(src->text, p->at_byte, &used);
        p->at_byte -= used;
        p->at_char--;
    }
    return (uint32_t)p->at_byte;
}

static struct pai_span mark_span(struct tree_parser *p, yaml_mark_t from, yaml_mark_t to) {
    struct pai_span span = {p->file, mark_offset(p, from.index), 0};
    uint32_t end = mark_offset(p, to.index);
    span.length = end > span.offset ? end - span.offset : 0;
    return span;
}

// The first character of a block mapping or list: its end would be far away.
static struct pai_span start_span(struct tree_parser *p, yaml_mark_t from) {
    struct pai_span span = {p->file, mark_offset(p, from.index), 0};
    if (span.offset < p->source->len) {
        unsigned used;
        pai_utf8_next(p->source->text + span.offset, p->source->len - span.offset, &used);
        span.length = used;
    }
    return span;
}

// libyaml's memory is not the arena's; running out of it ends the process in the same way.
static void no_memory(struct pai_job *job) {
    pai_arena_array(job->arena, SIZE_MAX, SIZE_MAX);
}

static void report_syntax(struct tree_parser *p) {
    const yaml_parser_t *y = &p->yaml;
    if (y->error == YAML_MEMORY_ERROR) {
        no_memory(p->job);
    }
    struct pai_syntax_error e = {
        .job = p->job,
        .file = p->file,
        .problem = y->problem != NULL ? y->problem : "",
        .context = y->context != NULL ? y->context : "",
    };
    if (y->error == YAML_READER_ERROR) {
        e.offset =
            (uint32_t)(y->problem_offset < p->source->len ? y->problem_offset : p->source->len);
        e.unreadable = true;
    } else {
        e.offset = mark_offset(p, y->problem_mark.index);
        e.context_offset = e.context[0] != '\0' ? mark_offset(p, y->context_mark.index) : 0;
    }
    pai_syntax_report(&e);
}

// Steps to the next event. False after a mistake, which is recorded.
static bool next(struct tree_parser *p) {
    if (p->has_event) {
        yaml_event_delete(&p->event);
        p->has_event = false;
    }
    if (!yaml_parser_parse(&p->yaml, &p->event)) {
        report_syntax(p);
        return false;
    }
    p->has_event = true;
    return true;
}

// Anchors and tags are recorded; the value that carries them is read all the same.
static void refuse_extras(struct tree_parser *p, const yaml_char_t *anchor,
                          const yaml_char_t *tag) {
    struct pai_span span = start_span(p, p->event.start_mark);
    if (anchor != NULL) {
        pai_diag(p->job, PAI_D_LAYOUT_ANCHOR, span, NULL);
    }
    if (tag != NULL) {
        pai_diag(p->job, PAI_D_LAYOUT_TAG, span, NULL);
    }
}

static struct pai_tree *parse_value(struct tree_parser *p, unsigned depth);

static struct pai_tree *parse_scalar(struct tree_parser *p) {
    struct pai_tree *tree = PAI_NEW(p->job->arena, struct pai_tree);
    const yaml_event_t *e = &p->event;
    refuse_extras(p, e->data.scalar.anchor, e->data.scalar.tag);
    tree->kind = PAI_TREE_SCALAR;
    tree->span = mark_span(p, e->start_mark, e->end_mark);
    tree->plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    tree->len = e->data.scalar.length;
    tree->s = pai_arena_str(p->job->arena, (const char *)e->data.scalar.value, tree->len);
    return tree;
}

static uint32_t line_of(const struct pai_job *job, struct pai_span span) {
    struct pai_place place;
    return pai_job_place(job, span, &place) ? place.line : 0;
}

// Adds an entry unless its key is there already.
static void add_entry(struct tree_parser *p, struct pai_tree *map, struct pai_map *seen,
                      struct pai_tree *key, struct pai_tree *value) {
    if (key->kind != PAI_TREE_SCALAR || key->len == 0 || memchr(key->s, 0, key->len) != NULL) {
        if (key->kind != PAI_TREE_BAD) {
            pai_diag(p->job, PAI_D_LAYOUT_KEY_KIND, key->span, NULL);
        }
        return;
    }
    const struct pai_tree *first = pai_map_find(seen, key->s, key->len);
    if (first != NULL) {
        const char *line = pai_arena_fmt(p->job->arena, "%u", line_of(p->job, first->span));
        pai_diag(p->job, PAI_D_LAYOUT_KEY_TWICE, key->span, pai_clip(p->job, key->s, key->len),
                 line, NULL);
        return;
    }
    pai_map_put(seen, key->s, key->len, key);
    struct pai_tree_entry entry = {key->s, key->span, value};
    PAI_VEC_PUT(p->job->arena, &map->entries, entry);
}

static struct pai_tree *parse_map(struct tree_parser *p, unsigned depth) {
    struct pai_tree *map = PAI_NEW(p->job->arena, struct pai_tree);
    struct pai_map *seen = pai_map_make(p->job->arena);
    bool flow = p->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    yaml_mark_t start = p->event.start_mark;
    refuse_extras(p, p->event.data.mapping_start.anchor, p->event.data.mapping_start.tag);
    map->kind = PAI_TREE_MAP;
    map->span = start_span(p, start);
    for (;;) {
        if (!next(p)) {
            return NULL;
        }
        if (p->event.type == YAML_MAPPING_END_EVENT) {
            break;
        }
        struct pai_tree *key = parse_value(p, depth + 1);
        if (key == NULL || !next(p)) {
            return NULL;
        }
        struct pai_tree *value = parse_value(p, depth + 1);
        if (value == NULL) {
            return NULL;
        }
        add_entry(p, map, seen, key, value);
    }
    if (flow) {
        map->span = mark_span(p, start, p->event.end_mark);
    }
    return map;
}

static struct pai_tree *parse_list(struct tree_parser *p, unsigned depth) {
    struct pai_tree *list = PAI_NEW(p->job->arena, struct pai_tree);
    bool flow = p->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    yaml_mark_t start = p->event.start_mark;
    refuse_extras(p, p->event.data.sequence_start.anchor, p->event.data.sequence_start.tag);
    list->kind = PAI_TREE_LIST;
    list->span = start_span(p, start);
    for (;;) {
        if (!next(p)) {
            return NULL;
        }
        if (p->event.type == YAML_SEQUENCE_END_EVENT) {
            break;
        }
        struct pai_tree *item = parse_value(p, depth + 1);
        if (item == NULL) {
            return NULL;
        }
        PAI_VEC_PUT(p->job->arena, &list->items, item);
    }
    if (flow) {
        list->span = mark_span(p, start, p->event.end_mark);
    }
    return list;
}

// The value that the current event begins; the parser stands on its last event afterwards.
static struct pai_tree *parse_value(struct tree_parser *p, unsigned depth) {
    if (depth >= PAI_TREE_DEPTH) {
        const char *most = pai_arena_fmt(p->job->arena, "%u", PAI_TREE_DEPTH);
        pai_diag(p->job, PAI_D_LAYOUT_DEEP, start_span(p, p->event.start_mark), most, NULL);
        return NULL;
    }
    switch (p->event.type) {
    case YAML_SCALAR_EVENT:
        return parse_scalar(p);
    case YAML_MAPPING_START_EVENT:
        return parse_map(p, depth);
    case YAML_SEQUENCE_START_EVENT:
        return parse_list(p, depth);
    default: {
        struct pai_tree *bad = PAI_NEW(p->job->arena, struct pai_tree);
        bad->kind = PAI_TREE_BAD;
        bad->span = mark_span(p, p->event.start_mark, p->event.end_mark);
        pai_diag(p->job, PAI_D_LAYOUT_ANCHOR, bad->span, NULL);
        return bad;
    }
    }
}

// stream start, document start, value, document end, stream end.
static struct pai_tree *parse_stream(struct tree_parser *p) {
    if (!next(p) || !next(p)) {
        return NULL;
    }
    struct pai_span top = {p->file, 0, 0};
    if (p->event.type == YAML_STREAM_END_EVENT) {
        pai_diag(p->job, PAI_D_LAYOUT_EMPTY, top, NULL);
        return NULL;
    }
    if (!next(p)) {
        return NULL;
    }
    struct pai_tree *tree = parse_value(p, 0);
    if (tree == NULL || !next(p) || !next(p)) {
        return NULL;
    }
    if (p->event.type == YAML_DOCUMENT_START_EVENT) {
        pai_diag(p->job, PAI_D_LAYOUT_DOCUMENTS,
                 mark_span(p, p->event.start_mark, p->event.end_mark), NULL);
        return NULL;
    }
    if (pai_tree_empty(tree)) {
        pai_diag(p->job, PAI_D_LAYOUT_EMPTY, top, NULL);
        return NULL;
    }
    return tree;
}

struct pai_tree *pai_tree_parse(struct pai_job *job, uint32_t file) {
    struct tree_parser p = {.job = job, .source = &job->sources.v[file - 1], .file = file};
    size_t bad;
    if (p.source->len > PAI_TREE_BYTES) {
        pai_diag(job, PAI_D_LAYOUT_HUGE, (struct pai_span){file, 0, 0}, "1 MiB", NULL);
        return NULL;
    }
    if (!pai_utf8_valid(p.source->text, p.source->len, &bad)) {
        const char *what =
            pai_arena_fmt(job->arena, "0x%02X", (unsigned)(unsigned char)p.source->text[bad]);
        pai_diag(job, PAI_D_LAYOUT_BYTES, (struct pai_span){file, (uint32_t)bad, 1}, what,
                 NULL);
        return NULL;
    }
    if (!yaml_parser_initialize(&p.yaml)) {
        no_memory(job);
    }
    yaml_parser_set_encoding(&p.yaml, YAML_UTF8_ENCODING);
    if (p.source->len >= 3 && memcmp(p.source->text, "\xEF\xBB\xBF", 3) == 0) {
        p.bom = p.at_byte = 3;
    }
    yaml_parser_set_input_string(&p.yaml, (const unsigned char *)p.source->text + p.bom,
                                 p.source->len - p.bom);
    struct pai_tree *tree = parse_stream(&p);
    if (p.has_event) {
        yaml_event_delete(&p.event);
    }
    yaml_parser_delete(&p.yaml);
    return tree;
}

const struct pai_tree_entry *pai_tree_find(const struct pai_tree *map, const char *key) {
    for (uint32_t i = 0; map != NULL && i < map->entries.n; i++) {
        if (strcmp(map->entries.v[i].key, key) == 0) {
            return &map->entries.v[i];
        }
    }
    return NULL;
}

bool pai_tree_empty(const struct pai_tree *tree) {
    return tree->kind == PAI_TREE_SCALAR && tree->plain && tree->len == 0;
}

const char *pai_clip(struct pai_job *job, const char *s, size_t len) {
    size_t end = 0;
    unsigned n = 0, used;
    while (end < len && n < 32) {
        pai_utf8_next(s + end, len - end, &used);
        end += used;
        n++;
    }
    char *out = pai_arena_fmt(job->arena, "%s%s", pai_arena_str(job->arena, s, end),
                              end < len ? "…" : "");
    for (char *c = out; *c != '\0'; c++) {
        *c = (unsigned char)*c < ' ' || *c == 0x7F ? ' ' : *c;
    }
    return out;
}
