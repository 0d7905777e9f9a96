// Deflate with nothing but Huffman codes.
#ifndef PAI_HUFFMAN_H
#define PAI_HUFFMAN_H

#include "arena.h"
#include "world.h"

// A zlib stream of the data in the arena: one block, every byte a code of its own. Linear, some
// ten times as fast as looking for repetitions; for data that has few. Same data, same bytes.
struct pai_bytes pai_huffman_pack(struct pai_arena *arena, struct pai_bytes data);

#endif
