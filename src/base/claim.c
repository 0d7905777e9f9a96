// In: the names of standards. Out: claims.
#include "claim.h"

#include <string.h>

static bool is(const char *s, size_t len, const char *word) {
    return len == strlen(word) && memcmp(s, word, len) == 0;
}

bool pai_claims_read(const char *s, size_t len, unsigned *claims) {
    static const struct {
        const char *name;
        unsigned claim;
    } names[] = {{"x-4", PAI_CLAIM_X4}, {"a-2a", PAI_CLAIM_A2A}, {"ua-1", PAI_CLAIM_UA1}};
    unsigned found = 0;
    *claims = 0;
    if (is(s, len, "none")) {
        return true;
    }
    for (size_t at = 0; at <= len;) {
        size_t end = at, next;
        while (end < len && s[end] != ',') {
            end++;
        }
        next = end + 1;
        for (; at < end && s[at] == ' '; at++) {
        }
        for (; end > at && s[end - 1] == ' '; end--) {
        }
        unsigned one = 0;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            one |= is(s + at, end - at, names[i].name) ? names[i].claim : 0;
        }
        if (one == 0) {
            return false;
        }
        found |= one;
        at = next;
    }
    *claims = found;
    return true;
}
