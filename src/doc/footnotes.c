// Footnotes (typography 4): lines behind an article, or behind all of them, that begin with a
// mark which the text has too. In: the blocks of the articles as they are made, the pieces
// between them. Out: the notes of each article, each with the places that refer to it, in the
// order of these places. Promised: a line is taken only for a place that nothing else claims,
// what is uncertain stays text, and marks without a note and notes without a mark are said;
// linear time.
//
// A circled figure that begins an item of an enumeration (做到三件事：①…；②…) is no reference.
// One behind a stop in the middle of a paragraph may be either; it counts where a note has its
// mark and nothing else refers to that.
#include "reader.h"

#include "utf8.h"

#include <string.h>

#define NONE UINT32_MAX

// ---- places that refer ----

static unsigned key_of(struct pai_note_mark mark) {
    return mark.bracketed * 100u + mark.number;
}

static void queue_put(struct pai_footnotes *notes, struct pai_note_queue *q, uint32_t ref) {
    struct pai_note_ref *r = &notes->refs.v[ref];
    q->articles += q->count == 0 || notes->refs.v[q->last].article != r->article;
    if (q->count == 0) {
        q->first = ref;
    } else {
        notes->refs.v[q->last].next = ref;
    }
    q->last = ref;
    q->count++;
}

// Gives the first reference of a queue to a note; with `all`, all of its article.
static void queue_take(struct pai_footnotes *notes, struct pai_note_queue *q, uint32_t note,
                       bool all) {
    uint32_t article = notes->refs.v[q->first].article;
    do {
        struct pai_note_ref *r = &notes->refs.v[q->first];
        r->note = note;
        q->first = r->next;
        q->count--;
    } while (all && q->count > 0 && notes->refs.v[q->first].article == article);
    q->articles -= q->count == 0 || notes->refs.v[q->first].article != article;
}

// How sure it is that the circled figure at byte `at` refers to a note: 2 it stands behind a
// word, or behind the stop that ends the paragraph; 1 behind another stop; 0 it does not.
static unsigned refers(const struct pai_text *text, uint32_t at, uint32_t end) {
    unsigned used;
    uint32_t cp = at > 0 ? pai_utf8_prev(text->s, at, &used) : 0;
    bool word = pai_ch_han(cp) || pai_ch_letter(cp) || pai_ch_digit(cp) || cp == 0x201D ||
                cp == 0x2019 || cp == 0x300B || cp == 0xFF09 || cp == ')' || cp == '%';
    return word ? 2 : pai_ch_stop(cp) ? 1 + (end == text->len) : 0;
}

// Notes are set for references in running text; the others are remembered, so that it can be
// said why theirs are not.
static bool running(const struct pai_block *b) {
    return b->table == NULL && b->figure == NULL && b->kind <= PAI_LIST;
}

static void scan_text(struct pai_reader *r, struct pai_footnotes *notes,
                      const struct pai_text *text, uint32_t article, uint32_t block,
                      bool runs) {
    unsigned before = 0; // how sure the mark is that ends where the next one begins
    uint32_t behind = 0, len;
    for (uint32_t i = 0; i < text->len; i += len + (len == 0)) {
        struct pai_note_mark mark;
        bool starts = ((uint8_t)text->s[i] & 0xC0) != 0x80;
        len = starts ? pai_note_mark_at(text, i, &mark) : 0;
        if (len == 0) {
            continue;
        }
        unsigned sure = mark.bracketed ? 2 * (i > 0) : refers(text, i, i + len);
        sure = behind == i && before > sure ? before : sure;
        before = sure;
        behind = i + len;
        if (!runs) {
            struct pai_span span = pai_text_span(text, i, len);
            notes->elsewhere[key_of(mark)] =
                (struct pai_note_elsewhere){span.offset, article + 1};
        } else if (sure > 0) {
            struct pai_note_ref ref = {article, block, i, len, NONE, NONE};
            PAI_VEC_PUT(r->arena, &notes->refs, ref);
            queue_put(notes, &notes->open[sure - 1][key_of(mark)], notes->refs.n - 1);
        }
    }
}

// Looks at what the open article has had since it was looked at last.
static void scan(struct pai_reader *r, struct pai_footnotes *notes,
                 const struct pai_note_scope *open) {
    for (uint32_t i = 0; notes->scanned == 0 && i < open->article->title_count; i++) {
        scan_text(r, notes, &open->article->title[i], open->index, 0, false);
    }
    for (; notes->scanned < open->count; notes->scanned++) {
        const struct pai_block *b = &open->body[notes->scanned];
        scan_text(r, notes, &b->text, open->index, notes->scanned, running(b));
    }
}

// ---- lines that may be notes ----

// 注：, 注释： or 注释 at the start of a line: its characters, 0 if there is none.
static uint32_t label_read(struct pai_chs s) {
    static const char *const labels[] = {"注释", "注釋", "脚注", "腳註", "注", "註"};
    for (unsigned i = 0; i < sizeof labels / sizeof *labels; i++) {
        uint32_t end = pai_chs_match_padded(s, 0, labels[i]);
        bool colon = end > 0 && end < s.n && pai_ch_colon(s.v[end].cp);
        if (colon || (end > 0 && end == s.n && i < 4)) {
            return end + colon;
        }
    }
    return 0;
}

// A line of a note: where its mark begins and ends. False if it has no mark, or nothing behind
// it.
static bool note_line(struct pai_chs s, uint32_t *from, uint32_t *end,
                      struct pai_note_mark *mark) {
    *from = pai_chs_behind_spaces(s, label_read(s));
    *end = pai_note_mark_read(s, *from, mark);
    return *end > 0 && *end < s.n;
}

// The places that the next note with this mark may belong to: what is sure goes before what is
// not.
static struct pai_note_queue *queue_of(struct pai_footnotes *notes, unsigned key) {
    struct pai_note_queue(*from)[PAI_NOTE_KEYS] =
        notes->gathered ? notes->earlier : notes->open;
    return &from[from[1][key].count > 0][key];
}

// What the open article has left joins what those before it have left.
static void leave(struct pai_footnotes *notes) {
    for (unsigned sure = 0; sure < 2; sure++) {
        for (unsigned key = 0; key < PAI_NOTE_KEYS; key++) {
            struct pai_note_queue *q = &notes->open[sure][key];
            while (q->count > 0) {
                uint32_t ref = q->first;
                queue_take(notes, q, NONE, false);
                queue_put(notes, &notes->earlier[sure][key], ref);
            }
        }
    }
}

// The last run of the text holds the notes of all articles if one of its lines finds no place
// in the article before it.
static void gather(struct pai_footnotes *notes) {
    for (unsigned key = 0; key < PAI_NOTE_KEYS && !notes->gathered; key++) {
        notes->gathered =
            notes->lines[key] > notes->open[0][key].count + notes->open[1][key].count;
    }
    if (notes->gathered) {
        leave(notes);
    }
}

// Begins a run of lines that look like notes at piece i, if it is one.
static void run_begin(struct pai_footnotes *notes, struct pai_pieces in, uint32_t i) {
    uint32_t from, end;
    struct pai_note_mark mark;
    bool label = label_read(in.v[i].text) == in.v[i].text.n, any = false;
    uint32_t first = i + label, k = first;
    memset(notes->lines, 0, sizeof notes->lines);
    for (; k < in.n && note_line(in.v[k].text, &from, &end, &mark); k++) {
        notes->lines[key_of(mark)]++;
    }
    if (k == first) {
        return;
    }
    notes->run_end = k;
    if (k == in.n) {
        gather(notes);
    }
    for (unsigned key = 0; key < PAI_NOTE_KEYS && !any; key++) {
        any = notes->lines[key] > 0 && queue_of(notes, key)->count > 0;
    }
    notes->label = label && any;
    notes->told = notes->told || label || any;
}

// A line with a mark that stays text.
static void say_lost(struct pai_reader *r, const struct pai_footnotes *notes,
                     struct pai_chs line, unsigned key, uint32_t article, const char *shown) {
    const struct pai_note_elsewhere *e = &notes->elsewhere[key];
    if (e->article == article + 1) {
        struct pai_ch ch = {0, e->src, false};
        pai_log_say(r, PAI_D_FOOTNOTE_PLACE, (struct pai_chs){&ch, 1, 1}, shown, NULL);
    } else if (notes->told) {
        pai_log_say(r, PAI_D_FOOTNOTE_LOST, line, shown, NULL);
    }
}

// 注释： alone is not printed above notes that stand at the foot of pages.
static bool label_take(struct pai_reader *r, struct pai_footnotes *notes, struct pai_chs line) {
    bool taken = notes->label;
    notes->label = false;
    if (taken) {
        pai_log_say(r, PAI_D_FOOTNOTE_LABEL, line, pai_chs_utf8(r->arena, line), NULL);
    }
    return taken;
}

bool pai_footnote_take(struct pai_reader *r, struct pai_footnotes *notes,
                       const struct pai_note_scope *open, struct pai_pieces in, uint32_t i) {
    struct pai_chs line = in.v[i].text;
    uint32_t from, end;
    struct pai_note_mark mark;
    bool marked = note_line(line, &from, &end, &mark);
    if (!marked && label_read(line) != line.n) {
        return false;
    }
    if (i >= notes->run_end) {
        scan(r, notes, open);
        run_begin(notes, in, i);
    }
    if (!marked) {
        return label_take(r, notes, line);
    }
    unsigned key = key_of(mark);
    struct pai_chs shown = pai_chs_sub(line, from, end);
    struct pai_note_queue *q = queue_of(notes, key);
    uint32_t lines = notes->lines[key]--;
    if (q->count == 0) {
        say_lost(r, notes, line, key, open->index, pai_chs_utf8(r->arena, shown));
        return false;
    }
    struct pai_chs rest = pai_chs_trim(pai_chs_sub(line, end, line.n));
    struct pai_footnote note = {.marker = pai_text_make(r, shown),
                                .text = pai_text_repaired(r, rest, PAI_FIELD_BODY)};
    PAI_VEC_PUT(r->arena, &notes->v, note);
    // As many lines as articles with this mark, or fewer: a line belongs to all its places in
    // one of them. More lines: the author began again at ① within an article.
    queue_take(notes, q, notes->v.n - 1, lines <= q->articles);
    return true;
}

// ---- the notes of each article ----

void pai_footnotes_close(struct pai_reader *r, struct pai_footnotes *notes,
                         const struct pai_note_scope *open) {
    scan(r, notes, open);
    leave(notes);
    notes->scanned = 0;
    notes->told = false;
}

// A reference without a note, where others have theirs. One that may be an item of an
// enumeration is not worth a word.
static void say_missing(struct pai_reader *r, const struct pai_footnotes *notes,
                        const struct pai_article *articles) {
    for (unsigned key = 0; key < PAI_NOTE_KEYS; key++) {
        const struct pai_note_queue *q = &notes->earlier[1][key];
        uint32_t ref = q->first;
        for (uint32_t i = 0; i < q->count; i++, ref = notes->refs.v[ref].next) {
            const struct pai_note_ref *at = &notes->refs.v[ref];
            const struct pai_article *a = &articles[at->article];
            if (a->note_count > 0 || notes->gathered) {
                const struct pai_text *t = &a->body[at->block].text;
                struct pai_ch ch = {0, pai_text_span(t, at->at, at->len).offset, false};
                pai_log_say(r, PAI_D_FOOTNOTE_MISSING, (struct pai_chs){&ch, 1, 1},
                            pai_arena_str(r->arena, t->s + at->at, at->len), NULL);
            }
        }
    }
}

void pai_footnotes_share(struct pai_reader *r, struct pai_footnotes *notes,
                         struct pai_article *articles) {
    uint32_t n = notes->v.n;
    struct pai_footnote *shared = PAI_NEW_N(r->arena, struct pai_footnote, n);
    uint32_t *rank = PAI_NEW_N(r->arena, uint32_t, n); // 1 + place of a note in `shared`
    uint32_t made = 0;
    for (uint32_t i = 0; i < notes->refs.n; i++) {
        const struct pai_note_ref *at = &notes->refs.v[i];
        if (at->note == NONE) {
            continue;
        }
        struct pai_footnote *note = &shared[made];
        if (rank[at->note] == 0) {
            struct pai_article *a = &articles[at->article];
            *note = notes->v.v[at->note];
            a->notes = a->note_count > 0 ? a->notes : note;
            a->note_count++;
            rank[at->note] = ++made;
        }
        shared[rank[at->note] - 1].place_count++;
    }
    for (uint32_t i = 0; i < made; i++) {
        shared[i].places =
            PAI_NEW_N(r->arena, struct pai_footnote_place, shared[i].place_count);
        shared[i].place_count = 0;
    }
    for (uint32_t i = 0; i < notes->refs.n; i++) {
        const struct pai_note_ref *at = &notes->refs.v[i];
        if (at->note != NONE) {
            struct pai_footnote *note = &shared[rank[at->note] - 1];
            note->places[note->place_count++] =
                (struct pai_footnote_place){at->block, at->at, at->len};
        }
    }
    say_missing(r, notes, articles);
}
