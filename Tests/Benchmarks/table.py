#!/usr/bin/env python3
"""Lay out what was measured.

    table.py RESULTS.json [--lang en|zh] [--into README]

prints the section of the READMEs on speed from what the benchmark kept, or puts it into a README in
place of the section that is there.
"""

import argparse
import json
import unicodedata
from dataclasses import asdict, dataclass


@dataclass
class Row:
    """One comparison.

    `kind` says what was done, `count` with how many records, `other` what it is compared with.
    `ours` and `theirs` are seconds or bytes, as `unit` says. `sense` is `least` where the ratio must
    be at least `bar`, `most` where it must be at most `bar`; without a bar nothing is asked.
    """

    kind: str
    count: int
    other: str
    ours: float = None
    theirs: float = None
    ratio: float = None
    bar: float = None
    sense: str = "least"
    unit: str = "s"
    note: str = ""

    @property
    def met(self):
        if self.bar is None or self.ratio is None:
            return None
        return self.ratio >= self.bar if self.sense == "least" else self.ratio <= self.bar


WORK = {
    "en": {
        "trace": "trace", "zones": "trace, 3 % declared outside", "ndjson": "trace of NDJSON",
        "growth": "growth", "memory": "most memory", "start": "--version",
        "weibo": "Weibo cascades, one case", "cases": "Weibo cascades, 1,849 cases",
        "chain": "chain", "open-chain": "chain, no parents", "star": "star",
        "hub": "half to one person, who passes on half", "group": "posts in one group",
        "day": "one day, no parents", "days": "times as days, no parents",
        "unnamed": "unnamed actors", "timeless": "no times", "loose": "no times, no parents",
        "records": "records", "work": "work", "ours": "repost-tracer", "other": "against",
        "theirs": "", "ratio": "ratio", "bar": "bar", "met": "",
        "yes": "met", "no": "MISSED", "none": "not measured",
        "least": "≥ {}", "most": "≤ {}",
    },
    "zh": {
        "trace": "trace", "zones": "trace，3 % 声明在外", "ndjson": "trace，NDJSON",
        "growth": "增长", "memory": "内存峰值", "start": "--version",
        "weibo": "微博级联，一个案件", "cases": "微博级联，1,849 个案件",
        "chain": "单链", "open-chain": "单链，无来源记录", "star": "星形",
        "hub": "一半发给一人，再由其发出一半", "group": "同一群内的帖子",
        "day": "同一天，无来源记录", "days": "时间只到日，无来源记录",
        "unnamed": "无名发送人", "timeless": "无时间", "loose": "无时间、无来源记录",
        "records": "记录数", "work": "工作", "ours": "repost-tracer", "other": "对比",
        "theirs": "", "ratio": "比值", "bar": "标准", "met": "",
        "yes": "达到", "no": "未达到", "none": "未测",
        "least": "≥ {}", "most": "≤ {}",
    },
}
OTHER = {
    "zh": {
        "C floor": "C 下限", "cascade of that size": "同样大小的生成案件",
        "bytes a record": "每条记录的字节数",
    }
}


def quantity(value, unit):
    if value is None:
        return ""
    if unit == "bytes":
        return f"{value / (1 << 20):,.0f} MiB"
    if value < 0.0995:
        return f"{value * 1000:.1f} ms" if value < 0.00995 else f"{value * 1000:.0f} ms"
    return f"{value:.2f} s" if value < 9.95 else f"{value:.0f} s"


def number(value):
    if value is None:
        return ""
    if value >= 99.5:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 9.95 else f"{value:.2f}"


def cells(row, language):
    words = WORK[language]
    met = {True: words["yes"], False: words["no"], None: ""}[row.met]
    if row.ours is None or (row.ratio is None and row.other):
        met = words["none"]
    if row.note:
        met = f"{met}: {row.note}" if met else row.note
    return [
        words[row.kind], f"{row.count:,}" if row.count else "", quantity(row.ours, row.unit),
        OTHER.get(language, {}).get(row.other, row.other), quantity(row.theirs, row.unit),
        number(row.ratio), words[row.sense].format(f"{row.bar:g}") if row.bar is not None else "",
        met]


RIGHT = (1, 2, 4, 5, 6)
HEADINGS = ("work", "records", "ours", "other", "theirs", "ratio", "bar", "met")


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def padded(text, size, is_right):
    space = " " * (size - width(text))
    return space + text if is_right else text + space


def terminal(rows):
    """A plain table."""
    table = [[WORK["en"][name] for name in HEADINGS]] + [cells(row, "en") for row in rows]
    sizes = [max(width(line[i]) for line in table) for i in range(len(HEADINGS) - 1)]
    lines = []
    for line in table:
        first = [padded(text, size, i in RIGHT) for i, (text, size) in enumerate(zip(line, sizes))]
        lines.append("  ".join(first + [line[-1]]).rstrip())
    return "\n".join(lines)


def markdown(rows, language="en"):
    """Every row."""
    head = [WORK[language][name] for name in HEADINGS]
    lines = ["| " + " | ".join(head) + " |"]
    lines.append("|" + "|".join("---:" if i in RIGHT else "---" for i in range(len(head))) + "|")
    lines += ["| " + " | ".join(cells(row, language)) + " |" for row in rows]
    return "\n".join(lines)


def machine_line(machine, language="en"):
    if language == "zh":
        return "；".join((
            f"{machine['processor']}，{machine['cores']} 核", f"内存 {machine['memory']} GiB",
            machine["system"], machine["swift"], machine["day"]))
    return ", ".join((
        f"{machine['processor']} with {machine['cores']} cores", f"{machine['memory']} GiB",
        machine["system"], machine["swift"], machine["day"]))


def cascade_table(rows, language="en"):
    """A line for each size: our time, and how many times as long each peer took."""
    words = WORK[language]
    traced = [row for row in rows if row.kind in ("trace", "weibo") and row.ours is not None]
    others = list(dict.fromkeys(row.other for row in traced if row.other))
    lines = {}
    for row in traced:
        lines.setdefault((row.kind, row.count), {})[row.other] = row
    names = [OTHER.get(language, {}).get(other, other) for other in others]
    head = [words["records"], words["ours"], *names]
    table = ["| " + " | ".join(head) + " |", "|---:" * len(head) + "|"]
    for (kind, count), line in lines.items():
        title = f"{count:,}" + (f" ({words['weibo']})" if kind == "weibo" else "")
        shown = [quantity(next(iter(line.values())).ours, "s")]
        for other in others:
            row = line.get(other)
            shown.append(
                f"{quantity(row.theirs, 's')} ({number(row.ratio)} ×)"
                if row and row.ratio is not None else "–")
        table.append("| " + " | ".join([title, *shown]) + " |")
    return "\n".join(table)


def rest_table(rows, language="en"):
    return markdown(
        [row for row in rows if row.kind not in ("trace", "weibo") and row.ours is not None],
        language)


def save(path, rows, machine, checks):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(
            {"machine": machine, "checks": checks, "rows": [asdict(row) for row in rows]}, file,
            indent=1, ensure_ascii=False)
        file.write("\n")


HEADING = {"en": "## How fast it is", "zh": "## 速度"}
SECTION = {
    "en": """{heading}

Measured in one run of `make bench FULL=1` on {machine}, with files in the page cache. Ratios last, seconds do not. The others
compute less: a search from the origins, descendants of twenty senders and, where the library has one, a dominator tree,
all without regard to time along a chain, parents, groups or rules. All gave the same answers wherever the question is the same.

{cascades}

In brackets: how many times as long as this program. The C floor splits lines and fields, reads times and numbers names, nothing else.

{rest}
""",
    "zh": """{heading}

以下由一次 `make bench FULL=1` 测得，机器为 {machine}，文件已在页缓存中。可引用的是比值，而不是秒数。其他程序算得较少：自来源起的一次搜索、
二十个发送人的后代，以及（若该库提供）支配树，均不考虑链上的先后、来源记录、群和规则。凡问题相同之处，所有程序的答案都相同。

{cascades}

括号内是对方用时为本程序的几倍。C 下限只切分行与字段、解析时间、为名称编号。

{rest}
""",
}


def section(rows, machine, language):
    return SECTION[language].format(
        heading=HEADING[language], machine=machine_line(machine, language),
        cascades=cascade_table(rows, language), rest=rest_table(rows, language))


def put_into(path, language, text):
    """Puts a section in place of the one with its heading, or else before the limits."""
    with open(path, encoding="utf-8") as file:
        readme = file.read()
    headings = [HEADING[language], {"en": "## Limits", "zh": "## 限制"}[language]]
    heading = next((one for one in headings if f"\n{one}\n" in readme), None)
    if heading is None:
        raise SystemExit(f"table.py: {path} has none of the headings {headings}")
    start = readme.index(f"\n{heading}\n") + 1
    end = readme.index("\n## ", start) + 1 if heading == HEADING[language] else start
    with open(path, "w", encoding="utf-8") as file:
        file.write(readme[:start] + text + "\n" + readme[end:])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("results")
    parser.add_argument("--lang", choices=WORK, default="en")
    parser.add_argument("--into", metavar="README")
    arguments = parser.parse_args()
    with open(arguments.results, encoding="utf-8") as file:
        kept = json.load(file)
    rows = [Row(**row) for row in kept["rows"]]
    text = section(rows, kept["machine"], arguments.lang)
    if arguments.into:
        put_into(arguments.into, arguments.lang, text)
    else:
        print(text)


if __name__ == "__main__":
    main()
