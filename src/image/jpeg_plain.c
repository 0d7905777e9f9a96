// In: a JPEG that was found whole. Out: what shows its picture and nothing else. Promised: the
// coded samples and their tables stay as they are, byte for byte; where, when and with what it
// was taken, smaller copies of it, comments, and what stands behind its end do not leave the
// office; no read outside the bytes.
//
// What is read of the rest (orientation, density, profile) is kept in the image and written in
// the PDF's own way.
#include "image_file.h"
#include "jpeg_marker.h"

#include "buf.h"

#include <string.h>

enum {
    JFIF_LENGTH = 14,  // without its little picture (JFIF 1.02)
    ADOBE_LENGTH = 12, // whether and how colours are turned (Adobe TN 5116)
};

static void segment_put(struct pai_buf *out, uint32_t marker, const uint8_t *s, uint32_t n) {
    uint8_t head[4] = {0xFF, (uint8_t)marker, (uint8_t)((n + 2) >> 8), (uint8_t)(n + 2)};
    pai_buf_put(out, head, sizeof head);
    pai_buf_put(out, s, n);
}

static void segment_copy(struct pai_buf *out, uint32_t marker, const uint8_t *s, uint32_t n) {
    if (marker == PAI_JPEG_APP0 && n >= JFIF_LENGTH && memcmp(s, "JFIF", 5) == 0) {
        uint8_t jfif[JFIF_LENGTH];
        memcpy(jfif, s, sizeof jfif);
        jfif[12] = jfif[13] = 0;
        segment_put(out, marker, jfif, sizeof jfif);
    } else if (marker == PAI_JPEG_APP14 && n >= ADOBE_LENGTH && memcmp(s, "Adobe", 5) == 0) {
        segment_put(out, marker, s, ADOBE_LENGTH);
    } else if ((marker < PAI_JPEG_APP0 || marker > PAI_JPEG_APP15) && marker != PAI_JPEG_COM) {
        segment_put(out, marker, s, n);
    }
}

// Ends a run of coded samples: in it 0xFF stands for itself before 0, and before RSTn and
// filling for what goes on (T.81 B.1.1.5).
static bool is_coded(uint32_t marker) {
    return marker == 0 || marker == 0xFF ||
           (marker >= PAI_JPEG_RST0 && marker <= PAI_JPEG_RST7);
}

static size_t coded_end(const uint8_t *s, size_t n, size_t at) {
    while (at + 1 < n && (s[at] != 0xFF || is_coded(s[at + 1]))) {
        at++;
    }
    return at + 1 < n ? at : n;
}

struct pai_bytes pai_jpeg_plain(struct pai_arena *arena, const struct pai_image *image) {
    const uint8_t *s = image->bytes.data;
    size_t n = image->bytes.size, at = 2;
    struct pai_buf out = pai_buf_make(arena);
    pai_buf_put(&out, "\xFF\xD8", 2);
    while (at + 4 <= n) {
        uint32_t marker = s[at + 1], length = pai_be16(s + at + 2);
        if (s[at] != 0xFF || is_coded(marker) || marker == PAI_JPEG_TEM ||
            marker == PAI_JPEG_SOI) {
            at++; // filling and stray bytes, which readers skip too
            continue;
        }
        if (marker == PAI_JPEG_EOI || length < 2 || length > n - at - 2) {
            break;
        }
        segment_copy(&out, marker, s + at + 4, length - 2);
        at += 2 + (size_t)length;
        if (marker == PAI_JPEG_SOS) {
            size_t end = coded_end(s, n, at);
            pai_buf_put(&out, s + at, end - at);
            at = end;
        }
    }
    pai_buf_put(&out, "\xFF\xD9", 2);
    return (struct pai_bytes){(const uint8_t *)out.s, out.n};
}
