"""Built images: fresh, pinned, able to do what a course needs under every limit."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.errors import SandboxError, SpecError
from autograder.model import ImageRecord
from autograder.sandbox.container import Box
from autograder.sandbox.custom import custom_key
from autograder.sandbox.engine import Engine
from autograder.sandbox.images import build_image, find_image, image_tag
from autograder.sandbox.inside import run_program
from autograder.sandbox.packages import requirements_of

pytestmark = pytest.mark.docker

NUMPY_WORK = """
import asyncio, concurrent.futures, ctypes, io, multiprocessing, os, subprocess, sys, threading
import numpy as np
import matplotlib.pyplot as plt

rng = np.random.default_rng(0)
matrix = rng.normal(size=(200, 200))
u, s, vt = np.linalg.svd(matrix @ matrix.T)
assert np.allclose(u * s @ vt, matrix @ matrix.T)

threads = [threading.Thread(target=np.linalg.inv, args=(matrix,)) for _ in range(4)]
[t.start() for t in threads], [t.join() for t in threads]
with multiprocessing.get_context("fork").Pool(2) as pool:
    assert pool.map(abs, [-1, -2]) == [1, 2]
with concurrent.futures.ProcessPoolExecutor(2) as pool:
    assert list(pool.map(abs, [-3])) == [3]
assert subprocess.run([sys.executable, "-c", "print(7)"], capture_output=True).stdout == b"7\\n"
async def wait():
    process = await asyncio.create_subprocess_exec("true")
    return await process.wait()
assert asyncio.run(wait()) == 0
compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda n: n + 1)
assert compare(1) == 2
plt.plot([1, 2])
plt.savefig("/tmp/figure.png")
np.savez("/tmp/arrays.npz", matrix=matrix)
assert np.load("/tmp/arrays.npz")["matrix"].shape == (200, 200)
print("done")
"""

TORCH_WORK = """
import torch
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
x = torch.randn(64, 3)
data = TensorDataset(x, x @ torch.tensor([[1.0], [-2.0], [0.5]]))
model = torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
losses = []
for epoch in range(3):
    for inputs, targets in DataLoader(data, batch_size=16, num_workers=2):
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(model(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(float(loss))
assert losses[-1] < losses[0]
torch.save(model.state_dict(), "/tmp/model.pt")
model.load_state_dict(torch.load("/tmp/model.pt", weights_only=True))
print("done")
"""


@pytest.fixture
def own_dockerfile(tmp_path: Path, numpy_image: ImageRecord, engine: Engine) -> Iterator[Path]:
    (tmp_path / "image").mkdir()
    (tmp_path / "image" / "extra.py").write_text("answer = 42\n")
    path = tmp_path / "Dockerfile"
    # A course's own image; here its base is one that every engine under test has.
    path.write_text(f"FROM {image_tag('numpy')}\nCOPY image/extra.py /opt/packages/extra.py\n")
    yield path
    for name in (image_tag(str(path)), f"autograder/packages-custom:{custom_key(path)}"):
        engine.api.remove_image(name)


def test_bringing_an_image_up_to_date_twice_changes_nothing(numpy_image: ImageRecord) -> None:
    assert build_image("numpy") == numpy_image


def test_a_volume_in_a_courses_own_image_is_refused(
    tmp_path: Path, numpy_image: ImageRecord
) -> None:
    path = tmp_path / "Dockerfile"
    path.write_text(f"FROM {image_tag('numpy')}\nVOLUME /data\n")
    with pytest.raises(SpecError, match="VOLUME /data"):
        build_image(str(path))


def test_an_image_says_which_packages_it_holds(numpy_image: ImageRecord) -> None:
    required = dict(line.split("==") for line in requirements_of("numpy"))
    assert required.items() <= numpy_image.packages.items()
    assert numpy_image.packages["python"].startswith("3.11.")
    assert "torch" not in numpy_image.packages


def test_numerical_work_of_a_course_runs_under_every_limit(
    engine: Engine, numpy_image: ImageRecord
) -> None:
    box = Box(numpy_image.digest, memory_mb=512, processes=128, disk_mb=128)
    assert run_program(engine, box, NUMPY_WORK, seconds=60) == "done\n"


@pytest.mark.torch_image
def test_training_with_torch_runs_under_every_limit(engine: Engine) -> None:
    image = find_image(engine, "torch")
    box = Box(image.digest, memory_mb=2048, processes=128, disk_mb=128)
    assert run_program(engine, box, TORCH_WORK, seconds=120) == "done\n"


def test_a_program_that_fails_is_reported_with_its_last_words(
    engine: Engine, numpy_image: ImageRecord
) -> None:
    box = Box(numpy_image.digest, memory_mb=256, processes=16, disk_mb=16)
    source = "import sys; print('no good', file=sys.stderr); sys.exit(3)"
    with pytest.raises(SandboxError, match=r"status 3 .* no good"):
        run_program(engine, box, source, seconds=20)


def test_a_courses_own_dockerfile_becomes_an_image_with_our_worker(
    engine: Engine, own_dockerfile: Path
) -> None:
    image = build_image(str(own_dockerfile))
    assert image.name == f"{own_dockerfile.parent.name}/Dockerfile"
    assert image == find_image(engine, str(own_dockerfile))
    box = Box(image.digest, memory_mb=256, processes=16, disk_mb=16)
    source = "import extra, json, autograder.worker; print(json.dumps(extra.answer))"
    assert json.loads(run_program(engine, box, source, seconds=20)) == 42
