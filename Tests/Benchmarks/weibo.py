#!/usr/bin/env python3
"""Turn cascades of Weibo reposts into records.

    weibo.py FOLDER OUT

FOLDER holds `ced_weibo_nonrumor.pseudonymised.jsonl.gz`: one cascade a line with `cascade`,
`root_user`, `root_time` (seconds since 1970) and `records`, a list of [message, message that it
reposts or 0 for the root, user, time at UTC+8]. Written into OUT:

- `weibo.csv`: all cascades as one case. The root and each repost publish to `*`; an item for each
  cascade; the parent is the record of the reposted message.
- `weibo.ndjson`: the same with a `case` for each cascade.
- `weibo-edges.csv`: author of the reposted message and reposter, for graph libraries.
- `weibo-expected.csv`: records, size, depth and breadth of each cascade, worked out here, and last
  those of all as one case, named `*`.

A few times have no year. They count as unknown; graph libraries know no such thing and get the time
of the root instead. Where `ced_ground_truth.csv` is in FOLDER, depth and breadth of the messages are compared with it.
"""

import collections
import csv
import datetime
import gzip
import json
import os
import sys

CASCADES = "ced_weibo_nonrumor.pseudonymised.jsonl.gz"
TRUTH = "ced_ground_truth.csv"
CHINA = datetime.timezone(datetime.timedelta(hours=8))


def cascades(folder):
    with gzip.open(os.path.join(folder, CASCADES), "rt", encoding="utf-8") as file:
        for text in file:
            yield json.loads(text)


def written(seconds):
    return datetime.datetime.fromtimestamp(seconds, CHINA).isoformat()


def stated(time):
    """`2011-03-16 22:44:58` as ISO 8601, or nothing where the year is missing."""
    return time.replace(" ", "T") + "+08:00" if time[:4].isdigit() else ""


def records(cascade):
    """Yields id, time, user, id of the parent and user of the parent; the root first."""
    name = cascade["cascade"]
    root = f"{name}-0"
    author = {0: cascade["root_user"]}
    for message, _, user, _ in cascade["records"]:
        author.setdefault(message, user)
    yield root, written(cascade["root_time"]), cascade["root_user"], "", None
    for message, reposted, user, time in cascade["records"]:
        yield (
            f"{name}-{message}", stated(time), user, f"{name}-{reposted}", author[reposted])


def levels(depths):
    counts = collections.Counter(depths)
    return max(counts), max((counts[depth] for depth in counts if depth), default=0)


def figures(cascade):
    """Depth and breadth of the messages, and the depth of each user.

    A message is as deep as its way to the root is long. A user is as deep as the least deep of
    their messages; whoever wrote the root is at 0.
    """
    above = {}
    for message, reposted, _, _ in cascade["records"]:
        above.setdefault(message, reposted)
    depth = {0: 0}
    for message in above:
        way = []
        while message not in depth:
            way.append(message)
            message = above[message]
        for step in reversed(way):
            depth[step] = depth[above[step]] + 1
    user_depth = {cascade["root_user"]: 0}
    for _, reposted, user, _ in cascade["records"]:
        here = depth[reposted] + 1
        if here < user_depth.get(user, 1 << 30):
            user_depth[user] = here
    return levels(depth.values()), user_depth


def convert(folder, out):
    truth = {}
    path = os.path.join(folder, TRUTH)
    if os.path.exists(path):
        with open(path, encoding="utf-8", newline="") as file:
            truth = {row["cascade"]: row for row in csv.DictReader(file)}
    differing = []
    files = [
        open(os.path.join(out, name), "w", encoding="utf-8", newline="")
        for name in ("weibo.csv", "weibo.ndjson", "weibo-edges.csv", "weibo-expected.csv")]
    one_case, many, edges, expected = files
    one_case.write("id,time,from,to,channel,item,parent\n")
    edges.write("id,time,sender,recipient,channel,item,parent\n")
    expected.write("case,records,size,max_depth,max_breadth\n")

    def expect(name, count, depth_of_users):
        depth, breadth = levels(depth_of_users.values())
        expected.write(f"{name},{count},{len(depth_of_users)},{depth},{breadth}\n")

    all_records = 0
    least = {}
    for cascade in cascades(folder):
        name = cascade["cascade"]
        begin = written(cascade["root_time"])
        for identifier, time, user, parent, parent_user in records(cascade):
            one_case.write(f"{identifier},{time},{user},*,weibo,{name},{parent}\n")
            link = f',"parent":"{parent}"' if parent else ""
            many.write(
                f'{{"case":"{name}","id":"{identifier}","time":"{time}","from":"{user}","to":"*",'
                f'"channel":"weibo"{link}}}\n')
            if parent:
                edges.write(
                    f"{identifier},{time or begin},{parent_user},{user},weibo,{name},{parent}\n")
        (depth, breadth), user_depth = figures(cascade)
        count = len(cascade["records"]) + 1
        expect(name, count, user_depth)
        all_records += count
        for user, here in user_depth.items():
            least[user] = min(here, least.get(user, here))
        row = truth.get(name)
        if row and (int(row["depth"]), int(row["max_breadth"])) != (depth, breadth):
            differing.append((name, row["depth"], depth, row["max_breadth"], breadth))
    expect("*", all_records, least)
    for file in files:
        file.close()
    return len(truth), differing


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: weibo.py FOLDER OUT")
    compared, differing = convert(sys.argv[1], sys.argv[2])
    print(json.dumps({"compared": compared, "differing": differing}))


if __name__ == "__main__":
    main()
