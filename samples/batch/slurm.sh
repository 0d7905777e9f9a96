#!/bin/sh
# 在 Slurm 集群上排整个档案：每个作业排一份，几台机器往同一个共享文件夹里排。
#     sbatch --array=1-8 slurm.sh 原稿文件夹 输出文件夹 [paiban 的其他选项]
# 全部作业结束后合成报告（-d 后面是上一条命令给的作业号）：
#     sbatch -d afterany:作业号 --wrap 'paiban batch --merge 输出文件夹'
# 中断了就再交一次，只排剩下的。只补其中几份时要写明一共几份：
#     SHARDS=8 sbatch --array=3,5 slurm.sh 原稿文件夹 输出文件夹
#
# An archive on a Slurm cluster: each task of the array does one part, all write to one shared directory. Afterwards join the reports.
# After an interruption submit it again; to repeat some parts only, say how many there are in all with SHARDS.
#
#SBATCH --job-name=paiban
#SBATCH --array=1-8
#SBATCH --cpus-per-task=2
#SBATCH --output=paiban-%A-%a.log
#SBATCH --requeue
# Half a minute before the time is up: what is in work is finished, the rest is left for the next time.
#SBATCH --signal=B:TERM@30
set -eu

in=$1 out=$2
shift 2
exec "${PAIBAN:-paiban}" batch "$in" -o "$out" --shard "$SLURM_ARRAY_TASK_ID/${SHARDS:-$SLURM_ARRAY_TASK_COUNT}" \
    -j "${SLURM_CPUS_PER_TASK:-1}" "$@"
