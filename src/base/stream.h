// Bytes in memory as a C stream, for libraries that read nothing else.
#ifndef PAI_STREAM_H
#define PAI_STREAM_H

#include "world.h"

#include <stdio.h>

// A stream that reads `bytes`, which must outlive it; NULL: no memory.
FILE *pai_stream_open(struct pai_bytes bytes);
void pai_stream_close(FILE *stream);

#endif
