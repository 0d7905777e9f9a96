// The bulletin: what an issue says, free of fonts and lengths. Texts are as they will be set:
// repaired, normalised.
#ifndef PAI_DOC_H
#define PAI_DOC_H

#include "job.h"

struct pai_masthead {
    struct pai_text name;        // 澄溪信息
    int32_t number;              // 第29期 -> 29; -1 if none
    int32_t total;               // 总第×期; -1 if none
    bool supplement;             // 增刊
    struct pai_text number_text; // as it will be set: 第29期, （总第1203期）, 增刊 …
    struct pai_text office;
    int32_t year, month, day;    // 0 if no date
    struct pai_text class_text;  // 秘密, 内部资料 注意保存 …; len 0 if none
    struct pai_text copy_number; // 份号
    struct pai_text urgency;     // 特急, 加急
    struct pai_text signer;      // 签发人, without the label; names an em apart
    bool document; // an official document (公文): number_text is its number, 清政发〔2021〕10号
};

enum pai_block_kind {
    PAI_PARA,
    PAI_H1,
    PAI_H2,
    PAI_H3,
    PAI_H4,
    PAI_LIST,
    PAI_TABLE,
    PAI_IMAGE,
    // What stands round the text of an official document (GB/T 9704 7.3).
    PAI_ADDRESSEE,  // 主送机关: 各乡镇人民政府，县直各单位：
    PAI_ATTACHMENT, // 附件说明: one name with its number, without the label 附件：
    PAI_SIGNATURE,  // 发文机关署名
    PAI_SIGNED,     // 成文日期
    PAI_REMARK,     // 附注: （此件公开发布）
    PAI_ATTENDANCE  // 出席：…, of minutes; lead: the label with its colon
};

// In what the author gave the width of a picture.
enum pai_figure_unit {
    PAI_FIGURE_NATURAL, // he did not
    PAI_FIGURE_CELLS,   // 宽8字
    PAI_FIGURE_MM,      // 宽100mm, 宽10cm, 宽10厘米
    PAI_FIGURE_PERCENT, // 宽60%, of the measure
};

// A picture. Its block's text is the caption, without 图1; len 0 if there is none.
struct pai_figure {
    struct pai_text file; // its name as the author wrote it; relative to the input
    struct pai_text alt;  // what it shows, for those who do not see it: given, or the caption
    enum pai_figure_unit unit;
    int32_t width; // thousandths of the unit
};

// A table. The text of its block is its cells with tabs between and line ends between rows.
struct pai_doc_table {
    struct pai_text number;       // 表1; len 0 if there is none
    struct pai_text caption;      // 各镇春播进度
    struct pai_text unit;         // 单位：万元; len 0 if there is none
    uint32_t columns, rows;       // rows: with the head
    bool head;                    // the first row heads the columns
    const struct pai_text *cells; // row by row
    struct pai_text text;
};

struct pai_block {
    enum pai_block_kind kind;
    struct pai_text text;
    uint32_t lead; // bytes at the start that are a run-in heading set in the style of
                   // lead_kind; 0 if none
    enum pai_block_kind lead_kind;
    const struct pai_figure *figure;   // of IMAGE, else NULL
    const struct pai_doc_table *table; // of TABLE, else NULL
};

// A footnote: its marker as the author wrote it (①, [1], 〔1〕), its text without it.
struct pai_footnote_place {
    uint32_t block;   // a paragraph, heading or item of a list
    uint32_t at, len; // bytes of its text that are the marker
};
struct pai_footnote {
    struct pai_text marker, text;
    struct pai_footnote_place *places; // that refer to it, in order; one at least
    uint32_t place_count;
};

struct pai_article {
    struct pai_text column; // 【工作动态】, the head of a column above it; len 0 if none
    const struct pai_text *title; // clauses, in the author's division
    uint32_t title_count;
    const struct pai_block *body;
    uint32_t body_count;
    struct pai_text annex;            // 附件1: the article is an attachment; len 0 if none
    struct pai_text source;           // 县水务局, without brackets; len 0 if none
    bool source_apart;                // stood on a line of its own
    const struct pai_footnote *notes; // in the order of their first places
    uint32_t note_count;
};

struct pai_distribution {
    struct pai_text label, to; // 本期送 / 县处级领导
};

struct pai_credit {
    struct pai_text label;
    const struct pai_text *names;
    uint32_t name_count;
};

struct pai_doc {
    struct pai_masthead masthead;
    struct pai_text contents; // 本期要目, the heading of the contents; len 0 if none
    struct pai_text note_label, note; // 编者按; len 0 if none
    const struct pai_article *articles;
    uint32_t article_count;
    const struct pai_distribution *distribution;
    uint32_t distribution_count;
    const struct pai_credit *credits;
    uint32_t credit_count;
    int32_t copies;        // -1 if none
    struct pai_span start; // of the document, for diagnostics without a better place
};

// Reads an issue: detects the encoding, decodes, finds the structure, repairs (typography 6).
// `name` is shown in diagnostics. Never fails for odd content: it records diagnostics and gives
// what it understood; returns NULL when the bytes cannot be text (empty, binary, undecodable).
// The document lives in job->arena.
const struct pai_doc *pai_doc_read(struct pai_job *job, const char *name,
                                   struct pai_bytes bytes);

const char *pai_block_name(enum pai_block_kind kind); // "para", "h1" …

// Writes the JSON of design section 5 (`dump doc`) to `out`.
struct pai_buf;
void pai_doc_dump(const struct pai_job *job, const struct pai_doc *doc, struct pai_buf *out);

#endif
