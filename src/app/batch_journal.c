// Plans and records in, rows of an SQLite file out. Promises: a row says DONE only after the
// PDF was synced and renamed (the worker sends its record then), so that a journal which lost
// its last rows to a power cut makes work twice but never trusts what is not there; a commit
// outlives the death of the program at any moment (write-ahead log, synchronous = NORMAL: a
// power cut may take the last rows, never the file); two runs cannot write to one journal.
#include "batch_journal.h"
#include "batch_journal_read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FORMAT = 1, DAMAGED_MOST = 1000 };

enum statement {
    BEGIN,
    COMMIT,
    ROLLBACK,
    PUT,
    CONFIRM,
    FORGET,
    DIAG,
    DIAGS,
    THUMB,
    STATEMENTS
};

struct pai_batch_journal {
    sqlite3 *db;
    const char *path;
    int lock;
    int64_t run;
    const char *error;
    struct pai_arena *arena;
    sqlite3_stmt *statement[STATEMENTS];
};

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS run(id INTEGER PRIMARY KEY, started INTEGER, recipe BLOB,"
    " shard INTEGER, shards INTEGER);"
    "CREATE TABLE IF NOT EXISTS issue(id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE,"
    " number INTEGER, output TEXT, planned INTEGER, checked INTEGER NOT NULL DEFAULT 0,"
    " state INTEGER NOT NULL DEFAULT 0, source_hash BLOB, recipe BLOB, pdf_hash BLOB,"
    " size INTEGER, mtime INTEGER, pages INTEGER, cpu INTEGER, notes INTEGER,"
    " warnings INTEGER, errors INTEGER, finished INTEGER, reads TEXT, thumb BLOB);"
    "CREATE INDEX IF NOT EXISTS issue_output ON issue(output);"
    "CREATE TABLE IF NOT EXISTS diagnostic(issue INTEGER, n INTEGER, code TEXT, level INTEGER,"
    " file TEXT, line INTEGER, column INTEGER, zh TEXT, en TEXT, action TEXT, action_en TEXT,"
    " PRIMARY KEY(issue, n)) WITHOUT ROWID;";

static const char *const texts[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
    [PUT] = "UPDATE issue SET checked=?2, state=?3, source_hash=?4, recipe=?5, pdf_hash=?6,"
            " size=?7, mtime=?8, pages=?9, cpu=?10, notes=?11, warnings=?12, errors=?13,"
            " finished=?14, reads=?15, thumb=NULL WHERE source=?1",
    [CONFIRM] = "UPDATE issue SET checked=?2, mtime=?3 WHERE source=?1",
    [THUMB] = "UPDATE issue SET thumb=?2 WHERE source=?1",
    [FORGET] = "DELETE FROM diagnostic WHERE issue=(SELECT id FROM issue WHERE source=?1)",
    [DIAG] = "INSERT INTO diagnostic SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11"
             " FROM issue WHERE source=?1",
    [DIAGS] =
        "SELECT code, level, file, line, column, zh, en, action, action_en FROM diagnostic"
        " WHERE issue=(SELECT id FROM issue WHERE source=?1) ORDER BY n",
};

const char *pai_batch_journal_dir(struct pai_arena *arena, const char *out, uint32_t shard,
                                  uint32_t shards) {
    return shards == 1 ? pai_arena_fmt(arena, "%s/.paiban/all", out)
                       : pai_arena_fmt(arena, "%s/.paiban/%u-of-%u", out, (unsigned)shard,
                                       (unsigned)shards);
}

const char *pai_batch_journal_error(const struct pai_batch_journal *journal) {
    return journal->error != NULL ? journal->error : "";
}

static bool failed(struct pai_batch_journal *j) {
    if (j->error == NULL) {
        const char *why = j->db != NULL ? sqlite3_errmsg(j->db) : strerror(errno);
        j->error = pai_arena_str(j->arena, why, strlen(why));
    }
    return false;
}

// Runs a statement to its end.
static bool run(struct pai_batch_journal *j, sqlite3_stmt *s) {
    int rc = sqlite3_step(s);
    bool ok = rc == SQLITE_DONE || rc == SQLITE_ROW || failed(j);
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
    return ok;
}

static void text(sqlite3_stmt *s, int at, const char *value) {
    sqlite3_bind_text(s, at, value, -1, SQLITE_STATIC);
}

// ---- opening ----

// Held to the end of the process; the system lets go of it however that comes.
static bool lock(struct pai_batch_journal *j, const char *dir, struct pai_job *job,
                 const char *out) {
    const char *path = pai_arena_fmt(j->arena, "%s/lock", dir);
    struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    j->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (j->lock < 0) {
        pai_diag(job, PAI_D_BATCH_JOURNAL, PAI_NO_SPAN, path, strerror(errno), NULL);
        return false;
    }
    // A file system without locks says ENOLCK or the like: then it is the user's care.
    if (fcntl(j->lock, F_SETLK, &l) != 0 && (errno == EACCES || errno == EAGAIN)) {
        pai_diag(job, PAI_D_BATCH_LOCKED, PAI_NO_SPAN, out, NULL);
        return false;
    }
    return true;
}

static int connect(struct pai_batch_journal *j) {
    sqlite3_stmt *s = NULL;
    int version = 0;
    int rc =
        sqlite3_open_v2(j->path, &j->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_busy_timeout(j->db, 10000); // somebody who reads
        rc = sqlite3_prepare_v2(j->db, "PRAGMA user_version", -1, &s, NULL);
    }
    if (rc == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW) {
        version = sqlite3_column_int(s, 0);
    }
    sqlite3_finalize(s);
    if (rc == SQLITE_OK && version != 0 && version != FORMAT) {
        return SQLITE_NOTADB; // of another version of the program
    }
    s = NULL;
    rc =
        rc != SQLITE_OK ? rc : sqlite3_prepare_v2(j->db, "PRAGMA quick_check(1)", -1, &s, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(s);
        const char *said = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(s, 0) : NULL;
        rc = rc != SQLITE_ROW                          ? rc
             : said != NULL && strcmp(said, "ok") == 0 ? SQLITE_OK
                                                       : SQLITE_CORRUPT;
    }
    sqlite3_finalize(s);
    const char *const set_up[] = {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL",
                                  schema, "PRAGMA user_version=1"};
    for (unsigned i = 0; i < sizeof set_up / sizeof *set_up && rc == SQLITE_OK; i++) {
        rc = sqlite3_exec(j->db, set_up[i], NULL, NULL, NULL);
    }
    for (unsigned i = 0; i < STATEMENTS && rc == SQLITE_OK; i++) {
        rc = sqlite3_prepare_v3(j->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT,
                                &j->statement[i], NULL);
    }
    return rc;
}

static void disconnect(struct pai_batch_journal *j) {
    for (unsigned i = 0; i < STATEMENTS; i++) {
        sqlite3_finalize(j->statement[i]);
        j->statement[i] = NULL;
    }
    sqlite3_close(j->db);
    j->db = NULL;
}

// Renames a journal that cannot be used, with what belongs to it. False if that fails.
static bool set_aside(struct pai_batch_journal *j, struct pai_job *job) {
    static const char *const parts[] = {"", "-wal", "-shm"};
    for (unsigned n = 1; n < DAMAGED_MOST; n++) {
        const char *name = pai_arena_fmt(j->arena, "%s.damaged-%u", j->path, n);
        struct stat st;
        if (lstat(name, &st) == 0) {
            continue;
        }
        if (rename(j->path, name) != 0) {
            return false;
        }
        for (unsigned i = 1; i < 3; i++) {
            (void)rename(pai_arena_fmt(j->arena, "%s%s", j->path, parts[i]),
                         pai_arena_fmt(j->arena, "%s%s", name, parts[i]));
        }
        pai_diag(job, PAI_D_BATCH_JOURNAL_DAMAGED, PAI_NO_SPAN, name, NULL);
        return true;
    }
    return false;
}

struct pai_batch_journal *pai_batch_journal_open(struct pai_batch *b, struct pai_job *job) {
    struct pai_batch_journal *j = PAI_NEW(b->arena, struct pai_batch_journal);
    j->arena = b->arena;
    j->path = pai_arena_fmt(b->arena, "%s/journal.db", b->dir);
    j->lock = -1;
    if (!lock(j, b->dir, job, b->out)) {
        pai_batch_journal_close(j);
        return NULL;
    }
    int rc = connect(j);
    if (rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB) {
        disconnect(j);
        rc = set_aside(j, job) ? connect(j) : rc;
    }
    if (rc != SQLITE_OK) {
        failed(j);
        pai_diag(job, PAI_D_BATCH_JOURNAL, PAI_NO_SPAN, j->path, j->error, NULL);
        pai_batch_journal_close(j);
        return NULL;
    }
    return j;
}

void pai_batch_journal_close(struct pai_batch_journal *j) {
    if (j == NULL) {
        return;
    }
    disconnect(j);
    if (j->lock >= 0) {
        close(j->lock);
        j->lock = -1;
    }
}

bool pai_batch_journal_begin(struct pai_batch_journal *j) {
    return run(j, j->statement[BEGIN]);
}

bool pai_batch_journal_end(struct pai_batch_journal *j, bool ok) {
    ok = ok && run(j, j->statement[COMMIT]);
    if (!ok && sqlite3_get_autocommit(j->db) == 0) {
        run(j, j->statement[ROLLBACK]);
    }
    return ok;
}

// ---- the plan ----

static void hash_take(sqlite3_stmt *s, int column, uint8_t out[PAI_HASH]) {
    const void *blob = sqlite3_column_blob(s, column);
    memset(out, 0, PAI_HASH);
    if (blob != NULL && sqlite3_column_bytes(s, column) == PAI_HASH) {
        memcpy(out, blob, PAI_HASH);
    }
}

static bool same_text(sqlite3_stmt *s, int column, const char *value) {
    const char *old = (const char *)sqlite3_column_text(s, column);
    return old == NULL || value == NULL ? old == value : strcmp(old, value) == 0;
}

static void known_take(struct pai_batch *b, struct pai_batch_issue *issue, sqlite3_stmt *s) {
    struct pai_batch_old old;
    const struct pai_batch_recipe *recipe = sqlite3_column_blob(s, 1);
    bool whole = recipe != NULL && sqlite3_column_bytes(s, 1) == sizeof *recipe;
    hash_take(s, 0, old.source_hash);
    hash_take(s, 2, old.pdf_hash);
    old.size = sqlite3_column_int64(s, 3);
    old.mtime = sqlite3_column_int64(s, 4);
    old.state = (enum pai_batch_state)sqlite3_column_int(s, 5);
    old.pages = (uint32_t)sqlite3_column_int64(s, 7);
    old.notes = (uint32_t)sqlite3_column_int64(s, 8);
    old.warnings = (uint32_t)sqlite3_column_int64(s, 9);
    old.errors = (uint32_t)sqlite3_column_int64(s, 10);
    issue->known = (old.state == PAI_BATCH_DONE || old.state == PAI_BATCH_REFUSED) &&
                   same_text(s, 6, issue->output);
    issue->same_program = whole && memcmp(recipe->program, b->recipe.program, PAI_HASH) == 0;
    if (issue->known && whole && memcmp(recipe->settings, b->recipe.settings, PAI_HASH) == 0) {
        const char *reads = (const char *)sqlite3_column_text(s, 11);
        old.reads = reads != NULL ? pai_arena_str(b->arena, reads, strlen(reads)) : NULL;
        struct pai_batch_old *kept = PAI_NEW(b->arena, struct pai_batch_old);
        *kept = old;
        issue->old = kept;
    }
}

static bool plan_issues(struct pai_batch *b, sqlite3_stmt *find, sqlite3_stmt *put) {
    struct pai_batch_journal *j = b->journal;
    bool ok = true;
    for (uint32_t i = 0; i < b->issues.n && ok; i++) {
        struct pai_batch_issue *issue = &b->issues.v[i];
        if (!issue->mine) {
            continue;
        }
        text(find, 1, issue->source);
        if (sqlite3_step(find) == SQLITE_ROW) {
            known_take(b, issue, find);
        }
        sqlite3_reset(find);
        text(put, 1, issue->source);
        sqlite3_bind_int64(put, 2, issue->number);
        text(put, 3, issue->output);
        sqlite3_bind_int64(put, 4, j->run);
        ok = run(j, put);
    }
    return ok;
}

static bool run_begin(struct pai_batch *b) {
    struct pai_batch_journal *j = b->journal;
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(j->db,
                           "INSERT INTO run(started, recipe, shard, shards) VALUES(?,?,?,?)",
                           -1, &s, NULL) != SQLITE_OK) {
        return failed(j);
    }
    sqlite3_bind_int64(s, 1, (int64_t)time(NULL));
    sqlite3_bind_blob(s, 2, &b->recipe, sizeof b->recipe, SQLITE_STATIC);
    sqlite3_bind_int64(s, 3, b->opts->batch.shard);
    sqlite3_bind_int64(s, 4, b->opts->batch.shards);
    bool ok = run(j, s);
    sqlite3_finalize(s);
    j->run = sqlite3_last_insert_rowid(j->db);
    return ok;
}

bool pai_batch_journal_plan(struct pai_batch *b) {
    struct pai_batch_journal *j = b->journal;
    sqlite3_stmt *find = NULL, *put = NULL;
    static const char find_text[] = "SELECT source_hash, recipe, pdf_hash, size, mtime, state,"
                                    " output, pages, notes, warnings, errors, reads"
                                    " FROM issue WHERE source=?1";
    static const char put_text[] =
        "INSERT INTO issue(source, number, output, planned) VALUES(?1,?2,?3,?4)"
        " ON CONFLICT(source) DO UPDATE SET number=?2, output=?3, planned=?4";
    bool ok = pai_batch_journal_begin(j);
    ok = ok && run_begin(b);
    ok = ok && ((sqlite3_prepare_v2(j->db, find_text, -1, &find, NULL) == SQLITE_OK &&
                 sqlite3_prepare_v2(j->db, put_text, -1, &put, NULL) == SQLITE_OK) ||
                failed(j));
    ok = ok && plan_issues(b, find, put);
    sqlite3_finalize(find);
    sqlite3_finalize(put);
    return pai_batch_journal_end(j, ok);
}

const char *pai_batch_journal_owner(struct pai_batch_journal *j, struct pai_arena *arena,
                                    const char *output, const char *source) {
    sqlite3_stmt *s = NULL;
    const char *owner = NULL;
    if (sqlite3_prepare_v2(
            j->db, "SELECT source FROM issue WHERE output=?1 AND source<>?2 AND state=1", -1,
            &s, NULL) != SQLITE_OK) {
        return NULL;
    }
    text(s, 1, output);
    text(s, 2, source);
    if (sqlite3_step(s) == SQLITE_ROW) {
        owner = pai_arena_fmt(arena, "%s", (const char *)sqlite3_column_text(s, 0));
    }
    sqlite3_finalize(s);
    return owner;
}

// ---- an issue ----

static bool diags_put(struct pai_batch_journal *j, const char *source,
                      const struct pai_batch_record *record) {
    sqlite3_stmt *s = j->statement[FORGET];
    text(s, 1, source);
    bool ok = run(j, s);
    for (uint32_t i = 0; i < record->diag_count && ok; i++) {
        const struct pai_batch_diag *d = &record->diags[i];
        s = j->statement[DIAG];
        text(s, 1, source);
        sqlite3_bind_int64(s, 2, i);
        text(s, 3, d->code);
        sqlite3_bind_int(s, 4, (int)d->level);
        text(s, 5, d->file);
        sqlite3_bind_int64(s, 6, d->line);
        sqlite3_bind_int64(s, 7, d->column);
        text(s, 8, d->zh);
        text(s, 9, d->en);
        text(s, 10, d->act_zh);
        text(s, 11, d->act_en);
        ok = run(j, s);
    }
    return ok;
}

static bool record_put(struct pai_batch_journal *j, const char *source,
                       const struct pai_batch_record *r,
                       const struct pai_batch_recipe *recipe) {
    sqlite3_stmt *s = j->statement[PUT];
    text(s, 1, source);
    sqlite3_bind_int64(s, 2, j->run);
    sqlite3_bind_int(s, 3, (int)r->state);
    sqlite3_bind_blob(s, 4, r->source_hash, PAI_HASH, SQLITE_STATIC);
    sqlite3_bind_blob(s, 5, recipe, sizeof *recipe, SQLITE_STATIC);
    if (r->state == PAI_BATCH_DONE) {
        sqlite3_bind_blob(s, 6, r->pdf_hash, PAI_HASH, SQLITE_STATIC);
        sqlite3_bind_int64(s, 7, r->size);
        sqlite3_bind_int64(s, 8, r->mtime);
        sqlite3_bind_int64(s, 9, r->pages);
    }
    sqlite3_bind_int64(s, 10, r->cpu);
    sqlite3_bind_int64(s, 11, r->notes);
    sqlite3_bind_int64(s, 12, r->warnings);
    sqlite3_bind_int64(s, 13, r->errors);
    sqlite3_bind_int64(s, 14, (int64_t)time(NULL));
    text(s, 15, r->reads);
    return run(j, s) && diags_put(j, source, r);
}

bool pai_batch_journal_put(struct pai_batch_journal *j, const struct pai_batch_issue *issue,
                           const struct pai_batch_record *record,
                           const struct pai_batch_recipe *recipe) {
    if (!record->unchanged) {
        return record_put(j, issue->source, record, recipe);
    }
    sqlite3_stmt *s = j->statement[CONFIRM];
    text(s, 1, issue->source);
    sqlite3_bind_int64(s, 2, j->run);
    sqlite3_bind_int64(s, 3, record->mtime);
    return run(j, s);
}

bool pai_batch_journal_thumb(struct pai_batch_journal *j, const char *source,
                             struct pai_bytes png) {
    sqlite3_stmt *s = j->statement[THUMB];
    text(s, 1, source);
    sqlite3_bind_blob64(s, 2, png.data, png.size, SQLITE_STATIC);
    return run(j, s);
}

void pai_batch_journal_diags(struct pai_batch_journal *j, struct pai_arena *arena,
                             const char *source, struct pai_batch_record *record) {
    text(j->statement[DIAGS], 1, source);
    pai_batch_diags_read(arena, j->statement[DIAGS], record);
}
