// In: totals of the nodes of a candidate line and the room it has. Out: how well it fits, as a
// price. Promised: integers only; the price follows the steps of typography 3.7, so that small
// squeezes of early steps are cheaper than opening gaps between Han (先挤进，后推出).
#include "node.h"

const uint8_t pai_shrink_order[PAI_TIERS] = {
    PAI_WHY_WORD_SPACE, PAI_WHY_INTERPUNCT, PAI_WHY_BRACKET,
    PAI_WHY_COMMA,      PAI_WHY_HAN_LATIN,  PAI_WHY_STOP,
};

// One scale for everything a line can suffer, that of a reader at arm's length: 100 is what is
// just noticed. Type of 16 pt opened by 0.03 em (½ pt) in every gap passes; so do commas that
// lost a third of their blank. All grows with the square, so that a little everywhere is better
// than much in one line.
//
// A whole step squeezed, in the order of typography 3.7: the deeper the step, the dearer. A
// line that needs a later step has paid for the earlier ones in full.
static const int32_t shrink_price[PAI_TIERS] = {200, 200, 400, 900, 500, 1600};
// A whole step stretched. ½ em around a number is seen.
static const int32_t stretch_price[2] = {150, 400};

// Gaps between Han, in thousandths of an em. 先挤进，后推出 holds from where either is noticed:
// half an em taken from three commas costs what 0.03 em in every gap does, while half an em
// dealt to 27 gaps is next to nothing. Beyond GAP_NOTICED opening gets dear quickly, so that
// all commas are squeezed out (900) rather than gaps opened by 0.042 em.
#define GAP_NOTICED 30
#define GAP_MOST    2000
#define LOOSE_PRICE 5000000 // no line costs more than this
#define TIGHT_PRICE 100     // a line squeezed so far looks dark beside a loose one

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

// price * (part / whole)^2
static int64_t square_part(int64_t price, int64_t part, int64_t whole) {
    int64_t f = part * 1000 / whole;
    return price * f * f / 1000000;
}

int64_t pai_gap_price(int64_t gap) {
    int64_t more = gap > GAP_NOTICED ? gap - GAP_NOTICED : 0;
    return square_part(100, gap, GAP_NOTICED) + 5 * more * more;
}

// What `extra` opens each of so many places by, in thousandths of an em.
static int64_t gap_of(int64_t extra, pai_len em, int64_t places) {
    int64_t gap = places > 0 ? extra * 1000 / (em * places) : GAP_MOST;
    return gap < GAP_MOST ? gap : GAP_MOST;
}

static struct pai_fit fit_shrunk(const struct pai_sums *from, const struct pai_sums *to,
                                 int64_t need, int64_t small) {
    struct pai_fit fit = {.grade = 1};
    for (unsigned i = 0; i < PAI_TIERS && need > 0; i++) {
        unsigned tier = PAI_TIER(pai_shrink_order[i]);
        int64_t room = to->shrink[tier] - from->shrink[tier];
        if (room <= 0) {
            continue;
        }
        int64_t take = need < room ? need : room;
        fit.price += square_part(shrink_price[i], take, room);
        need -= take;
    }
    fit.overfull = need > small;
    fit.grade = fit.price > TIGHT_PRICE ? 0 : 1;
    return fit;
}

static struct pai_fit fit_stretched(const struct pai_sums *from, const struct pai_sums *to,
                                    int64_t extra, int64_t small, pai_len em) {
    struct pai_fit fit = {.grade = 1};
    for (unsigned i = 0; i < 2 && extra > 0; i++) {
        int64_t room = to->stretch[i] - from->stretch[i];
        if (room > 0) {
            int64_t take = extra < room ? extra : room;
            fit.price += square_part(stretch_price[i], take, room);
            extra -= take;
        }
    }
    if (extra <= small) {
        return fit;
    }
    int64_t places = to->places - from->places;
    int64_t spare = to->spare - from->spare;
    int64_t gap = gap_of(extra, em, places != 0 ? places : spare);
    int64_t price = pai_gap_price(gap);
    // A shorter line has more to fill, with no more of either to fill it.
    fit.least = places >= spare ? price : pai_gap_price(gap_of(extra, em, spare));
    fit.least = fit.least < LOOSE_PRICE ? fit.least : LOOSE_PRICE;
    fit.price += price;
    fit.price = fit.price < LOOSE_PRICE ? fit.price : LOOSE_PRICE;
    fit.gap = gap;
    fit.grade = gap > GAP_NOTICED * 2 / 3 ? 2 : 1;
    return fit;
}

struct pai_fit pai_line_fit(const struct pai_setter *s, const struct pai_sums *from,
                            const struct pai_sums *to, pai_len avail) {
    // A measure of n cells is rarely n times a whole number of units; what is lost in rounding
    // is not a squeeze.
    int64_t small = s->p.em / 128;
    int64_t slack = avail - (to->width - from->width);
    if (s->p.align != PAI_JUSTIFY) {
        int64_t f = slack > 0 ? slack * 1000 / avail : 0;
        return (struct pai_fit){.price = f * f / 100, .grade = 1, .overfull = slack < -small};
    }
    return slack < 0 ? fit_shrunk(from, to, -slack, small)
                     : fit_stretched(from, to, slack, small, s->p.em);
}
