// Shared by the files of src/page: the state of one composition and what each file offers the
// others.
#ifndef PAI_COMPOSER_H
#define PAI_COMPOSER_H

#include "compose.h"
#include "para.h"
#include "shape.h"
#include "vec.h"

struct pai_composer {
    struct pai_job *job;
    const struct pai_doc *doc;
    const struct pai_layout *layout;
    struct pai_fontset *fonts;
    const struct pai_ink *black;
    struct pai_ask *ask;         // NULL: nothing is asked
    struct pai_hyphens *hyphens; // NULL: words are not divided
    struct pai_map *images; // path -> struct pai_image, those that were read; NULL: none yet
    uint32_t links;         // that were found so far
    struct pai_map *note_marks; // circled figures that were shaped; NULL: none yet
    uint32_t printed;           // a bit for each field (enum pai_slot) that blocks have printed
};

// ---- plan.c ----

// Complains that something is higher than a page by so much.
void pai_too_high(struct pai_composer *c, struct pai_span span, const char *zh, const char *en,
                  int64_t by);

// ---- set.c: text in a style -> set lines ----

// Bytes first .. end of a text that lead to an address outside.
struct pai_address {
    uint32_t first, end;
    const char *uri;
    uint32_t id; // of its LINK
};

struct pai_setting {
    enum pai_role role;
    struct pai_text text;
    const struct pai_style *style;
    struct pai_lines lines;
    pai_len measure;
    const struct pai_address *addresses; // in order
    uint32_t address_count;
};

// Bytes at which the font of Han changes, from the style's to another and back.
enum { PAI_TURNS_MOST = 32 };
struct pai_set_turns {
    const char *font;
    uint32_t at[PAI_TURNS_MOST], n;
};

// Bytes of a text that are the mark of a footnote.
struct pai_raised {
    uint32_t at, len;
};

// A text in a style, whole; `lead` bytes at its start (0: none) take the style of lead_role.
struct pai_set_what {
    struct pai_text text;
    enum pai_role role;
    uint32_t lead;
    enum pai_role lead_role;
    pai_len size; // 0: the style's
    pai_len measure;
    pai_len indent, turnover;
    uint32_t label; // bytes at the start under whose end lines turn over; 0: none
    const uint32_t *forced;
    uint32_t forced_count;
    const struct pai_raised *marks; // in order
    uint32_t mark_count;
    bool balance;
    const struct pai_style *style;     // NULL: the role's
    const struct pai_set_turns *turns; // NULL: none; not together with `lead`
    struct pai_explain *explain;       // NULL: not asked
};
struct pai_setting pai_set_text(struct pai_composer *c, const struct pai_set_what *what);

// The role's own way: full measure, the style's indent.
struct pai_setting pai_set_plain(struct pai_composer *c, struct pai_text text,
                                 enum pai_role role, pai_len measure);

// Shapes a text in a role's style at `size` (0: the style's) without breaking it.
struct pai_shaped pai_set_shape(struct pai_composer *c, const struct pai_text *text,
                                enum pai_role role, pai_len size);

// The same in a style that is not the role's own.
struct pai_shaped pai_set_shape_in(struct pai_composer *c, const struct pai_text *text,
                                   const struct pai_style *style, pai_len size);

// Shapes the mark of a footnote: raised and small as in the text, or as it begins its note.
struct pai_shaped pai_set_mark(struct pai_composer *c, const struct pai_text *text,
                               enum pai_role role, bool raised);

// Sum of the natural advances.
pai_len pai_shaped_width(const struct pai_shaped *shaped);

// ---- joined.c: texts from pieces, origins kept ----

struct pai_joined {
    struct pai_arena *arena;
    struct pai_buf *buf;
    PAI_VEC(struct pai_origin) map;
    uint32_t file;
};
struct pai_joined pai_joined_make(struct pai_arena *arena);
void pai_joined_put(struct pai_joined *j, const struct pai_text *piece);
// Bytes from .. to of a text.
void pai_joined_part(struct pai_joined *j, const struct pai_text *text, uint32_t from,
                     uint32_t to);
void pai_joined_str(struct pai_joined *j, const char *s);
struct pai_text pai_joined_text(const struct pai_joined *j);

// ---- put.c: set lines -> items of a page ----

// What was built of blocks, and where it may stand: the layout gives blocks places of their
// own.
struct pai_sheet_part {
    uint32_t first_line, end_line, first_item, end_item;
    struct pai_box frame;
};

struct pai_sheet {
    struct pai_composer *c;
    pai_len left; // of the type area on this page
    PAI_VEC(struct pai_sheet_part) parts;
    PAI_VEC(struct pai_item) items;
    PAI_VEC(struct pai_page_line) lines;
};

// Which line of the bulletin it is, for the dump.
struct pai_line_id {
    int32_t article, paragraph, line;
};

// Puts one set line with its measure's left edge at x and its baseline at y.
void pai_sheet_line(struct pai_sheet *sheet, const struct pai_setting *s, uint32_t line,
                    struct pai_line_id id, pai_len x, pai_len y);
void pai_sheet_rule(struct pai_sheet *sheet, const char *name, const struct pai_ink *ink,
                    pai_len x, pai_len y, pai_len width, pai_len thickness);
void pai_sheet_tag(struct pai_sheet *sheet, enum pai_tag tag, uint32_t id);
// A picture within a tag: FIGURE with what it shows (NULL: nobody said), or ARTIFACT. `ink` is
// NULL but where the picture is on the paper already.
void pai_sheet_picture(struct pai_sheet *sheet, const struct pai_picture *picture,
                       const struct pai_ink *ink, enum pai_tag tag, const char *alt);

// ---- inline.c: elements within a line ----

// Makes links of the addresses in the line put last, which is of this setting.
void pai_sheet_links(struct pai_sheet *sheet, const struct pai_setting *s);
// A rectangle over the open LINK that leads to an article.
void pai_sheet_leads(struct pai_sheet *sheet, const struct pai_box *box, uint32_t article);
// In the line put last: ends the open tag before the text from byte `at` of the setting on and
// opens another.
void pai_sheet_retag(struct pai_sheet *sheet, uint32_t at, enum pai_tag tag, uint32_t id);

// ---- addresses.c: URLs and e-mail in texts ----

// The addresses in a text, in order; NULL if it has none.
const struct pai_address *pai_addresses_find(struct pai_composer *c,
                                             const struct pai_text *text, uint32_t *count);

// ---- spread.c: one line set by hand with equal gaps ----

// Sets the text as one line: `gap` after each cluster but the last; `space` is the width of
// U+0020.
struct pai_setting pai_set_spread(struct pai_composer *c, struct pai_text text,
                                  enum pai_role role, pai_len size, pai_len gap, pai_len space);
struct pai_setting pai_set_spread_in(struct pai_composer *c, struct pai_text text,
                                     enum pai_role role, const struct pai_style *style,
                                     pai_len size, pai_len gap, pai_len space);

// ---- masthead.c, footer.c, furniture.c ----

// Puts the masthead on the first page; returns the y below which the articles may begin
// (type-area top if there is none).
pai_len pai_masthead_put(struct pai_sheet *sheet);

struct pai_footer; // set, measured, not yet placed
struct pai_footer *pai_footer_make(struct pai_composer *c);
pai_len pai_footer_height(const struct pai_footer *f);         // 0: there is none
struct pai_span pai_footer_span(const struct pai_composer *c); // of its first text
void pai_footer_put(struct pai_sheet *sheet, const struct pai_footer *f);

// The folio of page `number` of so many; returns its text.
const char *pai_folio_put(struct pai_sheet *sheet, uint32_t number, uint32_t pages);

// The running heads of a page; `blank`: it has no text.
void pai_running_put(struct pai_sheet *sheet, uint32_t number, uint32_t pages, bool blank);

// ---- unprinted.c: nothing is left out in silence ----

// Warns of each field of masthead and footer that no block of the layout has printed.
void pai_unprinted_check(struct pai_composer *c);

// ---- check.c: nothing hangs over in silence ----

// Complains about every line and rule of page `number` that leaves the type area, and about
// lines that lie on each other.
void pai_sheet_check(const struct pai_sheet *sheet, uint32_t number);

// ---- frame.c, contents.c ----

// Where a frame stands on a page; one that is parted by the end of a page is open there.
struct pai_frame_edges {
    pai_len top, bottom;
    bool begins, ends;
};
void pai_frame_put(struct pai_sheet *sheet, enum pai_frame frame, const char *name,
                   const struct pai_frame_edges *edges);

struct pai_contents; // set, not yet numbered
// With room for page numbers of so many digits; NULL: none is wanted, or there is no title.
struct pai_contents *pai_contents_make(struct pai_composer *c, uint32_t digits);
uint32_t pai_contents_rows(const struct pai_contents *k);
// From the em-box top of its first row on; page_of[article] is the page of each article.
void pai_contents_put(struct pai_sheet *sheet, const struct pai_contents *k, pai_len top,
                      const uint32_t *page_of);

// ---- facts.c: what the file is known by ----

// 澄溪信息 第16期, or the first title, or how the text begins.
const char *pai_facts_title(struct pai_composer *c);

// The titles of all articles, NULL if there is none.
const char *pai_facts_subject(struct pai_composer *c);

// The title of each article, NULL where it has none.
const char *const *pai_facts_titles(struct pai_composer *c);

// "澄溪信息；第29期；…", NULL if nothing is known.
const char *pai_facts_keywords(struct pai_composer *c);

// How the text begins, for an issue without name and titles; NULL if it is empty.
const char *pai_facts_first_words(struct pai_composer *c);

// ---- flow.c: articles -> rows ----

// What the flow may be parted between: one line on one row of the grid, a title too large for
// a row as a whole on several (占行), or an empty row.
struct pai_row {
    uint32_t setting;     // in pai_flow.settings
    uint32_t line, lines; // of the setting: the first, how many
    uint32_t rows;        // of the grid that it takes
    pai_len base;         // from the em-box top of its first row to the first baseline
    pai_len lead;         // from baseline to baseline
    struct pai_line_id id;
    pai_len x;        // of the measure, from the left edge of the type area
    bool gap_before;  // elastic space stands before it (start of an article)
    bool begins_page; // begins a page, whatever room is left on the one before
    bool framed;      // stands in the frame of the editor's note
    bool keep;        // must not be the last row of a page: a heading
    bool across;      // stands across the columns
    uint32_t of, at;  // lines of its paragraph, its place in it
    uint32_t head;    // rows that are repeated above it where it begins a page or column
    uint32_t element; // the structure element it belongs to
    uint32_t list;    // the list whose item it is, from 1; 0: none
    enum pai_tag tag;
    const struct pai_figure_set *figure; // it is a picture; its lines are the caption
    enum pai_tag within;                 // in that element: CAPTION of a table; END: nothing
    const struct pai_table_set *table;   // it is this row of a table; NULL: it is not
    uint32_t table_row;
    uint32_t refs, note_lines; // marks of footnotes in it; the lines of these notes
    uint32_t note_share;       // lines of footnotes that stand on its page for its sake
};

// A footnote, set.
struct pai_note_set {
    struct pai_setting set;
    int32_t article, index;  // of the article's
    uint32_t row;            // 1 + that which referred to it last
    uint32_t page, number;   // the last page that refers to it, from 1, and its number there
    uint32_t foot, foot_ref; // the last page on which it stands, and for which mark
    bool tagged, said;
};

// A mark in the text that refers to a footnote.
struct pai_note_ref {
    uint32_t row, note;
    uint32_t setting, at; // the mark's bytes in the setting's text
    enum pai_role role;   // in whose style
    uint32_t number;      // where numbers begin anew on each page
    bool shown;           // the note stands on the page of this mark
};
#define PAI_NO_SETTING UINT32_MAX // no line has the mark

struct pai_flow {
    PAI_VEC(struct pai_setting) settings;
    PAI_VEC(struct pai_row) rows;
    PAI_VEC(struct pai_note_set) notes;
    PAI_VEC(struct pai_note_ref) note_refs; // in the order of the rows
    uint32_t note_rows; // rows at the end that only carry what is left of footnotes
};
struct pai_flow pai_flow_make(struct pai_composer *c);

// ---- footnotes.c, note_pages.c: notes at the foot of their page ----
struct pai_span_of_rows;

#define PAI_NOTES_CIRCLES 50 // circled figures that there are

// The circled figure of n, 1 … 50.
void pai_note_circle(char out[4], uint32_t n);
// Whether numbers begin anew on each page; in columns, where notes follow the article, they do
// not.
bool pai_notes_by_page(const struct pai_layout *l);
// The distance of the lines of footnotes.
pai_len pai_note_pitch(const struct pai_layout *l);
// Whole rows of the grid that so many lines of footnotes take with the rule above them.
uint32_t pai_note_rows(pai_len pitch, pai_len note_pitch, uint32_t lines);
// Shares the lines of notes among rows: all with the row that refers to them, but those that no
// page can hold go on with the rows behind it. Pages have so many rows; may be called again.
void pai_notes_spread(struct pai_composer *c, struct pai_flow *flow, uint32_t rows,
                      uint32_t first_rows);
// Numbers the marks anew on each page, if the layout says so.
void pai_notes_number(struct pai_composer *c, struct pai_flow *flow,
                      const struct pai_span_of_rows *rows, uint32_t pages);
// A line of the notes in their order: of the note of a mark.
struct pai_note_line {
    uint32_t ref, line;
};
// Puts the footnotes of a page (from 1) so that the last line stands on the row of the grid
// before `bottom`. The cursor is at zero before the first page.
void pai_notes_put(struct pai_sheet *sheet, struct pai_flow *flow,
                   const struct pai_span_of_rows *span, uint32_t bottom, uint32_t page,
                   struct pai_note_line *cursor);

// ---- list.c ----

// Whether a paragraph is an item of a list, and the first of it.
bool pai_list_holds(const struct pai_article *a, uint32_t paragraph, bool *begins);

// How many bytes the marker at the start of a text takes; 0: there is none.
uint32_t pai_list_marker(const struct pai_text *text);

// ---- figure.c: pictures ----

// The image of this file, read at most once; NULL after an error.
const struct pai_image *pai_image_find(struct pai_composer *c, const char *path,
                                       const char *name, struct pai_span span);

// A side of so many samples at this density (to 100 inches; 0: the file does not say).
int64_t pai_image_natural(uint32_t samples, uint32_t dpi);

// A picture with its size on paper.
struct pai_figure_set {
    const struct pai_image *image;
    const char *alt; // NULL: none
    pai_len width, height;
    pai_len x, caption_x; // from the left edge of the measure
    pai_len spare;        // of its rows that it does not fill
};

// Makes the row of a picture and its caption, as one piece. *number is the last picture's with
// a caption, and is counted on. False after an error: there is no such picture.
bool pai_figure_make(struct pai_composer *c, const struct pai_block *b, pai_len measure,
                     uint32_t *number, struct pai_setting *caption, struct pai_row *row);

// Puts it with its measure's left edge at `left` and its first row's em-box top at `top`; head:
// this is the head of a page.
void pai_figure_put(struct pai_sheet *sheet, const struct pai_row *r,
                    const struct pai_setting *caption, pai_len left, pai_len top, bool head);

// ---- tables.c ----

struct pai_table_set; // its cells set, its columns measured
// NULL, and said: it is too wide for the type area.
struct pai_table_set *pai_table_set_make(struct pai_composer *c, const struct pai_doc_table *t);
pai_len pai_table_set_width(const struct pai_table_set *set, bool *across);
uint32_t pai_table_set_rows(const struct pai_table_set *set,
                            uint32_t row);                     // of the grid, of one row
uint32_t pai_table_set_again(const struct pai_table_set *set); // of 续表 and the head

// The part of a table that is being put on a page; all zero: none.
struct pai_table_part {
    const struct pai_table_set *set;
    uint32_t column;
    int32_t article;
    pai_len left, top, bottom;
};
// Puts a row of a table on row `row` of the grid.
void pai_table_row_put(struct pai_sheet *sheet, struct pai_table_part *part,
                       const struct pai_row *r, uint32_t column, pai_len left, uint32_t row);
// Draws the rules round what was put, if anything was.
void pai_table_part_end(struct pai_sheet *sheet, struct pai_table_part *part);

// ---- paginate.c: rows -> pages ----

// A page. One without rows is blank, or carries the footer if it is the last.
struct pai_span_of_rows {
    uint32_t first, end; // rows of the flow on this page
    uint32_t gap;        // blank rows before each article on it that does not begin the page
    uint32_t extra;      // the first `extra` of those gaps get one row more
    bool tight;          // columns: as low as they can be, whatever they part
};

struct pai_paging {
    uint32_t rows;            // on a page
    uint32_t first_rows;      // on the first page, under the masthead
    uint32_t last_rows;       // on a page that carries the footer
    uint32_t first_last_rows; // on a single page that carries both
    uint32_t gap_min, gap_max, keep_lines;
    uint32_t refs;             // marks of footnotes on a page at most; 0: any number
    bool footer;               // there is one, on the last page
    bool even;                 // it stands on an even page
    uint32_t columns;          // 0 or 1: none
    pai_len pitch, note_pitch; // of the grid, of the lines of footnotes
};

// Where a row of the flow stands: its column, the row of the grid counted from the first that
// the page has for text, and how many blank rows are before it.
struct pai_spot {
    uint32_t column, row, gap;
};

// Divides the rows into pages as a whole (typography 4). Returns the number of pages, 0 if
// there is no way; *out lives in the arena.
uint32_t pai_paginate(struct pai_arena *arena, const struct pai_flow *flow,
                      const struct pai_paging *paging, struct pai_span_of_rows **out);

// The places of the rows of one page: [0] is that of row span->first.
const struct pai_spot *pai_page_spots(struct pai_arena *arena, const struct pai_flow *flow,
                                      const struct pai_paging *paging,
                                      const struct pai_span_of_rows *span);

#endif
