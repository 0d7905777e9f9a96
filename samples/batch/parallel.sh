#!/bin/sh
# 用 GNU parallel 排整个档案，分成 SHARDS 份（默认 4 份）。
#     SHARDS=8 ./parallel.sh 原稿文件夹 输出文件夹 [paiban 的其他选项]
# 几台机器一起排：把机器名写进一个文件，一行一个，用 PARALLEL='--sshloginfile 文件 --workdir .' 告诉 parallel；
# 原稿和输出要在各台机器都看得见的共享文件夹里。中断了就再运行一次，只排剩下的。
#
# An archive with GNU parallel, in SHARDS parts; over several machines with PARALLEL='--sshloginfile FILE --workdir .' and shared
# directories. Run it again after an interruption.
set -eu

in=$1 out=$2
shift 2
shards=${SHARDS:-4}
paiban=${PAIBAN:-paiban}

# A part with errors is no reason to stop the others; the joined report has the last word.
seq "$shards" | parallel --line-buffer --tagstring 'part {}' --quote \
    "$paiban" batch "$in" -o "$out" --shard "{}/$shards" -j 1 "$@" || :
exec "$paiban" batch --merge "$out"
