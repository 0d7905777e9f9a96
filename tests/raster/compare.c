// compare A.png B.png: how far two pictures of one page agree. In: two PNGs, read by libpng (so
// that ours are judged by another reader). Out: one line, GRADE and the numbers behind it; exit
// status 0 for same and good, 1 for bad and fail, 2 if they cannot be compared.
//
// Two honest rasterisers never agree on the pixels of an edge: poppler puts glyphs on whole
// pixels from top to bottom and on quarters of a pixel across. Blurred over a square of 7
// pixels (at 100 dpi about a third of a character) such differences go away; a missing or wrong
// glyph, a line out of its place or a wrong ink stay. The tolerances, in steps of 255:
//
//     same   no pixel differs by more than 8
//     good   blurred, no place differs by more than 60, and the mean is below 2
//     bad    blurred, no place differs by more than 80: a mark or a hairline is wrong
//     fail   more, or the sizes differ: a character is missing or is another
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RADIUS = 3, SAME = 8, GOOD = 60, BAD = 80, GOOD_MEAN = 2 };

struct picture {
    png_image head;
    png_bytep rgb;
};

static int picture_read(const char *path, struct picture *out) {
    memset(out, 0, sizeof *out);
    out->head.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_file(&out->head, path)) {
        fprintf(stderr, "%s: %s\n", path, out->head.message);
        return 0;
    }
    out->head.format = PNG_FORMAT_RGB;
    out->rgb = malloc(PNG_IMAGE_SIZE(out->head));
    if (out->rgb == NULL || !png_image_finish_read(&out->head, NULL, out->rgb, 0, NULL)) {
        fprintf(stderr, "%s: %s\n", path, out->head.message);
        return 0;
    }
    return 1;
}

static int at(const struct picture *p, int x, int y, int c) {
    return p->rgb[3 * ((size_t)y * p->head.width + (size_t)x) + (size_t)c];
}

// Sums of a - b over everything left of and above a pixel, so that any square is four look-ups.
static long *sums_make(const struct picture *a, const struct picture *b, int c) {
    int w = (int)a->head.width, h = (int)a->head.height;
    long *sums = calloc((size_t)(w + 1) * (size_t)(h + 1), sizeof *sums);
    for (int y = 0; sums != NULL && y < h; y++) {
        long row = 0;
        for (int x = 0; x < w; x++) {
            row += at(a, x, y, c) - at(b, x, y, c);
            sums[(size_t)(y + 1) * (size_t)(w + 1) + (size_t)(x + 1)] =
                sums[(size_t)y * (size_t)(w + 1) + (size_t)(x + 1)] + row;
        }
    }
    return sums;
}

struct result {
    long pixel, blurred; // greatest differences
    double mean;         // of the blurred ones
    int x, y;            // where `blurred` is
};

static void channel_compare(const struct picture *a, const struct picture *b, int c,
                            struct result *r) {
    int w = (int)a->head.width, h = (int)a->head.height;
    const int side = 2 * RADIUS + 1;
    long *sums = sums_make(a, b, c);
    double total = 0;
    if (sums == NULL) {
        exit(2);
    }
    for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
            long d = labs((long)at(a, x, y, c) - at(b, x, y, c));
            r->pixel = d > r->pixel ? d : r->pixel;
            if (x < RADIUS || y < RADIUS || x + RADIUS >= w || y + RADIUS >= h) {
                continue;
            }
            const long *top = sums + (size_t)(y - RADIUS) * (size_t)(w + 1);
            const long *end = sums + (size_t)(y + RADIUS + 1) * (size_t)(w + 1);
            int left = x - RADIUS, right = x + RADIUS + 1;
            d = labs(end[right] - end[left] - top[right] + top[left]) / (side * side);
            total += (double)d;
            if (d > r->blurred) {
                r->blurred = d;
                r->x = x;
                r->y = y;
            }
        }
    }
    r->mean += total / ((double)w * h) / 3;
    free(sums);
}

int main(int argc, char **argv) {
    struct picture a, b;
    if (argc != 3 || !picture_read(argv[1], &a) || !picture_read(argv[2], &b)) {
        return 2;
    }
    if (a.head.width != b.head.width || a.head.height != b.head.height) {
        printf("fail size %ux%u and %ux%u\n", a.head.width, a.head.height, b.head.width,
               b.head.height);
        return 1;
    }
    struct result r = {0, 0, 0, 0, 0};
    for (int c = 0; c < 3; c++) {
        channel_compare(&a, &b, c, &r);
    }
    const char *grade = r.pixel <= SAME                           ? "same"
                        : r.blurred <= GOOD && r.mean < GOOD_MEAN ? "good"
                        : r.blurred <= BAD                        ? "bad"
                                                                  : "fail";
    printf("%s pixel %ld blurred %ld mean %.2f at %d,%d\n", grade, r.pixel, r.blurred, r.mean,
           r.x, r.y);
    free(a.rgb);
    free(b.rgb);
    return grade[0] == 's' || grade[0] == 'g' ? 0 : 1;
}
