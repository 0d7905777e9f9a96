// Preflight. In: the page list and what the file is to claim. Out: a diagnostic for each rule
// that a page breaks. Promises: looks at the page list only, before a byte is written; a claim
// that the content cannot keep is an error and never dropped; every rule is a row of one table.
//
// What follows from how the file is written (embedding, ToUnicode, heading levels, artifacts,
// metadata, no transparency, no annotations) cannot be broken by a page list and has no rule.
#include "preflight.h"

#include "buf.h"
#include "face.h"
#include "utf8.h"

#include <string.h>

enum {
    X4 = PAI_CLAIM_X4,
    A2A = PAI_CLAIM_A2A,
    UA1 = PAI_CLAIM_UA1,
    INK_MOST = 3000,                        // thousandths: 300 %
    TEXT_LEAST = 5 * PAI_PT,                // below it Han characters fill in
    RULE_LEAST = PAI_PT * 72 * 100 / 25400, // 0.1 mm: thinner breaks up
};

struct pai_preflight {
    struct pai_job *job;
    const struct pai_pages *pages;
    const struct pai_pdf_options *options;
    const char *detail; // of a broken rule, for its message
    // Of the page being looked at:
    uint32_t leaves;    // open elements that may hold text
    uint32_t artifacts; // open
};

// ---- the document ----

static uint32_t word(const uint8_t *s) {
    return (uint32_t)s[0] << 24 | (uint32_t)s[1] << 16 | (uint32_t)s[2] << 8 | s[3];
}

// An output profile for CMYK of at most version 4, as long as it says.
static bool profile_fits(struct pai_preflight *f) {
    enum { HEADER = 128 };
    const struct pai_pdf_profile *profile = f->options->profile;
    if (!profile || profile->icc.size < HEADER) {
        return false;
    }
    const uint8_t *icc = profile->icc.data;
    return word(icc) == profile->icc.size && icc[8] >= 2 && icc[8] <= 4 &&
           memcmp(icc + 12, "prtrCMYK", 8) == 0 && memcmp(icc + 36, "acsp", 4) == 0;
}

static bool has_title(struct pai_preflight *f) {
    return f->pages->title && *f->pages->title;
}

// As RFC 5646 has it: letters, then groups of letters and digits. NULL is written as zh-CN.
static bool has_language(struct pai_preflight *f) {
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

static bool boxes_nest(struct pai_preflight *f, const struct pai_page *page) {
    (void)f;
    const struct pai_box *bleed = page->bleed.width > 0 ? &page->bleed : &page->trim;
    return page->trim.width > 0 && page->trim.height > 0 && within(&page->trim, bleed) &&
           within(bleed, &page->media);
}

static bool tags_pair(struct pai_preflight *f, const struct pai_page *page) {
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

// ---- text ----

static bool is_tagged(struct pai_preflight *f, const struct pai_item *item) {
    return item->kind != PAI_ITEM_GLYPHS || f->leaves > 0 || f->artifacts > 0;
}

static bool may_embed(struct pai_preflight *f, const struct pai_item *item) {
    if (item->kind != PAI_ITEM_GLYPHS) {
        return true;
    }
    f->detail = item->u.glyphs.face->name;
    return item->u.glyphs.face->may_embed && item->u.glyphs.face->may_subset;
}

static bool has_glyphs(struct pai_preflight *f, const struct pai_item *item) {
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
static bool is_readable(struct pai_preflight *f, const struct pai_item *item) {
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

static bool is_large_enough(struct pai_preflight *f, const struct pai_item *item) {
    if (item->kind != PAI_ITEM_GLYPHS || item->u.glyphs.size >= TEXT_LEAST) {
        return true;
    }
    struct pai_buf size = pai_buf_make(f->job->arena);
    pai_buf_len(&size, item->u.glyphs.size, 2);
    f->detail = size.s;
    return false;
}

// ---- ink ----

static const struct pai_ink *ink_of(const struct pai_item *item) {
    bool printed = item->kind == PAI_ITEM_GLYPHS || item->kind == PAI_ITEM_RULE;
    return printed ? item->ink : NULL;
}

static int ink_total(const struct pai_ink *ink) {
    return ink->cmyk[0] + ink->cmyk[1] + ink->cmyk[2] + ink->cmyk[3];
}

static bool is_process(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_ink *ink = ink_of(item);
    for (int i = 0; ink && i < 4; i++) {
        if (ink->cmyk[i] > 1000) {
            f->detail = ink->name;
            return false;
        }
    }
    return true;
}

static bool is_plain_black(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_ink *ink = ink_of(item);
    if (!ink || ink->cmyk[3] < 1000 || ink_total(ink) == ink->cmyk[3]) {
        return true;
    }
    f->detail = ink->name;
    return false;
}

static bool is_dry(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_ink *ink = ink_of(item);
    if (!ink || ink_total(ink) <= INK_MOST) {
        return true;
    }
    f->detail = ink->name;
    return false;
}

static bool is_thick_enough(struct pai_preflight *f, const struct pai_item *item) {
    const struct pai_rule *rule = &item->u.rule;
    if (item->kind != PAI_ITEM_RULE ||
        (rule->width >= RULE_LEAST && rule->height >= RULE_LEAST)) {
        return true;
    }
    f->detail = rule->name ? rule->name : "";
    return false;
}

// ---- the table ----

// clang-format off
const struct pai_preflight_rule pai_preflight_rules[] = {
    {PAI_D_PREFLIGHT_PROFILE, X4 | A2A, "PDF/X-4 output intent; PDF/A-2 6.2.3",
     "有合用的印刷条件文件（CMYK 输出，ICC 第 2 至 4 版）", "there is a profile for output on a CMYK press, ICC version 2 to 4",
     .document = profile_fits},
    {PAI_D_PREFLIGHT_TITLE, X4 | UA1, "PDF/X-4 metadata; PDF/UA-1 7.1",
     "文件有题名", "the document has a title", .document = has_title},
    {PAI_D_PREFLIGHT_LANGUAGE, A2A | UA1, "PDF/A-2 6.7.4; PDF/UA-1 7.2",
     "文件说明了语言", "the document says its language", .document = has_language},
    {PAI_D_PREFLIGHT_BOXES, X4, "PDF/X-4 page boxes",
     "成品在出血之内，出血在纸张之内", "the trim is within the bleed, the bleed within the sheet", .page = boxes_nest},
    {PAI_D_PREFLIGHT_PAIRS, A2A | UA1, "ISO 32000-1 14.6; PDF/UA-1 7.1",
     "结构标记成对", "structure tags come in pairs", .page = tags_pair},
    {PAI_D_PREFLIGHT_UNTAGGED, A2A | UA1, "PDF/A-2 6.7; PDF/UA-1 7.1",
     "所有文字都在结构里，或标明是页码之类的装饰", "all text is in the structure or marked as an artifact", .item = is_tagged},
    {PAI_D_PREFLIGHT_FONT, X4 | A2A | UA1, "PDF/X-4 fonts; PDF/A-2 6.2.11.4; PDF/UA-1 7.21.4.1",
     "字体都许可嵌入", "all fonts may be embedded as subsets", .item = may_embed},
    {PAI_D_PREFLIGHT_NOTDEF, X4 | A2A | UA1, "PDF/A-2 6.2.11.8; PDF/UA-1 7.21.8",
     "没有缺字", "no character is missing", .item = has_glyphs},
    {PAI_D_PREFLIGHT_UNREADABLE, A2A | UA1, "PDF/A-2 6.2.11.7; PDF/UA-1 7.21.7",
     "每个字形都对应能复制的文字", "every glyph stands for text that can be copied", .item = is_readable},
    {PAI_D_PREFLIGHT_INK, X4 | A2A, "PDF/X-4 colour; PDF/A-2 6.2.4",
     "颜色都是四色，各不超过 100%", "all inks are process inks of at most 100 % each", .item = is_process},
    {PAI_D_PREFLIGHT_RICH_BLACK, X4, "paiban",
     "黑色只用黑墨", "black is black ink alone", .item = is_plain_black},
    {PAI_D_PREFLIGHT_INK_TOTAL, X4, "paiban",
     "总墨量不超过 300%", "no more than 300 % ink in all", .item = is_dry},
    {PAI_D_PREFLIGHT_SMALL, X4, "paiban",
     "文字不小于 5 pt", "text is at least 5 pt", .item = is_large_enough},
    {PAI_D_PREFLIGHT_THIN, X4, "paiban",
     "线不细于 0.1 mm", "rules are at least 0.1 mm thick", .item = is_thick_enough},
};
// clang-format on

const size_t pai_preflight_count = sizeof pai_preflight_rules / sizeof *pai_preflight_rules;

// ---- running ----

// Keeps count of the tags around an item. Tags are few deep: a bit for each level says whether
// it may hold text, another whether it is an artifact.
struct tags {
    uint64_t leaf, artifact;
    uint32_t depth;
};

static void tags_follow(struct pai_preflight *f, struct tags *tags,
                        const struct pai_item *item) {
    if (item->kind != PAI_ITEM_TAG) {
        return;
    }
    enum pai_tag tag = item->u.tag.tag;
    if (tag == PAI_TAG_END) {
        tags->depth -= tags->depth > 0;
    } else if (tags->depth < 64) {
        uint64_t bit = UINT64_C(1) << tags->depth++;
        bool leaf = pai_tag_holds_text(tag);
        tags->leaf = leaf ? tags->leaf | bit : tags->leaf & ~bit;
        tags->artifact = tag == PAI_TAG_ARTIFACT ? tags->artifact | bit : tags->artifact & ~bit;
    }
    // Text belongs to the innermost element only.
    uint64_t last = tags->depth > 0 ? UINT64_C(1) << (tags->depth - 1) : 0;
    uint64_t open = tags->depth < 64 ? (UINT64_C(1) << tags->depth) - 1 : UINT64_MAX;
    f->leaves = (tags->leaf & last) != 0;
    f->artifacts = (tags->artifact & open) != 0;
}

// The first item of a page that breaks the rule, or NULL.
static const struct pai_item *item_find(struct pai_preflight *f,
                                        const struct pai_preflight_rule *rule,
                                        const struct pai_page *page) {
    struct tags tags = {0};
    f->leaves = f->artifacts = 0;
    for (uint32_t i = 0; i < page->item_count; i++) {
        tags_follow(f, &tags, &page->items[i]);
        if (!rule->item(f, &page->items[i])) {
            return &page->items[i];
        }
    }
    return NULL;
}

static void record(struct pai_preflight *f, const struct pai_preflight_rule *rule,
                   struct pai_span span, const struct pai_page *page) {
    const char *number = page ? pai_arena_fmt(f->job->arena, "%u", page->number) : "";
    pai_diag(f->job, rule->code, span, number, f->detail, NULL);
}

// On how many pages a rule is broken.
static uint32_t rule_test(struct pai_preflight *f, const struct pai_preflight_rule *rule) {
    uint32_t broken = 0;
    if (rule->document && !rule->document(f)) {
        record(f, rule, PAI_NO_SPAN, NULL);
        return 1;
    }
    for (uint32_t i = 0; !rule->document && i < f->pages->n; i++) {
        const struct pai_page *page = &f->pages->v[i];
        const struct pai_item *item = rule->item ? item_find(f, rule, page) : NULL;
        if (item || (rule->page && !rule->page(f, page))) {
            record(f, rule, item ? item->span : PAI_NO_SPAN, page);
            broken++;
        }
    }
    return broken;
}

bool pai_preflight(struct pai_job *job, const struct pai_pages *pages,
                   const struct pai_pdf_options *options, uint32_t *broken) {
    bool kept = true;
    for (size_t i = 0; i < pai_preflight_count; i++) {
        const struct pai_preflight_rule *rule = &pai_preflight_rules[i];
        struct pai_preflight f = {.job = job, .pages = pages, .options = options, .detail = ""};
        uint32_t n = rule->claims & options->claims ? rule_test(&f, rule) : 0;
        if (broken) {
            broken[i] = n;
        }
        kept = kept && (n == 0 || pai_diag_row(rule->code)->level < PAI_ERROR);
    }
    return kept;
}
