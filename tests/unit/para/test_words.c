// Words and personal names as a reader sees them: | between words, [ ] round a name. With
// arguments the texts are cut and printed, for looking at.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "node.h"
#include "utf8.h"
#include "words.h"

#include <stdio.h>
#include <string.h>

#define MOST 256

static void put(char *out, const char *what) {
    strcat(out, what);
}

static void put_char(char *out, uint32_t cp) {
    char one[5] = "";
    pai_utf8_put(cp, one);
    put(out, one);
}

static uint32_t decode(const char *text, uint32_t *cps, uint32_t *bytes) {
    uint32_t n = 0;
    uint32_t at = 0;
    while (text[at] != '\0' && n + 1 < MOST) {
        unsigned used;
        bytes[n] = at;
        cps[n++] = pai_utf8_next(text + at, strlen(text + at), &used);
        at += used;
    }
    bytes[n] = at;
    return n;
}

static void cut(const char *text, char *out) {
    uint32_t cps[MOST], bytes[MOST];
    struct pai_seam seams[MOST];
    uint32_t n = decode(text, cps, bytes);
    struct pai_arena *arena = pai_arena_open(NULL);
    pai_words_cut(arena, cps, n, seams);
    out[0] = '\0';
    for (uint32_t i = 0; i < n; i++) {
        put(out, i > 0 && !seams[i].inside ? "|" : "");
        put_char(out, cps[i]);
    }
    pai_arena_close(arena);
}

static void find_names(const char *text, char *out) {
    uint32_t cps[MOST], bytes[MOST];
    uint32_t n = decode(text, cps, bytes);
    struct pai_text t = {text, (uint32_t)strlen(text), 0, NULL, 0};
    uint32_t end = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < n; i++) {
        uint32_t found = bytes[i] >= end ? pai_name_find(&t, bytes[i]) : 0;
        put(out, found > 0 ? "[" : "");
        end = found > 0 ? found : end;
        put_char(out, cps[i]);
        put(out, end > 0 && bytes[i + 1] == end ? "]" : "");
    }
}

static void strip(const char *from, const char *drop, char *out) {
    for (; *from != '\0'; from++) {
        if (strchr(drop, *from) == NULL) {
            *out++ = *from;
        }
    }
    *out = '\0';
}

static void test_words(void **state) {
    (void)state;
    static const char *const lines[] = {
        "青|禾|县|人民政府|办公室|关于|进一步|加强|春季|森林|防火|工作|的|通知",
        "全县|乡村|振兴|工作|现场会",
        "县|行政|审批|局|优化|服务|流程|提高|群众|办事|满意度",
        "持续|优化|营商环境",
        "推行|河长制|改善|水|环境|质量",
        "开展|食品安全|专项|整治|行动",
    };
    for (unsigned i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[MOST * 4], got[MOST * 6];
        strip(lines[i], "|", text);
        cut(text, got);
        assert_string_equal(got, lines[i]);
    }
}

static void test_names(void **state) {
    (void)state;
    static const char *const lines[] = {
        // an office or a calling before
        "县委书记[陈志远]到白石镇调研",
        "副县长[王强]在会上要求",
        "村民[周阿梅]说",
        "种粮大户[李秋生]今年",
        "网格员[欧阳文]走访",
        "记者[高歌]介绍",
        "民警[马建国]、[丁一]等人",
        // behind
        "，[王建华]表示，",
        "。[李明]同志是",
        "，[赵雪芹]书记带队",
        "[诸葛建平]主持会议",
        // in a list
        "获奖的有：[周小梅]、[郝婕]、[李小明]。",
        "（[张伟]、[刘洋]）",
        // no names
        "村民高度评价",
        "干部群众",
        "代表全县",
        "党员干部深入一线",
        "企业负责人方面",
        "居民安全用电",
        "白菜、土豆、黄瓜",
        "全县金融工作",
        "老人温暖过冬",
        "石桥村",
        "王家沟水库",
        "时间、地点、方法",
        // the longer name only where no word begins with its last character
        "局长[王强]调研时",
        "主任[李静]深入一线",
        "校长[何文]介绍了",
    };
    for (unsigned i = 0; i < sizeof lines / sizeof *lines; i++) {
        char text[MOST * 4], got[MOST * 6];
        strip(lines[i], "[]", text);
        find_names(text, got);
        assert_string_equal(got, lines[i]);
    }
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        char out[MOST * 6];
        cut(argv[i], out);
        printf("%s\n", out);
        find_names(argv[i], out);
        printf("%s\n", out);
    }
    if (argc > 1) {
        return 0;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words),
                                       cmocka_unit_test(test_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
