// In: a finished page. Out: an error, with its place, for whatever leaves the type area or lies
// on something else: nothing hangs over in silence, whatever the layout and the text ask for.
#include "composer.h"

#include "buf.h"

#define TOLERANCE (PAI_PT / 50) // 0.02 pt: what neither eye nor press can tell
#define EXCERPT   36            // bytes of a text that a message repeats

static const char *const ROLE_NAMES[] = {
#define X(id, name, zh) zh,
    PAI_ROLES(X)
#undef X
};

struct box {
    int64_t left, top, right, bottom;
};

// The em boxes of a line: 0.88 em above the baseline (typography 1.2).
static struct box line_box(const struct pai_page_line *l) {
    int64_t above = pai_muldiv(l->size, 88, 100);
    return (struct box){l->x, l->baseline - above, (int64_t)l->x + l->width,
                        l->baseline - above + l->size};
}

static int64_t more(int64_t a, int64_t b) {
    return a > b ? a : b;
}

static int64_t fewer(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static int64_t overhang(const struct box *b, const struct box *frame) {
    return more(more(frame->left - b->left, b->right - frame->right),
                more(frame->top - b->top, b->bottom - frame->bottom));
}

// Where a line of this role, or a rule (PAI_ROLE_COUNT), may stand: the type area; the paper
// for the folio; the masthead has its place from the top of the paper (GB/T 9704 10.1 puts a
// name above the type area).
static struct box frame_of(const struct pai_sheet *sheet, enum pai_role role) {
    const struct pai_layout *l = sheet->c->layout;
    struct box frame = {sheet->left, l->area.top, (int64_t)sheet->left + l->area.width,
                        (int64_t)l->area.top + l->area.height};
    switch (role) {
    case PAI_ROLE_FOLIO:
        return (struct box){0, 0, l->paper.width, l->paper.height};
    case PAI_ROLE_MASTHEAD_NAME:
    case PAI_ROLE_NUMBER:
    case PAI_ROLE_OFFICE:
    case PAI_ROLE_DATE:
    case PAI_ROLE_COUNT:
        frame.top = 0;
        return frame;
    default:
        return frame;
    }
}

// The beginning of the line's text.
static const char *excerpt(struct pai_job *job, const struct pai_page_line *l) {
    uint32_t n = l->text_len;
    if (n > EXCERPT) {
        n = EXCERPT;
        while (n > 0 && ((unsigned char)l->text[n] & 0xC0) == 0x80) {
            n--;
        }
    }
    struct pai_buf b = pai_buf_make(job->arena);
    pai_buf_put(&b, l->text, n);
    pai_buf_str(&b, n < l->text_len ? "…" : "");
    return b.n > 0 ? b.s : "";
}

static const char *points(struct pai_job *job, int64_t len) {
    struct pai_buf b = pai_buf_make(job->arena);
    pai_buf_len(&b, len, 1);
    return b.s;
}

// A piece that no line could hold was complained about when its line was set.
static bool known(const struct pai_job *job, struct pai_span span) {
    for (uint32_t i = 0; i < job->diags.n; i++) {
        const struct pai_diag *d = &job->diags.v[i];
        if (pai_diag_row(d->code)->level == PAI_ERROR && d->span.file == span.file &&
            d->span.offset >= span.offset && d->span.offset <= span.offset + span.length) {
            return true;
        }
    }
    return false;
}

static struct pai_span place(const struct pai_sheet *sheet, struct pai_span span) {
    return span.file != 0 ? span : sheet->c->doc->start;
}

static void check_line(const struct pai_sheet *sheet, const struct pai_page_line *l,
                       const char *page) {
    struct pai_job *job = sheet->c->job;
    struct box frame = frame_of(sheet, l->role), b = line_box(l);
    int64_t over = overhang(&b, &frame);
    if (over > TOLERANCE && !known(job, l->span)) {
        pai_diag(job, PAI_D_OVERHANG, place(sheet, l->span), excerpt(job, l), page,
                 points(job, over), ROLE_NAMES[l->role], pai_role_name(l->role), NULL);
    }
}

static void check_rule(const struct pai_sheet *sheet, const struct pai_rule *r,
                       const char *page) {
    struct pai_job *job = sheet->c->job;
    struct box frame = frame_of(sheet, PAI_ROLE_COUNT);
    struct box b = {r->x, r->y, (int64_t)r->x + r->width, (int64_t)r->y + r->height};
    int64_t over = overhang(&b, &frame);
    if (over > TOLERANCE) {
        pai_diag(job, PAI_D_OVERHANG_RULE, sheet->c->doc->start, page, points(job, over),
                 r->name, NULL);
    }
}

// Two lines collide when more than an eighth of the smaller one lies within the other, both
// ways.
static void check_pair(const struct pai_sheet *sheet, const struct pai_page_line *a,
                       const struct pai_page_line *b, const char *page) {
    struct pai_job *job = sheet->c->job;
    struct box p = line_box(a), q = line_box(b);
    int64_t wide = fewer(p.right, q.right) - more(p.left, q.left);
    int64_t high = fewer(p.bottom, q.bottom) - more(p.top, q.top);
    int64_t eighth = fewer(a->size, b->size) / 8;
    if (wide > eighth && high > eighth) {
        pai_diag(job, PAI_D_COLLISION, place(sheet, b->span), excerpt(job, a), excerpt(job, b),
                 page, NULL);
    }
}

void pai_sheet_check(const struct pai_sheet *sheet, uint32_t number) {
    const char *page = pai_arena_fmt(sheet->c->job->arena, "%u", number);
    for (uint32_t i = 0; i < sheet->lines.n; i++) {
        check_line(sheet, &sheet->lines.v[i], page);
        for (uint32_t k = 0; k < i; k++) {
            check_pair(sheet, &sheet->lines.v[k], &sheet->lines.v[i], page);
        }
    }
    for (uint32_t i = 0; i < sheet->items.n; i++) {
        if (sheet->items.v[i].kind == PAI_ITEM_RULE) {
            check_rule(sheet, &sheet->items.v[i].u.rule, page);
        }
    }
}
