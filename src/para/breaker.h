// The breaker's own state, shared by break.c (total fit), greedy.c (line by line) and
// explain.c.
//
// All prices are on one scale, that of a reader's eye: 100 is what is just noticed (sums.c).
#ifndef PAI_BREAKER_H
#define PAI_BREAKER_H

#include "node.h"
#include "vec.h"

#define LINE_PRICE     100     // for each line: of two equal settings the shorter one
#define CONTRAST_PRICE 300     // a tight line next to a loose one
#define LONE_PRICE     50000   // a last line of one character (typography 3.11)
#define PAIR_PRICE     600     // of two
#define RAGGED_PRICE   6500    // a short line before a closing note that stands by itself
#define HYPHENS_PRICE  5000000 // a hyphen below two others: dearer than any loose line
#define HYPHENS_MOST   2
#define OVERFULL_PRICE 1000000000 // nothing fits
#define NONE           UINT32_MAX

// Where a line may end and the next one begin. Place 0 is the start of the nodes.
struct place {
    struct pai_sums at; // totals before the first box behind it
    uint32_t start;     // that box
    uint32_t stop;      // one past the last box before it
};

// The best way to a place in one grade. Kept small: each is looked at for every place of a line
// behind it.
struct breakpoint {
    int64_t cost;
    uint32_t parent; // breakpoint of the line's start
    uint32_t place;
    uint8_t grade, flags;
    uint8_t hyphens; // lines before here that end in one, one after the other
    bool dead;
};

// A line that was weighed, kept only to be explained.
struct edge {
    uint32_t from, to;  // breakpoint, place
    uint32_t stop;      // one past its last box
    int64_t fit, place; // price of the line, of where it ends
    uint8_t grade;
};

struct breaker {
    struct pai_setter *s;
    PAI_VEC(struct place) places;
    uint32_t met; // places from here on wait for the box behind them
    PAI_VEC(struct breakpoint) all;
    uint32_t head;          // breakpoints before this one are dead
    uint32_t pending;       // breakpoints from here on are those of the places that wait
    PAI_VEC(uint32_t) lows; // breakpoints between that are cheaper than all behind them
    uint32_t low;           // those before this one are dead
    struct pai_sums end;    // totals after the last box
    uint32_t last_box;
    struct pai_sums plain; // the same at the last place that needs neither a hyphen nor relief
    uint32_t plain_stop;   // one past the last box before that
    bool first;            // place 0 is the start of the paragraph
    PAI_VEC(struct edge) edges;
};

// break.c
// The place where the line from breakpoint `from` begins.
const struct place *pai_breaker_place(const struct breaker *b, uint32_t from);
pai_len pai_breaker_room(const struct breaker *b, uint32_t from);
struct pai_fit pai_breaker_fit(const struct breaker *b, uint32_t from);
// What the line from breakpoint `from` to here adds to the way: its fit, the place where it
// ends, a line more, the contrast to the line before.
int64_t pai_breaker_step(const struct breaker *b, uint32_t from, int64_t price, uint8_t grade);
// Remembers the place after the last box as one that needs no hyphen, if that is so.
void pai_breaker_plain(struct breaker *b, uint8_t flags);
// True if the line from breakpoint `from` may end in the middle of a word here: the word is all
// there is on it, or ending before the word would open it too far (typography 3.10).
bool pai_breaker_divides(const struct breaker *b, uint32_t from);
// How many hyphens end the lines up to a breakpoint with these flags behind `from`.
uint8_t pai_breaker_hyphens(const struct breaker *b, uint32_t from, uint8_t flags);
// What a hyphen behind `from` costs beyond its place: two below each other are enough.
int64_t pai_breaker_ladder(const struct breaker *b, uint32_t from, pai_len hyphen);
// The last line of the nodes, from breakpoint i: it may be short, but not of a single
// character. False if it does not fit.
bool pai_breaker_last(const struct breaker *b, uint32_t i, int64_t *price);
// The lines on the way to breakpoint `to`.
struct pai_ends pai_breaker_trace(struct breaker *b, uint32_t to);

// greedy.c
struct pai_ends pai_break_greedy(struct breaker *b);
// explain.c. Writes down all that was weighed; `to` is the breakpoint that won.
void pai_break_explain(struct breaker *b, uint32_t to);

#endif
