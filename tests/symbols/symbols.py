#!/usr/bin/env python3
"""Judges the built libraries by their symbols: what the rules of the house say (HACKING.md), seen by the linker.

usage: symbols.py NM FOLDER=LIBRARY...

No symbol is defined twice and all of them begin with pai_; a folder refers only to folders that it may see, and to the third-party
libraries that live in it; nothing below src/app prints, asks for the time, the environment or the locale, or ends the process; memory and
files come through base alone; nothing that can be written to outlives a call.
"""
import re
import subprocess
import sys

SEES = {
    "base": set(),
    "image": {"base"},
    "font": {"base"},
    "text": {"base", "font"},
    "para": {"base", "text"},
    "doc": {"base"},
    "layout": {"base"},
    "page": {"base", "image", "font", "text", "para", "doc", "layout"},
    "out": {"base", "image", "font"},
}
HOMES = {
    "hb_": {"font", "text", "out"},
    "yaml_": {"font", "layout"},
    "HPDF_": {"out"},
    "libdeflate_": {"out", "image"},
    "tj": {"image"},
    "png_": {"image"},
    "cms": {"image"},
    "cairo_": {"out"},
    "iconv": {"doc"},
    "hnj_": {"para"},
}
# Never, in any folder.
FORBIDDEN = set("""
printf vprintf fprintf vfprintf dprintf puts putchar putc fputs fputc fwrite perror psignal syslog stdout stderr stdin
getenv secure_getenv setenv putenv environ
time clock clock_gettime gettimeofday localtime localtime_r gmtime gmtime_r mktime strftime nanosleep usleep sleep
rand random srand srandom rand_r drand48 getrandom arc4random
setlocale localeconv nl_langinfo strcoll strxfrm __ctype_b_loc __ctype_tolower_loc __ctype_toupper_loc
isalpha isalnum isdigit isspace isupper islower ispunct toupper tolower strtod strtof atof atoi sscanf
setjmp _setjmp longjmp __longjmp_chk sigsetjmp siglongjmp signal sigaction raise exit _exit _Exit quick_exit atexit
system popen fork execve execvp posix_spawn
strcpy strcat sprintf gets strtok strerror
""".split())
# What only base may use: memory, and the door to the outside.
BASE_ONLY = set("""
malloc calloc realloc free aligned_alloc posix_memalign strdup strndup abort vsnprintf snprintf getline
fopen fmemopen fdopen fread fclose freopen fseek ftell opendir readdir closedir open openat read write pread pwrite close lseek stat fstat lstat
mmap munmap rename unlink link symlink remove fsync fchmod fchown chmod chown mkdir rmdir access faccessat getcwd readlink realpath poll getpid mkstemp
""".split())


class Library:
    def __init__(self, nm, folder, path):
        self.folder = folder
        self.defined, self.wanted, self.writable = [], set(), []
        run = subprocess.run([nm, "-f", "sysv", path], capture_output=True, text=True)
        if run.returncode != 0 or "|" not in run.stdout:
            sys.exit(f"{nm} {path}: {run.stderr or 'no symbols'}")
        for row in run.stdout.splitlines():
            parts = [part.strip() for part in row.split("|")]
            if len(parts) != 7 or parts[0] == "Name":
                continue
            name, kind, section = parts[0], parts[2], parts[6]
            if kind in "Uwv":
                self.wanted.add(plain(name))
            elif kind.isupper():
                self.defined.append(name)
            if kind not in "Uwv" and re.match(r"\.(data(?!\.rel\.ro)|bss|tdata|tbss|lbss|ldata)|\*COM\*", section):
                self.writable.append(name)


def plain(name):
    """The name in the C source: fortified and large-file variants are the same function."""
    name = name.split("@")[0]
    name = re.sub(r"^__(\w+)_chk$", r"\1", name)
    name = re.sub(r"^__isoc99_", "", name)
    return re.sub(r"^(\w+?)64(_2)?$", r"\1", name) if not name.startswith("pai_") else name


def judge_folder(lib, owners, say):
    for name in lib.defined:
        if not name.startswith("pai_"):
            say(f"{name} is a public name without pai_")
    for name in lib.writable:
        say(f"{name} can be written to: state that outlives a call")
    for name in sorted(lib.wanted):
        if name in FORBIDDEN or (name in BASE_ONLY and lib.folder != "base"):
            say(f"calls {name}")
        for prefix, homes in HOMES.items():
            if name.startswith(prefix) and lib.folder not in homes:
                say(f"calls {name}, which lives in {' and '.join(sorted(homes))}")
        owner = owners.get(name, lib.folder)
        if owner != lib.folder and owner not in SEES[lib.folder]:
            say(f"refers to {name} of src/{owner}, which it may not see")


def main():
    nm, pairs = sys.argv[1], [pair.split("=", 1) for pair in sys.argv[2:]]
    libs = [Library(nm, folder, path) for folder, path in pairs]
    faults = [f"no library of src/{folder} was given" for folder in SEES if folder not in dict(pairs)]
    owners = {}
    for lib in libs:
        for name in lib.defined:
            if name in owners:
                faults.append(f"{name} is defined in src/{owners[name]} and again in src/{lib.folder}")
            owners[name] = lib.folder
    for lib in libs:
        judge_folder(lib, owners, lambda what, folder=lib.folder: faults.append(f"src/{folder}: {what}"))
    for fault in faults:
        print(fault)
    print(f"{len(owners)} public symbols in {len(libs)} libraries, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
