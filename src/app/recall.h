// What was said of each file in the round before: watch repeats only what is new.
#ifndef PAI_RECALL_H
#define PAI_RECALL_H

#include "diag_print.h"
#include "vec.h"

struct pai_map;

// What was said of one file.
struct pai_recalled {
    struct pai_arena *arena;
    const char *name;
    struct pai_map *said; // by text, without the place
};

struct pai_recall {
    PAI_VEC(struct pai_recalled) before;
    struct pai_arena *arena;  // of the list
    struct pai_recalled now;  // of the file that is being reported
    struct pai_recalled *was; // NULL: never reported
    uint32_t same;            // so many are as they were
};

void pai_recall_open(struct pai_recall *r);
void pai_recall_close(struct pai_recall *r);

// Begins what is said of `name` (NULL: of the settings).
void pai_recall_begin(struct pai_recall *r, const char *name);

// Takes note of a diagnostic; true if it need not be printed: no error, and said before. Moving
// to another line does not make it new.
bool pai_recall_known(struct pai_recall *r, const struct pai_diag_form *form,
                      const struct pai_diag *diag, const struct pai_place *place);

// Appends which of the earlier ones are gone, and how many are as before.
void pai_recall_end(struct pai_recall *r, const struct pai_diag_form *form,
                    struct pai_buf *out);

#endif
