// In: bytes of an issue and a layout. Out: nothing, or an abort that says which promise was
// broken. Promised: every stage of the program is gone through as src/app/pipeline.c does it.
#include "pipeline_fuzz.h"

#include "compose.h"
#include "dump.h"
#include "limits.h"
#include "pdf.h"

#include <string.h>

static const char *file_text(struct pai_arena *arena, const char *path, size_t *len) {
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        perror(path);
        exit(2);
    }
    char *text = pai_arena_alloc(arena, 1 << 20);
    *len = fread(text, 1, (1 << 20) - 1, f);
    fclose(f);
    return text;
}

static void house_close(void);

struct fuzz_house *fuzz_house(void) {
    static const char *const dirs[] = {"/usr/local/share/fonts", "/usr/share/fonts", NULL};
    static struct fuzz_house house;
    if (house.world != NULL) {
        return &house;
    }
    house.world = pai_world_open(dirs);
    house.arena = pai_arena_open(NULL);
    house.layout_text =
        file_text(house.arena, ROOT "/layouts/bulletin.yaml", &house.layout_len);
    house.fontset_text = file_text(house.arena, ROOT "/fonts/fandol.yaml", &house.fontset_len);
    struct pai_job *job = pai_job_open(house.world, NULL);
    house.layout = pai_layout_load(
        job, house.arena,
        pai_job_source(job, "bulletin.yaml", house.layout_text, house.layout_len));
    house.fonts = pai_fontset_load(
        job, house.arena,
        pai_job_source(job, "fandol.yaml", house.fontset_text, house.fontset_len));
    FUZZ_PROMISE(house.layout != NULL && house.fonts != NULL, "the files of the house load");
    pai_job_close(job);
    atexit(house_close);
    return &house;
}

static void house_close(void) {
    struct fuzz_house *house = fuzz_house();
    pai_fontset_close(house->fonts);
    pai_world_close(house->world);
    pai_arena_close(house->arena);
}

enum { HAIR = 65536 / 50 }; // of rounding

static void line_check(const struct pai_layout *layout, const struct pai_page *page,
                       const struct pai_page_line *line, bool house) {
    pai_len right = line->x + line->width;
    FUZZ_PROMISE(line->x >= -HAIR && right <= page->trim.width + HAIR && line->baseline >= 0 &&
                     line->baseline <= page->trim.height,
                 "each line is on the paper");
    if (house && line->role != PAI_ROLE_FOLIO) {
        pai_len left = layout->area.left, top = layout->area.top;
        FUZZ_PROMISE(line->x >= left - HAIR && right <= left + layout->area.width + HAIR,
                     "each line is as wide as the type area at most");
        FUZZ_PROMISE(line->baseline >= top && line->baseline <= top + layout->area.height,
                     "each line is in the height of the type area");
    }
}

static void rule_check(const struct pai_page *page, const struct pai_rule *rule) {
    FUZZ_PROMISE(rule->width >= 0 && rule->height >= 0 && rule->x >= -HAIR &&
                     rule->y >= -HAIR && rule->x + rule->width <= page->trim.width + HAIR &&
                     rule->y + rule->height <= page->trim.height + HAIR,
                 "each rule is on the paper");
}

// Neighbours in the order of reading, and with them what stands beside each other on one row.
static void overlap_check(const struct pai_page_line *a, const struct pai_page_line *b) {
    pai_len apart =
        a->baseline > b->baseline ? a->baseline - b->baseline : b->baseline - a->baseline;
    pai_len size = a->size < b->size ? a->size : b->size;
    bool beside = a->x + a->width <= b->x + HAIR || b->x + b->width <= a->x + HAIR;
    FUZZ_PROMISE(a->text_len == 0 || b->text_len == 0 || beside || apart >= size / 2,
                 "no line is printed over another");
}

static void pages_check(const struct pai_layout *layout, const struct pai_pages *pages,
                        bool house) {
    for (uint32_t p = 0; p < pages->n; p++) {
        const struct pai_page *page = &pages->v[p];
        for (uint32_t i = 0; i < page->item_count; i++) {
            if (page->items[i].kind == PAI_ITEM_RULE) {
                rule_check(page, &page->items[i].u.rule);
            }
        }
        for (uint32_t i = 0; i < page->line_count; i++) {
            line_check(layout, page, &page->lines[i], house);
            for (uint32_t k = 0; house && k < i; k++) {
                overlap_check(&page->lines[k], &page->lines[i]);
            }
        }
    }
}

void fuzz_issue(struct fuzz_house *house, const struct pai_layout *layout, const uint8_t *data,
                size_t size) {
    static const struct pai_pdf_options options = {.producer = "fuzz", .date = -1};
    struct pai_job *job = pai_job_open(house->world, NULL);
    pai_job_source(job, "bulletin.yaml", house->layout_text, house->layout_len);
    pai_job_source(job, "fandol.yaml", house->fontset_text, house->fontset_len);
    const struct pai_doc *doc = pai_doc_read(job, "fuzz", (struct pai_bytes){data, size});
    if (doc != NULL && pai_limits_check(job, doc)) {
        const struct pai_pages *pages = pai_compose(job, doc, layout, house->fonts);
        FUZZ_PROMISE(pages != NULL || pai_job_failed(job), "no pages, then an error");
        if (pages != NULL) {
            struct pai_buf out = pai_buf_make(job->arena);
            pai_dump_pages(job, pages, &out);
            pai_dump_lines(job, pages, &out);
        }
        if (pages != NULL && !pai_job_failed(job)) {
            pages_check(layout, pages, layout == house->layout);
            struct pai_bytes pdf = {NULL, 0};
            bool made = pai_pdf_make(job, pages, &options, &pdf);
            FUZZ_PROMISE(made ? pdf.size > 4 && memcmp(pdf.data, "%PDF", 4) == 0
                              : pai_job_failed(job),
                         "a PDF or an error");
        }
    } else {
        FUZZ_PROMISE(pai_job_failed(job), "nothing to compose, then an error");
    }
    pai_job_close(job);
}
