// In: the diagnostics of one round after another. Out: which are new, which are gone, how many
// stay. Promise: memory of the last round only; errors are never taken for known, since they
// keep the proof from being made.
#include "recall.h"

#include "map.h"
#include "printable.h"

#include <string.h>

// One text that was said, and how often.
struct said {
    const char *code, *text;
    enum pai_level level;
    uint32_t times;
};

void pai_recall_open(struct pai_recall *r) {
    *r = (struct pai_recall){.arena = pai_arena_open(pai_app_no_memory)};
}

void pai_recall_close(struct pai_recall *r) {
    for (uint32_t i = 0; i < r->before.n; i++) {
        pai_arena_close(r->before.v[i].arena);
    }
    pai_arena_close(r->arena);
}

void pai_recall_begin(struct pai_recall *r, const char *name) {
    struct pai_arena *arena = pai_arena_open(pai_app_no_memory);
    const char *key = name != NULL ? name : "";
    r->was = NULL;
    for (uint32_t i = 0; i < r->before.n; i++) {
        r->was = strcmp(r->before.v[i].name, key) == 0 ? &r->before.v[i] : r->was;
    }
    const char *kept =
        r->was != NULL ? r->was->name : pai_arena_str(r->arena, key, strlen(key));
    r->now = (struct pai_recalled){arena, kept, pai_map_make(arena)};
    r->same = 0;
}

bool pai_recall_known(struct pai_recall *r, const struct pai_diag_form *form,
                      const struct pai_diag *diag, const struct pai_place *place) {
    struct pai_arena *arena = r->now.arena;
    const char *code = pai_diag_row(diag->code)->code;
    enum pai_level level = pai_diag_level(form, diag);
    const char *text = pai_arena_fmt(arena, "%s: %s", place != NULL ? place->file : r->now.name,
                                     form->ui == PAI_UI_ZH ? diag->zh : diag->en);
    const char *key = pai_arena_fmt(arena, "%s %s", code, text);
    struct said *now = pai_map_find(r->now.said, key, strlen(key));
    if (now == NULL) {
        now = PAI_NEW(arena, struct said);
        *now = (struct said){code, text, level, 0};
        pai_map_put(r->now.said, key, strlen(key), now);
    }
    now->times++;
    struct said *was = r->was != NULL ? pai_map_find(r->was->said, key, strlen(key)) : NULL;
    if (was == NULL || was->times == 0) {
        return false;
    }
    was->times--;
    bool known = level < PAI_ERROR;
    r->same += known;
    return known;
}

static void gone_put(const struct said *was, enum pai_ui ui, struct pai_buf *out) {
    pai_buf_str(out, ui == PAI_UI_ZH ? "已消除：" : "gone: ");
    pai_buf_fmt(out, "%s %s ", pai_diag_level_word(was->level, ui), was->code);
    pai_printable_put(out, was->text);
    pai_buf_str(out, "\n");
}

void pai_recall_end(struct pai_recall *r, const struct pai_diag_form *form,
                    struct pai_buf *out) {
    bool zh = form->ui == PAI_UI_ZH;
    for (size_t i = 0; r->was != NULL && i < pai_map_count(r->was->said); i++) {
        const struct said *was = pai_map_at(r->was->said, i, NULL, NULL);
        if (was->times > 0) {
            gone_put(was, form->ui, out);
        }
    }
    if (r->same > 0) {
        pai_buf_fmt(out,
                    zh ? "另有 %u 处提醒、说明与上次相同，不再列出\n"
                       : "%u warnings and notes are as before, not listed again\n",
                    (unsigned)r->same);
    }
    if (r->was != NULL) {
        pai_arena_close(r->was->arena);
        *r->was = r->now;
    } else {
        PAI_VEC_PUT(r->arena, &r->before, r->now);
    }
}
