"""Make the sound of an alert: two soft notes of a bell, a fifth apart.

    python packaging/make_sounds.py

Nothing is recorded and nothing borrowed: each note is a few sines that fade, the higher ones
sooner. Needs numpy; the same file comes out each time.
"""

from __future__ import annotations

import sys
import wave
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SOUNDS = Path(__file__).resolve().parent.parent / "resources" / "sounds"
RATE = 22_050
SECONDS = 0.9
LOUDEST = 0.5
# Hertz and the second at which a note begins: E5, B5.
NOTES = ((659.26, 0.0), (987.77, 0.14))
# Multiple of the note, loudness, and how fast it fades.
PARTIALS = ((1.0, 1.0, 6.0), (2.0, 0.35, 9.0), (3.01, 0.12, 14.0))
ATTACK = 0.008


def bell(pitch: float, begin: float) -> NDArray[np.float64]:
    """Return the samples of one note that begins after `begin` seconds of silence."""
    time = np.arange(round(SECONDS * RATE)) / RATE - begin
    heard = np.maximum(time, 0.0)
    sound = sum(
        loudness * np.sin(2 * np.pi * pitch * multiple * heard) * np.exp(-fading * heard)
        for multiple, loudness, fading in PARTIALS
    )
    faded: NDArray[np.float64] = np.where(time < 0, 0.0, sound * np.minimum(heard / ATTACK, 1.0))
    return faded


def alert() -> NDArray[np.int16]:
    """Return the samples of the alert; they end in silence, so that no speaker clicks."""
    sound = np.sum([bell(pitch, begin) for pitch, begin in NOTES], axis=0)
    sound *= np.minimum((SECONDS - np.arange(sound.size) / RATE) / 0.05, 1.0)
    samples: NDArray[np.int16] = np.round(sound / np.abs(sound).max() * LOUDEST * 32767).astype(
        "<i2"
    )
    return samples


def main() -> int:
    """Write the sound. Exit codes: 0 done, 1 the file could not be written."""
    target = SOUNDS / "alert.wav"
    try:
        with wave.open(str(target), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(alert().tobytes())
    except OSError as error:
        print(f"{target} cannot be written: {error}", file=sys.stderr)
        return 1
    print(target.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
