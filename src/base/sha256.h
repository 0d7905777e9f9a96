// SHA-256 (FIPS 180-4), for identities of files, fonts and documents.
#ifndef PAI_SHA256_H
#define PAI_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pai_sha256 {
    uint32_t h[8];
    uint64_t bytes;
    uint8_t block[64];
    bool native; // by the processor's instructions; may be cleared after init
};

void pai_sha256_init(struct pai_sha256 *ctx);
void pai_sha256_add(struct pai_sha256 *ctx, const void *data, size_t n);
void pai_sha256_end(struct pai_sha256 *ctx, uint8_t digest[32]);

#endif
