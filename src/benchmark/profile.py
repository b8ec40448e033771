#!/usr/bin/env -S python3 -B
"""Shows where a run's time goes: by thread, by package, by method, and waiting for the database.

    src/benchmark/profile.py JOB.yaml [option of run, such as --runner=FlinkRunner]

It runs the job in the JVM that `java -jar` would start for it, with Flight Recorder, and without the
archive of classes: with both, Java 17 crashes (loading classes takes a second more so). What is
published already is UNCHANGED and not written again, so empty the database before.
"""
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import launch

TICK = os.sysconf("SC_CLK_TCK")
BETWEEN_SECONDS = .05
MOST = 12
# Threads of the JVM's own, as the system names them: compiling, collecting, recording.
OF_THE_JVM = ("C1 Compiler", "C2 Compiler", "VM Thread", "GC Thread", "G1 ", "JFR ", "Sweeper")


def cpu_by_thread(pid):
    """Seconds of CPU that each thread has taken, by its id, with its name less its number."""
    threads = {}
    for stat in Path("/proc/%d/task" % pid).glob("*/stat"):
        try:
            name, rest = re.fullmatch(r"\d+ \((.*)\) (.*)\n", stat.read_text()).groups()
        except OSError:
            continue
        fields = rest.split()
        threads[stat.parent.name] = (re.sub(r"[-#]?\d+$", "", name),
                                     (int(fields[11]) + int(fields[12])) / TICK)
    return threads


def main():
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    launch.build()
    recording = launch.WORK / "profile.jfr"
    command = [part for part in launch.second_jvm(*sys.argv[1:])
               if not re.match("-XX:(SharedArchiveFile|ArchiveClassesAtExit)=", part)]
    command[1:1] = ["-XX:StartFlightRecording=filename=%s,settings=%s"
                    % (recording, launch.ROOT / "src/benchmark/profile.jfc")]
    started = time.monotonic()
    process = subprocess.Popen(command)
    threads = {}
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        threads.update(cpu_by_thread(process.pid))
        time.sleep(BETWEEN_SECONDS)
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        sys.exit(process.returncode)
    cpu = usage.ru_utime + usage.ru_stime
    print("\nWall %.2f s, CPU %.2f s, memory %d MB; CPU by thread:"
          % (taken, cpu, usage.ru_maxrss / 1e3))
    by_name = Counter()
    for name, seconds in threads.values():
        by_name[name] += seconds
    for name, seconds in by_name.most_common(MOST):
        if seconds:
            print("%5.1f %%  %6.2f s  %s" % (100 * seconds / cpu, seconds, name))
    of_java = sum(seconds for name, seconds in by_name.items() if not name.startswith(OF_THE_JVM))
    print(flush=True)
    subprocess.run([launch.JAVA, "-cp", launch.WORK / "benchmark.jar",
                    launch.PEERS + "Profile", recording, str(of_java)], check=True)


main()
