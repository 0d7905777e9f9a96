// What the fuzz targets share: the entry that libFuzzer and replay.c call.
#ifndef PAI_FUZZ_H
#define PAI_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// A broken promise: the fuzzer keeps the input, and replay.c fails.
#define FUZZ_PROMISE(ok, what)                                                                 \
    do {                                                                                       \
        if (!(ok)) {                                                                           \
            fprintf(stderr, "broken promise: %s\n", what);                                     \
            abort();                                                                           \
        }                                                                                      \
    } while (0)

#endif
