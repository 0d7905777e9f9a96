// The object layer. In: objects as text and bytes. Out: the bytes of a PDF 1.6 file with a
// classic cross-reference table. Promise: the only file that sees libharu; libharu counts
// objects, keeps the page tree and writes the cross-reference table, everything else is our own
// bytes; no failure of libharu goes unnoticed (libharu 2, 6, 8).
//
// Objects are libharu dictionaries whose entries we write ourselves through the dictionary's
// write hook. Streams use the hook that runs after the dictionary to put their bytes: unlike
// libharu's own streams they need no second object for their length and no copy. Pages are hung
// into libharu's page tree as dictionaries that only look like its pages, since its own would
// carry floats and resources that we do not want.
#include "pdf_priv.h"

#include <hpdf.h>
#include <string.h>

// libharu's arrays hold 32,767 entries and grow by copying, and readers like short lists.
#define KIDS       64
#define SIZE_LIMIT ((size_t)INT32_MAX) // offsets are 32-bit (libharu 8.12)

struct pai_pdf_file {
    struct pai_job *job;
    HPDF_Doc doc;
    HPDF_STATUS error; // the first
    struct pai_pdf_object info, catalog, trailer;
    HPDF_Pages leaf; // the node that takes the next page
    uint32_t kids;
    size_t stream_bytes;
    struct pai_buf *out;
    bool too_large;
};

static void fail(struct pai_pdf_file *file, HPDF_STATUS code) {
    if (file->error == HPDF_OK) {
        file->error = code != HPDF_OK ? code : HPDF_FAILD_TO_ALLOC_MEM;
    }
}

static void on_error(HPDF_STATUS error, HPDF_STATUS detail, void *ctx) {
    (void)detail;
    fail(ctx, error);
}

// Remembers a status other than OK.
static bool check(struct pai_pdf_file *file, HPDF_STATUS status) {
    if (status != HPDF_OK) {
        fail(file, status);
    }
    return status == HPDF_OK;
}

// ---- writing hooks ----

static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream sink) {
    struct pai_pdf_object *object = dict->attr;
    object->sink = sink;
    HPDF_STATUS status =
        HPDF_Stream_Write(sink, (const HPDF_BYTE *)object->body.s, (HPDF_UINT)object->body.n);
    if (status == HPDF_OK && object->stream) {
        status = HPDF_Stream_WriteStr(sink, "/Length ");
        if (status == HPDF_OK) {
            status = HPDF_Stream_WriteUInt(sink, (HPDF_UINT)object->data.size);
        }
    }
    return status;
}

static HPDF_STATUS write_data(HPDF_Dict dict) {
    struct pai_pdf_object *object = dict->attr;
    HPDF_STATUS status = HPDF_Stream_WriteStr(object->sink, "\nstream\n");
    if (status == HPDF_OK && object->data.size) {
        status =
            HPDF_Stream_Write(object->sink, object->data.data, (HPDF_UINT)object->data.size);
    }
    if (status == HPDF_OK) {
        status = HPDF_Stream_WriteStr(object->sink, "\nendstream");
    }
    return status;
}

static HPDF_STATUS take_bytes(HPDF_Stream sink, const HPDF_BYTE *bytes, HPDF_UINT n) {
    struct pai_pdf_file *file = sink->attr;
    if (file->out->n + n > SIZE_LIMIT) {
        file->too_large = true;
        return HPDF_FILE_IO_ERROR;
    }
    pai_buf_put(file->out, bytes, n);
    return HPDF_OK;
}

// ---- objects ----

static void hook(HPDF_Dict dict, struct pai_pdf_object *object) {
    dict->attr = object;
    dict->write_fn = write_entries;
    if (object->stream) {
        dict->after_write_fn = write_data;
    }
    object->ref = dict->header.obj_id & 0x00FFFFFF;
}

static HPDF_Dict dict_add(struct pai_pdf_file *file, struct pai_pdf_object *object) {
    if (file->error != HPDF_OK) {
        return NULL;
    }
    HPDF_Dict dict = HPDF_Dict_New(file->doc->mmgr);
    if (!dict) {
        fail(file, HPDF_GetError(file->doc));
        return NULL;
    }
    if (!check(file, HPDF_Xref_Add(file->doc->xref, dict))) {
        return NULL;
    }
    hook(dict, object);
    return dict;
}

static struct pai_pdf_object *object_make(struct pai_pdf_file *file) {
    struct pai_pdf_object *object = PAI_NEW(file->job->arena, struct pai_pdf_object);
    object->body = pai_buf_make(file->job->arena);
    return object;
}

struct pai_pdf_object *pai_pdf_object_add(struct pai_pdf_file *file) {
    struct pai_pdf_object *object = object_make(file);
    dict_add(file, object);
    return object;
}

struct pai_pdf_object *pai_pdf_stream_add(struct pai_pdf_file *file, struct pai_bytes data) {
    struct pai_pdf_object *object = object_make(file);
    object->stream = true;
    object->data = data;
    file->stream_bytes += data.size;
    if (data.size > SIZE_LIMIT) {
        file->too_large = true;
        fail(file, HPDF_FILE_IO_ERROR);
    }
    dict_add(file, object);
    return object;
}

// The node of the page tree that takes the next page.
static HPDF_Pages leaf(struct pai_pdf_file *file) {
    if (!file->leaf || file->kids == KIDS) {
        file->leaf = HPDF_Pages_New(file->doc->mmgr, file->doc->root_pages, file->doc->xref);
        file->kids = 0;
        if (!file->leaf) {
            fail(file, HPDF_GetError(file->doc));
        }
    }
    file->kids++;
    return file->leaf;
}

struct pai_pdf_object *pai_pdf_page_add(struct pai_pdf_file *file) {
    struct pai_pdf_object *object = object_make(file);
    pai_buf_str(&object->body, "/Type /Page\n");
    HPDF_Dict dict = dict_add(file, object);
    HPDF_Pages parent = dict ? leaf(file) : NULL;
    if (parent && check(file, HPDF_Pages_AddKids(parent, dict))) {
        // Counted as a page, but only now: HPDF_Pages_AddKids would take attr for its own.
        dict->header.obj_class |= HPDF_OSUBCLASS_PAGE;
    }
    return object;
}

struct pai_buf *pai_pdf_catalog(struct pai_pdf_file *file) {
    return &file->catalog.body;
}

struct pai_buf *pai_pdf_info(struct pai_pdf_file *file) {
    return &file->info.body;
}

struct pai_buf *pai_pdf_trailer(struct pai_pdf_file *file) {
    return &file->trailer.body;
}

// ---- the file ----

struct pai_pdf_file *pai_pdf_file_open(struct pai_job *job) {
    struct pai_pdf_file *file = PAI_NEW(job->arena, struct pai_pdf_file);
    file->job = job;
    file->catalog.body = pai_buf_make(job->arena);
    file->info.body = pai_buf_make(job->arena);
    file->trailer.body = pai_buf_make(job->arena);
    file->doc = HPDF_New(on_error, file);
    if (!file->doc) {
        fail(file, HPDF_FAILD_TO_ALLOC_MEM);
        return file;
    }
    HPDF_Dict info = file->doc->info;
    HPDF_Dict_RemoveElement(info,
                            "Producer"); // libharu's own name; ours is written with the rest
    hook(info, &file->info);
    hook(file->doc->catalog, &file->catalog);
    hook(file->doc->trailer, &file->trailer);
    check(file, HPDF_Dict_Add(file->doc->trailer, "Root", file->doc->catalog));
    check(file, HPDF_Dict_Add(file->doc->trailer, "Info", info));
    return file;
}

void pai_pdf_file_close(struct pai_pdf_file *file) {
    if (file->doc) {
        HPDF_Free(file->doc);
        file->doc = NULL;
    }
}

static void save(struct pai_pdf_file *file) {
    static const char header[] = "%PDF-1.6\n%\xB7\xBE\xAD\xAA\n";
    HPDF_Stream sink = HPDF_CallbackWriter_New(file->doc->mmgr, take_bytes, file);
    if (!sink) {
        fail(file, HPDF_GetError(file->doc));
        return;
    }
    // Room for nearly all of it at once, or growing would copy the streams several times.
    pai_buf_reserve(file->out,
                    file->stream_bytes + (size_t)file->doc->xref->entries->count * 256);
    if (check(file, HPDF_Stream_WriteStr(sink, header))) {
        check(file, HPDF_Xref_WriteToStream(file->doc->xref, sink, NULL));
    }
    HPDF_Stream_Free(sink);
}

bool pai_pdf_file_write(struct pai_pdf_file *file, struct pai_buf *out) {
    file->out = out;
    if (file->error == HPDF_OK) {
        // Low-level calls fail without a word to the handler (libharu 8.9).
        check(file, HPDF_GetError(file->doc));
    }
    if (file->error == HPDF_OK) {
        save(file);
    }
    if (file->too_large) {
        pai_diag(file->job, PAI_D_PDF_TOO_LARGE, PAI_NO_SPAN, NULL);
    } else if (file->error != HPDF_OK) {
        const char *code =
            pai_arena_fmt(file->job->arena, "libharu 0x%x", (unsigned)file->error);
        pai_diag(file->job, PAI_D_PDF_LIBRARY, PAI_NO_SPAN, code, NULL);
    }
    return file->error == HPDF_OK;
}
