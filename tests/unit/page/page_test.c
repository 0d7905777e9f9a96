// See page_test.h.
#include "page_test.h"

#include "test_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct pai_text page_text(const char *s) {
    return (struct pai_text){s, (uint32_t)strlen(s), 0, NULL, 0};
}

struct pai_text page_text_placed(struct page_test *t, const char *s) {
    struct pai_text text = page_text(s);
    text.file = pai_job_source(t->job, "text.txt", s, strlen(s));
    text.map = PAI_NEW(t->process, struct pai_origin);
    text.map_count = 1;
    return text;
}

// Registers a file of the repository as a source of the job.
static uint32_t source(struct page_test *t, const char *path) {
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    char *text = pai_arena_alloc(t->process, 1 << 20);
    size_t n = fread(text, 1, (1 << 20) - 1, f);
    fclose(f);
    return pai_job_source(t->job, path, text, n);
}

struct page_test *page_test_open(void) {
    return page_test_open_with(NULL);
}

static struct page_test *open_layout(const char *path, const char *yaml);

struct page_test *page_test_open_with(const char *layout) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.yaml",
             layout == NULL ? ROOT "/layouts" : ROOT "/tests/pages/layouts",
             layout == NULL ? "bulletin" : layout);
    return open_layout(path, NULL);
}

struct page_test *page_test_open_text(const char *yaml) {
    return open_layout(NULL, yaml);
}

static struct page_test *open_layout(const char *path, const char *yaml) {
    struct page_test *t = calloc(1, sizeof *t);
    t->world = test_world_open();
    t->process = pai_arena_open(NULL);
    t->job = pai_job_open(t->world, NULL);
    uint32_t file = yaml == NULL ? source(t, path)
                                 : pai_job_source(t->job, "layout.yaml", yaml, strlen(yaml));
    t->layout = pai_layout_load(t->job, t->process, file);
    assert_non_null(t->layout);
    t->fonts = pai_fontset_load(t->job, t->process, source(t, ROOT "/fonts/fandol.yaml"));
    assert_non_null(t->fonts);
    static struct pai_distribution to[2];
    static struct pai_text names[2];
    static struct pai_credit credit;
    to[0] = (struct pai_distribution){page_text("报"), page_text("市委、市政府领导同志")};
    to[1] = (struct pai_distribution){
        page_text("发"),
        page_text("各乡镇人民政府，各街道办事处，县政府各委办局，县属各企事业单位，"
                  "驻县各有关单位，各重点项目指挥部办公室")};
    names[0] = page_text("宋禾");
    names[1] = page_text("林远山");
    credit = (struct pai_credit){page_text("责任编辑"), names, 2};
    t->doc.masthead = (struct pai_masthead){
        .name = page_text("云溪简报"),
        .number = 12,
        .total = -1,
        .number_text = page_text("第12期"),
        .office = page_text("云溪县人民政府办公室"),
        .year = 2024,
        .month = 5,
        .day = 8,
        .class_text = page_text(""),
        .copy_number = page_text(""),
    };
    t->doc.note_label = t->doc.note = page_text("");
    t->doc.distribution = to;
    t->doc.distribution_count = 2;
    t->doc.credits = &credit;
    t->doc.credit_count = 1;
    t->doc.copies = 60;
    return t;
}

void page_test_close(struct page_test *t) {
    pai_fontset_close(t->fonts);
    pai_job_close(t->job);
    pai_arena_close(t->process);
    test_world_close(t->world);
    free(t);
}

static struct pai_text paragraph(struct page_test *t, uint32_t characters) {
    static const char *words[] = {"今年以来，", "各镇街", "抓紧", "春耕备耕，", "备足种子、",
                                  "化肥、",     "农膜，", "检修", "农机",       "具，"};
    char *s = pai_arena_alloc(t->process, (size_t)characters * 3 + 64);
    uint32_t n = 0;
    for (uint32_t i = 0; n + 6 < characters; i++) {
        strcat(s, words[i % 10]);
        n += (uint32_t)strlen(words[i % 10]) / 3;
    }
    strcat(s, "全部就位。");
    return page_text(s);
}

void page_test_article(struct page_test *t, const char *title, uint32_t paragraphs,
                       uint32_t characters) {
    struct pai_article *all =
        PAI_NEW_N(t->process, struct pai_article, t->doc.article_count + 1);
    if (t->doc.article_count > 0) {
        memcpy(all, t->doc.articles, t->doc.article_count * sizeof *all);
    }
    struct pai_text *clause = PAI_NEW(t->process, struct pai_text);
    *clause = page_text(title);
    struct pai_block *body = PAI_NEW_N(t->process, struct pai_block, paragraphs);
    for (uint32_t i = 0; i < paragraphs; i++) {
        body[i].text = paragraph(t, characters);
    }
    all[t->doc.article_count] = (struct pai_article){.title = clause,
                                                     .title_count = 1,
                                                     .body = body,
                                                     .body_count = paragraphs,
                                                     .source = page_text("县农业局")};
    t->doc.articles = all;
    t->doc.article_count++;
}

static void say(const struct page_test *t) {
    for (uint32_t i = 0; i < t->job->diags.n; i++) {
        print_message("%s %s\n", pai_diag_row(t->job->diags.v[i].code)->code,
                      t->job->diags.v[i].zh);
    }
}

void page_test_compose(struct page_test *t) {
    t->pages = pai_compose(t->job, &t->doc, t->layout, t->fonts);
    if (t->pages == NULL || t->job->count[PAI_ERROR] > 0) {
        say(t);
    }
    assert_non_null(t->pages);
    assert_int_equal(t->job->count[PAI_ERROR] + t->job->count[PAI_SYSTEM], 0);
}

void page_test_error(struct page_test *t, enum pai_code code, bool placed) {
    t->pages = pai_compose(t->job, &t->doc, t->layout, t->fonts);
    if (t->job->count[PAI_ERROR] != 1) {
        say(t);
    }
    assert_int_equal(t->job->count[PAI_ERROR] + t->job->count[PAI_SYSTEM], 1);
    for (uint32_t i = 0; i < t->job->diags.n; i++) {
        const struct pai_diag *d = &t->job->diags.v[i];
        if (pai_diag_row(d->code)->level == PAI_ERROR) {
            assert_int_equal(d->code, code);
            assert_true(!placed || d->span.file != 0);
        }
    }
}

const struct pai_page_line *page_test_line(const struct page_test *t, uint32_t page,
                                           enum pai_role role) {
    for (uint32_t i = 0; i < t->pages->v[page].line_count; i++) {
        if (t->pages->v[page].lines[i].role == role) {
            return &t->pages->v[page].lines[i];
        }
    }
    return NULL;
}
