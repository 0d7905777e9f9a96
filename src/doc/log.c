// The log of repairs and guesses. In: a code and a place, as often as it happens. Out: one
// diagnostic for each line and code, with a count, in the order of the source. A code that
// fills more than LIMIT lines is summed up, so that a spoilt file of a million lines does not
// bury its reader.
#include "reader.h"

#include "buf.h"

#include <stdlib.h>

#define LIMIT 500

static uint32_t line_of(const struct pai_reader *r, uint32_t src) {
    const struct pai_source *s = pai_job_lines(r->job, r->file);
    uint32_t low = 0, high = s->line_count;
    while (low + 1 < high) {
        uint32_t mid = low + (high - low) / 2;
        if (s->lines[mid] <= src) {
            low = mid;
        } else {
            high = mid;
        }
    }
    return low;
}

static void prepare(struct pai_reader *r) {
    if (!r->last) {
        r->last = PAI_NEW_N(r->arena, uint32_t, PAI_D_COUNT);
        r->made = PAI_NEW_N(r->arena, uint32_t, PAI_D_COUNT);
        r->over = PAI_NEW_N(r->arena, uint32_t, PAI_D_COUNT);
    }
}

// A new entry, or NULL when the code has had enough of them.
static struct pai_log_entry *entry(struct pai_reader *r, enum pai_code code, uint32_t src,
                                   uint32_t len, uint32_t line) {
    if (r->made[code] >= LIMIT) {
        r->over[code]++;
        return NULL;
    }
    r->made[code]++;
    struct pai_log_entry *e = PAI_VEC_ADD(r->arena, &r->log);
    e->code = code;
    e->src = src;
    e->len = len;
    e->line = line;
    e->count = 1;
    r->last[code] = r->log.n;
    return e;
}

void pai_log(struct pai_reader *r, enum pai_code code, uint32_t src, uint32_t len) {
    prepare(r);
    uint32_t line = line_of(r, src);
    if (r->last[code]) {
        struct pai_log_entry *e = &r->log.v[r->last[code] - 1];
        if (e->line == line && !e->arg) {
            e->count++;
            return;
        }
    }
    entry(r, code, src, len, line);
}

void pai_log_say(struct pai_reader *r, enum pai_code code, struct pai_chs where,
                 const char *arg, const char *arg2) {
    prepare(r);
    uint32_t src = where.n ? where.v[0].src : 0;
    uint32_t end = pai_chs_src_end(r, where);
    struct pai_log_entry *e = entry(r, code, src, end > src ? end - src : 0, line_of(r, src));
    if (e) {
        e->arg = arg;
        e->arg2 = arg2 ? arg2 : "";
    }
}

static int by_place(const void *a, const void *b) {
    const struct pai_log_entry *x = a, *y = b;
    if (x->src != y->src) {
        return x->src < y->src ? -1 : 1;
    }
    return (x->code > y->code) - (x->code < y->code);
}

void pai_log_flush(struct pai_reader *r) {
    if (!r->log.n) {
        return;
    }
    qsort(r->log.v, r->log.n, sizeof *r->log.v, by_place);
    for (uint32_t i = 0; i < r->log.n; i++) {
        const struct pai_log_entry *e = &r->log.v[i];
        struct pai_span span = {r->file, e->src, e->len};
        if (e->arg) {
            pai_diag(r->job, e->code, span, e->arg, e->arg2, NULL);
        } else {
            pai_diag(r->job, e->code, span, pai_arena_fmt(r->arena, "%u", (unsigned)e->count),
                     NULL);
        }
    }
    for (uint32_t code = 0; code < PAI_D_COUNT; code++) {
        if (r->over[code]) {
            pai_diag(r->job, PAI_D_MORE, (struct pai_span){r->file, 0, 0},
                     pai_diag_row((enum pai_code)code)->code,
                     pai_arena_fmt(r->arena, "%u", (unsigned)r->over[code]), NULL);
        }
    }
    r->log.n = 0;
}
