// The bulletin as JSON (design 5, `dump doc`). In: pai_doc. Out: one object; what is not there
// is null.
#include "doc.h"

#include "json.h"

const char *pai_block_name(enum pai_block_kind kind) {
    static const char *const names[] = {
        "para",   "h1",        "h2",        "h3",         "h4",        "list",
        "table",  "image",     "addressee", "attachment", "signature", "signature-date",
        "remark", "attendance"};
    return (unsigned)kind < sizeof names / sizeof *names ? names[kind] : "para";
}

static void text_or_null(struct pai_json *j, const char *key, const struct pai_text *t) {
    pai_json_key(j, key);
    if (t->len) {
        pai_json_str(j, t->s, t->len);
    } else {
        pai_json_null(j);
    }
}

static void text(struct pai_json *j, const char *key, const struct pai_text *t) {
    pai_json_key(j, key);
    pai_json_str(j, t->len ? t->s : "", t->len);
}

static void number_or_null(struct pai_json *j, const char *key, int32_t v) {
    pai_json_key(j, key);
    if (v >= 0) {
        pai_json_int(j, v);
    } else {
        pai_json_null(j);
    }
}

static void dump_masthead(struct pai_json *j, const struct pai_masthead *m) {
    pai_json_key(j, "masthead");
    pai_json_object(j);
    text_or_null(j, "name", &m->name);
    number_or_null(j, "number", m->number);
    number_or_null(j, "total", m->total);
    pai_json_key(j, "supplement");
    pai_json_bool(j, m->supplement);
    text_or_null(j, "office", &m->office);
    pai_json_key(j, "date");
    if (m->year) {
        char date[] = "0000-00-00";
        int32_t v[] = {m->year, m->month, m->day};
        int at[] = {3, 6, 9};
        for (int i = 0; i < 3; i++) {
            for (int k = at[i]; v[i] > 0 && k >= 0 && date[k] != '-'; k--) {
                date[k] = (char)('0' + v[i] % 10);
                v[i] /= 10;
            }
        }
        pai_json_cstr(j, date);
    } else {
        pai_json_null(j);
    }
    text_or_null(j, "class", &m->class_text);
    text_or_null(j, "copy_number", &m->copy_number);
    // What bulletins do not have is told only where it is there.
    if (m->document) {
        text(j, "document", &m->number_text);
    }
    if (m->urgency.len > 0) {
        text(j, "urgency", &m->urgency);
    }
    if (m->signer.len > 0) {
        text(j, "signer", &m->signer);
    }
    pai_json_object_end(j);
}

static uint32_t line_of(const struct pai_job *job, const struct pai_text *t) {
    struct pai_place place;
    return pai_job_place(job, pai_text_span(t, 0, t->len ? 1 : 0), &place) ? place.line : 0;
}

static void dump_table(struct pai_json *j, const struct pai_doc_table *t) {
    text_or_null(j, "number", &t->number);
    text_or_null(j, "caption", &t->caption);
    text_or_null(j, "unit", &t->unit);
    pai_json_key(j, "head");
    pai_json_bool(j, t->head);
    pai_json_key(j, "rows");
    pai_json_array(j);
    for (uint32_t i = 0; i < t->rows * t->columns; i++) {
        if (i % t->columns == 0) {
            pai_json_line(j);
            pai_json_array(j);
        }
        pai_json_str(j, t->cells[i].s, t->cells[i].len);
        if (i % t->columns + 1 == t->columns) {
            pai_json_array_end(j);
        }
    }
    pai_json_array_end(j);
}

static void dump_notes(struct pai_json *j, const struct pai_article *a) {
    pai_json_key(j, "notes");
    pai_json_array(j);
    for (uint32_t i = 0; i < a->note_count; i++) {
        pai_json_object(j);
        text(j, "marker", &a->notes[i].marker);
        text(j, "text", &a->notes[i].text);
        pai_json_object_end(j);
    }
    pai_json_array_end(j);
}

static void dump_article(struct pai_json *j, const struct pai_job *job,
                         const struct pai_article *a) {
    pai_json_line(j);
    pai_json_object(j);
    if (a->column.len > 0) {
        text(j, "column", &a->column);
    }
    pai_json_key(j, "title");
    pai_json_array(j);
    for (uint32_t i = 0; i < a->title_count; i++) {
        pai_json_str(j, a->title[i].s, a->title[i].len);
    }
    pai_json_array_end(j);
    pai_json_key(j, "body");
    pai_json_array(j);
    for (uint32_t i = 0; i < a->body_count; i++) {
        pai_json_line(j);
        pai_json_object(j);
        pai_json_key(j, "kind");
        pai_json_cstr(j, pai_block_name(a->body[i].kind));
        text(j, "text", &a->body[i].text);
        pai_json_key(j, "line");
        const struct pai_figure *figure = a->body[i].figure;
        pai_json_int(j, line_of(job, figure ? &figure->file : &a->body[i].text));
        if (figure) {
            text(j, "file", &figure->file);
        }
        if (a->body[i].table != NULL) {
            dump_table(j, a->body[i].table);
        }
        pai_json_object_end(j);
    }
    pai_json_array_end(j);
    text_or_null(j, "source", &a->source);
    if (a->annex.len > 0) {
        text(j, "annex", &a->annex);
    }
    if (a->note_count > 0) {
        dump_notes(j, a);
    }
    pai_json_object_end(j);
}

static void dump_footer(struct pai_json *j, const struct pai_doc *doc) {
    pai_json_key(j, "distribution");
    pai_json_array(j);
    for (uint32_t i = 0; i < doc->distribution_count; i++) {
        pai_json_line(j);
        pai_json_object(j);
        text(j, "label", &doc->distribution[i].label);
        text(j, "to", &doc->distribution[i].to);
        pai_json_object_end(j);
    }
    pai_json_array_end(j);
    pai_json_line(j);
    pai_json_key(j, "credits");
    pai_json_array(j);
    for (uint32_t i = 0; i < doc->credit_count; i++) {
        const struct pai_credit *c = &doc->credits[i];
        pai_json_line(j);
        pai_json_object(j);
        text(j, "label", &c->label);
        pai_json_key(j, "names");
        pai_json_array(j);
        for (uint32_t k = 0; k < c->name_count; k++) {
            pai_json_str(j, c->names[k].s, c->names[k].len);
        }
        pai_json_array_end(j);
        pai_json_object_end(j);
    }
    pai_json_array_end(j);
    pai_json_line(j);
    number_or_null(j, "copies", doc->copies);
}

void pai_doc_dump(const struct pai_job *job, const struct pai_doc *doc, struct pai_buf *out) {
    struct pai_json j = pai_json_make(out);
    pai_json_object(&j);
    dump_masthead(&j, &doc->masthead);
    pai_json_line(&j);
    pai_json_key(&j, "note");
    if (doc->note.len) {
        pai_json_object(&j);
        text(&j, "label", &doc->note_label);
        text(&j, "text", &doc->note);
        pai_json_object_end(&j);
    } else {
        pai_json_null(&j);
    }
    pai_json_line(&j);
    pai_json_key(&j, "articles");
    pai_json_array(&j);
    for (uint32_t i = 0; i < doc->article_count; i++) {
        dump_article(&j, job, &doc->articles[i]);
    }
    pai_json_array_end(&j);
    pai_json_line(&j);
    dump_footer(&j, doc);
    pai_json_object_end(&j);
    pai_buf_byte(out, '\n');
}
