// In: blocks. Out: whether a field stands in one of their texts. Promise: conditions do not
// count, neither those a block is under nor what they name.
#include "block.h"

static bool in_template(const struct pai_template *t, enum pai_slot slot) {
    for (uint32_t i = 0; t != NULL && i < t->n; i++) {
        if (t->v[i].kind == PAI_PART_SLOT && t->v[i].slot == slot) {
            return true;
        }
    }
    return false;
}

static bool in_block(const struct pai_layout_block *b, enum pai_slot slot) {
    return b != NULL &&
           (in_template(b->text, slot) || in_block(b->left, slot) ||
            in_block(b->centre, slot) || in_block(b->right, slot) ||
            pai_blocks_print(&b->blocks, slot) || pai_blocks_print(&b->rows, slot));
}

bool pai_blocks_print(const struct pai_layout_blocks *blocks, enum pai_slot slot) {
    for (uint32_t i = 0; i < blocks->n; i++) {
        if (in_block(&blocks->v[i], slot)) {
            return true;
        }
    }
    return false;
}
