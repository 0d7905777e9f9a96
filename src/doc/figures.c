// Pictures called from the text: a line of its own, [图：照片/大堤.jpg 宽20字 汛前检查现场].
// In: the rows of the source. Out: blocks of kind IMAGE, the rows taken out of the text, so
// that what looks for titles and torn paragraphs sees the text alone. Promised: what only looks
// like a call stays text and is told; no name leads out of the folder of the input.
#include "reader.h"

#include <string.h>

static const char *const KINDS[] = {".jpg",  ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff",
                                    ".webp", ".heic", ".svg", ".pdf", ".emf", ".wmf", ".psd"};

static uint32_t lower(uint32_t cp) {
    return cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp;
}

static bool is_open(uint32_t cp) {
    return cp == '[' || cp == 0xFF3B || cp == 0x3010 || cp == 0x3014;
}

static bool is_close(uint32_t cp) {
    return cp == ']' || cp == 0xFF3D || cp == 0x3011 || cp == 0x3015;
}

static bool is_bar(uint32_t cp) {
    return cp == '|' || cp == 0xFF5C || cp == 0x4E28;
}

static bool divides(uint32_t cp) {
    return pai_ch_space(cp) || pai_ch_comma(cp) || is_bar(cp) || cp == 0x3001 || cp == ';' ||
           cp == 0xFF1B;
}

// Where what is called begins: behind `[图：` at `at`; 0 if there is none.
static uint32_t call_begin(struct pai_chs s, uint32_t at) {
    static const char *const words[] = {"图片", "照片", "插图", "图"};
    if (at >= s.n || !is_open(s.v[at].cp)) {
        return 0;
    }
    for (at++; at < s.n && pai_ch_space(s.v[at].cp);) {
        at++;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t end = pai_chs_match(s, at, words[i]);
        for (; end && end < s.n && pai_ch_space(s.v[end].cp);) {
            end++;
        }
        if (end && end < s.n && (s.v[end].cp == ':' || s.v[end].cp == 0xFF1A)) {
            return end + 1;
        }
    }
    return 0;
}

// The end of an ASCII word in s at `at`, whatever its case; 0 if it does not stand there.
static uint32_t word_end(struct pai_chs s, uint32_t at, const char *word) {
    for (; *word; word++, at++) {
        if (at >= s.n || lower(s.v[at].cp) != (uint32_t)*word) {
            return 0;
        }
    }
    return at;
}

// Where the name of the file ends: behind the extension. Names have blanks in them, so that a
// blank alone ends none.
static uint32_t name_end(struct pai_chs s) {
    for (uint32_t i = 1; i < s.n; i++) {
        for (size_t k = 0; s.v[i].cp == '.' && k < sizeof KINDS / sizeof *KINDS; k++) {
            uint32_t end = word_end(s, i, KINDS[k]);
            if (end && (end == s.n || divides(s.v[end].cp))) {
                return end;
            }
        }
    }
    return 0;
}

// The text as it stands in the source: names of files are not repaired.
static struct pai_text as_written(const struct pai_reader *r, struct pai_chs s) {
    uint32_t from = s.v[0].src, to = pai_chs_src_end(r, s);
    struct pai_origin *map = PAI_NEW(r->arena, struct pai_origin);
    *map = (struct pai_origin){0, from};
    char *name = pai_arena_str(r->arena, r->src + from, to - from);
    for (uint32_t i = 0; i < to - from; i++) {
        name[i] = name[i] == '\\' ? '/' : name[i]; // as Windows has it
    }
    return (struct pai_text){name, to - from, r->file, map, 1};
}

// A plain way down from the folder of the input: whoever sends a text must not reach files that
// he could not name otherwise.
static bool stays_inside(const struct pai_text *file) {
    const char *s = file->s;
    if (s[0] == '/' || (file->len > 1 && s[1] == ':') || memchr(s, 0, file->len)) {
        return false;
    }
    for (const char *part = s; part; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0')) {
            return false;
        }
    }
    return true;
}

// ---- width ----

struct unit {
    const char *word;
    enum pai_figure_unit unit;
    int32_t factor;
};

static const struct unit UNITS[] = {
    {"字", PAI_FIGURE_CELLS, 1},  {"mm", PAI_FIGURE_MM, 1},     {"毫米", PAI_FIGURE_MM, 1},
    {"cm", PAI_FIGURE_MM, 10},    {"厘米", PAI_FIGURE_MM, 10},  {"公分", PAI_FIGURE_MM, 10},
    {"%", PAI_FIGURE_PERCENT, 1}, {"％", PAI_FIGURE_PERCENT, 1}};

// Digits with a point among them, in thousandths; returns the end, or 0.
static uint32_t thousandths(struct pai_chs s, uint32_t at, int32_t *value) {
    int32_t v = 0, scale = 1000;
    uint32_t from = at;
    bool point = false;
    for (; at < s.n && (pai_ch_digit(s.v[at].cp) || (s.v[at].cp == '.' && !point)); at++) {
        if (s.v[at].cp == '.') {
            point = true;
        } else if (point) {
            scale /= 10;
            v += (int32_t)(s.v[at].cp - '0') * scale;
        } else if (v > 100000) {
            return 0;
        } else {
            v = v * 10 + (int32_t)(s.v[at].cp - '0') * 1000;
        }
    }
    *value = v;
    return at > from && v > 0 ? at : 0;
}

// 宽20字, 宽：100mm, 全宽, 半宽 at `at`; returns the end, or 0.
static uint32_t width_read(struct pai_chs s, uint32_t at, struct pai_figure *figure) {
    static const struct {
        const char *word;
        int32_t percent;
    } words[] = {{"全宽", 100}, {"通栏", 100}, {"半宽", 50}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t end = pai_chs_match(s, at, words[i].word);
        if (end && (end == s.n || divides(s.v[end].cp))) {
            figure->unit = PAI_FIGURE_PERCENT;
            figure->width = words[i].percent * 1000;
            return end;
        }
    }
    uint32_t end = pai_chs_match(s, at, "宽度");
    end = end ? end : pai_chs_match(s, at, "宽");
    if (end && end < s.n && (pai_ch_colon(s.v[end].cp) || s.v[end].cp == '=')) {
        end++;
    }
    int32_t value = 0;
    uint32_t number = end ? thousandths(s, end, &value) : 0;
    for (size_t i = 0; number && i < sizeof UNITS / sizeof *UNITS; i++) {
        uint32_t unit = pai_chs_match(s, number, UNITS[i].word);
        unit = unit ? unit : word_end(s, number, UNITS[i].word);
        if (unit && (unit == s.n || divides(s.v[unit].cp))) {
            figure->unit = UNITS[i].unit;
            figure->width = value * UNITS[i].factor;
            return unit;
        }
    }
    return 0;
}

// ---- words ----

static uint32_t skip_dividers(struct pai_chs s, uint32_t at) {
    while (at < s.n && divides(s.v[at].cp) && !is_bar(s.v[at].cp)) {
        at++;
    }
    return at;
}

// Behind a number that the author gave the picture: 图1 ， 图一：; the program counts itself.
static uint32_t behind_number(struct pai_reader *r, struct pai_chs s) {
    uint32_t at = pai_chs_match(s, 0, "图");
    int32_t value;
    while (at && at < s.n && pai_ch_space(s.v[at].cp)) {
        at++;
    }
    uint32_t end = at ? pai_number_read(s, at, &value) : 0;
    if (!end || end >= s.n || !(divides(s.v[end].cp) || pai_ch_colon(s.v[end].cp))) {
        return 0;
    }
    pai_log(r, PAI_D_FIGURE_NUMBER, s.v[0].src,
            pai_chs_src_end(r, pai_chs_sub(s, 0, end)) - s.v[0].src);
    end += pai_ch_colon(s.v[end].cp);
    return skip_dividers(s, end);
}

// The caption, and behind a bar what the picture shows for those who do not see it.
static void words_read(struct pai_reader *r, struct pai_chs s, struct pai_block *block,
                       struct pai_figure *figure) {
    uint32_t bar = 0;
    while (bar < s.n && !is_bar(s.v[bar].cp)) {
        bar++;
    }
    struct pai_chs caption = pai_chs_trim(pai_chs_sub(s, 0, bar));
    struct pai_chs alt = pai_chs_trim(pai_chs_sub(s, bar + 1, s.n));
    caption = pai_chs_sub(caption, behind_number(r, caption), caption.n);
    block->text = pai_text_repaired(r, caption, PAI_FIELD_BODY);
    figure->alt = alt.n ? pai_text_repaired(r, alt, PAI_FIELD_BODY) : block->text;
}

// ---- rows ----

// Reads a row that is a call; false if it only looks like one.
static bool call_read(struct pai_reader *r, struct pai_chs s) {
    uint32_t at = call_begin(s, 0);
    if (!at || !is_close(s.v[s.n - 1].cp)) {
        return false;
    }
    struct pai_chs inside = pai_chs_trim(pai_chs_sub(s, at, s.n - 1));
    uint32_t end = name_end(inside);
    if (!end) {
        pai_log(r, PAI_D_FIGURE_NO_FILE, s.v[0].src, pai_chs_src_end(r, s) - s.v[0].src);
        return false;
    }
    struct pai_figure *figure = PAI_NEW(r->arena, struct pai_figure);
    struct pai_chs name = pai_chs_sub(inside, 0, end);
    figure->file = as_written(r, name);
    if (!stays_inside(&figure->file)) {
        pai_log_say(r, PAI_D_FIGURE_PATH, name, figure->file.s, NULL);
        return true;
    }
    uint32_t rest = skip_dividers(inside, end);
    for (uint32_t next; (next = width_read(inside, rest, figure)) != 0;) {
        rest = skip_dividers(inside, next);
    }
    struct pai_block *block = PAI_VEC_ADD(r->arena, &r->figures);
    *block = (struct pai_block){.kind = PAI_IMAGE, .lead_kind = PAI_PARA, .figure = figure};
    words_read(r, pai_chs_sub(inside, rest, inside.n), block, figure);
    return true;
}

// A call in the middle of a line cannot be placed there.
static void inline_find(struct pai_reader *r, struct pai_chs s) {
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t at = is_open(s.v[i].cp) ? call_begin(s, i) : 0;
        uint32_t end = at;
        // No call is so long; looking on would take the square of a row of brackets.
        while (end && end < s.n && end - i < 300 && !is_close(s.v[end].cp)) {
            end++;
        }
        if (at && end < s.n && is_close(s.v[end].cp) &&
            name_end(pai_chs_trim(pai_chs_sub(s, at, end)))) {
            struct pai_chs call = pai_chs_sub(s, i, end + 1);
            pai_log(r, PAI_D_FIGURE_INLINE, call.v[0].src,
                    pai_chs_src_end(r, call) - call.v[0].src);
            i = end;
        }
    }
}

void pai_figures_take(struct pai_reader *r) {
    bool taken = false; // the row before was: the next begins a paragraph
    for (uint32_t i = 0; i < r->rows.n; i++) {
        struct pai_row *row = &r->rows.v[i];
        row->gap += taken && row->gap == 0;
        taken = call_read(r, row->text);
        row->drop = row->drop || taken;
        if (!taken) {
            inline_find(r, row->text);
        }
    }
}

uint32_t pai_figure_place(const struct pai_block *block) {
    return block->figure->file.map[0].source;
}

bool pai_figures_between(const struct pai_reader *r, uint32_t from, uint32_t to) {
    uint32_t low = 0, high = r->figures.n; // the first behind `from` is between them
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (pai_figure_place(&r->figures.v[middle]) > from) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low < r->figures.n && pai_figure_place(&r->figures.v[low]) < to;
}
