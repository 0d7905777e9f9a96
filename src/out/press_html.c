// The press report for people. In: the report's facts. Out: one HTML page in Chinese or English
// that a print shop can read and print: no script, no other file. Promised: whatever a name or
// message holds, it shows as text.
#include "press_facts.h"

#include "face.h"
#include "raster.h"

#include <string.h>

struct html {
    const struct pai_press_report *r;
    struct pai_buf *out;
    bool zh;
};

static void raw(struct html *h, const char *s) {
    pai_buf_str(h->out, s);
}

static void escaped(struct html *h, const char *s) {
    for (; s && *s; s++) {
        const char *entity = *s == '&'   ? "&amp;"
                             : *s == '<' ? "&lt;"
                             : *s == '>' ? "&gt;"
                             : *s == '"' ? "&quot;"
                                         : NULL;
        if (entity) {
            raw(h, entity);
        } else {
            pai_buf_byte(h->out, *s);
        }
    }
}

// The words of one language; they hold no character that HTML minds.
static void say(struct html *h, const char *zh, const char *en) {
    raw(h, h->zh ? zh : en);
}

static void cell(struct html *h, const char *s) {
    raw(h, "<td>");
    escaped(h, s);
}

static void cell_number(struct html *h, int64_t value, int64_t scale) {
    raw(h, "<td class=n>");
    pai_buf_decimal(h->out, value, scale);
}

static void cell_mm(struct html *h, pai_len len) {
    cell_number(h, pai_muldiv(len, 2540, (int64_t)72 * PAI_PT), 100);
}

// heads: column heads, a `|` before each but the first; `<` begins that of a column of numbers.
static void table(struct html *h, const char *title_zh, const char *title_en,
                  const char *heads_zh, const char *heads_en) {
    raw(h, "<h2>");
    say(h, title_zh, title_en);
    raw(h, "</h2>\n<table><tr>");
    const char *s = h->zh ? heads_zh : heads_en;
    for (size_t n; *s; s += n + (s[n] == '|')) {
        bool numbers = *s == '<';
        s += numbers;
        n = strcspn(s, "|");
        raw(h, numbers ? "<th class=n>" : "<th>");
        pai_buf_put(h->out, s, n);
    }
    raw(h, "\n");
}

static void head_put(struct html *h, const char *title) {
    raw(h, "<!DOCTYPE html>\n<html lang=\"");
    say(h, "zh-CN", "en");
    raw(h, "\">\n<meta charset=\"utf-8\">\n<title>");
    escaped(h, title);
    raw(h, "</title>\n<style>\n"
           "body{font:16px/1.6 system-ui,'Microsoft YaHei','Noto Sans CJK SC',sans-serif;"
           "max-width:60em;margin:2em auto;padding:0 1em;color:#222}\n"
           "h1{font-size:1.5em}h2{font-size:1.1em;margin:1.6em 0 .3em}\n"
           "table{border-collapse:collapse;width:100%}th{text-align:left;font-weight:bold}\n"
           ".n{text-align:right!important}i{display:inline-block;width:1em;height:1em;"
           "margin-right:.5em;vertical-align:-.1em;border:1px solid #bbb}\n"
           "th,td{border-top:1px solid #bbb;padding:.15em 1em .15em 0;vertical-align:top}\n"
           ".n{font-variant-numeric:tabular-nums}\n"
           ".failed,.error{color:#b00020;font-weight:bold}.look,.warning{color:#9a5b00}\n"
           ".passed{color:#1b6e2c}.none{color:#777}small{color:#555}\n"
           ".verdict{font-size:1.2em;padding:.5em .8em;border-left:.4em solid}\n"
           "@media print{body{font-size:10pt;margin:0}tr{break-inside:avoid}}\n"
           "</style>\n");
}

static void summary_put(struct html *h, const struct pai_press_facts *f) {
    const struct pai_press_report *r = h->r;
    const char *title = r->pages && r->pages->title ? r->pages->title : r->input;
    bool good = r->facts->tested && f->level[PAI_ERROR] == 0;
    head_put(h, title);
    raw(h, "<h1>");
    escaped(h, title);
    say(h, "：印前检查报告</h1>\n", ": preflight report</h1>\n");
    raw(h, good ? "<p class=\"verdict passed\">" : "<p class=\"verdict failed\">");
    if (good) {
        say(h, "可以付印", "Ready for print");
        say(h, f->level[PAI_WARNING] ? "，请先看下面的提醒" : "",
            f->level[PAI_WARNING] ? "; look at the warnings below" : "");
    } else {
        say(h, "不能付印，请先改正下面的错误", "Not ready for print: correct the errors below");
    }
    pai_buf_fmt(h->out,
                h->zh ? "（%u 处错误，%u 处提醒，%u 处说明）"
                      : " (errors %u, warnings %u, notes %u)",
                f->level[PAI_ERROR], f->level[PAI_WARNING], f->level[PAI_NOTE]);
    raw(h, "\n");
}

static void row_head(struct html *h, const char *zh, const char *en) {
    raw(h, "\n<tr><th>");
    say(h, zh, en);
}

// 黑、红
static void plates_put(struct html *h, const struct pai_press_plates *plates) {
    uint32_t n = 0;
    for (int i = 0; i < 4; i++) {
        if (plates->process[i]) {
            say(h, n > 0 ? "、" : "", n > 0 ? ", " : "");
            raw(h, pai_press_plate_names[i][h->zh]);
            n++;
        }
    }
    for (uint32_t i = 0; i < plates->spots.n; i++, n++) {
        say(h, n > 0 ? "、" : "", n > 0 ? ", " : "");
        escaped(h, plates->spots.v[i]);
    }
}

static void names_put(struct html *h, const struct pai_press_facts *f) {
    const struct pai_press_report *r = h->r;
    row_head(h, "标准", "Standards");
    raw(h, "<td>");
    for (unsigned i = 0, n = 0; pai_press_claim(i); i++) {
        if (r->options->claims >> i & 1) {
            raw(h, n++ ? ", " : "");
            raw(h, pai_press_claim(i));
        }
    }
    row_head(h, "印版", "Plates");
    raw(h, "<td>");
    plates_put(h, &f->plates);
}

static void file_put(struct html *h, const struct pai_press_facts *f) {
    const struct pai_press_report *r = h->r;
    raw(h, "<table>");
    row_head(h, "原稿", "Input");
    cell(h, r->input);
    row_head(h, "文件", "File");
    cell(h, r->output ? r->output : h->zh ? "没有写 PDF" : "no PDF was written");
    if (r->output) {
        pai_buf_fmt(h->out, h->zh ? "，%zu KB" : ", %zu KB", (r->facts->bytes + 999) / 1000);
    }
    names_put(h, f);
    row_head(h, "印刷条件", "Printing condition");
    cell(h, r->options->profile ? r->options->profile->condition : "");
    row_head(h, "程序", "Program");
    cell(h, r->options->producer);
    raw(h, "\n</table>\n");
}

// The input is known; other files are named.
static void place_put(struct html *h, const struct pai_place *place) {
    if (strcmp(place->file, h->r->input) != 0) {
        escaped(h, place->file);
        raw(h, "<br>");
    }
    pai_buf_fmt(h->out, h->zh ? "第 %u 行第 %u 字" : "line %u, column %u", place->line,
                place->column);
}

static void diags_put(struct html *h) {
    static const char *const levels[][3] = {
        {"note", "note", "说明"}, {"warning", "warning", "提醒"}, {"error", "error", "错误"}};
    if (h->r->diag_count == 0) {
        return;
    }
    table(h, "错误、提醒、说明", "Errors, warnings, notes", "级别|编号|位置|内容",
          "Level|Code|Place|Message");
    for (int level = PAI_ERROR; level >= PAI_NOTE; level--) {
        for (uint32_t i = 0; i < h->r->diag_count; i++) {
            const struct pai_diag *d = h->r->diags[i];
            struct pai_place place;
            if ((int)pai_press_level(h->r, d) != level) {
                continue;
            }
            pai_buf_fmt(h->out, "<tr class=%s><td>%s<td>%s<td>", levels[level][0],
                        levels[level][1 + h->zh], pai_diag_row(d->code)->code);
            if (pai_job_place(h->r->job, d->span, &place)) {
                place_put(h, &place);
            }
            cell(h, h->zh ? d->zh : d->en);
            raw(h, "<br><small>");
            escaped(h, h->zh ? d->act_zh : d->act_en);
            raw(h, "</small>\n");
        }
    }
    raw(h, "</table>\n");
}

static void rules_put(struct html *h) {
    static const char *const results[][3] = {{"none", "not asked", "不要求"},
                                             {"none", "not tested", "没有查到"},
                                             {"passed", "passed", "合格"},
                                             {"look", "look", "提醒"},
                                             {"failed", "failed", "不合格"}};
    table(h, "规则", "Rules", "结果|编号|要求|依据", "Result|Code|What must be so|Clause");
    for (size_t i = 0; i < pai_preflight_count; i++) {
        const struct pai_preflight_rule *rule = &pai_preflight_rules[i];
        enum pai_press_result result = pai_press_result(h->r, i);
        pai_buf_fmt(h->out, "<tr><td class=%s>%s<td>%s", results[result][0],
                    results[result][1 + h->zh], pai_diag_row(rule->code)->code);
        cell(h, h->zh ? rule->zh : rule->en);
        if (result >= PAI_PRESS_LOOK) {
            pai_buf_fmt(h->out, h->zh ? "（%u 处）" : " (%u)", h->r->facts->broken[i]);
        }
        cell(h, rule->clause);
        raw(h, "\n");
    }
    raw(h, "</table>\n");
}

static void boxes_put(struct html *h, const struct pai_page *p) {
    cell_mm(h, p->trim.width);
    cell_mm(h, p->trim.height);
    cell_mm(h, p->bleed.width > 0 ? -p->bleed.x : 0);
    cell_mm(h, p->media.width);
    cell_mm(h, p->media.height);
    struct pai_press_plates plates = pai_press_plates_of(h->r, p);
    raw(h, "<td>");
    plates_put(h, &plates);
    raw(h, "\n");
}

static void pages_put(struct html *h, const struct pai_press_facts *f) {
    const struct pai_pages *pages = f->imposed ? h->r->pages : f->printed;
    if (!pages) {
        return;
    }
    table(h, "页面（mm）", "Pages (mm)", "<页|页码|<成品宽|<成品高|<出血|<纸张宽|<纸张高|印版",
          "<Page|Folio|<Trim width|<Trim height|<Bleed|<Paper width|<Paper height|Plates");
    for (uint32_t i = 0; i < pages->n; i++) {
        raw(h, "<tr>");
        cell_number(h, pages->v[i].number, 1);
        cell(h, pages->v[i].folio ? pages->v[i].folio : "");
        boxes_put(h, &pages->v[i]);
    }
    raw(h, "</table>\n");
}

// One side a row.
static void sheets_put(struct html *h, const struct pai_press_facts *f) {
    if (!f->imposed) {
        return;
    }
    table(
        h, "印张（拼版以后，mm）", "Sheets (imposed, mm)",
        "<面|<左页|<右页|<成品宽|<成品高|<出血|<纸张宽|<纸张高|印版",
        "<Side|<Left|<Right|<Trim width|<Trim height|<Bleed|<Paper width|<Paper height|Plates");
    for (uint32_t i = 0; i < f->printed->n; i++) {
        const struct pai_page *sheet = &f->printed->v[i];
        raw(h, "<tr>");
        cell_number(h, sheet->number, 1);
        for (int right = 0; right < 2; right++) {
            uint32_t page = pai_press_half(sheet, right);
            if (page > 0) {
                cell_number(h, page, 1);
            } else {
                raw(h, h->zh ? "<td class=n>空白" : "<td class=n>blank");
            }
        }
        boxes_put(h, sheet);
    }
    raw(h, "</table>\n");
}

static void inks_put(struct html *h, const struct pai_press_facts *f) {
    static const char *const kinds[][2] = {{"process", "四色"},
                                           {"spot", "专色"},
                                           {"on the paper already", "套打，不印"},
                                           {"", ""}};
    table(h, "墨色（%）", "Inks (%)", "名称|怎样印|<青|<品红|<黄|<黑|<用在几页",
          "Name|Printed as|<Cyan|<Magenta|<Yellow|<Black|<Pages");
    for (uint32_t i = 0; i < f->inks.n; i++) {
        const struct pai_ink *ink = f->inks.v[i].ink;
        raw(h, "<tr>");
        pai_buf_fmt(h->out, "<td><i style=\"background:#%06x\"></i>", pai_raster_rgb(ink));
        escaped(h, ink->name);
        cell(h, kinds[ink->kind][h->zh]);
        if (ink->kind == PAI_INK_SPOT) {
            raw(h, " ");
            escaped(h, ink->plate);
        }
        for (int k = 0; k < 4; k++) {
            cell_number(h, ink->cmyk[k], 10);
        }
        cell_number(h, f->inks.v[i].pages, 1);
        raw(h, "\n");
    }
    raw(h, "</table>\n");
}

static void fonts_put(struct html *h) {
    const struct pai_pdf_facts *facts = h->r->facts;
    if (facts->font_count == 0) {
        return;
    }
    table(h, "字体（只嵌入用到的字）", "Fonts (subsets, embedded)", "字体|<字形|<字节",
          "Font|<Glyphs|<Bytes");
    for (uint32_t i = 0; i < facts->font_count; i++) {
        raw(h, "<tr>");
        cell(h, facts->fonts[i].face->name);
        cell_number(h, facts->fonts[i].glyphs, 1);
        cell_number(h, (int64_t)facts->fonts[i].bytes, 1);
        raw(h, "\n");
    }
    raw(h, "</table>\n");
}

static void pictures_put(struct html *h, const struct pai_press_facts *f) {
    static const char *const colours[][2] = {
        {"grey", "灰度"}, {"RGB by profile", "RGB（带色彩特性）"}, {"CMYK", "四色"}};
    if (f->pictures.n == 0) {
        return;
    }
    table(h, "图片", "Images", "<页|文件|像素|印成|<宽 mm|<高 mm|<dpi",
          "<Page|File|Samples|Printed as|<Width mm|<Height mm|<dpi");
    for (uint32_t i = 0; i < f->pictures.n; i++) {
        const struct pai_picture *p = f->pictures.v[i].picture;
        raw(h, "<tr>");
        cell_number(h, f->pictures.v[i].page, 1);
        cell(h, p->image->name);
        pai_buf_fmt(h->out, "<td>%u × %u", pai_image_across(p->image),
                    pai_image_down(p->image));
        cell(h, colours[pai_press_colours(p)][h->zh]);
        cell_mm(h, p->width);
        cell_mm(h, p->height);
        cell_number(h, pai_picture_dpi(p), 1);
        raw(h, "\n");
    }
    raw(h, "</table>\n");
}

void pai_press_html(const struct pai_press_report *r, struct pai_buf *out) {
    struct html h = {r, out, r->zh};
    struct pai_press_facts f = pai_press_facts_make(r);
    summary_put(&h, &f);
    file_put(&h, &f);
    diags_put(&h);
    pages_put(&h, &f);
    sheets_put(&h, &f);
    inks_put(&h, &f);
    fonts_put(&h);
    pictures_put(&h, &f);
    rules_put(&h);
    raw(&h, "</html>\n");
}
