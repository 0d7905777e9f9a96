// The way of one issue through the program: layout and fonts are loaded once, then each input
// goes read -> compose -> PDF.
#ifndef PAI_PIPELINE_H
#define PAI_PIPELINE_H

#include "compose.h"
#include "data.h"
#include "laps.h"
#include "preflight.h"

struct pai_pipeline {
    const struct pai_opts *opts;
    struct pai_report *report;
    struct pai_laps laps;
    struct pai_world *world;
    struct pai_arena *arena;                   // process lifetime
    PAI_VEC(struct pai_settings) layout_files; // the layout and what it extends
    struct pai_settings fontset_file;
    const struct pai_layout *layout;
    struct pai_fontset *fonts;
    struct pai_pdf_profile profile;
    unsigned claims; // of enum pai_claim: the command line, else the layout
    int64_t date;    // SOURCE_DATE_EPOCH, -1 if unset
};

// Opens the world. Close it whatever happens next.
void pai_pipeline_open(struct pai_pipeline *p, const struct pai_opts *opts,
                       struct pai_report *report);
void pai_pipeline_close(struct pai_pipeline *p);

// Loads layout and fontset once and prints what they have to say. False if they cannot be used.
bool pai_pipeline_load(struct pai_pipeline *p);

// Forgets layout and fontset and loads them anew. The files of fonts stay mapped, so that this
// takes no longer than reading the settings.
bool pai_pipeline_reload(struct pai_pipeline *p);

// One issue on its way. Each step returns false when there is no use in the next; the
// diagnostics are in job.
struct pai_task {
    struct pai_job *job;
    const char *name; // in messages
    struct pai_bytes bytes;
    const struct pai_doc *doc;
    const struct pai_pages *pages;  // as composed
    const struct pai_pages *sheets; // as printed; NULL until somebody asks
    struct pai_bytes pdf;
    struct pai_ask *ask;         // answered by composing; NULL: nothing is asked
    struct pai_pdf_facts *facts; // filled in on the way; NULL: nobody wants them
};

// What the PDF is made with.
struct pai_pdf_options pai_task_pdf_options(struct pai_task *task, struct pai_pipeline *p);

void pai_task_open(struct pai_task *task, struct pai_pipeline *p, const char *input);
void pai_task_close(struct pai_task *task);
bool pai_task_read(struct pai_task *task, struct pai_pipeline *p, const char *input);
bool pai_task_compose(struct pai_task *task, struct pai_pipeline *p);

// Leaves only the pages that --pages asks for.
bool pai_task_select(struct pai_task *task, struct pai_pipeline *p);

// The pages as they are printed (press.h): what back ends get.
const struct pai_pages *pai_task_sheets(struct pai_task *task, struct pai_pipeline *p);

// Preflight alone: on how many pages each of its rules is broken, in `broken` (or NULL). False
// where no PDF would be made.
bool pai_task_preflight(struct pai_task *task, struct pai_pipeline *p, uint32_t *broken);

// The PDF's bytes; false also where an error forbids one (--strict counts warnings).
bool pai_task_pdf(struct pai_task *task, struct pai_pipeline *p);

#endif
