// In: the credits of a bulletin. Out: their text as it is set (责任编辑：…, typography 3.11).
#include "build.h"

static size_t name_length(const struct pai_text *name) {
    size_t n = 0;
    for (uint32_t i = 0; i < name->len; i++) {
        n += ((unsigned char)name->s[i] & 0xC0) != 0x80;
    }
    return n;
}

// Two-character names are padded to three cells only where a three-character name shares the
// list (typography 3.11).
static void join_names(struct pai_joined *j, const struct pai_credit *credit) {
    bool pad = false;
    for (uint32_t k = 0; k < credit->name_count; k++) {
        pad = pad || name_length(&credit->names[k]) == 3;
    }
    for (uint32_t i = 0; i < credit->name_count; i++) {
        const struct pai_text *name = &credit->names[i];
        if (i > 0) {
            pai_joined_str(j, "\u3000");
        }
        if (pad && name_length(name) == 2 && name->len == 6) {
            struct pai_text first = *name, second = *name;
            first.len = 3;
            second.s += 3;
            second.len = 3;
            second.map = NULL;
            second.map_count = 0;
            pai_joined_put(j, &first);
            pai_joined_str(j, "\u3000");
            pai_joined_put(j, &second);
        } else {
            pai_joined_put(j, name);
        }
    }
}

struct pai_text pai_credit_names(struct pai_composer *c, const struct pai_credit *credit) {
    struct pai_joined j = pai_joined_make(c->job->arena);
    join_names(&j, credit);
    return pai_joined_text(&j);
}

struct pai_text pai_credits_text(struct pai_composer *c) {
    struct pai_joined j = pai_joined_make(c->job->arena);
    for (uint32_t i = 0; i < c->doc->credit_count; i++) {
        const struct pai_credit *credit = &c->doc->credits[i];
        if (i > 0) {
            pai_joined_str(&j, "\u3000\u3000");
        }
        if (credit->label.len > 0) {
            pai_joined_put(&j, &credit->label);
            pai_joined_str(&j, "：");
        }
        join_names(&j, credit);
    }
    return pai_joined_text(&j);
}
