// Distribution, credits, print run (typography 2.3, 6.4 #30-#33).
#include "doc_case.h"

#define HEAD                                                                                                                               \
    "澄溪信息\n第7期\n县委办公室 2024年3月5日\n\n县林业局打好春季造林攻坚战\n\n"                                \
    "入春以来，县林业局抢抓时机，组织干部群众上山植树，确保栽一棵、活一棵，任务按时完成。（县" \
    "林业局）\n\n"
#define SOURCE "\"source\":\"县林业局\"}]"

static const struct doc_case cases[] = {
    {"the usual three",
     HEAD "报：市委、市政府\n送：县委常委\n发：各乡镇\n责任编辑：高　山 李小明  审核：王　琳\n",
     {SOURCE,
      "{\"label\":\"报\",\"to\":\"市委、市政府\"},{\"label\":\"送\",\"to\":\"县委常委\"},{"
      "\"label\":\"发\",\"to\":\"各乡镇\"}",
      "{\"label\":\"责任编辑\",\"names\":[\"高山\",\"李小明\"]},{\"label\":\"审核\",\"names\":["
      "\"王琳\"]}",
      "\"copies\":null"},
     "",
     "N0207"},
    {"padded labels and half-width colons",
     HEAD "报　送:市委办公室\n抄  送 : "
          "县人大办公室、县政协办公室。\n签　发：段誉安　　校　对：文　竹\n",
     {"{\"label\":\"报送\",\"to\":\"市委办公室\"},{\"label\":\"抄送\",\"to\":"
      "\"县人大办公室、县政协办公室。\"}",
      "{\"label\":\"签发\",\"names\":[\"段誉安\"]},{\"label\":\"校对\",\"names\":[\"文竹\"]}"},
     "",
     ""},
    {"labels with spaces instead of colons",
     HEAD "报  市委、市政府领导\n送  县委常委\n发：各乡镇\n",
     {"{\"label\":\"报\",\"to\":\"市委、市政府领导\"},{\"label\":\"送\",\"to\":\"县委常委\"},{"
      "\"label\":\"发\",\"to\":\"各乡镇\"}",
      SOURCE},
     "",
     ""},
    {"this issue's labels",
     HEAD "本期送：县处级领导\n\n本期发：各乡镇\n\n本期增发：县直各学校\n\n编辑：梁舟\n",
     {"{\"label\":\"本期送\",\"to\":\"县处级领导\"},{\"label\":\"本期发\",\"to\":\"各乡镇\"},{"
      "\"label\":\"本期增发\",\"to\":\"县直各学校\"}"},
     "",
     ""},
    {"turnover lines",
     HEAD "主送：市委办公室，市政府办公室，市人大常委会办公室，\n　　　市政协办公室\n分送：县委"
          "常委，县人大常委会主任、副主任，县政府副县\n长，县政协主席\n",
     {"\"to\":\"市委办公室，市政府办公室，市人大常委会办公室，市政协办公室\"",
      "县政府副县长，县政协主席\""},
     "N0226",
     ""},
    {"several labels on one line, telephone",
     HEAD "抄报：市林业局\n责任编辑：高山、李小明　联系电话：0555－7218866\n",
     {"{\"label\":\"责任编辑\",\"names\":[\"高山\",\"李小明\"]},{\"label\":\"联系电话\","
      "\"names\":[\"0555-7218866\"]}"},
     "",
     ""},
    {"print run in brackets behind the credits",
     HEAD "报：市委\n编辑：梁舟    （共印120份）\n",
     {"{\"label\":\"编辑\",\"names\":[\"梁舟\"]}", "\"copies\":120"},
     "",
     ""},
    {"print run on its own line",
     HEAD "报：市委\n编辑：梁舟\n共印 120 份\n",
     {"{\"label\":\"编辑\",\"names\":[\"梁舟\"]}", "\"copies\":120"},
     "",
     ""},
    {"two lists on one line",
     HEAD "报：市委  送：县人大\n编辑：梁舟\n",
     {"{\"label\":\"报\",\"to\":\"市委\"},{\"label\":\"送\",\"to\":\"县人大\"}"},
     "",
     ""},
    {"imprint that repeats the masthead",
     HEAD "抄送：市委办公室\n县委办公室　　　　　2024年3月5日印发\n",
     {"{\"label\":\"抄送\",\"to\":\"市委办公室\"}]", "\"credits\":[]"},
     "N0225",
     ""},
    {"minority names and rare characters",
     HEAD "报：市委\n主编：阿卜杜拉·买买提 䶮　禾\n",
     {"\"names\":[\"阿卜杜拉·买买提\",\"䶮禾\"]"},
     "",
     ""},
    {"Latin letters and an address in the credits",
     HEAD "报：市委\n电子邮箱：lin@example.cn  网址：http://www.example.cn/\n",
     {"{\"label\":\"电子邮箱\",\"names\":[\"lin@example.cn\"]},{\"label\":\"网址\",\"names\":["
      "\"http://www.example.cn/\"]}"},
     "",
     ""},
    {"no footer",
     HEAD,
     {SOURCE, "\"distribution\":[],\"credits\":[],\"copies\":null"},
     "N0207",
     ""},
    {"a sentence with 送 is no footer",
     "澄溪信息\n第7期\n县委办公室 "
     "2024年3月5日\n\n县林业局送苗上门\n\n送苗上门服务深受欢迎，截至目前已送出树苗三千株，群众"
     "纷纷点赞，称赞干部作风实。\n",
     {"\"distribution\":[]", "送苗上门服务深受欢迎"},
     "N0207",
     ""},
};

static void test_footers(void **state) {
    (void)state;
    DOC_RUN(cases);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_footers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
