// In: pieces of repaired text and literal strings. Out: one text whose characters still know
// their place in the source. A literal is given the place of what stands before it, so that a
// complaint about it points near.
#include "composer.h"

#include "buf.h"

#include <string.h>

struct pai_joined pai_joined_make(struct pai_arena *arena) {
    struct pai_joined j = {.arena = arena};
    j.buf = PAI_NEW(arena, struct pai_buf);
    *j.buf = pai_buf_make(arena);
    return j;
}

void pai_joined_put(struct pai_joined *j, const struct pai_text *piece) {
    uint32_t at = (uint32_t)j->buf->n;
    if (piece->len == 0) {
        return;
    }
    if (j->file == 0) {
        j->file = piece->file;
    }
    if (piece->map_count > 0 && j->map.n == 0 && at > 0) {
        PAI_VEC_PUT(j->arena, &j->map, ((struct pai_origin){0, piece->map[0].source}));
    }
    for (uint32_t i = 0; i < piece->map_count; i++) {
        struct pai_origin o = {at + piece->map[i].offset, piece->map[i].source};
        PAI_VEC_PUT(j->arena, &j->map, o);
    }
    pai_buf_put(j->buf, piece->s, piece->len);
}

void pai_joined_part(struct pai_joined *j, const struct pai_text *text, uint32_t from,
                     uint32_t to) {
    // The first piece of the map that reaches into the part.
    uint32_t low = 0, high = text->map_count;
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (text->map[mid].offset <= from) {
            low = mid;
        } else {
            high = mid;
        }
    }
    uint32_t n = 0;
    struct pai_origin *map = PAI_NEW_N(j->arena, struct pai_origin, text->map_count - low + 1);
    for (uint32_t i = low; i < text->map_count && text->map[i].offset < to; i++) {
        struct pai_origin o = text->map[i];
        o.source += o.offset < from ? from - o.offset : 0;
        o.offset -= o.offset < from ? o.offset : from;
        map[n++] = o;
    }
    pai_joined_put(j, &(struct pai_text){text->s + from, to - from, text->file, map, n});
}

void pai_joined_str(struct pai_joined *j, const char *s) {
    if (j->map.n > 0) {
        // The literal stands in no source: from here on count from where the text before it
        // ends.
        struct pai_origin last = j->map.v[j->map.n - 1];
        struct pai_origin o = {(uint32_t)j->buf->n,
                               last.source + ((uint32_t)j->buf->n - last.offset)};
        PAI_VEC_PUT(j->arena, &j->map, o);
    }
    pai_buf_str(j->buf, s);
}

struct pai_text pai_joined_text(const struct pai_joined *j) {
    return (struct pai_text){j->buf->n > 0 ? j->buf->s : "", (uint32_t)j->buf->n, j->file,
                             j->map.v, j->map.n};
}
