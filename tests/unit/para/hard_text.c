// In: a number. Out: a hard paragraph. Promised: the same for the same number.
#include "hard_text.h"

#include "class.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>

// Pushes what follows through the places of the line, a cell at a time.
static const char push[] = "入春以来，县、乡两级抢抓农时，组织人力物力，开展田间管理";

static const char *const texts[] = {
    // ， 、 。 ； ：
    "，县农业农村局抽调技术人员，分赴各村查看苗情、墒情、病虫情；一村一策，一田一法：该浇的浇，"
    "该追的追，该防的"
    "防。到本周末，七成地块浇过返青水，其余地块正在轮灌，水管员逐渠巡看，确保水不白流、苗不受旱"
    "。",
    // ？ ！ ？！ ！！！
    "。“这么远也送得到？”“当然送得到！”老人还是不信：“真的不收钱？！”队员笑了，把单子递过去！“"
    "您看，一分不收！"
    "！！”问一问：谁家的化肥还没有到？谁家的农机还没有修？谁的心里还有疙瘩？一家一家问，一件一"
    "件办。",
    // “ ” ‘ ’ 《 》 （ ） 〔 〕 【 】
    "，会议印发了《春季田间管理要点》（以下称《要点》）和《农机检修办法（试行）》，要求“一村一"
    "员、一周一报”。有人说：“"
    "‘看天吃饭’的日子过去了。”按县政办〔2024〕12号文件，【重点】村（含新设的竹溪、石桥两村）每"
    "周报送一次。",
    // —— …… · ～ – / 々
    "——这就是他们的办法——先易后难，先近后远……谁先完成，谁先轮休……阿卜杜拉·买买提和古丽娜尔·艾山"
    "负责山上三村，每天"
    "走8～10公里；沙河—白石一线由农机/植保两队合管，3月15–20日完工，家々户々都有着落。",
    // numbers and their signs, Latin
    "，累计投入1263.5万元，完成率98.6%，比去年提高4."
    "2个百分点；气温回升到12℃以上，降水偏少3‰左右。农资App注册用户"
    "25903人，GPS终端138台，每台￥300补贴，±5元以内不退不补，下单时间为9:00至17:"
    "30，热线电话24小时开通。",
    // quotations at the ends of sentences and a source note
    "。书记陈志远说：“把地种好，把苗管好。”镇长周秀兰说：“谁掉队，帮谁。”技术员李小禾、王大田、"
    "赵一粟三人包片，白天跑田，"
    "晚上填表，“不漏一户，不误一天”，得到了群众的好评。（县农业农村局）",
};

// Bytes of the marks that a text begins with.
static size_t lead_marks(const char *s) {
    size_t at = 0;
    for (;;) {
        unsigned used;
        enum pai_class c = pai_class_of(pai_utf8_next(s + at, strlen(s + at), &used));
        if (c != PAI_CLS_PC && c != PAI_CLS_PS && c != PAI_CLS_DS) {
            return at;
        }
        at += used;
    }
}

void hard_paragraph(unsigned i, char out[HARD_SIZE]) {
    const char *text = texts[i / HARD_PLACES % (sizeof texts / sizeof *texts)];
    unsigned cells = i % HARD_PLACES;
    // The last cells of `push`; without any the text begins with its first letter.
    const char *head = push + strlen(push) - 3 * (size_t)cells;
    snprintf(out, HARD_SIZE, "%s%s", head, text + (cells == 0 ? lead_marks(text) : 0));
}
