// Between the files of the press report: what a page list holds, counted.
#ifndef PAI_PRESS_FACTS_H
#define PAI_PRESS_FACTS_H

#include "press_report.h"
#include "vec.h"

enum pai_press_result {
    PAI_PRESS_NOT_ASKED,  // no claim asks for it
    PAI_PRESS_NOT_TESTED, // there was an error before
    PAI_PRESS_PASSED,
    PAI_PRESS_LOOK,
    PAI_PRESS_FAILED,
};

struct pai_press_ink {
    const struct pai_ink *ink;
    uint32_t pages; // on how many it stands
    uint32_t last;  // the last of them
};

struct pai_press_picture {
    const struct pai_picture *picture;
    uint32_t page;
};

struct pai_press_plates {
    bool process[4];             // cyan, magenta, yellow, black
    PAI_VEC(const char *) spots; // each once
};

struct pai_press_facts {
    PAI_VEC(struct pai_press_ink) inks;         // of the pages, in order of use
    PAI_VEC(struct pai_press_picture) pictures; // of the pages
    const struct pai_pages *printed;            // the sheets, or the pages
    bool imposed;                               // the sheets hold several pages
    struct pai_press_plates plates;             // of all sheets
    uint32_t result[5];                         // how many rules have each result
    uint32_t level[4];                          // how many diagnostics have each level
};

// Lives in the job's arena.
struct pai_press_facts pai_press_facts_make(const struct pai_press_report *report);

enum pai_press_result pai_press_result(const struct pai_press_report *report, size_t rule);

// The level that counts: strict lifts warnings.
enum pai_level pai_press_level(const struct pai_press_report *report,
                               const struct pai_diag *diag);

extern const char *const pai_press_plate_names[4][2]; // English, Chinese

// The plates that one side is printed from.
struct pai_press_plates pai_press_plates_of(const struct pai_press_report *report,
                                            const struct pai_page *page);

// The page on one half of a sheet; 0: blank.
uint32_t pai_press_half(const struct pai_page *sheet, bool right);

// "PDF/X-4" …, for the bit; NULL behind the last.
const char *pai_press_claim(unsigned bit);

// The colours of a picture in print: 0 grey, 1 RGB by profile, 2 CMYK.
int pai_press_colours(const struct pai_picture *picture);

#endif
