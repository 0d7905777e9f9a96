// Layouts that are right: the default one, the numbers that the standard asks for, what a short
// file leaves to defaults, and the manual in layouts/.
#include "block.h"
#include "layout.h"
#include "layout_doc.h"
#include "schema.h"
#include "tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *folder; // layouts/

struct loaded {
    struct pai_job *job;
    const struct pai_layout *layout;
};

static struct loaded load(const char *text) {
    struct loaded l = {pai_job_open(NULL, NULL), NULL};
    uint32_t file = pai_job_source(l.job, "test.yaml", text, strlen(text));
    l.layout = pai_layout_load(l.job, l.job->arena, file);
    for (uint32_t i = 0; i < l.job->diags.n; i++) {
        print_message("%s %s\n", pai_diag_row(l.job->diags.v[i].code)->code,
                      l.job->diags.v[i].zh);
    }
    return l;
}

// Loads text that must be right.
static struct loaded load_good(const char *text) {
    struct loaded l = load(text);
    assert_non_null(l.layout);
    assert_int_equal(l.job->diags.n, 0);
    return l;
}

static char *read_file(const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    char *text = calloc(1, 1 << 18);
    assert_non_null(text);
    size_t n = fread(text, 1, (1 << 18) - 1, f);
    assert_true(n > 0);
    fclose(f);
    return text;
}

// A block by its name.
static const struct pai_layout_block *block(const struct pai_layout *y,
                                            enum pai_layout_part part, const char *name) {
    for (uint32_t i = 0; i < y->blocks[part].n; i++) {
        if (strcmp(y->blocks[part].v[i].name, name) == 0) {
            return &y->blocks[part].v[i];
        }
    }
    return NULL;
}

static void near_pt(pai_len v, int64_t thousandths, int64_t within) {
    int64_t got = pai_muldiv(v, 1000, PAI_PT);
    if (got < thousandths - within || got > thousandths + within) {
        fail_msg("%d.%03d pt, not %d/1000", (int)(got / 1000), (int)(got % 1000),
                 (int)thousandths);
    }
}

// The standard page (typography 1.1, 1.2).
static void check_standard(const struct pai_layout *y) {
    near_pt(y->paper.width, 595276, 1);
    near_pt(y->paper.height, 841890, 1);
    near_pt(y->area.left, 79370, 1);
    near_pt(y->area.top, 104882, 1);
    near_pt(y->area.width, 442205, 1);
    near_pt(y->area.height, 637795, 1);
    assert_int_equal(y->grid.rows, 22);
    assert_int_equal(y->grid.cells, 28);
    near_pt(y->cell, 15793, 1); // 442.2047 / 28
    near_pt(y->pitch, 29619, 1);
    // 28 cells are the measure and 22 rows the height, to a hundredth of a point.
    near_pt((pai_len)(28 * (int64_t)y->cell - y->area.width), 0, 1);
    near_pt((pai_len)(21 * (int64_t)y->pitch + y->cell - y->area.height), 0, 1);
}

static void default_layout_is_the_standard_page(void **state) {
    (void)state;
    char *text = read_file("bulletin.yaml");
    struct loaded l = load_good(text);
    const struct pai_layout *y = l.layout;
    check_standard(y);
    assert_string_equal(y->fontset, "fandol");
    assert_int_equal(y->style[PAI_ROLE_TITLE].size, 22 * PAI_PT);        // 二号
    assert_int_equal(y->style[PAI_ROLE_DISTRIBUTION].size, 14 * PAI_PT); // 四号
    assert_int_equal(y->style[PAI_ROLE_BODY].size, y->cell);
    assert_int_equal(y->style[PAI_ROLE_BODY].indent, 2 * y->cell);
    assert_string_equal(y->style[PAI_ROLE_BODY].font, "fangsong");
    assert_string_equal(y->style[PAI_ROLE_TITLE].font, "display");
    assert_string_equal(y->style[PAI_ROLE_H1].font, "hei");
    assert_string_equal(y->style[PAI_ROLE_H2].font, "kai");
    assert_int_equal(y->style[PAI_ROLE_BODY].align, PAI_ALIGN_JUSTIFY);
    assert_int_equal(y->style[PAI_ROLE_BODY].gap, 16); // 1/4 em
    // Page number: half-width digits of 宋体 (typography 1.8).
    assert_string_equal(y->style[PAI_ROLE_FOLIO].latin, "song");
    near_pt(block(y, PAI_PART_OF_footer, "footer-thick")->thickness, 992, 1);
    near_pt(block(y, PAI_PART_OF_footer, "footer-thin")->thickness, 709, 1);
    near_pt(y->folio.gap, 19843, 1);
    pai_job_close(l.job);
    free(text);
}

static void inks_of_the_standard(void **state) {
    (void)state;
    char *text = read_file("bulletin.yaml");
    struct loaded l = load_good(text);
    const struct pai_ink *red = block(l.layout, PAI_PART_OF_masthead, "red-rule")->ink;
    const struct pai_ink *black = l.layout->style[PAI_ROLE_BODY].ink;
    const uint16_t red_cmyk[4] = {0, 800, 800, 0}, black_cmyk[4] = {0, 0, 0, 1000};
    assert_string_equal(red->name, "red");
    assert_memory_equal(red->cmyk, red_cmyk, sizeof red_cmyk);
    assert_memory_equal(black->cmyk, black_cmyk, sizeof black_cmyk);
    assert_ptr_equal(l.layout->style[PAI_ROLE_MASTHEAD_NAME].ink, red);
    pai_job_close(l.job);
    free(text);
}

// Where the red rule of the default masthead lies: near 120 to 128 mm from the paper's top, and
// the name at 72 mm (typography 1.5, 2.1).
static void masthead_of_the_standard(void **state) {
    (void)state;
    struct loaded l = load_good("name: x\n");
    const struct pai_layout *y = l.layout;
    const struct pai_layout_blocks *blocks = &y->blocks[PAI_PART_OF_masthead];
    struct pai_stacked at[8] = {{false, 0, 0}};
    assert_true(blocks->n <= 8);
    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct pai_layout_block *b = &blocks->v[i];
        // An open bulletin: nothing above its name, and nobody signs it.
        at[i].there = strcmp(b->name, "class") != 0 && strcmp(b->name, "urgency") != 0 &&
                      strcmp(b->name, "signer") != 0;
        at[i].height = b->kind == PAI_SHAPE_RULE  ? b->thickness
                       : b->kind == PAI_SHAPE_ROW ? b->left->set.size
                                                  : b->set.size;
    }
    int64_t end = pai_blocks_stack(blocks, at, y->area.top, y->area.top);
    const struct pai_layout_block *rule = block(y, PAI_PART_OF_masthead, "red-rule");
    assert_string_equal(blocks->v[2].name, "name");
    near_pt((pai_len)at[2].top, 204094, 1);
    assert_true(at[blocks->n - 1].top >= pai_len_mm(120000));
    assert_true(at[blocks->n - 1].top + rule->thickness <= pai_len_mm(128000));
    assert_int_equal(at[blocks->n - 1].top + rule->thickness, end);
    // Two blank rows below the rule, then at least eight rows for title and text.
    assert_true(y->masthead.space_after == 2 * y->pitch);
    assert_true(end + y->masthead.space_after <= y->area.top + 14 * (int64_t)y->pitch);
    pai_job_close(l.job);
}

static bool same_ink(const struct pai_ink *a, const struct pai_ink *b) {
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return strcmp(a->name, b->name) == 0 && a->kind == b->kind &&
           memcmp(a->cmyk, b->cmyk, sizeof a->cmyk) == 0;
}

static bool same_cell(const struct pai_layout_block *a, const struct pai_layout_block *b);

static bool same_template(const struct pai_template *a, const struct pai_template *b) {
    if (a == NULL || b == NULL || a->n != b->n) {
        return a == b;
    }
    for (uint32_t i = 0; i < a->n; i++) {
        const struct pai_template_part *p = &a->v[i], *q = &b->v[i];
        bool same = p->kind == q->kind && p->slot == q->slot && p->size == q->size &&
                    (p->s == NULL) == (q->s == NULL) &&
                    (p->s == NULL || strcmp(p->s, q->s) == 0);
        if (!same) {
            return false;
        }
    }
    return true;
}

static bool same_value(enum pai_key_type type, const void *a, const void *b) {
    switch (type) {
    case PAI_TYPE_LEN:
    case PAI_TYPE_WIDE:
    case PAI_TYPE_HIGH:
    case PAI_TYPE_REF:
    case PAI_TYPE_ROLE:
    case PAI_TYPE_INT:
        return *(const int32_t *)a == *(const int32_t *)b;
    case PAI_TYPE_BOOL:
        return *(const bool *)a == *(const bool *)b;
    case PAI_TYPE_ALIGN:
        return *(const enum pai_layout_align *)a == *(const enum pai_layout_align *)b;
    case PAI_TYPE_MARKS:
        return *(const enum pai_layout_marks *)a == *(const enum pai_layout_marks *)b;
    case PAI_TYPE_BAN:
        return *(const enum pai_layout_ban *)a == *(const enum pai_layout_ban *)b;
    case PAI_TYPE_CLAIMS:
        return *(const unsigned *)a == *(const unsigned *)b;
    case PAI_TYPE_GAP:
    case PAI_TYPE_CHOICE:
        return *(const uint8_t *)a == *(const uint8_t *)b;
    case PAI_TYPE_INK:
        return same_ink(*(const struct pai_ink *const *)a, *(const struct pai_ink *const *)b);
    case PAI_TYPE_FILE: {
        const char *p = ((const pai_layout_FILE *)a)->name;
        const char *q = ((const pai_layout_FILE *)b)->name;
        return (p == NULL) == (q == NULL) && (p == NULL || strcmp(p, q) == 0);
    }
    case PAI_TYPE_FONT:
    case PAI_TYPE_STRING:
    case PAI_TYPE_NAME:
        if (*(const char *const *)a == NULL || *(const char *const *)b == NULL) {
            return *(const char *const *)a == *(const char *const *)b;
        }
        return strcmp(*(const char *const *)a, *(const char *const *)b) == 0;
    case PAI_TYPE_PLACE: {
        const struct pai_layout_place *p = a, *q = b;
        return p->from == q->from && (p->from == PAI_FROM_NONE || p->at == q->at);
    }
    case PAI_TYPE_TEMPLATE:
        return same_template(*(const struct pai_template *const *)a,
                             *(const struct pai_template *const *)b);
    case PAI_TYPE_WHEN: {
        const struct pai_when *p = *(const struct pai_when *const *)a;
        const struct pai_when *q = *(const struct pai_when *const *)b;
        return p == q || (p != NULL && q != NULL && p->n == q->n &&
                          memcmp(p->v, q->v, p->n * sizeof *p->v) == 0);
    }
    case PAI_TYPE_CELL:
        return same_cell(*(const struct pai_layout_block *const *)a,
                         *(const struct pai_layout_block *const *)b);
    case PAI_TYPE_BLOCKS:
    case PAI_TYPE_COLUMNS:
    case PAI_TYPE_ROWS:
        return true; // the default has no box and no table
    }
    return false;
}

static bool same_cell(const struct pai_layout_block *a, const struct pai_layout_block *b) {
    if (a == NULL || b == NULL) {
        return a == b;
    }
    for (int i = 0; i < PAI_BLOCK_AT_COUNT; i++) {
        const struct pai_schema_key *k = &pai_schema_block_keys()[i];
        if (!same_value(k->type, (const char *)a + k->offset, (const char *)b + k->offset)) {
            print_message("%s of a block\n", k->key);
            return false;
        }
    }
    return true;
}

// bulletin.yaml shows every key, with the value that holds without it.
static void default_layout_shows_every_default(void **state) {
    (void)state;
    char *text = read_file("bulletin.yaml");
    struct loaded file = load_good(text), none = load_good("name: 简报\n");
    const struct pai_tree *tree = pai_tree_parse(file.job, 1);
    for (int s = 0; s < PAI_SECTION_COUNT; s++) {
        const struct pai_schema_section *section = pai_schema_section((enum pai_section)s);
        const struct pai_tree *map = tree;
        if (section->key != NULL) {
            assert_non_null(pai_tree_find(tree, section->key));
            map = pai_tree_find(tree, section->key)->value;
        }
        for (uint32_t i = 0; i < section->key_count; i++) {
            const struct pai_schema_key *k = &section->keys[i];
            if (pai_tree_find(map, k->key) == NULL ||
                !same_value(k->type, (const char *)file.layout + k->offset,
                            (const char *)none.layout + k->offset)) {
                fail_msg("%s / %s", section->key != NULL ? section->key : "", k->key);
            }
        }
    }
    const struct pai_tree *styles = pai_tree_find(tree, "styles")->value;
    for (int r = 0; r < PAI_ROLE_COUNT; r++) {
        const char *role = pai_role_name((enum pai_role)r);
        assert_non_null(pai_tree_find(styles, role));
        for (int at = 0; at < PAI_STYLE_AT_COUNT; at++) {
            const struct pai_schema_key *k = &pai_schema_style_keys()[at];
            if (pai_tree_find(pai_tree_find(styles, role)->value, k->key) == NULL ||
                !same_value(k->type, (const char *)&file.layout->style[r] + k->offset,
                            (const char *)&none.layout->style[r] + k->offset)) {
                fail_msg("%s / %s", role, k->key);
            }
        }
    }
    assert_int_equal(file.layout->ink_count, none.layout->ink_count);
    for (int part = 0; part < PAI_LAYOUT_PART_COUNT; part++) {
        const struct pai_layout_blocks *a = &file.layout->blocks[part];
        const struct pai_layout_blocks *b = &none.layout->blocks[part];
        assert_int_equal(a->n, b->n);
        for (uint32_t i = 0; i < a->n; i++) {
            assert_string_equal(a->v[i].name, b->v[i].name);
            assert_true(same_cell(&a->v[i], &b->v[i]));
        }
    }
    pai_job_close(file.job);
    pai_job_close(none.job);
    free(text);
}

static void short_file_takes_defaults(void **state) {
    (void)state;
    struct loaded l = load_good("# only a name\nname: \"区报\"\npaper:\nstyles:\n  body:\n");
    assert_string_equal(l.layout->name, "区报");
    check_standard(l.layout);
    pai_job_close(l.job);
}

// A file as offices write it: Chinese values, blanks before units, a byte order mark, CRLF,
// flow style.
static void many_ways_to_write_the_same(void **state) {
    (void)state;
    struct loaded l =
        load_good("\xEF\xBB\xBFname: '简报: 增刊'\r\n"
                  "type-area: {left: 2.8 cm, width: '156mm'}\r\n"
                  "grid:\r\n"
                  "    rows: 20\r\n"
                  "inks:\r\n"
                  "  金: [0, 20, 60.5%, 20 %]\r\n"
                  "folio: {show: 否}\r\n"
                  "styles:\r\n"
                  "  title: {font: 黑, size: 小一, align: 左, indent: 2em, ink: 金}\r\n"
                  "  body: {size: 3号, han-latin: 0.125}\r\n");
    const struct pai_layout *y = l.layout;
    assert_string_equal(y->name, "简报: 增刊");
    assert_int_equal(y->area.left, pai_len_mm(28000));
    assert_int_equal(y->grid.rows, 20);
    assert_false(y->folio.show);
    assert_string_equal(y->style[PAI_ROLE_TITLE].font, "hei");
    assert_int_equal(y->style[PAI_ROLE_TITLE].size, 24 * PAI_PT);
    assert_int_equal(y->style[PAI_ROLE_TITLE].indent, 48 * PAI_PT);
    assert_int_equal(y->style[PAI_ROLE_TITLE].align, PAI_ALIGN_LEFT);
    const uint16_t gold[4] = {0, 200, 605, 200};
    assert_memory_equal(y->style[PAI_ROLE_TITLE].ink->cmyk, gold, sizeof gold);
    assert_int_equal(y->style[PAI_ROLE_BODY].size, 16 * PAI_PT);
    assert_int_equal(y->style[PAI_ROLE_BODY].gap, 8);
    assert_int_equal(y->ink_count, 3);
    pai_job_close(l.job);
}

// Another grid moves everything that is said in 字 and 行.
static void cells_and_rows_follow_the_grid(void **state) {
    (void)state;
    struct loaded l = load_good(
        "paper: {width: 300pt, height: 500pt}\n"
        "type-area: {left: 50pt, top: 50pt, width: 200pt, height: 400pt}\n"
        "grid: {rows: 20, cells: 20}\n"
        "masthead:\n  space-after: 1.5行\n  blocks: {name: {text: '{name}', top: 10% from "
        "type-area, x: 1字, width: 25%, gap: 0.5em}}\n"
        "folio: {gap: 20pt}\n"
        "styles: {masthead-name: {size: 40pt}, title: {size: 14pt}}\n");
    const struct pai_layout *y = l.layout;
    assert_int_equal(y->cell, 10 * PAI_PT);
    assert_int_equal(y->pitch, pai_muldiv(390, PAI_PT, 19));
    assert_int_equal(y->masthead.space_after, pai_muldiv(y->pitch, 3, 2));
    assert_int_equal(y->style[PAI_ROLE_BODY].size, 10 * PAI_PT);
    // Shares of the type area; an em of the block's own style.
    const struct pai_layout_block *name = block(y, PAI_PART_OF_masthead, "name");
    assert_int_equal(name->top.at, 40 * PAI_PT);
    assert_int_equal(name->top.from, PAI_FROM_AREA);
    assert_int_equal(name->x, 10 * PAI_PT);
    assert_int_equal(name->width, 50 * PAI_PT);
    assert_int_equal(name->gap, 20 * PAI_PT);
    pai_job_close(l.job);
}

static void one_row_is_a_grid(void **state) {
    (void)state;
    struct loaded l =
        load_good("grid: {rows: 1}\ntype-area: {top: 45mm, height: 217mm}\n"
                  "masthead:\n  space-after: 0mm\n"
                  "  blocks: {inherit: no, name: {text: '{name}', top: 0mm, size: 二号}}\n"
                  "footer: {blocks: {inherit: no}}\n");
    assert_int_equal(l.layout->pitch, l.layout->area.height);
    pai_job_close(l.job);
}

// A red of the office's own.
static void built_in_inks_can_be_changed(void **state) {
    (void)state;
    struct loaded l = load_good("inks: {red: [0, 100, 100, 10]}\n");
    const struct pai_ink *red = block(l.layout, PAI_PART_OF_masthead, "red-rule")->ink;
    assert_int_equal(red->cmyk[1], 1000);
    assert_int_equal(red->cmyk[3], 100);
    assert_int_equal(l.layout->ink_count, 2);
    pai_job_close(l.job);
}

// Lines that touch are said, but printed. In the grid nothing touches: a title of 30 pt takes
// two rows (typography 4).
static void tight_lines_are_a_warning(void **state) {
    (void)state;
    struct loaded l = load("styles:\n  title: {size: 30pt}\n  copies: {size: 30pt}\n");
    assert_non_null(l.layout);
    assert_int_equal(l.job->count[PAI_WARNING], 1);
    assert_int_equal(l.job->count[PAI_ERROR], 0);
    struct pai_place place;
    assert_true(pai_job_place(l.job, l.job->diags.v[0].span, &place));
    assert_int_equal(place.line, 3);
    assert_int_equal(place.column, 18);
    pai_job_close(l.job);
}

// Traditional marks stand in the middle of their cell (typography 3.6).
static void traditional_does_not_hang(void **state) {
    (void)state;
    struct loaded l = load("punctuation:\n  region: taiwan\n  hang: yes\n");
    assert_non_null(l.layout);
    assert_int_equal(l.job->diags.n, 1);
    assert_string_equal(pai_diag_row(l.job->diags.v[0].code)->code, "W0465");
    struct pai_place place;
    assert_true(pai_job_place(l.job, l.job->diags.v[0].span, &place));
    assert_int_equal(place.line, 3);
    assert_int_equal(place.column, 9);
    pai_job_close(l.job);
    l = load_good("punctuation: {region: 香港, hang: no}\n");
    assert_int_equal(l.layout->marks.region, 2);
    pai_job_close(l.job);
}

// README.md is what the program says about its own keys.
static void manual_is_up_to_date(void **state) {
    (void)state;
    char *text = read_file("README.md");
    struct pai_arena *arena = pai_arena_open(NULL);
    struct pai_buf out = pai_buf_make(arena);
    pai_layout_doc(&out, true);
    pai_buf_str(&out, "\n");
    pai_layout_doc(&out, false);
    if (strcmp(out.s, text) != 0) {
        fail_msg("layouts/README.md differs from the schema; write it anew with layout_readme");
    }
    pai_arena_close(arena);
    free(text);
}

static void manual_names_every_key(void **state) {
    (void)state;
    struct pai_arena *arena = pai_arena_open(NULL);
    for (int zh = 0; zh < 2; zh++) {
        struct pai_buf out = pai_buf_make(arena);
        pai_layout_doc(&out, zh == 1);
        for (int i = 0; i < PAI_AT_COUNT; i++) {
            const struct pai_schema_key *k = &pai_schema_keys()[i];
            assert_non_null(strstr(out.s, pai_arena_fmt(arena, "| `%s` |", k->key)));
            assert_non_null(strstr(out.s, zh == 1 ? k->zh : k->en));
        }
        for (int r = 0; r < PAI_ROLE_COUNT; r++) {
            const char *role = pai_role_name((enum pai_role)r);
            assert_non_null(strstr(out.s, pai_arena_fmt(arena, "| `%s` |", role)));
        }
    }
    pai_arena_close(arena);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(default_layout_is_the_standard_page),
        cmocka_unit_test(inks_of_the_standard),
        cmocka_unit_test(masthead_of_the_standard),
        cmocka_unit_test(default_layout_shows_every_default),
        cmocka_unit_test(short_file_takes_defaults),
        cmocka_unit_test(many_ways_to_write_the_same),
        cmocka_unit_test(cells_and_rows_follow_the_grid),
        cmocka_unit_test(one_row_is_a_grid),
        cmocka_unit_test(built_in_inks_can_be_changed),
        cmocka_unit_test(tight_lines_are_a_warning),
        cmocka_unit_test(traditional_does_not_hang),
        cmocka_unit_test(manual_is_up_to_date),
        cmocka_unit_test(manual_names_every_key),
    };
    folder = argc > 1 ? argv[1] : "layouts";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
