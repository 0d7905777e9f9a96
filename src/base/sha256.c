// In: bytes in any portions. Out: their SHA-256 (FIPS 180-4). Promised: the same digest
// whatever the portions, and whether the processor has instructions for it.
#include "sha256.h"

#include <string.h>

// Every PDF of an archive is hashed: with them that takes a quarter of the time.
#if defined(__x86_64__) && defined(__GNUC__)
#define NATIVE
#include <cpuid.h>
#include <immintrin.h>
#endif

static const uint32_t k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2,
};

static uint32_t turn(uint32_t x, unsigned n) {
    return x >> n | x << (32 - n);
}

// The eight words of the state take turns: instead of moving them, each round calls them by the
// names that they have in it.
#define ROUND(a, b, c, d, e, f, g, h, i)                                                       \
    do {                                                                                       \
        uint32_t t =                                                                           \
            h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i]; \
        d += t;                                                                                \
        h = t + (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));      \
    } while (0)

static void blocks(uint32_t h[8], const uint8_t *p, size_t n) {
    for (uint32_t w[64]; n > 0; n--) {
        for (unsigned i = 0; i < 16; i++, p += 4) {
            w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
        }
        for (unsigned i = 16; i < 64; i++) {
            uint32_t s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3;
            uint32_t s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10;
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        uint32_t A = h[0], B = h[1], C = h[2], D = h[3], E = h[4], F = h[5], G = h[6], H = h[7];
        for (unsigned i = 0; i < 64; i += 8) {
            ROUND(A, B, C, D, E, F, G, H, i);
            ROUND(H, A, B, C, D, E, F, G, i + 1);
            ROUND(G, H, A, B, C, D, E, F, i + 2);
            ROUND(F, G, H, A, B, C, D, E, i + 3);
            ROUND(E, F, G, H, A, B, C, D, i + 4);
            ROUND(D, E, F, G, H, A, B, C, i + 5);
            ROUND(C, D, E, F, G, H, A, B, i + 6);
            ROUND(B, C, D, E, F, G, H, A, i + 7);
        }
        const uint32_t end[8] = {A, B, C, D, E, F, G, H};
        for (unsigned i = 0; i < 8; i++) {
            h[i] += end[i];
        }
    }
}

#ifdef NATIVE

static bool native(void) {
    unsigned a = 0, b = 0, c = 0, d = 0;
    bool sse = __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & bit_SSE4_1) != 0;
    return sse && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

// The processor's own rounds, two to an instruction; it wants the state as ABEF and CDGH.
__attribute__((target("sha,sse4.1"))) static void blocks_native(uint32_t h[8], const uint8_t *p,
                                                                size_t n) {
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i dcba = _mm_loadu_si128((const __m128i *)(const void *)h);
    __m128i hgfe = _mm_loadu_si128((const __m128i *)(const void *)(h + 4));
    __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1), efgh = _mm_shuffle_epi32(hgfe, 0x1b);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8), cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
    for (; n > 0; n--, p += 64) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i w[4];
        for (unsigned i = 0; i < 16; i++) {
            __m128i *now = &w[i % 4];
            if (i < 4) {
                *now = _mm_shuffle_epi8(
                    _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i)), swap);
            } else {
                const __m128i last = w[(i + 3) % 4];
                const __m128i seven = _mm_alignr_epi8(last, w[(i + 2) % 4], 4);
                *now = _mm_sha256msg2_epu32(
                    _mm_add_epi32(_mm_sha256msg1_epu32(*now, w[(i + 1) % 4]), seven), last);
            }
            __m128i sum = _mm_add_epi32(
                *now, _mm_loadu_si128((const __m128i *)(const void *)(k + 4 * i)));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128((__m128i *)(void *)h, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128((__m128i *)(void *)(h + 4), _mm_alignr_epi8(dchg, feba, 8));
}

#else

static bool native(void) {
    return false;
}

static void blocks_native(uint32_t h[8], const uint8_t *p, size_t n) {
    blocks(h, p, n);
}

#endif

void pai_sha256_init(struct pai_sha256 *ctx) {
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memset(ctx, 0, sizeof *ctx);
    memcpy(ctx->h, start, sizeof start);
    ctx->native = native();
}

static void take(struct pai_sha256 *ctx, const uint8_t *p, size_t n) {
    (ctx->native ? blocks_native : blocks)(ctx->h, p, n);
}

void pai_sha256_add(struct pai_sha256 *ctx, const void *data, size_t n) {
    const uint8_t *p = data;
    size_t fill = (size_t)(ctx->bytes % 64);
    ctx->bytes += n;
    if (fill > 0) {
        size_t part = n < 64 - fill ? n : 64 - fill;
        memcpy(ctx->block + fill, p, part);
        p += part;
        n -= part;
        if (fill + part < 64) {
            return;
        }
        take(ctx, ctx->block, 1);
    }
    take(ctx, p, n / 64);
    if (n % 64 > 0) {
        memcpy(ctx->block, p + n - n % 64, n % 64);
    }
}

void pai_sha256_end(struct pai_sha256 *ctx, uint8_t digest[32]) {
    static const uint8_t pad[64] = {0x80};
    uint64_t bits = ctx->bytes * 8;
    uint8_t length[8];
    for (unsigned i = 0; i < 8; i++) {
        length[i] = (uint8_t)(bits >> (56 - 8 * i));
    }
    size_t fill = (size_t)(ctx->bytes % 64);
    pai_sha256_add(ctx, pad, fill < 56 ? 56 - fill : 120 - fill);
    pai_sha256_add(ctx, length, sizeof length);
    for (unsigned i = 0; i < 32; i++) {
        digest[i] = (uint8_t)(ctx->h[i / 4] >> (24 - 8 * (i % 4)));
    }
}
