// Official documents (GB/T 9704 7.2-7.4, typography 1.5-1.7): number, signer, urgency,
// addressee, attachments, signature, date, remark, imprint. And what only looks like them.
#include "doc_case.h"

#define HEAD "清溪县人民政府文件\n\n清政发〔2021〕10 号\n\n关于加强农村饮水管护的通知\n\n"
#define LONG                                                                                   \
    "入春以来，县水务局抢抓时机，组织干部群众检修管网，确保修一处、好一处，各项任务按时完成。"
#define PARA(text)  "{\"kind\":\"para\",\"text\":\"" text "\""
#define TITLE(text) "\"title\":[\"" text "\"]"

static const struct doc_case heads[] = {
    {"name, number, no complaint about a date that stands at the end",
     HEAD "各乡镇人民政府：\n\n" LONG "\n",
     {"\"name\":\"清溪县人民政府文件\",\"number\":10", "\"document\":\"清政发〔2021〕10号\"",
      TITLE("关于加强农村饮水管护的通知"),
      "{\"kind\":\"addressee\",\"text\":\"各乡镇人民政府：\"", PARA(LONG)},
     "",
     "W0202 W0203 W0204 W0206 N0208"},
    {"copy number, class, urgency, signer on the row of the number",
     "000012\n机密★1年\n特 急\n\n清溪县水务局文件\n清水〔2021〕3号        签发人：梁舟  "
     "周一帆\n\n关于请求拨付资金的请示\n\n县人民政府：\n" LONG "\n",
     {"\"class\":\"机密★1年\",\"copy_number\":\"000012\"", "\"document\":\"清水〔2021〕3号\"",
      "\"urgency\":\"特急\"", "\"signer\":\"梁舟", TITLE("关于请求拨付资金的请示")},
     "",
     "N0208 W0204"},
    {"square brackets round the year",
     "清溪县人民政府办公室文件\n清政办[2021]8号\n关于放假的通知\n各乡镇：\n" LONG "\n",
     {"\"document\":\"清政办〔2021〕8号\"", "\"addressee\",\"text\":\"各乡镇：\""},
     "",
     "W0204"},
    {"a bulletin whose number has a year is none",
     "澄溪信息\n〔2021〕第3期\n县委办公室 2021年3月5日\n\n全县造林会议召开\n各乡镇：\n" LONG
     "\n报：县委领导\n",
     {"\"name\":\"澄溪信息\"", PARA("各乡镇：")},
     "",
     ""},
};

static const struct doc_case closings[] = {
    {"attachments, signature, date, remark, imprint",
     HEAD "各乡镇人民政府：\n" LONG "\n\n附件：1.任务分解表\n      2.水质监测点位表\n\n"
          "                    清溪县人民政府\n                    2021年5月18日\n\n"
          "（此件公开发布）\n\n抄送：县委办公室。\n清溪县人民政府办公室    2021年5月18日印发\n",
     {"{\"kind\":\"attachment\",\"text\":\"1.任务分解表\"",
      "{\"kind\":\"attachment\",\"text\":\"2.水质监测点位表\"",
      "{\"kind\":\"signature\",\"text\":\"清溪县人民政府\"",
      "{\"kind\":\"signature-date\",\"text\":\"2021年5月18日\"",
      "{\"kind\":\"remark\",\"text\":\"（此件公开发布）\"", "\"source\":null",
      "\"office\":\"清溪县人民政府办公室\",\"date\":\"2021-05-18\"",
      "\"distribution\":[{\"label\":\"抄送\""},
     "",
     "N0220 W0220"},
    {"two offices sign",
     HEAD LONG "\n清溪县水务局\n清溪县财政局\n2021年5月18日\n",
     {"{\"kind\":\"signature\",\"text\":\"清溪县水务局\"",
      "{\"kind\":\"signature\",\"text\":\"清溪县财政局\"",
      "{\"kind\":\"signature-date\",\"text\":\"2021年5月18日\""},
     "",
     ""},
    {"one attachment without a number, annexes with titles of their own",
     HEAD LONG "\n附件：任务分解表\n清溪县人民政府\n2021年5月18日\n附件\n\n任务分解表\n\n" LONG
               "\n",
     {"{\"kind\":\"attachment\",\"text\":\"任务分解表\"", TITLE("任务分解表"),
      "\"annex\":\"附件\""},
     "",
     "W0220"},
    {"a date in the text is no signature, a numbered line no attachment",
     HEAD LONG "\n1.先修主管\n" LONG "\n2.再修支管\n" LONG "\n",
     {"\"text\":\"2.再修支管\""},
     "",
     ""},
    {"a signature under a bulletin's article",
     "澄溪信息\n第7期\n县委办公室 2024年3月5日\n\n全县造林会议召开\n" LONG
     "\n县林业局\n2024年3月4日\n\n报：县委领导\n",
     {"{\"kind\":\"signature\",\"text\":\"县林业局\"",
      "{\"kind\":\"signature-date\",\"text\":\"2024年3月4日\""},
     "N0229",
     ""},
    {"signatures under two articles of a bulletin, attachments above the second",
     "澄溪信息\n第7期\n县委办公室 2024年3月5日\n\n全县造林会议召开\n" LONG
     "\n县林业局\n2024年3月4日\n\n春耕会议召开\n" LONG
     "\n附件：1.任务分解表\n2.联系名单（A、B卷）\n县农业农村局\n2024年3月5日\n\n报：县委领导\n",
     {"{\"kind\":\"signature\",\"text\":\"县林业局\"", TITLE("春耕会议召开"),
      "{\"kind\":\"attachment\",\"text\":\"2.联系名单（A、B卷）\"",
      "{\"kind\":\"signature\",\"text\":\"县农业农村局\""},
     "N0229",
     "W0220"},
    {"a date without an office under a bulletin's article stays text",
     "澄溪信息\n第7期\n县委办公室 2024年3月5日\n\n全县造林会议召开\n" LONG
     "\n2024年3月4日\n\n报：县委领导\n",
     {PARA("2024年3月4日")},
     "",
     "N0229"},
};

static const struct doc_case minutes[] = {
    {"attendance lists",
     "澄溪县人民政府会议纪要\n第7期\n县政府办公室 2024年3月5日\n\n关于造林的会议纪要\n\n" LONG
     "\n出席：梁舟、沈知微\n列 席:周一帆\n\n分送：县委办公室\n",
     {"{\"kind\":\"attendance\",\"text\":\"出席：梁舟、沈知微\"",
      "{\"kind\":\"attendance\",\"text\":\"列席：周一帆\""},
     "",
     ""},
    {"in a bulletin they are text",
     "澄溪信息\n第7期\n县委办公室 2024年3月5日\n\n全县造林会议召开\n" LONG
     "\n出席：梁舟、沈知微\n\n报：县委领导\n",
     {PARA("出席：梁舟、沈知微")},
     "",
     ""},
};

static void test_minutes(void **state) {
    (void)state;
    DOC_RUN(minutes);
}

static void test_heads(void **state) {
    (void)state;
    DOC_RUN(heads);
}

static void test_closings(void **state) {
    (void)state;
    DOC_RUN(closings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heads),
        cmocka_unit_test(test_closings),
        cmocka_unit_test(test_minutes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
