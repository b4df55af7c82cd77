"""Packs the offline kit (离线安装包): the tool, and the wheels it needs for the usual machines, in one zip.

    python packaging/kit/kit.py [--out KIT.zip] [--python 3.11 …] [--platform NAME …]

Each wheel is fetched by pip and compared with its hash in requirements.txt, here and again where it is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "windows": ("win_amd64",),
    "linux-x86_64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "linux-aarch64": ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
}
LEFT_OUT = ("tests/", "bench/", ".ci/", "reports/", "packaging/browser/")
FOLDER = "年报"  # all that comes out of the zip stands in it


def main() -> int:
    """Write the kit; the exit code is 1 where a wheel cannot be had."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "nianbao-kit.zip")
    parser.add_argument("--python", nargs="+", default=PYTHONS)
    parser.add_argument("--platform", nargs="+", default=[*PLATFORMS], choices=[*PLATFORMS])
    order = parser.parse_args()
    wheels: dict[str, bytes] = {}
    for platform in order.platform:
        for python in order.python:
            folder = ROOT / ".cache" / "kit" / f"{platform}-{python}"
            if not fetched(folder, PLATFORMS[platform], python):
                return 1
            wheels |= {each.name: each.read_bytes() for each in sorted(folder.glob("*.whl"))}
    order.out.parent.mkdir(parents=True, exist_ok=True)
    write(
        order.out, [*files(), *((f"wheels/{name}", data, 0o644) for name, data in wheels.items())]
    )
    digest = hashlib.sha256(order.out.read_bytes()).hexdigest()
    size = order.out.stat().st_size / 1e6
    print(f"已写 {order.out}：{size:.1f} MB，{len(wheels)} 个部件，SHA-256 {digest}")
    return 0


def fetched(folder: Path, platforms: tuple[str, ...], python: str) -> bool:
    """Fetch the wheels of a machine, unless they are there; tell whether that could be done."""
    requirements = (ROOT / "requirements.txt").read_bytes()
    state = folder / "requirements.txt"
    if state.is_file() and state.read_bytes() == requirements:
        return True
    (pip,) = (ROOT / "packaging" / "pip").glob("pip-*.whl")
    ran = subprocess.run(
        [sys.executable, f"{pip}/pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes",
         "-r", str(ROOT / "requirements.txt"), "--only-binary", ":all:", "--implementation", "cp",
         "--python-version", python, *(f"--platform={each}" for each in platforms), "-d", str(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        print(f"取不到 {folder.name} 的部件：\n{ran.stderr[-2000:]}", file=sys.stderr)
        return False
    state.write_bytes(requirements)
    return True


def files() -> Iterator[tuple[str, bytes, int]]:
    """Yield the files of the tool with their modes; what starts it stands at the top."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode("utf-8")
    for name in sorted(filter(None, listed.split("\0"))):
        path = ROOT / name
        if name.startswith(LEFT_OUT) or not path.is_file():
            continue
        data = path.read_bytes()
        if path.suffix == ".bat":
            data = data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        mode = 0o755 if path.suffix == ".sh" or data.startswith(b"#!") else 0o644
        if name in {"packaging/kit/年报.bat", "packaging/kit/年报.sh"}:
            yield path.name, data, mode
        else:
            yield name, data, mode


def write(out: Path, members: list[tuple[str, bytes, int]]) -> None:
    """Write the zip: the same members give the same bytes."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kit:
        for name, data, mode in sorted(members):
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # so that the mode is kept
            entry.external_attr = (0o100000 | mode) << 16
            entry.compress_type = (
                zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            )
            kit.writestr(entry, data)


if __name__ == "__main__":
    sys.exit(main())
