// The sample issues read as their clerks meant them: test_doc_samples DIR.
#include "doc_case.h"

#include "buf.h"

#include <stdio.h>
#include <string.h>

static const char *folder;

static struct doc_result read_sample(const char *name) {
    static uint8_t bytes[65536];
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    return doc_read_bytes(bytes, n);
}

static void expect(const struct doc_result *r, const char *want) {
    if (!strstr(r->dump, want)) {
        print_error("missing %s\n in %s\n", want, r->dump);
    }
    assert_non_null(strstr(r->dump, want));
}

static void test_digest(void **state) {
    (void)state;
    struct doc_result r = read_sample("sample.txt");
    assert_int_equal(r.doc->article_count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(r.doc->articles[i].body_count, 1);
    }
    expect(&r, "\"name\":\"澄溪信息\",\"number\":16");
    expect(&r, "\"office\":\"中共澄溪县委办公室\",\"date\":\"2024-05-20\"");
    expect(&r, "\"title\":[\"县水务局抢抓汛前窗口期\",\"筑牢“三库两河”安全线\"]");
    expect(&r, "一库一账、账物相符。");
    expect(&r, "\"title\":[\"县政务服务中心推行“午间不打烊”\"]");
    expect(&r, "\"source\":\"县教育局\"");
    expect(&r, "\"names\":[\"梁舟\",\"沈知微\"]");
    doc_result_close(r);
}

static void test_headings(void **state) {
    (void)state;
    struct doc_result r = read_sample("headings.txt");
    assert_int_equal(r.doc->article_count, 1);
    expect(&r, "\"name\":\"松澜动态\",\"number\":8,\"total\":412");
    expect(&r, "\"class\":\"内部资料　注意保存\",\"copy_number\":\"000037\"");
    expect(&r, "\"note\":{\"label\":\"编者按\"");
    expect(&r, "{\"kind\":\"h1\",\"text\":\"二、把技能送到手中央\"");
    expect(&r, "{\"kind\":\"h2\",\"text\":\"（一）办好夜校\"");
    expect(&r, "{\"kind\":\"h3\",\"text\":\"1.课程跟着需求走\"");
    expect(&r, "{\"kind\":\"h4\",\"text\":\"（2）先试工后签约\"");
    expect(&r, "https://www.example.cn/linli?id=2023，意见建议请发至linli@example.cn。");
    expect(&r, "{\"label\":\"编辑\",\"names\":[\"䶮禾\"]}");
    expect(&r, "\"copies\":150");
    doc_result_close(r);
}

static void test_supplement(void **state) {
    (void)state;
    struct doc_result r = read_sample("supplement.txt");
    assert_non_null(strstr(r.codes, " N0120 "));
    expect(&r, "\"name\":\"工作快报\",\"number\":null,\"total\":null,\"supplement\":true");
    expect(&r, "\"date\":\"2025-03-25\"");
    assert_int_equal(r.doc->article_count, 2);
    assert_int_equal(r.doc->articles[0].body_count, 3);
    assert_true(r.doc->articles[0].source_apart);
    expect(&r, "县政协主席、副主席，县人民法院院长");
    expect(&r, "{\"label\":\"校对\",\"names\":[\"文竹\",\"㛃小满\"]}");
    expect(&r, "{\"label\":\"电话\",\"names\":[\"0555-7218866\"]}");
    doc_result_close(r);
}

int main(int argc, char **argv) {
    folder = argc > 1 ? argv[1] : "samples";
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_digest),
                                       cmocka_unit_test(test_headings),
                                       cmocka_unit_test(test_supplement)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
