// A record in, text out. Promise: the diagnostics of the JSON line have the keys of
// --diagnostics json (design 5) in the same order; nothing in a line moves the cursor.
#include "batch_lines.h"
#include "json.h"
#include "printable.h"

static const char *level_word(enum pai_level level, bool en) {
    static const char *const words[][2] = {
        {"说明", "note"}, {"提醒", "warning"}, {"错误", "error"}};
    return words[level < PAI_ERROR ? level : PAI_ERROR][en];
}

const char *pai_batch_state_name(enum pai_batch_state state) {
    static const char *const names[] = {"left", "done", "errors", "failed"};
    return names[state];
}

static void text(struct pai_json *j, const char *key, const char *value) {
    pai_json_key(j, key);
    pai_json_cstr(j, value != NULL ? pai_printable_utf8(j->out->arena, value) : NULL);
}

static void number(struct pai_json *j, const char *key, int64_t value) {
    pai_json_key(j, key);
    pai_json_int(j, value);
}

static void place(struct pai_json *j, const char *key, uint32_t value) {
    pai_json_key(j, key);
    if (value > 0) {
        pai_json_int(j, value);
    } else {
        pai_json_null(j);
    }
}

static void diag_put(struct pai_json *j, const char *source, const struct pai_batch_diag *d) {
    pai_json_object(j);
    text(j, "code", d->code);
    text(j, "level", level_word(d->level, true));
    text(j, "file", d->file != NULL ? d->file : source);
    place(j, "line", d->line);
    place(j, "column", d->column);
    text(j, "zh", d->zh);
    text(j, "en", d->en);
    text(j, "action", d->act_zh);
    text(j, "action_en", d->act_en);
    pai_json_object_end(j);
}

void pai_batch_line_json(struct pai_buf *out, const char *source, const char *output,
                         const struct pai_batch_record *r) {
    struct pai_buf raw = pai_buf_make(out->arena);
    struct pai_json j = pai_json_make(&raw);
    char hex[2 * PAI_HASH + 1];
    bool done = r->state == PAI_BATCH_DONE;
    pai_json_object(&j);
    text(&j, "source", source);
    text(&j, "output", output);
    text(&j, "state", pai_batch_state_name(r->state));
    number(&j, "pages", r->pages);
    number(&j, "errors", r->errors);
    number(&j, "warnings", r->warnings);
    number(&j, "notes", r->notes);
    number(&j, "bytes", done ? r->size : 0);
    pai_batch_hex(r->pdf_hash, hex);
    text(&j, "sha256", done ? hex : NULL);
    pai_json_key(&j, "ms");
    pai_json_decimal(&j, r->cpu, 1000);
    pai_json_key(&j, "diagnostics");
    pai_json_array(&j);
    for (uint32_t i = 0; i < r->diag_count; i++) {
        diag_put(&j, source, &r->diags[i]);
    }
    pai_json_array_end(&j);
    pai_json_object_end(&j);
    pai_printable_json(out, raw.s, raw.n);
    pai_buf_byte(out, '\n');
}

void pai_batch_line_short(struct pai_buf *out, enum pai_ui ui, enum pai_level least,
                          const char *source, const struct pai_batch_record *r) {
    bool en = ui == PAI_UI_EN;
    for (uint32_t i = 0; i < r->diag_count; i++) {
        const struct pai_batch_diag *d = &r->diags[i];
        const char *action = en ? d->act_en : d->act_zh;
        if (d->level < least) {
            continue;
        }
        pai_printable_put(out, d->file != NULL ? d->file : source);
        if (d->line > 0) {
            pai_buf_fmt(out, ":%u:%u", (unsigned)d->line, (unsigned)d->column);
        }
        pai_buf_fmt(out, ": %s %s: ", level_word(d->level, en), d->code);
        pai_printable_put(out, en ? d->en : d->zh);
        pai_buf_str(out, action[0] == '\0' ? "" : en ? "; " : "；");
        pai_printable_put(out, action);
        pai_buf_byte(out, '\n');
    }
}
