// --report FILE.json|.html: what a print shop wants to know of an issue, beside the PDF.
#ifndef PAI_REPORT_FILE_H
#define PAI_REPORT_FILE_H

#include "pipeline.h"

// True if the name ends in .json or .html.
bool pai_report_file_named(const char *path);

// Makes room for the facts that the report needs; before the PDF is made. Does nothing where
// none is asked for.
void pai_report_file_begin(struct pai_task *task, struct pai_pipeline *p);

// Writes the report, whatever became of the issue; before its diagnostics are printed. output:
// the PDF that was written, or NULL.
void pai_report_file_write(struct pai_task *task, struct pai_pipeline *p, const char *output);

#endif
