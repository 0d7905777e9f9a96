#ifndef PAI_LAYOUT_TRIAL_H
#define PAI_LAYOUT_TRIAL_H

#include "pipeline.h"
#include "report.h"

// Composes a text of the program's own by the layout that is loaded and prints what is wrong,
// at its place in the layout. False if the layout cannot be used.
bool pai_layout_trial(struct pai_pipeline *p);

#endif
