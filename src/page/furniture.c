// In: a page number. Out: the folio — 1 — under the type area (页码, GB/T 9704 7.5; typography
// 1.8), and the running heads (书眉): blocks of the layout on the pages they are for.
#include "build.h"

#include "face.h"

// How high the middle of the first glyph, the dash, lies above the baseline: faces differ
// (FandolSong 0.30 em); 0.38 em, the middle of the em box, where it has no ink.
static pai_len dash_height(const struct pai_setting *s) {
    struct pai_ink_box ink;
    const struct pai_line_part *part = s->lines.v[0].parts;
    if (s->lines.v[0].part_count > 0 && part->count > 0 &&
        pai_face_ink(part->run->face, part->run->glyphs[part->first].id, &ink)) {
        return pai_len_units(ink.top + ink.bottom, part->run->size, part->run->face->upem) / 2;
    }
    return (pai_len)pai_muldiv(s->style->size, 38, 100);
}

// Where the folio begins: by its side of the page.
static pai_len folio_x(const struct pai_sheet *sheet, uint32_t number, pai_len width) {
    const struct pai_layout *l = sheet->c->layout;
    enum { OUTSIDE, INSIDE, CENTRE, LEFT, RIGHT } side = l->folio.side;
    pai_len left = sheet->left + l->folio.indent;
    pai_len right = sheet->left + l->area.width - l->folio.indent - width;
    bool odd = number % 2 == 1;
    switch (side) {
    case OUTSIDE: // odd pages right, even pages left (GB/T 9704 7.5)
        return odd ? right : left;
    case INSIDE:
        return odd ? left : right;
    case CENTRE:
        return sheet->left + (l->area.width - width) / 2;
    case LEFT:
        return left;
    case RIGHT:
        break;
    }
    return right;
}

const char *pai_folio_put(struct pai_sheet *sheet, uint32_t number, uint32_t pages) {
    const struct pai_layout *l = sheet->c->layout;
    const struct pai_style *style = &l->style[PAI_ROLE_FOLIO];
    struct pai_scene scene = {.c = sheet->c, .page = number, .pages = pages};
    struct pai_text text;
    if (!pai_template_fill(&scene, l->folio.text, &text)) {
        return NULL;
    }
    // A half-width space on each side of the number (typography 1.8).
    struct pai_setting s =
        pai_set_spread(sheet->c, text, PAI_ROLE_FOLIO, style->size, 0, style->size / 2);
    pai_len y = l->area.top + l->area.height + l->folio.gap + dash_height(&s);
    struct pai_line_id id = {-1, -1, 0};
    pai_sheet_tag(sheet, PAI_TAG_ARTIFACT, 0);
    pai_sheet_line(sheet, &s, 0, id, folio_x(sheet, number, s.measure), y);
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
    return s.text.s;
}

void pai_running_put(struct pai_sheet *sheet, uint32_t number, uint32_t pages, bool blank) {
    const struct pai_layout *l = sheet->c->layout;
    struct pai_scene scene = {.c = sheet->c, .page = number, .pages = pages, .blank = blank};
    struct pai_box paper = {0, 0, l->paper.width, l->paper.height};
    int64_t end = 0;
    struct pai_built built = pai_blocks_build(&scene, &l->blocks[PAI_PART_OF_running],
                                              l->area.width, l->area.top, &end);
    if (built.there) {
        pai_built_put(sheet, &built, sheet->left, 0, paper, true);
    }
}
