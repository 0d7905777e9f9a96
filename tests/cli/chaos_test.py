"""paiban batch at the worst moments: killed, out of room, without power, its inputs gone, its clock mad.

usage: chaos_test.py [MOMENTS [SEED]]

At each moment a run is disturbed in a way that the seed chooses. Then the same command is given again, and must do exactly what was
left: every PDF is whole, equal to that of an undisturbed run, and what the journal called done was not touched. CHAOS_SHIM is the
library of chaos_shim.c.
"""

import hashlib
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

if os.environ.get("PAIBAN_SANITIZED") or os.environ.get("PAIBAN_WATCHED"):
    sys.exit(77)  # moments are chosen by the time that the program takes as it is built for use

PROGRAM = os.environ["PAIBAN"]
SHIM = os.environ["CHAOS_SHIM"]
ISSUES = 9
KINDS = [(30, "kill the parent"), (20, "kill a worker"), (25, "kill all"), (12, "power cut"), (5, "no room"), (4, "vanished input"),
         (4, "clock jumps")]
JOURNAL = ".paiban/all/journal.db"


def issue(n):
    body = "县水务局组织人员对全县河道开展汛前检查，发现问题及时整改。" * (1 + n % 4)
    return f"清溪简讯\n\n第 {n} 期\n\n清溪县人民政府办公室\n\n2021 年 5 月 {n} 日\n\n县水务局抓实汛前准备\n\n{body}（县水务局）\n\n发：各乡镇\n"


def pdfs(out):
    found = {}
    for folder, _, names in os.walk(out):
        for name in names:
            if name.endswith(".pdf"):
                path = os.path.join(folder, name)
                found[os.path.relpath(path, out)] = path
    return found


def hashes(out):
    return {name: hashlib.sha256(open(path, "rb").read()).hexdigest() for name, path in pdfs(out).items()}


def start(place, jobs, log=None, jump=None, room=None):
    env = {**os.environ, "LC_ALL": "C.UTF-8", "LD_PRELOAD": SHIM}
    if log:
        env["CHAOS_LOG"], env["CHAOS_TOP"] = log, os.path.join(place, "out")
    if jump:
        env["CHAOS_JUMP"] = jump

    def before():
        if room:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    return subprocess.Popen([PROGRAM, "batch", "in", "-o", "out", "-j", str(jobs), "--lang", "en"], cwd=place, env=env,
                            start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                            preexec_fn=before)


def workers(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as f:
            return [int(n) for n in f.read().split()]
    except OSError:
        return []


def send(kill, *args):
    try:
        kill(*args, signal.SIGKILL)
    except ProcessLookupError:
        pass


def settle(run):
    """Waits for the run and for workers that outlive it for a moment."""
    said = run.communicate(timeout=120)[1].decode("utf-8", "replace")
    for _ in range(3000):
        try:
            os.killpg(run.pid, 0)
        except ProcessLookupError:
            return said
        time.sleep(0.01)
    raise AssertionError("workers outlive their parent")


def cut_power(out, log):
    """Cuts every file to what this run synced of it; what it did not sync, even what an earlier run did, is empty. A new name whose directory
    was not synced since is gone."""
    synced, moved, lines = {}, {}, []
    if os.path.exists(log):
        with open(log, encoding="utf-8") as f:
            lines = f.read().splitlines()
    for line in lines:
        what, *rest = line.split("\t")
        if what == "sync":
            synced[rest[0]] = int(rest[1])
            moved = {to: source for to, source in moved.items() if os.path.dirname(to) != rest[0]}
        else:
            moved[rest[1]] = rest[0]
            if rest[0] in synced:
                synced[rest[1]] = synced.pop(rest[0])
            else:
                synced.pop(rest[1], None)
    for folder, _, names in os.walk(os.path.realpath(out)):
        for name in names:
            path = os.path.join(folder, name)
            if path in moved:
                os.remove(path)
            elif os.path.getsize(path) > synced.get(path, 0):
                os.truncate(path, synced.get(path, 0))


def trust(out, rows):
    """What the journal calls done was durable when it said so."""
    for name in rows:
        path = os.path.join(out, name)
        assert os.path.exists(path) and os.path.getsize(path) > 0, f"the journal trusts {name}, which the power cut took"


def journalled(out):
    """The outputs that the journal calls done, with their times; read from a copy, so that the journal stays as it was left."""
    with tempfile.TemporaryDirectory() as copy:
        for part in ("", "-wal"):
            if os.path.exists(os.path.join(out, JOURNAL + part)):
                shutil.copy(os.path.join(out, JOURNAL + part), os.path.join(copy, "j.db" + part))
        db = sqlite3.connect(os.path.join(copy, "j.db"))
        try:
            rows = db.execute("SELECT output, mtime FROM issue WHERE state=1").fetchall()
        except sqlite3.DatabaseError:
            rows = []
        db.close()
    return dict(rows)


def disturb(place, dice, kind, span):
    out, log = os.path.join(place, "out"), os.path.join(place, "log")
    jobs = dice.choice((1, 2, 2, 3))
    room = dice.randrange(1, 260_000) if kind == "no room" else None
    jump = str(dice.choice((-1, 1)) * dice.randrange(10 ** 9)) if kind == "clock jumps" else None
    before = journalled(out) if os.path.exists(out) else {}
    run = start(place, jobs, log if kind == "power cut" else None, jump, room)
    moment = dice.random() * span * 1.1
    end = time.monotonic() + moment
    while kind not in ("no room", "clock jumps") and time.monotonic() < end and run.poll() is None:
        time.sleep(min(0.002, max(0, end - time.monotonic())))
    if kind == "kill the parent":
        send(os.kill, run.pid)
    elif kind in ("kill all", "power cut"):
        send(os.killpg, run.pid)
    elif kind == "kill a worker":
        while run.poll() is None and not workers(run.pid) and time.monotonic() < end + 0.2:
            time.sleep(0.001)
        for pid in dice.sample(workers(run.pid), k=min(1, len(workers(run.pid)))):
            send(os.kill, pid)
    elif kind == "vanished input":
        os.rename(os.path.join(place, "in/2021/05.txt"), os.path.join(place, "away"))
    said = settle(run)
    if kind == "kill a worker" and run.returncode != 0:
        raise AssertionError(f"one dead worker should cost nothing, but the run ended with {run.returncode}:\n{said}")
    if kind == "vanished input":
        os.rename(os.path.join(place, "away"), os.path.join(place, "in/2021/05.txt"))
    if kind == "power cut" and os.path.exists(out):
        rows = [name for name, mtime in journalled(out).items() if before.get(name) != mtime]
        cut_power(out, log)
        trust(out, rows)
    if os.path.exists(log):
        os.remove(log)
    return f"{kind} at {moment * 1000:.0f} ms of {span * 1000:.0f}, -j {jobs}" + (f", room {room}" if room else "")


def judge(place, whole, check):
    out = os.path.join(place, "out")
    before = journalled(out) if os.path.exists(out) else {}
    paths = pdfs(out)
    kept = {name: os.stat(paths[name]).st_mtime_ns for name, mtime in before.items()
            if name in paths and os.stat(paths[name]).st_mtime_ns == mtime and os.path.getsize(paths[name]) > 0}
    run = start(place, 2)
    said = settle(run)
    assert run.returncode == 0, f"the rerun ended with {run.returncode}:\n{said}"
    assert hashes(out) == whole, "a PDF is not that of the undisturbed run"
    touched = [name for name, mtime in kept.items() if os.stat(paths[name]).st_mtime_ns != mtime]
    assert not touched, f"done twice: {touched}"
    left = [name for _, _, names in os.walk(out) for name in names if name.endswith(".tmp")]
    assert not left, f"left behind: {left}"
    if check:
        subprocess.run(["qpdf", "--check", *list(pdfs(out).values())[:1]], check=True, stdout=subprocess.DEVNULL)
    return len(kept)


def main():
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    # In memory if there is room: thousands of syncs of a busy disk are not what is judged.
    place = tempfile.mkdtemp(prefix="paiban-chaos-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    seen, kept = {}, 0
    try:
        for i in range(1, ISSUES + 1):
            os.makedirs(f"{place}/in/{2020 + i % 2}", exist_ok=True)
            with open(f"{place}/in/{2020 + i % 2}/{i:02}.txt", "w", encoding="utf-8") as f:
                f.write(issue(i))
        span = 1e9
        for _ in range(3):
            shutil.rmtree(place + "/out", True)
            began = time.monotonic()
            run = start(place, 2)
            said = settle(run)
            assert run.returncode == 0, said
            span = min(span, time.monotonic() - began)
        whole = hashes(place + "/out")
        assert len(whole) == ISSUES and len(set(whole.values())) == ISSUES
        for n in range(moments):
            dice = random.Random(f"{seed}/{n}")
            kind = dice.choices([k for _, k in KINDS], [w for w, _ in KINDS])[0]
            if dice.random() < 0.8:  # else: over what the moment before left, with a few files missing
                shutil.rmtree(place + "/out", True)
            else:
                for path in dice.sample(sorted(pdfs(place + "/out").values()), k=4):
                    os.remove(path)
            what = "?"
            try:
                what = disturb(place, dice, kind, span)
                kept += judge(place, whole, n % 20 == 0)
            except (AssertionError, subprocess.SubprocessError) as e:
                print(f"moment {n} of seed {seed} ({kind}; {what}):\n{e}")
                sys.exit(1)
            seen[kind] = seen.get(kind, 0) + 1
    finally:
        shutil.rmtree(place, True)
    print(f"{moments} moments survived:", ", ".join(f"{kind} {n}" for kind, n in sorted(seen.items())))
    print(f"PDFs that were done before the blow and not done again: {kept}")
    assert kept > moments / 2, "too few moments fell into the work to mean anything"


main()
