// Footnotes on their way into the flow (typography 4; CY/T 121, GB/T 7713.1). In: the notes of
// the articles. Out: texts with marks in the form of the layout; rows that know the notes to
// which they refer, and how many lines of notes stand on their page for their sake. In columns
// notes follow their article as paragraphs. Promised: every note is set, whatever became of its
// places; linear time.
//
// The marks that begin anew on each page are not known yet: ① stands for all of them, since a
// circled figure keeps its width, and note_pages.c puts the right ones.
#include "flow.h"

#include "buf.h"

#include <stdlib.h>
#include <string.h>

// The lines of notes stand on a grid of their own that meets the text's: on every row, or on
// halves or thirds of rows, whatever leaves 0.3 em between them at least (CLREQ: as little as
// half an em of the text, less for notes). The last line stands on the last row of the page.
pai_len pai_note_pitch(const struct pai_layout *l) {
    pai_len least = (pai_len)pai_muldiv(l->style[PAI_ROLE_FOOTNOTE].size, 13, 10);
    return l->pitch / 3 >= least   ? l->pitch / 3
           : l->pitch / 2 >= least ? l->pitch / 2
                                   : l->pitch;
}

uint32_t pai_note_rows(pai_len pitch, pai_len note_pitch, uint32_t lines) {
    if (lines == 0) {
        return 0;
    }
    // One line more for the rule and the space round it.
    uint32_t in_row = (uint32_t)(pitch / note_pitch);
    return (lines + in_row) / in_row;
}

bool pai_notes_by_page(const struct pai_layout *l) {
    return l->footnotes.numbering == PAI_NOTES_PAGE && l->grid.columns <= 1;
}

void pai_note_circle(char out[4], uint32_t n) {
    uint32_t cp = n <= 20 ? 0x2460 + n - 1 : n <= 35 ? 0x3251 + n - 21 : 0x32B1 + n - 36;
    out[0] = (char)(0xE0 | cp >> 12);
    out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[2] = (char)(0x80 | (cp & 0x3F));
    out[3] = 0;
}

// The mark of note i of the open article, in the form of the layout. There is no circled figure
// above ㊿.
static const char *mark_of(const struct pai_flow_state *f, uint32_t i) {
    const struct pai_layout *l = f->c->layout;
    uint32_t n = pai_notes_by_page(l) ? 1 : f->notes.number + i + 1;
    if (l->footnotes.form == PAI_NOTES_CIRCLED && n <= PAI_NOTES_CIRCLES) {
        char out[4];
        pai_note_circle(out, n);
        return pai_arena_str(f->c->job->arena, out, 3);
    }
    const char *form = l->footnotes.form == PAI_NOTES_TORTOISE ? "〔%u〕" : "[%u]";
    return pai_arena_fmt(f->c->job->arena, form, n);
}

// ---- marks in a text ----

static int by_place(const void *a, const void *b) {
    const struct pai_footnote_place *x = ((const struct pai_note_place *)a)->at;
    const struct pai_footnote_place *y = ((const struct pai_note_place *)b)->at;
    return x->block != y->block ? (x->block > y->block) - (x->block < y->block)
                                : (x->at > y->at) - (x->at < y->at);
}

// All places of the open article, in the order of its text.
static void places_find(struct pai_flow_state *f, const struct pai_article *a) {
    struct pai_notes_open *open = &f->notes;
    open->place_count = open->next = 0;
    for (uint32_t i = 0; i < a->note_count; i++) {
        open->place_count += a->notes[i].place_count;
    }
    struct pai_note_place *v =
        PAI_NEW_N(f->c->job->arena, struct pai_note_place, open->place_count);
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->note_count; i++) {
        for (uint32_t k = 0; k < a->notes[i].place_count; k++) {
            v[n++] = (struct pai_note_place){&a->notes[i].places[k], i};
        }
    }
    if (n > 0) {
        qsort(v, n, sizeof *v, by_place);
    }
    open->places = v;
}

void pai_notes_open(struct pai_flow_state *f, int32_t article) {
    const struct pai_article *a = &f->c->doc->articles[article];
    const struct pai_layout *l = f->c->layout;
    bool columns = l->grid.columns > 1;
    if (columns && l->footnotes.numbering == PAI_NOTES_PAGE) {
        f->notes.number = 0; // each article begins anew
    }
    pai_len indent = l->style[PAI_ROLE_FOOTNOTE].indent;
    f->notes.first = f->flow->notes.n;
    places_find(f, a);
    for (uint32_t i = 0; i < a->note_count; i++) {
        struct pai_joined j = pai_joined_make(f->c->job->arena);
        struct pai_text mark = a->notes[i].marker;
        mark.s = mark_of(f, i);
        mark.len = (uint32_t)strlen(mark.s);
        pai_joined_put(&j, &mark);
        pai_joined_str(&j, "\u3000");
        pai_len hang = 0;
        uint32_t label = 0;
        if (l->footnotes.turnover == PAI_NOTES_HANGING) {
            struct pai_text head = pai_joined_text(&j);
            struct pai_shaped shaped = pai_set_shape(f->c, &head, PAI_ROLE_FOOTNOTE, 0);
            hang = indent + pai_shaped_width(&shaped);
            label = head.len;
        }
        pai_joined_put(&j, &a->notes[i].text);
        struct pai_set_what what = {
            .text = pai_joined_text(&j),
            .role = PAI_ROLE_FOOTNOTE,
            .measure = columns ? l->column : l->area.width,
            .indent = indent,
            .turnover = hang,
            .label = label,
        };
        struct pai_note_set note = {
            .set = pai_set_text(f->c, &what), .article = article, .index = (int32_t)i};
        PAI_VEC_PUT(f->c->job->arena, &f->flow->notes, note);
    }
}

struct pai_noted pai_notes_mark(struct pai_flow_state *f, uint32_t block,
                                const struct pai_text *text, uint32_t lead) {
    struct pai_notes_open *open = &f->notes;
    struct pai_noted out = {.text = *text, .lead = lead};
    while (open->next < open->place_count && open->places[open->next].at->block < block) {
        open->next++; // a block without lines
    }
    uint32_t end = open->next;
    while (end < open->place_count && open->places[end].at->block <= block) {
        end++;
    }
    out.count = end - open->next;
    if (out.count == 0) {
        return out;
    }
    struct pai_arena *arena = f->c->job->arena;
    out.marks = PAI_NEW_N(arena, struct pai_raised, out.count);
    out.notes = PAI_NEW_N(arena, uint32_t, out.count);
    struct pai_joined j = pai_joined_make(arena);
    uint32_t from = 0;
    for (uint32_t i = 0; i < out.count; i++) {
        const struct pai_note_place *p = &open->places[open->next + i];
        const char *s = mark_of(f, p->note);
        uint32_t len = (uint32_t)strlen(s);
        pai_joined_part(&j, text, from, p->at->at);
        out.marks[i] = (struct pai_raised){(uint32_t)j.buf->n, len};
        out.notes[i] = open->first + p->note;
        struct pai_origin origin = {0, pai_text_span(text, p->at->at, p->at->len).offset};
        pai_joined_put(&j, &(struct pai_text){s, len, text->file, &origin, 1});
        from = p->at->at + p->at->len;
        out.lead += p->at->at < lead ? len - p->at->len : 0;
    }
    pai_joined_part(&j, text, from, text->len);
    out.text = pai_joined_text(&j);
    open->next = end;
    return out;
}

// ---- notes and rows ----

// Ties a note to a row; its mark stands in a setting, or in none where no line has it.
static void ref_put(struct pai_flow_state *f, struct pai_note_ref ref) {
    struct pai_row *r = &f->flow->rows.v[ref.row];
    struct pai_note_set *note = &f->flow->notes.v[ref.note];
    // Each page that refers to a note has it, where numbers begin anew on each.
    bool by_page = pai_notes_by_page(f->c->layout);
    ref.shown = note->row == 0 || (by_page && note->row != ref.row + 1);
    note->row = ref.row + 1;
    r->refs++;
    r->note_lines += ref.shown ? note->set.lines.n : 0;
    PAI_VEC_PUT(f->c->job->arena, &f->flow->note_refs, ref);
}

void pai_notes_tie(struct pai_flow_state *f, const struct pai_noted *noted, uint32_t row) {
    struct pai_flow *flow = f->flow;
    if (f->c->layout->grid.columns > 1) {
        return;
    }
    for (uint32_t i = 0; i < noted->count && row < flow->rows.n; i++) {
        const struct pai_lines *lines = &flow->settings.v[flow->rows.v[row].setting].lines;
        while (row + 1 < flow->rows.n) {
            const struct pai_row *r = &flow->rows.v[row];
            uint32_t last = r->line + r->lines - 1; // a title of several lines is one row
            if (last >= lines->n || noted->marks[i].at < lines->v[last].end) {
                break;
            }
            row++;
        }
        uint32_t setting = flow->rows.v[row].setting, at = noted->marks[i].at;
        enum pai_role role =
            at < noted->lead ? noted->lead_role : flow->settings.v[setting].role;
        ref_put(f, (struct pai_note_ref){.row = row,
                                         .setting = setting,
                                         .at = at,
                                         .role = role,
                                         .note = noted->notes[i]});
    }
}

void pai_notes_close(struct pai_flow_state *f, int32_t article) {
    const struct pai_article *a = &f->c->doc->articles[article];
    f->notes.number += a->note_count;
    if (a->note_count == 0) {
        return;
    }
    if (f->c->layout->grid.columns <= 1) {
        for (uint32_t i = f->notes.first; i < f->flow->notes.n && f->flow->rows.n > 0; i++) {
            if (f->flow->notes.v[i].row == 0) {
                uint32_t row = f->flow->rows.n - 1;
                ref_put(
                    f, (struct pai_note_ref){.row = row, .setting = PAI_NO_SETTING, .note = i});
            }
        }
        return;
    }
    const struct pai_text *t = &a->notes[0].text;
    pai_diag(f->c->job, PAI_D_FOOTNOTES_COLUMNS, pai_text_span(t, 0, t->len), NULL);
    for (uint32_t i = 0; i < a->note_count; i++) {
        pai_flow_put(f, f->flow->notes.v[f->notes.first + i].set, article, -1, 0, false,
                     PAI_TAG_NOTE);
    }
}

// ---- notes that no page can hold whole ----

#define PART_LINES 2 // of such a note on the page of each row behind its reference

static uint32_t most(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

void pai_notes_spread(struct pai_composer *c, struct pai_flow *flow, uint32_t rows,
                      uint32_t first_rows) {
    const struct pai_layout *l = c->layout;
    pai_len pitch = pai_note_pitch(l);
    flow->rows.n -= flow->note_rows;
    flow->note_rows = 0;
    uint32_t left = 0; // lines that the rows before have left
    for (uint32_t i = 0; i < flow->rows.n; i++) {
        struct pai_row *r = &flow->rows.v[i];
        uint32_t room = i == 0 ? first_rows : rows;
        uint32_t take = r->note_lines;
        if (left > 0) {
            take = PART_LINES;
        } else if (r->head + r->rows + pai_note_rows(l->pitch, pitch, take) > room) {
            take = most(rows / 4 * (uint32_t)(l->pitch / pitch), PART_LINES);
        }
        bool fits = r->head + r->rows + pai_note_rows(l->pitch, pitch, take) <= room;
        left += r->note_lines;
        r->note_share = !fits ? 0 : take < left ? take : left;
        left -= r->note_share;
    }
    // Behind the text the rest goes on by itself.
    while (left > 0) {
        struct pai_row rest = flow->rows.v[flow->rows.n - 1];
        rest.lines = rest.rows = rest.head = 0;
        rest.refs = rest.note_lines = 0;
        rest.gap_before = rest.begins_page = rest.keep = false;
        rest.table = NULL;
        rest.figure = NULL;
        rest.at = 0;
        rest.of = 1;
        rest.note_share = left < PART_LINES ? left : PART_LINES;
        left -= rest.note_share;
        PAI_VEC_PUT(c->job->arena, &flow->rows, rest);
        flow->note_rows++;
    }
}
