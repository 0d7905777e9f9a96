// Bytes in a known encoding -> UTF-8, with every bad byte told. Internal to sniff.c and its
// helpers.
#ifndef PAI_DECODE_H
#define PAI_DECODE_H

#include "buf.h"
#include "world.h"

enum pai_encoding {
    PAI_ENC_UTF8,
    PAI_ENC_UTF16LE,
    PAI_ENC_UTF16BE,
    PAI_ENC_UTF32LE,
    PAI_ENC_UTF32BE,
    PAI_ENC_GB18030,
    PAI_ENC_BIG5,
};

enum pai_bad_kind { PAI_BAD_BYTES, PAI_BAD_TRUNCATED, PAI_BAD_SURROGATE };

struct pai_bad {
    uint32_t count;         // places that could not be decoded
    enum pai_bad_kind kind; // of the first
    size_t at;              // byte offset of the first
    unsigned length;        // its bytes, at least 1
    size_t text_at;         // where its U+FFFD stands in the decoded text
};

// Decodes all bytes; a bad place becomes one U+FFFD and is counted. False if the system lacks
// the converter.
bool pai_decode(enum pai_encoding encoding, struct pai_bytes bytes, struct pai_buf *out,
                struct pai_bad *bad);

// Of the non-ASCII characters of UTF-8 text: thousandths that are common in Chinese official
// prose, simplified or traditional; *total is how many there are.
unsigned pai_score(struct pai_arena *arena, const char *text, size_t len, uint32_t *total);

// What the file is, when its first bytes say that it is not text.
enum pai_magic { PAI_MAGIC_NONE, PAI_MAGIC_WORD, PAI_MAGIC_PDF, PAI_MAGIC_OTHER };
enum pai_magic pai_magic_of(struct pai_bytes bytes, const char **zh, const char **en);

#endif
