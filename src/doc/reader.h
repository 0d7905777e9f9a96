// What the files of src/doc share: the text as characters that know their place, the rows of
// the source, the log of repairs. Nobody outside src/doc includes this.
#ifndef PAI_READER_H
#define PAI_READER_H

#include "doc.h"
#include "vec.h"

// A character, the byte offset in the decoded source from which it comes, and whether marks
// round it must stay as they are (inside URLs, e-mail addresses, file names).
struct pai_ch {
    uint32_t cp, src;
    bool keep;
};

// Characters: owned (grown with PAI_VEC_ADD) or a view of others.
struct pai_chs {
    struct pai_ch *v;
    uint32_t n, cap;
};

// A line of the source without its outer spaces.
struct pai_row {
    struct pai_chs text; // view of reader.text
    uint32_t indent;     // columns of space before it
    uint32_t width;      // columns of the text
    uint32_t gap;        // blank lines before it
    uint32_t src;        // where the text begins
    bool page_break;     // a form feed, folio or running head stood before it
    bool drop;           // furniture: not part of the text
    bool tab;            // has tabs inside
};

struct pai_log_entry {
    enum pai_code code;
    uint32_t src, len, line, count;
    const char *arg, *arg2;
};

struct pai_reader {
    struct pai_job *job;
    struct pai_arena *arena;
    uint32_t file;
    const char *src;
    uint32_t src_len;
    struct pai_chs text;
    PAI_VEC(struct pai_row) rows;
    PAI_VEC(struct pai_log_entry) log;
    uint32_t *last;            // by code: 1 + index of its latest entry in log
    uint32_t *made;            // by code: entries made
    uint32_t *over;            // by code: lines beyond the limit of entries
    struct pai_chs scratch[3]; // room for the steps of a repair, used again and again
    struct pai_doc *doc;
    PAI_VEC(struct pai_distribution) distribution;
    PAI_VEC(struct pai_credit) credits;
    PAI_VEC(struct pai_block) figures; // in order of the source
};

// ---- chars.c: questions about characters, and small string work on them ----

// Three that every pass over a text asks for every character; Han answers first.
static inline bool pai_ch_space(uint32_t cp) {
    return cp <= 0x3000 && (cp == ' ' || cp == '\t' || cp == 0x3000 || cp == 0xA0 ||
                            (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F);
}

static inline bool pai_ch_han(uint32_t cp) {
    return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3400 && cp <= 0x4DBF) || cp == 0x3005 ||
           cp == 0x3007 || cp == 0x303B || (cp >= 0xF900 && cp <= 0xFAFF) ||
           (cp >= 0x20000 && cp <= 0x3347F) || (cp >= 0x2E80 && cp <= 0x2FDF) ||
           (cp >= 0xE000 && cp <= 0xF8FF);
}

static inline bool pai_ch_digit(uint32_t cp) { // ASCII
    return cp >= '0' && cp <= '9';
}

bool pai_ch_mark(uint32_t cp);   // a full-width or shared Chinese mark
bool pai_ch_letter(uint32_t cp); // Latin, Greek, Cyrillic
bool pai_ch_ends(uint32_t cp); // may end a sentence or close one: 。！？…：”’）》】
bool pai_ch_stop(uint32_t cp); // 。！？
bool pai_ch_colon(uint32_t cp);
bool pai_ch_comma(uint32_t cp);

struct pai_chs pai_chs_sub(struct pai_chs s, uint32_t from, uint32_t to);
// The first place from `at` on that is no space; s.n if there is none.
uint32_t pai_chs_behind_spaces(struct pai_chs s, uint32_t at);
struct pai_chs pai_chs_trim(struct pai_chs s);
struct pai_chs pai_chs_squeeze(struct pai_arena *arena,
                               struct pai_chs s); // a copy without spaces
struct pai_chs pai_chs_copy(struct pai_arena *arena, struct pai_chs s);
uint32_t pai_chs_count(struct pai_chs s); // characters that are not spaces

// End of the literal (UTF-8) in s at `at`, or 0 if it does not stand there. The padded form
// allows spaces between.
uint32_t pai_chs_match(struct pai_chs s, uint32_t at, const char *literal);
uint32_t pai_chs_match_padded(struct pai_chs s, uint32_t at, const char *literal);
bool pai_chs_ends_with(struct pai_chs s, const char *literal);
bool pai_chs_has(struct pai_chs s, const char *literal);
bool pai_chs_has_cp(struct pai_chs s, uint32_t cp);
bool pai_chs_same(struct pai_chs a, struct pai_chs b); // equal but for spaces
// True if s starts / ends with one of the words, which a `|` separates.
bool pai_chs_starts_any(struct pai_chs s, const char *words);
bool pai_chs_ends_any(struct pai_chs s, const char *words);
const char *pai_chs_utf8(struct pai_arena *arena, struct pai_chs s);
uint32_t pai_chs_src_end(const struct pai_reader *r,
                         struct pai_chs s); // behind the last character in the source

// The nth room of the reader for a step of a repair; valid until it is asked for again.
struct pai_chs pai_scratch(struct pai_reader *r, unsigned nth, uint32_t room);

// ---- log.c ----
// Notes a repair or guess at a place; repeats of a code on one line are counted together.
void pai_log(struct pai_reader *r, enum pai_code code, uint32_t src, uint32_t len);
// The same with words for {1} and {2}; never merged.
void pai_log_say(struct pai_reader *r, enum pai_code code, struct pai_chs where,
                 const char *arg, const char *arg2);
// Records everything as diagnostics of the job, in the order of the source.
void pai_log_flush(struct pai_reader *r);

// ---- clean.c: source text -> reader.text and reader.rows; context-free repair ----
void pai_clean(struct pai_reader *r);

// ---- figures.c: pictures ----
// Takes the rows that call a picture out of the text, as blocks into reader.figures.
void pai_figures_take(struct pai_reader *r);
// Where the source calls it.
uint32_t pai_figure_place(const struct pai_block *block);
// True if a picture is called between these places of the source.
bool pai_figures_between(const struct pai_reader *r, uint32_t from, uint32_t to);

// ---- numerals.c ----
struct pai_date {
    int32_t year, month, day;
    bool valid;
};
// A whole number in Arabic or Chinese numerals at `at`; returns its end, or 0.
uint32_t pai_number_read(struct pai_chs s, uint32_t at, int32_t *value);
// A date at `at` of text without spaces; returns its end, or 0.
uint32_t pai_date_read(struct pai_chs s, uint32_t at, struct pai_date *date);
bool pai_han_digit(uint32_t cp); // 〇一二三四五六七八九

// ---- repair.c, repair_space.c, slips.c: repair of one field or paragraph ----
enum pai_field { PAI_FIELD_BODY, PAI_FIELD_TITLE, PAI_FIELD_LIST, PAI_FIELD_TABLE };
// The result is valid until the next call.
struct pai_chs pai_repair(struct pai_reader *r, struct pai_chs s, enum pai_field field);
struct pai_chs pai_repair_spaces(struct pai_reader *r, struct pai_chs s, enum pai_field field);
void pai_slips(struct pai_reader *r, struct pai_chs s);
struct pai_text pai_text_make(struct pai_reader *r, struct pai_chs s);
struct pai_text pai_text_repaired(struct pai_reader *r, struct pai_chs s, enum pai_field field);

// ---- furniture.c ----
void pai_furniture_folios(struct pai_reader *r);
// Drops running heads and a table of contents from row `from` on.
void pai_furniture_heads(struct pai_reader *r, uint32_t from);
void pai_furniture_contents(struct pai_reader *r, uint32_t from, uint32_t to);
bool pai_contents_label(struct pai_chs s); // a row that heads a table of contents: 本期要目

// ---- masthead.c, masthead_scan.c, issue_number.c ----
// Reads the masthead; returns the first row behind it.
uint32_t pai_masthead_read(struct pai_reader *r);

struct pai_issue {
    int32_t number, total;
    bool supplement;
    bool document; // a document number: 清政发〔2021〕10号
};
// An issue number (第29期, （总第1203期）, 增刊 …) at `at` of text without spaces; returns its
// end, or 0.
uint32_t pai_issue_read(struct pai_chs s, uint32_t at, struct pai_issue *issue);
bool pai_org_like(struct pai_chs s);
bool pai_class_like(struct pai_chs s);
bool pai_urgency_like(struct pai_chs s); // 特急, 加急 …
// Where the names behind 签发人： begin, 0 if s does not begin with it.
uint32_t pai_signer_read(struct pai_chs s);

// ---- labels.c ----
// What label a row begins with: 0 none, 1 distribution, 2 credits.
enum pai_footer_label { PAI_LABEL_NONE, PAI_LABEL_DISTRIBUTION, PAI_LABEL_CREDIT };
// *name: the words of the label; *value: where what follows begins.
enum pai_footer_label pai_footer_label(struct pai_chs s, uint32_t at, struct pai_chs *name,
                                       uint32_t *value);
// Where the next label with a colon begins behind `from` (报：区委  送：区人大), or s.n.
uint32_t pai_footer_next_label(struct pai_chs s, uint32_t from);
// A print run （共印120份） in s: its range, and the number. False if none.
bool pai_copies_find(struct pai_chs s, uint32_t *from, uint32_t *to, int32_t *copies);

// ---- footer.c, credits.c ----
// Finds and reads the footer in rows from..; returns its first row.
uint32_t pai_footer_read(struct pai_reader *r, uint32_t from);
// Reads `label：names label：names …` from a row.
void pai_credits_read(struct pai_reader *r, struct pai_chs s);
void pai_credit_more(struct pai_reader *r, struct pai_chs s); // turnover of the last credit

// ---- marker.c: numbered headings ----
bool pai_prose_start(struct pai_chs s); // words with which prose begins, not titles or lists
struct pai_marker {
    uint32_t level;  // 1..4; 0 none
    uint32_t length; // characters of the marker
    int32_t ordinal;
};
struct pai_marker pai_marker_read(struct pai_chs s);
// Length of a bullet and the blank behind it: ◆ ★ ▶ ● …; 0 if there is none.
uint32_t pai_marker_bullet(struct pai_chs s);
bool pai_marker_list(
    struct pai_chs s); // begins an item of an enumeration: a marker, 一是, 第一条, ①, [1], ●

// ---- tables.c ----
// The rows of a table; UINT32_MAX: it has no caption, no note of its unit.
struct pai_table_rows {
    uint32_t caption, unit, first, end;
    uint32_t columns, rows; // rows without those dropped
    uint32_t margin;        // tabs before every row
};
// Whether a table begins at row i: with its caption, the note of its unit, or its cells.
bool pai_table_find(const struct pai_reader *r, uint32_t i, uint32_t to,
                    struct pai_table_rows *out);
const struct pai_doc_table *pai_table_read(struct pai_reader *r,
                                           const struct pai_table_rows *from);

// ---- blocks.c: rows -> pieces (paragraphs, titles) ----
struct pai_piece {
    struct pai_chs text;
    uint32_t indent;
    bool page_break, tab;
    const struct pai_doc_table *table;
    bool title;   // cut off a paragraph as its title
    bool heading; // cut off a paragraph as its numbered heading
    struct pai_marker marker;
    uint32_t count;
    uint8_t judged; // 1: the text may be a title, 2: it may not; 0: not yet judged
};
struct pai_pieces {
    struct pai_piece *v;
    uint32_t n, cap;
    bool indented; // paragraphs are indented in this source
};
struct pai_pieces pai_blocks_make(struct pai_reader *r, uint32_t from, uint32_t to);
// The judgement of the text is remembered in *p.
bool pai_piece_title_like(struct pai_piece *p, bool indented);
bool pai_piece_bulleted(const struct pai_piece *p); // ◆ and a text that may be a title
bool pai_piece_body_like(const struct pai_piece *p);
bool pai_piece_ends(struct pai_chs s); // ends with a mark that ends a paragraph
// Appends b to a as continued text (a space only between Latin words).
void pai_chs_join(struct pai_arena *arena, struct pai_chs *a, struct pai_chs b);

// ---- split.c: pieces -> pieces: page-break joins, headings glued to paragraphs ----
struct pai_pieces pai_pieces_join(struct pai_reader *r, struct pai_pieces in);
struct pai_pieces pai_pieces_split(struct pai_reader *r, struct pai_pieces in);
struct pai_piece pai_piece_make(struct pai_chs text, const struct pai_piece *like);

// ---- source_note.c ----
// How much s (inside brackets) looks like a source: 0 not, 1 names, 2 certainly.
unsigned pai_source_like(struct pai_chs s);
// A source note at the end of a paragraph: index of its opening bracket, or UINT32_MAX.
uint32_t pai_source_find(struct pai_chs s);
// A line that is nothing but a source note: its words, without brackets (n 0: it is not).
struct pai_chs pai_source_line(struct pai_chs s);
// An editor's note begins here: *label, *rest. False if not.
bool pai_note_label(struct pai_chs s, struct pai_chs *label, struct pai_chs *rest);

// ---- closing.c: what stands round the text of an official document ----
// What each piece of an official document is, from PAI_ADDRESSEE to PAI_ANNEX; PAI_PARA: text.
// NULL for a bulletin.
const enum pai_block_kind *pai_closing_find(struct pai_reader *r,
                                            const struct pai_pieces *pieces);
bool pai_annex_label(struct pai_chs s);          // 附件, 附件1, 附件1： by itself
uint32_t pai_attendance_label(struct pai_chs s); // 出席：: its characters, 0 if none
// What follows 附件： in a line of the note on attachments; all of s where it has no such
// label.
struct pai_chs pai_attachment_name(struct pai_chs s);

// ---- clauses.c ----
bool pai_quote_open(struct pai_chs s); // a quotation or bracket is still open at the end of s
// Appends the clauses of a title to list[*n]; there must be room for as many as s has
// characters.
void pai_clauses_cut(struct pai_reader *r, struct pai_chs *list, uint32_t *n, struct pai_chs s);

// ---- articles.c ----
void pai_articles_read(struct pai_reader *r, struct pai_pieces pieces);

// ---- sniff.c, decode.c, score.c: bytes to text ----
// Decodes to UTF-8 and registers the source. False after an error.
bool pai_sniff(struct pai_reader *r, const char *name, struct pai_bytes bytes);

// ---- note_mark.c: marks of footnotes ----
struct pai_note_mark {
    uint8_t number; // 1 … 99
    bool bracketed; // [1], 〔1〕, 【1】; else ①
};
// A mark at `at`: its end; 0: there is none.
uint32_t pai_note_mark_read(struct pai_chs s, uint32_t at, struct pai_note_mark *out);
// The same in bytes of a text: its length.
uint32_t pai_note_mark_at(const struct pai_text *text, uint32_t at, struct pai_note_mark *out);
// s without the marks at its end.
struct pai_chs pai_note_marks_off(struct pai_chs s);

// ---- footnotes.c ----

// A place of the text that may refer to a note.
struct pai_note_ref {
    uint32_t article, block, at, len; // bytes of the block's text
    uint32_t note;                    // in pai_footnotes.v; UINT32_MAX: none yet
    uint32_t next;                    // in its queue
};
// Places with one mark that have no note yet, in the order of the text.
struct pai_note_queue {
    uint32_t first, last, count;
    uint32_t articles; // that they stand in
};
// The last place with a mark where no note is set for it: title, table, caption, closing.
struct pai_note_elsewhere {
    uint32_t src, article; // article: 1 + its index
};

#define PAI_NOTE_KEYS 200 // marks: circled 0 … 99, bracketed 100 … 199

// The notes of an issue while it is read.
struct pai_footnotes {
    PAI_VEC(struct pai_footnote) v;
    PAI_VEC(struct pai_note_ref) refs;               // in the order of the text
    struct pai_note_queue open[2][PAI_NOTE_KEYS];    // of the open article: unsure, sure
    struct pai_note_queue earlier[2][PAI_NOTE_KEYS]; // of those before it
    struct pai_note_elsewhere elsewhere[PAI_NOTE_KEYS];
    uint32_t lines[PAI_NOTE_KEYS]; // of the run of notes in hand that are still to come
    uint32_t run_end;              // the piece behind it
    uint32_t scanned;              // blocks of the open article that were looked at
    bool label;                    // 注释： stands above the run
    bool told;                     // there are notes here: lines without a place are said
    bool gathered;                 // the run holds the notes of all articles
};

// The article that is being made.
struct pai_note_scope {
    const struct pai_article *article;
    uint32_t index;
    const struct pai_block *body;
    uint32_t count;
};

// Takes piece i if it is a note of the text so far, or the label of notes. False: it is text.
bool pai_footnote_take(struct pai_reader *r, struct pai_footnotes *notes,
                       const struct pai_note_scope *open, struct pai_pieces in, uint32_t i);

// The open article ends.
void pai_footnotes_close(struct pai_reader *r, struct pai_footnotes *notes,
                         const struct pai_note_scope *open);

// Gives all articles their notes and says which references have none.
void pai_footnotes_share(struct pai_reader *r, struct pai_footnotes *notes,
                         struct pai_article *articles);

#endif
