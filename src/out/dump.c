// Pages -> JSON. In: the page list. Out: `dump pages` and `dump lines` as the contract of
// design 5 has them. Promises: every number comes from the page list's integers (lengths to 4
// decimals of a pt), so that the dump shows what is printed and not what was meant; one line of
// type is one line of text.
#include "dump.h"

#include "face.h"
#include "json.h"
#include "map.h"
#include "preflight.h"
#include "vec.h"

// An index from 0, or null where it does not apply.
static void index_put(struct pai_json *j, const char *key, int32_t index) {
    pai_json_key(j, key);
    if (index < 0) {
        pai_json_null(j);
    } else {
        pai_json_int(j, index);
    }
}

static void len_put(struct pai_json *j, const char *key, pai_len len) {
    pai_json_key(j, key);
    pai_json_len(j, len);
}

// What was done to natural widths: per place, in ems of the line's size.
static void adjust_put(struct pai_json *j, const struct pai_page_line *line) {
    pai_json_key(j, "adjust");
    pai_json_array(j);
    for (uint32_t i = 0; i < line->adjust_count; i++) {
        const struct pai_page_adjust *adjust = &line->adjust[i];
        int64_t ems = (int64_t)adjust->count * line->size;
        pai_json_object(j);
        pai_json_key(j, "why");
        pai_json_cstr(j, adjust->why);
        pai_json_key(j, "em");
        pai_json_decimal(j, ems ? pai_muldiv(adjust->sum, 10000, ems) : 0, 10000);
        pai_json_key(j, "count");
        pai_json_int(j, adjust->count);
        pai_json_object_end(j);
    }
    pai_json_array_end(j);
}

static void line_put(struct pai_json *j, const struct pai_page_line *line) {
    pai_json_line(j);
    pai_json_object(j);
    pai_json_key(j, "role");
    pai_json_cstr(j, pai_role_name(line->role));
    index_put(j, "article", line->article);
    index_put(j, "paragraph", line->paragraph);
    index_put(j, "line", line->line);
    pai_json_key(j, "last");
    pai_json_bool(j, line->last);
    pai_json_key(j, "text");
    pai_json_str(j, line->text, line->text_len);
    len_put(j, "x", line->x);
    len_put(j, "baseline", line->baseline);
    len_put(j, "width", line->width);
    len_put(j, "measure", line->measure);
    pai_json_key(j, "font");
    pai_json_cstr(j, line->face ? line->face->name : NULL);
    len_put(j, "size", line->size);
    if (line->ink && !pai_ink_is_black(line->ink)) {
        pai_json_key(j, "ink");
        pai_json_cstr(j, line->ink->name);
    }
    adjust_put(j, line);
    pai_json_object_end(j);
}

static void rule_put(struct pai_json *j, const struct pai_item *item) {
    const struct pai_rule *rule = &item->u.rule;
    pai_json_line(j);
    pai_json_object(j);
    pai_json_key(j, "role");
    pai_json_cstr(j, rule->name);
    len_put(j, "x", rule->x);
    len_put(j, "y", rule->y);
    len_put(j, "width", rule->width);
    len_put(j, "thickness", rule->height);
    pai_json_key(j, "ink");
    pai_json_cstr(j, item->ink ? item->ink->name : NULL);
    pai_json_object_end(j);
}

static void picture_put(struct pai_json *j, const struct pai_picture *p) {
    pai_json_line(j);
    pai_json_object(j);
    pai_json_key(j, "role");
    pai_json_cstr(j, p->name);
    pai_json_key(j, "file");
    pai_json_cstr(j, p->image->name);
    len_put(j, "x", p->x);
    len_put(j, "y", p->y);
    len_put(j, "width", p->width);
    len_put(j, "height", p->height);
    pai_json_key(j, "dpi");
    pai_json_int(j, pai_picture_dpi(p));
    pai_json_object_end(j);
}

// Only pages with images have the key: most bulletins have none.
static void pictures_put(struct pai_json *j, const struct pai_page *page) {
    bool any = false;
    for (uint32_t i = 0; i < page->item_count; i++) {
        if (page->items[i].kind != PAI_ITEM_IMAGE) {
            continue;
        }
        if (!any) {
            pai_json_key(j, "images");
            pai_json_array(j);
        }
        any = true;
        picture_put(j, &page->items[i].u.picture);
    }
    if (any) {
        pai_json_array_end(j);
    }
}

static void page_put(struct pai_json *j, const struct pai_page *page) {
    pai_json_line(j);
    pai_json_object(j);
    pai_json_key(j, "number");
    pai_json_int(j, page->number);
    pai_json_key(j, "folio");
    pai_json_cstr(j, page->folio);
    pai_json_key(j, "trim");
    pai_json_array(j);
    pai_json_len(j, page->trim.width);
    pai_json_len(j, page->trim.height);
    pai_json_array_end(j);
    pai_json_key(j, "lines");
    pai_json_array(j);
    for (uint32_t i = 0; i < page->line_count; i++) {
        line_put(j, &page->lines[i]);
    }
    pai_json_array_end(j);
    pai_json_key(j, "rules");
    pai_json_array(j);
    for (uint32_t i = 0; i < page->item_count; i++) {
        if (page->items[i].kind == PAI_ITEM_RULE) {
            rule_put(j, &page->items[i]);
        }
    }
    pai_json_array_end(j);
    pictures_put(j, page);
    pai_json_object_end(j);
}

void pai_dump_pages(const struct pai_job *job, const struct pai_pages *pages,
                    struct pai_buf *out) {
    (void)job;
    struct pai_json json = pai_json_make(out), *j = &json;
    pai_json_object(j);
    pai_json_key(j, "pages");
    pai_json_array(j);
    for (uint32_t i = 0; i < pages->n; i++) {
        page_put(j, &pages->v[i]);
    }
    pai_json_array_end(j);
    pai_json_object_end(j);
    pai_json_line(j);
}

// ---- dump lines ----

struct group {
    const struct pai_page_line *first;
    PAI_VEC(const struct pai_page_line *) lines;
    struct group *next;
};

// A line joins the paragraph of its role, article and number, unless line numbers start again
// (each folio is a paragraph of its own).
static struct group *group_find(const struct pai_job *job, struct pai_map *open,
                                struct group ***end, const struct pai_page_line *line) {
    int32_t key[3] = {(int32_t)line->role, line->article, line->paragraph};
    struct group *group = pai_map_find(open, key, sizeof key);
    if (!group || line->line <= group->lines.v[group->lines.n - 1]->line) {
        group = PAI_NEW(job->arena, struct group);
        group->first = line;
        **end = group;
        *end = &group->next;
        pai_map_put(open, key, sizeof key, group);
    }
    return group;
}

static struct group *groups_make(const struct pai_job *job, const struct pai_pages *pages) {
    struct pai_map *open = pai_map_make(job->arena);
    struct group *list = NULL, **end = &list;
    for (uint32_t p = 0; p < pages->n; p++) {
        for (uint32_t i = 0; i < pages->v[p].line_count; i++) {
            const struct pai_page_line *line = &pages->v[p].lines[i];
            struct group *group = group_find(job, open, &end, line);
            PAI_VEC_PUT(job->arena, &group->lines, line);
        }
    }
    return list;
}

void pai_dump_lines(const struct pai_job *job, const struct pai_pages *pages,
                    struct pai_buf *out) {
    struct pai_json json = pai_json_make(out), *j = &json;
    pai_json_object(j);
    pai_json_key(j, "paragraphs");
    pai_json_array(j);
    for (const struct group *group = groups_make(job, pages); group; group = group->next) {
        pai_json_line(j);
        pai_json_object(j);
        pai_json_key(j, "role");
        pai_json_cstr(j, pai_role_name(group->first->role));
        index_put(j, "article", group->first->article);
        index_put(j, "paragraph", group->first->paragraph);
        pai_json_key(j, "lines");
        pai_json_array(j);
        for (uint32_t i = 0; i < group->lines.n; i++) {
            line_put(j, group->lines.v[i]);
        }
        pai_json_array_end(j);
        pai_json_object_end(j);
    }
    pai_json_array_end(j);
    pai_json_object_end(j);
    pai_json_line(j);
}
