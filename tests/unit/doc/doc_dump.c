// Prints the bulletin that a file gives, and its diagnostics: doc_dump FILE. For looking, not
// for judging.
#include "buf.h"
#include "doc.h"

#include <stdio.h>
#include <stdlib.h>

static const char levels[] = "NWES";

int main(int argc, char **argv) {
    FILE *f = argc > 1 ? fopen(argv[1], "rb") : stdin;
    if (!f) {
        return 2;
    }
    size_t n = 0, cap = 1 << 16;
    uint8_t *data = malloc(cap);
    size_t got;
    while (data && (got = fread(data + n, 1, cap - n, f)) > 0) {
        n += got;
        if (n == cap) {
            uint8_t *more = realloc(data, cap *= 2);
            if (!more) {
                break;
            }
            data = more;
        }
    }
    struct pai_job *job = pai_job_open(NULL, NULL);
    const struct pai_doc *doc =
        pai_doc_read(job, argc > 1 ? argv[1] : "-", (struct pai_bytes){data, n});
    if (doc) {
        struct pai_buf out = pai_buf_make(job->arena);
        pai_doc_dump(job, doc, &out);
        fwrite(out.s, 1, out.n, stdout);
    }
    fprintf(stderr, "arena %zu\n", pai_arena_used(job->arena));
    for (uint32_t i = 0; i < job->diags.n; i++) {
        const struct pai_diag *d = &job->diags.v[i];
        const struct pai_diag_row *row = pai_diag_row(d->code);
        struct pai_place p = {0};
        pai_job_place(job, d->span, &p);
        fprintf(stderr, "%c %s %u:%u %s | %s\n", levels[row->level], row->code, p.line,
                p.column, d->zh, d->act_zh);
    }
    pai_job_close(job);
    free(data);
    fclose(f);
    return doc ? 0 : 1;
}
