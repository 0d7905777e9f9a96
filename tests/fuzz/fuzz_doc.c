// Fuzz target of the reader: any bytes give a bulletin or an error, and the dump of it is made.
#include "buf.h"
#include "doc.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct pai_job *job = pai_job_open(NULL, NULL);
    const struct pai_doc *doc = pai_doc_read(job, "fuzz", (struct pai_bytes){data, size});
    FUZZ_PROMISE(doc != NULL || pai_job_failed(job), "a document or an error");
    if (doc != NULL) {
        struct pai_buf out = pai_buf_make(job->arena);
        pai_doc_dump(job, doc, &out);
    }
    pai_job_close(job);
    return 0;
}
