// Journals in, reports out. Promises: the order is that of the inputs, so that runs of any
// number of workers or shards give the same report but for the times in it; each report is
// replaced whole.
#include "batch_report.h"
#include "batch_lines.h"
#include "files.h"
#include "map.h"
#include "printable.h"

#include <stdlib.h>
#include <string.h>

static const char *keep(struct pai_arena *arena, const char *s) {
    return s != NULL ? pai_arena_str(arena, s, strlen(s)) : NULL;
}

static void row_put(void *ctx, const struct pai_batch_row *row) {
    struct pai_batch_summary *s = ctx;
    struct pai_arena *arena = s->arena;
    struct pai_batch_row *copy = PAI_VEC_ADD(arena, &s->rows);
    struct pai_batch_record *r = &copy->record;
    *copy = *row;
    copy->source = keep(arena, row->source);
    copy->output = keep(arena, row->output);
    if (row->thumb.size > 0) {
        copy->thumb.data = (const uint8_t *)pai_arena_str(arena, (const char *)row->thumb.data,
                                                          row->thumb.size);
    }
    struct pai_batch_diag *diags = PAI_NEW_N(arena, struct pai_batch_diag, r->diag_count);
    for (uint32_t i = 0; i < r->diag_count; i++) {
        const struct pai_batch_diag *d = &row->record.diags[i];
        diags[i] = (struct pai_batch_diag){keep(arena, d->code),
                                           d->level,
                                           keep(arena, d->file),
                                           d->line,
                                           d->column,
                                           keep(arena, d->zh),
                                           keep(arena, d->en),
                                           keep(arena, d->act_zh),
                                           keep(arena, d->act_en)};
    }
    r->diags = diags;
}

static int by_number(const void *a, const void *b) {
    const struct pai_batch_row *x = a, *y = b;
    if (x->number != y->number) {
        return x->number < y->number ? -1 : 1;
    }
    int c = strcmp(x->source, y->source);
    // Of two rows for one issue the one that was done comes first.
    return c != 0 ? c
                  : (x->record.state == PAI_BATCH_LEFT) - (y->record.state == PAI_BATCH_LEFT);
}

static int by_weight(const void *a, const void *b) {
    const struct pai_batch_total *x = a, *y = b;
    if (x->level != y->level) {
        return x->level > y->level ? -1 : 1;
    }
    if (x->issues != y->issues) {
        return x->issues > y->issues ? -1 : 1;
    }
    return strcmp(x->code, y->code);
}

static void total_add(struct pai_batch_summary *s, struct pai_map *known, uint32_t row) {
    const struct pai_batch_record *r = &s->rows.v[row].record;
    for (uint32_t i = 0; i < r->diag_count; i++) {
        const struct pai_batch_diag *d = &r->diags[i];
        uint32_t *at = pai_map_find(known, d->code, strlen(d->code));
        if (at == NULL) {
            at = PAI_NEW_N(s->arena, uint32_t, 2); // place + 1, last row that had it + 1
            struct pai_batch_total *t = PAI_VEC_ADD(s->arena, &s->totals);
            *t = (struct pai_batch_total){d->code, d->zh, d->en, d->level, 0, 0};
            at[0] = s->totals.n;
            pai_map_put(known, d->code, strlen(d->code), at);
        }
        struct pai_batch_total *t = &s->totals.v[at[0] - 1];
        t->count++;
        t->issues += at[1] != row + 1;
        at[1] = row + 1;
    }
}

bool pai_batch_summary_read(struct pai_batch_summary *s, struct pai_arena *arena,
                            enum pai_ui ui, const char *const *dirs) {
    memset(s, 0, sizeof *s);
    s->arena = arena;
    s->ui = ui;
    for (; *dirs != NULL; dirs++) {
        if (!pai_batch_journal_read(arena, *dirs, true, row_put, s)) {
            return false;
        }
    }
    if (s->rows.n > 0) {
        qsort(s->rows.v, s->rows.n, sizeof *s->rows.v, by_number);
    }
    struct pai_map *known = pai_map_make(arena);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->rows.n; i++) {
        if (n > 0 && strcmp(s->rows.v[n - 1].source, s->rows.v[i].source) == 0) {
            continue;
        }
        s->rows.v[n] = s->rows.v[i];
        const struct pai_batch_record *r = &s->rows.v[n].record;
        s->of[r->state]++;
        s->pages += r->state == PAI_BATCH_DONE ? r->pages : 0;
        s->cpu += r->state == PAI_BATCH_LEFT ? 0 : r->cpu;
        total_add(s, known, n++);
    }
    s->rows.n = n;
    if (s->totals.n > 0) {
        qsort(s->totals.v, s->totals.n, sizeof *s->totals.v, by_weight);
    }
    return true;
}

// ---- order ----

static uint32_t trouble(const struct pai_batch_record *r) {
    static const uint32_t by_state[] = {1, 0, 2, 3};
    return by_state[r->state];
}

static int by_trouble(const void *a, const void *b) {
    const struct pai_batch_ranked *x = a, *y = b;
    if (x->trouble != y->trouble) {
        return x->trouble > y->trouble ? -1 : 1;
    }
    if (x->warnings != y->warnings) {
        return x->warnings > y->warnings ? -1 : 1;
    }
    return x->row < y->row ? -1 : x->row > y->row;
}

uint32_t pai_batch_order(const struct pai_batch_summary *s, struct pai_arena *arena,
                         const struct pai_batch_ranked **out) {
    struct pai_batch_ranked *order = PAI_NEW_N(arena, struct pai_batch_ranked, s->rows.n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->rows.n; i++) {
        const struct pai_batch_record *r = &s->rows.v[i].record;
        if (trouble(r) > 0 || r->warnings > 0) {
            order[n++] = (struct pai_batch_ranked){trouble(r), r->warnings, i};
        }
    }
    if (n > 0) {
        qsort(order, n, sizeof *order, by_trouble);
    }
    *out = order;
    return n;
}

// ---- CSV ----

static void field_put(struct pai_buf *out, const char *value) {
    const char *s = value != NULL ? pai_printable_utf8(out->arena, value) : "";
    // A spreadsheet would compute what begins like this.
    bool formula = s[0] != '\0' && strchr("=+-@", s[0]) != NULL;
    pai_buf_byte(out, '"');
    pai_buf_str(out, formula ? "'" : "");
    for (; *s != '\0'; s++) {
        pai_buf_str(out, *s == '"' ? "\"" : "");
        pai_buf_byte(out, *s);
    }
    pai_buf_byte(out, '"');
}

// "E0101 W0204×3"
static void codes_put(struct pai_buf *out, const struct pai_batch_record *r) {
    struct pai_buf list = pai_buf_make(out->arena);
    for (uint32_t i = 0; i < r->diag_count; i++) {
        uint32_t count = 0;
        bool first = true;
        for (uint32_t k = 0; k < r->diag_count; k++) {
            bool same = strcmp(r->diags[k].code, r->diags[i].code) == 0;
            count += same;
            first = first && !(same && k < i);
        }
        if (first) {
            pai_buf_fmt(&list, list.n > 0 ? " %s" : "%s", r->diags[i].code);
            if (count > 1) {
                pai_buf_fmt(&list, "×%u", (unsigned)count);
            }
        }
    }
    field_put(out, list.n > 0 ? list.s : "");
}

// With a byte-order mark and CRLF (RFC 4180): what spreadsheets take for UTF-8.
static void csv_put(const struct pai_batch_summary *s, struct pai_buf *out) {
    static const char *const heads[] = {
        "原稿,PDF,结果,页数,错误,提醒,说明,字节,SHA-256,毫秒,编号",
        "source,output,state,pages,errors,warnings,notes,bytes,sha256,ms,codes"};
    pai_buf_str(out, "\xEF\xBB\xBF");
    pai_buf_str(out, heads[s->ui == PAI_UI_EN]);
    pai_buf_str(out, "\r\n");
    for (uint32_t i = 0; i < s->rows.n; i++) {
        const struct pai_batch_row *row = &s->rows.v[i];
        const struct pai_batch_record *r = &row->record;
        bool done = r->state == PAI_BATCH_DONE;
        char hex[2 * PAI_HASH + 1];
        pai_batch_hex(r->pdf_hash, hex);
        field_put(out, row->source);
        pai_buf_byte(out, ',');
        field_put(out, done ? row->output : "");
        pai_buf_fmt(out, ",%s,%u,%u,%u,%u,", pai_batch_state_name(r->state), (unsigned)r->pages,
                    (unsigned)r->errors, (unsigned)r->warnings, (unsigned)r->notes);
        pai_buf_decimal(out, done ? r->size : 0, 1);
        pai_buf_fmt(out, ",%s,", done ? hex : "");
        pai_buf_decimal(out, r->cpu, 1000);
        pai_buf_byte(out, ',');
        codes_put(out, r);
        pai_buf_str(out, "\r\n");
    }
}

static void jsonl_put(const struct pai_batch_summary *s, struct pai_buf *out) {
    for (uint32_t i = 0; i < s->rows.n; i++) {
        const struct pai_batch_row *row = &s->rows.v[i];
        pai_batch_line_json(out, row->source, row->output, &row->record);
    }
}

bool pai_batch_report_write(struct pai_job *job, const struct pai_batch_summary *s,
                            const char *dir) {
    static const struct {
        const char *name;
        void (*put)(const struct pai_batch_summary *s, struct pai_buf *out);
    } reports[] = {
        {"issues.jsonl", jsonl_put}, {"report.csv", csv_put}, {"report.html", pai_batch_html}};
    bool ok = true;
    for (unsigned i = 0; i < sizeof reports / sizeof *reports; i++) {
        struct pai_arena *arena = pai_arena_open(pai_app_no_memory);
        struct pai_buf out = pai_buf_make(arena);
        reports[i].put(s, &out);
        struct pai_bytes bytes = {(const uint8_t *)out.s, out.n};
        ok = pai_file_write(job, pai_arena_fmt(arena, "%s/%s", dir, reports[i].name), bytes) &&
             ok;
        pai_arena_close(arena);
    }
    return ok;
}
