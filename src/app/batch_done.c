// Records that the journal has in; counts and messages out. Promise: messages
// stand in the order of the inputs, whichever worker was first: those of an issue wait for the
// issues before it.
#include "batch_journal.h"
#include "batch_lines.h"
#include "batch_progress.h"

#include <stdlib.h>
#include <string.h>

struct pai_batch_voice {
    char **waiting; // by issue: what it has to say; malloc
    uint32_t next;  // the first that has not spoken
};

static struct pai_batch_voice *voice(struct pai_batch *b) {
    if (b->voice == NULL) {
        b->voice = PAI_NEW(b->arena, struct pai_batch_voice);
        b->voice->waiting = PAI_NEW_N(b->arena, char *, b->issues.n);
    }
    return b->voice;
}

static void speak(struct pai_batch *b, uint32_t i) {
    char *text = b->voice->waiting[i];
    if (text != NULL) {
        pai_batch_say(b, text, strlen(text));
        free(text);
        b->voice->waiting[i] = NULL;
    }
}

static void message(struct pai_batch *b, const struct pai_batch_issue *issue,
                    const struct pai_batch_record *record) {
    struct pai_arena *arena = pai_arena_open(pai_app_no_memory);
    struct pai_buf out = pai_buf_make(arena);
    enum pai_format format = b->report->form.format;
    if (format == PAI_FORMAT_JSON) {
        pai_batch_line_json(&out, issue->source, issue->output, record);
    } else {
        pai_batch_line_short(&out, b->report->form.ui,
                             format == PAI_FORMAT_SHORT ? PAI_NOTE : PAI_ERROR, issue->source,
                             record);
    }
    struct pai_batch_voice *v = voice(b);
    char *text = out.n > 0 ? malloc(out.n + 1) : NULL;
    if (out.n > 0 && text == NULL) {
        pai_app_no_memory();
    } else if (text != NULL) {
        memcpy(text, out.s, out.n + 1);
    }
    v->waiting[issue->number] = text;
    pai_arena_close(arena);
}

static void speak_in_turn(struct pai_batch *b) {
    struct pai_batch_voice *v = voice(b);
    while (v->next < b->issues.n &&
           (b->issues.v[v->next].finished || !b->issues.v[v->next].mine)) {
        speak(b, v->next++);
    }
}

void pai_batch_speak_rest(struct pai_batch *b) {
    for (uint32_t i = b->voice != NULL ? b->voice->next : b->issues.n; i < b->issues.n; i++) {
        speak(b, i);
    }
}

void pai_batch_stop(struct pai_batch *b, enum pai_code code, const char *a, const char *c) {
    if (!b->stopped) {
        struct pai_job *job = pai_job_open(NULL, pai_app_no_memory);
        b->stopped = true;
        pai_diag(job, code, PAI_NO_SPAN, a, c, NULL);
        pai_batch_say(b, "", 0);
        pai_report_job(b->report, job, NULL);
        pai_job_close(job);
    }
    b->report->exit = PAI_EXIT_SYSTEM;
}

void pai_batch_halt(struct pai_batch *b, const struct pai_batch_issue *issue,
                    const struct pai_batch_record *record) {
    if (!b->stopped) {
        b->stopped = true;
        message(b, issue, record);
        speak(b, issue->number);
    }
    b->report->exit = PAI_EXIT_SYSTEM;
}

void pai_batch_finish(struct pai_batch *b, struct pai_batch_issue *issue,
                      const struct pai_batch_record *record) {
    struct pai_batch_record full = *record;
    if (record->unchanged) {
        pai_batch_journal_diags(b->journal, pai_batch_group_arena(b), issue->source, &full);
        b->unchanged += record->state == PAI_BATCH_DONE;
    }
    issue->finished = true;
    b->done[record->state]++;
    b->pages += record->state == PAI_BATCH_DONE ? record->pages : 0;
    if (record->state != PAI_BATCH_DONE && b->report->exit < PAI_EXIT_DOCUMENT) {
        b->report->exit = PAI_EXIT_DOCUMENT;
    }
    message(b, issue, &full);
    speak_in_turn(b);
}
