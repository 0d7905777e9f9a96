// fonts add: a new font for the user.
#ifndef PAI_FONTS_ADD_H
#define PAI_FONTS_ADD_H

#include "pipeline.h"

// Checks each input and copies it where fonts are looked for: the first --font-dir, else
// ~/.local/share/fonts. Says its rights and how a fontset names it.
void pai_fonts_add(struct pai_pipeline *p);

#endif
