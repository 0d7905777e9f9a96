// fonts: which faces a layout has, what they cover and allow (list), who has a character (who),
// and a new font for the user (add). Promise: what is listed is what render would use, in the
// order in which it would; a face that is not installed is said with what stands in for it.
#include "commands.h"

#include "about.h"
#include "files.h"
#include "fonts_add.h"
#include "json.h"
#include "pipeline.h"
#include "printable.h"
#include "utf8.h"

#include <string.h>

enum { FACES_MOST = 256, FACES_OF_ROLE = 64 };

// Every face of the fontset once.
struct faces {
    const struct pai_face *v[FACES_MOST];
    uint32_t n;
};

static void face_add(struct faces *all, const struct pai_face *face) {
    for (uint32_t i = 0; i < all->n; i++) {
        if (all->v[i] == face) {
            return;
        }
    }
    if (all->n < FACES_MOST) {
        all->v[all->n++] = face;
    }
}

// ---- list ----

static void coverage_text(struct pai_buf *out, const struct pai_face *const *faces, size_t n,
                          bool zh) {
    uint32_t has[PAI_CHARSET_COUNT];
    pai_coverage_count(faces, n, has);
    for (enum pai_charset set = 0; set < PAI_CHARSET_COUNT; set++) {
        const char *before = set == 0                       ? "      "
                             : set == PAI_CHARSET_GB18030_1 ? "\n      "
                             : zh                           ? "，"
                                                            : ", ";
        pai_buf_fmt(out, "%s%s %u/%u", before, pai_charset_name(set, zh), has[set],
                    pai_charset_size(set));
    }
    pai_buf_byte(out, '\n');
}

static void entry_text(struct pai_buf *out, const struct pai_fontset_entry *e, uint32_t i,
                       bool zh) {
    pai_buf_fmt(out, "  %u  ", i + 1);
    pai_printable_put(out, e->file);
    if (e->index > 0) {
        pai_buf_fmt(out, zh ? "（第 %u 个）" : " (member %u)", e->index);
    }
    if (e->path == NULL) {
        pai_buf_str(out, zh ? "  没有安装" : "  not installed");
        if (e->from != NULL) {
            pai_buf_str(out, zh ? "；来源：" : "; from: ");
            pai_printable_put(out, e->from);
        }
    } else if (e->face == NULL) {
        pai_buf_str(out, zh ? "  不能用，原因见消息" : "  cannot be used, see the messages");
    }
    pai_buf_byte(out, '\n');
}

static void role_text(struct pai_buf *out, struct pai_pipeline *p, struct pai_job *job,
                      enum pai_font_role role, struct faces *all, bool zh) {
    const struct pai_face *faces[FACES_OF_ROLE];
    struct pai_fontset_entry e;
    uint32_t n = 0;
    pai_buf_fmt(out, "%s %s\n", pai_font_role_name(role), pai_font_role_zh(role));
    for (uint32_t i = 0; pai_fontset_entry(p->fonts, job, role, i, &e); i++) {
        entry_text(out, &e, i, zh);
        if (e.face != NULL && n < FACES_OF_ROLE) {
            faces[n++] = e.face;
            face_add(all, e.face);
        }
    }
    pai_buf_str(out, zh ? "      合起来：\n" : "      together:\n");
    coverage_text(out, faces, n, zh);
    pai_fontset_face(p->fonts, job, role); // says what stands in for a missing one
}

static void face_text(struct pai_buf *out, struct pai_job *job, const struct pai_face *face,
                      bool zh) {
    struct pai_about about = pai_about_read(face, job->arena);
    pai_printable_put(out, face->name);
    pai_buf_str(out, zh ? "\n      文件：" : "\n      file: ");
    pai_printable_put(out, face->path);
    pai_buf_str(out, zh ? "\n      版本：" : "\n      version: ");
    pai_printable_put(out, about.version[0] != '\0' ? about.version : "—");
    pai_buf_fmt(out, zh ? "\n      嵌入：%s（fsType %u）" : "\n      embedding: %s (fsType %u)",
                pai_about_rights(about.rights, zh), about.rights);
    pai_buf_byte(out, '\n');
    coverage_text(out, &face, 1, zh);
}

static void list_text(struct pai_buf *out, struct pai_pipeline *p, struct pai_job *job,
                      bool zh) {
    struct faces all = {.n = 0};
    pai_buf_str(out, zh ? "字体方案：" : "fontset: ");
    pai_printable_put(out, pai_fontset_name(p->fonts));
    pai_buf_str(out, zh ? "（" : " (");
    pai_printable_put(out, p->fontset_file.path);
    pai_buf_str(out, zh ? "）\n" : ")\n");
    for (enum pai_font_role role = 0; role < PAI_FONT_COUNT; role++) {
        pai_buf_byte(out, '\n');
        role_text(out, p, job, role, &all, zh);
    }
    pai_buf_str(out, zh ? "\n各字体\n" : "\nfaces\n");
    for (uint32_t i = 0; i < all.n; i++) {
        pai_buf_byte(out, '\n');
        face_text(out, job, all.v[i], zh);
    }
}

// ---- list --json ----

static void str_json(struct pai_json *j, const char *key, const char *value) {
    pai_json_key(j, key);
    pai_json_cstr(j, value);
}

static void coverage_json(struct pai_json *j, const struct pai_face *face) {
    static const char *const keys[] = {"gb2312",    "list-2013", "gbk",
                                       "gb18030-1", "gb18030-2", "gb18030-3"};
    uint32_t has[PAI_CHARSET_COUNT];
    pai_coverage_count(&face, 1, has);
    pai_json_key(j, "coverage");
    pai_json_object(j);
    for (enum pai_charset set = 0; set < PAI_CHARSET_COUNT; set++) {
        pai_json_key(j, keys[set]);
        pai_json_array(j);
        pai_json_int(j, has[set]);
        pai_json_int(j, pai_charset_size(set));
        pai_json_array_end(j);
    }
    pai_json_object_end(j);
}

static void entry_json(struct pai_json *j, struct pai_job *job,
                       const struct pai_fontset_entry *e) {
    pai_json_line(j);
    pai_json_object(j);
    str_json(j, "file", e->file);
    pai_json_key(j, "index");
    pai_json_int(j, e->index);
    str_json(j, "from", e->from);
    str_json(j, "path", e->path);
    str_json(j, "name", e->face != NULL ? e->face->name : NULL);
    if (e->face != NULL) {
        struct pai_about about = pai_about_read(e->face, job->arena);
        str_json(j, "version", about.version);
        str_json(j, "licence", about.licence);
        pai_json_key(j, "fsType");
        pai_json_int(j, about.rights);
        coverage_json(j, e->face);
    }
    pai_json_object_end(j);
}

static void list_json(struct pai_buf *out, struct pai_pipeline *p, struct pai_job *job) {
    struct pai_json j = pai_json_make(out);
    struct pai_fontset_entry e;
    pai_json_object(&j);
    str_json(&j, "fontset", p->fontset_file.path);
    pai_json_key(&j, "roles");
    pai_json_object(&j);
    for (enum pai_font_role role = 0; role < PAI_FONT_COUNT; role++) {
        pai_json_key(&j, pai_font_role_name(role));
        pai_json_array(&j);
        for (uint32_t i = 0; pai_fontset_entry(p->fonts, job, role, i, &e); i++) {
            entry_json(&j, job, &e);
        }
        pai_json_array_end(&j);
        pai_fontset_face(p->fonts, job, role);
    }
    pai_json_object_end(&j);
    pai_json_object_end(&j);
    pai_buf_byte(out, '\n');
}

// ---- who ----

static void sets_text(struct pai_buf *out, uint32_t cp, bool zh) {
    unsigned n = 0;
    for (enum pai_charset set = 0; set < PAI_CHARSET_COUNT; set++) {
        // A higher level holds the lower ones: the first is told.
        bool level = set > PAI_CHARSET_GB18030_1 && pai_charset_has(set - 1, cp);
        if (pai_charset_has(set, cp) && !level) {
            pai_buf_fmt(out, "%s%s",
                        n++ == 0 ? "  "
                        : zh     ? "、"
                                 : ", ",
                        pai_charset_name(set, zh));
        }
    }
    pai_buf_byte(out, '\n');
}

static void who_role(struct pai_buf *out, struct pai_pipeline *p, struct pai_job *job,
                     enum pai_font_role role, uint32_t cp, bool zh) {
    struct pai_fontset_entry e;
    uint32_t rank;
    const struct pai_face *used = pai_fontset_find(p->fonts, job, role, &cp, 1, &rank);
    pai_buf_fmt(out, "  %s %s  ", pai_font_role_name(role), pai_font_role_zh(role));
    if (used == NULL) {
        pai_buf_str(out, zh ? "没有一个字体有这个字\n" : "no face has it\n");
        return;
    }
    pai_buf_fmt(out, "%s%s", used->name, rank == 0 ? "" : zh ? "（替补）" : " (stands in)");
    unsigned others = 0;
    for (uint32_t i = 0; pai_fontset_entry(p->fonts, job, role, i, &e); i++) {
        if (e.face != NULL && e.face != used && pai_face_glyph(e.face, cp) != 0) {
            const char *first = zh ? "；还有 " : "; also ";
            pai_buf_fmt(out, "%s%s", others++ == 0 ? first : ", ", e.face->name);
        }
    }
    pai_buf_byte(out, '\n');
}

// A character, or U+20BB7.
static uint32_t notation(const char *s) {
    uint32_t cp = 0;
    size_t n = strlen(s);
    if (n < 3 || n > 8 || (s[0] != 'U' && s[0] != 'u') || s[1] != '+') {
        return 0;
    }
    for (size_t i = 2; i < n; i++) {
        const char *digits = "0123456789abcdef0123456789ABCDEF";
        const char *at = strchr(digits, s[i]);
        if (at == NULL) {
            return 0;
        }
        cp = cp * 16 + (uint32_t)((at - digits) % 16);
    }
    return cp <= 0x10ffff && !(cp >= 0xd800 && cp <= 0xdfff) ? cp : 0;
}

static void who_one(struct pai_buf *out, struct pai_pipeline *p, struct pai_job *job,
                    uint32_t cp, bool zh) {
    struct pai_buf shown = pai_buf_make(job->arena);
    pai_buf_char(&shown, cp);
    pai_printable_put(out, shown.s);
    pai_buf_fmt(out, "  U+%04X", cp);
    sets_text(out, cp, zh);
    for (enum pai_font_role role = 0; role < PAI_FONT_COUNT; role++) {
        who_role(out, p, job, role, cp, zh);
    }
}

static void who(struct pai_buf *out, struct pai_pipeline *p, struct pai_job *job, bool zh) {
    for (uint32_t i = 0; i < p->opts->input_count; i++) {
        const char *s = p->opts->inputs[i];
        size_t len = strlen(s), bad = 0;
        uint32_t cp = notation(s);
        if (cp > 0) {
            who_one(out, p, job, cp, zh);
        } else if (!pai_utf8_valid(s, len, &bad)) {
            pai_diag(job, PAI_D_USAGE_BAD_VALUE, PAI_NO_SPAN, "fonts who", s, "𠮷, U+20BB7",
                     NULL);
        }
        unsigned used = 1;
        for (size_t k = 0; cp == 0 && bad == 0 && k < len; k += used) {
            who_one(out, p, job, pai_utf8_next(s + k, len - k, &used), zh);
        }
    }
}

void pai_cmd_fonts(const struct pai_opts *opts, struct pai_report *report) {
    struct pai_opts own = *opts;
    struct pai_pipeline p;
    bool zh = opts->ui == PAI_UI_ZH;
    own.claims = 0; // no PDF is made: no profile is needed
    pai_pipeline_open(&p, &own, report);
    if (strcmp(opts->what, "add") == 0) {
        pai_fonts_add(&p);
    } else if (pai_pipeline_load(&p)) {
        struct pai_task task; // for its sources: messages then point into the fontset
        pai_task_open(&task, &p, "");
        struct pai_buf out = pai_buf_make(task.job->arena);
        if (strcmp(opts->what, "who") == 0) {
            who(&out, &p, task.job, zh);
        } else if (opts->json) {
            list_json(&out, &p, task.job);
        } else {
            list_text(&out, &p, task.job, zh);
        }
        pai_file_write(task.job, "-", (struct pai_bytes){(const uint8_t *)out.s, out.n});
        pai_report_job(report, task.job, NULL);
        pai_task_close(&task);
    }
    pai_pipeline_close(&p);
}
