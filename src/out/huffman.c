// In: bytes. Out: a zlib stream (RFC 1950, 1951) that codes each byte by how often it occurs
// and looks for no repetition. Promised: any data, of any size; the same data gives the same
// bytes.
//
// The outlines of CFF are numbers that hardly repeat: matching takes ten times as long and
// saves four bytes in a hundred.
#include "huffman.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

// The alphabets of deflate, and how long a code may be. Deflate allows 15 bits for bytes; with
// 14 four codes and a rest of seven bits fit into 64.
enum { BYTES = 257, LENGTHS = 16, END = 256, LONGEST = 14, LONGEST_LENGTH = 7 };

struct code {
    uint16_t bits; // first bit lowest
    uint8_t length;
};

struct symbol {
    uint32_t count, which;
};

static int by_count(const void *a, const void *b) {
    const struct symbol *x = a, *y = b;
    if (x->count == y->count) {
        return x->which < y->which ? -1 : x->which > y->which;
    }
    return x->count < y->count ? -1 : 1;
}

// The lengths of Huffman's codes for symbols sorted by count; returns the longest. Leaves and
// the nodes made of them both come in order of count, so that the two least stand in front.
static unsigned lengths_make(const struct symbol *symbols, uint32_t n, uint8_t *lengths) {
    uint64_t weight[2 * BYTES];
    uint32_t parent[2 * BYTES];
    uint32_t leaf = 0, node = n;
    for (uint32_t i = 0; i < n; i++) {
        weight[i] = symbols[i].count;
    }
    for (uint32_t made = n; made < 2 * n - 1; made++) {
        weight[made] = 0;
        for (unsigned child = 0; child < 2; child++) {
            bool take_leaf = leaf < n && (node >= made || weight[leaf] <= weight[node]);
            uint32_t least = take_leaf ? leaf++ : node++;
            weight[made] += weight[least];
            parent[least] = made;
        }
    }
    uint8_t depth[2 * BYTES];
    unsigned longest = 0;
    depth[2 * n - 2] = 0;
    for (uint32_t i = 2 * n - 2; i-- > 0;) {
        depth[i] = (uint8_t)(depth[parent[i]] + 1);
        if (i < n) {
            lengths[symbols[i].which] = depth[i];
            longest = depth[i] > longest ? depth[i] : longest;
        }
    }
    return longest;
}

// The canonical codes for counts of at least two symbols, none longer than `most` bits: where
// one would be, the counts are made more equal.
static void codes_make(const uint32_t *counts, uint32_t n, unsigned most, struct code *codes) {
    struct symbol symbols[BYTES];
    uint8_t lengths[BYTES] = {0};
    uint32_t used = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (counts[i] > 0) {
            symbols[used++] = (struct symbol){counts[i], i};
        }
    }
    qsort(symbols, used, sizeof *symbols, by_count);
    while (lengths_make(symbols, used, lengths) > most) {
        for (uint32_t i = 0; i < used; i++) {
            symbols[i].count = symbols[i].count / 2 + 1;
        }
    }
    uint32_t next = 0;
    for (unsigned length = 1; length <= most; length++) {
        next <<= 1;
        for (uint32_t i = 0; i < n; i++) {
            if (lengths[i] == length) {
                uint32_t reversed = 0;
                for (unsigned b = 0; b < length; b++) {
                    reversed |= (next >> b & 1) << (length - 1 - b);
                }
                codes[i] = (struct code){(uint16_t)reversed, (uint8_t)length};
                next++;
            }
        }
    }
}

struct writer {
    uint8_t *at;
    uint64_t bits;
    unsigned n; // bits not yet written, fewer than 8 after `flush`
};

static void put(struct writer *w, uint64_t bits, unsigned n) {
    w->bits |= bits << w->n;
    w->n += n;
}

// Writes eight bytes, of which only the whole ones count.
static void flush(struct writer *w) {
    for (unsigned i = 0; i < 8; i++) {
        w->at[i] = (uint8_t)(w->bits >> (8 * i));
    }
    w->at += w->n / 8;
    w->bits = w->n < 64 ? w->bits >> (w->n & ~7u) : 0;
    w->n &= 7;
}

static void put_code(struct writer *w, struct code code) {
    put(w, code.bits, code.length);
}

// The block's header (RFC 1951, 3.2.7): the lengths of the codes, themselves coded, without
// their run codes. Two codes for distances are declared and never used, since not every reader
// takes fewer.
static void header_put(struct writer *w, const struct code *codes) {
    static const uint8_t order[19] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                      11, 4,  12, 3, 13, 2, 14, 1, 15};
    uint32_t counts[LENGTHS] = {[0] = 1, [1] = 2};
    struct code lengths[LENGTHS] = {{0, 0}};
    for (unsigned i = 0; i < BYTES; i++) {
        counts[codes[i].length]++;
    }
    codes_make(counts, LENGTHS, LONGEST_LENGTH, lengths);
    put(w, 1 | 2 << 1, 3);       // the last block, with codes of its own
    put(w, BYTES - 257, 5);      //
    put(w, 2 - 1, 5);            // distances
    put(w, sizeof order - 4, 4); //
    for (unsigned i = 0; i < sizeof order; i++) {
        put(w, order[i] < LENGTHS ? lengths[order[i]].length : 0, 3);
        flush(w);
    }
    for (unsigned i = 0; i < BYTES; i++) {
        put_code(w, lengths[codes[i].length]);
        flush(w);
    }
    put_code(w, lengths[1]);
    put_code(w, lengths[1]);
    flush(w);
}

// Four tables, so that equal neighbours do not wait for each other's count.
static void count(struct pai_bytes data, uint32_t counts[BYTES]) {
    uint32_t part[4][256] = {{0}};
    size_t i = 0;
    for (; i + 4 <= data.size; i += 4) {
        part[0][data.data[i]]++;
        part[1][data.data[i + 1]]++;
        part[2][data.data[i + 2]]++;
        part[3][data.data[i + 3]]++;
    }
    for (; i < data.size; i++) {
        part[0][data.data[i]]++;
    }
    for (unsigned b = 0; b < 256; b++) {
        counts[b] = part[0][b] + part[1][b] + part[2][b] + part[3][b];
    }
    counts[END] = 1;
    counts[0] += data.size == 0; // a code alone has no length
}

static void body_put(struct writer *w, struct pai_bytes data, const struct code *codes) {
    size_t i = 0;
    for (; i + 4 <= data.size; i += 4) {
        put_code(w, codes[data.data[i]]);
        put_code(w, codes[data.data[i + 1]]);
        put_code(w, codes[data.data[i + 2]]);
        put_code(w, codes[data.data[i + 3]]);
        flush(w);
    }
    for (; i < data.size; i++) {
        put_code(w, codes[data.data[i]]);
        flush(w);
    }
    put_code(w, codes[END]);
    w->n = (w->n + 7) & ~7u;
    flush(w);
}

struct pai_bytes pai_huffman_pack(struct pai_arena *arena, struct pai_bytes data) {
    uint32_t counts[BYTES];
    struct code codes[BYTES] = {{0, 0}};
    count(data, counts);
    codes_make(counts, BYTES, LONGEST, codes);
    size_t size = 0;
    for (unsigned b = 0; b < BYTES; b++) {
        size += (size_t)counts[b] * codes[b].length;
    }
    // Header: at most 17 + 19 * 3 + 259 * 7 bits. Around it two bytes, the checksum, and room
    // for `flush`.
    uint8_t *out = pai_arena_raw(arena, size / 8 + 256 + 2 + 4 + 8);
    struct writer w = {.at = out};
    put(&w, 0x0178, 16); // deflate, window of 32 KiB, least effort
    flush(&w);
    header_put(&w, codes);
    body_put(&w, data, codes);
    uint32_t sum = libdeflate_adler32(1, data.data, data.size);
    for (unsigned i = 0; i < 4; i++) {
        *w.at++ = (uint8_t)(sum >> (24 - 8 * i));
    }
    return (struct pai_bytes){out, (size_t)(w.at - out)};
}
