// What must hold for any bulletin: no Han is lost, added or moved by reading (nothing of the
// author's wording is changed), however the text is wrapped, cut or spaced.
#include "doc_case.h"

#include "buf.h"
#include "utf8.h"

#include <string.h>

static const char head[] = "澄溪信息\n第7期\n县委办公室 2024年3月5日\n\n";
static const char *const paragraphs[] = {
    "县林业局抢抓春季时机 打好造林绿化攻坚战",
    "入春以来，县林业局抢抓时机，组织 1200 "
    "名干部群众上山植树，确保栽一棵、活一棵，各项任务按时完成。截至 3 月底，共栽植树苗 26 "
    "万株，比去年同期增加 3 成。",
    "下一步，县林业局将加强管护，落实专人浇水施肥，力争成活率达到 "
    "95%以上，让荒山早日变绿。（县林业局）",
    "县水务局开展河道清淤",
    "近日，县水务局组织 6 支队伍，对境内“三河两库”进行清淤，共清理淤泥 3.5 万方，打捞漂浮物 "
    "120 吨，河道行洪能力明显提高，群众拍手称好。（县水务局）",
    "报：县委领导",
    "发：各乡镇、街道，县直各单位",
};

static bool is_han(uint32_t cp) {
    return (cp >= 0x3400 && cp <= 0x9FFF) || cp == 0x3007 || cp >= 0x20000;
}

// The Han of UTF-8 text, one after the other.
static void put_han(struct pai_buf *b, const char *s, size_t len) {
    for (size_t i = 0; i < len;) {
        unsigned used;
        uint32_t cp = pai_utf8_next(s + i, len - i, &used);
        if (cp != PAI_BAD_CHAR && is_han(cp)) {
            pai_buf_char(b, cp);
        }
        i += used;
    }
}

static void put_text(struct pai_buf *b, const struct pai_text *t) {
    put_han(b, t->s, t->len);
}

static void doc_han(struct pai_buf *b, const struct pai_doc *doc) {
    put_text(b, &doc->note_label);
    put_text(b, &doc->note);
    for (uint32_t i = 0; i < doc->article_count; i++) {
        const struct pai_article *a = &doc->articles[i];
        for (uint32_t k = 0; k < a->title_count; k++) {
            put_text(b, &a->title[k]);
        }
        for (uint32_t k = 0; k < a->body_count; k++) {
            put_text(b, &a->body[k].text);
        }
        put_text(b, &a->source);
    }
    for (uint32_t i = 0; i < doc->distribution_count; i++) {
        put_text(b, &doc->distribution[i].label);
        put_text(b, &doc->distribution[i].to);
    }
    for (uint32_t i = 0; i < doc->credit_count; i++) {
        put_text(b, &doc->credits[i].label);
        for (uint32_t k = 0; k < doc->credits[i].name_count; k++) {
            put_text(b, &doc->credits[i].names[k]);
        }
    }
}

static uint32_t random_next(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

// A variant: paragraphs wrapped at a width, cut by folios, indented, with or without blank
// lines between.
static void make(struct pai_buf *out, uint32_t seed) {
    uint32_t wrap = random_next(&seed) % 3 == 0 ? 20 + random_next(&seed) % 20 : 0;
    bool indent = random_next(&seed) % 2, blank = random_next(&seed) % 2;
    pai_buf_str(out, head);
    for (size_t p = 0; p < sizeof paragraphs / sizeof *paragraphs; p++) {
        const char *s = paragraphs[p];
        size_t len = strlen(s);
        uint32_t column = 0, cut = random_next(&seed) % 4 == 0 && len > 200
                                       ? 15 + random_next(&seed) % 20
                                       : UINT32_MAX;
        if (indent && len > 90) {
            pai_buf_str(out, "　　");
        }
        uint32_t nth = 0;
        for (size_t i = 0; i < len; nth++) {
            unsigned used;
            pai_utf8_next(s + i, len - i, &used);
            pai_buf_put(out, s + i, used);
            i += used;
            column++;
            if (nth == cut && i < len) {
                pai_buf_str(out, "\n\n— 2 —\n\n");
                column = 0;
            } else if (wrap && column >= wrap && i < len) {
                pai_buf_byte(out, '\n');
                column = 0;
            }
        }
        pai_buf_str(out, blank ? "\n\n" : "\n");
    }
}

static void test_han_kept(void **state) {
    (void)state;
    for (uint32_t seed = 1; seed <= 300; seed++) {
        struct pai_arena *arena = pai_arena_open(NULL);
        struct pai_buf text = pai_buf_make(arena), want = pai_buf_make(arena),
                       got = pai_buf_make(arena);
        make(&text, seed);
        put_han(&want, text.s + sizeof head - 1, text.n - (sizeof head - 1));
        struct doc_result r = doc_read_bytes(text.s, text.n);
        assert_non_null(r.doc);
        doc_han(&got, r.doc);
        if (strcmp(want.s, got.s) != 0) {
            print_error("seed %u\n%s\nwant %s\ngot  %s\n%s\n", seed, text.s, want.s, got.s,
                        r.dump);
        }
        assert_string_equal(want.s, got.s);
        doc_result_close(r);
        pai_arena_close(arena);
    }
}

// Any bytes give either a bulletin or an error, never neither; texts are well-formed UTF-8.
static void test_any_bytes(void **state) {
    (void)state;
    static const char *const bits[] = {
        "一、",     "（一）",       "1.",       "（", "）", "。",   "\n",
        "\n\n",     "　　",         " ",        "第", "期", "报：", "责任编辑：",
        "县林业局", "2024年3月5日", "— 3 —",    "\"", "--", "...",  "\xFF",
        "\xE5",     "編者按：",     "编者按：", "\t", "\f", "(",    ")"};
    uint32_t seed = 7;
    for (uint32_t round = 0; round < 2000; round++) {
        struct pai_arena *arena = pai_arena_open(NULL);
        struct pai_buf text = pai_buf_make(arena);
        uint32_t n = 1 + random_next(&seed) % 40;
        bool damaged = random_next(&seed) % 4 == 0;
        while (n--) {
            const char *bit = bits[random_next(&seed) % (sizeof bits / sizeof *bits)];
            if (damaged || ((uint8_t)bit[0] != 0xFF && strcmp(bit, "\xE5") != 0)) {
                pai_buf_str(&text, bit);
            }
        }
        pai_buf_str(&text, "县");
        struct doc_result r = doc_read_bytes(text.s, text.n);
        assert_true((r.doc != NULL) == (r.job->count[PAI_ERROR] == 0));
        assert_true(pai_utf8_valid(r.dump, strlen(r.dump), NULL));
        doc_result_close(r);
        pai_arena_close(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_han_kept),
                                       cmocka_unit_test(test_any_bytes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
