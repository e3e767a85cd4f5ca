"""Older jars that take part in the same rounds."""

import pathlib
import subprocess


def older_jars(given):
    """
    The path of each jar by the name of its row, gateway@LABEL; given is a list of JAR or LABEL=JAR. ValueError for a file that is no
    jar with libraries, and for two rows of the same name.
    """
    jars = {}
    for text in given:
        label, path = split(text)
        jar = pathlib.Path(path).resolve()
        if not jar.is_file() or not (jar.parent / "lib").is_dir():
            raise ValueError(f"{path} is no jar with its lib/ beside it")
        name = f"gateway@{label or commit(jar.parent) or jar.parent.name}"
        if name in jars:
            raise ValueError(f"two jars are called {name}: give one as LABEL=JAR")
        jars[name] = jar
    return jars


def split(text):
    """The label, or None, and the path; a label has no slash, so a path may have an equals sign."""
    label, sign, path = text.partition("=")
    return (label, path) if sign and "/" not in label else (None, text)


def commit(folder):
    """The short commit that is checked out around a folder; None outside of a checkout."""
    command = ["git", "-C", str(folder), "rev-parse", "--short", "HEAD"]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return ran.stdout.strip() or None
