// What a font says about itself, and how much of the Chinese character sets it has: for people,
// not for setting.
#ifndef PAI_ABOUT_H
#define PAI_ABOUT_H

#include "face.h"

#define PAI_CHARSETS(X)                                                                        \
    X(GB2312, gb2312, "GB 2312", "GB 2312")                                                    \
    X(TGH, tgh, "通用规范汉字表", "List of 2013 (8105)")                                       \
    X(GBK, gbk, "GBK", "GBK")                                                                  \
    X(GB18030_1, gb18030_1, "GB 18030 级别 1", "GB 18030 level 1")                             \
    X(GB18030_2, gb18030_2, "GB 18030 级别 2", "GB 18030 level 2")                             \
    X(GB18030_3, gb18030_3, "GB 18030 级别 3", "GB 18030 level 3")

// Han characters only. The levels are those of GB 18030-2022 (typography 7.2).
enum pai_charset {
#define X(id, table, zh, en) PAI_CHARSET_##id,
    PAI_CHARSETS(X)
#undef X
        PAI_CHARSET_COUNT
};

const char *pai_charset_name(enum pai_charset set, bool zh);
uint32_t pai_charset_size(enum pai_charset set);
bool pai_charset_has(enum pai_charset set, uint32_t cp);

// How many characters of each set at least one of the faces has.
void pai_coverage_count(const struct pai_face *const *faces, size_t n,
                        uint32_t out[PAI_CHARSET_COUNT]);

struct pai_about {
    const char *family, *version, *licence, *licence_url; // "" where the font does not say
    unsigned rights;                                      // OS/2 fsType
};

// Reads the names of a face; texts live in `arena`.
struct pai_about pai_about_read(const struct pai_face *face, struct pai_arena *arena);

// What fsType allows, in words. Static.
const char *pai_about_rights(unsigned rights, bool zh);

#endif
