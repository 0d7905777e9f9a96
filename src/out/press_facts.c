// In: a page list with what was found of it. Out: its inks, plates, sheets, pictures and the
// results of the rules, counted for the two forms of the report.
#include "press_facts.h"

#include <string.h>

const char *const pai_press_plate_names[4][2] = {
    {"Cyan", "青"}, {"Magenta", "品红"}, {"Yellow", "黄"}, {"Black", "黑"}};

const char *pai_press_claim(unsigned bit) {
    static const char *const names[] = {"PDF/X-4", "PDF/A-2a", "PDF/UA-1"};
    return bit < sizeof names / sizeof *names ? names[bit] : NULL;
}

int pai_press_colours(const struct pai_picture *p) {
    if (!pai_picture_coloured(p)) {
        return 0;
    }
    return p->image->space == PAI_IMAGE_RGB && p->colour == PAI_PICTURE_KEEP ? 1 : 2;
}

enum pai_press_result pai_press_result(const struct pai_press_report *r, size_t rule) {
    const struct pai_preflight_rule *row = &pai_preflight_rules[rule];
    if (!(row->claims & r->options->claims)) {
        return PAI_PRESS_NOT_ASKED;
    }
    if (!r->facts->tested) {
        return PAI_PRESS_NOT_TESTED;
    }
    if (r->facts->broken[rule] == 0) {
        return PAI_PRESS_PASSED;
    }
    bool fails = r->strict || pai_diag_row(row->code)->level >= PAI_ERROR;
    return fails ? PAI_PRESS_FAILED : PAI_PRESS_LOOK;
}

enum pai_level pai_press_level(const struct pai_press_report *r, const struct pai_diag *diag) {
    enum pai_level level = pai_diag_row(diag->code)->level;
    bool lifted = level == PAI_SYSTEM || (level == PAI_WARNING && r->strict);
    return lifted ? PAI_ERROR : level;
}

// The ink of items that name none.
static const struct pai_ink black = {.name = "black", .cmyk = {0, 0, 0, 1000}};

static void ink_count(const struct pai_press_report *r, struct pai_press_facts *f,
                      const struct pai_ink *ink, uint32_t page) {
    ink = ink ? ink : &black;
    struct pai_press_ink *row = NULL;
    for (uint32_t i = 0; i < f->inks.n && !row; i++) {
        bool same = strcmp(f->inks.v[i].ink->name, ink->name) == 0;
        row = same ? &f->inks.v[i] : NULL;
    }
    if (!row) {
        row = PAI_VEC_ADD(r->job->arena, &f->inks);
        row->ink = ink;
    }
    row->pages += row->last != page;
    row->last = page;
}

// ---- plates ----

static void spot_add(struct pai_arena *arena, struct pai_press_plates *p, const char *spot) {
    for (uint32_t i = 0; i < p->spots.n; i++) {
        if (strcmp(p->spots.v[i], spot) == 0) {
            return;
        }
    }
    PAI_VEC_PUT(arena, &p->spots, spot);
}

struct pai_press_plates pai_press_plates_of(const struct pai_press_report *r,
                                            const struct pai_page *page) {
    struct pai_press_plates p = {.process = {false}};
    for (uint32_t i = 0; i < page->item_count; i++) {
        const struct pai_ink *spot = pai_item_spot(&page->items[i]);
        for (int k = 0; k < 4; k++) {
            p.process[k] = p.process[k] || pai_item_needs(&page->items[i], k);
        }
        if (spot && spot->plate) {
            spot_add(r->job->arena, &p, spot->plate);
        }
    }
    return p;
}

static void plates_join(struct pai_arena *arena, struct pai_press_plates *all,
                        const struct pai_press_plates *more) {
    for (int i = 0; i < 4; i++) {
        all->process[i] = all->process[i] || more->process[i];
    }
    for (uint32_t i = 0; i < more->spots.n; i++) {
        spot_add(arena, all, more->spots.v[i]);
    }
}

uint32_t pai_press_half(const struct pai_page *sheet, bool right) {
    for (uint32_t i = 0; i < sheet->part_count; i++) {
        const struct pai_part *part = &sheet->parts[i];
        bool beyond = part->clip.x + part->clip.width / 2 > sheet->trim.width / 2;
        if (part->number > 0 && beyond == right) {
            return part->number;
        }
    }
    return 0;
}

// ---- everything ----

static void item_count(const struct pai_press_report *r, struct pai_press_facts *f,
                       const struct pai_item *item, uint32_t page) {
    if (item->kind == PAI_ITEM_GLYPHS || item->kind == PAI_ITEM_RULE) {
        ink_count(r, f, item->ink, page);
    } else if (item->kind == PAI_ITEM_IMAGE) {
        struct pai_press_picture picture = {&item->u.picture, page};
        PAI_VEC_PUT(r->job->arena, &f->pictures, picture);
    }
}

struct pai_press_facts pai_press_facts_make(const struct pai_press_report *r) {
    struct pai_press_facts f = {.printed = r->sheets ? r->sheets : r->pages};
    for (uint32_t p = 0; r->pages && p < r->pages->n; p++) {
        const struct pai_page *page = &r->pages->v[p];
        for (uint32_t i = 0; i < page->item_count; i++) {
            item_count(r, &f, &page->items[i], page->number);
        }
    }
    for (uint32_t i = 0; f.printed && i < f.printed->n; i++) {
        struct pai_press_plates plates = pai_press_plates_of(r, &f.printed->v[i]);
        plates_join(r->job->arena, &f.plates, &plates);
        f.imposed = f.imposed || f.printed->v[i].parts;
    }
    for (size_t i = 0; i < pai_preflight_count; i++) {
        f.result[pai_press_result(r, i)]++;
    }
    for (uint32_t i = 0; i < r->diag_count; i++) {
        f.level[pai_press_level(r, r->diags[i])]++;
    }
    return f;
}
