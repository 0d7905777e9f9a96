// Repairs of characters, marks and spaces (typography 3.9, 3.10, 6.2, 7.2).
#include "doc_case.h"

// One paragraph under a title: `in` must come out as `out`.
#define CASE(name, in, out, codes, never)                                                      \
    { name, "县林业局打好春季造林攻坚战\n\n" in "\n", {"\"text\":\"" out "\""}, codes, never }

static const struct doc_case cases[] = {
    CASE("spaces round digits", "去年 3 月，投入 25.5 万元，增长 10 %以上。",
         "去年3月，投入25.5万元，增长10%以上。", "N0230", "W0257"),
    CASE("spaces round Latin", "推广 digital twin 系统。", "推广digital twin系统。", "N0230",
         ""),
    CASE("full-width digits and letters", "投入２５．５万元，用ＡＩ技术，完成９０％。",
         "投入25.5万元，用AI技术，完成90%。", "N0231 N0238", ""),
    CASE("half-width marks", "层层动员,责任到人;抓早抓实:效果好!对吗?对.",
         "层层动员，责任到人；抓早抓实：效果好！对吗？对。", "N0232", ""),
    CASE("half-width marks in numbers and times", "共1,234人,从9:30开始,按3:1,截成3.5米。",
         "共1,234人，从9:30开始，按3:1,截成3.5米。", "N0232", ""),
    CASE("half-width marks behind a percentage", "完成90%,增长快(3.5%).",
         "完成90%，增长快(3.5%)。", "N0232", ""),
    CASE("half-width brackets", "县林业局(以下简称林业局)引进系统(GIS)。",
         "县林业局（以下简称林业局）引进系统(GIS)。", "N0232", ""),
    CASE("straight quotes", "开展\"植绿\"和\"护绿\"行动。", "开展“植绿”和“护绿”行动。", "N0233",
         "W0253"),
    CASE("one straight quote too many", "开展\"植绿\"和\"护绿行动。",
         "开展\\\"植绿\\\"和\\\"护绿行动。", "W0253", "N0233"),
    CASE("apostrophe", "会上放映了It's a tree一片。", "会上放映了It's a tree一片。", "",
         "W0253"),
    CASE("ellipses", "树苗...土壤。。。水分…都要管。", "树苗……土壤……水分……都要管。", "N0234",
         ""),
    CASE("dashes", "造林--护林——管林―― 一个不少。", "造林——护林——管林——一个不少。", "N0235",
         ""),
    CASE("ranges", "每株30~50元，3〜5月完成。", "每株30～50元，3～5月完成。", "N0236", ""),
    CASE("interpuncts", "阿卜杜拉•买买提和古丽‧艾山到场。", "阿卜杜拉·买买提和古丽·艾山到场。",
         "N0237", ""),
    CASE("decimals", "增长3。5%，达1，234万元，于2019，2020年完成。",
         "增长3.5%，达1,234万元，于2019，2020年完成。", "N0238", ""),
    CASE("sentence end between digits stays", "共300株。25日全部栽完，干部群众都很满意。",
         "共300株。25日全部栽完，干部群众都很满意。", "", "N0238"),
    CASE("document number", "根据澄政发[2020]10号和澄办（2021）3号文件要求办理。",
         "根据澄政发〔2020〕10号和澄办〔2021〕3号文件要求办理。", "N0240", ""),
    CASE("Han zero", "自二○二○年起，二0一九年已经验收。",
         "自二〇二〇年起，二〇一九年已经验收。", "N0241", ""),
    CASE("invisible characters", "造\xC2\xAD林\xE2\x80\x8B护\xEF\xBB\xBF林都要抓。",
         "造林护林都要抓。", "N0242", ""),
    CASE("radicals of a PDF", "⼀年之计在于春，⻓期坚持。", "一年之计在于春，长期坚持。",
         "N0243", ""),
    CASE("old private-use code points", "护林员\xEE\xA0\x97\xEE\xA1\x94到场。",
         "护林员\xF0\xA0\x82\x89龺到场。", "N0244", "W0250"),
    CASE("unknown private character", "护林员\xEE\x80\x81小明到场。",
         "护林员\xEE\x80\x81小明到场。", "W0250", ""),
    CASE("lost characters", "护林员\xEF\xBF\xBD小明到场。", "护林员\xEF\xBF\xBD小明到场。",
         "W0251", ""),
    CASE("mojibake", "护林员锟斤拷小明到场。", "护林员锟斤拷小明到场。", "W0252", ""),
    CASE("time said twice", "每天9:00点至17:00点开放。", "每天9:00点至17:00点开放。", "W0255",
         ""),
    CASE("full-width colon in a time", "每天9：00至17：30开放。", "每天9:00至17:30开放。",
         "N0239", ""),
    CASE("single dash between clauses", "这是一件大好事—群众个个都说好。",
         "这是一件大好事—群众个个都说好。", "W0254", ""),
    CASE("dash between places", "修通澄溪—柳塘公路。", "修通澄溪—柳塘公路。", "", "W0254"),
    CASE("slips are only told", "干部群众共度难关，再接再励。", "干部群众共度难关，再接再励。",
         "W0256", ""),
    CASE("letter-spaced words close up", "现将 关 于 造 林 的 通 知 印发。",
         "现将　关于造林的通知　印发。", "", ""),
    CASE("compatibility ideographs stay", "护林员\xEF\xA8\x8C到场了，大家都很高兴。",
         "护林员\xEF\xA8\x8C到场了，大家都很高兴。", "", ""),
    CASE("selectors stay", "护林员\xE8\x91\x9B\xF3\xA0\x84\x80到场。",
         "护林员\xE8\x91\x9B\xF3\xA0\x84\x80到场。", "", ""),
    CASE("decimal comma is told", "增长0,5个百分点。", "增长0,5个百分点。", "W0259", ""),
};

static void test_repairs(void **state) {
    (void)state;
    DOC_RUN(cases);
}

// Every character knows its place: a slip in the middle of a repaired line is told at its own
// column.
static void test_places(void **state) {
    (void)state;
    static const char text[] =
        "县林业局打好春季造林攻坚战\n\n去年 3 月 起，干部群众,共度难关。\n";
    struct doc_result r = doc_read_bytes(text, sizeof text - 1);
    bool found = false;
    for (uint32_t i = 0; i < r.job->diags.n; i++) {
        struct pai_place p;
        if (r.job->diags.v[i].code == PAI_D_SLIP) {
            found = true;
            assert_true(pai_job_place(r.job, r.job->diags.v[i].span, &p));
            assert_int_equal(p.line, 3);
            assert_int_equal(p.column, 16);
        }
    }
    assert_true(found);
    doc_result_close(r);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_repairs),
                                       cmocka_unit_test(test_places)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
