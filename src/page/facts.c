// In: the bulletin. Out: what the file is to be known and found by: the titles of its articles
// for an outline, and keywords.
#include "composer.h"

#include "buf.h"

#include <string.h>

const char *const *pai_facts_titles(struct pai_composer *c) {
    const struct pai_doc *doc = c->doc;
    const char **titles = PAI_NEW_N(c->job->arena, const char *, doc->article_count);
    for (uint32_t i = 0; i < doc->article_count; i++) {
        const struct pai_article *a = &doc->articles[i];
        struct pai_buf b = pai_buf_make(c->job->arena);
        for (uint32_t k = 0; k < a->title_count; k++) {
            pai_buf_str(&b, k > 0 ? " " : "");
            pai_buf_put(&b, a->title[k].s, a->title[k].len);
        }
        titles[i] = b.n > 0 ? b.s : NULL;
    }
    return titles;
}

// A word of a list divided by "；"; one that is there already is not put again.
static void put_word(struct pai_buf *b, const struct pai_text *word) {
    for (size_t at = 0; at < b->n;) {
        const char *end = strstr(b->s + at, "；");
        size_t len = end != NULL ? (size_t)(end - b->s) - at : b->n - at;
        if (len == word->len && memcmp(b->s + at, word->s, len) == 0) {
            return;
        }
        at += len + strlen("；");
    }
    if (word->len > 0) {
        pai_buf_str(b, b->n > 0 ? "；" : "");
        pai_buf_put(b, word->s, word->len);
    }
}

const char *pai_facts_keywords(struct pai_composer *c) {
    const struct pai_doc *doc = c->doc;
    struct pai_buf b = pai_buf_make(c->job->arena);
    put_word(&b, &doc->masthead.name);
    put_word(&b, &doc->masthead.number_text);
    put_word(&b, &doc->masthead.office);
    // The keywords of a long collection are those of its beginning.
    for (uint32_t i = 0; i < doc->article_count && i < 200; i++) {
        put_word(&b, &doc->articles[i].source);
    }
    return b.n > 0 ? b.s : NULL;
}

const char *pai_facts_first_words(struct pai_composer *c) {
    const struct pai_doc *doc = c->doc;
    struct pai_text text = doc->note;
    for (uint32_t i = 0; text.len == 0 && i < doc->article_count; i++) {
        for (uint32_t k = 0; text.len == 0 && k < doc->articles[i].body_count; k++) {
            text = doc->articles[i].body[k].text;
        }
    }
    uint32_t len = 0;
    for (uint32_t chars = 0; len < text.len; len++) {
        bool starts = ((unsigned char)text.s[len] & 0xC0) != 0x80;
        if (starts && chars++ == 20) {
            break;
        }
    }
    return len > 0 ? pai_arena_str(c->job->arena, text.s, len) : NULL;
}

const char *pai_facts_title(struct pai_composer *c) {
    const struct pai_masthead *m = &c->doc->masthead;
    struct pai_buf *b = PAI_NEW(c->job->arena, struct pai_buf);
    *b = pai_buf_make(c->job->arena);
    pai_buf_put(b, m->name.s, m->name.len);
    if (m->number_text.len > 0) {
        pai_buf_str(b, b->n > 0 ? " " : "");
        pai_buf_put(b, m->number_text.s, m->number_text.len);
    }
    for (uint32_t i = 0; b->n == 0 && i < c->doc->articles[0].title_count; i++) {
        pai_buf_put(b, c->doc->articles[0].title[i].s, c->doc->articles[0].title[i].len);
    }
    return b->n > 0 ? b->s : pai_facts_first_words(c);
}

const char *pai_facts_subject(struct pai_composer *c) {
    struct pai_buf *b = PAI_NEW(c->job->arena, struct pai_buf);
    *b = pai_buf_make(c->job->arena);
    for (uint32_t i = 0; i < c->doc->article_count; i++) {
        const struct pai_article *a = &c->doc->articles[i];
        pai_buf_str(b, b->n > 0 && a->title_count > 0 ? "；" : "");
        for (uint32_t k = 0; k < a->title_count; k++) {
            pai_buf_str(b, k > 0 ? " " : "");
            pai_buf_put(b, a->title[k].s, a->title[k].len);
        }
    }
    return b->n > 0 ? b->s : NULL;
}
