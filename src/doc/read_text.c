// Reading an issue: bytes -> bulletin (design 2, typography 6). In: the bytes of a file. Out:
// pai_doc in the job's arena, with diagnostics for every guess and repair. The order: decode,
// clean, take the furniture out, masthead, contents, footer, blocks, joins and splits,
// articles. Never fails for odd content; NULL only when the bytes cannot be text.
#include "reader.h"

#include <string.h>

static struct pai_reader *open_reader(struct pai_job *job) {
    struct pai_reader *r = PAI_NEW(job->arena, struct pai_reader);
    r->job = job;
    r->arena = job->arena;
    r->doc = PAI_NEW(job->arena, struct pai_doc);
    r->doc->copies = -1;
    r->doc->masthead.number = r->doc->masthead.total = -1;
    return r;
}

// Texts that were never set are empty strings, not NULL.
static void fill(struct pai_text *t) {
    if (!t->s) {
        t->s = "";
    }
}

static void finish(struct pai_reader *r) {
    struct pai_doc *d = r->doc;
    struct pai_masthead *m = &d->masthead;
    fill(&m->name);
    fill(&m->number_text);
    fill(&m->office);
    fill(&m->class_text);
    fill(&m->copy_number);
    fill(&m->urgency);
    fill(&m->signer);
    fill(&d->contents);
    fill(&d->note_label);
    fill(&d->note);
    for (uint32_t i = 0; i < d->article_count; i++) {
        struct pai_article *a = (struct pai_article *)(uintptr_t)&d->articles[i];
        fill(&a->source);
        fill(&a->annex);
        fill(&a->column);
    }
    d->distribution = r->distribution.v;
    d->distribution_count = r->distribution.n;
    d->credits = r->credits.v;
    d->credit_count = r->credits.n;
    d->start = (struct pai_span){r->file, 0, 0};
}

const struct pai_doc *pai_doc_read(struct pai_job *job, const char *name,
                                   struct pai_bytes bytes) {
    struct pai_reader *r = open_reader(job);
    if (!pai_sniff(r, name, bytes)) {
        return NULL;
    }
    pai_clean(r);
    if (r->rows.n) {
        pai_figures_take(r);
        pai_furniture_folios(r);
        uint32_t body = pai_masthead_read(r);
        pai_furniture_heads(r, body);
        pai_furniture_contents(r, body, r->rows.n);
        uint32_t foot = pai_footer_read(r, body);
        struct pai_pieces pieces = pai_blocks_make(r, body, foot);
        pieces = pai_pieces_join(r, pieces);
        pieces = pai_pieces_split(r, pieces);
        pai_articles_read(r, pieces);
    }
    finish(r);
    pai_log_flush(r);
    return r->doc;
}
