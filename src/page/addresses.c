// URLs and e-mail. In: a text. Out: where addresses stand in it and where they lead. Promises:
// an address is ASCII, so that Chinese behind it is never a part of it; a point or bracket that
// ends the sentence is not either; what leads nowhere (a name with @, a file name) is none.
#include "composer.h"

#include "buf.h"

#include <string.h>

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_alnum(char c) {
    return is_letter(c) || (c >= '0' && c <= '9');
}

// What a URL may hold (RFC 3986 2).
static bool is_url(char c) {
    return is_alnum(c) || (c != '\0' && strchr("-._~:/?#[]@!$&'()*+,;=%", c) != NULL);
}

// What an e-mail address may hold before the @, of what is in use (RFC 5322 3.4.1).
static bool is_local(char c) {
    return is_alnum(c) || (c != '\0' && strchr("._%+-", c) != NULL);
}

static bool starts(const struct pai_text *t, uint32_t at, const char *word) {
    uint32_t n = (uint32_t)strlen(word);
    for (uint32_t i = 0; i < n; i++) {
        char c = at + i < t->len ? t->s[at + i] : '\0';
        c = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        if (c != word[i]) {
            return false;
        }
    }
    return true;
}

// The end of the domain that begins at `at`: labels with points between, the last of two
// letters at least; `at` if there is none.
static uint32_t domain_end(const struct pai_text *t, uint32_t at) {
    uint32_t end = at, label = at, points = 0;
    uint32_t i = at;
    for (; i < t->len && (is_alnum(t->s[i]) || t->s[i] == '-' || t->s[i] == '.'); i++) {
        if (t->s[i] == '.') {
            if (i == label) {
                break;
            }
            points++;
            label = i + 1;
        } else if (points > 0 && i >= label + 1 && is_letter(t->s[i])) {
            end = i + 1;
        }
    }
    return end;
}

// The end of the URL whose host begins at `host`, without the marks that end its sentence.
static uint32_t url_end(const struct pai_text *t, uint32_t host) {
    uint32_t end = host, open = 0;
    for (; end < t->len && is_url(t->s[end]); end++) {
        open += t->s[end] == '(';
        if (t->s[end] == ')' && open-- == 0) {
            break;
        }
    }
    while (end > host && strchr(".,;:!?'(*", t->s[end - 1]) != NULL) {
        end--;
    }
    return end;
}

// The address that begins at `at`; end 0 if none does.
static struct pai_address url_at(struct pai_composer *c, const struct pai_text *t,
                                 uint32_t at) {
    static const char *const schemes[] = {"http://", "https://", "www."};
    bool inside = at > 0 && is_alnum(t->s[at - 1]);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes && !inside; i++) {
        bool bare = schemes[i][0] == 'w';
        uint32_t host = at + (bare ? 0 : (uint32_t)strlen(schemes[i]));
        if (!starts(t, at, schemes[i]) || host >= t->len || !is_alnum(t->s[host])) {
            continue;
        }
        uint32_t end = bare && domain_end(t, host) <= host + 4 ? host : url_end(t, host);
        if (end > host) {
            const char *uri = pai_arena_str(c->job->arena, t->s + at, end - at);
            uri = bare ? pai_arena_fmt(c->job->arena, "http://%s", uri) : uri;
            return (struct pai_address){.first = at, .end = end, .uri = uri};
        }
    }
    return (struct pai_address){0};
}

// The e-mail address around the @ at `at`, none of it before `from`; end 0 if there is none.
static struct pai_address mail_at(struct pai_composer *c, const struct pai_text *t,
                                  uint32_t from, uint32_t at) {
    uint32_t first = at, end = domain_end(t, at + 1);
    while (first > from && is_local(t->s[first - 1])) {
        first--;
    }
    while (first < at && !is_alnum(t->s[first])) {
        first++;
    }
    if (first == at || end == at + 1) {
        return (struct pai_address){0};
    }
    const char *address = pai_arena_str(c->job->arena, t->s + first, end - first);
    return (struct pai_address){
        .first = first,
        .end = end,
        .uri = pai_arena_fmt(c->job->arena, "mailto:%s", address),
    };
}

const struct pai_address *pai_addresses_find(struct pai_composer *c,
                                             const struct pai_text *text, uint32_t *count) {
    PAI_VEC(struct pai_address) found = {0};
    for (uint32_t i = 0, from = 0; i < text->len; i++) {
        struct pai_address a = {0};
        switch (text->s[i]) {
        case 'h':
        case 'H':
        case 'w':
        case 'W':
            a = url_at(c, text, i);
            break;
        case '@':
            a = mail_at(c, text, from, i);
            break;
        default:
            break;
        }
        if (a.end > 0) {
            a.id = ++c->links;
            PAI_VEC_PUT(c->job->arena, &found, a);
            from = a.end;
            i = a.end - 1;
        }
    }
    *count = found.n;
    return found.v;
}
