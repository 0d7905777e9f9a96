// Page furniture that came along with the text (typography 6.2, 6.3 rule 5): folios, running
// heads, drawn lines, a table of contents. In: rows. Out: the same rows, with furniture marked
// to be dropped and the row behind it marked as following a page break. Only whole lines are
// ever taken, and each is told.
#include "reader.h"

#include "map.h"

#include <string.h>

static void take_out(struct pai_reader *r, uint32_t i, bool page_break) {
    struct pai_row *row = &r->rows.v[i];
    row->drop = true;
    if (i + 1 < r->rows.n) {
        struct pai_row *next = &r->rows.v[i + 1];
        next->page_break = next->page_break || page_break || row->page_break;
        next->gap += row->gap;
    }
}

static void drop(struct pai_reader *r, uint32_t i, enum pai_code code, bool page_break) {
    struct pai_row *row = &r->rows.v[i];
    if (code == PAI_D_RUNNING_HEAD) {
        pai_log_say(r, code, row->text, pai_chs_utf8(r->arena, row->text), NULL);
    } else {
        pai_log(r, code, row->src, pai_chs_src_end(r, row->text) - row->src);
    }
    take_out(r, i, page_break);
}

static bool dash(uint32_t cp) {
    return cp == '-' || cp == 0x2014 || cp == 0x2013 || cp == 0x2015 || cp == 0x2500 ||
           cp == 0xFF0D || cp == '~' || cp == 0xFF5E || cp == 0xB7 || cp == 0x2022;
}

// — 3 —, -3-, 第 3 页, 第3页 共5页, 3 / 5.
static bool folio(struct pai_chs s) {
    if (s.n > 24) {
        return false;
    }
    uint32_t i = 0;
    int32_t n;
    while (i < s.n && (dash(s.v[i].cp) || pai_ch_space(s.v[i].cp))) {
        i++;
    }
    uint32_t marks = i;
    uint32_t nth = pai_chs_match(s, i, "第");
    for (i = nth ? nth : i; i < s.n && pai_ch_space(s.v[i].cp); i++) {
    }
    i = pai_number_read(s, i, &n);
    if (!i || n > 999) {
        return false;
    }
    uint32_t tail = i;
    uint32_t page = 0;
    bool rest = true, of = false;
    for (; i < s.n && rest; i++) {
        uint32_t cp = s.v[i].cp;
        page += cp == 0x9875 || cp == 0x9801;
        of = of || cp == '/' || cp == 0x5171;
        rest = dash(cp) || pai_ch_space(cp) || cp == 0x9875 || cp == 0x9801 || cp == 0x5171 ||
               cp == '/' || cp == 0xFF0C || (of && pai_ch_digit(cp)) ||
               (of && (pai_han_digit(cp) || cp == 0x5341));
    }
    bool dashes = marks && s.n > tail && dash(s.v[s.n - 1].cp);
    return rest && ((nth && page) || (dashes && !nth) || (page && of) ||
                    (of && !nth && !marks && s.v[tail - 1].cp <= '9'));
}

static bool bare_number(struct pai_chs s, int32_t *n) {
    return s.n <= 3 && pai_ch_digit(s.v[0].cp) && pai_number_read(s, 0, n) == s.n;
}

// A line drawn with characters: ———— ════ ____ ****
static bool rule(struct pai_chs s) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t cp = s.v[i].cp;
        if (pai_ch_space(cp)) {
            continue;
        }
        if (!(dash(cp) || cp == '_' || cp == '=' || cp == '*' || cp == 0xFF3F ||
              (cp >= 0x2500 && cp <= 0x257F) || cp == 0xFF1D || cp == 0x2605 || cp == 0x2606)) {
            return false;
        }
        n++;
    }
    return n >= 5 || (n >= 3 && s.v[0].cp == '*') ||
           (n && s.v[0].cp >= 0x2605 && s.v[0].cp <= 0x2606);
}

void pai_furniture_folios(struct pai_reader *r) {
    int32_t before = -1;
    uint32_t before_row = 0;
    for (uint32_t i = 0; i < r->rows.n; i++) {
        struct pai_chs s = r->rows.v[i].text;
        int32_t n;
        if (rule(s)) {
            drop(r, i, PAI_D_RULE_DROPPED, false);
        } else if (folio(s)) {
            drop(r, i, PAI_D_FOLIO, true);
        } else if (bare_number(s, &n)) {
            // A number by itself is a folio when it continues such numbers, or stands at a form
            // feed.
            bool feed =
                r->rows.v[i].page_break || (i + 1 < r->rows.n && r->rows.v[i + 1].page_break);
            if (before >= 0 && n == before + 1) {
                if (!r->rows.v[before_row].drop) {
                    drop(r, before_row, PAI_D_FOLIO, true);
                }
                drop(r, i, PAI_D_FOLIO, true);
            } else if (feed) {
                drop(r, i, PAI_D_FOLIO, true);
            }
            before = n;
            before_row = i;
        }
    }
}

// True if the row is made of nothing but the name, the number and a folio: 澄溪信息  第29期  3
static bool running_head(struct pai_chs s, const char *name, const char *number) {
    bool named = false;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t end =
            pai_ch_space(s.v[i].cp) || dash(s.v[i].cp) || pai_ch_digit(s.v[i].cp) ? i + 1 : 0;
        if (*name && pai_chs_match_padded(s, i, name)) {
            end = pai_chs_match_padded(s, i, name);
            named = true;
        } else if (*number && pai_chs_match_padded(s, i, number)) {
            end = pai_chs_match_padded(s, i, number);
            named = true;
        }
        if (!end) {
            return false;
        }
        i = end;
    }
    return named;
}

// Rows beside a page break that come back at others: counted by their text without spaces.
static const char *head_key(struct pai_reader *r, const struct pai_row *row) {
    if (row->drop || !row->page_break || row->text.n < 3 || row->text.n > 60) {
        return NULL;
    }
    return pai_chs_utf8(r->arena, pai_chs_squeeze(r->arena, row->text));
}

void pai_furniture_heads(struct pai_reader *r, uint32_t from) {
    const char *name = r->doc->masthead.name.s ? r->doc->masthead.name.s : "";
    const char *number = r->doc->masthead.number_text.s ? r->doc->masthead.number_text.s : "";
    struct pai_map *seen = pai_map_make(r->arena);
    for (uint32_t i = from; i < r->rows.n; i++) {
        const char *key = head_key(r, &r->rows.v[i]);
        uint32_t *count = key ? pai_map_find(seen, key, strlen(key)) : NULL;
        if (key && !count) {
            count = PAI_NEW(r->arena, uint32_t);
            pai_map_put(seen, key, strlen(key), count);
        }
        if (count) {
            ++*count;
        }
    }
    for (uint32_t i = from; i < r->rows.n; i++) {
        struct pai_row *row = &r->rows.v[i];
        const char *key = head_key(r, row);
        uint32_t *count = key ? pai_map_find(seen, key, strlen(key)) : NULL;
        bool repeated = count && *count > 1;
        if (!row->drop && row->text.n <= 60 &&
            (running_head(row->text, name, number) || repeated)) {
            drop(r, i, PAI_D_RUNNING_HEAD, true);
        }
    }
}

// The entry of a table of contents without its bullet, leaders and page number.
static struct pai_chs entry(struct pai_chs s) {
    uint32_t from = pai_marker_read(s).length, to = s.n;
    while (to &&
           (pai_ch_digit(s.v[to - 1].cp) || pai_ch_space(s.v[to - 1].cp) ||
            s.v[to - 1].cp == 0x2026 || s.v[to - 1].cp == '.' || s.v[to - 1].cp == 0xB7 ||
            s.v[to - 1].cp == '-' || s.v[to - 1].cp == '(' || s.v[to - 1].cp == ')' ||
            s.v[to - 1].cp == 0xFF08 || s.v[to - 1].cp == 0xFF09 || s.v[to - 1].cp == 0x22EF)) {
        to--;
    }
    while (from < to && !pai_ch_han(s.v[from].cp) && s.v[from].cp != 0x201C &&
           s.v[from].cp != 0x300A) {
        from++;
    }
    return pai_chs_sub(s, from, to);
}

static bool starts_with(struct pai_chs s, struct pai_chs head) {
    uint32_t i = 0, k = 0;
    while (k < head.n) {
        i = pai_chs_behind_spaces(s, i);
        k = pai_chs_behind_spaces(head, k);
        if (k < head.n && (i >= s.n || s.v[i++].cp != head.v[k++].cp)) {
            return false;
        }
    }
    return true;
}

// The words of a label without what frames it: 【本期要目】, ★本期导读：
static struct pai_chs contents_heading(struct pai_chs s) {
    uint32_t from = s.n && (s.v[0].cp == 0x3010 || s.v[0].cp == 0x2605) ? 1 : 0, to = s.n;
    while (to > from && (pai_ch_colon(s.v[to - 1].cp) || s.v[to - 1].cp == 0x3011)) {
        to--;
    }
    return pai_chs_trim(pai_chs_sub(s, from, to));
}

bool pai_contents_label(struct pai_chs s) {
    static const char *const words[] = {"目录", "要目", "导读", "導讀",     "看点",
                                        "目次", "目錄", "提要", "本期内容", NULL};
    bool most = pai_chs_count(s) <= 9;
    s = contents_heading(s);
    for (uint32_t i = 0; most && i < s.n; i++) {
        for (uint32_t w = 0; words[w]; w++) {
            if (pai_chs_match_padded(s, i, words[w]) == s.n) {
                return true;
            }
        }
    }
    return false;
}

// Whether a row behind row i, apart from those taken out, begins with e.
static bool title_below(const struct pai_reader *r, uint32_t i, uint32_t to, struct pai_chs e) {
    for (uint32_t k = i + 1; e.n >= 4 && k < to; k++) {
        struct pai_chs row = r->rows.v[k].text;
        uint32_t number = pai_marker_read(row).length;
        if (!r->rows.v[k].drop &&
            (starts_with(row, e) ||
             (number && starts_with(pai_chs_sub(row, number, row.n), e)))) {
            return true;
        }
    }
    return false;
}

// Whether row i, which is no title of the text, is an entry like the one above it: short,
// without a stop, behind the same bullet, and the row below it begins no article of the
// contents (else it heads a column).
static bool stray_entry(const struct pai_reader *r, uint32_t first, uint32_t i, uint32_t to) {
    struct pai_chs s = r->rows.v[i].text, above = r->rows.v[first].text;
    bool bullet = s.n > 4 && s.n <= 40 && pai_marker_bullet(s) && s.v[0].cp == above.v[0].cp;
    if (!bullet || pai_ch_stop(s.v[s.n - 1].cp) || i + 1 >= to) {
        return false;
    }
    for (uint32_t k = first; k < i; k++) {
        struct pai_chs e = entry(r->rows.v[k].text);
        if (starts_with(entry(s), e) || starts_with(entry(r->rows.v[i + 1].text), e)) {
            return false;
        }
    }
    return true;
}

void pai_furniture_contents(struct pai_reader *r, uint32_t from, uint32_t to) {
    while (from < to && r->rows.v[from].drop) {
        from++;
    }
    if (from >= to || !pai_contents_label(r->rows.v[from].text)) {
        return;
    }
    uint32_t end = from + 1;
    for (uint32_t most = from + 60; end < to && end < most; end++) {
        struct pai_chs s = r->rows.v[end].text;
        if (title_below(r, end, to, entry(s))) {
            continue;
        }
        if (end == from + 1 || !stray_entry(r, from + 1, end, to)) {
            break;
        }
        pai_log_say(r, PAI_D_CONTENTS_STRAY, s, pai_chs_utf8(r->arena, entry(s)), NULL);
    }
    if (end == from + 1) {
        return;
    }
    struct pai_chs label = r->rows.v[from].text;
    pai_log_say(r, PAI_D_CONTENTS, label, pai_chs_utf8(r->arena, label),
                pai_arena_fmt(r->arena, "%u", (unsigned)(end - from - 1)));
    r->doc->contents = pai_text_make(r, contents_heading(label));
    for (uint32_t i = from; i < end; i++) {
        take_out(r, i, false);
    }
}
