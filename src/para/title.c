// In: the nodes of a title and the room of its lines. Out: the fewest lines that hold it, as
// equal as sense allows (typography 3.11): never 的 at a line start, rather not inside
// quotation marks or inside a common word, gladly after a mark or before 和 及 与. Promised: no
// prohibited line edge; nothing (n = 0) where the general breaker must help: a text too long
// for a title, or a piece wider than the measure.
#include "node.h"

#include "utf8.h"

#define PLACES_MAX 512
#define LINES_MAX  12

// Prices on the scale of (deviation in 1/10 em)^2: one em off in each of two lines is 200.
#define PARTICLE_PRICE 20000 // 的 at a line start
#define INSIDE_PRICE   5000  // inside brackets or quotation marks
#define WORD_PRICE     1200  // inside a common word
#define LINE_PRICE     6000  // one line more than needed
#define MARK_PRICE     -300  // behind a mark, at a space
#define SENSE_PRICE    -120  // behind 的, before 和 及 与 暨

struct place {
    int64_t before,
        after; // width up to the last box before it, and up to the first box behind it
    uint32_t stop, start; // one past that last box, that first box
    int64_t price;
};

struct title {
    struct pai_setter *s;
    struct place *v; // v[0] is the start, v[n - 1] the end
    uint32_t n;
    bool first;
};

static bool starts_badly(uint32_t cp) {
    switch (cp) {
    case 0x7684: // 的
    case 0x4E86: // 了
    case 0x7740: // 着
    case 0x5730: // 地
    case 0x5F97: // 得
    case 0x4EEC: // 们
    case 0x7B49: // 等
    case 0x4E4B: // 之
        return true;
    default:
        return false;
    }
}

static bool is_conjunction(uint32_t cp) {
    return cp == 0x548C || cp == 0x53CA || cp == 0x4E0E || cp == 0x66A8; // 和 及 与 暨
}

// Words that belong to what follows.
static bool ends_badly(uint32_t cp) {
    switch (cp) {
    case 0x5927: // 大
    case 0x518D: // 再
    case 0x4E0D: // 不
    case 0x5E76: // 并
    case 0x5728: // 在
    case 0x5BF9: // 对
    case 0x5C06: // 将
    case 0x5411: // 向
    case 0x4EE5: // 以
    case 0x4E3A: // 为
        return true;
    default:
        return is_conjunction(cp);
    }
}

static int64_t place_price(uint32_t before, uint32_t after, int depth) {
    enum pai_class c = pai_class_of(before);
    int64_t price = depth > 0 ? INSIDE_PRICE : 0;
    if (starts_badly(after)) {
        return price + PARTICLE_PRICE;
    }
    if (pai_class_is_mark(c) || c == PAI_CLS_SP || c == PAI_CLS_IS) {
        return price + MARK_PRICE;
    }
    if (pai_title_word(before, after) || ends_badly(before)) {
        return price + WORD_PRICE;
    }
    return before == 0x7684 || is_conjunction(after) ? price + SENSE_PRICE : price;
}

// Reads the text up to byte `to`, counting open brackets; gives the last character read.
static uint32_t read_to(const struct pai_text *text, uint32_t *at, uint32_t to, int *depth) {
    uint32_t cp = 0;
    while (*at < to) {
        unsigned used;
        cp = pai_utf8_next(text->s + *at, text->len - *at, &used);
        enum pai_class c = pai_class_of(cp);
        *depth += c == PAI_CLS_OP ? 1 : c == PAI_CLS_CL && *depth > 0 ? -1 : 0;
        *at += used;
    }
    return cp;
}

// Collects the places where a line may end. False if there are too many.
static bool collect(struct title *t) {
    struct pai_setter *s = t->s;
    struct pai_sums sums = {.width = 0};
    int64_t width = 0; // up to the last box
    uint32_t box = 0;
    uint32_t at = s->node_count > 0 ? s->nodes[0].first : 0;
    int depth = 0;
    bool open = true; // the next box begins a line
    t->v[t->n++] = (struct place){0, 0, 0, 0, 0};
    for (uint32_t i = 0; i < s->node_count; i++) {
        const struct pai_node *node = &s->nodes[i];
        if (node->kind == PAI_PENALTY &&
            !(node->flags & (PAI_BREAK_RELIEF | PAI_BREAK_EMERGENCY))) {
            if (t->n + 2 > PLACES_MAX) {
                return false;
            }
            uint32_t before = read_to(s->text, &at, node->first, &depth);
            unsigned used;
            uint32_t after =
                pai_utf8_next(s->text->s + node->first, s->text->len - node->first, &used);
            t->v[t->n++] = (struct place){width, 0, box + 1, 0,
                                          place_price(before, after, depth) + node->u.price};
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
    t->v[t->n++] = (struct place){width, width, box + 1, 0, 0};
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

// best[l][i]: price of the best first l lines ending at place i; back[l][i]: where line l
// begins.
static struct pai_ends choose(const struct title *t, uint32_t lines, int64_t *total) {
    struct pai_arena *a = t->s->scratch;
    int64_t *best = PAI_NEW_N(a, int64_t, (size_t)(lines + 1) * t->n);
    uint32_t *back = PAI_NEW_N(a, uint32_t, (size_t)(lines + 1) * t->n);
    int64_t target = line_width(t, 0, t->n - 1) / lines;
    int64_t small = t->s->p.em / 128;
    for (size_t i = 1; i < (size_t)(lines + 1) * t->n; i++) {
        best[i] = INT64_MAX;
    }
    for (uint32_t l = 1; l <= lines; l++) {
        for (uint32_t to = 1; to < t->n; to++) {
            for (uint32_t from = to; from-- > 0;) {
                int64_t width = line_width(t, from, to);
                if (width > line_room(t, l - 1) + small) {
                    break;
                }
                int64_t so_far = best[(size_t)(l - 1) * t->n + from];
                if (so_far == INT64_MAX) {
                    continue;
                }
                int64_t off = (width - target) * 10 / t->s->p.em;
                int64_t price = so_far + off * off + t->v[to].price;
                if (price < best[(size_t)l * t->n + to]) {
                    best[(size_t)l * t->n + to] = price;
                    back[(size_t)l * t->n + to] = from;
                }
            }
        }
    }
    struct pai_ends ends = {NULL, 0};
    *total = best[(size_t)lines * t->n + t->n - 1];
    if (best[(size_t)lines * t->n + t->n - 1] == INT64_MAX) {
        return ends;
    }
    ends.n = lines;
    ends.v = PAI_NEW_N(a, struct pai_end, lines);
    uint32_t to = t->n - 1;
    for (uint32_t l = lines; l > 0; l--) {
        uint32_t from = back[(size_t)l * t->n + to];
        ends.v[l - 1] = (struct pai_end){t->v[from].start, t->v[to].stop, 0, 0};
        to = from;
    }
    return ends;
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
