// In: a template or a condition, and a bulletin. Out: its text, or whether it holds. Promise:
// characters that come from the bulletin keep their place in the source; what is absent leaves
// no trace.
#include "build.h"

#include "buf.h"

#include <string.h>

static const struct pai_text NONE = {"", 0, 0, NULL, 0};

static struct pai_text title_of(const struct pai_composer *c) {
    struct pai_joined j = pai_joined_make(c->job->arena);
    const struct pai_article *a = &c->doc->articles[0];
    for (uint32_t i = 0; c->doc->article_count > 0 && i < a->title_count; i++) {
        if (i > 0) {
            pai_joined_str(&j, " ");
        }
        pai_joined_put(&j, &a->title[i]);
    }
    return pai_joined_text(&j);
}

static struct pai_text literal(const char *s) {
    return (struct pai_text){s, (uint32_t)strlen(s), 0, NULL, 0};
}

static struct pai_text text_of(const struct pai_scene *s, enum pai_slot slot) {
    const struct pai_masthead *m = &s->c->doc->masthead;
    switch (slot) {
    case PAI_SLOT_NAME:
        return m->name;
    case PAI_SLOT_NUMBER_TEXT:
        return m->number_text;
    case PAI_SLOT_SUPPLEMENT:
        return m->supplement ? literal("增刊") : NONE;
    case PAI_SLOT_OFFICE:
        return m->office;
    case PAI_SLOT_CLASS:
        return m->class_text;
    case PAI_SLOT_COPY_NUMBER:
        return m->copy_number;
    case PAI_SLOT_URGENCY:
        return m->urgency;
    case PAI_SLOT_SIGNER:
        return m->signer;
    case PAI_SLOT_TITLE:
        return title_of(s->c);
    case PAI_SLOT_CREDITS:
        return pai_credits_text(s->c);
    case PAI_SLOT_DISTRIBUTION:
        return s->c->doc->distribution_count > 0 ? s->c->doc->distribution[0].to : NONE;
    case PAI_SLOT_LABEL:
        return s->distribution != NULL ? s->distribution->label
               : s->credit != NULL     ? s->credit->label
                                       : NONE;
    case PAI_SLOT_TO:
        return s->distribution != NULL ? s->distribution->to : NONE;
    case PAI_SLOT_NAMES:
        return s->credit != NULL ? pai_credit_names(s->c, s->credit) : NONE;
    default:
        return NONE;
    }
}

// A number that a field gives; -1 if it is absent.
static int64_t number_of(const struct pai_scene *s, enum pai_slot slot) {
    const struct pai_doc *doc = s->c->doc;
    switch (slot) {
    case PAI_SLOT_NUMBER:
        return doc->masthead.number;
    case PAI_SLOT_TOTAL:
        return doc->masthead.total;
    case PAI_SLOT_COPIES:
        return doc->copies;
    case PAI_SLOT_PAGE:
        return s->page > 0 ? (int64_t)s->page : -1;
    case PAI_SLOT_PAGES:
        return s->pages > 0 ? (int64_t)s->pages : -1;
    default:
        return -1;
    }
}

static void put_number(struct pai_buf *b, const char *format, int64_t n) {
    for (const char *f = format != NULL ? format : "%d"; *f != '\0'; f++) {
        if (*f != '%') {
            pai_buf_byte(b, *f);
        } else if (f[1] == '%') {
            pai_buf_byte(b, *++f);
        } else {
            int width = f[1] == '0' ? f[2] - '0' : 0;
            f += width > 0 ? 3 : 1;
            pai_buf_fmt(b, "%0*d", width > 0 ? width : 1, (int)n);
        }
    }
}

// A date as far as it is known: it ends before the first part that is not (GB/T 9704 7.3.5.4:
// Arabic digits, no padding, unless the format asks for it).
static void put_date(struct pai_buf *b, const char *format, const struct pai_masthead *m) {
    for (const char *f = format != NULL ? format : "%Y年%-m月%-d日"; *f != '\0'; f++) {
        if (*f != '%') {
            pai_buf_byte(b, *f);
            continue;
        }
        f++;
        if (*f == '%') {
            pai_buf_byte(b, '%');
            continue;
        }
        bool pad = *f != '-';
        f += pad ? 0 : 1;
        bool known = *f == 'Y' || (m->month > 0 && (*f == 'm' || m->day > 0));
        int value = *f == 'Y' ? m->year : *f == 'm' ? m->month : m->day;
        if (!known) {
            return;
        }
        pai_buf_fmt(b, pad && *f != 'Y' ? "%02d" : "%d", value);
    }
}

static bool present(const struct pai_scene *s, enum pai_slot slot) {
    switch (slot) {
    case PAI_SLOT_NUMBER:
    case PAI_SLOT_TOTAL:
    case PAI_SLOT_COPIES:
    case PAI_SLOT_PAGE:
    case PAI_SLOT_PAGES:
        return number_of(s, slot) >= 0;
    case PAI_SLOT_DATE:
        return s->c->doc->masthead.year > 0;
    case PAI_SLOT_DISTRIBUTION:
        return s->c->doc->distribution_count > 0;
    case PAI_SLOT_CREDITS:
        return s->c->doc->credit_count > 0;
    default:
        return text_of(s, slot).len > 0;
    }
}

static void put_slot(const struct pai_scene *s, const struct pai_template_part *part,
                     struct pai_joined *j) {
    s->c->printed |= (uint32_t)1 << part->slot;
    struct pai_buf b = pai_buf_make(s->c->job->arena);
    int64_t n = number_of(s, part->slot);
    if (part->slot == PAI_SLOT_DATE) {
        put_date(&b, part->s, &s->c->doc->masthead);
    } else if (n >= 0) {
        put_number(&b, part->s, n);
    } else {
        struct pai_text text = text_of(s, part->slot);
        pai_joined_put(j, &text);
        return;
    }
    pai_joined_str(j, b.n > 0 ? b.s : "");
}

// Whether every field of a group, but not of groups within it, is there.
static bool group_holds(const struct pai_scene *s, const struct pai_template_part *v,
                        uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].kind == PAI_PART_SLOT && !present(s, v[i].slot)) {
            return false;
        }
        i += v[i].kind == PAI_PART_GROUP ? v[i].size : 0;
    }
    return true;
}

// `turns`: NULL, nobody asks for them.
static void turn(struct pai_set_turns *turns, const struct pai_joined *j) {
    if (turns != NULL && turns->n < PAI_TURNS_MOST) {
        turns->at[turns->n++] = (uint32_t)j->buf->n;
    }
}

bool pai_template_fill(const struct pai_scene *s, const struct pai_template *t,
                       struct pai_text *out) {
    return pai_template_fill_turns(s, t, out, NULL);
}

bool pai_template_fill_turns(const struct pai_scene *s, const struct pai_template *t,
                             struct pai_text *out, struct pai_set_turns *turns) {
    struct pai_joined j = pai_joined_make(s->c->job->arena);
    bool any = false, asked = false;
    for (uint32_t i = 0; i < t->n; i++) {
        const struct pai_template_part *part = &t->v[i];
        switch (part->kind) {
        case PAI_PART_TEXT:
            pai_joined_str(&j, part->s);
            break;
        case PAI_PART_SLOT:
            asked = true;
            if (present(s, part->slot)) {
                any = true;
                turn(turns, &j);
                put_slot(s, part, &j);
                turn(turns, &j);
            }
            break;
        case PAI_PART_GROUP:
            // A group that vanishes was asked for all the same.
            if (!group_holds(s, part + 1, part->size)) {
                asked = true;
                i += part->size;
            }
            break;
        }
    }
    *out = pai_joined_text(&j);
    return out->len > 0 && (any || !asked);
}

static bool compare_date(const struct pai_when_step *step, const struct pai_masthead *m) {
    int32_t is = m->year * 10000 + m->month * 100 + m->day;
    int32_t than = step->year * 10000 + step->month * 100 + step->day;
    switch (step->compare) {
    case PAI_LESS:
        return is < than;
    case PAI_LESS_EQUAL:
        return is <= than;
    case PAI_EQUAL:
        return is == than;
    case PAI_MORE_EQUAL:
        return is >= than;
    case PAI_MORE:
        return is > than;
    case PAI_UNEQUAL:
        return is != than;
    }
    return false;
}

static bool holds(const struct pai_scene *s, const struct pai_when_step *step) {
    const struct pai_masthead *m = &s->c->doc->masthead;
    switch (step->kind) {
    case PAI_WHEN_SLOT:
        return present(s, step->slot);
    case PAI_WHEN_DATE:
        return m->year > 0 && m->year <= 9999 && compare_date(step, m);
    case PAI_WHEN_FIRST:
        return s->page == 1;
    case PAI_WHEN_LAST:
        return s->page == s->pages;
    case PAI_WHEN_ODD:
        return s->page % 2 == 1;
    case PAI_WHEN_EVEN:
        return s->page % 2 == 0;
    case PAI_WHEN_BLANK:
        return s->blank;
    case PAI_WHEN_AND:
    case PAI_WHEN_OR:
    case PAI_WHEN_NOT:
        break;
    }
    return false;
}

bool pai_when_holds(const struct pai_scene *s, const struct pai_when *when) {
    bool stack[PAI_WHEN_DEPTH + 1];
    unsigned n = 0;
    for (uint32_t i = 0; when != NULL && i < when->n; i++) {
        const struct pai_when_step *step = &when->v[i];
        if (step->kind == PAI_WHEN_NOT) {
            stack[n - 1] = !stack[n - 1];
        } else if (step->kind == PAI_WHEN_AND || step->kind == PAI_WHEN_OR) {
            bool a = stack[n - 2], b = stack[n - 1];
            stack[--n - 1] = step->kind == PAI_WHEN_AND ? a && b : a || b;
        } else {
            stack[n++] = holds(s, step);
        }
    }
    return n == 0 || stack[0];
}
