// In: an input and two layouts. Out: what stands elsewhere, is broken otherwise, or stands in
// one of them only; as text for a reader, as JSON for a program, and as pictures of both over
// each other. Promise: a line is compared with the line that has the same place in the bulletin
// (article, paragraph, line), so that one line more does not make all others differ.
#include "layout_diff.h"
#include "layout_see.h"

#include "files.h"
#include "map.h"
#include "proofs.h"
#include "raster.h"

#include <string.h>

struct half {
    struct pai_opts opts;
    struct pai_pipeline p;
    struct pai_task task;
};

// ---- comparing ----

// Lines and rules alike, under the name of their place.
struct entry {
    struct pai_diff_place place;
    const struct pai_page_line *line; // NULL: a rule
    bool met;
};

struct table {
    struct pai_arena *arena;
    struct pai_map *by_key; // key -> number of the entry + 1
    PAI_VEC(struct entry) v;
    PAI_VEC(const char *) keys;
};

// The same key a second time (the folio of each page, the sides of a frame) is told apart by
// its number.
static void table_put(struct table *t, const char *base, const struct entry *entry) {
    for (unsigned n = 0;; n++) {
        const char *key = pai_arena_fmt(t->arena, "%s#%u", base, n);
        if (pai_map_find(t->by_key, key, strlen(key)) == NULL) {
            PAI_VEC_PUT(t->arena, &t->v, *entry);
            PAI_VEC_PUT(t->arena, &t->keys, key);
            pai_map_put(t->by_key, key, strlen(key), (void *)(uintptr_t)t->v.n);
            return;
        }
    }
}

static void lines_put(struct table *t, const struct pai_page *page) {
    for (uint32_t i = 0; i < page->line_count; i++) {
        const struct pai_page_line *l = &page->lines[i];
        struct entry entry = {
            {page->number, pai_role_name(l->role), l->text, l->text_len, l->x, l->baseline},
            l,
            false};
        table_put(t,
                  pai_arena_fmt(t->arena, "%s/%d/%d/%d", pai_role_name(l->role),
                                (int)l->article, (int)l->paragraph, (int)l->line),
                  &entry);
    }
}

static void rules_put(struct table *t, const struct pai_page *page) {
    for (uint32_t i = 0; i < page->item_count; i++) {
        const struct pai_item *item = &page->items[i];
        if (item->kind == PAI_ITEM_RULE && item->u.rule.name != NULL) {
            const struct pai_rule *r = &item->u.rule;
            struct entry entry = {{page->number, r->name, "", 0, r->x, r->y}, NULL, false};
            table_put(t, pai_arena_fmt(t->arena, "rule/%s", r->name), &entry);
        }
    }
}

static struct table table_make(struct pai_arena *arena, const struct pai_pages *pages) {
    struct table t = {.arena = arena, .by_key = pai_map_make(arena)};
    for (uint32_t i = 0; i < pages->n; i++) {
        lines_put(&t, &pages->v[i]);
        rules_put(&t, &pages->v[i]);
    }
    return t;
}

// More than a 100th of a point: lengths in mm are rounded when they become points, and what is
// added up in another order may differ by such a rounding.
static bool apart(pai_len a, pai_len b) {
    int64_t by = (int64_t)a - b;
    return by >= PAI_PT / 100 || by <= -PAI_PT / 100;
}

static bool same_text(const struct pai_diff_place *a, const struct pai_diff_place *b) {
    return a->text_len == b->text_len && memcmp(a->text, b->text, a->text_len) == 0;
}

// A difference of type that leaves the line where it is.
static bool same_type(const struct entry *a, const struct entry *b) {
    return a->line == NULL || b->line == NULL ||
           (a->line->size == b->line->size && a->line->face != NULL && b->line->face != NULL &&
            strcmp(a->line->face->name, b->line->face->name) == 0);
}

static void compare(struct table *a, struct table *b, struct pai_diff *out) {
    for (uint32_t i = 0; i < a->v.n; i++) {
        struct entry *x = &a->v.v[i];
        uintptr_t at = (uintptr_t)pai_map_find(b->by_key, a->keys.v[i], strlen(a->keys.v[i]));
        struct pai_diff_row row = {PAI_DIFF_GONE, x->place, {0}};
        if (at != 0) {
            struct entry *y = &b->v.v[at - 1];
            y->met = true;
            bool moved = x->place.page != y->place.page || apart(x->place.x, y->place.x) ||
                         apart(x->place.y, y->place.y);
            row.kind = !same_text(&x->place, &y->place) ? PAI_DIFF_BROKEN
                       : moved                          ? PAI_DIFF_MOVED
                       : !same_type(x, y)               ? PAI_DIFF_TYPE
                                                        : PAI_DIFF_SAME;
            row.b = y->place;
        }
        if (row.kind != PAI_DIFF_SAME) {
            PAI_VEC_PUT(out->arena, &out->rows, row);
        }
    }
    for (uint32_t i = 0; i < b->v.n; i++) {
        if (!b->v.v[i].met) {
            struct pai_diff_row row = {PAI_DIFF_NEW, {0}, b->v.v[i].place};
            PAI_VEC_PUT(out->arena, &out->rows, row);
        }
    }
}

// ---- pictures ----

static bool page_picture(struct pai_task *task, struct pai_arena *arena, uint32_t i,
                         uint32_t dpi, struct pai_pixels *out) {
    *out = (struct pai_pixels){0, 0, dpi, NULL};
    return i >= task->pages->n ||
           pai_raster_page(task->job, arena, &task->pages->v[i], dpi, out);
}

static bool pictures_write(struct half *a, struct half *b, const struct pai_opts *opts) {
    struct pai_arena *scratch = pai_arena_open(pai_app_no_memory);
    uint32_t n = a->task.pages->n > b->task.pages->n ? a->task.pages->n : b->task.pages->n;
    const char *prefix = pai_arena_fmt(a->task.job->arena, "%s/page-", opts->output);
    bool ok = pai_proofs_directory(a->task.job, prefix);
    for (uint32_t i = 0; ok && i < n; i++) {
        struct pai_pixels first, second, both;
        struct pai_bytes png;
        ok = page_picture(&a->task, scratch, i, opts->dpi, &first) &&
             page_picture(&b->task, scratch, i, opts->dpi, &second);
        if (ok) {
            both = pai_pixels_over(scratch, &first, &second);
            ok = pai_pixels_png(a->task.job, scratch, &both, &png) &&
                 pai_file_write(a->task.job, pai_proof_name(scratch, prefix, i + 1), png);
        }
        pai_arena_reset(scratch);
    }
    pai_arena_close(scratch);
    return ok;
}

// ---- the command ----

static bool half_open(struct half *h, const struct pai_opts *opts, struct pai_report *report,
                      const char *layout) {
    const char *input = opts->inputs[2];
    h->opts = *opts;
    h->opts.layout = layout;
    h->opts.claims = 0;
    pai_pipeline_open(&h->p, &h->opts, report);
    bool ok = pai_pipeline_load(&h->p);
    pai_task_open(&h->task, &h->p, input);
    return ok && pai_task_read(&h->task, &h->p, input) && pai_task_compose(&h->task, &h->p) &&
           pai_task_select(&h->task, &h->p);
}

static void half_close(struct half *h) {
    pai_task_close(&h->task);
    pai_pipeline_close(&h->p);
}

static bool diff(struct half *a, struct half *b, const struct pai_opts *opts,
                 struct pai_diff *out) {
    struct pai_job *job = a->task.job;
    struct table x = table_make(job->arena, a->task.pages);
    struct table y = table_make(job->arena, b->task.pages);
    *out = (struct pai_diff){.arena = job->arena,
                             .a = opts->inputs[0],
                             .b = opts->inputs[1],
                             .a_pages = a->task.pages->n,
                             .b_pages = b->task.pages->n};
    compare(&x, &y, out);
    struct pai_buf text = pai_buf_make(job->arena);
    if (opts->json) {
        pai_diff_json(out, &text);
    } else {
        pai_diff_text(out, opts->ui == PAI_UI_ZH, &text);
    }
    struct pai_bytes bytes = {(const uint8_t *)text.s, text.n};
    return (text.n == 0 || pai_file_write(job, "-", bytes)) &&
           (opts->output == NULL || pictures_write(a, b, opts));
}

void pai_layout_diff(const struct pai_opts *opts, struct pai_report *report) {
    struct half a, b;
    if (strcmp(opts->inputs[2], "-") == 0) { // it would be read for each layout
        struct pai_job *job = pai_job_open(NULL, pai_app_no_memory);
        pai_diag(job, PAI_D_USAGE_STDIN_TWICE, PAI_NO_SPAN, NULL);
        pai_report_job(report, job, NULL);
        pai_job_close(job);
        report->exit = PAI_EXIT_USAGE;
        return;
    }
    struct pai_diff out = {.a_pages = 0};
    bool zh = opts->ui == PAI_UI_ZH;
    bool ok = half_open(&a, opts, report, opts->inputs[0]);
    bool second = half_open(&b, opts, report, opts->inputs[1]);
    ok = ok && second && diff(&a, &b, opts, &out);
    pai_report_job(report, a.task.job, a.task.name);
    // What the text has to say was said above.
    if (pai_job_failed(b.task.job) && !pai_job_failed(a.task.job)) {
        pai_report_job(report, b.task.job, b.task.name);
    }
    const char *tail = zh ? "没有比较" : "not compared";
    if (ok) {
        tail =
            pai_arena_fmt(a.task.job->arena,
                          zh ? "%u 页与 %u 页，%u 处不同" : "%u and %u pages, %u differences",
                          out.a_pages, out.b_pages, out.rows.n);
    }
    pai_report_summary(report, a.p.arena, NULL, tail);
    half_close(&a);
    half_close(&b);
}
