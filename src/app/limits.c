// A document in, errors for texts that nobody means to print out. Promise: time and memory of
// composing are bounded, since lines are broken with a whole paragraph in hand: 100000
// characters in one are 160 pages without a break, a file that lost its line ends.
#include "limits.h"
#include "utf8.h"

enum { CHARACTERS_MOST = 100000 };

static bool text_fits(struct pai_job *job, const struct pai_text *text) {
    if (text->len <= CHARACTERS_MOST) {
        return true; // so many bytes are no more characters
    }
    size_t n = pai_utf8_count(text->s, text->len);
    if (n <= CHARACTERS_MOST) {
        return true;
    }
    pai_diag(job, PAI_D_TEXT_TOO_LONG, pai_text_span(text, 0, 1),
             pai_arena_fmt(job->arena, "%zu", n),
             pai_arena_fmt(job->arena, "%d", CHARACTERS_MOST), NULL);
    return false;
}

static bool texts_fit(struct pai_job *job, const struct pai_text *texts, uint32_t n) {
    bool fits = true;
    for (uint32_t i = 0; i < n; i++) {
        fits = text_fits(job, &texts[i]) && fits;
    }
    return fits;
}

static bool article_fits(struct pai_job *job, const struct pai_article *article) {
    bool fits = texts_fit(job, article->title, article->title_count);
    for (uint32_t i = 0; i < article->body_count; i++) {
        fits = text_fits(job, &article->body[i].text) && fits;
    }
    return text_fits(job, &article->source) && fits;
}

bool pai_limits_check(struct pai_job *job, const struct pai_doc *doc) {
    const struct pai_masthead *head = &doc->masthead;
    const struct pai_text *const texts[] = {
        &head->name,        &head->number_text, &head->office, &head->class_text,
        &head->copy_number, &doc->note_label,   &doc->note};
    bool fits = true;
    for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
        fits = text_fits(job, texts[i]) && fits;
    }
    for (uint32_t i = 0; i < doc->article_count; i++) {
        fits = article_fits(job, &doc->articles[i]) && fits;
    }
    for (uint32_t i = 0; i < doc->distribution_count; i++) {
        fits = text_fits(job, &doc->distribution[i].label) && fits;
        fits = text_fits(job, &doc->distribution[i].to) && fits;
    }
    for (uint32_t i = 0; i < doc->credit_count; i++) {
        fits = text_fits(job, &doc->credits[i].label) && fits;
        fits = texts_fit(job, doc->credits[i].names, doc->credits[i].name_count) && fits;
    }
    return fits;
}
