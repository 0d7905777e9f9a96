// In: the schema. Out: the manual of layout files in Markdown. Promise: every key, default and
// limit comes from schema.def, so the manual cannot fall behind the program.
#include "layout_doc.h"

#include "doc_parts.h"
#include "schema.h"
#include "value.h"

#include <string.h>

static void put(struct pai_buf *out, bool zh, struct pai_both text) {
    pai_buf_str(out, zh ? text.zh : text.en);
}

static const struct pai_both INTRO = {
    "# 版式文件\n"
    "\n"
    "一个版式是一个 YAML 文件，写明一种简报的样子：纸张、版心、报头、报尾、页码，和每一类\n"
    "文字的字体字号。`bulletin.yaml` 是默认版式，按 GB/T 9704—2012 写成；要做自己的版式，\n"
    "新建一个文件，第一行写 `extends: bulletin`，下面只写要改的键。\n"
    "\n"
    "```\n"
    "paiban render 稿件.txt -l 我的版式.yaml -o 简报.pdf\n"
    "```\n"
    "\n"
    "写错了不要紧：不认识的键、缺少的单位、放不下的尺寸，都会一次指出在第几行第几列。\n"
    "\n",
    "# Layout files\n"
    "\n"
    "A layout is a YAML file that says what a bulletin looks like: paper, type area, "
    "masthead,\n"
    "footer, page number, and the font and size of each kind of text. `bulletin.yaml` is the\n"
    "default and follows GB/T 9704—2012. To make your own, begin a file with\n"
    "`extends: bulletin` and write below it the keys that you change.\n"
    "\n"
    "```\n"
    "paiban render text.txt -l mine.yaml -o bulletin.pdf\n"
    "```\n"
    "\n"
    "Mistakes do no harm: unknown keys, missing units and sizes that do not fit are all\n"
    "reported in one run, each with its line and column.\n"
    "\n",
};

static const struct pai_both WRITING = {
    "## 写法\n"
    "\n"
    "- 一行一个 `键: 值`，冒号是半角的，后面空一格；下一级缩进两个空格（不用 Tab）。\n"
    "- `#` 后面到行末是说明。\n"
    "- 不用锚点、别名、类型标记；一个文件一个版式。\n"
    "- `extends: bulletin` "
    "继承另一个版式：本文件只写不同的键，别的都用那一个的。后面写版式的名字，\n"
    "  或版式文件相对于本文件的路径（`./总.yaml`）。某一组键想从头写起，在组里写 `inherit: "
    "no`。\n"
    "\n",
    "## Writing\n"
    "\n"
    "- One `key: value` in a line, a plain colon and a space between; the next level is\n"
    "  indented by two spaces (no tabs).\n"
    "- From `#` to the end of the line is a remark.\n"
    "- No anchors, aliases or tags; one layout in a file.\n"
    "- `extends: bulletin` inherits from another layout: the file holds only the keys that\n"
    "  differ. Give the name of a layout, or the path of a file as seen from this one\n"
    "  (`./base.yaml`). A group that is to begin anew says `inherit: no`.\n"
    "\n",
};

static const struct pai_both VALUES = {
    "## 值\n"
    "\n"
    "| 类型 | 写法 |\n"
    "|---|---|\n"
    "| 长度 | 数字加单位，小数至多四位：`156mm` `15.6cm` `16pt`；字号名：`三号` `小四`；"
    "`2字` 是两个字格宽，`0.5行` 是半个行距（纸张和版心里不能用这两个）；"
    "`1em` 是本样式的字号，用于样式的 `indent` 和块；`50%` 是版心宽或高的一半，用于块 |\n"
    "| 整数 | `22` |\n"
    "| 是否 | `yes` `no`，也可以写 `是` `否` `true` `false` |\n"
    "| 对齐 | `justify` `left` `centre` `right`，也可以写 `两端` `左` `中` `右` |\n"
    "| 间隙 | 一个字的几分之几，从 0 到 1：`1/4` `0.25` `0` |\n"
    "| 字体 | 字体角色，英文或中文：",
    "## Values\n"
    "\n"
    "| type | written |\n"
    "|---|---|\n"
    "| length | a number, four decimals at most, and a unit: `156mm` `15.6cm` `16pt`; a size "
    "name: `三号` `小四`; `2字` is two cells wide, `0.5行` half the pitch of the rows (neither "
    "in paper and type area); `1em` is the size of the style, in its `indent` and in blocks; "
    "`50%` is half the width or height of the type area, in blocks |\n"
    "| number | `22` |\n"
    "| yes/no | `yes` `no`, or `true` `false` `是` `否` |\n"
    "| alignment | `justify` `left` `centre` `right`, or `两端` `左` `中` `右` |\n"
    "| gap | a fraction of an em from 0 to 1: `1/4` `0.25` `0` |\n"
    "| font | a font role, in English or Chinese: ",
};

static const struct pai_both VALUES_END = {
    " |\n"
    "| 选择 | 列出的词之一 |\n"
    "| 颜色 | `inks` 里的名字 |\n"
    "| 文字 | 任意文字 |\n"
    "| 名称 | 小写字母、数字、连字符 |\n"
    "| 位置 | `72mm from paper` 从纸的上边量起，`0mm from type-area` 从版心上边量起；不写 from "
    "是从纸边 |\n"
    "| 模板 | 文字，里面的 `{字段}` 换成稿子里的内容，见“块” |\n"
    "| 条件 | `supplement`、`not signer`、`date >= 2012-07-01 and number`，见“块” |\n"
    "| 块名 | 同一组里另一块的名字 |\n"
    "| 文件 | PNG 或 JPEG，从本版式文件所在的文件夹算起：`徽标.png` `图/徽标.png` |\n"
    "\n"
    "字号名与磅值：",
    " |\n"
    "| choice | one of the words listed |\n"
    "| ink | a name of `inks` |\n"
    "| text | any text |\n"
    "| name | small letters, digits, hyphens |\n"
    "| place | `72mm from paper`: from the top of the paper, `0mm from type-area`: from that "
    "of the type area; without from: of the paper |\n"
    "| template | a text; `{field}` stands for what the bulletin says, see blocks |\n"
    "| condition | `supplement`, `not signer`, `date >= 2012-07-01 and number`, see blocks |\n"
    "| block | the name of another block of the group |\n"
    "| file | PNG or JPEG, its path counted from the folder of this file: `logo.png` "
    "`pictures/logo.png` |\n"
    "\n"
    "Size names in pt: ",
};

static const struct pai_both SIZES_END = {
    "。`3号` 与 `三号` 相同。\n\n",
    ". `3号` is the same as `三号`.\n\n",
};

static const struct pai_both KEY_HEAD = {
    "| 键 | 类型 | 默认值 | 范围 | 说明 |\n|---|---|---|---|---|\n",
    "| key | type | default | limits | |\n|---|---|---|---|---|\n",
};

static const struct pai_both INK_INTRO = {
    "## `inks` 颜色\n"
    "\n"
    "| 写法 | 意思 |\n|---|---|\n"
    "| `gold: [0, 20%, 60%, 20%]` | 四色：青、品红、黄、黑四个百分数（% 可省） |\n"
    "| `red: {spot: 红, cmyk: [0, 80%, 80%, 0]}` | 专色：单独一块版，`spot` 是墨的名字（`红`、"
    "`PANTONE 485 C`），`cmyk` 是它在屏幕上和四色打样时的样子 |\n"
    "| `pink: {spot: 红, cmyk: [0, 80%, 80%, 0], tint: 20%}` | 同一块专色版，印 20% |\n"
    "| `red: preprinted` | 套打：这种颜色已经印在纸上，排版时照留位置，但不输出 |\n"
    "\n"
    "下面两个不写也有，写了就以写的为准。\n"
    "\n"
    "| 名字 | 青 品红 黄 黑 | 说明 |\n|---|---|---|\n",
    "## `inks`\n"
    "\n"
    "| written | means |\n|---|---|\n"
    "| `gold: [0, 20%, 60%, 20%]` | process: cyan, magenta, yellow, black (% may be left out) "
    "|\n"
    "| `red: {spot: PANTONE 485 C, cmyk: [0, 95%, 100%, 0]}` | spot: a plate of its own; "
    "`spot` "
    "is the name of the ink, `cmyk` what it looks like on screens and proofs |\n"
    "| `pink: {spot: PANTONE 485 C, cmyk: [0, 95%, 100%, 0], tint: 20%}` | 20 % on that plate "
    "|\n"
    "| `red: preprinted` | on the paper already: its place is kept, but it is left out |\n"
    "\n"
    "These two are there unless the file gives others of the name.\n"
    "\n"
    "| name | C M Y K | |\n|---|---|---|\n",
};

static const struct pai_both STYLE_INTRO = {
    "## `styles` 样式\n"
    "\n"
    "每一类文字一个样式（typography 1.4），样式里的键：\n"
    "\n",
    "## `styles`\n"
    "\n"
    "A style for each kind of text (typography 1.4), with these keys:\n"
    "\n",
};

static const struct pai_both ROLE_HEAD = {
    "\n各类文字的默认样式：\n\n| 样式 | 文字 |",
    "\nThe defaults of each:\n\n| style | text |",
};

const char *pai_layout_type_name(enum pai_key_type type, bool zh) {
    static const struct pai_both NAMES[] = {
        [PAI_TYPE_LEN] = {"长度", "length"},
        [PAI_TYPE_INT] = {"整数", "number"},
        [PAI_TYPE_BOOL] = {"是否", "yes/no"},
        [PAI_TYPE_FONT] = {"字体", "font"},
        [PAI_TYPE_INK] = {"颜色", "ink"},
        [PAI_TYPE_ALIGN] = {"对齐", "alignment"},
        [PAI_TYPE_GAP] = {"间隙", "gap"},
        [PAI_TYPE_CHOICE] = {"选择", "choice"},
        [PAI_TYPE_STRING] = {"文字", "text"},
        [PAI_TYPE_NAME] = {"名称", "name"},
        [PAI_TYPE_MARKS] = {"标点式", "marks"},
        [PAI_TYPE_BAN] = {"禁则", "level"},
        [PAI_TYPE_WIDE] = {"长度或版心宽的 %", "length or % of the type area's width"},
        [PAI_TYPE_HIGH] = {"长度或版心高的 %", "length or % of the type area's height"},
        [PAI_TYPE_PLACE] = {"位置", "place"},
        [PAI_TYPE_ROLE] = {"样式", "style"},
        [PAI_TYPE_REF] = {"块名", "block"},
        [PAI_TYPE_TEMPLATE] = {"模板", "template"},
        [PAI_TYPE_WHEN] = {"条件", "condition"},
        [PAI_TYPE_CELL] = {"文字或块", "text or block"},
        [PAI_TYPE_BLOCKS] = {"块", "blocks"},
        [PAI_TYPE_COLUMNS] = {"列宽", "widths"},
        [PAI_TYPE_ROWS] = {"各行格子", "rows of cells"},
        [PAI_TYPE_CLAIMS] = {"标准", "standards"},
        [PAI_TYPE_FILE] = {"文件", "file"},
    };
    return zh ? NAMES[type].zh : NAMES[type].en;
}

static void put_words(struct pai_buf *out, const char *words) {
    for (const char *s = words; *s != '\0';) {
        size_t n = strcspn(s, " ");
        pai_buf_fmt(out, s == words ? "`%.*s`" : " `%.*s`", (int)n, s);
        s += n + (s[n] == ' ');
    }
}

// `def` (not NULL) stands for the default; `kinds` (not NULL) are the blocks it is for.
static void put_key_row(struct pai_buf *out, bool zh, const struct pai_schema_key *k,
                        const char *def, const char *kinds) {
    pai_buf_fmt(out, "| `%s` | %s | ", k->key, pai_layout_type_name(k->type, zh));
    if (def != NULL) {
        pai_buf_str(out, def);
    } else if (k->def[0] != '\0') {
        pai_buf_fmt(out, "`%s`", k->def);
    }
    pai_buf_str(out, " | ");
    if (k->type == PAI_TYPE_CHOICE) {
        put_words(out, k->least);
    } else if (k->least[0] != '\0') {
        pai_buf_fmt(out, "%s – %s", k->least, k->most);
    }
    if (kinds != NULL) {
        pai_buf_fmt(out, " | %s", kinds);
    }
    pai_buf_fmt(out, " | %s |\n", zh ? k->zh : k->en);
}

// `def` (not NULL) stands for all defaults.
static void put_keys(struct pai_buf *out, bool zh, const struct pai_schema_key *keys,
                     uint32_t count, const char *def) {
    put(out, zh, KEY_HEAD);
    for (uint32_t i = 0; i < count; i++) {
        put_key_row(out, zh, &keys[i], def, NULL);
    }
}

static void put_values(struct pai_buf *out, bool zh) {
    put(out, zh, VALUES);
    const char *sep = "";
#define X(en, chinese)                                                                         \
    pai_buf_fmt(out, zh ? "%s`%s`（%s）" : "%s`%s` (%s)", sep, en, chinese);                   \
    sep = " ";
    PAI_VALUE_FONTS(X)
#undef X
    put(out, zh, VALUES_END);
    sep = "";
#define X(name, tenths)                                                                        \
    pai_buf_fmt(out, "%s%s ", sep, name);                                                      \
    pai_buf_decimal(out, tenths, 10);                                                          \
    sep = zh ? "、" : ", ";
    PAI_VALUE_SIZES(X)
#undef X
    put(out, zh, SIZES_END);
}

static void put_sections(struct pai_buf *out, bool zh) {
    const struct pai_schema_section *top = pai_schema_section(PAI_SECTION_top);
    pai_buf_str(out, zh ? "## 最上一级\n\n" : "## At the top\n\n");
    put_keys(out, zh, top->keys, top->key_count, NULL);
    for (int i = PAI_SECTION_top + 1; i < PAI_SECTION_COUNT; i++) {
        const struct pai_schema_section *s = pai_schema_section((enum pai_section)i);
        pai_buf_fmt(out, zh ? "\n## `%s`\n\n%s。（%s）\n\n" : "\n## `%s`\n\n%s. (%s)\n\n",
                    s->key, zh ? s->zh : s->en, s->rule);
        put_keys(out, zh, s->keys, s->key_count, NULL);
    }
}

static const struct pai_both BLOCK_INTRO = {
    "\n## 块 `blocks`\n\n"
    "报头、报尾、书眉由有名字的块搭成，从上到下：`名字: {kind: …, "
    "…}`。继承来的版式里，写同名的块就是改它的键，\n"
    "`名字: no` 去掉它，`after: 名字` 把新块排在它后面。块接在前一块下面，隔 "
    "`gap`；`below`、`beside`、`top` 另定位置。\n"
    "字段都缺的块不印，它的 `gap` 也不占地方；一行字也没有的报头、报尾整个不印。线在 `dump "
    "pages` 里的 role 是块的名字。\n\n",
    "\n## `blocks`\n\n"
    "Masthead, footer and running heads are built of named blocks from the top down: `name: "
    "{kind: …, …}`. In a\n"
    "layout that extends another, a block of the same name changes its keys, `name: no` takes "
    "it out, and\n"
    "`after: name` puts a new block behind it. A block stands below the one before it, `gap` "
    "apart, unless `below`,\n"
    "`beside` or `top` say otherwise. A block whose fields are all absent is left out with its "
    "gap; a masthead or\n"
    "footer without any text is left out whole. The role of a rule in `dump pages` is the name "
    "of its block.\n\n",
};

static const struct pai_both FIELD_INTRO = {
    "\n模板 `text` 里的字段：`{名字}`；数可以写样子 `{number:第%d期}`（补零 `%03d`），日期写 "
    "`{date:%Y年%-m月%-d日}`（不补零的 `%-m`、补零的 `%m`）。\n"
    "方括号里的字段缺了，整段不印：`{number:第%d期}[（总第{total}期）]`"
    "。要印括号本身就写两遍。\n\n"
    "| 字段 | 是什么 | 只用于 |\n|---|---|---|\n",
    "\nFields of a template: `{name}`; a number may have a form, `{number:第%d期}` (zeros: "
    "`%03d`), a date is "
    "`{date:%Y年%-m月%-d日}` (`%-m` without a zero, `%m` with one).\n"
    "What stands in square brackets vanishes when a field in it is absent: "
    "`{number:第%d期}[（总第{total}期）]`. "
    "To print a bracket write it twice.\n\n"
    "| field | | only in |\n|---|---|---|\n",
};

static void put_blocks(struct pai_buf *out, bool zh) {
    const struct pai_schema_key *keys = pai_schema_block_keys();
    put(out, zh, BLOCK_INTRO);
    pai_buf_str(out, zh ? "例如：\n\n" : "For example:\n\n");
    pai_buf_fmt(out, "```yaml\n%s```\n\n", pai_layout_example());
    pai_buf_str(
        out, zh ? "| 键 | 类型 | 默认值 | 范围 | 用于 | 说明 |\n|---|---|---|---|---|---|\n"
                : "| key | type | default | limits | kinds | |\n|---|---|---|---|---|---|\n");
    for (int i = 0; i < PAI_BLOCK_AT_COUNT; i++) {
        put_key_row(out, zh, &keys[i], NULL, pai_schema_block_kinds((enum pai_block_at)i));
    }
    put(out, zh, FIELD_INTRO);
#define ANYWHERE {"", ""}
#define CONDITION                                                                              \
    { "when", "when" }
#define LIST                                                                                   \
    { "list", "list" }
#define DISTRIBUTION_LIST                                                                      \
    { "list（distribution）", "list over distribution" }
#define CREDITS_LIST                                                                           \
    { "list（credits）", "list over credits" }
#define PAGE                                                                                   \
    { "running-heads", "running-heads" }
#define X(id, name, type, role, where, chinese, english)                                       \
    {                                                                                          \
        static const struct pai_both only = where;                                             \
        pai_buf_fmt(out, "| `%s` | %s | %s |\n", name, zh ? chinese : english,                 \
                    zh ? only.zh : only.en);                                                   \
    }
    PAI_SLOTS(X)
#undef X
    for (int i = 0; i < PAI_LAYOUT_PART_COUNT; i++) {
        const struct pai_schema_part *part = pai_schema_part((enum pai_layout_part)i);
        pai_buf_fmt(out, zh ? "\n`%s`：%s。" : "\n`%s`: %s. ", part->section,
                    zh ? part->zh : part->en);
        if (part->def[0] != '\0') {
            pai_buf_fmt(out, zh ? "默认：\n\n```yaml\n%s```\n" : "Default:\n\n```yaml\n%s```\n",
                        part->def);
        } else {
            pai_buf_str(out, zh ? "默认没有。\n" : "None by default.\n");
        }
    }
}

static void put_inks(struct pai_buf *out, bool zh) {
    pai_buf_str(out, "\n");
    put(out, zh, INK_INTRO);
#define PAI_BUILT_IN_INK(name, c, m, y, k, chinese, english)                                   \
    pai_buf_fmt(out, "| `%s` | %d %d %d %d %% | %s |\n", name, (c) / 10, (m) / 10, (y) / 10,   \
                (k) / 10, zh ? chinese : english);
#include "schema.def"
    pai_buf_str(out, "\n");
}

static void put_styles(struct pai_buf *out, bool zh) {
    static const char *const ZH[] = {
#define X(id, name, chinese) chinese,
        PAI_ROLES(X)
#undef X
    };
    const struct pai_schema_key *keys = pai_schema_style_keys();
    put(out, zh, STYLE_INTRO);
    put_keys(out, zh, keys, PAI_STYLE_AT_COUNT, zh ? "见下" : "below");
    put(out, zh, ROLE_HEAD);
    for (int at = 0; at < PAI_STYLE_AT_COUNT; at++) {
        pai_buf_fmt(out, " `%s` |", keys[at].key);
    }
    pai_buf_str(out, "\n|---|---|");
    for (int at = 0; at < PAI_STYLE_AT_COUNT; at++) {
        pai_buf_str(out, "---|");
    }
    pai_buf_str(out, "\n");
    for (int role = 0; role < PAI_ROLE_COUNT; role++) {
        pai_buf_fmt(out, "| `%s` | %s |", pai_role_name((enum pai_role)role), ZH[role]);
        for (int at = 0; at < PAI_STYLE_AT_COUNT; at++) {
            pai_buf_fmt(out, " %s |",
                        pai_schema_style_default((enum pai_role)role, (enum pai_style_at)at));
        }
        pai_buf_str(out, "\n");
    }
}

void pai_layout_doc(struct pai_buf *out, bool zh) {
    put(out, zh, INTRO);
    put(out, zh, WRITING);
    put_values(out, zh);
    put_sections(out, zh);
    put_blocks(out, zh);
    put_inks(out, zh);
    put_styles(out, zh);
}
