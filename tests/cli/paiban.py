"""Runs the built program as a user would, each time in a fresh directory.

PAIBAN is the program, PAIBAN_DATA the folder with layouts/ and fonts/; meson sets both.
"""

import ctypes
import json
import os
import resource
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ.get("PAIBAN", "build/paiban")
HERE = os.path.dirname(os.path.abspath(__file__))
BULLETIN = os.path.join(HERE, "data", "bulletin.txt")
SYSTEM_FONTS = "/usr/local/share/fonts:/usr/share/fonts"
# Far more than any of these runs should need: what is asked for beyond it fails, and is then said.
MEMORY = 3 << 30
SECONDS = 3000 if os.environ.get("PAIBAN_WATCHED") else 120


def text(name=BULLETIN):
    with open(name, encoding="utf-8") as f:
        return f.read()


def without_power():
    """In the child: root loses the right to read and write whatever it likes, and is bound by permissions like anybody.

    Becoming another user would not do: that one may have no way to the program itself."""
    if os.getuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        pr_capbset_drop = 24
        for cap in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            if libc.prctl(pr_capbset_drop, cap, 0, 0, 0) != 0:
                raise OSError(ctypes.get_errno(), "prctl")


def bound_by_permissions():
    """False where without_power cannot work: root that may not give up its power."""
    child = os.fork()
    if child == 0:
        try:
            without_power()
            os._exit(0)
        except OSError:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


class Result:
    def __init__(self, done):
        self.code = done.returncode
        self.out = done.stdout or b""
        self.err = (done.stderr or b"").decode("utf-8", "replace")

    def objects(self):
        return [json.loads(line) for line in self.err.splitlines()]

    def codes(self):
        return [o["code"] for o in self.objects()]


class Case(unittest.TestCase):
    """A test with a directory of its own, self.dir, in which the program runs."""

    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="paiban-cli-")
        self.addCleanup(shutil.rmtree, self.dir, True)

    def path(self, name):
        return os.path.join(self.dir, name)

    def put(self, name, content):
        data = content.encode("utf-8") if isinstance(content, str) else content
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "wb") as f:
            f.write(data)
        return name

    def read(self, name):
        with open(self.path(name), "rb") as f:
            return f.read()

    def files(self):
        found = []
        for folder, _, names in os.walk(self.dir):
            found += [os.path.relpath(os.path.join(folder, n), self.dir) for n in names]
        return sorted(found)

    def run_paiban(self, *args, env=None, preexec=None, limits=None, memory=MEMORY, **more):
        """Runs the program; no signal may end it, whatever it was given."""
        environ = {k: v for k, v in os.environ.items()
                   if not k.startswith("LC_") and k not in ("LANG", "TZ", "SOURCE_DATE_EPOCH")}
        environ.update({"LC_ALL": "C.UTF-8"})
        environ.update(env or {})
        environ = {k: v for k, v in environ.items() if v is not None}

        def before():
            # A program built with the address sanitizer, or watched by valgrind, reserves far more address space.
            if memory and not os.environ.get("PAIBAN_SANITIZED") and not os.environ.get("PAIBAN_WATCHED"):
                resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            for what, value in limits or []:
                resource.setrlimit(what, (value, value))
            if preexec:
                preexec()

        more.setdefault("stdin", subprocess.DEVNULL)
        more.setdefault("stdout", subprocess.PIPE)
        more.setdefault("stderr", subprocess.PIPE)
        if "input" in more:
            del more["stdin"]
        more.setdefault("cwd", self.dir)
        done = subprocess.run([PROGRAM, *args], env=environ, preexec_fn=before,
                              timeout=SECONDS, check=False, **more)
        result = Result(done)
        self.assertIn(result.code, (0, 1, 2, 3), "ended by a signal or an unknown code\n" + result.err)
        self.assertNotIn("Sanitizer", result.err)
        return result

    def assert_said(self, result, code, *parts):
        """A diagnostic with this code was printed (JSON form), and its Chinese text has the parts."""
        found = [o for o in result.objects() if o["code"] == code]
        self.assertTrue(found, f"no {code} in:\n{result.err}")
        for part in parts:
            self.assertTrue(any(part in o["zh"] + o["action"] for o in found),
                            f"{part!r} not said:\n{result.err}")
        return found[0]

    def assert_clear(self, result):
        """Every message is in both languages, has a code and a known level (design 5)."""
        for o in result.objects():
            self.assertEqual(list(o), ["code", "level", "file", "line", "column", "zh", "en",
                                       "action", "action_en"])
            self.assertIn(o["level"], ("error", "warning", "note"))
            self.assertTrue(o["zh"] and o["en"], o)
            self.assertRegex(o["code"], r"^[EWN]\d{4}$")


def main():
    unittest.main(verbosity=1)
