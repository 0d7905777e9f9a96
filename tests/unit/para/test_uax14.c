// Latin runs break where UAX #14 breaks them: the lines of the Unicode consortium's own test
// that consist of letters (accented, Greek, Cyrillic too), combining marks, digits, spaces and
// common marks. Where this program knows
// better the deviation is listed with its reason; anything else is an error.
#include "set_text.h"

#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NO_BREAK_SPACE "\u00A0" // vanishes at the end of a text
#define DATA           "/usr/share/unicode/auxiliary/LineBreakTest.txt"

struct sample {
    char text[256];
    bool breaks[256]; // before byte i
    uint32_t len;
};

// Latin, Greek, Cyrillic and the marks combined with them; no controls.
static bool western(unsigned long cp) {
    return (cp >= 0x20 && cp <= 0x7E) || (cp >= 0xA0 && cp <= 0x52F && cp != 0xAD);
}

// Reads "× 0023 ÷ 0020 …". False for a line with other than Western text.
static bool read_sample(char *row, struct sample *s) {
    memset(s, 0, sizeof *s);
    row[strcspn(row, "#\n")] = '\0';
    bool open = false;
    for (char *word = strtok(row, " \t"); word != NULL; word = strtok(NULL, " \t")) {
        if (strcmp(word, "×") == 0 || strcmp(word, "÷") == 0) {
            open = strcmp(word, "÷") == 0;
            continue;
        }
        unsigned long cp = strtoul(word, NULL, 16);
        if (!western(cp) || s->len + 5 > sizeof s->text) {
            return false;
        }
        s->breaks[s->len] = open;
        s->len += pai_utf8_put((uint32_t)cp, s->text + s->len);
    }
    return s->len > 0;
}

// Where this program breaks: every line weighed from the start of the text.
static void find_breaks(struct desk *desk, const char *text, bool *out) {
    struct pai_explain explain = {.cost = 0};
    desk_clear(desk);
    desk->params.explain = &explain;
    desk->params.measure = 200 * desk->params.em;
    desk_set(desk, text);
    for (uint32_t i = 0; i < explain.tried.n; i++) {
        const struct pai_tried *t = &explain.tried.v[i];
        if (t->line == 0 && t->place < 20000) {
            uint32_t at = t->end;
            while (text[at] == ' ') {
                at++;
            }
            out[at] = text[at] != '\0' && strncmp(text + at, NO_BREAK_SPACE, 2) != 0;
        }
    }
}

static bool has_one(const struct sample *s, const char *const *set) {
    for (; *set != NULL; set++) {
        if (strstr(s->text, *set) != NULL) {
            return true;
        }
    }
    return false;
}

// The byte behind the character before `at`, without the marks combined with it.
static uint32_t base_end(const struct sample *s, uint32_t at) {
    unsigned used;
    while (at > 0 && pai_utf8_prev(s->text, at, &used) == 0x308) {
        at -= used;
    }
    return at;
}

// Why it is right to break otherwise than the test before byte i, or NULL.
static const char *argument(const struct sample *s, uint32_t i, bool got) {
    uint32_t k = i;
    while (k > 0 && s->text[k - 1] == ' ') {
        k--;
    }
    bool spaced = k < i;
    k = base_end(s, k);
    while (k > 0 && s->text[k - 1] == ' ') {
        k--; // a mark on a space
    }
    static const char *const holds[] = {NO_BREAK_SPACE, NULL};
    if (!got && spaced && has_one(s, holds)) {
        return "a no-break space holds, beside another space too";
    }
    static const char *const signs[] = {"§", "´", "«", "»", NULL};
    if (has_one(s, signs)) {
        return "a sign that Chinese type has too is a cell unless it stands in a word "
               "(typography 3.1)";
    }
    if (got) {
        // LB15 cannot tell an opening quote from a closing one; before a space it closes.
        return spaced && s->text[k - 1] == '"' && s->text[i] == '(' ? "behind a closing quote"
                                                                    : NULL;
    }
    if (!spaced) {
        return "inside a word only behind a hyphen, in a URL behind its marks "
               "(typography 3.3, 3.10)";
    }
    if (k == 0) {
        return "spaces before the first word hold nothing apart";
    }
    if (s->text[i] == '%') {
        return "a suffix stays with its number across a space and never begins a line "
               "(typography 3.2, 3.3)";
    }
    if (s->text[k - 1] == '$') {
        return "a prefix never ends a line (typography 3.2)";
    }
    return s->text[i] == '.' ? "a point never begins a line (typography 3.2)" : NULL;
}

int main(void) {
    struct desk desk;
    FILE *f = fopen(DATA, "rb");
    if (f == NULL || !desk_open(&desk)) {
        return 77; // skipped
    }
    char row[4096];
    unsigned n = 0, argued = 0, bad = 0;
    while (fgets(row, sizeof row, f) != NULL) {
        struct sample s;
        if (!read_sample(row, &s)) {
            continue;
        }
        bool got[256] = {false};
        find_breaks(&desk, s.text, got);
        n++;
        for (uint32_t i = 1; i < s.len; i++) {
            if (got[i] == s.breaks[i]) {
                continue;
            }
            const char *why = argument(&s, i, got[i]);
            printf("%s“%s”: %s before byte %u: %s\n", why != NULL ? "" : "WRONG ", s.text,
                   got[i] ? "break" : "no break", i, why != NULL ? why : "");
            argued += why != NULL;
            bad += why == NULL;
        }
    }
    printf("%u samples, %u deviations argued, %u wrong\n", n, argued, bad);
    fclose(f);
    desk_close(&desk);
    return bad > 0 || n < 100;
}
