// In: totals of the nodes of a candidate line and the room it has. Out: how well it fits, as a
// price. Promised: integers only; the price follows the steps of typography 3.7, so that small
// squeezes of early steps are cheaper than opening gaps between Han (先挤进，后推出).
#include "node.h"

const uint8_t pai_shrink_order[PAI_TIERS] = {
    PAI_WHY_WORD_SPACE, PAI_WHY_INTERPUNCT, PAI_WHY_BRACKET,
    PAI_WHY_COMMA,      PAI_WHY_HAN_LATIN,  PAI_WHY_STOP,
};

// What spending a whole step costs, in the order of the steps.
static const int32_t shrink_price[PAI_TIERS] = {200, 200, 400, 900, 700, 1600};
static const int32_t stretch_price[2] = {150, 250};
#define HAN_PRICE 600 // for opening gaps between Han at all
#define LOOSE_GAP                                                                              \
    125 // thousandths of an em: a line looser than this is a last resort (typography 3.7)
#define LOOSE_PRICE 5000000 // no line costs more than this

void pai_sums_add(struct pai_sums *sums, const struct pai_node *node) {
    if (node->kind == PAI_BOX) {
        sums->width += node->u.box.width;
        sums->cells += node->cells;
    } else if (node->kind == PAI_GLUE) {
        sums->width += node->u.glue.natural;
        sums->places += node->place;
        sums->spare += node->spare;
        if (node->why >= PAI_WHY_WORD_SPACE && node->why <= PAI_WHY_HAN_LATIN) {
            sums->shrink[PAI_TIER(node->why)] += node->u.glue.shrink;
        }
        if (node->why == PAI_WHY_WORD_SPACE || node->why == PAI_WHY_HAN_LATIN) {
            sums->stretch[node->why == PAI_WHY_HAN_LATIN] += node->u.glue.stretch;
        }
    }
}

struct pai_sums pai_sums_between(const struct pai_sums *from, const struct pai_sums *to) {
    struct pai_sums d = *to;
    d.width -= from->width;
    for (unsigned i = 0; i < PAI_TIERS; i++) {
        d.shrink[i] -= from->shrink[i];
    }
    d.stretch[0] -= from->stretch[0];
    d.stretch[1] -= from->stretch[1];
    d.places -= from->places;
    d.spare -= from->spare;
    d.cells -= from->cells;
    return d;
}

// price * (part / whole)^2
static int64_t square_part(int64_t price, int64_t part, int64_t whole) {
    int64_t f = part * 1000 / whole;
    return price * f * f / 1000000;
}

static struct pai_fit fit_shrunk(const struct pai_sums *line, int64_t need, int64_t small) {
    struct pai_fit fit = {.grade = 1};
    for (unsigned i = 0; i < PAI_TIERS && need > 0; i++) {
        int64_t room = line->shrink[PAI_TIER(pai_shrink_order[i])];
        if (room <= 0) {
            continue;
        }
        int64_t take = need < room ? need : room;
        fit.price += square_part(shrink_price[i], take, room);
        need -= take;
    }
    fit.overfull = need > small;
    fit.grade = fit.price > 200 ? 0 : 1;
    return fit;
}

static struct pai_fit fit_stretched(const struct pai_sums *line, int64_t extra, int64_t small,
                                    pai_len em) {
    struct pai_fit fit = {.grade = 1};
    for (unsigned i = 0; i < 2 && extra > 0; i++) {
        if (line->stretch[i] > 0) {
            int64_t take = extra < line->stretch[i] ? extra : line->stretch[i];
            fit.price += square_part(stretch_price[i], take, line->stretch[i]);
            extra -= take;
        }
    }
    if (extra <= small) {
        return fit;
    }
    int64_t places = line->places != 0 ? line->places : line->spare;
    int64_t gap = extra * 1000 / em / (places != 0 ? places : 1);
    if (gap > 2000 || places == 0) {
        gap = 2000;
    }
    fit.price += HAN_PRICE + gap * gap;
    fit.price = fit.price < LOOSE_PRICE ? fit.price : LOOSE_PRICE;
    fit.loose = gap > LOOSE_GAP;
    fit.grade = gap > 8 ? 2 : 1;
    return fit;
}

struct pai_fit pai_line_fit(const struct pai_setter *s, const struct pai_sums *line,
                            pai_len avail) {
    // A measure of n cells is rarely n times a whole number of units; what is lost in rounding
    // is not a squeeze.
    int64_t small = s->p.em / 128;
    int64_t slack = avail - line->width;
    if (s->p.align != PAI_JUSTIFY) {
        int64_t f = slack > 0 ? slack * 1000 / avail : 0;
        return (struct pai_fit){.price = f * f / 100, .grade = 1, .overfull = slack < -small};
    }
    return slack < 0 ? fit_shrunk(line, -slack, small)
                     : fit_stretched(line, slack, small, s->p.em);
}
