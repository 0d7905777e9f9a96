#!/bin/sh
# Makes this machine ready: looks for what is missing and, on Debian and as root, installs it.
#
#     ./setup.sh build            what building and rendering need
#     ./setup.sh build test       … and what the tests need; further groups are in the table below
#
# What comes in: names of groups. What goes out: exit status 0 when nothing is missing (any more), else a list of
# it, in Chinese and English, and 1. Promised: when nothing is missing nothing is touched and no network is used;
# without root, or where there is no apt-get, nothing is changed. No TeX is installed: the Fandol faces are taken out of the
# package that carries them (fonts/README.md).
set -eu
export LC_ALL=C.UTF-8

font_dirs='/usr/local/share/fonts /usr/share/fonts'
fandol_package=texlive-lang-chinese
fandol_dir=/usr/local/share/fonts/fandol

# The one list of everything the project needs: group, Debian package, and how its presence is seen:
# run PROGRAM, inc HEADER, pc MODULE [VERSION] (pkg-config), py MODULE, file PATH, font FILE (anywhere below font_dirs).
needs() {
    cat <<'END'
build     gcc                   run   cc
build     libc6-dev             inc   stdio.h
build     python3               run   python3
build     meson                 run   meson
build     ninja-build           run   ninja
build     pkg-config            run   pkg-config
build     libhpdf-dev           inc   hpdf.h
build     libharfbuzz-dev       pc    harfbuzz-subset 6.0.0
build     libyaml-dev           pc    yaml-0.1
build     libdeflate-dev        pc    libdeflate
build     libturbojpeg0-dev     pc    libturbojpeg
build     libpng-dev            pc    libpng
build     liblcms2-dev          pc    lcms2
build     libcairo2-dev         pc    cairo
build     libsqlite3-dev        pc    sqlite3
build     libhyphen-dev         inc   hyphen.h
build     nettle-dev            pc    nettle
build     hyphen-en-us          file  /usr/share/hyphen/hyph_en_US.dic
build     unicode-data          file  /usr/share/unicode/UnicodeData.txt
build     unicode-data          file  /usr/share/unicode/Unihan_OtherMappings.txt.bz2
build     python3-jieba         file  /usr/lib/python3/dist-packages/jieba/dict.txt
build     fonts-noto-cjk        font  NotoSerifCJK-Regular.ttc
build     fonts-noto-cjk        font  NotoSerifCJK-Bold.ttc
build     fonts-noto-cjk        font  NotoSansCJK-Regular.ttc
build     fonts-noto-cjk        font  NotoSansCJK-Bold.ttc
build     fonts-liberation      font  LiberationSerif-Regular.ttf
build     fonts-hanazono        font  HanaMinA.ttf
build     fonts-hanazono        font  HanaMinB.ttf
build     texlive-lang-chinese  font  FandolSong-Regular.otf
build     texlive-lang-chinese  font  FandolSong-Bold.otf
build     texlive-lang-chinese  font  FandolFang-Regular.otf
build     texlive-lang-chinese  font  FandolKai-Regular.otf
build     texlive-lang-chinese  font  FandolHei-Regular.otf
build     texlive-lang-chinese  font  FandolHei-Bold.otf
test      libcmocka-dev         pc    cmocka
test      python3-yaml          py    yaml
test      python3-jsonschema    py    jsonschema
test      qpdf                  run   qpdf
test      poppler-utils         run   pdftotext
test      ghostscript           run   gs
test      mupdf-tools           run   mutool
valgrind  valgrind              run   valgrind
clang     clang                 run   clang
slurm     slurm-wlm             run   slurmctld
slurm     munge                 run   munged
slurm     parallel              run   parallel
format    clang-format          run   clang-format
END
}

fonts_found=
# Font files below font_dirs, one base name a line; looked for once.
fonts() {
    if [ -z "$fonts_found" ]; then
        # shellcheck disable=SC2086 # a list of directories; missing ones are no matter
        fonts_found=$(find -L $font_dirs -type f -size +0 \
            \( -name '*.otf' -o -name '*.ttf' -o -name '*.ttc' \) 2>/dev/null | sed 's,.*/,,') || :
    fi
    printf '%s\n' "$fonts_found"
}

# present KIND NAME [VERSION]
present() {
    case $1 in
    run) command -v "$2" >/dev/null ;;
    inc) [ -f "/usr/include/$2" ] ||
        printf '#include <%s>\n' "$2" | cc -E -x c - >/dev/null 2>&1 ;;
    pc) pkg-config --exists "$2${3:+ >= $3}" 2>/dev/null ;;
    file) [ -s "$2" ] ;;
    py) python3 -c "import $2" 2>/dev/null ;;
    font) fonts | grep -qxF "$2" ;;
    esac
}

# The rows of the asked groups whose thing is not there.
missing() {
    fonts_found=
    fonts >/dev/null
    needs | while read -r group package kind name version; do
        case " $groups " in
        *" $group "*) present "$kind" "$name" "$version" || echo "$group $package $kind $name $version" ;;
        esac
    done
}

# The packages to install for these rows, one a line. The one with Fandol is only unpacked, never installed.
packages_of() {
    printf '%s\n' "$1" | awk -v no="$fandol_package" '$2 != no && !seen[$2]++ { print $2 }'
}

# wanted_of ROWS CONDITION: "package: thing, thing", one package a line.
wanted_of() {
    printf '%s\n' "$1" | awk "$2"' { thing = $4 ($5 ? " >= " $5 : "")
        if (!($2 in list)) { order[++n] = $2; list[$2] = thing } else list[$2] = list[$2] ", " thing }
        END { for (i = 1; i <= n; i++) print "    " order[i] ": " list[order[i]] }'
}

# Says in both languages what to install, and stops. $1, $2: why it is not done here, and what was changed.
refuse() {
    packages=$(packages_of "$rows" | tr '\n' ' ')
    # One line per package: what of it is wanted.
    # shellcheck disable=SC2016 # conditions of awk
    others=$(wanted_of "$rows" '$3 != "font"')
    # shellcheck disable=SC2016
    faces=$(wanted_of "$rows" '$3 == "font"')
    exec >&2
    echo "paiban: 缺少所需的软件或字体。$1"
    echo "paiban: software or fonts are missing. $2"
    if command -v apt-get >/dev/null; then
        if [ "$(id -u)" -ne 0 ]; then
            echo "* 可请管理员运行一次（只安装，不编译） / an administrator can run, once (it installs, it does not build):"
            echo "    sudo ./setup.sh $groups"
        fi
        others=
    fi
    if [ -n "$packages" ]; then
        echo "* 要安装的软件包（Debian 12 的名称） / packages to install (their names in Debian 12):"
        echo "    $packages"
    fi
    if [ -n "$others" ]; then
        echo "* 即需要下列程序、头文件、库和数据 / that is, these programs, headers, libraries and data are needed:"
        echo "$others"
    fi
    if [ -n "$faces" ]; then
        echo "* 要有的字体文件，放在这些目录或其下任何一层 / font files needed, at any depth below: $font_dirs"
        echo "$faces"
    fi
    case $faces in *"$fandol_package"*)
        echo "* Fandol 字体从软件包 $fandol_package 里取出即可，不必安装 TeX，做法见 fonts/README.md"
        echo "  only the Fandol files are taken out of $fandol_package, no TeX is needed: see fonts/README.md" ;;
    esac
    exit 1
}

apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# apt-get with fresh lists: at once where there are none yet, else after the first failure.
updated=
apt_retry() {
    if [ -z "$updated" ] && ! ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; then
        updated=yes
        apt update
    fi
    apt "$@" && return
    [ -z "$updated" ] || return 1
    updated=yes
    apt update && apt "$@"
}

# Takes the six faces and their licence out of the package, into fandol_dir. A file appears there whole or not at all.
fandol() {
    work=$(mktemp -d "${TMPDIR:-/tmp}/paiban-fandol.XXXXXX") || return 1
    trap 'rm -rf "$work"' EXIT
    trap 'exit 1' HUP INT TERM
    # apt fetches as its own user where there is one.
    chmod 755 "$work"
    mkdir "$work/deb"
    chown _apt "$work/deb" 2>/dev/null || :
    (cd "$work/deb" && apt_retry download "$fandol_package") || return 1
    deb=$(ls "$work"/deb/*.deb)
    dpkg-deb --fsys-tarfile "$deb" | tar -x -f - -C "$work" --wildcards \
        '*/fonts/opentype/public/fandol/*.otf' '*/doc/texlive-doc/fonts/fandol/*' || return 1
    from=$work/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol
    doc=$work/usr/share/doc/texlive-doc/fonts/fandol
    version=$(dpkg-deb -f "$deb" Version)
    cat >"$work/SOURCE" <<END
这些字体取自 Debian 软件包 $fandol_package $version（没有安装 TeX）。
许可：GNU GPL 第 3 版，附字体例外（可嵌入文档），全文见同目录的 COPYING.gz。

These fonts were taken out of the Debian package $fandol_package $version (no TeX was installed).
Licence: GNU GPL version 3 with the font exception (embedding in documents); its text is COPYING.gz beside this file.
END
    mkdir -p "$fandol_dir"
    for file in "$work/SOURCE" "$doc/README" "$doc/COPYING.gz" \
        "$from"/FandolSong-Regular.otf "$from"/FandolSong-Bold.otf "$from"/FandolFang-Regular.otf \
        "$from"/FandolKai-Regular.otf "$from"/FandolHei-Regular.otf "$from"/FandolHei-Bold.otf; do
        name=$(basename "$file")
        { cp "$file" "$fandol_dir/.$name.part" && chmod 644 "$fandol_dir/.$name.part" &&
            mv "$fandol_dir/.$name.part" "$fandol_dir/$name"; } || return 1
    done
}

groups="$*"
if [ $# -eq 0 ]; then
    sed -n '2,/^set/ { /^#/ s/^# \{0,1\}//p }' "$0" >&2
    exit 2
fi
for group in $groups; do
    needs | grep -q "^$group " || {
        echo "setup.sh: 没有这一组 / no such group: $group" >&2
        exit 2
    }
done

rows=$(missing)
[ -n "$rows" ] || exit 0

if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
    refuse '这个系统没有 apt-get，不能自动安装；没有改动任何东西。' \
        'This system has no apt-get, so nothing can be installed from here; nothing was changed.'
fi
if [ "$(id -u)" -ne 0 ]; then
    refuse '当前用户不是 root，不能安装；没有改动任何东西。' \
        'This user is not root and cannot install; nothing was changed.'
fi

failed=
packages=$(packages_of "$rows")
if [ -n "$packages" ]; then
    # shellcheck disable=SC2086 # a list, one word each
    echo "paiban: 正在安装 / installing:" $packages
    # shellcheck disable=SC2086
    apt_retry install -y --no-install-recommends $packages || failed=yes
fi
if [ -z "$failed" ] && printf '%s\n' "$rows" | grep -q " $fandol_package "; then
    echo "paiban: 正在取 Fandol 字体 / fetching the Fandol fonts: $fandol_package -> $fandol_dir"
    fandol || failed=yes
fi

# What counts is what is there now, not what apt-get said.
rows=$(missing)
[ -z "$rows" ] || refuse '用 apt-get 安装没有成功（原因见上面的输出），下列各项仍然缺少。' \
    'Installing with apt-get did not succeed (the reason stands above); these are still missing.'
