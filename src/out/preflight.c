// Preflight. In: the page list and what the file is to claim. Out: a diagnostic for each rule
// that a page breaks. Promises: looks at the page list only, before a byte is written; a claim
// that the content cannot keep is an error and never dropped; every rule is a row of one table.
//
// What follows from how the file is written (embedding, ToUnicode, heading levels, artifacts,
// metadata, no transparency, no annotations for the press) cannot be broken by a page list and
// has no rule.
#include "preflight_priv.h"

enum { X4 = PAI_CLAIM_X4, A2A = PAI_CLAIM_A2A, UA1 = PAI_CLAIM_UA1 };

// ---- the table ----

// clang-format off
const struct pai_preflight_rule pai_preflight_rules[] = {
    {PAI_D_PREFLIGHT_PROFILE, X4 | A2A, "PDF/X-4 output intent; PDF/A-2 6.2.3",
     "有合用的印刷条件文件（CMYK 输出，ICC 第 2 至 4 版）", "there is a profile for output on a CMYK press, ICC version 2 to 4",
     .document = pai_preflight_profile_fits},
    {PAI_D_PREFLIGHT_TITLE, X4 | UA1, "PDF/X-4 metadata; PDF/UA-1 7.1",
     "文件有题名", "the document has a title", .document = pai_preflight_title},
    {PAI_D_PREFLIGHT_LANGUAGE, A2A | UA1, "PDF/A-2 6.7.4; PDF/UA-1 7.2",
     "文件说明了语言", "the document says its language", .document = pai_preflight_language},
    {PAI_D_PREFLIGHT_BOXES, X4, "PDF/X-4 page boxes",
     "成品在出血之内，出血在纸张之内", "the trim is within the bleed, the bleed within the sheet", .page = pai_preflight_boxes_nest},
    {PAI_D_PREFLIGHT_PAIRS, A2A | UA1, "ISO 32000-1 14.6; PDF/UA-1 7.1",
     "结构标记成对", "structure tags come in pairs", .page = pai_preflight_tags_pair},
    {PAI_D_PREFLIGHT_UNTAGGED, A2A | UA1, "PDF/A-2 6.7; PDF/UA-1 7.1",
     "所有文字都在结构里，或标明是页码之类的装饰", "all text is in the structure or marked as an artifact", .item = pai_preflight_tagged},
    {PAI_D_PREFLIGHT_FONT, X4 | A2A | UA1, "PDF/X-4 fonts; PDF/A-2 6.2.11.4; PDF/UA-1 7.21.4.1",
     "字体都许可嵌入", "all fonts may be embedded as subsets", .item = pai_preflight_may_embed},
    {PAI_D_PREFLIGHT_NOTDEF, X4 | A2A | UA1, "PDF/A-2 6.2.11.8; PDF/UA-1 7.21.8",
     "没有缺字", "no character is missing", .item = pai_preflight_glyphs},
    {PAI_D_PREFLIGHT_UNREADABLE, A2A | UA1, "PDF/A-2 6.2.11.7; PDF/UA-1 7.21.7",
     "每个字形都对应能复制的文字", "every glyph stands for text that can be copied", .item = pai_preflight_readable},
    {PAI_D_PREFLIGHT_INK, X4 | A2A, "PDF/X-4 colour; PDF/A-2 6.2.4",
     "颜色都是四色，各不超过 100%", "all inks are process inks of at most 100 % each", .item = pai_preflight_process},
    {PAI_D_PREFLIGHT_PLATE, X4 | A2A, "ISO 32000-1 8.6.6.4; PDF/A-2 6.1.13, 6.2.4.4",
     "每种专色有自己的名字，处处一个样子", "every spot ink has a name of its own and one look", .item = pai_preflight_plates},
    {PAI_D_PREFLIGHT_PREPRINTED, X4 | A2A | UA1, "paiban",
     "套打的颜色都没有输出", "nothing in a pre-printed ink is printed", .item = pai_preflight_unprinted},
    {PAI_D_PREFLIGHT_MARK, X4, "PDF/X-4 page boxes",
     "套准标记在出血以外、纸张以内", "registration marks stand outside the bleed and on the paper", .item = pai_preflight_marks_apart},
    {PAI_D_PREFLIGHT_RICH_BLACK, X4, "paiban",
     "黑色只用黑墨", "black is black ink alone", .item = pai_preflight_plain_black},
    {PAI_D_PREFLIGHT_INK_TOTAL, X4, "paiban",
     "总墨量不超过版式的上限", "no more ink in all than the layout allows", .item = pai_preflight_dry},
    {PAI_D_PREFLIGHT_SMALL, X4, "paiban",
     "文字不小于 5 pt", "text is at least 5 pt", .item = pai_preflight_large_enough},
    {PAI_D_PREFLIGHT_THIN, X4, "paiban",
     "线不细于 0.1 mm", "rules are at least 0.1 mm thick", .item = pai_preflight_thick_enough},
    {PAI_D_PREFLIGHT_COARSE, X4, "paiban",
     "图片不低于 300 dpi", "images have 300 dpi at least", .item = pai_preflight_fine},
    {PAI_D_PREFLIGHT_TOO_COARSE, X4, "paiban",
     "图片不低于 150 dpi", "images have 150 dpi at least", .item = pai_preflight_not_coarse},
    {PAI_D_PREFLIGHT_COLOUR_PLATES, X4, "paiban",
     "专色和套打版式里没有彩色图片", "layouts of spot or pre-printed inks have no colour pictures", .item = pai_preflight_few_plates},
    {PAI_D_PREFLIGHT_IMAGE_INK, X4, "paiban",
     "四色图片的总墨量不超过版式的上限", "CMYK pictures have no more ink in all than the layout allows", .item = pai_preflight_picture_dry},
    {PAI_D_PREFLIGHT_ALT, A2A | UA1, "PDF/A-2 6.7; PDF/UA-1 7.3",
     "图片有说明文字", "figures have alternative text", .item = pai_preflight_alt},
    {PAI_D_PREFLIGHT_LINK, A2A | UA1, "PDF/A-2 6.5; PDF/UA-1 7.18.5",
     "链接都有去处，也在链接的标记里", "links lead somewhere and stand in the tag of a link", .item = pai_preflight_link},
};
// clang-format on

const size_t pai_preflight_count = sizeof pai_preflight_rules / sizeof *pai_preflight_rules;

// ---- running ----

// Keeps count of the tags around an item. Tags are few deep: a bit for each level says whether
// it may hold text, another whether it is an artifact, a third whether it is a link.
struct tags {
    uint64_t leaf, artifact, link;
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
        tags->link = tag == PAI_TAG_LINK ? tags->link | bit : tags->link & ~bit;
    }
    // Text belongs to the innermost element only.
    uint64_t last = tags->depth > 0 ? UINT64_C(1) << (tags->depth - 1) : 0;
    uint64_t open = tags->depth < 64 ? (UINT64_C(1) << tags->depth) - 1 : UINT64_MAX;
    f->leaves = (tags->leaf & last) != 0;
    f->links = (tags->link & last) != 0;
    f->artifacts = (tags->artifact & open) != 0;
}

// The first item of a page that breaks the rule, or NULL.
static const struct pai_item *item_find(struct pai_preflight *f,
                                        const struct pai_preflight_rule *rule,
                                        const struct pai_page *page) {
    struct tags tags = {0};
    f->page = page;
    f->leaves = f->artifacts = f->links = 0;
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
    number = page && page->label ? page->label : number;
    pai_diag(f->job, rule->code, span, number, f->detail, f->limit, NULL);
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
