"""Rows and files for the tests of imports."""

import zipfile

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from imports.cells import SheetRow

SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
    '2006/main"><dimension ref="{ref}"/><sheetData>{rows}</sheetData></worksheet>'
)
TEXTS = (
    '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'count="9" uniqueCount="9">{texts}</sst>'
)
PARTS = {
    "[Content_Types].xml": (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"'
        '/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
        '2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/office'
        'Document/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
        '2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
        '2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/office'
        'Document/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def workbook(path, sheet, texts=""):
    """Write a workbook by hand; `sheet` is the XML of its sheet, or chunks; `texts` are shared."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in PARTS.items():
            book.writestr(name, text)
        if texts:
            book.writestr("xl/sharedStrings.xml", TEXTS.format(texts=texts))
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for chunk in [sheet] if isinstance(sheet, str) else sheet:
                part.write(chunk.encode())
    return path


ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:'
    'xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text='
    '"urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="S"><table:table-row><table:table-cell office:value-type="string">'
    "<text:p>姓名</text:p></table:table-cell>{cells}</table:table-row></table:table>"
    "</office:spreadsheet></office:body></office:document-content>"
)
ODS_DAY = (
    '<table:table-cell office:value-type="date" office:date-value="2026-03-02">'
    "<text:p>x</text:p></table:table-cell>"
)


def ods(path, inside):
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("content.xml", ODS.format(cells=inside))
        book.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def worksheet(book: Workbook) -> Worksheet:
    """The first sheet of a new workbook."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def rows(*lines, sheet="", start=1):
    """Rows as the reader gives them; a line of None is an empty row, which it leaves out."""
    return [
        SheetRow(number=number, cells=tuple(cells), sheet=sheet)
        for number, cells in enumerate(lines, start=start)
        if cells is not None
    ]


def found(plan):
    """What the plan complains about, row by row."""
    return [(m.row, m.column, m.reason.msgid) for m in plan.mistakes]
