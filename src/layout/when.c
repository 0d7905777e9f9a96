// In: the text of a condition: date >= 2012-07-01 and not supplement. Out: its steps in
// postfix. Promise: a mistake is pointed at within the text; the stack it needs is bounded.
#include "loader.h"

#include <string.h>

struct parser {
    const struct pai_reading *r;
    size_t at, from, len; // the next word: its place and length; len 0 at the end
    PAI_VEC(struct pai_when_step) steps;
    uint32_t depth, most; // of the stack
    unsigned nested;
    bool failed;
};

static bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

static bool is(const struct parser *p, const char *word) {
    return p->len == strlen(word) && memcmp(p->r->s + p->from, word, p->len) == 0;
}

static void next(struct parser *p) {
    const char *s = p->r->s;
    size_t end = p->r->len;
    while (p->at < end && blank(s[p->at])) {
        p->at++;
    }
    p->from = p->at;
    if (p->at < end && (s[p->at] == '(' || s[p->at] == ')')) {
        p->at++;
    } else if (p->at < end && strchr("<>=!", s[p->at]) != NULL && s[p->at] != '\0') {
        while (p->at < end && strchr("<>=!", s[p->at]) != NULL && s[p->at] != '\0') {
            p->at++;
        }
    } else {
        while (p->at < end && !blank(s[p->at]) && strchr("()<>=!", s[p->at]) == NULL) {
            p->at++;
        }
        p->at += p->at == p->from && p->at < end; // a NUL: a word of its own
    }
    p->len = p->at - p->from;
}

static void fail(struct parser *p, enum pai_code code, const char *a) {
    if (!p->failed) {
        pai_reading_fail_at(p->r, p->from, p->len, code, a, NULL, NULL);
    }
    p->failed = true;
}

static void fail_here(struct parser *p) {
    fail(p, PAI_D_WHEN_SYNTAX,
         p->len > 0 ? pai_clip(p->r->l->job, p->r->s + p->from, p->len) : "…");
}

static void put(struct parser *p, struct pai_when_step step) {
    PAI_VEC_PUT(p->r->l->arena, &p->steps, step);
    p->depth += step.kind < PAI_WHEN_AND;
    p->depth -= step.kind == PAI_WHEN_AND || step.kind == PAI_WHEN_OR;
    p->most = p->depth > p->most ? p->depth : p->most;
}

// `count` digits as a number; -1 if they are none.
static int32_t digits(const char *s, unsigned count) {
    int32_t v = 0;
    for (unsigned i = 0; i < count; i++) {
        if (s[i] < '0' || s[i] > '9') {
            return -1;
        }
        v = v * 10 + (s[i] - '0');
    }
    return v;
}

static bool read_date(const struct parser *p, struct pai_when_step *step) {
    static const int8_t DAYS[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const char *s = p->r->s + p->from;
    if (p->len != 10 || s[4] != '-' || s[7] != '-') {
        return false;
    }
    step->year = digits(s, 4);
    step->month = digits(s + 5, 2);
    step->day = digits(s + 8, 2);
    bool leap = step->year % 4 == 0 && (step->year % 100 != 0 || step->year % 400 == 0);
    return step->year > 0 && step->month >= 1 && step->month <= 12 && step->day >= 1 &&
           step->day <= DAYS[step->month - 1] - (step->month == 2 && !leap);
}

// date >= 2012-07-01, behind the word date; or date alone: there is one.
static void date(struct parser *p) {
    static const char *const SIGNS[] = {"<", "<=", "=", ">=", ">", "!="};
    struct pai_when_step step = {.kind = PAI_WHEN_DATE};
    int sign = 0;
    next(p);
    if (is(p, "==")) {
        sign = PAI_EQUAL;
    } else {
        while (sign < 6 && !is(p, SIGNS[sign])) {
            sign++;
        }
    }
    if (sign == 6) {
        put(p, (struct pai_when_step){.kind = PAI_WHEN_SLOT, .slot = PAI_SLOT_DATE});
        return;
    }
    next(p);
    if (!read_date(p, &step)) {
        fail(p, PAI_D_WHEN_DATE,
             p->len > 0 ? pai_clip(p->r->l->job, p->r->s + p->from, p->len) : "…");
        return;
    }
    step.compare = sign;
    put(p, step);
    next(p);
}

static bool page_word(struct parser *p) {
    static const char *const WORDS[] = {"first", "last", "odd", "even", "blank"};
    bool negated = is(p, "not-first");
    int i = 0;
    while (i < 5 && !is(p, WORDS[i]) && !(i == 0 && negated)) {
        i++;
    }
    if (i == 5) {
        return false;
    }
    if (p->r->l->place != PAI_PLACE_RUNNING) {
        fail(p, PAI_D_WHEN_PAGE, pai_clip(p->r->l->job, p->r->s + p->from, p->len));
        return true;
    }
    struct pai_when_step step = {.slot = PAI_SLOT_COUNT};
    step.kind = PAI_WHEN_FIRST + i;
    put(p, step);
    if (negated) {
        put(p, (struct pai_when_step){.kind = PAI_WHEN_NOT});
    }
    next(p);
    return true;
}

static void either(struct parser *p);

static void term(struct parser *p) {
    bool negated = false;
    while (is(p, "not")) {
        negated = !negated;
        next(p);
    }
    if (is(p, "(")) {
        if (++p->nested > PAI_WHEN_DEPTH) {
            fail_here(p);
            return;
        }
        next(p);
        either(p);
        p->nested--;
        if (!is(p, ")")) {
            fail_here(p);
            return;
        }
        next(p);
    } else if (is(p, "date")) {
        date(p);
    } else if (!page_word(p)) {
        enum pai_slot slot = pai_slot_find(p->r->s + p->from, p->len);
        if (p->len == 0 || strchr("()<>=!", p->r->s[p->from]) != NULL) {
            fail_here(p);
            return;
        }
        if (slot == PAI_SLOT_COUNT || slot == PAI_SLOT_PAGE || slot == PAI_SLOT_PAGES ||
            slot == PAI_SLOT_LABEL || slot == PAI_SLOT_TO || slot == PAI_SLOT_NAMES) {
            p->failed = p->failed || !pai_slot_unknown(p->r, p->from, p->len);
            return;
        }
        put(p, (struct pai_when_step){.kind = PAI_WHEN_SLOT, .slot = slot});
        next(p);
    }
    if (negated) {
        put(p, (struct pai_when_step){.kind = PAI_WHEN_NOT});
    }
}

static void both(struct parser *p) {
    term(p);
    while (!p->failed && is(p, "and")) {
        next(p);
        term(p);
        put(p, (struct pai_when_step){.kind = PAI_WHEN_AND});
    }
}

static void either(struct parser *p) {
    both(p);
    while (!p->failed && is(p, "or")) {
        next(p);
        both(p);
        put(p, (struct pai_when_step){.kind = PAI_WHEN_OR});
    }
}

bool pai_read_WHEN(const struct pai_reading *r) {
    struct parser p = {.r = r};
    next(&p);
    either(&p);
    if (!p.failed && p.len > 0) {
        fail_here(&p);
    }
    if (!p.failed && p.most > PAI_WHEN_DEPTH) {
        pai_reading_fail(r, PAI_D_WHEN_SYNTAX, pai_reading_raw(r), NULL, NULL);
        p.failed = true;
    }
    if (p.failed) {
        return false;
    }
    struct pai_when *out = PAI_NEW(r->l->arena, struct pai_when);
    *out = (struct pai_when){p.steps.v, p.steps.n, p.most};
    *(const struct pai_when **)r->field = out;
    return true;
}
