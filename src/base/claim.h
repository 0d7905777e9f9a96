// The standards that a PDF can claim to keep.
#ifndef PAI_CLAIM_H
#define PAI_CLAIM_H

#include <stdbool.h>
#include <stddef.h>

// Any of them together.
enum pai_claim {
    PAI_CLAIM_X4 = 1,  // PDF/X-4: ready for the press
    PAI_CLAIM_A2A = 2, // PDF/A-2a: for the archive
    PAI_CLAIM_UA1 = 4, // PDF/UA-1: for screen readers
    PAI_CLAIM_ALL = 7
};

// Reads "x-4, a-2a, ua-1": any of these with commas between, or "none". False if it is neither.
bool pai_claims_read(const char *s, size_t len, unsigned *claims);

#endif
