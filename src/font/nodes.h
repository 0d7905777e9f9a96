// The nodes of a YAML file one after the other, with their places in bytes: libyaml marks count
// characters.
#ifndef PAI_NODES_H
#define PAI_NODES_H

#include "job.h"

#include <stdbool.h>

enum pai_yaml_kind {
    PAI_YAML_END,
    PAI_YAML_SCALAR,
    PAI_YAML_MAP,
    PAI_YAML_MAP_END,
    PAI_YAML_LIST,
    PAI_YAML_LIST_END,
    PAI_YAML_BAD, // reading has stopped
};

struct pai_yaml {
    enum pai_yaml_kind kind;
    const char *s; // of a scalar
    size_t n;
    bool plain; // a scalar without quotes
    struct pai_span span;
};

struct pai_nodes_parser;

struct pai_nodes {
    struct pai_job *job;
    struct pai_arena *arena; // of the scalars
    uint32_t file;
    struct pai_nodes_parser *parser;
    const char *text; // without a byte order mark
    uint32_t len, base;
    size_t chars, bytes; // the same place in both counts
    bool stop;           // the reason is said, nothing more is read
};

// Starts reading source `file` of the job. False after a diagnostic; else the caller closes it.
bool pai_nodes_open(struct pai_nodes *nodes, struct pai_job *job, struct pai_arena *arena,
                    uint32_t file);
void pai_nodes_close(struct pai_nodes *nodes);

// The next node; stream and document marks are passed over. PAI_YAML_BAD, said, once reading
// has stopped.
struct pai_yaml pai_nodes_next(struct pai_nodes *nodes);

// Passes over the rest of a value whose first node was read.
void pai_nodes_skip(struct pai_nodes *nodes, struct pai_yaml node);

#endif
