// In: the nodes in hand and the room of the lines. Out: where lines end, the best for the whole
// paragraph (Knuth and Plass 1981), priced by sums.c; or, asked so, line after line the best
// for that line alone, for comparison. Promised: some line ends for any input; integers only;
// linear time, since a candidate start is dropped once the line from it cannot be squeezed into
// the measure and the scan stops where lines get loose; a paragraph cut into windows breaks as
// it would in one piece, because only what all good ways have in common is kept of a window.
#include "breaker.h"

#include <string.h>

// The best candidates for one place, by grade.
struct choice {
    int64_t cost[3];
    int64_t best; // the least of them
    uint32_t parent[3];
    uint8_t flags[3];
    bool any;
};

const struct place *pai_breaker_place(const struct breaker *b, uint32_t from) {
    return &b->places.v[b->all.v[from].place];
}

pai_len pai_breaker_room(const struct breaker *b, uint32_t from) {
    return from == 0 && b->first ? b->s->avail_first : b->s->avail;
}

int64_t pai_breaker_step(const struct breaker *b, uint32_t from, int64_t price, uint8_t grade) {
    uint8_t before = b->all.v[from].grade;
    bool contrast = (before == 0 && grade == 2) || (before == 2 && grade == 0);
    return price + LINE_PRICE + (contrast ? CONTRAST_PRICE : 0);
}

void pai_breaker_plain(struct breaker *b, uint8_t flags) {
    if ((flags & (PAI_BREAK_HYPHEN | PAI_BREAK_RELIEF | PAI_BREAK_EMERGENCY)) == 0) {
        b->plain = b->end;
        b->plain_stop = b->last_box + 1;
    }
}

bool pai_breaker_divides(const struct breaker *b, uint32_t from) {
    const struct place *a = pai_breaker_place(b, from);
    pai_len room = pai_breaker_room(b, from);
    return b->plain_stop <= a->start ||
           pai_line_fit(b->s, &a->at, &b->plain, room).gap > PAI_DIVIDE_GAP;
}

uint8_t pai_breaker_hyphens(const struct breaker *b, uint32_t from, uint8_t flags) {
    uint8_t before = b->all.v[from].hyphens;
    bool more = (flags & PAI_BREAK_HYPHEN) != 0;
    return !more ? 0 : before < HYPHENS_MOST ? before + 1 : HYPHENS_MOST;
}

int64_t pai_breaker_ladder(const struct breaker *b, uint32_t from, pai_len hyphen) {
    return hyphen > 0 && b->all.v[from].hyphens == HYPHENS_MOST ? HYPHENS_PRICE : 0;
}

static void choose(struct breaker *b, struct choice *c, uint32_t from, int64_t fit,
                   int64_t place, uint8_t grade, uint8_t flags) {
    int64_t price = fit + place;
    if (b->s->p.explain != NULL) {
        *PAI_VEC_ADD(b->s->scratch, &b->edges) =
            (struct edge){from, b->places.n - 1, b->last_box + 1, fit, place, grade};
    }
    int64_t cost = b->all.v[from].cost + pai_breaker_step(b, from, price, grade);
    if (c->parent[grade] == NONE || cost < c->cost[grade]) {
        c->cost[grade] = cost;
        c->parent[grade] = from;
        c->flags[grade] = flags;
        c->best = !c->any || cost < c->best ? cost : c->best;
        c->any = true;
    }
}

static struct choice choice_make(void) {
    struct choice c = {.any = false};
    c.parent[0] = c.parent[1] = c.parent[2] = NONE;
    return c;
}

// Records the breakpoint: each grade that could still win.
static void choice_put(struct breaker *b, const struct choice *c, uint8_t flags) {
    for (unsigned g = 0; g < 3; g++) {
        if (c->parent[g] == NONE || c->cost[g] > c->best + CONTRAST_PRICE) {
            continue;
        }
        struct breakpoint *p = PAI_VEC_ADD(b->s->scratch, &b->all);
        p->cost = c->cost[g];
        p->parent = c->parent[g];
        p->grade = (uint8_t)g;
        p->place = b->places.n - 1;
        p->flags = flags | c->flags[g];
        p->hyphens = pai_breaker_hyphens(b, p->parent, p->flags);
    }
}

static void place_put(struct breaker *b) {
    PAI_VEC_ADD(b->s->scratch, &b->places)->stop = b->last_box + 1;
}

struct pai_fit pai_breaker_fit(const struct breaker *b, uint32_t from) {
    return pai_line_fit(b->s, &pai_breaker_place(b, from)->at, &b->end,
                        pai_breaker_room(b, from));
}

static bool fits_ragged(const struct breaker *b, uint32_t from) {
    return b->end.width - pai_breaker_place(b, from)->at.width <= pai_breaker_room(b, from);
}

// True if a line that costs at least `least` beside LINE_PRICE cannot be the best of its place,
// nor of its grade be kept. Who asks for an explanation wants to see them all.
static bool too_dear(const struct breaker *b, const struct choice *c, int64_t least) {
    return c->any && least + LINE_PRICE > c->best + CONTRAST_PRICE && b->s->p.explain == NULL;
}

// The cost of the cheapest breakpoint from i on. *k is where the one for i - 1 was found.
static int64_t cheapest_from(const struct breaker *b, uint32_t i, uint32_t *k) {
    while (b->lows.v[*k] < i) {
        ++*k;
    }
    return b->all.v[b->lows.v[*k]].cost;
}

// Moves over the breakpoints that are dead.
static void drop_dead(struct breaker *b) {
    while (b->head < b->pending && b->all.v[b->head].dead) {
        b->head++;
    }
    while (b->low < b->lows.n && b->lows.v[b->low] < b->head) {
        b->low++;
    }
}

// Looks at the lines that could end at a penalty.
static void scan(struct breaker *b, const struct pai_node *node) {
    struct choice c = choice_make();
    place_put(b);
    uint32_t killed = NONE;
    pai_len hyphen = pai_hyphen_width(b->s, node->flags, &b->s->nodes[b->last_box]);
    b->end.width += hyphen;
    int64_t least = 0; // no line that begins later costs less
    uint32_t low = b->low;
    for (uint32_t i = b->head; i < b->pending; i++) {
        struct breakpoint *a = &b->all.v[i];
        if (i > b->head && too_dear(b, &c, cheapest_from(b, i, &low) + least + node->u.price)) {
            break;
        }
        if (a->dead || (i > b->head && too_dear(b, &c, a->cost + node->u.price))) {
            continue;
        }
        struct pai_fit fit = pai_breaker_fit(b, i);
        if (hyphen > 0 && (fit.overfull || !pai_breaker_divides(b, i))) {
            continue; // more of the word may fit than a part of it and the hyphen
        }
        if (fit.overfull) {
            a->dead = true;
            killed = i;
            continue;
        }
        int64_t place = node->u.price + pai_breaker_ladder(b, i, hyphen);
        choose(b, &c, i, fit.price, place, fit.grade, 0);
        least = i > 0 ? fit.least : 0; // the first line may have less room than others
    }
    drop_dead(b);
    if (!c.any && killed != NONE) {
        choose(b, &c, killed, OVERFULL_PRICE, 0, 1, PAI_BREAK_OVERFULL);
    }
    if (node->flags & PAI_BREAK_NOTE) {
        for (uint32_t i = b->head; i < b->pending; i++) {
            if (!b->all.v[i].dead && fits_ragged(b, i)) {
                choose(b, &c, i, RAGGED_PRICE, 0, 1, PAI_BREAK_RAGGED);
            }
        }
    }
    b->end.width -= hyphen;
    pai_breaker_plain(b, node->flags);
    choice_put(b, &c, node->flags & (uint8_t)~PAI_BREAK_NOTE);
}

bool pai_breaker_last(const struct breaker *b, uint32_t i, int64_t *price) {
    uint32_t cells = b->end.cells - pai_breaker_place(b, i)->at.cells;
    *price = 0;
    if (!fits_ragged(b, i)) {
        struct pai_fit fit = pai_breaker_fit(b, i);
        if (fit.overfull) {
            return false;
        }
        *price = fit.price;
    }
    bool lone = i > 0 || !b->first;
    *price += lone && cells < 2 ? LONE_PRICE : lone && cells == 2 ? PAIR_PRICE : 0;
    return true;
}

static void scan_end(struct breaker *b) {
    struct choice c = choice_make();
    place_put(b);
    uint32_t last = NONE;
    for (uint32_t i = b->head; i < b->pending; i++) {
        if (b->all.v[i].dead) {
            continue;
        }
        last = i;
        int64_t price;
        if (pai_breaker_last(b, i, &price)) {
            choose(b, &c, i, price, 0, b->all.v[i].grade, 0);
        }
    }
    if (!c.any && last != NONE) {
        choose(b, &c, last, OVERFULL_PRICE, 0, 1, PAI_BREAK_OVERFULL);
    }
    choice_put(b, &c, 0);
}

static void meet_box(struct breaker *b, const struct pai_sums *sums, uint32_t i) {
    for (; b->met < b->places.n; b->met++) {
        b->places.v[b->met].at = *sums;
        b->places.v[b->met].start = i;
    }
    for (; b->pending < b->all.n; b->pending++) {
        int64_t cost = b->all.v[b->pending].cost;
        while (b->lows.n > b->low && b->all.v[b->lows.v[b->lows.n - 1]].cost >= cost) {
            b->lows.n--;
        }
        PAI_VEC_PUT(b->s->scratch, &b->lows, b->pending);
    }
}

struct pai_ends pai_breaker_trace(struct breaker *b, uint32_t to) {
    struct pai_ends ends = {NULL, 0};
    for (uint32_t i = to; i > 0; i = b->all.v[i].parent) {
        ends.n++;
    }
    ends.v = PAI_NEW_N(b->s->scratch, struct pai_end, ends.n);
    uint32_t k = ends.n;
    for (uint32_t i = to; i > 0; i = b->all.v[i].parent) {
        const struct breakpoint *p = &b->all.v[i];
        uint32_t start = pai_breaker_place(b, p->parent)->start;
        uint32_t stop = pai_breaker_place(b, i)->stop;
        int64_t badness = p->cost - b->all.v[p->parent].cost;
        ends.v[--k] = (struct pai_end){start, stop, p->flags, badness};
    }
    return ends;
}

static uint32_t cheapest(const struct breaker *b, uint32_t from) {
    uint32_t best = from;
    for (uint32_t i = from; i < b->all.n; i++) {
        if (b->all.v[i].cost < b->all.v[best].cost) {
            best = i;
        }
    }
    return best;
}

// The last breakpoint that all ways still open have in common: whatever follows this window,
// the lines up to there stay. 0 if there is none.
static uint32_t common(struct breaker *b) {
    bool *open = PAI_NEW_N(b->s->scratch, bool, b->all.n);
    uint32_t ways = 0;
    for (uint32_t i = b->head; i < b->all.n; i++) {
        open[i] = !b->all.v[i].dead;
        ways += open[i];
    }
    for (uint32_t i = b->all.n; i-- > 1;) {
        if (!open[i]) {
            continue;
        }
        if (ways == 1 && i < b->pending) {
            return i;
        }
        uint32_t parent = b->all.v[i].parent;
        ways -= open[parent];
        open[parent] = true;
    }
    return 0;
}

static struct pai_ends total_fit(struct breaker *b) {
    struct pai_setter *s = b->s;
    struct pai_sums sums = {.width = 0};
    for (uint32_t i = 0; i < s->node_count; i++) {
        const struct pai_node *node = &s->nodes[i];
        if (node->kind == PAI_PENALTY) {
            scan(b, node);
            continue;
        }
        if (node->kind == PAI_BOX) {
            meet_box(b, &sums, i);
        }
        pai_sums_add(&sums, node);
        if (node->kind == PAI_BOX) {
            b->end = sums;
            b->end.width -= node->hang ? node->u.box.width : 0;
            b->last_box = i;
        }
    }
    if (!s->done) {
        uint32_t to = common(b);
        s->grade = b->all.v[to].grade;
        s->hyphens = b->all.v[to].hyphens;
        s->next_box = pai_breaker_place(b, to)->start;
        return pai_breaker_trace(b, to);
    }
    uint32_t from = b->all.n;
    scan_end(b);
    uint32_t to = cheapest(b, from);
    if (s->p.explain != NULL) {
        pai_break_explain(b, to);
    }
    return pai_breaker_trace(b, to);
}

struct pai_ends pai_break_find(struct pai_setter *s, bool first) {
    struct breaker b = {.s = s, .first = first};
    uint32_t boxes = 0;
    uint32_t places = 0;
    for (uint32_t i = 0; i < s->node_count; i++) {
        boxes += s->nodes[i].kind == PAI_BOX;
        places += s->nodes[i].kind == PAI_PENALTY;
    }
    if (boxes == 0) {
        return (struct pai_ends){NULL, 0};
    }
    b.places.cap = places + 2; // the start and the end
    b.places.v = PAI_NEW_N(s->scratch, struct place, b.places.cap);
    b.places.n = 1;
    b.all.cap = places + places / 2 + 2;
    b.all.v = PAI_NEW_N(s->scratch, struct breakpoint, b.all.cap);
    b.all.n = 1;
    b.all.v[0] = (struct breakpoint){.grade = first ? 1 : s->grade, .parent = NONE};
    b.all.v[0].hyphens = first ? 0 : s->hyphens;
    return s->p.greedy ? pai_break_greedy(&b) : total_fit(&b);
}
