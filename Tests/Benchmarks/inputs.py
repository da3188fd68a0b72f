"""The files that are measured: made once, kept, and made again when a maker changes."""

import hashlib
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# What the generator must give, so that figures of different machines are of the same records.
KNOWN = {
    10_000: "3c283446612ed6e35d4221a98cd94bf1",
    100_000: "bfd063cc443f3affa61ded29f4895893",
    1_000_000: "1909488744d645e920edcd10d0492473",
    10_000_000: "5f0f931dd4edc9feb79cb1654e723e84",
}
BYTES_A_RECORD = 80


def digest(path):
    md5 = hashlib.md5(usedforsecurity=False)
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            md5.update(block)
    return md5.hexdigest()


class Inputs:
    def __init__(self, folder, say):
        self.folder = folder
        self.say = say
        os.makedirs(folder, exist_ok=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def made(self, name, script, words, beside=()):
        """The path of a file that a script makes, with the files that it makes beside it.

        In `words`, `{}` stands for the file, `{0}` and so on for those beside it. A file is whole
        when its mark is there; the mark says by which script and words it was made.
        """
        path = self.path(name)
        mark = self.path(f".{name}.mark")
        maker = os.path.join(HERE, script)
        wanted = digest(maker) + " " + " ".join(words)
        if script != "cascades.py":
            wanted += " " + digest(os.path.join(HERE, "cascades.py"))
        if all(os.path.exists(self.path(n)) for n in (name, *beside)) and os.path.exists(mark):
            with open(mark, encoding="utf-8") as file:
                if file.read() == wanted:
                    return path
        self.say(f"making {name}")
        files = [self.path(n) for n in beside]
        places = {"{}": path, **{"{%d}" % i: file for i, file in enumerate(files)}}
        subprocess.run(
            [sys.executable, maker, *(places.get(word, word) for word in words)], check=True,
            stdout=subprocess.DEVNULL)
        with open(mark, "w", encoding="utf-8") as file:
            file.write(wanted)
        return path

    def cascade(self, count, form="cascade"):
        if shutil.disk_usage(self.folder).free < 2 * BYTES_A_RECORD * count:
            raise SystemExit(f"bench: too little room in {self.folder} for {count} records")
        name = f"{form}-{count}.csv"
        is_known = form == "cascade" and count in KNOWN
        is_new = not os.path.exists(self.path(name))
        path = self.made(name, "cascades.py", [str(count), "{}", "--form", form])
        if is_known and is_new and digest(path) != KNOWN[count]:
            raise SystemExit(f"bench: {path} is not what the generator gives elsewhere")
        return path

    def ndjson(self, count):
        name = f"cascade-{count}.ndjson"
        path = self.made(
            name, "cascades.py", [str(count), os.devnull, "--ndjson", "{}"])
        return path

    def shape(self, shape, count):
        """The records and the entities of a shape."""
        entities = f"{shape}-{count}-entities.csv"
        path = self.made(
            f"{shape}-{count}.csv", "shapes.py", [shape, str(count), "{}", "--entities", "{0}"],
            [entities])
        return path, self.path(entities)

    def zones(self, cascade):
        """Options that put whoever is called `x…` outside and everyone else inside."""
        stem = os.path.splitext(os.path.basename(cascade))[0]
        entities = self.made(f"{stem}-outside.csv", "outside.py", [cascade, "{}"])
        case = self.path("inside.yaml")
        with open(case, "w", encoding="utf-8") as file:
            file.write("default_zone: internal\n")
        return ["--entities", entities, "--case", case]

    def weibo(self, source):
        """Folder with the cascades of Weibo as records."""
        self.made(
            "weibo.csv", "weibo.py", [source, self.folder],
            ["weibo.ndjson", "weibo-edges.csv", "weibo-expected.csv"])
        return self.folder
