// Metadata. In: facts about the document. Out: Info, XMP, the catalog's entries and the
// trailer's ID. Promises: Info and XMP say the same; dates come from the issue or from the
// caller, never from a clock (design 5); the ID is a hash of what the document is made of.
#include "pdf_priv.h"

#include "sha256.h"
#include "utf8.h"

#include <string.h>

// A time of the civil calendar at +08:00.
struct stamp {
    bool known;
    int64_t year;
    uint32_t month, day, second; // of the day
};

// Days since 1970-01-01 to a date of the Gregorian calendar. Years begin in March here, so that
// the leap day is the last of a year, and 400 of them, 146097 days, are an era.
static struct stamp stamp_of_days(int64_t days) {
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    struct stamp stamp = {.known = true, .year = year_of_era + era * 400 + (month >= 10)};
    stamp.day = (uint32_t)(day_of_year - (153 * month + 2) / 5 + 1);
    stamp.month = (uint32_t)(month < 10 ? month + 3 : month - 9);
    return stamp;
}

static struct stamp stamp_find(const struct pai_pdf *pdf) {
    const struct pai_pages *pages = pdf->pages;
    int64_t date = pdf->options->date;
    struct stamp stamp = {0};
    if (date >= 0 && date < INT64_C(253402214400)) { // before the year 10000
        date += 8 * 3600;
        stamp = stamp_of_days(date / 86400);
        stamp.second = (uint32_t)(date % 86400);
    } else if (pages->year > 0 && pages->year <= 9999 && pages->month >= 1 &&
               pages->month <= 12 && pages->day >= 1 && pages->day <= 31) {
        stamp =
            (struct stamp){true, pages->year, (uint32_t)pages->month, (uint32_t)pages->day, 0};
    }
    return stamp;
}

// ---- Info ----

static void info_text(struct pai_buf *out, const char *key, const char *text) {
    if (text && *text) {
        pai_buf_fmt(out, "/%s ", key);
        pai_pdf_string(out, text, strlen(text));
        pai_buf_byte(out, '\n');
    }
}

static void info_write(const struct pai_pdf *pdf, const struct stamp *at) {
    struct pai_buf *out = pai_pdf_info(pdf->file);
    info_text(out, "Title", pdf->pages->title);
    info_text(out, "Author", pdf->pages->author);
    info_text(out, "Subject", pdf->pages->subject);
    info_text(out, "Producer", pdf->options->producer);
    static const char *const keys[] = {"CreationDate", "ModDate"};
    for (int i = 0; i < 2 && at->known; i++) {
        pai_buf_fmt(out, "/%s (D:%04d%02u%02u%02u%02u%02u+08'00')\n", keys[i], (int)at->year,
                    at->month, at->day, at->second / 3600, at->second / 60 % 60,
                    at->second % 60);
    }
    pai_buf_str(out, "/Trapped /False\n");
}

// ---- XMP ----

// UTF-8 as XML text; what XML 1.0 cannot hold becomes U+FFFD.
static void xml_text(struct pai_buf *out, const char *s) {
    size_t len = strlen(s);
    for (size_t i = 0; i < len;) {
        unsigned used = 1;
        uint32_t cp = pai_utf8_next(s + i, len - i, &used);
        i += used;
        if (cp == '&') {
            pai_buf_str(out, "&amp;");
        } else if (cp == '<') {
            pai_buf_str(out, "&lt;");
        } else if (cp == '>') {
            pai_buf_str(out, "&gt;");
        } else if ((cp < ' ' && cp != '\t' && cp != '\n') || cp == 0xFFFE || cp == 0xFFFF ||
                   cp == PAI_BAD_CHAR) {
            pai_buf_char(out, 0xFFFD);
        } else {
            pai_buf_char(out, cp);
        }
    }
}

// <dc:name><rdf:Kind><rdf:li>text…
static void xmp_list(struct pai_buf *out, const char *name, const char *kind,
                     const char *text) {
    if (!text || !*text) {
        return;
    }
    bool alternative = strcmp(kind, "Alt") == 0;
    pai_buf_fmt(out, "<dc:%s><rdf:%s><rdf:li%s>", name, kind,
                alternative ? " xml:lang=\"x-default\"" : "");
    xml_text(out, text);
    pai_buf_fmt(out, "</rdf:li></rdf:%s></dc:%s>\n", kind, name);
}

static void xmp_date(struct pai_buf *out, const char *name, const struct stamp *at) {
    if (at->known) {
        pai_buf_fmt(out, "<xmp:%s>%04d-%02u-%02uT%02u:%02u:%02u+08:00</xmp:%s>\n", name,
                    (int)at->year, at->month, at->day, at->second / 3600, at->second / 60 % 60,
                    at->second % 60, name);
    }
}

static uint32_t xmp_write(const struct pai_pdf *pdf, const struct stamp *at, const char *lang) {
    struct pai_buf xmp = pai_buf_make(pdf->job->arena), *out = &xmp;
    pai_buf_str(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                     "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                     "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                     "<rdf:Description rdf:about=\"\"\n"
                     " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                     " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                     " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
                     "<dc:format>application/pdf</dc:format>\n");
    xmp_list(out, "title", "Alt", pdf->pages->title);
    xmp_list(out, "creator", "Seq", pdf->pages->author);
    xmp_list(out, "description", "Alt", pdf->pages->subject);
    xmp_list(out, "language", "Bag", lang);
    xmp_date(out, "CreateDate", at);
    xmp_date(out, "ModifyDate", at);
    if (pdf->options->producer) {
        pai_buf_str(out, "<pdf:Producer>");
        xml_text(out, pdf->options->producer);
        pai_buf_str(out, "</pdf:Producer>\n");
    }
    pai_buf_str(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    struct pai_pdf_object *object =
        pai_pdf_stream_add(pdf->file, (struct pai_bytes){(const uint8_t *)xmp.s, xmp.n});
    // Not compressed, so that tools that know nothing of PDF find it.
    pai_buf_str(&object->body, "/Type /Metadata\n/Subtype /XML\n");
    return object->ref;
}

// ---- the ID ----

// Contents, Info, and for each font the face and its glyphs stand for the document; the fonts'
// bytes follow from them.
static void id_write(const struct pai_pdf *pdf) {
    struct pai_sha256 sha;
    uint8_t digest[32];
    const struct pai_buf *info = pai_pdf_info(pdf->file);
    pai_sha256_init(&sha);
    pai_sha256_add(&sha, info->s, info->n);
    for (uint32_t i = 0; i < pdf->pages->n; i++) {
        pai_sha256_add(&sha, pdf->contents[i].data, pdf->contents[i].size);
    }
    for (uint32_t i = 0; i < pdf->fonts.n; i++) {
        const struct pai_pdf_font *font = pdf->fonts.v[i];
        pai_sha256_add(&sha, font->face->sha256, sizeof font->face->sha256);
        pai_sha256_add(&sha, font->to_unicode.data, font->to_unicode.size);
        pai_sha256_add(&sha, font->name, strlen(font->name));
    }
    pai_sha256_end(&sha, digest);
    struct pai_buf *out = pai_pdf_trailer(pdf->file);
    pai_buf_str(out, "/ID [");
    for (int k = 0; k < 2; k++) {
        pai_buf_byte(out, '<');
        for (int i = 0; i < 16; i += 2) {
            pai_pdf_code(out, (uint32_t)digest[i] << 8 | digest[i + 1]);
        }
        pai_buf_byte(out, '>');
    }
    pai_buf_str(out, "]\n");
}

void pai_pdf_meta(struct pai_pdf *pdf) {
    const char *lang = pdf->pages->lang ? pdf->pages->lang : "zh-CN";
    struct stamp at = stamp_find(pdf);
    info_write(pdf, &at);
    struct pai_buf *out = pai_pdf_catalog(pdf->file);
    pai_buf_str(out, "/Lang ");
    pai_pdf_literal(out, lang);
    pai_buf_fmt(out, "\n/ViewerPreferences <</DisplayDocTitle true>>\n/Metadata %u 0 R\n",
                xmp_write(pdf, &at, lang));
    id_write(pdf);
}
