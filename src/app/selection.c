// In: the value of --pages and a page list. Out: the page list with the wanted pages only.
// Promised: nothing of a page changes (its number, its folio, its place left or right), and a
// page that does not exist is an error, not a shorter file.
#include "selection.h"
#include "job.h"
#include "page.h"

#include <stdlib.h>
#include <string.h>

enum { DIGITS_MOST = 6 };

// A page number at *at; `empty` where none is written, false where it is wrong.
static bool number_parse(const char **at, uint32_t empty, uint32_t *out) {
    size_t n = strspn(*at, "0123456789");
    *out = n == 0 ? empty : (uint32_t)strtoul(*at, NULL, 10);
    *at += n;
    return n <= DIGITS_MOST && *out > 0;
}

bool pai_selection_parse(struct pai_arena *arena, const char *value,
                         struct pai_selection *out) {
    out->ranges.n = 0;
    for (;;) {
        struct pai_page_range range = {0, 0};
        const char *start = value;
        if (!number_parse(&value, *value == '-' ? 1 : 0, &range.first)) {
            return false;
        }
        range.last = range.first;
        if (*value == '-') {
            bool open = value == start; // "-" alone names nothing
            value++;
            if ((open && (*value == '\0' || *value == ',')) ||
                !number_parse(&value, UINT32_MAX, &range.last)) {
                return false;
            }
        }
        if (range.last < range.first) {
            return false;
        }
        PAI_VEC_PUT(arena, &out->ranges, range);
        if (*value == '\0') {
            return true;
        }
        if (*value++ != ',') {
            return false;
        }
    }
}

static bool has(const struct pai_page_range *range, const struct pai_page *page) {
    return page->number >= range->first && page->number <= range->last;
}

// True if each range has a page.
static bool all_exist(struct pai_job *job, const struct pai_selection *selection,
                      const struct pai_pages *pages) {
    bool exist = true;
    for (uint32_t r = 0; r < selection->ranges.n; r++) {
        uint32_t found = 0;
        for (uint32_t i = 0; i < pages->n; i++) {
            found += has(&selection->ranges.v[r], &pages->v[i]);
        }
        if (found == 0) {
            pai_diag(job, PAI_D_USAGE_NO_SUCH_PAGE, PAI_NO_SPAN,
                     pai_arena_fmt(job->arena, "%u", selection->ranges.v[r].first),
                     pai_arena_fmt(job->arena, "%u", pages->n), NULL);
            exist = false;
        }
    }
    return exist;
}

const struct pai_pages *pai_selection_apply(struct pai_job *job,
                                            const struct pai_selection *selection,
                                            const struct pai_pages *pages) {
    if (selection->ranges.n == 0) {
        return pages;
    }
    if (!all_exist(job, selection, pages)) {
        return NULL;
    }
    struct pai_pages *out = PAI_NEW(job->arena, struct pai_pages);
    struct pai_page *v = PAI_NEW_N(job->arena, struct pai_page, pages->n);
    *out = *pages;
    out->v = v;
    out->n = 0;
    for (uint32_t i = 0; i < pages->n; i++) {
        bool wanted = false;
        for (uint32_t r = 0; r < selection->ranges.n; r++) {
            wanted = wanted || has(&selection->ranges.v[r], &pages->v[i]);
        }
        if (wanted) {
            v[out->n++] = pages->v[i];
        }
    }
    return out;
}
