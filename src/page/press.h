// From composed pages to what the press gets: filters from page list to page list, none of
// which changes its input. The pages of the result share what they can with it.
#ifndef PAI_PRESS_H
#define PAI_PRESS_H

#include "job.h"
#include "layout.h"
#include "page.h"

struct pai_fontset;

// All that the layout asks for, in this order: leave out what is on the paper already, put
// pages on sheets, put marks around them. With `position` (套打定位) one page is left, with
// frames where the paper's own print is expected.
const struct pai_pages *pai_press_make(struct pai_job *job, const struct pai_pages *pages,
                                       const struct pai_layout *layout,
                                       struct pai_fontset *fonts, bool position);

// ---- the filters one by one ----

// Leaves out everything in pre-printed inks; moves the rest by (x, y) on the paper.
const struct pai_pages *pai_preprint(struct pai_job *job, const struct pai_pages *pages,
                                     pai_len x, pai_len y);

// The first page alone, with frames and scales in black where pre-printed ink is expected:
// printed on that paper it shows how far the two are apart. Where nothing is pre-printed, the
// page.
const struct pai_pages *pai_position(struct pai_job *job, const struct pai_pages *pages,
                                     pai_len x, pai_len y);

// Pages on sheets of twice their width.
//
// BOOKLET: folded and stitched through the fold, each sheet inside the one before it; front and
// back follow each other. Sheet k (from 0, the outermost) has its pages moved by k * creep
// towards the fold, since it sticks out by so much and is cut. Blank pages fill it up to 4n.
// 2UP: two-sided sheets, cut in the middle; the left stack on the right one is the issue.
// PROOF: one-sided, pages as a reader sees them side by side.
enum pai_impose { PAI_IMPOSE_NONE, PAI_IMPOSE_BOOKLET, PAI_IMPOSE_2UP, PAI_IMPOSE_PROOF };
const struct pai_pages *pai_impose(struct pai_job *job, const struct pai_pages *pages,
                                   enum pai_impose how, pai_len creep);

// Marks around the trimmed page or sheet, outside its bleed, as the layout's `sheet` asks.
const struct pai_pages *pai_marks(struct pai_job *job, const struct pai_pages *pages,
                                  const struct pai_layout *layout, struct pai_fontset *fonts);

// ---- shared ----

// A copy of the item moved by (x, y).
struct pai_item pai_item_moved(struct pai_arena *arena, const struct pai_item *item, pai_len x,
                               pai_len y);

#endif
