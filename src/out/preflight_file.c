// Preflight of the file as a whole and of its pages. In: what it claims, its facts, a page.
// Out: whether a rule is kept.
#include "preflight_priv.h"

#include "profile.h"

#include <string.h>

// ---- the document ----

bool pai_preflight_profile_fits(struct pai_preflight *f) {
    const struct pai_pdf_profile *profile = f->options->profile;
    const char *about;
    return profile &&
           pai_profile_check(f->job->arena, profile->icc, &about) == PAI_PROFILE_GOOD;
}

bool pai_preflight_title(struct pai_preflight *f) {
    return f->pages->title && *f->pages->title;
}

// As RFC 5646 has it: letters, then groups of letters and digits. NULL is written as zh-CN.
bool pai_preflight_language(struct pai_preflight *f) {
    const char *lang = f->pages->lang ? f->pages->lang : "zh-CN";
    static const char alphabet[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "0123456789";
    const char *first = lang;
    size_t n = strspn(lang, alphabet);
    while (n >= 1 && n <= 8 && lang[n] == '-') {
        lang += n + 1;
        n = strspn(lang, alphabet);
    }
    return n >= 1 && n <= 8 && lang[n] == '\0' && !(*first >= '0' && *first <= '9');
}

// ---- pages ----

static bool within(const struct pai_box *inner, const struct pai_box *outer) {
    return inner->x >= outer->x && inner->y >= outer->y &&
           (int64_t)inner->x + inner->width <= (int64_t)outer->x + outer->width &&
           (int64_t)inner->y + inner->height <= (int64_t)outer->y + outer->height;
}

bool pai_preflight_boxes_nest(struct pai_preflight *f, const struct pai_page *page) {
    (void)f;
    const struct pai_box *bleed = page->bleed.width > 0 ? &page->bleed : &page->trim;
    return page->trim.width > 0 && page->trim.height > 0 && within(&page->trim, bleed) &&
           within(bleed, &page->media);
}

bool pai_preflight_tags_pair(struct pai_preflight *f, const struct pai_page *page) {
    (void)f;
    uint32_t open = 0;
    for (uint32_t i = 0; i < page->item_count; i++) {
        const struct pai_item *item = &page->items[i];
        if (item->kind == PAI_ITEM_TAG && item->u.tag.tag != PAI_TAG_END) {
            open++;
        } else if (item->kind == PAI_ITEM_TAG && open-- == 0) {
            return false;
        }
    }
    return open == 0;
}
