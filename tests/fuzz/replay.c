// In: names of files, or of folders of files. Each is given to a fuzz target once, in order of
// name. Promised: exit status 0 only if at least one was there and the target came back each
// time; every file stands in a block of its own, so that a sanitizer sees its end.
#include "fuzz.h"

#include <dirent.h>
#include <string.h>

static unsigned replayed;

static void file(const char *path) {
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        perror(path);
        exit(2);
    }
    enum { MOST = 1 << 20 };
    uint8_t *all = malloc(MOST);
    size_t n = all != NULL ? fread(all, 1, MOST, f) : 0;
    uint8_t *data = malloc(n != 0 ? n : 1);
    fclose(f);
    if (all == NULL || data == NULL) {
        exit(2);
    }
    memcpy(data, all, n);
    free(all);
    fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput(data, n);
    free(data);
    replayed++;
}

static void folder(const char *path) {
    struct dirent **names = NULL;
    int n = scandir(path, &names, NULL, alphasort);
    if (n < 0) {
        file(path);
        return;
    }
    for (int i = 0; i < n; i++) {
        if (names[i]->d_name[0] != '.') {
            size_t room = strlen(path) + strlen(names[i]->d_name) + 2;
            char *full = malloc(room);
            if (full == NULL) {
                exit(2);
            }
            snprintf(full, room, "%s/%s", path, names[i]->d_name);
            file(full);
            free(full);
        }
        free(names[i]);
    }
    free(names);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        folder(argv[i]);
    }
    return replayed != 0 ? 0 : 1;
}
