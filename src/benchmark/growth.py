#!/usr/bin/env python3
"""growth [LINE...]: how time and memory of a run on Flink grow, one line of the table a size.

PGHOST, PGUSER, PGDATABASE name a PostgreSQL database that is emptied before each run. Flink runs in
the process that is measured, with what pipelines/deployment/flink/config.yaml says of its network. A LINE is a
text that the lines to be measured contain; without one, all are.
"""
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.realpath(os.path.dirname(__file__) + "/../..")
WORK = ROOT + "/target/growth"
CAMPAIGNS = 25
# A size's name, its rows, the campaigns of each client, and how many workers.
SIZES = (
    [("%d campaigns in one client period" % rows, rows, rows, 2)
     for rows in (10, 100, 1_000, 10_000, 50_000)]
    + [("%d clients" % clients, clients * CAMPAIGNS, CAMPAIGNS, 2)
       for clients in (1, 50, 500, 5_000)]
    + [("%d rows, parallelism %d" % (rows, parallelism), rows, CAMPAIGNS, parallelism)
       for rows in (10_000, 100_000, 1_000_000) for parallelism in (1, 2)])


def measure(rows, campaigns, parallelism):
    folder = WORK + "/data"
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, ROOT + "/src/benchmark/generate.py", folder, "--rows=%d" % rows,
                    "--files=8", "--plain", "--campaigns=%d" % campaigns], check=True)
    subprocess.run(["psql", "-q", "-c", "DROP SCHEMA public CASCADE", "-c",
                    "CREATE SCHEMA public"], check=True, stderr=subprocess.DEVNULL)
    begin = time.monotonic()
    run = subprocess.Popen(
        ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar",
         ROOT + "/target/campaign-conversions.jar", "run", folder + "/job.yaml",
         "--period=2025-11", "--allow-untrusted", "--runner=FlinkRunner", "--flinkMaster=[local]",
         "--parallelism=%d" % parallelism, "--objectReuse=true", "--fasterCopy=true"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=dict(os.environ, FLINK_CONF_DIR=ROOT + "/pipelines/deployment/flink"))
    _, status, used = os.wait4(run.pid, 0)
    if status:
        sys.exit("the run ended with %d" % os.waitstatus_to_exitcode(status))
    return time.monotonic() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


os.makedirs(WORK, exist_ok=True)
print("| | wall | CPU | memory |\n|---|---|---|---|")
for name, rows, campaigns, parallelism in SIZES:
    if len(sys.argv) == 1 or any(part in name for part in sys.argv[1:]):
        wall, cpu, memory = measure(rows, campaigns, parallelism)
        print("| %s | %.0f s | %.1f s | %.0f MB |" % (name, wall, cpu, memory), flush=True)
shutil.rmtree(WORK)
