// In: the chains of a fontset and characters. Out: faces, opened at first use and shared by
// path and index. Promised: a missing or damaged font is said once in each job that meets it,
// and the next of the chain stands in; a lookup that was made before costs one comparison. A
// fontset belongs to one thread (batch forks workers).
#include "chain.h"
#include "sha256.h"

#include <string.h>

enum { NO_SLOT = 0xff };

static uint32_t text_hash(const char *s) {
    uint32_t h = 2166136261u; // FNV-1a
    for (; *s != '\0'; s++) {
        h = (h ^ (uint8_t)*s) * 16777619u;
    }
    return h;
}

// True if `said` tells of a diagnostic of this job. Jobs follow each other at the same address,
// so the entry itself is looked at.
static bool is_said(const struct pai_said *said, const struct pai_job *job) {
    return said->job == job && said->at < job->diags.n &&
           text_hash(job->diags.v[said->at].zh) == said->hash;
}

// Remembers the diagnostic recorded last.
static void say(struct pai_said *said, const struct pai_job *job) {
    if (job->diags.n > 0) {
        uint32_t at = job->diags.n - 1;
        *said = (struct pai_said){job, at, text_hash(job->diags.v[at].zh)};
    }
}

// The span in the fontset's file, if that file is a source of this job.
static struct pai_span span_in(const struct pai_fontset *set, const struct pai_job *job,
                               struct pai_span span) {
    if (span.file == 0 || span.file > job->sources.n) {
        return PAI_NO_SPAN;
    }
    const struct pai_source *source = &job->sources.v[span.file - 1];
    bool same =
        source->len == set->text_len && memcmp(source->text, set->text, set->text_len) == 0;
    return same ? span : PAI_NO_SPAN;
}

static const char *path_find(const struct pai_job *job, const struct pai_pick *pick) {
    struct pai_world *world = job->world;
    for (uint32_t i = 0; i < pick->file_count; i++) {
        const char *path = world->font(world->ctx, pick->files[i]);
        if (path != NULL) {
            return path;
        }
    }
    return NULL;
}

static const char *face_key(struct pai_arena *arena, const char *path, uint32_t index) {
    return pai_arena_fmt(arena, "%u:%s", (unsigned)index, path);
}

// The face of a pick, or NULL. A font that failed is tried anew in each job, which records its
// diagnostic again.
static const struct pai_face *pick_face(struct pai_fontset *set, struct pai_job *job,
                                        struct pai_pick *pick) {
    if (pick->state == PAI_PICK_OPEN) {
        return pick->face;
    }
    if (pick->state == PAI_PICK_MISSING) {
        return NULL;
    }
    if (pick->state == PAI_PICK_FAILED && is_said(&pick->failed, job)) {
        return NULL;
    }
    const char *path = path_find(job, pick);
    if (path == NULL) {
        pick->state = PAI_PICK_MISSING;
        return NULL;
    }
    const char *key = face_key(job->arena, path, pick->index);
    pick->face = pai_map_find(set->faces, key, strlen(key));
    if (pick->face == NULL) {
        pick->face = pai_face_open(job, set->arena, path, pick->index);
    }
    if (pick->face == NULL) {
        pick->state = PAI_PICK_FAILED;
        say(&pick->failed, job);
        return NULL;
    }
    pai_map_put(set->faces, key, strlen(key), pick->face);
    pick->state = PAI_PICK_OPEN;
    return pick->face;
}

// What to install, for people: the file, and where to get it if the fontset tells.
static const char *origin(const struct pai_job *job, const struct pai_pick *pick, bool zh) {
    if (pick->from == NULL) {
        return pick->files[0];
    }
    return pai_arena_fmt(job->arena, zh ? "%s（%s）" : "%s (%s)", pick->files[0], pick->from);
}

static void missing_warn(struct pai_fontset *set, struct pai_job *job, enum pai_font_role role,
                         struct pai_pick *pick, const struct pai_face *other) {
    if (is_said(&pick->warned, job)) {
        return;
    }
    pai_diag(job, PAI_D_FONT_MISSING, span_in(set, job, pick->span), pai_font_role_zh(role),
             pick->files[0], other->file, origin(job, pick, true), origin(job, pick, false),
             pai_font_role_name(role), NULL);
    say(&pick->warned, job);
}

// A fall-back that is wanted but not installed is a note: mostly a later one has the character.
static void missing_note(struct pai_fontset *set, struct pai_job *job, enum pai_font_role role,
                         struct pai_pick *pick) {
    if (pick->state != PAI_PICK_MISSING || is_said(&pick->warned, job) ||
        is_said(&pick->noted, job)) {
        return;
    }
    pai_diag(job, PAI_D_FONT_FALLBACK_MISSING, span_in(set, job, pick->span),
             pai_font_role_zh(role), pick->files[0], origin(job, pick, true),
             origin(job, pick, false), pai_font_role_name(role), NULL);
    say(&pick->noted, job);
}

static void none_say(struct pai_fontset *set, struct pai_job *job, enum pai_font_role role) {
    struct pai_chain *chain = &set->chains[role];
    if (is_said(&chain->none, job)) {
        return;
    }
    struct pai_buf zh = pai_buf_make(job->arena), en = pai_buf_make(job->arena);
    for (uint32_t i = 0; i < chain->picks.n; i++) {
        pai_buf_str(&zh, i == 0 ? "" : "、");
        pai_buf_str(&zh, origin(job, chain->picks.v[i], true));
        pai_buf_str(&en, i == 0 ? "" : ", ");
        pai_buf_str(&en, origin(job, chain->picks.v[i], false));
    }
    pai_diag(job, PAI_D_FONT_NONE, span_in(set, job, chain->span), pai_font_role_zh(role), zh.s,
             en.s, pai_font_role_name(role), NULL);
    say(&chain->none, job);
}

// The slot of the face that plays the role; chain->picks.n if there is none (said).
static uint32_t chain_first(struct pai_fontset *set, struct pai_job *job,
                            enum pai_font_role role) {
    struct pai_chain *chain = &set->chains[role];
    struct pai_pick *own = chain->picks.v[0];
    if (own->state == PAI_PICK_OPEN) {
        return 0;
    }
    for (uint32_t i = 0; i < chain->picks.n; i++) {
        const struct pai_face *face = pick_face(set, job, chain->picks.v[i]);
        if (face != NULL) {
            if (own->state == PAI_PICK_MISSING) {
                missing_warn(set, job, role, own, face);
            }
            return i;
        }
    }
    none_say(set, job, role);
    return chain->picks.n;
}

const struct pai_face *pai_fontset_face(struct pai_fontset *set, struct pai_job *job,
                                        enum pai_font_role role) {
    struct pai_chain *chain = &set->chains[role];
    uint32_t i = chain_first(set, job, role);
    return i < chain->picks.n ? chain->picks.v[i]->face : NULL;
}

// Variation selectors and joiners: the shaper drops them where the face lacks them
// (typography 7.1).
static bool is_optional(uint32_t cp) {
    return (cp >= 0xfe00 && cp <= 0xfe0f) || (cp >= 0xe0100 && cp <= 0xe01ef) || cp == 0x200c ||
           cp == 0x200d;
}

// True if the face has the base and the marks of a cluster; a mark also counts when the face
// has it joined with its base (é for e and an acute), as HarfBuzz then takes that glyph.
static bool covers(const struct pai_face *face, const uint32_t *cps, size_t n) {
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    uint32_t base = 0;
    for (size_t i = 0; i < n; i++) {
        hb_codepoint_t joined;
        if (is_optional(cps[i])) {
            continue;
        }
        if (pai_face_glyph(face, cps[i]) != 0) {
            base = base == 0 ? cps[i] : base;
        } else if (base != 0 && hb_unicode_compose(unicode, base, cps[i], &joined) &&
                   pai_face_glyph(face, joined) != 0) {
            base = joined;
        } else {
            return false;
        }
    }
    return true;
}

static struct pai_cached *cache_at(const struct pai_fontset *set, struct pai_chain *chain,
                                   uint32_t cp) {
    if (chain->cache == NULL) {
        chain->cache = PAI_NEW_N(set->arena, struct pai_cached, PAI_CHAIN_CACHE);
        for (uint32_t i = 0; i < PAI_CHAIN_CACHE; i++) {
            chain->cache[i].slot = NO_SLOT;
        }
    }
    return &chain->cache[cp % PAI_CHAIN_CACHE];
}

const struct pai_face *pai_fontset_find(struct pai_fontset *set, struct pai_job *job,
                                        enum pai_font_role role, const uint32_t *cps, size_t n,
                                        uint32_t *rank) {
    struct pai_chain *chain = &set->chains[role];
    *rank = 0;
    uint32_t first = chain_first(set, job, role);
    if (first == chain->picks.n) {
        return NULL;
    }
    struct pai_cached *cached = n == 1 ? cache_at(set, chain, cps[0]) : NULL;
    if (cached != NULL && cached->slot != NO_SLOT && cached->cp == cps[0]) {
        *rank = cached->rank;
        return chain->picks.v[cached->slot]->face;
    }
    bool passed = false; // a face that could not be opened: its diagnostic is due in every job
    for (uint32_t i = first; i < chain->picks.n; i++) {
        const struct pai_face *face = pick_face(set, job, chain->picks.v[i]);
        if (face == NULL) {
            missing_note(set, job, role, chain->picks.v[i]);
            passed = true;
            continue;
        }
        if (covers(face, cps, n)) {
            if (cached != NULL && !passed) {
                *cached = (struct pai_cached){cps[0], (uint8_t)i, (uint8_t)*rank};
            }
            return face;
        }
        ++*rank;
    }
    *rank = 0;
    return NULL;
}

void pai_fontset_identity(struct pai_fontset *set, struct pai_job *job, uint8_t out[32]) {
    struct pai_sha256 sum;
    pai_sha256_init(&sum);
    for (unsigned role = 0; role < PAI_FONT_COUNT; role++) {
        const struct pai_chain *chain = &set->chains[role];
        for (uint32_t i = 0; i < chain->picks.n; i++) {
            static const uint8_t none[32] = {0};
            const struct pai_face *face = pick_face(set, job, chain->picks.v[i]);
            uint8_t place[2] = {(uint8_t)role, (uint8_t)i};
            pai_sha256_add(&sum, place, sizeof place);
            pai_sha256_add(&sum, face != NULL ? face->sha256 : none, sizeof none);
        }
    }
    pai_sha256_end(&sum, out);
}

bool pai_fontset_entry(struct pai_fontset *set, struct pai_job *job, enum pai_font_role role,
                       uint32_t i, struct pai_fontset_entry *out) {
    const struct pai_chain *chain = &set->chains[role];
    if (i >= chain->picks.n) {
        return false;
    }
    struct pai_pick *pick = chain->picks.v[i];
    *out = (struct pai_fontset_entry){
        .file = pick->files[0], .from = pick->from, .index = pick->index};
    out->path = path_find(job, pick);
    out->face = pick_face(set, job, pick);
    return true;
}

void pai_fontset_close(struct pai_fontset *set) {
    for (size_t i = 0; set != NULL && i < pai_map_count(set->faces); i++) {
        pai_face_close(pai_map_at(set->faces, i, NULL, NULL));
    }
}
