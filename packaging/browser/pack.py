"""Packs the whole tool into one HTML file: engine, package, page (单文件版).

    python packaging/browser/pack.py [--older] [OUT.html]

Node and npm are needed here, and the registry once, for what package-lock.json pins by hash; the file
itself needs nothing but a browser. The same checkout gives the same bytes.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CACHE = ROOT / ".cache" / "onefile"
sys.path.insert(0, str(ROOT))

LIBRARIES = ("jinja2", "markupsafe", "yaml")
LEFT_OUT = {"__pycache__", "many", "_yaml.pyi"}


class Edition(NamedTuple):
    """What differs between the packings: the engine, and the browsers that it is for."""

    file: str
    engine: str  # its package
    glue: str  # the script that starts it
    target: str  # the oldest browser that the page's script is written for
    eval: str  # what its Content-Security-Policy must call running WebAssembly
    mark: (
        str  # what the oldest browser that will do has, and no older one: as JavaScript, and named
    )
    marked: str
    browsers: str
    otherwise: str


USUAL = Edition(
    "nianbao.html", "pyodide", "engine_of.js", "chrome102,firefox113,safari16.4", "'wasm-unsafe-eval'",
    'window.HTMLElement && "inert" in HTMLElement.prototype', "inert",
    "Chrome 102、Edge 102（2022 年 5 月）、Firefox 113 或更新的浏览器",
    "没有新浏览器的，用旧浏览器版（nianbao-older.html），或离线安装包里的命令行。",
)  # fmt: skip
OLDER = Edition(
    "nianbao-older.html", "pyodide-older", "engine_of_older.js", "chrome86",
    "'wasm-unsafe-eval' 'unsafe-eval'",  # the one word is known since Chrome 97
    "window.Element && Element.prototype.replaceChildren", "replaceChildren",
    "Chrome 86、Edge 86（2020 年 10 月）、Firefox 113 或更新的浏览器",
    "没有新浏览器的，用离线安装包里的命令行。",
)  # fmt: skip


def main(arguments: list[str]) -> int:
    """Write the file; the exit code is 2 where a tool is missing, with a line in Chinese."""
    edition = OLDER if "--older" in arguments else USUAL
    names = [each for each in arguments if each != "--older"]
    out = Path(names[0]) if names else ROOT / "dist" / edition.file
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            print(f"打包要用 {tool}：先装上 nodejs 和 npm（用成品不需要）", file=sys.stderr)
            return 2
    with tempfile.TemporaryDirectory() as work:
        page = packed(edition, npm_modules(), Path(work))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(page)
    print(f"已写 {out}：{len(page) / 1e6:.1f} MB，SHA-256 {hashlib.sha256(page).hexdigest()}")
    return 0


def npm_modules() -> Path:
    """Return the folder of the packages that the lock pins, installed where it is new.

    They are installed beside and moved into place whole: what was stopped in the middle, or done by two
    at once, leaves nothing half.
    """
    lock = (HERE / "package-lock.json").read_bytes()
    there = CACHE / hashlib.sha256(lock).hexdigest()[:16]
    if not there.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as beside:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(HERE / name, beside)
            order = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            subprocess.run(order, cwd=beside, check=True)
            with contextlib.suppress(OSError):  # another was first
                Path(beside).rename(there)
    return there / "node_modules"


def packed(edition: Edition, modules: Path, work: Path) -> bytes:
    """Return the page with all that it needs, put together in the folder `work`."""
    bundled(edition, modules, work)
    package = archive(package_files())
    (work / "package.zip").write_bytes(package)
    for name in ("warm.mjs", "node_engine.mjs"):
        shutil.copy(HERE / name, work)
    shutil.copy(HERE / "python.js", work / "python.mjs")
    engine = modules / edition.engine
    order = ["node", "warm.mjs", str(modules), "package.zip", "warm.zip"]
    script = (work / "engine.js").read_bytes()
    if edition is OLDER:  # it has no other way to be told the seed of its hashes
        module = (engine / "pyodide.asm.js").read_text("utf-8")
        seeded = module.replace('"USER":"web_user"', '"PYTHONHASHSEED":"0","USER":"web_user"')
        assert seeded != module
        (work / "older.js").write_text(seeded, "utf-8")
        script = seeded.encode("utf-8") + b"\n" + script
        order.append("older.js")
    ran = subprocess.run(order, cwd=work, capture_output=True, text=True, check=False)
    if ran.returncode:  # what node prints of an error is a megabyte of the engine's code
        sys.exit((ran.stdout + ran.stderr)[-3000:])
    parts = {
        "wasm": (engine / "pyodide.asm.wasm").read_bytes(),
        "library": (engine / "python_stdlib.zip").read_bytes(),
        "package": package,
        "warm": (work / "warm.zip").read_bytes(),
        "engine": script,
        "manual": (work / "manual.html").read_bytes(),
    }
    style = (work / "style.css").read_text("utf-8")
    return page(edition, (work / "main.js").read_text("utf-8"), style, parts)


def bundled(edition: Edition, modules: Path, work: Path) -> None:
    """Bundle the page's script, its style and the engine's, and write the manual as HTML."""
    esbuild = [
        "node", str(modules / "esbuild-wasm/bin/esbuild"), "--bundle", "--minify", "--charset=utf8",
        f"--target={edition.target}", "--legal-comments=inline", "--log-level=warning", "--external:node:*",
        "--external:module", f"--alias:started={HERE / edition.glue}",
    ]  # fmt: skip
    env = {**os.environ, "NODE_PATH": str(modules)}
    nowhere = '--define:import.meta.url="https://nowhere.invalid/pyodide.asm.mjs"'
    older = [f"--inject:{HERE / 'page' / 'older.js'}"] if edition is OLDER else []
    for source, target, more in (
        # a file:'s worker is no module
        (HERE / "engine.js", "engine.js", ["--format=iife", nowhere]),
        (HERE / "page" / "main.js", "main.js", ["--format=iife", *older]),
        (HERE / "page" / "style.css", "style.css", []),
    ):
        order = [*esbuild, str(source), f"--outfile={work / target}", *more]
        subprocess.run(order, check=True, env=env)
    script = (
        "const { marked } = require('marked'); const fs = require('fs');"
        "fs.writeFileSync(process.argv[2], marked.parse(fs.readFileSync(process.argv[1], 'utf8')));"
    )
    manual = [str(ROOT / "docs" / "手册.md"), str(work / "manual.html")]
    subprocess.run(["node", "-e", script, *manual], check=True, env=env)


def package_files() -> Iterator[tuple[str, bytes]]:
    """Yield what goes into the file system of the page: code, forms, the sample, compiled templates."""
    folders = [(ROOT, name) for name in ("nianbao", "templates", "data/示例局")]
    for name in LIBRARIES:
        spec = find_spec(name)
        assert spec
        assert spec.origin
        folders.append((Path(spec.origin).parent.parent, name))
    for base, name in folders:
        for path in sorted((base / name).rglob("*")):
            kind = path.suffix
            if (
                path.is_file()
                and not LEFT_OUT & {*path.parts}
                and kind not in {".so", ".c", ".pyi", ".pyd"}
            ):
                yield path.relative_to(base).as_posix(), path.read_bytes()
    for name, data in sorted(compiled_templates().items()):
        yield f"kept/{name}", data


def compiled_templates() -> dict[str, bytes]:
    """Return what docxtpl makes of the Word templates: it needs lxml, which a browser has not."""
    from nianbao.outputs.word.docx import WordTemplate
    from nianbao.store import ShippedStore

    store = ShippedStore({})
    for template in sorted((ROOT / "templates").glob("*/report.docx")):
        WordTemplate.compile(template.read_bytes(), store)
    return {name: data for name, data in store.entries.items() if name.endswith(".jinja")}


def archive(files: Iterator[tuple[str, bytes]]) -> bytes:
    """Return a zip without clock, system or compression."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, data in files:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            package.writestr(entry, data)
    return made.getvalue()


def page(edition: Edition, script: str, style: str, parts: dict[str, bytes]) -> bytes:
    """Return the HTML: scripts are allowed by their hash alone, and nothing may be fetched."""
    shell = (HERE / "page" / "index.html").read_text("utf-8")
    words = {
        "EVAL": edition.eval,
        "MARK": edition.mark,
        "MARKED": edition.marked,
        "BROWSERS": edition.browsers,
        "ELSE": edition.otherwise,
        "VERSION": version(edition),
        "STYLE": style,
    }
    first = filled((HERE / "page" / "first.js").read_text("utf-8"), words)
    script = script.replace("</script", "<\\/script")
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'"
        for each in (first, script)
    )
    packed = {name: gzip.compress(data, 9, mtime=0) for name, data in parts.items()}
    blocks = "\n".join(
        f'<script type="text/plain" id="part-{name}">{base64.b64encode(data).decode()}</script>'
        for name, data in packed.items()
    )
    words |= {"HASHES": hashes, "FIRST": first, "PARTS": blocks, "SCRIPT": script}
    return filled(shell, words).encode("utf-8")


def filled(text: str, words: dict[str, str]) -> str:
    """Put words in the places that are named after them."""
    return re.sub(r"\{\{([A-Z]+)\}\}", lambda match: words[match[1]], text)


def version(edition: Edition) -> str:
    """Return what the page says of itself."""
    from nianbao import __version__

    packages = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    return f"{__version__}（Pyodide {packages[edition.engine].rpartition('@')[2]}）"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
