// The press report for programs. In: the report's facts. Out: one JSON object; keys are a
// contract (README). Promised: numbers come from integers; the same issue gives the same bytes.
#include "press_facts.h"

#include "face.h"
#include "json.h"

static void text(struct pai_json *j, const char *key, const char *s) {
    pai_json_key(j, key);
    pai_json_cstr(j, s);
}

static void number(struct pai_json *j, const char *key, int64_t n) {
    pai_json_key(j, key);
    pai_json_int(j, n);
}

static void list(struct pai_json *j, const char *key) {
    pai_json_line(j);
    pai_json_key(j, key);
    pai_json_array(j);
}

static void millimetres(struct pai_json *j, const char *key, pai_len len) {
    pai_json_key(j, key);
    pai_json_decimal(j, pai_muldiv(len, 2540, (int64_t)72 * PAI_PT), 100);
}

static void claims_put(struct pai_json *j, const char *key, unsigned claims) {
    pai_json_key(j, key);
    pai_json_array(j);
    for (unsigned i = 0; pai_press_claim(i); i++) {
        if (claims >> i & 1) {
            pai_json_cstr(j, pai_press_claim(i));
        }
    }
    pai_json_array_end(j);
}

static void rules_put(struct pai_json *j, const struct pai_press_report *r) {
    static const char *const results[] = {"not asked", "not tested", "passed", "look",
                                          "failed"};
    list(j, "rules");
    for (size_t i = 0; i < pai_preflight_count; i++) {
        const struct pai_preflight_rule *rule = &pai_preflight_rules[i];
        pai_json_line(j);
        pai_json_object(j);
        text(j, "code", pai_diag_row(rule->code)->code);
        text(j, "result", results[pai_press_result(r, i)]);
        number(j, "pages", r->facts->tested ? r->facts->broken[i] : 0);
        claims_put(j, "claims", rule->claims);
        text(j, "clause", rule->clause);
        text(j, "zh", rule->zh);
        text(j, "en", rule->en);
        pai_json_object_end(j);
    }
    pai_json_array_end(j);
}

static void fonts_put(struct pai_json *j, const struct pai_press_report *r) {
    list(j, "fonts");
    for (uint32_t i = 0; i < r->facts->font_count; i++) {
        const struct pai_pdf_font_fact *font = &r->facts->fonts[i];
        pai_json_line(j);
        pai_json_object(j);
        text(j, "name", font->face->name);
        number(j, "glyphs", font->glyphs);
        number(j, "bytes", (int64_t)font->bytes);
        pai_json_object_end(j);
    }
    pai_json_array_end(j);
}

static void plates_put(struct pai_json *j, const struct pai_press_plates *plates) {
    pai_json_key(j, "plates");
    pai_json_array(j);
    for (int i = 0; i < 4; i++) {
        if (plates->process[i]) {
            pai_json_cstr(j, pai_press_plate_names[i][0]);
        }
    }
    for (uint32_t i = 0; i < plates->spots.n; i++) {
        pai_json_cstr(j, plates->spots.v[i]);
    }
    pai_json_array_end(j);
}

static void inks_put(struct pai_json *j, const struct pai_press_facts *f) {
    static const char *const kinds[] = {"process", "spot", "preprinted", "marks"};
    pai_json_line(j);
    plates_put(j, &f->plates);
    list(j, "inks");
    for (uint32_t i = 0; i < f->inks.n; i++) {
        const struct pai_ink *ink = f->inks.v[i].ink;
        pai_json_line(j);
        pai_json_object(j);
        text(j, "name", ink->name);
        text(j, "kind", kinds[ink->kind]);
        pai_json_key(j, "cmyk");
        pai_json_array(j);
        for (int k = 0; k < 4; k++) {
            pai_json_decimal(j, ink->cmyk[k], 10);
        }
        pai_json_array_end(j);
        number(j, "pages", f->inks.v[i].pages);
        pai_json_object_end(j);
    }
    pai_json_array_end(j);
}

static void box_put(struct pai_json *j, const char *key, const struct pai_box *box) {
    pai_json_key(j, key);
    pai_json_array(j);
    pai_json_len(j, box->x);
    pai_json_len(j, box->y);
    pai_json_len(j, box->width);
    pai_json_len(j, box->height);
    pai_json_array_end(j);
}

static void boxes_put(struct pai_json *j, const struct pai_page *page) {
    box_put(j, "media", &page->media);
    box_put(j, "bleed", page->bleed.width > 0 ? &page->bleed : &page->trim);
    box_put(j, "trim", &page->trim);
}

// The pages of the PDF; where these are sheets, the pages as they were composed.
static void pages_put(struct pai_json *j, const struct pai_press_report *r,
                      const struct pai_press_facts *f) {
    const struct pai_pages *pages = f->imposed ? r->pages : f->printed;
    list(j, "pages");
    for (uint32_t i = 0; pages && i < pages->n; i++) {
        const struct pai_page *page = &pages->v[i];
        struct pai_press_plates plates = pai_press_plates_of(r, page);
        pai_json_line(j);
        pai_json_object(j);
        number(j, "number", page->number);
        text(j, "folio", page->folio);
        boxes_put(j, page);
        number(j, "lines", page->line_count);
        plates_put(j, &plates);
        pai_json_object_end(j);
    }
    pai_json_array_end(j);
}

// One side each, with its pages from left to right; null: blank.
static void sheets_put(struct pai_json *j, const struct pai_press_report *r,
                       const struct pai_press_facts *f) {
    list(j, "sheets");
    for (uint32_t i = 0; f->imposed && i < f->printed->n; i++) {
        const struct pai_page *sheet = &f->printed->v[i];
        struct pai_press_plates plates = pai_press_plates_of(r, sheet);
        pai_json_line(j);
        pai_json_object(j);
        number(j, "number", sheet->number);
        pai_json_key(j, "pages");
        pai_json_array(j);
        for (int right = 0; right < 2; right++) {
            uint32_t page = pai_press_half(sheet, right);
            page > 0 ? pai_json_int(j, page) : pai_json_null(j);
        }
        pai_json_array_end(j);
        boxes_put(j, sheet);
        plates_put(j, &plates);
        pai_json_object_end(j);
    }
    pai_json_array_end(j);
}

static void pictures_put(struct pai_json *j, const struct pai_press_facts *f) {
    static const char *const colours[] = {"grey", "rgb", "cmyk"};
    list(j, "images");
    for (uint32_t i = 0; i < f->pictures.n; i++) {
        const struct pai_picture *p = f->pictures.v[i].picture;
        pai_json_line(j);
        pai_json_object(j);
        number(j, "page", f->pictures.v[i].page);
        text(j, "file", p->image->name);
        text(j, "kind", p->image->kind == PAI_IMAGE_JPEG ? "JPEG" : "PNG");
        number(j, "across", pai_image_across(p->image));
        number(j, "down", pai_image_down(p->image));
        text(j, "stored", colours[p->image->space]);
        text(j, "printed", colours[pai_press_colours(p)]);
        millimetres(j, "width_mm", p->width);
        millimetres(j, "height_mm", p->height);
        number(j, "dpi", pai_picture_dpi(p));
        pai_json_object_end(j);
    }
    pai_json_array_end(j);
}

// The keys of --diagnostics json.
static void diags_put(struct pai_json *j, const struct pai_press_report *r) {
    static const char *const levels[] = {"note", "warning", "error"};
    list(j, "diagnostics");
    for (uint32_t i = 0; i < r->diag_count; i++) {
        const struct pai_diag *d = r->diags[i];
        struct pai_place place;
        bool placed = pai_job_place(r->job, d->span, &place);
        pai_json_line(j);
        pai_json_object(j);
        text(j, "code", pai_diag_row(d->code)->code);
        text(j, "level", levels[pai_press_level(r, d)]);
        text(j, "file", placed ? place.file : r->input);
        pai_json_key(j, "line");
        placed ? pai_json_int(j, place.line) : pai_json_null(j);
        pai_json_key(j, "column");
        placed ? pai_json_int(j, place.column) : pai_json_null(j);
        text(j, "zh", d->zh);
        text(j, "en", d->en);
        text(j, "action", d->act_zh);
        text(j, "action_en", d->act_en);
        pai_json_object_end(j);
    }
    pai_json_array_end(j);
}

void pai_press_json(const struct pai_press_report *r, struct pai_buf *out) {
    struct pai_json json = pai_json_make(out), *j = &json;
    struct pai_press_facts f = pai_press_facts_make(r);
    pai_json_object(j);
    text(j, "program", r->options->producer);
    text(j, "input", r->input);
    text(j, "output", r->output);
    number(j, "bytes", (int64_t)r->facts->bytes);
    text(j, "title", r->pages ? r->pages->title : NULL);
    text(j, "author", r->pages ? r->pages->author : NULL);
    claims_put(j, "claims", r->options->claims);
    text(j, "condition", r->options->profile ? r->options->profile->condition : NULL);
    number(j, "errors", f.level[PAI_ERROR]);
    number(j, "warnings", f.level[PAI_WARNING]);
    number(j, "notes", f.level[PAI_NOTE]);
    rules_put(j, r);
    fonts_put(j, r);
    inks_put(j, &f);
    pages_put(j, r, &f);
    sheets_put(j, r, &f);
    pictures_put(j, &f);
    diags_put(j, r);
    pai_json_object_end(j);
    pai_buf_byte(out, '\n');
}
