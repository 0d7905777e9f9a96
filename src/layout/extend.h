// A layout file with all it inherits, as one tree.
#ifndef PAI_LAYOUT_EXTEND_H
#define PAI_LAYOUT_EXTEND_H

#include "layout.h"
#include "tree.h"

#define PAI_EXTEND_DEPTH 8u // longest chain of layouts

// The tree of source `file`, laid over the layout it extends, and so on. Every key and value
// keeps the place of the file it stands in; of two, the one of the extending file holds. NULL
// after a diagnostic. `finder` NULL: nothing can be extended.
struct pai_tree *pai_extend(struct pai_job *job, uint32_t file,
                            const struct pai_layout_finder *finder);

// `over` laid over `under`: mappings key by key, everything else as a whole. A mapping with
// `inherit: no` begins anew; a key with nothing behind it changes nothing in a group.
struct pai_tree *pai_extend_merge(struct pai_job *job, struct pai_tree *under,
                                  struct pai_tree *over);

#endif
