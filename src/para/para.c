// In: the runs of one paragraph, a measure and parameters. Out: its lines. Promised: every
// glyph stands on one line and in order, the lines' byte ranges cover the text, some lines come
// out for any input. A paragraph of usual length is broken as a whole; a very long one in
// windows, each of which gives the lines that no later text can change, so that time and memory
// stay in proportion.
#include "node.h"

#include "class.h"
#include "utf8.h"
#include "vec.h"

#define WINDOW      16384 // units looked at together
#define OPEN_PART   8     // a window is so many times what was left open by the one before
#define REPORTS_MAX 20    // diagnostics of one paragraph
#define NOTE_CHARS  24    // longest closing source note
#define ONE_LINE    2048  // bytes of a title that could stand on one line
#define LOOSE_WARN  125   // thousandths of an em (typography 3.7, stretch step 3)

const char *pai_why_name(enum pai_why why) {
    static const char *const names[] = {
#define X(id, name) name,
        PAI_WHYS(X)
#undef X
    };
    return why < PAI_WHY_COUNT ? names[why] : "";
}

struct lines {
    struct pai_line *v;
    uint32_t n, cap;
};

// Finds a source note （…） that closes the paragraph behind a full stop
// (typography 2.2, 3.11).
static void find_note(struct pai_setter *s) {
    const struct pai_text *text = s->text;
    s->note_first = UINT32_MAX;
    s->note_end = 0;
    uint32_t at = text->len;
    unsigned used;
    while (at > 0 && text->s[at - 1] == ' ') {
        at--;
    }
    uint32_t end = at;
    if (s->p.align != PAI_JUSTIFY || at == 0 ||
        pai_utf8_prev(text->s, at, &used) != 0xFF09) { // ）
        return;
    }
    at -= used;
    for (unsigned i = 0; i < NOTE_CHARS && at > 0; i++) {
        uint32_t cp = pai_utf8_prev(text->s, at, &used);
        at -= used;
        if (cp == 0xFF09) {
            return;
        }
        if (cp != 0xFF08 || at == 0) { // （
            continue;
        }
        enum pai_class before = pai_class_of(pai_utf8_prev(text->s, at, &used));
        if (before == PAI_CLS_PS || before == PAI_CLS_EX || before == PAI_CLS_CL) {
            s->note_first = at;
            s->note_end = end;
        }
        return;
    }
}

// Up to 12 characters that end at byte `end`.
static const char *excerpt(const struct pai_setter *s, uint32_t first, uint32_t end) {
    uint32_t at = end;
    for (unsigned i = 0; i < 12 && at > first; i++) {
        unsigned used;
        pai_utf8_prev(s->text->s, at, &used);
        at -= used;
    }
    return pai_arena_fmt(s->job->arena, "%s%s", at > first ? "…" : "",
                         pai_arena_str(s->job->arena, s->text->s + at, end - at));
}

static const char *decimal(const struct pai_setter *s, int64_t thousandths) {
    return pai_arena_fmt(s->job->arena, "%d.%c%c", (int)(thousandths / 1000),
                         (int)('0' + thousandths / 100 % 10),
                         (int)('0' + thousandths / 10 % 10));
}

// Says what is odd about a line.
static void report(struct pai_setter *s, const struct pai_line *line, const struct pai_end *end,
                   pai_len room, int64_t gap) {
    const struct pai_node *tail = &s->nodes[end->stop - 1];
    uint32_t first = s->nodes[end->start].first;
    struct pai_span span = pai_text_span(s->text, first, tail->end - first);
    if (s->reported >= REPORTS_MAX) {
        return;
    }
    int64_t over = (int64_t)line->width - room;
    if (over > s->p.em / 128 && s->p.align == PAI_JUSTIFY) {
        pai_diag(s->job, PAI_D_PIECE_TOO_WIDE, span, excerpt(s, first, tail->end),
                 decimal(s, over * 1000 / PAI_PT), NULL);
        s->reported++;
    } else if (gap > LOOSE_WARN) {
        pai_diag(s->job, PAI_D_LINE_LOOSE, span, decimal(s, gap), NULL);
        s->reported++;
    }
    if (end->flags & PAI_BREAK_EMERGENCY && !s->reported_wide) {
        pai_diag(s->job, PAI_D_WORD_BROKEN, span, excerpt(s, first, tail->end), NULL);
        s->reported_wide = true;
        s->reported++;
    }
    if (end->flags & PAI_BREAK_RELIEF) {
        pai_diag(s->job, PAI_D_EDGE_RELIEF, span, excerpt(s, first, tail->end), NULL);
        s->reported++;
    }
}

static void put_lines(struct pai_setter *s, const struct pai_ends *ends, bool closes,
                      struct lines *lines) {
    for (uint32_t i = 0; i < ends->n; i++) {
        const struct pai_end *end = &ends->v[i];
        bool first = lines->n == 0;
        bool ragged = (i + 1 == ends->n && s->done) || (end->flags & PAI_BREAK_RAGGED) != 0;
        struct pai_line line;
        int64_t gap = pai_line_set(s, end, first, ragged, &line);
        line.last = ragged && (s->p.align == PAI_JUSTIFY || (closes && i + 1 == ends->n));
        line.first = first ? 0 : s->nodes[end->start].first;
        line.end = s->nodes[end->stop - 1].end;
        if (!first) {
            lines->v[lines->n - 1].end = line.first; // a space lost at the edge ends its line
        }
        if (lines->n == lines->cap) {
            lines->v =
                pai_vec_grow(s->job->arena, lines->v, lines->n, &lines->cap, sizeof *lines->v);
        }
        lines->v[lines->n++] = line;
        report(s, &line, end, first ? s->avail_first : s->avail, gap);
    }
}

static struct pai_ends find_ends(struct pai_setter *s, bool first) {
    struct pai_ends ends = {NULL, 0};
    if (s->p.balance) {
        ends = pai_title_find(s, first);
    }
    return ends.n > 0 ? ends : pai_break_find(s, first);
}

// Sets the text from *run, *glyph to byte `end`, window by window.
static void set_segment(struct pai_setter *s, uint32_t *run, uint32_t *glyph, uint32_t end,
                        bool closes, struct lines *lines) {
    uint32_t window = s->p.window != 0 ? s->p.window : WINDOW;
    window = s->p.explain != NULL ? UINT32_MAX : window;
    uint32_t limit = window;
    for (;;) {
        s->nodes = NULL;
        s->node_count = s->node_cap = 0;
        pai_arena_reset(s->scratch);
        pai_nodes_build(s, *run, *glyph, end, limit);
        struct pai_ends ends = find_ends(s, lines->n == 0);
        put_lines(s, &ends, closes, lines);
        if (s->done) {
            *run = s->next_run;
            *glyph = s->next_glyph;
            return;
        }
        if (ends.n > 0) {
            uint32_t next = s->next_box;
            *run = s->nodes[next].run;
            *glyph = s->nodes[next].glyph;
            // What stayed open is set again: it must not be a large part of the next window.
            uint32_t open = (s->node_count - next) / 3; // nodes of a unit
            limit = open < window / OPEN_PART ? window : open * OPEN_PART;
        } else if (limit < UINT32_MAX / 2) {
            limit *= 2;
        } else {
            return;
        }
    }
}

// True if a title with forced divisions fits on one line as a whole (typography 3.11).
static bool fits_one_line(struct pai_setter *s) {
    pai_nodes_build(s, 0, 0, UINT32_MAX, WINDOW);
    struct pai_sums sums = {.width = 0};
    for (uint32_t i = 0; i < s->node_count; i++) {
        pai_sums_add(&sums, &s->nodes[i]);
    }
    return s->done && sums.width <= s->avail_first;
}

static void check_params(struct pai_setter *s) {
    struct pai_para_params *p = &s->p;
    if (p->em <= 0) {
        p->em = s->run_count > 0 && s->runs[0].em > 0 ? s->runs[0].em : 10 * PAI_PT;
    }
    p->em = p->em < PAI_LEN_MAX / 16 ? p->em : PAI_LEN_MAX / 16;
    int64_t first = (int64_t)p->measure - p->indent;
    int64_t other = (int64_t)p->measure - p->turnover;
    s->avail_first = (pai_len)(first < 1 ? 1 : first > PAI_LEN_MAX ? PAI_LEN_MAX : first);
    s->avail = (pai_len)(other < 1 ? 1 : other > PAI_LEN_MAX ? PAI_LEN_MAX : other);
}

struct pai_lines pai_para_set(struct pai_job *job, const struct pai_text *text,
                              const struct pai_run *runs, uint32_t run_count,
                              const struct pai_para_params *params, const uint32_t *forced,
                              uint32_t forced_count) {
    struct pai_setter s = {.job = job, .text = text, .runs = runs, .run_count = run_count};
    s.p = *params;
    s.scratch = pai_arena_open(job->no_memory);
    check_params(&s);
    find_note(&s);
    struct lines lines = {NULL, 0, 0};
    if (params->balance && forced_count > 0 && text->len <= ONE_LINE) {
        s.forced = forced;
        s.forced_count = forced_count;
        if (fits_one_line(&s)) {
            forced_count = 0;
        } else {
            s.forced_count = 0;
        }
    }
    uint32_t run = 0;
    uint32_t glyph = 0;
    for (uint32_t i = 0; i <= forced_count; i++) {
        uint32_t end = i < forced_count ? forced[i] : UINT32_MAX;
        set_segment(&s, &run, &glyph, end, i == forced_count, &lines);
    }
    if (lines.n > 0) {
        lines.v[lines.n - 1].end = text->len;
        lines.v[lines.n - 1].last = true;
    }
    pai_arena_close(s.scratch);
    return (struct pai_lines){lines.v, lines.n};
}
