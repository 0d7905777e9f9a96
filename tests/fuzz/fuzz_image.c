// Fuzz target of picture files: any bytes give an image that decodes and converts, or an error.
#include "fuzz.h"
#include "image_read.h"
#include "image_samples.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct pai_job *job = pai_job_open(NULL, NULL);
    struct pai_bytes bytes = {data, size}, none = {NULL, 0};
    const struct pai_image *image = pai_image_parse(job, bytes, "fuzz", PAI_NO_SPAN);
    FUZZ_PROMISE(image != NULL || pai_job_failed(job), "an image or an error");
    // What costs only time is left to the unit tests.
    if (image != NULL && (uint64_t)image->width * image->height < 100000) {
        struct pai_samples pixels, grey;
        if (image->kind == PAI_IMAGE_JPEG) {
            struct pai_bytes plain = pai_jpeg_plain(job->arena, image);
            image = pai_image_parse(job, plain, "plain", PAI_NO_SPAN);
            FUZZ_PROMISE(image != NULL, "what is left of a whole picture is one");
        }
        FUZZ_PROMISE(pai_image_screen(job->arena, image, &pixels), "what is whole decodes");
        FUZZ_PROMISE(pai_image_samples(job->arena, image, &pixels), "what is whole decodes");
        if (image->space == PAI_IMAGE_RGB) {
            FUZZ_PROMISE(pai_samples_convert(job->arena, &pixels, image->icc, PAI_IMAGE_GREY,
                                             none, &grey),
                         "a profile that fits converts");
        }
    }
    pai_job_close(job);
    return 0;
}
