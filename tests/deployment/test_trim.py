"""What packing removes from installed packages, and what it leaves."""

import shutil
import subprocess
import sys
from pathlib import Path

import brotli
import pytest

from configurator.deployment.binaries import strip
from configurator.deployment.reachable import reachable, remove_unreachable

MODULES = {
    "shop/__init__.py": "from .front import Front\n",
    "shop/front.py": (
        "import typing\nif typing.TYPE_CHECKING:\n    from .types import Type\nelse:\n    from . import plain\n"
        "if not typing.TYPE_CHECKING:\n    from . import fancy\n"
    ),
    "shop/fancy.py": "",
    "shop/plain.py": "def rarely():\n    from shop.back.store import Store\n",
    "shop/types.py": "",
    "shop/back/__init__.py": "",
    "shop/back/store.py": "from ..tools import hammer\nimport other.thing\n",
    "shop/tools/__init__.py": "",
    "shop/tools/hammer.py": "from . import nail",
    "shop/tools/nail.py": "",
    "shop/tools/saw.py": "",
    "shop/by_name.py": "",
    "shop/cellar/__init__.py": "from . import wine",
    "shop/cellar/wine.py": "",
    "other/thing.py": "",
}
UNREACHABLE = {"shop/types.py", "shop/tools/saw.py", "shop/cellar/__init__.py", "shop/cellar/wine.py"}


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    for name, text in MODULES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "shop/cellar/label.txt").write_text("", encoding="utf-8")
    return tmp_path


def test_modules_that_nothing_imports_go_and_all_others_stay(packages: Path) -> None:
    remove_unreachable(packages, ("shop", "shop.by_name"))
    left = {path.relative_to(packages).as_posix() for path in packages.rglob("*.py")}
    assert left == MODULES.keys() - UNREACHABLE
    assert (packages / "shop/cellar/label.txt").exists()


def test_a_root_that_a_new_version_lacks_stops_the_packing(packages: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"shop\.window is no module"):
        reachable(packages, ("shop", "shop.window"))


def test_a_stripped_library_is_smaller_and_works(tmp_path: Path) -> None:
    module = sys.modules["_brotli"].__file__
    assert module
    library = Path(shutil.copy(module, tmp_path))
    strip(library)
    assert library.stat().st_size < Path(module).stat().st_size / 2
    program = "import sys; sys.path.insert(0, sys.argv[1]); import _brotli; print(_brotli.__file__)\n"
    program += "sys.stdout.flush(); c = _brotli.Compressor(); sys.stdout.buffer.write(c.process(b'car') + c.finish())"
    run = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=True)
    where, _, compressed = run.stdout.partition(b"\n")
    assert (where.decode(), brotli.decompress(compressed)) == (str(library), b"car")


def test_what_is_no_library_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "linker-script.so"
    file.write_text("INPUT(libc.so.6)", encoding="utf-8")
    strip(file)
    assert file.read_text("utf-8") == "INPUT(libc.so.6)"
