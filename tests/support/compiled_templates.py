"""A template is compiled once per test process, not once for each application and each program it starts."""

import atexit
import shutil
import tempfile
from functools import cache

from flask import Flask
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(FileSystemBytecodeCache):
    """Keeps what an environment with `finalize` compiles apart: the same template is another program there."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        kind = "-finalized" if environment.finalize else ""
        return super().get_bucket(environment, f"{name}{kind}", filename, source)


@cache
def folder() -> str:
    made = tempfile.mkdtemp(prefix="sigap-templates-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def share_compiled_templates(where: str = "") -> None:
    """Let every application of this process use the folder, by default one of this process's own."""
    Flask.jinja_options = {"bytecode_cache": CompiledTemplates(where or folder())}
