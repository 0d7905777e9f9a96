// In: font files. Out: copies in the user's directory of fonts, and what to write in a fontset.
// Promises: a font that could not be used (damaged, not to be embedded) is not copied; a file
// that is there is never overwritten.
#include "fonts_add.h"
#include "about.h"
#include "files.h"
#include "printable.h"
#include "sfnt.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FONT_MOST = 256 * 1024 * 1024, MEMBERS_MOST = 64 };

static const char *target_dir(const struct pai_pipeline *p) {
    const char *home = getenv("HOME");
    if (p->opts->font_dirs.n > 0) {
        return p->opts->font_dirs.v[0];
    }
    return home != NULL && home[0] == '/'
               ? pai_arena_fmt(p->arena, "%s/.local/share/fonts", home)
               : NULL;
}

// Makes a directory and those above it. False after a diagnostic.
static bool directories_make(struct pai_job *job, const char *dir) {
    for (const char *at = strchr(dir + 1, '/');; at = strchr(at + 1, '/')) {
        const char *part =
            pai_arena_str(job->arena, dir, at != NULL ? (size_t)(at - dir) : strlen(dir));
        if (mkdir(part, 0777) != 0 && errno != EEXIST) {
            pai_diag(job, PAI_D_DIRECTORY_FAILED, PAI_NO_SPAN, part, strerror(errno), NULL);
            return false;
        }
        if (at == NULL) {
            return true;
        }
    }
}

// True if the file may be written: there is none, or (said) it is there already.
static bool place_free(struct pai_job *job, const char *path, struct pai_bytes bytes,
                       bool *same) {
    struct pai_bytes there = {NULL, 0};
    int error = 0;
    enum pai_io io = job->world->read(job->world->ctx, path, FONT_MOST, &there, &error);
    *same = false;
    if (io == PAI_IO_MISSING) {
        return true;
    }
    if (io == PAI_IO_OK) {
        *same = there.size == bytes.size && memcmp(there.data, bytes.data, bytes.size) == 0;
        job->world->release(job->world->ctx, there);
    }
    pai_diag(job, *same ? PAI_D_FONT_ADD_SAME : PAI_D_FONT_ADD_EXISTS, PAI_NO_SPAN, path, NULL);
    return *same;
}

static void member_put(struct pai_buf *out, struct pai_job *job, const struct pai_face *face,
                       bool zh) {
    struct pai_about about = pai_about_read(face, job->arena);
    uint32_t has[PAI_CHARSET_COUNT];
    pai_coverage_count(&face, 1, has);
    pai_buf_fmt(out, "  %s\n      ", face->name);
    pai_buf_fmt(out, zh ? "嵌入：%s（fsType %u）\n      " : "embedding: %s (fsType %u)\n      ",
                pai_about_rights(about.rights, zh), about.rights);
    pai_buf_str(out, zh ? "许可：" : "licence: ");
    pai_printable_put(out, about.licence[0] != '\0'       ? about.licence
                           : about.licence_url[0] != '\0' ? about.licence_url
                           : zh                           ? "字体没有写"
                                                          : "not told by the font");
    pai_buf_fmt(out, "\n      %s %u/%u, %s %u/%u\n", pai_charset_name(PAI_CHARSET_GB2312, zh),
                has[PAI_CHARSET_GB2312], pai_charset_size(PAI_CHARSET_GB2312),
                pai_charset_name(PAI_CHARSET_TGH, zh), has[PAI_CHARSET_TGH],
                pai_charset_size(PAI_CHARSET_TGH));
    pai_buf_str(out, zh ? "      字体方案里写：- {file: " : "      in a fontset: - {file: ");
    pai_printable_put(out, face->file);
    if (face->index > 0) {
        pai_buf_fmt(out, ", index: %u", face->index);
    }
    pai_buf_str(out, "}\n");
}

// Opens every member of the file; false after a diagnostic if one cannot be used.
static bool members_put(struct pai_buf *out, struct pai_job *job, struct pai_arena *arena,
                        const char *path, struct pai_bytes bytes, bool zh) {
    struct pai_sfnt sfnt = {.members = 1};
    pai_sfnt_open(bytes, 0, &sfnt);
    uint32_t n = sfnt.members > 0 && sfnt.members < MEMBERS_MOST ? sfnt.members : 1;
    bool good = true;
    for (uint32_t i = 0; good && i < n; i++) {
        struct pai_face *face = pai_face_open(job, arena, path, i);
        good = face != NULL;
        if (good) {
            member_put(out, job, face, zh);
        }
        pai_face_close(face);
    }
    return good;
}

static void shadow_warn(struct pai_job *job, const char *path, const char *base) {
    const char *first = job->world->font(job->world->ctx, base);
    if (first != NULL && strcmp(first, path) != 0) {
        pai_diag(job, PAI_D_FONT_ADD_SHADOWED, PAI_NO_SPAN, first, path, NULL);
    }
}

static void add_one(struct pai_pipeline *p, struct pai_job *job, const char *dir,
                    const char *input) {
    bool zh = p->opts->ui == PAI_UI_ZH, same = false;
    struct pai_bytes bytes = {NULL, 0};
    int error = 0;
    enum pai_io io = p->world->read(p->world->ctx, input, FONT_MOST, &bytes, &error);
    if (io != PAI_IO_OK) {
        pai_read_failed(job, io, input, error, FONT_MOST);
        return;
    }
    const char *slash = strrchr(input, '/'), *base = slash != NULL ? slash + 1 : input;
    const char *path = pai_arena_fmt(job->arena, "%s/%s", dir, base);
    struct pai_buf out = pai_buf_make(job->arena);
    bool ok = members_put(&out, job, p->arena, input, bytes, zh) &&
              directories_make(job, dir) && place_free(job, path, bytes, &same) &&
              (same || pai_file_write(job, path, bytes));
    if (ok) {
        struct pai_buf head = pai_buf_make(job->arena);
        pai_buf_str(&head, same ? (zh ? "已经在那里：" : "already there: ")
                                : (zh ? "已复制到 " : "copied to "));
        pai_printable_put(&head, path);
        pai_buf_byte(&head, '\n');
        pai_buf_put(&head, out.s, out.n);
        pai_file_write(job, "-", (struct pai_bytes){(const uint8_t *)head.s, head.n});
        shadow_warn(job, path, base);
    }
    p->world->release(p->world->ctx, bytes);
}

void pai_fonts_add(struct pai_pipeline *p) {
    struct pai_job *job = pai_job_open(p->world, pai_app_no_memory);
    const char *dir = target_dir(p);
    if (dir == NULL) {
        pai_diag(job, PAI_D_FONT_ADD_HOME, PAI_NO_SPAN, NULL);
    }
    for (uint32_t i = 0; dir != NULL && i < p->opts->input_count; i++) {
        add_one(p, job, dir, p->opts->inputs[i]);
    }
    pai_report_job(p->report, job, NULL);
    pai_job_close(job);
}
