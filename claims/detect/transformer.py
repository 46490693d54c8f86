"""The trained reader: a small transformer that tells how check-worthy an English sentence is. Offline, on one core."""

from __future__ import annotations

import hashlib
import logging
import math
from functools import cache
from pathlib import Path

MODEL = Path(__file__).with_name("model") / "scorer.int8.onnx"
TOKENIZER = Path(__file__).with_name("model") / "tokenizer.json"
MODEL_SHA256 = "74d9737600cae9331b71b2610838ef7a2ddc6978a25750f7af5eab2867769255"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
LONGEST = 64  # tokens; as in training. What follows in a longer sentence is not read
_READ = 2_000  # code points; 64 tokens never need more

_log = logging.getLogger(__name__)


class Transformer:
    """One session for the life of a process. Sentences go through one at a time: the scores of the quantised
    model depend on the padding of a batch, and a sentence must always get the same score.
    """

    def __init__(self, model: bytes, tokenizer: bytes) -> None:
        import numpy
        import onnxruntime
        from tokenizers import Tokenizer

        self._array = numpy.array
        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def logit(self, sentence: str) -> float:
        """The log odds of "check-worthy" against the other classes."""
        encoded = self._tokenizer.encode(sentence[:_READ].encode("utf-8", "replace").decode())  # lone surrogates
        feed = {
            "input_ids": self._array([encoded.ids], "int64"),
            "attention_mask": self._array([encoded.attention_mask], "int64"),
        }
        (rows,) = self._session.run(["logits"], feed)
        *others, worthy = (float(value) for value in rows[0])
        highest = max(others)
        return worthy - highest - math.log(sum(math.exp(value - highest) for value in others))


@cache
def load() -> Transformer | None:
    """The reader, or nothing where its files or libraries are missing or are not the ones it was tested with."""
    try:
        model, tokenizer = MODEL.read_bytes(), TOKENIZER.read_bytes()
        for content, known in ((model, MODEL_SHA256), (tokenizer, TOKENIZER_SHA256)):
            if hashlib.sha256(content).hexdigest() != known:
                raise ValueError("not the model that was tested")
        return Transformer(model, tokenizer)
    except (OSError, ImportError, ValueError, RuntimeError) as error:
        _log.warning("proposer.basic", extra={"error": type(error).__name__})
        return None
