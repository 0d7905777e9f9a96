// In: the schema. Out: the manual as text for a terminal or as a manual page. Promise: every
// key, default and limit comes from schema.def; terminal lines end within 80 columns.
#include "doc_parts.h"
#include "layout_doc.h"

#include "utf8.h"

#include <string.h>

enum { RIGHT = 80, IN = 6 };

struct writer {
    struct pai_buf *out;
    bool zh, man;
    const char *only; // NULL: everything
    bool found;
};

static bool breaks_after(uint32_t cp, uint32_t next) {
    return next == ' ' || (cp >= 0x3001 && cp != 0xFF08 && cp != 0x300C && cp != 0x201C &&
                           next >= 0x3400 && next < 0xFF00);
}

// Text in lines of the terminal's width, `in` columns from the left.
static void wrap(struct pai_buf *out, const char *s, unsigned in) {
    while (*s != '\0') {
        size_t len = strlen(s), fit = 0, i = 0;
        unsigned col = in, used;
        while (i < len) {
            uint32_t cp = pai_utf8_next(s + i, len - i, &used);
            col += pai_utf8_columns(cp);
            if (col > RIGHT && fit > 0) {
                break;
            }
            i += used;
            uint32_t next = i < len ? pai_utf8_next(s + i, len - i, &used) : ' ';
            fit = breaks_after(cp, next) ? i : fit;
        }
        fit = i >= len ? len : fit;
        pai_buf_fmt(out, "%*s%.*s\n", (int)in, "", (int)fit, s);
        for (s += fit; *s == ' '; s++) {
        }
    }
}

// Text of a manual page: backslashes and leading dots mean something there.
static void roff(struct pai_buf *out, const char *s) {
    if (*s == '.' || *s == '\'') {
        pai_buf_str(out, "\\&");
    }
    for (; *s != '\0'; s++) {
        if (*s == '\\' || *s == '-') {
            pai_buf_byte(out, '\\');
        }
        pai_buf_byte(out, *s);
    }
    pai_buf_byte(out, '\n');
}

static void heading(struct writer *w, const char *title) {
    if (w->man) {
        pai_buf_fmt(w->out, ".SH \"%s\"\n", title);
    } else {
        pai_buf_fmt(w->out, "%s%s\n", w->out->n > 0 ? "\n" : "", title);
    }
}

static void para(struct writer *w, const char *text) {
    if (w->man) {
        pai_buf_str(w->out, ".PP\n");
        roff(w->out, text);
    } else {
        wrap(w->out, text, 2);
    }
}

// Lines of a file as they stand there.
static void lines(struct writer *w, const char *s) {
    pai_buf_str(w->out, w->man ? ".PP\n.nf\n" : "\n");
    while (*s != '\0') {
        int len = (int)strcspn(s, "\n");
        if (w->man) {
            roff(w->out, pai_arena_fmt(w->out->arena, "%.*s", len, s));
        } else {
            pai_buf_fmt(w->out, "%*s%.*s\n", IN, "", len, s);
        }
        s += len + (s[len] == '\n');
    }
    pai_buf_str(w->out, w->man ? ".fi\n" : "\n");
}

static void item(struct writer *w, const char *head, const char *text) {
    if (w->man) {
        pai_buf_str(w->out, ".TP\n");
        roff(w->out, head);
        roff(w->out, text);
    } else {
        wrap(w->out, head, 2);
        wrap(w->out, text, IN);
    }
}

// "name-top: 长度，默认 72mm，0mm – 500mm"
static void key_item(struct writer *w, const struct pai_schema_key *k, bool defaults) {
    struct pai_buf head = pai_buf_make(w->out->arena);
    pai_buf_fmt(&head, "%s: %s", k->key, pai_layout_type_name(k->type, w->zh));
    if (defaults && k->def[0] != '\0') {
        pai_buf_fmt(&head, w->zh ? "，默认 %s" : ", default %s", k->def);
    }
    if (k->type == PAI_TYPE_CHOICE) {
        pai_buf_fmt(&head, w->zh ? "，可用 %s" : ", one of %s", k->least);
        pai_buf_fmt(&head, w->zh ? "（%s）" : " (%s)", k->most);
    } else if (k->least[0] != '\0') {
        pai_buf_fmt(&head, w->zh ? "，%s – %s" : ", %s – %s", k->least, k->most);
    }
    item(w, head.s, w->zh ? k->zh : k->en);
    w->found = true;
}

// The keys of a group: all, or those that are asked for.
static void keys(struct writer *w, const char *group, const struct pai_schema_key *k,
                 uint32_t count, bool whole, bool defaults) {
    bool headed = whole;
    for (uint32_t i = 0; i < count; i++) {
        if (whole || strcmp(w->only, k[i].key) == 0) {
            if (!headed) {
                heading(w, group);
                headed = true;
            }
            key_item(w, &k[i], defaults);
        }
    }
}

static void sections(struct writer *w) {
    const struct pai_schema_section *top = pai_schema_section(PAI_SECTION_top);
    if (w->only == NULL) {
        heading(w, w->zh ? "最上一级" : "At the top");
        item(w, "extends: …",
             w->zh ? "继承另一个版式：写名字（bulletin）或文件的相对路径；本文件只写不同的键"
                   : "the layout this one inherits from, by name (bulletin) or relative path; "
                     "only the keys that differ are written");
    }
    keys(w, w->zh ? "最上一级" : "At the top", top->keys, top->key_count, w->only == NULL,
         true);
    for (int i = PAI_SECTION_top + 1; i < PAI_SECTION_COUNT; i++) {
        const struct pai_schema_section *s = pai_schema_section((enum pai_section)i);
        bool whole = w->only == NULL || strcmp(w->only, s->key) == 0;
        if (whole) {
            heading(w, s->key);
            para(w, w->zh ? s->zh : s->en);
        }
        keys(w, s->key, s->keys, s->key_count, whole, true);
    }
}

static void inks(struct writer *w) {
    if (w->only != NULL && strcmp(w->only, "inks") != 0) {
        return;
    }
    w->found = true;
    heading(w, "inks");
    para(w, w->zh ? "颜色，依次是青、品红、黄、黑四个百分数：gold: [0, 20%, 60%, 20%]；"
                    "专色：red: {spot: 红, cmyk: [0, 80%, 80%, 0], tint: 100%}；套打"
                    "（已印在纸上）：red: preprinted"
                  : "Inks: four percentages, cyan, magenta, yellow, black: gold: [0, 20%, "
                    "60%, 20%]; a spot ink: red: {spot: PANTONE 485 C, cmyk: [0, 95%, 100%, "
                    "0], tint: 100%}; on the paper already: red: preprinted");
#define PAI_BUILT_IN_INK(name, c, m, y, k, chinese, english)                                   \
    item(w, name, w->zh ? chinese : english);
#include "schema.def"
}

static void styles(struct writer *w) {
    const struct pai_schema_key *k = pai_schema_style_keys();
    bool whole = w->only == NULL || strcmp(w->only, "styles") == 0;
    if (whole) {
        heading(w, "styles");
        para(w, w->zh ? "每一类文字一个样式：" : "A style for each kind of text:");
    }
    for (int role = 0; role < PAI_ROLE_COUNT; role++) {
        static const char *const ZH[] = {
#define X(id, name, chinese) chinese,
            PAI_ROLES(X)
#undef X
        };
        const char *name = pai_role_name((enum pai_role)role);
        struct pai_buf b = pai_buf_make(w->out->arena);
        if (!whole && strcmp(w->only, name) != 0) {
            continue;
        }
        pai_buf_fmt(&b, "%s: {", name);
        for (int at = 0; at < PAI_STYLE_AT_COUNT; at++) {
            pai_buf_fmt(&b, "%s%s: %s", at > 0 ? ", " : "", k[at].key,
                        pai_schema_style_default((enum pai_role)role, (enum pai_style_at)at));
        }
        pai_buf_str(&b, "}");
        item(w, pai_arena_fmt(b.arena, "%s", w->zh ? ZH[role] : name), b.s);
        w->found = true;
    }
    keys(w, "styles", k, PAI_STYLE_AT_COUNT, whole, false);
}

static void fields(struct writer *w) {
    heading(w, w->zh ? "字段（text、when 里用）" : "fields (in text and when)");
#define X(id, name, type, role, where, chinese, english)                                       \
    item(w, "{" name "}", w->zh ? chinese : english);
    PAI_SLOTS(X)
#undef X
}

static void blocks(struct writer *w) {
    const struct pai_schema_key *k = pai_schema_block_keys();
    bool whole = w->only == NULL || strcmp(w->only, "blocks") == 0;
    if (whole) {
        heading(w, "blocks");
        para(w,
             w->zh
                 ? "报头、报尾、书眉由有名字的块搭成，从上到下：名字: {kind: …, "
                   "…}。继承时写同名的块是改它的键，"
                   "名字: no 去掉它，after: 名字 把新块排在它后面。字段都缺的块不印。"
                 : "Masthead, footer and running heads are built of named blocks from the top "
                   "down: name: {kind: …, …}. Over an inherited layout a block of the same "
                   "name changes its keys, name: no takes it out, after: name puts a new one "
                   "behind it. A block whose fields are all absent is left out.");
        para(w, w->zh ? "例如：" : "For example:");
        lines(w, pai_layout_example());
    }
    for (int i = 0; i < PAI_BLOCK_AT_COUNT; i++) {
        if (whole || strcmp(w->only, k[i].key) == 0) {
            const char *kinds = pai_schema_block_kinds((enum pai_block_at)i);
            if (!whole && !w->found) {
                heading(w, "blocks");
            }
            key_item(w, &k[i], true);
            if (kinds[0] != '\0' && !w->man) {
                pai_buf_fmt(w->out, w->zh ? "%*s（用于 %s）\n" : "%*s(for %s)\n", IN, "",
                            kinds);
            }
        }
    }
    if (whole) {
        fields(w);
    }
    for (int i = 0; i < PAI_LAYOUT_PART_COUNT; i++) {
        const struct pai_schema_part *part = pai_schema_part((enum pai_layout_part)i);
        if (whole || strcmp(w->only, part->section) == 0) {
            heading(w, pai_arena_fmt(w->out->arena, "%s", part->section));
            para(w, w->zh ? part->zh : part->en);
            if (!w->man) {
                pai_buf_str(w->out, part->def);
            }
            w->found = true;
        }
    }
}

static void all(struct writer *w) {
    sections(w);
    blocks(w);
    inks(w);
    styles(w);
}

bool pai_layout_doc_text(struct pai_buf *out, bool zh, const char *only) {
    struct writer w = {.out = out, .zh = zh, .only = only};
    if (only == NULL) {
        heading(&w,
                zh ? "版式文件（YAML）：一行一个“键: 值”，下一级缩进两个空格"
                   : "Layout files (YAML): a “key: value” a line, each level two spaces in");
        para(&w, zh ? "长度：156mm 15.6cm 16pt 三号 2字 0.5行 1em 50%；是否：yes no；对齐："
                      "justify left centre right"
                    : "Lengths: 156mm 15.6cm 16pt 三号 2字 (cells) 0.5行 (rows) 1em 50%; "
                      "yes/no; alignment: justify left centre right");
    }
    all(&w);
    return w.found;
}

void pai_layout_doc_man(struct pai_buf *out, bool zh) {
    struct writer w = {.out = out, .zh = zh, .man = true};
    pai_buf_str(out, ".TH PAIBAN\\-LAYOUT 5\n");
    heading(&w, zh ? "名称" : "NAME");
    pai_buf_str(out, zh ? "paiban\\-layout \\- paiban 的版式文件\n"
                        : "paiban\\-layout \\- layout files of paiban\n");
    all(&w);
    heading(&w, zh ? "参见" : "SEE ALSO");
    pai_buf_str(out, "paiban(1)\n");
}
