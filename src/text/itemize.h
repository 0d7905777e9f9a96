// Clusters and items, seen inside src/text only: what itemisation hands to the shaper.
#ifndef PAI_ITEMIZE_H
#define PAI_ITEMIZE_H

#include "shape.h"
#include "vec.h"

// A base character with its marks, selectors and joiners: fonts are chosen per cluster
// (typography 7.4).
struct pai_cluster {
    uint32_t first; // byte; it ends where the next one begins
    uint32_t cp;    // its base
    bool alone;     // nothing goes with the base
    uint8_t cls;    // enum pai_class, in context
    bool latin;     // wants the Latin role
    bool either;    // a symbol: whichever of the two roles has it
    bool skip;      // has no shape: control characters, directional marks
};

struct pai_clusters {
    struct pai_cluster *v; // one more entry behind the last: first = length of the text
    uint32_t n;
};

// context.c. Cuts the text into clusters and gives each its class and role in context.
struct pai_clusters pai_clusters_make(struct pai_arena *arena, const struct pai_text *text);

// A stretch of clusters that one call of the shaper sets.
struct pai_shape_item {
    const struct pai_face *face;
    pai_len size;    // as shaped
    pai_len em;      // the style's size
    pai_len lift;    // baseline shift of a fall-back face, up
    bool raised;     // the mark of a footnote
    bool substitute; // a fall-back face: cells are centred in the em
    enum pai_lang lang;
    uint32_t first, last; // clusters first .. last-1
};

// itemize.c. Walks over the clusters and hands out one item after another; false at the end.
struct pai_itemizer {
    struct pai_job *job;
    struct pai_fontset *fonts;
    const struct pai_text *text;
    const struct pai_stretch *stretches;
    uint32_t stretch_count;
    enum pai_lang lang;
    const struct pai_clusters *clusters;
    uint32_t next, stretch; // cluster and stretch in hand
    struct pai_map *said;   // characters already reported
    const struct pai_face *primary[PAI_FONT_COUNT];
    bool opened[PAI_FONT_COUNT];
    uint32_t right_to_left; // reports of such text
    bool in_right_to_left;
};
bool pai_item_next(struct pai_itemizer *it, struct pai_shape_item *out);

// shape.c. The character that a base and a mark make together (é), or 0.
uint32_t pai_char_compose(uint32_t base, uint32_t mark);

// Reports that no face has the character at byte `first`, once per character.
void pai_item_missing(struct pai_itemizer *it, uint32_t first);

#endif
