// An input's name in; document, pages and PDF bytes out. Promises: layout and fonts are loaded
// once for all inputs; every job has the layout and what it extends as its first sources and
// the fontset behind them, so that the span of a value that lives as long as the process points
// to the right line in any job; where there is an error, no PDF is made.
#include "pipeline.h"
#include "app_config.h"
#include "files.h"
#include "limits.h"
#include "press.h"
#include "press_load.h"

#include <string.h>

void pai_pipeline_open(struct pai_pipeline *p, const struct pai_opts *opts,
                       struct pai_report *report) {
    *p = (struct pai_pipeline){.opts = opts, .report = report, .date = -1};
    pai_laps_start(&p->laps, opts->timings);
    p->arena = pai_arena_open(pai_app_no_memory);
    p->world = pai_world_open(pai_font_dirs(p->arena, opts));
}

void pai_pipeline_close(struct pai_pipeline *p) {
    pai_fontset_close(p->fonts);
    pai_world_close(p->world);
    pai_arena_close(p->arena);
}

static uint32_t settings_source(struct pai_job *job, const struct pai_settings *file) {
    return pai_job_source(job, file->path, file->text, file->len);
}

// Remembers a file of the layout; its number as a source is its place in the list, so that
// every job can give it the same.
static uint32_t layout_source(struct pai_pipeline *p, struct pai_job *job,
                              const struct pai_settings *file) {
    PAI_VEC_PUT(p->arena, &p->layout_files, *file);
    return settings_source(job, file);
}

static uint32_t find_parent(void *ctx, struct pai_job *job, const char *name, uint32_t from,
                            struct pai_span span) {
    struct pai_pipeline *p = ctx;
    struct pai_settings file;
    const char *child = job->sources.v[from - 1].name;
    return pai_settings_read_parent(job, p->arena, name, child, span, &file)
               ? layout_source(p, job, &file)
               : 0;
}

// Typography 3.12: one region for both; where a mark stands in its cell the face decides, how
// much blank is taken on which side of it the layout.
static void compare_regions(const struct pai_pipeline *p, struct pai_job *job) {
    static const char *const names[] = {"simplified", "taiwan", "hongkong"};
    static const char *const fontsets[] = {"fandol", "noto-tw", "noto-hk"};
    const struct pai_layout *y = p->layout;
    enum pai_font_region has = pai_fontset_region(p->fonts);
    if (has == PAI_FONT_REGION_UNKNOWN || has - PAI_FONT_REGION_SIMPLIFIED == y->marks.region) {
        return;
    }
    pai_diag(job, PAI_D_LAYOUT_REGION, y->region_place, names[y->marks.region], y->fontset,
             names[has - PAI_FONT_REGION_SIMPLIFIED], fontsets[y->marks.region], NULL);
}

static bool load(struct pai_pipeline *p, struct pai_job *job) {
    struct pai_settings file;
    struct pai_layout_finder finder = {p, find_parent};
    if (!pai_settings_read(job, p->arena, PAI_SETTINGS_LAYOUT, p->opts->layout, PAI_NO_SPAN,
                           &file)) {
        return false;
    }
    p->layout = pai_layout_load_with(job, p->arena, layout_source(p, job, &file), &finder);
    if (p->layout == NULL) {
        return false;
    }
    if (!pai_settings_read(job, p->arena, PAI_SETTINGS_FONTSET, p->layout->fontset,
                           p->layout->fontset_span, &p->fontset_file)) {
        return false;
    }
    p->fonts = pai_fontset_load(job, p->arena, settings_source(job, &p->fontset_file));
    if (p->fonts != NULL) {
        compare_regions(p, job);
    }
    p->claims = p->opts->claims_given ? p->opts->claims : p->layout->press.claims;
    return p->fonts != NULL && pai_press_load(p, job);
}

bool pai_pipeline_load(struct pai_pipeline *p) {
    struct pai_job *job = pai_job_open(p->world, pai_app_no_memory);
    bool ok = load(p, job) && !pai_report_stops(p->report, job);
    pai_report_job(p->report, job, NULL);
    pai_job_close(job);
    pai_laps_lap(&p->laps, "layout-file");
    return ok;
}

bool pai_pipeline_reload(struct pai_pipeline *p) {
    pai_fontset_close(p->fonts);
    pai_arena_close(p->arena);
    p->arena = pai_arena_open(pai_app_no_memory);
    p->layout = NULL;
    p->fonts = NULL;
    p->layout_files.v = NULL;
    p->layout_files.n = p->layout_files.cap = 0;
    return pai_pipeline_load(p);
}

void pai_task_open(struct pai_task *task, struct pai_pipeline *p, const char *input) {
    memset(task, 0, sizeof *task);
    task->job = pai_job_open(p->world, pai_app_no_memory);
    task->name = strcmp(input, "-") == 0 ? PAI_STDIN_NAME : input;
    if (p->layout != NULL) {
        for (uint32_t i = 0; i < p->layout_files.n; i++) {
            settings_source(task->job, &p->layout_files.v[i]);
        }
        settings_source(task->job, &p->fontset_file);
    }
}

void pai_task_close(struct pai_task *task) {
    struct pai_world *world = task->job->world;
    if (task->bytes.data != NULL) {
        world->release(world->ctx, task->bytes);
    }
    pai_job_close(task->job);
}

bool pai_task_read(struct pai_task *task, struct pai_pipeline *p, const char *input) {
    int error = 0;
    enum pai_io io = p->world->read(p->world->ctx, input, p->opts->limit, &task->bytes, &error);
    if (io != PAI_IO_OK) {
        task->bytes = (struct pai_bytes){NULL, 0};
        pai_read_failed(task->job, io, task->name, error, p->opts->limit);
        return false;
    }
    task->doc = pai_doc_read(task->job, task->name, task->bytes);
    pai_laps_lap(&p->laps, "read");
    return task->doc != NULL;
}

bool pai_task_compose(struct pai_task *task, struct pai_pipeline *p) {
    if (!pai_limits_check(task->job, task->doc)) {
        return false;
    }
    task->pages = pai_compose_asked(task->job, task->doc, p->layout, p->fonts, task->ask);
    pai_laps_lap(&p->laps, "compose");
    return task->pages != NULL;
}

bool pai_task_select(struct pai_task *task, struct pai_pipeline *p) {
    const struct pai_pages *pages =
        pai_selection_apply(task->job, &p->opts->pages, task->pages);
    task->pages = pages != NULL ? pages : task->pages;
    task->sheets = NULL;
    return pages != NULL;
}

const struct pai_pages *pai_task_sheets(struct pai_task *task, struct pai_pipeline *p) {
    // What is shown of a layout are pages, not what the press makes of them.
    if (task->sheets == NULL && p->opts->command == PAI_CMD_LAYOUT) {
        task->sheets = task->pages;
    } else if (task->sheets == NULL) {
        task->sheets =
            pai_press_make(task->job, task->pages, p->layout, p->fonts, p->opts->position);
    }
    return task->sheets;
}

struct pai_pdf_options pai_task_pdf_options(struct pai_task *task, struct pai_pipeline *p) {
    struct pai_pdf_options options = pai_press_options(p);
    options.facts = task->facts;
    return options;
}

bool pai_task_preflight(struct pai_task *task, struct pai_pipeline *p, uint32_t *broken) {
    struct pai_pdf_options options = pai_task_pdf_options(task, p);
    if (task->facts != NULL) {
        task->facts->tested = true;
        broken = broken != NULL ? broken : task->facts->broken;
    }
    return pai_preflight(task->job, pai_task_sheets(task, p), &options, broken) &&
           !pai_report_stops(p->report, task->job);
}

bool pai_task_pdf(struct pai_task *task, struct pai_pipeline *p) {
    struct pai_pdf_options options = pai_task_pdf_options(task, p);
    return !pai_report_stops(p->report, task->job) &&
           pai_pdf_make(task->job, pai_task_sheets(task, p), &options, &task->pdf) &&
           !pai_report_stops(p->report, task->job);
}
