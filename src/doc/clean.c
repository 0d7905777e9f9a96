// Source text -> characters and rows, with every repair that needs no context
// (typography 6.2, 7.2): radicals and old private-use code points become the characters they
// stand for, full-width letters and digits become half-width, invisible characters go. In:
// decoded text. Out: reader.text, reader.rows; every character knows its place in the source.
#include "reader.h"

#include "radicals.h"
#include "utf8.h"

// The private-use code points of GB 18030-2000 and -2005 that have characters now
// (typography 7.2).
static uint32_t pua_now(uint32_t cp) {
    static const struct {
        uint16_t old;
        uint32_t now;
    } table[] = {
        {0xE78D, 0xFE10},  {0xE78E, 0xFE12},  {0xE78F, 0xFE11},  {0xE790, 0xFE13},
        {0xE791, 0xFE14},  {0xE792, 0xFE15},  {0xE793, 0xFE16},  {0xE794, 0xFE17},
        {0xE795, 0xFE18},  {0xE796, 0xFE19},  {0xE7C7, 0x1E3F},  {0xE816, 0x20087},
        {0xE817, 0x20089}, {0xE818, 0x200CC}, {0xE81E, 0x9FB4},  {0xE826, 0x9FB5},
        {0xE82B, 0x9FB6},  {0xE82C, 0x9FB7},  {0xE831, 0x215D7}, {0xE832, 0x9FB8},
        {0xE83B, 0x2298F}, {0xE843, 0x9FB9},  {0xE854, 0x9FBA},  {0xE855, 0x241FE},
        {0xE864, 0x9FBB},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].old == cp) {
            return table[i].now;
        }
    }
    return 0;
}

static bool invisible(uint32_t cp) {
    return cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2060 && cp <= 0x2064) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF;
}

static const char *code_point(struct pai_arena *arena, uint32_t cp) {
    return pai_arena_fmt(arena, "U+%s%x", cp < 0x1000 ? "0" : "", (unsigned)cp);
}

// Old and private code points, radicals, widths: the character as it should be.
static uint32_t renew(struct pai_reader *r, uint32_t cp, uint32_t src, uint32_t len) {
    uint32_t now;
    if (cp >= 0x2E80 && cp <= 0x2FDF && (now = radicals[cp - 0x2E80]) != 0) {
        pai_log(r, PAI_D_RADICALS, src, len);
        return now;
    }
    if ((cp >= 0xE000 && cp <= 0xF8FF) || cp >= 0xF0000) {
        now = cp <= 0xF8FF ? pua_now(cp) : 0;
        if (now) {
            pai_log(r, PAI_D_PUA_REMAPPED, src, len);
            return now;
        }
        struct pai_ch ch = {cp, src, false};
        pai_log_say(r, PAI_D_PUA_UNKNOWN, (struct pai_chs){&ch, 1, 0}, code_point(r->arena, cp),
                    NULL);
        return cp;
    }
    if ((cp >= 0xFF10 && cp <= 0xFF19) || (cp >= 0xFF21 && cp <= 0xFF3A) ||
        (cp >= 0xFF41 && cp <= 0xFF5A) || cp == 0xFF05 || cp == 0xFF20 || cp == 0xFF02 ||
        cp == 0xFF07) {
        pai_log(r, PAI_D_FULL_WIDTH, src, len);
        return cp - 0xFEE0;
    }
    return cp;
}

// One character of the source that is not a line end: into the text, or away.
static void take(struct pai_reader *r, uint32_t cp, uint32_t src, uint32_t len) {
    struct pai_ch *before = r->text.n ? &r->text.v[r->text.n - 1] : NULL;
    if (invisible(cp)) {
        bool joiner = cp == 0x200D && before && (before->cp >= 0x1F000 || before->cp == 0xFE0F);
        if (!joiner) {
            pai_log(r, PAI_D_INVISIBLE, src, len);
            return;
        }
    } else if ((cp < 0x20 && cp != '\t') || (cp >= 0x7F && cp < 0xA0)) {
        pai_log(r, PAI_D_CONTROL, src, len);
        return;
    }
    if (cp == 0xFFFD) {
        pai_log(r, PAI_D_REPLACEMENT, src, len);
    }
    struct pai_ch *ch = PAI_VEC_ADD(r->arena, &r->text);
    ch->cp = renew(r, cp, src, len);
    ch->src = src;
}

// The row text[from ..): its outer spaces become numbers.
static void make_row(struct pai_reader *r, uint32_t from, uint32_t *gap, bool *page_break) {
    struct pai_chs whole = {r->text.v + from, r->text.n - from, 0};
    struct pai_chs text = pai_chs_trim(whole);
    if (!text.n) {
        ++*gap;
        return;
    }
    struct pai_row *row = PAI_VEC_ADD(r->arena, &r->rows);
    for (uint32_t i = 0; whole.v + i < text.v; i++) {
        row->indent += whole.v[i].cp == 0x3000 ? 2 : whole.v[i].cp == '\t' ? 4 : 1;
    }
    uint32_t blank = 0, wide = 0; // columns of the blank; blanks as wide as between columns
    for (uint32_t i = 0; i < text.n; i++) {
        uint32_t cp = text.v[i].cp;
        row->width += pai_utf8_columns(cp);
        row->tab = row->tab || cp == '\t';
        wide += !pai_ch_space(cp) && blank >= 3;
        blank = pai_ch_space(cp) ? blank + pai_utf8_columns(cp) : 0;
    }
    row->tab = row->tab || wide >= 2;
    row->text = text;
    row->gap = *gap;
    row->src = text.v[0].src;
    row->page_break = *page_break;
    *gap = 0;
    *page_break = false;
}

// The word that begins with cp and that only a second decoding makes (typography 6.1), or NULL.
static const char *garbled_word(uint32_t cp) {
    switch (cp) {
    case 0x951F:
        return "锟斤拷";
    case 0x70EB:
        return "烫烫烫";
    case 0x5C6F:
        return "屯屯屯";
    case 0x9518:
        return "锘縮";
    case 0x6D63:
        return "浣犲ソ";
    case 0x9428:
        return "鐨勶";
    case 0x951B:
        return "锛屸";
    case 0x9286:
        return "銆傦";
    case 0x93B4:
        return "鎴戜滑";
    default:
        return NULL;
    }
}

// True for Han that UTF-8 bytes read as GBK turn into again and again: lead bytes E4..E9 and
// the marks E3 80, EF BC.
static bool garbled_often(uint32_t cp) {
    switch (cp) {
    case 0x951B: // 锛
    case 0x9286: // 銆
    case 0x9428: // 鐨
    case 0x6D93: // 涓
    case 0x9366: // 鍦
    case 0x93C4: // 鏄
    case 0x6D5C: // 浜
    case 0x93C8: // 鏈
    case 0x935C: // 鍜
    case 0x9359: // 鍙
    case 0x93B4: // 鎴
    case 0x6769: // 杩
    case 0x9365: // 鍥
    case 0x93C2: // 鏂
    case 0x93AC: // 鎬
    case 0x934F: // 鍏
    case 0x9356: // 鍖
    case 0x5BB8: // 宸
    case 0x6D60: // 浠
    case 0x93C3: // 鏃
        return true;
    default:
        return false;
    }
}

// Text that was decoded twice.
static void find_mojibake(struct pai_reader *r) {
    uint32_t hits = 0, han = 0, first = UINT32_MAX, latin = 0;
    for (uint32_t i = 0; i < r->text.n; i++) {
        uint32_t cp = r->text.v[i].cp;
        const char *word = garbled_word(cp);
        uint32_t end = word ? pai_chs_match(r->text, i, word) : 0;
        if (end) {
            pai_log_say(r, PAI_D_MOJIBAKE, pai_chs_sub(r->text, i, end), word, NULL);
            i = end - 1;
        }
        han += pai_ch_han(cp);
        if (garbled_often(cp)) {
            hits++;
            first = first == UINT32_MAX ? i : first;
        }
        // UTF-8 read as Latin-1: ä ¸ å ¤ …
        latin += cp >= 0xE3 && cp <= 0xE9 && i + 1 < r->text.n && r->text.v[i + 1].cp >= 0xA0 &&
                 r->text.v[i + 1].cp <= 0xBF;
    }
    if ((hits >= 8 && hits > han / 8) || latin >= 5) {
        struct pai_chs at =
            pai_chs_sub(r->text, hits >= 8 ? first : 0, hits >= 8 ? first + 1 : 1);
        pai_log_say(r, PAI_D_MOJIBAKE, at, pai_chs_utf8(r->arena, at), NULL);
    }
}

// Length of the line end at src (0: none). A form feed ends a line and a page.
static uint32_t line_end(const struct pai_reader *r, uint32_t src, uint32_t cp, uint32_t len) {
    if (cp == '\r' && src + 1 < r->src_len && r->src[src + 1] == '\n') {
        return 2;
    }
    return cp == '\n' || cp == '\r' || cp == 0x0B || cp == 0x0C || cp == 0x85 || cp == 0x2028 ||
                   cp == 0x2029
               ? len
               : 0;
}

void pai_clean(struct pai_reader *r) {
    uint32_t from = 0, gap = 0, i = 0;
    bool page_break = false;
    // Rows are views: give the text its final room first. A byte is at most one character.
    r->text.cap = (uint32_t)pai_utf8_count(r->src, r->src_len) + 1;
    r->text.v = PAI_NEW_N(r->arena, struct pai_ch, r->text.cap);
    r->rows.cap = pai_job_lines(r->job, r->file)->line_count + 1;
    r->rows.v = PAI_NEW_N(r->arena, struct pai_row, r->rows.cap);
    while (i < r->src_len) {
        unsigned used;
        uint32_t cp = pai_utf8_next(r->src + i, r->src_len - i, &used);
        uint32_t end = line_end(r, i, cp, used);
        if (end) {
            make_row(r, from, &gap, &page_break);
            from = r->text.n;
            page_break = page_break || cp == 0x0C;
            i += end;
            continue;
        }
        take(r, cp, i, used);
        i += used;
    }
    make_row(r, from, &gap, &page_break);
    find_mojibake(r);
}
