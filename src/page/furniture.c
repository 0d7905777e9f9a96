// In: a page number. Out: the folio — 1 — under the type area (页码, GB/T 9704 7.5;
// typography 1.8).
#include "composer.h"

#include "buf.h"

const char *pai_folio_put(struct pai_sheet *sheet, uint32_t number) {
    const struct pai_layout *l = sheet->c->layout;
    const struct pai_style *style = &l->style[PAI_ROLE_FOLIO];
    struct pai_joined j = pai_joined_make(sheet->c->job->arena);
    pai_buf_fmt(j.buf, "— %u —", number);
    // A half-width space on each side of the number (typography 1.8).
    struct pai_setting s = pai_set_spread(sheet->c, pai_joined_text(&j), PAI_ROLE_FOLIO,
                                          style->size, 0, style->size / 2);
    // Odd pages right, even pages left, one cell in.
    pai_len x = number % 2 == 1 ? sheet->left + l->area.width - l->folio.indent - s.measure
                                : sheet->left + l->folio.indent;
    // The stroke of the dash lies in the middle of the em box, 0.88 - 0.5 em above the
    // baseline.
    pai_len y =
        l->area.top + l->area.height + l->folio.gap + (pai_len)pai_muldiv(style->size, 38, 100);
    struct pai_line_id id = {-1, -1, 0};
    pai_sheet_tag(sheet, PAI_TAG_ARTIFACT, 0);
    pai_sheet_line(sheet, &s, 0, id, x, y);
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
    return s.text.s;
}
