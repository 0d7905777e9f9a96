// In: two neighbouring characters of a title. Out: whether they are a common word of official
// Chinese, which a line end should not split (typography 1.6, 3.11). Promised: a small fixed
// list instead of a segmenter; a miss costs an awkward break, not an error.
#include "node.h"

#include "utf8.h"

#include <string.h>

// Two characters each.
static const char words[] =
    "工作活动会议保障企业全力开展推进落实建设发展服务管理治理改革创新项目经济社会群众干部党员组"
    "织学习教育"
    "宣传培训检查督查整治整改安全生产环境保护生态文明城市农村乡村振兴脱贫攻坚疫情防控复工复产防"
    "疫防汛抗旱"
    "消防应急救援处置预案机制制度体系平台网络信息数据智慧数字科技人才就业创业社区街道乡镇单位部"
    "门机关政府"
    "委员办公财政税务金融银行信贷贷款融资资金投资招商引资营商市场监管执法法治司法公安信访维稳稳"
    "定和谐民生"
    "民政医疗卫生健康养老托育住房改造提升优化强化加强加快加大深化细化抓好做好夯实筑牢压实责任担"
    "当作为成效"
    "成果经验典型示范试点首批首个正式启动召开举行举办圆满完成顺利通过积极主动有序有效有力持续深"
    "入扎实稳步"
    "高效全面专项集中重点难点热点问题需求困难帮扶帮助支持助力促进推动引导指导协调联动联合共建共"
    "享惠民便民"
    "利民窗口审批事项流程办理业务系统网格志愿文化旅游体育活力特色品牌产业工业农业商务外贸出口电"
    "商物流交通"
    "道路公路铁路水利水库河长供水供电供热燃气绿化公园游园垃圾分类厕所清洁扫黑除恶反诈禁毒纪委监"
    "委巡察巡视"
    "审计统计普查调查调研走访慰问座谈交流考察观摩竞赛比赛评选表彰先进模范优秀青年妇女儿童少年学"
    "校学生教师"
    "课堂课程作风廉政从严治党主题主体对象范围标准质量水平能力力度速度进度目标任务计划规划方案措"
    "施办法意见"
    "通知通报公告报告简报动态情况总结部署安排要求精神讲话指示批示贯彻传达领导书记主任区长县长市"
    "长省长代表"
    "委托授权合同协议签约合作协作配合基础设施设备产品质检检测监测预警排查隐患风险化解矛盾纠纷调"
    "解仲裁劳动"
    "监察工资保险社保医保补贴奖励奖补资助救助低保残疾退役军人双拥征兵国防民族宗教统战侨务台办工"
    "会团委妇联"
    "春节清明端午中秋国庆冬季夏季春季秋季上半下半年度季度月份今年去年明年近日日前目前同期";

bool pai_title_word(uint32_t a, uint32_t b) {
    char word[8];
    unsigned n = pai_utf8_put(a, word);
    n += n == 3 ? pai_utf8_put(b, word + 3) : 0;
    if (n != 6) {
        return false;
    }
    for (size_t i = 0; i + 6 <= sizeof words - 1; i += 6) {
        if (memcmp(words + i, word, 6) == 0) {
            return true;
        }
    }
    return false;
}
