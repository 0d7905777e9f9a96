// In: the text of a template: 第{number}期[（总第{total}期）]. Out: its parts, checked: every
// field is known and may stand here, every format fits its field, every bracket is closed.
// Promise: a mistake is pointed at within the text; work and depth are bounded.
#include "loader.h"
#include "near.h"

#include "buf.h"

#include <string.h>

enum where { ANYWHERE, CONDITION, LIST, DISTRIBUTION_LIST, CREDITS_LIST, PAGE };

static const struct {
    const char *name, *zh;
    enum pai_slot_type type;
    enum pai_role role;
    enum where where;
} SLOTS[] = {
#define X(id, name, type, role, where, zh, en)                                                 \
    {name, zh, PAI_SLOT_IS_##type, PAI_ROLE_##role, where},
    PAI_SLOTS(X)
#undef X
};

enum { GROUPS = 8 };

struct parser {
    const struct pai_reading *r;
    PAI_VEC(struct pai_template_part) parts;
    uint32_t group[GROUPS]; // the open ones
    size_t group_at[GROUPS];
    unsigned depth;
    struct pai_buf text; // not yet a part
};

enum pai_slot pai_slot_find(const char *s, size_t len) {
    int slot = 0;
    while (slot < PAI_SLOT_COUNT &&
           (strlen(SLOTS[slot].name) != len || memcmp(SLOTS[slot].name, s, len) != 0)) {
        slot++;
    }
    return (enum pai_slot)slot;
}

enum pai_slot_type pai_slot_type(enum pai_slot slot) {
    return SLOTS[slot].type;
}

enum pai_role pai_slot_role(enum pai_slot slot) {
    return SLOTS[slot].role;
}

const char *pai_slot_name(enum pai_slot slot) {
    return SLOTS[slot].name;
}

bool pai_slot_unknown(const struct pai_reading *r, size_t at, size_t length) {
    const char *names[PAI_SLOT_COUNT];
    struct pai_buf list = pai_buf_make(r->l->job->arena);
    for (int i = 0; i < PAI_SLOT_COUNT; i++) {
        names[i] = SLOTS[i].name;
        pai_buf_fmt(&list, "%s%s", i > 0 ? " " : "", names[i]);
    }
    const char *name = pai_clip(r->l->job, r->s + at, length);
    const char *near = pai_near(name, names, PAI_SLOT_COUNT);
    for (int i = 0; near == NULL && length >= 6 && i < PAI_SLOT_COUNT; i++) {
        near = strstr(SLOTS[i].zh, name) != NULL ? names[i] : NULL; // {期号}, two characters
    }
    return near != NULL
               ? pai_reading_fail_at(r, at, length, PAI_D_FIELD_LIKE, name, near, NULL)
               : pai_reading_fail_at(r, at, length, PAI_D_FIELD_UNKNOWN, name, list.s, NULL);
}

// Number: one %d, with a width at most (%03d); date: %Y %m %-m %d %-d; %% is a percent sign.
static bool format_fits(const char *s, size_t len, enum pai_slot_type type) {
    unsigned numbers = 0, dates = 0;
    for (size_t i = 0; i < len; i++) {
        if (s[i] != '%') {
            continue;
        }
        i++;
        if (i < len && s[i] == '%') {
            continue;
        }
        if (type == PAI_SLOT_IS_NUMBER) {
            i += i + 1 < len && s[i] == '0' && s[i + 1] >= '1' && s[i + 1] <= '9' ? 2 : 0;
            numbers++;
        } else {
            i += i < len && s[i] == '-' && i + 1 < len && s[i + 1] != 'Y' ? 1 : 0;
            dates++;
        }
        const char *letters = type == PAI_SLOT_IS_NUMBER ? "d" : "Ymd";
        if (i >= len || strchr(letters, s[i]) == NULL || s[i] == '\0') {
            return false;
        }
    }
    // A date without a part of it would print the same on every issue.
    return type == PAI_SLOT_IS_DATE ? dates > 0 : type == PAI_SLOT_IS_NUMBER && numbers == 1;
}

// Whether a field may stand in the block that is read.
static bool slot_here(const struct pai_loader *l, enum pai_slot slot) {
    switch (SLOTS[slot].where) {
    case ANYWHERE:
        return true;
    case LIST:
        return l->place == PAI_PLACE_DISTRIBUTION_LIST || l->place == PAI_PLACE_CREDITS_LIST;
    case DISTRIBUTION_LIST:
        return l->place == PAI_PLACE_DISTRIBUTION_LIST;
    case CREDITS_LIST:
        return l->place == PAI_PLACE_CREDITS_LIST;
    case PAGE:
        return l->place == PAI_PLACE_RUNNING;
    case CONDITION:
        break;
    }
    return false;
}

static void end_text(struct parser *p) {
    struct pai_arena *arena = p->r->l->arena;
    if (p->text.n > 0) {
        struct pai_template_part part = {.kind = PAI_PART_TEXT,
                                         .s = pai_arena_str(arena, p->text.s, p->text.n)};
        PAI_VEC_PUT(arena, &p->parts, part);
        p->text.n = 0;
    }
}

// {name} or {name:format} at s[i]; *i is moved behind it.
static bool read_slot(struct parser *p, size_t *i) {
    const struct pai_reading *r = p->r;
    size_t from = *i + 1, end = from, colon;
    while (end < r->len && r->s[end] != '}' && r->s[end] != '{') {
        end++;
    }
    if (end == r->len || r->s[end] == '{') {
        return pai_reading_fail_at(r, *i, 1, PAI_D_TEMPLATE_OPEN, "{", "}", NULL);
    }
    for (colon = from; colon < end && r->s[colon] != ':'; colon++) {
    }
    enum pai_slot slot = pai_slot_find(r->s + from, colon - from);
    *i = end + 1;
    if (slot == PAI_SLOT_COUNT) {
        return pai_slot_unknown(r, from, colon - from);
    }
    if (!slot_here(r->l, slot)) {
        static const char *const ZH[] = {"",
                                         "when 里",
                                         "list 块里",
                                         "over: distribution 的 list 块里",
                                         "over: credits 的 list 块里",
                                         "running-heads 里"};
        static const char *const EN[] = {"",
                                         "in when",
                                         "in a list",
                                         "in a list over distribution",
                                         "in a list over credits",
                                         "in running-heads"};
        return pai_reading_fail_at(r, from, colon - from, PAI_D_FIELD_HERE, SLOTS[slot].name,
                                   ZH[SLOTS[slot].where], EN[SLOTS[slot].where]);
    }
    const char *format = NULL;
    if (colon < end) {
        format = pai_arena_str(r->l->arena, r->s + colon + 1, end - colon - 1);
        if (!format_fits(format, end - colon - 1, SLOTS[slot].type)) {
            return pai_reading_fail_at(r, colon + 1, end - colon - 1, PAI_D_FIELD_FORMAT,
                                       SLOTS[slot].name,
                                       pai_clip(r->l->job, format, strlen(format)), NULL);
        }
    }
    end_text(p);
    struct pai_template_part part = {.kind = PAI_PART_SLOT, .s = format, .slot = slot};
    PAI_VEC_PUT(r->l->arena, &p->parts, part);
    return true;
}

static bool open_group(struct parser *p, size_t at) {
    if (p->depth == GROUPS) {
        return pai_reading_fail_at(p->r, at, 1, PAI_D_TEMPLATE_OPEN, "[", "]", NULL);
    }
    end_text(p);
    p->group[p->depth] = p->parts.n;
    p->group_at[p->depth++] = at;
    PAI_VEC_PUT(p->r->l->arena, &p->parts,
                ((struct pai_template_part){.kind = PAI_PART_GROUP}));
    return true;
}

static bool close_group(struct parser *p, size_t at) {
    if (p->depth == 0) {
        return pai_reading_fail_at(p->r, at, 1, PAI_D_TEMPLATE_CLOSE, "]", "[", NULL);
    }
    end_text(p);
    uint32_t group = p->group[--p->depth];
    p->parts.v[group].size = p->parts.n - group - 1;
    return true;
}

// One character or bracket at s[i]; doubled brackets stand for themselves.
static bool step(struct parser *p, size_t *i) {
    const char *s = p->r->s;
    char c = s[*i];
    if (strchr("{}[]", c) == NULL || c == '\0') {
        pai_buf_byte(&p->text, s[(*i)++]);
        return true;
    }
    if (*i + 1 < p->r->len && s[*i + 1] == c) {
        pai_buf_byte(&p->text, c);
        *i += 2;
        return true;
    }
    switch (c) {
    case '{':
        return read_slot(p, i);
    case '[':
        return open_group(p, (*i)++);
    case ']':
        return close_group(p, (*i)++);
    default:
        return pai_reading_fail_at(p->r, *i, 1, PAI_D_TEMPLATE_CLOSE, "}", "{", NULL);
    }
}

bool pai_read_TEMPLATE(const struct pai_reading *r) {
    struct parser p = {.r = r, .text = pai_buf_make(r->l->job->arena)};
    for (size_t i = 0; i < r->len;) {
        if (!step(&p, &i)) {
            return false;
        }
    }
    if (p.depth > 0) {
        return pai_reading_fail_at(r, p.group_at[p.depth - 1], 1, PAI_D_TEMPLATE_OPEN, "[", "]",
                                   NULL);
    }
    end_text(&p);
    struct pai_template *out = PAI_NEW(r->l->arena, struct pai_template);
    *out = (struct pai_template){p.parts.v, p.parts.n};
    *(const struct pai_template **)r->field = out;
    return true;
}
