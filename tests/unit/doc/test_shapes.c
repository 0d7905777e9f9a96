// Bulletins in the shapes offices give them: digests, columns, tables, double spacing, text out
// of a PDF, loose mastheads and footers (typography 2, 6.2-6.4). What an editor would make of
// each, and no word lost.
#include "doc_case.h"

#define HEAD "澄溪信息\n第7期\n县委办公室 2024年3月5日\n\n"
#define FOOT "\n报：县委领导\n"
#define LONG1                                                                                  \
    "入春以来，县林业局抢抓时机，组织干部群众上山植树，确保栽一棵、活一棵，各项任务按时完成。"
#define LONG2                                                                                  \
    "下一步，县林业局将加强管护，落实专人浇水施肥，力争成活率达到百分之九十五以上，早日变绿。"
#define PARA(text)  "{\"kind\":\"para\",\"text\":\"" text "\""
#define TITLE(text) "\"title\":[\"" text "\"]"

static const struct doc_case mastheads[] = {
    {"a bare year before the number, the weekday behind the date",
     "澄溪信息\n2024第3期（总第57期）\n县委办公室 "
     "2024年3月5日（星期二）\n\n全县义诊开始\n" LONG1 FOOT,
     {"\"number\":3,\"total\":57", "\"office\":\"县委办公室\""},
     "N0209",
     "N0208"},
    {"number in brackets after 第",
     "澄溪信息\n第【7】期\n县卫生局 2024.7.7\n\n全县义诊开始\n" LONG1 FOOT,
     {"\"number\":7", "\"office\":\"县卫生局\""},
     "",
     "N0208 W0203"},
    {"what follows the date",
     "澄溪信息\n增刊（3）\n县委办公室  2024年3月5日印发\n\n全县义诊开始\n" LONG1 FOOT,
     {"\"number\":3", "\"supplement\":true,\"office\":\"县委办公室\"", "\"2024-03-05\""},
     "N0209",
     ""},
    {"an hour behind the date",
     "澄溪信息\n第7期\n县气象站  2024年3月5日16时\n\n全县义诊开始\n" LONG1 FOOT,
     {"\"office\":\"县气象站\"", "\"2024-03-05\""},
     "N0209",
     "N0208"},
    {"the signer on a row of its own",
     "澄溪专报\n第7期\n县委办公室  2024年3月5日\n签发人：梁舟\n\n关于造林的专报\n\n" LONG1 FOOT,
     {TITLE("关于造林的专报"), "\"signer\":\"梁舟\""},
     "",
     "W0220"},
    {"the name below number and date",
     "中共澄溪县委办公室    第66期\n2024年3月5日\n     澄 溪 要 情\n全县造林会议召开\n" LONG1
         FOOT,
     {"\"name\":\"澄溪要情\"", "\"office\":\"中共澄溪县委办公室\"", TITLE("全县造林会议召开")},
     "",
     "W0206"},
    {"a name of no known ending, spaced out below the number",
     "第35期    内部刊物  注意保存\n澄 溪 林 业\n县林业局编    2024年3月5日\n====\n"
     "全县造林会议召开\n" LONG1 "\n送：县委领导\n    县政府办公室\n",
     {"\"name\":\"澄溪林业\"", "\"office\":\"县林业局编\"", PARA(LONG1),
      "\"to\":\"县委领导　县政府办公室\""},
     "",
     "N0225 W0202"},
    {"secrecy over two rows, host with a label",
     "内部资料\n注意保存\n澄溪信息\n第7期\n主办：县委组织部  2024年3月5日\n★ 基层动态\n\n"
     "▶城南村种树忙\n" LONG1 FOOT,
     {"\"class\":\"内部资料　注意保存\"", "\"office\":\"主办：县委组织部\"",
      "\"column\":\"★基层动态\",\"title\":[\"▶城南村种树忙\"]"},
     "N0227",
     "W0206"},
    {"a running head before the masthead",
     "澄溪信息  第7期  3\n澄溪信息\n第7期\n县委办公室  2024年3月5日\n\n全县造林会议召开\n\n"
     "近日，县林业局组织植树，栽下树苗3000余\n\n澄溪信息  第7期  4\n\n株，成活率较高。" FOOT,
     {"\"number\":7", "\"office\":\"县委办公室\"", "栽下树苗3000余株，成活率较高。"},
     "N0211 N0212 N0215",
     "N0208"},
};

static const struct doc_case digests[] = {
    {"numbered titles of a digest",
     HEAD "1.县林业局开展春季造林\n" LONG1 "\n2.县水务局开展河道清淤\n" LONG2 FOOT,
     {TITLE("1.县林业局开展春季造林"), TITLE("2.县水务局开展河道清淤")},
     "",
     "W0220"},
    {"headings of an article without a title are no titles",
     HEAD "一、基本情况\n" LONG1 "\n二、下步打算\n" LONG2 FOOT,
     {"{\"kind\":\"h1\",\"text\":\"一、基本情况\"",
      "{\"kind\":\"h1\",\"text\":\"二、下步打算\""},
     "W0220",
     ""},
    {"titles with bullets",
     HEAD "◆县林业局开展春季造林\n\n" LONG1 "\n\n◆县水务局开展河道清淤\n\n" LONG2 FOOT,
     {TITLE("◆县林业局开展春季造林"), TITLE("◆县水务局开展河道清淤")},
     "",
     "W0220"},
    {"bullets under a title are lines of the article",
     HEAD "县林业局开展春季造林\n\n" LONG1 "\n\n◆落实管护责任\n\n" LONG2 FOOT,
     {PARA("◆落实管护责任")},
     "",
     "W0220"},
    {"heads of columns",
     HEAD "【工作动态】\n\n县林业局开展春季造林\n\n" LONG1 "\n\n【经验交流】\n\n"
          "县水务局开展河道清淤\n\n" LONG2 FOOT,
     {"\"column\":\"【工作动态】\",\"title\":[\"县林业局开展春季造林\"]",
      "\"column\":\"【经验交流】\",\"title\":[\"县水务局开展河道清淤\"]"},
     "N0227",
     "N0218"},
    {"numbered contents with another name",
     HEAD "今日导读\n1.县林业局开展春季造林\n2.县水务局开展河道清淤\n\n"
          "县林业局开展春季造林\n" LONG1 "\n县水务局开展河道清淤\n" LONG2 FOOT,
     {TITLE("县林业局开展春季造林"), TITLE("县水务局开展河道清淤")},
     "N0214",
     "W0220"},
    {"square brackets round a source",
     HEAD "县林业局开展春季造林\n" LONG1 "〔县林业局供稿〕\n县水务局开展河道清淤\n" LONG2
          "\n【县水务局】" FOOT,
     {"\"source\":\"县林业局供稿\"", "\"source\":\"县水务局\""},
     "",
     "W0222"},
    {"an office of no known ending with a person, a name left open",
     HEAD "县林业局开展春季造林\n" LONG1
          "\n（民革澄溪总支  梁 舟）\n县水务局开展河道清淤\n" LONG2
          "\n（县气象台   沈知微   陈××）\n（此件公开发布）" FOOT,
     {"\"source\":\"民革澄溪总支　梁　舟\"", "\"source\":\"县气象台　沈知微　陈××\"",
      PARA("（此件公开发布）")},
     "",
     ""},
    {"a place as the first clause of a glued title",
     HEAD "县林业局开展春季造林\n\n" LONG1
          "\n\n城南镇 “积分制”积出新风 近日，城南镇推行积分制管理，累计兑换积分八万分，群众"
          "参与热情高涨。" FOOT,
     {"\"title\":[\"城南镇\",\"“积分制”积出新风\"]", PARA("近日，城南镇推行积分制管理，累计兑"
                                                          "换积分八万分，群众参与热情高涨。")},
     "N0217",
     ""},
    {"slogans of a title stay on one line, quotations whole",
     HEAD "学技术  栽好树  管到位\n县林业局开展“绿满 澄溪”行动\n\n" LONG1 FOOT,
     {"\"title\":[\"学技术　栽好树　管到位\",\"县林业局开展“绿满　澄溪”行动\"]"},
     "",
     ""},
};

static const struct doc_case bodies[] = {
    {"double spacing of wrapped lines",
     HEAD "县林业局走访慰问护林员\n\n近日，县林业局组织机关干部深入各个林场，走访慰问\n\n"
          "常年坚守在一线的护林员，送去粽子、米、面、油和其他\n\n慰问品。\n\n"
          "慰问中，局领导与护林员亲切交谈，详细询问他们的身体\n\n"
          "状况和生活情况，叮嘱林场要多关心、多照顾，帮助解决\n\n实际困难。\n\n（办公室）\n\n"
          "报：县委领导\n",
     {TITLE("县林业局走访慰问护林员"), "送去粽子、米、面、油和其他慰问品。\"",
      "帮助解决实际困难。\"", "\"source\":\"办公室\""},
     "N0216",
     "W0220"},
    {"a title right under a full line that ends with a source",
     HEAD "县林业局开展春季造林\n近日，县林业局组织群众上山植树，三天栽下树苗两万余株，\n"
          "确保栽一棵、活一棵，各项任务按时完成。（县林业局）\n县水务局开展河道清淤\n"
          "近日，县水务局组织人员清理河道，三天清出淤泥两千余方，\n两岸环境焕然一新。" FOOT,
     {"\"source\":\"县林业局\"", TITLE("县水务局开展河道清淤")},
     "",
     ""},
    {"an indented title after a closed article",
     HEAD "县林业局开展春季造林\n\n    " LONG1 "\n\n    （县林业局）\n\n"
          "    县水务局开展河道清淤\n\n    " LONG2 "\n\n    （县水务局）" FOOT,
     {TITLE("县水务局开展河道清淤"), "\"source\":\"县水务局\""},
     "",
     "W0220"},
    {"digits and capitals spaced out",
     HEAD
     "全县经济开门红\n\n今年以来，全县 G D P 同比增长 6 . 5 %，投资完成 2 3 . 6 亿元，新增企业 "
     "1 2 家，各项指标稳步回升。" FOOT,
     {"全县GDP同比增长6.5%，投资完成23.6亿元，新增企业12家，"},
     "N0230",
     ""},
    {"columns of a table keep apart",
     HEAD
     "1—7月主要指标\n\n指标\t绝对值\t增长\n生产总值\t356.8\t5.6\n投资\t—\t-3.5\n\n" LONG1 FOOT,
     {TITLE("1—7月主要指标"), "\"rows\":[[\"指标\",\"绝对值\",\"增长\"],"
                              "[\"生产总值\",\"356.8\",\"5.6\"],[\"投资\",\"—\",\"-3.5\"]]"},
     "",
     "W0224"},
    // Typography 1.9: the caption above, a note of the unit, a head; empty cells keep their
    // place.
    {"a table with caption and unit",
     HEAD "全县春播进度\n\n" LONG1 "\n\n表 1 各镇春播进度\n\n单位：万亩\n\n"
          "镇\t计划\t完成\t备注\n柳塘镇\t5.2\t4.95\t\n\t12.8\t10.4\t受旱\n\n" LONG2 FOOT,
     {"\"number\":\"表1\",\"caption\":\"各镇春播进度\",\"unit\":\"单位：万亩\",\"head\":true,",
      "[\"柳塘镇\",\"5.2\",\"4.95\",\"\"],[\"\",\"12.8\",\"10.4\",\"受旱\"]]"},
     "",
     "W0224 W0270"},
    {"a table of Markdown",
     HEAD "水库蓄水情况\n\n" LONG1
          "\n\n| 水库 | 库容 |\n|---|---:|\n| 望樵 | 3,200 |\n\n" LONG2 FOOT,
     {"\"rows\":[[\"水库\",\"库容\"],[\"望樵\",\"3,200\"]]"},
     "",
     "W0224"},
    {"rows that differ, and labels, are no table",
     HEAD "全县值班安排\n\n时间：\t5月3日\n地点：\t县政府三楼\n\n" LONG1 FOOT,
     {PARA("时间：　5月3日"), PARA("地点：　县政府三楼")},
     "W0224",
     ""},
    {"numbered lines in a row are a list, annexes no headings",
     HEAD "昨日值班情况\n一、天气：多云\n二、突发事件：无\n三、领导带班：梁舟\n附件：1.值班表\n"
          "      2.电话表" FOOT,
     {PARA("一、天气：多云"), PARA("二、突发事件：无"), PARA("2.电话表")},
     "",
     ""},
    {"a paragraph that ends in an address",
     HEAD "县林业局开通网上服务\n\n群众可登录网站查询造林补贴发放情况，网址为："
          "http://www.example.cn/art/2024/3/15/index.html\n咨询请到县林业局服务窗口。" FOOT,
     {"index.html\"", PARA("咨询请到县林业局服务窗口。")},
     "",
     "N0215 W0222"},
};

static const struct doc_case footers[] = {
    {"sources and credits as web pages have them",
     HEAD "县林业局开展春季造林\n" LONG1
          "\n                县林业局供稿\n县水务局开展河道清淤\n" LONG2
          "\n来源丨县水务局\n编辑丨梁舟\n审核丨沈知微\n印发：60 份\n",
     {"\"source\":\"县林业局供稿\"", TITLE("县水务局开展河道清淤"),
      "\"source\":\"来源丨县水务局\"", "{\"label\":\"编辑\",\"names\":[\"梁舟\"]}",
      "\"copies\":60"},
     "",
     "W0220"},
    {"a sentence or two under an imprint are the text",
     "澄溪信息\n第7期\n\n编者按：\n\n县委办公室 2024年3月5日\n\n县林业局开展春季造林\n" LONG1
     "\n" LONG2 "\n",
     {PARA("编者按："), PARA(LONG1)},
     "",
     ""},
    {"credits without colons",
     HEAD "县林业局开展春季造林\n" LONG1
          "\n责任编辑 梁舟  审核 沈知微\n联系人：陈越 电话 0000-123\n",
     {"{\"label\":\"责任编辑\",\"names\":[\"梁舟\"]},{\"label\":\"审核\",\"names\":[\"沈知微\"]"
      "}",
      "{\"label\":\"联系人\",\"names\":[\"陈越\"]},{\"label\":\"电话\",\"names\":[\"0000-123\"]"
      "}"},
     "",
     ""},
    {"subject words",
     HEAD "县林业局开展春季造林\n" LONG1 "\n主题词：林业  造林\n报：县委领导\n",
     {"{\"label\":\"主题词\",\"to\":\"林业　造林\"}"},
     "",
     "W0220"},
    {"a sentence under one that ends is no turnover",
     HEAD "县林业局开展春季造林\n" LONG1 "\n送：请县长阅示。\n" LONG2 "\n呈：县委书记\n",
     {PARA("送：请县长阅示。"), PARA(LONG2), "\"distribution\":[{\"label\":\"呈\""},
     "",
     "N0226"},
    {"a line under the print run is kept",
     HEAD "县林业局开展春季造林\n" LONG1 "\n报：县委领导\n（共印50份）\n澄溪县印刷厂承印\n",
     {"澄溪县印刷厂承印", "\"copies\":50"},
     "",
     ""},
};

static void test_mastheads(void **state) {
    (void)state;
    DOC_RUN(mastheads);
}

static void test_digests(void **state) {
    (void)state;
    DOC_RUN(digests);
}

static void test_bodies(void **state) {
    (void)state;
    DOC_RUN(bodies);
}

static void test_footers(void **state) {
    (void)state;
    DOC_RUN(footers);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mastheads), cmocka_unit_test(test_digests),
        cmocka_unit_test(test_bodies), cmocka_unit_test(test_footers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
