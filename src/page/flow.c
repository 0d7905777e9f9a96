// In: the editor's note and the articles. Out: their lines as rows of the grid, in order, each
// knowing what it may be parted from.
#include "flow.h"

#include "buf.h"

#include <string.h>

// A title too large for its row takes whole rows as one piece (占行, typography 4): its lines a
// quarter of their size apart, what the rows have to spare half above and half below, a little
// more above.
static struct pai_row tall_row(const struct pai_layout *l, const struct pai_setting *s) {
    pai_len em = s->style->size, leading = l->pitch - l->cell;
    int64_t lead = em + em / 4;
    int64_t high = em + lead * (s->lines.n - 1);
    int64_t rows = (high + leading / 2 + l->pitch - 1) / l->pitch;
    int64_t spare = rows * l->pitch + leading - high; // from em box to em box
    return (struct pai_row){
        .lines = s->lines.n,
        .rows = rows > 1000 ? 1000 : (uint32_t)rows,
        .base = (pai_len)(spare * 5 / 9 - leading + pai_muldiv(em, 88, 100)),
        .lead = (pai_len)lead,
    };
}

// Whether the em box of one line would touch that of a line on the next row.
static bool is_tall(const struct pai_layout *l, const struct pai_setting *s) {
    return s->style->size > l->pitch - (l->pitch - l->cell) / 4;
}

// Appends the lines of a setting as rows.
void pai_flow_put(struct pai_flow_state *f, struct pai_setting s, int32_t article,
                  int32_t paragraph, pai_len x, bool keep, enum pai_tag tag) {
    PAI_VEC_PUT(f->c->job->arena, &f->flow->settings, s);
    f->element++;
    bool tall = s.lines.n > 0 && is_tall(f->c->layout, &s);
    uint32_t of = tall && keep ? 1 : s.lines.n;
    for (uint32_t i = 0; i < of; i++) {
        struct pai_row row = {
            .lines = 1,
            .rows = 1,
            .base = (pai_len)pai_muldiv(f->c->layout->cell, 88, 100),
        };
        if (tall) {
            struct pai_setting one = s;
            one.lines.n = keep ? s.lines.n : 1;
            row = tall_row(f->c->layout, &one);
        }
        row.setting = f->flow->settings.n - 1;
        row.line = i;
        row.id = (struct pai_line_id){article, paragraph, (int32_t)i};
        row.x = x;
        row.gap_before = f->gap;
        row.begins_page = f->page;
        row.keep = keep;
        row.of = of;
        row.at = i;
        row.element = f->element;
        row.tag = tag;
        f->gap = f->page = false;
        PAI_VEC_PUT(f->c->job->arena, &f->flow->rows, row);
    }
}

void pai_flow_blank(struct pai_flow_state *f, uint32_t rows) {
    uint32_t n = f->flow->rows.n;
    for (uint32_t i = 0; i < rows && n > 0; i++) {
        struct pai_row *before = &f->flow->rows.v[f->flow->rows.n - 1];
        before->keep = true;
        struct pai_row empty = *before;
        empty.lines = 0;
        empty.rows = 1;
        empty.gap_before = empty.begins_page = false;
        empty.of = 1;
        empty.at = 0;
        empty.refs = empty.note_lines = 0;
        PAI_VEC_PUT(f->c->job->arena, &f->flow->rows, empty);
    }
}

// Says that the rows of the setting added last stand across the columns.
static void put_across(struct pai_flow_state *f, bool across) {
    struct pai_row *rows = f->flow->rows.v;
    uint32_t n = f->flow->rows.n, setting = f->flow->settings.n - 1;
    for (uint32_t i = n; across && i > 0 && rows[i - 1].setting == setting; i--) {
        rows[i - 1].across = true;
    }
}

// An empty row keeps the frame apart from the article below it and ends it.
static void frame_note(struct pai_flow_state *f) {
    struct pai_row *rows = f->flow->rows.v;
    uint32_t n = f->flow->rows.n;
    for (uint32_t i = 0; i < n; i++) {
        rows[i].framed = true;
    }
    if (n > 0) {
        rows[n - 1].keep = true;
        struct pai_row empty = rows[n - 1];
        empty.lines = 0;
        empty.rows = 1;
        empty.keep = false;
        empty.of = 1;
        empty.at = 0;
        empty.refs = empty.note_lines = 0;
        PAI_VEC_PUT(f->c->job->arena, &f->flow->rows, empty);
    }
}

// 编者按 in 楷体 with its label in 黑体, two cells in from both sides, or one cell in a frame
// (typography 2.2).
static void add_note(struct pai_flow_state *f) {
    struct pai_composer *c = f->c;
    const struct pai_doc *doc = c->doc;
    if (doc->note.len == 0) {
        return;
    }
    struct pai_joined j = pai_joined_make(c->job->arena);
    if (doc->note_label.len > 0) {
        pai_joined_put(&j, &doc->note_label);
        pai_joined_str(&j, "：");
    }
    uint32_t lead = (uint32_t)j.buf->n;
    pai_joined_put(&j, &doc->note);
    bool framed = c->layout->articles.note != PAI_FRAME_NONE;
    pai_len side = (framed ? 1 : 2) * c->layout->cell;
    struct pai_set_what what = {
        .text = pai_joined_text(&j),
        .role = PAI_ROLE_NOTE,
        .lead = lead,
        .lead_role = PAI_ROLE_H1,
        .measure = c->layout->area.width - 2 * side,
        .indent = c->layout->style[PAI_ROLE_NOTE].indent,
    };
    pai_flow_put(f, pai_set_text(c, &what), -1, 0, side, false, PAI_TAG_P);
    if (framed) {
        frame_note(f);
    }
    put_across(f, true);
    f->framed = framed;
}

static pai_len clause_width(struct pai_composer *c, const struct pai_text *clause) {
    struct pai_shaped s = pai_set_shape(c, clause, PAI_ROLE_TITLE, 0);
    return pai_shaped_width(&s);
}

// How well the clauses fall into lines if a line ends behind each clause i whose bit is set:
// the number of lines, then lines that a clause must be cut for, then their difference in
// length.
static int64_t breaks_cost(const pai_len *width, uint32_t n, uint32_t mask, pai_len measure,
                           pai_len em) {
    int64_t most = 0, least = INT64_MAX, line = 0, lines = 0, cut = 0;
    for (uint32_t i = 0; i < n; i++) {
        line += width[i];
        if (i + 1 < n && (mask >> i & 1) == 0) {
            line += em;
            continue;
        }
        most = line > most ? line : most;
        least = line < least ? line : least;
        lines += 1 + (line - 1) / measure;
        cut += line > measure;
        line = 0;
    }
    return (lines << 36) + (cut << 32) + (most - least);
}

// Which of the author's divisions end a line (bit i: behind clause i): the fewest lines that
// hold the clauses, an em between those that share a line, without cutting one if that can be.
// A title of more than 8 clauses breaks at each.
static uint32_t choose_breaks(struct pai_composer *c, const struct pai_article *a,
                              pai_len measure) {
    uint32_t n = a->title_count;
    if (n > 8) {
        return UINT32_MAX;
    }
    pai_len width[8] = {0};
    for (uint32_t i = 0; i < n; i++) {
        width[i] = clause_width(c, &a->title[i]);
    }
    uint32_t best = 0;
    int64_t best_cost = INT64_MAX;
    for (uint32_t mask = 0; mask < 1u << (n - 1); mask++) {
        int64_t cost =
            breaks_cost(width, n, mask, measure, c->layout->style[PAI_ROLE_TITLE].size);
        if (cost < best_cost) {
            best_cost = cost;
            best = mask;
        }
    }
    return best;
}

static void add_title(struct pai_flow_state *f, int32_t article) {
    struct pai_composer *c = f->c;
    const struct pai_article *a = &c->doc->articles[article];
    if (a->title_count == 0) {
        return;
    }
    bool across = c->layout->articles.titles == PAI_TITLES_ACROSS;
    uint32_t breaks = choose_breaks(c, a, across ? c->layout->area.width : c->layout->column);
    uint32_t *forced = PAI_NEW_N(c->job->arena, uint32_t, a->title_count);
    uint32_t forced_count = 0;
    struct pai_joined j = pai_joined_make(c->job->arena);
    for (uint32_t i = 0; i < a->title_count; i++) {
        pai_joined_put(&j, &a->title[i]);
        if (i + 1 == a->title_count) {
            break;
        }
        if (i >= 31 || (breaks >> i & 1) != 0) {
            forced[forced_count++] = (uint32_t)j.buf->n;
        } else {
            pai_joined_str(&j, "\u3000");
        }
    }
    struct pai_set_what what = {
        .text = pai_joined_text(&j),
        .role = PAI_ROLE_TITLE,
        .measure = across ? c->layout->area.width : c->layout->column,
        .forced = forced,
        .forced_count = forced_count,
        .balance = true,
    };
    pai_flow_put(f, pai_set_text(c, &what), article, -1, 0, true, PAI_TAG_H);
    put_across(f, across);
}

// 【工作动态】: above the title of the first article of its column.
static void add_column(struct pai_flow_state *f, int32_t article) {
    struct pai_composer *c = f->c;
    const struct pai_article *a = &c->doc->articles[article];
    if (a->column.len == 0) {
        return;
    }
    bool across = c->layout->articles.titles == PAI_TITLES_ACROSS;
    pai_len measure = across ? c->layout->area.width : c->layout->column;
    pai_flow_put(f, pai_set_plain(c, a->column, PAI_ROLE_COLUMN, measure), article, -1, 0, true,
                 PAI_TAG_P);
    put_across(f, across);
}

static enum pai_role role_of(enum pai_block_kind kind) {
    switch (kind) {
    case PAI_H1:
        return PAI_ROLE_H1;
    case PAI_H2:
        return PAI_ROLE_H2;
    case PAI_H3:
        return PAI_ROLE_H3;
    case PAI_H4:
        return PAI_ROLE_H4;
    case PAI_TABLE:
        return PAI_ROLE_CELL;
    case PAI_PARA:
    case PAI_LIST:
    case PAI_IMAGE:
    case PAI_ADDRESSEE:
    case PAI_ATTACHMENT:
    case PAI_SIGNATURE:
    case PAI_SIGNED:
    case PAI_REMARK:
    case PAI_ATTENDANCE:
        break;
    }
    return PAI_ROLE_BODY;
}

static bool is_heading(enum pai_block_kind kind) {
    return kind >= PAI_H1 && kind <= PAI_H4;
}

static struct pai_text in_brackets(struct pai_composer *c, const struct pai_text *body,
                                   const struct pai_text *source) {
    struct pai_joined j = pai_joined_make(c->job->arena);
    pai_joined_put(&j, body);
    pai_joined_str(&j, "（");
    pai_joined_put(&j, source);
    pai_joined_str(&j, "）");
    return pai_joined_text(&j);
}

static void add_figure(struct pai_flow_state *f, const struct pai_block *b, int32_t article,
                       int32_t paragraph) {
    struct pai_setting caption;
    struct pai_row row;
    if (pai_figure_make(f->c, b, f->c->layout->column, &f->figures, &caption, &row)) {
        PAI_VEC_PUT(f->c->job->arena, &f->flow->settings, caption);
        row.setting = f->flow->settings.n - 1;
        row.id = (struct pai_line_id){article, paragraph, 0};
        row.gap_before = f->gap;
        row.element = ++f->element;
        f->gap = false;
        PAI_VEC_PUT(f->c->job->arena, &f->flow->rows, row);
    }
}

// The last block that is text; the number of blocks if none is.
static uint32_t last_text(const struct pai_article *a) {
    uint32_t i = a->body_count;
    while (i > 0 && a->body[i - 1].figure != NULL) {
        i--;
    }
    return i > 0 ? i - 1 : a->body_count;
}

// The source note is run in behind the last paragraph, or stands on its own line at the right
// where the author had it so.
static void add_body(struct pai_flow_state *f, int32_t article) {
    struct pai_composer *c = f->c;
    const struct pai_article *a = &c->doc->articles[article];
    static const struct pai_text none = {"", 0, 0, NULL, 0};
    uint32_t last = last_text(a);
    pai_notes_open(f, article);
    bool apart = a->source_apart || last == a->body_count || is_heading(a->body[last].kind) ||
                 a->body[last].table != NULL;
    for (uint32_t i = 0; i < a->body_count; i++) {
        const struct pai_block *b = &a->body[i];
        if (b->table != NULL) {
            pai_table_flow(f, b->table, (struct pai_line_id){article, (int32_t)i, 0});
            continue;
        }
        uint32_t taken = pai_closing_put(f, article, i);
        if (taken > 0) {
            i += taken - 1;
            continue;
        }
        enum pai_role role = role_of(b->kind);
        if (b->figure != NULL) {
            add_figure(f, b, article, (int32_t)i);
            continue;
        }
        bool run_in = a->source.len > 0 && !apart && i == last;
        struct pai_text text = run_in ? in_brackets(c, &b->text, &a->source) : b->text;
        struct pai_noted noted = pai_notes_mark(f, i, &text, b->lead);
        noted.lead_role = role_of(b->lead_kind);
        struct pai_set_what what = {
            .text = noted.text,
            .role = role,
            .lead = noted.lead,
            .lead_role = noted.lead_role,
            .marks = noted.marks,
            .mark_count = noted.count,
            .measure = c->layout->column,
            .indent = c->layout->style[role].indent,
        };
        struct pai_ask *ask = c->ask;
        if (ask != NULL && ask->article == article && ask->paragraph == (int32_t)i) {
            ask->text = what.text;
            what.explain = ask->explain;
        }
        bool heading = is_heading(b->kind), begins = false;
        bool item = pai_list_holds(a, i, &begins);
        uint32_t from = f->flow->rows.n;
        pai_flow_put(f, pai_set_text(c, &what), article, (int32_t)i, 0, heading,
                     heading ? PAI_TAG_H
                     : item  ? PAI_TAG_BODY
                             : PAI_TAG_P);
        pai_notes_tie(f, &noted, from);
        f->lists += item && begins;
        for (; item && from < f->flow->rows.n; from++) {
            f->flow->rows.v[from].list = f->lists;
        }
    }
    if (a->source.len > 0 && apart) {
        struct pai_setting s = pai_set_plain(c, in_brackets(c, &none, &a->source),
                                             PAI_ROLE_SOURCE, c->layout->column);
        pai_flow_put(f, s, article, -1, 0, false, PAI_TAG_P);
        // The note never starts a page alone: it holds on to the row before it (typography 4).
        uint32_t first = f->flow->rows.n - s.lines.n;
        if (first > 0 && s.lines.n > 0 && !f->flow->rows.v[first].gap_before) {
            f->flow->rows.v[first - 1].keep = true;
        }
    }
    pai_notes_close(f, article);
}

struct pai_flow pai_flow_make(struct pai_composer *c) {
    struct pai_flow flow = {0};
    struct pai_flow_state f = {.c = c, .flow = &flow};
    add_note(&f);
    for (uint32_t i = 0; i < c->doc->article_count; i++) {
        f.gap = flow.rows.n > 0 && !(i == 0 && f.framed);
        if (c->doc->articles[i].annex.len > 0) {
            pai_closing_annex(&f, (int32_t)i);
        }
        add_column(&f, (int32_t)i);
        add_title(&f, (int32_t)i);
        add_body(&f, (int32_t)i);
    }
    return flow;
}
