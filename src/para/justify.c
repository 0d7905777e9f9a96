// In: the boxes of one line and its room. Out: the line with every glyph in place and the
// record of what was done. Promised: a justified line is exactly as wide as its room; the steps
// of typography 3.7 are spent in order, by equal amounts within a step, the units that do not
// divide dealt one to a place from the left.
#include "node.h"

#include <string.h>

struct setter {
    struct pai_setter *s;
    const struct pai_node *nodes; // of the line, from its first BOX to its last
    uint32_t n;
    pai_len *extra;               // what each glue gets
    const struct pai_run *hyphen; // of one glyph and no text, behind the last node; NULL: none
    int64_t sum[PAI_WHY_COUNT];
    uint32_t count[PAI_WHY_COUNT];
};

enum share { SHRINK, STRETCH, PLACE, SPARE, ALL };

// How much more glue i can take.
static int64_t cap(const struct setter *t, uint32_t i, enum share share, unsigned why) {
    const struct pai_node *node = &t->nodes[i];
    int64_t used = t->extra[i] < 0 ? -(int64_t)t->extra[i] : t->extra[i];
    if (node->kind != PAI_GLUE) {
        return 0;
    }
    switch (share) {
    case SHRINK:
        return node->why == why ? node->u.glue.shrink - used : 0;
    case STRETCH:
        return node->why == why ? node->u.glue.stretch - used : 0;
    case PLACE:
        return node->place ? PAI_LEN_MAX / 4 : 0;
    case SPARE:
        return node->spare ? PAI_LEN_MAX / 4 : 0;
    case ALL:
        break;
    }
    return node->place || node->spare ? PAI_LEN_MAX / 4 : 0;
}

// Deals `amount` (> 0) in equal parts, sign by `sign`; returns what could not be dealt.
static int64_t deal(struct setter *t, int64_t amount, int sign, enum share share,
                    unsigned why) {
    unsigned record = share == SHRINK || share == STRETCH ? why : PAI_WHY_HAN;
    bool counted = false;
    while (amount > 0) {
        int64_t places = 0;
        for (uint32_t i = 0; i < t->n; i++) {
            places += cap(t, i, share, why) > 0;
        }
        if (places == 0) {
            break;
        }
        if (!counted && t->count[record] < places) {
            t->count[record] = (uint32_t)places;
        }
        counted = true;
        int64_t part = amount / places;
        int64_t rest = part > 0 ? 0 : amount;
        for (uint32_t i = 0; i < t->n; i++) {
            int64_t room = cap(t, i, share, why);
            int64_t give = part < room ? part : room;
            if (part == 0 && room > 0 && rest > 0) {
                give = 1;
                rest--;
            }
            if (give > 0) {
                t->extra[i] += (pai_len)(sign * give);
                t->sum[record] += sign * give;
                amount -= give;
            }
        }
    }
    return amount;
}

static void shrink(struct setter *t, int64_t need) {
    for (unsigned k = 0; k < PAI_TIERS && need > 0; k++) {
        need = deal(t, need, -1, SHRINK, pai_shrink_order[k]);
    }
    if (need > 0 && need <= t->s->p.em / 128) {
        deal(t, need, -1, ALL, 0); // lost in rounding the measure
    }
}

// Returns the widest opening between two cells, in thousandths of an em.
static int64_t stretch(struct setter *t, int64_t extra) {
    extra = deal(t, extra, 1, STRETCH, PAI_WHY_WORD_SPACE);
    extra = deal(t, extra, 1, STRETCH, PAI_WHY_HAN_LATIN);
    int64_t places = 0;
    int64_t spare = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        places += t->nodes[i].kind == PAI_GLUE && t->nodes[i].place;
        spare += t->nodes[i].kind == PAI_GLUE && t->nodes[i].spare;
    }
    int64_t em = t->s->p.em;
    if (extra <= 0 || places + spare == 0) {
        return extra * 1000 / em; // a single piece cannot be pulled wide
    }
    if (places == 0) {
        deal(t, extra, 1, SPARE, 0);
        return extra * 1000 / spare / em;
    }
    int64_t much = places * (em / 4);
    if (extra > much && spare > 0) {
        deal(t, much, 1, PLACE, 0);
        deal(t, extra - much, 1, ALL, 0);
        return 250 + (extra - much) * 1000 / (places + spare) / em;
    }
    deal(t, extra, 1, PLACE, 0);
    return extra * 1000 / places / em;
}

static pai_len clamp_x(int64_t x) {
    return x > PAI_LEN_MAX / 2      ? PAI_LEN_MAX / 2
           : x < -(PAI_LEN_MAX / 2) ? -(PAI_LEN_MAX / 2)
                                    : (pai_len)x;
}

static bool has_glyphs(const struct pai_node *node) {
    return node->kind != PAI_PENALTY && node->count > 0;
}

// True if node b carries on the glyphs of node a.
static bool carries_on(const struct pai_node *a, const struct pai_node *b) {
    return a != NULL && a->run == b->run && a->glyph + a->count == b->glyph;
}

static void make_parts(const struct setter *t, struct pai_line *line) {
    const struct pai_node *before = NULL;
    size_t glyphs = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        if (has_glyphs(&t->nodes[i])) {
            glyphs += t->nodes[i].count;
            line->part_count += !carries_on(before, &t->nodes[i]);
            before = &t->nodes[i];
        }
    }
    glyphs += t->hyphen != NULL;
    line->part_count += t->hyphen != NULL;
    struct pai_arena *arena = t->s->job->arena;
    struct pai_line_part *parts = PAI_NEW_N(arena, struct pai_line_part, line->part_count);
    pai_len *x = PAI_NEW_N(arena, pai_len, glyphs);
    int64_t pen = line->x;
    uint32_t part = 0;
    before = NULL;
    for (uint32_t i = 0; i < t->n; i++) {
        const struct pai_node *node = &t->nodes[i];
        const struct pai_run *run = &t->s->runs[node->run];
        if (has_glyphs(node)) {
            if (!carries_on(before, node)) {
                parts[part++] = (struct pai_line_part){run, node->glyph, 0, false, x};
            }
            before = node;
            int64_t at = pen + (node->kind == PAI_BOX ? node->u.box.shift : 0);
            for (uint32_t g = node->glyph; g < node->glyph + node->count; g++) {
                *x++ = clamp_x(at + run->glyphs[g].dx);
                at += run->glyphs[g].advance;
                parts[part - 1].count++;
            }
        }
        if (node->kind == PAI_BOX) {
            pen += node->u.box.width;
        } else if (node->kind == PAI_GLUE) {
            pen += (int64_t)node->u.glue.natural + t->extra[i];
        }
    }
    if (t->hyphen != NULL) {
        *x = clamp_x(pen);
        parts[part] = (struct pai_line_part){t->hyphen, 0, 1, true, x};
        pen += t->hyphen->glyphs[0].advance;
    }
    line->parts = parts;
    line->width = clamp_x(pen - line->x);
}

static void record_once(struct setter *t, enum pai_why why, int64_t sum) {
    t->sum[why] += sum;
    t->count[why]++;
}

// What the edges and the neighbours took, whatever the justification did (typography 3.5, 3.6).
static void record_trims(struct setter *t) {
    const struct pai_node *head = &t->nodes[0];
    const struct pai_node *tail = &t->nodes[t->n - 1];
    if (head->u.box.lead > 0) {
        record_once(t, PAI_WHY_LINE_START, -(int64_t)head->u.box.lead);
    }
    if (tail->u.box.trail > 0) {
        record_once(t, PAI_WHY_LINE_END, -(int64_t)tail->u.box.trail);
    }
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->nodes[i].kind == PAI_GLUE && t->nodes[i].u.glue.squeezed > 0) {
            record_once(t, PAI_WHY_ADJACENT, -(int64_t)t->nodes[i].u.glue.squeezed);
        }
    }
}

static void put_adjust(const struct setter *t, struct pai_line *line) {
    struct pai_adjust all[PAI_WHY_COUNT];
    for (unsigned w = 0; w < PAI_WHY_COUNT; w++) {
        // What only fills a rounded measure is nothing to tell.
        if (t->sum[w] > t->s->p.em / 4096 || t->sum[w] < -(t->s->p.em / 4096)) {
            all[line->adjust_count++] =
                (struct pai_adjust){(enum pai_why)w, t->sum[w], t->count[w]};
        }
    }
    struct pai_adjust *kept =
        PAI_NEW_N(t->s->job->arena, struct pai_adjust, line->adjust_count);
    if (line->adjust_count > 0) {
        memcpy(kept, all, line->adjust_count * sizeof *kept);
    }
    line->adjust = kept;
}

// The hyphen behind the last box, in its type (typography 3.10).
static const struct pai_run *hyphen_run(const struct pai_setter *s,
                                        const struct pai_node *tail) {
    struct pai_run *run = PAI_NEW(s->job->arena, struct pai_run);
    *run = s->runs[tail->run];
    run->glyphs = &run->hyphen;
    run->count = 1;
    run->first = run->end = run->hyphen.cluster = tail->end;
    return run;
}

int64_t pai_line_set(struct pai_setter *s, const struct pai_end *end, bool first, bool ragged,
                     struct pai_line *out) {
    struct setter t = {.s = s, .nodes = s->nodes + end->start, .n = end->stop - end->start};
    t.extra = PAI_NEW_N(s->scratch, pai_len, t.n);
    struct pai_sums sums = {.width = 0};
    for (uint32_t i = 0; i < t.n; i++) {
        pai_sums_add(&sums, &t.nodes[i]);
    }
    pai_len room = first ? s->avail_first : s->avail;
    pai_len left = s->p.measure - room;
    const struct pai_node *tail = &t.nodes[t.n - 1];
    if (end->flags & PAI_BREAK_HYPHEN) {
        t.hyphen = hyphen_run(s, tail);
        sums.width += t.hyphen->hyphen.advance;
    }
    pai_len hang = tail->hang ? tail->u.box.width : 0;
    if (ragged && sums.width <= room) {
        hang = 0; // there is room for it
    }
    sums.width -= hang;
    int64_t slack = (int64_t)room - sums.width;
    int64_t gap = 0;
    record_trims(&t);
    if (s->p.align == PAI_JUSTIFY && slack < 0) {
        shrink(&t, -slack);
    } else if (s->p.align == PAI_JUSTIFY && !ragged && slack > 0) {
        gap = stretch(&t, slack);
    }
    *out = (struct pai_line){.x = left, .badness = end->badness};
    bool right = s->p.align == PAI_RIGHT;
    if (right || s->p.align == PAI_CENTRE) {
        out->x = clamp_x(left + (right ? slack : slack / 2));
    } else if (ragged && !first && t.nodes[0].first == s->note_first && slack > 0) {
        out->x = clamp_x(left + slack); // the closing note by itself (typography 3.11)
    }
    make_parts(&t, out);
    if (hang != 0) {
        out->width -= hang;
        record_once(&t, PAI_WHY_HANG, hang);
    }
    put_adjust(&t, out);
    return gap;
}
