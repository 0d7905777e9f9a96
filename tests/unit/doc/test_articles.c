// Titles, paragraphs, headings, notes and sources (typography 2.2, 6.3, 6.4 #8-#15, #21).
#include "doc_case.h"

#define HEAD "澄溪信息\n第7期\n县委办公室 2024年3月5日\n\n"
#define FOOT "\n\n报：县委领导\n"
#define LONG1                                                                                  \
    "入春以来，县林业局抢抓时机，组织干部群众上山植树，确保栽一棵、活一棵，各项任务按时完成。"
#define LONG2                                                                                                                              \
    "下一步，县林业局将加强管护，落实专人浇水施肥，力争成活率达到百分之九十五以上，让荒山早日" \
    "变绿。"
#define PARA(text) "{\"kind\":\"para\",\"text\":\"" text "\""

static const struct doc_case cases[] = {
    {"several paragraphs stay several",
     HEAD "县林业局打好春季造林攻坚战\n\n" LONG1 "\n\n" LONG2 "（县林业局）" FOOT,
     {"\"title\":[\"县林业局打好春季造林攻坚战\"]",
      PARA(LONG1) ",\"line\":7}," PARA(LONG2) ",\"line\":9}]", "\"source\":\"县林业局\""},
     "",
     "N0215"},
    {"lines without blank lines are paragraphs",
     HEAD "县林业局打好春季造林攻坚战\n" LONG1 "\n" LONG2
          "\n（县林业局）\n县水务局开展河道清淤\n" LONG1 "\n（县水务局供稿）" FOOT,
     {PARA(LONG1) ",\"line\":6}," PARA(LONG2), "\"source\":\"县林业局\"}",
      "\"title\":[\"县水务局开展河道清淤\"]", "\"source\":\"县水务局供稿\"}]"},
     "",
     "N0215 W0220"},
    {"indents by two ideographic spaces",
     HEAD "　　　　县林业局打好春季造林攻坚战\n　　" LONG1 "\n　　短句一段。\n　　" LONG2
          "\n　　　　　　　　　　　　（供稿：李  想）" FOOT,
     {"\"title\":[\"县林业局打好春季造林攻坚战\"]", PARA(LONG1), PARA("短句一段。"),
      PARA(LONG2), "\"source\":\"供稿：李　想\""},
     "",
     "N0215"},
    {"page-break split inside a word, with folio and running head",
     HEAD "县林业局打好春季造林攻坚战\n\n入春以来，县林业局抢抓时机，组织干部群众上山植树，在全"
          "县范围内掀起造林绿\n\n— 3 —\n\n澄溪信息  第7期\n\n"
          "化的热潮，确保栽一棵、活一棵。（县林业局）" FOOT,
     {"掀起造林绿化的热潮，确保栽一棵、活一棵。\"", "\"source\":\"县林业局\""},
     "N0211 N0212 N0215",
     ""},
    {"a wrapped sentence is no title though it is short and quoted",
     HEAD
     "县林业局打好春季造林攻坚战\n\n入春以来，县林业局抢抓时机，组织干部群众上山植树，三天"
     "栽下树苗两万余株。护林员老郭\n说,“树栽活了,心里就踏实了.”\n\n一、落实管护责任\n\n" LONG2
         FOOT,
     {"护林员老郭说，“树栽活了，心里就踏实了。”\""},
     "N0215",
     ""},
    {"short piece before a folio",
     HEAD "县林业局打好春季造林攻坚战\n\n入春以来，县林业局抢抓时机，组织干部\n\n第 1 页 共 3 "
          "页\n\n群众上山植树，确保栽一棵、活一棵。" FOOT,
     {"组织干部群众上山植树"},
     "N0211 N0215",
     ""},
    {"heading glued to its paragraph",
     HEAD "县林业局打好春季造林攻坚战 " LONG1 "（县林业局）" FOOT,
     {"\"title\":[\"县林业局打好春季造林攻坚战\"]", PARA(LONG1)},
     "N0217",
     "W0220"},
    {"two clauses glued to the paragraph",
     HEAD "县林业局抢抓春季时机 打好造林绿化攻坚战 " LONG1 "（县林业局）" FOOT,
     {"\"title\":[\"县林业局抢抓春季时机\",\"打好造林绿化攻坚战\"]", PARA(LONG1)},
     "N0217",
     ""},
    {"footnotes behind the source (typography 4)",
     HEAD
     "县林业局召开座谈会\n\n县林业局①召开座谈会，各乡镇代表参加，会议开得很成功。（县林业局）"
     "\n\n① 2019年组建" FOOT,
     {"\"source\":\"县林业局\",\"notes\":[{\"marker\":\"①\",\"text\":\"2019年组建\"}]"},
     "",
     "W0220 W0271 W0272"},
    {"a footnote without its mark, a mark without its footnote",
     HEAD "县林业局召开座谈会\n\n县林业局①召开座谈会，各乡镇代表②参加，会议开得很成功。\n\n"
          "① 2019年组建。\n③ 没有注码的注，放在最后，不能丢掉。" FOOT,
     {"\"notes\":[{\"marker\":\"①\"", "没有注码的注"},
     "W0271 W0272",
     ""},
    {"marks in brackets, full-width figures, a label above the notes; no year is a mark",
     HEAD
     "县林业局召开座谈会\n\n县林业局[1]"
     "按照县政办〔2012〕10号文件召开座谈会，各乡镇代表［２］参加。[3]"
     "会议开得很成功。\n\n注释：\n[1]2019年组建。\n［２］每乡镇三人。\n〔3〕三月一日。" FOOT,
     {"\"notes\":[{\"marker\":\"[1]\",\"text\":\"2019年组建。\"},{\"marker\":\"［2］\","
      "\"text\":\"每乡镇三人。\"},{\"marker\":\"〔3〕\",\"text\":\"三月一日。\"}]",
      "〔2012〕10号"},
     "N0274",
     "W0271 W0272"},
    {"notes of all articles behind the last, beginning again at ① for each",
     HEAD "县林业局召开座谈会\n\n县林业局①召开座谈会，各乡镇代表参加，会议开得很成功。\n\n"
          "县水务局检查堤防\n\n县水务局①检查堤防，各乡镇干部②参加，检查做得很仔细。\n\n"
          "①林业局的注。\n①水务局的注。\n②每乡镇三人。" FOOT,
     {"\"notes\":[{\"marker\":\"①\",\"text\":\"林业局的注。\"}]",
      "\"notes\":[{\"marker\":\"①\",\"text\":\"水务局的注。\"},{\"marker\":\"②\""},
     "",
     "W0271 W0272"},
    {"notes stand in the order of their marks in the text",
     HEAD "县林业局召开座谈会\n\n县林业局①召开座谈会，各乡镇代表②参加，会议开得很成功。\n\n"
          "②每乡镇三人。\n①2019年组建。" FOOT,
     {"\"notes\":[{\"marker\":\"①\",\"text\":\"2019年组建。\"},{\"marker\":\"②\""},
     "",
     "W0271 W0272"},
    {"a source behind the mark of a note",
     HEAD "县林业局召开座谈会\n\n县林业局召开座谈会，各乡镇代表参加，会议开得很成功。①"
          "（县林业局）\n\n①三月一日。" FOOT,
     {"会议开得很成功。①\",", "\"source\":\"县林业局\""},
     "",
     "W0271 W0272"},
    {"the mark in a title: its note stays text, and that is said",
     HEAD "县林业局召开座谈会①\n\n县林业局召开座谈会，各乡镇代表参加，会议开得很成功。\n\n"
          "注：①三月一日在县城。" FOOT,
     {"\"title\":[\"县林业局召开座谈会①\"]", "①三月一日在县城。"},
     "W0273",
     "W0271"},
    {"items with circled digits are no footnotes",
     HEAD "县林业局召开座谈会\n\n会议要求做好几项工作：①种树；②浇水，各乡镇要抓好落实。\n\n"
          "①种树要抓早，各乡镇三月底前完成，县林业局负责检查验收。" FOOT,
     {"①种树要抓早，各乡镇"},
     "",
     "W0271 W0272"},
    {"| divides a title, a short one too",
     HEAD "县林业局抢抓春季时机|打好造林绿化攻坚战\n\n" LONG1
          "\n\n学党史|办实事\n\n" LONG1 FOOT,
     {"\"title\":[\"县林业局抢抓春季时机\",\"打好造林绿化攻坚战\"]",
      "\"title\":[\"学党史\",\"办实事\"]"},
     "N0219 N0219",
     ""},
    {"a list of names is no heading",
     HEAD "县林业局召开座谈会\n\n参加座谈会的有张小三 李小四 王小五 赵小六 钱小七 孙小八 "
          "周小九 吴小十 郑一一 冯二二等同志，会议开得很成功，大家都很满意。" FOOT,
     {"\"title\":[\"县林业局召开座谈会\"]", "参加座谈会的有张小三　李小四　王小五"},
     "W0257",
     "N0217"},
    {"title over two blocks",
     HEAD "县林业局抢抓春季时机\n\n打好造林绿化攻坚战\n\n" LONG1 FOOT,
     {"\"title\":[\"县林业局抢抓春季时机\",\"打好造林绿化攻坚战\"]"},
     "N0218",
     ""},
    {"title cut inside a quotation",
     HEAD "县林业局深入开展“植绿护\n\n绿”行动\n\n" LONG1 FOOT,
     {"\"title\":[\"县林业局深入开展“植绿护绿”行动\"]"},
     "N0218",
     ""},
    {"editor's note in its forms",
     HEAD "【编者按】近期，各地造林工作进展顺利，现编发一组经验，供参考。\n\n县林业局打好春季造"
          "林攻坚战\n\n" LONG1 FOOT,
     {"\"note\":{\"label\":\"编者按\",\"text\":"
      "\"近期，各地造林工作进展顺利，现编发一组经验，供参考。\"}",
      "\"title\":[\"县林业局打好春季造林攻坚战\"]"},
     "",
     ""},
    {"editor's note with its label alone",
     HEAD "按  "
          "语：\n近期，各地造林工作进展顺利，现编发一组经验，供参考。\n\n县林业局打好春季造林攻"
          "坚战\n\n" LONG1 FOOT,
     {"\"note\":{\"label\":\"按语\",\"text\":\"近期，"},
     "",
     ""},
    {"four levels of headings",
     HEAD "县林业局打好春季造林攻坚战\n\n一、主要做法\n\n（一）抓早动快\n\n1."
          "层层发动\n\n（1）领导带头\n\n" LONG1 "\n\n（二）抓实管护。" LONG2
          "\n\n二、下步打算\n\n" LONG2 "（县林业局）" FOOT,
     {"{\"kind\":\"h1\",\"text\":\"一、主要做法\"",
      "{\"kind\":\"h2\",\"text\":\"（一）抓早动快\"",
      "{\"kind\":\"h3\",\"text\":\"1.层层发动\"", "{\"kind\":\"h4\",\"text\":\"（1）领导带头\"",
      PARA("（二）抓实管护。" LONG2), "{\"kind\":\"h1\",\"text\":\"二、下步打算\""},
     "",
     "W0220"},
    {"numbered heading glued to its paragraph",
     HEAD "县林业局打好春季造林攻坚战\n\n一、层层动员部署任务 " LONG1 FOOT,
     {"{\"kind\":\"h1\",\"text\":\"一、层层动员部署任务\"", PARA(LONG1)},
     "N0217",
     ""},
    {"a bare line between numbered headings is no new article",
     HEAD "县林业局打好春季造林攻坚战\n\n一、主要做法\n\n" LONG1 "\n\n建立机制不松劲\n\n" LONG2
          "\n\n二、下步打算\n\n" LONG2 FOOT,
     {PARA("建立机制不松劲")},
     "",
     "W0220"},
    {"a few words inside an article are no title",
     HEAD "县林业局打好春季造林攻坚战\n\n" LONG1 "\n\n对策建议\n\n" LONG2 "（县林业局）" FOOT,
     {PARA(LONG1) ",\"line\":7}," PARA("对策建议")},
     "",
     ""},
    {"a bracket that is no source",
     HEAD "县林业局打好春季造林攻坚战\n\n" LONG1 "（详见附件）" FOOT,
     {"按时完成。（详见附件）\"", "\"source\":null"},
     "",
     ""},
    {"several sources",
     HEAD "县林业局打好春季造林攻坚战\n\n" LONG1 "(县林业局 县水务局)" FOOT,
     {"\"source\":\"县林业局　县水务局\""},
     "",
     ""},
    {"a person as source",
     HEAD "县林业局打好春季造林攻坚战\n\n" LONG1 "（阿卜杜拉·买买提）" FOOT,
     {"\"source\":\"阿卜杜拉·买买提\""},
     "",
     ""},
    {"articles without titles",
     HEAD LONG1 "（县林业局）\n\n" LONG2 "（县水务局）" FOOT,
     {"{\"title\":[],\"body\":[" PARA(LONG1), "\"source\":\"县水务局\""},
     "W0220",
     ""},
    {"table of contents",
     HEAD "本期要目\n\n● 县林业局打好春季造林攻坚战……1\n● "
          "县水务局开展河道清淤……3\n\n县林业局打好春季造林攻坚战\n\n" LONG1
          "\n\n县水务局开展河道清淤\n\n" LONG2 FOOT,
     {"\"articles\":[{\"title\":[\"县林业局打好春季造林攻坚战\"]",
      "\"title\":[\"县水务局开展河道清淤\"]"},
     "N0214",
     "W0220"},
    {"an entry of the contents that the text has not",
     HEAD "本期要目\n★县林业局打好春季造林攻坚战\n★县水务局开展河道清淤\n★县农机站下乡检修\n\n"
          "【部门动态】\n县林业局打好春季造林攻坚战\n\n" LONG1
          "\n\n县水务局开展河道清淤\n\n" LONG2 FOOT,
     {"\"articles\":[{\"column\":\"【部门动态】\",\"title\":[\"县林业局打好春季造林攻坚战\"]"},
     "W0228",
     "W0220"},
    {"the head of a column under the contents is none of their entries",
     HEAD "本期要目\n★县林业局打好春季造林攻坚战\n★县水务局开展河道清淤\n\n"
          "★部门动态\n县林业局打好春季造林攻坚战\n\n" LONG1
          "\n\n县水务局开展河道清淤\n\n" LONG2 FOOT,
     {"\"articles\":[{\"column\":\"★部门动态\",\"title\":[\"县林业局打好春季造林攻坚战\"]"},
     "N0214",
     "W0228"},
    {"hard-wrapped text with indents",
     HEAD "县林业局打好春季造林攻坚战\n"
          "    "
          "入春以来，县林业局抢抓时机，组织干部群众\n上山植树，确保栽一棵、活一棵，各项任务按时"
          "\n完成，共栽植树苗二十六万株，比去年同期增加\n了三成。\n"
          "    "
          "下一步，县林业局将加强管护，落实专人浇水\n施肥，力争成活率达到百分之九十五以上，让荒"
          "\n山早日变绿。\n（县林业局）" FOOT,
     {"\"title\":[\"县林业局打好春季造林攻坚战\"]",
      PARA("入春以来，县林业局抢抓时机，组织干部群众上山植树，确保栽一棵、活一棵，各项任务按时"
           "完成，共栽植树苗二十六万株，比去年同期增加了三成。") ",\"line\":6}",
      PARA("下一步，县林业局将加强管护，落实专人浇水施肥，力争成活率达到百分之九十五以上，让荒"
           "山早日变绿。") ",\"line\":10}",
      "\"source\":\"县林业局\""},
     "N0216",
     ""},
    {"hard-wrapped text with blank lines, and Latin words",
     HEAD "县林业局打好春季造林攻坚战\n\n"
          "入春以来，县林业局抢抓时机，组织干部群众上山\n植树，引进 digital forest "
          "management\nsystem "
          "一套，确保栽一棵、活一棵，各项任务按\n时完成，共栽植树苗二十六万株。\n\n"
          "下一步，县林业局将加强管护，落实专人浇水施肥\n，力争成活率达到百分之九十五以上，让荒"
          "山早日\n变绿。\n" FOOT,
     {"上山植树，引进digital forest management system一套，确保", "专人浇水施肥，力争成活率"},
     "N0216",
     ""},
    {"a colon introduces a list and is never joined across",
     HEAD "县林业局打好春季造林攻坚战\n\n入春以来，县林业局抢抓时机，组织干部群众上山植树，确保"
          "栽一棵、活一棵，主要抓了以下三个方面的重点工作：\n\n抓动员部署，责任到人，层层签订责"
          "任书。\n\n" LONG2 FOOT,
     {PARA("抓动员部署，责任到人，层层签订责任书。")},
     "",
     "N0215"},
    {"enumeration 一是 in one paragraph stays plain",
     HEAD "县林业局打好春季造林攻坚战\n\n一是抓动员。" LONG1 "\n\n二是抓管护。" LONG2 FOOT,
     {PARA("一是抓动员。" LONG1), PARA("二是抓管护。" LONG2)},
     "",
     "N0215"},
    {"rare names, URLs and e-mail stay as they are",
     HEAD "县林业局打好春季造林攻坚战\n\n"
          "技术员䶮明远、㛃小禾、𬭎振东"
          "和阿卜杜拉・买买提参加，"
          "详见https://www.example.cn/a.html?x=1,2，来信请寄lin@example.cn,或拨打电话。" FOOT,
     {"䶮明远、㛃小禾、𬭎振东和阿卜杜拉·买买提",
      "https://www.example.cn/a.html?x=1,2，来信", "lin@example.cn"},
     "N0237",
     ""},
};

static void test_articles(void **state) {
    (void)state;
    DOC_RUN(cases);
}

// The run-in heading of a numbered paragraph is known in bytes (typography 1.4).
static void test_lead(void **state) {
    (void)state;
    static const char text[] = HEAD "县林业局打好春季造林攻坚战\n\n（一）抓早动快。" LONG1 FOOT;
    struct doc_result r = doc_read_bytes(text, sizeof text - 1);
    assert_int_equal(r.doc->article_count, 1);
    assert_int_equal(r.doc->articles[0].body_count, 1);
    const struct pai_block *b = &r.doc->articles[0].body[0];
    assert_int_equal(b->kind, PAI_PARA);
    assert_int_equal(b->lead_kind, PAI_H2);
    assert_int_equal(b->lead, sizeof "（一）抓早动快。" - 1);
    doc_result_close(r);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_articles),
                                       cmocka_unit_test(test_lead)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
