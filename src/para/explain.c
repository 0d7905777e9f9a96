// In: every line that was weighed. Out: for each line of the winning setting the lines that
// could have stood in its place, with the cost of the cheapest paragraph that holds them.
// Promised: the winner's cost is the least.
#include "breaker.h"

// rest[place * 3 + grade]: the cheapest way from there to the end; NONE_COST where no
// breakpoint was kept.
#define NONE_COST (INT64_MAX / 4)

static int64_t edge_rest(const struct breaker *b, const int64_t *rest, const struct edge *e) {
    return pai_breaker_step(b, e->from, e->fit + e->place, e->grade) +
           rest[(size_t)e->to * 3 + e->grade];
}

// Edges stand in the order of the places where they end, so that going backwards each finds
// what follows it done.
static int64_t *rests_make(const struct breaker *b) {
    size_t n = (size_t)b->places.n * 3;
    int64_t *rest = PAI_NEW_N(b->s->scratch, int64_t, n);
    for (size_t i = 0; i < n - 3; i++) {
        rest[i] = NONE_COST;
    }
    for (uint32_t i = b->edges.n; i-- > 0;) {
        const struct edge *e = &b->edges.v[i];
        const struct breakpoint *a = &b->all.v[e->from];
        int64_t cost = edge_rest(b, rest, e);
        int64_t *best = &rest[(size_t)a->place * 3 + a->grade];
        *best = cost < *best ? cost : *best;
    }
    return rest;
}

static void put_tried(struct breaker *b, const int64_t *rest, uint32_t line, uint32_t from,
                      uint32_t to) {
    struct pai_setter *s = b->s;
    for (uint32_t i = 0; i < b->edges.n; i++) {
        const struct edge *e = &b->edges.v[i];
        int64_t total = b->all.v[from].cost + edge_rest(b, rest, e);
        if (e->from != from || total >= NONE_COST) {
            continue;
        }
        struct pai_tried *t = PAI_VEC_ADD(s->job->arena, &s->p.explain->tried);
        t->line = line;
        t->first = s->nodes[pai_breaker_place(b, from)->start].first;
        t->end = s->nodes[e->stop - 1].end;
        t->fit = e->fit;
        t->place = e->place;
        t->contrast = pai_breaker_step(b, from, 0, e->grade) - LINE_PRICE;
        t->total = total;
        t->chosen = b->all.v[to].place == e->to && b->all.v[to].grade == e->grade;
    }
}

void pai_break_explain(struct breaker *b, uint32_t to) {
    const int64_t *rest = rests_make(b);
    uint32_t lines = 0;
    for (uint32_t i = to; i > 0; i = b->all.v[i].parent) {
        lines++;
    }
    uint32_t *way = PAI_NEW_N(b->s->scratch, uint32_t, lines + 1);
    uint32_t k = lines;
    for (uint32_t i = to; i > 0; i = b->all.v[i].parent) {
        way[k--] = i;
    }
    b->s->p.explain->cost = b->all.v[to].cost;
    for (uint32_t i = 0; i < lines; i++) {
        put_tried(b, rest, i, way[i], way[i + 1]);
    }
}
