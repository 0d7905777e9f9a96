// In: a layout and the command line. Out: the printing condition, the claims, the imposition.
// Promise: a profile that is no printing condition is an error at its place in the layout.
#include "press_load.h"
#include "app_config.h"
#include "profile.h"

static bool profile_load(struct pai_pipeline *p, struct pai_job *job) {
    static const char *const faults[][2] = {
        [PAI_PROFILE_DAMAGED] = {"不是完整的 ICC 文件", "it is not a whole ICC file"},
        [PAI_PROFILE_VERSION] = {"版本比 4 新", "its version is newer than 4"},
        [PAI_PROFILE_CLASS] = {"不是输出设备用的", "it is not for output"},
        [PAI_PROFILE_SPACE] = {"不是 CMYK", "it is not for CMYK"},
        [PAI_PROFILE_TABLES] = {"缺少换算表", "it lacks the tables of an output profile"},
    };
    const struct pai_layout *l = p->layout;
    struct pai_span span = l->profile_span;
    const char *from = span.file > 0 ? job->sources.v[span.file - 1].name : NULL;
    if (!pai_profile_read(job, p->arena, l->press.profile, from, span, &p->profile.icc)) {
        return false;
    }
    enum pai_profile_fault fault =
        pai_profile_check(p->arena, p->profile.icc, &p->profile.about);
    p->profile.condition = l->press.condition;
    if (fault != PAI_PROFILE_GOOD) {
        pai_diag(job, PAI_D_LAYOUT_PROFILE, span, l->press.profile, faults[fault][0],
                 faults[fault][1], NULL);
    }
    return fault == PAI_PROFILE_GOOD;
}

bool pai_press_load(struct pai_pipeline *p, struct pai_job *job) {
    if (p->opts->impose >= 0) {
        struct pai_layout *copy = PAI_NEW(p->arena, struct pai_layout);
        *copy = *p->layout;
        copy->sheet.impose = (pai_layout_CHOICE)p->opts->impose;
        p->layout = copy;
    }
    // Without claims it is not in the file, but pictures become press colours by it.
    return p->opts->command == PAI_CMD_DUMP || profile_load(p, job);
}

struct pai_pdf_options pai_press_options(struct pai_pipeline *p) {
    return (struct pai_pdf_options){
        .claims = p->claims,
        .profile = &p->profile,
        .size = (enum pai_pdf_size)p->opts->size,
        .ink_limit = p->layout->press.ink_limit,
        .few_plates = pai_layout_counts_plates(p->layout),
        .producer = PAI_PROGRAM " " PAIBAN_VERSION,
        .date = p->date,
        .lap = p->laps.on ? pai_laps_lap : NULL,
        .lap_ctx = &p->laps,
    };
}
