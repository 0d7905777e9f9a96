// In: the masthead's blocks and fields. Out: the masthead at the top of the first page (报头,
// typography 1.5, 2.1). Places are measured from the paper's top edge or the type area, not in
// rows: the grid begins below it. Promise: where the bulletin says nothing for it, nothing is
// there, rules neither.
#include "build.h"

pai_len pai_masthead_put(struct pai_sheet *sheet) {
    struct pai_composer *c = sheet->c;
    const struct pai_layout *l = c->layout;
    struct pai_scene scene = {.c = c};
    int64_t end = 0;
    struct pai_built built = pai_blocks_build(&scene, &l->blocks[PAI_PART_OF_masthead],
                                              l->area.width, l->area.top, &end);
    if (!built.says) {
        return l->area.top;
    }
    pai_sheet_tag(sheet, PAI_TAG_DIV, 0);
    // A name may stand above the type area (GB/T 9704 10.1), rules beside it (10.1: 170 mm).
    struct pai_box frame = {0, 0, l->paper.width, l->area.top + l->area.height};
    pai_built_put(sheet, &built, sheet->left, 0, frame, false);
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
    int64_t below = end + l->masthead.space_after;
    return below < l->area.top ? l->area.top : pai_built_clamp(below);
}
