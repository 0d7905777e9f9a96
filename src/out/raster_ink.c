// In: an ink, process colour in thousandths. Out: sRGB for a screen. Promised: integers only;
// the same colours as common viewers of the PDF show.
#include "raster.h"

#include "len.h"

// The sixteen overprints of solid inks as common viewers show them (measured from poppler's
// output: coated paper, web offset). What lies between is mixed by how much paper each of
// them covers (Neugebauer): dots of four screens lie on each other by chance.
static const uint8_t solids[16][3] = {
    // index: cyan 8, magenta 4, yellow 2, black 1
    {255, 255, 255}, {35, 31, 32}, {255, 242, 0}, {28, 26, 0}, {236, 0, 140}, {36, 0, 0},
    {237, 28, 36},   {34, 0, 0},   {0, 173, 239}, {0, 15, 36}, {0, 166, 80},  {0, 19, 0},
    {46, 49, 146},   {0, 0, 2},    {54, 54, 57},  {0, 0, 0},
};

uint32_t pai_raster_rgb(const struct pai_ink *ink) {
    static const uint16_t key[4] = {0, 0, 0, 1000};
    const uint16_t *cmyk = ink != NULL ? ink->cmyk : key;
    uint16_t part_of[4];
    // A spot ink looks like its alternate, less of it where it is a tint.
    if (ink != NULL && (ink->kind == PAI_INK_SPOT || ink->kind == PAI_INK_MARKS)) {
        for (unsigned k = 0; k < 4; k++) {
            uint32_t part = cmyk[k];
            for (uint32_t i = 0; i < ink->spot_count; i++) {
                part += ink->spots[i]->cmyk[k];
            }
            part_of[k] = (uint16_t)((part > 1000 ? 1000 : part) * ink->tint / 1000);
        }
        cmyk = part_of;
    }
    int64_t sum[3] = {0, 0, 0};
    const int64_t whole = 1000000000000;
    for (unsigned i = 0; i < 16; i++) {
        int64_t covers = 1;
        for (unsigned k = 0; k < 4; k++) {
            int64_t part = cmyk[k] > 1000 ? 1000 : cmyk[k];
            covers *= (i & 8u >> k) != 0 ? part : 1000 - part;
        }
        for (unsigned c = 0; c < 3; c++) {
            sum[c] += covers * solids[i][c];
        }
    }
    uint32_t rgb = 0;
    for (unsigned c = 0; c < 3; c++) {
        rgb = rgb << 8 | (uint32_t)((sum[c] + whole / 2) / whole);
    }
    return rgb;
}
