"""paiban batch from outside: what is rendered, what one bad issue costs, and what the run says."""

import base64
import csv
import hashlib
import io
import json
import os
import re
import resource
import struct
import subprocess
import time
import unittest

from batches import WATCHED, Batch, issue, picture
from paiban import PROGRAM, bound_by_permissions, main, without_power


class Rendering(Batch):
    def test_mirrors_the_tree_with_the_bytes_of_render(self):
        self.archive()
        r = self.batch("in", "-o", "out")
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual(sorted(self.pdfs()), ["out/2020/02.pdf", "out/2020/04.pdf", "out/2021/01.pdf", "out/2021/03.pdf"])
        self.assertEqual(self.run_paiban("render", "in/2020/02.txt", "-o", "one.pdf").code, 0)
        self.assertEqual(self.read("one.pdf"), self.read("out/2020/02.pdf"))

    def test_workers_and_order_leave_no_trace(self):
        self.archive(7)
        self.assertEqual(self.batch("in", "-o", "out", "-j", "1").code, 0)
        self.assertEqual(self.batch("in", "-o", "two", "-j", "3").code, 0)
        names = sorted(n for n in self.files() if n.startswith("in/"))
        self.put("all.list", "\n".join(n[3:] for n in reversed(names)) + "\n")
        os.rename(self.path("all.list"), self.path("in/all.list"))
        r = self.run_paiban("batch", "all.list", "-o", "../three", cwd=self.path("in"))
        self.assertEqual(r.code, 0, r.err)
        first = list(self.pdfs().values())
        self.assertEqual(len(set(first)), 7)
        self.assertEqual(list(self.pdfs("two").values()), first)
        self.assertEqual(list(self.pdfs("three").values()), first)

    def test_list_on_standard_input(self):
        self.archive(2)
        for end in (b"\n", b"\r\n", b"\0"):
            r = self.batch("-", "-o", "out", input=end.join([b"in/2020/02.txt", b"./in/2021/01.txt", b""]))
            self.assertEqual(r.code, 0, r.err)
            self.assertEqual(sorted(self.pdfs()), ["out/in/2020/02.pdf", "out/in/2021/01.pdf"])

    def test_no_name_leads_out_of_the_output(self):
        self.put("a.txt", issue(1))
        os.mkdir(self.path("deep"))
        r = self.run_paiban("batch", "../a.txt", self.path("a.txt"), "-o", "out", cwd=self.path("deep"))
        self.assertEqual(r.code, 0, r.err)
        self.assertEqual([n for n in self.files() if n.endswith(".pdf")],
                         ["deep/out/a.pdf", "deep/out/" + self.path("a.pdf").lstrip("/")])

    def test_what_is_no_issue_is_said(self):
        self.archive(1)
        self.put("in/plan.docx", b"PK")
        self.put("in/scan.jpg", b"x")
        self.put("in/.hidden.txt", issue(9))
        r = self.batch("in", "-o", "out")
        self.assertEqual(r.code, 0, r.err)
        self.assertIn("N0955", r.err)
        self.assertIn(".docx 1", r.err)
        self.assertEqual(len(self.pdfs()), 1)

    def test_match(self):
        self.archive(3)
        self.put("in/2020/note.md", issue(8))
        self.assertEqual(self.batch("in", "-o", "out", "--match", "2020/*", "--match", "03.*").code, 0)
        self.assertEqual(sorted(self.pdfs()), ["out/2020/02.pdf", "out/2020/note.pdf", "out/2021/03.pdf"])

    def test_of_two_with_one_name_the_first_has_it(self):
        self.put("in/a.md", issue(1))
        self.put("in/a.txt", issue(2))
        for jobs in ("1", "2"):
            r = self.batch("in", "-o", "out" + jobs, "-j", jobs, "--match", "*")
            self.assertEqual(r.code, 1)
            self.assertIn("in/a.txt: error E0946", r.err)
            self.assertEqual(self.run_paiban("render", "in/a.md", "-o", "one.pdf").code, 0)
            self.assertEqual(self.read(f"out{jobs}/a.pdf"), self.read("one.pdf"))

    def test_an_output_of_another_text_is_not_taken(self):
        self.put("one/a.txt", issue(1))
        self.put("two/a.txt", issue(2))
        self.assertEqual(self.batch("one", "-o", "out").code, 0)
        before = self.read("out/a.pdf")
        r = self.batch("two", "-o", "out")
        self.assertEqual(r.code, 1)
        self.assertIn("E0946", r.err)
        self.assertEqual(self.read("out/a.pdf"), before)
        os.remove(self.path("one/a.txt"))
        self.assertEqual(self.batch("two", "-o", "out").code, 0)
        self.assertNotEqual(self.read("out/a.pdf"), before)


class Errors(Batch):
    def test_one_bad_issue_costs_itself(self):
        self.archive(3)
        self.put("in/2020/00.txt", b"")
        self.put("in/gone.list", "in/2020/00.txt\nin/2020/02.txt\nin/nowhere.txt\nin/2021/01.txt\n")
        r = self.batch("in/gone.list", "-o", "out", "-j", "2")
        self.assertEqual(r.code, 1)
        lines = r.err.splitlines()
        self.assertIn("E0101", lines[0])
        self.assertIn("in/nowhere.txt: error E0921", lines[1])
        self.assertEqual(len(self.pdfs()), 2)
        self.assertIn("4 issues: 2 done", r.err)

    def test_json_line_for_each_issue_in_order(self):
        self.archive(4)
        self.put("in/2020/00.txt", b"")
        for _ in range(2):  # what is known from an earlier run is said again
            r = self.batch("in", "-o", "out", "--diagnostics", "json", "-j", "2")
            self.assertEqual(r.code, 1)
            lines = [json.loads(line) for line in r.err.splitlines()]
            self.assertEqual([o["source"] for o in lines],
                             [f"in/{n}.txt" for n in ("2020/00", "2020/02", "2020/04", "2021/01", "2021/03")])
            self.assertEqual([o["state"] for o in lines], ["errors"] + ["done"] * 4)
            self.assertEqual(lines[0]["diagnostics"][0]["code"], "E0101")
            self.assertEqual(list(lines[0]["diagnostics"][0]),
                             ["code", "level", "file", "line", "column", "zh", "en", "action", "action_en"])
            self.assertEqual(lines[1]["pages"], 1)

    def test_usage(self):
        for args in (["in"], ["in", "-o", "out", "-j", "0"], ["in", "-o", "out", "--shard", "3/2"], ["-o", "out"],
                     ["in", "-o", "out", "--limit-time", "0"]):
            self.assertEqual(self.batch(*args).code, 2, args)
        self.assertEqual(self.batch("nowhere", "-o", "out").code, 3)
        os.mkdir(self.path("empty"))
        r = self.batch("empty", "-o", "out")
        self.assertEqual(r.code, 1)
        self.assertIn("E0956", r.err)

    def test_layout_with_errors(self):
        self.archive(1)
        self.put("bad.yaml", "page: 3\n")
        r = self.batch("in", "-o", "out", "-l", "./bad.yaml")
        self.assertEqual(r.code, 1)
        self.assertEqual(self.pdfs(), {})

    def test_fail_fast(self):
        self.archive(6)
        self.put("in/2020/00.txt", b"")
        r = self.batch("in", "-o", "out", "-j", "1", "--fail-fast")
        self.assertEqual(r.code, 1)
        self.assertEqual(self.pdfs(), {})
        self.assertIn("6 left", r.err)


@unittest.skipIf(WATCHED, "the limits are about the program as it is built for use")
class Poison(Batch):
    def setUp(self):
        super().setUp()
        self.archive(3)
        self.put("in/2020/03.txt", issue(3, "全县各乡镇要压实责任，落实措施，确保安全度汛。\n" * 60000))

    def judge(self, r, code):
        self.assertEqual(r.code, 1, r.err)
        self.assertIn(f"in/2020/03.txt: error {code}", r.err)
        self.assertEqual(r.err.count("error E"), 1, r.err)
        self.assertEqual(sorted(self.pdfs()), ["out/2020/02.pdf", "out/2021/01.pdf", "out/2021/03.pdf"])

    def test_time(self):
        self.judge(self.batch("in", "-o", "out", "--limit-time", "0.3"), "E0948")
        before = self.stamps()
        # The next run tries again what the limit stopped, and nothing else.
        r = self.batch("in", "-o", "out", "--limit-time", "0.4")
        self.judge(r, "E0948")
        self.assertEqual(self.stamps(), before)

    def test_memory(self):
        self.judge(self.batch("in", "-o", "out", "--limit-memory", "48", "-j", "1"), "E0949")

    @unittest.skipUnless(bound_by_permissions(), "root here is bound by nothing")
    def test_a_file_that_may_not_be_read(self):
        self.put("in/2020/03.txt", issue(3))
        os.chmod(self.path("in/2020/03.txt"), 0)
        self.judge(self.batch("in", "-o", "out", preexec=without_power), "E0923")
        os.chmod(self.path("in/2020/03.txt"), 0o644)
        self.assertEqual(self.batch("in", "-o", "out").code, 0)
        self.assertEqual(len(self.pdfs()), 4)

    def test_a_pipe_is_not_waited_for(self):
        os.remove(self.path("in/2020/03.txt"))
        os.mkfifo(self.path("in/2020/03.txt"))
        self.put("all.list", "in/2020/03.txt\nin/2020/02.txt\nin/2021/01.txt\nin/2021/03.txt\n")
        r = self.batch("all.list", "-o", "out")
        self.assertEqual(r.code, 1)
        self.assertIn("E0922", r.err)
        self.assertEqual(len(self.pdfs()), 3)


class Looking(Batch):
    def test_verify(self):
        self.archive(4)
        self.assertEqual(self.batch("in", "-o", "out").code, 0)
        r = self.run_paiban("verify", "out", "--lang", "en")
        self.assertEqual(r.code, 0, r.err)
        self.assertIn("4 PDFs are whole, 0 are not", r.err)
        os.remove(self.path("out/2020/02.pdf"))
        data = bytearray(self.read("out/2021/03.pdf"))
        data[-1] ^= 1
        self.put("out/2021/03.pdf", bytes(data))
        r = self.run_paiban("verify", "out", "--diagnostics", "json")
        self.assertEqual(r.code, 1)
        self.assertEqual(r.codes(), ["E0958", "E0957"])
        self.assertEqual(self.run_paiban("verify", "in").code, 3)

    def test_status(self):
        self.archive(300)
        self.assertEqual(self.batch("--status", "out").code, 3)
        env = {**os.environ, "LC_ALL": "C.UTF-8"}
        run = subprocess.Popen([PROGRAM, "batch", "in", "-o", "out", "-j", "1"], cwd=self.dir, env=env,
                               stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        while len(self.pdfs()) < 2:
            time.sleep(0.01)
        r = self.batch("--status", "out")
        self.assertRegex(r.out.decode(), r"^running, 300 issues, \d+ done, 0 with errors, 0 failed, \d+ left")
        run.kill()
        run.wait()
        r = self.batch("--status", "out")
        self.assertEqual(r.code, 3)
        self.assertRegex(r.out.decode(), r"^interrupted, 300 issues, \d+ done, 0 with errors, 0 failed, \d+ left$")
        self.put("in/2020/00.txt", "")
        self.batch("in", "-o", "out")
        r = self.batch("--status", "out")
        self.assertEqual(r.code, 1)
        self.assertEqual(r.out.decode(), "complete, 301 issues, 300 done, 1 with errors, 0 failed, 0 left\n")


class Names(Batch):
    def named(self, template, *args):
        return self.batch("in", "-o", "out", "--name", template, *args)

    def test_template(self):
        self.archive(3)
        self.put("in/bare.txt", issue(4).replace("第 4 期", ""))
        r = self.named("{year}/{name}-{number:03}.pdf", "-j", "2")
        self.assertEqual(r.code, 1)
        self.assertIn("in/bare.txt: error E0953", r.err)
        self.assertIn("{number}", r.err)
        self.assertEqual(sorted(self.pdfs()), [f"out/2021/清溪简讯-00{i}.pdf" for i in (1, 2, 3)])
        self.assertEqual(self.run_paiban("render", "in/2020/02.txt", "-o", "one.pdf").code, 0)
        self.assertEqual(self.read("one.pdf"), self.read("out/2021/清溪简讯-002.pdf"))
        before = self.stamps()
        self.named("{year}/{name}-{number:03}.pdf")
        self.assertEqual(self.stamps(), before)

    def test_the_first_input_has_the_name_whatever_is_ready_first(self):
        # The first is long, so that a second worker is done with the other one before.
        self.put("in/a.txt", issue(7, "全县各乡镇要压实责任，落实措施。\n" * 2000))
        self.put("in/b.txt", issue(7))
        for jobs in ("1", "2"):
            r = self.batch("in", "-o", "out" + jobs, "--name", "{number}", "-j", jobs)
            self.assertEqual(r.code, 1)
            self.assertIn("in/b.txt: error E0946", r.err)
            self.assertEqual(list(self.pdfs("out" + jobs)), [f"out{jobs}/7.pdf"])
            self.assertGreater(len(self.read(f"out{jobs}/7.pdf")), 200_000)

    def test_a_text_cannot_lead_out(self):
        self.put("in/a.txt", issue(7).replace("清溪简讯", "../../清溪/简讯"))
        self.named("{name}")
        self.assertFalse([n for n in self.files() if n.endswith(".pdf") and not n.startswith("out/")])

    def test_wrong_template(self):
        self.archive(1)
        for template in ("{nmae}", "{number:3}", "{year", "}", "/tmp/{name}", "{name:03}"):
            self.assertEqual(self.named(template).code, 2, template)


class Shards(Batch):
    def test_any_number_gives_the_same(self):
        self.archive(9)
        self.put("in/2020/00.txt", "")
        self.assertEqual(self.batch("in", "-o", "out").code, 1)
        whole, report = self.pdfs(), self.told("out")
        for n in (2, 5):
            each = []
            for i in range(n, 0, -1):
                r = self.batch("in", "-o", f"by{n}", "--shard", f"{i}/{n}")
                self.assertIn(r.code, (0, 1), r.err)
                each.append(len(self.told(f"by{n}/.paiban/{i}-of-{n}")))
                if i == 2:
                    r = self.batch("--merge", f"by{n}")
                    self.assertEqual(r.code, 3)
                    self.assertIn("E0694", r.err)
            self.assertEqual(sum(each), 10)
            self.assertLess(max(each), 10)
            r = self.batch("--merge", f"by{n}")
            self.assertEqual(r.code, 1, r.err)
            self.assertIn("10 issues: 9 done", r.err)
            self.assertEqual({k.split("/", 1)[1]: v for k, v in self.pdfs(f"by{n}").items()},
                             {k.split("/", 1)[1]: v for k, v in whole.items()})
            self.assertEqual(self.told(f"by{n}"), report)
            self.assertIn("00.txt", self.read(f"by{n}/report.html").decode())
            self.assertEqual(self.run_paiban("verify", f"by{n}").code, 0)
            self.assertIn(f"{n}-of-{n}: complete", self.batch("--status", f"by{n}").out.decode())

    def told(self, top):
        """issues.jsonl without the times in it."""
        lines = [json.loads(line) for line in self.read(top + "/issues.jsonl").decode().splitlines()]
        return [{k: v for k, v in o.items() if k != "ms"} for o in lines]

    def test_at_the_same_time(self):
        self.archive(8)
        self.assertEqual(self.batch("in", "-o", "out").code, 0)
        env = {**os.environ, "LC_ALL": "C.UTF-8"}
        runs = [subprocess.Popen([PROGRAM, "batch", "in", "-o", "two", "-j", "1", "--shard", f"{i}/3"], cwd=self.dir, env=env,
                                 stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL) for i in (1, 2, 3)]
        self.assertEqual([run.wait() for run in runs], [0, 0, 0])
        self.assertEqual(list(self.pdfs("two").values()), list(self.pdfs().values()))


class Reports(Batch):
    def test_three_reports(self):
        self.archive(3)
        self.put("in/2020/00<b>.txt", "")
        self.put("in/2020/01.txt", issue(4).replace("第 4 期", ""))
        self.assertEqual(self.batch("in", "-o", "out").code, 1)
        lines = [json.loads(line) for line in self.read("out/issues.jsonl").decode().splitlines()]
        self.assertEqual([o["state"] for o in lines], ["errors", "done", "done", "done", "done"])
        self.assertEqual(lines[2]["sha256"], hashlib.sha256(self.read("out/2020/02.pdf")).hexdigest())
        rows = list(csv.DictReader(io.StringIO(self.read("out/report.csv").decode("utf-8-sig"), newline="")))
        self.assertEqual([(r["state"], r["pages"]) for r in rows], [("errors", "0")] + [("done", "1")] * 4)
        self.assertIn("E0101", rows[0]["codes"])
        page = self.read("out/report.html").decode()
        self.assertIn("00&lt;b&gt;.txt", page)
        self.assertNotIn("00<b>", page)
        for outside in ("<script", "http://", "https://", "<link"):
            self.assertNotIn(outside, page)
        # What needs a person first: the error, then the issue with a warning; clean ones not at all.
        heads = re.findall(r"<h3>(?:<a [^>]*>)?([^<]*)", page)
        self.assertEqual(heads, ["in/2020/00&lt;b&gt;.txt ", "in/2020/01.txt"])
        self.assertRegex(page, r"<code>E0101</code></td><td>[^<]*</td><td class=\"n\">1</td>")
        self.assertIn("W0203", page)

    def test_pictures_of_the_pages_that_need_a_look(self):
        body = "县水务局组织人员对全县河道开展汛前检查，发现问题及时整改。" * 60
        self.put("in/1.txt", issue(1))
        self.put("in/2.txt", issue(2, body + "\n\n整改到位“不留死角。\n\n" + body))
        self.put("in/3.txt", "")

        def shown():
            page = self.read("out/report.html").decode()
            return [(re.search(r"in/\d\.txt", part).group(), base64.b64decode(png)) for part in page.split("<article>")[1:]
                    for png in re.findall(r'src="data:image/png;base64,([^"]*)"', part)]

        self.assertEqual(self.batch("in", "-o", "out").code, 1)
        (name, png), = shown()  # what has no page has no picture, what needs no look neither
        self.assertEqual(name, "in/2.txt")
        self.assertEqual(struct.unpack(">II", png[16:24]), (199, 281))
        # It is the page that the warning is about: the one proof of that issue that looks like it.
        self.assertEqual(self.run_paiban("render", "in/2.txt", "--png", "png", "--dpi", "24").code, 0)
        same = [n for n in self.files() if n.startswith("png/") and self.read(n) == png]
        pages = json.loads(self.run_paiban("dump", "pages", "in/2.txt").out)["pages"]
        there = [p["number"] for p in pages if any("不留死角" in line["text"] for line in p["lines"])]
        self.assertEqual(same, [f"png/page-{there[0]}.png"])
        self.assertNotEqual(there, [1])
        # Kept by the journal: a run that has nothing to do shows the same.
        self.assertEqual(self.batch("in", "-o", "out").code, 1)
        self.assertEqual(shown(), [(name, png)])

    def test_in_the_language_of_whoever_reads(self):
        self.archive(1)
        self.run_paiban("batch", "in", "-o", "out", "--lang", "zh")
        self.assertIn("成批排印报告", self.read("out/report.html").decode())

    def test_an_interrupted_run_reports_what_is_left(self):
        self.archive(4)
        self.put("in/2020/00.txt", "")
        self.batch("in", "-o", "out", "-j", "1", "--fail-fast")
        states = [json.loads(line)["state"] for line in self.read("out/issues.jsonl").decode().splitlines()]
        self.assertEqual(states, ["errors"] + ["left"] * 4)


class Outside(Batch):
    def test_full_disk(self):
        self.archive(4)
        r = self.batch("in", "-o", "out", limits=[(resource.RLIMIT_FSIZE, 100_000)])
        self.assertEqual(r.code, 3, r.err)
        self.assertRegex(r.err, "E0934|E0950")
        self.assertEqual(self.pdfs(), {})
        self.assertFalse([n for n in self.files() if n.endswith(".tmp")])
        self.assertEqual(self.batch("in", "-o", "out").code, 0)
        self.assertEqual(len(self.pdfs()), 4)

    @unittest.skipUnless(bound_by_permissions(), "root here is bound by nothing")
    def test_read_only_output(self):
        self.archive(2)
        self.assertEqual(self.batch("in", "-o", "out").code, 0)
        whole = self.pdfs()
        os.remove(self.path("out/2020/02.pdf"))
        for folder, _, names in os.walk(self.path("out")):
            os.chmod(folder, 0o555)
        try:
            r = self.batch("in", "-o", "out", preexec=without_power)
            self.assertEqual(r.code, 3, r.err)
            r = self.batch("in", "-o", "out/new", preexec=without_power)
            self.assertEqual(r.code, 3, r.err)
            self.assertIn("E0933", r.err)
        finally:
            for folder, _, names in os.walk(self.path("out")):
                os.chmod(folder, 0o755)
        self.assertEqual(self.batch("in", "-o", "out").code, 0)
        self.assertEqual(self.pdfs(), whole)


if __name__ == "__main__":
    main()
