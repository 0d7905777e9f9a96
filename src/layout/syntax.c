// In: what libyaml says about a text that is not YAML, and where it noticed. Out: one
// diagnostic in plain words, at the place to mend. libyaml notices many mistakes late (a
// missing colon at the next line's colon, an open quote at the end of the file), so the text is
// looked at again. Promise: exactly one diagnostic, never beyond the text.
#include "syntax.h"

#include "tree.h"
#include "utf8.h"

#include <string.h>

struct place {
    const struct pai_syntax_error *e;
    const char *text;
    uint32_t len;
    uint32_t line; // offset of the start of the problem's line
};

static bool is_break(char c) {
    return c == '\n' || c == '\r';
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static uint32_t line_start(const char *text, uint32_t at) {
    while (at > 0 && !is_break(text[at - 1])) {
        at--;
    }
    return at;
}

static uint32_t skip_blanks(const struct place *p, uint32_t at) {
    while (at < p->len && is_blank(p->text[at])) {
        at++;
    }
    return at;
}

// The word that begins at `at`: up to a blank, a colon of any width or the line's end.
static struct pai_span word(const struct place *p, uint32_t at) {
    at = skip_blanks(p, at);
    uint32_t end = at;
    while (end < p->len && !is_break(p->text[end]) && !is_blank(p->text[end]) &&
           p->text[end] != ':' && strncmp(p->text + end, "：", 3) != 0) {
        end++;
    }
    return (struct pai_span){p->e->file, at, end - at};
}

static struct pai_span character(const struct place *p, uint32_t at) {
    struct pai_span span = {p->e->file, at, 0};
    if (at < p->len) {
        unsigned used;
        pai_utf8_next(p->text + at, p->len - at, &used);
        span.length = used;
    }
    return span;
}

// True if a colon that ends a key stands in from .. to.
static bool has_colon(const struct place *p, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        if (p->text[i] == ':' &&
            (i + 1 >= p->len || is_blank(p->text[i + 1]) || is_break(p->text[i + 1]))) {
            return true;
        }
    }
    return false;
}

static void report(const struct place *p, enum pai_code code, struct pai_span span) {
    bool remark = span.length >= 2 && (memcmp(p->text + span.offset, "//", 2) == 0 ||
                                       memcmp(p->text + span.offset, "/*", 2) == 0);
    if (remark) {
        code = PAI_D_LAYOUT_REMARK;
        span.length = 2;
    }
    const char *what = pai_clip(p->e->job, p->text + span.offset, span.length);
    pai_diag(p->e->job, code, span, what, NULL);
}

static void report_rest(const struct place *p, struct pai_span span, const char *zh,
                        const char *en) {
    pai_diag(p->e->job, PAI_D_LAYOUT_SYNTAX, span, zh, en, NULL);
}

// Full-width marks of Chinese input methods where YAML knows plain ones only.
static bool report_mark(const struct place *p, uint32_t from, uint32_t to) {
    static const char *const MARKS[][2] = {{"，", ","}, {"；", ","}, {"、", ","}, {";", ","},
                                           {"｛", "{"}, {"｝", "}"}, {"［", "["}, {"］", "]"},
                                           {"“", "\""}, {"”", "\""}};
    char quote = '\0';
    for (uint32_t i = from; i < to && i < p->len; i++) {
        char c = p->text[i];
        quote = quote == '\0' && (c == '"' || c == '\'') ? c : c == quote ? '\0' : quote;
        for (size_t k = 0; quote == '\0' && k < sizeof MARKS / sizeof MARKS[0]; k++) {
            size_t n = strlen(MARKS[k][0]);
            if (n <= p->len - i && memcmp(p->text + i, MARKS[k][0], n) == 0) {
                struct pai_span span = {p->e->file, i, (uint32_t)n};
                pai_diag(p->e->job, PAI_D_LAYOUT_MARK, span, MARKS[k][0], MARKS[k][1], NULL);
                return true;
            }
        }
    }
    return false;
}

// A remark that begins within a bracket of one line swallows what would close it.
static bool report_hash(const struct place *p, uint32_t from) {
    for (uint32_t i = from; i < p->len && !is_break(p->text[i]); i++) {
        if (p->text[i] == '#' && i > 0 && is_blank(p->text[i - 1])) {
            pai_diag(p->e->job, PAI_D_LAYOUT_HASH, character(p, i), NULL);
            return true;
        }
    }
    return false;
}

// A colon where none may be: a second one on its line, or the line before has none, or
// this line is indented too far.
static void report_values(const struct place *p) {
    uint32_t at = p->e->offset;
    if (has_colon(p, p->line, at) && report_mark(p, p->line, at)) {
        return;
    }
    if (has_colon(p, p->line, at)) {
        report(p, PAI_D_LAYOUT_COLONS, character(p, at));
        return;
    }
    uint32_t end = p->line;
    uint32_t start = end;
    while (start > 0) {
        start = line_start(p->text, end - 1);
        uint32_t first = skip_blanks(p, start);
        if (first + 1 < end && p->text[first] != '#' && !is_break(p->text[first])) {
            break;
        }
        end = start;
    }
    if (end > 0 && !has_colon(p, start, end)) {
        report(p, PAI_D_LAYOUT_COLON, word(p, start));
    } else {
        report(p, PAI_D_LAYOUT_INDENT, word(p, p->line));
    }
}

// A value that goes on where a key should stand.
static void report_key(const struct place *p) {
    uint32_t at = p->e->offset;
    uint32_t first = skip_blanks(p, p->line);
    if (first < at) {
        report_rest(p, word(p, at), "值后面还有多余的文字",
                    "there is more text after the value");
    } else if (at < p->len &&
               (p->text[at] == '-' || p->text[at] == ':' || p->text[at] == '?' ||
                p->text[at] == ']' || p->text[at] == '}' || p->text[at] == ',')) {
        report(p, PAI_D_LAYOUT_CHARACTER, character(p, at));
    } else {
        report(p, PAI_D_LAYOUT_INDENT, word(p, at));
    }
}

static void report_content(const struct place *p) {
    uint32_t end = p->e->offset;
    while (end > 0 && (is_break(p->text[end - 1]) || is_blank(p->text[end - 1]))) {
        end--;
    }
    if (strstr(p->e->context, "flow") != NULL && report_hash(p, line_start(p->text, end))) {
        return;
    }
    if (strstr(p->e->context, "flow") != NULL) {
        report(p, PAI_D_LAYOUT_BRACKET, character(p, p->e->offset));
    } else if (p->e->offset < p->len) {
        report(p, PAI_D_LAYOUT_CHARACTER, character(p, p->e->offset));
    } else {
        report_rest(p, character(p, p->e->offset), "文件没有写完", "the file is cut short");
    }
}

static void report_colon(const struct place *p) {
    report(p, PAI_D_LAYOUT_COLON, word(p, p->e->context_offset));
}

static void report_quote(const struct place *p) {
    report(p, PAI_D_LAYOUT_QUOTE, character(p, p->e->context_offset));
}

static void report_bracket(const struct place *p) {
    uint32_t open = p->e->context_offset;
    if (!report_mark(p, open, p->e->offset) && !report_hash(p, open)) {
        report(p, PAI_D_LAYOUT_BRACKET, character(p, open));
    }
}

static void report_character(const struct place *p) {
    report(p, PAI_D_LAYOUT_CHARACTER, character(p, p->e->offset));
}

static void report_indent(const struct place *p) {
    report(p, PAI_D_LAYOUT_INDENT, word(p, p->e->offset));
}

static void report_document(const struct place *p) {
    report(p, PAI_D_LAYOUT_DOCUMENTS, word(p, p->e->offset));
}

static void report_escape(const struct place *p) {
    report_rest(p, character(p, p->e->offset), "双引号里的 \\ 后面不能跟这个字符",
                "inside double quotes \\ cannot stand before this character");
}

static void report_block(const struct place *p) {
    report_rest(p, character(p, p->e->offset), "版式里用不着 | 和 > 的多行写法",
                "a layout needs no multi-line text with | or >");
}

static void report_directive(const struct place *p) {
    report_rest(p, character(p, p->e->offset), "版式里用不着 % 开头的指令",
                "a layout needs no directive with %");
}

static void report_anchor(const struct place *p) {
    report(p, PAI_D_LAYOUT_ANCHOR, character(p, p->e->context_offset));
}

static void report_tag(const struct place *p) {
    report(p, PAI_D_LAYOUT_TAG, character(p, p->e->context_offset));
}

static void report_undefined_tag(const struct place *p) {
    report(p, PAI_D_LAYOUT_TAG, character(p, p->e->offset));
}

// libyaml's words -> ours. The first row whose texts are found wins; the problem is looked up
// in `problem`, the stage of reading in `context`.
static const struct {
    const char *problem, *context;
    void (*report)(const struct place *p);
} ROWS[] = {
    {"", "scanning an a", report_anchor}, // anchor, alias
    {"", "a tag", report_tag},
    {"", "directive", report_directive},
    {"found incompatible YAML document", "", report_directive},
    {"", "block scalar", report_block},
    {"escape", "", report_escape},
    {"hexdecimal", "", report_escape},
    {"", "quoted scalar", report_quote},
    {"mapping values are not allowed", "", report_values},
    {"could not find expected ':'", "", report_colon},
    {"did not find expected ','", "", report_bracket},
    {"did not find expected key", "", report_key},
    {"did not find expected '-'", "", report_indent},
    {"did not find expected node content", "", report_content},
    {"cannot start any token", "", report_character},
    {"block sequence entries are not allowed", "", report_character},
    {"mapping keys are not allowed", "", report_character},
    {"did not find expected <document start>", "", report_document},
    {"tag handle", "", report_undefined_tag},
};

// A tab among the blanks that begin the problem's line (libyaml has several words for it).
static bool find_tab(const struct place *p, uint32_t *at) {
    for (uint32_t i = p->line; i < p->len && is_blank(p->text[i]); i++) {
        if (p->text[i] == '\t') {
            *at = i;
            return true;
        }
    }
    return false;
}

void pai_syntax_report(const struct pai_syntax_error *e) {
    const struct pai_source *source = &e->job->sources.v[e->file - 1];
    struct place p = {e, source->text, source->len, line_start(source->text, e->offset)};
    uint32_t tab;
    if (e->unreadable) {
        unsigned used = 1;
        uint32_t cp =
            e->offset < p.len ? pai_utf8_next(p.text + e->offset, p.len - e->offset, &used) : 0;
        pai_diag(e->job, PAI_D_LAYOUT_BYTES, character(&p, e->offset),
                 pai_arena_fmt(e->job->arena, "U+%04X", (unsigned)cp), NULL);
        return;
    }
    if (find_tab(&p, &tab)) {
        report(&p, PAI_D_LAYOUT_TAB, character(&p, tab));
        return;
    }
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        if (strstr(e->problem, ROWS[i].problem) != NULL &&
            strstr(e->context, ROWS[i].context) != NULL) {
            ROWS[i].report(&p);
            return;
        }
    }
    report_rest(&p, character(&p, e->offset), "写法有误", e->problem);
}
