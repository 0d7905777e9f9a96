// Preflight of images. In: an item. Out: whether a rule is kept; f->detail for its message if
// not.
#include "preflight_priv.h"

#include "buf.h"

// Samples to an inch on paper, the coarser way; 0: the item is no image.
uint32_t pai_picture_dpi(const struct pai_picture *p) {
    int64_t across = pai_muldiv(pai_image_across(p->image), INT64_C(72) * PAI_PT, p->width);
    int64_t down = pai_muldiv(pai_image_down(p->image), INT64_C(72) * PAI_PT, p->height);
    int64_t dpi = across < down ? across : down;
    return dpi > UINT32_MAX ? UINT32_MAX : (uint32_t)dpi;
}

static bool has_dpi(struct pai_preflight *f, const struct pai_item *item, uint32_t least) {
    if (item->kind != PAI_ITEM_IMAGE || item->u.picture.width <= 0 ||
        item->u.picture.height <= 0) {
        return true;
    }
    uint32_t dpi = pai_picture_dpi(&item->u.picture);
    f->detail = pai_arena_fmt(f->job->arena, "%u", dpi);
    return dpi >= least;
}

bool pai_preflight_fine(struct pai_preflight *f, const struct pai_item *item) {
    // One that is much too coarse has an error of its own.
    return has_dpi(f, item, PAI_DPI_WANTED) || !has_dpi(f, item, PAI_DPI_LEAST);
}

bool pai_preflight_not_coarse(struct pai_preflight *f, const struct pai_item *item) {
    return has_dpi(f, item, PAI_DPI_LEAST);
}

// Who orders two plates does not expect a picture to order three more.
bool pai_preflight_few_plates(struct pai_preflight *f, const struct pai_item *item) {
    return !f->options->few_plates || item->kind != PAI_ITEM_IMAGE ||
           !pai_picture_coloured(&item->u.picture);
}

// Ink that the picture brings is printed as it is; what becomes CMYK here keeps to the limit
// (pdf_image.c).
bool pai_preflight_picture_dry(struct pai_preflight *f, const struct pai_item *item) {
    if (item->kind != PAI_ITEM_IMAGE || item->u.picture.colour == PAI_PICTURE_GREY ||
        item->u.picture.image->ink <= pai_pdf_ink_most(f->options)) {
        return true;
    }
    f->detail = item->u.picture.image->name;
    f->limit = pai_arena_fmt(f->job->arena, "%u%%", item->u.picture.image->ink);
    return false;
}

bool pai_preflight_alt(struct pai_preflight *f, const struct pai_item *item) {
    (void)f;
    return item->kind != PAI_ITEM_TAG || item->u.tag.tag != PAI_TAG_FIGURE ||
           (item->u.tag.alt && *item->u.tag.alt);
}
