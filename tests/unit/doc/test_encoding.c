// Encodings and bad bytes (typography 6.1): what is said, and what is refused.
#include "doc_case.h"

#include "buf.h"
#include "utf8.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

static const char bulletin[] =
    "澄溪信息\n第7期\n县委办公室 2024年3月5日\n\n县林业局打好春季造林攻坚战\n\n"
    "入春以来，县林业局抢抓时机，组织干部群众上山植树，确保栽一棵、活一棵，任务按时完成。（县林"
    "业局）\n\n报：县委领导\n";
static const char traditional[] =
    "澄溪簡報\n第7期\n縣政府辦公室 2024年3月5日\n\n縣林業局打好春季造林攻堅戰\n\n"
    "入春以來，縣林業局搶抓時機，組織幹部群眾上山植樹，確保栽一棵、活一棵，任務按時完成。（縣林"
    "業局）\n\n報：縣委領導\n";

static size_t convert(const char *to, const char *text, char *out, size_t room) {
    iconv_t cd = iconv_open(to, "UTF-8");
    assert_true(cd != (iconv_t)-1);
    char *in = (char *)(uintptr_t)text, *p = out;
    size_t left = strlen(text), space = room;
    assert_true(iconv(cd, &in, &left, &p, &space) != (size_t)-1);
    iconv_close(cd);
    return (size_t)(p - out);
}

// Reads bytes; the dump must hold `want` (NULL: nothing is read) and the codes must come.
static void expect(const char *what, const void *bytes, size_t size, const char *want,
                   const char *code) {
    struct doc_result r = doc_read_bytes(bytes, size);
    bool ok = want ? strstr(r.dump, want) != NULL : r.doc == NULL;
    ok = ok && (code ? strstr(r.codes, code) != NULL : true);
    if (!ok) {
        print_error("%s: wanted %s %s\n got %s\n %s\n", what, want ? want : "nothing",
                    code ? code : "", r.dump, r.codes);
    }
    assert_true(ok);
    doc_result_close(r);
}

static void test_encodings(void **state) {
    (void)state;
    static const struct {
        const char *iconv, *prefix;
        size_t prefix_len;
        const char *text, *want, *code;
    } cases[] = {
        {"UTF-8", "", 0, bulletin, "县林业局打好春季造林攻坚战", NULL},
        {"UTF-8", "\xEF\xBB\xBF", 3, bulletin, "\"name\":\"澄溪信息\"", "N0120"},
        {"UTF-16LE", "\xFF\xFE", 2, bulletin, "\"name\":\"澄溪信息\"", "N0120"},
        {"UTF-16BE", "\xFE\xFF", 2, bulletin, "\"name\":\"澄溪信息\"", "N0120"},
        {"UTF-16LE", "", 0, bulletin, "\"name\":\"澄溪信息\"", "W0122"},
        {"UTF-16BE", "", 0, bulletin, "\"name\":\"澄溪信息\"", "W0122"},
        {"UTF-32LE", "\xFF\xFE\0\0", 4, bulletin, "\"name\":\"澄溪信息\"", "N0120"},
        {"GB2312", "", 0, bulletin, "县林业局打好春季造林攻坚战", "N0120"},
        {"GBK", "", 0, bulletin, "县林业局打好春季造林攻坚战", "N0120"},
        {"GB18030", "\x84\x31\x95\x33", 4, bulletin, "\"name\":\"澄溪信息\"", "N0120"},
        {"GB18030", "", 0, traditional, "縣林業局打好春季造林攻堅戰", "N0120"},
        {"BIG5", "", 0, traditional, "縣林業局打好春季造林攻堅戰", "N0120"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char bytes[4096];
        memcpy(bytes, cases[i].prefix, cases[i].prefix_len);
        size_t n = convert(cases[i].iconv, cases[i].text, bytes + cases[i].prefix_len,
                           sizeof bytes - 8);
        expect(cases[i].iconv, bytes, n + cases[i].prefix_len, cases[i].want, cases[i].code);
    }
    struct doc_result r = doc_read_bytes(bulletin, sizeof bulletin - 1);
    assert_null(strstr(r.codes, " N012"));
    assert_null(strstr(r.codes, " W012"));
    doc_result_close(r);
}

// The name in the note is the narrowest that fits (typography 6.1).
static void test_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *name;
    } cases[] = {{"组织干部群众上山植树，任务按时完成。\n", "GB2312"},
                 {"组织干部群众上山植树，朱镕同志在场，任务按时完成。\n", "GBK"},
                 {"组织干部群众上山植树，㛃禾同志在场，任务按时完成。\n", "GB18030"}};
    for (size_t i = 0; i < 3; i++) {
        char bytes[512];
        size_t n = convert("GB18030", cases[i].text, bytes, sizeof bytes);
        struct doc_result r = doc_read_bytes(bytes, n);
        assert_true(r.job->diags.n > 0);
        assert_non_null(strstr(r.job->diags.v[0].en, cases[i].name));
        doc_result_close(r);
    }
}

static void test_line_ends(void **state) {
    (void)state;
    static const char *const ends[] = {"\n",       "\r\n",         "\r",
                                       "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    for (size_t i = 0; i < 6; i++) {
        struct pai_arena *arena = pai_arena_open(NULL);
        struct pai_buf b = pai_buf_make(arena);
        for (const char *p = bulletin; *p; p++) {
            if (*p == '\n') {
                pai_buf_str(&b, ends[i]);
            } else {
                pai_buf_byte(&b, *p);
            }
        }
        expect("line end", b.s, b.n, "\"line\":7}]", NULL);
        pai_arena_close(arena);
    }
}

static void test_refused(void **state) {
    (void)state;
    expect("empty", "", 0, NULL, "E0101");
    expect("blank", " \r\n\t\n\xE3\x80\x80\n", 9, NULL, "E0102");
    expect("BOM only", "\xEF\xBB\xBF", 3, NULL, "E0102");
    expect("docx", "PK\x03\x04\x14\0\x06\0word/document.xml", 25, NULL, "E0103");
    expect("doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0", 12, NULL, "E0103");
    expect("rtf", "{\\rtf1\\ansi", 11, NULL, "E0103");
    expect("pdf", "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", 15, NULL, "E0104");
    expect("png", "\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16, NULL, "E0105");
    expect("zeros", "abc\0def\0\0\0ghi", 13, NULL, "E0105");
    expect("noise", "\x01\x02\x00\xFF\x80\x00\x03\x90\x12\x00\x00\x77", 12, NULL, "E0105");
    expect("Latin-1",
           "caf\xE9 cr\xE8me br\xFBl\xE9"
           "e",
           17, NULL, "E01");
    expect("UTF-8 cut short", "县林业局打好春季造林攻坚\xE6\x88", 38, NULL, "E0108");
    expect("UTF-8 with a bad byte", "县林业局打好春季\xFF造林攻坚战", 40, NULL, "E0107");
    expect("UTF-8 surrogate", "县林业局打好春季\xED\xA0\x80造林攻坚战", 42, NULL, "E0107");
    expect("lone surrogate", "\xFF\xFE\x2D\x4E\x3D\xD8\x2D\x4E", 8, NULL, "E0109");
    expect("UTF-16 cut short", "\xFF\xFE\x2D\x4E\x3D", 5, NULL, "E0108");
}

// An error names the byte, counted from 1 with the byte-order mark, and points at the line.
static void test_bad_place(void **state) {
    (void)state;
    static const char bytes[] = "县林业局打好\n春季造林\xFF攻坚战\n";
    struct doc_result r = doc_read_bytes(bytes, sizeof bytes - 1);
    assert_null(r.doc);
    assert_int_equal(r.job->diags.n, 1);
    struct pai_place p;
    assert_true(pai_job_place(r.job, r.job->diags.v[0].span, &p));
    assert_int_equal(p.line, 2);
    assert_int_equal(p.column, 5);
    assert_non_null(strstr(r.job->diags.v[0].en, "byte 32 (ff)"));
    doc_result_close(r);
}

static void test_gb_damage(void **state) {
    (void)state;
    char bytes[4096];
    size_t n = convert("GB18030", bulletin, bytes, sizeof bytes);
    expect("GBK cut short", bytes, n - 2, NULL, "E0108");
    bytes[n - 1] = '\x80'; // the euro sign of CP936 is not an error
    expect("CP936 euro", bytes, n, "\xE2\x82\xAC", NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_encodings), cmocka_unit_test(test_named),
        cmocka_unit_test(test_line_ends), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_bad_place), cmocka_unit_test(test_gb_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
