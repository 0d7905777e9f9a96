// Preflight of text. In: an item. Out: whether a rule is kept; f->detail for its message if
// not.
#include "preflight_priv.h"

#include "buf.h"
#include "face.h"
#include "utf8.h"

#define TEXT_LEAST (5 * PAI_PT) // below it Han characters fill in

bool pai_preflight_tagged(struct pai_preflight *f, const struct pai_item *item) {
    return item->kind != PAI_ITEM_GLYPHS || f->leaves > 0 || f->artifacts > 0;
}

bool pai_preflight_may_embed(struct pai_preflight *f, const struct pai_item *item) {
    if (item->kind != PAI_ITEM_GLYPHS) {
        return true;
    }
    f->detail = item->u.glyphs.face->name;
    return item->u.glyphs.face->may_embed && item->u.glyphs.face->may_subset;
}

bool pai_preflight_glyphs(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_glyphs *g = &item->u.glyphs;
    for (uint32_t i = 0; item->kind == PAI_ITEM_GLYPHS && i < g->n; i++) {
        if (g->v[i].glyph == 0) {
            f->detail = g->face->name;
            return false;
        }
    }
    return true;
}

// Every glyph stands for characters that a reader can be told.
bool pai_preflight_readable(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_glyphs *g = &item->u.glyphs;
    if (item->kind != PAI_ITEM_GLYPHS || f->artifacts > 0) {
        return true;
    }
    for (uint32_t i = 0; i < g->n; i++) {
        if (i == 0 && g->v[i].length == 0) {
            return false;
        }
        for (uint32_t at = 0; at < g->v[i].length;) {
            unsigned used = 1;
            uint32_t cp =
                pai_utf8_next(g->text + g->v[i].text + at, g->v[i].length - at, &used);
            if (cp == 0 || cp == 0xFEFF || cp == 0xFFFE || cp == PAI_BAD_CHAR) {
                return false;
            }
            at += used;
        }
    }
    return true;
}

// Only ASCII can be written as the address of a link (ISO 32000-1 12.6.4.7); what leads to an
// article tells its title.
bool pai_preflight_link(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_link *link = &item->u.link;
    if (item->kind != PAI_ITEM_LINK) {
        return true;
    }
    bool leads = link->uri
                     ? *link->uri != '\0'
                     : link->article >= 0 && (uint32_t)link->article < f->pages->title_count &&
                           f->pages->titles[link->article];
    for (const char *s = link->uri; s && *s; s++) {
        leads = leads && *s > ' ' && *s <= '~';
    }
    return leads && link->width > 0 && link->height > 0 && (f->links || f->artifacts);
}

bool pai_preflight_large_enough(struct pai_preflight *f, const struct pai_item *item) {
    if (item->kind != PAI_ITEM_GLYPHS || item->u.glyphs.size >= TEXT_LEAST) {
        return true;
    }
    struct pai_buf size = pai_buf_make(f->job->arena);
    pai_buf_len(&size, item->u.glyphs.size, 2);
    f->detail = size.s;
    return false;
}
