// The tables of opts_table.c -> help text in one language. Promise: columns line up in a
// terminal that gives a Han character two columns.
#include "opts_table.h"
#include "utf8.h"

#include <string.h>

enum { GUTTER = 26, RIGHT = 80 };

static unsigned columns(const char *s, size_t len) {
    unsigned sum = 0, used = 1;
    for (size_t i = 0; i < len; i += used) {
        sum += pai_utf8_columns(pai_utf8_next(s + i, len - i, &used));
    }
    return sum;
}

// Writes text into the right column, broken at spaces or between Han characters.
static void wrap_put(struct pai_buf *out, const char *s, unsigned at) {
    size_t len = strlen(s);
    while (len > 0) {
        unsigned col = at, used = 1;
        size_t fit = 0, i = 0;
        while (i < len) {
            uint32_t cp = pai_utf8_next(s + i, len - i, &used);
            col += pai_utf8_columns(cp);
            if (col > RIGHT && fit > 0) {
                break;
            }
            i += used;
            uint32_t next = i < len ? pai_utf8_next(s + i, len - i, &used) : ' ';
            used = 1;
            if (next == ' ' ||
                (cp >= 0x3400 && cp != 0xFF08 && next >= 0x3400 && next < 0xFF00)) {
                fit = i;
            }
        }
        fit = i >= len ? len : fit;
        pai_buf_put(out, s, fit);
        while (fit < len && s[fit] == ' ') {
            fit++;
        }
        s += fit;
        len -= fit;
        if (len > 0) {
            pai_buf_fmt(out, "\n%*s", (int)at, "");
        }
    }
    pai_buf_byte(out, '\n');
}

static void row_put(struct pai_buf *out, const struct pai_buf *left, const char *text) {
    unsigned width = columns(left->s, left->n);
    pai_buf_put(out, left->s, left->n);
    if (width + 2 > GUTTER) {
        pai_buf_byte(out, '\n');
        width = 0;
    }
    pai_buf_fmt(out, "%*s", (int)(GUTTER - width), "");
    wrap_put(out, text, GUTTER);
}

// The words behind a command that has several things to do.
static void subs_put(const struct pai_opts *opts, struct pai_buf *out) {
    bool zh = opts->ui == PAI_UI_ZH, any = false;
    for (size_t i = 0; i < pai_sub_count; i++) {
        const struct pai_sub_row *row = &pai_sub_rows[i];
        if (row->command != opts->command) {
            continue;
        }
        struct pai_buf left = pai_buf_make(out->arena);
        pai_buf_str(out, any ? "" : "\n");
        pai_buf_fmt(&left, "  %s %s", row->name, zh ? row->usage_zh : row->usage_en);
        row_put(out, &left, zh ? row->zh : row->en);
        any = true;
    }
}

static void options_put(const struct pai_opts *opts, struct pai_buf *out) {
    bool zh = opts->ui == PAI_UI_ZH;
    pai_buf_str(out, zh ? "\n选项：\n" : "\nOptions:\n");
    for (size_t i = 0; i < pai_opt_count; i++) {
        const struct pai_opt_row *row = &pai_opt_rows[i];
        if (!(row->commands & 1u << opts->command)) {
            continue;
        }
        struct pai_buf left = pai_buf_make(out->arena);
        if (row->letter != 0) {
            pai_buf_fmt(&left, "  -%c, --%s", row->letter, row->name);
        } else {
            pai_buf_fmt(&left, "      --%s", row->name);
        }
        if (row->value_zh != NULL) {
            pai_buf_fmt(&left, " %s", zh ? row->value_zh : row->value_en);
        }
        row_put(out, &left, zh ? row->zh : row->en);
    }
}

void pai_opts_help(const struct pai_opts *opts, struct pai_buf *out) {
    bool zh = opts->ui == PAI_UI_ZH;
    const struct pai_command_row *command = &pai_command_rows[opts->command];
    const char *space = opts->command == PAI_CMD_NONE ? "" : " ";
    pai_buf_fmt(out, zh ? "用法：%s %s%s%s\n" : "Usage: %s %s%s%s\n", PAI_PROGRAM,
                command->name, space, zh ? command->usage_zh : command->usage_en);
    pai_buf_byte(out, '\n');
    wrap_put(out, zh ? command->zh : command->en, 0);
    wrap_put(out, zh ? command->more_zh : command->more_en, 0);
    if (opts->command == PAI_CMD_NONE) {
        pai_buf_str(out, zh ? "\n命令：\n" : "\nCommands:\n");
        for (unsigned c = PAI_CMD_NONE + 1; c < PAI_CMD_COUNT; c++) {
            struct pai_buf left = pai_buf_make(out->arena);
            pai_buf_fmt(&left, "  %s", pai_command_rows[c].name);
            row_put(out, &left, zh ? pai_command_rows[c].zh : pai_command_rows[c].en);
        }
    }
    subs_put(opts, out);
    options_put(opts, out);
    if (opts->command == PAI_CMD_NONE || opts->command == PAI_CMD_RENDER) {
        pai_buf_byte(out, '\n');
        wrap_put(out,
                 zh ? "退出码：0 完成（可以有提醒），1 稿子或版式有错误，2 命令写错，"
                      "3 文件、内存或字体的问题"
                    : "Exit codes: 0 done (warnings allowed), 1 errors in the document or "
                      "layout, 2 wrong command line, 3 files, memory or fonts",
                 0);
    }
}
