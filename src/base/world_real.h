// Inside of the real world: what world.c, world_write.c and world_font.c share. Not for other
// folders.
#ifndef PAI_WORLD_REAL_H
#define PAI_WORLD_REAL_H

#include "arena.h"
#include "map.h"
#include "vec.h"
#include "world.h"

struct pai_world_real {
    struct pai_world world; // first: a pai_world is a pai_world_real
    struct pai_arena *arena;
    PAI_VEC(const char *) dirs;
    struct pai_map *fonts;   // base name -> path; NULL until the first look
    struct pai_map *visited; // directories walked
    struct pai_map *mapped;  // path -> struct pai_bytes
    const char *stage;       // where temporaries stand; NULL: beside their targets
    int stage_fd;            // that directory; -1: none
};

// Kind of an errno value.
enum pai_io pai_world_io(int error);

// Waits until the descriptor is ready if error says it was not. False if the error is a real
// one.
bool pai_world_wait(int fd, short events, int error);

// Waits until the file is durable; 0 or the errno value. Things that have no notion of that
// (pipes, some network file systems) are no failure.
int pai_world_sync(int fd);

// The directory part of a path with its slash, "" if there is none.
char *pai_world_dir(struct pai_arena *arena, const char *path);

enum pai_io pai_world_write(void *ctx, const char *path, struct pai_bytes bytes, int *error);
const char *pai_world_font(void *ctx, const char *file);

#endif
