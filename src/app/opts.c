// argv -> struct pai_opts. Mistakes go into the job as diagnostics 0901-0909; parsing goes on
// after each, so that one run names them all. Options may stand before or behind inputs; `--`
// ends them; abbreviations are not taken, because a script that uses one breaks when an option
// joins the table.
#include "opts_table.h"

#include "claim.h"
#include "raster.h"
#include "report_file.h"

#include <stdlib.h>
#include <string.h>

enum {
    MB = 1024 * 1024,
    LIMIT_DEFAULT = 16,
    LIMIT_MOST = 1024,
    NEAR_MOST = 2,
    DPI_DEFAULT = 150
};

const char *pai_command_name(enum pai_command command) {
    return pai_command_rows[command].name;
}

const char *pai_command_names(struct pai_arena *arena) {
    struct pai_buf names = pai_buf_make(arena);
    for (unsigned c = PAI_CMD_NONE + 1; c < PAI_CMD_COUNT; c++) {
        pai_buf_fmt(&names, "%s%s", names.n > 0 ? ", " : "", pai_command_rows[c].name);
    }
    return names.s;
}

static void usage(struct pai_job *job, enum pai_code code, const char *a, const char *b) {
    pai_diag(job, code, PAI_NO_SPAN, a, b, NULL);
}

// Edit distance of two short words; more than 31 bytes count as far away.
static unsigned distance(const char *a, const char *b) {
    size_t m = strlen(a), n = strlen(b);
    unsigned row[32];
    if (m > 31 || n > 31) {
        return 99;
    }
    for (unsigned j = 0; j <= n; j++) {
        row[j] = j;
    }
    for (unsigned i = 1; i <= m; i++) {
        unsigned corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            unsigned best = corner + (a[i - 1] != b[j - 1]);
            best = row[j] + 1 < best ? row[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            corner = row[j];
            row[j] = best;
        }
    }
    return row[n];
}

static const struct pai_opt_row *option_find(enum pai_command command, char letter,
                                             const char *name) {
    for (size_t i = 0; i < pai_opt_count; i++) {
        const struct pai_opt_row *row = &pai_opt_rows[i];
        if ((row->commands & 1u << command) &&
            (name != NULL ? strcmp(row->name, name) == 0 : row->letter == letter)) {
            return row;
        }
    }
    return NULL;
}

static void option_unknown(struct pai_job *job, enum pai_command command, const char *arg,
                           const char *name) {
    const struct pai_opt_row *best = NULL;
    // One slip in three letters is near, more is another word.
    unsigned least = name != NULL ? (unsigned)(strlen(name) / 3) + 1 : 0;
    least = least > NEAR_MOST + 1 ? NEAR_MOST + 1 : least;
    for (size_t i = 0; name != NULL && i < pai_opt_count; i++) {
        unsigned d = distance(name, pai_opt_rows[i].name);
        if ((pai_opt_rows[i].commands & 1u << command) && d < least) {
            best = &pai_opt_rows[i];
            least = d;
        }
    }
    if (best != NULL) {
        usage(job, PAI_D_USAGE_OPTION_NEAR, arg, pai_arena_fmt(job->arena, "--%s", best->name));
    } else {
        const char *space = command == PAI_CMD_NONE ? "" : " ";
        usage(job, PAI_D_USAGE_OPTION, arg,
              pai_arena_fmt(job->arena, "%s%s%s --help", PAI_PROGRAM, space,
                            pai_command_name(command)));
    }
}

static bool limit_parse(const char *value, size_t *bytes) {
    size_t len = strspn(value, "0123456789");
    if (len == 0 || len > 4 || value[len] != '\0') {
        return false;
    }
    unsigned long mb = strtoul(value, NULL, 10);
    *bytes = (size_t)mb * MB;
    return mb >= 1 && mb <= LIMIT_MOST;
}

static bool number_parse(const char *value, unsigned least, unsigned most, uint32_t *out) {
    size_t len = strspn(value, "0123456789");
    if (len == 0 || len > 6 || value[len] != '\0') {
        return false;
    }
    *out = (uint32_t)strtoul(value, NULL, 10);
    return *out >= least && *out <= most;
}

// ARTICLE.PARAGRAPH
static bool place_parse(const char *value, struct pai_opts *out) {
    size_t a = strspn(value, "0123456789");
    size_t b = value[a] == '.' ? strspn(value + a + 1, "0123456789") : 0;
    if (a == 0 || a > 6 || b == 0 || b > 6 || value[a + 1 + b] != '\0') {
        return false;
    }
    out->explain = true;
    out->article = (int32_t)strtol(value, NULL, 10);
    out->paragraph = (int32_t)strtol(value + a + 1, NULL, 10);
    return true;
}

static bool word_parse(const char *value, const char *const *words, unsigned *out) {
    for (unsigned i = 0; words[i] != NULL; i++) {
        if (strcmp(value, words[i]) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

// Puts one option into *out; false if its value is wrong.
static bool option_apply(struct pai_job *job, struct pai_opts *out, enum pai_opt_id id,
                         const char *value) {
    static const char *const formats[] = {"human", "short", "json", NULL};
    static const char *const sizes[] = {"normal", "small", "fast", NULL}; // enum pai_pdf_size
    static const char *const imposed[] = {"none", "booklet", "2up", "proof", NULL};
    static const char *const tongues[] = {"zh", "en", NULL};
    static const char *const forms[] = {"text", "markdown", "man", "json-schema", NULL};
    unsigned n = 0;
    bool ok = true;
    switch (id) {
    case PAI_OPT_OUTPUT:
        out->output = value;
        return value[0] != '\0';
    case PAI_OPT_LAYOUT:
        out->layout = value;
        return value[0] != '\0';
    case PAI_OPT_PNG:
        out->png = value;
        return value[0] != '\0';
    case PAI_OPT_PAGES:
        return pai_selection_parse(job->arena, value, &out->pages);
    case PAI_OPT_DPI:
        return number_parse(value, PAI_RASTER_DPI_LEAST, PAI_RASTER_DPI_MOST, &out->dpi);
    case PAI_OPT_JSON:
        out->json = true;
        break;
    case PAI_OPT_POLL:
        out->poll = true;
        break;
    case PAI_OPT_CLAIMS:
        out->claims_given = true;
        return pai_claims_read(value, strlen(value), &out->claims);
    case PAI_OPT_IMPOSE:
        ok = word_parse(value, imposed, &n);
        out->impose = ok ? (int)n : out->impose;
        return ok;
    case PAI_OPT_POSITION:
        out->position = true;
        break;
    case PAI_OPT_SIZE:
        ok = word_parse(value, sizes, &n);
        out->size = ok ? n : out->size;
        return ok;
    case PAI_OPT_DIAGNOSTICS:
        ok = word_parse(value, formats, &n);
        out->format = ok ? (enum pai_format)n : out->format;
        return ok;
    case PAI_OPT_STRICT:
        out->strict = true;
        break;
    case PAI_OPT_FONT_DIR:
        PAI_VEC_PUT(job->arena, &out->font_dirs, value);
        return value[0] != '\0';
    case PAI_OPT_PRINT:
        out->print = true;
        break;
    case PAI_OPT_REPORT:
        out->report = value;
        return pai_report_file_named(value);
    case PAI_OPT_NO_SYSTEM_FONTS:
        out->system_fonts = false;
        break;
    case PAI_OPT_LIMIT_SIZE:
        return limit_parse(value, &out->limit);
    case PAI_OPT_TIMINGS:
        out->timings = true;
        break;
    case PAI_OPT_EXPLAIN:
        return place_parse(value, out);
    case PAI_OPT_FORMAT:
        ok = word_parse(value, forms, &n);
        out->form = ok ? forms[n] : out->form;
        return ok;
    case PAI_OPT_LANG:
        ok = word_parse(value, tongues, &n);
        out->ui = ok ? (enum pai_ui)n : out->ui;
        return ok;
    case PAI_OPT_HELP:
        out->help = true;
        break;
    case PAI_OPT_VERSION:
        out->version = true;
        break;
    default:
        return pai_opts_batch(job, &out->batch, id, value);
    }
    return true;
}

// Applies an option with the value that may stand with it, or takes argv[*i + 1].
static void option_take(struct pai_job *job, struct pai_opts *out,
                        const struct pai_opt_row *row, const char *value, int argc, char **argv,
                        int *i) {
    const char *shown = pai_arena_fmt(job->arena, "--%s", row->name);
    if (row->value_zh == NULL && value != NULL) {
        usage(job, PAI_D_USAGE_NO_VALUE, shown, NULL);
        return;
    }
    if (row->value_zh != NULL && value == NULL) {
        if (*i + 1 >= argc) {
            usage(job, PAI_D_USAGE_VALUE, shown, row->accepts != NULL ? row->accepts : "…");
            return;
        }
        value = argv[++*i];
    }
    out->given |= (uint64_t)1 << row->id;
    if (!option_apply(job, out, row->id, value)) {
        pai_diag(job, PAI_D_USAGE_BAD_VALUE, PAI_NO_SPAN, shown, value,
                 row->accepts != NULL ? row->accepts : "…", NULL);
    }
}

// One argument that starts with '-' and is more than that.
static void option_parse(struct pai_job *job, struct pai_opts *out, int argc, char **argv,
                         int *i) {
    const char *arg = argv[*i];
    const struct pai_opt_row *row;
    const char *value = NULL, *name = NULL;
    if (arg[1] == '-') {
        const char *equals = strchr(arg, '=');
        size_t len = equals != NULL ? (size_t)(equals - arg) - 2 : strlen(arg + 2);
        name = pai_arena_str(job->arena, arg + 2, len);
        value = equals != NULL ? equals + 1 : NULL;
        row = option_find(out->command, 0, name);
    } else {
        row = option_find(out->command, arg[1], NULL);
        value = arg[2] != '\0' ? arg + 2 : NULL;
    }
    if (row == NULL) {
        option_unknown(job, out->command, arg, name);
    } else {
        option_take(job, out, row, value, argc, argv, i);
    }
}

static void command_parse(struct pai_job *job, struct pai_opts *out, const char *arg) {
    for (unsigned c = PAI_CMD_NONE + 1; c < PAI_CMD_COUNT; c++) {
        if (strcmp(arg, pai_command_rows[c].name) == 0) {
            out->command = (enum pai_command)c;
            return;
        }
    }
    usage(job, PAI_D_USAGE_COMMAND, arg, pai_command_names(job->arena));
}

// Options of the command that this word does not take.
static void sub_options_check(struct pai_job *job, const struct pai_opts *out,
                              const struct pai_sub_row *row) {
    uint64_t strange = out->given & pai_sub_options & ~row->takes;
    for (size_t i = 0; i < pai_opt_count; i++) {
        bool taken = (pai_opt_rows[i].commands & 1u << out->command) != 0;
        if (taken && (strange >> pai_opt_rows[i].id & 1) != 0) {
            usage(job, PAI_D_USAGE_OPTION,
                  pai_arena_fmt(job->arena, "--%s", pai_opt_rows[i].name),
                  pai_arena_fmt(job->arena, "%s %s --help", PAI_PROGRAM,
                                pai_command_name(out->command)));
        }
    }
}

// The first word behind a command with sub-commands, and how many inputs it takes.
static void sub_check(struct pai_job *job, struct pai_opts *out) {
    const struct pai_sub_row *row = NULL;
    struct pai_buf names = pai_buf_make(job->arena);
    for (size_t i = 0; i < pai_sub_count; i++) {
        const struct pai_sub_row *r = &pai_sub_rows[i];
        if (r->command == out->command) {
            bool is = out->input_count > 0 && strcmp(out->inputs[0], r->name) == 0;
            row = is ? r : row;
            pai_buf_fmt(&names, "%s%s", names.n > 0 ? ", " : "", r->name);
        }
    }
    const char *command = pai_command_name(out->command);
    if (row == NULL) {
        pai_diag(job, PAI_D_USAGE_SUB, PAI_NO_SPAN, command,
                 out->input_count > 0 ? out->inputs[0] : "", names.s, NULL);
        return;
    }
    out->what = row->name;
    sub_options_check(job, out, row);
    out->inputs++;
    out->input_count--;
    if (out->input_count < row->least || out->input_count > row->most) {
        pai_diag(job, PAI_D_USAGE_SUB_COUNT, PAI_NO_SPAN, command, row->name, row->usage_zh,
                 row->usage_en, NULL);
    }
    for (uint32_t i = 0; i < out->input_count; i++) {
        if (out->inputs[i][0] == '\0') {
            usage(job, PAI_D_USAGE_EMPTY_NAME, NULL, NULL);
        }
    }
}

static bool has_subs(enum pai_command command) {
    for (size_t i = 0; i < pai_sub_count; i++) {
        if (pai_sub_rows[i].command == command) {
            return true;
        }
    }
    return false;
}

// dump's first word; and how many inputs a command takes.
static void inputs_check(struct pai_job *job, struct pai_opts *out) {
    static const char *const whats[] = {"doc", "lines", "pages", NULL};
    if (out->command == PAI_CMD_FONTS && out->input_count == 0) { // "list" may be left out
        out->inputs = PAI_NEW_N(job->arena, const char *, 1);
        out->inputs[0] = "list";
        out->input_count = 1;
    }
    if (has_subs(out->command)) {
        sub_check(job, out);
        return;
    }
    if (out->command == PAI_CMD_DUMP) {
        unsigned n = 0;
        if (out->input_count == 0 || !word_parse(out->inputs[0], whats, &n)) {
            usage(job, PAI_D_USAGE_DUMP, out->input_count > 0 ? out->inputs[0] : "", NULL);
            return;
        }
        out->what = whats[n];
        out->inputs++;
        out->input_count--;
        if (out->explain && strcmp(out->what, "lines") != 0) {
            usage(job, PAI_D_USAGE_EXPLAIN, out->what, NULL);
        }
    }
    bool looks = out->batch.status != NULL || out->batch.merge != NULL;
    if (out->command == PAI_CMD_BATCH && !looks && out->output == NULL) {
        usage(job, PAI_D_USAGE_BATCH_OUTPUT, NULL, NULL);
    }
    if (out->input_count == 0 && !looks) {
        usage(job, PAI_D_USAGE_NO_INPUT, pai_command_name(out->command), NULL);
    }
    if (out->command == PAI_CMD_DUMP && out->input_count > 1) {
        usage(job, PAI_D_USAGE_ONE_INPUT, out->inputs[1], NULL);
    }
    if (out->report != NULL && out->input_count > 1) {
        usage(job, PAI_D_USAGE_REPORT_ONE, out->inputs[1], NULL);
    }
    unsigned from_stdin = 0;
    for (uint32_t i = 0; i < out->input_count; i++) {
        from_stdin += strcmp(out->inputs[i], "-") == 0;
        if (out->inputs[i][0] == '\0') {
            usage(job, PAI_D_USAGE_EMPTY_NAME, NULL, NULL);
        }
    }
    if (from_stdin > 1) {
        usage(job, PAI_D_USAGE_STDIN_TWICE, NULL, NULL);
    }
}

bool pai_opts_parse(struct pai_job *job, int argc, char **argv, struct pai_opts *out) {
    PAI_VEC(const char *) words = {NULL, 0, 0};
    bool only_words = false, bad_command = false;
    out->form = "text";
    out->layout = "bulletin";
    out->dpi = DPI_DEFAULT;
    out->impose = -1;
    out->system_fonts = true;
    out->limit = (size_t)LIMIT_DEFAULT * MB;
    pai_opts_batch_defaults(&out->batch);
    for (int i = 1; i < argc && !bad_command; i++) {
        if (!only_words && strcmp(argv[i], "--") == 0) {
            only_words = true;
        } else if (!only_words && argv[i][0] == '-' && argv[i][1] != '\0') {
            option_parse(job, out, argc, argv, &i);
        } else if (out->command == PAI_CMD_NONE) {
            command_parse(job, out, argv[i]);
            bad_command = out->command == PAI_CMD_NONE;
        } else {
            PAI_VEC_PUT(job->arena, &words, argv[i]);
        }
    }
    out->inputs = words.v;
    out->input_count = words.n;
    if (job->diags.n == 0 && !out->help && !out->version) {
        if (out->command == PAI_CMD_NONE) {
            usage(job, PAI_D_USAGE_NO_COMMAND, pai_command_names(job->arena), NULL);
        } else {
            inputs_check(job, out);
        }
    }
    return job->diags.n == 0;
}
