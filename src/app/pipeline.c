// An input's name in; document, pages and PDF bytes out. Promises: layout and fonts are loaded
// once for all inputs; every job has the layout as source 1 and the fontset as source 2, so
// that the span of a value that lives as long as the process points to the right line in any
// job; where there is an error, no PDF is made.
#include "pipeline.h"
#include "app_config.h"
#include "files.h"

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

static bool load(struct pai_pipeline *p, struct pai_job *job) {
    if (!pai_settings_read(job, p->arena, PAI_SETTINGS_LAYOUT, p->opts->layout,
                           &p->layout_file)) {
        return false;
    }
    p->layout = pai_layout_load(job, p->arena, settings_source(job, &p->layout_file));
    if (p->layout == NULL) {
        return false;
    }
    if (!pai_settings_read(job, p->arena, PAI_SETTINGS_FONTSET, p->layout->fontset,
                           &p->fontset_file)) {
        return false;
    }
    p->fonts = pai_fontset_load(job, p->arena, settings_source(job, &p->fontset_file));
    return p->fonts != NULL;
}

bool pai_pipeline_load(struct pai_pipeline *p) {
    struct pai_job *job = pai_job_open(p->world, pai_app_no_memory);
    bool ok = load(p, job) && !pai_report_stops(p->report, job);
    pai_report_job(p->report, job, NULL);
    pai_job_close(job);
    pai_laps_lap(&p->laps, "layout-file");
    return ok;
}

void pai_issue_open(struct pai_issue *issue, struct pai_pipeline *p, const char *input) {
    memset(issue, 0, sizeof *issue);
    issue->job = pai_job_open(p->world, pai_app_no_memory);
    issue->name = strcmp(input, "-") == 0 ? PAI_STDIN_NAME : input;
    if (p->layout != NULL) {
        settings_source(issue->job, &p->layout_file);
        settings_source(issue->job, &p->fontset_file);
    }
}

void pai_issue_close(struct pai_issue *issue) {
    struct pai_world *world = issue->job->world;
    if (issue->bytes.data != NULL) {
        world->release(world->ctx, issue->bytes);
    }
    pai_job_close(issue->job);
}

bool pai_issue_read(struct pai_issue *issue, struct pai_pipeline *p, const char *input) {
    int error = 0;
    enum pai_io io =
        p->world->read(p->world->ctx, input, p->opts->limit, &issue->bytes, &error);
    if (io != PAI_IO_OK) {
        issue->bytes = (struct pai_bytes){NULL, 0};
        pai_read_failed(issue->job, io, issue->name, error, p->opts->limit);
        return false;
    }
    issue->doc = pai_doc_read(issue->job, issue->name, issue->bytes);
    pai_laps_lap(&p->laps, "read");
    return issue->doc != NULL;
}

bool pai_issue_compose(struct pai_issue *issue, struct pai_pipeline *p) {
    issue->pages = pai_compose(issue->job, issue->doc, p->layout, p->fonts);
    pai_laps_lap(&p->laps, "compose");
    return issue->pages != NULL;
}

bool pai_issue_pdf(struct pai_issue *issue, struct pai_pipeline *p) {
    struct pai_pdf_options options = {
        .producer = PAI_PROGRAM " " PAIBAN_VERSION,
        .date = p->date,
        .lap = p->laps.on ? pai_laps_lap : NULL,
        .lap_ctx = &p->laps,
    };
    return !pai_report_stops(p->report, issue->job) &&
           pai_pdf_make(issue->job, issue->pages, &options, &issue->pdf) &&
           !pai_report_stops(p->report, issue->job);
}
