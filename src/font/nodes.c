// In: the YAML of a fontset, as a source of the job. Out: its nodes one by one, each with its
// place in bytes. Promised: a mistake of writing is one diagnostic at its place, after which
// nothing more is read; no alias is followed and no depth is recursed into, so that the work is
// proportional to the file.
#include "nodes.h"

#include <string.h>
#include <yaml.h>

enum { MOST_DEPTH = 32 };

struct pai_nodes_parser {
    yaml_parser_t yaml;
};

// The byte offset of a character.
static uint32_t byte_of(struct pai_nodes *l, size_t chars) {
    while (l->chars > chars && l->bytes > 0) { // ends of blocks are told late
        do {
            l->bytes--;
        } while (l->bytes > 0 && ((uint8_t)l->text[l->bytes] & 0xc0) == 0x80);
        l->chars--;
    }
    while (l->chars < chars && l->bytes < l->len) {
        do {
            l->bytes++;
        } while (l->bytes < l->len && ((uint8_t)l->text[l->bytes] & 0xc0) == 0x80);
        l->chars++;
    }
    return (uint32_t)l->bytes;
}

static struct pai_span span_of(struct pai_nodes *l, yaml_mark_t from, yaml_mark_t to) {
    uint32_t start = byte_of(l, from.index), end = byte_of(l, to.index);
    return (struct pai_span){l->file, l->base + start, end > start ? end - start : 0};
}

// libyaml tells its troubles in English only; these are the ones that people run into.
static const char *problem_zh(const char *en) {
    static const char *const table[][2] = {
        {"did not find expected key", "缩进没有对齐，或者缺少冒号"},
        {"did not find expected '-' indicator", "缩进没有对齐，或者缺少“- ”"},
        {"did not find expected ',' or ']'", "方括号里缺少逗号，或者方括号没有收口"},
        {"did not find expected ',' or '}'", "花括号里缺少逗号，或者花括号没有收口"},
        {"did not find expected node content", "这里应当有内容"},
        {"could not find expected ':'", "缺少冒号（要用半角冒号，后面空一格）"},
        {"mapping values are not allowed in this context", "冒号的位置不对，或者缩进没有对齐"},
        {"block sequence entries are not allowed in this context", "“- ”的位置不对"},
        {"found character that cannot start any token",
         "这个字符不能用在开头（缩进不能用制表符）"},
        {"found unexpected end of stream", "引号没有收口"},
        {"control characters are not allowed", "含有控制字符"},
        {"did not find expected <document start>", "内容的位置不对，或者括号多了"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i][0], en) == 0) {
            return table[i][1];
        }
    }
    return "这里不合 YAML 的写法";
}

static void syntax(struct pai_nodes *l) {
    const yaml_parser_t *p = &l->parser->yaml;
    const char *en = p->problem != NULL ? p->problem : "out of memory";
    struct pai_span span;
    if (p->error == YAML_READER_ERROR) {
        size_t at = p->problem_offset < l->len ? p->problem_offset : l->len;
        span = (struct pai_span){l->file, l->base + (uint32_t)at, 0};
    } else {
        span = span_of(l, p->problem_mark, p->problem_mark);
    }
    pai_diag(l->job, PAI_D_FONTSET_SYNTAX, span, problem_zh(en), en, NULL);
    l->stop = true;
}

struct pai_yaml pai_nodes_next(struct pai_nodes *l) {
    struct pai_yaml node = {.kind = PAI_YAML_BAD, .span = {l->file, l->base, 0}};
    while (!l->stop) {
        yaml_event_t e;
        if (!yaml_parser_parse(&l->parser->yaml, &e)) {
            syntax(l);
            return node;
        }
        node.span = span_of(l, e.start_mark, e.end_mark);
        yaml_event_type_t type = e.type;
        if (type == YAML_SCALAR_EVENT) {
            node.s = pai_arena_str(l->arena, (const char *)e.data.scalar.value,
                                   e.data.scalar.length);
            node.n = e.data.scalar.length;
            node.plain = e.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        }
        yaml_event_delete(&e);
        switch (type) {
        case YAML_SCALAR_EVENT:
            node.kind = PAI_YAML_SCALAR;
            return node;
        case YAML_MAPPING_START_EVENT:
            node.kind = PAI_YAML_MAP;
            return node;
        case YAML_MAPPING_END_EVENT:
            node.kind = PAI_YAML_MAP_END;
            return node;
        case YAML_SEQUENCE_START_EVENT:
            node.kind = PAI_YAML_LIST;
            return node;
        case YAML_SEQUENCE_END_EVENT:
            node.kind = PAI_YAML_LIST_END;
            return node;
        case YAML_NO_EVENT:
        case YAML_STREAM_END_EVENT:
            node.kind = PAI_YAML_END;
            return node;
        case YAML_ALIAS_EVENT:
            pai_diag(l->job, PAI_D_FONTSET_ALIAS, node.span, NULL);
            l->stop = true;
            return node;
        case YAML_STREAM_START_EVENT:
        case YAML_DOCUMENT_START_EVENT:
        case YAML_DOCUMENT_END_EVENT:
            break;
        }
    }
    return node;
}

void pai_nodes_skip(struct pai_nodes *l, struct pai_yaml node) {
    unsigned depth = 0;
    while (!l->stop && node.kind != PAI_YAML_END) {
        if (node.kind == PAI_YAML_MAP || node.kind == PAI_YAML_LIST) {
            if (++depth > MOST_DEPTH) {
                pai_diag(l->job, PAI_D_FONTSET_DEEP, node.span, NULL);
                l->stop = true;
            }
        } else if (depth > 0 &&
                   (node.kind == PAI_YAML_MAP_END || node.kind == PAI_YAML_LIST_END)) {
            depth--;
        }
        if (depth == 0) {
            return;
        }
        node = pai_nodes_next(l);
    }
}

bool pai_nodes_open(struct pai_nodes *l, struct pai_job *job, struct pai_arena *arena,
                    uint32_t file) {
    const struct pai_source *source = &job->sources.v[file - 1];
    *l = (struct pai_nodes){.job = job, .arena = arena, .file = file};
    l->base = source->len >= 3 && memcmp(source->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    l->text = source->text + l->base;
    l->len = source->len - l->base;
    l->parser = PAI_NEW(job->arena, struct pai_nodes_parser);
    if (!yaml_parser_initialize(&l->parser->yaml)) {
        pai_diag(job, PAI_D_FONTSET_SYNTAX, PAI_NO_SPAN, "内存不足", "out of memory", NULL);
        return false;
    }
    yaml_parser_set_encoding(&l->parser->yaml, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&l->parser->yaml, (const unsigned char *)l->text, l->len);
    return true;
}

void pai_nodes_close(struct pai_nodes *l) {
    yaml_parser_delete(&l->parser->yaml);
}
