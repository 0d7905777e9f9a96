// Reads small bulletins and compares what the reader makes of them.
#ifndef DOC_CASE_H
#define DOC_CASE_H

#include "doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct doc_case {
    const char *name;
    const char *text;    // UTF-8
    const char *want[8]; // parts of the dump, without its line breaks
    const char *codes;   // diagnostics that must come, separated by spaces
    const char *never;   // diagnostics that must not come
};

struct doc_result {
    struct pai_job *job;
    const struct pai_doc *doc;
    const char *dump;  // one line
    const char *codes; // " N0230 W0256 … "
};

struct doc_result doc_read_bytes(const void *bytes, size_t size);
void doc_result_close(struct doc_result result);

// Runs the cases; every failure is printed before the test fails.
void doc_cases_run(const struct doc_case *cases, size_t count);

#define DOC_RUN(cases) doc_cases_run((cases), sizeof(cases) / sizeof *(cases))

#endif
