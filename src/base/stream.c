// In: bytes. Out: a stream that reads them. Promised: no file is touched.
#include "stream.h"

FILE *pai_stream_open(struct pai_bytes bytes) {
    // "r" never writes: the cast takes no promise back.
    return fmemopen((void *)(uintptr_t)bytes.data, bytes.size, "r");
}

void pai_stream_close(FILE *stream) {
    fclose(stream);
}
