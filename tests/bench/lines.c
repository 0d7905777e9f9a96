// Measures composed lines, total fit beside line by line:
//     lines [--judge] [--hard] [-n PARAGRAPHS] [FILE...]
// In: text files, each of their lines a paragraph; by --hard, the hard paragraphs of
// tests/unit/para; and, by -n, made-up bulletin paragraphs (invented words, always the same for
// the same number). Out: for both ways how many full lines
// are flush and at natural width, how far gaps between Han were opened (mean, 99th percentile,
// most), what commas lost, how unlike neighbouring lines are, last lines of one character, and
// what the paragraphs cost in all.
// --judge: exit 1 if total fit left a last line of one character, or opened a line beyond 1/8
// em that could have ended elsewhere.
#include "hard_text.h"
#include "set_text.h"

#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BINS 1001 // of thousandths of an em

struct tally {
    unsigned paragraphs, full, flush, natural, lone, loose, squeezed, opened, avoidable;
    unsigned han[BINS], comma[BINS]; // full lines by gap and by what each comma lost
    int64_t contrast;                // thousandths of an em per cell, between neighbours
    unsigned pairs;
    int64_t cost;
};

static const char *const words[] = {
    "全县",   "各乡镇", "水务局", "组织", "开展", "隐患排查", "工作组",   "落实",
    "整改",   "堤防",   "水库",   "群众", "春耕", "备播",     "农资",     "调运",
    "服务",   "窗口",   "受理",   "当场", "办结", "推行",     "延时",     "值班",
    "责任人", "到岗",   "登记",   "造册", "社区", "网格员",   "走访",     "困难家庭",
    "送去",   "蔬菜",   "学校",   "课堂", "学生", "实践基地", "安全度汛", "机制",
    "和",     "在",     "的",     "向",   "由",   "把",       "为",       "对",
};
static const char *const special[] = {
    "12.5万元", "2023年",       "5月20日", "138公里",    "6个",      "41处",
    "99.2%",    "24小时",       "第3季度", "“够用三天”", "《白纸》", "（含试点）",
    "“一站式”", "12:00至14:00", "GDP",     "APP",
};

// One paragraph of some 60 to 400 characters.
static void make(uint64_t seed, char *out, size_t size) {
    uint64_t s = seed * 7919 + 17;
    uint32_t sentences = 2 + desk_random(&s, 8);
    out[0] = '\0';
    for (uint32_t i = 0; i < sentences && strlen(out) + 300 < size; i++) {
        uint32_t clauses = 1 + desk_random(&s, 4);
        for (uint32_t k = 0; k < clauses; k++) {
            uint32_t n = 2 + desk_random(&s, 5);
            bool odd = false;
            for (uint32_t w = 0; w < n; w++) {
                odd = !odd && desk_random(&s, 100) < 12; // two numbers never meet
                strcat(out, odd ? special[desk_random(&s, sizeof special / sizeof *special)]
                                : words[desk_random(&s, sizeof words / sizeof *words)]);
            }
            uint32_t mark = desk_random(&s, 10);
            strcat(out, k + 1 == clauses ? "。" : mark < 7 ? "，" : mark < 9 ? "、" : "；");
        }
    }
    if (desk_random(&s, 4) == 0) {
        strcat(out, "（县水务局）");
    }
}

static const struct pai_adjust *adjust_of(const struct pai_line *line, enum pai_why why) {
    for (uint32_t i = 0; i < line->adjust_count; i++) {
        if (line->adjust[i].why == why) {
            return &line->adjust[i];
        }
    }
    return NULL;
}

static unsigned bin(int64_t sum, uint32_t count, int64_t em) {
    int64_t v = (sum < 0 ? -sum : sum) * 1000 / count / em;
    return v < BINS ? (unsigned)v : BINS - 1;
}

static void count_line(struct tally *t, const struct pai_line *l, int64_t em, int64_t *tone) {
    static const enum pai_why just[] = {
        PAI_WHY_WORD_SPACE, PAI_WHY_INTERPUNCT, PAI_WHY_BRACKET, PAI_WHY_COMMA,
        PAI_WHY_STOP,       PAI_WHY_HAN_LATIN,  PAI_WHY_HAN};
    *tone = 0;
    for (unsigned i = 0; i < sizeof just / sizeof *just; i++) {
        const struct pai_adjust *a = adjust_of(l, just[i]);
        *tone += a != NULL ? a->sum * 1000 / em : 0;
    }
    const struct pai_adjust *han = adjust_of(l, PAI_WHY_HAN);
    const struct pai_adjust *comma = adjust_of(l, PAI_WHY_COMMA);
    unsigned gap = han != NULL && han->sum > 0 ? bin(han->sum, han->count, em) : 0;
    t->full++;
    t->natural += *tone > -5 && *tone < 5;
    t->han[gap]++;
    t->comma[comma != NULL ? bin(comma->sum, comma->count, em) : 0]++;
    t->opened += gap > 0;
    t->squeezed += comma != NULL;
    t->loose += gap > 125;
}

static void count(struct tally *t, struct desk *desk, const struct copy *copy) {
    int64_t before = 0;
    for (uint32_t i = 0; i < copy->lines.n; i++) {
        const struct pai_line *l = &copy->lines.v[i];
        t->cost += l->badness;
        if (l->last) {
            t->lone +=
                i > 0 && i + 1 == copy->lines.n && desk_letters(desk_line(desk, copy, i)) < 2;
            continue;
        }
        int64_t tone;
        unsigned loose = t->loose;
        count_line(t, l, desk->params.em, &tone);
        t->avoidable +=
            t->loose > loose && !desk->params.greedy && desk_avoidable(desk, copy, i);
        t->flush += l->x + l->width == desk->params.measure;
        if (i > 0) {
            t->contrast += tone > before ? tone - before : before - tone;
            t->pairs++;
        }
        before = tone;
    }
    t->paragraphs++;
}

static unsigned percentile(const unsigned *bins, unsigned from, unsigned permille) {
    unsigned all = 0;
    for (unsigned i = from; i < BINS; i++) {
        all += bins[i];
    }
    unsigned sum = 0;
    for (unsigned i = from; i < BINS; i++) {
        sum += bins[i];
        if (all > 0 && sum * 1000ull >= (unsigned long long)all * permille) {
            return i;
        }
    }
    return 0;
}

static void print(const char *name, const struct tally *t) {
    uint64_t sum = 0;
    for (unsigned i = 0; i < BINS; i++) {
        sum += (uint64_t)i * t->han[i];
    }
    unsigned full = t->full > 0 ? t->full : 1;
    printf("%-10s %6u paragraphs %7u full lines: flush %5.2f %%, natural %5.2f %%, lone %u, "
           "beyond 1/8 em %u (avoidable %u)\n",
           name, t->paragraphs, t->full, 100.0 * t->flush / full, 100.0 * t->natural / full,
           t->lone, t->loose, t->avoidable);
    printf("           gap of Han, em: opened in %4.1f %% of lines, mean %.4f, p90 %.3f, p99 "
           "%.3f, most %.3f\n",
           100.0 * t->opened / full, (double)sum / 1000 / full,
           percentile(t->han, 0, 900) / 1000.0, percentile(t->han, 0, 990) / 1000.0,
           percentile(t->han, 0, 1000) / 1000.0);
    printf("           a comma lost, em: in %4.1f %% of lines, there p50 %.3f, p90 %.3f, p99 "
           "%.3f; all lines p90 %.3f\n",
           100.0 * t->squeezed / full, percentile(t->comma, 1, 500) / 1000.0,
           percentile(t->comma, 1, 900) / 1000.0, percentile(t->comma, 1, 990) / 1000.0,
           percentile(t->comma, 0, 900) / 1000.0);
    printf("           neighbours differ by %.2f em a line; cost %lld\n",
           (double)t->contrast / 1000 / (t->pairs > 0 ? t->pairs : 1), (long long)t->cost);
}

static void measure(struct desk *desk, struct tally tally[2], const char *text) {
    for (unsigned g = 0; g < 2; g++) {
        desk_clear(desk);
        desk->params.greedy = g == 1;
        struct copy copy = desk_set(desk, text);
        count(&tally[g], desk, &copy);
    }
}

static void measure_hard(struct desk *desk, struct tally tally[2]) {
    for (unsigned i = 0; i < HARD_PARAGRAPHS; i++) {
        char text[HARD_SIZE];
        hard_paragraph(i, text);
        measure(desk, tally, text);
    }
}

static void measure_file(struct desk *desk, struct tally tally[2], const char *path) {
    static char row[1 << 20];
    size_t bad;
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        fprintf(stderr, "%s cannot be read\n", path);
        return;
    }
    while (fgets(row, sizeof row, f) != NULL) {
        row[strcspn(row, "\r\n")] = '\0';
        if (strlen(row) > 90 && pai_utf8_valid(row, strlen(row), &bad)) { // more than one line
            measure(desk, tally, row);
        }
    }
    fclose(f);
}

int main(int argc, char **argv) {
    static struct tally tally[2];
    struct desk desk;
    bool judge = false;
    if (!desk_open(&desk)) {
        fprintf(stderr, "the fonts are not installed\n");
        return 2;
    }
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--judge") == 0) {
            judge = true;
        } else if (strcmp(argv[i], "--hard") == 0) {
            measure_hard(&desk, tally);
        } else if (strcmp(argv[i], "-n") == 0 && i + 1 < argc) {
            long n = strtol(argv[++i], NULL, 10);
            for (long k = 0; k < n; k++) {
                char text[6000];
                make((uint64_t)k, text, sizeof text);
                measure(&desk, tally, text);
            }
        } else {
            measure_file(&desk, tally, argv[i]);
        }
    }
    print("total fit", &tally[0]);
    print("by line", &tally[1]);
    desk_close(&desk);
    return judge && (tally[0].lone > 0 || tally[0].avoidable > 0);
}
