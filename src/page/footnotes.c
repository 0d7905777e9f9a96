// Footnotes (typography 4). In: the notes of the articles. Out: the rows that refer to them
// know their lines; the notes stand at the foot of the page of their reference, under a rule of
// a third of the measure. Promised: each note is set once, whatever became of its reference;
// numbers run through the issue, so that no two notes of a page share one.
#include "flow.h"

#include "buf.h"

#include <string.h>

pai_len pai_note_pitch(const struct pai_layout *l) {
    pai_len size = l->style[PAI_ROLE_FOOTNOTE].size;
    return size + size / 2;
}

uint32_t pai_note_rows(pai_len pitch, pai_len note_pitch, uint32_t lines) {
    if (lines == 0) {
        return 0;
    }
    // One line more for the rule and the space round it.
    return (uint32_t)(((int64_t)(lines + 1) * note_pitch + pitch - 1) / pitch);
}

// The number `n` (from 1 to 50) in a circle.
static void circle(char out[4], uint32_t n) {
    uint32_t cp = n <= 20 ? 0x2460 + n - 1 : n <= 35 ? 0x3251 + n - 21 : 0x32B1 + n - 36;
    out[0] = (char)(0xE0 | cp >> 12);
    out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[2] = (char)(0x80 | (cp & 0x3F));
    out[3] = 0;
}

// The marker that note i of an article has in the issue; its own where there are more than 50.
static void marker_of(const struct pai_flow_state *f, const struct pai_article *a, uint32_t i,
                      char out[4]) {
    uint32_t n = f->notes + i + 1;
    if (n <= 50) {
        circle(out, n);
    } else {
        memcpy(out, a->notes[i].marker.s, 3);
        out[3] = 0;
    }
}

struct pai_text pai_notes_number(struct pai_flow_state *f, int32_t article, uint32_t block,
                                 const struct pai_text *text) {
    const struct pai_article *a = &f->c->doc->articles[article];
    struct pai_text out = *text;
    if (a->note_count == 0 || text->len == 0) {
        return out;
    }
    char *s = PAI_NEW_N(f->c->job->arena, char, (size_t)text->len + 1);
    memcpy(s, text->s, text->len);
    s[text->len] = 0;
    for (uint32_t k = 0; k < a->note_count; k++) {
        char marker[4];
        marker_of(f, a, k, marker);
        for (uint32_t i = 0; i < a->notes[k].place_count; i++) {
            if (a->notes[k].places[i].block == block) {
                memcpy(s + a->notes[k].places[i].at, marker, 3);
            }
        }
    }
    out.s = s;
    return out;
}

// The row from `from` on that holds the first reference to a note; the last one if none does.
static uint32_t row_of(const struct pai_flow *flow, uint32_t from,
                       const struct pai_footnote *note) {
    for (uint32_t i = from; i < flow->rows.n && note->place_count > 0; i++) {
        const struct pai_row *r = &flow->rows.v[i];
        const struct pai_lines *lines = &flow->settings.v[r->setting].lines;
        if (r->id.paragraph != (int32_t)note->places[0].block || r->table != NULL) {
            continue;
        }
        for (uint32_t k = r->line; k < r->line + r->lines && k < lines->n; k++) {
            if (note->places[0].at < lines->v[k].end) {
                return i;
            }
        }
    }
    return flow->rows.n - 1;
}

static struct pai_setting note_set(struct pai_flow_state *f, const char *marker,
                                   const struct pai_footnote *note) {
    const struct pai_layout *l = f->c->layout;
    struct pai_joined j = pai_joined_make(f->c->job->arena);
    pai_joined_str(&j, marker);
    pai_joined_str(&j, "\u3000");
    pai_joined_put(&j, &note->text);
    pai_len measure = l->grid.columns > 1 ? l->column : l->area.width;
    return pai_set_plain(f->c, pai_joined_text(&j), PAI_ROLE_FOOTNOTE, measure);
}

// Notes in the order of their rows: one whose row comes before those of others goes before
// them.
static void tie(struct pai_flow_state *f, uint32_t row, struct pai_note_set note) {
    struct pai_flow *flow = f->flow;
    uint32_t at = 0;
    for (uint32_t i = 0; i <= row; i++) {
        at += flow->rows.v[i].notes;
    }
    PAI_VEC_PUT(f->c->job->arena, &flow->notes, note);
    for (uint32_t i = flow->notes.n - 1; i > at; i--) {
        flow->notes.v[i] = flow->notes.v[i - 1];
    }
    flow->notes.v[at] = note;
    flow->rows.v[row].notes++;
    flow->rows.v[row].note_lines += note.set.lines.n;
}

void pai_notes_flow(struct pai_flow_state *f, int32_t article, uint32_t from) {
    const struct pai_article *a = &f->c->doc->articles[article];
    if (a->note_count == 0 || f->flow->rows.n <= from) {
        return;
    }
    bool columns = f->c->layout->grid.columns > 1;
    if (columns) {
        const struct pai_text *t = &a->notes[0].text;
        pai_diag(f->c->job, PAI_D_FOOTNOTES_COLUMNS, pai_text_span(t, 0, t->len), NULL);
    }
    for (uint32_t i = 0; i < a->note_count; i++) {
        char marker[4];
        marker_of(f, a, i, marker);
        struct pai_setting s = note_set(f, marker, &a->notes[i]);
        if (columns) {
            pai_flow_put(f, s, article, -1, 0, false, PAI_TAG_NOTE);
        } else {
            tie(f, row_of(f->flow, from, &a->notes[i]), (struct pai_note_set){s, article});
        }
    }
    f->notes += a->note_count;
}

void pai_notes_put(struct pai_sheet *sheet, const struct pai_flow *flow,
                   const struct pai_span_of_rows *span, uint32_t bottom) {
    const struct pai_layout *l = sheet->c->layout;
    uint32_t first = 0, count = 0, lines = 0;
    for (uint32_t i = 0; i < span->end; i++) {
        first += i < span->first ? flow->rows.v[i].notes : 0;
        count += i < span->first ? 0 : flow->rows.v[i].notes;
        lines += i < span->first ? 0 : flow->rows.v[i].note_lines;
    }
    if (lines == 0) {
        return;
    }
    pai_len pitch = pai_note_pitch(l), size = l->style[PAI_ROLE_FOOTNOTE].size;
    pai_len end = l->area.top + (pai_len)(bottom - 1) * l->pitch + l->cell;
    pai_len y = end - size - (pai_len)(lines - 1) * pitch; // em-box top of the first line
    pai_sheet_rule(sheet, "footnote-rule", sheet->c->black, sheet->left, y - pitch / 2,
                   l->area.width / 3, PAI_PT / 2);
    for (uint32_t i = first; i < first + count; i++) {
        const struct pai_note_set *n = &flow->notes.v[i];
        pai_sheet_tag(sheet, PAI_TAG_NOTE, i + 1);
        for (uint32_t k = 0; k < n->set.lines.n; k++, y += pitch) {
            pai_sheet_line(sheet, &n->set, k,
                           (struct pai_line_id){n->article, (int32_t)(i - first), (int32_t)k},
                           sheet->left, y + (pai_len)pai_muldiv(size, 88, 100));
        }
        pai_sheet_tag(sheet, PAI_TAG_END, 0);
    }
}
