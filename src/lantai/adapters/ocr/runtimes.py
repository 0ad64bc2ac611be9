"""What runs a model: ONNX Runtime, installed with Lantai, or OpenVINO, an extra. Both read ONNX files.

RapidOCR has sessions of its own for the detector. These are for the recogniser, whose answers we read ourselves.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as onnx_errors
from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

from lantai.ports.ocr import EngineUnusable

Values = npt.NDArray[np.float32]

OPENVINO = "openvino"

_CHARACTERS = "character"
"""Under this name a recognition model of PP-OCR holds its characters, one a line."""


class Session(Protocol):
    """One model, loaded."""

    def run(self, values: Values) -> Values: ...

    def characters(self) -> tuple[str, ...]:
        """The characters that a recognition model knows. Raises EngineUnusable for a model without."""
        ...


def told(runtime: str) -> str:
    """The runtime with its version, and the precision where that is the machine's. Raises EngineUnusable."""
    try:
        found = f"{runtime} {version(runtime)}"
    except PackageNotFoundError:
        raise EngineUnusable(
            f"The package {runtime} is not installed; pip install 'lantai[{runtime}]' brings it."
        ) from None
    return f"{found}, {_precision()}" if runtime == OPENVINO else found


def _precision() -> str:
    """What OpenVINO reckons in on this machine: bf16 where the processor can, else f32."""
    import openvino  # an extra: only who asks for it has it

    return str(openvino.Core().get_property("CPU", "INFERENCE_PRECISION_HINT").get_type_name())


def failures(runtime: str) -> tuple[type[Exception], ...]:
    """What is raised when a model cannot be loaded or run, by the runtime and by RapidOCR around it."""
    if runtime == OPENVINO:
        from rapidocr.inference_engine.openvino.main import OpenVINOError  # it imports the extra

        return RuntimeError, ValueError, OSError, OpenVINOError
    own = (onnx_errors.Fail, onnx_errors.InvalidArgument, onnx_errors.InvalidGraph, onnx_errors.InvalidProtobuf)
    rest = (onnx_errors.NoSuchFile, onnx_errors.NotImplemented, onnx_errors.RuntimeException)
    return RuntimeError, ValueError, OSError, ONNXRuntimeError, *own, *rest


def session(runtime: str, model: Path, *, threads: int) -> Session:
    """Raises EngineUnusable for a runtime that is not installed and for a file that holds no model."""
    told(runtime)
    try:
        return _OpenVino(model, threads) if runtime == OPENVINO else _Onnx(model, threads)
    except failures(runtime) as error:
        raise no_model(model, error) from error


def no_model(model: Path, error: Exception) -> EngineUnusable:
    lines = [line.strip() for line in str(error).splitlines() if line.strip() and "Exception from" not in line]
    reason = (lines[-1] if lines else type(error).__name__).rstrip(".")
    return EngineUnusable(f"{model} cannot be used as a model: {reason[:300]}.")


class _Onnx:
    def __init__(self, model: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        # Strips differ in width, so an arena would keep a block for every width ever seen.
        options.enable_cpu_mem_arena = False
        self._model = model
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name

    def run(self, values: Values) -> Values:
        return np.asarray(self._session.run(None, {self._input: values})[0])

    def characters(self) -> tuple[str, ...]:
        listed = self._session.get_modelmeta().custom_metadata_map.get(_CHARACTERS, "")
        return _listed(listed, self._model)


class _OpenVino:
    def __init__(self, model: Path, threads: int) -> None:
        import openvino  # an extra: only who asks for it has it

        core = openvino.Core()
        self._path = model
        self._model = core.read_model(model)
        self._request = _compiled(core, self._model, threads)

    def run(self, values: Values) -> Values:
        self._request.infer([values])
        return np.array(self._request.get_output_tensor().data)  # a copy: the next run writes over it

    def characters(self) -> tuple[str, ...]:
        described = self._model.get_rt_info()
        framework = described["framework"] if "framework" in described else {}  # noqa: SIM401  OpenVINO's has no get
        listed = str(framework[_CHARACTERS].value) if _CHARACTERS in framework else ""
        return _listed(listed, self._path)


def _compiled(core: Any, model: Any, threads: int) -> Any:
    settings = {"INFERENCE_NUM_THREADS": str(threads), "PERFORMANCE_HINT": "LATENCY", "CPU_RUNTIME_CACHE_CAPACITY": "0"}
    return core.compile_model(model, "CPU", settings).create_infer_request()


def _listed(text: str, model: Path) -> tuple[str, ...]:
    if not text:
        raise EngineUnusable(f"{model} holds no list of characters; a recognition model of PP-OCR was expected.")
    return tuple(text.splitlines())
