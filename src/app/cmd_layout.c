// layout: what a layout may say (doc), and whether layouts are right (check). Promise: doc
// needs no file and no font; check reports all mistakes of each layout and of what it extends,
// and writes nothing.
#include "commands.h"
#include "files.h"
#include "layout_doc.h"
#include "layout_see.h"
#include "layout_trial.h"
#include "pipeline.h"

#include <string.h>

static void doc(const struct pai_opts *opts, struct pai_report *report) {
    struct pai_job *job = pai_job_open(NULL, pai_app_no_memory);
    struct pai_world *world = pai_world_open((const char *const[]){NULL});
    struct pai_buf out = pai_buf_make(job->arena);
    bool zh = opts->ui == PAI_UI_ZH;
    job->world = world;
    if (strcmp(opts->form, "json-schema") == 0) {
        pai_layout_doc_json(&out);
    } else if (strcmp(opts->form, "man") == 0) {
        pai_layout_doc_man(&out, zh);
    } else if (strcmp(opts->form, "markdown") == 0) {
        pai_layout_doc(&out, zh);
    } else if (opts->input_count == 0) {
        pai_layout_doc_text(&out, zh, NULL);
    }
    for (uint32_t i = 0; strcmp(opts->form, "text") == 0 && i < opts->input_count; i++) {
        if (!pai_layout_doc_text(&out, zh, opts->inputs[i])) {
            pai_diag(job, PAI_D_LAYOUT_DOC_KEY, PAI_NO_SPAN, opts->inputs[i], NULL);
        }
    }
    if (out.n > 0) {
        pai_file_write(job, "-", (struct pai_bytes){(const uint8_t *)out.s, out.n});
    }
    pai_report_job(report, job, NULL);
    pai_job_close(job);
    pai_world_close(world);
}

static void check_one(const struct pai_opts *opts, struct pai_report *report,
                      const char *layout) {
    struct pai_opts one = *opts;
    struct pai_pipeline p;
    one.layout = layout;
    pai_pipeline_open(&p, &one, report);
    bool good = pai_pipeline_load(&p), zh = opts->ui == PAI_UI_ZH;
    if (p.layout != NULL && p.fonts != NULL) {
        // A profile that is missing is said; all else can be tried without.
        p.claims = good ? p.claims : 0;
        good = pai_layout_trial(&p) && good;
    }
    pai_report_summary(report, p.arena, opts->input_count > 1 ? layout : NULL,
                       good ? (zh ? "版式可以用" : "the layout can be used")
                            : (zh ? "版式要改" : "the layout must be corrected"));
    pai_pipeline_close(&p);
}

static void check(const struct pai_opts *opts, struct pai_report *report) {
    for (uint32_t i = 0; i < opts->input_count; i++) {
        check_one(opts, report, opts->inputs[i]);
    }
}

void pai_cmd_layout(const struct pai_opts *opts, struct pai_report *report) {
    static const struct {
        const char *name;
        void (*run)(const struct pai_opts *, struct pai_report *);
    } subs[] = {
        {"doc", doc}, {"check", check}, {"show", pai_layout_show}, {"diff", pai_layout_diff}};
    for (size_t i = 0; i < sizeof subs / sizeof *subs; i++) {
        if (strcmp(opts->what, subs[i].name) == 0) {
            subs[i].run(opts, report);
        }
    }
}
