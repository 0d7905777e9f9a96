// In: blocks with their heights. Out: the place of each. Promise: one rule of placing for the
// check of a layout and for its pages.
#include "block.h"

static int64_t lower(int64_t a, int64_t b) {
    return a > b ? a : b;
}

int64_t pai_blocks_stack(const struct pai_layout_blocks *blocks, struct pai_stacked *stacked,
                         int64_t start, pai_len area) {
    int64_t lowest = start, end = start;
    bool any = false;
    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct pai_layout_block *b = &blocks->v[i];
        struct pai_stacked *s = &stacked[i];
        int64_t gap = s->there ? b->gap : 0;
        if (b->top.from != PAI_FROM_NONE) {
            s->top = (int64_t)b->top.at + (b->top.from == PAI_FROM_AREA ? area : 0) + gap;
        } else if (b->beside >= 0) {
            s->top = stacked[b->beside].top + gap;
        } else if (b->below >= 0) {
            s->top = stacked[b->below].top + stacked[b->below].height + gap;
        } else if (b->below == PAI_LAYOUT_REF_ALL || i == 0) {
            s->top = lowest + gap;
        } else {
            s->top = stacked[i - 1].top + stacked[i - 1].height + gap;
        }
        s->height = s->there ? s->height : 0;
        lowest = lower(lowest, s->top + s->height);
        end = s->there ? (any ? lower(end, s->top + s->height) : s->top + s->height) : end;
        any = any || s->there;
    }
    return end;
}
