// Journals in, reports out. Promises: the order is that of the inputs, so that runs of any
// number of workers or shards give the same report but for the times in it; each report is
// replaced whole; they are made from one issue after the other, never from all in memory.
#include "batch_report.h"
#include "batch_lines.h"
#include "files.h"
#include "map.h"
#include "printable.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *keep(struct pai_arena *arena, const char *s) {
    return s != NULL ? pai_arena_str(arena, s, strlen(s)) : NULL;
}

struct reading {
    struct pai_batch_summary *s;
    bool several; // journals
};

static void brief_put(void *ctx, const struct pai_batch_row *row) {
    struct reading *reading = ctx;
    struct pai_batch_summary *s = reading->s;
    *PAI_VEC_ADD(s->arena, &s->rows) = (struct pai_batch_brief){
        .source = reading->several ? keep(s->arena, row->source) : NULL,
        .id = row->id,
        .number = row->number,
        .warnings = row->record.warnings,
        .journal = (uint16_t)(s->journals.n - 1),
        .state = (uint8_t)row->record.state};
}

static int by_number(const void *a, const void *b) {
    const struct pai_batch_brief *x = a, *y = b;
    if (x->number != y->number) {
        return x->number < y->number ? -1 : 1;
    }
    int c = strcmp(x->source, y->source);
    // Of two rows for one issue the one that was done comes first.
    return c != 0 ? c : (x->state == PAI_BATCH_LEFT) - (y->state == PAI_BATCH_LEFT);
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

static void total_add(struct pai_batch_summary *s, struct pai_map *known,
                      const struct pai_batch_record *r, uint32_t row) {
    for (uint32_t i = 0; i < r->diag_count; i++) {
        const struct pai_batch_diag *d = &r->diags[i];
        uint32_t *at = pai_map_find(known, d->code, strlen(d->code));
        if (at == NULL) {
            at = PAI_NEW_N(s->arena, uint32_t, 2); // place + 1, last row that had it + 1
            struct pai_batch_total *t = PAI_VEC_ADD(s->arena, &s->totals);
            *t = (struct pai_batch_total){keep(s->arena, d->code),
                                          keep(s->arena, d->zh),
                                          keep(s->arena, d->en),
                                          d->level,
                                          0,
                                          0};
            at[0] = s->totals.n;
            pai_map_put(known, d->code, strlen(d->code), at);
        }
        struct pai_batch_total *t = &s->totals.v[at[0] - 1];
        t->count++;
        t->issues += at[1] != row + 1;
        at[1] = row + 1;
    }
}

// Several journals tell of an issue twice, and in their own order each.
static void rows_merge(struct pai_batch_summary *s) {
    uint32_t n = 0;
    if (s->rows.n > 0) {
        qsort(s->rows.v, s->rows.n, sizeof *s->rows.v, by_number);
    }
    for (uint32_t i = 0; i < s->rows.n; i++) {
        if (n == 0 || strcmp(s->rows.v[n - 1].source, s->rows.v[i].source) != 0) {
            s->rows.v[n++] = s->rows.v[i];
        }
    }
    s->rows.n = n;
}

static bool totals_make(struct pai_batch_summary *s) {
    struct pai_arena *scratch = pai_arena_open(pai_app_no_memory);
    struct pai_map *known = pai_map_make(s->arena);
    struct pai_batch_row row;
    bool ok = true;
    for (uint32_t i = 0; i < s->rows.n && ok; i++) {
        pai_arena_reset(scratch);
        ok = pai_batch_summary_row(s, scratch, i, &row);
        if (ok) {
            s->of[row.record.state]++;
            s->pages += row.record.state == PAI_BATCH_DONE ? row.record.pages : 0;
            total_add(s, known, &row.record, i);
        }
    }
    if (s->totals.n > 0) {
        qsort(s->totals.v, s->totals.n, sizeof *s->totals.v, by_weight);
    }
    pai_arena_close(scratch);
    return ok;
}

bool pai_batch_summary_read(struct pai_batch_summary *s, struct pai_arena *arena,
                            enum pai_ui ui, const char *const *dirs) {
    memset(s, 0, sizeof *s);
    s->arena = arena;
    s->ui = ui;
    struct reading reading = {s, dirs[0] != NULL && dirs[1] != NULL};
    for (; *dirs != NULL; dirs++) {
        struct pai_batch_reader *journal = pai_batch_reader_open(arena, *dirs);
        if (journal == NULL) {
            return false;
        }
        PAI_VEC_PUT(arena, &s->journals, journal);
        PAI_VEC_RESERVE(arena, &s->rows, pai_batch_reader_count(journal));
        if (!pai_batch_reader_each(journal, brief_put, &reading)) {
            return false;
        }
    }
    if (reading.several) {
        rows_merge(s);
    }
    return totals_make(s);
}

void pai_batch_summary_close(struct pai_batch_summary *s) {
    for (uint32_t i = 0; i < s->journals.n; i++) {
        pai_batch_reader_close(s->journals.v[i]);
    }
    s->journals.n = 0;
}

bool pai_batch_summary_row(const struct pai_batch_summary *s, struct pai_arena *arena,
                           uint32_t i, struct pai_batch_row *row) {
    const struct pai_batch_brief *brief = &s->rows.v[i];
    return pai_batch_reader_row(s->journals.v[brief->journal], arena, brief->id, row);
}

// ---- order ----

static uint32_t trouble(const struct pai_batch_brief *r) {
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
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->rows.n; i++) {
        n += trouble(&s->rows.v[i]) > 0 || s->rows.v[i].warnings > 0;
    }
    struct pai_batch_ranked *order = PAI_NEW_N(arena, struct pai_batch_ranked, n);
    n = 0;
    for (uint32_t i = 0; i < s->rows.n; i++) {
        const struct pai_batch_brief *r = &s->rows.v[i];
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

static void csv_row(const struct pai_batch_row *row, struct pai_buf *out) {
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

static void jsonl_row(const struct pai_batch_row *row, struct pai_buf *out) {
    pai_batch_line_json(out, row->source, row->output, &row->record);
}

// All issues, each in memory that is given back.
static void rows_pour(const struct pai_batch_summary *s, struct pai_world_sink *to,
                      void (*put)(const struct pai_batch_row *row, struct pai_buf *out)) {
    struct pai_arena *scratch = pai_arena_open(pai_app_no_memory);
    for (uint32_t i = 0; i < s->rows.n && to->error == 0; i++) {
        struct pai_batch_row row;
        pai_arena_reset(scratch);
        struct pai_buf out = pai_buf_make(scratch);
        if (pai_batch_summary_row(s, scratch, i, &row)) {
            put(&row, &out);
            pai_world_put(to, out.s, out.n);
        } else {
            to->error = EIO;
        }
    }
    pai_arena_close(scratch);
}

// With a byte-order mark and CRLF (RFC 4180): what spreadsheets take for UTF-8.
static void csv_pour(const struct pai_batch_summary *s, struct pai_world_sink *to) {
    static const char *const heads[] = {
        "\xEF\xBB\xBF原稿,PDF,结果,页数,错误,提醒,说明,字节,SHA-256,毫秒,编号\r\n",
        "\xEF\xBB\xBFsource,output,state,pages,errors,warnings,notes,bytes,sha256,ms,"
        "codes\r\n"};
    const char *head = heads[s->ui == PAI_UI_EN];
    pai_world_put(to, head, strlen(head));
    rows_pour(s, to, csv_row);
}

static void jsonl_pour(const struct pai_batch_summary *s, struct pai_world_sink *to) {
    rows_pour(s, to, jsonl_row);
}

struct report {
    const struct pai_batch_summary *s;
    void (*pour)(const struct pai_batch_summary *s, struct pai_world_sink *to);
};

static void fill(void *ctx, struct pai_world_sink *to) {
    const struct report *report = ctx;
    report->pour(report->s, to);
}

bool pai_batch_report_write(struct pai_job *job, const struct pai_batch_summary *s,
                            const char *dir) {
    static const char *const names[] = {"issues.jsonl", "report.csv", "report.html"};
    struct report reports[] = {{s, jsonl_pour}, {s, csv_pour}, {s, pai_batch_html}};
    bool ok = true;
    for (unsigned i = 0; i < sizeof reports / sizeof *reports; i++) {
        const char *path = pai_arena_fmt(job->arena, "%s/%s", dir, names[i]);
        ok = pai_file_pour(job, path, fill, &reports[i]) && ok;
    }
    return ok;
}
