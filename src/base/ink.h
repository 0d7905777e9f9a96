// A named ink of a layout: process colour in thousandths. (Spot and pre-printed inks join
// here.)
#ifndef PAI_INK_H
#define PAI_INK_H

#include <stdint.h>

struct pai_ink {
    const char *name;
    uint16_t cmyk[4]; // 0..1000 each
};

#endif
