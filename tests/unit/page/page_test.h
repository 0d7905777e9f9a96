// A small bulletin made by hand (invented places and people), composed with the default layout
// and the installed fonts.
#ifndef PAGE_TEST_H
#define PAGE_TEST_H

#include "compose.h"

struct page_test {
    struct pai_world *world;
    struct pai_arena *process;
    struct pai_job *job;
    struct pai_doc doc;
    const struct pai_layout *layout;
    struct pai_fontset *fonts;
    const struct pai_pages *pages; // after page_test_compose
};

// Opens fonts and the default layout; the bulletin has a masthead and a footer and no articles
// yet.
struct page_test *page_test_open(void);

// The same with a layout of tests/pages/layouts ("even").
struct page_test *page_test_open_with(const char *layout);

// The same with the text of a layout file, for what only one test wants.
struct page_test *page_test_open_text(const char *yaml);
void page_test_close(struct page_test *t);

// A text without a place.
struct pai_text page_text(const char *s);

// A text with a place: a source of its own.
struct pai_text page_text_placed(struct page_test *t, const char *s);

// Adds an article of `paragraphs` paragraphs of about `characters` characters each.
void page_test_article(struct page_test *t, const char *title, uint32_t paragraphs,
                       uint32_t characters);

void page_test_compose(struct page_test *t);

// Composes and wants one error, of this code, with a place if `placed`; the rest may be notes.
void page_test_error(struct page_test *t, enum pai_code code, bool placed);

// The first line with this role on a page (from 0), or NULL.
const struct pai_page_line *page_test_line(const struct page_test *t, uint32_t page,
                                           enum pai_role role);

#endif
