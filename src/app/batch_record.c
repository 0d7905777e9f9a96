// A job's diagnostics in, a record out; a record in, bytes for a pipe out, and back. Promise:
// bytes that were cut off (a worker died while it wrote them) are no record.
#include "batch.h"
#include "printable.h"

#include <string.h>
#include <sys/stat.h>

int64_t pai_batch_mtime(const struct stat *st) {
    return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

void pai_batch_hex(const uint8_t *hash, char out[2 * PAI_HASH + 1]) {
    static const char digits[] = "0123456789abcdef";
    for (unsigned i = 0; i < PAI_HASH; i++) {
        out[2 * i] = digits[hash[i] >> 4];
        out[2 * i + 1] = digits[hash[i] & 15];
    }
    out[2 * PAI_HASH] = '\0';
}

static const char *copy(struct pai_arena *arena, const char *s) {
    const char *text = pai_printable_utf8(arena, s);
    return pai_arena_str(arena, text, strlen(text));
}

static struct pai_batch_diag diag_take(struct pai_arena *arena, const struct pai_job *job,
                                       const struct pai_diag_form *form,
                                       const struct pai_diag *diag, const char *name) {
    struct pai_place place;
    bool placed = pai_job_place(job, diag->span, &place);
    bool own = !placed || strcmp(place.file, name) == 0;
    return (struct pai_batch_diag){
        .code = pai_diag_row(diag->code)->code,
        .level = pai_diag_level(form, diag),
        .file = own ? NULL : copy(arena, place.file),
        .line = placed ? place.line : 0,
        .column = placed ? place.column : 0,
        .zh = copy(arena, diag->zh),
        .en = copy(arena, diag->en),
        .act_zh = copy(arena, diag->act_zh),
        .act_en = copy(arena, diag->act_en),
    };
}

void pai_batch_record_diags(struct pai_batch_record *record, struct pai_arena *arena,
                            struct pai_job *job, const struct pai_diag_form *form,
                            const char *name) {
    uint32_t n = job->diags.n < PAI_BATCH_DIAGS ? job->diags.n : PAI_BATCH_DIAGS;
    const struct pai_diag **order = pai_report_order(job);
    struct pai_batch_diag *diags = PAI_NEW_N(arena, struct pai_batch_diag, n);
    // Where not all find room, the errors do.
    uint32_t at = 0, errors = 0;
    for (uint32_t i = 0; i < job->diags.n; i++) {
        errors += pai_diag_level(form, order[i]) == PAI_ERROR;
    }
    uint32_t others = errors < n ? n - errors : 0;
    for (uint32_t i = 0; i < job->diags.n && at < n; i++) {
        bool error = pai_diag_level(form, order[i]) == PAI_ERROR;
        if (error || others > 0) {
            others -= !error;
            diags[at++] = diag_take(arena, job, form, order[i], name);
        }
    }
    const uint32_t *count = job->count;
    record->notes = count[PAI_NOTE];
    record->warnings = form->strict ? 0 : count[PAI_WARNING];
    record->errors =
        count[PAI_ERROR] + count[PAI_SYSTEM] + (form->strict ? count[PAI_WARNING] : 0);
    record->diags = diags;
    record->diag_count = n;
}

static void str_put(struct pai_buf *out, const char *s) {
    uint32_t n = s == NULL ? UINT32_MAX : (uint32_t)strlen(s);
    pai_buf_put(out, &n, sizeof n);
    if (s != NULL) {
        pai_buf_put(out, s, n);
    }
}

// A diagnostic with its texts apart.
struct flat_diag {
    uint32_t level, line, column;
};

void pai_batch_record_put(const struct pai_batch_record *record, struct pai_buf *out) {
    struct pai_batch_record flat;
    memcpy(&flat, record, sizeof flat); // with its padding, which memset has cleared
    flat.diags = NULL;
    flat.thumb.data = NULL;
    flat.reads = flat.output = flat.beside = flat.target = NULL;
    pai_buf_put(out, &flat, sizeof flat);
    str_put(out, record->reads);
    str_put(out, record->output);
    str_put(out, record->beside);
    str_put(out, record->target);
    for (uint32_t i = 0; i < record->diag_count; i++) {
        const struct pai_batch_diag *d = &record->diags[i];
        struct flat_diag f = {(uint32_t)d->level, d->line, d->column};
        pai_buf_put(out, &f, sizeof f);
        const char *const texts[] = {d->code, d->file, d->zh, d->en, d->act_zh, d->act_en};
        for (unsigned k = 0; k < 6; k++) {
            str_put(out, texts[k]);
        }
    }
    pai_buf_put(out, record->thumb.data, record->thumb.size);
}

struct bytes {
    const char *at;
    size_t left;
};

static bool take(struct bytes *b, void *out, size_t n) {
    if (b->left < n) {
        return false;
    }
    memcpy(out, b->at, n);
    b->at += n;
    b->left -= n;
    return true;
}

static bool str_take(struct bytes *b, struct pai_arena *arena, const char **out) {
    uint32_t n = 0;
    *out = NULL;
    if (!take(b, &n, sizeof n) || (n != UINT32_MAX && b->left < n)) {
        return false;
    }
    if (n != UINT32_MAX) {
        *out = pai_arena_str(arena, b->at, n);
        b->at += n;
        b->left -= n;
    }
    return true;
}

bool pai_batch_record_take(struct pai_batch_record *record, struct pai_arena *arena,
                           const char *bytes, size_t n) {
    struct bytes b = {bytes, n};
    if (!take(&b, record, sizeof *record) || record->diag_count > PAI_BATCH_DIAGS ||
        !str_take(&b, arena, &record->reads) || !str_take(&b, arena, &record->output) ||
        !str_take(&b, arena, &record->beside) || !str_take(&b, arena, &record->target)) {
        return false;
    }
    struct pai_batch_diag *diags = PAI_NEW_N(arena, struct pai_batch_diag, record->diag_count);
    for (uint32_t i = 0; i < record->diag_count; i++) {
        struct flat_diag f;
        struct pai_batch_diag *d = &diags[i];
        if (!take(&b, &f, sizeof f) || !str_take(&b, arena, &d->code) ||
            !str_take(&b, arena, &d->file) || !str_take(&b, arena, &d->zh) ||
            !str_take(&b, arena, &d->en) || !str_take(&b, arena, &d->act_zh) ||
            !str_take(&b, arena, &d->act_en)) {
            return false;
        }
        d->level = (enum pai_level)f.level;
        d->line = f.line;
        d->column = f.column;
    }
    record->diags = diags;
    if (b.left != record->thumb.size) {
        return false;
    }
    record->thumb.data = (const uint8_t *)pai_arena_str(arena, b.at, b.left);
    return true;
}
