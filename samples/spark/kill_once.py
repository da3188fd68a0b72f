#!/usr/bin/env python3
"""Stands for repost-tracer and kills it with SIGKILL in the middle of its output, the first time only.

REPOST_TRACER is the program, KILLED the file that tells that it was done.
"""
import os
import signal
import subprocess
import sys

command = [os.environ["REPOST_TRACER"], *sys.argv[1:]]
try:
    mark = os.open(os.environ["KILLED"], os.O_WRONLY | os.O_CREAT | os.O_EXCL)
except FileExistsError:
    os.execv(command[0], command)
child = subprocess.Popen(command, stdout=subprocess.PIPE)
output = child.stdout.read(400_000)
if len(output) < 400_000:
    # This part of the work is too small to be killed in its middle.
    os.unlink(os.environ["KILLED"])
    sys.stdout.buffer.write(output)
    sys.stdout.buffer.flush()
    sys.exit(child.wait())
child.send_signal(signal.SIGKILL)
code = child.wait()
lines = output.count(b"\n")
os.write(mark, f"ended with {code} after {lines} whole lines and part of one\n".encode())
# What it left behind is passed on as it is.
sys.stdout.buffer.write(output)
sys.stdout.buffer.flush()
os.kill(os.getpid(), signal.SIGKILL)
