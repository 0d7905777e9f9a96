// In: the bulletin, and which of its fields the blocks of the layout have put on the pages.
// Out: a warning for each field that no block printed. Promise: what stands in the masthead or
// the footer of the text is never left out in silence, whatever the layout is built of.
#include "build.h"

static bool printed(const struct pai_composer *c, enum pai_slot a, enum pai_slot b) {
    return (c->printed >> a & 1) != 0 || (c->printed >> b & 1) != 0;
}

// Says that a field, present as `text`, has no place. One without a text of its own has its
// place at the start of the document.
static void tell(struct pai_composer *c, const struct pai_text *text, enum pai_slot slot) {
    static const char *const zh[] = {
#define X(id, name, type, role, where, zh, en) zh,
        PAI_SLOTS(X)
#undef X
    };
    static const char *const en[] = {
#define X(id, name, type, role, where, zh, en) name,
        PAI_SLOTS(X)
#undef X
    };
    bool placed = text != NULL && text->len > 0;
    struct pai_span span = placed ? pai_text_span(text, 0, text->len) : c->doc->start;
    pai_diag(c->job, PAI_D_UNPRINTED, span, zh[slot], en[slot], NULL);
}

static void check(struct pai_composer *c, const struct pai_text *text, enum pai_slot slot,
                  enum pai_slot other) {
    if (text->len > 0 && !printed(c, slot, other)) {
        tell(c, text, slot);
    }
}

void pai_unprinted_check(struct pai_composer *c) {
    const struct pai_doc *doc = c->doc;
    const struct pai_masthead *m = &doc->masthead;
    check(c, &m->name, PAI_SLOT_NAME, PAI_SLOT_NAME);
    // 增刊 may be all that the number says.
    if (!m->supplement || m->number >= 0 || m->total >= 0 ||
        !printed(c, PAI_SLOT_SUPPLEMENT, PAI_SLOT_SUPPLEMENT)) {
        check(c, &m->number_text, PAI_SLOT_NUMBER_TEXT, PAI_SLOT_NUMBER);
    }
    check(c, &m->office, PAI_SLOT_OFFICE, PAI_SLOT_OFFICE);
    check(c, &m->class_text, PAI_SLOT_CLASS, PAI_SLOT_CLASS);
    check(c, &m->copy_number, PAI_SLOT_COPY_NUMBER, PAI_SLOT_COPY_NUMBER);
    check(c, &m->urgency, PAI_SLOT_URGENCY, PAI_SLOT_URGENCY);
    check(c, &m->signer, PAI_SLOT_SIGNER, PAI_SLOT_SIGNER);
    if (m->year > 0 && !printed(c, PAI_SLOT_DATE, PAI_SLOT_DATE)) {
        tell(c, NULL, PAI_SLOT_DATE);
    }
    if (doc->contents.len > 0 && c->layout->articles.contents == PAI_FRAME_NONE) {
        pai_diag(c->job, PAI_D_CONTENTS_UNPRINTED,
                 pai_text_span(&doc->contents, 0, doc->contents.len), doc->contents.s, NULL,
                 NULL);
    }
    if (doc->distribution_count > 0) {
        check(c, &doc->distribution[0].to, PAI_SLOT_TO, PAI_SLOT_TO);
    }
    if (doc->credit_count > 0 && !printed(c, PAI_SLOT_CREDITS, PAI_SLOT_NAMES)) {
        tell(c, &doc->credits[0].label, PAI_SLOT_CREDITS);
    }
    if (doc->copies >= 0 && !printed(c, PAI_SLOT_COPIES, PAI_SLOT_COPIES)) {
        tell(c, NULL, PAI_SLOT_COPIES);
    }
}
