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
    PAI_INK_ALL,        // on every plate there is: marks outside the page
};

struct pai_ink {
    const char *name;
    // 0..1000 each. Of a spot ink: how it looks solid, where its plate is not to be had.
    uint16_t cmyk[4];
    enum pai_ink_kind kind;
    uint16_t tint;     // of SPOT and ALL: 0..1000 of solid
    const char *plate; // of SPOT: its name, UTF-8
};

// Solid black alone: it is printed over what lies below it.
static inline bool pai_ink_is_black(const struct pai_ink *ink) {
    return ink->kind == PAI_INK_PROCESS && !ink->cmyk[0] && !ink->cmyk[1] && !ink->cmyk[2] &&
           ink->cmyk[3] == 1000;
}

#endif
