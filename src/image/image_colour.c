// Colours by their profiles, through lcms2. In: samples and ICC profiles. Out: samples for
// another space, or whether a profile fits. Promised: each call has a context of its own, so
// that nothing is shared between threads; the same input gives the same bytes; profiles of any
// bytes may come in.
#include "image_file.h"

#include <lcms2.h>
#include <string.h>

bool pai_icc_fits(struct pai_bytes icc, enum pai_image_space space) {
    enum { HEADER = 128, TAG = 12 };
    static const char *const names[] = {"GRAY", "RGB ", "CMYK"};
    if (icc.size < HEADER + 4 || icc.size > PAI_IMAGE_MOST_ICC ||
        pai_be32(icc.data) != icc.size || memcmp(icc.data + 36, "acsp", 4) != 0 ||
        memcmp(icc.data + 16, names[space], 4) != 0 || icc.data[8] < 2 || icc.data[8] > 4) {
        return false;
    }
    // Classes that describe samples (PDF/A-2 6.2.4.2).
    static const char *const classes[] = {"scnr", "mntr", "prtr", "spac"};
    bool known = false;
    for (int i = 0; i < 4; i++) {
        known = known || memcmp(icc.data + 12, classes[i], 4) == 0;
    }
    cmsContext context = known ? cmsCreateContext(NULL, NULL) : NULL;
    if (context == NULL) {
        return false;
    }
    cmsHPROFILE profile =
        cmsOpenProfileFromMemTHR(context, icc.data, (cmsUInt32Number)icc.size);
    bool fits = profile != NULL &&
                cmsIsIntentSupported(profile, INTENT_RELATIVE_COLORIMETRIC, LCMS_USED_AS_INPUT);
    if (profile != NULL) {
        cmsCloseProfile(profile);
    }
    cmsDeleteContext(context);
    return fits;
}

struct pai_bytes pai_icc_srgb(struct pai_arena *arena) {
    struct pai_bytes out = {NULL, 0};
    cmsContext context = cmsCreateContext(NULL, NULL);
    cmsHPROFILE profile = context != NULL ? cmsCreate_sRGBProfileTHR(context) : NULL;
    cmsUInt32Number size = 0;
    if (profile != NULL && cmsSaveProfileToMem(profile, NULL, &size)) {
        uint8_t *icc = pai_arena_alloc(arena, size);
        if (cmsSaveProfileToMem(profile, icc, &size)) {
            // The time of its making, and the identity that covers it: the library asks a
            // clock.
            static const uint8_t date[12] = {0x07, 0xCE, 0, 1, 0, 1}; // 1998-01-01
            memcpy(icc + 24, date, sizeof date);
            memset(icc + 84, 0, 16);
            out = (struct pai_bytes){icc, size};
        }
    }
    if (profile != NULL) {
        cmsCloseProfile(profile);
    }
    if (context != NULL) {
        cmsDeleteContext(context);
    }
    return out;
}

static cmsUInt32Number format_of(enum pai_image_space space) {
    // Full ink is 100 % to the library and 255 here, which is its own default for 8 bits.
    return space == PAI_IMAGE_GREY  ? TYPE_GRAY_8
           : space == PAI_IMAGE_RGB ? TYPE_RGB_8
                                    : TYPE_CMYK_8;
}

static cmsHPROFILE open_from(cmsContext context, struct pai_bytes icc,
                             enum pai_image_space space) {
    if (icc.size > 0) {
        return cmsOpenProfileFromMemTHR(context, icc.data, (cmsUInt32Number)icc.size);
    }
    return space == PAI_IMAGE_RGB ? cmsCreate_sRGBProfileTHR(context) : NULL;
}

// Grey for the black plate: the tone curve of sRGB, so that a neutral sample keeps its value.
static cmsHPROFILE open_grey(cmsContext context) {
    cmsFloat64Number srgb[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    cmsToneCurve *curve = cmsBuildParametricToneCurve(context, 4, srgb);
    cmsHPROFILE profile =
        curve != NULL ? cmsCreateGrayProfileTHR(context, cmsD50_xyY(), curve) : NULL;
    cmsFreeToneCurve(curve);
    return profile;
}

static bool transform(cmsContext context, cmsHPROFILE in, cmsHPROFILE to,
                      const struct pai_samples *from, struct pai_samples *out) {
    // The finest of the library's tables: smooth skies show the others.
    cmsHTRANSFORM t =
        cmsCreateTransformTHR(context, in, format_of(from->space), to, format_of(out->space),
                              INTENT_RELATIVE_COLORIMETRIC,
                              cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_HIGHRESPRECALC);
    if (t == NULL) {
        return false;
    }
    size_t a = (size_t)from->width * pai_samples_components(from->space);
    size_t b = (size_t)out->width * pai_samples_components(out->space);
    for (uint32_t y = 0; y < from->height; y++) {
        cmsDoTransform(t, from->v + y * a, out->v + y * b, from->width);
    }
    cmsDeleteTransform(t);
    return true;
}

bool pai_samples_convert(struct pai_arena *arena, const struct pai_samples *from,
                         struct pai_bytes from_icc, enum pai_image_space to,
                         struct pai_bytes press_icc, struct pai_samples *out) {
    cmsContext context = cmsCreateContext(NULL, NULL);
    if (context == NULL) {
        return false;
    }
    *out = (struct pai_samples){NULL, from->width, from->height, to};
    out->v =
        pai_arena_array(arena, (size_t)out->width * out->height, pai_samples_components(to));
    // Ink without a profile of its own is meant for the press.
    bool ink = from->space == PAI_IMAGE_CMYK && from_icc.size == 0;
    cmsHPROFILE in = open_from(context, ink ? press_icc : from_icc, from->space);
    cmsHPROFILE target = to == PAI_IMAGE_GREY
                             ? open_grey(context)
                             : cmsOpenProfileFromMemTHR(context, press_icc.data,
                                                        (cmsUInt32Number)press_icc.size);
    bool done = in != NULL && target != NULL && transform(context, in, target, from, out);
    if (in != NULL) {
        cmsCloseProfile(in);
    }
    if (target != NULL) {
        cmsCloseProfile(target);
    }
    cmsDeleteContext(context);
    return done;
}
