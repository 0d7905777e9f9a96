// Pictures. In: a block that calls one. Out: a row of the flow that holds the picture and its
// caption as one piece on whole rows of the grid, and their items on a page (typography 4).
// Promised: never wider than the measure, never higher than a page; the caption's lines stand
// on the grid; a file is read once for an issue.
#include "composer.h"

#include "buf.h"
#include "image_read.h"
#include "map.h"

#include <string.h>

enum {
    DPI_PLAIN = 30000,  // of a file that does not say: what print wants, to 100 inches
    LEAST = 4 * PAI_PT, // of a side
};

const struct pai_image *pai_image_find(struct pai_composer *c, const char *path,
                                       const char *name, struct pai_span span) {
    if (c->images == NULL) {
        c->images = pai_map_make(c->job->arena);
    }
    const struct pai_image *image = pai_map_find(c->images, path, strlen(path));
    if (image == NULL) {
        image = pai_image_read(c->job, path, name, span);
        if (image != NULL) {
            pai_map_put(c->images, path, strlen(path), (void *)(uintptr_t)image);
        }
    }
    return image;
}

// The name as the author wrote it, in the folder of the input that he wrote it in.
static const char *path_of(const struct pai_job *job, const struct pai_text *file) {
    const char *input = file->file != 0 && file->file <= job->sources.n
                            ? job->sources.v[file->file - 1].name
                            : "";
    const char *slash = strrchr(input, '/');
    if (slash == NULL) {
        return file->s;
    }
    const char *folder = pai_arena_str(job->arena, input, (size_t)(slash + 1 - input));
    return pai_arena_fmt(job->arena, "%s%s", folder, file->s);
}

// ---- size ----

static pai_len within(int64_t len, pai_len most) {
    return len < LEAST ? LEAST : len > most ? most : (pai_len)len;
}

int64_t pai_image_natural(uint32_t samples, uint32_t dpi) {
    return pai_muldiv((int64_t)samples * 72, INT64_C(100) * PAI_PT, dpi > 0 ? dpi : DPI_PLAIN);
}

static int64_t wanted_width(const struct pai_layout *l, const struct pai_figure *f,
                            const struct pai_image *image, pai_len measure) {
    switch (f->unit) {
    case PAI_FIGURE_CELLS:
        return pai_muldiv(f->width, l->cell, 1000);
    case PAI_FIGURE_MM:
        return pai_muldiv(f->width, pai_len_mm(1000000), 1000000);
    case PAI_FIGURE_PERCENT:
        return pai_muldiv(f->width, measure, 100000);
    case PAI_FIGURE_NATURAL:
        break;
    }
    return l->figures.width > 0 ? l->figures.width
                                : pai_image_natural(pai_image_across(image), image->dpi_x);
}

// Width and height on paper: as the author wants, within the measure and `most` height, the
// proportions kept.
static void size_settle(struct pai_composer *c, const struct pai_figure *f,
                        struct pai_figure_set *set, pai_len measure, pai_len most) {
    const struct pai_image *image = set->image;
    int64_t across = pai_image_natural(pai_image_across(image), image->dpi_x);
    int64_t down = pai_image_natural(pai_image_down(image), image->dpi_y);
    int64_t width = wanted_width(c->layout, f, image, measure);
    set->width = within(width, measure);
    int64_t height = pai_muldiv(down, set->width, across > 0 ? across : 1);
    set->height = within(height, most);
    if (height > most) {
        set->width = within(pai_muldiv(across, most, down), measure);
    }
    bool asked = f->unit != PAI_FIGURE_NATURAL;
    if (asked && (width > measure || height > most)) {
        struct pai_buf mm = pai_buf_make(c->job->arena);
        pai_buf_decimal(&mm, pai_muldiv(set->width, 254, (int64_t)72 * PAI_PT), 10);
        pai_diag(c->job, PAI_D_FIGURE_SHRUNK, pai_text_span(&f->file, 0, f->file.len),
                 f->file.s, mm.s, NULL);
    }
}

// ---- the row ----

static struct pai_setting caption_set(struct pai_composer *c, const struct pai_block *b,
                                      uint32_t number, pai_len measure) {
    struct pai_joined j = pai_joined_make(c->job->arena);
    if (c->layout->figures.numbering) {
        pai_joined_str(&j, pai_arena_fmt(c->job->arena, "图%u\u3000", number));
    }
    pai_joined_put(&j, &b->text);
    struct pai_set_what what = {
        .text = pai_joined_text(&j),
        .role = PAI_ROLE_CAPTION,
        .measure = measure,
        .balance = true,
    };
    return pai_set_text(c, &what);
}

bool pai_figure_make(struct pai_composer *c, const struct pai_block *b, pai_len measure,
                     uint32_t *number, struct pai_setting *caption, struct pai_row *row) {
    const struct pai_layout *l = c->layout;
    const struct pai_figure *f = b->figure;
    struct pai_figure_set *set = PAI_NEW(c->job->arena, struct pai_figure_set);
    struct pai_span span = pai_text_span(&f->file, 0, f->file.len);
    set->image = pai_image_find(c, path_of(c->job, &f->file), f->file.s, span);
    if (set->image == NULL) {
        return false;
    }
    pai_len leading = l->pitch - l->cell, side = measure > 4 * l->cell ? l->cell : 0;
    *caption = (struct pai_setting){
        .role = PAI_ROLE_CAPTION,
        .text = b->text,
        .style = &l->style[PAI_ROLE_CAPTION],
        .measure = measure,
    };
    if (b->text.len > 0) {
        *caption = caption_set(c, b, ++*number, measure - 2 * side);
    }
    uint32_t lines = caption->lines.n, page = (uint32_t)l->grid.rows;
    // Between the picture and its caption half the white between lines is enough; where none
    // follows the picture keeps all of it.
    pai_len below = lines > 0 ? leading / 2 : leading;
    int64_t room = (int64_t)(page > lines ? page - lines : 1) * l->pitch - below;
    size_settle(
        c, f, set, measure,
        within(room < l->figures.max_height ? room : l->figures.max_height, PAI_LEN_MAX));
    uint32_t rows = (uint32_t)(((int64_t)set->height + below + l->pitch - 1) / l->pitch);
    set->x = (measure - set->width) / 2;
    set->spare = (pai_len)((int64_t)rows * l->pitch - below - set->height);
    if (l->figures.colour == PAI_PICTURE_GREY && set->image->space != PAI_IMAGE_GREY) {
        pai_diag(c->job, PAI_D_FIGURE_GREY, span, f->file.s, NULL);
    }
    set->alt = f->alt.len > 0 ? pai_arena_str(c->job->arena, f->alt.s, f->alt.len) : NULL;
    set->caption_x = side;
    *row = (struct pai_row){
        .lines = lines,
        .rows = rows + lines,
        .base = (pai_len)((int64_t)rows * l->pitch + pai_muldiv(l->cell, 88, 100)),
        .lead = l->pitch,
        .of = 1,
        .tag = PAI_TAG_DIV,
        .figure = set,
    };
    return true;
}

// ---- items ----

static void picture_put(struct pai_sheet *sheet, const struct pai_figure_set *set, pai_len x,
                        pai_len y) {
    struct pai_picture picture = {
        .image = set->image,
        .x = x,
        .y = y,
        .width = set->width,
        .height = set->height,
        .colour = (enum pai_picture_colour)sheet->c->layout->figures.colour, // the same order
        .name = "figure",
    };
    pai_sheet_picture(sheet, &picture, NULL, PAI_TAG_FIGURE, set->alt);
}

void pai_figure_put(struct pai_sheet *sheet, const struct pai_row *r,
                    const struct pai_setting *caption, pai_len left, pai_len top, bool head) {
    const struct pai_figure_set *set = r->figure;
    // At the head of a page the picture touches the edge of the type area as a line does.
    picture_put(sheet, set, left + set->x, head ? top : top + set->spare / 2);
    if (r->lines == 0) {
        return;
    }
    struct pai_line_id id = r->id;
    pai_sheet_tag(sheet, PAI_TAG_CAPTION, 0);
    for (uint32_t i = 0; i < r->lines; i++, id.line++) {
        pai_sheet_line(sheet, caption, i, id, left + set->caption_x,
                       top + r->base + (pai_len)i * r->lead);
    }
    pai_sheet_tag(sheet, PAI_TAG_END, 0);
}
