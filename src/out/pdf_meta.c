// Facts. In: facts about the document. Out: Info, the catalog's entries and the trailer's ID.
// Promises: Info and XMP say the same; dates come from the issue or from the caller, never from
// a clock (design 5); the ID is a hash of what the document is made of.
#include "pdf_priv.h"

#include "sha256.h"

#include <string.h>

// Days since 1970-01-01 to a date of the Gregorian calendar. Years begin in March here, so that
// the leap day is the last of a year, and 400 of them, 146097 days, are an era.
static struct pai_pdf_stamp stamp_of_days(int64_t days) {
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    struct pai_pdf_stamp stamp = {.known = true,
                                  .year = year_of_era + era * 400 + (month >= 10)};
    stamp.day = (uint32_t)(day_of_year - (153 * month + 2) / 5 + 1);
    stamp.month = (uint32_t)(month < 10 ? month + 3 : month - 9);
    return stamp;
}

static struct pai_pdf_stamp stamp_find(const struct pai_pdf *pdf) {
    const struct pai_pages *pages = pdf->pages;
    int64_t date = pdf->options->date;
    bool dated = pages->year > 0 && pages->year <= 9999 && pages->month >= 1 &&
                 pages->month <= 12 && pages->day >= 1 && pages->day <= 31;
    if (date >= INT64_C(253402214400)) { // the year 10000
        date = -1;
    }
    if (date < 0 && !dated && (pdf->options->claims & PAI_CLAIM_X4)) {
        date = 0; // X-4 must have dates; this one says that none is known
    }
    struct pai_pdf_stamp stamp = {0};
    if (date >= 0) {
        date += 8 * 3600;
        stamp = stamp_of_days(date / 86400);
        stamp.second = (uint32_t)(date % 86400);
    } else if (dated) {
        stamp = (struct pai_pdf_stamp){true, pages->year, (uint32_t)pages->month,
                                       (uint32_t)pages->day, 0};
    }
    return stamp;
}

// ---- Info ----

static void info_text(struct pai_buf *out, const char *key, const char *text) {
    if (text && *text) {
        pai_buf_fmt(out, "/%s ", key);
        pai_pdf_string(out, text, pai_pdf_fact_length(text));
        pai_buf_byte(out, '\n');
    }
}

static void info_write(const struct pai_pdf *pdf, const struct pai_pdf_stamp *at) {
    struct pai_buf *out = pai_pdf_info(pdf->file);
    info_text(out, "Title", pdf->pages->title);
    info_text(out, "Author", pdf->pages->author);
    info_text(out, "Subject", pdf->pages->subject);
    info_text(out, "Keywords", pdf->pages->keywords);
    info_text(out, "Producer", pdf->options->producer);
    static const char *const keys[] = {"CreationDate", "ModDate"};
    for (int i = 0; i < 2 && at->known; i++) {
        pai_buf_fmt(out, "/%s (D:%04d%02u%02u%02u%02u%02u+08'00')\n", keys[i], (int)at->year,
                    at->month, at->day, at->second / 3600, at->second / 60 % 60,
                    at->second % 60);
    }
    pai_buf_str(out, "/Trapped /False\n");
    if (pdf->options->claims & PAI_CLAIM_X4) {
        // The XMP counts; this is for tools that look only here, such as poppler.
        pai_buf_str(out, "/GTS_PDFXVersion (PDF/X-4)\n");
    }
}

// ---- the ID ----

// Contents, boxes, inks, Info, claims, and for each font the face and its glyphs stand for the
// document; the fonts' bytes follow from them.
static void id_make(struct pai_pdf *pdf) {
    struct pai_sha256 sha;
    uint8_t digest[32];
    const struct pai_buf *info = pai_pdf_info(pdf->file);
    uint8_t claims = (uint8_t)pdf->options->claims;
    pai_sha256_init(&sha);
    pai_sha256_add(&sha, &claims, 1);
    pai_sha256_add(&sha, info->s, info->n);
    if (pdf->profile.size > 4) {
        const char *condition = pdf->options->profile->condition;
        pai_sha256_add(&sha, condition, strlen(condition));
        // The checksum of what was packed stands for it: hashing it all takes longer than
        // writing the file.
        pai_sha256_add(&sha, pdf->profile.data + pdf->profile.size - 4, 4);
    }
    for (uint32_t i = 0; i < pdf->pages->n; i++) {
        pai_sha256_add(&sha, pdf->contents[i].data, pdf->contents[i].size);
    }
    pai_sha256_add(&sha, pdf->shape.s, pdf->shape.n);
    for (uint32_t i = 0; i < pdf->fonts.n; i++) {
        const struct pai_pdf_font *font = pdf->fonts.v[i];
        pai_sha256_add(&sha, font->face->sha256, sizeof font->face->sha256);
        pai_sha256_add(&sha, font->to_unicode.data, font->to_unicode.size);
        pai_sha256_add(&sha, font->name, strlen(font->name));
    }
    for (uint32_t i = 0; i < pdf->images.n; i++) {
        const struct pai_pdf_image *image = pdf->images.v[i];
        uint8_t space = (uint8_t)image->space;
        pai_sha256_add(&sha, &space, 1);
        pai_sha256_add(&sha, image->image->sha256, sizeof image->image->sha256);
    }
    pai_sha256_end(&sha, digest);
    memcpy(pdf->id, digest, sizeof pdf->id);
}

static void id_write(const struct pai_pdf *pdf) {
    struct pai_buf *out = pai_pdf_trailer(pdf->file);
    pai_buf_str(out, "/ID [");
    for (int k = 0; k < 2; k++) {
        pai_buf_byte(out, '<');
        for (int i = 0; i < 16; i += 2) {
            pai_pdf_code(out, (uint32_t)pdf->id[i] << 8 | pdf->id[i + 1]);
        }
        pai_buf_byte(out, '>');
    }
    pai_buf_str(out, "]\n");
}

// ---- the press ----

// A condition of one's own is in no registry: the names there are ASCII.
static bool is_registered(const char *condition) {
    for (const char *s = condition; *s; s++) {
        if (*s < ' ' || *s > '~') {
            return false;
        }
    }
    return strcmp(condition, "Custom") != 0;
}

// One intent for each standard that wants it, both on the same profile (A-2 6.2.3).
static void intents_write(const struct pai_pdf *pdf) {
    static const struct {
        unsigned claim;
        const char *name;
    } kinds[] = {{PAI_CLAIM_X4, "GTS_PDFX"}, {PAI_CLAIM_A2A, "GTS_PDFA1"}};
    const struct pai_pdf_profile *profile = pdf->options->profile;
    if (!pdf->profile.size) {
        return;
    }
    struct pai_pdf_object *icc = pai_pdf_stream_add(pdf->file, pdf->profile);
    pai_buf_str(&icc->body, pdf->profile_packed ? "/N 4\n/Filter /FlateDecode\n" : "/N 4\n");
    struct pai_buf *out = pai_pdf_catalog(pdf->file);
    pai_buf_str(out, "/OutputIntents [");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (pdf->options->claims & kinds[i].claim) {
            pai_buf_fmt(out, "<</Type /OutputIntent /S /%s /OutputConditionIdentifier ",
                        kinds[i].name);
            pai_pdf_label(out, profile->condition);
            bool known = is_registered(profile->condition);
            pai_buf_str(out, known ? "\n/RegistryName (http://www.color.org)" : "");
            pai_buf_str(out, " /Info ");
            pai_pdf_label(out, profile->about);
            pai_buf_fmt(out, "\n/DestOutputProfile %u 0 R>>\n", icc->ref);
        }
    }
    pai_buf_str(out, "]\n");
}

void pai_pdf_meta(struct pai_pdf *pdf) {
    const char *lang = pdf->pages->lang ? pdf->pages->lang : "zh-CN";
    struct pai_pdf_stamp at = stamp_find(pdf);
    info_write(pdf, &at);
    id_make(pdf);
    struct pai_buf *out = pai_pdf_catalog(pdf->file);
    pai_buf_str(out, "/Lang ");
    pai_pdf_literal(out, lang);
    pai_buf_fmt(out, "\n/ViewerPreferences <</DisplayDocTitle true>>\n/Metadata %u 0 R\n",
                pai_pdf_xmp(pdf, &at, lang));
    intents_write(pdf);
    id_write(pdf);
}
