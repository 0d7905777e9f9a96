// In: cases. Out: a test failure that shows what was wanted and what came.
#include "doc_case.h"

#include "buf.h"

#include <stdio.h>
#include <string.h>

// The dump without line breaks and the spaces behind them.
static const char *one_line(struct pai_arena *arena, const struct pai_buf *b) {
    struct pai_buf out = pai_buf_make(arena);
    for (size_t i = 0; i < b->n; i++) {
        if (b->s[i] == '\n') {
            while (i + 1 < b->n && b->s[i + 1] == ' ') {
                i++;
            }
        } else {
            pai_buf_byte(&out, b->s[i]);
        }
    }
    return out.s;
}

struct doc_result doc_read_bytes(const void *bytes, size_t size) {
    struct doc_result r = {pai_job_open(NULL, NULL), NULL, "", " "};
    r.doc = pai_doc_read(r.job, "case.txt", (struct pai_bytes){bytes, size});
    struct pai_buf b = pai_buf_make(r.job->arena);
    if (r.doc) {
        pai_doc_dump(r.job, r.doc, &b);
        r.dump = one_line(r.job->arena, &b);
    }
    struct pai_buf codes = pai_buf_make(r.job->arena);
    pai_buf_byte(&codes, ' ');
    for (uint32_t i = 0; i < r.job->diags.n; i++) {
        pai_buf_fmt(&codes, "%s ", pai_diag_row(r.job->diags.v[i].code)->code);
    }
    r.codes = codes.s;
    return r;
}

void doc_result_close(struct doc_result result) {
    pai_job_close(result.job);
}

// The first code of the list that is (not) among the codes; NULL if none.
static const char *check_codes(const struct doc_result *r, const char *list, bool wanted,
                               char out[8]) {
    for (const char *p = list; p && *p;) {
        size_t n = strcspn(p, " ");
        char code[10];
        snprintf(code, sizeof code, " %.*s ", (int)(n < 6 ? n : 6), p);
        if ((strstr(r->codes, code) != NULL) != wanted) {
            snprintf(out, 8, "%.*s", (int)(n < 6 ? n : 6), p);
            return out;
        }
        p += n + (p[n] == ' ');
    }
    return NULL;
}

void doc_cases_run(const struct doc_case *cases, size_t count) {
    unsigned failed = 0;
    for (size_t i = 0; i < count; i++) {
        const struct doc_case *c = &cases[i];
        struct doc_result r = doc_read_bytes(c->text, strlen(c->text));
        char code[8];
        bool ok = true;
        for (size_t k = 0; k < 8 && c->want[k]; k++) {
            if (!strstr(r.dump, c->want[k])) {
                print_error("%s: missing %s\n", c->name, c->want[k]);
                ok = false;
            }
        }
        if (check_codes(&r, c->codes, true, code)) {
            print_error("%s: no %s\n", c->name, code);
            ok = false;
        }
        if (check_codes(&r, c->never, false, code)) {
            print_error("%s: unwanted %s\n", c->name, code);
            ok = false;
        }
        if (!ok) {
            print_error("  got %s\n  codes%s\n", r.dump, r.codes);
            failed++;
        }
        doc_result_close(r);
    }
    assert_int_equal(failed, 0);
}
