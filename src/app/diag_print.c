// A diagnostic and its place -> text. human: head, source line, carets, what was done; notes
// and placeless ones without the source line. short: one line. json: one object a line with the
// keys of design 5, in every language and locale the same bytes: `action` is Chinese as the
// rest of the contract's texts are paired zh/en, and `action_en` stands beside it.
#include "diag_print.h"
#include "excerpt.h"
#include "json.h"
#include "printable.h"

#include <string.h>

enum pai_level pai_diag_level(const struct pai_diag_form *form, const struct pai_diag *diag) {
    enum pai_level level = pai_diag_row(diag->code)->level;
    if (level == PAI_SYSTEM || (level == PAI_WARNING && form->strict)) {
        return PAI_ERROR;
    }
    return level;
}

const char *pai_diag_level_word(enum pai_level level, enum pai_ui ui) {
    static const char *const words[][2] = {
        {"说明", "note"}, {"提醒", "warning"}, {"错误", "error"}};
    return words[level < PAI_ERROR ? level : PAI_ERROR][ui == PAI_UI_EN];
}

static void head_put(struct pai_buf *out, const struct pai_diag_form *form,
                     const struct pai_diag *diag, const struct pai_place *place) {
    const char *file = place != NULL ? place->file : form->file;
    pai_printable_put(out, file != NULL ? file : PAI_PROGRAM);
    if (place != NULL) {
        pai_buf_fmt(out, ":%u:%u", (unsigned)place->line, (unsigned)place->column);
    }
    pai_buf_fmt(out, ": %s %s: ", pai_diag_level_word(pai_diag_level(form, diag), form->ui),
                pai_diag_row(diag->code)->code);
    pai_printable_put(out, form->ui == PAI_UI_ZH ? diag->zh : diag->en);
}

static void json_put(struct pai_buf *out, const struct pai_diag_form *form,
                     const struct pai_diag *diag, const struct pai_place *place) {
    struct pai_buf raw = pai_buf_make(out->arena);
    struct pai_json j = pai_json_make(&raw);
    const char *file = place != NULL ? place->file : form->file;
    pai_json_object(&j);
    pai_json_key(&j, "code");
    pai_json_cstr(&j, pai_diag_row(diag->code)->code);
    pai_json_key(&j, "level");
    pai_json_cstr(&j, pai_diag_level_word(pai_diag_level(form, diag), PAI_UI_EN));
    pai_json_key(&j, "file");
    pai_json_cstr(&j, file != NULL ? pai_printable_utf8(out->arena, file) : NULL);
    pai_json_key(&j, "line");
    if (place != NULL) {
        pai_json_int(&j, place->line);
    } else {
        pai_json_null(&j);
    }
    pai_json_key(&j, "column");
    if (place != NULL) {
        pai_json_int(&j, place->column);
    } else {
        pai_json_null(&j);
    }
    const char *const keys[] = {"zh", "en", "action", "action_en"};
    const char *const texts[] = {diag->zh, diag->en, diag->act_zh, diag->act_en};
    for (unsigned i = 0; i < 4; i++) {
        pai_json_key(&j, keys[i]);
        pai_json_cstr(&j, pai_printable_utf8(out->arena, texts[i]));
    }
    pai_json_object_end(&j);
    pai_printable_json(out, raw.s, raw.n);
    pai_buf_byte(out, '\n');
}

void pai_diag_print(struct pai_buf *out, const struct pai_diag_form *form,
                    const struct pai_diag *diag, const struct pai_place *place) {
    const char *action = form->ui == PAI_UI_ZH ? diag->act_zh : diag->act_en;
    if (form->format == PAI_FORMAT_JSON) {
        json_put(out, form, diag, place);
        return;
    }
    head_put(out, form, diag, place);
    bool note = pai_diag_level(form, diag) == PAI_NOTE;
    if (form->format == PAI_FORMAT_SHORT || note) {
        if (action[0] != '\0') {
            pai_buf_str(out, form->ui == PAI_UI_ZH ? "；" : "; ");
            pai_printable_put(out, action);
        }
        pai_buf_byte(out, '\n');
        return;
    }
    pai_buf_byte(out, '\n');
    if (place != NULL) {
        pai_excerpt_put(out, place);
    }
    if (action[0] != '\0') {
        pai_buf_str(out, "   ");
        pai_printable_put(out, action);
        pai_buf_byte(out, '\n');
    }
}
