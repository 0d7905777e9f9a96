// Compression of what goes into a PDF, as the user wants it.
#ifndef PAI_PACK_H
#define PAI_PACK_H

#include "job.h"
#include "pdf.h"

// What is packed, as far as it matters for how.
enum pai_pack_kind {
    PAI_PACK_TEXT,     // contents, character maps
    PAI_PACK_CFF,      // outlines that hardly repeat
    PAI_PACK_TRUETYPE, //
    PAI_PACK_PROFILE,  // of a press
};

struct pai_packer;

// Makes a packer for one document, in job->arena; NULL after a diagnostic. Close it.
struct pai_packer *pai_packer_open(struct pai_job *job, enum pai_pdf_size size);
void pai_packer_close(struct pai_packer *packer);

// Packs into the arena of the job; *packed tells whether the result is a zlib stream (Filter
// /FlateDecode) or the data as it was. The same data and size give the same bytes.
struct pai_bytes pai_pack(struct pai_packer *packer, enum pai_pack_kind kind,
                          struct pai_bytes data, bool *packed);

#endif
