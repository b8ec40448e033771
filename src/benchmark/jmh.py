#!/usr/bin/env -S python3 -B
"""Measures the hot functions, in the JVM that `java -jar` starts; takes JMH's arguments.

    src/benchmark/jmh.py [PATTERN] [-h]
"""
import subprocess
import sys

import launch

launch.build()
data = launch.WORK / "data/jmh"
if not (data / "job.yaml").exists():
    subprocess.run([launch.ROOT / "src/benchmark/generate.py", data, "--rows=750", "--files=1",
                    "--daily"], check=True)
settings = [setting for setting in launch.settings(launch.second_jvm(data / "job.yaml"))
            if "SharedArchiveFile" not in setting and "ArchiveClassesAtExit" not in setting]
sys.exit(subprocess.run(
    [launch.JAVA, "-cp", "%s:%s:%s/*" % (launch.WORK / "benchmark.jar", launch.JAR,
                                        launch.WORK / "libraries"),
     "org.openjdk.jmh.Main", "-jvmArgs",
     " ".join(["-Dbenchmark.data=%s" % data, *settings]), *sys.argv[1:]]).returncode)
