// The markers of JPEG files (ITU-T T.81 table B.1) that somebody looks for.
#ifndef PAI_JPEG_MARKER_H
#define PAI_JPEG_MARKER_H

enum {
    PAI_JPEG_TEM = 0x01,
    PAI_JPEG_SOF0 = 0xC0,
    PAI_JPEG_SOF2 = 0xC2,
    PAI_JPEG_DHT = 0xC4,
    PAI_JPEG_JPG = 0xC8,
    PAI_JPEG_DAC = 0xCC,
    PAI_JPEG_SOF15 = 0xCF,
    PAI_JPEG_RST0 = 0xD0,
    PAI_JPEG_RST7 = 0xD7,
    PAI_JPEG_SOI = 0xD8,
    PAI_JPEG_EOI = 0xD9,
    PAI_JPEG_SOS = 0xDA,
    PAI_JPEG_APP0 = 0xE0,
    PAI_JPEG_APP1 = 0xE1,
    PAI_JPEG_APP2 = 0xE2,
    PAI_JPEG_APP14 = 0xEE,
    PAI_JPEG_APP15 = 0xEF,
    PAI_JPEG_COM = 0xFE,
};

#endif
