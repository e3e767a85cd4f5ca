"""The JDK's tools, the Java programs beside this file, and the options of the gateway's JVM."""

import os
import pathlib
import subprocess

from fleet import ROOT

BUILT = ROOT / "target" / "bench"
AS_THE_IMAGE = f"@{ROOT / 'deploy' / 'jvm-options'}"
"""The JVM options of the image."""


def tool(name):
    """The path of java or javac: of JAVA_HOME, where it is set."""
    home = os.environ.get("JAVA_HOME")
    return str(pathlib.Path(home) / "bin" / name) if home else name


def build():
    """Compiles the Java programs beside this file."""
    BUILT.mkdir(parents=True, exist_ok=True)
    sources = sorted(map(str, (ROOT / "bench").glob("*.java")))
    command = [tool("javac"), "-cp", f"{ROOT}/target/lib/*", "-d", str(BUILT / "classes"), *sources]
    subprocess.run(command, check=True)


def ours(name, *arguments):
    """The command that runs one of the Java programs beside this file."""
    path = f"{BUILT / 'classes'}:{ROOT}/target/lib/*"
    return [tool("java"), "-Xmx512m", "-cp", path, name, *map(str, arguments)]
