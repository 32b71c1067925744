"""Files that come from outside: read safely, understood completely, written by somebody else.

    reader.stream(path)      a child process with limits reads CSV, XLSX, XLS or ODS → SheetRow
    people.parse(rows, …)    rows → Plan: records and every mistake of the file at once
                             (areas and pairings in the same way)
    checked.Families(…)      households, the only large files: the child checks them too, and
                             says families piece by piece while it reads, every mistake at the end
    mistakes.write(…)        the error workbook: row, column, value, reason, how to mend
    storage.imports          applies what was clean, after somebody said yes

In the child: sheets (workbooks, usual_rows, textfiles; calamine) → checking (lines, drafts).
Parsing is a function of the rows and of what is known (area codes, household numbers, phones);
it touches no database. No module in here loads a spreadsheet library when it is imported.
"""
