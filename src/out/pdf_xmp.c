// XMP. In: facts about the document, what it claims to be. Out: the metadata stream. Promises:
// XML that every parser takes; the same facts as Info; every property that the standards do not
// know beforehand is described by an extension schema (A-2 6.6.2.3).
#include "pdf_priv.h"

#include "utf8.h"

#include <string.h>

// UTF-8 as XML text; what XML 1.0 cannot hold becomes U+FFFD.
static void xml_text(struct pai_buf *out, const char *s) {
    size_t len = pai_pdf_fact_length(s);
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

static void xmp_date(struct pai_buf *out, const char *name, const struct pai_pdf_stamp *at) {
    if (at->known) {
        pai_buf_fmt(out, "<xmp:%s>%04d-%02u-%02uT%02u:%02u:%02u+08:00</xmp:%s>\n", name,
                    (int)at->year, at->month, at->day, at->second / 3600, at->second / 60 % 60,
                    at->second % 60, name);
    }
}

// ---- what the file claims ----

// Properties that a standard wants. Those that PDF/A knows need no schema; X-4 wants Trapped
// beside that of Info, PDF/A knows the schema but not this property.
static const struct claim {
    unsigned claim;
    const char *prefix, *uri, *property, *value;
    const char *schema, *type, *about; // NULL: predefined
} claims[] = {
    {PAI_CLAIM_A2A, "pdfaid", "http://www.aiim.org/pdfa/ns/id/", "part", "2", NULL, NULL, NULL},
    {PAI_CLAIM_A2A, "pdfaid", "http://www.aiim.org/pdfa/ns/id/", "conformance", "A", NULL, NULL,
     NULL},
    {PAI_CLAIM_UA1, "pdfuaid", "http://www.aiim.org/pdfua/ns/id/", "part", "1",
     "PDF/UA identification schema", "Integer", "Part of ISO 14289 that the file conforms to"},
    {PAI_CLAIM_X4, "pdfxid", "http://www.npes.org/pdfx/ns/id/", "GTS_PDFXVersion", "PDF/X-4",
     "PDF/X identification schema", "Text", "Version of PDF/X that the file conforms to"},
    {PAI_CLAIM_X4, "pdf", "http://ns.adobe.com/pdf/1.3/", "Trapped", "False",
     "Adobe PDF schema", "Text", "Whether colours were spread over each other for the press"},
};
enum { CLAIMS = sizeof claims / sizeof *claims };

// Properties of one prefix stand together.
static void claims_put(struct pai_buf *out, unsigned made) {
    const char *open = NULL;
    for (int i = 0; i < CLAIMS; i++) {
        const struct claim *c = &claims[i];
        if (!(made & c->claim)) {
            continue;
        }
        if (!open || strcmp(open, c->prefix) != 0) {
            pai_buf_str(out, open ? "</rdf:Description>\n" : "");
            pai_buf_fmt(out, "<rdf:Description rdf:about=\"\" xmlns:%s=\"%s\">\n", c->prefix,
                        c->uri);
            open = c->prefix;
        }
        pai_buf_fmt(out, "<%s:%s>%s</%s:%s>\n", c->prefix, c->property, c->value, c->prefix,
                    c->property);
    }
    pai_buf_str(out, open ? "</rdf:Description>\n" : "");
}

static void schema_put(struct pai_buf *out, const struct claim *c) {
    pai_buf_fmt(out,
                "<rdf:li rdf:parseType=\"Resource\">\n"
                "<pdfaSchema:schema>%s</pdfaSchema:schema>\n"
                "<pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI>\n"
                "<pdfaSchema:prefix>%s</pdfaSchema:prefix>\n"
                "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n",
                c->schema, c->uri, c->prefix);
    pai_buf_fmt(out,
                "<pdfaProperty:name>%s</pdfaProperty:name>\n"
                "<pdfaProperty:valueType>%s</pdfaProperty:valueType>\n"
                "<pdfaProperty:category>internal</pdfaProperty:category>\n"
                "<pdfaProperty:description>%s</pdfaProperty:description>\n"
                "</rdf:li></rdf:Seq></pdfaSchema:property>\n</rdf:li>\n",
                c->property, c->type, c->about);
}

// Only an archive asks for schemas.
static void schemas_put(struct pai_buf *out, unsigned made) {
    if (!(made & PAI_CLAIM_A2A) || !(made & (PAI_CLAIM_X4 | PAI_CLAIM_UA1))) {
        return;
    }
    pai_buf_str(out, "<rdf:Description rdf:about=\"\"\n"
                     " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
                     " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
                     " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                     "<pdfaExtension:schemas><rdf:Bag>\n");
    for (int i = 0; i < CLAIMS; i++) {
        if (claims[i].schema && (made & claims[i].claim)) {
            schema_put(out, &claims[i]);
        }
    }
    pai_buf_str(out, "</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n");
}

// ---- the packet ----

static void pdf_text(struct pai_buf *out, const char *name, const char *text) {
    if (text && *text) {
        pai_buf_fmt(out, "<pdf:%s>", name);
        xml_text(out, text);
        pai_buf_fmt(out, "</pdf:%s>\n", name);
    }
}

// X-4 wants to know which document this is, and which of its versions and renditions.
static void versions_put(struct pai_buf *out, const uint8_t *id) {
    pai_buf_str(out, "<xmpMM:DocumentID>uuid:");
    for (int i = 0; i < 16; i++) {
        pai_buf_fmt(out, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", id[i]);
    }
    pai_buf_str(out, "</xmpMM:DocumentID>\n<xmpMM:VersionID>1</xmpMM:VersionID>\n"
                     "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n");
}

uint32_t pai_pdf_xmp(const struct pai_pdf *pdf, const struct pai_pdf_stamp *at,
                     const char *lang) {
    struct pai_buf xmp = pai_buf_make(pdf->job->arena), *out = &xmp;
    pai_buf_str(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                     "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                     "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                     "<rdf:Description rdf:about=\"\"\n"
                     " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                     " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                     " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
                     " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">\n"
                     "<dc:format>application/pdf</dc:format>\n");
    xmp_list(out, "title", "Alt", pdf->pages->title);
    xmp_list(out, "creator", "Seq", pdf->pages->author);
    xmp_list(out, "description", "Alt", pdf->pages->subject);
    xmp_list(out, "language", "Bag", lang);
    xmp_date(out, "CreateDate", at);
    xmp_date(out, "ModifyDate", at);
    xmp_date(out, "MetadataDate", at);
    pdf_text(out, "Keywords", pdf->pages->keywords);
    pdf_text(out, "Producer", pdf->options->producer);
    versions_put(out, pdf->id);
    pai_buf_str(out, "</rdf:Description>\n");
    claims_put(out, pdf->options->claims);
    schemas_put(out, pdf->options->claims);
    pai_buf_str(out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    struct pai_pdf_object *object =
        pai_pdf_stream_add(pdf->file, (struct pai_bytes){(const uint8_t *)xmp.s, xmp.n});
    // Not compressed, so that tools that know nothing of PDF find it.
    pai_buf_str(&object->body, "/Type /Metadata\n/Subtype /XML\n");
    return object->ref;
}
