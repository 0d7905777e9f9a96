// A journal in, its rows out, for reports. Promise: what is read is never changed; a journal
// that is being written is read as of its last commit.
#include "batch_journal_read.h"
#include "batch_journal.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool pai_batch_journal_busy(struct pai_arena *arena, const char *dir) {
    struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int fd = open(pai_arena_fmt(arena, "%s/lock", dir), O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        fd = open(pai_arena_fmt(arena, "%s/lock", dir), O_RDONLY | O_CLOEXEC);
    }
    bool busy = fd >= 0 && fcntl(fd, F_GETLK, &l) == 0 && l.l_type != F_UNLCK;
    if (fd >= 0) {
        close(fd);
    }
    return busy;
}

static const char *text(struct pai_arena *arena, sqlite3_stmt *s, int column) {
    const char *value = (const char *)sqlite3_column_text(s, column);
    return value != NULL ? pai_arena_str(arena, value, strlen(value)) : NULL;
}

static void hash(sqlite3_stmt *s, int column, uint8_t out[PAI_HASH]) {
    const void *blob = sqlite3_column_blob(s, column);
    if (blob != NULL && sqlite3_column_bytes(s, column) == PAI_HASH) {
        memcpy(out, blob, PAI_HASH);
    }
}

void pai_batch_diags_read(struct pai_arena *arena, sqlite3_stmt *s,
                          struct pai_batch_record *record) {
    PAI_VEC(struct pai_batch_diag) diags = {NULL, 0, 0};
    while (sqlite3_step(s) == SQLITE_ROW) {
        struct pai_batch_diag *d = PAI_VEC_ADD(arena, &diags);
        d->code = text(arena, s, 0);
        d->level = (enum pai_level)sqlite3_column_int(s, 1);
        d->file = text(arena, s, 2);
        d->line = (uint32_t)sqlite3_column_int64(s, 3);
        d->column = (uint32_t)sqlite3_column_int64(s, 4);
        d->zh = text(arena, s, 5);
        d->en = text(arena, s, 6);
        d->act_zh = text(arena, s, 7);
        d->act_en = text(arena, s, 8);
    }
    sqlite3_reset(s);
    record->diags = diags.v;
    record->diag_count = diags.n;
}

static struct pai_batch_row row_read(struct pai_arena *arena, sqlite3_stmt *s) {
    struct pai_batch_row row;
    memset(&row, 0, sizeof row);
    row.id = sqlite3_column_int64(s, 0);
    row.source = text(arena, s, 1);
    row.output = text(arena, s, 2);
    struct pai_batch_record *r = &row.record;
    r->state = (enum pai_batch_state)sqlite3_column_int(s, 3);
    hash(s, 4, r->source_hash);
    hash(s, 5, r->pdf_hash);
    r->size = sqlite3_column_int64(s, 6);
    r->pages = (uint32_t)sqlite3_column_int64(s, 7);
    r->cpu = sqlite3_column_int64(s, 8);
    r->notes = (uint32_t)sqlite3_column_int64(s, 9);
    r->warnings = (uint32_t)sqlite3_column_int64(s, 10);
    r->errors = (uint32_t)sqlite3_column_int64(s, 11);
    row.number = (uint32_t)sqlite3_column_int64(s, 12);
    return row;
}

struct pai_batch_reader {
    sqlite3 *db;
    sqlite3_stmt *count, *rows, *row, *diags;
};

#define COLUMNS                                                                                \
    "SELECT id, source, output, CASE WHEN checked<planned THEN 0 ELSE state END, source_hash," \
    " pdf_hash, size, pages, cpu, notes, warnings, errors, number"

#define OF_LAST_RUN " FROM issue WHERE planned=(SELECT max(id) FROM run)"

static bool prepare(struct pai_batch_reader *r) {
    static const char count[] = "SELECT count(*)" OF_LAST_RUN;
    static const char rows[] = COLUMNS OF_LAST_RUN " ORDER BY number";
    static const char row[] = COLUMNS ", thumb FROM issue WHERE id=?1";
    static const char diags[] = "SELECT code, level, file, line, column, zh, en, action,"
                                " action_en FROM diagnostic WHERE issue=?1 ORDER BY n";
    return sqlite3_prepare_v2(r->db, count, -1, &r->count, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(r->db, rows, -1, &r->rows, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(r->db, row, -1, &r->row, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(r->db, diags, -1, &r->diags, NULL) == SQLITE_OK &&
           // Everything from here to the end is read of one state.
           sqlite3_exec(r->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
}

struct pai_batch_reader *pai_batch_reader_open(struct pai_arena *arena, const char *dir) {
    struct pai_batch_reader *r = PAI_NEW(arena, struct pai_batch_reader);
    struct stat st;
    const char *path = pai_arena_fmt(arena, "%s/journal.db", dir);
    bool ok = stat(path, &st) == 0 &&
              sqlite3_open_v2(path, &r->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                              NULL) == SQLITE_OK;
    if (ok) {
        sqlite3_busy_timeout(r->db, 10000);
        ok = prepare(r);
    }
    if (!ok) {
        pai_batch_reader_close(r);
        return NULL;
    }
    return r;
}

void pai_batch_reader_close(struct pai_batch_reader *r) {
    if (r != NULL) {
        sqlite3_finalize(r->count);
        sqlite3_finalize(r->rows);
        sqlite3_finalize(r->row);
        sqlite3_finalize(r->diags);
        sqlite3_close(r->db);
    }
}

void pai_batch_reader_renew(struct pai_batch_reader *r) {
    // One that cannot begin reads what there is at each step.
    (void)sqlite3_exec(r->db, "COMMIT; BEGIN", NULL, NULL, NULL);
}

size_t pai_batch_reader_count(struct pai_batch_reader *r) {
    size_t n =
        sqlite3_step(r->count) == SQLITE_ROW ? (size_t)sqlite3_column_int64(r->count, 0) : 0;
    sqlite3_reset(r->count);
    return n;
}

bool pai_batch_reader_each(struct pai_batch_reader *r,
                           void (*each)(void *ctx, const struct pai_batch_row *row),
                           void *ctx) {
    struct pai_arena *scratch = pai_arena_open(pai_app_no_memory);
    int rc = SQLITE_ROW;
    while ((rc = sqlite3_step(r->rows)) == SQLITE_ROW) {
        pai_arena_reset(scratch);
        struct pai_batch_row row = row_read(scratch, r->rows);
        each(ctx, &row);
    }
    sqlite3_reset(r->rows);
    pai_arena_close(scratch);
    return rc == SQLITE_DONE;
}

bool pai_batch_reader_row(struct pai_batch_reader *r, struct pai_arena *arena, int64_t id,
                          struct pai_batch_row *row) {
    sqlite3_bind_int64(r->row, 1, id);
    bool found = sqlite3_step(r->row) == SQLITE_ROW;
    if (found) {
        *row = row_read(arena, r->row);
        const char *png = sqlite3_column_blob(r->row, 13);
        row->thumb.size = (size_t)sqlite3_column_bytes(r->row, 13);
        row->thumb.data =
            (const uint8_t *)pai_arena_str(arena, png != NULL ? png : "", row->thumb.size);
    }
    sqlite3_reset(r->row);
    if (found && row->record.state != PAI_BATCH_LEFT) {
        sqlite3_bind_int64(r->diags, 1, id);
        pai_batch_diags_read(arena, r->diags, &row->record);
    }
    return found;
}

bool pai_batch_journal_read(struct pai_arena *arena, const char *dir,
                            void (*each)(void *ctx, const struct pai_batch_row *row),
                            void *ctx) {
    struct pai_batch_reader *r = pai_batch_reader_open(arena, dir);
    bool ok = r != NULL && pai_batch_reader_each(r, each, ctx);
    pai_batch_reader_close(r);
    return ok;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **pai_batch_journal_dirs(struct pai_arena *arena, const char *out) {
    PAI_VEC(const char *) found = {NULL, 0, 0};
    const char *top = pai_arena_fmt(arena, "%s/.paiban", out);
    DIR *dir = opendir(top);
    const struct dirent *entry;
    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        struct stat st;
        const char *path = pai_arena_fmt(arena, "%s/%s", top, entry->d_name);
        if (entry->d_name[0] != '.' &&
            stat(pai_arena_fmt(arena, "%s/journal.db", path), &st) == 0) {
            PAI_VEC_PUT(arena, &found, path);
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
    if (found.n > 0) {
        qsort(found.v, found.n, sizeof *found.v, by_name);
    }
    PAI_VEC_PUT(arena, &found, NULL);
    return found.v;
}
