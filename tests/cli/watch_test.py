"""paiban watch: real saves, as editors make them, and what the reader of the proof then has.

Every wait is for something that must come, with a limit that no busy machine meets; nothing is judged by how long it took.
"""

import os
import re
import shutil
import signal
import subprocess
import threading
import time

from paiban import PROGRAM, Case, main, text

LIMIT = 60
LAYOUT = "name: 试\n"


class Watch(Case):
    def start(self, *args, env=None, ready="正在等候"):
        environ = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
        environ.update({"LC_ALL": "zh_CN.UTF-8"}, **(env or {}))
        self.said, self.lock = "", threading.Lock()
        self.child = subprocess.Popen([PROGRAM, "watch", *args], cwd=self.dir, env=environ, stdin=subprocess.DEVNULL,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(self.end)
        self.reader = threading.Thread(target=self.listen, daemon=True)
        self.reader.start()
        self.wait(lambda: ready in self.said)

    def listen(self):
        for line in self.child.stderr:
            with self.lock:
                self.said += line.decode("utf-8", "replace")

    def end(self):
        if self.child.poll() is None:
            self.child.kill()
            self.child.wait()
        self.reader.join(LIMIT)
        self.child.stderr.close()

    def wait(self, condition):
        until = time.monotonic() + LIMIT
        while not condition():
            if time.monotonic() > until or (self.child.poll() is not None and not condition()):
                self.fail(f"it did not come; exit {self.child.poll()}, said:\n{self.said}")
            time.sleep(0.01)

    def rounds(self):
        return len(re.findall(r"^(?:.*: )?共 \d+ 处错误", self.said, re.M))

    def after(self, change):
        """What is said in the round that follows a change."""
        before, at = self.rounds(), len(self.said)
        change()
        self.wait(lambda: self.rounds() > before)
        return self.said[at:]

    def interrupt(self):
        self.child.send_signal(signal.SIGINT)
        self.assertEqual(self.child.wait(LIMIT), 0)
        self.assertEqual([n for n in self.files() if "tmp" in n or "part" in n], [])

    # Ways to save.

    def in_place(self, name, content):
        with open(self.path(name), "r+b") as f:
            f.truncate(0)
            f.write(content.encode())

    def renamed_over(self, name, content):
        self.put(name + ".new~", content)
        os.replace(self.path(name + ".new~"), self.path(name))

    def deleted_first(self, name, content):
        os.remove(self.path(name))
        self.put(name, content)

    def moved_away_first(self, name, content):
        os.rename(self.path(name), self.path(name + "~"))
        self.put(name, content)

    def words(self, pdf="a.pdf"):
        done = subprocess.run(["pdftotext", self.path(pdf), "-"], capture_output=True, text=True, check=True)
        return re.sub(r"\s", "", done.stdout)

    def pictures(self):
        return {name: self.read(name) for name in self.files() if name.startswith("p/")}

    def saves(self, *options):
        self.put("a.txt", text())
        self.start("a.txt", *options)
        for n, save in enumerate((self.in_place, self.renamed_over, self.deleted_first, self.moved_away_first,
                                  self.in_place), 1):
            word = "甲乙丙丁戊"[n - 1] * 3
            said = self.after(lambda: save("a.txt", text().replace("责任编辑", word + "编辑")))
            self.assertIn("已生成 a.pdf", said)
            self.assertRegex(said, r"用时 \d+ 毫秒")
            self.assertNotIn("错误 E", said, save.__name__)
            self.assertIn(word, self.words(), save.__name__)
        self.interrupt()
        self.assertIn("已停止", self.said)

    def test_every_way_to_save(self):
        self.saves()

    def test_every_way_to_save_seen_by_looking(self):
        self.saves("--poll")

    def test_a_broken_save_keeps_the_last_proof(self):
        self.put("a.txt", text())
        self.put("own.yaml", LAYOUT)
        self.start("a.txt", "-l", "own.yaml", "--png", "p", "-o", "a.pdf", "--dpi", "40")
        pdf, png = self.read("a.pdf"), self.read("p/page-1.png")
        said = self.after(lambda: self.in_place("own.yaml", LAYOUT + "papr: 1\n"))
        self.assertRegex(said, r"own\.yaml:2:1: 错误 E\d+.*papr")
        self.assertIn("没有重排", said)
        said = self.after(lambda: self.in_place("own.yaml", LAYOUT + "grid:\n  rows: 20\n"))
        self.assertIn("已生成", said)
        self.assertFalse(self.read("a.pdf") == pdf)
        pdf, png = self.read("a.pdf"), self.read("p/page-1.png")
        said = self.after(lambda: self.renamed_over("a.txt", text().replace("林小禾", "林\u05d0\u05d1禾")))
        self.assertIn("错误", said)
        self.assertIn("未生成 PDF", said)
        self.assertEqual((self.read("a.pdf"), self.read("p/page-1.png")), (pdf, png))
        said = self.after(lambda: os.remove(self.path("a.txt")))
        self.assertIn("E0921", said)
        self.assertTrue(self.read("a.pdf") == pdf)
        said = self.after(lambda: self.put("a.txt", text()))
        self.assertIn("已生成", said)
        self.assertTrue(self.read("a.pdf") == pdf)
        self.interrupt()

    def test_only_what_is_new_or_gone_is_said(self):
        issue = text().replace("责任编辑", "责任编辑 ")
        self.put("a.txt", issue)
        self.start("a.txt")
        first = self.said
        self.assertRegex(first, "说明 N")
        self.assertNotIn("相同", first)
        # The same text a line further down: nothing new.
        said = self.after(lambda: self.renamed_over("a.txt", "\n" + issue))
        self.assertNotRegex(said, r": (说明|提醒) [NW]")
        self.assertRegex(said, "另有 [0-9]+ 处提醒、说明与上次相同")
        self.assertNotIn("已消除", said)
        # An ellipsis of dots is a new note, and gone when it is mended.
        dots = issue.replace("。", "...", 1)
        said = self.after(lambda: self.renamed_over("a.txt", dots))
        self.assertEqual(re.findall(r": (?:说明|提醒) ([NW]\d+)", said), ["N0234"])
        said = self.after(lambda: self.renamed_over("a.txt", issue))
        self.assertIn("已消除：说明 N0234", said)
        # An error is said each time, until it is mended.
        bad = issue.replace("责任编辑", "\u05d0\u05d1责任编辑")
        for _ in range(2):
            bad += "\n"
            self.assertIn(": 错误 E", self.after(lambda: self.renamed_over("a.txt", bad)))
        self.assertIn("已消除：错误 E", self.after(lambda: self.renamed_over("a.txt", issue)))
        self.interrupt()

    def test_other_forms_repeat_all(self):
        self.put("a.txt", text() + "\n完...\n")
        self.start("a.txt", "--diagnostics", "json", ready='"N0234"')
        self.renamed_over("a.txt", text() + "\n\n完...\n")
        self.wait(lambda: self.said.count('"N0234"') == 2)
        self.interrupt()

    def test_what_a_layout_extends_and_the_fontset(self):
        data = os.environ["PAIBAN_DATA"]
        shutil.copytree(os.path.join(data, "layouts"), self.path("data/layouts"))
        shutil.copytree(os.path.join(data, "fonts"), self.path("data/fonts"))
        self.put("a.txt", text())
        self.put("up/parent.yaml", LAYOUT)
        self.put("own.yaml", "extends: up/parent.yaml\n")
        self.start("a.txt", "-l", "./own.yaml", env={"PAIBAN_DATA": self.path("data")})
        first = self.read("a.pdf")
        self.after(lambda: self.renamed_over("up/parent.yaml", LAYOUT + "grid:\n  cells: 26\n"))
        second = self.read("a.pdf")
        self.assertFalse(first == second)
        with open(self.path("data/fonts/fandol.yaml"), encoding="utf-8") as f:
            fontset = f.read()
        self.after(lambda: self.in_place("data/fonts/fandol.yaml", fontset.replace("FandolFang", "FandolKai")))
        self.assertIn(b"FandolKai", self.read("a.pdf"))
        self.assertNotIn(b"FandolFang", self.read("a.pdf"))
        self.interrupt()

    def test_an_image_of_the_text(self):
        samples = os.path.join(os.environ["PAIBAN_DATA"], "samples")
        for name in ("figure.txt", "dike.png"):
            shutil.copy(os.path.join(samples, name), self.dir)
        self.start("figure.txt", "--png", "p", "--dpi", "40")
        before = self.pictures()
        # Another picture in its place; then none; then the first again.
        self.run_paiban("render", "figure.txt", "--png", "other", "--dpi", "300", "--pages", "1")
        said = self.after(lambda: os.replace(self.path("other/page-1.png"), self.path("dike.png")))
        self.assertIn("已生成", said)
        self.assertFalse(self.pictures() == before)
        said = self.after(lambda: os.remove(self.path("dike.png")))
        self.assertIn("dike.png", said)
        self.after(lambda: shutil.copy(os.path.join(samples, "dike.png"), self.dir))
        self.assertTrue(self.pictures() == before)
        self.interrupt()

    def test_only_the_changed_input(self):
        self.put("a.txt", text())
        self.put("b.txt", text())
        self.start("a.txt", "b.txt")
        said = self.after(lambda: self.in_place("b.txt", text() + "\n"))
        self.assertIn("b.txt", said)
        self.assertNotIn("a.txt", said)
        before = self.rounds()
        self.put("c.txt", text())
        os.utime(self.path("a.pdf"))
        said = self.after(lambda: self.in_place("a.txt", text() + "\n"))
        self.assertEqual(self.rounds(), before + 1, said)  # nothing for c.txt and a.pdf
        self.interrupt()

    def test_pictures_of_pages_that_are_gone(self):
        long = text().replace("责任编辑", "\n" + "河长巡河护水。" * 400 + "\n\n责任编辑")
        self.put("a.txt", long)
        self.put("p/page-9.png", "not ours")
        self.start("a.txt", "--png", "p", "--dpi", "30")
        many = len(self.files())
        self.after(lambda: self.in_place("a.txt", text()))
        self.assertLess(len(self.files()), many)
        self.assertEqual(self.read("p/page-9.png"), b"not ours")
        self.interrupt()

    def test_what_cannot_begin(self):
        r = self.run_paiban("watch", "no.txt")
        self.assertEqual(r.code, 3)
        self.assertIn("E0921", r.err)
        self.put("a.txt", text())
        for wrong in (("-", "-o", "x.pdf"), ("a.txt", "-o", "-"), ("a.txt", "--png", "-")):
            r = self.run_paiban("watch", *wrong)
            self.assertEqual(r.code, 2, wrong)
            self.assertIn("E0944", r.err)
        r = self.run_paiban("watch", "a.txt", "-o", "no/such/x.pdf")
        self.assertEqual(r.code, 3)


if __name__ == "__main__":
    main()
