// ICC profiles: can the file be the printing condition of a PDF?
#ifndef PAI_PROFILE_H
#define PAI_PROFILE_H

#include "job.h"

enum pai_profile_fault {
    PAI_PROFILE_GOOD,
    PAI_PROFILE_DAMAGED, // not ICC at all, or not as long as it says
    PAI_PROFILE_VERSION, // newer than 4 (X-4 6.4, A-2 6.2.4.2)
    PAI_PROFILE_CLASS,   // not for output: of a screen, a scanner, a link
    PAI_PROFILE_SPACE,   // not CMYK
    PAI_PROFILE_TABLES,  // lacks the way to or from CMYK
};

// Looks with lcms2. *about (not NULL; in the arena): what the profile calls itself, in ASCII,
// "" if nothing.
enum pai_profile_fault pai_profile_check(struct pai_arena *arena, struct pai_bytes icc,
                                         const char **about);

#endif
