// The way of one issue from text to PDF, for the fuzz targets that go all of it.
#ifndef PAI_PIPELINE_FUZZ_H
#define PAI_PIPELINE_FUZZ_H

#include "fontset.h"
#include "fuzz.h"
#include "layout.h"

// What is loaded once: the installed fonts, the default layout and fontset of the project.
struct fuzz_house {
    struct pai_world *world;
    struct pai_arena *arena;
    const char *layout_text, *fontset_text;
    size_t layout_len, fontset_len;
    const struct pai_layout *layout;
    struct pai_fontset *fonts;
};
struct fuzz_house *fuzz_house(void);

// Reads, composes, dumps and makes the PDF, and checks what every run promises: an error or a
// PDF; each line within the paper and, with the default layout, within the type area.
void fuzz_issue(struct fuzz_house *house, const struct pai_layout *layout, const uint8_t *data,
                size_t size);

#endif
