// In: the bytes of an ICC profile. Out: whether it is for output on a CMYK press, by lcms2.
// Promise: any bytes may come in; nothing is printed and nothing is kept.
#include "profile.h"

#include <lcms2.h>
#include <string.h>

enum { HEADER = 128, VERSION_5 = 0x05000000 };

static uint32_t word(const uint8_t *s) {
    return (uint32_t)s[0] << 24 | (uint32_t)s[1] << 16 | (uint32_t)s[2] << 8 | s[3];
}

static const char *about_of(struct pai_arena *arena, cmsHPROFILE profile) {
    char text[128] = "";
    cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", text, sizeof text);
    text[sizeof text - 1] = '\0';
    for (char *s = text; *s != '\0'; s++) {
        *s = *s >= ' ' && *s <= '~' ? *s : ' ';
    }
    return pai_arena_str(arena, text, strlen(text));
}

static enum pai_profile_fault fault_of(cmsHPROFILE profile) {
    if (cmsGetEncodedICCversion(profile) >= VERSION_5) {
        return PAI_PROFILE_VERSION;
    }
    if (cmsGetDeviceClass(profile) != cmsSigOutputClass) {
        return PAI_PROFILE_CLASS;
    }
    if (cmsGetColorSpace(profile) != cmsSigCmykData) {
        return PAI_PROFILE_SPACE;
    }
    bool both = cmsIsTag(profile, cmsSigAToB0Tag) && cmsIsTag(profile, cmsSigBToA0Tag);
    return both ? PAI_PROFILE_GOOD : PAI_PROFILE_TABLES;
}

enum pai_profile_fault pai_profile_check(struct pai_arena *arena, struct pai_bytes icc,
                                         const char **about) {
    *about = "";
    if (icc.size < HEADER || icc.size > INT32_MAX || word(icc.data) != icc.size) {
        return PAI_PROFILE_DAMAGED;
    }
    cmsContext context = cmsCreateContext(NULL, NULL);
    cmsHPROFILE profile =
        context ? cmsOpenProfileFromMemTHR(context, icc.data, (cmsUInt32Number)icc.size) : NULL;
    enum pai_profile_fault fault = PAI_PROFILE_DAMAGED;
    if (profile) {
        fault = fault_of(profile);
        *about = about_of(arena, profile);
        cmsCloseProfile(profile);
    }
    if (context) {
        cmsDeleteContext(context);
    }
    return fault;
}
