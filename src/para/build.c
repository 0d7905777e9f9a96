// In: runs. Out: the node list of a window of the paragraph: a BOX for each cell, mark or Latin
// piece, GLUE that knows why it is there, PENALTY wherever a line may end. Promised: the nodes
// cover every glyph once and in order; linear time.
#include "node.h"

#include "utf8.h"
#include "vec.h"

#include <string.h>

#define URL_PRICE       4000 // inside a URL, so that it is rather moved whole where that costs little
#define HYPHEN_PRICE    400     // behind the author's hyphen
#define DIVIDE_WIDE     4000    // inside a word that no line can hold
#define EMERGENCY_LAST  6000000 // the same where it may be divided with a hyphen
#define EMERGENCY_PRICE 20000   // inside a piece that no line can hold
#define NOTE_PRICE      13000   // inside the closing source note
#define NAME_PRICE      150 // inside a personal name: a wish, as between number and measure word
#define NAME_TITLE      30000 // never in a title, if it can be helped (typography 3.3, 3.11)
#define NAME_BACK       3     // characters of a name before its last
#define PART_MORE       3 // of each part of 阿卜杜拉·买买提 so many stay with the ·
#define SPACES_MAX      8 // characters of a space between two units that get a glue of their own

// Spaces between two units.
struct gap {
    struct pai_unit v[SPACES_MAX]; // the first ones; further spaces only add to `more`
    uint32_t n;
    int64_t wide; // width of ideographic spaces
    bool any, hard;
};

struct builder {
    struct pai_setter *s;
    struct pai_unit last; // the unit before; count 0: none
    struct gap gap;
    struct pai_word word;
    struct pai_hyphen_word letters; // where the word in hand may be divided
    uint32_t dashes;                // units of the run of — or … that ends with `last`
    uint32_t cries;                 // the same of ？！
    uint32_t name;                  // byte behind the personal name in hand
    bool grouped; // `last` and the unit in hand are digits of one number, a gap between
    bool forced;  // a title clause ends here, and all clauses stand on one line
};

static struct pai_node *node_add(struct pai_setter *s, enum pai_node_kind kind) {
    if (s->node_count == s->node_cap) {
        s->nodes =
            pai_vec_grow(s->scratch, s->nodes, s->node_count, &s->node_cap, sizeof *s->nodes);
    }
    struct pai_node *node = &s->nodes[s->node_count++];
    *node = (struct pai_node){.kind = (uint8_t)kind, .why = PAI_WHY_HAN};
    return node;
}

static bool unit_dashes(const struct pai_unit *u) {
    return u->cls == PAI_CLS_DS || u->cls == PAI_CLS_EL;
}

static bool is_space(const struct pai_unit *u) {
    return u->cls == PAI_CLS_SP || u->cls == PAI_CLS_IS;
}

static void gap_put(struct gap *gap, const struct pai_unit *u) {
    if (gap->n < SPACES_MAX) {
        gap->v[gap->n++] = *u;
    }
    gap->any = true;
    gap->hard = gap->hard || u->cp == 0xA0;
    if (u->cls == PAI_CLS_IS && gap->wide < PAI_LEN_MAX / 8) {
        gap->wide += u->width;
    }
}

// The glue between two Latin words: 1/4 to 1/2 em (typography 3.7).
static void glue_word(struct pai_node *node, const struct gap *gap, pai_len em) {
    pai_len natural = gap->v[0].width;
    node->why = PAI_WHY_WORD_SPACE;
    node->u.glue.natural = natural;
    node->u.glue.shrink = natural > em / 4 ? natural - em / 4 : 0;
    node->u.glue.stretch = natural < em / 2 ? em / 2 - natural : 0;
}

// The gap between Han and Latin (typography 3.9).
static void glue_han_latin(struct pai_node *node, const struct pai_para_params *p) {
    node->why = PAI_WHY_HAN_LATIN;
    node->u.glue.natural = (pai_len)pai_muldiv(p->em, p->gap, 64);
    pai_len least = (pai_len)pai_muldiv(p->em, p->gap_min, 64);
    pai_len most = (pai_len)pai_muldiv(p->em, p->gap_max, 64);
    pai_len natural = node->u.glue.natural;
    node->u.glue.shrink = natural > least ? natural - least : 0;
    node->u.glue.stretch = most > natural ? most - natural : 0;
}

// True if a unit asks for the Han-Latin gap on the side where it meets Han: letters, digits,
// what belongs to a number, and the outer side of Latin brackets; not Latin commas and quotes.
static bool wants_gap(const struct pai_unit *u, bool before) {
    if (!pai_unit_word(u) || !u->latin) {
        return false;
    }
    if (u->cls == PAI_CLS_LA && u->cp < 0x80 && strchr(",.;:!?'\"", (int)u->cp) != NULL) {
        return false;
    }
    return before ? u->cls != PAI_CLS_LCL : u->cls != PAI_CLS_LOP;
}

static bool is_cell(const struct pai_unit *u) {
    return u->cls == PAI_CLS_HAN || u->cls == PAI_CLS_IT ||
           (!u->latin && (u->cls == PAI_CLS_PO || u->cls == PAI_CLS_PR));
}

// Fills the main glue of the boundary between two units. False if nothing stands there.
static bool glue_fill(struct builder *b, struct pai_node *node, const struct pai_unit *u) {
    const struct pai_unit *a = &b->last;
    const struct gap *gap = &b->gap;
    bool marks =
        pai_class_is_mark(a->cls) || pai_class_is_mark(u->cls) || a->trail > 0 || u->lead > 0;
    if (b->forced || gap->wide > 0) {
        // U+3000 is blank enough for a mark beside it (typography 3.5); clauses of a title
        // stand 1 em apart (3.11).
        node->u.glue.natural = gap->wide > 0 ? (pai_len)gap->wide : b->s->p.em;
        node->place = true;
        return true;
    }
    if (marks) {
        struct pai_blank blank =
            pai_pair_blank(a, u, a->cls == PAI_CLS_EX && b->cries % 2 == 0, b->s->p.marks);
        node->why = (uint8_t)blank.why;
        node->u.glue.natural = blank.natural;
        node->u.glue.shrink = blank.natural;
        node->u.glue.squeezed = blank.squeezed;
        node->place = blank.natural > 0 || (blank.why != PAI_WHY_HAN && pai_pair_opens(a, u));
        node->spare = !node->place;
        return true;
    }
    if (u->raised) {
        return gap->any; // typography 4: nothing before the mark of a note
    }
    node->place = pai_pair_opens(a, u);
    if (pai_unit_word(a) && pai_unit_word(u) && !a->raised) {
        if (b->grouped) {
            node->u.glue.natural = b->s->p.em / 4; // 千分空, never wider nor narrower
        } else if (gap->any) {
            glue_word(node, gap, u->em);
            node->place = true;
        }
        return gap->any;
    }
    if ((wants_gap(a, false) && is_cell(u) && !a->raised) ||
        (is_cell(a) && wants_gap(u, true))) {
        glue_han_latin(node, &b->s->p);
    } else if (gap->any && is_cell(a) && is_cell(u)) {
        node->u.glue.natural = b->s->p.em; // names side by side (typography 3.11)
    }
    node->spare = !node->place && !(unit_dashes(a) && unit_dashes(u) && a->cls == u->cls);
    return true;
}

static void put_space(struct pai_node *node, const struct pai_unit *u) {
    node->run = u->run;
    node->glyph = u->glyph;
    node->count = u->count;
    node->first = u->first;
    node->end = u->end;
}

static void put_glue(struct builder *b, const struct pai_unit *u) {
    struct pai_node glue = {.kind = PAI_GLUE, .why = PAI_WHY_HAN};
    bool some = glue_fill(b, &glue, u);
    if (u->first <= b->s->p.label && b->s->p.label > 0) {
        glue.u.glue.shrink = glue.u.glue.stretch = 0;
        glue.place = glue.spare = false;
    }
    if (b->gap.n > 0) {
        put_space(&glue, &b->gap.v[0]);
    }
    if (some || b->gap.n > 0) {
        *node_add(b->s, PAI_GLUE) = glue;
    }
    for (uint32_t i = 1; i < b->gap.n; i++) {
        put_space(node_add(b->s, PAI_GLUE), &b->gap.v[i]);
    }
}

static int32_t name_price(const struct builder *b) {
    return b->s->p.balance ? NAME_TITLE : NAME_PRICE;
}

static void put_penalty(struct builder *b, int32_t price, uint8_t flags,
                        const struct pai_unit *u) {
    struct pai_setter *s = b->s;
    if (price == PAI_NEVER) {
        return;
    }
    if (u->first == s->note_first) {
        flags |= PAI_BREAK_NOTE;
    } else if (u->first > s->note_first && u->first < s->note_end) {
        price += NOTE_PRICE;
    }
    if (u->first < b->name && price < NAME_TITLE) {
        price += name_price(b);
    }
    struct pai_node *node = node_add(s, PAI_PENALTY);
    node->flags = flags;
    node->u.price = price;
    node->first = u->first;
}

// A place inside a word where a line may end: nothing stands there, but an open line may
// breathe.
static void put_word_break(struct builder *b, int32_t price, uint8_t flags,
                           const struct pai_unit *u) {
    node_add(b->s, PAI_GLUE)->spare = true;
    put_penalty(b, price, flags, u);
}

// True if the unit was added to the box of the word in hand.
static bool join_word(struct builder *b, const struct pai_unit *u) {
    struct pai_node *box = &b->s->nodes[b->s->node_count - 1];
    bool next =
        box->kind == PAI_BOX && box->run == u->run && box->glyph + box->count == u->glyph;
    if (!next || (int64_t)box->u.box.width + u->width > PAI_LEN_MAX / 2) {
        return false;
    }
    box->count += u->count;
    box->end = u->end;
    box->cells += !u->raised;
    box->cls = (uint8_t)u->cls;
    box->u.box.width += u->width;
    return true;
}

static void put_box(struct builder *b, const struct pai_unit *u) {
    struct pai_node *box = node_add(b->s, PAI_BOX);
    box->run = u->run;
    box->glyph = u->glyph;
    box->count = u->count;
    box->first = u->first;
    box->end = u->end;
    box->cls = (uint8_t)u->cls;
    box->u.box.width = u->width;
    box->u.box.shift = u->shift;
    box->u.box.lead = u->lead;
    box->u.box.trail = u->trail;
    // One mark, never in a series, never in Traditional (typography 3.6).
    bool hangs = (u->cp == 0xFF0C || u->cp == 0x3001 || u->cp == 0x3002) && !u->centred;
    box->hang = b->s->p.hang && hangs && b->last.count > 0 && !pai_class_is_mark(b->last.cls);
    bool blank = pai_class_is_mark(u->cls) || unit_dashes(u) || is_space(u);
    box->cells = blank || u->raised ? 0 : 1; // none for what is no character of its own
}

// True if the word may be divided before a unit.
static bool divides(struct builder *b, const struct pai_unit *u) {
    const struct pai_setter *s = b->s;
    if (s->p.hyphens == NULL || b->word.url || s->runs[b->last.run].hyphen.id == 0) {
        return false;
    }
    if (u->first < b->letters.first || u->first >= b->letters.end) {
        b->letters = pai_hyphens_find(s->p.hyphens, s->text, u->first);
    }
    return b->letters.places != 0 && (b->letters.places >> (u->first - b->letters.first) & 1);
}

// The boundary inside a word. True if the unit was joined to the box before it.
static bool inside_word(struct builder *b, const struct pai_unit *u) {
    if (u->first >= b->word.piece) {
        bool cut = b->word.cut && u->first >= b->word.end;
        int32_t price = cut ? EMERGENCY_PRICE : b->word.url ? URL_PRICE : HYPHEN_PRICE;
        put_word_break(b, price, cut ? PAI_BREAK_EMERGENCY : 0, u);
        pai_word_piece(b->s, u, &b->word);
        return false;
    }
    if (divides(b, u)) {
        // No glue: a word that is not divided here stays whole.
        int32_t price = (int32_t)pai_gap_price(PAI_DIVIDE_GAP);
        put_penalty(b, b->word.wide ? DIVIDE_WIDE : price, PAI_BREAK_HYPHEN, u);
        return false;
    }
    if (b->word.wide) {
        if (b->s->p.hyphens != NULL && b->letters.places != 0) {
            put_penalty(b, EMERGENCY_LAST, PAI_BREAK_EMERGENCY, u); // nor is it spaced out
        } else {
            put_word_break(b, EMERGENCY_PRICE, PAI_BREAK_EMERGENCY, u);
        }
        return false;
    }
    return join_word(b, u);
}

static void boundary(struct builder *b, const struct pai_unit *u) {
    const struct pai_unit *a = &b->last;
    const struct pai_text *text = b->s->text;
    b->grouped = b->gap.n == 1 && a->cls == PAI_CLS_NU && u->cls == PAI_CLS_NU &&
                 pai_word_thousands(text->s, a->end, u->first, text->len);
    put_glue(b, u);
    uint8_t flags = 0;
    int32_t price = pai_pair_break(a, u, b->gap.any, b->s->p.level, &flags);
    bool pair = unit_dashes(a) && unit_dashes(u) && a->cls == u->cls;
    if (pair && b->dashes % 2 == 1) {
        return; // the two halves of —— and …… (typography 3.3)
    }
    if (a->cls == PAI_CLS_EX && u->cls == PAI_CLS_EX && price == 0) {
        return;
    }
    bool number = a->cls == PAI_CLS_NU && u->cls == PAI_CLS_LA;
    if (b->gap.hard || b->grouped ||
        (number && pai_word_measure(text->s, u->first, text->len))) {
        return;
    }
    put_penalty(b, price, flags, u);
}

// Dashes count by halves: a glyph as wide as the whole unit stands for both.
static uint32_t halves(const struct pai_unit *u) {
    return u->width > u->em / 2 * 3 ? 2 : 1;
}

// Looks for a personal name that begins here.
static void meet_name(struct builder *b, uint32_t at) {
    uint32_t end = pai_name_find(b->s->text, at);
    b->name = end > b->name ? end : b->name;
}

// The part of a name behind the interpunct that ends at byte `at`.
static void meet_part(struct builder *b, uint32_t at) {
    const struct pai_text *text = b->s->text;
    for (unsigned i = 0; i < PART_MORE && at < text->len; i++) {
        unsigned used;
        uint32_t cp = pai_utf8_next(text->s + at, text->len - at, &used);
        if (pai_class_of(cp) != PAI_CLS_HAN) {
            break;
        }
        at += used;
    }
    b->name = at > b->name ? at : b->name;
}

// An interpunct: what stands before it turns out to be a part of a name.
static void meet_interpunct(struct builder *b, const struct pai_unit *u) {
    struct pai_setter *s = b->s;
    unsigned count = 0;
    for (uint32_t i = s->node_count; i-- > 0 && count < PART_MORE;) {
        struct pai_node *node = &s->nodes[i];
        if (node->kind == PAI_BOX && node->cls != PAI_CLS_HAN) {
            break;
        }
        if (node->kind == PAI_PENALTY && node->u.price < NAME_PRICE) {
            node->u.price += name_price(b);
            count++;
        }
    }
    meet_part(b, u->end);
}

// Names that begin before a window reach into it.
static void recall_names(struct builder *b, uint32_t at) {
    for (unsigned i = 0; i < NAME_BACK && at > 0; i++) {
        unsigned used;
        uint32_t cp = pai_utf8_prev(b->s->text->s, at, &used);
        if (pai_class_of(cp) == PAI_CLS_IP) {
            meet_part(b, at);
        }
        at -= used;
        meet_name(b, at);
    }
}

static void put_unit(struct builder *b, const struct pai_unit *u) {
    const struct pai_unit *a = &b->last;
    bool joined = false;
    bool word = pai_unit_word(u);
    if (a->count == 0) {
        b->word.end = 0;
    }
    bool same = a->count > 0 && a->raised == u->raised; // both in a word, or both in a mark
    if (same && word && !b->gap.any && !b->forced && pai_unit_word(a)) {
        joined = inside_word(b, u);
    } else {
        if (a->count > 0) {
            boundary(b, u);
        }
        if (word) {
            b->word.end = 0;
            pai_word_piece(b->s, u, &b->word);
        }
    }
    if (!joined) {
        put_box(b, u);
    }
    if (u->cls == PAI_CLS_HAN) {
        meet_name(b, u->first);
    } else if (u->cls == PAI_CLS_IP && a->cls == PAI_CLS_HAN && a->count > 0) {
        meet_interpunct(b, u);
    }
    same = a->count > 0 && a->cls == u->cls && !b->gap.any;
    b->dashes = !unit_dashes(u) ? 0 : same ? b->dashes + halves(u) : halves(u);
    b->cries = u->cls != PAI_CLS_EX ? 0 : same ? b->cries + 1 : 1;
    b->last = *u;
    memset(&b->gap, 0, sizeof b->gap);
    b->forced = false;
}

static bool forced_between(const struct pai_setter *s, uint32_t first, uint32_t end) {
    for (uint32_t i = 0; i < s->forced_count; i++) {
        if (s->forced[i] > first && s->forced[i] <= end) {
            return true;
        }
    }
    return false;
}

// Room for the nodes of the units from there on: a box, a glue and a penalty for each.
static void make_room(struct pai_setter *s, uint32_t run, uint32_t glyph, uint32_t end,
                      uint32_t limit) {
    size_t units = 0;
    for (uint32_t i = run; i < s->run_count && s->runs[i].first < end && units < limit; i++) {
        units += s->runs[i].count - (i == run ? glyph : 0);
    }
    units = units < limit ? units : limit;
    units = units < end ? units : end;
    s->node_count = 0;
    if (s->node_cap < 3 * units) {
        s->node_cap = (uint32_t)(3 * units);
        s->nodes = PAI_NEW_N(s->scratch, struct pai_node, s->node_cap);
    }
}

void pai_nodes_build(struct pai_setter *s, uint32_t run, uint32_t glyph, uint32_t end,
                     uint32_t limit) {
    struct builder b = {.s = s};
    make_room(s, run, glyph, end, limit);
    struct pai_unit u;
    uint32_t n = 0;
    if (run < s->run_count && glyph < s->runs[run].count) {
        recall_names(&b, s->runs[run].glyphs[glyph].cluster);
    }
    s->done = true;
    bool more; // u stands for what comes after this window
    while ((more = pai_unit_next(s, &run, &glyph, &u)) && u.first < end) {
        if (n++ >= limit) {
            s->done = false;
            break;
        }
        bool lead = b.last.count == 0 && u.cls == PAI_CLS_IS && u.first == 0;
        if (is_space(&u) && !lead) {
            // At the start of a line there is nothing to hold apart.
            if (b.last.count > 0) {
                gap_put(&b.gap, &u);
            }
            continue;
        }
        b.forced =
            s->forced_count > 0 && b.last.count > 0 && forced_between(s, b.last.first, u.first);
        put_unit(&b, &u);
    }
    s->next_run = more ? u.run : run;
    s->next_glyph = more ? u.glyph : glyph;
}
