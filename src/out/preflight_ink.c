// Preflight of ink. In: an item. Out: whether a rule is kept; f->detail for its message if not.
#include "preflight_priv.h"

#include <string.h>

enum { RULE_LEAST = PAI_PT * 72 * 100 / 25400 }; // 0.1 mm: thinner breaks up

static const struct pai_ink *ink_of(const struct pai_item *item) {
    bool printed = item->kind == PAI_ITEM_GLYPHS || item->kind == PAI_ITEM_RULE;
    return printed ? item->ink : NULL;
}

// In thousandths; registration is outside the page.
static int ink_total(const struct pai_ink *ink) {
    if (ink->kind == PAI_INK_SPOT || ink->kind == PAI_INK_MARKS) {
        return ink->kind == PAI_INK_SPOT ? ink->tint : 0;
    }
    return ink->cmyk[0] + ink->cmyk[1] + ink->cmyk[2] + ink->cmyk[3];
}

bool pai_preflight_process(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_ink *ink = ink_of(item);
    for (int i = 0; ink && i < 4; i++) {
        if (ink->cmyk[i] > 1000) {
            f->detail = ink->name;
            return false;
        }
    }
    if (ink && ink->tint > 1000) {
        f->detail = ink->name;
        return false;
    }
    return true;
}

static bool is_named(const struct pai_ink *ink) {
    static const char *const taken[] = {"All", "None", "Cyan", "Magenta", "Yellow", "Black"};
    size_t len = ink->plate ? strlen(ink->plate) : 0;
    for (size_t i = 0; len > 0 && i < sizeof taken / sizeof *taken; i++) {
        if (strcmp(ink->plate, taken[i]) == 0) {
            return false;
        }
    }
    return len > 0 && len <= 127;
}

// One name, one look in the whole file: the first that has it decides.
bool pai_preflight_plates(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_ink *ink = ink_of(item);
    if (!ink || ink->kind != PAI_INK_SPOT || ink == f->ink) {
        return true;
    }
    f->detail = ink->name;
    if (!is_named(ink)) {
        return false;
    }
    for (uint32_t p = 0; p < f->pages->n; p++) {
        for (uint32_t i = 0; i < f->pages->v[p].item_count; i++) {
            const struct pai_ink *other = ink_of(&f->pages->v[p].items[i]);
            if (other && other->kind == PAI_INK_SPOT && other->plate &&
                strcmp(other->plate, ink->plate) == 0) {
                f->ink = ink;
                return memcmp(other->cmyk, ink->cmyk, sizeof ink->cmyk) == 0;
            }
        }
    }
    return true;
}

bool pai_preflight_unprinted(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_ink *ink = ink_of(item);
    if (!ink || ink->kind != PAI_INK_PREPRINTED) {
        return true;
    }
    f->detail = ink->name;
    return false;
}

static bool outside(const struct pai_rule *r, const struct pai_box *box) {
    return (int64_t)r->x + r->width <= box->x || (int64_t)box->x + box->width <= r->x ||
           (int64_t)r->y + r->height <= box->y || (int64_t)box->y + box->height <= r->y;
}

// Registration colour is for what stands between the bleed and the edge of the paper.
bool pai_preflight_marks_apart(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_ink *ink = ink_of(item);
    if (!ink || ink->kind != PAI_INK_MARKS || item->kind != PAI_ITEM_RULE) {
        return true;
    }
    const struct pai_rule *r = &item->u.rule;
    const struct pai_page *page = f->page;
    const struct pai_box *bleed = page->bleed.width > 0 ? &page->bleed : &page->trim;
    const struct pai_box *media = &page->media;
    f->detail = r->name ? r->name : "";
    return outside(r, bleed) && r->x >= media->x && r->y >= media->y &&
           (int64_t)r->x + r->width <= (int64_t)media->x + media->width &&
           (int64_t)r->y + r->height <= (int64_t)media->y + media->height;
}

bool pai_preflight_plain_black(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_ink *ink = ink_of(item);
    if (!ink || ink->kind != PAI_INK_PROCESS || ink->cmyk[3] < 1000 ||
        ink_total(ink) == ink->cmyk[3]) {
        return true;
    }
    f->detail = ink->name;
    return false;
}

bool pai_preflight_dry(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_ink *ink = ink_of(item);
    int most = pai_pdf_ink_most(f->options);
    if (!ink || ink_total(ink) <= 10 * most) {
        return true;
    }
    f->detail = ink->name;
    f->limit = pai_arena_fmt(f->job->arena, "%d", most);
    return false;
}

bool pai_preflight_thick_enough(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_rule *rule = &item->u.rule;
    if (item->kind != PAI_ITEM_RULE ||
        (rule->width >= RULE_LEAST && rule->height >= RULE_LEAST)) {
        return true;
    }
    f->detail = rule->name ? rule->name : "";
    return false;
}
