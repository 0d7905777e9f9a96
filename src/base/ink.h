// A named ink of a layout. Amounts are in thousandths.
#ifndef PAI_INK_H
#define PAI_INK_H

#include <stdbool.h>
#include <stdint.h>

enum pai_ink_kind {
    PAI_INK_PROCESS,    // mixed from cyan, magenta, yellow and black
    PAI_INK_SPOT,       // an ink of its own, on a plate of its own
    PAI_INK_PREPRINTED, // is on the paper already (套打): placed, but left out of what is
                        // printed
    PAI_INK_MARKS,      // on every plate that its side uses: marks outside the page
};

struct pai_ink {
    const char *name;
    // 0..1000 each. Of a spot ink: how it looks solid, where its plate is not to be had. Of
    // MARKS: 1000 for each plate of the side, 0 for the others.
    uint16_t cmyk[4];
    enum pai_ink_kind kind;
    uint16_t tint;                      // of SPOT and MARKS: 0..1000 of solid
    const char *plate;                  // of SPOT: its name, UTF-8
    const struct pai_ink *const *spots; // of MARKS: the spot inks of the side
    uint32_t spot_count;
};

// Solid black alone: it is printed over what lies below it.
static inline bool pai_ink_is_black(const struct pai_ink *ink) {
    return ink->kind == PAI_INK_PROCESS && !ink->cmyk[0] && !ink->cmyk[1] && !ink->cmyk[2] &&
           ink->cmyk[3] == 1000;
}

#endif
