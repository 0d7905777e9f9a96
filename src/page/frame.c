// In: a stretch of rows. Out: the box around it or the rules above and below (contents and
// editor's note, typography 2.2), as wide as the type area, in the middle between the rows.
#include "composer.h"

void pai_frame_put(struct pai_sheet *sheet, enum pai_frame frame, const char *name,
                   const struct pai_frame_edges *e) {
    const struct pai_layout *l = sheet->c->layout;
    const struct pai_ink *black = sheet->c->black;
    pai_len thick = l->articles.frame_rule, wide = l->area.width;
    if (frame == PAI_FRAME_NONE) {
        return;
    }
    if (e->begins) {
        pai_sheet_rule(sheet, name, black, sheet->left, e->top, wide, thick);
    }
    if (frame == PAI_FRAME_BOX) {
        pai_sheet_rule(sheet, name, black, sheet->left, e->top, thick, e->bottom - e->top);
        pai_sheet_rule(sheet, name, black, sheet->left + wide - thick, e->top, thick,
                       e->bottom - e->top);
    }
    if (e->ends) {
        pai_sheet_rule(sheet, name, black, sheet->left, e->bottom - thick, wide, thick);
    }
}
