// In: the text of a title. Out: what a line end before each of its characters costs by sense
// (typography 1.6, 3.11). Promised: never inside a word nor before 的 and its like, unless
// nothing else fits; gladly behind a stop, before 关于 and before 和 及 与 暨; else rather
// between subject and predicate than inside a noun of several words.
#include "sense.h"

#include "class.h"
#include "utf8.h"
#include "words.h"

#include <string.h>

// Prices on the scale of (deviation in 1/10 em)^2: one em off in each of two lines is 200, two
// are 800, three are 1800.
#define WORD_PRICE      20000 // inside a word
#define TAIL_PRICE      20000 // 的 at a line start
#define INSIDE_PRICE    5000  // inside brackets or quotation marks
#define PLACE_PRICE     3000  // before 中 上 以来, before a measure word
#define BOUND_PRICE     2000  // behind a preposition, an adverb, a number, a conjunction
#define SINGLE_PRICE    500   // beside a word of one character: 县|供销社
#define ADJECTIVE_PRICE 1100  // 首批|项目
#define NOUN_PRICE      600   // 森林|防火
#define OBJECT_PRICE    800   // 推进|工作
#define QUOTE_PRICE     100   // behind a closing mark
#define SUBJECT_PRICE   -300  // 供销社|推进
#define AND_PRICE       -150  // before 和 及 与 暨
#define STOP_PRICE      -400  // behind ， ： and at a space
#define LIST_PRICE      -100  // behind 、
#define ABOUT_PRICE     -1500 // before 关于: behind the office

struct pai_sense {
    const struct pai_text *text;
    uint32_t n;
    uint32_t *cps, *bytes;
    uint8_t *depth; // open brackets before each character
    struct pai_seam *seams;
    uint32_t last; // the character looked up last
};

struct pai_sense *pai_sense_make(struct pai_arena *arena, const struct pai_text *text) {
    struct pai_sense *s = PAI_NEW(arena, struct pai_sense);
    size_t most = pai_utf8_count(text->s, text->len) + 1;
    s->text = text;
    s->cps = PAI_NEW_N(arena, uint32_t, most);
    s->bytes = PAI_NEW_N(arena, uint32_t, most);
    s->depth = PAI_NEW_N(arena, uint8_t, most);
    s->seams = PAI_NEW_N(arena, struct pai_seam, most);
    uint8_t depth = 0;
    for (uint32_t at = 0; at < text->len && s->n + 1 < most; s->n++) {
        unsigned used;
        s->cps[s->n] = pai_utf8_next(text->s + at, text->len - at, &used);
        s->bytes[s->n] = at;
        s->depth[s->n] = depth;
        enum pai_class c = pai_class_of(s->cps[s->n]);
        depth = (uint8_t)(depth + (c == PAI_CLS_OP && depth < 200));
        depth = (uint8_t)(depth - (c == PAI_CLS_CL && depth > 0));
        at += used;
    }
    s->bytes[s->n] = text->len;
    s->depth[s->n] = depth;
    pai_words_cut(arena, s->cps, s->n, s->seams);
    return s;
}

static bool among(uint32_t cp, const char *set) {
    char one[5] = "";
    return pai_utf8_put(cp, one) == 3 && strstr(set, one) != NULL;
}

static bool is_conjunction(uint32_t cp) {
    return among(cp, "和及与暨與");
}

static bool is_about(const struct pai_sense *s, uint32_t i) {
    return i + 1 < s->n && (s->cps[i] == 0x5173 || s->cps[i] == 0x95DC) &&
           (s->cps[i + 1] == 0x4E8E || s->cps[i + 1] == 0x65BC); // 关于
}

// Behind a mark.
static int64_t mark_price(uint32_t before, enum pai_class c) {
    if (c == PAI_CLS_CL) {
        return QUOTE_PRICE;
    }
    return before == 0x3001 ? LIST_PRICE : STOP_PRICE;
}

// Behind the last character of a name of a place or an office a line may well end.
static bool ends_name(uint32_t cp) {
    return among(cp, "省市区县旗乡镇村局院校社站所厅部委办处科队团会馆厂店省縣區鄉鎮");
}

// Between two words.
static int64_t word_price(const struct pai_seam *seam, bool lone_before, bool lone_after,
                          bool after_han) {
    enum pai_word_kind a = (enum pai_word_kind)seam->before;
    enum pai_word_kind b = (enum pai_word_kind)seam->after;
    int64_t price = 0;
    if (b == PAI_WORD_PLACE || (b == PAI_WORD_MEASURE && a == PAI_WORD_NUMBER)) {
        price += PLACE_PRICE;
    }
    if (a == PAI_WORD_PREPOSITION || a == PAI_WORD_ADVERB ||
        (a == PAI_WORD_NUMBER && after_han) || a == PAI_WORD_CONJUNCTION) {
        return price + BOUND_PRICE;
    }
    lone_after = lone_after && b != PAI_WORD_CONJUNCTION && b != PAI_WORD_PREPOSITION &&
                 b != PAI_WORD_ADVERB;
    price += (lone_before && a != PAI_WORD_TAIL) || lone_after ? SINGLE_PRICE : 0;
    if (a == PAI_WORD_ADJECTIVE) {
        return price + ADJECTIVE_PRICE;
    }
    if (b == PAI_WORD_CONJUNCTION) {
        return price + AND_PRICE;
    }
    if (a == PAI_WORD_NOUN && b == PAI_WORD_NOUN) {
        return price + NOUN_PRICE;
    }
    if (a == PAI_WORD_NOUN &&
        (b == PAI_WORD_VERB || b == PAI_WORD_ADVERB || b == PAI_WORD_PREPOSITION)) {
        return price + SUBJECT_PRICE;
    }
    return price + (a == PAI_WORD_VERB && (b == PAI_WORD_NOUN || b == PAI_WORD_ADJECTIVE)
                        ? OBJECT_PRICE
                        : 0);
}

static bool is_han(uint32_t cp) {
    return cp >= 0x4E00 && cp <= 0x9FFF;
}

int64_t pai_sense_price(struct pai_sense *s, uint32_t byte) {
    uint32_t i = s->last <= s->n && s->bytes[s->last] <= byte ? s->last : 0;
    while (i < s->n && s->bytes[i] < byte) {
        i++;
    }
    s->last = i;
    uint32_t k = i; // the character before, looking through spaces
    while (k > 0 && (s->cps[k - 1] == ' ' || s->cps[k - 1] == 0x3000)) {
        k--;
    }
    if (i >= s->n || k == 0) {
        return 0;
    }
    uint32_t before = s->cps[k - 1];
    uint32_t after = s->cps[i];
    int64_t price = s->depth[i] > 0 ? INSIDE_PRICE : 0;
    if (k < i) {
        return price + STOP_PRICE;
    }
    if (among(after, "的了着地得们等之過们們") &&
        (s->seams[i].next == 1 || s->seams[i].inside)) {
        return price + TAIL_PRICE;
    }
    enum pai_class c = pai_class_of(before);
    if (pai_class_is_mark(c)) {
        return price + mark_price(before, c);
    }
    if (is_about(s, i)) {
        return price + ABOUT_PRICE;
    }
    if (s->seams[i].inside) {
        return price + WORD_PRICE;
    }
    if (s->seams[i].after == PAI_WORD_TAIL && s->seams[i].next == 1) {
        return price + TAIL_PRICE;
    }
    if (is_conjunction(before) && s->seams[i].length == 1) {
        return price + BOUND_PRICE;
    }
    if (is_conjunction(after) && s->seams[i].next == 1) {
        return price + AND_PRICE;
    }
    bool lone_before = is_han(before) && s->seams[i].length == 1 && !ends_name(before);
    bool lone_after = is_han(after) && s->seams[i].next == 1;
    return price + word_price(&s->seams[i], lone_before, lone_after, is_han(after));
}
