// A key that is not allowed where it stands: what was meant, where it belongs, or what there
// is.
#ifndef PAI_LAYOUT_UNKNOWN_H
#define PAI_LAYOUT_UNKNOWN_H

#include "loader.h"

enum { PAI_WORDS_MOST = 64 };

// Words that may stand somewhere, in one order for messages and suggestions, with what the
// manual says of them in Chinese.
struct pai_words {
    const char *v[PAI_WORDS_MOST], *zh[PAI_WORDS_MOST];
    size_t n;
};

void pai_words_put(struct pai_words *words, const char *word, const char *zh);
void pai_words_keys(struct pai_words *words, const struct pai_schema_key *keys, uint32_t count);
bool pai_words_have(const struct pai_words *words, const char *word);

// The keys of the top of a file, and those of `styles`.
struct pai_words pai_words_top(void);
struct pai_words pai_words_roles(void);

// Whether a key of the top is a section of the schema.
bool pai_words_section(const char *key);

// Reports a key; `list` is what a message shows of the words (NULL: all of them).
void pai_loader_unknown(struct pai_loader *l, const struct pai_tree_entry *entry,
                        const struct pai_words *words, const char *list);

// The place of a colon, plain or full-width, in a text; its length if there is none.
size_t pai_colon_find(const char *s, size_t len);

#endif
