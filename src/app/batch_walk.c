// A directory in, the files below it that are issues out. Promises: the order is that of the
// bytes of their paths, whatever order the file system has; hidden things and the output are
// passed over; a link to a directory is not entered, so that the walk ends; what is a file but
// no issue is counted by its extension, and what a word processor made is named, so that
// nothing is left out in silence; what Windows and office programs leave behind is no file of
// anybody.
#include "batch.h"
#include "files.h"
#include "map.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool matches(const struct pai_batch_walk *walk, const char *path) {
    const char *slash = strrchr(path, '/');
    const char *base = slash != NULL ? slash + 1 : path;
    size_t n = strlen(base);
    if (walk->match_count == 0) {
        return n > 4 && strcasecmp(base + n - 4, ".txt") == 0;
    }
    for (uint32_t i = 0; i < walk->match_count; i++) {
        // A pattern with a slash is about the path, one without about the name.
        bool whole = strchr(walk->match[i], '/') != NULL;
        if (fnmatch(walk->match[i], whole ? path : base, whole ? FNM_PATHNAME : 0) == 0) {
            return true;
        }
    }
    return false;
}

// Lock files of Word and WPS, and what the Explorer keeps for itself.
static bool is_litter(const char *name) {
    return strncmp(name, "~$", 2) == 0 || strcasecmp(name, "Thumbs.db") == 0 ||
           strcasecmp(name, "desktop.ini") == 0;
}

static bool is_document(const char *name) {
    static const char *const ends[] = {".doc", ".docx", ".wps", ".wpt", ".rtf", ".odt"};
    const char *dot = strrchr(name, '.');
    for (unsigned i = 0; dot != NULL && i < sizeof ends / sizeof *ends; i++) {
        if (strcasecmp(dot, ends[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void pass(struct pai_batch_walk *walk, const char *path) {
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash != NULL ? slash : path, '.');
    const char *key = dot != NULL ? dot : "-";
    uint32_t *n = pai_map_find(walk->passed_as, key, strlen(key));
    if (n == NULL) {
        n = PAI_NEW(walk->arena, uint32_t);
        pai_map_put(walk->passed_as, key, strlen(key), n);
    }
    ++*n;
    walk->passed++;
}

struct names {
    PAI_VEC(const char *) v;
};

// The names in a directory, sorted. False with errno set.
static bool names_read(struct pai_arena *arena, const char *path, struct names *out) {
    DIR *dir = opendir(path);
    if (dir == NULL) {
        return false;
    }
    const struct dirent *entry;
    for (errno = 0; (entry = readdir(dir)) != NULL; errno = 0) {
        if (entry->d_name[0] != '.' && !is_litter(entry->d_name)) {
            PAI_VEC_PUT(arena, &out->v,
                        pai_arena_str(arena, entry->d_name, strlen(entry->d_name)));
        }
    }
    int why = errno;
    closedir(dir);
    errno = why;
    if (why == 0 && out->v.n > 0) {
        qsort(out->v.v, out->v.n, sizeof *out->v.v, by_bytes);
    }
    return why == 0;
}

// True if the same text stands beside it as somebody saved it for us.
static bool has_text(struct pai_arena *arena, const char *path) {
    struct stat st;
    size_t stem = (size_t)(strrchr(path, '.') - path);
    return stat(pai_arena_fmt(arena, "%s.txt", pai_arena_str(arena, path, stem)), &st) == 0;
}

// `path`: from the top; `whole`: with it, for this call.
static void name_take(struct pai_batch_walk *walk, struct names *dirs, const char *path,
                      const char *whole) {
    struct pai_arena *arena = walk->arena;
    struct stat st, skip;
    bool link = lstat(whole, &st) == 0 && S_ISLNK(st.st_mode);
    // A dead link, or gone since: rendering says so, if it is an issue.
    bool gone = stat(whole, &st) != 0;
    if (!gone && S_ISDIR(st.st_mode)) {
        bool own = walk->skip != NULL && stat(walk->skip, &skip) == 0 &&
                   skip.st_dev == st.st_dev && skip.st_ino == st.st_ino;
        if (!link && !own) {
            PAI_VEC_PUT(arena, &dirs->v, pai_arena_str(arena, path, strlen(path)));
        }
    } else if ((gone || S_ISREG(st.st_mode)) && matches(walk, path)) {
        PAI_VEC_PUT(arena, &walk->found, pai_arena_str(arena, path, strlen(path)));
    } else if (gone || S_ISREG(st.st_mode)) {
        pass(walk, path);
        if (is_document(whole) && !has_text(arena, whole)) {
            PAI_VEC_PUT(arena, &walk->documents, pai_arena_str(arena, whole, strlen(whole)));
        }
    }
}

// "below" is the path from the top, "" for the top itself.
static bool enter(struct pai_batch_walk *walk, struct pai_job *job, const char *top,
                  const char *below, struct names *dirs) {
    struct pai_arena *list = pai_arena_open(pai_app_no_memory),
                     *scratch = pai_arena_open(pai_app_no_memory);
    const char *here = below[0] != '\0' ? pai_arena_fmt(list, "%s/%s", top, below) : top;
    struct names names = {{NULL, 0, 0}};
    bool ok = names_read(list, here, &names);
    int why = errno;
    if (!ok && below[0] != '\0') {
        pai_read_failed(job, why == EACCES ? PAI_IO_DENIED : PAI_IO_OTHER,
                        pai_arena_str(job->arena, here, strlen(here)), why, 0);
    }
    for (uint32_t i = 0; i < names.v.n && ok; i++) {
        const char *name = names.v.v[i];
        pai_arena_reset(scratch);
        const char *path =
            below[0] != '\0' ? pai_arena_fmt(scratch, "%s/%s", below, name) : name;
        name_take(walk, dirs, path, pai_arena_fmt(scratch, "%s/%s", top, path));
    }
    pai_arena_close(list);
    pai_arena_close(scratch);
    errno = why;
    return ok || below[0] != '\0';
}

bool pai_batch_walk(struct pai_batch_walk *walk, struct pai_job *job, const char *dir) {
    uint32_t first = walk->found.n;
    struct names dirs = {{NULL, 0, 0}};
    PAI_VEC_PUT(walk->arena, &dirs.v, "");
    for (uint32_t i = 0; i < dirs.v.n; i++) {
        if (!enter(walk, job, dir, dirs.v.v[i], &dirs)) {
            return false;
        }
    }
    if (walk->found.n > first) {
        qsort(walk->found.v + first, walk->found.n - first, sizeof *walk->found.v, by_bytes);
    }
    return true;
}
