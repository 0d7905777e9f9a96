// In: composed pages and the layout. Out: the page list that back ends get. Promise: without
// wishes in the layout the same list comes out.
#include "press.h"

struct pai_item pai_item_moved(struct pai_arena *arena, const struct pai_item *item, pai_len x,
                               pai_len y) {
    struct pai_item moved = *item;
    switch (item->kind) {
    case PAI_ITEM_GLYPHS: {
        struct pai_put *v = PAI_NEW_N(arena, struct pai_put, item->u.glyphs.n);
        for (uint32_t i = 0; i < item->u.glyphs.n; i++) {
            v[i] = item->u.glyphs.v[i];
            v[i].x += x;
            v[i].y += y;
        }
        moved.u.glyphs.v = v;
        break;
    }
    case PAI_ITEM_RULE:
        moved.u.rule.x += x;
        moved.u.rule.y += y;
        break;
    case PAI_ITEM_IMAGE:
        moved.u.picture.x += x;
        moved.u.picture.y += y;
        break;
    case PAI_ITEM_LINK:
        moved.u.link.x += x;
        moved.u.link.y += y;
        break;
    case PAI_ITEM_TAG:
        break;
    }
    return moved;
}

const struct pai_pages *pai_press_make(struct pai_job *job, const struct pai_pages *pages,
                                       const struct pai_layout *layout,
                                       struct pai_fontset *fonts, bool position) {
    pai_len x = layout->press.shift_x, y = layout->press.shift_y;
    if (position) {
        return pai_position(job, pages, x, y);
    }
    bool preprinted = false;
    for (uint32_t i = 0; i < layout->ink_count; i++) {
        preprinted = preprinted || layout->inks[i].kind == PAI_INK_PREPRINTED;
    }
    if (preprinted) {
        pages = pai_preprint(job, pages, x, y);
    }
    pages = pai_impose(job, pages, (enum pai_impose)layout->sheet.impose, layout->sheet.creep);
    return pai_marks(job, pages, layout, fonts);
}
