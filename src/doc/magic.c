// What a file is when it is not text. In: its bytes. Out: a name in words that a clerk knows,
// by the first bytes of the file (and, in a zip or an OLE container, by names inside).
#include "decode.h"

#include <string.h>

static bool starts(struct pai_bytes b, const char *magic, size_t n) {
    return b.size >= n && memcmp(b.data, magic, n) == 0;
}

// Looks for a byte string in the first 256 KiB.
static bool holds(struct pai_bytes b, const char *what, size_t n) {
    size_t size = b.size < 262144 ? b.size : 262144;
    for (size_t i = 0; i + n <= size; i++) {
        const uint8_t *p = memchr(b.data + i, what[0], size - n + 1 - i);
        if (!p) {
            return false;
        }
        i = (size_t)(p - b.data);
        if (memcmp(p, what, n) == 0) {
            return true;
        }
    }
    return false;
}

#define HOLDS(bytes, literal)  holds((bytes), (literal), sizeof(literal) - 1)
#define STARTS(bytes, literal) starts((bytes), (literal), sizeof(literal) - 1)

static enum pai_magic zip(struct pai_bytes bytes, const char **zh, const char **en) {
    if (HOLDS(bytes, "word/")) {
        *zh = "Word 文档（docx）";
        *en = "a Word document (docx)";
        return PAI_MAGIC_WORD;
    }
    if (HOLDS(bytes, "opendocument.text")) {
        *zh = "OpenDocument 文档（odt）";
        *en = "an OpenDocument text (odt)";
        return PAI_MAGIC_WORD;
    }
    if (HOLDS(bytes, "OFD.xml")) {
        *zh = "OFD 版式文件";
        *en = "an OFD document";
        return PAI_MAGIC_PDF;
    }
    *zh = HOLDS(bytes, "xl/")    ? "Excel 表格（xlsx）"
          : HOLDS(bytes, "ppt/") ? "PPT 演示文稿"
                                 : "压缩包（zip）";
    *en = HOLDS(bytes, "xl/")    ? "an Excel workbook (xlsx)"
          : HOLDS(bytes, "ppt/") ? "a PowerPoint file"
                                 : "a zip archive";
    return PAI_MAGIC_OTHER;
}

static enum pai_magic ole(struct pai_bytes bytes, const char **zh, const char **en) {
    if (HOLDS(bytes, "W\0o\0r\0k\0b\0o\0o\0k\0")) {
        *zh = "Excel 表格（xls、et）";
        *en = "an Excel workbook (xls, et)";
        return PAI_MAGIC_OTHER;
    }
    if (HOLDS(bytes, "P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0")) {
        *zh = "PPT 演示文稿";
        *en = "a PowerPoint file";
        return PAI_MAGIC_OTHER;
    }
    *zh = "Word 或 WPS 文档（doc、wps）";
    *en = "a Word or WPS document (doc, wps)";
    return PAI_MAGIC_WORD;
}

enum pai_magic pai_magic_of(struct pai_bytes bytes, const char **zh, const char **en) {
    static const struct {
        const char *magic;
        size_t n;
        const char *zh, *en;
    } other[] = {
        {"\x89PNG", 4, "图片（png）", "an image (png)"},
        {"\xFF\xD8\xFF", 3, "图片（jpg）", "an image (jpg)"},
        {"GIF8", 4, "图片（gif）", "an image (gif)"},
        {"II*\0", 4, "图片（tif）", "an image (tif)"},
        {"MM\0*", 4, "图片（tif）", "an image (tif)"},
        {"Rar!", 4, "压缩包（rar）", "a rar archive"},
        {"7z\xBC\xAF", 4, "压缩包（7z）", "a 7z archive"},
        {"\x1F\x8B", 2, "压缩文件（gz）", "a gzip file"},
        {"\x7F"
         "ELF",
         4, "程序文件", "a program"},
        {"MZ\x90\0", 4, "程序文件", "a program"},
    };
    if (STARTS(bytes, "%PDF-")) {
        *zh = "PDF 文件";
        *en = "a PDF file";
        return PAI_MAGIC_PDF;
    }
    if (STARTS(bytes, "PK\x03\x04")) {
        return zip(bytes, zh, en);
    }
    if (STARTS(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
        return ole(bytes, zh, en);
    }
    if (STARTS(bytes, "{\\rtf")) {
        *zh = "RTF 文档";
        *en = "an RTF document";
        return PAI_MAGIC_WORD;
    }
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        if (starts(bytes, other[i].magic, other[i].n)) {
            *zh = other[i].zh;
            *en = other[i].en;
            return PAI_MAGIC_OTHER;
        }
    }
    return PAI_MAGIC_NONE;
}
