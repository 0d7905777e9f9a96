// Lengths. Everything that is measured is an integer in 1/65536 pt (1 pt = 1/72 in), so that
// the same input gives the same bytes on every machine. Sums of many lengths go in int64_t.
#ifndef PAI_LEN_H
#define PAI_LEN_H

#include <stdint.h>

typedef int32_t pai_len;

#define PAI_PT      ((pai_len)65536)
#define PAI_LEN_MAX INT32_MAX

// value * num / den, rounded to nearest, halves away from zero. den must not be 0.
static inline int64_t pai_muldiv(int64_t value, int64_t num, int64_t den) {
    int64_t p = value * num;
    int64_t half = (den < 0 ? -den : den) / 2;
    return (p >= 0) == (den > 0) ? (p + (p >= 0 ? half : -half)) / den
                                 : (p - (p >= 0 ? -half : half)) / den;
}

// A length from thousandths of a millimetre (1 mm = 72/25.4 pt), rounded to nearest.
static inline pai_len pai_len_mm(int64_t thousandths) {
    return (pai_len)pai_muldiv(thousandths, 65536 * 720, 254000);
}

// Font units to a length: units * size / upem.
static inline pai_len pai_len_units(int32_t units, pai_len size, int32_t upem) {
    return (pai_len)pai_muldiv(units, size, upem);
}

#endif
