// SHA-256 (FIPS 180-4), for identities of files, fonts and documents.
#ifndef PAI_SHA256_H
#define PAI_SHA256_H

#include <stddef.h>
#include <stdint.h>

#include <nettle/sha2.h>

struct pai_sha256 {
    struct sha256_ctx nettle; // nobody but sha256.c looks into it
};

void pai_sha256_init(struct pai_sha256 *ctx);
void pai_sha256_add(struct pai_sha256 *ctx, const void *data, size_t n);
void pai_sha256_end(struct pai_sha256 *ctx, uint8_t digest[32]);

#endif
