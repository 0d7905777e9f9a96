// Fuzz target of the settings: any text is a layout or a fontset, or errors say why not. With a
// layout that is accepted a short issue is rendered; of a fontset that is accepted each face is
// looked for.
#include "pipeline_fuzz.h"
#include "utf8.h"

#include <string.h>

static const char issue[] =
    "云溪简报\n第3期（总第108期）\n云溪县人民政府办公室　2024年5月8日\n\n"
    "编者按：现将三个镇的做法印发，请结合实际学习借鉴。\n\n"
    "县水务局汛前检查全部完成\n"
    "一、排查隐患\n近日，县水务局对14条河道、21座水闸开展检查，发现问题17处，全部整改到位。\n"
    "（一）落实责任。逐条河道明确责任人，“一河一策”，PM2.5均值下降12%。（县水务局）\n\n"
    "本期送：县领导同志\n发：各乡镇、县直各单位\n责任编辑：林禾  宋远\n共印60份\n";

// Sources are well-formed by contract: src/app/data.c gives the part before the first bad byte.
static struct pai_bytes text_of(const uint8_t *data, size_t size) {
    size_t bad = size;
    if (pai_utf8_valid((const char *)data, size, &bad)) {
        bad = size;
    }
    return (struct pai_bytes){data, bad};
}

static void fontset(struct fuzz_house *house, struct pai_arena *arena, const char *text,
                    size_t len) {
    struct pai_job *job = pai_job_open(house->world, NULL);
    struct pai_fontset *set =
        pai_fontset_load(job, arena, pai_job_source(job, "fuzz.yaml", text, len));
    FUZZ_PROMISE((set == NULL) == pai_job_failed(job), "a fontset or an error");
    for (unsigned role = 0; set != NULL && role < PAI_FONT_COUNT; role++) {
        const uint32_t rare = 0x20BB7;
        uint32_t rank;
        const struct pai_face *face = pai_fontset_face(set, job, (enum pai_font_role)role);
        FUZZ_PROMISE(face != NULL || pai_job_failed(job), "a face or an error");
        pai_fontset_find(set, job, (enum pai_font_role)role, &rare, 1, &rank);
    }
    pai_fontset_close(set);
    pai_job_close(job);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct fuzz_house *house = fuzz_house();
    struct pai_arena *arena = pai_arena_open(NULL);
    struct pai_bytes bytes = text_of(data, size);
    const char *text = pai_arena_str(arena, (const char *)bytes.data, bytes.size);
    struct pai_job *job = pai_job_open(house->world, NULL);
    const struct pai_layout *layout =
        pai_layout_load(job, arena, pai_job_source(job, "fuzz.yaml", text, bytes.size));
    FUZZ_PROMISE((layout == NULL) == pai_job_failed(job), "a layout or an error");
    pai_job_close(job);
    if (layout != NULL) {
        fuzz_issue(house, layout, (const uint8_t *)issue, strlen(issue));
    }
    fontset(house, arena, text, bytes.size);
    pai_arena_close(arena);
    return 0;
}
