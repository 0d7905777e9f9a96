// In: differences. Out: text in one of two languages, or JSON. Promise: nothing is left out;
// text only joins what moved by the same way.
#include "layout_diff.h"

#include "json.h"
#include "printable.h"
#include "utf8.h"

#include <string.h>

enum { SHOWN = 12 }; // characters of a line that tell which it is

// Bytes of the first SHOWN characters.
static size_t head_of(const struct pai_diff_place *p) {
    unsigned used = 1, n = 0;
    size_t end = 0;
    while (end < p->text_len && n < SHOWN) {
        pai_utf8_next(p->text + end, p->text_len - end, &used);
        end += used;
        n++;
    }
    return end;
}

// Where the last SHOWN characters begin.
static size_t tail_of(const struct pai_diff_place *p) {
    size_t at = p->text_len;
    for (unsigned n = 0; at > 0 && n < SHOWN; n++) {
        do {
            at--;
        } while (at > 0 && ((unsigned char)p->text[at] & 0xC0) == 0x80);
    }
    return at;
}

// “县水务局抢抓汛前窗口期…”, or its end. A rule has no text.
static void text_put(struct pai_buf *out, const struct pai_diff_place *p, bool tail) {
    size_t from = tail ? tail_of(p) : 0, to = tail ? p->text_len : head_of(p);
    if (p->text_len == 0) {
        return;
    }
    struct pai_buf shown = pai_buf_make(out->arena);
    pai_buf_put(&shown, p->text + from, to - from);
    pai_buf_str(out, from > 0 ? " “…" : " “");
    pai_printable_put(out, shown.s);
    pai_buf_str(out, to < p->text_len ? "…”" : "”");
}

// A step to one of two sides.
static void step_put(struct pai_buf *out, const char *back, const char *on, int64_t by) {
    if (by >= PAI_PT / 100 || by <= -PAI_PT / 100) {
        pai_buf_fmt(out, "  %s ", by > 0 ? on : back);
        pai_buf_len(out, by > 0 ? by : -by, 2);
        pai_buf_str(out, " pt");
    }
}

static bool alike(const struct pai_diff_row *r, const struct pai_diff_row *s) {
    return r->kind == s->kind && (r->kind == PAI_DIFF_MOVED || r->kind == PAI_DIFF_TYPE) &&
           r->a.page == s->a.page && r->b.page == s->b.page &&
           r->b.x - r->a.x == s->b.x - s->a.x && r->b.y - r->a.y == s->b.y - s->a.y &&
           strcmp(r->a.role, s->a.role) == 0;
}

static void page_put(struct pai_buf *out, const struct pai_diff_row *r, bool zh) {
    uint32_t from = r->kind == PAI_DIFF_NEW ? r->b.page : r->a.page;
    pai_buf_fmt(out, zh ? "第 %u 页" : "page %u", from);
    bool both = r->kind != PAI_DIFF_NEW && r->kind != PAI_DIFF_GONE;
    if (both && r->b.page != from) {
        pai_buf_fmt(out, zh ? " → 第 %u 页" : " → page %u", r->b.page);
    }
}

static void row_put(struct pai_buf *out, const struct pai_diff *d, const struct pai_diff_row *r,
                    uint32_t count, bool zh) {
    const struct pai_diff_place *told = r->kind == PAI_DIFF_NEW ? &r->b : &r->a;
    // Lines that begin alike are told by their ends.
    size_t head = head_of(&r->a);
    bool tail = r->kind == PAI_DIFF_BROKEN && head == head_of(&r->b) &&
                memcmp(r->a.text, r->b.text, head) == 0;
    page_put(out, r, zh);
    pai_buf_fmt(out, "  %s", told->role);
    text_put(out, told, tail);
    if (count > 1) {
        pai_buf_fmt(out, zh ? " 等 %u 行" : " and %u lines in all", count);
    }
    if (r->kind == PAI_DIFF_BROKEN) {
        pai_buf_str(out, zh ? "  改为" : "  becomes");
        text_put(out, &r->b, tail);
    } else if (r->kind == PAI_DIFF_TYPE) {
        pai_buf_str(out, zh ? "  字体或字号不同" : "  another face or size");
    } else if (r->kind != PAI_DIFF_MOVED) {
        pai_buf_str(out, zh ? "  只在 " : "  only in ");
        pai_printable_put(out, r->kind == PAI_DIFF_NEW ? d->b : d->a);
        pai_buf_str(out, zh ? " 里" : "");
    }
    if (r->kind == PAI_DIFF_MOVED || r->kind == PAI_DIFF_BROKEN) {
        step_put(out, zh ? "左移" : "left", zh ? "右移" : "right", (int64_t)r->b.x - r->a.x);
        step_put(out, zh ? "上移" : "up", zh ? "下移" : "down", (int64_t)r->b.y - r->a.y);
    }
    pai_buf_byte(out, '\n');
}

void pai_diff_text(const struct pai_diff *diff, bool zh, struct pai_buf *out) {
    for (uint32_t i = 0, n; i < diff->rows.n; i += n) {
        n = 1;
        while (i + n < diff->rows.n && alike(&diff->rows.v[i], &diff->rows.v[i + n])) {
            n++;
        }
        row_put(out, diff, &diff->rows.v[i], n, zh);
    }
}

static void place_json(struct pai_json *j, const char *key, const struct pai_diff_place *p) {
    pai_json_key(j, key);
    if (p->role == NULL) {
        pai_json_null(j);
        return;
    }
    pai_json_object(j);
    pai_json_key(j, "page");
    pai_json_int(j, p->page);
    pai_json_key(j, "text");
    pai_json_str(j, p->text, p->text_len);
    pai_json_key(j, "x");
    pai_json_len(j, p->x);
    pai_json_key(j, "y");
    pai_json_len(j, p->y);
    pai_json_object_end(j);
}

void pai_diff_json(const struct pai_diff *diff, struct pai_buf *out) {
    static const char *const kinds[] = {"same", "moved", "type", "broken", "gone", "new"};
    struct pai_json j = pai_json_make(out);
    pai_json_object(&j);
    pai_json_key(&j, "pages");
    pai_json_array(&j);
    pai_json_int(&j, diff->a_pages);
    pai_json_int(&j, diff->b_pages);
    pai_json_array_end(&j);
    pai_json_key(&j, "differences");
    pai_json_array(&j);
    for (uint32_t i = 0; i < diff->rows.n; i++) {
        const struct pai_diff_row *r = &diff->rows.v[i];
        bool both = r->a.role != NULL && r->b.role != NULL;
        pai_json_line(&j);
        pai_json_object(&j);
        pai_json_key(&j, "kind");
        pai_json_cstr(&j, kinds[r->kind]);
        pai_json_key(&j, "role");
        pai_json_cstr(&j, r->a.role != NULL ? r->a.role : r->b.role);
        pai_json_key(&j, "dx");
        pai_json_len(&j, both ? (int64_t)r->b.x - r->a.x : 0);
        pai_json_key(&j, "dy");
        pai_json_len(&j, both ? (int64_t)r->b.y - r->a.y : 0);
        place_json(&j, "a", &r->a);
        place_json(&j, "b", &r->b);
        pai_json_object_end(&j);
    }
    pai_json_array_end(&j);
    pai_json_object_end(&j);
    pai_buf_byte(out, '\n');
}
