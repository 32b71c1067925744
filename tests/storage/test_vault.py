"""Sealed values open in their own place with their own key, and nowhere else."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.vault import NONCE_BYTES, Vault, WrongKey, make_key, read_key

VAULT = Vault(b"k" * 32)
PLACE = "people:17:phone"


@given(st.text(max_size=40), st.binary(max_size=200))
def test_what_was_sealed_opens_again(place, plain):
    assert VAULT.open(place, VAULT.seal(place, plain)) == plain


def test_a_value_copied_to_another_row_does_not_open():
    sealed = VAULT.seal(PLACE, b"13900000001")
    for place in ("people:18:phone", "people:17:name", "members:17:phone", ""):
        with pytest.raises(WrongKey):
            VAULT.open(place, sealed)


def test_another_key_does_not_open():
    with pytest.raises(WrongKey):
        Vault(b"x" * 32).open(PLACE, VAULT.seal(PLACE, b"13900000001"))


def test_an_altered_byte_anywhere_does_not_open():
    sealed = VAULT.seal(PLACE, b"13900000001")
    for at in range(len(sealed)):
        altered = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(WrongKey):
            VAULT.open(PLACE, altered)


def test_a_value_cut_short_does_not_open():
    sealed = VAULT.seal(PLACE, b"13900000001")
    for length in range(len(sealed)):
        with pytest.raises(WrongKey):
            VAULT.open(PLACE, sealed[:length])


def test_the_same_words_are_sealed_differently_every_time():
    assert len({VAULT.seal(PLACE, b"same") for _ in range(50)}) == 50


@given(st.lists(st.tuples(st.text(max_size=9), st.none() | st.binary(max_size=9)), max_size=9))
def test_many_are_sealed_as_each_alone_would_be(plains):
    sealed = VAULT.seal_all(plains)
    told = [it and VAULT.open(place, it) for (place, _), it in zip(plains, sealed, strict=True)]
    assert told == [plain for _, plain in plains]
    nonces = [it[: 1 + NONCE_BYTES] for it in sealed if it]
    assert len(set(nonces)) == len(nonces)


def test_the_keyed_index_never_changes():
    assert VAULT.index("phone", "13900000001").hex() == "3caf998428e6c12bc13535d434ce214c"
    assert VAULT.index("phone", "13900000001") != VAULT.index("phone", "13900000002")


def test_a_refusal_names_the_table_and_no_value():
    with pytest.raises(WrongKey) as refused:
        Vault(b"x" * 32).open(PLACE, VAULT.seal(PLACE, b"13900000001"))
    assert str(refused.value) == "people"


def test_nothing_stays_nothing():
    assert VAULT.seal_text(PLACE, None) is None
    assert VAULT.open_text(PLACE, None) is None
    assert VAULT.open_text(PLACE, VAULT.seal_text(PLACE, "")) == ""


def test_an_index_is_the_same_for_the_same_value_of_one_kind_and_key():
    index = VAULT.index("phone", "13900000001")
    assert index == Vault(b"k" * 32).index("phone", "13900000001")
    others = [VAULT.index("id_number", "13900000001"), VAULT.index("phone", "13900000002")]
    others.append(Vault(b"x" * 32).index("phone", "13900000001"))
    assert index not in others
    assert b"139" not in index


def test_a_key_has_32_bytes():
    with pytest.raises(ValueError, match="32 bytes"):
        Vault(b"short")


def test_a_made_key_is_read_back_and_only_we_may_read_it(tmp_path):
    key = make_key(tmp_path / "new" / "bangfu.key")
    file = tmp_path / "new" / "bangfu.key"
    assert read_key(file) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_key_is_never_overwritten(tmp_path):
    make_key(tmp_path / "bangfu.key")
    with pytest.raises(FileExistsError):
        make_key(tmp_path / "bangfu.key")


@pytest.mark.parametrize("content", [b"", b"not a key", b"QUJD", b"\xff\xfe\x00", "钥匙".encode()])
def test_a_file_that_holds_no_key_is_refused(tmp_path, content):
    (tmp_path / "bangfu.key").write_bytes(content)
    with pytest.raises(ValueError, match=r"."):
        read_key(tmp_path / "bangfu.key")


def test_a_missing_key_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_key(tmp_path / "bangfu.key")
