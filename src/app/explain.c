// In: what was weighed while a paragraph was broken. Out: JSON, one candidate a line, each line
// of the paragraph with the reason why it ends where it does. Promised: costs are the breaker's
// own numbers (100: just noticed), nothing is computed anew.
#include "explain.h"

#include "json.h"
#include "utf8.h"

#define TAIL     8      // characters of a line's end that are shown
#define HOPELESS 100000 // lines this far from filling the measure are left out

static const char *tail_of(struct pai_job *job, const struct pai_text *text, uint32_t first,
                           uint32_t end) {
    uint32_t at = end;
    for (unsigned i = 0; i < TAIL && at > first; i++) {
        unsigned used;
        pai_utf8_prev(text->s, at, &used);
        at -= used;
    }
    return pai_arena_str(job->arena, text->s + at, end - at);
}

static void int_put(struct pai_json *j, const char *key, int64_t value) {
    pai_json_key(j, key);
    pai_json_int(j, value);
}

static void str_put(struct pai_json *j, const char *key, const char *value) {
    pai_json_key(j, key);
    pai_json_cstr(j, value);
}

// Why the chosen one won, and against which.
static void reason_put(struct pai_json *j, struct pai_job *job, const struct pai_text *text,
                       const struct pai_tried *v, uint32_t n) {
    const struct pai_tried *won = NULL;
    const struct pai_tried *next = NULL;
    for (uint32_t i = 0; i < n; i++) {
        won = v[i].chosen ? &v[i] : won;
    }
    for (uint32_t i = 0; i < n && won != NULL; i++) {
        bool other = v[i].end != won->end;
        next = other && (next == NULL || v[i].total < next->total) ? &v[i] : next;
    }
    if (won == NULL || next == NULL) {
        str_put(j, "why", "没有别处可断");
        str_put(j, "why_en", "there is no other place");
        return;
    }
    const char *tail = tail_of(job, text, next->first, next->end);
    int more = (int)(next->total - won->total);
    str_put(j, "why",
            pai_arena_fmt(job->arena, "整段费用最小；次好的断法断在“%s”之后，整段要多 %d", tail,
                          more));
    str_put(
        j, "why_en",
        pai_arena_fmt(job->arena,
                      "the paragraph costs least; the next best, behind “%s”, costs %d more",
                      tail, more));
}

static void tried_put(struct pai_json *j, struct pai_job *job, const struct pai_text *text,
                      const struct pai_tried *t, int64_t cost) {
    pai_json_line(j);
    pai_json_object(j);
    str_put(j, "end", tail_of(job, text, t->first, t->end));
    int_put(j, "fit", t->fit);
    int_put(j, "place", t->place);
    int_put(j, "contrast", t->contrast);
    int_put(j, "paragraph", t->total);
    int_put(j, "more", t->total - cost);
    pai_json_key(j, "chosen");
    pai_json_bool(j, t->chosen);
    pai_json_object_end(j);
}

void pai_explain_dump(struct pai_job *job, const struct pai_ask *ask, struct pai_buf *out) {
    const struct pai_explain *e = ask->explain;
    struct pai_json json = pai_json_make(out), *j = &json;
    pai_json_object(j);
    int_put(j, "article", ask->article);
    int_put(j, "paragraph", ask->paragraph);
    int_put(j, "cost", e->cost);
    pai_json_key(j, "lines");
    pai_json_array(j);
    for (uint32_t i = 0; i < e->tried.n;) {
        const struct pai_tried *v = &e->tried.v[i];
        uint32_t n = 1;
        const struct pai_tried *won = v->chosen ? v : NULL;
        for (; i + n < e->tried.n && v[n].line == v->line; n++) {
            won = v[n].chosen ? &v[n] : won;
        }
        pai_json_line(j);
        pai_json_object(j);
        int_put(j, "line", v->line);
        pai_json_key(j, "text");
        uint32_t end = won != NULL ? won->end : v->end;
        pai_json_str(j, ask->text.s + v->first, end - v->first);
        reason_put(j, job, &ask->text, v, n);
        pai_json_key(j, "candidates");
        pai_json_array(j);
        for (uint32_t k = 0; k < n; k++) {
            if (v[k].fit > HOPELESS && !v[k].chosen) {
                continue;
            }
            tried_put(j, job, &ask->text, &v[k], e->cost);
        }
        pai_json_array_end(j);
        pai_json_object_end(j);
        i += n;
    }
    pai_json_array_end(j);
    pai_json_object_end(j);
    pai_json_line(j);
}
