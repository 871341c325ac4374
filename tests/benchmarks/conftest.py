"""Benchmarks as modules: they are scripts beside each other, in no package."""

import importlib.util
import sys
from collections.abc import Callable
from types import ModuleType

import pytest
from world import ROOT

FOLDER = ROOT / "benchmarks"


@pytest.fixture(scope="module")
def load_benchmark() -> Callable[[str], ModuleType]:
    """Import a benchmark by its name; those that it imports are found beside it."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module

    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield load
