// In: a block with a picture file. Out: the picture (会徽, a name in calligraphy …) with its
// size on paper. Promise: never wider than its room, proportions kept; a file that is missing
// or damaged is an error at its place in the layout; where plates are counted a coloured
// picture goes on the black one, and that is said.
#include "build.h"

#include "buf.h"

#include <string.h>

// The file beside the layout that names it.
static const char *path_of(const struct pai_job *job, const struct pai_layout_file *file) {
    const char *layout = file->span.file != 0 ? job->sources.v[file->span.file - 1].name : "";
    const char *slash = strrchr(layout, '/');
    if (slash == NULL || file->name[0] == '/') {
        return file->name;
    }
    const char *folder = pai_arena_str(job->arena, layout, (size_t)(slash + 1 - layout));
    return pai_arena_fmt(job->arena, "%s%s", folder, file->name);
}

// A block is built again for every page that it stands on, but says what it has to say once.
// `code`: PAI_D_COUNT for any error.
static bool is_said(const struct pai_job *job, enum pai_code code, struct pai_span span) {
    for (uint32_t i = 0; i < job->diags.n; i++) {
        const struct pai_diag *d = &job->diags.v[i];
        bool wanted =
            code == PAI_D_COUNT ? pai_diag_row(d->code)->level >= PAI_ERROR : d->code == code;
        if (wanted && d->span.file == span.file && d->span.offset == span.offset) {
            return true;
        }
    }
    return false;
}

static void say(struct pai_composer *c, enum pai_code code, const struct pai_layout_file *file,
                const char *what) {
    if (!is_said(c->job, code, file->span)) {
        pai_diag(c->job, code, file->span, file->name, what, NULL);
    }
}

static enum pai_picture_colour colour_of(struct pai_composer *c,
                                         const struct pai_layout_block *b,
                                         const struct pai_image *image) {
    if (b->ink != NULL) {
        return PAI_PICTURE_GREY;
    }
    if (b->colour != PAI_IMAGE_AUTO) {
        return (enum pai_picture_colour)(b->colour - PAI_IMAGE_KEEP); // the same order
    }
    if (!pai_layout_counts_plates(c->layout)) {
        return (enum pai_picture_colour)c->layout->figures.colour; // the same order
    }
    if (image->space != PAI_IMAGE_GREY) {
        say(c, PAI_D_LAYOUT_IMAGE_GREY, &b->image, NULL);
    }
    return PAI_PICTURE_GREY;
}

// Both sides given are a box to fit into; of one the other follows; none: its own size.
static void settle_size(struct pai_composer *c, const struct pai_layout_block *b,
                        const struct pai_image *image, pai_len room, struct pai_element *e) {
    int64_t across = pai_image_natural(pai_image_across(image), image->dpi_x);
    int64_t down = pai_image_natural(pai_image_down(image), image->dpi_y);
    int64_t width = b->width > 0 ? b->width : across;
    if (b->height > 0) {
        int64_t other = pai_muldiv(across, b->height, down);
        width = b->width > 0 && b->width < other ? b->width : other;
    }
    if (width > room) {
        struct pai_buf mm = pai_buf_make(c->job->arena);
        pai_buf_decimal(&mm, pai_muldiv(room, 254, (int64_t)72 * PAI_PT), 10);
        say(c, PAI_D_LAYOUT_IMAGE_SHRUNK, &b->image, mm.s);
        width = room;
    }
    e->width = (pai_len)width;
    e->height = pai_built_clamp(pai_muldiv(down, width, across));
}

struct pai_built pai_build_image(const struct pai_scene *scene,
                                 const struct pai_layout_block *b, pai_len width) {
    struct pai_composer *c = scene->c;
    const struct pai_layout_file *file = &b->image;
    struct pai_built out = {.there = false};
    struct pai_text alt;
    struct pai_element e = {.kind = PAI_ELEMENT_IMAGE, .name = b->name, .ink = b->ink};
    if (!is_said(c->job, PAI_D_COUNT, file->span)) {
        e.image = pai_image_find(c, path_of(c->job, file), file->name, file->span);
    }
    if (e.image == NULL) {
        return out;
    }
    settle_size(c, b, e.image, width, &e);
    if (e.width <= 0 || e.height <= 0) {
        return out;
    }
    enum pai_layout_align align = b->set.align;
    e.x = align == PAI_ALIGN_RIGHT    ? width - e.width
          : align == PAI_ALIGN_CENTRE ? (width - e.width) / 2
                                      : 0;
    e.colour = colour_of(c, b, e.image);
    // What is on the paper already is not in the PDF, so there is nothing to describe.
    bool printed = b->ink == NULL || b->ink->kind != PAI_INK_PREPRINTED;
    if (b->alt != NULL && pai_template_fill(scene, b->alt, &alt)) {
        e.alt = printed ? pai_arena_str(c->job->arena, alt.s, alt.len) : NULL;
        out.says = true;
    }
    *PAI_VEC_ADD(c->job->arena, &out.v) = e;
    out.there = true;
    out.height = e.height;
    return out;
}
