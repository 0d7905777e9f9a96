// In: the nodes in hand. Out: line ends, each the best for its own line, as typesetters of old
// chose them. Promised: some line ends for any input; the same prices as total fit, so that the
// two can be compared.
#include "breaker.h"

// What ending the line from breakpoint `from` here costs up to there.
static int64_t greedy_cost(const struct breaker *b, uint32_t from, const struct pai_fit *fit,
                           int64_t place) {
    int64_t price = fit->overfull ? OVERFULL_PRICE : fit->price + place;
    return b->all.v[from].cost +
           pai_breaker_step(b, from, price, fit->overfull ? 1 : fit->grade);
}

// Takes the best end of the line that begins at breakpoint `from`, by this line alone; false if
// the nodes end before the line does.
static bool greedy_line(struct breaker *b, uint32_t from) {
    struct pai_setter *s = b->s;
    struct place place = *pai_breaker_place(b, from);
    struct pai_sums sums = place.at;
    struct breakpoint best = {.cost = INT64_MAX};
    bool open = false; // the box behind `best` is still to come
    for (uint32_t i = place.start; i < s->node_count; i++) {
        const struct pai_node *node = &s->nodes[i];
        if (node->kind != PAI_PENALTY) {
            if (node->kind == PAI_BOX && open) {
                place.at = sums;
                place.start = i;
                open = false;
            }
            pai_sums_add(&sums, node);
            if (node->kind == PAI_BOX) {
                b->end = sums;
                b->end.width -= node->hang ? node->u.box.width : 0;
                b->last_box = i;
            }
            continue;
        }
        pai_len hyphen = pai_hyphen_width(s, node->flags, &s->nodes[b->last_box]);
        b->end.width += hyphen;
        struct pai_fit fit = pai_breaker_fit(b, from);
        b->end.width -= hyphen;
        if (hyphen > 0 && (fit.overfull || !pai_breaker_divides(b, from))) {
            continue;
        }
        pai_breaker_plain(b, node->flags);
        bool none = best.cost == INT64_MAX;
        if (fit.overfull && !none && !open) {
            break;
        }
        int64_t cost =
            greedy_cost(b, from, &fit, node->u.price + pai_breaker_ladder(b, from, hyphen));
        if (none || (!fit.overfull && cost <= best.cost)) {
            best = (struct breakpoint){.cost = cost, .parent = from, .place = b->places.n};
            place.stop = b->last_box + 1;
            best.grade = fit.overfull ? 1 : fit.grade;
            best.flags = (node->flags & (uint8_t)~PAI_BREAK_NOTE) |
                         (fit.overfull ? PAI_BREAK_OVERFULL : 0);
            open = true;
        }
    }
    int64_t price;
    if (s->done && pai_breaker_last(b, from, &price) && price < LONE_PRICE) {
        best.cost = INT64_MAX; // the rest stands on one line
    }
    if (best.cost == INT64_MAX || open) {
        return false;
    }
    best.hyphens = pai_breaker_hyphens(b, from, best.flags);
    PAI_VEC_PUT(s->scratch, &b->places, place);
    PAI_VEC_PUT(s->scratch, &b->all, best);
    return true;
}

struct pai_ends pai_break_greedy(struct breaker *b) {
    struct pai_setter *s = b->s;
    uint32_t *start = &b->places.v[0].start;
    while (*start < s->node_count && s->nodes[*start].kind != PAI_BOX) {
        ++*start;
    }
    uint32_t last = 0;
    while (greedy_line(b, last)) {
        last++;
    }
    if (!s->done) {
        s->grade = b->all.v[last].grade;
        s->hyphens = b->all.v[last].hyphens;
        s->next_box = pai_breaker_place(b, last)->start;
        return pai_breaker_trace(b, last);
    }
    int64_t price;
    bool fits = pai_breaker_last(b, last, &price);
    struct breakpoint end = {.parent = last, .place = b->places.n};
    PAI_VEC_PUT(s->scratch, &b->places, ((struct place){.stop = b->last_box + 1}));
    end.flags = fits ? 0 : PAI_BREAK_OVERFULL;
    end.cost = b->all.v[last].cost +
               pai_breaker_step(b, last, fits ? price : OVERFULL_PRICE, b->all.v[last].grade);
    uint32_t from = b->all.n;
    PAI_VEC_PUT(s->scratch, &b->all, end);
    return pai_breaker_trace(b, from);
}
