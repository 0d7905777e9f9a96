// Prints the lines of a UTF-8 text file, each of its lines set as one paragraph, with what was
// done to each line:
//     lines FILE [CELLS] [title|left]
// For looking at, not a test.
#include "set_text.h"

#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_line(const struct desk *desk, const struct copy *copy, uint32_t i) {
    const struct pai_line *line = &copy->lines.v[i];
    double em = desk->params.em;
    printf("%s  |x %.3f w %.4f%s", desk_line(desk, copy, i), line->x / em, line->width / em,
           line->last ? " last" : "");
    for (uint32_t k = 0; k < line->adjust_count; k++) {
        const struct pai_adjust *a = &line->adjust[k];
        printf(" %s %+.3fx%u", pai_why_name(a->why), (double)a->sum / a->count / em, a->count);
    }
    printf(" cost %ld\n", (long)line->badness);
}

int main(int argc, char **argv) {
    struct desk desk;
    if (argc < 2 || !desk_open(&desk)) {
        fprintf(stderr, "usage: lines FILE [CELLS] [title|left]\n");
        return 2;
    }
    if (argc > 2 && atoi(argv[2]) > 0) {
        desk.params.measure = desk.params.em * atoi(argv[2]);
    }
    if (argc > 3) {
        desk.params.indent = 0;
        desk.params.balance = strcmp(argv[3], "title") == 0;
        desk.params.align = desk.params.balance ? PAI_CENTRE : PAI_LEFT;
    }
    FILE *f = fopen(argv[1], "rb");
    if (f == NULL) {
        return 3;
    }
    size_t cap = 64u << 20;
    char *text = calloc(1, cap);
    size_t n = text == NULL ? 0 : fread(text, 1, cap - 1, f);
    fclose(f);
    for (char *p = text; p < text + n;) {
        char *end = strchr(p, '\n');
        if (end == NULL) {
            end = text + n;
        }
        *end = '\0';
        struct copy copy = desk_set(&desk, p);
        for (uint32_t i = 0; i < copy.lines.n && i < 200; i++) {
            print_line(&desk, &copy, i);
        }
        printf("-- %u lines\n", copy.lines.n);
        p = end + 1;
    }
    for (uint32_t i = 0; i < desk.job->diags.n && i < 50; i++) {
        const struct pai_diag *d = &desk.job->diags.v[i];
        printf("%s %s；%s\n", pai_diag_row(d->code)->code, d->zh, d->act_zh);
    }
    free(text);
    desk_close(&desk);
    return 0;
}
