// In: text. Out: lines. The fontset is read from the repository (FONTSETS), fonts from where
// systems keep them.
#include "set_text.h"

#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CELL ((pai_len)(15.7929 * 65536)) // 156 mm / 28 (typography 1.2)

static char *load(const char *path, size_t *size) {
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        return NULL;
    }
    char *s = calloc(1, 1 << 20);
    *size = s == NULL ? 0 : fread(s, 1, (1 << 20) - 1, f);
    fclose(f);
    return s;
}

static struct pai_fontset *fontset(struct desk *desk, const char *path) {
    size_t size = 0;
    char *yaml = load(path, &size);
    if (yaml == NULL) {
        return NULL;
    }
    const char *kept = pai_arena_str(desk->job->arena, yaml, size);
    free(yaml);
    uint32_t file = pai_job_source(desk->job, path, kept, size);
    return pai_fontset_load(desk->job, desk->job->arena, file);
}

bool desk_open(struct desk *desk) {
    static const char *const dirs[] = {"/usr/local/share/fonts", "/usr/share/fonts", NULL};
    memset(desk, 0, sizeof *desk);
    desk->world = pai_world_open(dirs);
    desk->job = pai_job_open(desk->world, NULL);
    if (desk->world->font(desk->world->ctx, "FandolFang-Regular.otf") == NULL) {
        return false;
    }
    desk->simplified = fontset(desk, FONTSETS "/fandol.yaml");
    desk->taiwan = fontset(desk, FONTSETS "/noto-tw.yaml");
    desk->hongkong = fontset(desk, FONTSETS "/noto-hk.yaml");
    desk->han = PAI_FONT_FANGSONG;
    desk->params = (struct pai_para_params){
        .measure = pai_len_mm(156000),
        .indent = 2 * CELL,
        .align = PAI_JUSTIFY,
        .em = CELL,
        .gap = 16,
        .gap_min = 8,
        .gap_max = 32,
    };
    return desk->simplified != NULL && desk->taiwan != NULL && desk->hongkong != NULL;
}

void desk_close(struct desk *desk) {
    pai_fontset_close(desk->simplified);
    pai_fontset_close(desk->taiwan);
    pai_fontset_close(desk->hongkong);
    pai_job_close(desk->job);
    pai_world_close(desk->world);
}

void desk_clear(struct desk *desk) {
    desk->job->diags.n = 0;
    memset(desk->job->count, 0, sizeof desk->job->count);
}

// The text in one stretch, or with its circled figures ① … ⑳ in stretches of their own.
static uint32_t stretches(const struct desk *desk, const struct pai_text *text,
                          struct pai_stretch *out) {
    struct pai_stretch plain = {text->len, desk->han, PAI_FONT_LATIN, desk->params.em, 0};
    struct pai_stretch mark = plain;
    mark.size = plain.size * 2 / 3;
    mark.rise = plain.size / 4;
    uint32_t n = 0;
    for (uint32_t i = 0; desk->notes && i + 3 <= text->len; i++) {
        if (memcmp(text->s + i, "\xE2\x91", 2) == 0) {
            plain.end = i;
            mark.end = i + 3;
            out[n++] = plain;
            out[n++] = mark;
        }
    }
    plain.end = text->len;
    out[n++] = plain;
    return n;
}

struct copy desk_set_clauses(struct desk *desk, const char *text, const uint32_t *forced,
                             uint32_t forced_count) {
    struct copy copy;
    static const struct pai_origin origin = {0, 0};
    copy.text = (struct pai_text){text, (uint32_t)strlen(text), 0, &origin, 1};
    copy.text.file = pai_job_source(desk->job, "text", text, copy.text.len);
    struct pai_stretch *v = PAI_NEW_N(desk->job->arena, struct pai_stretch, copy.text.len + 1);
    uint32_t n = stretches(desk, &copy.text, v);
    struct pai_fontset *fonts = desk->lang == PAI_ZH_HANT ? desk->taiwan
                                : desk->lang == PAI_ZH_HK ? desk->hongkong
                                                          : desk->simplified;
    copy.shaped = pai_shape(desk->job, fonts, &copy.text, v, n, desk->lang);
    copy.lines = pai_para_set(desk->job, &copy.text, copy.shaped.runs, copy.shaped.count,
                              &desk->params, forced, forced_count);
    return copy;
}

struct copy desk_set(struct desk *desk, const char *text) {
    return desk_set_clauses(desk, text, NULL, 0);
}

const char *desk_line(const struct desk *desk, const struct copy *copy, uint32_t line) {
    const struct pai_line *l = &copy->lines.v[line];
    uint32_t end = l->end;
    while (end > l->first && copy->text.s[end - 1] == ' ') {
        end--;
    }
    return pai_arena_str(desk->job->arena, copy->text.s + l->first, end - l->first);
}

int64_t desk_adjust(const struct desk *desk, const struct pai_line *line, enum pai_why why) {
    for (uint32_t i = 0; i < line->adjust_count; i++) {
        if (line->adjust[i].why == why) {
            return pai_muldiv(line->adjust[i].sum, 1000, desk->params.em);
        }
    }
    return 0;
}

unsigned desk_letters(const char *line) {
    unsigned n = 0;
    for (size_t at = 0, len = strlen(line); at < len;) {
        unsigned used;
        enum pai_class c = pai_class_of(pai_utf8_next(line + at, len - at, &used));
        n += !pai_class_is_mark(c) && c != PAI_CLS_DS && c != PAI_CLS_EL;
        at += used;
    }
    return n;
}

bool desk_avoidable(const struct desk *desk, const struct copy *copy, uint32_t i) {
    struct pai_explain explain = {.cost = 0};
    struct pai_para_params params = desk->params;
    params.explain = &explain;
    pai_para_set(desk->job, &copy->text, copy->shaped.runs, copy->shaped.count, &params, NULL,
                 0);
    int64_t chosen = INT64_MAX;
    int64_t other = INT64_MAX;
    for (uint32_t k = 0; k < explain.tried.n; k++) {
        const struct pai_tried *t = &explain.tried.v[k];
        int64_t *best = t->chosen ? &chosen : &other;
        *best = t->line == i && t->fit < *best ? t->fit : *best;
    }
    return other < chosen;
}

uint32_t desk_random(uint64_t *seed, uint32_t below) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33) % below;
}

unsigned desk_said(const struct desk *desk, enum pai_code code) {
    unsigned n = 0;
    for (uint32_t i = 0; i < desk->job->diags.n; i++) {
        n += desk->job->diags.v[i].code == code;
    }
    return n;
}
