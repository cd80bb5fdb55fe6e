from __future__ import annotations

import json
from typing import Any

import pytest

from .conftest import Read

Times = list[tuple[str, int | None, int | None, str | None]]

OPENAI = {
    "text": "家人们好 今天有福利",
    "segments": [
        {
            "id": 0,
            "seek": 0,
            "start": 0.0,
            "end": 2.34,
            "text": " 家人们好",
            "tokens": [50364],
            "temperature": 0.0,
            "avg_logprob": -0.2,
            "compression_ratio": 1.1,
            "no_speech_prob": 0.01,
        },
        {"id": 1, "seek": 0, "start": 2.34, "end": 4.0, "text": "今天有福利", "tokens": [1]},
    ],
    "language": "zh",
}
CPP = {
    "systeminfo": "AVX = 1",
    "model": {"type": "base"},
    "params": {"language": "zh"},
    "result": {"language": "zh"},
    "transcription": [
        {
            "timestamps": {"from": "00:00:00,000", "to": "00:00:02,340"},
            "offsets": {"from": 0, "to": 2340},
            "text": "家人们好",
        },
        {"timestamps": {}, "offsets": {"from": 2340, "to": 4000}, "text": " 今天有福利"},
    ],
}
TUPLES = [[1, 0, 0.0, 2.34, " 家人们好", [1], 0.0], [2, 0, 2.34, 4.0, "今天有福利", [2], 0.0]]
FUNASR = [
    {
        "key": "live-7",
        "text": "家人们好，今天有福利。",
        "timestamp": [[0, 200]],
        "sentence_info": [
            {"text": "家人们好", "start": 0, "end": 2340, "timestamp": [[0, 200]], "spk": 0},
            {"text": "今天有福利", "start": 2340, "end": 4000, "timestamp": [[0, 200]], "spk": 0},
        ],
    }
]
STAMPED = {
    "mode": "offline",
    "text": "家人们好今天有福利",
    "wav_name": "a",
    "stamp_sents": [
        {"text_seg": "家 人 们 好", "punc": "", "start": 0, "end": 2340, "ts_list": [[0, 200]]},
        {"text_seg": "今 天 有 福 利", "punc": "", "start": 2340, "end": 4000, "ts_list": []},
    ],
}


@pytest.mark.parametrize(
    "value",
    [OPENAI, CPP, TUPLES, OPENAI["segments"], FUNASR, STAMPED],
    ids=["openai", "whisper.cpp", "faster-whisper", "segments", "funasr", "runtime"],
)
def test_recognisers(read: Read, value: Any) -> None:
    (document,), problems = read("直播.json", json.dumps(value, ensure_ascii=False))
    assert not problems
    assert document.text == "家人们好\n今天有福利"
    assert [(u.start_ms, u.end_ms) for u in document.utterances] == [(0, 2340), (2340, 4000)]
    assert document.kind == "speech"
    assert "segments" not in document.extra


def test_names_speakers_and_other_fields(read: Read) -> None:
    (document,), _ = read("a.json", json.dumps(FUNASR))
    assert document.id == "live-7"
    assert document.utterances[0].speaker == "spk0"
    (document,), _ = read("b.json", json.dumps({**OPENAI, "category": "cosmetic", "merchant": "M1"}))
    assert (document.id, document.category, document.merchant) == ("b", "cosmetic", "M1")
    assert document.extra == {"language": "zh"}


def test_random_keys_are_no_ids_and_several_recordings(read: Read) -> None:
    items = [{"key": f"rand_key_{n}", "text": "<|zh|><|NEUTRAL|><|Speech|><|withitn|>好用。"} for n in "ab"]
    documents, _ = read("c.json", json.dumps(items))
    assert [(d.id, d.text) for d in documents] == [("c#1", "好用。"), ("c#2", "好用。")]


def test_paraformer_tokens_are_cut_at_full_stops(read: Read) -> None:
    text = "家人们好。买two盒"
    stamps = [[n * 100, n * 100 + 90] for n in range(7)]
    (document,), _ = read("p.json", json.dumps([{"key": "k", "text": text, "timestamp": stamps}]))
    assert [(u.text, u.start_ms, u.end_ms) for u in document.utterances] == [
        ("家人们好。", 0, 390),
        ("买two盒", 400, 690),
    ]


def test_paraformer_without_punctuation_is_cut_at_pauses(read: Read) -> None:
    stamps = [[0, 100], [100, 200], [2000, 2100], [2100, 2200]]
    (document,), _ = read("p.json", json.dumps([{"key": "k", "text": "好 用 便 宜", "timestamp": stamps}]))
    assert [(u.text, u.start_ms, u.end_ms) for u in document.utterances] == [
        ("好用", 0, 200),
        ("便宜", 2000, 2200),
    ]


@pytest.mark.parametrize("stamps", ["[[0,100],[100,2", [["a", "b"]], {}, [[0, 100]], "[[0,100],[100,200]]"])
def test_odd_timestamps_lose_no_text(read: Read, stamps: Any) -> None:
    (document,), _ = read("p.json", json.dumps([{"key": "k", "text": "好用。便宜！", "timestamp": stamps}]))
    assert document.text.replace("\n", "") == "好用。便宜！"


def test_segments_with_broken_members(read: Read) -> None:
    value = '{"segments": [{"start": NaN, "end": "x", "text": "好"}, 5, {"text": null}, {"text": ""}]}'
    (document,), _ = read("n.json", value)
    assert document.text == "好"
    assert document.utterances[0].start_ms is None
