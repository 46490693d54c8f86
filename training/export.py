"""Turn checkpoints of `finetune.py` into the file the desk runs: averaged, int8 ONNX, small enough to commit.

    python training/export.py BASE OUT CHECKPOINT [CHECKPOINT ...]

The mean of the weights before and after the news lesson keeps what each knows.
Writes `scorer.int8.onnx` and `tokenizer.json` to OUT and prints their sha256 for `claims/detect/transformer.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
from pathlib import Path

import torch
from finetune import Scorer, padded
from onnxruntime.quantization import QuantType, quantize_dynamic


def average(checkpoints: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of weights that were trained from the same start."""
    states = [torch.load(path, weights_only=True) for path in checkpoints]
    first = states[0]
    return {
        name: sum(state[name] for state in states) / len(states) if first[name].is_floating_point() else first[name]
        for name in first
    }


def export(base: Path, out: Path, checkpoints: list[Path]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    model = Scorer(base)
    model.load_state_dict(average(checkpoints))
    model.eval()
    axes = {"input_ids": {0: "batch", 1: "tokens"}, "attention_mask": {0: "batch", 1: "tokens"}, "logits": {0: "batch"}}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            model,
            padded([[101, 2023, 2003, 102], [101, 2023, 102]]),
            str(plain),
            input_names=["input_ids", "attention_mask"],
            output_names=["logits"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        # Seven bits of weight: eight overflow in the additions of processors without VNNI, and scores would differ.
        quantize_dynamic(
            str(plain), str(out / "scorer.int8.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")
    for path in (out / "scorer.int8.onnx", out / "tokenizer.json"):
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.stat().st_size:>10,}  {path.name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    given = parser.parse_args()
    export(given.base, given.out, given.checkpoints)


if __name__ == "__main__":
    main()
