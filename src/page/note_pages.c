// Footnotes on their pages (typography 4). In: the rows of every page. Out: the marks with
// their numbers; the notes at the foot of the page, under a rule of a third of the measure.
// Promised: marks change no line: a circled figure takes the place of another, and one that is
// as wide.
#include "composer.h"

#include "map.h"

#include <string.h>

// ---- numbers ----

// A circled figure in the style of a setting; lives in the composer's map, so that each is
// shaped, and what is to be said of it said, once.
static const struct pai_shaped *figure(struct pai_composer *c, enum pai_role role, bool raised,
                                       uint32_t number, struct pai_span span) {
    uint64_t key = (uint64_t)role << 16 | (uint64_t)raised << 8 | number;
    c->note_marks = c->note_marks != NULL ? c->note_marks : pai_map_make(c->job->arena);
    struct pai_shaped *known = pai_map_find_int(c->note_marks, key);
    if (known == NULL) {
        char s[4];
        pai_note_circle(s, number);
        struct pai_origin origin = {0, span.offset};
        struct pai_text text = {pai_arena_str(c->job->arena, s, 3), 3, span.file, &origin, 1};
        known = PAI_NEW(c->job->arena, struct pai_shaped);
        *known = pai_set_mark(c, &text, role, raised);
        pai_map_put_int(c->note_marks, key, known);
    }
    return known;
}

// A mark of three bytes and the number that it gets.
struct mark {
    uint32_t at, number;
    enum pai_role role;
    bool raised;
};

// The part of a line with glyph `i` of a part exchanged for a figure.
static struct pai_line_part exchanged(struct pai_composer *c, const struct pai_line_part *part,
                                      uint32_t i, const struct pai_shaped *figure) {
    const struct pai_glyph *old = &part->run->glyphs[part->first + i];
    const struct pai_run *from = &figure->runs[0];
    struct pai_run *run = PAI_NEW(c->job->arena, struct pai_run);
    struct pai_glyph *glyph = PAI_NEW(c->job->arena, struct pai_glyph);
    pai_len *x = PAI_NEW(c->job->arena, pai_len);
    *glyph = from->glyphs[0];
    // In the middle of the place, should another face draw it narrower.
    *x = part->x[i] - old->dx + glyph->dx + (old->advance - glyph->advance) / 2;
    glyph->cluster = old->cluster;
    *run = *from;
    run->first = old->cluster;
    run->end = old->cluster + 3;
    run->glyphs = glyph;
    run->count = 1;
    return (struct pai_line_part){run, 0, 1, false, x};
}

static struct pai_line_part some(const struct pai_line_part *part, uint32_t from,
                                 uint32_t end) {
    struct pai_line_part out = *part;
    out.first += from;
    out.count = end - from;
    out.x += from;
    return out;
}

// Exchanges the marks of a line: marks[0] is the first at or behind its start. Returns how many
// it has.
static uint32_t line_number(struct pai_composer *c, const struct pai_setting *s,
                            struct pai_line *line, const struct mark *marks, uint32_t n) {
    uint32_t count = 0;
    while (count < n && marks[count].at < line->end) {
        count++;
    }
    if (count == 0) {
        return 0;
    }
    struct pai_line_part *out =
        PAI_NEW_N(c->job->arena, struct pai_line_part, line->part_count + 2 * (size_t)count);
    uint32_t made = 0, m = 0;
    for (uint32_t p = 0; p < line->part_count; p++) {
        const struct pai_line_part *part = &line->parts[p];
        uint32_t from = 0;
        for (uint32_t i = 0; i < part->count && !part->hyphen; i++) {
            uint32_t cluster = part->run->glyphs[part->first + i].cluster;
            m += m < count && marks[m].at < cluster;
            if (m == count || marks[m].at != cluster) {
                continue;
            }
            const struct pai_shaped *shaped =
                figure(c, marks[m].role, marks[m].raised, marks[m].number,
                       pai_text_span(&s->text, cluster, 3));
            if (shaped->count == 0) {
                continue; // no face has it, which is an error and said
            }
            if (from < i) {
                out[made++] = some(part, from, i);
            }
            out[made++] = exchanged(c, part, i, shaped);
            from = i + 1;
        }
        if (from < part->count) {
            out[made++] = some(part, from, part->count);
        }
    }
    line->parts = out;
    line->part_count = made;
    return count;
}

// A copy of a setting with its marks, in order, exchanged.
static struct pai_setting numbered(struct pai_composer *c, const struct pai_setting *s,
                                   const struct mark *marks, uint32_t n) {
    struct pai_setting out = *s;
    char *text = PAI_NEW_N(c->job->arena, char, (size_t)s->text.len + 1);
    memcpy(text, s->text.s, s->text.len);
    text[s->text.len] = 0;
    for (uint32_t i = 0; i < n; i++) {
        char figure[4];
        pai_note_circle(figure, marks[i].number);
        memcpy(text + marks[i].at, figure, 3);
    }
    out.text.s = text;
    struct pai_line *lines = PAI_NEW_N(c->job->arena, struct pai_line, s->lines.n);
    uint32_t m = 0;
    for (uint32_t i = 0; i < s->lines.n; i++) {
        lines[i] = s->lines.v[i];
        m += line_number(c, &out, &lines[i], marks + m, n - m);
    }
    out.lines.v = lines;
    return out;
}

void pai_notes_number(struct pai_composer *c, struct pai_flow *flow,
                      const struct pai_span_of_rows *rows, uint32_t pages) {
    uint32_t total = flow->note_refs.n, ref = 0;
    if (total == 0 || !pai_notes_by_page(c->layout)) {
        return;
    }
    struct mark *marks = PAI_NEW_N(c->job->arena, struct mark, total);
    for (uint32_t p = 0; p < pages; p++) {
        uint32_t count = 0;
        for (; ref < total && flow->note_refs.v[ref].row < rows[p].end; ref++) {
            struct pai_note_ref *at = &flow->note_refs.v[ref];
            struct pai_note_set *note = &flow->notes.v[at->note];
            if (note->page != p + 1) {
                note->page = p + 1;
                note->number = ++count;
            }
            at->number = note->number;
        }
    }
    for (uint32_t i = 0, n; i < total; i += n) {
        uint32_t setting = flow->note_refs.v[i].setting;
        for (n = 0; i + n < total && flow->note_refs.v[i + n].setting == setting; n++) {
            const struct pai_note_ref *at = &flow->note_refs.v[i + n];
            marks[n] = (struct mark){at->at, at->number, at->role, true};
        }
        if (setting == PAI_NO_SETTING) {
            continue;
        }
        flow->settings.v[setting] = numbered(c, &flow->settings.v[setting], marks, n);
    }
}

// ---- at the foot of a page ----

static void put_line(struct pai_sheet *sheet, const struct pai_flow *flow,
                     const struct pai_note_line *at, pai_len y) {
    const struct pai_note_ref *ref = &flow->note_refs.v[at->ref];
    const struct pai_note_set *note = &flow->notes.v[ref->note];
    struct pai_setting set = note->set;
    if (at->line == 0 && pai_notes_by_page(sheet->c->layout)) {
        struct mark mark = {0, ref->number, PAI_ROLE_FOOTNOTE, false};
        set = numbered(sheet->c, &set, &mark, 1);
    }
    struct pai_line_id id = {note->article, note->index, (int32_t)at->line};
    pai_sheet_line(sheet, &set, at->line, id, sheet->left, y);
}

// The lines of notes of a page, those left out that stand there already: two rows of one page
// may refer to one note. Moves the cursor over them.
static uint32_t page_lines(struct pai_sheet *sheet, struct pai_flow *flow, uint32_t lines,
                           uint32_t page, struct pai_note_line *cursor,
                           struct pai_note_line *out) {
    uint32_t n = 0;
    for (; lines > 0; lines--) {
        const struct pai_note_ref *ref = &flow->note_refs.v[cursor->ref];
        while (!ref->shown || cursor->line >= flow->notes.v[ref->note].set.lines.n) {
            ref = &flow->note_refs.v[++cursor->ref];
            cursor->line = 0;
        }
        struct pai_note_set *note = &flow->notes.v[ref->note];
        bool again = note->foot == page && note->foot_ref != cursor->ref;
        if (!again) {
            if (cursor->line > 0 && note->foot != page && !note->said) {
                const struct pai_text *t = &note->set.text;
                pai_diag(sheet->c->job, PAI_D_FOOTNOTE_PARTED, pai_text_span(t, 0, t->len),
                         NULL);
                note->said = true;
            }
            note->foot = page;
            note->foot_ref = cursor->ref;
            out[n++] = *cursor;
        }
        cursor->line++;
    }
    return n;
}

void pai_notes_put(struct pai_sheet *sheet, struct pai_flow *flow,
                   const struct pai_span_of_rows *span, uint32_t bottom, uint32_t page,
                   struct pai_note_line *cursor) {
    const struct pai_layout *l = sheet->c->layout;
    uint32_t share = 0;
    for (uint32_t i = span->first; i < span->end; i++) {
        share += flow->rows.v[i].note_share;
    }
    if (share == 0) {
        return;
    }
    struct pai_note_line *v = PAI_NEW_N(sheet->c->job->arena, struct pai_note_line, share);
    uint32_t n = page_lines(sheet, flow, share, page, cursor, v);
    pai_len pitch = pai_note_pitch(l), size = l->style[PAI_ROLE_FOOTNOTE].size;
    pai_len last =
        l->area.top + (pai_len)(bottom - 1) * l->pitch + (pai_len)pai_muldiv(l->cell, 88, 100);
    pai_len y = last - (pai_len)(n - 1) * pitch;
    // A little nearer to the notes than to the text, which is a line of notes and more away.
    pai_len rule = y - (pai_len)pai_muldiv(size, 88, 100) - pitch * 2 / 3;
    pai_sheet_rule(sheet, "footnote-rule", sheet->c->black, sheet->left, rule,
                   l->area.width / 3, PAI_PT / 2);
    for (uint32_t i = 0; i < n; i++, y += pitch) {
        uint32_t note = flow->note_refs.v[v[i].ref].note;
        bool begins = i == 0 || v[i - 1].ref != v[i].ref;
        bool ends = i + 1 == n || v[i + 1].ref != v[i].ref;
        if (begins) {
            // One that was set on an earlier page is an element of its own on this one.
            bool again = flow->notes.v[note].tagged && v[i].line == 0;
            pai_sheet_tag(sheet, PAI_TAG_ART, (uint32_t)flow->notes.v[note].article + 1);
            pai_sheet_tag(sheet, PAI_TAG_NOTE, again ? 0 : note + 1);
            flow->notes.v[note].tagged = true;
        }
        put_line(sheet, flow, &v[i], y);
        if (ends) {
            pai_sheet_tag(sheet, PAI_TAG_END, 0);
            pai_sheet_tag(sheet, PAI_TAG_END, 0); // of the article
        }
    }
}
