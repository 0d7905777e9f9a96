// Writes layouts/README.md: the manual of layout files in Chinese, then in English.
#include "layout_doc.h"

#include <stdio.h>

int main(void) {
    struct pai_arena *arena = pai_arena_open(NULL);
    struct pai_buf out = pai_buf_make(arena);
    pai_layout_doc(&out, true);
    pai_buf_str(&out, "\n");
    pai_layout_doc(&out, false);
    size_t n = fwrite(out.s, 1, out.n, stdout);
    int failed = n != out.n || fflush(stdout) != 0;
    pai_arena_close(arena);
    return failed;
}
