// The real world and the world in memory. Design 5: where there is an error no PDF is written
// and an older one stays as it was; a missing or unreadable input, an unwritable output, a full
// disk are told apart.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "arena.h"
#include "test_world.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct place {
    char dir[64], path[128];
    struct pai_world *world;
};

static const char *in(struct place *place, const char *name) {
    snprintf(place->path, sizeof place->path, "%s/%s", place->dir, name);
    return place->path;
}

static int open_place(void **state) {
    struct place *place = calloc(1, sizeof *place);
    strcpy(place->dir, "/tmp/paiban-test-XXXXXX");
    if (mkdtemp(place->dir) == NULL) {
        return -1;
    }
    const char *dirs[] = {place->dir, NULL};
    place->world = pai_world_open(dirs);
    *state = place;
    return 0;
}

static void remove_tree(const char *dir) {
    char path[512];
    DIR *d = opendir(dir);
    for (struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        struct stat st;
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) {
            continue;
        }
        if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
            remove_tree(path);
        } else {
            unlink(path);
        }
    }
    closedir(d);
    rmdir(dir);
}

static int close_place(void **state) {
    struct place *place = *state;
    pai_world_close(place->world);
    remove_tree(place->dir);
    free(place);
    return 0;
}

static void put(const char *path, const char *text) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

static void assert_holds(struct place *place, const char *path, const char *text) {
    struct pai_bytes bytes;
    int error = -1;
    assert_int_equal(place->world->read(place->world->ctx, path, 1 << 20, &bytes, &error),
                     PAI_IO_OK);
    assert_int_equal(error, 0);
    assert_int_equal(bytes.size, strlen(text));
    assert_memory_equal(bytes.data, text, bytes.size);
    place->world->release(place->world->ctx, bytes);
}

static enum pai_io reads(struct place *place, const char *path, size_t limit) {
    struct pai_bytes bytes;
    int error = 0;
    enum pai_io io = place->world->read(place->world->ctx, path, limit, &bytes, &error);
    assert_int_equal(io == PAI_IO_OK, error == 0);
    if (io == PAI_IO_OK) {
        place->world->release(place->world->ctx, bytes);
    } else {
        assert_null(bytes.data);
    }
    return io;
}

static enum pai_io writes(struct place *place, const char *path, const char *text) {
    int error = 0;
    struct pai_bytes bytes = {(const uint8_t *)text, strlen(text)};
    enum pai_io io = place->world->write(place->world->ctx, path, bytes, &error);
    assert_int_equal(io == PAI_IO_OK, error == 0);
    return io;
}

static unsigned entries(const char *dir) {
    unsigned n = 0;
    DIR *d = opendir(dir);
    assert_non_null(d);
    while (readdir(d) != NULL) {
        n++;
    }
    closedir(d);
    return n - 2;
}

// ---- read ----

static void read_tells_what_is_wrong(void **state) {
    struct place *place = *state;
    put(in(place, "a"), "12345");
    assert_int_equal(reads(place, in(place, "a"), 5), PAI_IO_OK);
    assert_int_equal(reads(place, in(place, "a"), SIZE_MAX), PAI_IO_OK);
    assert_int_equal(reads(place, in(place, "a"), 4), PAI_IO_TOO_LARGE);
    assert_int_equal(reads(place, in(place, "none"), 5), PAI_IO_MISSING);
    assert_int_equal(reads(place, "", 5), PAI_IO_MISSING);
    assert_int_equal(reads(place, in(place, "a/b"), 5), PAI_IO_MISSING);
    assert_int_equal(reads(place, place->dir, 5), PAI_IO_DIRECTORY);
    put(in(place, "empty"), "");
    assert_int_equal(reads(place, in(place, "empty"), 0), PAI_IO_OK);
    if (geteuid() != 0) { // root may read anything
        chmod(in(place, "a"), 0);
        assert_int_equal(reads(place, in(place, "a"), 5), PAI_IO_DENIED);
    }
}

static void limit_comes_before_memory(void **state) {
    struct place *place = *state;
    // A sparse file of a terabyte: to allocate first would fail or thrash.
    int fd = open(in(place, "huge"), O_CREAT | O_WRONLY, 0600);
    if (ftruncate(fd, (off_t)1 << 40) == 0) {
        assert_int_equal(reads(place, in(place, "huge"), 1000), PAI_IO_TOO_LARGE);
    }
    close(fd);
    // Without an end.
    assert_int_equal(reads(place, "/dev/zero", 100000), PAI_IO_TOO_LARGE);
    assert_int_equal(reads(place, "/dev/null", 0), PAI_IO_OK);
}

static void read_from_a_pipe(void **state) {
    struct place *place = *state;
    enum { N = 300000 };
    static const size_t limits[] = {N, N - 1, 1 << 20};
    assert_int_equal(mkfifo(in(place, "fifo"), 0600), 0);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        pid_t child = fork();
        if (child == 0) {
            signal(SIGPIPE, SIG_DFL);
            static char data[N];
            memset(data, 'x', sizeof data);
            int fd = open(in(place, "fifo"), O_WRONLY);
            for (size_t at = 0; at < N;) {
                ssize_t n = write(fd, data + at, N - at < 1000 ? N - at : 1000);
                if (n <= 0) {
                    break;
                }
                at += (size_t)n;
            }
            _exit(0);
        }
        assert_int_equal(reads(place, in(place, "fifo"), limits[i]),
                         limits[i] < N ? PAI_IO_TOO_LARGE : PAI_IO_OK);
        waitpid(child, NULL, 0);
    }
}

static void read_standard_input(void **state) {
    struct place *place = *state;
    put(in(place, "a"), "标题\n正文");
    int saved = dup(STDIN_FILENO);
    int fd = open(in(place, "a"), O_RDONLY);
    dup2(fd, STDIN_FILENO);
    close(fd);
    assert_holds(place, "-", "标题\n正文");
    lseek(STDIN_FILENO, 7, SEEK_SET); // somebody read the first line
    assert_holds(place, "-", "正文");
    dup2(saved, STDIN_FILENO);
    close(saved);
}

// ---- write ----

static void write_makes_and_replaces(void **state) {
    struct place *place = *state;
    umask(027);
    assert_int_equal(writes(place, in(place, "out.pdf"), "one"), PAI_IO_OK);
    struct stat st;
    assert_int_equal(stat(in(place, "out.pdf"), &st), 0);
    assert_int_equal(st.st_mode & 07777, 0640); // the umask decides for a new file
    umask(022);
    assert_holds(place, in(place, "out.pdf"), "one");
    chmod(in(place, "out.pdf"), 0604);
    assert_int_equal(writes(place, in(place, "out.pdf"), "two"), PAI_IO_OK);
    assert_holds(place, in(place, "out.pdf"), "two");
    stat(in(place, "out.pdf"), &st);
    assert_int_equal(st.st_mode & 07777, 0604); // the old file's for a replaced one
    assert_int_equal(writes(place, in(place, "out.pdf"), ""), PAI_IO_OK);
    assert_holds(place, in(place, "out.pdf"), "");
    assert_int_equal(entries(place->dir), 1);
}

static void a_reader_of_the_old_file_keeps_it(void **state) {
    struct place *place = *state;
    put(in(place, "out.pdf"), "old");
    int fd = open(in(place, "out.pdf"), O_RDONLY);
    assert_int_equal(writes(place, in(place, "out.pdf"), "new file"), PAI_IO_OK);
    char old[16] = "";
    assert_int_equal(read(fd, old, sizeof old), 3);
    assert_string_equal(old, "old");
    close(fd);
}

static void failure_keeps_the_old_file(void **state) {
    struct place *place = *state;
    put(in(place, "out.pdf"), "old");
    // A file size limit stands in for a full disk: the write fails when half is done.
    pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        struct rlimit limit = {5000, 5000};
        setrlimit(RLIMIT_FSIZE, &limit);
        static char big[20001];
        memset(big, 'x', sizeof big - 1);
        int error = 0;
        struct pai_bytes bytes = {(const uint8_t *)big, 20000};
        enum pai_io io =
            place->world->write(place->world->ctx, in(place, "out.pdf"), bytes, &error);
        enum pai_io fresh =
            place->world->write(place->world->ctx, in(place, "new.pdf"), bytes, &error);
        _exit(io == PAI_IO_FULL && fresh == PAI_IO_FULL && error == EFBIG ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    assert_holds(place, in(place, "out.pdf"), "old");
    assert_int_equal(entries(place->dir), 1); // no temporary, no new.pdf
}

static void write_tells_what_is_wrong(void **state) {
    struct place *place = *state;
    assert_int_equal(writes(place, place->dir, "x"), PAI_IO_DIRECTORY);
    assert_int_equal(writes(place, in(place, "none/out.pdf"), "x"), PAI_IO_MISSING);
    put(in(place, "a"), "a");
    assert_int_equal(writes(place, in(place, "a/out.pdf"), "x"), PAI_IO_MISSING);
    assert_int_equal(writes(place, "", "x"), PAI_IO_MISSING);
    char name[400];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    memcpy(name, "/tmp/", 5);
    assert_int_equal(writes(place, name, "x"), PAI_IO_OTHER); // ENAMETOOLONG
    if (geteuid() != 0) {
        chmod(in(place, "a"), 0444); // write-protected: not replaced behind the user's back
        assert_int_equal(writes(place, in(place, "a"), "x"), PAI_IO_DENIED);
        assert_holds(place, in(place, "a"), "a");
        chmod(place->dir, 0500);
        assert_int_equal(writes(place, in(place, "b"), "x"), PAI_IO_DENIED);
        chmod(place->dir, 0700);
    }
    assert_int_equal(entries(place->dir), 1);
}

static void temporary_does_not_clash(void **state) {
    struct place *place = *state;
    char name[64];
    // What an ended process of the same number left, and a trap set by another user.
    snprintf(name, sizeof name, ".paiban-%d-0.tmp", (int)getpid());
    put(in(place, name), "left");
    put(in(place, "precious"), "precious");
    snprintf(name, sizeof name, ".paiban-%d-1.tmp", (int)getpid());
    assert_int_equal(symlink("precious", in(place, name)), 0);
    assert_int_equal(writes(place, in(place, "out.pdf"), "new"), PAI_IO_OK);
    assert_holds(place, in(place, "out.pdf"), "new");
    assert_holds(place, in(place, "precious"), "precious");
    snprintf(name, sizeof name, ".paiban-%d-0.tmp", (int)getpid());
    assert_holds(place, in(place, name), "left");
}

static void links_stay_links(void **state) {
    struct place *place = *state;
    struct stat st;
    char path[128];
    mkdir(in(place, "sub"), 0700);
    assert_int_equal(symlink("sub/real.pdf", in(place, "link.pdf")), 0);
    // First the destination does not exist yet, then it does.
    for (int i = 0; i < 2; i++) {
        const char *text = i == 0 ? "one" : "two";
        assert_int_equal(writes(place, in(place, "link.pdf"), text), PAI_IO_OK);
        assert_int_equal(lstat(in(place, "link.pdf"), &st), 0);
        assert_true(S_ISLNK(st.st_mode));
        strcpy(path, in(place, "sub/real.pdf"));
        assert_int_equal(lstat(path, &st), 0);
        assert_true(S_ISREG(st.st_mode));
        assert_holds(place, path, text);
    }
    assert_int_equal(symlink("loop", in(place, "loop")), 0);
    assert_int_equal(writes(place, in(place, "loop"), "x"), PAI_IO_OTHER);
    assert_int_equal(entries(place->dir), 3);
}

static void devices_are_written_directly(void **state) {
    struct place *place = *state;
    struct stat st;
    assert_int_equal(writes(place, "/dev/null", "x"), PAI_IO_OK);
    assert_int_equal(stat("/dev/null", &st), 0);
    assert_true(S_ISCHR(st.st_mode));
    if (stat("/dev/full", &st) == 0 && S_ISCHR(st.st_mode)) {
        assert_int_equal(writes(place, "/dev/full", "x"), PAI_IO_FULL);
        assert_int_equal(stat("/dev/full", &st), 0);
        assert_true(S_ISCHR(st.st_mode));
    }
    assert_int_equal(mkfifo(in(place, "fifo"), 0600), 0);
    int fd = open(in(place, "fifo"), O_RDONLY | O_NONBLOCK);
    assert_int_equal(writes(place, in(place, "fifo"), "through"), PAI_IO_OK);
    char got[16] = "";
    assert_int_equal(read(fd, got, sizeof got - 1), 7);
    assert_string_equal(got, "through");
    close(fd);
    assert_int_equal(stat(in(place, "fifo"), &st), 0);
    assert_true(S_ISFIFO(st.st_mode));
}

// In two halves: what is prepared is not seen, what is settled stands in its place, whatever
// became of the others.
static void write_many_together(void **state) {
    enum { N = 6, WRONG = 3 };
    struct place *place = *state;
    struct pai_arena *arena = pai_arena_open(NULL);
    struct pai_world_file files[N] = {{NULL, NULL, PAI_IO_OK, 0}};
    char name[64];
    struct stat st;
    mkdir(in(place, "stage"), 0700);
    pai_world_stage(place->world, in(place, "stage/"));
    put(in(place, "old.pdf"), "old");
    chmod(in(place, "old.pdf"), 0640);
    for (int i = 0; i < N; i++) {
        int error = 0;
        snprintf(name, sizeof name, i == 0 ? "old.pdf" : "%d/below/%d.pdf", i % 2, i);
        struct pai_bytes bytes = {(const uint8_t *)name, strlen(name)};
        assert_int_equal(pai_world_prepare(place->world, arena,
                                           pai_arena_fmt(arena, "%s", in(place, name)), bytes,
                                           &files[i], &error),
                         PAI_IO_OK);
    }
    assert_holds(place, in(place, "old.pdf"), "old");
    assert_int_not_equal(stat(in(place, "1"), &st), 0);
    files[WRONG].path = pai_arena_fmt(arena, "%s", in(place, "old.pdf/3.pdf"));
    pai_world_settle(place->world, files, N);
    for (int i = 0; i < N; i++) {
        snprintf(name, sizeof name, i == 0 ? "old.pdf" : "%d/below/%d.pdf", i % 2, i);
        assert_int_equal(files[i].io, i == WRONG ? PAI_IO_MISSING : PAI_IO_OK);
        if (i != WRONG) {
            assert_holds(place, in(place, name), name);
        }
    }
    assert_int_equal(entries(in(place, "stage")), 0);
    assert_true(stat(in(place, "old.pdf"), &st) == 0 && (st.st_mode & 0777) == 0640);
    pai_arena_close(arena);
}

// Content that comes in pieces, small ones and one larger than what is held back.
struct pieces {
    unsigned calls;
    bool broken;
};

static void pieces_fill(void *ctx, struct pai_world_sink *sink) {
    static char large[200000];
    struct pieces *pieces = ctx;
    pieces->calls++;
    memset(large, 'x', sizeof large);
    for (int i = 0; i < 1000; i++) {
        pai_world_put(sink, "0123456789", 10);
    }
    pai_world_put(sink, large, sizeof large);
    pai_world_put(sink, "end", 3);
    sink->error = pieces->broken ? EIO : sink->error;
}

static void write_in_pieces(void **state) {
    struct place *place = *state;
    struct pieces pieces = {0, false};
    struct pai_bytes got = {NULL, 0};
    int error = 0;
    put(in(place, "poured"), "old");
    pieces.broken = true;
    assert_int_equal(
        pai_world_pour(place->world, in(place, "poured"), pieces_fill, &pieces, &error),
        PAI_IO_OTHER);
    assert_int_equal(error, EIO);
    assert_holds(place, in(place, "poured"), "old");
    pieces.broken = false;
    assert_int_equal(
        pai_world_pour(place->world, in(place, "poured"), pieces_fill, &pieces, &error),
        PAI_IO_OK);
    assert_int_equal(pieces.calls, 2);
    assert_int_equal(
        place->world->read(place->world->ctx, in(place, "poured"), 1 << 20, &got, &error),
        PAI_IO_OK);
    assert_int_equal(got.size, 10000 + 200000 + 3);
    assert_memory_equal(got.data, "0123456789012", 13);
    assert_memory_equal(got.data + 9998, "89xx", 4);
    assert_memory_equal(got.data + 10000 + 200000 - 2, "xxend", 5);
    place->world->release(place->world->ctx, got);
}

static void write_standard_output(void **state) {
    struct place *place = *state;
    int fd = open(in(place, "caught"), O_CREAT | O_RDWR, 0600);
    fflush(stdout);
    int saved = dup(STDOUT_FILENO);
    dup2(fd, STDOUT_FILENO);
    enum pai_io one = writes(place, "-", "一");
    enum pai_io two = writes(place, "/dev/stdout", "二");
    dup2(saved, STDOUT_FILENO);
    close(saved);
    close(fd);
    assert_int_equal(one, PAI_IO_OK);
    assert_int_equal(two, PAI_IO_OK);
    assert_holds(place, in(place, "caught"), "一二");
}

// ---- fonts ----

static void fonts_are_found_in_order(void **state) {
    struct place *place = *state;
    char one[128], two[128], want[128];
    mkdir(strcpy(one, in(place, "one")), 0700);
    mkdir(strcpy(two, in(place, "two")), 0700);
    mkdir(in(place, "one/z"), 0700);
    mkdir(in(place, "one/b"), 0700);
    put(in(place, "one/z/Twice.otf"), "z");
    put(in(place, "one/b/Twice.otf"), "b");
    put(in(place, "one/z/Only.otf"), "only");
    put(in(place, "two/Twice.otf"), "two");
    put(in(place, "two/Second.ttc"), "second");
    mkdir(in(place, "two/Dir.otf"), 0700);
    strcpy(want, in(place, "one"));
    assert_int_equal(symlink(want, in(place, "one/b/loop")), 0);
    assert_int_equal(symlink("nowhere", in(place, "one/Broken.otf")), 0);
    assert_int_equal(symlink("z/Only.otf", in(place, "one/Linked.otf")), 0);
    const char *dirs[] = {one, "/nonexistent", two, NULL};
    struct pai_world *world = pai_world_open(dirs);
    // Sorted by name, whatever readdir says; the first directory wins.
    assert_string_equal(world->font(world->ctx, "Twice.otf"), in(place, "one/b/Twice.otf"));
    assert_string_equal(world->font(world->ctx, "Only.otf"), in(place, "one/z/Only.otf"));
    assert_string_equal(world->font(world->ctx, "Linked.otf"), in(place, "one/Linked.otf"));
    assert_string_equal(world->font(world->ctx, "Second.ttc"), in(place, "two/Second.ttc"));
    assert_null(world->font(world->ctx, "only.otf")); // case matters
    assert_null(world->font(world->ctx, "Broken.otf"));
    assert_null(world->font(world->ctx, "Dir.otf"));
    assert_null(world->font(world->ctx, ""));
    pai_world_close(world);
    world = pai_world_open(NULL);
    assert_null(world->font(world->ctx, "Only.otf"));
    pai_world_close(world);
}

static void order_of_the_directory_does_not_matter(void **state) {
    struct place *place = *state;
    // The smallest name is neither made first nor last, so that no file system lists it first
    // by chance.
    for (unsigned i = 0; i < 20; i++) {
        char name[32];
        snprintf(name, sizeof name, "d%02u", (i * 7 + 10) % 20);
        mkdir(in(place, name), 0700);
        strcat(name, "/Same.otf");
        put(in(place, name), "x");
    }
    assert_string_equal(place->world->font(place->world->ctx, "Same.otf"),
                        in(place, "d00/Same.otf"));
}

static void map_of_a_file(void **state) {
    struct place *place = *state;
    struct pai_world *world = place->world;
    struct pai_bytes bytes, again;
    int error = -1;
    put(in(place, "a.otf"), "OTTO");
    assert_int_equal(world->map(world->ctx, in(place, "a.otf"), &bytes, &error), PAI_IO_OK);
    assert_int_equal(error, 0);
    assert_int_equal(bytes.size, 4);
    assert_memory_equal(bytes.data, "OTTO", 4);
    assert_int_equal(world->map(world->ctx, in(place, "a.otf"), &again, &error), PAI_IO_OK);
    assert_ptr_equal(again.data, bytes.data);
    put(in(place, "empty.otf"), "");
    assert_int_equal(world->map(world->ctx, in(place, "empty.otf"), &bytes, &error), PAI_IO_OK);
    assert_int_equal(bytes.size, 0);
    assert_int_equal(world->map(world->ctx, in(place, "no"), &bytes, &error), PAI_IO_MISSING);
    assert_int_equal(error, ENOENT);
    assert_int_equal(world->map(world->ctx, place->dir, &bytes, &error), PAI_IO_DIRECTORY);
    assert_int_equal(mkfifo(in(place, "fifo"), 0600), 0);
    // No wait for somebody to write into it.
    assert_int_equal(world->map(world->ctx, in(place, "fifo"), &bytes, &error),
                     PAI_IO_DIRECTORY);
}

// ---- the world in memory ----

static void memory_world_behaves(void **state) {
    (void)state;
    struct pai_world *world = test_world("稿.txt", "正文");
    struct pai_bytes bytes;
    int error = -1;
    assert_int_equal(world->read(world->ctx, "稿.txt", 6, &bytes, &error), PAI_IO_OK);
    assert_int_equal(bytes.size, 6);
    assert_int_equal(test_world_unreleased(world), 1);
    world->release(world->ctx, bytes);
    assert_int_equal(test_world_unreleased(world), 0);
    assert_int_equal(world->read(world->ctx, "稿.txt", 5, &bytes, &error), PAI_IO_TOO_LARGE);
    assert_int_equal(world->read(world->ctx, "/etc/passwd", 1 << 20, &bytes, &error),
                     PAI_IO_MISSING);
    assert_null(test_world_written(world, "out.pdf"));
    struct pai_bytes pdf = {(const uint8_t *)"%PDF", 4};
    assert_int_equal(world->write(world->ctx, "out.pdf", pdf, &error), PAI_IO_OK);
    assert_string_equal((const char *)test_world_written(world, "out.pdf")->data, "%PDF");
    test_world_fail(world, "out.pdf", PAI_IO_FULL, ENOSPC);
    pdf.size = 2;
    assert_int_equal(world->write(world->ctx, "out.pdf", pdf, &error), PAI_IO_FULL);
    assert_int_equal(error, ENOSPC);
    assert_int_equal(test_world_written(world, "out.pdf")->size, 4);
    assert_int_equal(test_world_writes(world), 1);
    test_world_file(world, "/f/Broken.otf", "\0\1", 2);
    test_world_font(world, "Broken.otf", "/f/Broken.otf");
    test_world_font(world, "FandolFang-Regular.otf", NULL);
    assert_null(world->font(world->ctx, "FandolFang-Regular.otf"));
    const char *path = world->font(world->ctx, "Broken.otf");
    assert_int_equal(world->map(world->ctx, path, &bytes, &error), PAI_IO_OK);
    assert_int_equal(bytes.size, 2);
    test_world_no_installed_fonts(world);
    assert_null(world->font(world->ctx, "FandolHei-Regular.otf"));
    test_world_close(world);
}

static void memory_world_lends_installed_fonts(void **state) {
    (void)state;
    struct pai_world *world = test_world_open();
    const char *path = world->font(world->ctx, "FandolFang-Regular.otf");
    if (path == NULL) {
        test_world_close(world);
        skip();
    }
    struct pai_bytes bytes;
    int error;
    assert_int_equal(world->map(world->ctx, path, &bytes, &error), PAI_IO_OK);
    assert_memory_equal(bytes.data, "OTTO", 4);
    test_world_close(world);
}

#define IN_PLACE(f) cmocka_unit_test_setup_teardown(f, open_place, close_place)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_PLACE(read_tells_what_is_wrong),
        IN_PLACE(limit_comes_before_memory),
        IN_PLACE(read_from_a_pipe),
        IN_PLACE(read_standard_input),
        IN_PLACE(write_makes_and_replaces),
        IN_PLACE(a_reader_of_the_old_file_keeps_it),
        IN_PLACE(failure_keeps_the_old_file),
        IN_PLACE(write_tells_what_is_wrong),
        IN_PLACE(temporary_does_not_clash),
        IN_PLACE(links_stay_links),
        IN_PLACE(devices_are_written_directly),
        IN_PLACE(write_many_together),
        IN_PLACE(write_in_pieces),
        IN_PLACE(write_standard_output),
        IN_PLACE(fonts_are_found_in_order),
        IN_PLACE(order_of_the_directory_does_not_matter),
        IN_PLACE(map_of_a_file),
        cmocka_unit_test(memory_world_behaves),
        cmocka_unit_test(memory_world_lends_installed_fonts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
