// In: decoded texts. Out: the job that owns them, and places for humans. Promised: a place is
// found in logarithmic time, however long the file or the line.
#include "job.h"

#include "utf8.h"

#include <string.h>

#define STRIDE 4096u // bytes between two entries of pai_source.chars

struct pai_job *pai_job_open(struct pai_world *world, void (*no_memory)(void)) {
    struct pai_arena *arena = pai_arena_open(no_memory);
    struct pai_job *job = PAI_NEW(arena, struct pai_job);
    job->arena = arena;
    job->no_memory = no_memory;
    job->world = world;
    return job;
}

void pai_job_close(struct pai_job *job) {
    if (job != NULL) {
        pai_arena_close(job->arena);
    }
}

// Bytes of the line end at text[i], 0 if there is none.
static uint32_t line_end(const char *text, uint32_t len, uint32_t i) {
    const unsigned char *p = (const unsigned char *)text + i;
    uint32_t left = len - i;
    if (p[0] == '\n') {
        return 1;
    }
    if (p[0] == '\r') {
        return left > 1 && p[1] == '\n' ? 2 : 1;
    }
    if (p[0] == 0xC2 && left > 1 && p[1] == 0x85) {
        return 2;
    }
    if (p[0] == 0xE2 && left > 2 && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9)) {
        return 3;
    }
    return 0;
}

static void index_lines(struct pai_arena *arena, struct pai_source *source) {
    PAI_VEC(uint32_t) lines = {0};
    PAI_VEC_PUT(arena, &lines, 0);
    for (uint32_t i = 0; i < source->len;) {
        uint32_t n = line_end(source->text, source->len, i);
        i += n > 0 ? n : 1;
        if (n > 0) {
            PAI_VEC_PUT(arena, &lines, i);
        }
    }
    source->lines = lines.v;
    source->line_count = lines.n;
}

static void index_chars(struct pai_arena *arena, struct pai_source *source) {
    uint32_t count = source->len / STRIDE + 1;
    source->chars = PAI_NEW_N(arena, uint32_t, count);
    for (uint32_t i = 1; i < count; i++) {
        source->chars[i] =
            source->chars[i - 1] +
            (uint32_t)pai_utf8_count(source->text + (size_t)(i - 1) * STRIDE, STRIDE);
    }
}

uint32_t pai_job_source(struct pai_job *job, const char *name, const char *text, size_t len) {
    struct pai_source *source = PAI_VEC_ADD(job->arena, &job->sources);
    source->name = pai_arena_str(job->arena, name, strlen(name));
    source->text = text;
    source->len = len < UINT32_MAX ? (uint32_t)len : UINT32_MAX - 1;
    return job->sources.n;
}

const struct pai_source *pai_job_lines(const struct pai_job *job, uint32_t file) {
    struct pai_source *source = &job->sources.v[file - 1];
    if (source->lines == NULL) {
        index_lines(job->arena, source);
        index_chars(job->arena, source);
    }
    return source;
}

// Characters that begin before `offset`.
static uint32_t chars_before(const struct pai_source *source, uint32_t offset) {
    uint32_t whole = offset / STRIDE;
    return source->chars[whole] +
           (uint32_t)pai_utf8_count(source->text + whole * STRIDE, offset - whole * STRIDE);
}

static uint32_t line_of(const struct pai_source *source, uint32_t offset) {
    uint32_t low = 0, high = source->line_count;
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (source->lines[mid] <= offset) {
            low = mid;
        } else {
            high = mid;
        }
    }
    return low;
}

// Bytes of line `line` without its line end.
static uint32_t line_len(const struct pai_source *source, uint32_t line) {
    uint32_t start = source->lines[line];
    if (line + 1 == source->line_count) {
        return source->len - start;
    }
    uint32_t end = source->lines[line + 1];
    uint32_t longest = end - start < 3 ? end - start : 3;
    for (uint32_t n = longest; n > 0; n--) {
        if (line_end(source->text, end, end - n) == n) {
            return end - n - start;
        }
    }
    return end - start;
}

bool pai_job_place(const struct pai_job *job, struct pai_span span, struct pai_place *out) {
    if (span.file == 0 || span.file > job->sources.n) {
        return false;
    }
    const struct pai_source *source = pai_job_lines(job, span.file);
    uint32_t offset = span.offset < source->len ? span.offset : source->len;
    uint32_t line = line_of(source, offset);
    uint32_t start = source->lines[line], len = line_len(source, line);
    uint32_t within = offset - start < len ? offset - start : len;
    while (within > 0 && within < len && (source->text[start + within] & 0xC0) == 0x80) {
        within--; // a span that begins inside a character
    }
    out->file = source->name;
    out->line = line + 1;
    out->column = chars_before(source, start + within) - chars_before(source, start) + 1;
    out->line_text = source->text + start;
    out->line_len = len;
    out->line_offset = within;
    out->mark_len = span.length < len - within ? span.length : len - within;
    return true;
}

bool pai_job_failed(const struct pai_job *job) {
    return job->count[PAI_ERROR] != 0 || job->count[PAI_SYSTEM] != 0;
}
