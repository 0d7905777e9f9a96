"""What the tests of paiban batch share: invented issues, and a place to render archives in."""

import os
import struct
import subprocess
import zlib

from paiban import SYSTEM_FONTS, Case

WATCHED = bool(os.environ.get("PAIBAN_SANITIZED") or os.environ.get("PAIBAN_WATCHED"))


def issue(n, body="县水务局组织人员对全县河道开展汛前检查，发现问题及时整改。"):
    return (f"清溪简讯\n\n第 {n} 期\n\n清溪县人民政府办公室\n\n2021 年 5 月 {n % 28 + 1} 日\n\n县水务局抓实汛前准备\n\n"
            f"{body}（县水务局）\n\n发：各乡镇\n")


def font(name):
    folders = [f for f in SYSTEM_FONTS.split(":") if os.path.isdir(f)]
    return subprocess.run(["find", "-L", *folders, "-name", name], capture_output=True, check=False).stdout.decode().splitlines()[0]


def picture(grey=0x80):
    """A PNG of 1600 by 1200 grey pixels."""
    def part(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + part(b"IHDR", struct.pack(">IIBBBBB", 1600, 1200, 8, 0, 0, 0, 0)) +
            part(b"IDAT", zlib.compress((b"\0" + bytes([grey]) * 1600) * 1200)) + part(b"IEND", b""))


class Batch(Case):
    def archive(self, n=4, top="in"):
        for i in range(1, n + 1):
            self.put(f"{top}/{2020 + i % 2}/{i:02}.txt", issue(i))

    def batch(self, *args, **more):
        return self.run_paiban("batch", *args, "--lang", "en", **more)

    def pdfs(self, top="out"):
        return {name: self.read(name) for name in self.files() if name.startswith(top + "/") and name.endswith(".pdf")}

    def stamps(self):
        return {name: os.stat(self.path(name)).st_mtime_ns for name in self.pdfs()}
