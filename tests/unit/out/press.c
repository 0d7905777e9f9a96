#include "press.h"

#include "test.h"
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

const struct pai_ink press_black = {.name = "black", .cmyk = {0, 0, 0, 1000}};
const struct pai_ink press_red = {.name = "red", .cmyk = {0, 800, 800, 0}};

static const struct {
    const char *file;
    uint32_t index;
} faces[PRESS_FACES] = {
    [FANG] = {"FandolFang-Regular.otf", 0},
    [NOTO] = {"NotoSerifCJK-Regular.ttc", 2},
    [LATIN] = {"LiberationSerif-Regular.ttf", 0},
    [RARE] = {"HanaMinB.ttf", 0},
};

struct press *press_open(void) {
    static const char *const dirs[] = {"/usr/local/share/fonts", "/usr/share/fonts", NULL};
    struct press *press = calloc(1, sizeof *press);
    assert_non_null(press);
    press->world = pai_world_open(dirs);
    assert_non_null(press->world);
    press->process = pai_arena_open(NULL);
    press->job = pai_job_open(press->world, NULL);
    const char *tmp = getenv("TMPDIR");
    char path[4096];
    snprintf(path, sizeof path, "%s/paiban-out-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp(path));
    press->dir = pai_arena_str(press->process, path, strlen(path));
    press->facts = (struct pai_pages){.lang = "zh-CN"};
    return press;
}

void press_close(struct press *press) {
    free(press_run(press, "rm -rf '%s'", NULL));
    for (int i = 0; i < PRESS_FACES; i++) {
        if (press->face[i]) {
            pai_face_close(press->face[i]);
        }
    }
    pai_job_close(press->job);
    pai_arena_close(press->process);
    pai_world_close(press->world);
    free(press);
}

const struct pai_face *press_face(struct press *press, enum press_face which) {
    if (!press->face[which]) {
        const char *path = press->world->font(press->world->ctx, faces[which].file);
        if (!path) {
            fail_msg("%s is not installed", faces[which].file);
        }
        press->face[which] =
            pai_face_open(press->job, press->process, path, faces[which].index);
        assert_non_null(press->face[which]);
    }
    return press->face[which];
}

const struct pai_pdf_profile *press_profile(struct press *press) {
    struct pai_pdf_profile *profile = PAI_NEW(press->process, struct pai_pdf_profile);
    struct pai_bytes bytes = {0};
    int error = 0;
    *profile = (struct pai_pdf_profile){.condition = "FOGRA39", .about = "for tests"};
    assert_int_equal(press->world->read(press->world->ctx, PROFILE, 1 << 20, &bytes, &error),
                     PAI_IO_OK);
    profile->icc.data =
        (const uint8_t *)pai_arena_str(press->process, (const char *)bytes.data, bytes.size);
    profile->icc.size = bytes.size;
    press->world->release(press->world->ctx, bytes);
    return profile;
}

void press_page(struct press *press) {
    struct pai_box a4 = {0, 0, pai_len_mm(210000), pai_len_mm(297000)};
    press->page =
        (struct pai_page){.number = press->pages.n + 1, .media = a4, .trim = a4, .bleed = a4};
    press->items.v = NULL;
    press->items.n = press->items.cap = 0;
    press->lines.v = NULL;
    press->lines.n = press->lines.cap = 0;
}

void press_page_end(struct press *press) {
    press->page.items = press->items.v;
    press->page.item_count = press->items.n;
    press->page.lines = press->lines.v;
    press->page.line_count = press->lines.n;
    PAI_VEC_PUT(press->process, &press->pages, press->page);
}

struct pai_item *press_put(struct press *press, enum press_face which, pai_len size,
                           const char *text, const struct pai_put *v, uint32_t n) {
    struct pai_item *item = PAI_VEC_ADD(press->process, &press->items);
    struct pai_put *copy = PAI_NEW_N(press->process, struct pai_put, n);
    memcpy(copy, v, n * sizeof *v);
    item->kind = PAI_ITEM_GLYPHS;
    item->ink = &press_black;
    item->u.glyphs = (struct pai_glyphs){press_face(press, which), size, text, copy, n};
    return item;
}

struct pai_item *press_set(struct press *press, enum press_face which, int x, int y,
                           pai_len size, const char *text, const struct pai_ink *ink) {
    const struct pai_face *face = press_face(press, which);
    size_t len = strlen(text);
    struct pai_put *v = calloc(len + 1, sizeof *v);
    uint32_t n = 0;
    pai_len pen = x * PAI_PT;
    assert_non_null(v);
    for (size_t i = 0; i < len; n++) {
        unsigned used = 1;
        uint32_t cp = pai_utf8_next(text + i, len - i, &used);
        uint32_t glyph = pai_face_glyph(face, cp);
        if (glyph == 0) {
            fail_msg("%s lacks U+%04X", face->name, cp);
        }
        pai_len advance = pai_len_units(pai_face_advance(face, glyph), size, face->upem);
        v[n] = (struct pai_put){glyph, pen, y * PAI_PT, advance, (uint32_t)i, used};
        pen += advance;
        i += used;
    }
    struct pai_item *item = press_put(press, which, size, text, v, n);
    item->ink = ink;
    free(v);
    return item;
}

struct pai_item *press_rule(struct press *press, struct pai_rule rule,
                            const struct pai_ink *ink) {
    struct pai_item *item = PAI_VEC_ADD(press->process, &press->items);
    item->kind = PAI_ITEM_RULE;
    item->ink = ink;
    item->u.rule = rule;
    return item;
}

struct pai_item *press_tag(struct press *press, enum pai_tag tag) {
    struct pai_item *item = PAI_VEC_ADD(press->process, &press->items);
    item->kind = PAI_ITEM_TAG;
    item->u.tag.tag = tag;
    return item;
}

void press_part(struct press *press, enum pai_tag tag, uint32_t id, int level,
                const char *text) {
    struct pai_item *item = press_tag(press, tag);
    item->u.tag.id = id;
    item->u.tag.level = (uint8_t)level;
    press_set(press, FANG, 80, 120, 16 * PAI_PT, text, &press_black);
    press_tag(press, PAI_TAG_END);
}

bool press_pdf(struct press *press, struct pai_bytes *out) {
    struct pai_pdf_options options = {.claims = press->claims,
                                      .profile = press->profile,
                                      .producer = "paiban test",
                                      .date = -1};
    press->facts.v = press->pages.v;
    press->facts.n = press->pages.n;
    return pai_pdf_make(press->job, &press->facts, &options, out);
}

struct pai_bytes press_file(struct press *press, const char *name) {
    struct pai_bytes bytes = {0};
    char path[4200];
    assert_true(press_pdf(press, &bytes));
    snprintf(path, sizeof path, "%s/%s", press->dir, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.data, 1, bytes.size, file), bytes.size);
    assert_int_equal(fclose(file), 0);
    return bytes;
}

char *press_run(struct press *press, const char *command, int *status) {
    enum { ROOM = 1 << 20 };
    char line[8192];
    size_t n = 0;
    for (const char *s = command; *s && n + strlen(press->dir) + 8 < sizeof line; s++) {
        if (s[0] == '%' && s[1] == 's') {
            n += (size_t)snprintf(line + n, sizeof line - n, "%s", press->dir);
            s++;
        } else {
            line[n++] = *s;
        }
    }
    snprintf(line + n, sizeof line - n, " 2>&1");
    char *text = calloc(1, ROOM + 1);
    assert_non_null(text);
    FILE *pipe = popen(line, "r");
    assert_non_null(pipe);
    size_t got = fread(text, 1, ROOM, pipe);
    text[got] = '\0';
    while (fgetc(pipe) != EOF) {
    }
    int result = pclose(pipe);
    if (status) {
        *status = WIFEXITED(result) ? WEXITSTATUS(result) : 128;
    }
    return text;
}
