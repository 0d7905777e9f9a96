// Stage clocks for --timings. The only clock of the program.
#ifndef PAI_LAPS_H
#define PAI_LAPS_H

#include "report.h"

// Nanoseconds of a clock that never goes back, for telling how long something took.
int64_t pai_clock_ns(void);

struct pai_laps {
    bool on;
    int64_t last; // ns of CPU
    struct {
        const char *stage;
        int64_t ns;
    } v[16];
    unsigned n;
};

void pai_laps_start(struct pai_laps *laps, bool on);

// Adds the CPU time since the last call to a stage; stages keep the order of their first end.
// Fits pai_pdf_options.lap.
void pai_laps_lap(void *laps, const char *stage);

// "stage\tmilliseconds" lines, then total (since the process began) and "peak\tKiB".
void pai_laps_print(struct pai_laps *laps, struct pai_report *report, struct pai_arena *arena);

#endif
