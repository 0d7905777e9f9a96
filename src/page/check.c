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

static struct box box_of(struct pai_box b) {
    return (struct box){b.x, b.y, (int64_t)b.x + b.width, (int64_t)b.y + b.height};
}

// Where a line may stand: what is built of blocks within the frame it was given, the folio on
// the paper, all else within the type area.
static struct box line_frame(const struct pai_sheet *sheet, uint32_t line) {
    const struct pai_layout *l = sheet->c->layout;
    for (uint32_t i = 0; i < sheet->parts.n; i++) {
        const struct pai_sheet_part *part = &sheet->parts.v[i];
        if (line >= part->first_line && line < part->end_line) {
            return box_of(part->frame);
        }
    }
    if (sheet->lines.v[line].role == PAI_ROLE_FOLIO) {
        return (struct box){0, 0, l->paper.width, l->paper.height};
    }
    return (struct box){sheet->left, l->area.top, (int64_t)sheet->left + l->area.width,
                        (int64_t)l->area.top + l->area.height};
}

static struct box item_frame(const struct pai_sheet *sheet, uint32_t item) {
    const struct pai_layout *l = sheet->c->layout;
    for (uint32_t i = 0; i < sheet->parts.n; i++) {
        const struct pai_sheet_part *part = &sheet->parts.v[i];
        if (item >= part->first_item && item < part->end_item) {
            return box_of(part->frame);
        }
    }
    return (struct box){sheet->left, l->area.top, (int64_t)sheet->left + l->area.width,
                        (int64_t)l->area.top + l->area.height};
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

// The place in the nearer file of the layout: what a layout extends was right before.
static struct pai_span nearer(struct pai_span a, struct pai_span b) {
    return a.file == 0 || (b.file != 0 && b.file < a.file) ? b : a;
}

static struct pai_span layout_place(const struct pai_sheet *sheet,
                                    const struct pai_page_line *l) {
    return nearer(l->block_span, sheet->c->layout->style_place[l->role]);
}

// Where to mend what is wrong with two lines, or with a line and another item (`other`, or
// none): in the text, or in the layout if that is what is looked at.
static struct pai_span place_of(const struct pai_sheet *sheet, const struct pai_page_line *l,
                                const struct pai_page_line *with, struct pai_span other) {
    if (sheet->c->ask == NULL || !sheet->c->ask->of_layout) {
        return place(sheet, l->span);
    }
    struct pai_span span = nearer(layout_place(sheet, l), other);
    return with != NULL ? nearer(span, layout_place(sheet, with)) : span;
}

static void check_line(const struct pai_sheet *sheet, uint32_t line, const char *page) {
    struct pai_job *job = sheet->c->job;
    const struct pai_page_line *l = &sheet->lines.v[line];
    struct box frame = line_frame(sheet, line), b = line_box(l);
    int64_t over = overhang(&b, &frame);
    if (over > TOLERANCE && !known(job, l->span)) {
        pai_diag(job, PAI_D_OVERHANG, place_of(sheet, l, NULL, PAI_NO_SPAN), excerpt(job, l),
                 page, points(job, over), ROLE_NAMES[l->role], pai_role_name(l->role), NULL);
    }
}

// Where a rule or an image stands, and its name; false for other items.
static bool item_box(const struct pai_item *item, struct box *out, const char **name) {
    const struct pai_rule *r = &item->u.rule;
    const struct pai_picture *p = &item->u.picture;
    if (item->kind == PAI_ITEM_RULE) {
        *out = (struct box){r->x, r->y, (int64_t)r->x + r->width, (int64_t)r->y + r->height};
        *name = r->name;
    } else if (item->kind == PAI_ITEM_IMAGE) {
        *out = (struct box){p->x, p->y, (int64_t)p->x + p->width, (int64_t)p->y + p->height};
        *name = p->name;
    }
    return item->kind == PAI_ITEM_RULE || item->kind == PAI_ITEM_IMAGE;
}

static void check_item(const struct pai_sheet *sheet, uint32_t i, const char *page) {
    struct pai_job *job = sheet->c->job;
    const struct pai_item *item = &sheet->items.v[i];
    struct box frame = item_frame(sheet, i), b;
    const char *name;
    int64_t over = item_box(item, &b, &name) ? overhang(&b, &frame) : 0;
    if (over > TOLERANCE) {
        pai_diag(job, item->kind == PAI_ITEM_RULE ? PAI_D_OVERHANG_RULE : PAI_D_OVERHANG_IMAGE,
                 place(sheet, item->span), page, points(job, over), name, NULL);
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
        pai_diag(job, PAI_D_COLLISION, place_of(sheet, b, a, PAI_NO_SPAN), excerpt(job, a),
                 excerpt(job, b), page, NULL);
    }
}

// A rule or an image of a block that runs through a line: it lies within the line's em boxes by
// more than an eighth.
static void check_struck(const struct pai_sheet *sheet, const struct pai_item *item,
                         const char *page) {
    struct box r;
    const char *name;
    bool printed = item->ink == NULL || item->ink->kind != PAI_INK_PREPRINTED;
    // A seal that is on the paper already may lie under text.
    if (!item_box(item, &r, &name) || (item->kind == PAI_ITEM_IMAGE && !printed)) {
        return;
    }
    for (uint32_t i = 0; i < sheet->lines.n; i++) {
        const struct pai_page_line *l = &sheet->lines.v[i];
        struct box b = line_box(l);
        int64_t in = l->size / 8;
        if (fewer(b.right - in, r.right) > more(b.left + in, r.left) &&
            fewer(b.bottom - in, r.bottom) > more(b.top + in, r.top)) {
            pai_diag(sheet->c->job, item->kind == PAI_ITEM_RULE ? PAI_D_STRUCK : PAI_D_COVERED,
                     place_of(sheet, l, NULL, item->span), excerpt(sheet->c->job, l), name,
                     page, NULL);
        }
    }
}

static void check_parts(const struct pai_sheet *sheet, const char *page) {
    for (uint32_t p = 0; p < sheet->parts.n; p++) {
        const struct pai_sheet_part *part = &sheet->parts.v[p];
        for (uint32_t i = part->first_item; i < part->end_item; i++) {
            check_struck(sheet, &sheet->items.v[i], page);
        }
    }
}

void pai_sheet_check(const struct pai_sheet *sheet, uint32_t number) {
    const char *page = pai_arena_fmt(sheet->c->job->arena, "%u", number);
    for (uint32_t i = 0; i < sheet->lines.n; i++) {
        check_line(sheet, i, page);
        for (uint32_t k = 0; k < i; k++) {
            check_pair(sheet, &sheet->lines.v[k], &sheet->lines.v[i], page);
        }
    }
    for (uint32_t i = 0; i < sheet->items.n; i++) {
        check_item(sheet, i, page);
    }
    check_parts(sheet, page);
}
