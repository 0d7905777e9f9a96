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
    row.thumb.data = sqlite3_column_blob(s, 13);
    row.thumb.size = (size_t)sqlite3_column_bytes(s, 13);
    return row;
}

bool pai_batch_journal_read(struct pai_arena *arena, const char *dir, bool with_diags,
                            void (*each)(void *ctx, const struct pai_batch_row *row),
                            void *ctx) {
    sqlite3 *db = NULL;
    sqlite3_stmt *rows = NULL, *diags = NULL;
    struct stat st;
    const char *path = pai_arena_fmt(arena, "%s/journal.db", dir);
    static const char rows_text[] =
        "SELECT id, source, output, CASE WHEN checked<planned THEN 0 ELSE state END,"
        " source_hash, pdf_hash, size, pages, cpu, notes, warnings, errors, number, thumb FROM "
        "issue"
        " WHERE planned=(SELECT max(id) FROM run) ORDER BY number";
    static const char diags_text[] = "SELECT code, level, file, line, column, zh, en, action,"
                                     " action_en FROM diagnostic WHERE issue=?1 ORDER BY n";
    bool ok = stat(path, &st) == 0 &&
              sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ==
                  SQLITE_OK;
    if (ok) {
        sqlite3_busy_timeout(db, 10000);
        ok = sqlite3_prepare_v2(db, rows_text, -1, &rows, NULL) == SQLITE_OK &&
             sqlite3_prepare_v2(db, diags_text, -1, &diags, NULL) == SQLITE_OK;
    }
    struct pai_arena *scratch = pai_arena_open(pai_app_no_memory);
    int rc = ok ? sqlite3_step(rows) : SQLITE_ERROR;
    for (; rc == SQLITE_ROW; rc = sqlite3_step(rows)) {
        pai_arena_reset(scratch);
        struct pai_batch_row row = row_read(scratch, rows);
        if (with_diags && row.record.state != PAI_BATCH_LEFT) {
            sqlite3_bind_int64(diags, 1, sqlite3_column_int64(rows, 0));
            pai_batch_diags_read(scratch, diags, &row.record);
        }
        each(ctx, &row);
    }
    sqlite3_finalize(rows);
    sqlite3_finalize(diags);
    sqlite3_close(db);
    pai_arena_close(scratch);
    return rc == SQLITE_DONE;
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
