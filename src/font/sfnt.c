// In: the bytes of a font file, as hostile as can be. Out: where its tables are. Promised: no
// read outside the bytes, no table outside the file.
#include "sfnt.h"

enum { PADDING = 3 }; // bytes up to the next multiple of four, which some makers count

uint32_t pai_be16(struct pai_bytes bytes, size_t at) {
    if (at > bytes.size || bytes.size - at < 2) {
        return 0;
    }
    return (uint32_t)bytes.data[at] << 8 | bytes.data[at + 1];
}

uint32_t pai_be32(struct pai_bytes bytes, size_t at) {
    return pai_be16(bytes, at) << 16 | pai_be16(bytes, at + 2);
}

int32_t pai_be16s(struct pai_bytes bytes, size_t at) {
    uint32_t v = pai_be16(bytes, at);
    return v >= 0x8000 ? (int32_t)v - 0x10000 : (int32_t)v;
}

struct pai_bytes pai_bytes_from(struct pai_bytes bytes, size_t at) {
    if (at >= bytes.size) {
        return (struct pai_bytes){NULL, 0};
    }
    return (struct pai_bytes){bytes.data + at, bytes.size - at};
}

// True if a table ends behind the file: the end of the file was lost. Signatures count for
// nothing.
static bool is_cut(const struct pai_sfnt *sfnt) {
    for (uint32_t i = 0; i < sfnt->tables; i++) {
        size_t record = (size_t)sfnt->directory + 12 + 16 * (size_t)i;
        uint64_t end =
            (uint64_t)pai_be32(sfnt->file, record + 8) + pai_be32(sfnt->file, record + 12);
        if (end > (uint64_t)sfnt->file.size + PADDING &&
            pai_be32(sfnt->file, record) != PAI_TAG('D', 'S', 'I', 'G')) {
            return true;
        }
    }
    return false;
}

enum pai_sfnt_state pai_sfnt_open(struct pai_bytes file, uint32_t index, struct pai_sfnt *out) {
    *out = (struct pai_sfnt){.file = file, .members = 1};
    // Offsets in a font file have 32 bits, and HarfBuzz counts the bytes of a blob in an
    // unsigned int.
    if (file.size < 12 || file.size > INT32_MAX) {
        return PAI_SFNT_NOT_FONT;
    }
    uint32_t tag = pai_be32(file, 0);
    if (tag == PAI_TAG('t', 't', 'c', 'f')) {
        out->members = pai_be32(file, 8);
        if (out->members > (file.size - 12) / 4) {
            return PAI_SFNT_DAMAGED;
        }
        if (index >= out->members) {
            return PAI_SFNT_NO_MEMBER;
        }
        out->directory = pai_be32(file, 12 + 4 * (size_t)index);
        if (out->directory > file.size - 12) {
            return PAI_SFNT_DAMAGED;
        }
        tag = pai_be32(file, out->directory);
    } else if (index > 0) {
        return PAI_SFNT_NO_MEMBER;
    }
    if (tag != 0x00010000 && tag != PAI_TAG('O', 'T', 'T', 'O') &&
        tag != PAI_TAG('t', 'r', 'u', 'e')) {
        return PAI_SFNT_NOT_FONT;
    }
    out->tables = pai_be16(file, (size_t)out->directory + 4);
    if (out->tables == 0 || out->tables > (file.size - 12 - out->directory) / 16) {
        return PAI_SFNT_DAMAGED;
    }
    return is_cut(out) ? PAI_SFNT_CUT : PAI_SFNT_OK;
}

enum pai_table pai_sfnt_table(const struct pai_sfnt *sfnt, uint32_t tag,
                              struct pai_bytes *out) {
    *out = (struct pai_bytes){NULL, 0};
    for (uint32_t i = 0; i < sfnt->tables; i++) {
        size_t record = (size_t)sfnt->directory + 12 + 16 * (size_t)i;
        if (pai_be32(sfnt->file, record) != tag) {
            continue;
        }
        size_t offset = pai_be32(sfnt->file, record + 8);
        size_t length = pai_be32(sfnt->file, record + 12);
        size_t left = offset <= sfnt->file.size ? sfnt->file.size - offset : 0;
        if (length > left + PADDING || (left == 0 && length > 0)) {
            return PAI_TABLE_CUT;
        }
        length = length < left ? length : left;
        if (length == 0) {
            return PAI_TABLE_OK;
        }
        *out = (struct pai_bytes){sfnt->file.data + offset, length};
        return PAI_TABLE_OK;
    }
    return PAI_TABLE_ABSENT;
}

struct pai_bytes pai_sfnt_records(const struct pai_sfnt *sfnt) {
    return (struct pai_bytes){sfnt->file.data + sfnt->directory + 12,
                              16 * (size_t)sfnt->tables};
}
