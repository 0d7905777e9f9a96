// Options in; layout and fonts loaded, and hashes of everything but the text that decides the
// bytes of a PDF out: every file read while loading (layout with its parents, fontset,
// profile), the faces, the options; the program with its libraries apart, since --only-changed
// does not ask for them. Promise: where these and the text are the same, so is the PDF; a copy
// of the same program elsewhere has the same hash.
#include "app_config.h"
#include "batch.h"
#include "batch_noting.h"

#include <stdio.h>
#include <string.h>

enum { PROGRAM_MOST = 256 * 1024 * 1024, ELF_HEAD = 4096 };

// A library is known by the beginning of its file, where the linker puts its build ID: enough
// to tell versions apart, and not megabytes at each start. Where in memory it lies, and with
// that the order of this list, changes from run to run: so the hashes are added up.
static void add_libraries(struct pai_sha256 *sum) {
    FILE *maps = fopen("/proc/self/maps", "re");
    char line[4352];
    uint8_t total[PAI_HASH] = {0};
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
        const char *path = strchr(line, '/');
        if (path == NULL || strstr(line, " r-xp ") == NULL || strstr(path, ".so") == NULL) {
            continue;
        }
        line[strcspn(line, "\n")] = '\0';
        FILE *file = fopen(path, "re");
        char head[ELF_HEAD];
        struct pai_sha256 one;
        uint8_t hash[PAI_HASH];
        pai_sha256_init(&one);
        pai_sha256_add(&one, head, file != NULL ? fread(head, 1, sizeof head, file) : 0);
        pai_sha256_end(&one, hash);
        for (unsigned i = 0; i < PAI_HASH; i++) {
            total[i] = (uint8_t)(total[i] + hash[i]);
        }
        if (file != NULL) {
            fclose(file);
        }
    }
    if (maps != NULL) {
        fclose(maps);
    }
    pai_sha256_add(sum, total, sizeof total);
}

static void add_program(struct pai_batch *b, struct pai_sha256 *sum) {
    struct pai_bytes bytes = {NULL, 0};
    struct pai_world *world = b->p.world;
    int error = 0;
    pai_sha256_add(sum, PAIBAN_VERSION, sizeof PAIBAN_VERSION);
    if (world->read(world->ctx, "/proc/self/exe", PROGRAM_MOST, &bytes, &error) == PAI_IO_OK) {
        pai_sha256_add(sum, bytes.data, bytes.size);
        world->release(world->ctx, bytes);
    }
    add_libraries(sum);
}

static void add_options(struct pai_batch *b, struct pai_sha256 *sum) {
    pai_noting_number(sum, b->opts->claims_given ? b->opts->claims : PAI_CLAIM_ALL + 1);
    pai_noting_number(sum, (uint32_t)(b->opts->impose + 1));
    pai_noting_number(sum, b->opts->size);
    pai_noting_number(sum, b->opts->strict);
    pai_noting_number(sum, b->opts->limit);
    pai_noting_number(sum, (uint64_t)b->p.date);
}

bool pai_batch_load(struct pai_batch *b) {
    struct pai_noting noting;
    b->p.world = pai_noting_open(&noting, b->p.world, b->arena);
    bool ok = pai_pipeline_load(&b->p);
    b->p.world = noting.real;
    if (!ok) {
        return false;
    }
    // What opening has to say is said again by every issue that uses the face.
    uint8_t fonts[PAI_HASH];
    struct pai_job *job = pai_job_open(b->p.world, pai_app_no_memory);
    pai_fontset_identity(b->p.fonts, job, fonts);
    pai_job_close(job);
    pai_sha256_add(&noting.sum, fonts, sizeof fonts);
    add_options(b, &noting.sum);
    pai_sha256_end(&noting.sum, b->recipe.settings);
    struct pai_sha256 program;
    pai_sha256_init(&program);
    add_program(b, &program);
    pai_sha256_end(&program, b->recipe.program);
    return true;
}
