// In: tests that come one after another. Out: the same desk for each. Promised: no test sees
// what another has changed or been told.
#include "shared_desk.h"

struct desk desk;

static struct pai_para_params body;
static enum pai_font_role han;

int desk_group_open(void **state) {
    (void)state;
    if (!desk_open(&desk)) {
        return -1;
    }
    body = desk.params;
    han = desk.han;
    return 0;
}

int desk_group_close(void **state) {
    (void)state;
    desk_close(&desk);
    return 0;
}

int desk_reset(void **state) {
    (void)state;
    desk_clear(&desk);
    desk.params = body;
    desk.han = han;
    desk.lang = PAI_ZH_HANS;
    return 0;
}
