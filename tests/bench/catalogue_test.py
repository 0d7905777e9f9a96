"""The generator of catalogues: the same bytes from the same arguments; its good issues render, and of its damaged ones each is
refused for the reason that its manifest names."""

import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "cli"))
import paiban  # noqa: E402 (its folder has to be named first)

GENERATOR = os.path.join(HERE, "catalogue.py")


class Catalogue(paiban.Case):
    def make(self, name, seed, hash_seed="0"):
        environ = dict(os.environ, PYTHONHASHSEED=hash_seed)
        subprocess.run([sys.executable, GENERATOR, self.path(name), "--issues", "60", "--seed", str(seed), "--damaged", "30"],
                       check=True, env=environ, stdout=subprocess.DEVNULL, timeout=paiban.SECONDS)
        return {f[len(name) + 1:]: self.read(f) for f in self.files() if f.startswith(name + os.sep)}

    def test_same_arguments_same_bytes(self):
        one = self.make("one", 5)
        self.assertEqual(len(one), 61)
        self.assertEqual(one, self.make("two", 5, "77"))
        self.assertNotEqual(one, self.make("other", 6))

    def test_issues_end_as_the_manifest_says(self):
        rows = [json.loads(line) for line in self.make("c", 5)["manifest.jsonl"].splitlines()]
        self.assertGreater(sum(row["state"] == "damaged" for row in rows), 10)
        self.assertGreater(len({row["encoding"] for row in rows}), 3)
        for row in rows:
            done = self.run_paiban("render", os.path.join("c", row["file"]), "-o", "x.pdf", "--diagnostics", "json")
            errors = {code for code in done.codes() if code.startswith("E")}
            self.assertEqual((done.code, errors), (1, {row["code"]}) if row["code"] else (0, set()), row)
            self.assertEqual(os.path.exists(self.path("x.pdf")), row["code"] is None)
            if row["code"] is None:
                os.remove(self.path("x.pdf"))


if __name__ == "__main__":
    paiban.main()
