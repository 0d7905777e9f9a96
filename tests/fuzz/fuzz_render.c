// Fuzz target of the whole way: any bytes give a PDF or an error.
#include "pipeline_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct fuzz_house *house = fuzz_house();
    fuzz_issue(house, house->layout, data, size);
    return 0;
}
