// What breaking a title at a place costs by sense, seen inside src/para only.
#ifndef PAI_SENSE_H
#define PAI_SENSE_H

#include "arena.h"
#include "span.h"

struct pai_sense;

// Finds the words of a title, in `arena`.
struct pai_sense *pai_sense_make(struct pai_arena *arena, const struct pai_text *text);

// The price of a line that begins at byte `byte`; places asked for in order cost constant time.
int64_t pai_sense_price(struct pai_sense *sense, uint32_t byte);

#endif
