// Bytes -> UTF-8 text registered with the job. In: a file's bytes. Out: the decoded source;
// anything but plain UTF-8 is said, and a guess is a warning. Strict: a byte that cannot be
// decoded is an error with its place, never a silent replacement (typography 6.1, design 6).
// Linear in the bytes.
#include "decode.h"
#include "reader.h"

#include "utf8.h"

#include <string.h>

#define SAMPLE   65536u
#define MAX_SIZE ((size_t)1 << 30)

static const char *encoding_name(enum pai_encoding e) {
    switch (e) {
    case PAI_ENC_UTF8:
        return "UTF-8";
    case PAI_ENC_UTF16LE:
        return "UTF-16LE";
    case PAI_ENC_UTF16BE:
        return "UTF-16BE";
    case PAI_ENC_UTF32LE:
        return "UTF-32LE";
    case PAI_ENC_UTF32BE:
        return "UTF-32BE";
    case PAI_ENC_GB18030:
        return "GB18030";
    case PAI_ENC_BIG5:
        return "Big5";
    }
    return "";
}

// The narrowest name that fits the bytes of Chinese text: GB2312 and GBK are parts of GB18030.
static const char *gb_name(struct pai_bytes b) {
    bool gbk = false;
    for (size_t i = 0; i < b.size; i++) {
        if (b.data[i] < 0x80) {
            continue;
        }
        if (b.data[i] == 0x80 || i + 1 >= b.size) {
            gbk = true;
            continue;
        }
        uint8_t lead = b.data[i], trail = b.data[++i];
        if (trail >= 0x30 && trail <= 0x39) {
            return "GB18030";
        }
        gbk = gbk || lead < 0xA1 || lead > 0xF7 || trail < 0xA1 || (lead > 0xA9 && lead < 0xB0);
    }
    return gbk ? "GBK" : "GB2312";
}

// What a look at the bytes concludes.
struct guess {
    enum pai_encoding encoding;
    size_t skip;             // bytes of the byte-order mark
    bool bom;                //
    bool sure;               // else `other` is possible too
    enum pai_encoding other; //
    bool by_nuls;            // UTF-16 told from the places of zero bytes
    bool unknown, binary;    // nothing fits
};

static bool find_bom(struct pai_bytes b, struct guess *g) {
    static const struct {
        const char *bytes;
        size_t n;
        enum pai_encoding encoding;
    } boms[] = {
        {"\xEF\xBB\xBF", 3, PAI_ENC_UTF8},    {"\xFF\xFE\0\0", 4, PAI_ENC_UTF32LE},
        {"\0\0\xFE\xFF", 4, PAI_ENC_UTF32BE}, {"\xFF\xFE", 2, PAI_ENC_UTF16LE},
        {"\xFE\xFF", 2, PAI_ENC_UTF16BE},     {"\x84\x31\x95\x33", 4, PAI_ENC_GB18030},
    };
    for (size_t i = 0; i < sizeof boms / sizeof *boms; i++) {
        if (b.size >= boms[i].n && memcmp(b.data, boms[i].bytes, boms[i].n) == 0) {
            g->encoding = boms[i].encoding;
            g->skip = boms[i].n;
            g->bom = g->sure = true;
            return true;
        }
    }
    return false;
}

// How well the start of the bytes reads as UTF-16 of one byte order: thousandths of common
// characters; -1 if it does not.
static int utf16_quality(struct pai_arena *arena, struct pai_bytes b, enum pai_encoding e) {
    struct pai_bytes part = {b.data, b.size < SAMPLE ? b.size & ~(size_t)1 : SAMPLE};
    struct pai_buf text = pai_buf_make(arena);
    struct pai_bad bad;
    uint32_t total;
    pai_decode(e, part, &text, &bad);
    if (text.n < 2 || memchr(text.s, 0, text.n)) {
        return -1;
    }
    int score = (int)pai_score(arena, text.s, text.n, &total);
    return total == 0 ? 1000 : bad.count > total / 20 ? -1 : score;
}

// Zero bytes: without a byte-order mark only UTF-16 explains them, if one byte order reads as
// Chinese text.
static void judge_nuls(struct pai_arena *arena, struct pai_bytes b, struct guess *g) {
    int little = utf16_quality(arena, b, PAI_ENC_UTF16LE);
    int big = utf16_quality(arena, b, PAI_ENC_UTF16BE);
    g->encoding = little >= big ? PAI_ENC_UTF16LE : PAI_ENC_UTF16BE;
    g->by_nuls = g->sure = (little >= big ? little : big) >= 400;
    g->binary = !g->by_nuls;
}

struct utf8_counts {
    size_t two, more, bad;
};

static struct utf8_counts count_utf8(struct pai_bytes b) {
    struct utf8_counts c = {0, 0, 0};
    for (size_t i = 0; i < b.size;) {
        unsigned used;
        if (pai_utf8_next((const char *)b.data + i, b.size - i, &used) == PAI_BAD_CHAR) {
            c.bad++;
        } else if (used == 2) {
            c.two++;
        } else if (used > 2) {
            c.more++;
        }
        i += used;
    }
    return c;
}

// How well the start of the bytes reads in an encoding, in thousandths less a fine for what
// does not decode.
static int quality(struct pai_arena *arena, struct pai_bytes b, enum pai_encoding e,
                   uint32_t *total) {
    struct pai_bytes part = {b.data, b.size < SAMPLE ? b.size : SAMPLE};
    struct pai_buf text = pai_buf_make(arena);
    struct pai_bad bad;
    if (!pai_decode(e, part, &text, &bad)) {
        return -10000;
    }
    int score = (int)pai_score(arena, text.s ? text.s : "", text.n, total);
    if (part.size < b.size && bad.count == 1 && bad.kind == PAI_BAD_TRUNCATED) {
        bad.count = 0;
    }
    return score - (int)((uint64_t)bad.count * 4000 / (*total ? *total : 1));
}

static void judge_multibyte(struct pai_arena *arena, struct pai_bytes b, struct guess *g) {
    uint32_t n_gb = 0, n_big5 = 0;
    int gb = quality(arena, b, PAI_ENC_GB18030, &n_gb);
    int big5 = quality(arena, b, PAI_ENC_BIG5, &n_big5);
    g->encoding = gb >= big5 ? PAI_ENC_GB18030 : PAI_ENC_BIG5;
    g->other = gb >= big5 ? PAI_ENC_BIG5 : PAI_ENC_GB18030;
    int best = gb >= big5 ? gb : big5, next = gb >= big5 ? big5 : gb;
    uint32_t n = gb >= big5 ? n_gb : n_big5;
    g->unknown = best < 100 || n == 0;
    // A short text gives weak statistics: it must win by more.
    g->sure = best - next >= (n >= 50 ? 150 : 300) || next <= 0;
}

static void judge(struct pai_arena *arena, struct pai_bytes b, struct guess *g) {
    memset(g, 0, sizeof *g);
    if (find_bom(b, g)) {
        return;
    }
    if (memchr(b.data, 0, b.size)) {
        judge_nuls(arena, b, g);
        return;
    }
    struct utf8_counts c = count_utf8(b);
    if (c.bad == 0 && (c.more || c.two < 4)) {
        g->sure = true;
        return;
    }
    if (c.bad && c.more >= 2 && c.more >= 3 * c.bad / 2) {
        g->sure = true; // damaged UTF-8: nothing else has so many good sequences of three bytes
        return;
    }
    judge_multibyte(arena, b, g);
    if (c.bad == 0) {
        uint32_t total;
        if (quality(arena, b, PAI_ENC_GB18030, &total) < 600) {
            memset(g, 0, sizeof *g);
        } else {
            g->encoding = PAI_ENC_GB18030; // GBK that happens to be well-formed UTF-8
            g->other = PAI_ENC_UTF8;
        }
        g->sure = g->encoding == PAI_ENC_UTF8;
    }
}

static const char *hex(struct pai_arena *arena, const uint8_t *s, unsigned n) {
    struct pai_buf b = pai_buf_make(arena);
    for (unsigned i = 0; i < n && i < 4; i++) {
        pai_buf_fmt(&b, i ? " %x%x" : "%x%x", (unsigned)(s[i] >> 4), (unsigned)(s[i] & 15));
    }
    return b.s;
}

static void say_bad(struct pai_reader *r, const struct guess *g, struct pai_bytes all,
                    const struct pai_bad *bad) {
    struct pai_span span = {r->file, (uint32_t)bad->text_at, 3};
    size_t at = bad->at + g->skip;
    const char *offset = pai_arena_fmt(r->arena, "%zu", at + 1);
    const char *bytes = hex(r->arena, all.data + at, bad->length);
    const char *count = pai_arena_fmt(r->arena, "%u", (unsigned)bad->count);
    static const enum pai_code codes[] = {PAI_D_BAD_BYTES, PAI_D_TRUNCATED,
                                          PAI_D_LONE_SURROGATE};
    pai_diag(r->job, codes[bad->kind], span, offset, bytes, encoding_name(g->encoding), count,
             NULL);
}

static void say_encoding(struct pai_reader *r, const struct guess *g, struct pai_bytes body) {
    struct pai_span span = {r->file, 0, 0};
    const char *name =
        g->encoding == PAI_ENC_GB18030 ? gb_name(body) : encoding_name(g->encoding);
    if (g->by_nuls) {
        pai_diag(r->job, PAI_D_ENCODING_NULS, span, name, NULL);
    } else if (!g->sure) {
        pai_diag(r->job, PAI_D_ENCODING_GUESS, span, name, encoding_name(g->other), NULL);
    } else if (g->bom) {
        pai_diag(r->job, PAI_D_ENCODING, span, pai_arena_fmt(r->arena, "%s BOM", name), NULL);
    } else if (g->encoding != PAI_ENC_UTF8) {
        pai_diag(r->job, PAI_D_ENCODING, span, name, NULL);
    }
}

// Files that are not text at all. True if that was said.
static bool refuse(struct pai_reader *r, struct pai_bytes bytes) {
    static const enum pai_code codes[] = {PAI_D_IS_BINARY, PAI_D_IS_WORD, PAI_D_IS_PDF,
                                          PAI_D_IS_BINARY};
    struct pai_span span = {r->file, 0, 0};
    if (bytes.size == 0) {
        pai_diag(r->job, PAI_D_EMPTY_FILE, span, NULL);
        return true;
    }
    if (bytes.size > MAX_SIZE) {
        pai_diag(r->job, PAI_D_FILE_TOO_LARGE, span, NULL);
        return true;
    }
    const char *zh, *en;
    enum pai_magic magic = pai_magic_of(bytes, &zh, &en);
    if (magic != PAI_MAGIC_NONE) {
        pai_diag(r->job, codes[magic], span, zh, en, NULL);
        return true;
    }
    return false;
}

static bool blank(struct pai_buf text) {
    for (size_t i = 0; i < text.n;) {
        unsigned used;
        uint32_t cp = pai_utf8_next(text.s + i, text.n - i, &used);
        i += used;
        if (cp > ' ' && !pai_ch_space(cp) && cp != 0xFEFF && cp != 0x200B && cp != 0x85) {
            return false;
        }
    }
    return true;
}

bool pai_sniff(struct pai_reader *r, const char *name, struct pai_bytes bytes) {
    struct guess g;
    uint32_t errors = r->job->count[PAI_ERROR];
    r->file = (uint32_t)r->job->sources.n + 1;
    if (bytes.size == 0 || bytes.size > MAX_SIZE) {
        r->file = pai_job_source(r->job, name, "", 0);
        refuse(r, bytes);
        return false;
    }
    judge(r->arena, bytes, &g);
    struct pai_bytes body = {bytes.data + g.skip, bytes.size - g.skip};
    struct pai_buf text = pai_buf_make(r->arena);
    struct pai_bad bad = {0, PAI_BAD_BYTES, 0, 0, 0};
    const char *zh, *en;
    bool ok = !g.binary && !g.unknown && pai_magic_of(bytes, &zh, &en) == PAI_MAGIC_NONE &&
              pai_decode(g.encoding, body, &text, &bad);
    r->src = ok && text.s ? text.s : "";
    r->src_len = ok ? (uint32_t)text.n : 0;
    r->file = pai_job_source(r->job, name, r->src, r->src_len);
    struct pai_span start = {r->file, 0, 0};
    if (refuse(r, bytes)) {
        return false;
    }
    if (g.binary) {
        pai_diag(r->job, PAI_D_IS_BINARY, start, "二进制文件", "a binary file", NULL);
    } else if (!ok || g.unknown) {
        pai_diag(r->job, PAI_D_UNKNOWN_ENCODING, start, NULL);
    } else if (blank(text)) {
        pai_diag(r->job, PAI_D_BLANK_FILE, start, NULL);
    } else {
        say_encoding(r, &g, body);
        if (bad.count) {
            say_bad(r, &g, bytes, &bad);
        }
    }
    return r->job->count[PAI_ERROR] == errors;
}
