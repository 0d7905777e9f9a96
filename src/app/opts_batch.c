// The options that only `batch` has: their words in, numbers out. Promise: a value that is not
// understood changes nothing and is refused, never rounded or clipped.
#include "batch_name.h"
#include "opts_table.h"

#include <stdlib.h>
#include <string.h>

enum {
    JOBS_MOST = 256,
    TIME_DEFAULT = 60 * 1000,
    TIME_MOST = 86400,
    MEMORY_DEFAULT = 1024,
    MEMORY_MOST = 65536,
    SHARDS_MOST = 100000
};

void pai_opts_batch_defaults(struct pai_batch_opts *out) {
    out->limit_time = TIME_DEFAULT;
    out->limit_memory = MEMORY_DEFAULT;
    out->shard = out->shards = 1;
}

// A whole number from 1 to most, `*end` behind it; 0 if there is none.
static uint32_t number(const char *s, uint32_t most, const char **end) {
    size_t n = strspn(s, "0123456789");
    *end = s + n;
    unsigned long v = n > 0 && n < 10 ? strtoul(s, NULL, 10) : 0;
    return v <= most ? (uint32_t)v : 0;
}

static bool number_parse(const char *value, uint32_t most, uint32_t *out) {
    const char *end;
    uint32_t v = number(value, most, &end);
    *out = v > 0 && *end == '\0' ? v : *out;
    return v > 0 && *end == '\0';
}

// Seconds with at most three decimals, to milliseconds.
static bool seconds_parse(const char *value, uint32_t *out) {
    size_t whole = strspn(value, "0123456789");
    if (whole == 0 || whole > 5) {
        return false;
    }
    uint32_t ms = (uint32_t)strtoul(value, NULL, 10) * 1000;
    const char *rest = value + whole;
    if (*rest == '.') {
        size_t digits = strspn(++rest, "0123456789");
        for (uint32_t i = 0, unit = 100; i < digits && i < 3; i++, unit /= 10) {
            ms += (uint32_t)(rest[i] - '0') * unit;
        }
        rest += digits > 0 && digits <= 3 ? digits : 0;
    }
    if (*rest != '\0' || ms < 10 || ms > TIME_MOST * 1000u) {
        return false;
    }
    *out = ms;
    return true;
}

// I/N
static bool shard_parse(const char *value, struct pai_batch_opts *out) {
    const char *end;
    uint32_t i = number(value, SHARDS_MOST, &end);
    uint32_t n = *end == '/' ? number(end + 1, SHARDS_MOST, &end) : 0;
    if (i == 0 || n == 0 || *end != '\0' || i > n) {
        return false;
    }
    out->shard = i;
    out->shards = n;
    return true;
}

bool pai_opts_batch(struct pai_job *job, struct pai_batch_opts *out, enum pai_opt_id id,
                    const char *value) {
    switch (id) {
    case PAI_OPT_JOBS:
        return number_parse(value, JOBS_MOST, &out->jobs);
    case PAI_OPT_MATCH:
        PAI_VEC_PUT(job->arena, &out->match, value);
        return value[0] != '\0';
    case PAI_OPT_NAME:
        out->name = value;
        return value[0] != '\0' && value[0] != '/' && pai_batch_name_valid(value);
    case PAI_OPT_LIMIT_TIME:
        return seconds_parse(value, &out->limit_time);
    case PAI_OPT_LIMIT_MEMORY:
        return number_parse(value, MEMORY_MOST, &out->limit_memory);
    case PAI_OPT_SHARD:
        return shard_parse(value, out);
    case PAI_OPT_ONLY_CHANGED:
        out->only_changed = true;
        return true;
    case PAI_OPT_KEEP_GOING:
        out->fail_fast = false;
        return true;
    case PAI_OPT_FAIL_FAST:
        out->fail_fast = true;
        return true;
    case PAI_OPT_STATUS:
        out->status = value;
        return value[0] != '\0';
    case PAI_OPT_MERGE:
        out->merge = value;
        return value[0] != '\0';
    default:
        return true;
    }
}
