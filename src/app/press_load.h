// What the layout and the command line say about the press.
#ifndef PAI_PRESS_LOAD_H
#define PAI_PRESS_LOAD_H

#include "pipeline.h"

// After the layout: lets the command line's imposition come first, reads and checks the
// profile. False after diagnostics.
bool pai_press_load(struct pai_pipeline *p, struct pai_job *job);

// How the PDF is to be written.
struct pai_pdf_options pai_press_options(struct pai_pipeline *p);

#endif
