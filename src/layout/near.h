// "Did you mean": the nearest of a few known words.
#ifndef PAI_LAYOUT_NEAR_H
#define PAI_LAYOUT_NEAR_H

#include <stddef.h>

// The word nearest to s in edits (insert, delete, replace, exchange neighbours), or NULL if
// none is near enough: at most one edit for each three bytes of s. `-`, `_`, blank and case do
// not count. The first of equals wins.
const char *pai_near(const char *s, const char *const *words, size_t count);

#endif
