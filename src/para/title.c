// In: the nodes of a title and the room of its lines. Out: the fewest lines that hold it, as
// equal as sense allows (sense.c), in the shape of a trapezoid or a diamond (typography 1.6,
// 3.11). Promised: no prohibited line edge, no line of a single character where there is a
// choice; nothing (n = 0) where the general breaker must help: a text too long for a title, or
// a piece wider than the measure.
#include "node.h"

#include "sense.h"

#define PLACES_MAX 512
#define LINES_MAX  12

// Prices on the scale of (deviation in 1/10 em)^2, as in sense.c.
#define LINE_PRICE  6000  // one line more than needed
#define LONE_PRICE  30000 // a line of one character
#define WAIST_PRICE 800   // the middle of three lines shorter than both others
#define WISH_MOST   1000  // prices of running text below this …
#define WISH_TIMES  20    // … count so much more
#define LEDGE_PRICE 60    // the first of two lines longer by less than a character

struct place {
    int64_t before,
        after; // width up to the last box before it, and up to the first box behind it
    uint32_t stop, start; // one past that last box, that first box
    uint32_t cells;       // characters before it
    int64_t price;
};

struct title {
    struct pai_setter *s;
    struct place *v; // v[0] is the start, v[n - 1] the end
    uint32_t n;
    bool first;
};

// What is a wish in running text, as a number and its measure word on one line, weighs more in
// a title (typography 3.11).
static int64_t wish_price(int32_t price) {
    return price < WISH_MOST ? (int64_t)price * WISH_TIMES : price;
}

// Collects the places where a line may end. False if there are too many.
static bool collect(struct title *t) {
    struct pai_setter *s = t->s;
    struct pai_sums sums = {.width = 0};
    int64_t width = 0; // up to the last box
    uint32_t box = 0;
    struct pai_sense *sense = pai_sense_make(s->scratch, s->text);
    bool open = true; // the next box begins a line
    t->v[t->n++] = (struct place){.price = 0};
    for (uint32_t i = 0; i < s->node_count; i++) {
        const struct pai_node *node = &s->nodes[i];
        if (node->kind == PAI_PENALTY &&
            !(node->flags & (PAI_BREAK_RELIEF | PAI_BREAK_EMERGENCY))) {
            if (t->n + 2 > PLACES_MAX) {
                return false;
            }
            t->v[t->n++] = (struct place){
                .before = width,
                .stop = box + 1,
                .cells = sums.cells,
                .price = pai_sense_price(sense, node->first) + wish_price(node->u.price),
            };
            open = true;
        }
        if (node->kind == PAI_BOX && open) {
            t->v[t->n - 1].after = sums.width;
            t->v[t->n - 1].start = i;
            open = false;
        }
        pai_sums_add(&sums, node);
        if (node->kind == PAI_BOX) {
            width = sums.width;
            box = i;
        }
    }
    t->v[t->n++] = (struct place){width, width, box + 1, 0, sums.cells, 0};
    return true;
}

static int64_t line_width(const struct title *t, uint32_t from, uint32_t to) {
    return t->v[to].before - t->v[from].after;
}

static int64_t line_room(const struct title *t, uint32_t line) {
    return t->first && line == 0 ? t->s->avail_first : t->s->avail;
}

// The fewest lines; 0 if some piece fits in none.
static uint32_t count_lines(const struct title *t) {
    int64_t small = t->s->p.em / 128;
    uint32_t lines = 0;
    uint32_t from = 0;
    while (from + 1 < t->n) {
        uint32_t to = from;
        while (to + 1 < t->n && line_width(t, from, to + 1) <= line_room(t, lines) + small) {
            to++;
        }
        if (to == from) {
            return 0;
        }
        from = to;
        lines++;
    }
    return lines;
}

// What a line costs by itself.
static int64_t line_price(const struct title *t, uint32_t from, uint32_t to, int64_t target) {
    int64_t off = (line_width(t, from, to) - target) * 10 / t->s->p.em;
    bool lone = t->v[to].cells - t->v[from].cells < 2;
    return off * off + t->v[to].price + (lone ? LONE_PRICE : 0);
}

// What the shape of two or three lines costs.
static int64_t shape_price(const struct title *t, const uint32_t *at, uint32_t lines) {
    int64_t a = line_width(t, at[0], at[1]);
    int64_t b = line_width(t, at[1], at[2]);
    if (lines == 2) {
        return a > b && a - b < t->s->p.em ? LEDGE_PRICE : 0;
    }
    int64_t c = line_width(t, at[2], at[3]);
    return b < a && b < c ? WAIST_PRICE : 0;
}

static bool line_fits(const struct title *t, uint32_t from, uint32_t to, uint32_t line) {
    return line_width(t, from, to) <= line_room(t, line) + t->s->p.em / 128;
}

// Lines end at places at[1] .. at[lines].
static struct pai_ends ends_make(const struct title *t, const uint32_t *at, uint32_t lines) {
    struct pai_ends ends = {PAI_NEW_N(t->s->scratch, struct pai_end, lines), lines};
    for (uint32_t l = 0; l < lines; l++) {
        ends.v[l] = (struct pai_end){t->v[at[l]].start, t->v[at[l + 1]].stop, 0, 0};
    }
    return ends;
}

// The best two or three lines, all tried.
static struct pai_ends choose_few(const struct title *t, uint32_t lines, int64_t *total) {
    uint32_t best[4] = {0};
    uint32_t at[4] = {0};
    int64_t target = line_width(t, 0, t->n - 1) / lines;
    *total = INT64_MAX;
    at[lines] = t->n - 1;
    for (at[1] = 1; at[1] + 1 < t->n && line_fits(t, 0, at[1], 0); at[1]++) {
        uint32_t second = lines == 2 ? t->n - 1 : at[1] + 1;
        for (at[2] = second; at[2] + (lines == 3) < t->n; at[2]++) {
            if (!line_fits(t, at[1], at[2], 1)) {
                break;
            }
            if (lines == 3 && !line_fits(t, at[2], at[3], 2)) {
                continue;
            }
            int64_t price = shape_price(t, at, lines);
            for (uint32_t l = 0; l < lines; l++) {
                price += line_price(t, at[l], at[l + 1], target);
            }
            if (price < *total) {
                *total = price;
                for (uint32_t l = 0; l <= lines; l++) {
                    best[l] = at[l];
                }
            }
        }
    }
    return *total < INT64_MAX ? ends_make(t, best, lines) : (struct pai_ends){NULL, 0};
}

// best[l][i]: price of the best first l lines ending at place i; back[l][i]: where line l
// begins.
static struct pai_ends choose_many(const struct title *t, uint32_t lines, int64_t *total) {
    struct pai_arena *a = t->s->scratch;
    size_t n = (size_t)(lines + 1) * t->n;
    int64_t *best = PAI_NEW_N(a, int64_t, n);
    uint32_t *back = PAI_NEW_N(a, uint32_t, n);
    int64_t target = line_width(t, 0, t->n - 1) / lines;
    for (size_t i = 1; i < n; i++) {
        best[i] = INT64_MAX;
    }
    for (uint32_t l = 1; l <= lines; l++) {
        for (uint32_t to = 1; to < t->n; to++) {
            for (uint32_t from = to; from-- > 0 && line_fits(t, from, to, l - 1);) {
                int64_t so_far = best[(size_t)(l - 1) * t->n + from];
                if (so_far == INT64_MAX) {
                    continue;
                }
                int64_t price = so_far + line_price(t, from, to, target);
                if (price < best[(size_t)l * t->n + to]) {
                    best[(size_t)l * t->n + to] = price;
                    back[(size_t)l * t->n + to] = from;
                }
            }
        }
    }
    *total = best[n - 1];
    if (*total == INT64_MAX) {
        return (struct pai_ends){NULL, 0};
    }
    uint32_t at[LINES_MAX + 2];
    at[lines] = t->n - 1;
    for (uint32_t l = lines; l > 0; l--) {
        at[l - 1] = back[(size_t)l * t->n + at[l]];
    }
    return ends_make(t, at, lines);
}

static struct pai_ends choose(const struct title *t, uint32_t lines, int64_t *total) {
    return lines == 2 || (lines == 3 && t->n < 128) ? choose_few(t, lines, total)
                                                    : choose_many(t, lines, total);
}

struct pai_ends pai_title_find(struct pai_setter *s, bool first) {
    struct title t = {.s = s, .first = first};
    struct pai_ends none = {NULL, 0};
    t.v = PAI_NEW_N(s->scratch, struct place, PLACES_MAX + 1);
    if (!s->done || s->node_count == 0 || !collect(&t)) {
        return none;
    }
    uint32_t lines = count_lines(&t);
    if (lines == 0 || lines > LINES_MAX) {
        return none;
    }
    int64_t price;
    int64_t more_price = INT64_MAX;
    struct pai_ends ends = choose(&t, lines, &price);
    if (lines > 1 && price > LINE_PRICE) {
        struct pai_ends more = choose(&t, lines + 1, &more_price);
        if (more.n > 0 && more_price < price - LINE_PRICE) {
            return more;
        }
    }
    return ends;
}
