// In: a stretch of repaired text. Out: the stretch of the source it came from. Promised: never
// reaches into the source of the next piece, so that a mark is drawn under what the user typed
// even where repair made it longer.
#include "span.h"

// Index of the piece that holds text byte `offset`.
static uint32_t piece(const struct pai_text *text, uint32_t offset) {
    uint32_t low = 0, high = text->map_count;
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (text->map[mid].offset <= offset) {
            low = mid;
        } else {
            high = mid;
        }
    }
    return low;
}

// Source offset of text byte `offset`, known to be in piece i, plus `more`.
static uint32_t source_of(const struct pai_text *text, uint32_t i, uint32_t offset,
                          uint32_t more) {
    const struct pai_origin *at = &text->map[i];
    uint32_t within = offset > at->offset ? offset - at->offset : 0;
    uint64_t source = (uint64_t)at->source + within + more;
    if (i + 1 < text->map_count && at[1].source >= at->source && source > at[1].source) {
        source = at[1].source;
    }
    return source > UINT32_MAX ? UINT32_MAX : (uint32_t)source;
}

struct pai_span pai_text_span(const struct pai_text *text, uint32_t offset, uint32_t length) {
    if (text->file == 0 || text->map_count == 0) {
        return PAI_NO_SPAN;
    }
    if (offset > text->len) {
        offset = text->len;
    }
    if (length > text->len - offset) {
        length = text->len - offset;
    }
    uint32_t first = piece(text, offset);
    struct pai_span span = {text->file, source_of(text, first, offset, 0), 0};
    if (length == 0) {
        return span;
    }
    uint32_t last = offset + length - 1;
    uint32_t end = source_of(text, piece(text, last), last, 1);
    if (end < span.offset && first + 1 < text->map_count) {
        // Pieces were moved against each other: mark the first of them.
        last = text->map[first + 1].offset - 1;
        end = source_of(text, first, last, 1);
    }
    span.length = end > span.offset ? end - span.offset : 0;
    return span;
}
