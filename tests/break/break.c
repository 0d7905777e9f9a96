// Sets the texts of case files and compares lines and adjustments with what the rules demand:
//     break FILE...
// In: files as README.txt beside this one describes. Out: each case that differs, with what was
// expected and what came out; exit 1 if there is any. With -p all cases are printed as they
// were set, for looking at.
#include "set_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINES_MAX   32
#define TEXT_MAX    4096
#define ADJUSTS_MAX 8

struct want_adjust {
    char why[24];
    double each;
    unsigned count;
};

struct want_line {
    char text[1024];
    bool any;     // adjustments are not judged
    double width; // in em, 0: not judged
    struct want_adjust v[ADJUSTS_MAX];
    unsigned n;
};

struct state {
    struct desk desk;
    struct pai_para_params plain;
    const char *file;
    unsigned row, first_row; // of the file, of the case
    char rule[512];
    struct want_line lines[LINES_MAX];
    unsigned n, cases, failed;
    struct pai_hyphens *hyphens;
    bool print, broken;
};

static void complain(struct state *s, const char *what, const char *detail) {
    fprintf(stderr, "%s:%u: %s: %s\n", s->file, s->row, what, detail);
    s->broken = true;
}

// 0.5, -1/16, +2
static double number(const char *at, char **end) {
    double v = strtod(at, end);
    if (**end == '/') {
        v /= strtod(*end + 1, end);
    }
    return v;
}

// Reads one adjustment "line-end -0.5×1", "=9.5" (the width) or "…".
static void read_mark(struct state *s, struct want_line *line, char *item) {
    char *end;
    item += strspn(item, " ");
    if (*item == '\0') {
        return;
    }
    if (strcmp(item, "…") == 0) {
        line->any = true;
        return;
    }
    if (*item == '=') {
        line->width = number(item + 1, &end);
        return;
    }
    struct want_adjust *a = &line->v[line->n];
    size_t name = strcspn(item, " ");
    if (line->n == ADJUSTS_MAX || name >= sizeof a->why || item[name] == '\0') {
        complain(s, "not an adjustment", item);
        return;
    }
    memcpy(a->why, item, name);
    a->each = number(item + name + 1, &end);
    if (strncmp(end, "×", strlen("×")) != 0) {
        complain(s, "× and a count are missing", item);
        return;
    }
    a->count = (unsigned)strtoul(end + strlen("×"), NULL, 10);
    line->n++;
}

static void read_line(struct state *s, char *row) {
    char *bar = strrchr(row, '|');
    if (bar == NULL || s->n == LINES_MAX || (size_t)(bar - row) >= sizeof s->lines[0].text) {
        complain(s, "not a line", row);
        return;
    }
    if (s->n == 0) {
        s->first_row = s->row;
    }
    struct want_line *line = &s->lines[s->n++];
    memset(line, 0, sizeof *line);
    memcpy(line->text, row, (size_t)(bar - row));
    char *item = bar + 1;
    while (item != NULL) {
        char *comma = strchr(item, ',');
        if (comma != NULL) {
            *comma++ = '\0';
        }
        read_mark(s, line, item);
        item = comma;
    }
}

static bool set_word(struct state *s, const char *key, const char *value) {
    struct pai_para_params *p = &s->desk.params;
    double v = atof(value);
    pai_len ems = (pai_len)(v * p->em);
    if (strcmp(key, "measure") == 0) {
        p->measure = ems;
    } else if (strcmp(key, "indent") == 0) {
        p->indent = ems;
    } else if (strcmp(key, "turnover") == 0) {
        p->turnover = ems;
    } else if (strcmp(key, "label") == 0) {
        p->label = 3 * (uint32_t)v;
    } else if (strcmp(key, "notes") == 0) {
        s->desk.notes = strcmp(value, "yes") == 0;
    } else if (strcmp(key, "gap") == 0) {
        p->gap = (uint8_t)(v * 64);
        p->gap_min = p->gap / 2;
        p->gap_max = (uint8_t)(p->gap * 2);
    } else if (strcmp(key, "align") == 0) {
        p->align = strcmp(value, "left") == 0     ? PAI_LEFT
                   : strcmp(value, "right") == 0  ? PAI_RIGHT
                   : strcmp(value, "centre") == 0 ? PAI_CENTRE
                                                  : PAI_JUSTIFY;
    } else if (strcmp(key, "marks") == 0) {
        p->marks = strcmp(value, "kaiming") == 0    ? PAI_MARKS_KAIMING
                   : strcmp(value, "half") == 0     ? PAI_MARKS_HALF
                   : strcmp(value, "line-end") == 0 ? PAI_MARKS_LINE_END
                                                    : PAI_MARKS_FULL;
    } else if (strcmp(key, "level") == 0) {
        p->level = strcmp(value, "basic") == 0    ? PAI_BAN_BASIC
                   : strcmp(value, "strict") == 0 ? PAI_BAN_STRICT
                   : strcmp(value, "none") == 0   ? PAI_BAN_NONE
                                                  : PAI_BAN_GB;
    } else if (strcmp(key, "hang") == 0) {
        p->hang = strcmp(value, "yes") == 0;
    } else if (strcmp(key, "hyphenate") == 0) {
        p->hyphens = strcmp(value, "yes") == 0 ? s->hyphens : NULL;
    } else if (strcmp(key, "title") == 0) {
        p->balance = strcmp(value, "yes") == 0;
        p->align = p->balance ? PAI_CENTRE : PAI_JUSTIFY;
    } else if (strcmp(key, "region") == 0) {
        s->desk.lang = strcmp(value, "taiwan") == 0     ? PAI_ZH_HANT
                       : strcmp(value, "hongkong") == 0 ? PAI_ZH_HK
                                                        : PAI_ZH_HANS;
    } else {
        return false;
    }
    return true;
}

// "set key=value …"
static void read_set(struct state *s, char *row) {
    for (char *word = strtok(row, " "); word != NULL; word = strtok(NULL, " ")) {
        char *equals = strchr(word, '=');
        if (equals != NULL) {
            *equals = '\0';
        }
        if (equals == NULL || !set_word(s, word, equals + 1)) {
            complain(s, "not a setting", word);
        }
    }
}

static const struct pai_adjust *adjust_of(const struct pai_line *line, const char *why) {
    for (uint32_t i = 0; i < line->adjust_count; i++) {
        if (strcmp(pai_why_name(line->adjust[i].why), why) == 0) {
            return &line->adjust[i];
        }
    }
    return NULL;
}

static bool near(double a, double b) {
    return a - b < 0.0012 && b - a < 0.0012;
}

static bool line_right(const struct state *s, const struct copy *c, unsigned i) {
    const struct want_line *want = &s->lines[i];
    const struct pai_line *line = &c->lines.v[i];
    double em = s->desk.params.em;
    size_t len = line->end - line->first;
    if (strlen(want->text) != len || memcmp(want->text, c->text.s + line->first, len) != 0) {
        return false;
    }
    if (want->width != 0 && !near(want->width, line->width / em)) {
        return false;
    }
    bool right = want->any || want->n == line->adjust_count;
    for (unsigned k = 0; k < want->n; k++) {
        const struct pai_adjust *a = adjust_of(line, want->v[k].why);
        right = right && a != NULL && a->count == want->v[k].count &&
                near(want->v[k].each, (double)a->sum / a->count / em);
    }
    return right;
}

static void show(const struct state *s, const struct copy *c) {
    double em = s->desk.params.em;
    for (uint32_t i = 0; i < c->lines.n; i++) {
        const struct pai_line *l = &c->lines.v[i];
        printf("    %.*s|=%.3f", (int)(l->end - l->first), c->text.s + l->first, l->width / em);
        for (uint32_t k = 0; k < l->adjust_count; k++) {
            const struct pai_adjust *a = &l->adjust[k];
            printf(", %s %+.3f×%u", pai_why_name(a->why), (double)a->sum / a->count / em,
                   a->count);
        }
        printf("  (cost %ld)\n", (long)l->badness);
    }
}

static void end_case(struct state *s) {
    if (s->n == 0) {
        return;
    }
    char text[TEXT_MAX] = "";
    for (unsigned i = 0; i < s->n; i++) {
        if (strlen(text) + strlen(s->lines[i].text) + 1 < sizeof text) {
            strcat(text, s->lines[i].text);
        }
    }
    desk_clear(&s->desk);
    struct copy c = desk_set(&s->desk, text);
    bool right = c.lines.n == s->n;
    for (unsigned i = 0; i < s->n && right; i++) {
        right = line_right(s, &c, i);
    }
    s->cases++;
    s->failed += !right;
    if (!right || s->print) {
        printf("%s:%u: %s: %s; set as\n", s->file, s->first_row, right ? "ok" : "WRONG",
               s->rule);
        show(s, &c);
    }
    s->n = 0;
}

static void read_row(struct state *s, char *row) {
    s->row++;
    if (*row == '#') {
        return;
    }
    bool rule = strncmp(row, "rule ", 5) == 0;
    if (*row == '\0' || rule || strncmp(row, "set ", 4) == 0) {
        end_case(s);
    }
    if (rule) {
        snprintf(s->rule, sizeof s->rule, "%.500s", row + 5);
        s->desk.params = s->plain;
        s->desk.lang = PAI_ZH_HANS;
        s->desk.notes = false;
    } else if (strncmp(row, "set ", 4) == 0) {
        read_set(s, row + 4);
    } else if (*row != '\0') {
        read_line(s, row);
    }
}

static bool read_file(struct state *s, const char *path) {
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        fprintf(stderr, "%s cannot be read\n", path);
        return false;
    }
    const char *name = strrchr(path, '/');
    s->file = name != NULL ? name + 1 : path;
    s->row = 0;
    char row[TEXT_MAX];
    while (fgets(row, sizeof row, f) != NULL) {
        row[strcspn(row, "\n")] = '\0';
        read_row(s, row);
    }
    end_case(s);
    fclose(f);
    return true;
}

int main(int argc, char **argv) {
    static struct state s;
    if (!desk_open(&s.desk)) {
        fprintf(stderr, "the fonts are not installed\n");
        return 2;
    }
    s.plain = s.desk.params;
    s.plain.em = 16 * PAI_PT;
    s.plain.measure = 10 * s.plain.em;
    s.plain.indent = 0;
    s.hyphens = pai_hyphens_open(s.desk.job->arena, NULL);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-p") == 0) {
            s.print = true;
        } else if (!read_file(&s, argv[i])) {
            s.broken = true;
        }
    }
    pai_hyphens_close(s.hyphens);
    desk_close(&s.desk);
    printf("%u cases, %u wrong\n", s.cases, s.failed);
    return s.broken || s.failed > 0 || s.cases == 0;
}
