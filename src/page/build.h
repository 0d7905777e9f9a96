// Blocks of a layout (masthead, footer, running heads) filled with what a bulletin says: set,
// measured, then put on a page.
#ifndef PAI_BUILD_H
#define PAI_BUILD_H

#include "block.h"
#include "composer.h"

// What templates and conditions are answered from.
struct pai_scene {
    struct pai_composer *c;
    uint32_t page, pages;                        // 0 outside running heads
    bool blank;                                  // the page has no text
    const struct pai_distribution *distribution; // the entry of a list; NULL outside
    const struct pai_credit *credit;
};

// ---- template.c ----

// Fills a template; false if it says nothing: all its fields are absent.
bool pai_template_fill(const struct pai_scene *scene, const struct pai_template *t,
                       struct pai_text *out);

// The same, and where fields begin and end in it.
bool pai_template_fill_turns(const struct pai_scene *scene, const struct pai_template *t,
                             struct pai_text *out, struct pai_set_turns *turns);

// Whether a condition holds (NULL: always). A comparison with a date that is absent does not.
bool pai_when_holds(const struct pai_scene *scene, const struct pai_when *when);

// ---- build.c ----

enum pai_element_kind {
    PAI_ELEMENT_LINE,
    PAI_ELEMENT_RULE,
    PAI_ELEMENT_IMAGE,
    PAI_ELEMENT_OPEN, // a tag
    PAI_ELEMENT_CLOSE,
};

// Something to put; x and y from the top left of the block. A line's y is the top of its em
// box, its x where its measure begins.
struct pai_element {
    enum pai_element_kind kind;
    pai_len x, y, width, height;
    const struct pai_setting *set;
    uint32_t line;
    int32_t paragraph;
    const struct pai_ink *ink;
    const char *name;
    enum pai_tag tag;
    const struct pai_image *image;
    enum pai_picture_colour colour;
    const char *alt; // of an image; NULL: an ornament
    const struct pai_layout_block *of;
};

struct pai_built {
    PAI_VEC(struct pai_element) v;
    pai_len height;
    bool there; // its condition holds and there is something to show
    bool says;  // there is text in it
};

// Builds one block in a given width.
struct pai_built pai_block_build(const struct pai_scene *scene,
                                 const struct pai_layout_block *b, pai_len width);

// Builds blocks upon each other. Their places are counted from `start` down, or from the top of
// the paper for those that are placed so; *end is the lowest edge.
struct pai_built pai_blocks_build(const struct pai_scene *scene,
                                  const struct pai_layout_blocks *blocks, pai_len width,
                                  pai_len start, int64_t *end);

// Puts what was built with its top left at x, y; it may stand within `frame`. An artifact is
// repeated on every page and not read out.
void pai_built_put(struct pai_sheet *sheet, const struct pai_built *built, pai_len x, pai_len y,
                   struct pai_box frame, bool artifact);

// ---- parts of build.c ----

pai_len pai_built_clamp(int64_t length); // to what a page can never have
void pai_built_rule(struct pai_composer *c, struct pai_built *built,
                    const struct pai_layout_block *b, struct pai_box box);
// The lines of a setting from y on, at `pitch`, within a tag; returns the y of the last line.
pai_len pai_built_lines(struct pai_composer *c, struct pai_built *built,
                        const struct pai_setting *s, int32_t paragraph, pai_len x, pai_len y,
                        pai_len pitch);
void pai_built_join(struct pai_composer *c, struct pai_built *built,
                    const struct pai_built *part, pai_len x, pai_len y);
pai_len pai_block_pitch(const struct pai_layout_block *b);

struct pai_built pai_build_row(const struct pai_scene *scene, const struct pai_layout_block *b,
                               pai_len width);
struct pai_built pai_build_list(const struct pai_scene *scene, const struct pai_layout_block *b,
                                pai_len width);
struct pai_built pai_build_table(const struct pai_scene *scene,
                                 const struct pai_layout_block *b, pai_len width);
struct pai_built pai_build_image(const struct pai_scene *scene,
                                 const struct pai_layout_block *b, pai_len width);

// ---- credits.c ----

// All credits as one text, or the names of one.
struct pai_text pai_credits_text(struct pai_composer *c);
struct pai_text pai_credit_names(struct pai_composer *c, const struct pai_credit *credit);

#endif
