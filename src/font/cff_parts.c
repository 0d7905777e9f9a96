// In: bytes of a CFF table, trusted in nothing. Out: its INDEX structures and DICT entries.
// Promised: no read outside the table; offsets that lead outside give empty objects.
#include "cff_parts.h"

#include "sfnt.h"

static size_t offset_at(const struct pai_cff_index *index, uint32_t i) {
    size_t v = 0, at = index->offsets + (size_t)i * index->off_size;
    for (uint32_t b = 0; b < index->off_size; b++) {
        v = v << 8 | index->table.data[at + b];
    }
    return v;
}

bool pai_cff_index_read(struct pai_bytes table, size_t at, struct pai_cff_index *out) {
    *out = (struct pai_cff_index){.table = table};
    if (at > table.size || table.size - at < 2) {
        return false;
    }
    out->count = pai_be16(table, at);
    if (out->count == 0) {
        out->end = at + 2;
        return true;
    }
    if (table.size - at < 3) {
        return false;
    }
    out->off_size = table.data[at + 2];
    out->offsets = at + 3;
    size_t bytes = ((size_t)out->count + 1) * out->off_size;
    if (out->off_size < 1 || out->off_size > 4 || bytes > table.size - out->offsets) {
        return false;
    }
    out->data = out->offsets + bytes - 1;
    size_t last = offset_at(out, out->count);
    if (last < 1 || last > table.size - out->data) {
        return false;
    }
    out->end = out->data + last;
    return true;
}

struct pai_bytes pai_cff_index_item(const struct pai_cff_index *index, uint32_t i) {
    struct pai_bytes none = {NULL, 0};
    if (i >= index->count) {
        return none;
    }
    size_t from = offset_at(index, i), to = offset_at(index, i + 1);
    if (from < 1 || to < from || to > index->end - index->data) {
        return none;
    }
    return (struct pai_bytes){index->table.data + index->data + from, to - from};
}

// Reads an operand whose first byte is b0; returns its length, 0 if it is cut off or no
// operand.
static size_t operand(struct pai_bytes dict, size_t at, int32_t *value) {
    unsigned b0 = dict.data[at];
    size_t left = dict.size - at;
    *value = 0;
    if (b0 == 28 && left >= 3) {
        *value = pai_be16s(dict, at + 1);
        return 3;
    }
    if (b0 == 29 && left >= 5) {
        uint32_t v = pai_be32(dict, at + 1);
        *value = v > INT32_MAX ? -1 : (int32_t)v; // no negative number means anything here
        return 5;
    }
    if (b0 == 30) {
        // A real: nibbles up to one that is 0xf. None of the values wanted here is one.
        for (size_t i = 1; i < left; i++) {
            unsigned b = dict.data[at + i];
            if ((b & 15) == 15 || b >> 4 == 15) {
                return i + 1;
            }
        }
        return 0;
    }
    if (b0 >= 32 && b0 <= 246) {
        *value = (int32_t)b0 - 139;
        return 1;
    }
    if (b0 >= 247 && b0 <= 254 && left >= 2) {
        int32_t b1 = dict.data[at + 1];
        *value = b0 <= 250 ? ((int32_t)b0 - 247) * 256 + b1 + 108
                           : -((int32_t)b0 - 251) * 256 - b1 - 108;
        return 2;
    }
    return 0;
}

int pai_cff_next(struct pai_bytes dict, size_t *at, struct pai_cff_entry *out) {
    size_t start = *at;
    out->n = 0;
    while (*at < dict.size) {
        unsigned b0 = dict.data[*at];
        if (b0 > 21) {
            int32_t value;
            size_t used = operand(dict, *at, &value);
            if (used == 0 || out->n == PAI_CFF_OPERANDS) {
                return -1;
            }
            out->v[out->n++] = value;
            *at += used;
            continue;
        }
        ++*at;
        out->op = b0;
        if (b0 == 12) {
            if (*at == dict.size) {
                return -1;
            }
            out->op = PAI_CFF_OP2(dict.data[(*at)++]);
        }
        out->raw = (struct pai_bytes){dict.data + start, *at - start};
        return 1;
    }
    return out->n == 0 ? 0 : -1;
}
