// Picture files: what is read of them, what is refused and why, the samples and their colours.
// PNG: ISO/IEC 15948; JPEG: ITU-T T.81, JFIF 1.02, Exif 2.3; expected values are computed here.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "image_read.h"
#include "image_samples.h"
#include "test_picture.h"
#include "test_world.h"

#include <errno.h>
#include <string.h>

struct bench {
    struct pai_world *world;
    struct pai_job *job;
};

static int open_bench(void **state) {
    static struct bench bench;
    bench.world = test_world_open();
    bench.job = pai_job_open(bench.world, NULL);
    *state = &bench;
    return 0;
}

static int close_bench(void **state) {
    struct bench *bench = *state;
    assert_int_equal(test_world_unreleased(bench->world), 0);
    pai_job_close(bench->job);
    test_world_close(bench->world);
    return 0;
}

static const struct pai_image *parse(struct bench *b, struct pai_bytes bytes) {
    return pai_image_parse(b->job, bytes, "图.jpg", PAI_NO_SPAN);
}

// Exactly one error, this one.
static void assert_refused(struct bench *b, struct pai_bytes bytes, enum pai_code code) {
    uint32_t before = b->job->diags.n;
    assert_null(parse(b, bytes));
    assert_int_equal(b->job->diags.n, before + 1);
    assert_string_equal(pai_diag_row(b->job->diags.v[before].code)->code,
                        pai_diag_row(code)->code);
}

static struct pai_bytes cut(struct pai_bytes bytes, size_t n) {
    return (struct pai_bytes){bytes.data, n};
}

// ---- JPEG ----

static void test_jpeg_header(void **state) {
    struct bench *b = *state;
    static const enum pai_image_space spaces[] = {
        [1] = PAI_IMAGE_GREY, [3] = PAI_IMAGE_RGB, [4] = PAI_IMAGE_CMYK};
    for (unsigned n = 1; n <= 4; n += n == 1 ? 2 : 1) {
        for (int progressive = 0; progressive < 2; progressive++) {
            struct test_jpeg jpeg = {40, 30, n, progressive, 300, NULL, 0};
            const struct pai_image *image = parse(b, test_jpeg_make(b->job->arena, &jpeg));
            assert_non_null(image);
            assert_int_equal(image->kind, PAI_IMAGE_JPEG);
            assert_int_equal(image->width, 40);
            assert_int_equal(image->height, 30);
            assert_int_equal(image->components, n);
            assert_int_equal(image->space, spaces[n]);
            assert_int_equal(image->dpi_x, n == 4 ? image->dpi_x : 30000);
            assert_int_equal(image->turn, 1);
        }
    }
    assert_int_equal(b->job->diags.n, 0);
}

// The library writes CMYK with Adobe's marker: it is stored upside down.
static void test_adobe_ink_is_turned_round(void **state) {
    struct bench *b = *state;
    struct test_jpeg jpeg = {64, 8, 4, false, 0, NULL, 0};
    const struct pai_image *image = parse(b, test_jpeg_make(b->job->arena, &jpeg));
    struct pai_samples pixels;
    assert_true(image->inverted);
    assert_true(pai_image_samples(b->job->arena, image, &pixels));
    assert_in_range(pixels.v[0], 250, 255);           // stored 0: full cyan
    assert_in_range(pixels.v[63 * 4], 0, 5);          // stored 255: none
    assert_in_range(pixels.v[1], 255 - 68, 255 - 60); // stored 64
    // The 8 leftmost samples: 255 - 14, 255 - 64, twice 255 - 32.
    assert_in_range(image->ink, 340, 347);
}

static bool holds(struct pai_bytes bytes, const char *word) {
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= bytes.size; i++) {
        if (memcmp(bytes.data + i, word, n) == 0) {
            return true;
        }
    }
    return false;
}

// Position, camera, a small copy, comments and what stands behind the end stay in the office;
// the picture is the same.
static void test_what_does_not_show_is_left_out(void **state) {
    struct bench *b = *state;
    static const char told[] = "\xFF\xE1\0\x16"
                               "Exif\0\0II*\0secret-gps"
                               "\xFF\xE0\0\x14"
                               "JFXX\0\x10secret-thumb"
                               "\xFF\xE2\0\x14"
                               "ICC_PROFILE\0\x01\x01secr"
                               "\xFF\xFE\0\x10secret-comment"
                               "\xFF\xED\0\x0Esecret-iptc!";
    for (unsigned n = 1; n <= 4; n += n == 1 ? 2 : 1) {
        for (int progressive = 0; progressive < 2; progressive++) {
            struct test_jpeg jpeg = {40, 30, n, progressive, 300, told, sizeof told - 1};
            struct pai_bytes made = test_jpeg_make(b->job->arena, &jpeg);
            struct pai_buf file = pai_buf_make(b->job->arena);
            pai_buf_put(&file, made.data, made.size);
            pai_buf_str(&file, "secret film behind the picture");
            const struct pai_image *image =
                parse(b, (struct pai_bytes){(const uint8_t *)file.s, file.n});
            assert_non_null(image);
            struct pai_bytes plain = pai_jpeg_plain(b->job->arena, image);
            assert_true(holds(image->bytes, "secret"));
            assert_false(holds(plain, "secr"));
            assert_false(holds(plain, "Exif"));
            assert_memory_equal(plain.data + plain.size - 2, "\xFF\xD9", 2);
            const struct pai_image *again = parse(b, plain);
            struct pai_samples one, two;
            assert_non_null(again);
            assert_int_equal(again->inverted, image->inverted);
            assert_int_equal(again->dpi_x, n == 4 ? again->dpi_x : 30000);
            assert_true(pai_image_samples(b->job->arena, image, &one));
            assert_true(pai_image_samples(b->job->arena, again, &two));
            assert_memory_equal(one.v, two.v, (size_t)40 * 30 * n);
            // Nothing more to leave out.
            struct pai_bytes twice = pai_jpeg_plain(b->job->arena, again);
            assert_int_equal(twice.size, plain.size);
        }
    }
}

static void test_exif_turn_and_density(void **state) {
    struct bench *b = *state;
    // Intel order: Orientation 6, XResolution 240/1, YResolution 120/1, unit inch.
    static const uint8_t exif[] = {0xFF, 0xE1, 0,   2 + 6 + 8 + 2 + 4 * 12 + 4 + 16,
                                   'E',  'x',  'i', 'f',
                                   0,    0,    'I', 'I',
                                   42,   0,    8,   0,
                                   0,    0,    4,   0,
                                   0x12, 1,    3,   0,
                                   1,    0,    0,   0,
                                   6,    0,    0,   0,
                                   0x1A, 1,    5,   0,
                                   1,    0,    0,   0,
                                   62,   0,    0,   0,
                                   0x1B, 1,    5,   0,
                                   1,    0,    0,   0,
                                   70,   0,    0,   0,
                                   0x28, 1,    3,   0,
                                   1,    0,    0,   0,
                                   2,    0,    0,   0,
                                   0,    0,    0,   0,
                                   240,  0,    0,   0,
                                   1,    0,    0,   0,
                                   120,  0,    0,   0,
                                   1,    0,    0,   0};
    struct test_jpeg jpeg = {64, 16, 1, false, 0, exif, sizeof exif};
    struct pai_bytes bytes = test_jpeg_make(b->job->arena, &jpeg);
    const struct pai_image *image = parse(b, bytes);
    assert_int_equal(image->turn, 6);
    assert_int_equal(pai_image_across(image), 16);
    assert_int_equal(pai_image_down(image), 64);
    // 240 dpi along the stored width, which is the height of the picture.
    assert_int_equal(image->dpi_y, 24000);
    assert_int_equal(image->dpi_x, 12000);
    // Turned a quarter clockwise: the stored left edge, black, is on top.
    struct pai_samples screen;
    assert_true(pai_image_screen(b->job->arena, image, &screen));
    assert_int_equal(screen.width, 16);
    assert_int_equal(screen.height, 64);
    assert_in_range(screen.v[0], 0, 5);
    assert_in_range(screen.v[(size_t)63 * 16 * 3], 250, 255);
    // Any of its bytes may lie: no crash, no read outside.
    for (size_t i = 4; i < sizeof exif; i++) {
        uint8_t *bad = pai_arena_alloc(b->job->arena, bytes.size);
        memcpy(bad, bytes.data, bytes.size);
        bad[2 + i] = 0xFF;
        parse(b, (struct pai_bytes){bad, bytes.size});
    }
}

static void test_every_cut_jpeg_is_an_error(void **state) {
    struct bench *b = *state;
    for (int progressive = 0; progressive < 2; progressive++) {
        struct test_jpeg jpeg = {48, 48, 3, progressive, 72, NULL, 0};
        struct pai_bytes whole = test_jpeg_make(b->job->arena, &jpeg);
        // Without its last two bytes, the end marker, everything is still there.
        for (size_t n = 3; n + 3 < whole.size; n += 7) {
            assert_refused(b, cut(whole, n), PAI_D_IMAGE_DAMAGED);
        }
    }
}

static void test_stray_bytes_are_told(void **state) {
    struct bench *b = *state;
    struct test_jpeg jpeg = {16, 16, 3, false, 0, NULL, 0};
    struct pai_bytes whole = test_jpeg_make(b->job->arena, &jpeg);
    // Two bytes that belong to nothing, before the end marker.
    struct pai_buf out = pai_buf_make(b->job->arena);
    pai_buf_put(&out, whole.data, whole.size - 2);
    pai_buf_put(&out, "\x12\x34", 2);
    pai_buf_put(&out, whole.data + whole.size - 2, 2);
    assert_non_null(parse(b, (struct pai_bytes){(const uint8_t *)out.s, out.n}));
}

// ---- PNG ----

static void test_png_header(void **state) {
    struct bench *b = *state;
    static const struct {
        unsigned bits, colour;
        enum pai_image_space space;
        bool alpha;
    } kinds[] = {{1, 0, PAI_IMAGE_GREY, false},  {8, 0, PAI_IMAGE_GREY, false},
                 {16, 0, PAI_IMAGE_GREY, false}, {8, 2, PAI_IMAGE_RGB, false},
                 {16, 2, PAI_IMAGE_RGB, false},  {8, 4, PAI_IMAGE_GREY, true},
                 {8, 6, PAI_IMAGE_RGB, true},    {16, 6, PAI_IMAGE_RGB, true}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct test_png png = {.width = 12,
                               .height = 5,
                               .bits = kinds[i].bits,
                               .colour = kinds[i].colour,
                               .per_metre = 11811};
        const struct pai_image *image = parse(b, test_png_make(b->job->arena, &png));
        struct pai_samples pixels;
        assert_non_null(image);
        assert_int_equal(image->width, 12);
        assert_int_equal(image->height, 5);
        assert_int_equal(image->bits, kinds[i].bits);
        assert_int_equal(image->space, kinds[i].space);
        assert_int_equal(image->alpha, kinds[i].alpha);
        assert_in_range(image->dpi_x, 29990, 30000); // 11811 to the metre: 300 to the inch
        assert_true(pai_image_samples(b->job->arena, image, &pixels));
    }
}

// Half-transparent black on white is grey; nothing at all is white.
static void test_transparency_becomes_white(void **state) {
    struct bench *b = *state;
    static const uint8_t rows[] = {0, 0, 0, 128, 200, 100, 50, 0, 200, 100, 50, 255};
    static const uint8_t wanted[] = {127, 127, 127, 255, 255, 255, 200, 100, 50};
    struct test_png png = {.width = 3, .height = 1, .bits = 8, .colour = 6, .rows = rows};
    const struct pai_image *image = parse(b, test_png_make(b->job->arena, &png));
    struct pai_samples pixels;
    assert_int_equal(b->job->diags.n, 1);
    assert_int_equal(b->job->diags.v[0].code, PAI_D_IMAGE_FLATTENED);
    assert_true(pai_image_samples(b->job->arena, image, &pixels));
    assert_memory_equal(pixels.v, wanted, sizeof wanted);
}

// 16 bits are not linear light: the upper byte is nearly the sample.
static void test_sixteen_bits_become_eight(void **state) {
    struct bench *b = *state;
    static const uint8_t rows[] = {0x00, 0x00, 0x80, 0x80, 0xFF, 0xFF};
    static const uint8_t wanted[] = {0x00, 0x80, 0xFF};
    struct test_png png = {.width = 3, .height = 1, .bits = 16, .colour = 0, .rows = rows};
    const struct pai_image *image = parse(b, test_png_make(b->job->arena, &png));
    struct pai_samples pixels;
    assert_true(pai_image_samples(b->job->arena, image, &pixels));
    assert_memory_equal(pixels.v, wanted, sizeof wanted);
}

static void test_palette(void **state) {
    struct bench *b = *state;
    static const uint8_t palette[] = {255, 0, 0, 0, 0, 255};
    static const uint8_t rows[] = {0x40}; // 0 1 0, one bit each
    static const uint8_t wanted[] = {255, 0, 0, 0, 0, 255, 255, 0, 0};
    struct test_png png = {.width = 3,
                           .height = 1,
                           .bits = 1,
                           .colour = 3,
                           .rows = rows,
                           .chunk = "PLTE",
                           .chunk_bytes = palette,
                           .chunk_size = 6};
    const struct pai_image *image = parse(b, test_png_make(b->job->arena, &png));
    struct pai_samples pixels;
    assert_non_null(image);
    assert_true(image->palette);
    assert_true(pai_image_samples(b->job->arena, image, &pixels));
    assert_memory_equal(pixels.v, wanted, sizeof wanted);
}

static void test_every_cut_png_is_an_error(void **state) {
    struct bench *b = *state;
    struct test_png png = {.width = 20, .height = 20, .bits = 8, .colour = 2};
    struct pai_bytes whole = test_png_make(b->job->arena, &png);
    for (size_t n = 8; n + 4 < whole.size; n++) {
        assert_refused(b, cut(whole, n), PAI_D_IMAGE_DAMAGED);
    }
}

static void test_a_changed_sample_is_an_error(void **state) {
    struct bench *b = *state;
    struct test_png png = {.width = 20, .height = 20, .bits = 8, .colour = 0};
    struct pai_bytes whole = test_png_make(b->job->arena, &png);
    uint8_t *bad = pai_arena_alloc(b->job->arena, whole.size);
    memcpy(bad, whole.data, whole.size);
    bad[33 + 8 + 12] ^= 0x10; // within IDAT
    assert_refused(b, (struct pai_bytes){bad, whole.size}, PAI_D_IMAGE_DAMAGED);
}

// ---- what no press needs ----

static void test_bombs_are_refused_unread(void **state) {
    struct bench *b = *state;
    struct test_png tall = {
        .width = 20000, .height = 1, .bits = 1, .colour = 0, .claimed_height = 20000};
    assert_refused(b, test_png_make(b->job->arena, &tall), PAI_D_IMAGE_TOO_LARGE);
    struct test_png endless = {
        .width = 8, .height = 1, .bits = 1, .colour = 0, .claimed_height = 0x7FFFFFFF};
    assert_refused(b, test_png_make(b->job->arena, &endless), PAI_D_IMAGE_TOO_LARGE);
    struct test_jpeg jpeg = {8, 8, 1, false, 0, NULL, 0};
    struct pai_bytes small = test_jpeg_make(b->job->arena, &jpeg);
    uint8_t *bad = pai_arena_alloc(b->job->arena, small.size);
    memcpy(bad, small.data, small.size);
    for (size_t i = 2; i + 9 < small.size; i++) {
        if (bad[i] == 0xFF && bad[i + 1] == 0xC0) {
            memset(bad + i + 5, 0xFF, 4); // 65535 x 65535
            break;
        }
    }
    assert_refused(b, (struct pai_bytes){bad, small.size}, PAI_D_IMAGE_TOO_LARGE);
}

// A profile of 100 MB packed small; 5 MB of noise in pieces of JPEG would be the same.
static void test_a_huge_profile_is_left_out(void **state) {
    struct bench *b = *state;
    enum { N = 8 * 1024 * 1024 };
    uint8_t *zeros = pai_arena_alloc(b->job->arena, N);
    // zlib of N zeros, as a PNG of one row has it.
    struct test_png row = {.width = N, .height = 1, .bits = 8, .colour = 0, .rows = zeros};
    struct pai_bytes made = test_png_make(b->job->arena, &row);
    uint32_t packed = (uint32_t)made.data[33] << 24 | (uint32_t)made.data[34] << 16 |
                      (uint32_t)made.data[35] << 8 | made.data[36];
    struct pai_buf icc = pai_buf_make(b->job->arena);
    pai_buf_put(&icc, "x\0\0", 3);
    pai_buf_put(&icc, made.data + 41, packed);
    struct test_png png = {.width = 4,
                           .height = 4,
                           .bits = 8,
                           .colour = 2,
                           .chunk = "iCCP",
                           .chunk_bytes = icc.s,
                           .chunk_size = (uint32_t)icc.n};
    const struct pai_image *image = parse(b, test_png_make(b->job->arena, &png));
    assert_non_null(image);
    assert_int_equal(image->icc.size, 0);
}

static void test_other_files_are_named(void **state) {
    struct bench *b = *state;
    static const struct {
        const char *bytes;
        enum pai_code code;
        const char *zh;
    } files[] = {
        {"GIF89a\1\1", PAI_D_IMAGE_KIND, "图片“图.jpg”不能用：这是 GIF 图片"},
        {"RIFF1234WEBPVP8 ", PAI_D_IMAGE_KIND, "图片“图.jpg”不能用：这是 WebP 图片"},
        {"\1\1\1\1ftypheic", PAI_D_IMAGE_KIND, "图片“图.jpg”不能用：这是手机的 HEIC 图片"},
        {"清溪简讯", PAI_D_IMAGE_KIND, "图片“图.jpg”不能用：它不是 JPEG 或 PNG 图片"},
        {"", PAI_D_IMAGE_DAMAGED, "图片“图.jpg”已损坏：文件是空的"}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct pai_bytes bytes = {(const uint8_t *)files[i].bytes, strlen(files[i].bytes)};
        uint32_t n = b->job->diags.n;
        assert_refused(b, bytes, files[i].code);
        assert_string_equal(b->job->diags.v[n].zh, files[i].zh);
    }
}

static void test_files_that_cannot_be_read(void **state) {
    struct bench *b = *state;
    static const struct {
        enum pai_io io;
        int error;
        enum pai_code code;
    } ways[] = {{PAI_IO_MISSING, ENOENT, PAI_D_IMAGE_MISSING},
                {PAI_IO_DENIED, EACCES, PAI_D_IMAGE_UNREADABLE},
                {PAI_IO_DIRECTORY, EISDIR, PAI_D_IMAGE_KIND},
                {PAI_IO_TOO_LARGE, EFBIG, PAI_D_IMAGE_TOO_LARGE},
                {PAI_IO_OTHER, EIO, PAI_D_IMAGE_UNREADABLE}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        test_world_fail(b->world, "a.jpg", ways[i].io, ways[i].error);
        assert_null(pai_image_read(b->job, "a.jpg", "a.jpg", PAI_NO_SPAN));
        assert_int_equal(b->job->diags.v[i].code, ways[i].code);
    }
    struct test_jpeg jpeg = {8, 8, 3, false, 0, NULL, 0};
    struct pai_bytes bytes = test_jpeg_make(b->job->arena, &jpeg);
    test_world_file(b->world, "b.jpg", bytes.data, bytes.size);
    assert_non_null(pai_image_read(b->job, "b.jpg", "b.jpg", PAI_NO_SPAN));
}

// ---- colour ----

static void test_srgb_profile(void **state) {
    struct bench *b = *state;
    struct pai_bytes one = pai_icc_srgb(b->job->arena), two = pai_icc_srgb(b->job->arena);
    assert_true(pai_icc_fits(one, PAI_IMAGE_RGB));
    assert_false(pai_icc_fits(one, PAI_IMAGE_GREY));
    assert_false(pai_icc_fits(cut(one, one.size - 1), PAI_IMAGE_RGB));
    assert_int_equal(one.size, two.size);
    assert_memory_equal(one.data, two.data, one.size);
    assert_true(one.size < 4096);
}

static void test_grey_keeps_neutral_samples(void **state) {
    struct bench *b = *state;
    uint8_t rgb[256 * 3];
    for (int i = 0; i < 256; i++) {
        rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = (uint8_t)i;
    }
    struct pai_samples from = {rgb, 256, 1, PAI_IMAGE_RGB}, to;
    struct pai_bytes none = {NULL, 0};
    assert_true(pai_samples_convert(b->job->arena, &from, none, PAI_IMAGE_GREY, none, &to));
    for (int i = 0; i < 256; i++) {
        assert_in_range(to.v[i], i > 1 ? i - 1 : 0, i + 1);
    }
}

static void test_red_becomes_magenta_and_yellow(void **state) {
    struct bench *b = *state;
    uint8_t rgb[] = {220, 20, 30, 255, 255, 255, 0, 0, 0};
    struct pai_samples from = {rgb, 3, 1, PAI_IMAGE_RGB}, to;
    struct pai_bytes none = {NULL, 0}, press;
    int error;
    assert_int_equal(b->world->map(b->world->ctx, PROFILE, &press, &error), PAI_IO_OK);
    assert_true(pai_samples_convert(b->job->arena, &from, none, PAI_IMAGE_CMYK, press, &to));
    assert_true(to.v[0] < 40 && to.v[1] > 200 && to.v[2] > 150 && to.v[3] < 60);
    assert_true(to.v[4] <= 1 && to.v[5] <= 1 && to.v[6] <= 1 && to.v[7] <= 1); // paper
    assert_true(to.v[11] > 180); // black is mostly black ink
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, close_bench)
    const struct CMUnitTest tests[] = {
        TEST(test_jpeg_header),
        TEST(test_adobe_ink_is_turned_round),
        TEST(test_exif_turn_and_density),
        TEST(test_every_cut_jpeg_is_an_error),
        TEST(test_what_does_not_show_is_left_out),
        TEST(test_stray_bytes_are_told),
        TEST(test_png_header),
        TEST(test_transparency_becomes_white),
        TEST(test_sixteen_bits_become_eight),
        TEST(test_palette),
        TEST(test_every_cut_png_is_an_error),
        TEST(test_a_changed_sample_is_an_error),
        TEST(test_bombs_are_refused_unread),
        TEST(test_a_huge_profile_is_left_out),
        TEST(test_other_files_are_named),
        TEST(test_files_that_cannot_be_read),
        TEST(test_srgb_profile),
        TEST(test_grey_keeps_neutral_samples),
        TEST(test_red_becomes_magenta_and_yellow),
    };
    return cmocka_run_group_tests_name("image", tests, NULL, NULL);
}
