"""Voices on the page: spoken into a microphone, picked from files, played."""

import io
import math
import struct
import wave

from playwright.async_api import expect

from tests.browser.conftest import heard

MICROPHONE = """() => {
    navigator.mediaDevices.getUserMedia = async () => {
        const sound = new AudioContext();
        const tone = sound.createOscillator();
        const out = sound.createMediaStreamDestination();
        tone.connect(out);
        tone.start();
        return out.stream;
    };
}"""
NO_MICROPHONE = """(name) => {
    navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', name); };
}"""


def spoken(seconds):
    """A tone as a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        tone = (int(9000 * math.sin(at / 3)) for at in range(8000 * seconds))
        out.writeframes(b"".join(struct.pack("<h", at) for at in tone))
    return {"name": "talk.wav", "mimeType": "audio/wav", "buffer": file.getvalue()}


async def test_a_voice_is_recorded_sent_with_its_length_and_played(phone, desk, world):
    await desk.evaluate(MICROPHONE)
    await phone.get_by_test_id("record").click()
    recording = phone.get_by_test_id("recording")
    await expect(recording.get_by_role("timer")).to_have_text("0:01")
    assert await recording.locator(".levels rect").count() > 3
    await phone.get_by_test_id("record-send").click()
    await expect(phone.get_by_test_id("voice")).to_be_visible()
    voice = heard(world)["message"]["voice"]
    assert 1 <= voice["duration"] <= 30
    assert voice["mime_type"].startswith(("audio/ogg", "audio/webm", "audio/mp4"))
    assert voice["file_size"] > 500
    play = phone.get_by_test_id("voice").get_by_role("button")
    await play.click()
    await expect(play).to_have_attribute("aria-pressed", "true")
    await expect(phone.get_by_test_id("composer")).to_be_visible()


async def test_a_recording_is_thrown_away_and_nothing_is_sent(phone, desk, world):
    before = len(world.updates.pending())
    await desk.evaluate(MICROPHONE)
    await phone.get_by_test_id("record").click()
    await phone.get_by_test_id("record-cancel").click()
    await expect(phone.get_by_test_id("composer")).to_be_visible()
    assert len(world.updates.pending()) == before


async def test_without_a_microphone_the_phone_says_what_to_do(phone, desk):
    reasons = {"NotFoundError": "没有找到麦克风", "NotAllowedError": "浏览器不允许使用麦克风"}
    for name, words in reasons.items():
        await desk.evaluate(NO_MICROPHONE, name)
        await phone.get_by_test_id("record").click()
        await expect(phone.get_by_test_id("toast")).to_contain_text(words)
    await expect(phone.get_by_test_id("composer")).to_be_visible()


async def test_a_picked_sound_goes_out_as_a_voice_of_its_real_length_and_kind(phone, world):
    await phone.get_by_test_id("attach").click()
    await phone.get_by_test_id("file-voice").set_input_files([spoken(4)])
    await phone.get_by_test_id("send-files").click()
    await expect(phone.get_by_test_id("voice")).to_contain_text("0:04")
    voice = heard(world)["message"]["voice"]
    assert (voice["duration"], voice["mime_type"]) == (4, "audio/wav")
