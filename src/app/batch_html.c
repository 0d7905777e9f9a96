// A summary in, one page of HTML out that needs nothing else: no script, no font, no picture
// from outside. Promises: what needs a person stands first; every text of a bulletin is
// escaped.
#include "batch_lines.h"
#include "batch_report.h"
#include "printable.h"

#include <errno.h>
#include <string.h>

enum { SHOWN_MOST = 2000, DIAGS_MOST = 8 };

static const char style[] =
    "body{font:16px/1.6 'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif;"
    "margin:2em auto;max-width:60em;padding:0 1em;color:#222;background:#fff}"
    "h1{font-size:1.5em}h2{font-size:1.2em;margin-top:2em}"
    "table{border-collapse:collapse;width:100%}"
    "td,th{text-align:left;padding:.2em .8em .2em 0;border-bottom:1px solid #ddd;"
    "vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}"
    "details{margin-top:.8em}summary{cursor:pointer;color:#666}"
    "p.sum b{font-size:1.4em;margin-right:.2em}p.sum span{margin-right:1.6em}"
    "article{border-top:1px solid #ccc;padding:.6em 0;overflow:hidden}"
    "article h3{font-size:1em;margin:0;font-weight:600;overflow-wrap:anywhere}"
    "article img{float:right;width:150px;margin-left:1em;border:1px solid #bbb}"
    "article ul{margin:.3em 0;padding-left:1.2em}"
    ".E{color:#b00020}.W{color:#8a5a00}.N{color:#555}.muted{color:#666}"
    "code{font-family:ui-monospace,monospace}";

static void esc(struct pai_buf *out, const char *s) {
    struct pai_buf plain = pai_buf_make(out->arena);
    pai_printable_put(&plain, s);
    for (size_t i = 0; i < plain.n; i++) {
        char c = plain.s[i];
        if (c == '<') {
            pai_buf_str(out, "&lt;");
        } else if (c == '>') {
            pai_buf_str(out, "&gt;");
        } else if (c == '&') {
            pai_buf_str(out, "&amp;");
        } else if (c == '"') {
            pai_buf_str(out, "&quot;");
        } else {
            pai_buf_byte(out, c);
        }
    }
}

// A path as the address of a link: what is not plain is written by its bytes.
static void url(struct pai_buf *out, const char *path) {
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/";
    for (; *path != '\0'; path++) {
        if (strchr(plain, *path) != NULL) {
            pai_buf_byte(out, *path);
        } else {
            pai_buf_fmt(out, "%%%c%c", "0123456789ABCDEF"[(unsigned char)*path >> 4],
                        "0123456789ABCDEF"[(unsigned char)*path & 15]);
        }
    }
}

static void base64(struct pai_buf *out, struct pai_bytes bytes) {
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes.size; i += 3) {
        size_t n = bytes.size - i < 3 ? bytes.size - i : 3;
        uint32_t v = (uint32_t)bytes.data[i] << 16;
        v |= n > 1 ? (uint32_t)bytes.data[i + 1] << 8 : 0;
        v |= n > 2 ? bytes.data[i + 2] : 0;
        char four[4] = {digits[v >> 18], digits[v >> 12 & 63],
                        n > 1 ? digits[v >> 6 & 63] : '=', n > 2 ? digits[v & 63] : '='};
        pai_buf_put(out, four, sizeof four);
    }
}

static char level_letter(enum pai_level level) {
    return level >= PAI_ERROR ? 'E' : level == PAI_WARNING ? 'W' : 'N';
}

// ---- parts ----

static void sum_put(struct pai_buf *out, unsigned n, const char *what) {
    pai_buf_fmt(out, "<span><b>%u</b>%s</span>", n, what);
}

static void head_put(const struct pai_batch_summary *s, struct pai_buf *out) {
    bool zh = s->ui == PAI_UI_ZH;
    const char *title = zh ? "成批排印报告" : "Report of a batch";
    pai_buf_fmt(out,
                "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
                "<meta name=\"viewport\" content=\"width=device-width\"><title>%s</title>"
                "<style>%s</style></head><body>\n<h1>%s</h1>\n<p class=\"sum\">",
                zh ? "zh-CN" : "en", title, style, title);
    sum_put(out, (unsigned)s->rows.n, zh ? "期" : "issues");
    sum_put(out, (unsigned)s->of[PAI_BATCH_DONE], zh ? "排好" : "done");
    sum_put(out, (unsigned)s->pages, zh ? "页" : "pages");
    sum_put(out, (unsigned)s->of[PAI_BATCH_REFUSED], zh ? "稿子有错误" : "with errors");
    sum_put(out, (unsigned)s->of[PAI_BATCH_FAILED], zh ? "没有排成" : "failed");
    if (s->of[PAI_BATCH_LEFT] > 0) {
        sum_put(out, (unsigned)s->of[PAI_BATCH_LEFT], zh ? "还没有排" : "left");
    }
    pai_buf_str(out, "</p>\n");
}

static void rows_put(const struct pai_batch_summary *s, uint32_t first, uint32_t end,
                     struct pai_buf *out) {
    bool zh = s->ui == PAI_UI_ZH;
    pai_buf_fmt(out,
                "<table><tr><th>%s</th><th>%s</th><th class=\"n\">%s</th>"
                "<th class=\"n\">%s</th></tr>\n",
                zh ? "编号" : "Code", zh ? "例如" : "For example", zh ? "期" : "Issues",
                zh ? "处" : "Times");
    for (uint32_t i = first; i < end; i++) {
        const struct pai_batch_total *t = &s->totals.v[i];
        pai_buf_fmt(out, "<tr class=\"%c\"><td><code>%s</code></td><td>",
                    level_letter(t->level), t->code);
        esc(out, zh ? t->zh : t->en);
        pai_buf_fmt(out, "</td><td class=\"n\">%u</td><td class=\"n\">%u</td></tr>\n",
                    (unsigned)t->issues, (unsigned)t->count);
    }
    pai_buf_str(out, "</table>\n");
}

// Errors and warnings; what was repaired without anybody's help is folded away.
static void totals_put(const struct pai_batch_summary *s, struct pai_buf *out) {
    bool zh = s->ui == PAI_UI_ZH;
    uint32_t serious = 0; // they stand first
    while (serious < s->totals.n && s->totals.v[serious].level > PAI_NOTE) {
        serious++;
    }
    if (s->totals.n > 0) {
        pai_buf_fmt(out, "<h2>%s</h2>\n", zh ? "按编号合计" : "Totals by code");
    }
    if (serious > 0) {
        rows_put(s, 0, serious, out);
    }
    if (serious < s->totals.n) {
        pai_buf_fmt(out,
                    zh ? "<details><summary>说明 %u 种（已改好，不必看）</summary>\n"
                       : "<details><summary>%u kinds of notes (mended; no need to look)"
                         "</summary>\n",
                    (unsigned)(s->totals.n - serious));
        rows_put(s, serious, s->totals.n, out);
        pai_buf_str(out, "</details>\n");
    }
}

static void diag_put(const struct pai_batch_diag *d, bool zh, struct pai_buf *out) {
    const char *action = zh ? d->act_zh : d->act_en;
    pai_buf_fmt(out, "<li class=\"%c\"><code>%s</code> ", level_letter(d->level), d->code);
    if (d->file != NULL) {
        esc(out, d->file);
        pai_buf_byte(out, ' ');
    }
    if (d->line > 0) {
        pai_buf_fmt(out, zh ? "第 %u 行第 %u 字：" : "line %u, column %u: ", (unsigned)d->line,
                    (unsigned)d->column);
    }
    esc(out, zh ? d->zh : d->en);
    if (action[0] != '\0') {
        pai_buf_str(out, zh ? "；<span class=\"muted\">" : "; <span class=\"muted\">");
        esc(out, action);
        pai_buf_str(out, "</span>");
    }
    pai_buf_str(out, "</li>\n");
}

// The worst first; what does not find room is said by its number.
static void diags_put(const struct pai_batch_record *r, bool zh, struct pai_buf *out) {
    uint32_t shown = 0;
    pai_buf_str(out, "<ul>\n");
    for (int level = PAI_ERROR; level >= PAI_NOTE; level--) {
        for (uint32_t i = 0; i < r->diag_count && shown < DIAGS_MOST; i++) {
            if ((int)r->diags[i].level == level) {
                diag_put(&r->diags[i], zh, out);
                shown++;
            }
        }
    }
    uint32_t all = r->errors + r->warnings + r->notes;
    if (all > shown) {
        pai_buf_fmt(out,
                    zh ? "<li class=\"muted\">另有 %u 条</li>\n"
                       : "<li class=\"muted\">%u more</li>\n",
                    (unsigned)(all - shown));
    }
    pai_buf_str(out, "</ul>\n");
}

static void issue_put(const struct pai_batch_row *row, bool zh, bool picture,
                      struct pai_buf *out) {
    static const char *const words[][2] = {{"left", "还没有排"},
                                           {"done", "排好"},
                                           {"errors", "稿子有错误"},
                                           {"failed", "没有排成"}};
    const struct pai_batch_record *r = &row->record;
    pai_buf_str(out, "<article>");
    if (picture && row->thumb.size > 0) {
        pai_buf_fmt(out, "<img alt=\"%s\" src=\"data:image/png;base64,", zh ? "页面" : "page");
        base64(out, row->thumb);
        pai_buf_str(out, "\">");
    }
    pai_buf_str(out, "<h3>");
    if (r->state == PAI_BATCH_DONE && row->output != NULL) {
        pai_buf_str(out, "<a href=\"");
        url(out, row->output);
        pai_buf_str(out, "\">");
        esc(out, row->source);
        pai_buf_str(out, "</a>");
    } else {
        esc(out, row->source);
    }
    pai_buf_fmt(out, " <span class=\"muted\">%s", words[r->state][zh]);
    if (r->state == PAI_BATCH_DONE) {
        pai_buf_fmt(out, zh ? "，%u 页" : ", %u pages", (unsigned)r->pages);
    }
    pai_buf_str(out, "</span></h3>\n");
    if (r->diag_count > 0) {
        diags_put(r, zh, out);
    }
    pai_buf_str(out, "</article>\n");
}

static void tail_put(uint32_t troubled, uint32_t others, bool zh, struct pai_buf *out) {
    if (troubled > SHOWN_MOST) {
        pai_buf_fmt(
            out,
            zh ? "<p class=\"muted\">另有 %u 期有提醒，见 report.csv 和 issues.jsonl。</p>\n"
               : "<p class=\"muted\">%u more: see report.csv and issues.jsonl.</p>\n",
            (unsigned)(troubled - SHOWN_MOST));
    }
    pai_buf_fmt(
        out,
        zh ? "<p class=\"muted\">其余 %u 期没有错误和提醒。每一期的情况见 report.csv"
             "（表格）和 issues.jsonl（给程序看）。</p>\n</body></html>\n"
           : "<p class=\"muted\">The other %u have neither errors nor warnings. Every issue "
             "stands in report.csv (a table) and issues.jsonl (for programs).</p>\n"
             "</body></html>\n",
        (unsigned)others);
}

void pai_batch_html(const struct pai_batch_summary *s, struct pai_world_sink *to) {
    bool zh = s->ui == PAI_UI_ZH;
    struct pai_arena *arena = pai_arena_open(pai_app_no_memory), // of the order
        *scratch = pai_arena_open(pai_app_no_memory);            // of an issue
    const struct pai_batch_ranked *order = NULL;
    uint32_t n = pai_batch_order(s, arena, &order);
    struct pai_buf out = pai_buf_make(scratch);
    head_put(s, &out);
    totals_put(s, &out);
    if (n > 0) {
        pai_buf_fmt(&out, "<h2>%s</h2>\n", zh ? "要看一看的" : "To look at");
    }
    for (uint32_t i = 0; i < n && i < SHOWN_MOST && to->error == 0; i++) {
        struct pai_batch_row row;
        pai_world_put(to, out.s, out.n);
        pai_arena_reset(scratch);
        out = pai_buf_make(scratch);
        if (pai_batch_summary_row(s, scratch, order[i].row, &row)) {
            issue_put(&row, zh, i < PAI_BATCH_THUMBS, &out);
        } else {
            to->error = EIO;
        }
    }
    tail_put(n, s->rows.n - n, zh, &out);
    pai_world_put(to, out.s, out.n);
    pai_arena_close(scratch);
    pai_arena_close(arena);
}
