// The roles that lines and rules play in a bulletin: the vocabulary shared by layouts (a style
// for each), pages and the dump. Names are those of the dump contract.
#ifndef PAI_ROLE_H
#define PAI_ROLE_H

#include <stddef.h>

#define PAI_ROLES(X)                                                                           \
    X(MASTHEAD_NAME, "masthead-name", "报头名称")                                              \
    X(NUMBER, "number", "期号")                                                                \
    X(OFFICE, "office", "编印单位")                                                            \
    X(DATE, "date", "印发日期")                                                                \
    X(CLASS, "class", "密级")                                                                  \
    X(NOTE, "note", "编者按")                                                                  \
    X(TITLE, "title", "标题")                                                                  \
    X(BODY, "body", "正文")                                                                    \
    X(H1, "h1", "一级标题")                                                                    \
    X(H2, "h2", "二级标题")                                                                    \
    X(H3, "h3", "三级标题")                                                                    \
    X(H4, "h4", "四级标题")                                                                    \
    X(SOURCE, "source", "供稿单位")                                                            \
    X(DISTRIBUTION, "distribution", "分送")                                                    \
    X(CREDITS, "credits", "责任编辑")                                                          \
    X(COPIES, "copies", "印数")                                                                \
    X(FOLIO, "folio", "页码")                                                                  \
    X(RUNNING_HEAD, "running-head", "书眉")                                                    \
    X(CONTENTS, "contents", "目录")                                                            \
    X(CAPTION, "caption", "图题")                                                              \
    X(CELL, "cell", "表格")                                                                    \
    X(FOOTNOTE, "footnote", "脚注")                                                            \
    X(COLUMN, "column", "栏目")

enum pai_role {
#define X(id, name, zh) PAI_ROLE_##id,
    PAI_ROLES(X)
#undef X
        PAI_ROLE_COUNT
};

// The role's name in layouts and dumps.
const char *pai_role_name(enum pai_role role);

#endif
