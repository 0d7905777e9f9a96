// The node list of a paragraph (design 2), seen inside src/para only. A boundary between two
// boxes holds at most: one main GLUE, further GLUEs for surplus spaces, and one PENALTY if a
// line may end there. Whatever stands between two boxes vanishes when the line breaks there:
// that is how a mark loses its blank half at either edge (typography 3.6).
#ifndef PAI_NODE_H
#define PAI_NODE_H

#include "para.h"

// What meets a neighbour: a cluster with the facts that spacing and breaking ask for.
struct pai_unit {
    uint32_t run, glyph, count; // glyphs of runs[run]
    uint32_t first, end;        // bytes of the text
    uint32_t cp;                // its first character
    enum pai_class cls;
    bool latin;          // Latin type: takes the Han-Latin gap
    pai_len em;          // the run's em
    bool raised;         // part of the mark of a footnote
    bool centred;        // Traditional: stops stand in the middle of their cell
    pai_len width;       // of the body: marks ½ em, others their advance
    pai_len lead, trail; // the blank of a mark before and behind its body (typography 3.4)
    pai_len shift; // from the body's left edge to the origin of the glyph (typography 3.14)
};

enum pai_node_kind { PAI_BOX, PAI_GLUE, PAI_PENALTY };

enum pai_break_flag {
    PAI_BREAK_RELIEF = 1,    // a prohibition is lifted (typography 3.2, remedy)
    PAI_BREAK_EMERGENCY = 2, // inside a piece wider than the measure
    PAI_BREAK_NOTE =
        4, // before a closing source note: the line may stay short (typography 3.11)
    PAI_BREAK_RAGGED = 8,    // chosen so: the line before it is not justified
    PAI_BREAK_OVERFULL = 16, // chosen so: the line before it sticks out
    PAI_BREAK_HYPHEN = 32,   // inside a word: a hyphen is put before it
};

struct pai_node {
    uint8_t kind; // enum pai_node_kind
    uint8_t why;  // GLUE: enum pai_why
    bool place;   // GLUE: shares in the last stretch step (typography 3.7)
    bool spare; // GLUE: shares in it only when the places would open beyond ¼ em, or there is
                // none
    bool hang;  // BOX: a mark that hangs at a line end
    uint8_t flags;              // PENALTY: enum pai_break_flag
    uint8_t cls;                // BOX: class of its last cluster
    uint32_t run, glyph, count; // BOX, and GLUE of a space character (count 0: no glyph)
    uint32_t first, end;        // bytes of the text
    uint32_t cells;             // BOX: characters that count against a lone last line
    union {
        struct {
            pai_len width, shift, lead, trail;
        } box;
        struct {
            pai_len natural, shrink, stretch;
            pai_len squeezed; // taken away by the neighbour (typography 3.5), for the record
        } glue;
        int32_t price;
    } u;
};

// Running totals of a node list; a candidate line is the difference of two.
#define PAI_TIERS 6
struct pai_sums {
    int64_t width, shrink[PAI_TIERS], stretch[2];
    uint32_t places, spare, cells;
};

// Index into shrink[] of a why between WORD_SPACE and HAN_LATIN.
#define PAI_TIER(why) ((unsigned)(why)-PAI_WHY_WORD_SPACE)

// Steps 2 to 7 of the shrink table of typography 3.7, in order. (Step 1, the mark at the line
// end, is always done.)
extern const uint8_t pai_shrink_order[PAI_TIERS];

// A line end chosen by the breaker.
struct pai_end {
    uint32_t start, stop; // first BOX of the line, one past its last BOX
    uint8_t flags;
    int64_t badness;
};
struct pai_ends {
    struct pai_end *v;
    uint32_t n;
};

// One paragraph on its way.
struct pai_setter {
    struct pai_job *job;
    struct pai_arena *scratch;
    const struct pai_text *text;
    const struct pai_run *runs;
    uint32_t run_count;
    struct pai_para_params p;
    pai_len avail_first, avail;    // room of the first line and of the others
    uint32_t note_first, note_end; // closing source note; note_first = UINT32_MAX if none
    const uint32_t *forced;
    uint32_t forced_count;
    // nodes of the window in hand
    struct pai_node *nodes;
    uint32_t node_count, node_cap;
    uint32_t next_run, next_glyph; // where the window ended
    bool done;                     // the window reached its end of text
    uint8_t grade;                 // of the line before the window (struct pai_fit)
    uint8_t hyphens;               // lines before it that end in one
    uint32_t next_box;             // where the next window begins, if there is one
    uint32_t reported;             // diagnostics so far, bounded per paragraph
    bool reported_wide;
};

// build.c. Fills s->nodes from glyph `glyph` of run `run` up to byte `end`, at most `limit`
// units.
void pai_nodes_build(struct pai_setter *s, uint32_t run, uint32_t glyph, uint32_t end,
                     uint32_t limit);

// unit.c. Reads the cluster at glyph *glyph of run *run and moves on; false at the end of the
// runs.
bool pai_unit_next(const struct pai_setter *s, uint32_t *run, uint32_t *glyph,
                   struct pai_unit *out);
// Latin letters, digits and what sticks to them.
bool pai_unit_word(const struct pai_unit *u);

// word.c. The stretch of a Latin word between two places where it may break.
struct pai_word {
    uint32_t end;   // byte behind the word
    uint32_t piece; // byte behind the piece
    bool url;
    bool wide; // the piece is wider than a line: it breaks anywhere
    bool cut;  // the word goes on, but was read no further: time stays linear
};
// Starts at the unit `u` that begins a word or a piece; `word` carries on from the piece before
// (end 0: a new word).
void pai_word_piece(const struct pai_setter *s, const struct pai_unit *u,
                    struct pai_word *word);
// A word is divided only where its line would else open by more than this at each gap, in
// thousandths of an em (typography 3.10).
#define PAI_DIVIDE_GAP 250
// The width of the hyphen at a break with these flags behind BOX `box`; 0: none is put there.
pai_len pai_hyphen_width(const struct pai_setter *s, uint8_t flags, const struct pai_node *box);
// True if text bytes first .. end are a URL or an e-mail address.
bool pai_word_url(const char *s, uint32_t first, uint32_t end);
// True if a Latin unit written at `first` .. `end` (km, kWh …) belongs to the number before it.
bool pai_word_measure(const char *s, uint32_t first, uint32_t end);

// True if the digits that end at byte `before` and those that begin at `behind` are groups of
// one number (千分空: 12 345, 3.141 592 6).
bool pai_word_thousands(const char *s, uint32_t before, uint32_t behind, uint32_t end);

// pairs.c
struct pai_blank {
    pai_len natural, squeezed;
    enum pai_why why;
};
// The blank between the bodies of two neighbours (typography 3.5); `paired` if a is the second
// of a pair of ？！.
struct pai_blank pai_pair_blank(const struct pai_unit *a, const struct pai_unit *b, bool paired,
                                enum pai_marks marks);
// True if the gap between two cells may open in the last stretch step.
bool pai_pair_opens(const struct pai_unit *a, const struct pai_unit *b);
// The price of ending a line between two units; PAI_NEVER: not at all. Sets flags.
#define PAI_NEVER INT32_MAX
int32_t pai_pair_break(const struct pai_unit *a, const struct pai_unit *b, bool space,
                       enum pai_ban level, uint8_t *flags);

// sums.c
void pai_sums_add(struct pai_sums *sums, const struct pai_node *node);
// The price of opening all gaps of a line by so many thousandths of an em.
int64_t pai_gap_price(int64_t gap);
// How well a line fits.
struct pai_fit {
    int64_t price;
    int64_t least; // no line that begins later and ends at the same place costs less
    int64_t gap;   // how far the gaps between cells open, in thousandths of an em
    uint8_t grade; // 0 tight, 1 even, 2 loose
    bool overfull;
};
// The line between two totals, in a room.
struct pai_fit pai_line_fit(const struct pai_setter *s, const struct pai_sums *from,
                            const struct pai_sums *to, pai_len avail);

// break.c. The ends of lines for the nodes in hand; `first`: the first line is the paragraph's.
struct pai_ends pai_break_find(struct pai_setter *s, bool first);
// title.c. The same for titles; n is 0 if the text is too long for it.
struct pai_ends pai_title_find(struct pai_setter *s, bool first);
// names.c. The byte behind the personal name that begins at byte `at`, 0 if none does.
uint32_t pai_name_find(const struct pai_text *text, uint32_t at);

// justify.c. Sets one line; a ragged one may stay short. Returns how far the gaps between cells
// were opened, in thousandths of an em.
int64_t pai_line_set(struct pai_setter *s, const struct pai_end *end, bool first, bool ragged,
                     struct pai_line *out);

#endif
