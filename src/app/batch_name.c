// A template and what was read of an issue in, the path of its PDF out. Promises: what a text
// says cannot add a directory or lead out of one; a field that the issue does not have is said,
// never left blank, since two issues would then share a name.
#include "batch_name.h"
#include "buf.h"

#include <string.h>

enum { DIGITS_MOST = 9, PART_MOST = 255 };

enum field { DIR, STEM, NAME, OFFICE, NUMBER, TOTAL, YEAR, MONTH, DAY, FIELDS };

static const char *const names[FIELDS] = {"dir",   "stem", "name",  "office", "number",
                                          "total", "year", "month", "day"};

// One field: "{number:03}". Moves *at behind it; FIELDS if it is none.
static enum field field_read(const char **at, unsigned *digits) {
    const char *s = *at + 1;
    size_t n = strcspn(s, ":}");
    enum field f = 0;
    while (f < FIELDS && !(strlen(names[f]) == n && memcmp(names[f], s, n) == 0)) {
        f++;
    }
    *digits = 0;
    s += n;
    if (f >= NUMBER && s[0] == ':' && s[1] == '0' && s[2] >= '1' && s[2] <= '0' + DIGITS_MOST) {
        *digits = (unsigned)(s[2] - '0');
        s += 3;
    }
    *at = s + 1;
    return *s == '}' ? f : FIELDS;
}

bool pai_batch_name_valid(const char *pattern) {
    while (*pattern != '\0') {
        unsigned digits;
        if (*pattern == '}' || (*pattern == '{' && field_read(&pattern, &digits) == FIELDS)) {
            return false;
        }
        // field_read has moved on to what follows; anything else is itself.
        pattern += *pattern != '\0' && *pattern != '{' && *pattern != '}';
    }
    return true;
}

// A text as part of a path: what divides paths or controls a terminal becomes '_'.
static bool text_put(struct pai_buf *out, const char *s, size_t n) {
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        pai_buf_byte(out,
                     c < 0x20 || c == 0x7f || strchr("/\\:*?\"<>|", c) != NULL ? '_' : s[i]);
    }
    return n > 0;
}

static bool number_put(struct pai_buf *out, int32_t value, int32_t least, unsigned digits) {
    pai_buf_fmt(out, "%0*d", (int)digits, (int)value);
    return value >= least;
}

// False if the issue has no such thing.
static bool field_put(struct pai_buf *out, enum field field, unsigned digits,
                      const struct pai_masthead *head, const char *mirrored) {
    const char *slash = strrchr(mirrored, '/');
    const char *base = slash != NULL ? slash + 1 : mirrored;
    switch (field) {
    case DIR:
        pai_buf_put(out, mirrored, slash != NULL ? (size_t)(slash - mirrored) : 0);
        return true;
    case STEM:
        return text_put(out, base, strlen(base) - strlen(".pdf"));
    case NAME:
        return text_put(out, head->name.s, head->name.len);
    case OFFICE:
        return text_put(out, head->office.s, head->office.len);
    case NUMBER:
        return number_put(out, head->number, 0, digits);
    case TOTAL:
        return number_put(out, head->total, 0, digits);
    case YEAR:
        return number_put(out, head->year, 1, digits);
    case MONTH:
        return number_put(out, head->month, 1, digits);
    case DAY:
        return number_put(out, head->day, 1, digits);
    case FIELDS:
        break;
    }
    return false;
}

// The path without empty parts ("{dir}" may be one) and with .pdf at its end; NULL if a part
// cannot be the name of a file.
static const char *path_check(struct pai_arena *arena, const char *path) {
    struct pai_buf out = pai_buf_make(arena);
    for (const char *part = path; *part != '\0';) {
        size_t n = strcspn(part, "/");
        if (n > PART_MOST - strlen(".pdf") || (n > 0 && part[0] == '.')) {
            return NULL; // hidden, or "..", or longer than a name may be
        }
        pai_buf_str(&out, n > 0 && out.n > 0 ? "/" : "");
        pai_buf_put(&out, part, n);
        part += n + (part[n] == '/');
    }
    if (out.n > 0 && (out.n <= 4 || strcmp(out.s + out.n - 4, ".pdf") != 0)) {
        pai_buf_str(&out, ".pdf");
    }
    return out.n > 0 ? out.s : NULL;
}

const char *pai_batch_name_make(struct pai_job *job, const char *pattern,
                                const struct pai_doc *doc, const char *mirrored) {
    struct pai_buf out = pai_buf_make(job->arena);
    for (const char *at = pattern; *at != '\0';) {
        if (*at != '{') {
            pai_buf_byte(&out, *at++);
            continue;
        }
        unsigned digits;
        enum field field = field_read(&at, &digits);
        if (!field_put(&out, field, digits, &doc->masthead, mirrored)) {
            pai_diag(job, PAI_D_BATCH_NAME, PAI_NO_SPAN,
                     pai_arena_fmt(job->arena, "{%s}", names[field]), NULL);
            return NULL;
        }
    }
    const char *path = path_check(job->arena, out.n > 0 ? out.s : "");
    if (path == NULL) {
        pai_diag(job, PAI_D_BATCH_NAME_BAD, PAI_NO_SPAN, out.n > 0 ? out.s : "", NULL);
    }
    return path;
}
