// In: a role. Out: its name in layouts and dumps (design 5). Promised: never NULL.
#include "role.h"

const char *pai_role_name(enum pai_role role) {
    static const char *const names[] = {
#define X(id, name, zh) name,
        PAI_ROLES(X)
#undef X
    };
    return (unsigned)role < PAI_ROLE_COUNT ? names[role] : "";
}
