// The commands. Each runs to its end and says everything through the report; the exit code is
// report->exit.
#ifndef PAI_COMMANDS_H
#define PAI_COMMANDS_H

#include "opts.h"
#include "report.h"

void pai_cmd_render(const struct pai_opts *opts, struct pai_report *report);
void pai_cmd_check(const struct pai_opts *opts, struct pai_report *report);
void pai_cmd_dump(const struct pai_opts *opts, struct pai_report *report);
void pai_cmd_layout(const struct pai_opts *opts, struct pai_report *report);
void pai_cmd_watch(const struct pai_opts *opts, struct pai_report *report);
void pai_cmd_fonts(const struct pai_opts *opts, struct pai_report *report);
void pai_cmd_batch(const struct pai_opts *opts, struct pai_report *report);
void pai_cmd_verify(const struct pai_opts *opts, struct pai_report *report);

#endif
