// The reports of a run: issues.jsonl, report.csv, report.html.
#ifndef PAI_BATCH_REPORT_H
#define PAI_BATCH_REPORT_H

#include "batch_journal.h"

// How often a code was said, in how many issues, with one of its messages as an example.
struct pai_batch_total {
    const char *code, *zh, *en;
    enum pai_level level;
    uint32_t count, issues;
};

// What is kept of an issue while reports are made: an archive may have a million of them. The
// rest is read from its journal when its turn comes.
struct pai_batch_brief {
    const char *source; // NULL where one journal alone is read
    int64_t id;         // of the row in its journal
    uint32_t number, warnings;
    uint16_t journal;
    uint8_t state;
};

// What the reports are made of.
struct pai_batch_summary {
    struct pai_arena *arena;
    enum pai_ui ui;
    PAI_VEC(struct pai_batch_reader *) journals;
    PAI_VEC(struct pai_batch_brief) rows;   // in the order of the inputs
    PAI_VEC(struct pai_batch_total) totals; // errors first, then by how many issues
    uint32_t of[4], pages;                  // issues by state
};

// Reads journals (NULL-terminated list of their directories, at most 65535) into a summary. An
// issue that stands in several counts once. False if one cannot be read. Close it in any case.
bool pai_batch_summary_read(struct pai_batch_summary *s, struct pai_arena *arena,
                            enum pai_ui ui, const char *const *dirs);
void pai_batch_summary_close(struct pai_batch_summary *s);

// All that is known of issue i, into the arena. False if the journal cannot be read any more.
bool pai_batch_summary_row(const struct pai_batch_summary *s, struct pai_arena *arena,
                           uint32_t i, struct pai_batch_row *row);

// The issues that a person should look at, the worst first.
struct pai_batch_ranked {
    uint32_t trouble, warnings, row;
};
uint32_t pai_batch_order(const struct pai_batch_summary *s, struct pai_arena *arena,
                         const struct pai_batch_ranked **out);

// So many of them get a picture of a page.
enum { PAI_BATCH_THUMBS = 60 };

// Has those drawn that have none yet (batch_thumbs.c).
void pai_batch_thumbs(struct pai_batch *b, const struct pai_batch_summary *s);

// Writes the three reports into `dir`. False after a diagnostic.
bool pai_batch_report_write(struct pai_job *job, const struct pai_batch_summary *s,
                            const char *dir);

// Makes the page (batch_html.c).
void pai_batch_html(const struct pai_batch_summary *s, struct pai_world_sink *to);

#endif
