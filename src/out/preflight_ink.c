// Preflight of ink. In: an item. Out: whether a rule is kept; f->detail for its message if not.
#include "preflight_priv.h"

enum {
    INK_MOST = 3000,                        // thousandths: 300 %
    RULE_LEAST = PAI_PT * 72 * 100 / 25400, // 0.1 mm: thinner breaks up
};

static const struct pai_ink *ink_of(const struct pai_item *item) {
    bool printed = item->kind == PAI_ITEM_GLYPHS || item->kind == PAI_ITEM_RULE;
    return printed ? item->ink : NULL;
}

static int ink_total(const struct pai_ink *ink) {
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
    return true;
}

bool pai_preflight_plain_black(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_ink *ink = ink_of(item);
    if (!ink || ink->cmyk[3] < 1000 || ink_total(ink) == ink->cmyk[3]) {
        return true;
    }
    f->detail = ink->name;
    return false;
}

bool pai_preflight_dry(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_ink *ink = ink_of(item);
    if (!ink || ink_total(ink) <= INK_MOST) {
        return true;
    }
    f->detail = ink->name;
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
