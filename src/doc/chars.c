// Questions about characters and small work on strings of them. In: characters with their
// places. Out: answers, views and copies; nothing is ever changed here. Everything is linear in
// the text.
#include "reader.h"

#include "buf.h"
#include "utf8.h"

#include <string.h>

uint32_t pai_chs_behind_spaces(struct pai_chs s, uint32_t at) {
    while (at < s.n && pai_ch_space(s.v[at].cp)) {
        at++;
    }
    return at;
}

bool pai_ch_mark(uint32_t cp) {
    switch (cp) {
    case 0xB7:
    case 0x2014:
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0x2026:
    case 0x2E3A:
    case 0xFF01:
    case 0xFF08:
    case 0xFF09:
    case 0xFF0C:
    case 0xFF0E:
    case 0xFF1A:
    case 0xFF1B:
    case 0xFF1F:
    case 0xFF5E:
        return true;
    default:
        return (cp >= 0x3001 && cp <= 0x3003) || (cp >= 0x3008 && cp <= 0x3011) ||
               (cp >= 0x3014 && cp <= 0x301F);
    }
}

bool pai_ch_letter(uint32_t cp) {
    return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') ||
           (cp >= 0xC0 && cp <= 0x52F && cp != 0xD7 && cp != 0xF7);
}

bool pai_ch_stop(uint32_t cp) {
    return cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == '!' || cp == '?';
}

bool pai_ch_ends(uint32_t cp) {
    return pai_ch_stop(cp) || pai_ch_colon(cp) || cp == 0x2026 || cp == 0x201D || cp == '"' ||
           cp == 0x2019 || cp == 0xFF09 || cp == ')' || cp == 0x300B || cp == 0x3011 ||
           cp == 0xFF1B || cp == ';' || cp == '.';
}

bool pai_ch_colon(uint32_t cp) {
    return cp == 0xFF1A || cp == ':' || cp == 0x2236 || cp == 0xFE30 || cp == 0xFE55 ||
           cp == 0x4E28 || cp == 0xFF5C; // 编辑丨梁舟, as WeChat articles have it
}

bool pai_ch_comma(uint32_t cp) {
    return cp == 0xFF0C || cp == ',' || cp == 0xFE50;
}

struct pai_chs pai_chs_sub(struct pai_chs s, uint32_t from, uint32_t to) {
    if (to > s.n) {
        to = s.n;
    }
    if (from > to) {
        from = to;
    }
    struct pai_chs out = {s.v ? s.v + from : NULL, to - from, 0};
    return out;
}

struct pai_chs pai_chs_trim(struct pai_chs s) {
    uint32_t from = 0, to = s.n;
    while (from < to && pai_ch_space(s.v[from].cp)) {
        from++;
    }
    while (to > from && pai_ch_space(s.v[to - 1].cp)) {
        to--;
    }
    return pai_chs_sub(s, from, to);
}

struct pai_chs pai_chs_squeeze(struct pai_arena *arena, struct pai_chs s) {
    struct pai_chs out = {PAI_NEW_N(arena, struct pai_ch, s.n), 0, s.n};
    for (uint32_t i = 0; i < s.n; i++) {
        if (!pai_ch_space(s.v[i].cp)) {
            out.v[out.n++] = s.v[i];
        }
    }
    return out;
}

struct pai_chs pai_chs_copy(struct pai_arena *arena, struct pai_chs s) {
    struct pai_chs out = {PAI_NEW_N(arena, struct pai_ch, s.n), s.n, s.n};
    if (s.n) {
        memcpy(out.v, s.v, s.n * sizeof *s.v);
    }
    return out;
}

uint32_t pai_chs_count(struct pai_chs s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        n += !pai_ch_space(s.v[i].cp);
    }
    return n;
}

// The words that a bulletin is told by are written here in Simplified characters; a text in
// Traditional ones is matched through this fold. The text itself is never changed.
static uint32_t simplified(uint32_t cp) {
    switch (cp) {
    case 0x7E3D: // 總 总
        return 0x603B;
    case 0x5831: // 報 报
        return 0x62A5;
    case 0x767C: // 發 发
        return 0x53D1;
    case 0x8CAC: // 責 责
        return 0x8D23;
    case 0x7DE8: // 編 编
        return 0x7F16;
    case 0x8F2F: // 輯 辑
        return 0x8F91;
    case 0x7C3D: // 簽 签
        return 0x7B7E;
    case 0x5BE9: // 審 审
        return 0x5BA1;
    case 0x96FB: // 電 电
        return 0x7535;
    case 0x8A71: // 話 话
        return 0x8BDD;
    case 0x806F: // 聯 联
        return 0x8054;
    case 0x7D61: // 絡 络
        return 0x7EDC;
    case 0x7E6B: // 繫 系
        return 0x7CFB;
    case 0x5C0D: // 對 对
        return 0x5BF9;
    case 0x865F: // 號 号
        return 0x53F7;
    case 0x5C08: // 專 专
        return 0x4E13;
    case 0x8A66: // 試 试
        return 0x8BD5;
    case 0x5275: // 創 创
        return 0x521B;
    case 0x7C21: // 簡 简
        return 0x7B80;
    case 0x8A0A: // 訊 讯
        return 0x8BAF;
    case 0x52D5: // 動 动
        return 0x52A8;
    case 0x6A5F: // 機 机
        return 0x673A;
    case 0x8FA6: // 辦 办
        return 0x529E;
    case 0x8655: // 處 处
        return 0x5904;
    case 0x5EF3: // 廳 厅
        return 0x5385;
    case 0x6703: // 會 会
        return 0x4F1A;
    default:
        return cp;
    }
}

// Matches literal[0 .. len) at s[at]; `pad` allows spaces between its characters.
static uint32_t match(struct pai_chs s, uint32_t at, const char *literal, size_t len,
                      bool pad) {
    size_t i = 0;
    bool first = true;
    while (i < len) {
        unsigned used;
        uint32_t cp = pai_utf8_next(literal + i, len - i, &used);
        i += used;
        while (pad && !first && at < s.n && pai_ch_space(s.v[at].cp)) {
            at++;
        }
        if (at >= s.n || (s.v[at].cp != cp && simplified(s.v[at].cp) != cp)) {
            return 0;
        }
        at++;
        first = false;
    }
    return at;
}

uint32_t pai_chs_match(struct pai_chs s, uint32_t at, const char *literal) {
    return match(s, at, literal, strlen(literal), false);
}

uint32_t pai_chs_match_padded(struct pai_chs s, uint32_t at, const char *literal) {
    return match(s, at, literal, strlen(literal), true);
}

static bool ends_with(struct pai_chs s, const char *literal, size_t len) {
    uint32_t count = (uint32_t)pai_utf8_count(literal, len);
    return s.n >= count && match(s, s.n - count, literal, len, false) == s.n;
}

bool pai_chs_ends_with(struct pai_chs s, const char *literal) {
    return ends_with(s, literal, strlen(literal));
}

bool pai_chs_has(struct pai_chs s, const char *literal) {
    for (uint32_t i = 0; i < s.n; i++) {
        if (pai_chs_match(s, i, literal)) {
            return true;
        }
    }
    return false;
}

bool pai_chs_has_cp(struct pai_chs s, uint32_t cp) {
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.v[i].cp == cp) {
            return true;
        }
    }
    return false;
}

bool pai_chs_same(struct pai_chs a, struct pai_chs b) {
    uint32_t i = 0, k = 0;
    for (;;) {
        i = pai_chs_behind_spaces(a, i);
        k = pai_chs_behind_spaces(b, k);
        if (i == a.n || k == b.n) {
            return i == a.n && k == b.n;
        }
        if (a.v[i++].cp != b.v[k++].cp) {
            return false;
        }
    }
}

static bool any(struct pai_chs s, const char *words, bool at_end) {
    for (const char *w = words; *w;) {
        const char *end = strchr(w, '|');
        size_t len = end ? (size_t)(end - w) : strlen(w);
        if (len && (at_end ? ends_with(s, w, len) : match(s, 0, w, len, false) != 0)) {
            return true;
        }
        w += len + (end != NULL);
    }
    return false;
}

bool pai_chs_starts_any(struct pai_chs s, const char *words) {
    return any(s, words, false);
}

bool pai_chs_ends_any(struct pai_chs s, const char *words) {
    return any(s, words, true);
}

const char *pai_chs_utf8(struct pai_arena *arena, struct pai_chs s) {
    struct pai_buf b = pai_buf_make(arena);
    for (uint32_t i = 0; i < s.n; i++) {
        pai_buf_char(&b, s.v[i].cp);
    }
    return b.s ? b.s : "";
}

uint32_t pai_chs_src_end(const struct pai_reader *r, struct pai_chs s) {
    if (!s.n) {
        return 0;
    }
    uint32_t at = s.v[s.n - 1].src;
    unsigned used = 0;
    if (at < r->src_len) {
        pai_utf8_next(r->src + at, r->src_len - at, &used);
    }
    return at + used;
}

struct pai_chs pai_scratch(struct pai_reader *r, unsigned nth, uint32_t room) {
    struct pai_chs *c = &r->scratch[nth];
    if (c->cap < room || !c->v) {
        c->cap = room > 256 ? room : 256;
        c->v = PAI_NEW_N(r->arena, struct pai_ch, c->cap);
    }
    return (struct pai_chs){c->v, 0, 0};
}
