// In: a loaded layout. Out: what goes wrong when a bulletin is set by it, told of the layout: a
// text of our own is composed, that of issues and, where it is for them, of official documents,
// so that collisions, a footer that does not fit, what leaves the paper, missing pictures and
// characters are found without a bulletin. Promise: every place is in the files of the layout
// or the fontset, each complaint is made once, and nothing that is the text's own matter is
// said.
#include "layout_trial.h"

#include "block.h"
#include "buf.h"
#include "press.h"

#include <string.h>

// What every kind of masthead has, so that each block shows; the second has little and is old.
static const char *const HEADS[] = {
    "机密★1年                                        编号：000001\n"
    "特急\n\n试排简报\n\n第18期（总第206期）\n\n签发人：甲某某\n\n"
    "某某县人民政府办公室          2024年3月15日\n\n",
    "试排简报\n\n增刊\n\n某某县人民政府办公室          2009年11月6日\n\n",
};

// Official documents: one to those below, one to those above, which has who signed it
// (GB/T 9704 7.2.5, 7.2.6).
static const char *const OFFICIAL_HEADS[] = {
    "000001\n机密★1年\n特急\n\n某某县人民政府文件\n\n某政发〔2024〕18号\n\n"
    "某某县人民政府关于试排公文的通知\n\n各乡镇人民政府，县政府各部门：\n\n",
    "000001\n特急\n\n某某县人民政府文件\n\n"
    "某政发〔2024〕18号                    签发人：甲某某\n\n"
    "某某县人民政府关于试排公文的请示\n\n市人民政府：\n\n",
};

static const char NOTE[] =
    "编者按：这是一段编者按，用来看一看它的字体、缩进和边框是否合适，长度大约占三行。\n\n";

static const char *const ARTICLES[] = {
    "试排第一篇文章 看标题正文和各级小标题的样子\n\n",
    "试排第二篇文章 看两篇之间的空行\n\n",
};

static const char BODY[] =
    "这一段文字没有别的意思，只是把版心排满，看一看行距、字距和标点是否妥当。数字 2024、"
    "英文 bulletin 和百分比 85% 也各排一个，书名号《某某规划》、引号“试排”和破折号——都有。\n\n"
    "一、一级小标题\n\n（一）二级小标题。"
    "小标题后面接着排正文，直到换行为止，这里再写几句，凑成两三行的样子。\n\n"
    "1. 三级小标题的一段文字，内容与上面相同，仍然是为了看样子而写的，不必细读。\n\n";

static const char SOURCE[] = "（某某办公室）\n\n";

// What stands below the text of an official document, and the annex behind it (7.3.4 to 7.3.7).
static const char CLOSING[] = "附件：1.试排任务分解表\n      2.试排要求\n\n"
                              "                              某某县人民政府\n"
                              "                              2024年3月15日\n\n"
                              "（此件公开发布）\n\n附件1\n\n试排任务分解表\n\n";

static const char FOOT[] = "报：市委办公室、市政府办公室\n"
                           "送：县领导同志，县委各部委办局\n\n"
                           "责任编辑：甲某某    校对：乙某某    共印120份\n";

static const char OFFICIAL_FOOT[] = "抄送：县委各部门，县人大常委会办公室，县政协办公室。\n\n"
                                    "某某县人民政府办公室          2024年3月16日印发\n";

enum {
    ISSUES = sizeof HEADS / sizeof *HEADS,
    VARIANTS = ISSUES + sizeof OFFICIAL_HEADS / sizeof *OFFICIAL_HEADS,
    PARAGRAPHS = 5
};

static void put_body(struct pai_buf *b) {
    for (unsigned k = 0; k < PARAGRAPHS; k++) {
        pai_buf_str(b, BODY);
    }
}

static const char *issue(struct pai_arena *arena, unsigned variant) {
    struct pai_buf b = pai_buf_make(arena);
    pai_buf_str(&b, HEADS[variant]);
    pai_buf_str(&b, variant == 0 ? NOTE : "");
    for (unsigned i = 0; i < sizeof ARTICLES / sizeof *ARTICLES; i++) {
        pai_buf_str(&b, ARTICLES[i]);
        put_body(&b);
        pai_buf_str(&b, SOURCE);
    }
    pai_buf_str(&b, FOOT);
    return b.s;
}

static const char *official(struct pai_arena *arena, unsigned variant) {
    struct pai_buf b = pai_buf_make(arena);
    pai_buf_str(&b, OFFICIAL_HEADS[variant]);
    put_body(&b);
    pai_buf_str(&b, CLOSING);
    put_body(&b);
    pai_buf_str(&b, OFFICIAL_FOOT);
    return b.s;
}

static const char *text_of(struct pai_arena *arena, unsigned variant) {
    return variant < ISSUES ? issue(arena, variant) : official(arena, variant - ISSUES);
}

// What tells a layout of official documents from one of bulletins, which also print a number:
// who issued it stands at its end with the date (GB/T 9704 7.4.3), not in the masthead.
static bool is_official(const struct pai_layout *l) {
    const struct pai_layout_blocks *foot = &l->blocks[PAI_PART_OF_footer];
    return pai_blocks_print(&l->blocks[PAI_PART_OF_masthead], PAI_SLOT_NUMBER_TEXT) &&
           pai_blocks_print(foot, PAI_SLOT_OFFICE) && pai_blocks_print(foot, PAI_SLOT_DATE);
}

// ---- what is said of the layout ----

// The place of the style that a piece of the text is set in; the top of the layout if no line
// has it.
static struct pai_span style_place(const struct pai_task *task, const struct pai_layout *l,
                                   struct pai_span span) {
    for (uint32_t p = 0; task->pages != NULL && p < task->pages->n; p++) {
        const struct pai_page *page = &task->pages->v[p];
        for (uint32_t i = 0; i < page->line_count; i++) {
            const struct pai_page_line *line = &page->lines[i];
            if (line->span.file == span.file && span.offset >= line->span.offset &&
                span.offset < line->span.offset + line->span.length) {
                return line->block_span.file != 0 ? line->block_span
                                                  : l->style_place[line->role];
            }
        }
    }
    return l->top_place;
}

// Whether it is about the layout at all: how the text is read, and what the layout leaves out
// on purpose, is not.
static bool concerns(const struct pai_diag *d, bool text) {
    const char *section = pai_diag_row(d->code)->code + 1;
    return d->code != PAI_D_UNPRINTED &&
           (!text || (strncmp(section, "01", 2) != 0 && strncmp(section, "02", 2) != 0 &&
                      pai_diag_row(d->code)->level > PAI_NOTE));
}

static bool is_known(const struct pai_job *out, const struct pai_diag *d) {
    for (uint32_t i = 0; i < out->diags.n; i++) {
        const struct pai_diag *known = &out->diags.v[i];
        if (known->code == d->code && known->span.file == d->span.file &&
            known->span.offset == d->span.offset) {
            return true;
        }
    }
    return false;
}

// What comes of how things stand to each other.
static bool is_geometry(const struct pai_diag *d) {
    return strncmp(pai_diag_row(d->code)->code + 1, "05", 2) == 0;
}

// A layout that is extended was right before: what goes wrong in its blocks follows from what
// the layout itself does wrong, if it does, and need not be said.
static void drop_followers(struct pai_job *out, uint32_t own) {
    bool own_fault = false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < out->diags.n; i++) {
        const struct pai_diag *d = &out->diags.v[i];
        own_fault = own_fault || (is_geometry(d) && d->span.file == own);
    }
    for (uint32_t i = 0; i < out->diags.n; i++) {
        struct pai_diag d = out->diags.v[i];
        if (own_fault && is_geometry(&d) && d.span.file > own) {
            out->count[pai_diag_row(d.code)->level]--;
        } else {
            out->diags.v[n++] = d;
        }
    }
    out->diags.n = n;
}

static void move_diags(struct pai_task *task, const struct pai_layout *l, uint32_t files,
                       struct pai_job *out) {
    for (uint32_t i = 0; i < task->job->diags.n; i++) {
        struct pai_diag d = task->job->diags.v[i];
        bool text = d.span.file == 0 || d.span.file > files;
        if (!concerns(&d, text)) {
            continue;
        }
        d.span = text ? style_place(task, l, d.span) : d.span;
        if (!is_known(out, &d)) {
            PAI_VEC_PUT(out->arena, &out->diags, d);
            out->count[pai_diag_row(d.code)->level]++;
        }
    }
}

static void try_variant(struct pai_pipeline *p, struct pai_task *task, unsigned variant) {
    struct pai_ask ask = {.article = -1, .paragraph = -1, .of_layout = true};
    const char *text = text_of(task->job->arena, variant);
    struct pai_bytes bytes = {(const uint8_t *)text, strlen(text)};
    task->doc = pai_doc_read(task->job, task->name, bytes);
    task->ask = &ask;
    if (task->doc != NULL && pai_task_compose(task, p)) {
        task->sheets = pai_press_make(task->job, task->pages, p->layout, p->fonts, false);
        pai_task_preflight(task, p, NULL);
    }
    task->ask = NULL;
}

bool pai_layout_trial(struct pai_pipeline *p) {
    struct pai_task tasks[VARIANTS], said;
    pai_task_open(&said, p, "");
    uint32_t files = said.job->sources.n; // those of the layout and the fontset
    unsigned variants = is_official(p->layout) ? VARIANTS : ISSUES;
    for (unsigned i = 0; i < variants; i++) {
        pai_task_open(&tasks[i], p, "");
        try_variant(p, &tasks[i], i);
        move_diags(&tasks[i], p->layout, files, said.job);
    }
    drop_followers(said.job, p->layout->top_place.file);
    bool good = !pai_report_stops(p->report, said.job);
    pai_report_job(p->report, said.job, NULL);
    for (unsigned i = 0; i < variants; i++) { // the texts of the messages are theirs
        pai_task_close(&tasks[i]);
    }
    pai_task_close(&said);
    return good;
}
