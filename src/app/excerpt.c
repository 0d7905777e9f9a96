// A place in -> two lines of text out. Promises: carets stand under the marked characters when
// a Han character takes two columns and any other printed character one or none; work is
// bounded by the window, not by the line, so that a line of 10 MB costs nothing; at least one
// caret is drawn.
#include "excerpt.h"
#include "printable.h"
#include "utf8.h"

#include <string.h>

enum {
    WINDOW = 60,      // columns of a long line that are shown
    BEFORE = 20,      // of them before the place
    WHOLE_BYTES = 400 // a line longer than this is not measured: it is long
};

struct window {
    size_t from, to;          // bytes of the line that are shown
    unsigned caret, carets;   // columns
    bool cut_left, cut_right; // "…" there
};

// The columns of a stretch; stops counting behind `most`.
static unsigned columns(struct pai_arena *arena, const char *s, size_t len, unsigned most) {
    struct pai_buf scratch = pai_buf_make(arena);
    unsigned sum = 0, used = 1;
    for (size_t i = 0; i < len && sum <= most; i += used) {
        sum += pai_printable_char(&scratch, s + i, len - i, sum, &used);
    }
    return sum;
}

// Goes back from the place until BEFORE columns are covered; combining characters cannot lead
// it far away.
static size_t window_start(const struct pai_place *place) {
    size_t at = place->line_offset;
    unsigned sum = 0;
    for (unsigned n = 0; at > 0 && sum < BEFORE && n < 4 * BEFORE; n++) {
        unsigned used = 1;
        uint32_t cp = pai_utf8_prev(place->line_text, at, &used);
        sum += cp == PAI_BAD_CHAR || cp < 0x20 ? 4 : pai_utf8_columns(cp);
        at -= used;
    }
    return at;
}

static struct window window_put(struct pai_buf *out, const struct pai_place *place) {
    struct window w = {0, place->line_len, 0, 0, false, false};
    const char *s = place->line_text;
    size_t mark = place->line_offset, mark_end = mark + place->mark_len;
    bool whole = place->line_len <= WHOLE_BYTES &&
                 columns(out->arena, s, place->line_len, WINDOW) <= WINDOW;
    w.from = whole ? 0 : window_start(place);
    w.cut_left = w.from > 0;
    unsigned at = 0, used = 1, n = 0;
    if (w.cut_left) {
        pai_buf_str(out, "…");
        at = 1;
    }
    w.caret = at;
    size_t i = w.from;
    for (; i < place->line_len && at < WINDOW && n < 4 * WINDOW; i += used, n++) {
        if (i == mark) {
            w.caret = at;
        }
        unsigned wide = pai_printable_char(out, s + i, place->line_len - i, at, &used);
        at += wide;
        w.carets += i >= mark && i < mark_end ? wide : 0;
    }
    w.to = i;
    w.cut_right = i < place->line_len;
    if (mark >= i) {
        w.caret = at;
    }
    if (w.cut_right) {
        pai_buf_str(out, "…");
    }
    return w;
}

void pai_excerpt_put(struct pai_buf *out, const struct pai_place *place) {
    pai_buf_fmt(out, "%5u │ ", (unsigned)place->line);
    struct window w = window_put(out, place);
    pai_buf_str(out, "\n      │ ");
    pai_buf_fmt(out, "%*s", (int)w.caret, "");
    for (unsigned i = 0; i < w.carets || i == 0; i++) {
        pai_buf_byte(out, '^');
    }
    pai_buf_byte(out, '\n');
}
